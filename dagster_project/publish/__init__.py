"""The read-only copy: what it holds, how it is built beside the old one, how readers are moved to it."""

from dagster_project.publish.build import STATUS_MARTS, RunContext, build_file, read_context
from dagster_project.publish.swap import swap_in, sweep

__all__ = ["STATUS_MARTS", "RunContext", "build_file", "publish", "read_context", "swap_in", "sweep"]


def publish(home, gates, carry_over: bool):
    """Build the next published file from the warehouse and move readers to it; returns its path.

    gates: quality.Gate of this run, written to mart_gate. carry_over: the figures stay those of the last good file;
    status, findings and gates are this run's.
    """
    sweep(home)
    return swap_in(home, build_file(home, gates, carry_over))
