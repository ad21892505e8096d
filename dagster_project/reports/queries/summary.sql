-- The figures of one year on one line; null where nothing is known. 超限事项 is a count of judged scopes, not of people.
with rates as (
    select sum(applied) as applied, sum(recognised) as recognised, sum(by_exam) as by_exam, sum(not_final) as not_final,
        sum(cancelled) as cancelled, sum(passed_without_application) as passed_without_application,
        if(sum(reviewed) = 0 and bool_or(reviewed is null), null, sum(reviewed)) as reviewed, sum(passed) as passed,
        if(sum(reviewed) > 0, coalesce(sum(passed) filter (where reviewed is not null), 0), null) as passed_of_reviewed,
        sum(passed) filter (where reviewed is not null) / nullif(sum(reviewed), 0)::double as pass_rate
    from mart_pass_rate where review_year = $year and ($bureau is null or bureau_code = $bureau)
),
applications as (
    select sum(persons_first) as persons, coalesce(sum(applied_waiting), 0) as waiting
    from mart_application where review_year = $year and ($bureau is null or bureau_code = $bureau)
),
quota as (
    select sum(quota) as quota, sum(applied) filter (where quota is not null) as quota_applied,
        sum(passed) filter (where quota is not null) as quota_passed,
        sum(applied) filter (where quota is not null) / nullif(sum(quota), 0)::double as quota_rate,
        sum(passed) filter (where quota is not null) / nullif(sum(quota), 0)::double as quota_passed_rate
    from mart_quota_usage
    where review_year = $year and row_kind = 'line' and ($bureau is null or bureau_code = $bureau)
),
judged as (
    select if(count(*) = 0, null, count(*) filter (where state = '超限')) as over,
        if(count(*) = 0, null, count(*) filter (where state = '预警')) as warning,
        if(count(*) = 0, null, count(*) filter (where state = '待核')) as uncertain,
        if(count(*) = 0, null, count(*) filter (where state = '无数据')) as unjudged,
        if(count(*) = 0, null, count(*) filter (where state = '合规')) as kept_limit
    from mart_compliance where review_year = $year and ($bureau is null or bureau_code = $bureau)
),
files as (
    select count(submission_id) filter (where status in ('已接收', '部分接收')) as files_in_force,
        count(*) filter (where submission_id is null) as files_missing,
        count(submission_id) filter (where status = '待确认') as files_held,
        count(*) filter (where late) as files_late, coalesce(sum(set_aside), 0) as set_aside,
        count(distinct bureau_code) as bodies,
        count(distinct bureau_code) filter (where completeness = '收件中') as bodies_open,
        count(distinct bureau_code) filter (where completeness = '待核对') as bodies_unchecked,
        count(distinct bureau_code) filter (where completeness = '已核对') as bodies_checked,
        count(distinct bureau_code) filter (where completeness = '已定稿') as bodies_final
    from mart_submission where review_year = $year and ($bureau is null or bureau_code = $bureau)
)
from rates, applications, quota, judged, files
