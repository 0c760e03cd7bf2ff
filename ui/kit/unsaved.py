"""What was typed and is not in the data file yet: editor by editor, and for the status line."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

REST_MS = 700  # without a key: then it is saved
LATEST_MS = 3000  # after the first key that is not saved: then too


class Saving(IntEnum):
    """How an editor's text stands to the data file, the better first."""

    SAVED = 0
    TYPED = 1  # waits for a rest
    REFUSED = 2  # was not taken, and stays in its editor


class Unsaved(QObject):
    """Knows of every editor whose text is not in the data file.

    Signals:
        changed(): the whole stands otherwise.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._editors: dict[object, Saving] = {}
        self._is_failing = False
        self._told = Saving.SAVED

    @property
    def state(self) -> Saving:
        """How the worst of all editors stands; refused where the data file went away."""
        return Saving.REFUSED if self._is_failing else self._worst()

    @property
    def has_refused(self) -> bool:
        """Whether an editor holds a text that was not taken."""
        return self._worst() is Saving.REFUSED

    @property
    def has_typed(self) -> bool:
        """Whether an editor holds a text that the file does not."""
        return bool(self._editors)

    def note(self, editor: object, state: Saving) -> None:
        """Note how the text of an editor stands."""
        if state is Saving.SAVED:
            self._editors.pop(editor, None)
        else:
            self._editors[editor] = state
        self._tell()

    def note_failing(self, *, failing: bool) -> bool:
        """Note whether the file is where it will be looked for; returns whether that is news."""
        before, self._is_failing = self._is_failing, failing
        self._tell()
        return before != failing

    def offer_refused(self) -> None:
        """Have every text that was not taken offered once more."""
        for editor, state in list(self._editors.items()):
            is_refused = state is Saving.REFUSED
            if is_refused and isinstance(editor, TypedText) and editor.may_be_retried:
                editor.retry()

    def refused_places(self) -> list[str]:
        """Name the editors whose text was not taken."""
        refused = [one for one, state in self._editors.items() if state is Saving.REFUSED]
        return [one.place() for one in refused if isinstance(one, TypedText)]

    def _worst(self) -> Saving:
        return max(self._editors.values(), default=Saving.SAVED)

    def _tell(self) -> None:
        if self.state is not self._told:
            self._told = self.state
            self.changed.emit()


class TypedText:
    """The text of one editor between the keyboard and the data file.

    ``stored`` is what the file holds. What was refused stays in the editor, whatever is shown
    elsewhere, until it is taken or taken back.
    """

    def __init__(
        self,
        unsaved: Unsaved,
        read: Callable[[], str],
        retry: Callable[[], object],
        place: Callable[[], str],
    ) -> None:
        """``retry`` offers the text once more; ``place`` names the editor for the clerk."""
        self._unsaved = unsaved
        self._read = read
        self.retry = retry
        self.place = place
        self._told: str | None = None  # the text that a dialog said of that it was not taken
        self._refused_over = ""  # what was stored when it was refused
        self._renewed: str | None = None  # what came to be stored while it was being offered
        self.is_offered = False  # and it is not known yet whether it is taken
        self.stored = ""
        self.is_refused = False

    @property
    def is_typed(self) -> bool:
        """Whether the editor holds something else than the file."""
        return self.is_refused or self._read() != self.stored

    @property
    def may_be_retried(self) -> bool:
        """Whether it was refused, and nothing newer was stored in its place since."""
        return self.is_refused and self.stored == self._refused_over

    def note(self) -> None:
        """The editor's text changed, by a key or by what is shown in it."""
        if not self.is_typed:
            self._unsaved.note(self, Saving.SAVED)
        else:
            self._unsaved.note(self, Saving.REFUSED if self.is_refused else Saving.TYPED)

    def show(self, stored: str) -> None:
        """The editor shows what the file holds."""
        self.stored = stored
        self.is_refused = False
        self._told = None
        self._unsaved.note(self, Saving.SAVED)

    def renew(self, stored: str) -> None:
        """Another value is stored; the editor goes on showing what is typed in it."""
        if self.is_offered:
            self._renewed = stored
        else:
            self.stored = stored

    def tell_again(self) -> None:
        """The clerk tries once more: what is refused now is told aloud as at the first time."""
        self._told = None

    def offer(self, write: Callable[[str, bool], None], *, is_left: bool) -> bool:
        """Have the text written, if it is not; ``write`` calls ``refuse`` where it is not taken.

        ``write`` gets the text, and whether to say a refusal aloud: where the editor ``is_left``,
        once for the same text. Returns whether the file holds it now.
        """
        text = self._read()
        if self.is_offered or not self.is_typed:  # a dialog takes the keyboard: nothing is new
            return not self.is_refused
        self.is_refused, self.is_offered, self._renewed = False, True, None
        aloud, self._told = is_left and text != self._told, text if is_left else self._told
        try:
            write(text, aloud)
        finally:
            self.is_offered = False
        if self._renewed is not None:
            self.stored = self._renewed
        elif not self.is_refused:
            self.stored = text
        if self.is_refused:
            self._refused_over = self.stored
        else:
            self._told = None
        self.note()
        return not self.is_refused

    def refuse(self) -> None:
        """What is being written was not taken."""
        self.is_refused = True


class SaveTimer(QObject):
    """Says when to save what is typed: after a rest, and at the latest some seconds after a key.

    Signals:
        due(): it is time.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        for timer in (self._rest, self._latest):
            timer.timeout.connect(self._say)

    def note_key(self) -> None:
        """Something was typed."""
        self._rest.start()
        if not self._latest.isActive():
            self._latest.start()

    def stop(self) -> None:
        """It is saved, or there is nothing to save any more."""
        self._rest.stop()
        self._latest.stop()

    def _say(self) -> None:
        self.stop()
        self.due.emit()
