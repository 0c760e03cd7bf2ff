"""Many notices in one data file: how it is written, and a window that changes between two."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

import resources
from models.interchange import document as interchange
from models.monthly_report import kept
from models.notices.shipped import shipped_notices
from models.safekeeping import opening
from models.school import notices_kept
from models.storage.store import Store
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from ui.use_cases.documents import finalising

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.kit.theme import Theme
    from ui.window.main_window import MainWindow

A_YEAR = 3  # notices
DECEMBER = 12


def written(folder: Path, count: int) -> Path:
    """Write a data folder with the sample's list and reports under ``count`` notices."""
    sample = interchange.read(resources.path("sample/school.json").read_bytes(), shipped_notices())
    (year,) = sample.years
    years = []
    for number in range(count):
        back, nth = divmod(number, A_YEAR)
        notice = year.notice
        if number:
            notice = replace(notice, year=notice.year - back, key=f"notice{nth}")
        years.append(replace(year, notice=notice))
    folder.mkdir()
    store = Store.create(folder / "zhijiao.sqlite3")
    interchange.load(store, replace(sample, years=tuple(reversed(years))))
    opening.end_session(store)
    return folder


def window(folder: Path, theme: Theme) -> MainWindow:
    """The window on the sample's year, its list final, and on another county's list."""
    from ui.kit.background import Background
    from ui.kit.messages import Messages
    from ui.window.main_window import MainWindow
    from ui.workspace import Workspace

    store = Store.open(written(folder, 1) / "zhijiao.sqlite3")
    (own,) = notices_kept.opened(store)
    finalising.finalise(store, plan.newest(store, own.id))
    open_notice(store, shipped_notices()["xinjiang_plan/2022"])
    made = MainWindow(Workspace(folder, store), theme, Messages(), Background())
    made.resize(1366, 728)
    made.show()
    made.chooser.choose(own.id)
    return made


def switching(shown: MainWindow) -> Callable[[], object]:
    """Work under the other notice: the list in another form, everything drawn."""
    from PySide6.QtWidgets import QApplication

    turns = cycle(one.id for one in notices_kept.opened(shown.workspace.store))

    def work() -> None:
        shown.navigation.open_list()
        shown.chooser.choose(next(turns))
        QApplication.processEvents()

    return work


def opening_a_month(shown: MainWindow) -> Callable[[], object]:
    """Open December's report, everything read anew and drawn."""
    from PySide6.QtWidgets import QApplication

    own = notices_kept.opened(shown.workspace.store)[-1].id

    def work() -> None:
        shown.chooser.choose(own)
        shown.workspace.reload()
        shown.navigation.open_document(kept.document(own, DECEMBER))
        QApplication.processEvents()

    return work
