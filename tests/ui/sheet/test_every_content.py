"""Every content of a clipboard into every place of every table: what happens, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QAbstractItemDelegate

from tests.clipboard import Held, captured, excel, own, text_only, word_table, wps
from tests.columns import GOALS, MEASURES
from tests.helpers import there
from tests.ui.sheet.places import ROW, TASK_2, TASK_4, Place
from tests.window import Answers, put_on_clipboard
from ui.kit.pasting import BY_NAME, BY_PLACE, INTO_ONE, PASTE
from ui.monthly_report.model import PROGRESS
from ui.task_list.month_model import GOAL

LINES = "组织下企业实践\n开展校本培训\n评选优秀教研组"
CELL = "第一步：调研\n第二步：报“审”"
BLOCK = (("调研一", "11"), ("调研二", "12"))

HELD = {
    "picture": Held(has_picture=True),
    "empty": Held(),
    "HTML only": Held(html=f"<p>{'</p><p>'.join(LINES.split())}</p>"),
    "file": Held(text="/tmp/工作.docx", files=("/tmp/工作.docx",)),  # noqa: S108  (never read)
    "one line": Held(text="组织下企业实践"),
    "paragraphs": Held(text=LINES.replace("\n", "\r\n")),
    "numbered list": Held(text="1.\t组织下企业实践\n2.\t开展校本培训\n3.\t评选优秀教研组"),
    "Writer list": captured("writer-list"),
    "Excel cell": excel((CELL,)),
    "Excel cell, text alone": text_only(excel((CELL,))),
    "Calc cell": captured("calc-cell"),
    "Excel block": excel(*BLOCK),
    "tabbed text": text_only(excel(*BLOCK)),
    "Word table": word_table(*BLOCK),
    "Writer table": captured("writer-table"),
    "Calc block": captured("calc-block"),
    "WPS block with task names": wps((TASK_2, "举措二"), (TASK_4, "举措四")),
    "WPS block with months": wps(("5月", "五月挂牌"), ("6月", "六月验收")),
    "own block": own(*BLOCK),
}
NUMBERED = ("1. 组织下企业实践", "2. 开展校本培训", "3. 评选优秀教研组")
WRITTEN = ("1. 组织教师下企业实践", "2. 开展校本培训60人次", "3. 评选优秀教研组")
CALC_CELL = "第一条：下企业实践\n第二条：校本培训"
TABLE_TEXT = (
    "序号 工作任务 具体工作举措 责任处室\n"
    "2 加强“双师型”教师队伍建设 第一条：下企业实践\n第二条：校本培训 教务处\n"
    "4 优化调整专业 调研产业需求"
)


@dataclass(frozen=True)
class Says:
    """Nothing changes, and a sentence says why, where it asks after the way on was chosen."""

    word: str
    asks: str = ""


@dataclass(frozen=True)
class Writes:
    """These cells change and no other; where it asks, only after the way on was chosen.

    Cells count from the first selected one, ``named`` ones from the top left of the table.
    """

    cells: dict[tuple[int, int], str]
    asks: str = ""
    named: bool = False


def lines(*texts: str, asks: str = "") -> Writes:
    return Writes({(row, 0): text for row, text in enumerate(texts)}, asks)


def cells(*rows: tuple[str, ...], asks: str = "") -> Writes:
    found = {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}
    return Writes(found, asks)


PICTURE, NOTHING, FILES = Says("是图片"), Says("没有文字"), Says("是文件")
THREE, ONE_TEXT = lines(*LINES.split()), lines(LINES)
FIRST = tuple(row[0] for row in BLOCK)  # in the report the column beside is computed
AS_TEXT = lines("调研一 11\n调研二 12")
NAMES = "加强“双师型”教师队伍建设 举措二\n优化调整专业 举措四"
ONE, SEVERAL, EDITOR = "one cell selected", "a block selected", "the open editor"
# What is held -> what comes of it with one cell selected, a block selected, in the open editor; a
# dict names the tables in which it differs.
Outcome = Says | Writes
BY_TASK: dict[str, Outcome] = {
    "list": Writes({(1, MEASURES): CALC_CELL, (3, MEASURES): "调研产业需求"}, BY_NAME, named=True),
    "report": Says("不是完成结果", asks=BY_PLACE),
    "months": Says("不是 0 或正整数"),
}
BY_TASK_NAME: dict[str, Outcome] = {
    "list": Writes({(1, MEASURES): "举措二", (3, MEASURES): "举措四"}, BY_NAME, named=True),
    "report": Writes({(1, PROGRESS): "举措二", (3, PROGRESS): "举措四"}, BY_NAME, named=True),
    "months": Says("不是 0 或正整数"),
}


def by_month(asks: str) -> dict[str, Outcome]:
    return {
        "list": cells(("5月", "五月挂牌"), ("6月", "六月验收"), asks=PASTE),
        "report": lines("5月", "6月", asks=asks),
        "months": Writes({(2, GOAL): "挂牌", (3, GOAL): "验收"}, BY_NAME, named=True),
    }


MATRIX: dict[str, tuple[Outcome | dict[str, Outcome], ...]] = {
    "picture": (PICTURE, PICTURE, PICTURE),
    "empty": (NOTHING, NOTHING, NOTHING),
    "HTML only": (ONE_TEXT, THREE, ONE_TEXT),
    "file": (FILES, FILES, FILES),
    "one line": (lines("组织下企业实践"), lines(*["组织下企业实践"] * 3), lines("组织下企业实践")),
    "paragraphs": (ONE_TEXT, THREE, ONE_TEXT),
    "numbered list": (lines("\n".join(NUMBERED)), lines(*NUMBERED), lines("\n".join(NUMBERED))),
    "Writer list": (lines("\n".join(WRITTEN)), lines(*WRITTEN), lines("\n".join(WRITTEN))),
    "Excel cell": (lines(CELL), lines(CELL, CELL, CELL), lines(CELL)),
    "Excel cell, text alone": (lines(CELL), lines(CELL, CELL, CELL), lines(CELL)),
    "Calc cell": (lines(CALC_CELL), lines(*[CALC_CELL] * 3), lines(CALC_CELL)),
    **dict.fromkeys(
        ("Excel block", "Word table", "own block"),
        (
            {
                "list": cells(*BLOCK, asks=PASTE),
                "report": lines(*FIRST, asks=PASTE),
                "months": cells(*BLOCK, asks=PASTE),
            },
            {
                "list": cells(*BLOCK, asks=PASTE),
                "report": lines(*FIRST),
                "months": cells(*BLOCK, asks=PASTE),
            },
            AS_TEXT,
        ),
    ),
    "tabbed text": (
        lines("调研一 11\n调研二 12", asks=INTO_ONE),
        {
            "list": cells(*BLOCK, asks=PASTE),
            "report": lines(*FIRST),
            "months": cells(*BLOCK, asks=PASTE),
        },
        AS_TEXT,
    ),
    **dict.fromkeys(("Writer table", "Calc block"), (BY_TASK, BY_TASK, lines(TABLE_TEXT))),
    "WPS block with task names": (BY_TASK_NAME, BY_TASK_NAME, lines(NAMES)),
    "WPS block with months": (
        by_month(PASTE),
        by_month(""),
        {
            "list": lines("5月 五月挂牌\n6月 六月验收"),
            "report": lines("5月 五月挂牌\n6月 六月验收"),
            "months": Says("5月已经写了"),
        },
    ),
}


TARGETS = (ONE, SEVERAL, EDITOR)  # in one window, one after the other: each undoes what it did
EVERY_CONTENT = pytest.mark.parametrize("held", MATRIX)


@pytest.mark.parametrize("view", ["list", "months"])
@EVERY_CONTENT
def test_what_is_pasted_into_the_list_goes_where_it_was_sent(
    window, view: str, held: str, answers
) -> None:
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(4, GOALS))  # a task with two figures
    table, column = (page.panel.grid, GOAL) if view == "months" else (page.table, MEASURES)
    place = Place(table, column, page.undo)
    table.told.connect(lambda text: _hear(answers, text))
    for target in TARGETS:
        see_it_pasted(place, view, held, target, answers)


@EVERY_CONTENT
def test_what_is_pasted_into_a_report_goes_where_it_was_sent(april, held: str, answers) -> None:
    place = Place(april.table, PROGRESS, april.undo)
    april.table.told.connect(lambda text: _hear(answers, text))
    for target in TARGETS:
        see_it_pasted(place, "report", held, target, answers)


def _hear(answers: Answers, text: str) -> None:
    answers.said.append(text)  # another list for each target


def see_it_pasted(place: Place, view: str, held: str, target: str, answers: Answers) -> None:
    found = MATRIX[held][TARGETS.index(target)]
    wanted = found[view] if isinstance(found, dict) else found
    before = place.texts()
    answers.said, answers.way_on = [], None
    place.select(3 if target == SEVERAL else 1)
    put_on_clipboard(HELD[held])
    paste(place, target)
    if wanted.asks:
        assert place.texts() == before  # nobody answered
        assert answers.said
        answers.way_on = wanted.asks
        paste(place, target)
    if isinstance(wanted, Says):
        assert wanted.word in "".join(answers.said)
        assert place.texts() == before
        return
    top, left = (0, 0) if wanted.named else (ROW, place.column)
    after = {(top + row, left + column): text for (row, column), text in wanted.cells.items()}
    changed = {at: text for at, text in place.texts().items() if text != before[at]}
    assert changed == after
    place.undo.click()
    assert place.texts() == before


def paste(place: Place, target: str) -> None:
    if target != EDITOR:
        place.table.paste()
        return
    place.table.edit_cell(ROW, place.column)
    editor = there(place.table.cells.editor)
    editor.selectAll()
    editor.paste()
    place.table.commit_open_editor()
    place.table.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
