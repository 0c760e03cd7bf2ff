"""The notices that come with the product, read from TOML.

Amounts are written as the notice has them (600, "12.50", [1, 2]) and read exactly.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import resources
from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.notices.columns import Role, keyed
from models.notices.indicator import Due, Figure, Indicator, Kind, Share
from models.notices.notice import (
    LAST_DAY,
    Alias,
    Attachment,
    Duty,
    Notice,
    NoticeSchool,
    NoticeTask,
    Unit,
    UnitRole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NUMBER = lazy_regex(r"(\d+)(?:\.(\d+))?")
_HEAD = ("name", "title", "doc_number", "issuer", "short_name")
_HEAD_IF_GIVEN = ("outer_doc_number", "issued_on", "contact", "phone", "mailbox", "level")


def shipped_notices() -> dict[str, Notice]:
    """Return the notices that come with the product, by ``file_key``; the newest year first."""
    known = (notice for path in resources.notice_paths() for notice in _read_once(path))
    found = sorted(known, key=lambda notice: (-notice.year, notice.key))
    return {file_key(notice.key, notice.year): notice for notice in found}


@cache
def _read_once(path: Path) -> tuple[Notice, ...]:
    """Read a notice that does not change while the program runs; values can be shared."""
    return read_toml(path)


def file_key(key: str, year: int) -> str:
    """Return what names a notice of a year in a file: ``yangcheng_2023``, ``jishan_plan/2022``."""
    return key if key.endswith(f"_{year}") else f"{key}/{year}"


def read_toml(path: Path) -> tuple[Notice, ...]:
    """Read a shipped notice, once for each of its years.

    Raises:
        KeyError, TypeError, ValueError: the file is none (those that are shipped are tested).
        Refusal: a role or a figure in it is none.
    """
    import tomllib  # read once in the life of a year

    return read(tomllib.loads(path.read_text(encoding="utf-8")))


def read(raw: Mapping[str, Any]) -> tuple[Notice, ...]:
    """Return what a notice's file says, once for each of its years; raises as ``read_toml``."""
    return tuple(_notice(raw, year) for year in raw.get("years", [raw.get("year")]))


def _notice(raw: Mapping[str, Any], year: int) -> Notice:
    head: dict[str, Any] = {part: _of_year(raw[part], year) for part in _HEAD}
    head |= {part: raw[part] for part in _HEAD_IF_GIVEN if part in raw}
    if "issued_on" in raw:
        head["issued_on"] = _day(raw["issued_on"])
    plan_year = year if "years" in raw else None  # each of a plan's years has its own days
    return Notice(
        **head,
        key=raw["key"],
        year=year,
        place=raw.get("place", ""),
        schools=tuple(_school(one) for one in raw["schools"]),
        duties={kind: _duty(duty, plan_year) for kind, duty in raw.get("duties", {}).items()},
        attachment=_attachment(raw["attachment"], year),
        tasks=tuple(_task(place, task) for place, task in enumerate(raw["tasks"], start=1)),
        notes=tuple(raw.get("notes", ())),
    )


def _of_year(text: str, year: int) -> str:
    return text.replace("{year}", str(year))


def _school(raw: str | Mapping[str, Any]) -> NoticeSchool:
    if isinstance(raw, str):
        return NoticeSchool(raw)
    aliases = tuple(Alias(one["name"], one.get("note", "")) for one in raw.get("aliases", ()))
    return NoticeSchool(raw["name"], aliases)


def _duty(raw: Mapping[str, Any], year: int | None) -> Duty:
    more = {key: raw[key] for key in ("words", "quote", "medium", "copies") if key in raw}
    if "months" not in raw:
        due = _day(raw.get("due"))
        is_of_year = due is None or year is None or due.year == year
        return Duty(due if is_of_year else None, **more)
    day = raw["day"]
    return Duty(None, tuple(raw["months"]), LAST_DAY if day == "last" else day, **more)


def _attachment(raw: Mapping[str, Any], year: int) -> Attachment:
    columns = keyed(
        (_role(one), one["heading"], one.get("over", ""), one.get("width"))
        for one in raw["columns"]
    )
    columns = tuple(
        column._replace(key=one.get("key", column.key))
        for column, one in zip(columns, raw["columns"], strict=True)
    )
    is_portrait = raw.get("paper") == "portrait"
    title = _of_year(raw["title"], year)
    return Attachment(raw.get("label", ""), title, tuple(raw["head"]), columns, is_portrait)


def _role(raw: Mapping[str, Any]) -> Role:
    try:
        return Role(raw["role"])
    except ValueError as error:
        values = {"heading": raw["heading"], "role": raw["role"]}
        raise Refusal("notice.role", **values) from error


def _task(identity: int, raw: Mapping[str, Any]) -> NoticeTask:
    texts = {key: raw.get(key, "") for key in ("title", "heading", "paragraph", "quote")}
    return NoticeTask(
        raw.get("id", identity),
        str(raw.get("number", "")),
        **texts,
        indicators=tuple(_indicator(one) for one in raw.get("indicators", ())),
        section=tuple(raw.get("section", ())),
        parent=raw.get("parent"),
        units=tuple(_units(raw)),
        due=_due(raw),
    )


def _units(raw: Mapping[str, Any]) -> Iterator[Unit]:
    for one in raw.get("units", ()):
        if isinstance(one, str):
            yield Unit(one)
        else:
            yield Unit(one["name"], UnitRole(one["role"]))


def _due(raw: Mapping[str, Any]) -> Due | None:
    if "due" not in raw:
        return None
    due = raw["due"]
    return Due(due) if isinstance(due, str) else Due(due["words"], _day(due.get("day")))


def _day(raw: date | str | None) -> date | None:
    """Return a day: TOML has days of its own, JSON texts."""
    return date.fromisoformat(raw) if isinstance(raw, str) else raw


def _indicator(raw: Mapping[str, Any]) -> Indicator:
    decimals = raw.get("decimals", 0)
    read: dict[str, Any] = {
        "short": raw.get("short", ""),
        "kind": Kind(raw["kind"]),
        "total": _figure(raw["total"], decimals) if "total" in raw else None,
        "share": {school: _share(one, decimals) for school, one in raw.get("share", {}).items()},
        "due": _due(raw),
    }
    return Indicator(**{**raw, **read})


def _share(raw: Any, decimals: int) -> Share:
    if isinstance(raw, dict):
        return Share(_figure(raw["figure"], decimals), raw.get("qualifier", ""))
    return Share(_figure(raw, decimals))


def _figure(raw: Any, decimals: int) -> Figure:
    if isinstance(raw, list):
        low, high = raw
        return _exact(low, decimals), _exact(high, decimals)
    return _exact(raw, decimals)


def _exact(raw: int | str, decimals: int) -> int:
    """Return a number as whole 10^-decimals; a number with a point is written as a text.

    Raises:
        Refusal: it has more decimals, or is none.
    """
    found = _NUMBER.fullmatch(str(raw))
    fraction = (found[2] or "") if found else ""
    if found is None or len(fraction) > decimals or isinstance(raw, float | bool | date):
        raise Refusal("notice.exact", text=str(raw), decimals=decimals)
    return int(found[1] + fraction.ljust(decimals, "0"))
