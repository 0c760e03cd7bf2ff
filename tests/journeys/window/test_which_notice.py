"""Two notices in one year and another year: whatever the window says of another one, it says which.

Every page is shown under each notice. A text of another notice's own may stand there only beside
that notice's name, or its year where no other notice has it.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel

import resources
from forms.documents import kinds
from models.documents import document, lifecycle, revisions, versions
from models.documents.deliveries import EventKind
from models.documents.document import as_kind
from models.interchange import editing
from models.monthly_report import kept
from models.monthly_report.edits import figure_changes, result_changes, row_change
from models.monthly_report.results import Result
from models.monthly_report.sheet import ReportSheet
from models.notices.shipped import shipped_notices
from models.school import notices_kept
from models.storage import paths
from models.storage.store import Store
from models.task_list import plan
from tests.helpers import NOTICE, close_without_backup, no_picture, there
from tests.journeys.window.screen import columns_of, words_on_screen
from ui.delivery.verify_page import VerifyPage
from ui.kit.background import Background
from ui.safekeeping.history_page import HistoryPage
from ui.use_cases.data.notices import begin_notice
from ui.use_cases.documents import files_of, finalising
from ui.use_cases.documents.searching import elsewhere
from ui.use_cases.program import demo
from ui.window.main_window import MainWindow
from ui.window.pages import SIGNS
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.documents.versions import Version
    from models.notices.indicator import Ratio

LEAST = 9  # characters of a text that is one notice's own
FIRST_YEAR, SHARED_YEAR = 2021, 2022
COUNTIES = {"xinjiang_plan": "新绛县", "jishan_plan": "稷山县"}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years")
    demo.run(folder, no_picture)
    store = Store.open(paths.data_file(folder / demo.DATA_FOLDER))
    live_another_year(store, folder)
    notices_kept.show(store, NOTICE)
    store.close()
    return folder


def live_another_year(store: Store, folder: Path) -> None:
    """A plan's first year, begun last: its list and its December report, finalised and sent."""
    part = json.loads(resources.path(demo.EARLIER).read_text(encoding="utf-8"))
    year = {**part["years"][1], "year": FIRST_YEAR, "first_month": 12}
    for entry in year["task_list"]["entries"]:
        entry["measures"] = f"头一年先做第{entry['task']}项的摸底，年底小结"
        for month in entry["months"].values():
            month["goal"] = f"头一年第{entry['task']}项按月推进"
    begun = begin_notice(store, shipped_notices()[f"jishan_plan/{FIRST_YEAR}"])
    editing.edit(store, json.dumps({**part, "years": [year]}).encode())
    finish(store, begun, folder)
    december = lifecycle.begin(store, kept.document(begun.document.notice, 12))
    report = as_kind(document.load(store, december), ReportSheet).report
    for line in report.lines:
        row, goal, changes = line.row, line.goal, []
        if line.has_plan:
            changes += row_change(december.id, row, "progress", "头一年年底按计划办完，材料已归档")
        changes += result_changes(
            december.id, row, Result.ON_TIME if line.has_plan else Result.NONE
        )
        figures: dict[str, int | Ratio] = {**goal.amounts, **goal.ratios}
        for key, amount in figures.items():
            changes += figure_changes(december.id, line, key, amount)
        store.edit(changes)
    finish(store, december, folder)


def finish(store: Store, version: Version, folder: Path) -> None:
    final = finalising.finalise(store, version)
    for kind in (EventKind.STAMPED, EventKind.HANDED_IN, EventKind.SENT):
        revisions.deliver(store, final, revisions.event(kind, date(FIRST_YEAR + 1, 1, 9)))
    files_of.export_all(store, document.load(store, final), folder)


@pytest.fixture
def shown(lived: Path, theme, answers) -> Iterator[MainWindow]:
    theme.apply(100)
    store = Store.open(paths.data_file(lived / demo.DATA_FOLDER))
    made = MainWindow(Workspace(store.path.parent, store), theme, answers, Background())
    made.resize(1366, 768)
    made.show()
    yield made
    close_without_backup(made)


def own_texts(store: Store) -> dict[int, set[str]]:
    """What stands in the documents of one notice and nowhere in those of another, by notice."""
    pieces: dict[int, set[str]] = {}
    whole: dict[int, str] = {}
    for one in notices_kept.opened(store):
        texts = [
            text
            for version in versions.of_notice(store, one.id)
            for row in kinds.of(version.document.kind).fill(document.load(store, version)).rows
            for text in row.values()
        ]
        whole[one.id] = "\n".join(texts)
        cut = (piece for text in texts for piece in re.split(r"[\n；。：]", text))
        pieces[one.id] = {piece for piece in cut if len(piece) >= LEAST}
    others = {one: [text for other, text in whole.items() if other != one] for one in whole}
    return {
        one: {piece for piece in found if not any(piece in text for text in others[one])}
        for one, found in pieces.items()
    }


def lines() -> list[str]:
    """Every text in sight; of a table each row as one."""
    rows: list[list[str]] = []
    for top in QApplication.topLevelWidgets():
        for view in top.findChildren(QAbstractItemView):
            model = view.model()
            if view.isVisible() and model is not None:
                places = range(columns_of(view))
                rows += [
                    [str(model.index(row, column).data() or "") for column in places]
                    for row in range(model.rowCount())
                ]
    cells = {cell for row in rows for cell in row}
    return [*("　".join(row) for row in rows), *(t for t in words_on_screen() if t not in cells)]


def pages_of(window: MainWindow) -> Iterator[str]:
    """Show each page, and of pages of documents each document."""
    store, under = window.workspace.store, window.workspace.notice
    for sign in SIGNS:
        window.navigation.open_page(sign.name)
        settle(window)
        yield sign.name
    for version in versions.of_notice(store, under):
        window.navigation.open_document(version.document)
        settle(window)
        yield version.word
        window.navigation.print_document(version.document)
        settle(window)
        yield f"打印 {version.word}"


def settle(window: MainWindow) -> None:
    window.background.wait()
    QApplication.processEvents()


def says_which(store: Store, text: str, notice: int) -> bool:
    """Whether a text names a notice: its year where that is enough, else its county's name."""
    one = next(one for one in notices_kept.opened(store) if one.id == notice)
    return f"{one.year}年" in text and (one.year != SHARED_YEAR or COUNTIES[one.key] in text)


def test_what_is_another_notice_s_stands_beside_its_name(shown: MainWindow) -> None:
    store = shown.workspace.store
    own = own_texts(store)
    assert all(len(texts) > 20 for texts in own.values())
    looked_at = 0
    for under in own:
        shown.chooser.choose(under)
        for page in pages_of(shown):
            for text in lines():
                looked_at += 1
                for other, pieces in own.items():
                    named = [p for p in pieces if p in text] if other != under else []
                    if named:
                        assert says_which(store, text, other), (page, text)
    assert looked_at > 3_000


def test_each_line_of_the_history_names_its_document(shown: MainWindow) -> None:
    shown.navigation.open_page("history")
    page = shown.pages.page("history")
    assert isinstance(page, HistoryPage)
    page.document_choice.setCurrentIndex(page.document_choice.count() - 1)  # of all notices
    page.show_lines()
    while page._slices.isActive():
        settle(shown)
    store = shown.workspace.store
    places = [line.place for line in page.table.lines]
    of_documents = [place for place in places if re.search(r"清单|报告", place)]
    assert len(of_documents) > 50
    years = set()
    for place in of_documents:
        which = re.search(r"（(20\d\d年)(.*)）$", place)
        assert which, place
        years.add(which[1])
        if which[1] == "2022年":
            assert "新绛县" in which[2] or "稷山县" in which[2], place
    assert years >= {"2021年", "2022年", "2023年"}
    assert store.is_writable


def test_the_names_that_are_offered_for_files_are_all_different(
    shown: MainWindow, answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    monkeypatch.setattr(answers, "save_path", lambda _t, name, _k: offered.append(name))
    store = shown.workspace.store
    subjects = []
    for one in notices_kept.opened(store):
        shown.chooser.choose(one.id)
        for version in {v.document: v for v in versions.of_notice(store, one.id)}.values():
            shown.navigation.print_document(version.document)
            settle(shown)
            page = shown.pages.print
            page.save_pdf()
            page.outgoing.save_xlsx()
            subjects.append(files_of.letter(store, document.load(store, version)).subject)
            for name in (*offered[-2:], subjects[-1]):
                assert says_which(store, name, one.id), name
    assert len(set(offered)) == len(offered) == 2 * len(subjects)
    assert len(set(subjects)) == len(subjects)


def test_verifying_says_whose_and_which(shown: MainWindow, lived: Path) -> None:
    """Under whichever notice it is done."""
    shown.navigation.open_page("verify")
    page = shown.pages.page("verify")
    assert isinstance(page, VerifyPage)
    books = sorted(lived.glob("*_v1.0.xlsx"))
    assert len(books) > 10
    for book in books:
        page.take(book)
        settle(shown)
        said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        (record,) = [text for text in said if "本机记录" in text]
        year = there(re.search(r"_(20\d\d)年", book.name))[1]
        assert f"{year}年" in record
        for county in COUNTIES.values():
            assert (county in record) == (county in book.name)


def test_a_search_from_any_list_finds_the_others_by_name(shown: MainWindow) -> None:
    store = shown.workspace.store
    for under in [one.id for one in notices_kept.opened(store)]:
        shown.chooser.choose(under)
        for text in ("头一年先做", "思政微课", "双师"):
            for hit in elsewhere(store, text, plan.document(under)):
                assert says_which(store, hit.words, hit.document.notice), hit.words
    hits = elsewhere(store, "微课", plan.document(NOTICE))
    assert len({hit.document.notice for hit in hits}) == 4
    assert len({hit.words for hit in hits}) == len(hits)


def test_the_first_page_names_what_waits_elsewhere(shown: MainWindow) -> None:
    """All of the demo's lists are handed in; the months that nobody asked for are named by year."""
    shown.chooser.choose(notices_kept.opened(shown.workspace.store)[-1].id)
    shown.navigation.open_page("home")
    settle(shown)
    texts: list[str] = [w.text() for w in shown.findChildren(QLabel) if w.isVisible()]
    for text in texts:
        if re.search(r"(?<!\d)2022", text):
            assert "新绛" in text or "稷山" in text, text
