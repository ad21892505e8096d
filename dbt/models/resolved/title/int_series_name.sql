-- What a series is called: national name, region's name and aliases.
select name, min(series_code) as series_code
from (
    select {{ squeeze('alias') }} as name, series_code from {{ ref('series_alias') }}
    union
    select {{ squeeze('series_name') }}, series_code from {{ ref('series') }}
    union
    select {{ squeeze('series_short') }}, series_code from {{ ref('series') }}
)
group by name
having count(distinct series_code) = 1
