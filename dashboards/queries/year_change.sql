-- What changed in the rules since the year before, in words: read before two years are compared.
-- A body without any says so, so that silence is never read as missing.
with found as (
    select
        review_year,
        bureau_code,
        bureau_name,
        concerns,
        topic,
        note,
        document_no || ' ' || coalesce(clause, '') as document,
        coalesce(before_document_no || ' ' || coalesce(before_clause, ''), '上年没有规定') as before_document,
        reading_kind
    from main.mart_year_change
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
    '全部' as concerns,
    '没有已知的变化' as topic,
    '没有上年数据，或没有记下两年之间的变化' as note
from bodies
anti join found using (review_year, bureau_code)
