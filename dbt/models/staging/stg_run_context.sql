-- One row: the run that builds this warehouse.
select run_id, as_of, policy_version, is_demo
from {{ source('raw', 'run_context') }}
