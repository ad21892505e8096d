"""Intake: what lies in the inbox becomes archive, ledger and raw rows. `take_in` is the whole of it.

Light to import: neither Dagster nor pandas.
"""

from dagster_project.intake.take_in import IntakeSummary, take_in

__all__ = ["IntakeSummary", "take_in"]
