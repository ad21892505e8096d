"""Can the tables be believed? Suites, personal data, row filters and dbt's data tests, all as gates."""

from dagster_project.quality.dbt_tests import dbt_gates
from dagster_project.quality.gates import BLOCK, FAILED, MARK, Gate, blocks, load_gates, save_gates, tally
from dagster_project.quality.personal import personal_gates
from dagster_project.quality.row_filter import row_filter_gates
from dagster_project.quality.suites import load_suites, run_suites

__all__ = [
    "BLOCK",
    "FAILED",
    "MARK",
    "Gate",
    "blocks",
    "dbt_gates",
    "load_gates",
    "load_suites",
    "personal_gates",
    "row_filter_gates",
    "run_suites",
    "save_gates",
    "tally",
]
