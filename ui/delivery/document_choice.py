"""Which document, and which version of it: the newest of each first, then the older ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from models.documents import versions
from models.documents.kinds import DocumentKind
from ui.use_cases.documents import sheets

if TYPE_CHECKING:
    from models.documents.versions import Version
    from ui.use_cases.documents.sheets import AnySheet
    from ui.workspace import Workspace


class DocumentChoice(QComboBox):
    """Remembers what was chosen over every change of the data.

    Signals:
        chosen(): another document or version.
    """

    chosen = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._month = 0  # of the document; 0: the list
        self._older: Version | None = None  # None: the newest version
        self._versions: list[Version] = []
        self.setAccessibleName("文件")
        self.activated.connect(self._choose)

    def choose_month(self, month: int) -> None:
        """Choose the newest version of a month's report, 0 for the list."""
        self._month, self._older = month, None

    def load(self) -> AnySheet:
        """Return what is chosen; the list where there is no such report any more."""
        older = self._chosen_older()
        if older is not None:
            return sheets.load_version(self._workspace.store, older)
        report = self._workspace.report(self._month) if self._month else None
        if report is None:
            self._month = 0
        return report or self._workspace.sheet

    def _chosen_older(self) -> Version | None:
        """Return the older version that was chosen as it stands now, None where it is gone."""
        if self._older is None:
            return None
        family = versions.of_document(
            self._workspace.store, self._workspace.year, self._older.kind, self._older.month
        )
        found = next((v for v in family[:-1] if v.number == self._older.number), None)
        if found is None:
            self._older = None
        return found

    def show_sheet(self, sheet: AnySheet) -> None:
        """List what there is to choose, with a sheet's version as the chosen one."""
        store, year = self._workspace.store, self._workspace.year
        families = [versions.of_document(store, year, DocumentKind.TASK_LIST)]
        families += [
            versions.of_document(store, year, DocumentKind.MONTHLY_REPORT, month)
            for month in versions.reports(store, year)
        ]
        newest = [family[-1] for family in families]
        older = [version for family in families for version in reversed(family[:-1])]
        self._versions = [*newest, *older]
        self.clear()
        for version in self._versions:
            mark = "" if version.is_draft and version.is_first else version.mark
            word = "草稿" if version.is_draft else ""
            self.addItem(" ".join(filter(None, (version.document, mark, word))))
        identities = [version.id for version in self._versions]
        self.setCurrentIndex(identities.index(sheet.version.id))

    def _choose(self, place: int) -> None:
        version = self._versions[place]
        latest = versions.newest(self._workspace.store, version.year, version.kind, version.month)
        self._month = version.month
        self._older = None if latest is not None and latest.id == version.id else version
        self.chosen.emit()
