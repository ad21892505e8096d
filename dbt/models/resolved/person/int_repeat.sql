-- Roster rows that say again what another row says, one row per kind: the same application in the same file or in another of
-- the body (the later row; decision 8 counts one), two applications in a year, a level passed in an earlier year, and rows
-- without ID number that agree in everything else. Only people who occur more than once are looked at.
with row_of_person as (
    select
        submission_id, sheet, row_no, form_code, review_year, bureau_code, person_key, id_status = 'valid' as is_linkable,
        {{ squeeze('person_name') }} as person_name, sex, birth_month, unit_name, series_code, level_code, program, received_at
    from {{ ref('int_roster_row') }}
    where level_code is not null and unit_name is not null and not is_held and bureau_code is not null
),

linked as (
    select r.*
    from row_of_person as r
    inner join (
        select person_key from row_of_person where is_linkable group by person_key having count(*) > 1
    ) as p using (person_key)
),

in_order as (
    select
        *,
        row_number() over (partition by bureau_code, person_key, review_year, series_code, level_code, program order by received_at, submission_id, sheet, row_no) as turn,
        row_number() over (partition by bureau_code, person_key, review_year, series_code, level_code, program, submission_id order by sheet, row_no) as turn_in_file
    from linked
),

two_in_year as (
    select bureau_code, person_key, review_year
    from linked
    group by bureau_code, person_key, review_year
    having count(distinct series_code || level_code) > 1
),

passed as (
    select p.person_key, p.series_code, p.level_code, min(p.review_year) as first_year
    from linked as p
    inner join {{ ref('fct_application') }} as a using (submission_id, sheet, row_no)
    where a.outcome_class = 'passed'
    group by p.person_key, p.series_code, p.level_code
),

unlinked as (
    select r.*
    from row_of_person as r
    inner join (
        select bureau_code, review_year, series_code, level_code, person_name, sex, birth_month, unit_name
        from row_of_person
        where not is_linkable
        group by all
    ) as p using (bureau_code, review_year, series_code, level_code, person_name, sex, birth_month, unit_name)
),

alike as (
    select *
    from unlinked
    qualify count(*) over (
        partition by bureau_code, review_year, series_code, level_code, person_name, sex, birth_month, unit_name
    ) > 1
)

select
    submission_id, sheet, row_no, form_code, review_year, bureau_code,
    case when turn_in_file > 1 then 'same_file' else 'other_file' end as kind
from in_order
where turn > 1
union all
select r.submission_id, r.sheet, r.row_no, r.form_code, r.review_year, r.bureau_code, 'twice'
from linked as r
inner join two_in_year as t using (bureau_code, person_key, review_year)
union all
select r.submission_id, r.sheet, r.row_no, r.form_code, r.review_year, r.bureau_code, 'passed'
from linked as r
inner join passed as p using (person_key, series_code, level_code)
where p.first_year < r.review_year
union all
select submission_id, sheet, row_no, form_code, review_year, bureau_code, 'no_id'
from alike
where not is_linkable
