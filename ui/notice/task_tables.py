"""The tasks of a notice, and the figures of the one at hand, as two tables with their buttons."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from models.notice_text import review
from models.notice_text.figures import FigureFind
from models.notices.notice import BETWEEN
from models.notices.sound import DEPTH
from ui.kit.widgets import button, label
from ui.kit.wrap_row import WrapRow
from ui.notice.edit_table import EditTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.notice_text.proposal import Find, Proposal, TaskFind
    from models.notice_text.review import Spot
    from ui.notice.work import Work

TASK_HEADINGS = ("序号", "工作任务", "类别", "责任单位", "期限", "年度目标")
NUMBER, TITLE, SECTION, UNITS, DUE, TARGET = range(6)
PARTS = {UNITS: review.UNITS, DUE: review.DUE, TARGET: review.TARGET}  # the others: the task
FIGURE_HEADINGS = ("内容", "要求", "数", "单位", "学校", "力争等")
ABOUT, COMPARATOR, VALUE, UNIT, SCHOOL, QUALIFIER = range(6)
OF_ALL_SCHOOLS = (ABOUT, COMPARATOR, UNIT)
COMPARATORS = {"=": "等于", ">=": "不少于", "<=": "不超过", "~": "左右", "range": "范围"}
BETWEEN_SECTIONS = " / "
PART_INDENT = "　"


class TaskTables(QWidget):
    """What is typed goes into the work at once, a step each.

    Signals:
        pointed(object): the ``Spot`` that the keyboard came to. told(str): why it was not taken.
    """

    pointed = Signal(object)
    told = Signal(str)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.tasks = EditTable("工作任务", TASK_HEADINGS, (8, 34, 15, 17, 11, 15))
        words = {COMPARATOR: list(COMPARATORS.values())}
        self.figures = EditTable("任务的数量", FIGURE_HEADINGS, (34, 14, 12, 10, 18, 12), words)
        self._heading = label("", "soft", wrap=True)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.tasks, 3)
        column.addWidget(
            _buttons(
                ("加一项", partial(self.add_task, None)),
                ("加下级", self.add_part),
                ("上移", partial(self._move, -1)),
                ("下移", partial(self._move, 1)),
                ("不要这一项", self.drop_task),
            )
        )
        column.addWidget(self._heading)
        column.addWidget(self.figures, 2)
        column.addWidget(_buttons(("加一个数", self.add_figure), ("不要这个数", self.drop_figure)))
        self.tasks.typed.connect(self._type_task)
        self.tasks.pointed.connect(self._point_task)
        self.figures.typed.connect(self._type_figure)
        self.figures.pointed.connect(self._point_figure)

    # -- showing -------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The row of the task at hand, -1 where there is none."""
        return min(self.tasks.currentRow(), len(review.rows(self._work.found)) - 1)

    def show_found(self, found: Proposal) -> None:
        """Show the tasks, and the figures of the one at hand."""
        self.tasks.fill([_cells(row) for row in review.rows(found)])
        self._show_figures()

    def _show_figures(self) -> None:
        task = self._task()
        self.figures.fill([_figure_cells(one) for one in task.figures] if task else [])
        self.figures.setEnabled(task is not None)
        said = f"{task.number}　{task.title.text}".strip() if task else ""
        self._heading.setText(resources.sentence("review.figures_of", task=said) if task else "")

    def _task(self) -> TaskFind | None:
        return review.rows(self._work.found)[self.row].task if self.row >= 0 else None

    def go_to(self, spot: Spot) -> None:
        """Put the keyboard to a find of a task."""
        column = {part: place for place, part in PARTS.items()}.get(spot.part, TITLE)
        self.tasks.go_to(spot.row, column)
        if spot.part == review.FIGURE:
            self.figures.go_to(spot.nth, VALUE)
            self.figures.setFocus()
        else:
            self.tasks.setFocus()

    def _point_task(self, row: int, column: int) -> None:
        self._show_figures()
        part = PARTS.get(column, review.TASK)
        nth = 0 if part == review.UNITS else -1
        self.pointed.emit(review.Spot(part, row, nth))

    def _point_figure(self, row: int, _column: int) -> None:
        self.pointed.emit(review.Spot(review.FIGURE, self.row, row))

    # -- tasks ---------------------------------------------------------------------------------

    def add_task(self, title: Find | None) -> None:
        """Add a task after the one at hand."""
        row, task = self.row, self._task()
        typed = review.typed(resources.sentence("review.new_task"))
        made = review.new_task(title or typed, next(review.next_numbers(self._work.found)))
        made = replace(made, section=task.section if task is not None else ())
        found = review.with_new_task(self._work.found, row, made)
        self._work.put(found)
        at = next(i for i, line in enumerate(review.rows(found)) if line.task is made)
        self.tasks.go_to(at, TITLE)
        if title is None:
            self.tasks.begin_typing()

    def add_part(self) -> None:
        """Add a part to the task at hand."""
        if self.row >= 0 and len(review.rows(self._work.found)[self.row].path) >= DEPTH:
            self.told.emit(resources.sentence("review.too_deep", limit=DEPTH))
        elif self.row >= 0:
            part = review.new_task(review.typed(resources.sentence("review.new_part")))
            self._work.put(review.with_new_part(self._work.found, self.row, part))

    def drop_task(self) -> None:
        """Take the task at hand out, with its parts."""
        if self.row >= 0:
            self._work.put(review.without_task(self._work.found, self.row))

    def _move(self, step: int) -> None:
        if self.row >= 0:
            found, row = review.moved(self._work.found, self.row, step)
            self._work.put(found)
            self.tasks.go_to(row, max(self.tasks.currentColumn(), 0))

    def _type_task(self, row: int, column: int, text: str) -> None:
        task = review.rows(self._work.found)[row].task
        if column == TITLE and not text:
            self._refuse(resources.sentence("review.no_title"))
            return
        changes: dict[int, Callable[[], TaskFind]] = {
            NUMBER: lambda: replace(task, number=text),
            TITLE: lambda: review.with_title(task, text),
            SECTION: lambda: replace(task, section=_sections(text)),
            UNITS: lambda: review.with_units(task, text),
            DUE: lambda: review.with_due(task, text),
            TARGET: lambda: review.with_target(task, text),
        }
        self._work.put(review.with_task(self._work.found, row, changes[column]()))

    def _refuse(self, why: str) -> None:
        self.told.emit(why)
        self.show_found(self._work.found)

    # -- figures -------------------------------------------------------------------------------

    def add_figure(self) -> None:
        """Add a figure to the task at hand."""
        task = self._task()
        if task is None:
            return
        unit = resources.sentence("review.unit")
        made = FigureFind("1", unit, "=", "", "", task.title.text, 0, 0)
        self._put_figures((*task.figures, made))
        self.figures.go_to(len(task.figures), ABOUT)
        self.figures.begin_typing()

    def drop_figure(self) -> None:
        """Take the figure at hand out."""
        task, at = self._task(), self.figures.currentRow()
        if task is not None and 0 <= at < len(task.figures):
            self._put_figures((*task.figures[:at], *task.figures[at + 1 :]))

    def _put_figures(self, figures: tuple[FigureFind, ...]) -> None:
        task = self._task()
        if task is not None:
            made = review.with_figures(task, figures)
            self._work.put(review.with_task(self._work.found, self.row, made))

    def _type_figure(self, row: int, column: int, text: str) -> None:
        task = self._task()
        if task is None:
            return
        value = text.replace("％", "%").replace("—", "-").replace("～", "-")
        if column == VALUE and not FigureFind.is_value(value):
            self._refuse(resources.sentence("review.no_figure", text=text))
            return
        if column == UNIT and not text:
            self._refuse(resources.sentence("review.no_unit"))
            return
        signs = {words: sign for sign, words in COMPARATORS.items()}
        made: dict[str, Any] = {
            ABOUT: {"about": text},
            COMPARATOR: {"comparator": signs.get(text, "=")},
            VALUE: {"value": value},
            UNIT: {"unit": text},
            SCHOOL: {"school": text},
            QUALIFIER: {"qualifier": text},
        }[column]
        figures = list(task.figures)
        key = figures[row].key if column in OF_ALL_SCHOOLS else ""
        for at, one in enumerate(figures):  # what it is, is the same for every school
            is_same = key and one.key == key and (column != COMPARATOR or "-" not in one.value)
            if at == row or is_same:
                figures[at] = replace(one, **made)
        if column == VALUE and ("-" in value) != (figures[row].comparator == "range"):
            figures[row] = replace(figures[row], comparator="range" if "-" in value else "=")
        self._put_figures(tuple(figures))


def _buttons(*pairs: tuple[str, Callable[[], object]]) -> QWidget:
    line = QWidget()
    row = WrapRow(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.add(*(button(words, action) for words, action in pairs))
    return line


def _cells(row: review.Row) -> list[str]:
    task, depth = row.task, len(row.path) - 1
    return [
        task.number,
        PART_INDENT * depth + task.title.text,
        BETWEEN_SECTIONS.join(task.section),
        BETWEEN.join(unit.name for unit in task.units),
        task.due.printed if task.due is not None else "",
        task.target.text if task.target is not None else "",
    ]


def _sections(text: str) -> tuple[str, ...]:
    parts = text.split(BETWEEN_SECTIONS.strip())
    return tuple(part.strip() for part in parts if part.strip())


def _figure_cells(one: FigureFind) -> list[str]:
    comparator = COMPARATORS[one.comparator]
    value = one.value.removesuffix("%") if one.unit == "%" else one.value
    return [one.about, comparator, value, one.unit, one.school, one.qualifier]
