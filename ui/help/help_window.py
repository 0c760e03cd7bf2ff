"""F1: the manual beside the work, at the chapter of the page that is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from models.overriding import override
from ui.kit.fields.clipboard import LineEdit
from ui.kit.widgets import label
from ui.use_cases import manual

if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtGui import QResizeEvent

    from ui.kit.theme import Theme
    from ui.use_cases.manual import Chapter, Hit

SIZE = QSize(980, 660)
SIDE_PX = 260
HIT_SHOWN = 24  # characters of the line that a hit shows
MARGIN_PX = 24
PICTURE = "\ufffc"  # stands for a picture in the text of a block
TEXT_ABOVE_PX, LINE_PERCENT = 6, 125
HEADING_ABOVE_PX = {1: 0, 2: 22}  # by level
HEADING_SIZES = {1: 2, 2: 1}  # steps above the text


class Reader(QTextBrowser):
    """Shows Markdown; its pictures never are wider than the page."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: list[str] = []

    def show_markdown(self, text: str) -> None:
        """Show a chapter from its beginning."""
        self._pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
        self.setMarkdown(text)
        self._set_type()
        self.reload_pictures()
        self.verticalScrollBar().setValue(0)

    def _set_type(self) -> None:
        """Give headings, paragraphs and lists the distances of a printed page."""
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            above = 0 if block.textList() else TEXT_ABOVE_PX
            spaced = QTextBlockFormat()
            spaced.setTopMargin(HEADING_ABOVE_PX.get(level, above))
            spaced.setBottomMargin(TEXT_ABOVE_PX if level else 0)
            if PICTURE not in block.text():
                spaced.setLineHeight(LINE_PERCENT, proportional)
            cursor = QTextCursor(block)
            cursor.mergeBlockFormat(spaced)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                sized = QTextCharFormat()
                step = HEADING_SIZES.get(level, 0)
                sized.setProperty(QTextFormat.Property.FontSizeAdjustment, step)
                cursor.mergeCharFormat(sized)
            block = block.next()

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        text = name.toString() if isinstance(name, QUrl) else name
        picture = QImage(str(resources.path(f"help/{text}")))
        width = min(picture.width(), self.viewport().width() - 2 * MARGIN_PX)
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.reload_pictures()

    def reload_pictures(self) -> None:
        """Fit the pictures to the new width."""
        document = self.document()
        place = self.verticalScrollBar().value()
        kind = QTextDocument.ResourceType.ImageResource.value
        for name in self._pictures:
            document.addResource(kind, QUrl(name), self.loadResource(kind, QUrl(name)))
        document.markContentsDirty(0, document.characterCount())
        self.verticalScrollBar().setValue(place)


class HelpWindow(QDialog):
    """Chapters and search on the left, the chapter on the right; the work stays usable."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("手册")
        self.setModal(False)
        self._theme = theme
        self._shown: Chapter | None = None
        self.search = LineEdit()
        self.list = QListWidget()
        self.reader = Reader()
        self._build()
        self._list_chapters()

    def _build(self) -> None:
        self.search.setPlaceholderText("查找，例如“拆数”“退回”")
        self.search.setAccessibleName("在手册里查找")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_first)
        self.list.setAccessibleName("章节")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._open_item)
        self.reader.setAccessibleName("手册正文")
        self.reader.setOpenLinks(False)
        self.reader.document().setDocumentMargin(MARGIN_PX)
        side = QVBoxLayout()
        side.addWidget(self.search)
        side.addWidget(self.list, 1)
        side.addWidget(label("Ctrl+F 查找　Esc 关闭", "small"))
        holder = QWidget()
        holder.setLayout(side)
        holder.setFixedWidth(self._theme.px(SIDE_PX))
        row = QHBoxLayout(self)
        row.addWidget(holder)
        row.addWidget(self.reader, 1)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)
        room = self.screen().availableSize()
        self.resize(SIZE.boundedTo(room))

    def open_for(self, page: str) -> None:
        """Show the chapter that belongs to a page of the window."""
        name, heading = manual.OF_PAGE[page]
        self.search.clear()
        self._list_chapters()
        chapter = next(c for c in manual.chapters() if c.name == name)
        self.list.setCurrentRow(manual.CHAPTERS.index(name))
        self.show()  # before the section is sought: its place is known when the page has a width
        self.show_section(chapter, heading)
        self.raise_()
        self.activateWindow()
        self.reader.setFocus()

    def show_section(self, chapter: Chapter, heading: str) -> None:
        """Show a chapter, scrolled to the section of that heading."""
        if chapter is not self._shown:
            self._shown = chapter
            self.reader.show_markdown(chapter.markdown)
        self.reader.verticalScrollBar().setValue(0)
        if not heading:
            return
        block = self.reader.document().begin()
        while block.isValid() and not (
            block.blockFormat().headingLevel() and block.text() == heading
        ):
            block = block.next()
        if block.isValid():
            place = self.reader.document().documentLayout().blockBoundingRect(block).top()
            self.reader.verticalScrollBar().setValue(int(place) - MARGIN_PX // 2)

    # -- the list on the left ----------------------------------------------------------------------

    def _list_chapters(self) -> None:
        self.list.clear()
        for chapter in manual.chapters():
            self._add(chapter.title, chapter, "")

    def _add(self, text: str, chapter: Chapter, heading: str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, (chapter, heading))
        self.list.addItem(item)

    def _search(self, words: str) -> None:
        if not words.strip():
            self._list_chapters()
            return
        self.list.clear()
        hits = manual.find(words)
        for hit in hits:
            self._add(_hit_text(hit), hit.chapter, hit.heading)
        if not hits:
            item = QListWidgetItem("没有找到，换一个词试试")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    def _open_first(self) -> None:
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _open_item(self, item: QListWidgetItem | None) -> None:
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if found is None:
            return
        chapter, heading = found
        self.show_section(chapter, heading)
        words = self.search.text().split()
        if words:
            self._mark(words[0])

    def _mark(self, word: str) -> None:
        """Select the word where it next stands, so that the eye finds it."""
        place = self.reader.cursorForPosition(self.reader.viewport().rect().topLeft())
        found = self.reader.document().find(word, place)
        if not found.isNull():
            bar = self.reader.verticalScrollBar()
            at = bar.value()
            self.reader.setTextCursor(found)
            bar.setValue(max(at, bar.value()))


def _hit_text(hit: Hit) -> str:
    line = hit.line if len(hit.line) <= HIT_SHOWN else hit.line[:HIT_SHOWN] + "…"
    return f"{hit.heading or hit.chapter.title}\n{hit.chapter.title}　{line}"
