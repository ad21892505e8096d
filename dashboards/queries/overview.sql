-- One row a year and reporting body: what the first line, the big figures and the comparison with last year say.
with figures as (
    select
        review_year,
        bureau_code,
        max(bureau_name) as bureau_name,
        sum(applied) as applied,
        sum(reviewed) as reviewed,
        sum(passed) as passed,
        -- a rate counts only cells whose reviewed is known: some result forms list the passed alone
        sum(passed) filter (where reviewed is not null) as passed_reviewed,
        sum(not_final) as not_final,
        max(as_of) as as_of,
        max(run_id) as run_id,
        max(policy_version) as policy_version
    from main.mart_pass_rate
    group by review_year, bureau_code
),

files as (
    select
        review_year,
        bureau_code,
        max(bureau_name) as bureau_name,
        count(*) filter (where status not in ('重复', '已替代', '已撤回', '未报')) as files,
        count(*) filter (where submission_id is null) as missing,
        sum(set_aside) as set_aside,
        max(completeness) as completeness,
        bool_or(is_demo) as is_demo,
        max(as_of) as status_as_of
    from main.mart_submission
    where bureau_code is not null and review_year is not null
    group by review_year, bureau_code
),

-- A rule that a city's notice says again is another row of the ledger, but no other matter.
-- What is late is counted by itself: it exceeds no post and no quota.
matters as (
    select distinct
        review_year,
        bureau_code,
        measure,
        scope_code,
        level_group,
        state,
        rule_id in (select rule_id from main.mart_deadline where rule_id is not null) as is_deadline
    from main.mart_compliance
),

judged as (
    select
        review_year,
        bureau_code,
        count(*) filter (where state = '超限' and not is_deadline) as exceeded,
        count(*) filter (where state = '预警' and not is_deadline) as warned,
        count(*) filter (where state = '待核' and not is_deadline) as uncertain,
        count(*) filter (where state in ('超限', '预警') and is_deadline) as late
    from matters
    group by review_year, bureau_code
),

unlimited as (
    select
        review_year,
        bureau_code,
        max(reference_document) as reference_document
    from main.mart_over_post
    where measure_id = 'over_post_senior' and state = '仅展示' and scope_kind <> 'unit'
    group by review_year, bureau_code
),

-- What the checks of whole tables say of a body's year: published, but with a remark.
marked as (
    select
        review_year,
        bureau_code,
        count(distinct check_id) as marks
    from main.mart_gate
    where bureau_code is not null
    group by review_year, bureau_code
),

joined as (
    select
        coalesce(files.review_year, figures.review_year) as review_year,
        coalesce(files.bureau_code, figures.bureau_code) as bureau_code,
        coalesce(files.bureau_name, figures.bureau_name) as bureau_name,
        figures.* exclude (review_year, bureau_code, bureau_name),
        files.* exclude (review_year, bureau_code, bureau_name)
    from files
    full join figures
        on files.review_year = figures.review_year and files.bureau_code = figures.bureau_code
)

select
    now.review_year,
    now.bureau_code,
    now.bureau_name,
    now.applied,
    now.reviewed,
    now.passed,
    now.not_final,
    now.passed_reviewed,
    now.passed_reviewed / nullif(now.reviewed, 0) as pass_rate,
    before.applied as applied_before,
    now.applied - before.applied as applied_change,
    (now.applied - before.applied) / nullif(before.applied, 0) as applied_change_rate,
    before.passed_reviewed / nullif(before.reviewed, 0) as pass_rate_before,
    before.reviewed as reviewed_before,
    before.passed as passed_before,
    before.passed_reviewed as passed_reviewed_before,
    now.files,
    now.missing,
    now.set_aside,
    now.completeness,
    released.release_no,
    released.release_kind,
    released.differing,
    judged.exceeded,
    judged.warned,
    judged.uncertain,
    judged.late,
    coalesce(marked.marks, 0) as marks,
    unlimited.reference_document,
    now.is_demo,
    now.as_of,
    now.status_as_of,
    now.run_id,
    now.policy_version,
    count(*) over (partition by now.review_year) as bodies
from joined as now
left join joined as before
    on now.review_year = before.review_year + 1 and now.bureau_code = before.bureau_code
left join judged
    on now.review_year = judged.review_year and now.bureau_code = judged.bureau_code
left join unlimited
    on now.review_year = unlimited.review_year and now.bureau_code = unlimited.bureau_code
left join marked
    on now.review_year = marked.review_year and now.bureau_code = marked.bureau_code
left join main.mart_release as released
    on now.review_year = released.review_year and now.bureau_code = released.bureau_code
