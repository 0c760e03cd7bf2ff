"""From the moment the window stands to its close: the mark, the rest of the proof, backups."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from models.errors import Refusal
from models.safekeeping import opening, this_pc
from models.school import kept_settings
from models.storage import files
from ui.safekeeping.checkup import Checkup
from ui.safekeeping.displaced import Displaced
from ui.use_cases import settings
from ui.use_cases.data import backing_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.safekeeping.opening import Opened
    from ui.kit.messages import Messages
    from ui.safekeeping.backup_keeper import BackupKeeper
    from ui.workspace import Workspace


class Session(QObject):
    """Watches over the data while the window is open, and lets go of them in order.

    Signals:
        ending(): the window is about to let go of the file. ended(): it is let go.
        recovery_wanted(): the file is damaged, and the clerk wants to see to it now.
    """

    ending = Signal()
    ended = Signal()
    recovery_wanted = Signal()

    def __init__(self, workspace: Workspace, keeper: BackupKeeper, messages: Messages) -> None:
        super().__init__()
        self._workspace = workspace
        self._keeper = keeper
        self._messages = messages
        self._is_damaged = self._is_ending = self._is_quiet = False
        self.checkup = Checkup(workspace)
        self.displaced = Displaced(workspace, keeper, messages)
        self.checkup.damaged.connect(self._stop_at_damage)
        self.checkup.failed.connect(messages.refuse)
        keeper.damaged.connect(self._stop_at_damage)
        workspace.replaced.connect(self._begin_anew)

    @property
    def is_ours(self) -> bool:
        """Whether this window may write the data."""
        return self._workspace.store.is_writable

    def start(self) -> None:
        """Mark the session as open, and begin to prove the rest and to keep backups."""
        try:
            opening.begin_session(self._workspace.store)
        except Refusal as refusal:
            self._messages.refuse(refusal)
        self.checkup.start()
        self._keeper.start()

    def end(self, geometry: str, scale: int, *, quietly: bool = False) -> None:
        """Remember the window, make the last backup, mark the end, let go of the file.

        ``quietly``: the system ends the program, and waits for no answer.

        Data found damaged keep the mark of an open session: the next start proves everything and
        leads to recovery.
        """
        self._is_ending = True
        self._is_quiet = quietly
        self.ending.emit()
        self.checkup.stop()
        store = self._workspace.store
        if store.is_open and store.is_writable:
            self.displaced.see_to_at_close(quietly=quietly)
        for step in (
            lambda: self._remember(geometry, scale),
            self._keeper.back_up_at_close,
            lambda: None if self._is_damaged else opening.end_session(store),
        ):
            if store.is_open:
                self._try(step)
        store.close()
        self.ended.emit()

    def _try(self, step: Callable[[], object]) -> None:
        """One step of the end; what goes wrong in it is told, and the next is done all the same."""
        try:
            step()
        except Refusal as refusal:
            if not self._is_quiet:
                self._messages.refuse(refusal)

    def _remember(self, geometry: str, scale: int) -> None:
        """Keep the window's place, and the size of the text where recovery finds it too."""
        store, folder = self._workspace.store, self._workspace.folder
        if store.is_writable:
            with suppress(Refusal):  # a full disk: the clerk's own words are safe, a size is not
                kept_settings.set_setting(store, settings.GEOMETRY, geometry)
                this_pc.write(folder, replace(this_pc.read(folder), scale=scale))

    def _begin_anew(self) -> None:
        """Another data file was opened, and proved on the way."""
        self._is_damaged = False
        self._keeper.resume()
        self.start()

    def _stop_at_damage(self) -> None:
        """Stop the backups, say so for good, and offer to go to recovery at once."""
        if self._is_damaged:
            return
        self._is_damaged = True
        self._keeper.stop(resources.sentence("recovery.standing"))
        if self._is_ending:
            return  # the keeper says it; the next start proves everything and leads to recovery
        newest = backing_up.newest_of(self._workspace.folder)
        backups = resources.sentence("recovery.no_backup_yet")
        if newest is not None:
            backups = resources.sentence("recovery.last_backup", when=backing_up.when(newest.utc))
        question = resources.sentence("recovery.found_later", backups=backups)
        if self._messages.confirm(question, "现在去恢复"):
            self.recovery_wanted.emit()


def notices(opened: Opened) -> list[str]:
    """Return what the clerk must see to before anything is typed, as sentences."""
    folder = opened.store.path.parent
    said = []
    if not opened.store.is_writable:
        said.append(resources.sentence("opened.read_only"))
    if opened.is_disk_nearly_full:
        free = (files.free_space(folder) or 0) // 2**20
        said.append(resources.sentence("opened.tight", free=free))
    warning = backing_up.place_warning(folder)
    return [*said, warning] if warning else said
