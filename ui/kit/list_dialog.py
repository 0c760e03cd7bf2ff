"""A question about several things at once: the sentence, a table of them, a button for each way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.overriding import override
from ui.kit.widgets import label, plain_tip

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QShowEvent

WIDTH_PX, HEIGHT_PX = 760, 440
WIDE_PX = 1_000, 560  # with sentences beside each other
SPARE_PX = 24  # under the last row
NAME_PX, TICKED_PX = 190, 280  # of the first column, of one with a tick
SHOWN = 200  # characters of a text; the rest shows in its tip


class ListDialog(QDialog):
    """``chosen`` is the word of the button, None where it was left."""

    def __init__(
        self,
        text: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("职教清单")
        self.chosen: str | None = None
        self.list = QTableWidget(len(rows), len(headings))
        self.list.setObjectName("listed")
        self._buttons = QDialogButtonBox()
        column = QVBoxLayout(self)
        column.addWidget(label(text, wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._fill(headings, rows)

    def _fill(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.list.setHorizontalHeaderLabels(list(headings))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setWordWrap(True)
        self.list.verticalHeader().hide()
        self.list.setTabKeyNavigation(False)  # Tab leads on to the buttons
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
                item.setToolTip(plain_tip(text) if len(text) > SHOWN else "")
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                self.list.setItem(at, column, item)
        header = self.list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.list.setColumnWidth(0, NAME_PX)
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """As high as its rows, to a point; they are as high as their texts in these columns."""
        super().showEvent(event)
        rows = self.list.verticalHeader().length() + self.list.horizontalHeader().height()
        spare = self.list.viewport().height() + self.list.horizontalHeader().height() - rows
        if spare > SPARE_PX:
            self.resize(self.width(), self.height() - spare + SPARE_PX)

    def offer_rows(self, ticked: Collection[int]) -> None:
        """Have each row taken or left by its tick; some (from 0) have it at first."""
        self.resize(QSize(*WIDE_PX).boundedTo(self.screen().availableSize()))
        self.list.setColumnWidth(0, TICKED_PX)
        for row, item in enumerate(self._first_items()):
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = row in ticked
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.list.cellClicked.connect(self._tick)

    def _tick(self, row: int, column: int) -> None:
        """A click beside the tick turns it too; one on it does so itself."""
        item = self.list.item(row, 0)
        if item is not None and column > 0:
            is_on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def ticked(self) -> list[int]:
        """Return the rows (from 0) that are ticked."""
        items = enumerate(self._first_items())
        return [row for row, item in items if item.checkState() is Qt.CheckState.Checked]

    def _first_items(self) -> list[QTableWidgetItem]:
        items = (self.list.item(row, 0) for row in range(self.list.rowCount()))
        return [item for item in items if item is not None]

    def offer(self, word: str) -> None:
        """Add a way on."""
        made = self._buttons.addButton(word, QDialogButtonBox.ButtonRole.AcceptRole)
        made.clicked.connect(partial(self._choose, word))

    def offer_to_leave(self, word: str) -> None:
        """Add the button that changes nothing; Enter and Esc mean it."""
        made = self._buttons.addButton(word, QDialogButtonBox.ButtonRole.RejectRole)
        made.clicked.connect(self.reject)
        made.setDefault(True)
        made.setFocus()

    def _choose(self, word: str) -> None:
        self.chosen = word
        self.accept()
