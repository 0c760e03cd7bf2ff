"""Times as the clerk reads them."""

from __future__ import annotations

from datetime import UTC, datetime


def local_time(utc: str) -> str:
    """Return a stored UTC time as ``3月6日 15:20`` of the PC's own zone."""
    moment = datetime.strptime(utc, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"
