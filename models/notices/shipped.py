"""The notices that come with the product, read from TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import resources
from models.notices.notice import Attachment, Duty, Figure, Indicator, Kind, Notice, NoticeTask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def shipped_notices() -> dict[str, Notice]:
    """Return the notices that come with the product, by key."""
    found = (read_toml(path) for path in resources.notice_paths())
    return {notice.key: notice for notice in found}


def read_toml(path: Path) -> Notice:
    """Read a shipped notice.

    Raises:
        KeyError, TypeError, ValueError: the file is none (those that are shipped are tested).
    """
    import tomllib  # read once in the life of a year

    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    form = raw["attachment"]
    return Notice(
        **{key: raw[key] for key in ("key", "name", "year", "title", "doc_number", "issuer")},
        recipient_room=raw["recipient_room"],
        schools=tuple(raw["schools"]),
        duties={kind: _duty(duty) for kind, duty in raw["deadlines"].items()},
        attachment=Attachment(
            form["label"], form["title"], tuple(form["head"]), tuple(form["columns"])
        ),
        tasks=tuple(_task(place, task) for place, task in enumerate(raw["tasks"], start=1)),
    )


def _duty(raw: Mapping[str, Any]) -> Duty:
    if "due" in raw:
        return Duty(raw["due"])
    return Duty(months=tuple(range(raw["first_month"], 13)), day=raw["day"])


def _task(identity: int, raw: Mapping[str, Any]) -> NoticeTask:
    texts = {key: raw[key] for key in ("title", "heading", "paragraph", "quote")}
    indicators = tuple(_indicator(one) for one in raw.get("indicators", ()))
    return NoticeTask(identity, str(raw["number"]), **texts, indicators=indicators)


def _indicator(raw: Mapping[str, Any]) -> Indicator:
    share = {school: _figure(amount) for school, amount in raw.get("share", {}).items()}
    read = {
        "kind": Kind(raw["kind"]),
        "total": _figure(raw["total"]) if "total" in raw else None,
        "share": share,
    }
    return Indicator(**{**raw, **read})


def _figure(raw: int | list[int]) -> Figure:
    return (raw[0], raw[1]) if isinstance(raw, list) else raw
