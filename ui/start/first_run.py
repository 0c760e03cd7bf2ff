"""The first page ever: three questions, prefilled from the default notice; then the sheet."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

import resources
from models.documents.findings import head_findings
from models.errors import Refusal
from models.notices.shipped import shipped_notices
from models.overriding import override
from models.school.people import School
from models.text import clean_name
from models.value_class import value_class
from ui.help.manual_key import ManualKey
from ui.kit.fields.clipboard import LineEdit
from ui.kit.foreign_files import accept_files, dropped_file
from ui.kit.messages import ANY_KIND
from ui.kit.theme import SCALES
from ui.kit.widgets import Choice, button, fill_scrolling, label
from ui.use_cases.program import foreign
from ui.use_cases.words import NOT_LISTED, finding_text

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from models.notices.notice import Notice
    from models.safekeeping.data_found import Found
    from ui.kit.background import Background
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.use_cases.program.foreign import Copy

DATA_ENDINGS = (".zjqd", ".zjjb", ".sqlite3", ".zip")  # the others are looked at as a notice
WIDTH_PX, MARGIN_PX = 600, 24


@value_class
class Answers:
    """What the clerk answered."""

    notice: Notice
    school: School
    scale: int
    is_of_work: bool  # the notice is what was looked at in the dialog, and is no longer kept there


class FirstRunPage(QWidget):
    """Asks which notice, which school, and who to call.

    Signals:
        answered(object): ``Answers``. copy_chosen(object): a ``Copy`` to go on with.
    """

    answered = Signal(object)
    copy_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        messages: Messages,
        foreign_files: ForeignFiles,
        background: Background,
        folder: Path,
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAcceptDrops(True)
        self._theme = theme
        self._messages = messages
        self._foreign_files = foreign_files
        self._background = background
        self._folder = folder
        self._notices = list(shipped_notices().values())
        self._of_work: Notice | None = None
        self.notice = Choice()
        self._notes = label("", "small", wrap=True)
        self.name = LineEdit()
        self.notice_school = Choice()
        self.contact = LineEdit()
        self.phone = LineEdit()
        self.scale = Choice()
        self._place = resources.sentence("start.place", path=folder)
        self._found = label("", wrap=True)
        self.found = button("接着用这份…", self._take_found)
        self._found_path: Path | None = None
        self._build()

    def _build(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(16)
        column.addWidget(label("职教清单", "display"))
        column.addWidget(label(resources.sentence("start.welcome"), "soft", wrap=True))
        column.addLayout(self._build_found())
        column.addLayout(self._build_questions())
        column.addWidget(label(self._place, "small", wrap=True))
        start = QHBoxLayout()
        start.addWidget(button("打开一份已有的数据…", self._choose_copy, "link"))
        start.addStretch()
        self.start = button("开始填写", self._answer, "primary")
        self.start.setDefault(True)
        start.addWidget(self.start)
        column.addLayout(start)
        inner = QWidget()
        inner.setObjectName("desk")
        fill_scrolling(self, inner)  # large text on a small screen
        outer = QHBoxLayout(inner)
        outer.addStretch()
        middle = QVBoxLayout()
        middle.addStretch()
        middle.addWidget(card)
        middle.addStretch()
        outer.addLayout(middle)
        outer.addStretch()
        self._card = card
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        """Keep the width: what is found later moves nothing sideways."""
        room = self.screen().availableGeometry().width() - 2 * MARGIN_PX
        self._card.setFixedWidth(min(self._theme.px(WIDTH_PX), room))

    def _build_found(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._found, 1)
        row.addWidget(self.found)
        self._found.hide()
        self._found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.found.hide()
        return row

    def show_found(self, found: Found | None) -> None:
        """Offer data that lie on this PC or on a stick already."""
        if found is not None:
            day = time.strftime("%Y年%m月%d日", time.localtime(found.moment))
            said = resources.sentence("start.found", name=found.path, day=day)
            self._found_path = found.path
            self._found.setText(said)
        for widget in (self._found, self.found):
            widget.setVisible(found is not None)

    def _take_found(self) -> None:
        if self._found_path is not None:
            self.offer_copy(self._found_path)

    def _build_questions(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.notice.addItems([f"{notice.name}（{notice.doc_number}）" for notice in self._notices])
        self.notice.currentIndexChanged.connect(self._show_schools)
        form.addRow("1. 按哪份通知", self.notice)
        self.put_in = button("没有我们的通知，放入新通知…", self.put_in_new, "link")
        form.addRow("", self.put_in)
        form.addRow("", self._notes)
        self.name.setObjectName("first-name")
        self.name.setPlaceholderText("与公章一致")
        form.addRow("2. 学校全称", self.name)
        form.addRow("通知里的叫法", self.notice_school)
        self.contact.setObjectName("first-contact")
        form.addRow("3. 联系人", self.contact)
        self.phone.setObjectName("first-phone")
        form.addRow("电话", self.phone)
        self.scale.addItems([f"{scale}%" for scale in SCALES])
        self.scale.activated.connect(self._choose_scale)
        form.addRow("文字大小", self.scale)
        for edit in (self.name, self.contact, self.phone):
            edit.returnPressed.connect(self._answer)
        self._show_schools(0)
        return form

    def _show_schools(self, place: int) -> None:
        notes = self._notices[place].notes
        self._notes.setText("".join(notes))
        self._notes.setVisible(bool(notes))
        self.notice_school.clear()
        self.notice_school.addItems([*(s.name for s in self._notices[place].schools), NOT_LISTED])

    def put_in_new(self) -> None:
        """Have a notice read and looked at; it is chosen then, and begun with the answers."""
        self._review(None)

    def offer_notice(self, path: Path) -> None:
        """Take a notice that was opened by a double click."""
        self._review(path)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None and path.suffix.lower() in DATA_ENDINGS:
            self.offer_copy(path)
        elif path is not None:
            self.offer_notice(path)

    def _review(self, path: Path | None) -> None:
        from ui.notice.purpose import NewNotice
        from ui.notice.review_dialog import ReviewDialog

        dialog = ReviewDialog(
            NewNotice(), self._folder, self._messages, self._foreign_files, self._background, self
        )
        ManualKey(dialog, self._theme, lambda: NewNotice.page)
        if path is not None:
            dialog.begin_with_file(path)
        if dialog.exec() and dialog.notice is not None:
            self.take_notice(dialog.notice)
            self._of_work = dialog.notice if dialog.is_of_work else self._of_work
        dialog.deleteLater()

    def take_notice(self, notice: Notice) -> None:
        """Offer a notice beside the shipped ones, and choose it."""
        self._notices.append(notice)
        self.notice.addItem(f"{notice.name}（{notice.doc_number}）")
        self.notice.setCurrentIndex(len(self._notices) - 1)

    def _choose_scale(self, place: int) -> None:
        self._theme.apply(SCALES[place])

    def _choose_copy(self) -> None:
        path: Path | None = self._messages.open_path("打开一份数据", ANY_KIND)
        if path is not None:
            self.take_copy(path)

    def take_copy(self, path: Path) -> None:
        """Go on with a file that was chosen."""
        self._foreign_files.read(path, foreign.read_copy, self.copy_chosen.emit, self)

    def offer_copy(self, path: Path) -> None:
        """Ask whether to go on with a file that was opened by a double click."""
        self._foreign_files.read(path, foreign.read_copy, self._confirm, self)

    def _confirm(self, copy: Copy) -> None:
        question = resources.sentence("start.confirm_copy", whose=copy.whose)
        if self._messages.confirm(question, "接着用这份"):
            self.copy_chosen.emit(copy)

    def _is_meant(self, school: School) -> bool:
        """Ask about a telephone number that looks like none; False to correct it."""
        odd = next(
            (f for f in head_findings(school) if f.place.column == "phone" and f.values), None
        )
        if odd is None or self._messages.confirm(finding_text(odd), "就用这个号码"):
            return True
        self.phone.setFocus()
        return False

    def _answer(self) -> None:
        try:
            texts = [clean_name(e.text()).text for e in (self.name, self.contact, self.phone)]
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        if not texts[0]:
            self._messages.warn(resources.sentence("start.name_missing"))
            self.name.setFocus()
            return
        chosen = self.notice_school.currentText()
        school = School(
            name=texts[0],
            contact=texts[1],
            phone=texts[2],
            notice_school="" if chosen == NOT_LISTED else chosen,
        )
        if not self._is_meant(school):
            return
        notice = self._notices[self.notice.currentIndex()]
        is_of_work = notice is self._of_work
        self.answered.emit(Answers(notice, school, self._theme.scale, is_of_work))
