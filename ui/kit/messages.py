"""The one door for messages, questions and file dialogs; tests put their own in its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

# Not by name: PySide6 builds a dialog's class when it is first named, and most starts need none.
from PySide6 import QtWidgets
from PySide6.QtCore import Qt

import resources
from models.errors import Refusal
from models.text import clean_text, decimal_text, parse_amount
from ui.kit.widgets import Choice, label, ok_and_cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

ANY_KIND = "数据、备份或接班包 (*.zjqd *.zjjb *.sqlite3 *.zip)"
"""The product's own kinds, its backups, and the endings that copies had before version 1.0."""


class Messages:
    """Asks and tells on behalf of every page; ``parent`` keeps the dialogs over the window."""

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        self.parent = parent
        self.last_folder = Path.home()

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not done."""
        self.warn(resources.sentence(refusal.code, **refusal.values))

    def warn(self, text: str) -> None:
        """Say something that the clerk must know."""
        self._box(QtWidgets.QMessageBox.Icon.Warning, text).exec()

    def tell(self, text: str) -> None:
        """Say that something was done."""
        self._box(QtWidgets.QMessageBox.Icon.Information, text).exec()

    def confirm(self, text: str, yes: str) -> bool:
        """Ask before something that cannot simply be undone; ``yes`` is the verb of the button."""
        box = self._box(QtWidgets.QMessageBox.Icon.Question, text)
        agree = box.addButton(yes, QtWidgets.QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton("取消", QtWidgets.QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)  # Enter alone decides nothing
        box.exec()
        return box.clickedButton() is agree

    def ask_text(self, title: str, question: str, text: str = "") -> str | None:
        """Ask for a line of text, ``text`` at first; None when cancelled."""
        dialog = self._asking(title, question)
        dialog.setTextValue(text)
        return clean_text(dialog.textValue()).text if dialog.exec() else None

    def ask_until_taken(self, title: str, question: str, take: Callable[[str], bool]) -> bool:
        """Ask for a line of text and have it taken; asks again with it where ``take`` says no.

        Returns whether it was taken: not where the question was cancelled.
        """
        text = self.ask_text(title, question)
        while text is not None:
            if take(text):
                return True
            text = self.ask_text(title, question, text)
        return False

    def choose(self, text: str, words: Sequence[str], cancel: str) -> str | None:
        """Say something and offer a button for each way on; None for ``cancel``."""
        return self._choose(QtWidgets.QMessageBox.Icon.Warning, text, words, cancel)

    def ask_way(self, text: str, words: Sequence[str], cancel: str) -> str | None:
        """As ``choose``, where nothing is wrong."""
        return self._choose(QtWidgets.QMessageBox.Icon.Question, text, words, cancel)

    def _choose(
        self, icon: QtWidgets.QMessageBox.Icon, text: str, words: Sequence[str], cancel: str
    ) -> str | None:
        box = self._box(icon, text)
        role = QtWidgets.QMessageBox.ButtonRole
        buttons = {box.addButton(word, role.AcceptRole): word for word in words}
        leave = box.addButton(cancel, role.RejectRole)
        box.setDefaultButton(next(iter(buttons), leave))
        box.setEscapeButton(leave)
        box.exec()
        return next((word for made, word in buttons.items() if made is box.clickedButton()), None)

    def choose_with_list(
        self,
        text: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        words: Sequence[str],
        cancel: str,
    ) -> str | None:
        """As ``choose``, with a table of what it is about; Enter alone decides nothing."""
        from ui.kit.list_dialog import ListDialog

        dialog = ListDialog(text, headings, rows, self.parent)
        for word in words:
            dialog.offer(word)
        dialog.offer_to_leave(cancel)
        dialog.exec()
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen

    def choose_rows(
        self,
        text: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        words: tuple[str, str],
        ticked: Collection[int],
    ) -> list[int] | None:
        """Have some rows of a table taken by ticks; returns which (from 0), None when left.

        ``words`` take what is ticked, and nothing; ``ticked`` are those that are at first.
        """
        from ui.kit.list_dialog import ListDialog

        dialog = ListDialog(text, headings, rows, self.parent)
        dialog.offer_rows(ticked)
        dialog.offer(words[0])
        dialog.offer_to_leave(words[1])
        dialog.exec()
        taken = dialog.ticked() if dialog.chosen == words[0] else None
        dialog.deleteLater()
        return taken

    def ask_choice(self, title: str, question: str, choices: list[str], chosen: int) -> str | None:
        """Ask for one of several words, ``chosen`` at first; None when cancelled."""
        dialog = QtWidgets.QDialog(self.parent)
        dialog.setWindowTitle(title)
        box = Choice()
        box.addItems(choices)
        box.setCurrentIndex(chosen)
        box.setAccessibleName(question)
        column = QtWidgets.QVBoxLayout(dialog)
        for widget in (label(question, wrap=True), box, ok_and_cancel(dialog)):
            column.addWidget(widget)
        box.setFocus()
        taken = box.currentText() if dialog.exec() else None
        dialog.deleteLater()
        return taken

    def ask_amount(
        self, title: str, question: str, value: int | None, unit: str, decimals: int = 0
    ) -> int | None:
        """Ask for a number from 0 in 10^-decimals, again for what is none; None when cancelled.

        ``value`` stands there at first, None: nothing does.
        """
        start = "" if value is None else decimal_text(value, decimals)
        text = self.ask_text(title, question, start)
        if not text and value is None:  # nothing stood there, and nothing was typed
            return None
        while text is not None:
            try:
                amount = parse_amount(text, unit, decimals)
            except Refusal as refusal:
                self.refuse(refusal)
            else:
                if amount is not None:
                    return amount
                self.refuse(Refusal("sheet.not_a_number", text=text, unit=unit))
            text = self.ask_text(title, question, text)
        return None

    def save_path(self, title: str, name: str, kind: str) -> Path | None:
        """Ask where to write a file; None when cancelled."""
        start = str(self.last_folder / name)
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(self.parent, title, start, kind)
        return self._remember(chosen)

    def open_path(self, title: str, kind: str) -> Path | None:
        """Ask for an existing file; None when cancelled."""
        chosen, _ = QtWidgets.QFileDialog.getOpenFileName(
            self.parent, title, str(self.last_folder), kind
        )
        return self._remember(chosen)

    def with_ending(self, path: Path, ending: str) -> Path | None:
        """Return a path that was asked for with its ending; None where that file is to stay.

        The dialog asked about the name it was given; with its ending it may be another file's.
        """
        target = path if path.suffix == ending else path.with_name(path.name + ending)
        if target == path or not target.exists():
            return target
        question = resources.sentence("print.confirm_overwrite", path=target)
        return target if self.confirm(question, "替换") else None

    def choose_folder(self, title: str) -> Path | None:
        """Ask for an existing folder; None when cancelled."""
        chosen = QtWidgets.QFileDialog.getExistingDirectory(
            self.parent, title, str(self.last_folder)
        )
        return Path(chosen) if chosen else None

    def _remember(self, chosen: str) -> Path | None:
        if not chosen:
            return None
        path = Path(chosen)
        self.last_folder = path.parent
        return path

    def _box(self, icon: QtWidgets.QMessageBox.Icon, text: str) -> QtWidgets.QMessageBox:
        box = QtWidgets.QMessageBox(icon, "职教清单", text, parent=self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a name from a file may look like HTML
        return box

    def _asking(self, title: str, question: str) -> QtWidgets.QInputDialog:
        dialog = QtWidgets.QInputDialog(self.parent)
        dialog.setWindowTitle(title)
        dialog.setLabelText(question)
        for shown in dialog.findChildren(QtWidgets.QLabel):
            shown.setTextFormat(Qt.TextFormat.PlainText)
        return dialog
