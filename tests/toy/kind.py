"""便条: a kind of document that is not in the product, with one column kept in ``cell``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import cells
from models.documents.document import Document
from models.documents.findings import (
    Finding,
    Place,
    Severity,
    head_findings,
    sort_findings,
)
from models.documents.kinds import DocumentId, Kind, register
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.notices.notice import Notice
    from models.storage.store import Change, Store

MEMO, TEXT = "memo", "text"


def document(notice: int, serial: int) -> DocumentId:
    """What names the memo of a number."""
    return DocumentId(notice, MEMO, serial)


def line_change(version_id: int, number: int, text: str) -> Change:
    """The change of one line, counted from 1."""
    return cells.change(version_id, number, TEXT, text)


@value_class
class Memo(Document):
    """A memo with its lines by their numbers."""

    lines: Mapping[int, str]

    def rule_findings(self) -> list[Finding]:
        found = [*head_findings(self.school)]
        if not self.lines:
            found.append(Finding(Severity.HARD, "goals_missing", Place(1, TEXT), {"task": 1}))
        return sort_findings([*found, *self._revision_findings()])


class MemoKind(Kind):
    """Any number of memos under a notice; none of them is asked for."""

    name = MEMO
    order = 50
    paper_word = page_word = "便条"
    text_size_setting = "memo_text_size"
    layout_setting = "memo_layout"
    copied = ("cell",)

    def word(self, serial: int, months: range | None = None) -> str:
        return f"第{serial}号便条"

    def period(self, serial: int, _months: range | None = None) -> str:
        return f"第{serial}号"

    def serials(self, _notice: Notice) -> Sequence[int]:
        return ()

    def load(self, store: Store, around: Document) -> Memo:
        texts = cells.texts(store, around.version.id)
        return Memo(**vars(around), lines={row: fields[TEXT] for row, fields in texts.items()})


KIND = register(MemoKind())
