"""What was copied, as one text: a table from Word or WPS is lines of cells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ui.kit.pasting import copied_text

HTML = "<table><tr><td>序号</td><td>工作<br>任务</td></tr><tr><td>1</td><td>师资</td></tr></table>"


def copy(html: str = "", text: str = "") -> None:
    held = QMimeData()
    if html:
        held.setHtml(html)
    if text:
        held.setText(text)
    QGuiApplication.clipboard().setMimeData(held)


@pytest.mark.usefixtures("qapp")
def test_a_table_is_lines_of_cells() -> None:
    copy(HTML, "序号\t工作\n任务\n1\t师资")
    assert copied_text() == "序号\t工作任务\n1\t师资"


@pytest.mark.usefixtures("qapp")
def test_text_stays_as_it_is_however_long() -> None:
    text = "\n".join(f"{n}.第{n}项工作，完成{n}个。" for n in range(1, 3_000))
    copy(text=text)
    assert copied_text() == text


@pytest.mark.usefixtures("qapp")
def test_nothing_is_empty() -> None:
    copy()
    assert copied_text() == ""
