"""A list of many rows: how it is written, opened and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.school import register
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list.its_notice.opening import open_notice
from tests import any_notice
from tests.helpers import prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.kit.theme import Theme
    from ui.task_list.page import TaskListPage
    from ui.tools import Tools


def written(folder: Path, count: int) -> Path:
    """Write a data folder whose list has ``count`` filled rows in eight columns."""
    made = any_notice.notice(any_notice.form(any_notice.EIGHT), count)
    folder.mkdir()
    store = Store.create(folder / "zhijiao.sqlite3")
    version = open_notice(store, made)
    changes = [register.school_change("name", "某县职教中心")]
    for task in made.tasks:
        text = prose(90, task.id).replace("\n", "")
        changes += list_edits.month_changes(version.id, task.id, 3, text[:40])
        changes += list_edits.month_changes(version.id, task.id, 9, text[40:80])
        values = (("measures", text), ("office", "教务处"), ("person", f"王{task.id}"))
        changes += [list_edits.entry_change(version.id, task.id, *value) for value in values]
    store.edit(changes)
    store.close()
    return folder


def tools(path: Path, theme: Theme) -> Tools:
    """What a page works with, on a data folder."""
    from ui.kit.background import Background
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.tools import Tools
    from ui.workspace import Workspace

    workspace = Workspace(path, Store.open(path / "zhijiao.sqlite3"))
    messages, background = Messages(), Background()
    return Tools(workspace, theme, messages, background, ForeignFiles(messages, background))


def _shown(own: Tools) -> TaskListPage:
    from PySide6.QtWidgets import QApplication

    from ui.task_list.page import TaskListPage

    page = TaskListPage(own)
    page.resize(1144, 640)
    page.show()
    QApplication.processEvents()
    return page


def opening(own: Tools) -> Callable[[], object]:
    """Build the page, lay out its rows, draw it."""
    return lambda: _shown(own).deleteLater()


def editing(own: Tools) -> Callable[[], object]:
    """Write a cell, and let all that shows it follow."""
    from PySide6.QtWidgets import QApplication

    page, number = _shown(own), iter(range(10**6))
    cell = page.model.index(4, page.model.place("measures"))

    def work() -> None:
        page.model.setData(cell, f"第{next(number)}次改动")
        QApplication.processEvents()

    return work
