-- Since when each judged figure has been in its state, as intake folded it from the ledger.
select review_year, rule_id, scope_kind, scope_code, level_group, state, since
from {{ source('raw', 'state_since') }}
