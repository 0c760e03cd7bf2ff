"""The base of the table models whose cells are edited: one way to write, one answer why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.store import Change
    from ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
PLACEHOLDER_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class CellsModel(QAbstractTableModel):
    """Subclasses say which cells may be edited and what a text in one of them changes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now."""
        raise NotImplementedError

    def changes_for(self, row: int, column: int, text: str) -> list[Change]:
        """Return the changes that a text in a cell means.

        Raises:
            Refusal: it cannot stand there.
        """
        raise NotImplementedError

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return base | Qt.ItemFlag.ItemIsEditable if self.is_editable(index) else base

    def why_not(self, index: Index) -> str:
        """Return the code of the sentence why a cell cannot be edited, empty where it can."""
        if self.is_editable(index):
            return ""
        draft = self._workspace.sheet.version.is_draft
        return "sheet.fixed_column" if draft else "sheet.read_only"

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> int:
        """Write (row, column, text) cells as one edit; returns how many could be written.

        Nothing is written where one of them is refused.
        """
        wanted = [cell for cell in cells if self.is_editable(self.index(cell[0], cell[1]))]
        changes: list[Change] = []
        try:
            for row, column, text in wanted:
                changes += self.changes_for(row, column, text)
        except Refusal as refusal:
            self._workspace.refused.emit(refusal)
            return 0
        self._workspace.edit(changes)
        return len(wanted)
