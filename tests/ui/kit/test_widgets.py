"""Small widgets show what they are given, and no more than there is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.kit import theme as look
from ui.kit.widgets import Bar, ElidedLabel, own_viewport, plain_tip


def coloured(bar: Bar, colour: str) -> float:
    """The part of a bar's middle line that has a colour."""
    image = bar.grab().toImage()
    line = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
    wanted = QColor(colour)
    return sum(one == wanted for one in line) / len(line)


@pytest.mark.parametrize(
    ("share", "part"), [(0.0, 0.0), (0.25, 0.25), (0.5, 0.5), (1.0, 1.0), (7.5, 1.0), (-2.0, 0.0)]
)
def test_a_bar_is_filled_as_far_as_the_share_and_never_further(
    theme, qtbot, share: float, part: float
) -> None:
    theme.apply(100)
    bar = Bar(theme)
    qtbot.addWidget(bar)
    bar.resize(200, 6)
    bar.show_share(share, look.GOOD)
    assert coloured(bar, look.GOOD) == pytest.approx(part, abs=0.04)
    assert coloured(bar, look.NEUTRAL_SOFT) == pytest.approx(1 - part, abs=0.04)


def test_a_line_without_room_gives_way_and_its_tip_tells_the_whole(theme, qtbot) -> None:
    line = ElidedLabel()
    qtbot.addWidget(line)
    line.setText("阳城县示例职业高级中学2023年职业教育工作任务清单")
    assert line.minimumSizeHint().width() == 0
    line.resize(120, 20)
    line.grab()  # it is painted
    assert line.toolTip() == "阳城县示例职业高级中学2023年职业教育工作任务清单"
    line.resize(2000, 20)
    line.grab()
    assert line.toolTip() == ""


@pytest.mark.parametrize("text", ["a < b", "<b>粗</b>", "AT&T"])
def test_a_tip_reads_as_typed(text: str) -> None:
    assert text not in plain_tip(text)  # escaped, or Qt would draw it
    assert plain_tip("平常的话") == "平常的话"


def test_a_scroll_area_gets_a_viewport_of_ours(qtbot) -> None:
    """The one that Qt made is no child of it any more; what lies in the area scrolls in ours."""
    area = QScrollArea()
    qtbot.addWidget(area)
    made = own_viewport(area)
    inner = QWidget()
    area.setWidget(inner)
    assert area.viewport() is made
    assert inner.parent() is made
