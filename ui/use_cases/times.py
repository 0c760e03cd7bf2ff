"""Times as the clerk reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from models import stored

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)  # seen at once to be none


def local_time(utc: str) -> str:
    """Return a stored UTC time as ``3月6日 15:20`` of the PC's own zone."""
    moment = _local(utc)
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def local_time_with_year(utc: str) -> str:
    """Return a stored UTC time as ``2023年3月6日 15:20`` of the PC's own zone."""
    return f"{_local(utc).year}年{local_time(utc)}"


def local_day(utc: str) -> date:
    """Return the day of a stored UTC time in the PC's own zone."""
    return _local(utc).date()


def _local(utc: str) -> datetime:
    return (stored.moment(utc) or _UNKNOWN).astimezone()
