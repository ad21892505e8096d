-- Years that some submission in force or held belongs to. A file returned for a wrong year opens no year.
select distinct review_year
from {{ ref('stg_submission') }}
where (in_force or is_held) and review_year is not null
