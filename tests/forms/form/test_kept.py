"""The declaration of a sheet as JSON reads back as the same declaration; any other is refused."""

from __future__ import annotations

import json

import pytest

from forms.documents import handover_list, revision_note
from forms.documents.monthly_report import monthly_report_form
from forms.documents.task_list import task_list_form
from forms.form.filled import FilledForm
from forms.form.kept import declaration_of, declaration_text


@pytest.fixture(params=["task_list", "monthly_report", "revision_note", "handover_list"])
def spec(request, notice):
    return {
        "task_list": lambda: task_list_form(notice.attachment),
        "monthly_report": lambda: monthly_report_form(notice, 3),
        "revision_note": revision_note.revision_note_form,
        "handover_list": lambda: handover_list.SPEC,
    }[request.param]()


def test_every_declaration_of_ours_reads_back(spec) -> None:
    text = declaration_text(FilledForm(spec, 2023, {}, ()).at_size("小五"))
    assert declaration_of(text) == spec
    assert json.loads(text)["text_size"] == "小五"
    assert declaration_text(FilledForm(declaration_of(text), 2023, {}, ()).at_size("小五")) == text


def test_what_a_sheet_says_is_no_part_of_its_declaration(spec) -> None:
    one, other = (FilledForm(spec, 2023, {"name": name}, ()) for name in ("甲", "乙"))
    assert declaration_text(one) == declaration_text(other)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("columns", []),
        ("columns", [{"key": "x"}]),
        ("columns", 5),
        ("title", "长" * 3000),
        ("blank_row_mm", -1),
        ("blank_row_mm", 1e9),
        ("blank_row_mm", float("nan")),
        ("page_number", "somewhere"),
        ("paper", None),
        ("unknown", "x"),
    ],
)
def test_a_declaration_from_outside_that_is_none_is_refused(notice, part: str, value) -> None:
    text = declaration_text(FilledForm(task_list_form(notice.attachment), 2023, {}, ()))
    document = json.loads(text)
    document["spec"][part] = value
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError)):
        declaration_of(json.dumps(document))
