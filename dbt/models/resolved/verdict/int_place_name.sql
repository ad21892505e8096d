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
)

select s.submission_id, {{ any_of('p.name') }} as pattern
from (select submission_id, {{ text_list('text', '|', 'text') }} as text from said group by submission_id) as s
inner join person as p on contains(s.text, p.name)
group by s.submission_id
