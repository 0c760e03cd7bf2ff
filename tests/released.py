"""Two years of a school as a release left them, and what that release said of its own file.

``python -m tests.released FOLDER`` makes the file and its record with the program as it stands:
run by a release, it makes the fixture of that release. The test reads the file with today's program
and compares with the record.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from forms.documents import known
from forms.form.check_code import code_of
from forms.form.filled import canonical
from forms.render import pdf
from models.documents import deliveries, history, lifecycle, revisions, versions
from models.documents.deliveries import EventKind, Scan
from models.documents.document import load
from models.interchange import document as interchange
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.interchange import report_changes
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportRow
from models.notices.indicator import Share
from models.notices.notice import Duty
from models.notices.shipped import shipped_notices
from models.school import kept_settings, notices_kept, register
from models.storage.store import Change, Store
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list import reading as list_reading
from models.task_list.its_notice.opening import open_notice
from tests.helpers import read_pdf, there
from ui.use_cases.documents import finalising
from ui.use_cases.documents.composing import compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.form.filled import FilledForm
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Batch

DATA, RECORD = "zhijiao.sqlite3", "record.json"
FIRST, SECOND = 2023, 2024
STEPS = 10
PNG = b"\x89PNG\r\n\x1a\n" + b"scan" * 64 + b"IEND\xaeB`\x82"


def second_notice(first: Notice) -> Notice:
    """The notice of the year after, of another office: other wording, room, shares and totals."""
    tasks = list(first.tasks)
    eighth = tasks[7]
    (enrolment,) = eighth.indicators
    shares = {first.schools[0].name: Share(520)}
    tasks[7] = replace(eighth, indicators=(replace(enrolment, total=2600, share=shares),))
    return replace(
        first,
        key="yangcheng_2024",
        name="阳城县2024年",
        year=SECOND,
        title=first.title.replace("2023", "2024"),
        doc_number="阳教职函字〔2024〕2号",
        place="518室",
        duties={
            "task_list": Duty(date(SECOND, 3, 8)),
            "monthly_report": first.duties["monthly_report"]._replace(months=tuple(range(2, 13))),
        },
        tasks=tuple(tasks),
    )


class Clock:
    """The time of the story; each step sets the day."""

    def __init__(self) -> None:
        self.day = date(FIRST, 3, 1)

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, 30, tzinfo=UTC)


class Story:
    """Lives two years: every kind of row, step and paper that the schema knows is left behind."""

    def __init__(self, store: Store, clock: Clock, contents: interchange.Contents) -> None:
        self._store = store
        self._clock = clock
        self._reports = {report.month: report for report in contents.years[0].reports}

    def first_year(self) -> None:
        store = self._store
        kept_settings.set_setting(store, "mail_to", "jiaoyuke@example.invalid")
        store.edit([Change("share", (self._notice(FIRST), "6.training"), "amount", 650)])
        self._withdrawn_once()
        self._deliver(self._list(FIRST), "printed", "signed_off", "stamped", "handed_in", "sent")
        for month in (3, 4):
            self._deliver(self._finish(month), "stamped", "handed_in")
        self._returned_and_corrected(4)
        self._adjusted(6)
        self._finish(5)
        self._given_up()
        self._begin(6)

    def _withdrawn_once(self) -> None:
        self._on(date(FIRST, 3, 6))
        finalising.finalise(self._store, self._list(FIRST))
        lifecycle.withdraw(self._store, self._list(FIRST), "电话写错了")
        self._store.edit([register.school_change("phone", "0356-4236666")])
        self._on(date(FIRST, 3, 7))
        finalising.finalise(self._store, self._list(FIRST))

    def _begin(self, month: int) -> Version:
        self._on(date(FIRST, month, 20))
        report = self._reports[month]
        version = lifecycle.begin(self._store, kept.document(self._notice(FIRST), month))
        self._store.edit(report_changes(version.id, report))
        return version

    def _finish(self, month: int) -> Version:
        return finalising.finalise(self._store, self._begin(month))

    def _returned_and_corrected(self, month: int) -> None:
        store, handed_in = self._store, self._report(month)
        self._on(date(FIRST, month, 27))
        self._deliver(handed_in, "returned")
        draft = revisions.begin_correction(store, handed_in)
        row = ReportRow(RowKind.GOAL, 8, month)
        store.edit(
            [
                report_edits.amount_change(draft.id, row, "8.enrolment", 3),
                revisions.revision_change(draft.id, "reason", "招生意向登记重复了一人"),
                Change("change_reason", (draft.id, f"goal:8:{month}"), "reason", "重复登记"),
            ]
        )
        final = finalising.finalise(store, draft)
        self._deliver(final, "stamped", scan=Scan("盖章页.png", PNG))
        wrong = deliveries.events(store, final.id)[-1]
        revisions.deliver(store, final, revisions.event(EventKind.HANDED_IN, self._clock.day))
        revisions.revoke(store, final, wrong.id, "扫描件不清楚")
        self._deliver(final, "stamped", scan=Scan("盖章页（清楚）.png", PNG))

    def _adjusted(self, month: int) -> None:
        store = self._store
        self._on(date(FIRST, 5, 10))
        draft = revisions.begin_adjustment(store, self._list(FIRST), month)
        words = {"reason": "报名推迟到9月", "basis": "省教育厅公告", "asked_on": "2023-05-08"}
        words |= {"office": "教务处", "leader": "刘志明", "leader_on": "2023-05-09"}
        words |= {"told_how": "书面", "reply": "同意", "replied_by": "张老师"}
        words |= {"replied_on": "2023-05-10"}
        store.edit(
            [
                Change("goal", (draft.id, 2, 6), "goal", None),
                Change("goal", (draft.id, 2, 6), "none", 1),
                Change("goal", (draft.id, 2, 9), "goal", "组织省级培训报名；实践成果汇报"),
                *(revisions.revision_change(draft.id, name, text) for name, text in words.items()),
            ]
        )
        self._deliver(finalising.finalise(store, draft), "stamped", "handed_in")

    def _given_up(self) -> None:
        self._on(date(FIRST, 6, 1))
        draft = revisions.begin_adjustment(self._store, self._list(FIRST), 8)
        self._store.edit([list_edits.entry_change(draft.id, 1, "person", "临时负责人")])
        revisions.discard(self._store, draft)

    def second_year(self, notice: Notice) -> None:
        """A school year that starts in May, with figures from before; then a day of typing."""
        store = self._store
        self._on(date(SECOND, 2, 20))
        version = open_notice(store, notice)
        second = self._notice(SECOND)
        store.edit([Change("report_start", (second,), "first_month", 5)])
        store.edit([Change("opening", (second, "6.training"), "amount", 120)])
        store.edit([Change("share", (second, "8.enrolment"), "amount", 530)])
        store.edit(register.staff_changes(store, self._staff_with("信息中心", ("李文", "赵一"))))
        first = list_reading.task_list(
            store, self._list(FIRST).id, notices_kept.notice(store, self._notice(FIRST))
        )
        for entry in first.entries:
            store.edit(
                list_edits.entry_change(version.id, entry.task, field, getattr(entry, field))
                for field in ("measures", "office", "person")
            )
        goals = "5月：开展排查；6—7月：整改；全年：不出事故"
        entry = self._entry(version, 9)
        store.edit(list_edits.goals_changes(version.id, entry, goals, (), SECOND))
        store.edit([list_edits.amount_change(version.id, 6, 5, "6.training", 60)])
        store.edit(list_edits.month_changes(version.id, 6, 6, "本月无安排"))
        store.edit([Change("explanation", (version.id, "share:6.training"), "value", "60")])
        store.edit([Change("version", (version.id,), "filled_on", "2024-03-05")])
        self._type(version)

    def _type(self, version: Version) -> None:
        """Edits that undo and redo find again: two joined into one, four taken back, one again."""
        store = self._store
        self._on(date(SECOND, 3, 1))
        batch = there(store.edit([list_edits.entry_change(version.id, 3, "person", "王")]))
        store.edit([list_edits.entry_change(version.id, 3, "person", "王某")], batch.number)
        june = self._report(6)
        for number in range(1, 8):
            row = ReportRow(RowKind.GOAL, number, 6)
            text = f"第{number}项：补充说明"
            store.edit(report_edits.row_change(june.id, row, "progress", text))
            store.edit([list_edits.entry_change(version.id, number, "office", f"处室{number}")])
        store.edit([register.school_change("contact", "陈建新")])
        for _ in range(4):
            store.undo()
        store.redo()

    # -- what the steps share ----------------------------------------------------------------------

    def _staff_with(self, office: str, persons: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        staff = register.staff(self._store)
        persons_of = {o.name: tuple(person.name for person in o.persons) for o in staff}
        return persons_of | {office: persons}

    def _entry(self, version: Version, task: int) -> Any:
        notice = notices_kept.notice(self._store, version.document.notice)
        return list_reading.task_list(self._store, version.id, notice).entry(task)

    def _list(self, year: int) -> Version:
        return plan.newest(self._store, self._notice(year))

    def _notice(self, year: int) -> int:
        return notices_kept.of_year(self._store, year)

    def _report(self, month: int) -> Version:
        found = versions.newest(self._store, kept.document(self._notice(FIRST), month))
        assert found is not None
        return found

    def _on(self, day: date) -> None:
        self._clock.day = day

    def _deliver(self, version: Version, *kinds: str, scan: Scan | None = None) -> None:
        for kind in kinds:
            event = revisions.event(EventKind(kind), self._clock.day, "王建国", "2 份")
            revisions.deliver(self._store, version, event, scan)


def make(folder: Path) -> None:
    """Live the two years into a new data file, and record what this program says of it."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped = shipped_notices()
    contents = interchange.read(resources.path("sample/school.json").read_bytes(), shipped)
    clock = Clock()
    store = Store.create(folder / DATA, clock)
    years = tuple(replace(year, reports=()) for year in contents.years)
    interchange.load(store, replace(contents, years=years))
    story = Story(store, clock, contents)
    story.first_year()
    story.second_year(second_notice(shipped["yangcheng_2023"]))
    store.close()
    record = record_of(folder / DATA, folder)
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


# -- the record ------------------------------------------------------------------------------------


def record_of(path: Path, scratch: Path) -> dict[str, Any]:
    """What the running program says of a data file; nothing is left behind in ``scratch``."""
    store = Store.open(path)
    try:
        return {
            "document": json.loads(interchange.dump(store)),
            "versions": {str(v.id): _version(store, v) for v in _versions(store)},
            "snapshots": list(snapshots(store)),
            "events": {
                str(v.id): [list(vars(event).values()) for event in deliveries.events(store, v.id)]
                for v in _versions(store)
            },
            "scans": [list(row) for row in store.query("SELECT id, name, sha256 FROM scan")],
            "history": [_entry(entry) for entry in reversed(list(history.newest_first(store)))],
            "settings": dict(store.query("SELECT name, value FROM setting")),
            "walks": {name: walk(path, scratch, name) for name in WALKS},
        }
    finally:
        store.close()


def _versions(store: Store) -> list[Version]:
    found = notices_kept.opened(store)
    return [v for one in found for v in versions.of_notice(store, one.id)]


def _version(store: Store, version: Version) -> dict[str, Any]:
    """A version as pages show it, and the code of the sheet that would be printed of it now."""
    sheet = load(store, version)
    form = finalising.current_form(store, sheet)
    note = finalising.current_note(store, sheet)
    return {
        "document": f"{version.year} {version.word}",
        "mark": version.mark,
        "state": version.state.value,
        "effective_month": version.effective_month,
        "form": code_of(canonical(form)),
        "note": code_of(canonical(note)) if note else None,
        "findings": [finding.code for finding in compose(sheet).check()],
    }


def snapshots(store: Store) -> Iterator[dict[str, Any]]:
    """Every sheet ever finalised, withdrawn ones too: code, texts, the very PDF; printed again."""
    notices_of = {v.id: notices_kept.notice(store, v.document.notice) for v in _versions(store)}
    for row in store.query(
        "SELECT version_id, utc, code, canonical, extract, pdf, note_code, note, note_pdf"
        " FROM snapshot ORDER BY id"
    ):
        version, utc, code, text, extract, paper, note_code, note, note_paper = row
        notice = notices_of[version]
        yield {
            "version": version,
            "utc": utc,
            "code": code,
            "text": digest(text.encode()),
            "extract": digest(extract.encode()),
            "pdf": digest(paper),
            "printed again": lost_in_print(known.from_canonical(text, notice)),
            "note": [note_code, digest(note.encode()), digest(note_paper)] if note else None,
        }


def lost_in_print(form: FilledForm) -> str:
    """Return the characters of a sheet's cells that today's print of it does not show."""
    cells = Counter(c for row in form.rows for c in "".join(row.values()) if not c.isspace())
    shown = Counter(c["text"] for page in read_pdf(pdf.render(form)) for c in page.chars)
    return "".join((cells - shown).elements())


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _entry(entry: history.Entry) -> list[Any]:
    return [*list(vars(entry).values())[:4], list(entry.key), *list(vars(entry).values())[5:]]


# Ten steps back and forth, from where the file was left: over all documents, or on the page of one.
WALKS = ("all", "list", "report")


def walk(path: Path, scratch: Path, name: str) -> list[Any]:
    """What ten undos and redos change, in a copy; it ends with the contents it began with."""
    copy = scratch / f"walk-{name}.sqlite3"
    shutil.copy(path, copy)
    store = Store.open(copy)
    try:
        first, second = (notices_kept.of_year(store, year) for year in (FIRST, SECOND))
        june = versions.newest(store, kept.document(first, 6))
        page = {"all": None, "list": plan.newest(store, second), "report": june}[name]
        version = page.scope if page else None
        begun = interchange.dump(store)
        redone_first = [_batch(store.redo(version)) for _ in range(STEPS)]
        undone = [_batch(store.undo(version)) for _ in range(STEPS)]
        redone = [_batch(store.redo(version)) for _ in range(STEPS)]
        for _ in [batch for batch in redone_first if batch is not None]:
            store.undo(version)
        assert interchange.dump(store) == begun
        return [redone_first, undone, redone]
    finally:
        store.close()
        copy.unlink()


def _batch(batch: Batch | None) -> list[Any] | None:
    if batch is None:
        return None
    return [[c.table, list(c.key), c.field, c.value] for c in batch.changes]


if __name__ == "__main__":
    make(Path(sys.argv[1]))
