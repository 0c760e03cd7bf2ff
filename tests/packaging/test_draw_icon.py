"""The icon that ships is the one that the build draws."""

from __future__ import annotations

from PySide6.QtGui import QImage

import resources


def test_the_small_icon_is_drawn_from_the_svg(qapp, tmp_path) -> None:
    import draw_icon

    drawn = draw_icon.draw(64)
    kept = QImage(str(resources.path("icon/zhijiao-qingdan-64.png")))
    assert kept.size() == drawn.size()
    assert kept.convertToFormat(drawn.format()) == drawn
