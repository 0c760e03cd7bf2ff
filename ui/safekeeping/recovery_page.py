"""The page that stands in for the window when the data cannot be opened as they are."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from models.documents import comparing
from models.errors import Refusal
from models.safekeeping import backups
from models.storage import files
from ui.kit.messages import ANY_KIND
from ui.kit.widgets import Pill, button, clear, fill_scrolling, label
from ui.safekeeping.comparison import KEPT, LEAVE, READ, Asked, Comparison, Sides
from ui.use_cases.data import comparing as data_comparing
from ui.use_cases.data import data_folder, recovery
from ui.use_cases.data.counts import count
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from models.documents.comparing import Difference
    from models.errors import EnvironmentRefusal
    from models.safekeeping.backups import Backup
    from ui.kit.background import Background
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.use_cases.program.foreign import Copy

WIDTH_PX = 720
ELSEWHERE = "从别处选一个文件…"
RESTORE_WITH = "恢复，并填上勾选的"
KEEP_AS_IS, BEGIN_ANEW = "就用现在这一份", "从头开始…"
LINE_SHOWN = 120  # characters of a change that is named
XLSX_KIND = "Excel 工作簿 (*.xlsx)"


class RecoveryPage(QWidget):
    """Says what is wrong, offers the newest good copy, and what can still be read.

    Signals:
        recovered(str): sound data lie in the folder again; how, as a sentence.
        kept_as_is(): the clerk says that the older file is the right one.
    """

    recovered = Signal(str)
    kept_as_is = Signal()

    def __init__(
        self,
        folder: Path,
        refusal: EnvironmentRefusal,
        theme: Theme,
        messages: Messages,
        foreign_files: ForeignFiles,
        background: Background,
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._folder = folder
        self._refusal = refusal
        self._theme = theme
        self._messages = messages
        self._foreign_files = foreign_files
        self._comparison = Comparison(messages, background, self)
        self.offer = recovery.offer(folder, refusal)
        self._column = QVBoxLayout()
        self._build()
        self._show()

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("desk")
        card = QFrame()
        card.setObjectName("card")
        card.setLayout(self._column)
        card.setFixedWidth(self._theme.px(WIDTH_PX))
        self._column.setContentsMargins(40, 32, 40, 32)
        self._column.setSpacing(14)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(card)
        row.addStretch()
        middle = QVBoxLayout(inner)
        middle.addStretch()
        middle.addLayout(row)
        middle.addStretch()
        fill_scrolling(self, inner)

    def _show(self) -> None:
        clear(self._column)
        add = self._column.addWidget
        is_old = self._refusal.code == "data.outdated"
        title = "recovery.title_outdated" if is_old else "recovery.title"
        add(label(resources.sentence(title), "display"))
        add(label(self.offer.wrong, wrap=True))
        if self._refusal.code != "data.missing":
            add(label(resources.sentence("recovery.safe"), "soft", wrap=True))
        if self.offer.repaired is not None:
            add(self._pill_line("可以修好", "good", resources.sentence("recovery.repaired")))
        elif self.offer.backup is not None:
            self._show_backup()
        else:
            last = KEEP_AS_IS if self._refusal.code == "data.outdated" else BEGIN_ANEW
            words = resources.sentence("recovery.no_backup", last=last)
            add(self._pill_line("没有备份", "mind", words))
        self._column.addLayout(self._buttons())

    def _show_backup(self) -> None:
        backup = self.offer.backup
        if backup is None:
            return
        name = recovery.name_of(backup, self._folder)
        newest = resources.sentence("recovery.newest", time=name)
        self._column.addWidget(self._pill_line("已验证", "good", newest))
        for words in filter(None, (self.offer.gains, self.offer.lacks)):
            self._column.addWidget(label(words, wrap=True))
        for line in self.offer.lost[: recovery.LISTED]:
            self._column.addWidget(label(line[:LINE_SHOWN], "small", wrap=True))
        more = len(self.offer.lost) - recovery.LISTED
        if more > 0:
            self._column.addWidget(label(resources.sentence("recovery.more", count=more), "small"))

    def _pill_line(self, word: str, colour: str, text: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Pill(self._theme, word, colour))
        row.addWidget(label(text, wrap=True), 1)
        return made

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        if self.offer.repaired is not None:
            self.restore = button("修好这一份", self._repair, "primary")
        else:
            self.restore = button("恢复这一份", self._restore, "primary")
            self.restore.setEnabled(self.offer.backup is not None)
        row.addWidget(self.restore)
        row.addWidget(button("换一份…", self._choose))
        self.compare = button("逐格比较…", self._compare)
        if self.offer.backup is None or self.offer.readable is None:
            self.compare.hide()
        row.addWidget(self.compare)
        row.addWidget(button("只导出能读的内容…", self._export))
        row.addStretch()
        if self._refusal.code == "data.outdated":
            row.addWidget(button(KEEP_AS_IS, self.kept_as_is.emit, "link"))
        elif self.offer.backup is None and self.offer.repaired is None:
            row.addWidget(button(BEGIN_ANEW, self._begin_anew, "link"))
        return row

    # -- what the buttons do -------------------------------------------------------------------

    def _restore(self) -> None:
        if self.offer.backup is not None:
            backup = self.offer.backup
            self._restore_backup(backup, self.offer.lost)

    def _restore_backup(self, backup: Backup, lost: tuple[str, ...]) -> None:
        self._attempt(lambda: recovery.restore(self._folder, backup, lost), lost)

    def _compare(self) -> None:
        """Show what the file that lies there holds otherwise; what is ticked comes along."""
        backup, readable = self.offer.backup, self.offer.readable
        if backup is None or readable is None:
            return
        name = recovery.name_of(backup, self._folder)
        question = resources.sentence("compare.recovery", name=name)
        sides = Sides(partial(backups.load, backup), lambda: readable, backup.path)
        ways = (RESTORE_WITH, LEAVE)
        asked = Asked(name, question, (READ, KEPT), ways, data_comparing.IN_RECOVERY)
        self._comparison.ask(sides, asked, partial(self._restore_with, backup))

    def _restore_with(self, backup: Backup, differences: list[Difference]) -> None:
        lost = recovery.lost_with(self._folder, backup, comparing.names(differences))
        self._attempt(
            lambda: recovery.restore(self._folder, backup, lost), lost, brought=differences
        )

    def _repair(self) -> None:
        if self.offer.repaired is not None:
            image = self.offer.repaired
            self._attempt(lambda: recovery.put(self._folder, image))

    def _choose(self) -> None:
        """Another backup of those that are known, or any file."""
        known = recovery.choices(self._folder)
        if known:
            names = [recovery.name_of(backup, self._folder) for backup in known]
            words = [*names, ELSEWHERE]
            chosen = self._messages.ask_choice(
                "换一份", resources.sentence("recovery.which"), words, 0
            )
            if chosen is None:
                return
            if chosen in names:
                backup = known[names.index(chosen)]
                self._restore_backup(backup, recovery.lost_with(self._folder, backup))
                return
        path = self._messages.open_path("换一份", ANY_KIND)
        if path is not None:
            self._use(path)

    def offer_copy(self, path: Path) -> None:
        """Ask whether to recover with a file that was opened by a double click."""
        question = resources.sentence("recovery.confirm_file", name=path.name)
        if self._messages.confirm(question, "恢复这一份"):
            self._use(path)

    def _use(self, path: Path) -> None:
        self._foreign_files.read(path, foreign.read_copy, self._put, self)

    def _put(self, copy: Copy) -> None:
        self._attempt(lambda: recovery.put(self._folder, copy.image, copy.sha256))

    def _begin_anew(self) -> None:
        """No backup anywhere: set what is there aside, after a question."""
        question = resources.sentence("recovery.confirm_anew")
        if not self._messages.confirm(question, "从头开始"):
            return
        try:
            kept = recovery.begin_anew(self._folder)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        self.recovered.emit(resources.sentence("recovery.begun_anew", path=kept))

    def _attempt(
        self,
        step: Callable[[], Path | None],
        lost: tuple[str, ...] = (),
        brought: Sequence[Difference] = (),
    ) -> None:
        """Put a good file in place, open it, write more into it, and say what is in it now."""
        try:
            kept = step()
            store = data_folder.open_store(self._folder)
            with closing(store):
                for edit in comparing.edits(brought):
                    store.edit(edit)
                counts = count(store).words
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        code = "recovery.restored" if kept else "recovery.restored_plain"
        said = [resources.sentence(code, counts=counts, path=kept)]
        if brought:
            said += ["", resources.sentence("recovery.with_brought", count=len(brought))]
        if lost:
            said += ["", resources.sentence("recovery.to_fill", count=len(lost))]
            said += [line[:LINE_SHOWN] for line in lost[: recovery.LISTED]]
        self.recovered.emit("\n".join(said))

    def _export(self) -> None:
        try:
            content = recovery.readable_workbook(self._folder)
            path = self._messages.save_path(
                "只导出能读的内容", "能读出的内容_仅供参考.xlsx", XLSX_KIND
            )
            if path is None:
                return
            path = self._messages.with_ending(path, ".xlsx")
            if path is None:
                return
            files.write_atomically(path, content)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        self._messages.tell(resources.sentence("recovery.readable_saved", path=path))
