"""What every page of the window is, and the sign that it hangs out in the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from models.documents.kinds import DocumentId


class Sign(NamedTuple):
    """A page as the rail shows it, before it is built: its word, and its key with Ctrl.

    ``kind`` is the kind of document that it shows, empty of a page that shows none.
    """

    name: str
    word: str
    key: str
    kind: str = ""


class Page(QWidget):
    """A page of the window.

    Signals:
        told(str): a sentence for the status line.
    """

    told = Signal(str)
    first_focus: QWidget | None = None  # what gets the keyboard; None: the first control by Tab

    def open(self) -> None:
        """Show what is stored now; called whenever the page is shown."""

    @property
    def document(self) -> DocumentId | None:
        """The document that it shows or speaks of, None for none."""
        return None
