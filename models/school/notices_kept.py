"""The notices that the school works under, kept as rows, and its own yearly figures (shares)."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from models.errors import EnvironmentRefusal, Refusal
from models.notices.notice import (
    ROLES,
    Attachment,
    Duty,
    Figure,
    Indicator,
    Kind,
    Notice,
    NoticeTask,
    require_sound,
)
from models.notices.shipped import shipped_notices
from models.storage.store import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from models.school.people import School
    from models.storage.store import Store

FIRST_ID = 10_000  # a notice of schema 3 and before has its year as its id
_PARTS = ("notice_duty", "notice_column", "notice_task", "notice_indicator", "notice_share")
_BAD = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class Opened(NamedTuple):
    """A notice under which the school works."""

    id: int
    key: str
    year: int


def opened(store: Store) -> list[Opened]:
    """Return the notices that were opened, oldest year first; one without its list is none."""
    sql = (
        "SELECT id, key, year FROM notice WHERE added IS NOT NULL AND id IN"
        " (SELECT notice FROM document WHERE kind = 'task_list') ORDER BY year, id"
    )
    return [Opened(*row) for row in store.query(sql)]


def years(store: Store) -> list[int]:
    """Return the years of the notices that were opened, oldest first."""
    return [one.year for one in opened(store)]


def of_year(store: Store, year: int) -> int:
    """Return the id of the notice of a year.

    Raises:
        Refusal: none was opened.
    """
    found = [one.id for one in opened(store) if one.year == year]
    if not found:
        raise Refusal("year.not_open", year=year)
    return found[-1]


# -- a notice and its rows -----------------------------------------------------------------------


def notice(store: Store, identity: int) -> Notice:
    """Return a notice as it was when it was opened.

    Where what is stored is none, the shipped one of its name or year stands for it.

    Raises:
        KeyError: there is none.
        EnvironmentRefusal: what is stored is damaged.
    """
    try:
        return read(store, identity)
    except _BAD as error:
        for key, year in store.query("SELECT key, year FROM notice WHERE id = ?", (identity,)):
            for known in shipped_notices().values():
                if known.key == key or known.year == year:
                    return known
            raise EnvironmentRefusal("data.damaged", path=str(store.path)) from error
        raise


def read(store: Store, identity: int) -> Notice:
    """Return a notice as its rows say.

    Raises:
        KeyError: there is none.
        ValueError, TypeError, LookupError, AttributeError: they are no notice.
    """
    rows = store.query("SELECT key, year, name, head FROM notice WHERE id = ?", (identity,))
    if not rows:
        raise KeyError(identity)
    key, year, name, text = rows[0]
    head = json.loads(text)
    headings = _rows(store, "heading FROM notice_column", identity, "place")
    duties = _rows(store, "kind, months, day FROM notice_duty", identity, "kind")
    found = Notice(
        key,
        name,
        year,
        head["title"],
        head["doc_number"],
        head["issuer"],
        head["recipient_room"],
        tuple(head["schools"]),
        {kind: _duty(months, day) for kind, months, day in duties},
        Attachment(
            head["label"],
            head["attachment"],
            tuple(head["fields"]),
            tuple(heading for (heading,) in headings),
        ),
        _tasks(store, identity),
    )
    require_sound(found)
    return found


def _rows(store: Store, what: str, notice_id: int, order: str) -> list[tuple[Any, ...]]:
    return store.query(f"SELECT {what} WHERE notice = ? ORDER BY {order}", (notice_id,))


def _duty(months: str, day: str) -> Duty:
    if months:
        return Duty(months=tuple(map(int, months.split(","))), day=int(day))
    return Duty(date.fromisoformat(day))


def _tasks(store: Store, notice_id: int) -> tuple[NoticeTask, ...]:
    shares: dict[str, dict[str, Figure]] = {}
    what = "indicator, school, amount, amount_to FROM notice_share"
    for key, school, low, high in _rows(store, what, notice_id, "indicator, school"):
        shares.setdefault(key, {})[school] = _figure(low, high)
    what = "task, key, name, short, kind, comparator, qualifier, unit, total, total_to"
    rows = _rows(store, f"{what} FROM notice_indicator", notice_id, "task, place")
    indicators = {
        task: tuple(_indicator(row[1:], shares) for row in found)
        for task, found in groupby(rows, key=lambda row: row[0])
    }
    what = "id, number, title, heading, paragraph, quote FROM notice_task"
    return tuple(
        NoticeTask(*row, indicators.get(row[0], ()))  # type: ignore[call-arg]
        for row in _rows(store, what, notice_id, "place")
    )


def _indicator(row: tuple[Any, ...], shares: Mapping[str, Mapping[str, Figure]]) -> Indicator:
    key, name, short, kind, comparator, qualifier, unit, low, high = row
    total = None if low is None else _figure(low, high)
    share = shares.get(key, {})
    return Indicator(key, name, short, Kind(kind), comparator, qualifier, unit, total, share)


def _figure(low: int, high: int | None) -> Figure:
    return low if high is None else (low, high)


def insert(con: sqlite3.Connection, made: Notice, utc: str) -> int:
    """Write the rows of a notice inside the caller's transaction; returns its id.

    One of the same key and year that never got a document is written anew. ``utc`` is now.
    """
    head = {
        **{part: getattr(made, part) for part in ("title", "doc_number", "issuer")},
        "recipient_room": made.recipient_room,
        "schools": made.schools,
        "label": made.attachment.label,
        "attachment": made.attachment.title,
        "fields": made.attachment.head,
    }
    text = json.dumps(head, ensure_ascii=False, sort_keys=True)
    identity = _free_id(con, made)
    con.execute(
        "INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id)"
        " DO UPDATE SET name = excluded.name, head = excluded.head, added = excluded.added",
        (identity, made.key, made.year, made.name, text, utc),
    )
    for table, rows in _rows_of(made).items():
        con.execute(f"DELETE FROM {table} WHERE notice = ?", (identity,))  # noqa: S608
        for row in rows:
            marks = ", ".join("?" * (len(row) + 1))
            con.execute(f"INSERT INTO {table} VALUES ({marks})", (identity, *row))  # noqa: S608
    return identity


def _free_id(con: sqlite3.Connection, made: Notice) -> int:
    found = con.execute(
        "SELECT id FROM notice WHERE key = ? AND year = ? AND added IS NULL", (made.key, made.year)
    ).fetchone()
    if found:
        return int(found[0])
    (last,) = con.execute("SELECT coalesce(max(id), 0) FROM notice").fetchone()
    return max(FIRST_ID, int(last) + 1)


def _rows_of(made: Notice) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of a notice by table, without their first column, the notice's id."""
    indicators = [
        (task, place, one) for task in made.tasks for place, one in enumerate(task.indicators)
    ]
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _PARTS}
    for kind, duty in made.duties.items():
        months = ",".join(map(str, duty.months))
        day = duty.due.isoformat() if duty.due else str(duty.day)
        rows["notice_duty"].append((kind, months, day))
    columns = zip(ROLES, made.attachment.columns, strict=True)
    for place, (role, heading) in enumerate(columns):
        rows["notice_column"].append((place, role, role, heading))
    for place, task in enumerate(made.tasks):
        texts = (task.number, task.title, task.heading, task.paragraph, task.quote)
        rows["notice_task"].append((task.id, place, *texts))
    for task, place, one in indicators:
        words = (one.name, one.short, one.kind.value, one.comparator, one.qualifier, one.unit)
        rows["notice_indicator"].append((one.key, task.id, place, *words, *_ends(one.total)))
        rows["notice_share"] += [
            (one.key, school, *_ends(amount)) for school, amount in one.share.items()
        ]
    return rows


def _ends(figure: Figure | None) -> tuple[int | None, int | None]:
    return figure if isinstance(figure, tuple) else (figure, None)


# -- the school's own figures --------------------------------------------------------------------


def entered_shares(store: Store, notice_id: int) -> dict[str, int]:
    """Return the yearly figures that the clerk entered, by indicator."""
    sql = "SELECT indicator, amount FROM share WHERE notice = ? AND amount IS NOT NULL"
    return dict(store.query(sql, (notice_id,)))


def share_change(notice_id: int, indicator: str, amount: int) -> Change:
    """Return the change of the yearly figure that the clerk entered for an indicator."""
    return Change("share", (notice_id, indicator), "amount", amount)


def share_of(
    indicator: Indicator, school: School, entered: Mapping[str, int], under: Notice
) -> Figure | None:
    """Return this school's yearly figure of an indicator, or None where nobody gave one.

    What the clerk entered comes first, then the share that the notice gives, then a range that
    the notice gives to all schools alike (阳教职函字〔2023〕4号 一（四）: 1-2个).
    """
    if indicator.key in entered:
        return entered[indicator.key]
    if school.notice_school in under.schools and school.notice_school in indicator.share:
        return indicator.share[school.notice_school]
    return indicator.total if isinstance(indicator.total, tuple) else None
