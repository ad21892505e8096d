"""Intake: what lies in the inbox becomes archive, ledger and raw rows. `take_in` is the whole of it.

Light to import: neither Dagster nor pandas, and Arrow only once `take_in` is asked for.
"""

__all__ = ["IntakeSummary", "take_in"]


def __getattr__(name: str):
    if name in __all__:
        from dagster_project.intake import run

        return getattr(run, name)
    raise AttributeError(name)
