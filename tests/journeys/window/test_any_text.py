"""Whatever is typed: screen → data file → PDF → xlsx → back, equal or refused with a sentence."""

from __future__ import annotations

import json
import os
import re

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from forms.form.declaration import Look
from forms.reading import verifying
from models.documents.document import as_kind, load
from models.errors import Refusal
from models.months import YEAR_GOAL
from models.school import register
from models.storage.store import Store
from models.task_list import plan
from models.task_list.sheet import Sheet
from models.task_list.words.wording import parse_measures
from models.text import clean_text
from tests.helpers import NOTICE, joined_columns, read_pdf
from ui.use_cases.documents import files_of
from ui.use_cases.documents.composing import compose

EXAMPLES = 400 if os.environ.get("ZHIJIAO_FAULT") == "long" else 25
ROW, COLUMN = 0, 3  # 具体工作举措 of the first task

ENDS = "；。;\u3000 \n"

# Mostly what fonts have, so that paper and xlsx are reached; the rest is anything at all.
TEXTS = st.one_of(
    st.text(alphabet="双师型人12，。；：“”《》（）〔〕=+-@<>&\n ·—…%A_x0041", max_size=60),
    st.text(max_size=40),
    st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=300),
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


ONE_WINDOW = [HealthCheck.function_scoped_fixture]  # each example empties the cell first


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=ONE_WINDOW)
@given(text=TEXTS)
@example(text="=cmd|'/c calc'!A1")
@example(text="#N/A")
@example(text="<b>张三<img src='/etc/passwd'>&amp;[[[")
@example(text="_x0041_ _xZZZZ_")
@example(text="a\0b\x07\ud800\ufffe\u202e\u200b")
@example(text="双师型\r\n\r\n第二段：\t培训")
@example(text="李𬱖、郭晓峯、𠀀")
@example(text="９００人\u3000全角")
def test_any_text_comes_back_as_it_was_or_is_refused(
    window, workspace, answers, tmp_path_factory, text: str
) -> None:
    wanted = clean_text(text).text
    assume(
        set(parse_measures(wanted, 2023)) <= {YEAR_GOAL}
    )  # months in a text are tested elsewhere
    model = window.list_page.table.model()
    answers.said.clear()
    model.set_cells([(ROW, COLUMN, "")])
    model.set_cells([(ROW, COLUMN, text)])
    stored = workspace.sheet.entry(ROW).measures
    # What only separates (blanks, a last ；) is dropped at the ends: the cell composes it again.
    assert stored.strip(ENDS).split() == wanted.strip(ENDS).split() or answers.said
    shown = model.index(ROW, COLUMN).data()
    assert bare(shown or "") == bare(stored)
    if any(found.code == "glyph_missing" for found in compose(workspace.sheet).check()):
        with pytest.raises(Refusal, match=r"finding.glyph_missing"):
            files_of.draft_pdf(workspace.sheet, Look())
        return
    pdf = files_of.draft_pdf(workspace.sheet, Look())
    printed = joined_columns(read_pdf(pdf), 6)[ROW][COLUMN]
    assert bare(printed).strip("—") == bare(stored).strip("—")
    content = files_of.xlsx_bytes(workspace.store, workspace.sheet)
    assert verifying.verify(content).agrees
    hidden = verifying._columns(verifying.read(content).texts["数据"])
    assert json.loads(hidden["canonical"])["rows"][ROW]["measures"] == stored
    copy = tmp_path_factory.mktemp("back") / "zhijiao.sqlite3"
    copy.write_bytes(workspace.store.image())
    again = Store.open(copy)
    version = plan.newest(again, NOTICE)
    assert as_kind(load(again, version), Sheet).entry(ROW).measures == stored
    assert register.school(again) == workspace.sheet.school
    again.close()
