-- The rows behind each judged figure: which file, sheet and row, whether it counts and why. No names, no numbers of persons.
with judged as (
    select distinct
        review_year,
        coalesce(bureau_code, '') as bureau_code,
        rule_id,
        scope_kind,
        scope_code,
        scope_name,
        coalesce(level_group, '') as level_group,
        measure,
        state,
        document_no || ' ' || coalesce(clause, '') as document
    from main.mart_compliance
),

files as (
    select
        submission_id,
        place
    from main.mart_submission
    where submission_id is not null
),

found as (
    select
        one.review_year,
        one.bureau_code,
        one.bureau_name,
        judged.measure,
        judged.scope_name,
        case judged.level_group when '' then '不分层级' else judged.level_group end as level_group,
        judged.state,
        judged.document,
        one.unit_name,
        files.place,
        one.sheet,
        one.row as row_number,
        case when one.counted then '● 计入' else '－ 不计入' end as counted_mark,
        one.counted,
        one.reason
    from main.mart_evidence as one
    inner join judged
        on one.review_year = judged.review_year
        and one.rule_id = judged.rule_id
        and one.scope_kind = judged.scope_kind
        and one.scope_code = judged.scope_code
        and coalesce(one.level_group, '') = judged.level_group
        and (judged.bureau_code = '' or one.bureau_code = judged.bureau_code)
    left join files on one.submission_id = files.submission_id
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
union all
select
    bodies.review_year,
    bodies.bureau_code,
    bodies.bureau_name,
    '没有可列的行' as measure,
    '全部' as scope_name,
    '不分层级' as level_group,
    null as state,
    null as document,
    null as unit_name,
    null as place,
    null as sheet,
    null as row_number,
    null as counted_mark,
    null as counted,
    null as reason
from bodies
where
    not exists (
        select 1
        from found
        where found.review_year = bodies.review_year and found.bureau_code = bodies.bureau_code
    )
