-- Whether a unit's applicants use a code that only enterprises have: it tells the kind of a unit that is not registered.
select review_year, bureau_code, unit_name, bool_or(enterprise_only) as has_enterprise_code
from {{ ref('int_roster_tilt') }}
where unit_name is not null
group by review_year, bureau_code, unit_name
