"""Which document, and which version of it: the newest of each first, then the older ones."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from models.documents import document, versions
from ui.kit.widgets import Choice

if TYPE_CHECKING:
    from models.documents.document import Document
    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from ui.workspace import Workspace


class DocumentChoice(Choice):
    """Remembers what was chosen over every change of the data.

    Signals:
        chosen(): another document or version.
    """

    chosen = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown: dict[int, DocumentId] = {}  # last under each notice; the list at first
        self._older: Version | None = None  # None: the newest version
        self._versions: list[Version] = []
        self.setAccessibleName("文件")
        self.activated.connect(self._choose)

    def choose(self, wanted: DocumentId) -> None:
        """Choose the newest version of a document."""
        self._shown[wanted.notice], self._older = wanted, None

    def load(self) -> Document:
        """Return what is chosen; the list where there is no such document any more."""
        older = self._chosen_older()
        if older is not None:
            return document.load(self._workspace.store, older)
        wanted = self._shown.get(self._workspace.notice)
        found = self._workspace.document(wanted) if wanted is not None else None
        return found or self._workspace.sheet

    def _chosen_older(self) -> Version | None:
        """Return the older version that was chosen as it stands now, None where it is gone."""
        if self._older is None or self._older.document.notice != self._workspace.notice:
            return None
        family = versions.of_document(self._workspace.store, self._older.document)
        found = next((v for v in family[:-1] if v.number == self._older.number), None)
        if found is None:
            self._older = None
        return found

    def show_sheet(self, sheet: Document) -> None:
        """List what there is to choose, with a sheet's version as the chosen one."""
        found = versions.of_notice(self._workspace.store, self._workspace.notice)
        families = [list(family) for _, family in groupby(found, key=lambda v: v.document)]
        newest = [family[-1] for family in families]
        older = [version for family in families for version in reversed(family[:-1])]
        self._versions = [*newest, *older]
        self.clear()
        for version in self._versions:
            mark = "" if version.is_draft and version.is_first else version.mark
            word = "草稿" if version.is_draft else ""
            self.addItem(" ".join(filter(None, (version.word, mark, word))))
        identities = [version.id for version in self._versions]
        self.setCurrentIndex(identities.index(sheet.version.id))

    def _choose(self, place: int) -> None:
        version = self._versions[place]
        latest = versions.newest(self._workspace.store, version.document)
        self._shown[version.document.notice] = version.document
        self._older = None if latest is not None and latest.id == version.id else version
        self.chosen.emit()
