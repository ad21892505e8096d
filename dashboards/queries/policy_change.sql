-- Rules that one body has this year and had not last year, or the other way round; and each year that has data.
with years as (
    select distinct
        review_year,
        bureau_code,
        bureau_name
    from main.mart_submission
    where bureau_code is not null
),

rules as (
    select distinct
        review_year,
        bureau_code,
        rule_id,
        measure,
        document_no,
        clause,
        fate,
        limit_value,
        comparison
    from main.mart_policy
    where fate in ('判定', '展示', '免限')
),

came as (
    select
        now.review_year,
        now.bureau_code,
        years.bureau_name,
        '＋ 本年度新适用' as change,
        now.measure,
        now.fate,
        now.document_no || ' ' || coalesce(now.clause, '') as document
    from rules as now
    inner join years
        on now.review_year = years.review_year and now.bureau_code = years.bureau_code
    where
        not exists (
            select 1
            from rules as before
            where
                before.review_year = now.review_year - 1
                and before.bureau_code = now.bureau_code
                and before.rule_id = now.rule_id
        )
        and exists (select 1 from years as y where y.review_year = now.review_year - 1)
),

went as (
    select
        years.review_year,
        before.bureau_code,
        years.bureau_name,
        '－ 本年度未见规定' as change,
        before.measure,
        before.fate,
        before.document_no || ' ' || coalesce(before.clause, '') as document
    from rules as before
    inner join years
        on years.review_year = before.review_year + 1 and years.bureau_code = before.bureau_code
    where
        not exists (
            select 1
            from rules as now
            where
                now.review_year = before.review_year + 1
                and now.bureau_code = before.bureau_code
                and now.rule_id = before.rule_id
        )
),

every_change as (
    select * from came
    union all
    select * from went
)

select * from every_change
union all
select
    years.review_year,
    years.bureau_code,
    years.bureau_name,
    '○ 无可比' as change,
    '没有上年数据，或两年适用的规定相同' as measure,
    null as fate,
    null as document
from years
where
    not exists (
        select 1
        from every_change
        where every_change.review_year = years.review_year and every_change.bureau_code = years.bureau_code
    )
