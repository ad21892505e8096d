-- 身份证号不正确: 应为 18 位，出生日期与校验位正确。
select {{ finding_columns('r') }} from {{ ref('int_roster_row') }} as r where r.id_status = 'malformed'
