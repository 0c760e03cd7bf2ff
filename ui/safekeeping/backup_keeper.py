"""Keeps the backups: every half hour and at the close if anything changed, in two places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

import resources
from models.errors import Refusal
from models.safekeeping.backups import BackupReason
from ui.use_cases.data import backing_up

if TYPE_CHECKING:
    from pathlib import Path

    from ui.kit.background import Background, Job
    from ui.kit.messages import Messages
    from ui.use_cases.data.backing_up import Made, State, Task
    from ui.workspace import Workspace

INTERVAL_MS = 30 * 60 * 1000
IDLE_MS = 30 * 1000  # without an edit: then the file alone is complete, for whoever copies it


class BackupKeeper(QObject):
    """Takes the image on the GUI thread; proving and writing it is a worker's business.

    Signals:
        changed(): a backup was made or failed, or the second place is another.
        damaged(): the image was found damaged; no backup was made of it.
        told(str): a sentence for the status line.
    """

    changed = Signal()
    damaged = Signal()
    told = Signal(str)

    def __init__(self, workspace: Workspace, messages: Messages, background: Background) -> None:
        super().__init__()
        self._workspace = workspace
        self._messages = messages
        self._background = background
        self._job: Job | None = None
        self.is_stopped = False  # the data are damaged
        self._tells = False  # the clerk asked for the backup that is being made
        self.fault = ""  # why no backup is made, or the last one was not
        self.second_fault = ""  # why it did not get to the second place
        self._interval = QTimer(self, interval=INTERVAL_MS)
        self._interval.timeout.connect(self._on_interval)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._settle_file)
        workspace.changed.connect(self._idle.start)
        workspace.reloaded.connect(self._idle.start)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._workspace.folder

    def start(self) -> None:
        """Begin to watch; called when the window stands."""
        self._interval.start()

    def state(self) -> State:
        """Return how the backups stand, in words."""
        found = backing_up.state(self.folder)
        if self.fault:
            return replace(found, words=self.fault, colour="bad", asks=False)
        if self.second_fault:
            return replace(found, words=self.second_fault, colour="bad", is_second_missing=True)
        return found

    # -- making --------------------------------------------------------------------------------

    def back_up_if_needed(self) -> None:
        """Make a backup if anything changed since the last one."""
        if self._may() and self._is_needed():
            self.back_up()

    def _is_needed(self) -> bool:
        try:
            return backing_up.is_needed(self._workspace.store)
        except Refusal as refusal:  # the disk does not answer
            self._note_failed(refusal)
            return False

    def _on_interval(self) -> None:
        self._check_seat()
        self.back_up_if_needed()

    def back_up_now(self) -> None:
        """Make a backup because the clerk asked for one, and say how it went."""
        if self._may():
            self._tells = True
            self.back_up()
        else:
            self.told.emit(self.state().words)

    def back_up(self) -> None:
        """Make a backup now, off the GUI thread."""
        if not self._may():
            return
        task = self._prepare(BackupReason.INTERVAL)
        if task is not None:
            self._job = self._background.run(
                self, lambda _job: backing_up.make(task), self._note_made, self._note_failed
            )

    def back_up_at_close(self) -> None:
        """Make the last backup of a session; the window is still there to say what went wrong."""
        self.finish()
        if not self._may() or not self._is_needed():
            return
        task = self._prepare(BackupReason.CLOSE)
        if task is None:
            return
        self._job = self._background.run_visibly(
            resources.sentence("backup.working"),
            lambda _job: backing_up.make(task),
            self._note_made,
            self._note_failed,
            self._messages.parent,
        )
        self._background.wait_visibly()
        if (self.fault or self.second_fault) and not self._workspace.is_ending:
            self._messages.warn(self.fault or self.second_fault)

    def finish(self) -> None:
        """Wait for a backup that is being made; before the data are replaced."""
        self._background.wait()

    def resume(self) -> None:
        """Other data lie there now, and were proved."""
        self.is_stopped = False
        self.fault = self.second_fault = ""
        self.changed.emit()

    def stop(self, fault: str) -> None:
        """Make no backup any more: what would be saved is damaged, as ``fault`` says."""
        self.is_stopped = True
        self.fault = fault
        self.changed.emit()

    def _may(self) -> bool:
        return self._workspace.store.is_writable and not self.is_stopped and self._job is None

    def _prepare(self, reason: BackupReason) -> Task | None:
        try:
            return backing_up.prepare(self._workspace.store, reason)
        except Refusal as refusal:
            self._note_failed(refusal)
            return None

    def _note_made(self, made: Made) -> None:
        self._job = None
        self.fault = self.fault if self.is_stopped else ""  # damage was found in the meantime
        self.second_fault = made.second_fault
        self.changed.emit()
        if self._tells:
            self._tells = False
            said = resources.sentence("backup.made", time=backing_up.when(made.backup.utc))
            self.told.emit(made.second_fault or said)

    def _note_failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, Refusal):
            raise error
        reason = resources.sentence(error.code, **error.values)
        self.fault = resources.sentence("backup.failed", reason=reason)
        if error.code == "data.damaged":
            self.damaged.emit()
        self.changed.emit()
        if self._tells:
            self._tells = False
            self.told.emit(self.fault)

    def _settle_file(self) -> None:
        """Empty the log into the file; where the disk does not take it now, the log holds all."""
        try:
            if self._workspace.store.is_writable:
                self._workspace.store.checkpoint()
        except Refusal as refusal:
            is_full = refusal.code == "data.disk_full"  # what was typed is in the log
            code = "backup.not_settled" if is_full else refusal.code
            self.fault = resources.sentence(code, **refusal.values)
            self.changed.emit()
        self._check_seat()

    def _check_seat(self) -> None:
        """Nobody may be at the desk: one dialog is enough, and only of a file that went away."""
        self._workspace.check_seat(may_ask=False)

    # -- the second place ----------------------------------------------------------------------

    def choose_second(self) -> None:
        """Ask for a second place, and put a backup there at once."""
        place: Path | None = self._messages.choose_folder(resources.sentence("backup.second_title"))
        if place is None:
            return
        try:
            backing_up.choose_second(self.folder, place)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        self.second_fault = ""
        self.back_up_now()

    def decline_second(self) -> None:
        """The clerk wants none (any more); never asked again."""
        backing_up.decline_second(self.folder)
        self.second_fault = ""
        self.changed.emit()
        self.told.emit(resources.sentence("backup.declined"))
