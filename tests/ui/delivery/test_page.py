"""打印报送: preview, 定稿, printer, files."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QProgressDialog,
)

from forms.form.declaration import GB_AREA, SPARING, Look
from models.documents import deliveries, document, revisions, versions
from models.monthly_report import kept
from models.storage.store import Change, Store
from models.task_list import plan
from tests.helpers import NOTICE, deliver, list_of, there
from ui.delivery import finalising as final_step
from ui.kit import printing
from ui.kit.printing import Ticket, lp_command
from ui.use_cases import settings
from ui.use_cases.documents import finalising


@pytest.fixture
def preview(window, qtbot):
    """The print page with its preview drawn."""
    window.navigation.open_page("print")
    page = window.pages.print
    qtbot.waitUntil(lambda: page.view.pages is not None, timeout=10_000)
    return page


def test_the_preview_is_the_pdf_and_sizes_change_its_pages(preview, qtbot) -> None:
    pages = len(preview.view.pages)
    assert preview._content.startswith(b"%PDF")
    assert preview._pages.text() == f"共 {pages} 页"
    preview._choose_look(Look("六号"))
    qtbot.waitUntil(lambda: len(preview.view.pages) < pages, timeout=10_000)


def test_each_layout_says_its_pages_and_the_chosen_one_is_printed_and_frozen(
    preview, qtbot, filled
) -> None:
    choice = preview.look.layout_choice
    words = [choice.itemText(place) for place in range(choice.count())]
    counts = [int(there(re.search(r"（(\d+)页）", text))[1]) for text in words]
    assert [text.partition("（")[0] for text in words] == [GB_AREA, SPARING]
    assert counts[0] == len(preview.view.pages) > counts[1]
    qtbot.keyClick(choice, Qt.Key.Key_Down)  # as the clerk does
    qtbot.waitUntil(lambda: len(preview.view.pages) == counts[1], timeout=10_000)
    version = plan.newest(filled, NOTICE)
    look = settings.look(filled, version.kind)
    assert look == Look(layout=SPARING)
    final = finalising.finalise(filled, version, look)
    frozen = finalising.current_form(filled, document.load(filled, final))
    assert frozen.spec.paper.odd.left == 15  # written again as it was stamped


def test_zoom_and_page_list(preview, qtbot) -> None:
    preview.view.zoom_in()
    assert preview._zoom.text().endswith("%")
    preview.view.fit_width()
    assert preview._zoom.text() == "适合宽度"
    preview.page_list.chosen.emit(1)
    assert preview._place.text().startswith("第 2 /")


def test_finalise_and_withdraw(preview, window, workspace, answers, qtbot) -> None:
    preview.finalise()
    qtbot.waitUntil(lambda: not workspace.sheet.version.is_draft, timeout=10_000)
    assert "定稿为 v1.0" in answers.said[-1]
    qtbot.waitUntil(
        lambda: preview._content == versions.snapshot(workspace.store, workspace.sheet.version).pdf,
        timeout=10_000,
    )
    assert preview._state.text() == "✓ 定稿 v1.0"
    assert preview._code.text().startswith("校验码 ")
    answers.text = "   "
    preview.delivery.withdraw()
    assert "写明原因" in answers.said[-1]
    answers.text = "电话写错"
    preview.delivery.withdraw()
    assert workspace.sheet.version.is_draft


def test_hard_findings_block_finalising(preview, workspace, answers, window) -> None:
    window.list_page.table.model().set_cells([(5, 5, "")])
    preview.finalise()
    assert "还有 1 处必须改" in answers.said[-1]
    assert workspace.sheet.version.is_draft


def test_an_edit_while_finalising_stops_it(preview, workspace, answers, window, qtbot) -> None:
    preview.finalise()
    window.list_page.table.model().set_cells([(0, 4, "改后处室")])
    qtbot.waitUntil(lambda: "没有定稿" in answers.said[-1], timeout=10_000)
    assert workspace.sheet.version.is_draft


def test_a_finalising_on_its_way_is_written_before_the_window_closes(
    preview, window, data_file: Path
) -> None:
    preview.finalise()
    window.close()
    store = Store.open(data_file)
    assert not list_of(store).version.is_draft
    store.close()


def test_no_progress_window_stays_behind(preview, window, qtbot) -> None:
    for _ in range(5):
        preview.open()
        window.background.wait()
    qtbot.wait(900)
    left = [w for w in QApplication.topLevelWidgets() if isinstance(w, QProgressDialog)]
    assert [w for w in left if w.isVisible()] == []


def test_the_preview_follows_every_edit(preview, window, qtbot) -> None:
    before = preview._content
    window.list_page.table.model().set_cells([(0, 4, "甲乙处")])
    qtbot.waitUntil(lambda: preview._content not in (b"", before), timeout=10_000)


def test_nothing_old_is_saved_or_printed_after_a_refused_rendering(
    preview, window, answers, workspace, tmp_path: Path
) -> None:
    window.list_page.table.model().set_cells([(0, 5, "😀")])
    preview.open()
    window.background.wait()
    assert any("没有字体能打印" in text for text in answers.said)
    assert window.pages.shown == "list"
    answers.path = tmp_path / "x.pdf"
    preview.save_pdf()
    assert not (tmp_path / "x.pdf").exists()
    assert "预览还没有排好" in answers.said[-1]


def test_a_file_that_gets_its_ending_later_is_asked_about(preview, answers, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"mine")
    answers.path, answers.agree = tmp_path / "x", False
    preview.save_pdf()
    assert (tmp_path / "x.pdf").read_bytes() == b"mine"


def test_a_declined_question_finalises_nothing(preview, workspace, answers) -> None:
    answers.agree = False
    preview.finalise()
    assert workspace.sheet.version.is_draft


def test_files_are_saved_where_the_clerk_wants(preview, answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "清单.pdf"
    preview.save_pdf()
    assert (tmp_path / "清单.pdf").read_bytes() == preview._content
    answers.path = tmp_path / "清单"
    preview.outgoing.save_xlsx()
    assert (tmp_path / "清单.xlsx").read_bytes().startswith(b"PK")
    answers.path = tmp_path / "no" / "x.pdf"
    preview.save_pdf()
    assert "文件夹不存在" in answers.said[-1]


def test_copied_files_are_on_the_clipboard(preview) -> None:
    preview.outgoing.copy_files()
    urls = QGuiApplication.clipboard().mimeData().urls()
    assert [Path(u.toLocalFile()).suffix for u in urls] == [".pdf", ".xlsx"]
    assert all(Path(u.toLocalFile()).stat().st_size for u in urls)


def test_without_a_printer_the_clerk_is_told_what_to_do(preview, answers, monkeypatch) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    preview.print_sheet()
    assert "另存 PDF" in answers.said[-1]


def test_printing_sends_the_pdf_itself_and_is_recorded(
    preview, workspace, monkeypatch, qtbot
) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "ask", lambda _p, n, _w: Ticket("HP", 2, tuple(range(1, n + 1))))
    monkeypatch.setattr(printing, "send", lambda _t, _p, content: sent.append(content))
    preview.print_sheet()
    assert sent == [preview._content]
    recorded = deliveries.events(workspace.store, workspace.sheet.version.id)
    assert recorded == []  # of a draft only the 定稿 counts
    preview.finalise()
    qtbot.waitUntil(lambda: preview._content[:4] == b"%PDF" and not preview.version.is_draft)
    qtbot.waitUntil(lambda: bool(preview._content), timeout=10_000)
    preview.print_sheet()
    recorded = deliveries.events(workspace.store, workspace.sheet.version.id)
    assert [(e.kind, e.note) for e in recorded][-1] == ("printed", "2 份")
    monkeypatch.setattr(printing, "ask", lambda *_: Ticket("HP", 1, (2,)))
    qtbot.waitUntil(lambda: bool(preview._content), timeout=10_000)
    preview.print_sheet()
    qtbot.waitUntil(lambda: bool(preview._content), timeout=10_000)
    to_file = Ticket("", 1, (1, 2, 3), Path("x.pdf"))
    monkeypatch.setattr(printing, "ask", lambda *_: to_file)
    preview.print_sheet()  # a file is no paper
    recorded = deliveries.events(workspace.store, workspace.sheet.version.id)
    printed = [e.note for e in recorded if e.kind == "printed"]
    assert printed == ["2 份", "1 份，第 2 页"]


def test_the_cups_command_scales_nothing() -> None:
    command = lp_command(Ticket("HP", 2, (1, 2, 3)))
    assert command[:7] == ["lp", "-d", "HP", "-n", "2", "-P", "1-3"]
    assert "print-scaling=none" in command
    assert "sides=two-sided-long-edge" in command


def test_a_page_picture_is_drawn_where_there_is_no_lp(
    preview, monkeypatch, tmp_path: Path, qapp
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    monkeypatch.setattr(shutil, "which", lambda _name: None)
    printer = printing.make_printer(1)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "raster.pdf"))
    printing.send(Ticket("x", 1, (1, 2)), printer, preview._content)
    from tests.helpers import read_pdf

    pages = read_pdf((tmp_path / "raster.pdf").read_bytes())
    assert len(pages) == 2
    assert pages[0].width > pages[0].height


def test_pages_that_are_not_there_are_not_sent(preview, monkeypatch, answers) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "ask", lambda *_: Ticket("HP", 1, ()))
    monkeypatch.setattr(printing, "send", lambda *_: pytest.fail("sent"))
    preview.print_sheet()
    assert "没有您选的那几页" in answers.said[-1]


def told_after(window, document, qtbot) -> str:
    """What the status line says once a document is final."""
    window.navigation.print_document(document)
    page = window.pages.print
    qtbot.waitUntil(lambda: bool(page._content), timeout=30_000)
    with qtbot.waitSignal(page.finalising.told, timeout=30_000) as told:
        page.finalise()
    return told.args[0]


def test_what_is_said_after_a_first_version_and_after_a_corrected_one(
    window, month, filled, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(final_step, "today", lambda: date(2023, 3, 20))
    march = kept.document(NOTICE, 3)
    first = told_after(window, march, qtbot)
    assert (
        first == "2023年3月报告已定稿 v1.0。请打印；3月24日（五）前盖章交教育局524室，还有 4 天。"
    )
    version = kept.newest(filled, NOTICE)[3]
    deliver(filled, version, "stamped", "handed_in")
    draft = revisions.begin_correction(filled, version)
    filled.edit([revisions.revision_change(draft.id, "reason", "统计时多算了两人")])
    filled.edit([Change("report_row", (draft.id, "goal", 1, 3), "progress", "改过的完成情况")])
    window.workspace.reload()
    again = told_after(window, march, qtbot)
    assert again == "2023年3月报告已定稿 更正第1次。请打印、盖章后连同说明重新送交。"
