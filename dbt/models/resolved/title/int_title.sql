-- A title as a whole word: its level, and its series where it has only one (decision 12). Titles with two levels are left out.
select
    {{ squeeze('title') }} as title,
    min(level_code) as level_code,
    count(distinct series_code) as series_count,
    min(series_code) as series_code
from {{ ref('title') }}
group by {{ squeeze('title') }}
having count(distinct level_code) = 1
