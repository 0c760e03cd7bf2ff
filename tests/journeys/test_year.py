"""The whole sample year: every paper, every file, every code; what is frozen stays frozen."""

from __future__ import annotations

import email
import io
import json
import random
import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from email import policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import resources
from forms.documents import known
from forms.form.check_code import code_of
from forms.reading import verifying
from forms.render import pdf
from models.documents import deliveries, versions
from models.documents.document import as_kind, load
from models.errors import Refusal
from models.monthly_report import kept, wording
from models.monthly_report.sheet import ReportSheet
from models.school import notices_kept, people
from models.storage import paths
from models.storage.proof import Proof
from models.storage.store import Store
from models.task_list import plan
from tests.forms.sound import assert_sound
from tests.helpers import NOTICE, read_pdf, text_of, there
from ui.use_cases.documents import finalising, verification
from ui.use_cases.program import demo, foreign

if TYPE_CHECKING:
    from models.documents.versions import Version


LIST_ROWS = (
    "DELETE FROM entry WHERE version_id = ?",
    "UPDATE entry SET person = 'x' WHERE version_id = ?",
)
REPORT_ROWS = (
    "DELETE FROM report_row WHERE version_id = ?",
    "UPDATE report_row SET person = 'x' WHERE version_id = ?",
)


@pytest.fixture
def year(out: Path):
    store = Store.open(paths.data_file(out / demo.DATA_FOLDER))
    yield store
    store.close()


def finals(store: Store) -> list[Version]:
    found = versions.of_document(store, plan.document(NOTICE))
    for month in range(3, 13):
        found += versions.of_document(store, kept.document(NOTICE, month))
    return found


def test_every_document_of_the_year_is_there(year: Store) -> None:
    marks = [(v.word, v.mark, v.state.value) for v in finals(year)]
    assert marks[:2] == [("年度清单", "v1.0", "superseded"), ("年度清单", "v2.0", "final")]
    assert ("7月报告", "更正第1次", "final") in marks
    assert ("7月报告", "v1.0", "superseded") in marks
    assert len(marks) == 2 + 10 + 1


def test_every_pdf_of_the_year_is_sound(out: Path) -> None:
    papers = sorted(out.glob("*.pdf"))
    assert len(papers) == 16 + 3  # of the year before: two lists and a report
    for paper in papers:
        if "_2022年_" not in paper.name:  # merged sections: documents/test_any_form
            assert_sound(paper.read_bytes())


def test_paper_file_and_mail_carry_the_same_code(out: Path) -> None:
    books = [p for p in sorted(out.glob("*.xlsx")) if "草稿" not in p.name]
    assert len(books) == 15 + 3
    for book in books:
        verdict = verifying.verify(book.read_bytes())
        assert verdict.agrees, book.name
        for page in read_pdf(book.with_suffix(".pdf").read_bytes()):
            assert verdict.code in text_of(page.chars), book.name
        letter = book.with_suffix(".eml")
        if letter.exists():
            message = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
            assert verdict.code in message["Subject"]


def test_a_mail_draft_opens_with_everything_in_it(out: Path) -> None:
    letter = next(out.glob("*更正第1次.eml"))
    message = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "example@example.invalid"
    assert message["From"] is None
    assert message["Date"] is None
    assert (
        "阳城县示例职业高级中学2023年7月职业教育工作任务完成情况（更正第1次）" in message["Subject"]
    )
    names = [there(part.get_filename()) for part in message.iter_attachments()]
    assert [Path(name).suffix for name in names] == [".pdf", ".xlsx", ".pdf", ".xlsx"]
    for part, name in zip(message.iter_attachments(), names, strict=True):
        assert part.get_content() == (out / name).read_bytes()
    assert "校验码均为" in there(message.get_body()).get_content()


def test_the_stored_pdf_is_what_was_written_and_renders_again_the_same(
    year: Store, out: Path
) -> None:
    """The clock plays no part: it stood in 2023 when they were made."""
    year._now = lambda: demo._Clock()() + timedelta(days=365)
    for version in finals(year):
        kept = versions.snapshot(year, version)
        sheet = load(year, version)
        form = known.from_canonical(kept.canonical, sheet.notice, kept.form)
        assert pdf.render(form) == kept.pdf
        assert code_of(kept.canonical) == kept.code
        assert any(p.read_bytes() == kept.pdf for p in out.glob("*.pdf"))
        if kept.note is not None:
            note = known.from_canonical(kept.note.canonical, sheet.notice, kept.note.form)
            assert pdf.render(note) == kept.note.pdf


def test_no_row_of_a_final_version_can_be_touched(year: Store) -> None:
    for version in finals(year):
        rows = LIST_ROWS if version.document.kind == plan.TASK_LIST else REPORT_ROWS
        for sql in (
            *rows,
            "UPDATE snapshot SET pdf = x'00' WHERE version_id = ?",
            "DELETE FROM event WHERE version_id = ?",
            "UPDATE version SET as_of = '2023-01-01' WHERE id = ?",
        ):
            with pytest.raises((sqlite3.IntegrityError, Refusal)), year.transaction() as con:
                con.execute(sql, (version.id,))


def test_a_thousand_alterations_are_each_reported_with_their_cell(out: Path) -> None:
    rng = random.Random(5)  # noqa: S311  (seeded on purpose)
    books = [p for p in sorted(out.glob("*.xlsx")) if "草稿" not in p.name]
    sheets_read = [verifying.read(book.read_bytes()).texts for book in books]
    for _ in range(1000):
        texts = rng.choice(sheets_read)
        name = next(name for name in texts if name != "数据")
        rows = [list(row) for row in texts[name]]
        places = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
        row, column = rng.choice(places)
        rows[row][column] += "改"
        verdict = verifying.verdict_of(verifying.Read({**texts, name: rows}))
        cell = f"{openpyxl.utils.get_column_letter(column + 1)}{row + 1}"
        assert [d.cell for d in verdict.differences] == [cell]


def test_an_altered_file_stays_altered_through_a_real_save(out: Path, tmp_path: Path) -> None:
    source = next(out.glob("*4月_任务完成情况_v1.0.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(source.read_bytes()))
    book["任务完成情况"]["E9"].value = "600/600人 100%"
    altered = tmp_path / "altered.xlsx"
    book.save(altered)
    answer = verification.judge(foreign.read_sheet(altered))
    assert not answer.agrees
    assert "E9（第5项“累计完成／年度目标”）与定下的内容不同。" in answer.lines


def test_a_code_is_found_in_our_own_records(year: Store) -> None:
    march = there(versions.newest(year, kept.document(NOTICE, 3)))
    july = versions.of_document(year, kept.document(NOTICE, 7))[0]
    code = versions.snapshot(year, march).code
    assert "2023年3月报告 v1.0" in verification.look_up(year, code.lower()).lines[0]
    old = verification.look_up(year, versions.snapshot(year, july).code)
    assert "纸面作废" in old.lines[0]
    assert not verification.look_up(year, "0000-0000-0000-0").agrees
    with pytest.raises(Refusal, match=r"verify.no_code"):
        verification.look_up(year, "7K3M")


def test_another_schools_file_is_named_as_such(year: Store, out: Path) -> None:
    answer = verification.judge(foreign.read_sheet(next(out.glob("*3月_任务完成情况_v1.0.xlsx"))))
    assert any(
        "本机记录的2023年3月报告" in n for n in verification.against_records(year, answer).lines
    )
    other = verification.Answer(answer.agrees, answer.lines, answer.code, "另一所学校")
    assert "不是本校" in verification.against_records(year, other).lines[-1]


@pytest.mark.parametrize(
    ("school", "identity", "ends"),
    [
        ("阳城县示例职业高级中学", "0000000000000000", "用接班包把数据并到一处。"),
        ("改了名的学校", people.SAMPLE_ID, "是学校改名了吗？"),
        ("另一所学校", "0000000000000000", "没有读入任何内容。"),
        ("另一所学校", "", "没有读入任何内容。"),
    ],
)
def test_name_and_id_that_say_different_things_are_a_question(
    year: Store, out: Path, school: str, identity: str, ends: str
) -> None:
    found = foreign.read_sheet(next(out.glob("*3月_任务完成情况_v1.0.xlsx")))
    answer = verification.judge(replace(found, school=school, school_id=identity))
    assert verification.against_records(year, answer).lines[-1].endswith(ends)


def test_the_bureaus_return_and_every_step_is_on_record(year: Store) -> None:
    july = versions.of_document(year, kept.document(NOTICE, 7))[0]
    kinds = [event.kind for event in deliveries.events(year, july.id)]
    assert kinds == [
        *("finalised", "printed", "signed_off", "stamped", "handed_in", "sent", "returned"),
    ]


def test_the_whole_life_of_a_year_keeps_the_sums(year: Store) -> None:
    """Every statement of models/ is counted: edits, copies of versions, snapshots, events."""
    assert list(filter(None, year.wrong_parts())) == []
    proof = Proof(year._con)
    assert list(proof.wrong_parts()) == []
    assert all(map(proof.holds, proof.all_parts()))


def test_the_foot_and_the_figures_on_paper_are_those_of_the_report(year: Store) -> None:
    reports = [v for v in finals(year) if v.document.kind == kept.MONTHLY_REPORT]
    assert len(reports) == 11
    for version in reports:
        sheet = as_kind(load(year, version), ReportSheet)
        form = finalising.current_form(year, sheet)
        assert form.foot["counts"] == wording.counts_text(sheet.report)
        assert [row["cumulative"] for row in form.rows] == [
            wording.cumulative_text(line, sheet.report, sheet.share) for line in sheet.report.lines
        ]


def hidden_of(book: bytes) -> dict[str, Any]:
    """What a file carries beside its visible sheet, as one JSON document."""
    data = openpyxl.load_workbook(io.BytesIO(book))["数据"]
    cells: dict[Any, list[Any]] = {c[0].value: [x.value or "" for x in c[1:]] for c in data.columns}
    parts = {name: "".join(texts) for name, texts in cells.items()}
    assert list(parts) == ["canonical", "shown", "sums"]
    return json.loads(parts["canonical"])


def test_the_mailed_december_file_holds_no_other_month_and_no_staff_list(out: Path) -> None:
    letter = next(out.glob("*2023年12月*.eml"))
    message = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
    (book,) = [p for p in message.iter_attachments() if there(p.get_filename()).endswith(".xlsx")]
    content = book.get_content()
    document = hidden_of(content)
    assert set(document["data"]) == {"rows", "items", "cumulative"}
    rows = document["data"]["rows"]
    assert {(row["kind"], row["origin_month"]) for row in rows if row["kind"] == "goal"} == {
        ("goal", 12)
    }
    assert len(rows) == len(document["rows"])
    shown = {
        str(cell.value)
        for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
        for cell in row
    }
    names = {
        name
        for office in json.loads(resources.path(demo.SAMPLE).read_text(encoding="utf-8"))["offices"]
        for name in (office["name"], *office["persons"])
    }
    text = json.dumps(document, ensure_ascii=False)
    assert {name for name in names if name in text} == {
        name for name in names if any(name in cell for cell in shown)
    }
    assert {"5.skill_assessment", "8.enrolment"} <= set(document["data"]["cumulative"])


def test_a_list_carries_its_own_rows_alone(out: Path) -> None:
    document = hidden_of(next(out.glob("*任务清单_v2.0.xlsx")).read_bytes())
    assert set(document["data"]) == {"filled_on", "entries", "shares"}
    assert [entry["task"] for entry in document["data"]["entries"]] == list(range(1, 10))


def test_draft_and_final_list_have_different_codes(out: Path) -> None:
    draft, final = (
        verifying.verify(next(out.glob(f"*任务清单_{mark}.xlsx")).read_bytes())
        for mark in ("草稿", "v1.0")
    )
    assert (draft.state, final.state) == ("draft", "final")
    assert draft.code != final.code


# -- two notices of one year, and the year after ---------------------------------------------------


def test_no_file_name_and_no_subject_is_another_s(out: Path) -> None:
    """Two lists of 2022, of two counties, have the same title; their files and mails do not."""
    letters = [p for p in sorted(out.glob("*.eml")) if "_2022年" in p.name]
    subjects = [
        email.message_from_bytes(p.read_bytes(), policy=policy.default)["Subject"] for p in letters
    ]
    assert len(set(subjects)) == len(subjects) == 3
    for letter, subject in zip(letters, subjects, strict=True):
        county = "新绛县" if "新绛县" in letter.name else "稷山县"
        assert f"{county}职业教育改革发展行动计划" in subject
        assert subject.partition("2022年")[1]
    names = [p.name for p in out.iterdir() if p.is_file()]
    assert all(re.search(r"_20\d\d年", name) for name in names if name != "window.png")


def test_the_year_before_stays_as_it_was_stamped(year: Store) -> None:
    opened = [(one.year, one.key) for one in notices_kept.opened(year)]
    assert opened == [(2022, "xinjiang_plan"), (2022, "jishan_plan"), (2023, "yangcheng_2023")]
    for one in notices_kept.opened(year):
        for version in versions.of_notice(year, one.id):
            assert not version.is_draft
            assert versions.stage(year, version) is not None
    assert notices_kept.shown(year) == NOTICE


def test_files_of_every_notice_verify_and_are_found_on_record(year: Store, out: Path) -> None:
    for book in sorted(out.glob("*2022年*.xlsx")):
        answer = verification.judge(foreign.read_sheet(book))
        assert answer.agrees
        (*_, record) = verification.against_records(year, answer).lines
        assert "2022年" in record
        assert ("新绛" in record, "稷山" in record) == ("新绛" in book.name, "稷山" in book.name)
