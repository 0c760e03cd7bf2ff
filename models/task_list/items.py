"""The named items of a scope (围绕10项建设任务): counted by their names, never typed as a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import stored
from models.storage.schema import ITEM_FIELDS
from models.storage.store import Change
from models.task_list.contents import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def done_changes(version_id: int, indicator: str, item: Item, month: int | None) -> list[Change]:
    """Return the changes that say of a report in which month (1–12) an item was done; None: not."""
    key = (version_id, indicator, item.serial)
    name = item.name if month is not None else None
    return [Change("item", key, "name", name), Change("item", key, "month", month)]
