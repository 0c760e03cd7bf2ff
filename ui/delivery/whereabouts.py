"""这份清单的去向: a short table of what happened to a sheet, and where more of it is recorded."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

import resources
from models.documents import deliveries
from models.documents.deliveries import EventKind
from models.text import date_text
from ui.kit.widgets import button, clear, label
from ui.use_cases.times import local_day, local_time, local_time_with_year
from ui.use_cases.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from models.documents.deliveries import Event

# The lines of the table, in the order of the clerk's steps.
LINES = {
    EventKind.FINALISED: "定稿",
    EventKind.PRINTED: "打印",
    EventKind.SIGNED_OFF: "审签",
    EventKind.STAMPED: "盖章",
    EventKind.HANDED_IN: "送交",
    EventKind.SENT: "电子版",
    EventKind.RETURNED: "退回",
}
RECORDED = tuple(kind for kind in LINES if kind in KINDS and kind is not EventKind.PRINTED)
AGAIN = "再记"


class Whereabouts(QWidget):
    """A line a kind of event; what may be recorded now stands there as a link.

    Signals:
        record_wanted(object): of an ``EventKind``. revoke_wanted(object): of an ``Event``.
    """

    record_wanted = Signal(object)
    revoke_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._year = 0
        self.record_buttons: dict[EventKind, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_events(
        self, year: int, events: Sequence[Event], may: Collection[EventKind], *, revocable: bool
    ) -> None:
        """Show the events of a version; ``may`` be recorded. ``year`` is the notice's."""
        self._year = year
        held = next((kind for kind, b in self.record_buttons.items() if b.hasFocus()), None)
        clear(self._grid)
        self.record_buttons.clear()
        standing = {event.id for event in deliveries.in_force(events)}
        line = 0
        for kind, word in LINES.items():
            own = [event for event in events if _line_of(event, events) is kind]
            if not own and kind not in may:
                continue
            self._grid.addWidget(label(word, "soft"), line, 0, Qt.AlignmentFlag.AlignTop)
            for event in own:
                row = self._event_row(event, is_standing=event.id in standing, revocable=revocable)
                self._grid.addLayout(row, line, 1)
                line += 1
            if kind in may and not _is_done(kind, events, standing):
                is_again = any(event.kind is kind and event.id in standing for event in own)
                self._grid.addLayout(self._record_row(kind, is_again=is_again), line, 1)
                line += 1
        if not line:
            words = resources.sentence("print.after_final")
            self._grid.addWidget(label(words, "small", wrap=True), 0, 0, 1, 2)
        if held is not None:  # its link is another one now: the keyboard stays in this table
            left = self.record_buttons.get(held) or next(iter(self.record_buttons.values()), self)
            left.show()  # now: a hidden one takes no keyboard
            left.setFocus()

    def _event_row(self, event: Event, *, is_standing: bool, revocable: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        is_void = not is_standing and event.kind in deliveries.ACTIONS
        words = self._words(event) + ("（已撤销）" if is_void else "")
        is_small = is_void or event.kind in (EventKind.REVOKED, EventKind.WITHDRAWN)
        row.addWidget(label(words, "small" if is_small else "", wrap=True), 1)
        if revocable and is_standing and event.kind in deliveries.ACTIONS:
            undo = button("撤销", partial(self.revoke_wanted.emit, event), "link")
            row.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, event: Event) -> str:
        """Return when and who: ``3月7日　王建国``; of what was taken back also that and why."""
        if event.happened_on:
            day = date.fromisoformat(event.happened_on)
            when = f"{day.month}月{day.day}日" if day.year == self._year else date_text(day)
        else:
            is_own = local_day(event.utc).year == self._year
            when = (local_time if is_own else local_time_with_year)(event.utc)
        taken = {EventKind.WITHDRAWN: "撤回定稿", EventKind.REVOKED: "撤销"}.get(event.kind, "")
        scan = "有扫描件" if event.scan_id is not None else ""
        return "　".join(filter(None, (when, taken, event.person, event.note, scan)))

    def _record_row(self, kind: EventKind, *, is_again: bool) -> QHBoxLayout:
        verb = KINDS[kind][0]
        made = button(f"{AGAIN if is_again else '记'}{verb}", partial(self._record, kind), "flush")
        self.record_buttons[kind] = made
        row = QHBoxLayout()
        row.addWidget(made)
        row.addStretch()
        return row

    def _record(self, kind: EventKind) -> None:
        self.record_wanted.emit(kind)


def _is_done(kind: EventKind, events: Sequence[Event], standing: Collection[int]) -> bool:
    """Whether a step needs no second record: it is done, and the sheet did not come back since.

    A file may go out twice, and a sheet come back twice.
    """
    if kind in (EventKind.SENT, EventKind.RETURNED):
        return False
    told = [event for event in events if event.id in standing]
    own = [event.id for event in told if event.kind is kind]
    back = [event.id for event in told if event.kind is EventKind.RETURNED]
    return bool(own) and max(own) > max(back, default=0)


def _line_of(event: Event, events: Sequence[Event]) -> EventKind:
    """Return the line that an event stands in: what takes another back stands under that one."""
    if event.kind is EventKind.WITHDRAWN:
        return EventKind.FINALISED
    if event.kind is EventKind.REVOKED:
        taken = next((one for one in events if one.id == event.revokes), None)
        return _line_of(taken, events) if taken not in (None, event) else EventKind.FINALISED
    return event.kind
