"""Shanghai's time, in which everything is recorded and shown."""

from datetime import datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))  # no daylight saving since 1991


def shanghai(moment: datetime) -> datetime:
    """The moment in Shanghai's time; one without a zone is taken as that."""
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
