"""The figures of the product: one line each, ``name ratio goal``, all taken in one run.

Machines are noisy, so only ratios of runs that took turns are printed, medians of at least seven.
"""

from __future__ import annotations

import io
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

import resources
from forms.layout import fonts
from forms.layout.paginate import MM, paginate
from forms.render import pdf
from models.documents import lifecycle
from models.documents.document import load
from models.interchange import document as interchange
from models.monthly_report import kept
from models.notices.shipped import shipped_notices
from models.safekeeping import opening
from models.school import notices_kept
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list import plan, sheet
from tests.benchmarks import county, foreign_files, heartbeat, long_list, many_notices, notice_text
from tests.benchmarks.programs import BARE, CLOSED, EDITED, OURS, UNPROVED, run
from tests.helpers import NOTICE, list_of, prose
from ui.use_cases.data import data_folder, loading
from ui.use_cases.documents import files_of, finalising
from ui.use_cases.documents.composing import compose
from ui.use_cases.program import demo

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9
SETTLED_S = 3.2
FULL_LOG = 25  # rounds of 50 edits: both logs have been filled and begun again


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], object], theirs: Callable[[], object], runs: int = RUNS) -> float:
    """Return median(ours) ÷ median(theirs), the two taking turns, after one run each to warm up."""
    ours()
    theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return statistics.median(p[0] for p in pairs) / statistics.median(p[1] for p in pairs)


def report(name: str, figure: float, goal: float) -> None:
    sys.stdout.write(f"{name} {figure:.2f} {goal}\n")
    sys.stdout.flush()


def filled(folder: Path) -> Store:
    loading.load_document(folder, resources.path("sample/school.json").read_bytes(), replace=False)
    return data_folder.open_store(folder)


def bench_window(folder: Path) -> None:
    store = filled(folder)
    opening.end_session(store)  # one that ended without a word is proved whole
    figure = ratio(
        lambda: run(sys.executable, "-c", OURS, folder), lambda: run(sys.executable, "-c", BARE)
    )
    report("window_shown_and_editable/bare_window", figure, 2.15)


def bench_export(folder: Path) -> None:
    store = filled(folder / "data")
    out = folder / "out"
    out.mkdir()
    sheet = list_of(store)
    xlsx = next(p for p in files_of.export(store, sheet, out) if p.suffix == ".xlsx")
    converted = folder / "converted"

    def office() -> None:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        words = ("--headless", profile, "--convert-to", "pdf", "--outdir", converted, xlsx)
        run("soffice", *words)

    inside = ratio(lambda: files_of.export(store, list_of(store), out), office, 7)
    store.close()
    words = ("--data-dir", folder / "data", "export", "task-list", "--year", 2023, "--to", out)
    process = ratio(lambda: run(sys.executable, "main.py", *words), office, 7)
    report("export_process/libreoffice", process, 0.5)
    report("export_inside/libreoffice", inside, 0.08)


def bench_edit(folder: Path) -> None:
    store = filled(folder)
    version = plan.newest(store, NOTICE).id
    bare = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    bare.executescript(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
        "PRAGMA wal_autocheckpoint=1000; PRAGMA cell_size_check=ON;"
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, measures TEXT) STRICT;"
        "INSERT INTO entry VALUES (1, '')"
    )
    numbers = iter(range(10**9))

    def ours() -> None:
        for _ in range(50):
            text = f"举措 {next(numbers)}"
            store.edit([list_edits.entry_change(version, 1, "measures", text)])

    def theirs() -> None:
        for _ in range(50):
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("UPDATE entry SET measures = ? WHERE id = 1", (f"举措 {next(numbers)}",))
            bare.execute("COMMIT")

    time.sleep(SETTLED_S)  # a folder in which files were just made is looked at more closely
    for _ in range(FULL_LOG):  # a log that still grows is slower to sync
        ours()
        theirs()
    report("durable_edit/bare_commit", ratio(ours, theirs, 15), 2)
    bare.close()
    store.close()


def bench_layout(folder: Path) -> None:
    store = filled(folder)
    form = compose(list_of(store)).form
    store.close()
    rows = [{**form.rows[i % 9], "number": str(i + 1)} for i in range(300)]
    long = replace(form, rows=tuple(rows))
    style = ParagraphStyle("c", fontName=fonts.STANDARD, fontSize=10.5, leading=15, wordWrap="CJK")
    keys = [c.key for c in form.spec.columns]
    # Platypus knows no fallback: the rare characters of the sample stand in the everyday font.
    plain = [[row[k].replace("峯", "峰") for k in keys] for row in rows]

    def platypus() -> None:
        table = Table(
            [[Paragraph(text.replace("\n", "<br/>"), style) for text in row] for row in plain],
            colWidths=[c.width_mm * MM for c in form.spec.columns],
        )
        SimpleDocTemplate(io.BytesIO(), pagesize=(842, 595)).build([table])

    report("long_list/platypus", ratio(lambda: pdf.render(long), platypus, 7), 0.7)
    for_cell = [dict(r) for r in form.rows]

    def cell(length: int) -> Callable[[], object]:
        text = prose(length, 1)
        contents = replace(form, rows=({**for_cell[0], "measures": text}, *form.rows[1:]))
        return lambda: paginate(contents)

    report("layout_20000/10000", ratio(cell(20_000), cell(10_000), 15), 2.2)


def many_years(path: Path, count: int) -> Path:
    """Write a data file with the sample's list in ``count`` years, the sample's year last."""
    sample = interchange.read(resources.path("sample/school.json").read_bytes(), shipped_notices())
    (year,) = sample.years
    years = [
        replace(year, notice=replace(year.notice, year=year.notice.year - back))
        for back in range(count - 1, -1, -1)
    ]
    store = Store.create(path)
    interchange.load(store, replace(sample, years=tuple(years)))
    store.close()
    return path


def bench_opening(folder: Path) -> None:
    one, thirty = many_years(folder / "one.sqlite3", 1), many_years(folder / "thirty.sqlite3", 30)

    def opening(path: Path) -> Callable[[], object]:
        def work() -> None:
            store = Store.open(path)
            sheet.newest(store, notices_kept.opened(store)[-1].id).rule_findings()
            store.can_undo()
            store.close()

        return work

    report("opening_30_years/1_year", ratio(opening(thirty), opening(one), 41), 1.15)


def bench_checks(folder: Path) -> None:
    """The window shown, with what is proved before and without.

    30 years of data; the newest year is finalised whole, so that its PDFs are proved too.
    """
    path = many_years(folder / "zhijiao.sqlite3", 30)
    store = Store.open(path)
    notice = notices_kept.opened(store)[-1].id
    finalising.finalise(store, plan.newest(store, notice))
    for _, report_version in sorted(kept.newest(store, notice).items()):
        finalising.finalise(store, report_version)
    opening.end_session(store)
    shown = OURS.replace(EDITED, "")  # a finalised list is not edited
    unproved = UNPROVED + shown
    figure = ratio(
        lambda: run(sys.executable, "-c", shown, folder),
        lambda: run(sys.executable, "-c", unproved, folder),
        15,
    )
    report("window_with_checks/without", figure, 1.2)


@cache
def application() -> QApplication:
    """Return the one application of this process."""
    from ui.kit.desktop import make_application

    return make_application()


def bench_month_page(folder: Path) -> None:
    """Open December's report in the real window: 300 reports in the file, or ten."""
    from ui.kit.background import Background
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.monthly_report.page import MonthPage
    from ui.tools import Tools
    from ui.workspace import Workspace

    theme = Theme(application())
    theme.apply(100)

    def opening(path: Path) -> Callable[[], object]:
        clock = [datetime.now(UTC)]
        store = Store.open(path, lambda: clock[0])
        for notice in notices_kept.opened(store):  # lists are final when months are filled in
            clock[0] = datetime(notice.year, 3, 1, tzinfo=UTC)
            finalising.finalise(store, plan.newest(store, notice.id))
        workspace, messages, background = Workspace(path.parent, store), Messages(), Background()
        foreign_files = ForeignFiles(messages, background)
        page = MonthPage(Tools(workspace, theme, messages, background, foreign_files))
        page.resize(1144, 640)
        page.show()

        def work() -> None:
            workspace.reload()
            page.show_month(12)
            application().processEvents()

        return work

    one, thirty = many_years(folder / "one.sqlite3", 1), many_years(folder / "thirty.sqlite3", 30)
    report("month_page_30_years/1_year", ratio(opening(thirty), opening(one), 25), 1.15)


def bench_long_list(folder: Path) -> None:
    """A list of 60 rows against one of nine: the window's start, its page, an edit."""
    from ui.kit.theme import Theme

    nine, sixty = long_list.written(folder / "nine", 9), long_list.written(folder / "sixty", 60)
    start = ratio(
        lambda: run(sys.executable, "-c", OURS, sixty),
        lambda: run(sys.executable, "-c", OURS, nine),
    )
    report("start_60_rows/9_rows", start, 1.5)
    theme = Theme(application())
    theme.apply(100)
    many, few = long_list.tools(sixty, theme), long_list.tools(nine, theme)
    opened = ratio(long_list.opening(many), long_list.opening(few), 15)
    report("list_page_60_rows/9_rows", opened, 2.5)
    edited = ratio(long_list.editing(many), long_list.editing(few), 41)
    report("edit_60_rows/9_rows", edited, 1.2)


def bench_many_notices(folder: Path) -> None:
    """The start on 30 notices against one; work under another one against a month's page."""
    from ui.kit.theme import Theme

    one, thirty = (many_notices.written(folder / str(count), count) for count in (1, 30))
    start = ratio(
        lambda: run(sys.executable, "-c", CLOSED + OURS, thirty),
        lambda: run(sys.executable, "-c", CLOSED + OURS, one),
        15,
    )
    report("start_30_notices/1_notice", start, 1.15)
    theme = Theme(application())
    theme.apply(100)
    switched, month = (many_notices.window(folder / name, theme) for name in ("a", "b"))
    figure = ratio(many_notices.switching(switched), many_notices.opening_a_month(month), 25)
    report("other_notice/month_page", figure, 1)


def bench_finalising(folder: Path) -> None:
    own = folder / "data"
    demo.live_until(own, 5)
    store = data_folder.open_store(own)
    version = kept.newest(store, NOTICE)[5]
    xlsx = folder / "may.xlsx"

    def finalise() -> None:
        final = finalising.finalise(store, version)
        xlsx.write_bytes(files_of.xlsx_bytes(store, load(store, final)))
        lifecycle.withdraw(store, final, "再来")

    def office() -> None:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        words = ("--headless", profile, "--convert-to", "pdf", "--outdir", folder / "x", xlsx)
        run("soffice", *words)

    report("finalising_inside/libreoffice", ratio(finalise, office, 7), 0.15)
    store.close()


def bench_notice_text(_folder: Path) -> None:
    report("notice_read/its_plain_text", ratio(*notice_text.reading_and_extracting(), 15), 5)


def bench_foreign_files(folder: Path) -> None:
    """A hundred files through the reader process; then all that want to do harm, window open."""
    files = foreign_files.a_hundred_files(folder)
    ours, bare = foreign_files.read_all(files), foreign_files.load_all(files)
    report("100_files/100_bare_openpyxl", ratio(ours, bare, 7), 1.3)
    pause = foreign_files.longest_pause(folder, application())
    report("hostile_files_longest_pause_ms", pause, 100)


def bench_county(folder: Path) -> None:
    """A thousand schools' files reckoned beside loading them; memory beside that of a hundred."""
    many, few = county.many_files(folder)
    bare = foreign_files.load_all(sorted(many.iterdir()))
    report("1000_files_collected/1000_bare_openpyxl", ratio(county.collecting(many), bare, 3), 1.3)
    peaks = [county.peak_mb(one, folder / f"{one.name}-out") for one in (many, few)]
    report("peak_of_1000_files/peak_of_100", peaks[0] / peaks[1], 1.1)


def bench_heartbeat(folder: Path) -> None:
    """The longest pauses of the window on 50 years of data; a search against a bare LIKE."""
    from ui.kit.theme import Theme

    path = many_years(folder / "zhijiao.sqlite3", 50)
    heartbeat.fill_history(path)
    for name, pause in heartbeat.pauses(folder, application(), Theme(application())):
        report(f"{name}_longest_pause_ms", pause, 100)
    report("search_nowhere/bare_like", ratio(*heartbeat.one_search(path)), 3)


def main() -> None:
    benches = (bench_window, bench_export, bench_edit, bench_layout, bench_opening, bench_checks)
    more = (bench_finalising, bench_month_page, bench_long_list, bench_many_notices)
    for bench in (
        *benches,
        *more,
        bench_notice_text,
        bench_foreign_files,
        bench_county,
        bench_heartbeat,
    ):
        with tempfile.TemporaryDirectory(prefix="zhijiao-bench-") as name:
            bench(Path(name))


if __name__ == "__main__":
    main()
