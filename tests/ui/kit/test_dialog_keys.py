"""Enter in a line of a dialog means 确定; what cannot be undone is decided by no Enter alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMessageBox

from models.documents import revisions
from models.documents.deliveries import EventKind
from models.documents.revision_record import Revision
from tests.helpers import deliver, list_of, there
from ui.delivery.event_dialog import EventDialog
from ui.kit.foreign_files import ForeignFiles
from ui.kit.messages import Messages
from ui.sheet.revision_dialog import RevisionDialog
from ui.task_list.split_dialog import SplitDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


@pytest.fixture
def dialogs(answers, background, theme, filled, final_list) -> dict[str, Callable[[], QDialog]]:
    """Every dialog with lines to fill in."""
    deliver(filled, final_list)
    draft = revisions.begin_adjustment(filled, final_list, 6)
    figures = [one for _, one in list_of(filled).notice.indicators().values() if one.is_planned]
    return {
        "event": lambda: EventDialog(
            EventKind.STAMPED, 2023, answers, ForeignFiles(answers, background), None
        ),
        "revision": lambda: RevisionDialog(Revision(reason="抄错了"), draft, None),
        "split": lambda: SplitDialog(figures, {}, {}, list(range(3, 13)), theme, None),
    }


@pytest.mark.parametrize("name", ["event", "revision", "split"])
def test_enter_in_any_line_is_ok(dialogs, qtbot, name: str) -> None:
    first = dialogs[name]()
    for place in range(len(lines_of(first))):
        dialog = dialogs[name]()
        dialog.show()
        lines_of(dialog)[place].setFocus()
        qtbot.keyClick(lines_of(dialog)[place], Qt.Key.Key_Return)
        assert dialog.result() == QDialog.DialogCode.Accepted, place
        dialog.deleteLater()
    first.deleteLater()


def lines_of(dialog: QDialog) -> list[QLineEdit]:
    return [line for line in dialog.findChildren(QLineEdit) if line.isEnabled()]


def with_enter(widget_type: type[QWidget], step: Callable[[], object]) -> object:
    """Do a step that opens a dialog, and press Enter in it."""

    def press() -> None:
        dialog = there(QApplication.activeModalWidget())
        QTest.keyClick(dialog.findChild(widget_type) or dialog, Qt.Key.Key_Return)

    QTimer.singleShot(50, press)
    return step()


def test_enter_takes_the_choice_that_stands_there(qapp) -> None:
    asked = Messages()
    chosen = with_enter(QComboBox, lambda: asked.ask_choice("补报", "哪个月？", ["3月", "4月"], 1))
    assert chosen == "4月"


def test_enter_takes_the_first_way_on(qapp) -> None:
    asked = Messages()
    way = with_enter(QMessageBox, lambda: asked.ask_way("怎么办？", ["另存", "不存"], "取消"))
    assert way == "另存"


def test_enter_alone_decides_nothing_that_cannot_be_undone(qapp) -> None:
    asked = Messages()
    assert not with_enter(QMessageBox, lambda: asked.confirm("从头开始吗？", "从头开始"))
