"""Lines that were cut are one paragraph again; headings, lists and closed sentences are not."""

from __future__ import annotations

import pytest

from models.notice_text.joining import joined


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            ["（一）提升质量（责任单位：", "教务处、实训处）"],
            ["（一）提升质量（责任单位：教务处、实训处）"],
        ),
        (["（一）招生（教务处）", "实训处配合"], None),
        (["加强教师队伍建设，", "完成轮训"], ["加强教师队伍建设，完成轮训"]),
        (["全年培训200", "人次以上"], ["全年培训200人次以上"]),
        (["一、工作目标", "二、重点任务"], None),
        (["完成培训任务。", "做好总结"], None),
    ],
)
def test_a_line_goes_on_with_the_one_before_where_that_was_cut(
    lines: list[str], wanted: list[str] | None
) -> None:
    found = [line for line in joined("\n".join(lines)).splitlines() if line]
    assert found == (wanted if wanted is not None else lines)
