-- Where to mend what: file, sheet, row and column, never the cell's own value.
-- A body without any says so, so that silence is never read as missing.
with files as (
    select
        submission_id,
        place
    from main.mart_submission
    where submission_id is not null
),

labels as (
    select distinct
        check_id,
        label
    from main.mart_finding
),

found as (
    select
        one.review_year,
        one.bureau_code,
        one.bureau_name,
        one.form,
        files.place,
        one.sheet,
        one.row as row_number,
        one.column_name,
        labels.label,
        one.severity,
        case one.severity when '暂存' then '▲ 暂存待改' else '◇ 提示' end as severity_text,
        one.message,
        one.clause
    from main.mart_finding_row as one
    left join files on one.submission_id = files.submission_id
    left join labels on one.check_id = labels.check_id
    where one.review_year is not null
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
    '● 没有需要核对或改正的行' as message
from bodies
anti join found using (review_year, bureau_code)
