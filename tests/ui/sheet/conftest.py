"""Two tables with the same keys: the sheet of the list, and the months of one of its tasks."""

from __future__ import annotations

import pytest

from tests.columns import GOALS, MEASURES
from tests.ui.sheet.places import Place
from ui.task_list.month_model import GOAL


@pytest.fixture
def the_list(window) -> Place:
    return Place(window.list_page.table, MEASURES, window.list_page.undo)


@pytest.fixture
def months(window) -> Place:
    """The months of a task with two figures."""
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(4, GOALS))
    return Place(page.panel.grid, GOAL, page.undo)
