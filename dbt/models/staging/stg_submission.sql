-- Every submission ever received, with its status as intake folded it from the ledger.
select
    submission_id, review_year, bureau_code, place, form, status, question, received_at,
    supersedes, raw_run, in_force, is_held, notes, dates_from_1904
from {{ source('raw', 'submission') }}
