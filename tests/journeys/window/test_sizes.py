"""Every page on the screens of offices, at 100 and 125 %: nothing is wider than the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from models.monthly_report import kept
from tests.helpers import NOTICE
from ui.kit.pdf_view import PdfView

# The window on a screen of 1366 × 768, 1280 × 720 and 1024 × 768, beside title and task bar.
SCREENS = ((1366, 704), (1280, 660), (1024, 704))
SCALES = (100, 125)


def sideways(page: QWidget) -> list[str]:
    """What of a page can be scrolled sideways; the preview is zoomed as one likes."""
    return [
        f"{type(area).__name__} {area.objectName()} by {area.horizontalScrollBar().maximum()} px"
        for area in page.findChildren(QAbstractScrollArea)
        if area.isVisible() and not isinstance(area, PdfView)
        if area.horizontalScrollBar().maximum() > 0
    ]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SCREENS, ids=lambda size: "x".join(map(str, size)))
def test_no_page_is_wider_than_the_window(window, month, theme, qtbot, size, scale: int) -> None:
    theme.apply(scale)
    window.showNormal()
    window.resize(*size)
    found = {}
    for name in ("home", "list", "month", "print", "verify", "history", "settings"):
        if name == "month":
            window.navigation.open_document(kept.document(NOTICE, 3))
        else:
            window.navigation.open_page(name)
        qtbot.wait(50)
        QApplication.processEvents()
        page = window.pages.page(name)
        wide = sideways(page)
        if wide or page.minimumSizeHint().width() > page.width():
            found[name] = [*wide, f"needs {page.minimumSizeHint().width()} of {page.width()} px"]
    assert found == {}
    assert (window.width(), window.height()) == size  # it was given no more
