-- Days, not people: what was due, what happened, by how many days it was late.
-- A body without any says so, so that silence is never read as missing.
with found as (
    select
        review_year,
        bureau_code,
        bureau_name,
        banner_code,
        banner_name,
        event,
        coalesce(applies_to, '全部') as applies_to,
        unit_name,
        due,
        due_extended,
        happened,
        days_late,
        state,
        document_no || ' ' || coalesce(clause, '') as document,
        regexp_replace(reading, 'R-[A-Z0-9-]+', '相应规则', 'g') as reading,
        reading_kind
    from main.mart_deadline
),

bodies as (
    select distinct
        review_year,
        bureau_code,
        bureau_name
    from main.mart_submission
    where bureau_code is not null and review_year is not null
)

select * from found
union all by name
select
    review_year,
    bureau_code,
    bureau_name,
    '本年度未见期限规定' as event,
    '全部' as applies_to
from bodies
anti join found using (review_year, bureau_code)
