"""盖章前看一眼: each line was computed, and says otherwise where it is otherwise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from forms.reading.printed import Printed
from models.task_list import edits
from tests.helpers import free_widget, list_of, texts
from ui.delivery.last_look import LastLook


@pytest.fixture
def shown(theme):
    made = LastLook(theme)
    yield made
    free_widget(made)


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        (
            Printed(is_whole=True, has_headings=True, seal_is_free=True),
            ["✓", "没有一个字被截断，表头每页都有", "✓", "签章的地方空着"],
        ),
        (
            Printed(is_whole=False, has_headings=True, seal_is_free=True),
            ["！", "有字没有印全，请在预览里看一遍", "✓", "签章的地方空着"],
        ),
        (
            Printed(is_whole=True, has_headings=False, seal_is_free=False),
            [
                *("！", "有一页没有表头，请在预览里看一遍"),
                *("！", "签章的地方印了别的字，请在预览里看一眼"),
            ],
        ),
        (
            Printed(is_whole=True, has_headings=True, seal_is_free=None),
            ["✓", "没有一个字被截断，表头每页都有"],
        ),
    ],
)
def test_what_was_seen_on_the_pages(shown, sheet, printed: Printed, lines: list[str]) -> None:
    shown.show_sheet(sheet, printed)
    assert texts(shown)[5:] == lines


def test_what_is_still_to_be_filled(shown, filled) -> None:
    good = Printed(is_whole=True, has_headings=True, seal_is_free=True)
    shown.show_sheet(list_of(filled), good)
    assert texts(shown)[1:3] == ["✓", "该填的都填了"]
    version = list_of(filled).version.id
    filled.edit([edits.entry_change(version, 1, "measures", "")])
    shown.show_sheet(list_of(filled), good)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert texts(shown)[1:3] == ["！", "还有 1 处必须改，按 F5 查看"]
