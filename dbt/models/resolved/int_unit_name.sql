-- Every unit that any form names, by year and submitting body. The key holds across years and forms.
with named as (
    select review_year, bureau_code, unit_name from {{ ref('stg_unit') }}
    union
    select review_year, bureau_code, unit_name from {{ ref('stg_post') }}
    union
    select review_year, bureau_code, unit_name from {{ ref('stg_roster') }}
    union
    select review_year, bureau_code, unit_name from {{ ref('stg_result') }}
)

select review_year, bureau_code, unit_name, {{ short_key('U', ['bureau_code', 'unit_name']) }} as unit_key
from named
where unit_name is not null and bureau_code is not null
