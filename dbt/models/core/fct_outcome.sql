-- The outcome that holds for each application: the newest row handed in, of one receipt a final one, a failure before a pass. Rows without an application keep their own key.
select
    coalesce(application_id, submission_id || '|' || sheet || '|' || row_no) as outcome_key,
    application_id, submission_id, sheet, row_no, review_year, bureau_code, unit_name, level_code, series_code,
    outcome_class, mode, has_outcome_column, is_filed, matches
from {{ ref('int_outcome_match') }}
qualify row_number() over (
    partition by coalesce(application_id, submission_id || '|' || sheet || '|' || row_no)
    order by
        received_at desc, coalesce(outcome_class, 'not_final') = 'not_final', outcome_class, mode nulls last, is_filed desc,
        submission_id desc, sheet desc, row_no desc
) = 1
