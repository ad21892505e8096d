-- 超岗申报而没有会商记录: 登记表中没有以主管部门或单位为对象的会商（决定 3、19）。每个超岗的单位一条，指到其岗位表首行。
with over as (
    select distinct m.review_year, m.bureau_code, m.unit_name, m.scope_name
    from {{ ref('fct_post') }} as p
    inner join {{ ref('int_unit_measure') }} as m using (review_year, bureau_code, unit_name)
    inner join {{ ref('policy_limit') }} as l
        on l.measure_id = 'over_post_consult' and l.measured_by = m.measured_by and l.jurisdiction_code = m.scope_bureau_code
        and {{ in_force('l', 'm.review_year') }}
    where p.excess > p.excess_teacher and p.is_public and not p.is_reform
),

consulted as (
    select review_year, bureau_code, subject
    from {{ ref('stg_approval') }}
    where matter = '会商' and approval_no is not null and not is_held
),

first_row as (
    select * from {{ ref('stg_post') }}
    where not is_held
    qualify row_number() over (
        partition by review_year, bureau_code, unit_name order by received_at desc, submission_id desc, sheet, row_no
    ) = 1
)

select {{ finding_columns('r') }}
from first_row as r
inner join over as o using (review_year, bureau_code, unit_name)
where not exists (
    select 1 from consulted as c
    where c.review_year = o.review_year and coalesce(c.bureau_code, o.bureau_code) = o.bureau_code and c.subject in (o.scope_name, o.unit_name)
)
