"""What may be undone: the steps of the history, as they stand after each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models import stored
from models.storage.schema import MEASURES, is_place, notice_of, version_of
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.storage.schema import Scope

IRREVERSIBLE = 0  # stands in history.undoes for steps that undo passes by


@value_class
class Step:
    """A batch that undo or redo may invert, and whose rows it touched: versions, notices."""

    number: int
    versions: frozenset[int]
    notices: frozenset[int]

    def belongs_to(self, scope: Scope | None) -> bool:
        """Whether it is to be undone on the page of a version; None stands for any."""
        if scope is None:
            return True
        return self.versions <= {scope.version} and self.notices <= {scope.notice}

    def joined_to(self, other: Step) -> Step:
        """Return the step that two edits of one typing make."""
        versions, notices = self.versions | other.versions, self.notices | other.notices
        return Step(self.number, versions, notices)


Stacks = tuple[list[Step], list[Step]]


def step_of(number: int, places: Iterable[tuple[str, Sequence[object]]]) -> Step:
    """Return the step that touched the rows named."""
    found = [(version_of(*place), notice_of(*place)) for place in places]
    versions = frozenset(version for version, _ in found if version is not None)
    return Step(number, versions, frozenset(notice for _, notice in found if notice is not None))


def replay(rows: Iterable[tuple[Any, ...]]) -> Stacks:
    """Return the stacks that the steps of the history, oldest first, have left."""
    batches: dict[int, tuple[int | None, list[tuple[str, Sequence[object]]]]] = {}
    for batch, undoes, table, stored_key, field in rows:
        if undoes == IRREVERSIBLE and is_barrier(table, field):
            batches.clear()
        key = stored.key(stored_key)
        # A row that names no place of ours came with a copy, and nothing can be done with it.
        if undoes != IRREVERSIBLE and is_place(table, key, field):
            batches.setdefault(batch, (undoes, []))[1].append((table, key))
    undoable: list[Step] = []
    redoable: list[Step] = []
    for number, (undoes, places) in batches.items():
        step = step_of(number, places)
        if undoes is None:
            undoable.append(step)
            redoable.clear()
            continue
        for source, target in ((undoable, redoable), (redoable, undoable)):
            undone = next((s for s in source if s.number == undoes), None)
            if undone is not None:
                source.remove(undone)
                target.append(step)
                break
    return undoable, redoable


def is_barrier(table: str, field: str) -> bool:
    """Whether a step changed what is measured: a task, a figure or the columns of a notice."""
    return table == "notice" and field in MEASURES
