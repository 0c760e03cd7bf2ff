"""The yearly list of the interchange document: read strictly, written, and named as changes."""

from __future__ import annotations

from dataclasses import asdict, field, replace
from typing import TYPE_CHECKING, Any

from models.documents import cells
from models.json_reader import Node, fault
from models.months import YEAR_GOAL
from models.notices import amounts as amounts_of
from models.notices.indicator import Kind, Ratio
from models.notices.sound import DEPTH, TASKS_LIMIT
from models.storage.store import Change
from models.task_list import edits as list_edits
from models.task_list import fields as list_fields
from models.task_list import items as items_of
from models.task_list.children import Child, child_changes, depth, with_children
from models.task_list.contents import Entry, Item, MonthPlan, Span, in_order
from models.task_list.earlier import carried
from models.task_list.words.wording import parse_goals
from models.text import GOAL_LIMIT, GOALS_LIMIT, LONG_TEXT_LIMIT, NAME_LIMIT, NAMES_LIMIT
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.notices.notice import Notice, NoticeTask
    from models.task_list.contents import TaskList
    from models.task_list.sheet import Sheet

ITEMS_LIMIT = 100
FIRST_VERSION = 1
# Keys that came with version 2: a document without them is written as one that 1.0 reads.
_ID, ID_LIMIT = "id", 2**31  # of a part, while a list is edited: reports refer to it
_SPANS, _CELLS, _ITEMS, _CHILDREN = "spans", "cells", "items", "children"
_PENDING = "pending"


@value_class
class LoadedList:
    """The list of one year of the document."""

    filled_on: date | None
    entries: tuple[Entry, ...]
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    children: tuple[Child, ...] = ()


def read_list(node: Node, notice: Notice, version: int) -> LoadedList:
    """Read the list of a year.

    Raises:
        Refusal: ``document.*`` with the path of the first fault.
    """
    newer = {_ITEMS, _CHILDREN} if version > FIRST_VERSION else set()
    found = node.fields({"filled_on", "entries"}, newer)
    own = _read_children(found[_CHILDREN], notice) if _CHILDREN in found else []
    notice = with_children(notice, own)
    entries: list[Entry] = []
    for entry_node in found["entries"].items():
        entry = _read_entry(entry_node, notice, version)
        if entry.task in {e.task for e in entries}:
            raise fault(f"{entry_node.path}.task", "task_twice")
        entries.append(entry)
    items = _read_items(found[_ITEMS], notice) if _ITEMS in found else {}
    filled_on = found["filled_on"].date_or_none()
    return LoadedList(filled_on, tuple(entries), items, tuple(own))


def _read_children(node: Node, notice: Notice) -> list[Child]:
    """Read the school's own parts of tasks; each gets an id of its own behind the notice's."""
    found: list[Child] = []
    for one in node.items():
        parts = one.fields({"parent", "number", "title"}, {_ID})
        so_far = with_children(notice, found)
        parent = amounts_of.task_in_file(parts["parent"], so_far)
        if depth(so_far, parent) >= DEPTH or len(so_far.tasks) >= TASKS_LIMIT:
            raise fault(one.path, "too_many", limit=TASKS_LIMIT)
        number, title = parts["number"].name(NAME_LIMIT), parts["title"].name(NAMES_LIMIT)
        if not title or not number:
            raise fault(one.path, "empty")
        if number in {task.number for task in so_far.children(parent.id)}:
            raise fault(parts["number"].path, "task_twice")
        taken = {task.id for task in so_far.tasks}
        identity = parts[_ID].integer(1, ID_LIMIT) if _ID in parts else max(taken) + 1
        if identity in taken:
            raise fault(one.path, "task_twice")
        found.append(Child(identity, parent.id, number, title))
    return found


def _read_items(node: Node, notice: Notice) -> dict[str, tuple[Item, ...]]:
    scopes = {key for key, (_, one) in notice.indicators().items() if one.kind is Kind.SCOPE}
    found = {}
    for key, items in node.members():
        if key not in scopes:
            raise fault(items.path, "unknown_indicator")
        read = [_read_item(one) for one in items.items()]
        if len({item.serial for item in read}) != len(read):
            raise fault(items.path, "task_twice")
        if len(read) > ITEMS_LIMIT:
            raise fault(items.path, "too_many", limit=ITEMS_LIMIT)
        found[key] = tuple(read)
    return found


def _read_item(node: Node) -> Item:
    found = node.fields({"serial", "name"}, {"office", "person", "month"})
    serial = found["serial"].integer(1, ITEMS_LIMIT)
    name = found["name"].name(NAME_LIMIT)
    if not name:
        raise fault(found["name"].path, "empty")
    office, person = (
        found[key].name(NAME_LIMIT) if key in found else "" for key in ("office", "person")
    )
    month = found["month"].integer(1, 12) if "month" in found else None
    return Item(serial, name, office, person, month)


def _read_entry(node: Node, notice: Notice, version: int) -> Entry:
    newer = {_SPANS, _CELLS, _PENDING} if version > FIRST_VERSION else set()
    found = node.fields({"task"}, {*list_fields.NAMES, "months", *newer})
    task = amounts_of.task_in_file(found["task"], notice)
    texts = {
        field.name: field.take(found[field.name])
        for field in list_fields.FIELDS
        if field.name in found
    }
    months = {}
    for key, month_node in found["months"].members() if "months" in found else ():
        month = _month_number(key, month_node)
        plan = _read_month(month_node, task, is_year=month == YEAR_GOAL)
        if not plan.is_empty:
            months[month] = plan
    spans = _read_spans(found[_SPANS], notice.year) if _SPANS in found else []
    goals = [plan.goal for plan in months.values()] + [span.goal for span in spans]
    if sum(map(len, goals)) > GOALS_LIMIT:
        raise fault(f"{node.path}.months", "too_long", limit=GOALS_LIMIT)
    cells = _read_cells(found[_CELLS], notice) if _CELLS in found else {}
    entry = Entry(task.id, **texts, months=months, spans=in_order(spans), cells=cells)
    marks = _read_marks(found[_PENDING]) if _PENDING in found else {}
    return replace(entry, pending=carried.pending(marks, entry))


def _read_marks(node: Node) -> dict[str, str]:
    """Read the marks of texts that were taken over; one that is no longer there means nothing."""
    marks = {key: mark.name(NAME_LIMIT) for key, mark in node.members()}
    strange = next((key for key in marks if key not in carried.FIELDS), None)
    if strange is not None:
        raise fault(f"{node.path}.{strange}", "unknown_key")
    return marks


def _read_cells(node: Node, notice: Notice) -> dict[str, str]:
    known = {column.key for column in notice.attachment.columns if column.is_cell}
    found = {}
    for key, text in node.members():
        if key not in known:
            raise fault(text.path, "unknown_column")
        found[key] = text.text(LONG_TEXT_LIMIT)
    return found


def _read_spans(node: Node, year: int) -> list[Span]:
    """Read goals of several months: each by words that mean its months, and by them once."""
    spans: list[Span] = []
    for one in node.items():
        span = _read_span(one)
        if parse_goals(f"{span.words}：甲", year).spans != (replace(span, goal="甲"),):
            raise fault(f"{one.path}.words", "unknown_word")
        if span.period in {other.period for other in spans}:
            raise fault(f"{one.path}.words", "span_twice")
        spans.append(span)
    return spans


def _read_span(node: Node) -> Span:
    found = node.fields({"first", "last", "words", "goal"})
    first = found["first"].integer(1, 12)
    last = found["last"].integer(first, 12)
    words, goal = found["words"].name(NAME_LIMIT), found["goal"].text(GOAL_LIMIT)
    for name, text in (("words", words), ("goal", goal)):
        if not text.strip():
            raise fault(found[name].path, "empty")
    return Span(first, last, words, goal)


def _month_number(key: str, node: Node) -> int:
    if key == "year":
        return YEAR_GOAL
    if key not in {str(month) for month in range(1, 13)}:
        raise fault(node.path, "unknown_month")
    return int(key)


def _read_month(node: Node, task: NoticeTask, *, is_year: bool) -> MonthPlan:
    found = node.fields(set(), {"goal"} if is_year else {"goal", "measure", "amounts", "none"})
    none = "none" in found and found["none"].true()
    known = {i.key: i for i in task.indicators if i.is_planned or i.is_ratio}
    amounts: dict[str, int] = {}
    ratios: dict[str, Ratio] = {}
    for key, node_of in found["amounts"].members() if "amounts" in found else ():
        if key not in known:
            raise fault(node_of.path, "unknown_indicator")
        amount = amounts_of.from_file(node_of, known[key])
        if isinstance(amount, Ratio):
            ratios[key] = amount
        else:
            amounts[key] = amount
    goal = found["goal"].text(LONG_TEXT_LIMIT if is_year else GOAL_LIMIT) if "goal" in found else ""
    measure = found["measure"].text(GOAL_LIMIT) if "measure" in found else ""
    if none and goal:
        raise fault(node.path, "none_and_goal")
    return MonthPlan(goal, none, measure, amounts, ratios=ratios)


# -- writing -------------------------------------------------------------------------------------


def list_changes(version_id: int, loaded: LoadedList) -> list[Change]:
    """Return the changes that write a list into its draft."""
    changes: list[Change] = []
    for entry in loaded.entries:
        changes += [
            list_edits.entry_change(version_id, entry.task, field, getattr(entry, field))
            for field in list_fields.NAMES
        ]
        for month, plan in entry.months.items():
            changes += _month_changes(version_id, entry.task, month, plan)
        changes += list_edits.span_changes(version_id, Entry(entry.task), entry.spans)
        changes.append(carried.pending_change(version_id, entry, entry.pending))
        changes += [
            cells.change(version_id, entry.task, key, text) for key, text in entry.cells.items()
        ]
    for child in loaded.children:
        changes += child_changes(version_id, child)
    for key, items in loaded.items.items():
        changes += items_of.changes(version_id, key, (), items)
    return changes


def _month_changes(version_id: int, task: int, month: int, plan: MonthPlan) -> list[Change]:
    key = (version_id, task, month)
    return [
        Change("goal", key, "goal", plan.goal or None),
        Change("goal", key, "none", 1 if plan.none else None),
        Change("goal", key, "measure", plan.measure or None),
        *(
            list_edits.amount_change(version_id, task, month, indicator, amount)
            for indicator, amount in plan.amounts.items()
        ),
        *(
            change
            for indicator, ratio in plan.ratios.items()
            for change in list_edits.ratio_changes(version_id, task, month, indicator, ratio)
        ),
    ]


def dump_list(
    contents: TaskList, notice: Notice, own: Sequence[Child], *, with_ids: bool = False
) -> dict[str, Any]:
    """Return a list as the document carries it; ``own`` are the parts that the school added.

    ``with_ids`` their ids go along: the file is not for others.
    """
    items = {key: [_dump_item(item) for item in found] for key, found in contents.items.items()}
    return {
        "filled_on": contents.filled_on.isoformat() if contents.filled_on else None,
        "entries": [_dump_entry(entry, notice) for entry in contents.entries],
        **({_ITEMS: items} if items else {}),
        **({_CHILDREN: [_dump_child(one, notice, with_ids) for one in own]} if own else {}),
    }


def _dump_child(child: Child, notice: Notice, with_id: bool) -> dict[str, Any]:  # noqa: FBT001
    parent = notice.number_in_file(child.parent)
    own = {_ID: child.id} if with_id else {}
    return {"parent": parent, "number": child.number, "title": child.title, **own}


def _dump_item(item: Item) -> dict[str, Any]:
    return {key: value for key, value in item._asdict().items() if value}


def _dump_entry(entry: Entry, notice: Notice) -> dict[str, Any]:
    indicators = {one.key: one for one in notice.task(entry.task).indicators}
    months: dict[str, Any] = {}
    for month in [*range(1, 13), YEAR_GOAL]:
        plan = entry.month(month)
        if plan.is_empty:
            continue
        typed: dict[str, amounts_of.Amount] = {
            key: n for key, n in plan.amounts.items() if key not in plan.items
        }
        typed |= plan.ratios
        parts = {
            "goal": plan.goal,
            "none": plan.none,
            "measure": plan.measure,
            "amounts": amounts_of.all_to_file(indicators, typed),
        }
        written = {name: value for name, value in parts.items() if value}
        if written:
            months["year" if month == YEAR_GOAL else str(month)] = written
    spans = [asdict(span) for span in entry.spans]
    return {
        "task": notice.number_in_file(entry.task),
        **{field.name: getattr(entry, field.name) for field in list_fields.FIELDS},
        "months": months,
        **({_SPANS: spans} if spans else {}),
        **({_CELLS: dict(entry.cells)} if entry.cells else {}),
        **({_PENDING: carried.marks(entry)} if entry.pending else {}),
    }


def sheet_data(sheet: Sheet) -> dict[str, Any]:
    """Return the rows of a list by keys, with what is asked of the school (``shares``).

    A range is a list of two; parts that the school added are under ``children``.
    """
    notice = sheet.notice
    own = [
        Child(task.id, task.parent, task.number, task.title)
        for task in notice.tasks
        if task.is_own and task.parent is not None
    ]
    shares = {}
    for key, (_, indicator) in notice.indicators().items():
        share = sheet.share(indicator)
        if share is not None:
            shares[key] = amounts_of.asked_to_file(indicator, share)
    return {**dump_list(sheet.contents, notice, own), "shares": shares}
