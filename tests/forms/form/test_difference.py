"""What a correction changed: △ in its rows, and 原为 / 现为 on its explanation page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms.documents.revision_note import fill_note
from forms.form import difference
from forms.render import pdf
from models.documents.findings import Place
from tests.forms.sound import assert_sound
from tests.helpers import joined_columns

if TYPE_CHECKING:
    from forms.form.filled import FilledForm


@pytest.fixture
def before(march_form: FilledForm) -> FilledForm:
    return march_form


def changed(form: FilledForm, row: int, **cells: str) -> FilledForm:
    rows = list(form.rows)
    rows[row] = {**rows[row], **cells}
    return replace(form, rows=tuple(rows))


def test_equal_versions_have_no_differences(before) -> None:
    assert difference.differences(before, before) == []
    assert difference.mark_changed(before, []) == before


def test_a_changed_row_is_marked_and_told(before) -> None:
    after = changed(before, 7, progress="招生方案已印发。")
    (told,) = difference.differences(before, after)
    marked = difference.mark_changed(after, [told])
    assert [row["number"] for row in marked.rows].count("△8") == 1
    assert (told.number, told.field, told.after) == ("8", "本月完成情况", "招生方案已印发。")
    assert told.before == before.rows[7]["progress"]


def test_of_many_lines_only_those_that_changed_are_told(before) -> None:
    old = changed(before, 0, goal="3月：甲；\n4月：乙；\n5月：丙。")
    new = changed(before, 0, goal="3月：甲；\n4月：丁；\n5月：丙。")
    (told,) = difference.differences(old, new)
    assert (told.before, told.after) == ("4月：乙；", "4月：丁；")


def test_added_and_removed_rows_and_the_head_are_told(before) -> None:
    late = {**before.rows[4], "task": "全力提升技能水平（补报2月）", "progress": "补报20人"}
    places = (*before.places[:8], Place(5, "", 2, "late"))
    rows, head = (*before.rows[:8], late), {**before.head, "phone": "1"}
    after = replace(before, rows=rows, head=head, places=places)
    told = {(d.number, d.field): (d.before, d.after) for d in difference.differences(before, after)}
    assert told["—", "电话"] == ("0356-0000000", "1")
    gone, come = told["9", "整行"], told["5", "整行"]
    assert (gone[1], come[0]) == ("（无）", "（无）")
    for row, text in ((before.rows[8], gone[0]), (late, come[1])):  # all that it says, line by line
        cells = [row[c.key] for c in before.spec.columns if c.key not in ("number", "task")]
        assert text == "\n".join(cell for cell in cells if cell.strip("—\n"))


def test_the_note_gives_each_change_with_its_reason(before, sheet) -> None:
    after = changed(changed(before, 7, progress="改一"), 8, progress="改二")
    found = difference.differences(before, after)
    note = fill_note(
        ("更正说明", "（更正第1次）"),
        sheet.school,
        2023,
        found,
        {"": "抄错了", found[0].place: "漏了一行"},
        {"record": "说明文字"},
    )
    pages = assert_sound(pdf.render(note))
    rows = joined_columns(pages, 6)
    assert [row[5] for row in rows] == ["漏了一行", "抄错了"]
    assert [row[4] for row in rows] == ["改一", "改二"]


def test_another_day_of_the_figures_is_a_difference(before) -> None:
    after = replace(before, head={**before.head, "as_of": "截至2023年3月20日"})
    (told,) = difference.differences(before, after)
    assert (told.field, told.after) == ("截至日期", "截至2023年3月20日")
