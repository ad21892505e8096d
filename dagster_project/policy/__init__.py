"""The catalogue of rules as rows: read with tolerance, checked for holes, listed by fate."""

from dagster_project.policy.catalogue import listing
from dagster_project.policy.check import check
from dagster_project.policy.rows import ERROR, NOTE, Finding, Policy, read_policy

__all__ = ["ERROR", "NOTE", "Finding", "Policy", "check", "listing", "read_policy"]
