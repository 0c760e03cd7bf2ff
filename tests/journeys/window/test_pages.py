"""首页, 核对 and the settings of the reports."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from models.documents import revisions, versions
from models.monthly_report import kept
from models.school import kept_settings
from models.task_list import plan
from tests.helpers import NOTICE, deliver, list_of, there
from ui.use_cases.documents import files_of, finalising

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_of_verifying(window, filled, final_list, answers, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(files_of.xlsx_bytes(filled, list_of(filled)))
    window.navigation.open_page("verify")
    page = window.pages.page("verify")
    page.verify()
    assert "请先选一个 xlsx" in answers.said[-1]
    page.code.setText(versions.snapshot(filled, final_list).code.lower())
    page.verify()
    assert page._pill.text() == "✓ 有这份定稿"
    page.take(path)
    window.background.wait()
    assert page._pill.text() == "✓ 一致"
    texts = [w.text() for w in page.findChildren(QLabel)]
    assert any("本机记录的2023年年度清单 v1.0" in text for text in texts)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[6].hidden = True
    book.save(path)
    page.take(path)
    window.background.wait()
    assert page._pill.text() == "表内一致，请看说明"
    texts = [w.text() for w in page.findChildren(QLabel)]
    assert any("第 6 行被隐藏" in text for text in texts)
    path.write_bytes(b"not a workbook")
    page.take(path)
    window.background.wait()
    assert "不是能读的 xlsx" in answers.said[-1]
    assert page._pill.isHidden()
    page.clear()
    page.code.setText("0000-0000-0000-0")
    page.verify()
    assert page._pill.text() == "查无有效定稿"


def test_home_shows_months_steps_and_open_items(window, filled, march, monkeypatch) -> None:
    finalising.finalise(filled, march)
    deliver(filled, there(plan.in_force(filled, NOTICE, 3)), "stamped", "handed_in")
    window.workspace.reload()
    from ui.home import page as home_page

    monkeypatch.setattr(home_page, "today", lambda: date(2023, 3, 23))
    window.navigation.open_page("home")
    texts = [w.text() for w in window.pages.home.findChildren(QLabel)]
    assert any(text.startswith("3月报告已定稿，请打印。25日是星期六") for text in texts)
    assert "未完事项 1" in texts
    assert texts.count("未开始") == 9
    assert "定稿" in texts


def test_settings_of_reports_are_saved_at_once(window, filled, answers, tmp_path: Path) -> None:
    window.navigation.open_page("settings")
    card = window.pages.settings.reports
    card.mail_to.setText("不是地址")
    card.mail_to.commit()
    assert "不是邮箱地址" in answers.said[-1]
    card.mail_to.setText("jyj@example.com")
    card.mail_to.commit()
    card.first_month.setCurrentText("9月")
    card._choose_first_month()
    assert set(card.openings) >= {"5.skill_assessment", "8.enrolment"}
    card.openings["5.skill_assessment"].setText("300")
    card._commit_start()
    assert kept.openings(filled, NOTICE) == {"5.skill_assessment": 300}
    assert kept.first_month(filled, NOTICE) == 9
    assert kept_settings.setting(filled, f"mail_to_{NOTICE}", "") == "jyj@example.com"
    card._choose_rule(2)
    assert kept_settings.setting(filled, "deadline_rule", "") == "postpone"
    answers.path = tmp_path / "2027.json"
    answers.path.write_text("{}", encoding="utf-8")
    card.import_holidays()
    window.background.wait()
    assert "不是放假安排文件" in answers.said[-1]


def test_figures_before_the_start_may_be_typed_one_after_the_other(window, filled, qtbot) -> None:
    window.navigation.open_page("settings")
    card = window.pages.settings.reports
    card.first_month.setCurrentText("5月")
    card._choose_first_month()
    for key, text in (("5.skill_assessment", "5"), ("6.training", "7")):
        edit = card.openings[key]
        edit.setText(text)
        edit.setModified(True)
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
        edit.editingFinished.emit()
    assert kept.openings(filled, NOTICE) == {"5.skill_assessment": 5, "6.training": 7}


def test_ctrl_z_does_nothing_where_nothing_would_be_seen(window, filled, final_list) -> None:
    deliver(filled, final_list)
    revisions.begin_correction(filled, final_list)
    window.workspace.reload()
    window.list_page.table.model().set_cells([(0, 3, "改过的举措")])
    window.navigation.open_page("settings")
    window.navigation.step("undo")
    assert window.workspace.sheet.entry(0).measures == "改过的举措"


def test_scrolling_a_page_changes_no_choice_on_the_way(window, filled) -> None:
    window.navigation.open_page("settings")
    rule = window.pages.settings.reports.rule
    before = rule.currentIndex()
    nowhere = QPoint(0, 0)
    wheel = QWheelEvent(
        *(QPointF(5, 5), QPointF(5, 5), nowhere, QPoint(0, -240)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(rule, wheel)
    assert rule.currentIndex() == before
    assert kept_settings.setting(filled, "deadline_rule", "") == ""
    assert rule.focusPolicy() == Qt.FocusPolicy.StrongFocus  # nor do the keys go there
