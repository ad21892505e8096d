-- Whether a unit's applicants use a code that only enterprises have: it tells the kind of a unit that is not registered.
-- What only a held file says is not certain: it would take its unit out of the rules on posts.
select review_year, bureau_code, unit_name, bool_or(enterprise_only) as has_enterprise_code
from {{ ref('int_roster_tilt') }}
where unit_name is not null and not is_held
group by review_year, bureau_code, unit_name
