"""Where a finding is, in the words of the window."""

from __future__ import annotations

import re

from tests.helpers import begin_and_fill, list_of, report_of
from ui.use_cases.words import place_words

LATIN = re.compile("[A-Za-z_]{3,}")


def test_every_place_of_a_list_has_its_words(filled, notice) -> None:
    with filled.transaction() as con:
        con.execute("DELETE FROM entry")
        con.execute("DELETE FROM goal")
        con.execute("DELETE FROM amount")
        con.execute("UPDATE school SET phone = NULL, contact = NULL")
    sheet = list_of(filled)
    found = [place_words(one.place, sheet.notice) for one in sheet.rule_findings()]
    assert {"联系人", "电话", "第1项·具体工作举措", "第1项·责任处室", "第1项·责任人"} <= set(found)
    assert "第1项·时间节点及工作目标(按月安排进度)" in found
    assert not [words for words in found if LATIN.search(words)]


def test_every_place_of_a_report_has_its_words(filled, final_list, sample_reports) -> None:
    version = begin_and_fill(filled, sample_reports[3])
    with filled.transaction() as con:
        con.execute("UPDATE report_row SET progress = NULL, result = NULL, reason = NULL")
        con.execute("UPDATE version SET as_of = NULL WHERE id = ?", (version.id,))
        con.execute("DELETE FROM report_amount")
    sheet = report_of(filled, 3)
    found = [place_words(one.place, sheet.notice) for one in sheet.rule_findings()]
    assert "截至日期" in found
    assert len(set(found)) > 5
    assert not [words for words in found if LATIN.search(words)]
