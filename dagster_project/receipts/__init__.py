"""回执: what each body handed in and what became of it, in its outbox after every run."""

from dagster_project.receipts.write import write_receipts

__all__ = ["write_receipts"]
