"""The base of the table models whose cells are edited: one way to write, one answer why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

import resources
from models.errors import Refusal
from models.overriding import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QFont

    from models.storage.store import Change
    from ui.kit.unsaved import Unsaved
    from ui.use_cases.pasting import Cell
    from ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
PLACEHOLDER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
# Where a text stands in its cell, as numbers: Qt's enums are slow to make for each cell drawn.
LEFT, CENTRE, RIGHT = (
    int(side | Qt.AlignmentFlag.AlignVCenter)
    for side in (
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignHCenter,
        Qt.AlignmentFlag.AlignRight,
    )
)


def spoken(number: str, heading: str, text: str) -> str:
    """Return what a screen reader says of a cell: its task, its column, its text."""
    text = text or resources.sentence("sheet.spoken_empty")
    return resources.sentence("sheet.spoken", number=number, heading=heading, text=text)


class CellsModel(QAbstractTableModel):
    """Subclasses say which cells may be edited and what a text in one of them changes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.heading_font: QFont | None = None  # where the view fits it to its columns
        self.typing_batch: int | None = None  # the edit that further typing joins

    def is_draft(self) -> bool:
        """Whether the document shown may be edited."""
        return self._workspace.sheet.version.is_draft

    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now."""
        raise NotImplementedError

    def changes_for(self, row: int, column: int, text: str) -> list[Change]:
        """Return the changes that a text in a cell means.

        Raises:
            Refusal: it cannot stand there.
        """
        raise NotImplementedError

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return base | Qt.ItemFlag.ItemIsEditable if self.is_editable(index) else base

    def why_not(self, index: Index) -> str:
        """Return the code of the sentence why a cell cannot be edited, empty where it can."""
        if self.is_editable(index):
            return ""
        return "sheet.fixed_column" if self.is_draft() else "sheet.read_only"

    @property
    def unsaved(self) -> Unsaved:
        """Where editors note what is not in the data file."""
        return self._workspace.unsaved

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == index.data(Qt.ItemDataRole.EditRole):
            return False
        return self.write(index, str(value))

    def write(self, index: Index, text: str, *, aloud: bool = True) -> bool:
        """Write a text into a cell, joining the typing there; False when it was refused.

        ``aloud`` is as in ``Workspace.refuse``.
        """
        if text == index.data(Qt.ItemDataRole.EditRole):
            return True
        if not self.is_editable(index):  # finalised while it was being typed
            self._workspace.refuse(Refusal("version.not_draft"), aloud=aloud)
            return False
        try:
            changes = self.changes_for(index.row(), index.column(), text)
        except Refusal as refusal:
            self._workspace.refuse(refusal, aloud=aloud)
            return False
        edit = self._workspace.edit(changes, joins=self.typing_batch, aloud=aloud)
        self.typing_batch = edit.batch or self.typing_batch
        return not edit.is_refused

    # -- what a paste looks at: the ``Target`` of ``ui.use_cases.pasting`` ---------------------

    def headings(self) -> list[str]:
        """Return the headings of the columns, each in one line."""
        texts = (self.headerData(at, Qt.Orientation.Horizontal) for at in range(self.columnCount()))
        return [str(text).replace("\n", "") for text in texts]

    def row_names(self) -> Mapping[int, Sequence[str]]:
        """Return what names the rows, by the column that shows it, the surest first."""
        return {}

    def new_rows(self) -> Iterable[int]:
        """None: the rows are the notice's, or the months."""
        return ()

    def read(self, row: int, column: int) -> str:
        """Return the text of a cell as it is edited."""
        return str(self.index(row, column).data(Qt.ItemDataRole.EditRole) or "")

    def may_write(self, row: int, column: int) -> bool:
        """Whether there is such a cell, and it may be edited."""
        index = self.index(row, column)
        return index.isValid() and self.is_editable(index)

    def row_name(self, row: int) -> str:
        """Return how the clerk calls a row: 第2项, 5月."""
        raise NotImplementedError

    def name_of(self, row: int, column: int) -> str:
        """Name a cell as the clerk sees it."""
        heading = self.headings()[column]
        return resources.sentence("sheet.place", row=self.row_name(row), heading=heading)

    def reach(self, cell: Cell) -> Iterable[Cell]:
        """Return the cells that a text in a cell would change."""
        return (cell,)

    def say_changed(self, first: Index, last: Index) -> None:
        """Tell the views that cells show something else; a model without rows has no such cells."""
        if first.isValid() and last.isValid():
            self.dataChanged.emit(first, last)

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> int:
        """Write (row, column, text) cells as one edit; returns how many could be written.

        Nothing is written where one of them is refused.
        """
        wanted = [cell for cell in cells if self.may_write(cell[0], cell[1])]
        changes = self._changes(wanted)
        if changes is None or self._workspace.edit(changes).is_refused:
            return 0
        return len(wanted)

    def takes(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Whether all of these texts can stand in their cells; says why where one cannot."""
        return self._changes(cells) is not None

    def _changes(self, cells: Sequence[tuple[int, int, str]]) -> list[Change] | None:
        changes: list[Change] = []
        for row, column, text in cells:
            try:
                changes += self.changes_for(row, column, text)
            except Refusal as refusal:
                why = resources.sentence(refusal.code, **refusal.values)
                place = self.name_of(row, column)
                self._workspace.refuse(Refusal("sheet.refused_in", place=place, why=why))
                return None
        return changes
