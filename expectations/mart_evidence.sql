-- One row a year and rule: of some two million rows at a million applications, what breaks their structure is counted here.
select
    review_year, rule_id, sum(copies - 1) as repeated, sum(without_reason) as without_reason,
    sum(case when submission_id is null then copies else 0 end) as without_submission, min("row") as first_row
from (
    select
        review_year, rule_id, scope_kind, scope_code, level_group, submission_id, sheet, "row",
        count(*) as copies, count(*) - count(reason) as without_reason
    from marts.mart_evidence
    group by review_year, rule_id, scope_kind, scope_code, level_group, submission_id, sheet, "row"
) as e
group by review_year, rule_id
order by review_year, rule_id
