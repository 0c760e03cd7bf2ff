"""A notice in its tables: read as the value it was, written as rows."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from models.notices.columns import NoticeColumn, Role
from models.notices.indicator import Due, Figure, Indicator, Kind, Share
from models.notices.notice import (
    Alias,
    Attachment,
    Duty,
    Notice,
    NoticeSchool,
    NoticeTask,
    Unit,
    UnitRole,
)
from models.notices.sound import require_sound

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from models.storage.store import Store

FIRST_ID = 10_000  # a notice of schema 3 and before has its year as its id
_PARTS = (
    *("notice_duty", "notice_column", "notice_task", "notice_unit"),
    *("notice_indicator", "notice_share"),
)
_TEXTS = ("title", "doc_number", "issuer", "short_name", "place")
_TEXTS_IF_GIVEN = ("outer_doc_number", "contact", "phone", "mailbox", "level")
_BETWEEN = "\n"  # the headings of a section path
_TENTHS = 10  # widths are kept in tenths of a millimetre


def read(store: Store, identity: int) -> Notice:
    """Return a notice as its rows say.

    Raises:
        KeyError: there is none.
        Refusal, ValueError, TypeError, LookupError, AttributeError: they are no notice.
    """
    rows = store.query("SELECT key, year, name, head FROM notice WHERE id = ?", (identity,))
    if not rows:
        raise KeyError(identity)
    key, year, name, text = rows[0]
    head = json.loads(text)
    duties = _rows(
        store,
        "kind, months, day, words, quote, medium, copies FROM notice_duty",
        identity,
        "kind",
    )
    issued_on = head.get("issued_on")
    found = Notice(
        key=key,
        name=name,
        year=year,
        **{part: head[part] for part in _TEXTS},
        **{part: head[part] for part in _TEXTS_IF_GIVEN if part in head},
        schools=tuple(_school(one) for one in head["schools"]),
        duties={kind: _duty(*more) for kind, *more in duties},
        attachment=Attachment(
            head["label"],
            head["attachment"],
            tuple(head["fields"]),
            _columns(store, identity),
            bool(head.get("portrait")),
        ),
        tasks=_tasks(store, identity),
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
        notes=tuple(head.get("notes", ())),
    )
    require_sound(found)
    return found


class Names(NamedTuple):
    """How a notice may be told from others."""

    short_name: str
    name: str
    doc_number: str


def names(store: Store, year: int) -> dict[int, Names]:
    """Return how the notices of a year are called, by id; of one that is none what can be read."""
    found = {}
    for identity, name, text in store.query(
        "SELECT id, name, head FROM notice WHERE year = ?", (year,)
    ):
        try:
            head = json.loads(text)
            words = Names(str(head["short_name"]), name, str(head["doc_number"]))
        except (ValueError, TypeError, LookupError, RecursionError):
            words = Names(name, name, "")  # whoever reads it takes the shipped one of its name
        found[identity] = words
    return found


def _rows(store: Store, what: str, notice_id: int, order: str) -> list[tuple[Any, ...]]:
    return store.query(f"SELECT {what} WHERE notice = ? ORDER BY {order}", (notice_id,))


def _school(raw: Mapping[str, Any]) -> NoticeSchool:
    return NoticeSchool(raw["name"], tuple(Alias(name, note) for name, note in raw["aliases"]))


def _duty(months: str, day: str, *more: Any) -> Duty:
    if months:
        return Duty(None, tuple(map(int, months.split(","))), int(day), *more)
    return Duty(date.fromisoformat(day) if day else None, (), 0, *more)


def _columns(store: Store, notice_id: int) -> tuple[NoticeColumn, ...]:
    rows = _rows(store, "key, role, heading, over, width FROM notice_column", notice_id, "place")
    return tuple(
        NoticeColumn(key, Role(role), heading, over, None if width is None else width / _TENTHS)
        for key, role, heading, over, width in rows
    )


def _tasks(store: Store, notice_id: int) -> tuple[NoticeTask, ...]:
    units: dict[int, list[Unit]] = {}
    rows = _rows(store, "task, name, role FROM notice_unit", notice_id, "task, place")
    for task, name, role in rows:
        units.setdefault(task, []).append(Unit(name, UnitRole(role)))
    indicators = _indicators(store, notice_id)
    what = "id, number, title, heading, paragraph, quote, section, parent, due, due_words"
    found = []
    for row in _rows(store, f"{what} FROM notice_task", notice_id, "place"):
        identity, number, title, heading, paragraph, quote, section, parent, due, words = row
        task = NoticeTask(
            identity,
            *(number, title, heading, paragraph, quote),
            indicators.get(identity, ()),
            tuple(filter(None, section.split(_BETWEEN))),
            parent,
            tuple(units.get(identity, ())),
            _due(due, words),
        )
        found.append(task)
    return tuple(found)


def _indicators(store: Store, notice_id: int) -> dict[int, tuple[Indicator, ...]]:
    shares: dict[str, dict[str, Share]] = {}
    what = "indicator, school, amount, amount_to, qualifier FROM notice_share"
    for key, school, low, high, qualifier in _rows(store, what, notice_id, "indicator, school"):
        shares.setdefault(key, {})[school] = Share(_figure(low, high), qualifier)
    what = (
        "task, key, name, short, kind, comparator, qualifier, unit, total, total_to, decimals,"
        " due, due_words, quote, note"
    )
    rows = _rows(store, f"{what} FROM notice_indicator", notice_id, "task, place")
    return {
        task: tuple(_indicator(row[1:], shares) for row in found)
        for task, found in groupby(rows, key=lambda row: row[0])
    }


def _indicator(row: tuple[Any, ...], shares: Mapping[str, Mapping[str, Share]]) -> Indicator:
    key, name, short, kind, comparator, qualifier, unit, low, high, decimals, *more = row
    due, due_words, quote, note = more
    return Indicator(
        *(key, name, short),
        Kind(kind),
        *(comparator, qualifier, unit),
        total=None if low is None else _figure(low, high),
        share=shares.get(key, {}),
        decimals=decimals,
        due=_due(due, due_words),
        quote=quote,
        note=note,
    )


def _due(day: str | None, words: str) -> Due | None:
    return Due(words, date.fromisoformat(day) if day else None) if words else None


def _figure(low: int, high: int | None) -> Figure:
    return low if high is None else (low, high)


# -- writing -------------------------------------------------------------------------------------


def insert(con: sqlite3.Connection, made: Notice, utc: str) -> int:
    """Write the rows of a notice inside the caller's transaction; returns its id.

    One of the same key and year that never got a document is written anew. ``utc`` is now.

    Raises:
        Refusal: ``notice.*``: it is none that could be worked with; nothing is written.
    """
    require_sound(made)
    identity = _free_id(con, made)
    con.execute(
        "INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id)"
        " DO UPDATE SET name = excluded.name, head = excluded.head, added = excluded.added",
        (identity, made.key, made.year, made.name, _head(made), utc),
    )
    _write_parts(con, identity, made)
    return identity


def rewrite(con: sqlite3.Connection, identity: int, made: Notice) -> None:
    """Write a notice that is there anew, inside the caller's transaction; raises as ``insert``.

    Its id, key and year stay.
    """
    require_sound(made)
    con.execute(
        "UPDATE notice SET name = ?, head = ? WHERE id = ?", (made.name, _head(made), identity)
    )
    _write_parts(con, identity, made)


def _write_parts(con: sqlite3.Connection, identity: int, made: Notice) -> None:
    for table, rows in _rows_of(made).items():
        con.execute(f"DELETE FROM {table} WHERE notice = ?", (identity,))  # noqa: S608
        for row in rows:
            values = {"notice": identity, **row}
            names, marks = ", ".join(values), ", ".join("?" * len(values))
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  (our names)
            con.execute(sql, tuple(values.values()))


def _head(made: Notice) -> str:
    form = made.attachment
    head: dict[str, Any] = {
        **{part: getattr(made, part) for part in _TEXTS},
        "schools": [
            {"name": s.name, "aliases": [list(a) for a in s.aliases]} for s in made.schools
        ],
        "label": form.label,
        "attachment": form.title,
        "fields": form.head,
    }
    more = {
        **{part: getattr(made, part) for part in _TEXTS_IF_GIVEN},
        "issued_on": made.issued_on.isoformat() if made.issued_on else None,
        "portrait": form.is_portrait,
        "notes": made.notes,
    }
    head |= {key: value for key, value in more.items() if value}
    return json.dumps(head, ensure_ascii=False, sort_keys=True)


def _free_id(con: sqlite3.Connection, made: Notice) -> int:
    found = con.execute(
        "SELECT id FROM notice WHERE key = ? AND year = ? AND added IS NULL", (made.key, made.year)
    ).fetchone()
    if found:
        return int(found[0])
    (last,) = con.execute("SELECT coalesce(max(id), 0) FROM notice").fetchone()
    return max(FIRST_ID, int(last) + 1)


Row = dict[str, object]


def _rows_of(made: Notice) -> dict[str, list[Row]]:
    """Return the rows of a notice by table, by column, without the notice's id."""
    rows: dict[str, list[Row]] = {table: [] for table in _PARTS}
    rows["notice_duty"] = [_duty_row(kind, duty) for kind, duty in made.duties.items()]
    for place, column in enumerate(made.attachment.columns):
        width = None if column.width_mm is None else round(column.width_mm * _TENTHS)
        words = {"key": column.key, "role": column.role.value, "heading": column.heading}
        rows["notice_column"].append({"place": place, **words, "over": column.over, "width": width})
    for place, task in enumerate(made.tasks):
        rows["notice_task"].append(_task_row(place, task))
        rows["notice_unit"] += [
            {"task": task.id, "place": at, "name": unit.name, "role": unit.role.value}
            for at, unit in enumerate(task.units)
        ]
        for at, one in enumerate(task.indicators):
            rows["notice_indicator"].append(_indicator_row(task.id, at, one))
            rows["notice_share"] += [
                {
                    "indicator": one.key,
                    "school": school,
                    **_ends("amount", share.figure),
                    "qualifier": share.qualifier,
                }
                for school, share in one.share.items()
            ]
    return rows


def _duty_row(kind: str, duty: Duty) -> Row:
    day = str(duty.day) if duty.months else duty.due.isoformat() if duty.due else ""
    words = {"words": duty.words, "quote": duty.quote, "medium": duty.medium}
    months = ",".join(map(str, duty.months))
    return {"kind": kind, "months": months, "day": day, **words, "copies": duty.copies}


def _task_row(place: int, task: NoticeTask) -> Row:
    return {
        "id": task.id,
        "place": place,
        **{part: getattr(task, part) for part in ("number", "title", "heading", "paragraph")},
        "quote": task.quote,
        "section": _BETWEEN.join(task.section),
        "parent": task.parent,
        **_due_fields(task.due),
    }


def _indicator_row(task: int, place: int, one: Indicator) -> Row:
    words = ("key", "name", "short", "comparator", "qualifier", "unit", "decimals", "quote", "note")
    return {
        "task": task,
        "place": place,
        **{part: getattr(one, part) for part in words},
        "kind": one.kind.value,
        **_ends("total", one.total),
        **_due_fields(one.due),
    }


def _due_fields(due: Due | None) -> Row:
    day = due.day.isoformat() if due and due.day else None
    return {"due": day, "due_words": due.words if due else ""}


def _ends(name: str, figure: Figure | None) -> Row:
    low, high = figure if isinstance(figure, tuple) else (figure, None)
    return {name: low, f"{name}_to": high}
