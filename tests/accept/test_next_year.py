"""From one year to the next by mouse; then the year before is opened, and its notice changes.

The first year is in the data; all that follows is clicked and typed in the real window.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from models.documents import deliveries, revision_record, versions
from models.interchange import document as interchange
from models.monthly_report import kept
from models.notices.shipped import shipped_notices
from models.school import notices_kept
from models.storage import paths
from models.storage.store import Store
from models.task_list import plan, sheet
from tests.accept.conftest import ROOT, Program, wait_for
from tests.accept.test_clerk import block, compare, print_to
from tests.helpers import NOTICE, deliver, finalise, finalise_month, read_pdf, text_of
from tests.models.notice_text.begun.test_supplement import LETTER
from tests.models.notice_text.test_seeds import text_of as seed
from tests.notice_files import docx

if TYPE_CHECKING:
    from pathlib import Path

APRIL = 4
SUPPLEMENT = LETTER.replace("三、取消第七项任务。\n", "").replace("四、工作任务", "三、工作任务")


@pytest.fixture
def april(program: Program) -> bytes:
    """The year 2023 stamped, March and April reported; returns April's PDF as it was finalised."""
    program.folder.mkdir(parents=True)
    contents = interchange.read(
        (ROOT / "resources/sample/school.json").read_bytes(), shipped_notices()
    )
    reports = {report.month: report for report in contents.years[0].reports}
    years = tuple(replace(year, reports=()) for year in contents.years)
    now = datetime(2023, 5, 4, 1, tzinfo=UTC)
    store = Store.create(paths.data_file(program.folder), now=lambda: now)
    interchange.load(store, replace(contents, years=years))
    deliver(store, finalise(store, plan.newest(store, NOTICE)), "stamped", "handed_in")
    for month in (3, APRIL):
        made = finalise_month(store, reports[month])
        deliver(store, made, "stamped", "handed_in")
    pdf = versions.snapshot(store, made).pdf
    assert deliveries.is_delivered(store, made.id)
    store.close()
    return pdf


def test_a_year_after_the_other(
    program: Program, printer: Path, out: Path, tmp_path: Path, april: bytes
) -> None:
    source = tmp_path / "notice2024.docx"
    source.write_bytes(docx(seed("yangcheng_2023").replace("2023", "2024")))
    program.start_located()
    put_in_the_next_notice(program, source)
    what_was_carried_blocks(program)
    fill_and_finalise(program)
    printed = print_to(program, printer)
    shutil.copy(printed, out / "next-year.pdf")
    assert print_april_again(program, tmp_path / "april.pdf") == april
    take_the_supplement(program)
    assert program.quit() == 0
    look_at_what_is_kept(program, april, printed.read_bytes())


def put_in_the_next_notice(program: Program, source: Path) -> None:
    program.press("name noticeChooser")
    program.press("entry 放入新通知")
    program.press("button 打开文件…")
    time.sleep(1)
    program.screen.key("ctrl+a")
    program.screen.type(str(source))
    program.screen.key("Return")
    wait_for(lambda: program.where("name 工作任务"))
    program.screen.picture("50-next-notice")
    program.press("button 放入，开始填写")
    time.sleep(1.5)
    program.screen.picture("51-carried")
    program.press("button 带过来")
    time.sleep(1)


def what_was_carried_blocks(program: Program) -> None:
    """Office and person of last year stand there, marked; 定稿 is refused."""
    program.screen.key("F5")
    program.screen.picture("52-to-be-confirmed")
    program.screen.key("ctrl+p")
    time.sleep(1)
    program.press("button 定稿")
    time.sleep(0.5)
    program.screen.picture("53-blocked")
    program.press("button 确定")  # it was said why
    assert program.where("button 记盖章") is None  # still a draft
    program.screen.key("ctrl+2")


def fill_and_finalise(program: Program) -> None:
    """Fill the goals and measures by one block; confirm what was carried over, row by row."""
    screen = program.screen
    screen.key("ctrl+Home", "Right", "Right")
    screen.put_cells(block())
    screen.key("ctrl+v")
    time.sleep(1)
    screen.picture("54-block")
    if program.where("button 粘贴"):
        program.press("button 粘贴")
    time.sleep(1.5)
    for _row in range(len(block())):
        program.press("button 这一项都确认")
        screen.key("ctrl+2", "Down")
    screen.picture("55-filled")
    screen.key("ctrl+p")
    time.sleep(1.5)
    screen.picture("56-preview")
    program.press("button 定稿")
    time.sleep(0.8)
    screen.key("shift+Tab", "space")
    time.sleep(2)
    screen.picture("57-final")


def print_april_again(program: Program, target: Path) -> bytes:
    program.press("name noticeChooser")
    program.press("entry 阳城县2023年")
    time.sleep(1)
    program.screen.key("ctrl+3")
    program.press("name 4月 已送交")
    time.sleep(1)
    program.screen.picture("58-april")
    program.screen.key("ctrl+p")
    program.press("button 另存 PDF")
    time.sleep(1)
    program.screen.key("ctrl+a")
    program.screen.type(str(target))
    program.screen.key("Return")
    wait_for(target.exists)
    return target.read_bytes()


def take_the_supplement(program: Program) -> None:
    program.press("name noticeChooser")
    program.press("entry 修改这份通知")
    program.screen.put(SUPPLEMENT)
    program.press("button 粘贴全文")
    wait_for(lambda: program.where("button 采用打勾的"))
    program.press("cell listed 5 2")  # a new task is for the clerk to tick
    program.screen.picture("59-differences")
    program.press("button 采用打勾的")
    time.sleep(0.5)
    program.screen.picture("60-taken")
    program.press("button 改好了")
    time.sleep(0.5)
    program.press("button 就这样改")
    time.sleep(1)
    program.screen.picture("61-from-month")
    program.screen.key("Return")
    time.sleep(1)
    program.screen.key("Return")
    time.sleep(1)
    program.screen.picture("62-adjustment")


def look_at_what_is_kept(program: Program, april: bytes, printed: bytes) -> None:
    store = program.store()
    years = {one.year: one.id for one in notices_kept.opened(store)}
    assert sorted(years) == [2023, 2024]
    next_list = sheet.newest(store, years[2024])
    assert next_list.version.number == "1.0"
    pages = read_pdf(versions.snapshot(store, next_list.version).pdf)
    assert "2024年职业教育工作任务清单" in text_of(pages[0].chars)
    compare(pages, read_pdf(printed))
    draft = plan.newest(store, NOTICE)
    assert (draft.number, draft.is_draft) == ("2.0", True)
    assert "阳教职函字〔2023〕11号" in revision_record.revision(store, draft.id).basis
    assert sheet.newest(store, NOTICE).notice.tasks[-1].title == "职业教育宣传月"
    report = kept.newest(store, NOTICE)[APRIL]
    assert versions.snapshot(store, report).pdf == april
    store.close()
