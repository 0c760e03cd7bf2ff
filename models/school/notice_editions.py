"""A notice that changes in mid-year: what it was under each plan before stays known.

The rows of a notice are those of its newest plan (the major number of its list). An earlier one is
kept as it was when a later plan first changed it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.json_reader import Node
from models.notices import portable
from models.notices.difference import with_ways_of
from models.school import notice_tables, notices_kept

if TYPE_CHECKING:
    import sqlite3

    from models.notices.notice import Notice
    from models.storage.store import Store


def of_plan(store: Store, notice: int, major: int) -> Notice:
    """Return a notice as it was under a plan: the list's versions with this major number.

    Where what was kept is none, the notice as it is now stands for it.

    Raises:
        KeyError: there is no such notice.
        EnvironmentRefusal: what is stored is damaged.
    """
    now = notices_kept.notice(store, notice)
    rows = store.query(
        "SELECT content FROM notice_edition WHERE notice = ? AND last_major >= ?"
        " ORDER BY last_major LIMIT 1",
        (notice, major),
    )
    return _read(rows[0][0], now) if rows else now


def _read(content: str, now: Notice) -> Notice:
    found = _kept(content)
    return with_ways_of(found, now) if found is not None else now


def _kept(content: str) -> Notice | None:
    """Return the notice of a kept text, None where it is none that could be worked with."""
    try:
        return portable.read(Node(json.loads(content)))
    except (Refusal, ValueError, RecursionError):
        return None


def keep(store: Store, con: sqlite3.Connection, notice: int, major: int) -> None:
    """Keep a notice as it was under the plans to ``major``, inside the caller's transaction.

    What was kept of them before stays.

    Raises:
        Refusal: ``notice.not_kept``: it could not be read again as it is.
    """
    now = notices_kept.notice(store, notice)
    content = json.dumps(portable.written(now), ensure_ascii=False)
    if _kept(content) != now:
        raise Refusal("notice.not_kept", name=now.name)
    con.execute("INSERT OR IGNORE INTO notice_edition VALUES (?, ?, ?)", (notice, major, content))


def put_back(store: Store, con: sqlite3.Connection, notice: int, major: int) -> None:
    """Make a notice again what it was under the plan ``major``: a later one was given up.

    Inside the caller's transaction; days and whom to send it stay as they are now.
    """
    kept = con.execute(
        "SELECT content FROM notice_edition WHERE notice = ? AND last_major = ?", (notice, major)
    ).fetchone()
    if kept is None:
        return
    notice_tables.rewrite(con, notice, _read(kept[0], notices_kept.notice(store, notice)))
    con.execute("DELETE FROM notice_edition WHERE notice = ? AND last_major = ?", (notice, major))


def words_of(store: Store) -> tuple[set[int], set[str]]:
    """Return the ids of tasks and the keys of figures that any notice has or ever had."""
    kept = (_kept(text) for (text,) in store.query("SELECT content FROM notice_edition"))
    earlier = [notice for notice in kept if notice is not None]
    tasks = {identity for (identity,) in store.query("SELECT id FROM notice_task")}
    keys = {key for (key,) in store.query("SELECT key FROM notice_indicator")}
    tasks |= {task.id for notice in earlier for task in notice.tasks}
    return tasks, keys.union(*(notice.indicators() for notice in earlier))
