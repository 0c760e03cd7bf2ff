"""The history in the clerk's words: no step is nameless, no number of ours stands for anything."""

from __future__ import annotations

from dataclasses import replace

from models.documents import revisions
from models.task_list.its_notice import changing
from tests.helpers import NOTICE, deliver
from ui.use_cases.documents.history_words import Filter, History


def test_each_step_has_its_name(filled, final_list, notice) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    draft = revisions.begin_adjustment(filled, final_list, 4)
    changing.change(filled, NOTICE, replace(notice, mailbox="zjg@example.com"))
    revisions.discard(filled, draft)
    lines = [(line.how, line.new) for line in History(filled).lines(Filter())]
    assert lines[:4] == [
        ("放弃", "—"),
        ("改通知", "zjg@example.com"),
        ("开始更正或调整", "v1.0"),
        ("定稿", "定稿"),
    ]
    assert {how for how, _ in lines} <= {
        *("放弃", "改通知", "开始更正或调整", "定稿", "放入通知", "读入", "一并写入", "开始填写"),
    }
