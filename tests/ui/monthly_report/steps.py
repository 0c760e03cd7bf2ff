"""What the tests of the month page do again and again."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.monthly_report.model import PROGRESS


def row_of(month, row: int):
    return month.model.line(row).row


def type_into(month, row: int, column: int, text: str) -> None:
    month.table.edit_cell(row, column)
    month.table.cells.editor.setPlainText(text)
    month.commit_open_editor()


def choose_row(month, row: int) -> None:
    month.table.setCurrentIndex(month.model.index(row, PROGRESS))


def enter(edit, text: str, qtbot) -> None:
    edit.setFocus()
    edit.setText(text)
    edit.setModified(True)  # QTest cannot type Chinese
    qtbot.keyClick(edit, Qt.Key.Key_Return)
