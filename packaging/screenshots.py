"""Take the pictures of every page, at the sizes that clerks have, from the sample school.

usage: screenshots.py FOLDER MANUAL    (MANUAL gets smaller ones, for the manual's pages)
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402

import resources  # noqa: E402
from models.documents import versions  # noqa: E402
from models.monthly_report import kept  # noqa: E402
from models.notice_text.reading import read  # noqa: E402
from models.school import notices_kept  # noqa: E402
from models.storage import paths  # noqa: E402
from models.storage.store import Store  # noqa: E402, TC001
from models.task_list import plan  # noqa: E402
from ui.home import page as home_page  # noqa: E402
from ui.kit.background import Background  # noqa: E402
from ui.kit.desktop import make_application  # noqa: E402
from ui.kit.foreign_files import ForeignFiles  # noqa: E402
from ui.kit.messages import Messages  # noqa: E402
from ui.kit.pdf_view import PdfPages  # noqa: E402
from ui.kit.theme import Theme  # noqa: E402
from ui.monthly_report import page as month_page  # noqa: E402
from ui.notice.purpose import NewNotice  # noqa: E402
from ui.notice.review_dialog import ReviewDialog  # noqa: E402
from ui.start.application import Controller  # noqa: E402
from ui.start.picture import png_bytes  # noqa: E402
from ui.use_cases.data import loading  # noqa: E402
from ui.use_cases.program import demo  # noqa: E402
from ui.window import standing_words  # noqa: E402
from ui.window.main_window import MainWindow  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

VIEWS = (("1280x720", 1280, 720, 100), ("1024x768", 1024, 768, 125), ("200", 1280, 720, 200))
SETTLE_MS = 900
PLAIN = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
MANUAL_PX = 860
IN_MANUAL = {
    **{n: f"{n}-1280x720" for n in ("home", "task-list", "month", "print", "verify", "history")},
    **{
        n: n
        for n in ("task-list-findings", "month-findings", "recovery", "first-run", "new-notice")
    },
    "settings": "settings-1280x720",
    "printed-page": "printed-page",
}
NOTICE = ROOT / "tests" / "data" / "notices" / "yangcheng_2023.txt"
PAGE_SCALE = 1.3  # px per pt
MONTH, LATE_ROW = 5, 8  # the ninth task is late in May
TODAY = date(2023, 5, 18)


def page_of(window: MainWindow, name: str) -> Any:
    """Return a page of the window with all that its own class has."""
    return window.pages.page(name)


class Photographer:
    """Walks through the pages and writes what each shows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._app = make_application()
        self._theme = Theme(self._app)

    def shoot(self, widget: QWidget, name: str) -> None:
        """Write what a widget shows when it has settled."""
        loop = QEventLoop()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()
        (self._folder / f"{name}.png").write_bytes(png_bytes(widget))
        sys.stdout.write(f"{name}\n")

    def first_run(self, data_folder: Path) -> None:
        """Take the first questions, on an empty folder."""
        controller = Controller(self._theme, data_folder)
        page = controller.start()
        page.showNormal()  # the offscreen screen is small, and the page had filled it
        page.resize(1280, 720)
        self.shoot(page, "first-run")
        page.close()

    def new_notice(self, data_folder: Path) -> None:
        """A notice beside what was read of it."""
        background = Background()
        messages = Messages()
        files = ForeignFiles(messages, background)
        dialog = ReviewDialog(NewNotice(), data_folder, messages, files, background, None)
        dialog.work.put(read(NOTICE.read_text(encoding="utf-8")))
        dialog.resize(1280, 720)
        dialog.tabs.setCurrentWidget(dialog.tasks)
        dialog.show()
        dialog.tasks.tasks.go_to(2, 1)
        self.shoot(dialog, "new-notice")
        dialog.close()

    def printed_pages(self, store: Store) -> None:
        """The first pages as they print: the list, a report, the explanation of an adjustment."""
        notice = notices_kept.opened(store)[-1].id
        papers = {
            "printed-page": plan.newest(store, notice),
            "printed-report": kept.newest(store, notice)[3],
        }
        for name, version in papers.items():
            content = versions.snapshot(store, version).pdf
            PdfPages(content).image(0, PAGE_SCALE).save(str(self._folder / f"{name}.png"))

    def pages(self, data_folder: Path) -> None:
        """Take each page of a year that is well on its way."""
        window = self._open(data_folder)
        window.session.start()
        window.keeper.back_up()
        for view, width, height, scale in VIEWS:
            self._theme.apply(scale)
            window.resize(width, height)
            window.navigation.open_page("home")
            self.shoot(window, f"home-{view}")
            window.navigation.open_page("list")
            self.shoot(window, f"task-list-{view}")
            self._open_month(window)
            table = page_of(window, "month").table
            table.setCurrentIndex(table.model().index(LATE_ROW, 3))
            self.shoot(window, f"month-{view}")
            window.navigation.open_page("print")
            self.shoot(window, f"print-{view}")
            window.navigation.open_page("verify")
            self.shoot(window, f"verify-{view}")
            window.navigation.open_page("history")
            page_of(window, "history").table.selectRow(4)
            self.shoot(window, f"history-{view}")
            window.navigation.open_page("settings")
            self.shoot(window, f"settings-{view}")
        self._theme.apply(100)
        window.resize(1280, 720)
        self._open_month(window)
        page_of(window, "month").model.set_cells([(LATE_ROW, 6, "正在推进"), (3, 3, "")])
        page_of(window, "month").check()
        self.shoot(window, "month-findings")
        self.printed_pages(page_of(window, "month").model._workspace.store)  # noqa: SLF001
        window.close()

    def _open_month(self, window: MainWindow) -> None:
        notice = window.pages.list.document.notice
        window.navigation.open_document(kept.document(notice, MONTH))

    def recovery(self, data_folder: Path) -> None:
        """A year whose file was hurt after the last backup."""
        path = paths.data_file(data_folder)
        path.write_bytes(path.read_bytes().replace("政教处".encode(), "政救处".encode(), 1))
        page = Controller(self._theme, data_folder).start()
        page.showNormal()
        page.resize(1280, 720)
        self.shoot(page, "recovery")
        page.close()

    def list_being_filled(self, data_folder: Path) -> None:
        """Take the list while it is filled in, its panel beside it."""
        window = self._open(data_folder)
        window.resize(1280, 720)
        window.navigation.open_page("list")
        table = window.list_page.table
        table.setCurrentIndex(table.model().index(5, 5))
        table.clear_block()
        table.setCurrentIndex(table.model().index(6, 2))
        table.clear_block()
        window.list_page.check()
        table.edit_cell(5, 3)
        self.shoot(window, "task-list-findings")
        window.close()

    def _open(self, data_folder: Path) -> MainWindow:
        window = Controller(self._theme, data_folder).start()
        if not isinstance(window, MainWindow):
            raise SystemExit("the sample did not open")
        window.showNormal()
        return window


def for_manual(source: Path, target: Path) -> None:
    """Write the manual's pictures: narrower, in few colours."""
    target.mkdir(parents=True, exist_ok=True)
    for name, taken in IN_MANUAL.items():
        picture = QImage(str(source / f"{taken}.png"))
        narrow = picture.scaledToWidth(MANUAL_PX, Qt.TransformationMode.SmoothTransformation)
        few = narrow.convertToFormat(QImage.Format.Format_Indexed8, PLAIN)
        few.save(str(target / f"{name}.png"), quality=0)  # the smallest file


def main(folder: str, manual: str) -> None:
    """Write all pictures into a folder, and those of the manual."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    own = Path(tempfile.gettempdir()) / "职教清单"  # a name that may be read on the pictures
    shutil.rmtree(own, ignore_errors=True)
    try:
        photographer = Photographer(target)
        photographer.first_run(own / "数据")
        photographer.new_notice(own / "通知")
        for module in (home_page, standing_words, month_page):  # the sample's own day
            if not hasattr(module, "today"):
                raise AttributeError(module.__name__)
            setattr(module, "today", lambda: TODAY)  # noqa: B010  (read where it was imported)
        demo.live_until(own / "year", MONTH)
        photographer.pages(own / "year")
        photographer.recovery(own / "year")
        loading.load_document(own / "list", resources.path(demo.SAMPLE).read_bytes(), replace=False)
        photographer.list_being_filled(own / "list")
    finally:
        shutil.rmtree(own)
    for_manual(target, Path(manual))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
