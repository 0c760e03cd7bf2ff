"""A notice is changed in mid-year: while its list is a draft, later by a 计划调整.

Days, and whom to send it, change at any time: no paper shows them. Nothing that was typed is lost:
a task, a figure or a column that holds something is not taken away.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from models.documents import deliveries, revision_record, revisions, versions
from models.documents.revisions import BASIS_LIMIT
from models.errors import Refusal
from models.notices.difference import differences, is_on_paper
from models.notices.notice import REPORT
from models.notices.renewed import renewed
from models.school import notice_editions, notice_tables, notices_kept
from models.storage.store import Change
from models.task_list import children, plan

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from models.documents.versions import Version
    from models.notices.difference import Difference
    from models.notices.indicator import Indicator
    from models.notices.notice import Notice
    from models.storage.store import Store

# Tables that name a task or a figure, and what of a row holds something that was typed.
_OF_TASK = {
    "entry": ("task", ("measures", "office", "person")),
    "goal": ("task", ("goal", "nullif(none, 0)", "measure")),
    "span": ("task", ("goal",)),
    "amount": ("task", ("amount",)),
    "child": ("parent", ("title",)),
    "cell": ("row", ("text",)),
    "report_row": ("task", ("result", "progress", "gap", "reason", "remedy", "nullif(present, 0)")),
    "report_amount": ("task", ("amount",)),
}
_OF_FIGURE = {"amount": "amount", "report_amount": "amount", "item": "name"}
_OF_FIGURE_IN_NOTICE = {"share": "amount", "opening": "amount"}
_ENTRY_COLUMNS = ("measures", "office", "person")


class Way(Enum):
    """How a change goes in."""

    NONE = "nothing differs"
    AT_ONCE = "days and addresses alone"
    IN_DRAFT = "with the draft of the list"
    BY_ADJUSTMENT = "as a 计划调整"


class Basis(NamedTuple):
    """The month (1–12) from which a 计划调整 holds, and the document that asks for it."""

    month: int
    text: str


def way_of(store: Store, notice: int, after: Notice) -> Way:
    """Return how a changed notice would go in.

    Raises:
        Refusal: ``notice_change.*``: it would lose something that was typed; the list is stamped
            and cannot be adjusted now, it is final but not stamped, or a 更正 of it is open.
    """
    before = notices_kept.notice(store, notice)
    if not differences(before, after):
        return Way.NONE
    _require_nothing_lost(store, notice, before, after)
    if not is_on_paper(before, after):
        return Way.AT_ONCE
    newest = plan.newest(store, notice)
    if _takes_any(newest):
        return Way.IN_DRAFT
    if newest.is_draft:
        raise Refusal("notice_change.under_correction", number=newest.mark)
    if not deliveries.is_delivered(store, newest.id):
        raise Refusal("notice_change.not_stamped", number=newest.mark)
    return Way.BY_ADJUSTMENT


def with_shipped_words(store: Store, notice: int, shipped: Iterable[Notice]) -> tuple[Way, Notice]:
    """Return a notice with the words of the shipped one of its name, and how they would go in.

    Words that papers show are left out where they would ask for a 计划调整: it is not worth one.
    """
    kept = notices_kept.notice(store, notice)
    own = [one for one in shipped if (one.key, one.year) == (kept.key, kept.year)]
    if not own:
        return Way.NONE, kept
    after = renewed(kept, own[0], with_qualifiers=True)
    if is_on_paper(kept, after) and not _takes_any(plan.newest(store, notice)):
        after = renewed(kept, own[0], with_qualifiers=False)
    return way_of(store, notice, after), after


def _takes_any(newest: Version) -> bool:
    """Whether a list is a draft that takes any change; a 更正 keeps the notice it corrects."""
    return newest.is_draft and (newest.is_first or newest.is_adjustment)


def change(store: Store, notice: int, after: Notice, basis: Basis | None = None) -> Version:
    """Put a changed notice in, in one transaction; returns the list's newest version.

    ``basis`` is asked for where it goes in as a 计划调整, which begins with it.

    Raises:
        Refusal: as ``way_of``; of a 计划调整 as ``revisions.begin_adjustment``; ``notice.*``.
    """
    way = way_of(store, notice, after)
    before = notices_kept.notice(store, notice)
    newest = plan.newest(store, notice)
    with store.transaction() as con:
        if way is Way.BY_ADJUSTMENT:
            if basis is None:
                raise Refusal("notice_change.stamped", number=newest.mark)
            newest = revisions.begin_adjustment(store, newest, basis.month)
        if way in (Way.IN_DRAFT, Way.BY_ADJUSTMENT) and newest.is_adjustment:
            notice_editions.keep(store, con, notice, newest.major - 1)
            _write_basis(store, newest, basis.text if basis is not None else "")
        _write(store, con, notice, before, after)
        if newest.is_draft:
            _begin_rows(con, newest, before, after)
    return newest


def _write_basis(store: Store, draft: Version, asked: str) -> None:
    """Add the document that asks for it to what the record names, as far as there is room."""
    before = revision_record.revision(store, draft.id).basis
    text = "；".join(filter(None, (before, asked)))
    if asked and asked not in before:
        cut = text if len(text) <= BASIS_LIMIT else f"{text[: BASIS_LIMIT - 1]}…"
        store.write_for_good([revisions.revision_change(draft.id, "basis", cut)])


def _write(
    store: Store, con: sqlite3.Connection, notice: int, before: Notice, after: Notice
) -> None:
    notice_tables.rewrite(con, notice, after)
    con.execute("DELETE FROM setting WHERE name = ?", (notices_kept.place_setting(notice),))
    _record(store, con, notice, differences(before, after))


def _record(
    store: Store, con: sqlite3.Connection, notice: int, found: Iterable[Difference]
) -> None:
    for one in found:
        store.record(con, "notice", (notice, one.task), one.part, one.new, one.old)


def _begin_rows(con: sqlite3.Connection, draft: Version, before: Notice, after: Notice) -> None:
    known = {task.id for task in before.tasks}
    con.executemany(
        "INSERT OR IGNORE INTO entry (version_id, task) VALUES (?, ?)",
        [(draft.id, task.id) for task in after.tasks if task.id not in known],
    )


def next_names(store: Store, notice: int) -> tuple[int, set[str]]:
    """Return the first id that no task of a notice has or had, and the keys that are not free."""
    _, keys = notice_editions.words_of(store)
    for table in (*_OF_FIGURE, *_OF_FIGURE_IN_NOTICE):
        keys |= {row[0] for row in store.query(f"SELECT DISTINCT indicator FROM {table}")}  # noqa: S608
    return children.next_id(store, notices_kept.notice(store, notice)), keys


# -- what would be lost ----------------------------------------------------------------------------


def _require_nothing_lost(store: Store, notice: int, before: Notice, after: Notice) -> None:
    kept = {task.id for task in after.tasks}
    for task in before.tasks:
        if task.id not in kept and _is_filled(store, notice, task.id):
            raise Refusal("notice_change.task_filled", number=task.number, title=task.title)
    now = {key: one for key, (_, one) in after.indicators().items()}
    for key, (task, figure) in before.indicators().items():
        if not _is_same_measure(figure, now.get(key)) and _has_amounts(store, notice, key):
            raise Refusal("notice_change.figure_filled", number=task.number, name=figure.name)
    for name in _lost_columns(before, after, set(_filled_columns(store, notice))):
        raise Refusal("notice_change.column_filled", name=name)
    _require_free_numbers(store, notice, after)
    if _months(before) != _months(after) and _has_reports(store, notice):
        raise Refusal("notice_change.reports_begun")


def _require_free_numbers(store: Store, notice: int, after: Notice) -> None:
    """Refuse a part that has the number of one that the school added beside it."""
    lists = versions.of_document(store, plan.document(notice))
    for child in children.read(store, [one.id for one in lists]):
        for task in after.tasks:
            if (task.parent, task.number) == (child.parent, child.number):
                raise Refusal("notice_change.number_taken", number=child.number, title=child.title)


def _is_same_measure(before: Indicator, after: Indicator | None) -> bool:
    """Whether amounts of one are amounts of the other."""
    return after is not None and _measure(before) == _measure(after)


def _measure(one: Indicator) -> tuple[object, ...]:
    return one.kind, one.decimals, one.unit


def _months(notice: Notice) -> tuple[int, ...]:
    duty = notice.duties.get(REPORT)
    return duty.months if duty is not None else ()


def _has_reports(store: Store, notice: int) -> bool:
    return bool(versions.of_kind(store, notice, REPORT))


_UNDER = (
    "version_id IN (SELECT v.id FROM version v JOIN document d ON d.id = v.document_id"
    " WHERE d.notice = ? AND v.discarded IS NULL)"
)


def _any(store: Store, table: str, where: str, fields: tuple[str, ...], *values: object) -> bool:
    """Whether a row of a table holds something in one of some fields."""
    said = " OR ".join(f"coalesce({field}, '') <> ''" for field in fields)
    sql = f"SELECT 1 FROM {table} WHERE {where} AND ({said}) LIMIT 1"  # noqa: S608  (our names)
    return bool(store.query(sql, values))


def filled(store: Store, notice: int) -> frozenset[int]:
    """Return the ids of the tasks that hold something, and are not taken away."""
    tasks = notices_kept.notice(store, notice).tasks
    return frozenset(task.id for task in tasks if _is_filled(store, notice, task.id))


def _is_filled(store: Store, notice: int, task: int) -> bool:
    return any(
        _any(store, table, f"{_UNDER} AND {column} = ?", fields, notice, task)
        for table, (column, fields) in _OF_TASK.items()
    )


def _has_amounts(store: Store, notice: int, key: str) -> bool:
    versioned = (
        _any(store, table, f"{_UNDER} AND indicator = ?", (field,), notice, key)
        for table, field in _OF_FIGURE.items()
    )
    own = (
        _any(store, table, "notice = ? AND indicator = ?", (field,), notice, key)
        for table, field in _OF_FIGURE_IN_NOTICE.items()
    )
    return any(versioned) or any(own)


def _filled_columns(store: Store, notice: int) -> Iterator[str]:
    """Yield the keys of the columns in which something was typed."""
    for column in _ENTRY_COLUMNS:
        if _any(store, "entry", _UNDER, (column,), notice):
            yield column
    if any(_any(store, table, _UNDER, ("goal",), notice) for table in ("goal", "span")):
        yield "goals"
    sql = f"SELECT DISTINCT field FROM cell WHERE {_UNDER} AND coalesce(text, '') <> ''"  # noqa: S608
    yield from (key for (key,) in store.query(sql, (notice,)))


def _lost_columns(before: Notice, after: Notice, filled: set[str]) -> Iterator[str]:
    """Yield the names of filled columns that would be gone, or be another one's."""
    now = {column.key: column for column in after.attachment.columns}
    for column in before.attachment.columns:
        if column.key not in filled:
            continue
        kept = now.get(column.key)
        if kept is None or (column.is_cell and kept.name != column.name):
            yield column.name


# -- given up --------------------------------------------------------------------------------------


def give_up(store: Store, con: sqlite3.Connection, draft: Version) -> None:
    """Make the notice what it was before a 计划调整, inside the transaction that gives it up.

    The school's figures for what only the 计划调整 asked for are emptied.

    Raises:
        Refusal: ``notice_change.reported``: a report holds something of what would be gone.
    """
    notice = draft.document.notice
    now = notices_kept.notice(store, notice)
    before = notice_editions.of_plan(store, notice, draft.major - 1)
    kept = {task.id for task in before.tasks}
    for task in now.tasks:
        if task.id not in kept and _is_told(store, notice, task.id):
            raise Refusal("notice_change.reported", number=task.number, title=task.title)
    known = {key: one for key, (_, one) in before.indicators().items()}
    for key, (task, figure) in now.indicators().items():
        if _is_same_measure(figure, known.get(key)):
            continue
        if _any(store, "report_amount", f"{_UNDER} AND indicator = ?", ("amount",), notice, key):
            raise Refusal("notice_change.reported", number=task.number, title=figure.name)
        changes = [Change(table, (notice, key), "amount", None) for table in _OF_FIGURE_IN_NOTICE]
        store.write_for_good(changes)
    notice_editions.put_back(store, con, notice, draft.major - 1)
    _record(store, con, notice, differences(now, before))


def _is_told(store: Store, notice: int, task: int) -> bool:
    tables = ((name, _OF_TASK[name]) for name in ("report_row", "report_amount"))
    return any(
        _any(store, table, f"{_UNDER} AND {column} = ?", fields, notice, task)
        for table, (column, fields) in tables
    )
