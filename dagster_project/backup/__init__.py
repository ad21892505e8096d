"""What cannot be reckoned again, in one file and back: everything kept but inbox and outbox (design: the house)."""

from dagster_project.backup.pack import backup
from dagster_project.backup.unpack import restore

__all__ = ["backup", "restore"]
