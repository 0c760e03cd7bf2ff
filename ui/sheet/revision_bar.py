"""Above the sheet of an open correction or adjustment: what it is, its record, giving it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

import resources
from models.documents import revision_record, revisions, versions
from ui.kit.widgets import button, label
from ui.sheet.revision_dialog import RevisionDialog

if TYPE_CHECKING:
    from models.documents.versions import Version
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace


class RevisionBar(QFrame):
    """Shown while the version on the sheet is a draft that corrects or adjusts another."""

    def __init__(self, workspace: Workspace, theme: Theme, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("revision")
        self._workspace = workspace
        self._theme = theme
        self._messages = messages
        self._version: Version | None = None
        self._words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.addWidget(self._words, 1)
        row.addWidget(button("写原因和说明…", self.edit, "primary"))
        row.addWidget(button("放弃", self._discard, "link"))
        workspace.changed.connect(self._show)

    def show_version(self, version: Version | None) -> None:
        """Follow the version on the sheet."""
        self._version = version
        self._show()

    def _current(self) -> Version | None:
        """Return the version as it stands now: its month of effect may have changed."""
        if self._version is None:
            return None
        try:
            return versions.by_id(self._workspace.store, self._version.id)
        except KeyError:  # given up
            return None

    def _show(self) -> None:
        version = self._current()
        self.setVisible(version is not None and version.is_draft and not version.is_first)
        if version is None:
            return
        reason = revision_record.revision(self._workspace.store, version.id).reason
        code = "revision.adjusting" if version.is_adjustment else "revision.correcting"
        words = resources.sentence(code, mark=version.mark, month=version.effective_month)
        self._words.setText(f"{words}　原因：{reason or '还没有写'}")

    def edit(self) -> None:
        """Ask for the record."""
        version = self._current()
        if version is None or not version.is_draft:
            return
        record = revision_record.revision(self._workspace.store, version.id)
        dialog = RevisionDialog(record, version, self)
        while dialog.exec():  # what was not taken stands there again, to be tried once more
            if not self._workspace.edit(dialog.result_changes()).is_refused:
                break
        dialog.deleteLater()

    def _discard(self) -> None:
        version = self._version
        if version is None:
            return
        question = resources.sentence("revision.confirm_discard", mark=version.mark)
        if self._messages.confirm(question, "放弃"):
            self._workspace.attempt(lambda: revisions.discard(self._workspace.store, version))
