"""盖章和报送 in the window: events, corrections, adjustments, mail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel

from models.documents import deliveries, revisions, versions
from models.documents.deliveries import EventKind
from models.documents.revision_record import Revision
from models.documents.states import Stage
from models.monthly_report import kept
from models.storage.store import Change
from tests.helpers import NOTICE, deliver, list_of
from ui.delivery import outgoing
from ui.delivery.event_dialog import EventDialog
from ui.delivery.web_mail_dialog import WebMailDialog
from ui.kit import printing
from ui.kit.desktop import MAIL
from ui.kit.foreign_files import ForeignFiles
from ui.sheet.revision_dialog import RevisionDialog
from ui.use_cases.documents import files_of, finalising


@pytest.fixture
def page(window, filled, final_list, qtbot):
    """The print page on the finalised list."""
    window.workspace.reload()
    window.navigation.open_page("print")
    made = window.pages.print
    qtbot.waitUntil(lambda: bool(made._content), timeout=10_000)
    return made


def record(page, monkeypatch, kind: str, note: str = "") -> None:
    """Record an event as the dialog does, without its loop."""

    def run(dialog: EventDialog) -> bool:
        dialog.day.setText("2023年3月7日")
        dialog.person.setText("王建国")
        dialog.note.setText(note)
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(EventDialog, "exec", run)
    page.delivery.record(kind)


def test_events_are_recorded_with_day_and_person(page, filled, monkeypatch) -> None:
    record(page, monkeypatch, "stamped")
    (event,) = [e for e in deliveries.events(filled, page.version.id) if e.kind == "stamped"]
    assert (event.happened_on, event.person) == ("2023-03-07", "王建国")
    assert not page.delivery.withdraw_button.isVisible()
    assert page.delivery.correct_button.isVisible()
    assert page.delivery.adjust_button.isVisible()


def test_a_return_needs_its_reason(page, filled, monkeypatch, final_list) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    page._workspace.reload()
    record(page, monkeypatch, "returned")
    assert "returned" not in [e.kind for e in deliveries.events(filled, final_list.id)]
    record(page, monkeypatch, "returned", "缺公章")
    assert deliveries.events(filled, final_list.id)[-1].note == "缺公章"


@pytest.mark.parametrize("content", [b"not a scan", b""])
def test_a_scan_that_is_none_is_refused_in_the_dialog(
    answers, background, tmp_path: Path, content
) -> None:
    dialog = EventDialog(EventKind.STAMPED, 2023, answers, ForeignFiles(answers, background), None)
    source = tmp_path / "x.pdf"
    source.write_bytes(content)
    dialog.take_scan(source)
    background.wait()
    assert dialog.scan is None
    assert "不是 PDF 或图片" in dialog._fault.text()
    with source.open("wb") as stream:
        stream.truncate(200 * 2**20)
    dialog.take_scan(source)
    background.wait()
    assert dialog.scan is None
    assert "最多 20 MB" in dialog._fault.text()
    source.write_bytes(b"%PDF-1.4\n%%EOF")
    dialog.take_scan(source)
    background.wait()
    assert dialog.scan is not None
    dialog.deleteLater()


def test_nothing_is_recorded_while_its_scan_is_on_its_way(
    answers, background, tmp_path: Path, qtbot
) -> None:
    """An event is never changed: without its scan it would stay without."""
    dialog = EventDialog(EventKind.STAMPED, 2023, answers, ForeignFiles(answers, background), None)
    source = tmp_path / "x.pdf"
    source.write_bytes(b"%PDF-1.4\n%%EOF")
    dialog.take_scan(source)
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert "扫描件还在读" in dialog._fault.text()
    qtbot.waitUntil(lambda: dialog._reading is None, timeout=30_000)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.scan is not None
    dialog.deleteLater()


def test_a_wrong_record_is_revoked_with_its_reason(page, filled, answers, monkeypatch) -> None:
    record(page, monkeypatch, "stamped")
    answers.text = "还没有盖"
    page.delivery.revoke(deliveries.events(filled, page.version.id)[-1])
    assert versions.stage(filled, page.version) is Stage.FINAL
    assert page.delivery.withdraw_button.isVisible()
    revoked = deliveries.events(filled, page.version.id)[-1]
    assert (revoked.kind, revoked.note) == (EventKind.REVOKED, "还没有盖")


@pytest.fixture
def corrected(page, window, filled, final_list):
    """The stamped list under correction, its page shown."""
    deliver(filled, final_list)
    window.workspace.reload()
    page.delivery.correct()
    return page


def test_a_correction_leads_to_its_draft_and_its_note(
    corrected, window, filled, monkeypatch, qtbot
) -> None:
    page = corrected
    assert window.pages.shown == "list"
    assert window.list_page.revision.isVisible()
    window.list_page.table.model().set_cells([(0, 3, "改过的举措")])

    def run(dialog: RevisionDialog) -> bool:
        dialog.reason.setPlainText("抄错了")
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(RevisionDialog, "exec", run)
    window.list_page.revision.edit()
    window.navigation.open_page("print")
    assert page.note_button.isVisible()
    page.note_button.click()
    qtbot.waitUntil(lambda: bool(page._content), timeout=10_000)
    page.finalise()
    qtbot.waitUntil(lambda: not page.version.is_draft, timeout=10_000)
    assert page.version.mark == "v1.1"
    note = versions.snapshot(filled, page.version).note
    assert note is not None
    assert "抄错了" in note.canonical
    assert "改过的举措" in note.canonical


def test_a_correction_is_given_up(window, filled, final_list, answers) -> None:
    deliver(filled, final_list)
    revisions.begin_correction(filled, final_list)
    window.workspace.reload()
    window.navigation.open_page("list")
    window.list_page.revision._discard()
    assert window.workspace.sheet.version.mark == "v1.0"
    assert not window.list_page.revision.isVisible()


def test_an_adjustment_asks_from_which_month(page, window, filled, final_list, answers) -> None:
    deliver(filled, final_list)
    window.workspace.reload()
    answers.choice = "6月"
    page.delivery.adjust()
    draft = window.workspace.sheet.version
    assert (draft.mark, draft.effective_month) == ("v2.0", 6)
    window.list_page.check()
    codes = {f.code for f in window.workspace.sheet.rule_findings()}
    assert {"revision_reason_missing", "revision_asked_on_missing"} <= codes


def test_a_date_that_is_none_keeps_the_record_open(filled, final_list) -> None:
    deliver(filled, final_list)
    draft = revisions.begin_adjustment(filled, final_list, 6)
    dialog = RevisionDialog(Revision(), draft, None)
    dialog.fields["asked_on"].setText("六月")
    dialog.accept()
    assert not dialog.result()
    assert "不是日期" in dialog._fault.text()
    dialog.deleteLater()


def test_older_versions_are_there_to_reprint(page, window, filled, final_list, qtbot) -> None:
    deliver(filled, final_list)
    revisions.begin_correction(filled, final_list)
    window.workspace.reload()
    page.open()
    words = [page.document_choice.itemText(i) for i in range(page.document_choice.count())]
    assert words == ["年度清单 v1.1 草稿", "年度清单 v1.0"]
    page.document_choice._choose(1)
    stored = versions.snapshot(filled, final_list).pdf
    qtbot.waitUntil(lambda: page._content == stored, timeout=10_000)


def test_web_mail_gives_each_part_to_the_clipboard(page, filled, qtbot) -> None:
    letter = files_of.letter(filled, list_of(filled))
    dialog = WebMailDialog(letter, lambda: None, None)
    for name, text in (("地址", "a@b.c"), ("主题", letter.subject), ("正文", letter.text)):
        dialog.copy(name, text)
        assert QGuiApplication.clipboard().text() == text
    assert "没有设收件地址" in "".join(w.text() for w in dialog.findChildren(QLabel))
    dialog.deleteLater()


def test_a_mail_draft_is_written_and_handed_over(page, filled, monkeypatch, data_file) -> None:
    opened = []

    def taken(*what: object) -> bool:
        opened.append(what)
        return True

    monkeypatch.setattr(outgoing, "open_outside", taken)
    page.outgoing.mail_draft()
    ((path, kind),) = opened
    path = str(path)
    assert kind == MAIL
    assert path.endswith("_任务清单_v1.0.eml")
    assert Path(path).read_bytes().startswith(b"X-Unsent: 1")
    assert Path(path).parent == data_file.parent / outgoing.OUTBOX


def test_where_nothing_opens_a_mail_or_a_folder_it_is_said(
    page, filled, monkeypatch, answers
) -> None:
    monkeypatch.setattr(outgoing, "open_outside", lambda *_what: False)
    page.outgoing.mail_draft()
    assert "没有邮件软件能打开它" in answers.said[-1]
    page.outgoing.open_folder()
    assert outgoing.OUTBOX in answers.said[-1]


def test_an_empty_sheet_without_a_printer_is_saved_when_that_is_wanted(
    page, monkeypatch, answers, tmp_path
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    answers.path, answers.agree = tmp_path / "blank.pdf", False
    page.outgoing.print_blank()
    assert "没有打印机" in answers.said[-1]
    assert not answers.path.exists()
    answers.agree = True
    page.outgoing.print_blank()
    assert answers.path.read_bytes().startswith(b"%PDF")


def test_a_draft_is_not_mailed(window, answers, qtbot) -> None:
    window.navigation.open_page("print")
    page = window.pages.print
    assert not page.mail_button.isEnabled()
    page.outgoing.mail_draft()
    assert "还没有定稿" in answers.said[-1]


def begin_finalising(window, number, qtbot) -> None:
    """Show a month's report on the print page and press 定稿; the work goes on behind."""
    window.navigation.print_document(kept.document(NOTICE, number))
    page = window.pages.print
    qtbot.waitUntil(lambda: bool(page._content), timeout=10_000)
    page.finalise()


def test_what_is_typed_elsewhere_while_a_report_is_finalised_does_not_stop_it(
    window, month, filled, answers, qtbot
) -> None:
    """The clerk goes on in the list's settings; the frozen sheet is what the preview showed."""
    begin_finalising(window, 3, qtbot)
    window.navigation.open_page("settings")
    qtbot.waitUntil(lambda: kept.frozen_months(filled, NOTICE) == {3}, timeout=10_000)


def test_an_edit_of_the_same_report_while_it_is_finalised_stops_it(
    window, month, filled, answers, qtbot
) -> None:
    begin_finalising(window, 3, qtbot)
    window.navigation.open_document(kept.document(NOTICE, 3))
    window.pages.page("month").model.set_cells([(0, 3, "改过了")])
    qtbot.waitUntil(lambda: any("有改动" in text for text in answers.said), timeout=10_000)
    assert kept.frozen_months(filled, NOTICE) == set()


def test_another_data_file_forgets_the_older_version_chosen(
    window, page, filled, final_list, tmp_path
) -> None:
    from ui.use_cases.data import data_folder

    data_folder.save_copy(filled, tmp_path / "before.sqlite3")
    deliver(filled, final_list)
    revisions.begin_correction(filled, final_list)
    window.workspace.reload()
    page.open()
    page.document_choice._choose(1)
    window.workspace.take_copy((tmp_path / "before.sqlite3").read_bytes())
    page.open()
    assert page.version.mark == "v1.0"


@pytest.mark.parametrize(
    ("day", "note", "words"),
    [
        ("", "", "请填日期"),
        ("2099年1月1日", "", "还没有到"),
        ("2020-1-1", "", "不像真的"),
        ("2023年3月7日", "长" * 250, "最多 100 个字"),
    ],
)
def test_a_wrong_event_keeps_its_dialog_open(
    answers, background, day: str, note: str, words: str
) -> None:
    dialog = EventDialog(
        EventKind.HANDED_IN, 2023, answers, ForeignFiles(answers, background), None
    )
    dialog.day.setText(day)
    dialog.note.setText(note)
    dialog.accept()
    assert not dialog.result()
    assert words in dialog._fault.text()
    dialog.deleteLater()


def test_the_code_of_the_note_is_shown_and_found(corrected, window, filled, qtbot) -> None:
    page = corrected
    window.list_page.table.model().set_cells([(0, 3, "改过的举措")])
    draft = window.workspace.sheet.version
    window.workspace.edit([revisions.revision_change(draft.id, "reason", "抄错了")])
    final = finalising.finalise(filled, window.workspace.sheet.version)
    window.workspace.reload()
    window.navigation.open_page("print")
    page.note_button.click()
    note = versions.snapshot(filled, final).note
    assert note is not None
    assert page._code.text() == f"校验码 {note.code}"
    window.navigation.open_page("verify")
    window.pages.page("verify").code.setText(note.code)
    window.pages.page("verify").verify()
    assert window.pages.page("verify")._pill.text() == "✓ 有这份定稿"


def test_f5_finds_what_finalising_will_refuse(window, filled, march, answers) -> None:
    final = finalising.finalise(filled, march)
    deliver(filled, final)
    draft = revisions.begin_correction(filled, final)
    filled.edit([revisions.revision_change(draft.id, "reason", "说不清")])
    window.workspace.reload()
    window.navigation.open_document(kept.document(NOTICE, 3))
    window.navigation.check()
    assert window.pages.page("month").findings._count.text() == "必须改 1 处"
    window.pages.page("month").model.set_cells([(0, 3, "𰻝")])
    assert "必须改" in window.pages.page("month").findings._count.text()


def test_the_scan_goes_along_with_the_files(page, filled, final_list) -> None:
    scan = deliveries.Scan("盖章.png", b"\x89PNG\r\n\x1a\n...IEND\xaeB`\x82")
    revisions.deliver(
        filled, final_list, revisions.event(EventKind.STAMPED, date(2023, 3, 7)), scan
    )
    sheet = list_of(filled)
    (name,) = [n for n in files_of.contents(filled, sheet) if n.endswith(".png")]
    assert name.endswith("_任务清单_v1.0_盖章扫描件.png")
    assert files_of.contents(filled, sheet)[name] == scan.content


def test_a_damaged_snapshot_is_told_and_nothing_is_shown(page, filled, answers, qtbot) -> None:
    with filled.transaction() as con:
        con.execute("DROP TRIGGER snapshot_append_only_update")
        con.execute("UPDATE snapshot SET pdf = x'00'")
    page.open()
    assert "已损坏" in answers.said[-1]
    assert page.view.pages is None
    page.print_sheet()
    assert "预览还没有排好" in answers.said[-1]


def test_the_bar_of_an_adjustment_shows_its_month_of_effect(window, filled, final_list) -> None:
    deliver(filled, final_list)
    draft = revisions.begin_adjustment(filled, final_list, 5)
    window.workspace.reload()
    window.workspace.edit([Change("version", (draft.id,), "effective_month", 9)])
    assert "从9月起执行" in window.list_page.revision._words.text()
