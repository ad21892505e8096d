-- Each publicity row with each rule on its number of working days that binds its stage and program (decision 9). Rows whose
-- days cannot be counted have is_short null. The rule of the region and that of the body can both bind one row.
with limits as (
    {{ limit_in_force('publicity_unit_days') }}
    union all
    {{ limit_in_force('publicity_site_days') }}
)

select
    p.submission_id, p.sheet, p.row_no, p.review_year, p.bureau_code, p.is_held, l.rule_id, l.limit_numerator as limit_value,
    l.severity, l.fate, p.workdays, case when p.stage is not null then p.workdays < l.limit_numerator end as is_short
from {{ ref('fct_publicity') }} as p
inner join limits as l
    on p.review_year = l.review_year and l.jurisdiction_code in (p.bureau_code, '{{ var("region_code") }}')
where l.rule_id not in (select rule_id from {{ ref('publicity_scope') }}) or exists (
    select 1 from {{ ref('publicity_scope') }} as s
    where s.rule_id = l.rule_id and coalesce(p.stage, s.stage) = s.stage and coalesce(s.program, p.program, '') = coalesce(p.program, '')
)
