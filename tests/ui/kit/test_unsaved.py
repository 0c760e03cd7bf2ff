"""When typing is saved, and what is known of a text that was not taken."""

from __future__ import annotations

import time

from ui.kit.unsaved import LATEST_MS, REST_MS, SaveTimer, Saving, TypedText, Unsaved


class Editor:
    """A text, and what became of the attempts to write it."""

    def __init__(self, unsaved: Unsaved) -> None:
        self.text = "stored"
        self.typing = TypedText(unsaved, lambda: self.text, self.offer, lambda: "一格")
        self.typing.show("stored")
        self.takes = True
        self.written: list[tuple[str, bool]] = []

    def type(self, text: str) -> None:
        self.text = text
        self.typing.note()

    def offer(self, *, is_left: bool = True) -> bool:
        return self.typing.offer(self._write, is_left=is_left)

    def _write(self, text: str, aloud: bool) -> None:  # noqa: FBT001
        self.written.append((text, aloud))
        if not self.takes:
            self.typing.refuse()


def test_a_rest_or_three_seconds_are_the_times_to_save(qtbot) -> None:
    """What the clerk was promised: a kill loses at most three seconds."""
    assert (REST_MS, LATEST_MS) == (700, 3000)
    timer = SaveTimer(parent := Unsaved())
    timer._rest.setInterval(80)
    timer._latest.setInterval(300)
    due: list[float] = []
    timer.due.connect(lambda: due.append(time.monotonic()))
    start = time.monotonic()
    while time.monotonic() - start < 1.0:
        timer.note_key()
        qtbot.wait(10)
    assert len(due) >= 2
    count = len(due)
    qtbot.waitUntil(lambda: len(due) == count + 1)  # the rest after the last key
    timer.stop()
    assert parent.state is Saving.SAVED


def test_the_line_follows_the_worst_of_all_editors() -> None:
    unsaved = Unsaved()
    seen: list[Saving] = []
    unsaved.changed.connect(lambda: seen.append(unsaved.state))
    first, second = Editor(unsaved), Editor(unsaved)
    first.type("a")
    second.type("b")
    second.takes = False
    assert not second.offer()
    assert first.offer()
    second.takes = True
    assert second.offer()
    assert seen == [Saving.TYPED, Saving.REFUSED, Saving.SAVED]


def test_a_text_that_is_stored_is_not_written_again() -> None:
    editor = Editor(Unsaved())
    assert editor.offer()
    editor.type("a")
    assert editor.offer()
    assert editor.offer()
    assert editor.written == [("a", True)]


def test_a_refusal_is_said_once_for_the_same_text_and_again_when_tried_again() -> None:
    editor = Editor(Unsaved())
    editor.takes = False
    editor.type("a")
    editor.offer(is_left=False)
    editor.offer()
    editor.offer()
    editor.typing.tell_again()
    editor.offer()
    editor.type("b")
    editor.offer()
    assert [aloud for _, aloud in editor.written] == [False, True, False, True, True]


def test_what_the_file_does_not_take_is_known_without_any_editor() -> None:
    unsaved = Unsaved()
    unsaved.note_failing(failing=True)
    assert (unsaved.state, unsaved.has_refused) == (Saving.REFUSED, False)
    unsaved.note_failing(failing=False)
    assert unsaved.state is Saving.SAVED
