-- 出生年月与身份证号不一致: 应与身份证号第 7 至 12 位一致。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r
where r.id_status = 'valid' and r.birth_month is not null
    and replace(r.birth_month, '-', '') != substr({{ squeeze('r.id_number') }}, 7, 6)
