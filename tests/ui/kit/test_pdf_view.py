"""The preview paints the pages that are in sight, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from tests.helpers import list_of
from ui.kit import pdf_view
from ui.kit.pdf_view import PdfPages, PdfView
from ui.use_cases.documents import files_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

INK = 128  # of 255: darker is text or a line


@pytest.fixture
def view(qtbot, filled) -> PdfView:
    """The sample's list, some pages, in a window that shows less than two."""
    made = PdfView()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_pdf(files_of.pdf_bytes(filled, list_of(filled)))
    made.show()
    qtbot.waitExposed(made)
    return made


def share(picture: QImage, wanted: str) -> float:
    """Return how much of a picture is white paper, or dark ink."""
    across, down = range(0, picture.width(), 7), range(0, picture.height(), 5)
    grey = [QColor(picture.pixel(x, y)).lightness() for x in across for y in down]
    found = [one > 250 for one in grey] if wanted == "paper" else [one < INK for one in grey]
    return sum(found) / len(grey)


def test_what_is_in_sight_is_painted(view: PdfView) -> None:
    for number in range(len(view.pages or ())):
        view.go_to(number)
        picture = view.viewport().grab().toImage()
        assert share(picture, "paper") > 0.5
        assert share(picture, "ink") > 0.005


def test_only_what_is_in_sight_is_rendered(view: PdfView, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = []
    image = PdfPages.image

    def noted(pages: PdfPages, number: int, scale: float) -> QImage:
        rendered.append(number)
        return image(pages, number, scale)

    monkeypatch.setattr(pdf_view.PdfPages, "image", noted)
    view.zoom_in()  # everything is painted anew
    view.go_to(0)
    view.viewport().grab()
    assert set(rendered) == {0}
    assert len(view.pages or ()) > 2
