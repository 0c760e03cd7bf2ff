"""A bad value in a copy that an earlier version took costs its own field, never a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.monthly_report import kept
from models.storage import files, paths
from tests.fault.hostile.data import ONCE_TAKEN, REPORT_VALUES, VALUES, forced
from tests.helpers import NOTICE
from ui.window.pages import SIGNS

if TYPE_CHECKING:
    from pathlib import Path

ALL = {**VALUES, **ONCE_TAKEN, **REPORT_VALUES}
MONTHS = (1, 2, 3, 4, 12)  # none is asked for, the first that is, one begun, not begun, the last
WITHOUT_A_YEAR = {"a year without a document", "a document whose kind is a path"}


@pytest.mark.usefixtures("qtbot")  # what a slot raises fails the test
@pytest.mark.parametrize("name", ALL)
def test_every_page_opens_all_the_same(
    begin, answers, qapp, stages, tmp_path: Path, name: str
) -> None:
    """And nothing has to be said to the clerk."""
    files.write_atomically(paths.data_file(tmp_path), forced(stages["march"], ALL[name]))
    controller = begin(tmp_path)
    if name in WITHOUT_A_YEAR:  # nothing of it can be shown; the first questions are asked
        assert controller.first_run.isVisible()
        return
    window = controller.window
    assert window is not None
    for page in [sign.name for sign in SIGNS]:
        window.navigation.open_page(page)
        qapp.processEvents()
    for month in MONTHS:
        window.navigation.open_document(kept.document(NOTICE, month))
    controller.background.wait()
    qapp.processEvents()
    assert answers.said == []


def test_a_year_without_its_list_is_opened_anew(
    begin, qtbot, stages, tmp_path: Path, notice
) -> None:
    sql = VALUES["a year without a document"]
    files.write_atomically(paths.data_file(tmp_path), forced(stages["march"], sql))
    controller = begin(tmp_path)
    controller.first_run.name.setText("阳城县职业学校")
    controller.first_run.start.click()
    assert controller.window is not None
    assert controller.window.workspace.sheet.notice == notice
