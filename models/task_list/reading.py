"""Reading the contents of the data file as plain values, and naming the changes that edit them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.notices.notice import Indicator, Pack, from_json
from models.storage.store import Change, Store
from models.task_list.contents import (
    YEAR_GOAL,
    Entry,
    MonthPlan,
    Office,
    Person,
    Revision,
    School,
    TaskList,
)
from models.task_list.wording import NONE_TEXT, amounts_phrase, parse_by_month
from models.text import check_goals

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHOOL_KEY = (1,)


def school(store: Store) -> School:
    """Return the school; empty texts where nothing was entered."""
    rows = store.query("SELECT name, stamp_name, contact, phone, notice_school FROM school")
    return School(*(text or "" for text in rows[0])) if rows else School()


def staff(store: Store) -> tuple[Office, ...]:
    """Return the offices with their persons, in the order they were entered."""
    persons: dict[int, list[Person]] = {}
    for person_id, office_id, name in store.query(
        "SELECT id, office_id, name FROM person WHERE name IS NOT NULL ORDER BY id"
    ):
        persons.setdefault(office_id, []).append(Person(person_id, name))
    rows = store.query("SELECT id, name FROM office WHERE name IS NOT NULL ORDER BY id")
    return tuple(Office(i, name, tuple(persons.get(i, ()))) for i, name in rows)


def years(store: Store) -> list[int]:
    """Return the years that were opened, oldest first."""
    return [year for (year,) in store.query("SELECT year FROM year ORDER BY year")]


def pack(store: Store, year: int) -> Pack:
    """Return the notice of a year as it was when the year was opened.

    Raises:
        KeyError: the year was not opened.
        EnvironmentRefusal: what is stored is damaged.
    """
    rows = store.query("SELECT pack FROM year WHERE year = ?", (year,))
    if not rows:
        raise KeyError(year)
    try:
        return from_json(rows[0][0])
    except (ValueError, TypeError, LookupError) as error:
        raise EnvironmentRefusal("data.damaged", path=str(store.path)) from error


def entered_shares(store: Store, year: int) -> dict[str, int]:
    """Return the yearly figures that the clerk entered, by indicator."""
    sql = "SELECT indicator, amount FROM share WHERE year = ? AND amount IS NOT NULL"
    return dict(store.query(sql, (year,)))


def first_month(store: Store, year: int) -> int:
    """Return the first month whose report is kept here: the clerk's own, else the notice's.

    Raises:
        KeyError: the year was not opened.
    """
    rows = store.query(
        "SELECT coalesce((SELECT first_month FROM report_start s WHERE s.year = y.year),"
        " json_extract(pack, '$.first_month')) FROM year y WHERE year = ?",
        (year,),
    )
    if not rows:
        raise KeyError(year)
    return int(rows[0][0])


def own_first_month(store: Store, year: int) -> int | None:
    """Return the first month that the clerk set, None where the notice's holds."""
    rows = store.query("SELECT first_month FROM report_start WHERE year = ?", (year,))
    return rows[0][0] if rows else None


def openings(store: Store, year: int) -> dict[str, int]:
    """Return what was done before the first month kept here, by indicator."""
    sql = "SELECT indicator, amount FROM opening WHERE year = ? AND amount IS NOT NULL"
    return dict(store.query(sql, (year,)))


def task_list(store: Store, version_id: int, notice: Pack) -> TaskList:
    """Return the contents of a version, one entry for each task of the notice."""
    amounts: dict[tuple[int, int], dict[str, int]] = {}
    for task, month, indicator, amount in store.query(
        "SELECT task, month, indicator, amount FROM amount"
        " WHERE version_id = ? AND amount IS NOT NULL",
        (version_id,),
    ):
        amounts.setdefault((task, month), {})[indicator] = amount
    texts = {
        (task, month): (goal or "", bool(none), measure or "")
        for task, month, goal, none, measure in store.query(
            "SELECT task, month, goal, none, measure FROM goal WHERE version_id = ?", (version_id,)
        )
    }
    months: dict[int, dict[int, MonthPlan]] = {}
    for task, month in sorted({*texts, *amounts}):
        plan = MonthPlan(*texts.get((task, month), ("", False, "")), amounts.get((task, month), {}))
        if not plan.is_empty:
            months.setdefault(task, {})[month] = plan
    heads = {
        task: (measures or "", office or "", person or "")
        for task, measures, office, person in store.query(
            "SELECT task, measures, office, person FROM entry WHERE version_id = ?", (version_id,)
        )
    }
    entries = tuple(
        Entry(t.number, *heads.get(t.number, ("", "", "")), months.get(t.number, {}))
        for t in notice.tasks
    )
    rows = store.query(
        "SELECT d.year, v.filled_on FROM version v JOIN document d ON d.id = v.document_id"
        " WHERE v.id = ?",
        (version_id,),
    )
    year, filled_on = rows[0]
    return TaskList(year, date.fromisoformat(filled_on) if filled_on else None, entries)


def explanations(store: Store, version_id: int) -> dict[str, str]:
    """Return, by finding, the value that was explained; another value makes it speak again."""
    sql = (
        "SELECT finding, value FROM explanation"
        " WHERE version_id = ? AND reason IS NOT NULL AND value IS NOT NULL"
    )
    return dict(store.query(sql, (version_id,)))


def revision(store: Store, version_id: int) -> Revision:
    """Return the record of a version, empty where nothing was entered."""
    columns = ", ".join(field.name for field in fields(Revision))
    rows = store.query(f"SELECT {columns} FROM revision WHERE version_id = ?", (version_id,))  # noqa: S608
    return Revision(*(text or "" for text in rows[0])) if rows else Revision()


def change_reasons(store: Store, version_id: int) -> Mapping[str, str]:
    """Return the reasons given for single changes, by the changed place."""
    sql = "SELECT place, reason FROM change_reason WHERE version_id = ? AND reason IS NOT NULL"
    return dict(store.query(sql, (version_id,)))


def setting(store: Store, name: str, default: str) -> str:
    """Return a setting of this data file."""
    rows = store.query("SELECT value FROM setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else default


def set_setting(store: Store, name: str, value: str) -> None:
    """Keep a setting (size, window geometry); settings have no history."""
    with store.transaction() as con:
        con.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))


# -- changes -------------------------------------------------------------------------------------


def school_change(field: str, text: str) -> Change:
    """Return the change of one of the school's fields."""
    return Change("school", SCHOOL_KEY, field, text or None)


def entry_change(version_id: int, task: int, field: str, text: str) -> Change:
    """Return the change of measures, office or person of a task."""
    return Change("entry", (version_id, task), field, text or None)


def amount_change(
    version_id: int, task: int, month: int, indicator: str, amount: int | None
) -> Change:
    """Return the change of a planned amount; None empties it."""
    return Change("amount", (version_id, task, month, indicator), "amount", amount)


def month_changes(version_id: int, task: int, month: int, goal: str) -> list[Change]:
    """Return the changes that make ``goal`` the goal of a month; 本月无安排 is an answer."""
    key = (version_id, task, month)
    none = goal.strip().rstrip("。；") == NONE_TEXT and month != YEAR_GOAL
    return [
        Change("goal", key, "goal", None if none else goal or None),
        Change("goal", key, "none", 1 if none else None),
    ]


def goals_changes(
    version_id: int, entry: Entry, text: str, indicators: tuple[Indicator, ...]
) -> list[Change]:
    """Return the changes that a text typed or pasted into column 3 means.

    A month marked 本月无安排 that the text does not name stays so: the cell does not show it.

    Raises:
        Refusal: a goal, or all together, is too long.
    """
    phrases = {m: amounts_phrase(entry, m, indicators) for m in range(1, 13)}
    found = parse_by_month(text, phrases)
    check_goals(found)
    changes = []
    for month in range(YEAR_GOAL, 13):
        goal = found.get(month, "")
        if not goal and entry.month(month).none:
            continue
        if goal or entry.month(month).goal:
            changes += month_changes(version_id, entry.task, month, goal)
    return changes


def measures_changes(version_id: int, entry: Entry, text: str) -> list[Change]:
    """Return the changes that a text typed or pasted into column 4 means.

    Raises:
        Refusal: a month's measures are too long.
    """
    found = parse_by_month(text)
    check_goals(found)
    changes = [entry_change(version_id, entry.task, "measures", found.pop(YEAR_GOAL, ""))]
    changes += [
        Change("goal", (version_id, entry.task, month), "measure", found.get(month) or None)
        for month in range(1, 13)
        if found.get(month) or entry.month(month).measure
    ]
    return changes


def staff_changes(store: Store, wanted: Mapping[str, tuple[str, ...]]) -> list[Change]:
    """Return the changes that make the staff list equal to ``wanted`` (office → persons)."""
    offices = {office.name: office for office in staff(store)}
    next_office = _next_id(store, "office")
    next_person = _next_id(store, "person")
    changes = [
        Change("office", (o.id,), "name", None) for name, o in offices.items() if name not in wanted
    ]
    for name, persons in wanted.items():
        office = offices.get(name)
        office_id = office.id if office else next_office
        if office is None:
            next_office += 1
            changes.append(Change("office", (office_id,), "name", name))
        known = {person.name: person.id for person in office.persons} if office else {}
        changes += [Change("person", (known[p],), "name", None) for p in known if p not in persons]
        for person in dict.fromkeys(persons):
            if person not in known:
                changes.append(Change("person", (next_person,), "office_id", office_id))
                changes.append(Change("person", (next_person,), "name", person))
                next_person += 1
    return changes


def _next_id(store: Store, table: str) -> int:
    return int(store.query(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0][0])  # noqa: S608
