"""Reading the school and its staff from the data file, and naming the changes that edit them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import stored
from models.school.people import Office, Person, School
from models.storage.store import Change, Store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from models.storage.store import Batch

SCHOOL_KEY = (1,)


def school(store: Store) -> School:
    """Return the school; empty texts where nothing was entered."""
    sql = "SELECT name, stamp_name, contact, phone, notice_school, identity FROM school"
    rows = store.query(sql)
    return School(*map(stored.name, rows[0])) if rows else School()


def take_identity(con: sqlite3.Connection, identity: str) -> None:
    """Write whose data these are, inside the caller's transaction; with a copy it is taken over."""
    con.execute("UPDATE school SET identity = ? WHERE id = 1", (identity,))


def staff(store: Store) -> tuple[Office, ...]:
    """Return the offices with their persons, in the order they were entered."""
    persons: dict[int, list[Person]] = {}
    for person_id, office_id, name in store.query(
        "SELECT id, office_id, name FROM person WHERE name IS NOT NULL ORDER BY id"
    ):
        persons.setdefault(office_id, []).append(Person(person_id, stored.name(name)))
    rows = store.query("SELECT id, name FROM office WHERE name IS NOT NULL ORDER BY id")
    return tuple(Office(i, stored.name(name), tuple(persons.get(i, ()))) for i, name in rows)


def school_change(field: str, text: str) -> Change:
    """Return the change of one of the school's fields."""
    return Change("school", SCHOOL_KEY, field, text or None)


def touches_people(batch: Batch) -> bool:
    """Whether an edit changed the school or its staff."""
    return batch.touches("school", "office", "person")


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
