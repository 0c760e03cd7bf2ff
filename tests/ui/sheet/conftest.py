"""Two tables with the same keys: the sheet of the list, and the months of one of its tasks.

Imported in runs without Qt as well: what needs Qt is imported by the fixtures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.columns import GOALS, MEASURES

if TYPE_CHECKING:
    from tests.ui.sheet.places import Place


@pytest.fixture
def the_list(window) -> Place:
    from tests.ui.sheet.places import Place

    return Place(window.list_page.table, MEASURES, window.list_page.undo)


@pytest.fixture
def months(window) -> Place:
    """The months of a task with two figures."""
    from tests.ui.sheet.places import Place
    from ui.task_list.month_model import GOAL

    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(4, GOALS))
    return Place(page.panel.grid, GOAL, page.undo)
