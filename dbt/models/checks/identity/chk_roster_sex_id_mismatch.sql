-- 性别与身份证号不一致: 身份证号第 17 位单数为男、双数为女。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.id_status = 'valid' and r.sex in ('男', '女')
    and r.sex != case cast(substr({{ squeeze('r.id_number') }}, 17, 1) as integer) % 2 when 1 then '男' else '女' end
