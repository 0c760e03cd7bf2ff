"""Pasting into a table or its open editor: nothing goes where the clerk did not send it unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtGui import QGuiApplication

import resources
from forms.reading.clipboard import Block, Origin
from forms.reading.notice_kinds import lines_of_rows
from models.errors import Refusal
from ui.kit.fields.clipboard import read_mime, why_nothing
from ui.use_cases.pasting import Target, by_names, by_place, replaced_outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from forms.reading.clipboard import Pasted
    from ui.kit.messages import Messages
    from ui.use_cases.pasting import Area, Difference, Placement

INTO_CELLS, INTO_ONE = "分到各格", "放进这一格"
BY_NAME, BY_PLACE = "按名称粘贴", "粘贴到选中的位置"
TIDIED, AS_IT_IS = "整理后粘贴", "照原样粘贴"
PASTE, CANCEL = "粘贴", "取消"
HEADINGS = ("位置", "原为", "现为")


def copied_text() -> str:
    """Return what was copied as text; rows of cells are lines, their cells parted by tabs.

    Raises:
        Refusal: ``table.too_large``.
    """
    found = read_mime(QGuiApplication.clipboard().mimeData())
    return lines_of_rows(found.block) if found.origin is Origin.CELLS else found.raw or found.text


class Cells(Target, Protocol):
    """What is written into, as one edit."""

    def is_draft(self) -> bool:
        """Whether anything in it may be edited."""

    def takes(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Whether all of these texts can stand in their cells; says why where one cannot."""

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> int:
        """Write (row, column, text) cells as one edit; returns how many could be written."""


class Table(Protocol):
    """The widget that shows them. ``told(str)``: a sentence for the status line."""

    told: Any  # a signal: what its class declares is not what an instance has

    @property
    def cells_model(self) -> Cells:
        """What is pasted into."""

    def area(self) -> Area:
        """Return the selected block, the current cell where nothing is selected."""

    def name_of(self, row: int, column: int) -> str:
        """Name a cell as the clerk sees it."""

    def show_cell(self, row: int, column: int) -> None:
        """Go to a cell."""


class Pasting:
    """What a table does with the clipboard; questions go through ``messages``."""

    def __init__(self, view: Table, messages: Messages) -> None:
        self._view = view
        self._messages = messages

    def offered(self, source: QMimeData) -> Pasted | None:
        """Return what can be pasted, tidied if the clerk says so; None says why not, or was left.

        What an open editor gets is its text.
        """
        try:
            pasted = read_mime(source)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return None
        if pasted.is_empty:
            self._view.told.emit(why_nothing(pasted))
            return None
        return self._tidied(pasted)

    def offered_to_editor(self, source: QMimeData) -> Pasted | None:
        """Return what an open editor takes the text of; of cells it says that they stay text."""
        pasted = self.offered(source)
        if pasted is not None:
            are_cells = pasted.origin in (Origin.CELLS, Origin.TABBED)
            said = resources.sentence("clipboard.cells_as_text") if are_cells else ""
            self._view.told.emit(_removed_words(pasted) + said)
        return pasted

    def paste(self) -> None:
        """Paste into the selected cells."""
        if not self._view.cells_model.is_draft():
            self._view.told.emit(resources.sentence("sheet.read_only"))
            return
        area = self._view.area()
        if not area.rows:
            return  # no cell is current
        pasted = self.offered(QGuiApplication.clipboard().mimeData())
        block = self._block(pasted, area) if pasted is not None else None
        placement = self._placement(block, area) if block else None
        if pasted is not None and placement is not None:
            self._write(placement, _removed_words(pasted))

    def _tidied(self, pasted: Pasted) -> Pasted | None:
        """Offer to take out what is rarely meant."""
        flaws = pasted.flaws()
        if not flaws:
            return pasted
        found = "、".join(
            resources.sentence(flaw.value, count=count) for flaw, count in flaws.items()
        )
        question = resources.sentence("clipboard.tidy", found=found)
        way = self._messages.ask_way(question, [TIDIED, AS_IT_IS], CANCEL)
        if way is None:
            return None
        return pasted.tidied() if way == TIDIED else pasted

    def _block(self, pasted: Pasted, area: Area) -> Block | None:
        """Return what goes into cells: a text stays whole where a single cell is selected."""
        one: Block = ((pasted.text,),)
        if pasted.origin is Origin.PARAGRAPHS and len(area.rows) == 1:
            return one
        if pasted.origin is not Origin.TABBED or not area.is_one:
            return pasted.block
        size = {"rows": len(pasted.block), "columns": len(pasted.block[0])}
        question = resources.sentence("clipboard.tabbed", **size)
        way = self._messages.ask_way(question, [INTO_CELLS, INTO_ONE], CANCEL)
        if way is None:
            return None
        return pasted.block if way == INTO_CELLS else one

    def _placement(self, block: Block, area: Area) -> Placement | None:
        """Return where the block goes; asks where it names other places, or text would be lost.

        None: it was left, or the texts cannot stand there, which is said before anything is asked.
        """
        target = self._view.cells_model
        placed, named = by_place(block, area), by_names(block, area, target)
        named_cells = set(named.writable(target)) if named else set()
        names_others = named is not None and named_cells != set(placed.writable(target))
        if named and named_cells and names_others:
            if not self._can_stand(named):
                return None
            words = _named_words(named, "clipboard.named_changes")
            way = self._ask(words, named.differences(target), [BY_NAME, BY_PLACE])
            if way != BY_PLACE:
                return named if way else None
            names_others = False  # the clerk sends it here
        if not self._can_stand(placed):
            return None
        if named and names_others:
            words = _named_words(named, "clipboard.placed_changes")
            return placed if self._ask(words, placed.differences(target), [BY_PLACE]) else None
        lost = replaced_outside(placed.differences(target), area)
        words = resources.sentence("clipboard.outside", count=len(lost))
        return placed if not lost or self._ask(words, lost, [PASTE]) else None

    def _can_stand(self, placement: Placement) -> bool:
        """Whether all texts can stand where they go; says why not."""
        torn = placement.torn(self._view.cells_model)
        if torn is not None:
            place = self._view.name_of(*torn)
            self._messages.refuse(Refusal("clipboard.torn", place=place))
            return False
        return self._view.cells_model.takes(placement.writable(self._view.cells_model))

    def _ask(
        self, words: str, differences: Sequence[Difference], ways: Sequence[str]
    ) -> str | None:
        places = [self._view.name_of(d.row, d.column) for d in differences]
        rows = [(at, d.before, d.after) for at, d in zip(places, differences, strict=True)]
        return self._messages.choose_with_list(words, HEADINGS, rows, ways, CANCEL)

    def _write(self, placement: Placement, before: str) -> None:
        """Write it as one edit, show where, and say what found no place; ``before`` comes first."""
        target = self._view.cells_model
        wanted = placement.writable(target)
        changed = placement.differences(target)
        pasted = target.set_cells(wanted)
        if wanted and not pasted:
            return  # refused, which was said
        cut = len(placement.cells) - len(wanted)
        code = "sheet.pasted_cut" if cut else "sheet.pasted"
        code = code if wanted else "sheet.fixed_column"
        said = before + resources.sentence(code, pasted=pasted, cut=cut)
        if placement.unplaced:
            said += resources.sentence("clipboard.unplaced", names="、".join(placement.unplaced))
        self._view.told.emit(said)
        if changed and (changed[0].row, changed[0].column) not in self._view.area():
            self._view.show_cell(changed[0].row, changed[0].column)


def _removed_words(pasted: Pasted) -> str:
    """Return what is said of what could not be printed, empty where all could."""
    if not pasted.removed:
        return ""
    return resources.sentence("text.cleaned", removed=pasted.removed)


def _named_words(named: Placement, heading: str) -> str:
    """Say that a block names other places, and over its list what ``heading`` is the code of."""
    words = resources.sentence("clipboard.named")
    if named.unplaced:
        words += resources.sentence("clipboard.unplaced", names="、".join(named.unplaced))
    return words + resources.sentence(heading)
