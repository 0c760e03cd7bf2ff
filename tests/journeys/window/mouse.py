"""A mouse that clicks everything it finds, answers what opens, and reads every word on screen."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
    QProgressDialog,
    QTableView,
    QWidget,
)
from pytestqt.exceptions import capture_exceptions
from shiboken6 import isValid

from tests.journeys.window.screen import (
    ask_for_menu,
    bring_into_sight,
    cells,
    closing_buttons,
    controls,
    dialog_name,
    fill_empty_fields,
    name_of,
    words_on_screen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LOOK_MS = 10
MOST_CLICKS = 900  # on one page; more means that it never comes to an end
# A word that no clerk should see: a value of Python, a place left open, the key of a sentence.
FOREIGN = re.compile(
    r"(?<![a-z])(?:True|False|None|nan|inf)(?![a-z])|[{}]|<[a-z]+ |0x[0-9a-f]{4,}"
    r"|[a-z]+(?:_[a-z]+)+"
    r"|[a-z_]{3,}\.[a-z_]{3,}",
    re.ASCII,
)
NAMES = re.compile(r"\S*[/\\@]\S*|\S+\.(?:sqlite3|xlsx|pdf|eml|zjqd|zjjb|json|html)\b")


@dataclass(frozen=True)
class Fault:
    """What a click brought that it should not."""

    page: str
    control: str
    what: str


class Mouse:
    """Clicks controls and remembers which, what they brought, and what was wrong about it.

    ``settle()`` is called after each click: background work is waited for. ``first`` are words on
    buttons that another click would take away.
    """

    def __init__(self, settle: Callable[[], object], first: Sequence[str] = ()) -> None:
        self._settle = settle
        self._first = first
        self._page = self._wanted = ""
        self._answering: list[QWidget] = []
        self._answers: dict[str, set[str]] = {}
        self._done: set[tuple[str, str]] = set()
        self.clicked: Counter[str] = Counter()
        self.words: set[str] = set()
        self.faults: list[Fault] = []
        self._read_before: set[str] = set()

    # -- pages -------------------------------------------------------------------------------------

    def click_everything(self, name: Callable[[], str], shown: Callable[[], QWidget]) -> None:
        """Click every control of a page until none is left.

        ``shown`` brings the page back; ``name`` calls it by what it shows, so that its controls are
        clicked again where a finished sheet is shown instead of a draft.
        """
        for _ in range(MOST_CLICKS):
            root = shown()
            page = self._page = name()
            control = next(self._waiting(page, root), None) if isValid(root) else None
            if control is None:
                return
            self.click_control(page, control)
        self.faults.append(Fault(name(), "", "no end of new controls"))

    def _waiting(self, page: str, root: QWidget) -> Iterator[QWidget]:
        """The controls that were not clicked yet; those whose dialogs have answers left too."""
        found = [c for c in controls(root) if (page, name_of(c)) not in self._done]
        yield from sorted(found, key=self._weight)

    def _weight(self, control: QWidget) -> tuple[bool, ...]:
        """The order: what leads away from the page, what changes the rest of it, come last."""
        return (
            not (isinstance(control, QAbstractButton) and control.text() in self._first),
            control.objectName() == "primary",
            control.objectName() == "tab",
            isinstance(control, QComboBox),
            isinstance(control, QAbstractItemView),
        )

    def click_control(self, page: str, control: QWidget) -> None:
        """Click one control of a page in the way of its kind."""
        self._page = page
        key = name_of(control)
        if isinstance(control, QAbstractButton):
            self.words.add(control.text())
        before = {name: set(used) for name, used in self._answers.items()}
        has_more = False
        if isinstance(control, QAbstractItemView):
            has_more = self._click_next_cell(page, control)
        elif isinstance(control, QComboBox):
            has_more = self._choose_next(page, control)
        else:
            self.click(control, control.rect().center(), key)
        # Something new was answered: the control is clicked again, until it has no more to show.
        if self._answers == before and not has_more:
            self._done.add((page, key))
            self.clicked[page] += 1

    def _click_next_cell(self, page: str, view: QAbstractItemView) -> bool:
        """Click one more cell; False when enough were clicked, and each entry of the menu.

        What a cell brings to the panel beside it is clicked before the next one.
        """
        for row, column in cells(view):
            text = f"{name_of(view)} cell {row}, {column}"
            if (page, text) in self._done:
                continue
            self._done.add((page, text))
            self.clicked[page] += 1
            index = view.model().index(row, column)
            view.scrollTo(index)
            self.click(view.viewport(), view.visualRect(index).center(), text)
            return True
        if isinstance(view, QTableView):
            self._context_menu(view)
        return False

    def _choose_next(self, page: str, box: QComboBox) -> bool:
        """Choose one more entry of a list; False when enough of them were chosen.

        What the choice brings to the page is clicked before the next is chosen.
        """
        name, last = name_of(box), box.count() - 1
        for row in sorted({0, 1, 2, last // 2, last} & set(range(box.count()))):
            entry = (page, f"{name}: {row}")
            if entry in self._done:
                continue
            self._done.add(entry)
            self.clicked[page] += 1
            self.click(box, box.rect().center(), name)
            popup = box.view()
            if popup.isVisible():
                index = popup.model().index(row, 0)
                popup.scrollTo(index)
                self.click(popup.viewport(), popup.visualRect(index).center(), entry[1])
            return True
        return False

    def _context_menu(self, view: QTableView) -> None:
        """Each entry of the table's own menu, on the cell that was clicked last."""
        for _ in range(10):
            before = len(self._answers.get("menu", ()))
            at = view.visualRect(view.currentIndex()).center()
            self.click(view.viewport(), at, f"{name_of(view)} menu", right=True)
            if len(self._answers.get("menu", ())) == before:
                return

    # -- one click -----------------------------------------------------------------------------

    def click(self, widget: QWidget, at: QPoint, name: str, *, right: bool = False) -> None:
        """Click, answer what opens, and look at everything on screen."""
        with capture_exceptions() as caught, self._answering_what_opens():
            self._press(widget, at, right=right)
            self._settle()  # what was read in the background may ask something
        for kind, error, _trace in caught:
            self.faults.append(Fault(self._page, name, f"{kind.__name__}: {error}"))
        self.read(name)

    def _press(self, widget: QWidget, at: QPoint, *, right: bool) -> None:
        """Press through the window, as the pointer does: what lies on top gets it."""
        QApplication.processEvents()  # what the last click moved stands where it will stay
        bring_into_sight(widget, at)
        window = widget.window()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        if right:
            ask_for_menu(widget, at)
        else:
            QTest.mouseClick(window.windowHandle(), left, none, widget.mapTo(window, at))
        QApplication.processEvents()

    @contextmanager
    def _answering_what_opens(self) -> Iterator[None]:
        """Look again and again: a dialog ends the step only when it is answered."""
        ended: list[bool] = []

        def look() -> None:
            if ended:
                return
            opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if opened is not None and opened not in self._answering:
                self._answer(opened)
            QTimer.singleShot(LOOK_MS, look)

        QTimer.singleShot(LOOK_MS, look)
        yield
        ended.append(True)

    def answer(self, word: str, step: Callable[[], object]) -> None:
        """Do a step that asks something, and click the answer of this word."""
        self._wanted = word
        with self._answering_what_opens():
            step()
        self._wanted = ""

    def read(self, name: str) -> None:
        """Look at every word that is on screen."""
        for text in words_on_screen():
            if text not in self._read_before:
                self._read_before.add(text)
                if FOREIGN.search(NAMES.sub("", text)):
                    self.faults.append(Fault(self._page, name, f"shows {text!r}"))

    # -- what opens ----------------------------------------------------------------------------

    def _answer(self, opened: QWidget) -> None:
        self._answering.append(opened)
        try:
            if isinstance(opened, QMenu):
                self._answer_menu(opened)
            elif isinstance(opened, QDialog) and not isinstance(opened, QProgressDialog):
                self._answer_dialog(opened)
        finally:
            self._answering.remove(opened)

    def _answer_menu(self, menu: QMenu) -> None:
        used = self._answers.setdefault("menu", set())
        fresh = [a for a in menu.actions() if a.isEnabled() and a.text() not in used]
        if not fresh:
            menu.close()
            return
        used.add(fresh[0].text())
        self.words.add(fresh[0].text().partition("\t")[0])
        self.clicked["menu"] += 1
        at = menu.actionGeometry(fresh[0]).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _answer_dialog(self, dialog: QDialog) -> None:
        self.read(f"{type(dialog).__name__} {dialog.windowTitle()}")
        name = dialog_name(dialog)
        if not isinstance(dialog, (QMessageBox, QFileDialog)):
            self._click_inside(name, dialog)
        closers = closing_buttons(dialog)
        used = self._answers.setdefault(name, set())
        # Cancel first: what is agreed to changes the page.
        fresh = [b for b in reversed(closers) if b.isEnabled() and b.text() not in used]
        fresh = [b for b in closers if b.text() == self._wanted] if self._wanted else fresh[:1]
        for button in fresh:
            used.add(button.text())
            self.words.add(button.text())
            self.clicked[f"dialog {name}"] += 1
            fill_empty_fields(dialog)
            self.click(button, button.rect().center(), f"{name}: {button.text()}")
        if dialog.isVisible():
            dialog.reject()

    def _click_inside(self, name: str, dialog: QDialog) -> None:
        page = f"dialog {name}"
        closers = closing_buttons(dialog)
        for control in list(controls(dialog)):
            inner = (page, name_of(control))
            if control in closers or inner in self._done or not control.isVisible():
                continue
            self._done.add(inner)
            self.clicked[page] += 1
            if isinstance(control, QAbstractButton):
                self.words.add(control.text())
            if isinstance(control, QAbstractItemView):
                while control.isVisible() and self._click_next_cell(page, control):
                    pass
            elif isinstance(control, QComboBox):
                while control.isVisible() and self._choose_next(page, control):
                    pass
            else:
                self.click(control, control.rect().center(), f"{name}: {name_of(control)}")
