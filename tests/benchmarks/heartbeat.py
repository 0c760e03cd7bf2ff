"""How long the window stands still: 50 years of data, 200,000 changes on record."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from models.safekeeping import opening
from models.school import notices_kept
from models.storage import paths
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ui.kit.theme import Theme
    from ui.window.main_window import MainWindow

CHANGES = 200_000
BEAT_MS = 1
QUIET_S = 0.3  # without anything to wait for: the step is over
NOWHERE = "哪里也没有的字"


def fill_history(path: Path) -> None:
    """Edit every list of a data file, in turn, until so many changes are on record."""
    store = Store.open(path)
    versions = [plan.newest(store, one.id).id for one in notices_kept.opened(store)]
    tasks = [task for (task,) in store.query("SELECT DISTINCT task FROM entry LIMIT 9")]
    turn = 0
    while store.last_change[0] < CHANGES:
        text = f"第{turn}次写的举措：组织教师下企业实践，开展校本培训{turn}人次"
        version = versions[turn % len(versions)]
        store.edit(
            list_edits.entry_change(version, task, field, f"{field}{text}")
            for task in tasks
            for field in ("measures", "office")
        )
        turn += 1
    opening.end_session(store)


def one_search(path: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return a search for a word found nowhere, as the page does it again, and one bare LIKE."""
    from ui.use_cases.documents.history_words import Filter, History

    store = Store.open(path)
    history = History(store)
    sql = "SELECT count(*) FROM history WHERE old LIKE ? OR new LIKE ?"
    return (
        lambda: history.lines(Filter(text=NOWHERE)),
        lambda: store.query(sql, (f"%{NOWHERE}%",) * 2),
    )


def pauses(folder: Path, app: QApplication, theme: Theme) -> Iterator[tuple[str, float]]:
    """Yield what a clerk does and the longest pause of the window in it, in ms."""
    from ui.kit.background import Background
    from ui.kit.messages import Messages
    from ui.window.main_window import MainWindow
    from ui.workspace import Workspace

    opened = opening.open_data(paths.data_file(folder).parent)
    theme.apply(100)
    window = MainWindow(Workspace(folder, opened.store), theme, Messages(), Background())
    window.resize(1366, 768)
    window.navigation.open_page("list")
    window.show()
    heart = _Heart(app)
    yield "proving_the_rest", heart.longest(window.session.start)
    for name in ("home", "settings", "month", "print", "history"):
        yield f"first_{name}", heart.longest(partial(window.navigation.open_page, name))
    yield "search_nowhere", heart.longest(lambda: _search(window))
    yield "backup", heart.longest(window.keeper.back_up)
    window.keeper.back_up_at_close = lambda: None  # type: ignore[method-assign]
    window.close()


def _search(window: MainWindow) -> None:
    page = window.pages.page("history")
    page.text.setText(NOWHERE)  # type: ignore[attr-defined]


class _Heart:
    """Beats in the event loop; the longest time between two beats is how long it stood still."""

    def __init__(self, app: QApplication) -> None:
        from PySide6.QtCore import QTimer

        self._app = app
        self._last = self._longest = 0.0
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def longest(self, step: Callable[[], object]) -> float:
        """Do a step and whatever it begins; return the longest pause in ms."""
        self._last, self._longest = time.perf_counter(), 0.0
        self._timer.start()
        step()
        quiet_since = time.perf_counter()
        while time.perf_counter() - quiet_since < QUIET_S:
            begin = time.perf_counter()
            self._app.processEvents()
            if time.perf_counter() - begin > QUIET_S / 100:
                quiet_since = time.perf_counter()
        self._timer.stop()
        return self._longest * 1000
