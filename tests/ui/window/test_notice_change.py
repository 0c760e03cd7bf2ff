"""The notice that is worked under is changed: what differs is shown before it goes in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut

from models.documents import revision_record
from models.notice_text import from_file, review
from models.notice_text.reading import read
from models.school import notice_tables, notices_kept
from models.task_list import plan
from models.task_list.its_notice import changing
from tests.helpers import NOTICE, deliver, finalise, there
from tests.models.notice_text.begun.test_supplement import LETTER
from tests.models.storage.test_notice_rows import as_it_was_until_1_6
from ui.help.help_window import HelpWindow
from ui.notice.review_dialog import ReviewDialog
from ui.notice.task_tables import ABOUT, TITLE
from ui.window.notice_change import CHANGE, GO_ON, KEEP, RENEW


@pytest.fixture
def visit(window, monkeypatch, answers):
    """Open the page of the notice; what is given is done there, then 改好了 is clicked, or not."""
    shown: list[ReviewDialog] = []

    def visit(*steps, is_done: bool = True) -> ReviewDialog:
        left = list(steps)

        def run(dialog: ReviewDialog) -> int:
            shown.append(dialog)
            if not left:
                dialog.reject()
                return dialog.result()
            left.pop(0)(dialog)
            if is_done:
                dialog.put_in.click()
            else:
                dialog.reject()
            return dialog.result()

        monkeypatch.setattr(ReviewDialog, "exec", run)
        window.chooser.change()
        return shown[-1]

    answers.way_on = CHANGE
    return visit


def retitle(dialog: ReviewDialog) -> None:
    there(dialog.tasks.tasks.item(1, TITLE)).setText("加强教师队伍建设")


def read_letter(dialog: ReviewDialog) -> None:
    dialog._begin_with(read(LETTER))


def current(window):
    return notices_kept.notice(window.workspace.store, NOTICE)


def test_the_page_shows_the_notice_as_it_is(visit, window) -> None:
    seen: list[tuple[str, str, int, bool]] = []

    def look(dialog: ReviewDialog) -> None:
        year = dialog.head.edits["year"]
        words = (dialog.windowTitle(), dialog.put_in.text())
        seen.append((*words, dialog.tasks.tasks.rowCount(), year.isEnabled()))
        assert dialog.source.toPlainText().startswith(current(window).title)

    visit(look, is_done=False)
    assert seen == [("修改这份通知", "改好了", 9, False)]


def test_what_was_typed_goes_into_the_draft(visit, window, answers) -> None:
    visit(retitle)
    assert answers.listed == [("第2项　名称", "加强“双师型”教师队伍建设", "加强教师队伍建设")]
    assert current(window).task(2).title == "加强教师队伍建设"
    assert "通知已改，1 处" in answers.said[-1]
    model = window.list_page.model
    column = next(
        at for at, one in enumerate(current(window).attachment.columns) if one.role.value == "task"
    )
    assert "加强教师队伍建设" in str(model.index(1, column).data())
    assert not list(window.workspace.folder.glob("notice-*.json"))


def test_nothing_changed_is_said(visit, window, answers) -> None:
    visit(lambda _dialog: None)
    assert answers.said[-1] == "通知没有改动。"


def test_who_looks_again_finds_the_page_as_it_was_left(visit, window, answers) -> None:
    answers.way_on = GO_ON
    dialog = visit(retitle)
    assert dialog.work.found.tasks[1].title.text == "加强教师队伍建设"
    assert current(window).task(2).title != "加强教师队伍建设"
    found: list[str] = []
    visit(lambda dialog: found.append(dialog.work.found.tasks[1].title.text), is_done=False)
    assert found == ["加强教师队伍建设"]  # kept since


def test_what_was_left_stands_on_what_the_notice_is_by_now(visit, window, answers) -> None:
    """It was changed elsewhere meanwhile: neither is lost."""
    store = window.workspace.store
    visit(retitle, is_done=False)
    assert "改动还没有放进去" in answers.said[-1]
    window.chooser._fill()
    assert "（上次没有改完）" in window.chooser._list.actions()[-1].text()
    first, *others = current(window).tasks
    after = replace(
        current(window), place="教育局101室", tasks=(replace(first, title="立德树人"), *others)
    )
    changing.change(store, NOTICE, after)
    seen: list[list[str]] = []

    def look(dialog: ReviewDialog) -> None:
        titles = [row.task.title.text for row in review.rows(dialog.work.found)]
        seen.append([*titles[:2], dialog.head.edits["place"].text()])

    visit(look)
    assert seen == [["立德树人", "加强教师队伍建设", "教育局101室"]]
    assert current(window).task(2).title == "加强教师队伍建设"
    assert not list(window.workspace.folder.glob("notice-*"))


def test_what_changes_nothing_stays_on_the_page(visit, window, answers) -> None:
    def turn(dialog: ReviewDialog) -> None:
        task = review.rows(dialog.work.found)[1].task
        dialog.work.put(review.with_task(dialog.work.found, 1, replace(task, paragraph=None)))

    dialog = visit(turn)
    assert "没有让通知变样" in "\n".join(answers.said)
    assert dialog.work.is_changed


def test_it_can_be_made_as_it_was(visit, window, answers) -> None:
    def there_and_back(dialog: ReviewDialog) -> None:
        retitle(dialog)
        dialog._begin_anew()

    visit(there_and_back)
    assert answers.said[-1] == "通知没有改动。"


def test_a_second_document_shows_its_differences(visit, window, answers) -> None:
    answers.rows = [4, 5]
    visit(read_letter)
    notice = current(window)
    assert [t.title for t in notice.tasks][-1] == "职业教育宣传月"
    assert notice.contact == ""
    share = notice.indicators()["5.skill_assessment"][1].share
    assert {one.figure for one in share.values()} == {700}


def test_each_difference_has_place_before_after_and_sentence(visit, answers) -> None:
    visit(read_letter, is_done=False)
    assert answers.listed[4] == (
        "第5项　数量",
        "县职业高中职业技能鉴定≥600人",
        "县职业高中职业技能鉴定≥700人",
        "一、将第五项“全力提升技能水平”中职业技能鉴定由600人调整为700人。",
    )
    assert answers.listed[6][:3] == (
        *("第7项　不再要求（已填了内容，去不掉）", "7　落实实习就业跟踪管理", ""),
    )
    assert answers.ticked == [0, 1, 2, 3, 4]  # what only may be meant is ticked by the clerk


def test_a_document_without_any_is_said(visit, window, answers) -> None:
    def paste(dialog: ReviewDialog) -> None:
        dialog._begin_with(read("今年教育工作会议定于6月9日召开，请各校校长参加。"))

    visit(paste, is_done=False)
    assert "没有找到与现在这份通知不同的" in answers.said[-1]


def test_a_whole_notice_of_another_school_is_compared(visit, window, answers, tmp_path) -> None:
    text = from_file.written(current(window)).replace("加强“双师型”教师队伍建设", "加强教师队伍")
    visit(lambda dialog: dialog._take_own(text.encode()), is_done=False)
    assert "没有找到" in "\n".join(answers.said)  # a title is no figure: it is changed by hand


def test_a_task_with_months_stays_and_the_page_too(visit, window, answers) -> None:
    dialog = visit(lambda d: d.work.put(review.without_task(d.work.found, 4)))
    assert "第5项“全力提升技能水平”已经填了内容，不能去掉" in "\n".join(answers.said)
    assert len(dialog.work.found.tasks) == 8
    assert len(current(window).tasks) == 9


def test_after_the_stamp_it_becomes_an_adjustment(final_list, visit, window, answers) -> None:
    store = window.workspace.store
    deliver(store, final_list)
    answers.rows, answers.choice = [4], "6月"
    visit(read_letter)
    draft = plan.newest(store, NOTICE)
    assert (draft.number, draft.effective_month) == ("2.0", 6)
    assert "阳教职函字〔2023〕11号" in revision_record.revision(store, draft.id).basis
    assert window.pages.shown == "list"
    assert "作为计划调整放进来" in answers.said[-2]


def test_the_clipboard_is_read_there_too(visit, window, answers) -> None:
    def paste(dialog: ReviewDialog) -> None:
        QGuiApplication.clipboard().setText(LETTER)
        dialog.paste_text()
        dialog._background.wait()

    visit(paste, is_done=False)
    assert len(answers.listed) == 7


def test_f1_opens_the_manual_at_this_page(visit, window) -> None:
    chapters: list[list[str]] = []

    def ask(dialog: ReviewDialog) -> None:
        keys = [one for one in dialog.findChildren(QShortcut) if one.key() == QKeySequence("F1")]
        keys[0].activated.emit()
        (manual,) = dialog.findChildren(HelpWindow)
        top = manual.reader.cursorForPosition(QPoint(5, 30)).block().text()
        chapters.append([top, manual.list.currentItem().text()])
        manual.close()

    visit(ask, is_done=False)
    assert chapters == [["改已经放入的通知，放入补充通知", "换通知、换年度"]]


def test_next_year_s_notice_is_asked_about(visit, window, answers) -> None:
    text = "某县教育局关于做好2024年职业教育工作的通知\n一、甲项工作\n二、乙项工作"
    answers.agree = False
    dialog = visit(lambda dialog: dialog._begin_with(read(text)), is_done=False)
    assert "这份文件是2024年的，现在这份通知是2023年的" in "\n".join(answers.said)
    assert not dialog.work.is_changed


def test_what_a_figure_is_is_the_same_for_every_school(visit, window, answers) -> None:
    """The rows of one figure change together, as it will stand in the notice."""

    def rename(dialog: ReviewDialog) -> None:
        dialog.tasks.tasks.setCurrentCell(0, TITLE)
        there(dialog.tasks.figures.item(1, ABOUT)).setText("育人品牌")

    visit(rename)
    names = [one.name for one in current(window).task(1).indicators]
    assert names == ["思政大师工作室", "育人品牌", "特色思政微课"]


def with_old_words(window) -> None:
    """The data file holds the notice as 1.0 put it in."""
    store = window.workspace.store
    with store.transaction() as con:
        notice_tables.rewrite(con, NOTICE, as_it_was_until_1_6())
    window.workspace.reload()


def test_words_that_were_mended_since_are_offered_to_a_copy_of_before(
    visit, window, answers
) -> None:
    with_old_words(window)
    answers.way_on = RENEW
    visit(is_done=False)
    assert (
        "第4项　通知原话",
        "",
        "撤销一批重复设置率高、竞争力弱、就业率低的专业",
    ) in answers.listed
    (enrolment,) = current(window).tasks[7].indicators
    assert enrolment.qualifier == ""
    assert enrolment.share["县职业高中"].qualifier == "力争"
    answers.said.clear()
    visit(is_done=False)
    assert not any("文字后来核对" in said for said in answers.said)


def test_words_that_are_not_wanted_stay_away(visit, window, answers) -> None:
    with_old_words(window)
    before = current(window)
    answers.way_on = KEEP
    visit(is_done=False)
    assert current(window) == before


def test_for_a_stamped_list_only_words_that_no_paper_shows_are_offered(
    visit, window, workspace, answers
) -> None:
    with_old_words(window)
    version = workspace.sheet.version
    deliver(workspace.store, finalise(workspace.store, version), "stamped", "handed_in")
    workspace.reload()
    answers.way_on = RENEW
    visit(is_done=False)
    (enrolment,) = current(window).tasks[7].indicators
    assert enrolment.qualifier == "力争"
    assert current(window).tasks[4].quotes[1].endswith("应参尽参")
    assert plan.newest(workspace.store, NOTICE).number == version.number
