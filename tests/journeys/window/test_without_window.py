"""March to May lived on the command line from an empty folder, and the same lived in the window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import resources
from models.documents import deliveries, versions
from models.documents.deliveries import EventKind
from models.interchange import document as interchange
from models.monthly_report import kept
from models.monthly_report.results import Result
from models.notices.shipped import shipped_notices
from models.school import notices_kept, register
from models.storage import paths
from models.storage.store import Store
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import close_without_backup, there
from tests.ui.monthly_report.steps import choose_row, enter, type_into
from ui.cli import commands as cli
from ui.delivery.event_dialog import EventDialog
from ui.kit.background import Background
from ui.monthly_report.model import PROGRESS
from ui.monthly_report.page import MonthPage
from ui.settings.staff_table import StaffCells
from ui.use_cases.program import demo
from ui.window.main_window import MainWindow
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEAR, KEY = 2023, "yangcheng_2023"
NAMED = ("--year", YEAR, "--notice", KEY)
SAMPLE = json.loads(resources.path(demo.SAMPLE).read_text(encoding="utf-8"))
(LIVED,) = SAMPLE["years"]
REPORTS = {report["month"]: report for report in LIVED["monthly_reports"]}
# 销号 in the window keeps whose it was, and why: on the command line that is said.
(CLOSED,) = [row for row in REPORTS[4]["rows"] if row["kind"] == "open_item"]
CLOSED["shortfall"] = {"category": "经费设备", "person": "孙立新"}
MONTHS, CORRECTED, ADJUSTED_FROM = (3, 4, 5), 5, 6
DAYS = {"list": "2023-03-07", 3: "2023-03-24", 4: "2023-04-25", 5: "2023-05-25"}
WHO = "王建国"
NEW_PROGRESS, WHY = "第三批鉴定在实训楼组织，合格57人。", "数错了一人"
NEW_GOAL, WHY_ADJUSTED = "市级培训改在6月报名", "市局改了时间"
SIX_MEASURE = ("stamped", "handed-in", "sent")


# -- on the command line ---------------------------------------------------------------------------


class NoScreen:
    def picture(self, _data: Path, target: Path) -> None:
        raise AssertionError(target)

    def prove(self, _data: Path, content: bytes, school: str) -> list[str]:
        raise AssertionError(school)


class CommandLine:
    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder = folder
        self._scratch = scratch

    def do(self, *words: object) -> None:
        assert cli.run(["--data-dir", str(self.folder), *map(str, words)], NoScreen()) == 0, words

    def edit(self, **part: Any) -> None:
        source = self._scratch / "part.json"
        document = {"format": "zhijiao-qingdan", "version": 2, **part}
        source.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        self.do("edit", source)

    def edit_year(self, **part: Any) -> None:
        self.edit(years=[{"year": YEAR, "notice": KEY, **part}])

    def finish(self, *document: object, day: str) -> None:
        self.do("check", *document)
        self.do("finalise", *document)
        for happened in SIX_MEASURE:
            self.do("record", happened, *document, "--on", day, "--who", WHO)

    def live(self) -> None:
        self.do("begin", "task-list", *NAMED)
        school = {key: value for key, value in SAMPLE["school"].items() if key != "id"}
        self.edit(school=school, offices=SAMPLE["offices"])
        self.edit_year(task_list=LIVED["task_list"])
        self.finish("task-list", *NAMED, day=DAYS["list"])
        for month in MONTHS:
            report = ("monthly-report", *NAMED, "--month", month)
            self.do("begin", *report)
            self.edit_year(monthly_reports=[REPORTS[month]])
            self.finish(*report, day=DAYS[month])
        self.do("correct", *report, "--reason", WHY)
        row = {"task": 5, "kind": "goal", "origin_month": CORRECTED, "progress": NEW_PROGRESS}
        row["amounts"] = {"5.skill_assessment": 57}
        self.edit_year(monthly_reports=[{"month": CORRECTED, "rows": [row]}])
        self.do("finalise", *report)
        listed = ("task-list", *NAMED)
        self.do("adjust", *listed, "--from", ADJUSTED_FROM, "--reason", WHY_ADJUSTED)
        months = {str(ADJUSTED_FROM): {"goal": NEW_GOAL}}
        self.edit_year(task_list={"entries": [{"task": 2, "months": months}]})


# -- in the window ---------------------------------------------------------------------------------


class Clerk:
    """Does in the window what the command line does."""

    def __init__(self, window: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window, self._qtbot, self._monkeypatch = window, qtbot, monkeypatch
        self.store = window.workspace.store

    def live(self) -> None:
        self._fill_school()
        self._fill_list()
        self._finish(plan.document(self._notice), DAYS["list"])
        for month in MONTHS:
            self._fill_month(month)
            self._finish(kept.document(self._notice, month), DAYS[month])
        self._correct()
        self._adjust()

    @property
    def _notice(self) -> int:
        return notices_kept.opened(self.store)[0].id

    def _fill_school(self) -> None:
        self.window.navigation.open_page("settings")
        page = self.window.pages.settings
        for name, edit in page.fields.items():
            enter(edit, SAMPLE["school"][name], self._qtbot)
        page.notice_school.setCurrentText(SAMPLE["school"]["notice_school"])
        page._commit_notice_school()
        rows = [(o["name"], "、".join(o["persons"])) for o in SAMPLE["offices"]]
        cells = [(n, c, text) for n, row in enumerate(rows) for c, text in enumerate(row)]
        StaffCells(page.staff).set_cells(cells)
        page._commit_staff()

    def _fill_list(self) -> None:
        self.window.navigation.open_page("list")
        page = self.window.list_page
        for row, entry in enumerate(LIVED["task_list"]["entries"]):
            page.table.setCurrentIndex(page.model.index(row, page.model.place("goals")))
            months = page.panel.months
            for key, said in entry["months"].items():
                self._fill_goal(months, key, said)
            for field in ("measures", "office", "person"):
                assert page.model.write(
                    page.model.index(row, page.model.place(field)), entry[field]
                )
        day = LIVED["task_list"]["filled_on"]
        if day:
            enter(page.paper.head["date"], day, self._qtbot)

    def _fill_goal(self, months, key: str, said: dict[str, Any]) -> None:
        whens = {str(months.when(row)): row for row in range(months.rowCount())}
        row = whens["0" if key == "year" else key]
        if said.get("none"):
            months.mark_none([row])
            return
        assert months.write(months.index(row, 0), said.get("goal", ""))
        for indicator, amount in said.get("amounts", {}).items():
            place = [one.key for one in months.indicators].index(indicator) + 1
            assert months.write(months.index(row, place), str(amount))

    def _fill_month(self, month: int) -> None:
        self.window.navigation.open_document(kept.document(self._notice, month))
        page = self.window.pages.page("month")
        assert isinstance(page, MonthPage)
        page.begin()
        for key in ("as_of", "filled_on"):
            if REPORTS[month][key]:
                name = "as_of" if key == "as_of" else "date"
                enter(page.paper.head[name], REPORTS[month][key], self._qtbot)
        for row in REPORTS[month]["rows"]:
            self._fill_row(page, row)

    def _fill_row(self, page, row: dict[str, Any]) -> None:
        keys = [(kind.value, *rest) for kind, *rest in page.model.keys()]  # noqa: SIM118  (no mapping)
        place = keys.index((row["kind"], row["task"], row["origin_month"]))
        choose_row(page, place)
        if row["progress"]:
            type_into(page, place, PROGRESS, row["progress"])
        page.panel._buttons[Result(row["result"])].click()
        for key, amount in row["amounts"].items():
            enter(page.panel.amounts.fields[key], str(amount), self._qtbot)
        for name, text in (row["shortfall"] or {}).items() if row is not CLOSED else ():
            self._tell(page.panel, name, text)

    def _tell(self, panel, name: str, text: str) -> None:
        if name == "category":
            place = panel.shortfall.category.findText(text)
            panel.shortfall.category.setCurrentIndex(place)
            panel.shortfall._choose_category(place)
        elif name in panel.shortfall.texts:
            edit = panel.shortfall.texts[name]
            edit.setPlainText(text)
            edit.commit()
        else:
            enter(panel.shortfall.field(name), text, self._qtbot)

    def _finish(self, document, day: str) -> None:
        self._finalise(document)
        for happened in SIX_MEASURE:
            self._record(happened.replace("-", "_"), day)

    def _finalise(self, document) -> None:
        self.window.navigation.print_document(document)
        page = self.window.pages.print
        page.finalise()
        self._qtbot.waitUntil(
            lambda: not there(versions.newest(self.store, document)).is_draft, timeout=20_000
        )

    def _record(self, kind: str, day: str) -> None:
        def run(dialog: EventDialog) -> bool:
            dialog.day.setText(day)
            dialog.person.setText(WHO)
            dialog.accept()
            return bool(dialog.result())

        self._monkeypatch.setattr(EventDialog, "exec", run)
        self.window.pages.print.delivery.record(EventKind(kind))

    def _correct(self) -> None:
        document = kept.document(self._notice, CORRECTED)
        self.window.navigation.print_document(document)
        self.window.pages.print.delivery.correct()
        page = self.window.pages.page("month")
        assert isinstance(page, MonthPage)
        self.window.navigation.open_document(document)
        place = [row["task"] for row in REPORTS[CORRECTED]["rows"]].index(5)
        choose_row(page, place)
        type_into(page, place, PROGRESS, NEW_PROGRESS)
        enter(page.panel.amounts.fields["5.skill_assessment"], "57", self._qtbot)
        self._give_reason(document, WHY)
        self._finalise(document)

    def _adjust(self) -> None:
        document = plan.document(self._notice)
        self.window.navigation.print_document(document)
        self.window.pages.print.delivery.adjust()
        self.window.navigation.open_page("list")
        page = self.window.list_page
        page.table.setCurrentIndex(page.model.index(1, page.model.place("goals")))
        months = page.panel.months
        whens = {months.when(row): row for row in range(months.rowCount())}
        assert months.write(months.index(whens[ADJUSTED_FROM], 0), NEW_GOAL)
        self._give_reason(document, WHY_ADJUSTED)

    def _give_reason(self, document, text: str) -> None:
        from models.documents import revisions

        draft = there(versions.newest(self.store, document))
        assert self.window.workspace.edit([revisions.revision_change(draft.id, "reason", text)])


@pytest.fixture
def by_commands(tmp_path: Path) -> Iterator[Store]:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    line = CommandLine(tmp_path / "commands", scratch)
    line.live()
    store = Store.open(paths.data_file(line.folder))
    yield store
    store.close()


@pytest.fixture
def by_hand(by_commands: Store, tmp_path: Path, theme, answers, qtbot, monkeypatch):
    """The same in the window, on data that have the same id: its codes are to be the same."""
    store = Store.create(tmp_path / "window" / "zhijiao.sqlite3")
    open_notice(store, shipped_notices()[KEY])
    with store.transaction() as con:
        register.take_identity(con, register.school(by_commands).identity)
    theme.apply(100)
    answers.choice = f"{ADJUSTED_FROM}月"
    window = MainWindow(Workspace(store.path.parent, store), theme, answers, Background())
    window.show()
    Clerk(window, qtbot, monkeypatch).live()
    yield store
    close_without_backup(window)


def finals(store: Store) -> list[tuple[Any, ...]]:
    """What was finalised, with its code, what is written under it, and what happened to it."""
    (notice,) = notices_kept.opened(store)
    found: list[tuple[Any, ...]] = []
    for version in versions.of_notice(store, notice.id):
        events = [
            (event.kind, event.happened_on, event.person)
            for event in deliveries.events(store, version.id)
        ]
        state = (version.word, version.mark, version.state.value)
        if version.is_draft:
            found.append((*state, events))
            continue
        snapshot = versions.snapshot(store, version)
        found.append((*state, snapshot.code, snapshot.canonical, events))
    return found


def test_both_leave_equal_contents(by_commands: Store, by_hand: Store) -> None:
    assert json.loads(interchange.dump(by_hand)) == json.loads(interchange.dump(by_commands))
    assert finals(by_hand) == finals(by_commands)
    marks = [(word, mark, state) for word, mark, state, *_ in finals(by_commands)]
    assert marks == [
        ("年度清单", "v1.0", "final"),
        ("年度清单", "v2.0", "draft"),
        *((f"{month}月报告", "v1.0", "final") for month in MONTHS),
        ("5月报告", "更正第1次", "final"),
    ]
