"""Of 设置: where the data lie, backups in two places, a copy, the 接班包."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from models.errors import Refusal
from models.storage import paths
from ui.kit.desktop import FOLDER, open_outside
from ui.kit.messages import ANY_KIND
from ui.kit.widgets import button, label
from ui.safekeeping import copies
from ui.use_cases.data import backing_up
from ui.use_cases.data.counts import count
from ui.use_cases.dates import today
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from pathlib import Path

    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.safekeeping.backup_keeper import BackupKeeper
    from ui.use_cases.program.foreign import Copy
    from ui.workspace import Workspace

PACKAGE_KIND = f"接班包 (*{paths.HANDOVER_ENDING})"


class DataSettings(QWidget):
    """The card of the data.

    Signals:
        told(str): a sentence for the status line.
    """

    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        messages: Messages,
        keeper: BackupKeeper,
        foreign_files: ForeignFiles,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._messages = messages
        self._keeper = keeper
        self._foreign_files = foreign_files
        self._path = label("", "small", wrap=True)
        self._state = label("", wrap=True)
        self._warning = label("", "fault", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._path)
        column.addWidget(self._warning)
        column.addWidget(self._state)
        for buttons in (
            (
                ("立即备份", keeper.back_up_now),
                ("备份再存一处…", keeper.choose_second),
            ),
            (
                ("做接班包…", self.save_package),
                ("打开数据文件夹", self._open_folder),
            ),
            (
                ("另存一份数据…", self.save_copy),
                ("打开一份数据…", self.take_copy),
            ),
        ):
            row = QHBoxLayout()
            for word, action in buttons:
                row.addWidget(button(word, action))
            row.addStretch()
            column.addLayout(row)
        column.addWidget(label(resources.sentence("settings.package_hint"), "small", wrap=True))
        keeper.changed.connect(self.open)

    def open(self) -> None:
        """Show how things stand."""
        store = self._workspace.store
        self._path.setText(f"数据文件：{store.path}")
        warning = backing_up.place_warning(self._workspace.folder)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        state = self._keeper.state()
        self._state.setText(state.words)
        self._state.setObjectName("fault" if state.colour == "bad" else "")
        self._state.style().polish(self._state)

    def save_copy(self) -> None:
        """另存一份数据: a proved copy of the whole data file, for another PC or a stick."""
        copies.save_copy(self._workspace.store, self._messages)

    def save_package(self) -> None:
        """做接班包: everything for the successor or the new PC, with its printed list."""
        from ui.use_cases.data import handover  # brings what draws its list

        store = self._workspace.store
        name = f"{handover.stem(store, today())}{paths.HANDOVER_ENDING}"
        path = copies.ask_target(self._messages, "做接班包", name, PACKAGE_KIND)
        if path is None:
            return
        try:
            counts = handover.write(store, path, today())
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        said = resources.sentence(
            "handover.written",
            counts=counts.words,
            path=path,
            page=handover.list_beside(path).name,
        )
        self._messages.tell(said)

    def take_copy(self) -> None:
        """打开一份数据: choose a copy, and go on with it."""
        path = self._messages.open_path("打开一份数据", ANY_KIND)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Put a copy in the place of this data, after a question; this one is kept."""
        self._foreign_files.read(path, foreign.read_copy, self._replace, self)

    def _replace(self, copy: Copy) -> None:
        question = resources.sentence("settings.confirm_open", whose=copy.whose)
        if not self._messages.confirm(question, "替换"):
            return
        self._keeper.finish()
        kept = self._workspace.take_copy(copy.image, copy.sha256)
        if kept is not None:
            counts = count(self._workspace.store).words
            values = {"path": kept, "counts": counts, "whose": copy.whose}
            self._messages.tell(resources.sentence("settings.copy_taken", **values))

    def _open_folder(self) -> None:
        folder = self._workspace.folder
        if not open_outside(folder, FOLDER):
            self._messages.warn(resources.sentence("print.no_folder", path=folder))
