"""Moments as they come out of a database: SQLite keeps no time zone, all of ours are UTC."""

from datetime import UTC, datetime


def aware(moment: datetime) -> datetime:
    """The moment, in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
