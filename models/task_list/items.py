"""The named items of a scope (围绕10项建设任务): counted by their names, never typed as a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import stored
from models.errors import Refusal
from models.storage.schema import ITEM_FIELDS
from models.storage.store import Change
from models.task_list.contents import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.notices.notice import Notice
    from models.storage.store import Store


def read(store: Store, version_id: int) -> dict[str, tuple[Item, ...]]:
    """Return the items of a version by indicator, in their order; one without a name is none."""
    return read_all(store, [version_id]).get(version_id, {})


def read_all(store: Store, versions: Sequence[int]) -> dict[int, dict[str, tuple[Item, ...]]]:
    """Return the items of several versions in one read."""
    found: dict[int, dict[str, tuple[Item, ...]]] = {}
    marks = ", ".join("?" * len(versions))
    what = "version_id, indicator, serial, name, office, person, month"
    for version, indicator, serial, *texts, month in store.query(
        f"SELECT {what} FROM item WHERE version_id IN ({marks})"  # noqa: S608  (our names)
        " ORDER BY version_id, indicator, serial",
        versions,
    ):
        name, office, person = (stored.name(text or "") for text in texts)
        if name:
            own = found.setdefault(version, {})
            item = Item(serial, name, office, person, month)
            own[indicator] = (*own.get(indicator, ()), item)
    return found


def require_not_done(store: Store, notice: int, indicator: str, item: Item) -> None:
    """Refuse to rename or remove an item that a report says is done.

    Raises:
        Refusal: ``sheet.item_done``.
    """
    rows = store.query(
        "SELECT d.serial FROM item i JOIN version v ON v.id = i.version_id"
        " JOIN document d ON d.id = v.document_id WHERE d.notice = ? AND d.serial > 0"
        " AND v.discarded IS NULL AND i.indicator = ? AND i.serial = ? AND i.name IS NOT NULL"
        " ORDER BY d.serial",
        (notice, indicator, item.serial),
    )
    if rows:
        raise Refusal("sheet.item_done", name=item.name[:20], month=rows[0][0])


def named_place(table: str, key: Sequence[object], notice: Notice) -> tuple[int, str] | None:
    """Return the task's id and the words of an item's row: ``建设任务 第2个分项``."""
    known = notice.indicators().get(str(key[1])) if table == "item" else None
    if known is None:
        return None
    task, indicator = known
    return task.id, f"{indicator.short} 第{key[2]}个分项"


def is_planned(items: Iterable[Item]) -> bool:
    """Whether the plan is counted from items: until one has its month, typed levels hold."""
    return any(item.month is not None for item in items)


def levels(items: Iterable[Item]) -> dict[int, int]:
    """Return by month how many items are to be done by its end, of months that add any."""
    months = sorted(item.month for item in items if item.month is not None)
    return {month: count for count, month in enumerate(months, start=1)}


def due_in(items: Iterable[Item], month: int) -> tuple[str, ...]:
    """Return the names of the items that are to be done in a month."""
    return tuple(item.name for item in items if item.month == month)


def changes(
    version_id: int, indicator: str, before: Iterable[Item], after: Iterable[Item]
) -> list[Change]:
    """Return the changes that make ``after`` the items of an indicator."""
    was = {item.serial: item for item in before}
    now = {item.serial: item for item in after}
    return [
        Change("item", (version_id, indicator, serial), field, getattr(new, field, None) or None)
        for serial in sorted({*was, *now})
        for field in ITEM_FIELDS
        for old, new in ((was.get(serial), now.get(serial)),)
        if (getattr(old, field, None) or None) != (getattr(new, field, None) or None)
    ]


def field_change(
    version_id: int, indicator: str, serial: int, field: str, value: str | int | None
) -> Change:
    """Return the change of one field of an item: its name, office, person or month (1–12)."""
    return Change("item", (version_id, indicator, serial), field, value or None)


def done_changes(version_id: int, indicator: str, item: Item, month: int | None) -> list[Change]:
    """Return the changes that say of a report in which month (1–12) an item was done; None: not."""
    key = (version_id, indicator, item.serial)
    name = item.name if month is not None else None
    return [Change("item", key, "name", name), Change("item", key, "month", month)]
