"""The PDF itself on screen: pages under each other, drawn when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import pypdfium2
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QWidget

from models.overriding import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent

    from ui.kit.theme import Theme

_PDFIUM: Any = pypdfium2  # its annotations are partial
DESK_DARK = "#8D949E"
GAP = 16  # px between pages
KEPT_IMAGES = 12
ZOOM_STEP = 1.25
ZOOM_LIMITS = (0.25, 4.0)
POINTS_PER_INCH = 72
THUMB_PX = 120


class PdfPages:
    """An open PDF in memory; sizes in pt."""

    def __init__(self, content: bytes) -> None:
        self._document: Any = _PDFIUM.PdfDocument(content)
        count = len(self._document)
        self.sizes: list[tuple[float, float]] = [
            self._document.get_page_size(i) for i in range(count)
        ]

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def is_portrait(self) -> bool:
        """Whether its pages stand upright."""
        width, height = self.sizes[0]
        return height > width

    def image(self, number: int, pixels_per_point: float) -> QImage:
        """Return page ``number`` (from 0) as a picture on white."""
        bitmap = self._document[number].render(scale=pixels_per_point, rev_byteorder=True)
        if bitmap.n_channels == 3:  # noqa: PLR2004  (RGB without alpha)
            form = QImage.Format.Format_RGB888
        else:
            form = QImage.Format.Format_RGBX8888
        buffer = memoryview(bitmap.buffer)
        return QImage(buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()

    def text(self, number: int) -> str:
        """Return the text of page ``number`` (from 0)."""
        return str(self._document[number].get_textpage().get_text_bounded())


class _Canvas(QWidget):
    """Paints the pages that are in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: PdfPages | None = None
        self.zoom = 1.0
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()

    def show_pages(self, pages: PdfPages | None, zoom: float) -> None:
        if pages is not self.pages:
            self._images.clear()
        self.pages, self.zoom = pages, zoom
        rects = self.rects()
        width = max((r.width() for r in rects), default=0)
        bottom = rects[-1].bottom() if rects else 0
        self.setMinimumSize(width + 2 * GAP, bottom + GAP)
        self.update()

    def rects(self) -> list[QRect]:
        """Return where the pages stand."""
        found = []
        y = GAP
        for width, height in self.pages.sizes if self.pages else ():
            size = QSize(round(width * self.zoom), round(height * self.zoom))
            found.append(QRect(QPoint(max(GAP, (self.width() - size.width()) // 2), y), size))
            y += size.height() + GAP
        return found

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(DESK_DARK))
        for number, rect in enumerate(self.rects()):
            if rect.intersects(event.rect()):
                painter.drawImage(rect.topLeft(), self._image(number))

    def _image(self, number: int) -> QImage:
        ratio = self.devicePixelRatioF()
        key = (number, self.zoom * ratio)
        if key not in self._images and self.pages is not None:
            image = self.pages.image(number, key[1])
            image.setDevicePixelRatio(ratio)  # drawn pixel by pixel: scaling would blur the text
            self._images[key] = image
            while len(self._images) > KEPT_IMAGES:
                self._images.popitem(last=False)
        return self._images[key]


class PdfView(QScrollArea):
    """Shows a PDF with zoom; fits its width until the clerk zooms.

    Signals:
        page_changed(int, int): the page in the middle of the view, of pages.
        zoomed(str): the zoom in words.
    """

    page_changed = Signal(int, int)
    zoomed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._canvas = _Canvas()
        self._pages: PdfPages | None = None
        self._zoom: float | None = None  # None fits the width
        self.setWidgetResizable(True)
        self.setWidget(self._canvas)
        self.setStyleSheet(f"QScrollArea {{ background: {DESK_DARK}; }}")
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    @property
    def pages(self) -> PdfPages | None:
        """The PDF that is shown."""
        return self._pages

    def show_pdf(self, content: bytes) -> None:
        """Show a PDF; the place in the document is kept where it still exists."""
        self._pages = PdfPages(content)
        self._refresh()

    def clear(self) -> None:
        """Show nothing."""
        self._pages = None
        self._refresh()

    def zoom_in(self) -> None:
        """Show larger."""
        self._set_zoom(self._effective() * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show smaller."""
        self._set_zoom(self._effective() / ZOOM_STEP)

    def fit_width(self) -> None:
        """Fit the width again."""
        self._zoom = None
        self._refresh()

    def go_to(self, number: int) -> None:
        """Scroll to page ``number``, counted from 0."""
        rects = self._canvas.rects()
        if 0 <= number < len(rects):
            self.verticalScrollBar().setValue(rects[number].top() - GAP)

    def _set_zoom(self, zoom: float) -> None:
        low, high = ZOOM_LIMITS
        self._zoom = min(max(zoom, low), high)
        self._refresh()

    def _effective(self) -> float:
        if self._zoom is not None or not self._pages:
            return self._zoom or 1.0
        widest = max(width for width, _ in self._pages.sizes)
        return float(max(0.1, (self.viewport().width() - 2 * GAP) / widest))

    def _refresh(self) -> None:
        self._canvas.show_pages(self._pages, self._effective())
        percent = round(self._effective() * POINTS_PER_INCH / 96 * 100)
        self.zoomed.emit("适合宽度" if self._zoom is None else f"{percent}%")
        self._tell_page()

    def _tell_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        rects = self._canvas.rects()
        number = next((i for i, r in enumerate(rects) if middle <= r.bottom()), len(rects) - 1)
        if rects:
            self.page_changed.emit(number + 1, len(rects))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)


class PageList(QListWidget):
    """Small pictures of the pages; a click goes there.

    Signals:
        chosen(int): a page, counted from 0.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("各页")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setSpacing(6)
        self.itemClicked.connect(self._on_clicked)
        self.currentRowChanged.connect(self.chosen)

    def show_pages(self, pages: PdfPages) -> None:
        """List the pages of a PDF."""
        width = self._theme.px(THUMB_PX)
        self.setFixedWidth(width + self._theme.px(36))
        self.blockSignals(True)  # noqa: FBT003  (Qt's call)
        self.clear()
        for number in range(len(pages)):
            image = pages.image(number, width / pages.sizes[number][0])
            item = QListWidgetItem(f"第 {number + 1} 页")
            icon = QIcon(QPixmap.fromImage(image))
            icon.addPixmap(QPixmap.fromImage(image), QIcon.Mode.Selected)  # no tint over the page
            item.setIcon(icon)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.addItem(item)
            self.setIconSize(image.size())
        self.blockSignals(False)  # noqa: FBT003

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.row(item))
