from __future__ import annotations

import json
from datetime import date

import pytest

from forms.documents import known
from forms.documents.task_list import HEAD_WIDTHS_MM, task_list_form
from forms.form import filled
from forms.form.check_code import code_of
from forms.form.kept import declaration_text
from forms.form.papers import LANDSCAPE_GB, date_or_blank


def test_the_declaration_is_consistent(notice) -> None:
    spec = task_list_form(notice.attachment)
    widths = tuple(column.width_mm for column in spec.columns)
    assert widths == (10, 35, 70, 70, 22, 18)
    assert sum(widths) == sum(HEAD_WIDTHS_MM) == spec.paper.type_width == 225
    assert spec.paper.type_height == 156
    for margins in (LANDSCAPE_GB.odd, LANDSCAPE_GB.even):
        assert margins.left + margins.right + 225 == 297
        assert margins.top + margins.bottom + 156 == 210
    keys = [c.key for c in spec.columns] + [f.key for f in spec.head]
    assert len(keys) == len(set(keys))
    headings = [(column.key, column.heading) for column in notice.attachment.columns]
    assert [(column.key, column.heading) for column in spec.columns] == headings


def test_the_canonical_form_holds_contents_and_no_layout(form) -> None:
    document = json.loads(filled.canonical(form))
    contents = {"form", "form_version", "year", "month", "head", "rows"}
    assert set(document) == contents | {"state", "version", "notice", "school", "data"}
    assert filled.canonical(form) == filled.canonical(form.at_size("六号"))


def test_a_draft_and_its_final_sheet_have_different_codes(form) -> None:
    draft, final = (json.loads(filled.canonical(one)) for one in (form, form.final()))
    assert (draft.pop("state"), final.pop("state")) == ("draft", "final")
    assert draft == final
    assert code_of(filled.canonical(form)) != code_of(filled.canonical(form.final()))


def test_a_sheet_of_version_1_is_written_again_as_it_was(form, notice) -> None:
    document = json.loads(filled.canonical(form))
    first = {key: document[key] for key in ("form", "year", "month", "head", "rows")}
    text = filled.canonical_text({**first, "form_version": 1})
    again = known.from_canonical(text, notice)
    assert (again.spec.version, again.origin) == (1, None)
    assert filled.canonical(again) == text


@pytest.mark.parametrize(
    "changed",
    [{"state": "draft"}, {"state": 1}, {"version": 1}, {"school": None}, {"data": []}],
    ids=str,
)
def test_a_kept_sheet_says_which_it_is(form, notice, changed: dict) -> None:
    document = json.loads(filled.canonical(form.final())) | changed
    with pytest.raises(ValueError, match=r"draft|final|1"):
        known.from_canonical(filled.canonical_text(document), notice, declaration_text(form))


def test_a_snapshot_is_read_back_as_the_same_form(form, notice) -> None:
    text = filled.canonical(form.final())
    assert known.from_canonical(text, notice, declaration_text(form)) == form.final()


def test_the_canonical_text_of_an_unknown_form_is_refused(form, notice) -> None:
    other = filled.canonical(form).replace('"task_list"', '"bulletin"')
    with pytest.raises(ValueError, match="bulletin"):
        known.from_canonical(other, notice)


def test_the_date_may_be_left_for_the_pen() -> None:
    assert date_or_blank(2023, date(2023, 3, 6)) == "2023年3月6日"
    assert date_or_blank(2023, None) == "2023年　月　日"
