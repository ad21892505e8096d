-- Every unit that a form in force names, by year and submitting body. The key holds across years and forms. A unit that only
-- results name is not measured: a misspelt name there must not look like a missing post table.
with named as (
    select review_year, bureau_code, unit_name, true as is_measured from {{ ref('stg_unit') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, true from {{ ref('stg_post') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, true from {{ ref('stg_roster') }} where not is_held
    union all
    select review_year, bureau_code, unit_name, false from {{ ref('stg_result') }} where not is_held
)

select
    review_year, bureau_code, unit_name, {{ short_key('U', ['bureau_code', 'unit_name']) }} as unit_key,
    bool_or(is_measured) as is_measured
from named
where unit_name is not null and bureau_code is not null
group by review_year, bureau_code, unit_name
