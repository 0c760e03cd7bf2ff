from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.form.declaration import Look
from models.documents import versions
from models.errors import Refusal
from models.school import notices_kept, register
from models.task_list import edits as list_edits
from models.task_list import plan
from tests.helpers import NOTICE, list_of, read_pdf, text_of, there
from ui.use_cases.documents import files_of, finalising

if TYPE_CHECKING:
    from models.storage.store import Store


def edit(store: Store, task: int, field: str, text: str) -> None:
    version = plan.newest(store, NOTICE)
    store.edit([list_edits.entry_change(version.id, task, field, text)])


def test_a_finished_list_is_finalised_with_its_pdf(filled: Store) -> None:
    version = finalising.finalise(filled, plan.newest(filled, NOTICE))
    assert version.number == "1.0"
    kept = versions.snapshot(filled, version)
    assert "草稿" not in text_of([c for page in read_pdf(kept.pdf) for c in page.chars])
    sheet = list_of(filled)
    assert files_of.pdf_bytes(filled, sheet) == kept.pdf


def test_hard_findings_block(filled: Store) -> None:
    edit(filled, 6, "person", "")
    with pytest.raises(Refusal) as refused:
        finalising.finalise(filled, plan.newest(filled, NOTICE))
    assert (refused.value.code, refused.value.values["count"]) == ("version.hard_findings", 1)


def test_a_character_in_no_font_blocks_print_and_finalising(filled: Store) -> None:
    edit(filled, 5, "person", "李𠀀")
    sheet = list_of(filled)
    with pytest.raises(Refusal, match=r"finding.glyph_missing"):
        files_of.draft_pdf(sheet, Look())
    with pytest.raises(Refusal, match=r"version.hard_findings"):
        finalising.finalise(filled, plan.newest(filled, NOTICE))
    assert finalising.analyse(sheet, Look()).page_starts == {}


def test_after_finalising_the_sheet_no_longer_follows_the_settings(filled: Store) -> None:
    finalising.finalise(filled, plan.newest(filled, NOTICE))
    filled.edit([register.school_change("name", "改名学校")])
    sheet = list_of(filled)
    assert sheet.school.printed_name == "阳城县示例职业高级中学"
    assert "改名学校" not in files_of.stem(sheet)
    form = finalising.current_form(filled, sheet)
    assert form.head["name"] == "阳城县示例职业高级中学"
    assert finalising.extract(filled, sheet) == ""


def test_analysis_tells_where_pages_begin(filled: Store) -> None:
    starts = finalising.analyse(list_of(filled), Look()).page_starts
    assert starts[0] == 1
    assert list(starts) == sorted(starts)
    assert len(starts) > 1


def test_a_year_that_was_not_opened_is_refused(filled: Store) -> None:
    with pytest.raises(Refusal, match=r"year.not_open"):
        notices_kept.of_year(filled, 2022)


def test_file_names_carry_school_year_and_version(filled: Store) -> None:
    assert files_of.stem(list_of(filled)) == "阳城县示例职业高级中学_2023年_任务清单_草稿"
    finalising.finalise(filled, plan.newest(filled, NOTICE))
    assert files_of.stem(list_of(filled)) == "阳城县示例职业高级中学_2023年_任务清单_v1.0"


def test_a_blank_form_is_checked_for_glyphs_too(filled: Store) -> None:
    filled.edit([register.school_change("name", "甲😀校")])
    with pytest.raises(Refusal, match=r"finding.glyph_missing"):
        files_of.blank_pdf(there(files_of.blank_form(list_of(filled))))
