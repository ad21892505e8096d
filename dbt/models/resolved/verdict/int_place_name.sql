-- Names of people handed in that stand in a file's place, its sheets' names or in what is said of the file. A clerk may name a file after a
-- person; what is published must not hold that name. Names of three characters or more, as the personal-data gate looks for.
with person as (
    select distinct {{ squeeze('person_name') }} as name
    from (
        select person_name from {{ source('raw', 'roster_b') }} where row_kind = 'data'
        union all
        select person_name from {{ source('raw', 'roster_a') }} where row_kind = 'data'
        union all
        select person_name from {{ source('raw', 'result') }} where row_kind = 'data'
    )
    where length({{ squeeze('person_name') }}) >= 3
),

said as (
    select submission_id, place as text from {{ ref('stg_submission') }}
    union
    select submission_id, concat_ws('；', question, notes) from {{ ref('stg_submission') }}
    union
    select submission_id, sheet from {{ ref('int_finding') }}
),

-- Every piece of a text that is as long as a name: found by equal keys, as there are names by the ten thousand.
piece as (
    select distinct s.submission_id, {{ pieces('s.text', 'n.length') }} as name
    from said as s
    inner join (select distinct length(name) as length from person) as n on length(s.text) >= n.length
)

select s.submission_id, {{ any_of('p.name') }} as pattern
from piece as s
inner join person as p on s.name = p.name
group by s.submission_id
