"""Where a block goes in a table, without a table: places, names, what would be replaced."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ui.use_cases.pasting import (
    ROW_HEADING,
    Area,
    Cell,
    Difference,
    by_names,
    by_place,
    replaced_outside,
)

NAMES = ("立德树人", "教师队伍", "双高建设", "专业调整")
HEADINGS = ("序号", "工作任务", "工作目标（按月）", "具体举措", "责任人")
ONE = Area(range(1), range(2, 3))


@dataclass
class Table:
    """Four tasks; the first two columns are the notice's."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    names: dict[int, tuple[str, ...]] = field(
        default_factory=lambda: {1: NAMES, 0: ("1", "2", "3", "4")}
    )

    def headings(self) -> tuple[str, ...]:
        return HEADINGS

    def row_names(self) -> dict[int, tuple[str, ...]]:
        return self.names

    def new_rows(self) -> range:
        return range(0)

    def read(self, row: int, column: int) -> str:
        return self.texts.get((row, column), "")

    def may_write(self, row: int, column: int) -> bool:
        return 0 <= row < 4 and 2 <= column < 5

    def reach(self, cell: Cell) -> tuple[Cell, ...]:
        return (cell,)


def named(*block: tuple[str | None, ...], area: Area = ONE, table: Table | None = None) -> dict:
    found = by_names(block, area, table or Table())
    assert found is not None
    return {(cell.row, cell.column): cell.text for cell in found.writable(table or Table())}


def test_a_block_starts_at_the_first_selected_cell() -> None:
    placed = by_place((("a", "b"), ("c", None)), Area(range(1, 4), range(2, 3)))
    assert placed.cells == (Cell(1, 2, "a"), Cell(1, 3, "b"), Cell(2, 2, "c"))


def test_a_lone_text_fills_the_area() -> None:
    placed = by_place((("a",),), Area(range(1, 3), range(2, 4)))
    assert [cell[:2] for cell in placed.cells] == [(1, 2), (1, 3), (2, 2), (2, 3)]
    assert {cell.text for cell in placed.cells} == {"a"}


def test_names_of_tasks_lead_to_their_rows_whatever_is_around_them() -> None:
    assert named(("教师队伍", "甲"), ("“双高” 建设", "乙")) == {(1, 2): "甲", (2, 2): "乙"}
    assert named(("4", "专业调整", "甲", "乙")) == {(3, 2): "甲", (3, 3): "乙"}
    other = Area(range(1), range(3, 4))
    assert named(("教师队伍", "甲"), ("双高建设", "乙"), area=other) == {(1, 3): "甲", (2, 3): "乙"}
    assert named(("4", "专业调整", "甲", "乙"), area=other) == {(3, 2): "甲", (3, 3): "乙"}


def test_what_names_a_row_is_neither_written_nor_left_over() -> None:
    assert named(("甲", "教师队伍", "乙")) == {(1, 2): "甲", (1, 3): "乙"}
    block = (("任务", "责任人", "具体举措"), ("专业调整", "钱某", "甲"))
    found = by_names(block, ONE, Table())
    assert found is not None
    assert found.cells == (Cell(3, 4, "钱某"), Cell(3, 3, "甲"))
    assert found.unplaced == ()


def test_numbers_lead_to_their_rows_where_no_name_does() -> None:
    assert named(("2", None, "甲"), ("4.", None, "乙")) == {(1, 2): "甲", (3, 2): "乙"}


@pytest.mark.parametrize(
    "block",
    [
        (("甲", "乙"), ("丙", "丁")),
        (("甲", "2"), ("乙", "3")),  # numbers behind a text are figures
        (("2", "甲"), ("9", "乙")),  # one of them is no number of a task
        (("2", "甲"), ("2", "乙")),
        (("2",), ("3",)),  # figures alone
        (("教师队伍",),),
        (("教师队伍", "甲"), ("别的", "乙"), ("又一", "丙")),  # hardly any is a name
    ],
)
def test_what_names_nothing_has_no_place_of_its_own(block: tuple) -> None:
    assert by_names(block, ONE, Table()) is None


def test_headings_lead_to_their_columns() -> None:
    block = (("工作任务", "责任人", "工作目标"), ("专业调整", "钱某", "甲"))
    assert named(*block) == {(3, 4): "钱某", (3, 2): "甲"}
    below = (("责任人", "具体举措"), ("钱某", "甲"), ("孙某", "乙"))
    area = Area(range(1, 2), range(2, 3))
    assert named(*below, area=area) == {(1, 4): "钱某", (1, 3): "甲", (2, 4): "孙某", (2, 3): "乙"}


def test_what_the_table_does_not_have_is_named() -> None:
    block = (("工作任务", "责任人", "备注"), ("专业调整", "钱某", "x"), ("没有的", "y", "z"))
    found = by_names(block, ONE, Table())
    assert found is not None
    assert found.cells == (Cell(3, 4, "钱某"),)
    assert found.unplaced == ("备注", "没有的")


def test_a_name_in_several_rows_means_them_in_their_order() -> None:
    table = Table(names={1: ("甲", "乙", "甲")})
    found = by_names((("甲", "一"), ("甲", "二"), ("乙", "三")), ONE, table)
    assert found is not None
    assert {cell.text: cell.row for cell in found.cells} == {"一": 0, "二": 2, "三": 1}


def test_months_stand_before_the_first_column() -> None:
    table = Table(names={ROW_HEADING: ("3月", "4月", "全年")})
    found = by_names((("4月", "甲", "乙"),), Area(range(1), range(1)), table)
    assert found is not None
    assert found.cells == (Cell(1, 0, "甲"), Cell(1, 1, "乙"))


def test_only_other_texts_outside_the_area_are_lost() -> None:
    table = Table({(0, 2): "旧一", (1, 2): "旧二", (2, 2): "同 ", (1, 3): ""})
    placed = by_place((("新", "x"), ("新", "x"), ("同", "x"), ("新", "x")), ONE)
    differences = placed.differences(table)
    assert Difference(0, 2, "旧一", "新") in differences
    assert replaced_outside(differences, ONE) == [Difference(1, 2, "旧二", "新")]


def test_a_name_that_reaches_over_rows_means_them_all_and_their_texts_stand_together() -> None:
    assert named(("教师队伍", "甲"), (None, "乙"), ("双高建设", "丙")) == {
        (1, 2): "甲\n乙",
        (2, 2): "丙",
    }
    assert named(("教师队伍", "甲"), ("教师队伍", "乙")) == {(1, 2): "甲\n乙"}


def test_one_heading_alone_leads_to_its_column() -> None:
    assert named(("责任人",), ("钱某",)) == {(0, 4): "钱某"}
    assert by_names((("责任人", "别的", "又一"), ("甲", "乙", "丙")), ONE, Table()) is None


def test_names_that_the_table_does_not_have_may_get_new_rows() -> None:
    class Growing(Table):
        def new_rows(self) -> range:
            return range(2, 4)

    table = Growing(names={0: ("甲", "乙")})
    found = by_names((("乙", "一"), ("丙", "二")), Area(range(1), range(1)), table)
    assert found is not None
    assert found.cells == (Cell(1, 1, "一"), Cell(2, 0, "丙"), Cell(2, 1, "二"))


def test_two_texts_for_one_cell_are_seen() -> None:
    class Leading(Table):
        def reach(self, cell: Cell) -> tuple[Cell, ...]:
            return (Cell(1, 2, cell.text.removeprefix("→")),) if "→" in cell.text else (cell,)

    assert by_place((("→甲",), ("乙",)), ONE).torn(Leading()) == (1, 2)
    assert by_place((("→甲",), ("甲",)), ONE).torn(Leading()) is None
    assert by_place((("甲",), ("乙",)), ONE).torn(Leading()) is None
