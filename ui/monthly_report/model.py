"""The rows of a month's report as a table model; every write goes to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt

from forms.documents.monthly_report import CENTRED, KEYS, headings
from models.documents import document as documents
from models.errors import Refusal
from models.monthly_report import edits as report_edits
from models.monthly_report import kept, wording
from models.monthly_report.results import CHOICES, Result, RowKind, printed
from models.monthly_report.sheet import ReportSheet
from models.overriding import override
from models.text import LONG_TEXT_LIMIT, clean_text
from ui.sheet.cells_model import CENTRE, LEFT, PLACEHOLDER_ROLE, CellsModel, Index, spoken

if TYPE_CHECKING:
    from models.documents.kinds import DocumentId
    from models.monthly_report.report import Line
    from models.monthly_report.rows import RowKey
    from models.notices.notice import Notice
    from models.storage.store import Batch, Change
    from ui.workspace import Workspace

NUMBER, TASK, PROGRESS, ON_TIME, REASON, NEXT_STEPS = 0, 1, 3, 5, 6, 7
SHORT_WORDS = {
    Result.ON_TIME: "按期",
    Result.EARLY: "提前",
    Result.PARTIAL: "部分",
    Result.LATE: "未按期",
    Result.NOT_DUE: "未到期",
    Result.NONE: "无安排",
    Result.ADJUSTED: "已调整",
    Result.STOPPED: "停止",
    Result.CLOSED: "销号",
}
FIELDS = {PROGRESS: "progress", REASON: "reason", NEXT_STEPS: "remedy"}
LONG = tuple(FIELDS)
# Headings that break elsewhere than at ／, for the screen; print breaks lines by itself.
BROKEN = {
    ON_TIME: "是否按\n期完成",
    REASON: "未按期\n完成原因",
    NEXT_STEPS: "下步措施（含\n预计完成时间）",
}
_ROOT = QModelIndex()


def read_result(text: str, kind: RowKind, proposal: Result | None) -> Result | None:
    """Return the result that a typed or pasted word means: its own, a button's, or the printed one.

    否 means what the figures say, 部分完成 or 未按期完成, and without figures the latter.

    Raises:
        Refusal: it means none.
    """
    bare = text.strip()
    if not bare:
        return None
    if bare == printed(kind, Result.LATE):
        return Result.PARTIAL if proposal is Result.PARTIAL else Result.LATE
    for result in CHOICES[kind]:
        if bare in (result.value, SHORT_WORDS[result], printed(kind, result)):
            return result
    raise Refusal("sheet.not_a_result", text=bare[:20])


class ReportModel(CellsModel):
    """Shows the report of one month; empty while the month was not begun."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.month = 0
        self._document: DocumentId | None = None  # made once: every cell that is drawn asks for it
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self.reset)

    def show_month(self, month: int) -> None:
        """Show another month."""
        self.month = month
        self.reset()

    def reset(self) -> None:
        """Read everything anew."""
        self.beginResetModel()
        self.typing_batch = None
        notice = self._workspace.notice
        self._document = kept.document(notice, self.month) if self.month else None
        self._keys = self.keys()
        self.endResetModel()

    @property
    def sheet(self) -> ReportSheet | None:
        """The report, None while the month was not begun."""
        if self._document is None:
            return None
        found = self._workspace.document(self._document)
        return documents.as_kind(found, ReportSheet) if found is not None else None

    @override
    def is_draft(self) -> bool:
        return self.sheet is not None and self.sheet.version.is_draft

    def keys(self) -> list[RowKey]:
        """Return what names the rows, from the top."""
        return [line.row.key for line in self.sheet.report.lines] if self.sheet else []

    def line(self, row: int) -> Line | None:
        """Return the line of a row, None outside the report."""
        lines = self.sheet.report.lines if self.sheet else ()
        return lines[row] if 0 <= row < len(lines) else None

    def names(self, row: int, column: int) -> list[str]:
        """Return the results to choose from."""
        line = self.line(row)
        if line is None or column != ON_TIME:
            return []
        return [result.value for result in CHOICES[line.row.kind]]

    # -- reading -------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.report.lines)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(KEYS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            return self.heading_font
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return BROKEN.get(section, self._headings()[section]).replace("／", "／\n")

    @property
    def months(self) -> range:
        """Return the months (1–12) that the report shown covers."""
        return self.notice.months_of(self.month or self.notice.first_month)

    @property
    def notice(self) -> Notice:
        """The notice that the report shown answers, as it was for it."""
        return (self.sheet or self._workspace.sheet).notice

    def _headings(self) -> tuple[str, ...]:
        return headings(self.months)

    @override
    def is_editable(self, index: Index) -> bool:
        """Whether the cell may be edited now."""
        line = self.line(index.row())
        if line is None or not self.is_draft():
            return False
        late = line.row.kind is RowKind.LATE
        return index.column() in FIELDS or (index.column() == ON_TIME and not late)

    @override
    def why_not(self, index: Index) -> str:
        code = super().why_not(index)
        return "sheet.report_column" if code == "sheet.fixed_column" else code

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._display(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._display(line, index.column())
            return spoken(line.task.number, self._headings()[index.column()], text)
        if role == Qt.ItemDataRole.EditRole:
            return self._for_editing(line, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            text = self._display(line, index.column())
            centred = KEYS[index.column()] in CENTRED or text == wording.NOTHING
            return CENTRE if centred else LEFT
        return _placeholder(line, index.column()) if role == PLACEHOLDER_ROLE else None

    def _display(self, line: Line, column: int) -> str:
        sheet = self.sheet
        if sheet is None:
            return ""
        if KEYS[column] == "cumulative":
            return wording.cumulative_text(line, sheet.report, sheet.share)
        if KEYS[column] == "number":
            return line.task.number
        compose = {
            "task": wording.task_text,
            "goal": wording.goal_text,
            "progress": wording.progress_text,
            "on_time": wording.on_time_text,
            "reason": wording.reason_text,
            "next_steps": wording.next_steps_text,
            "owner": wording.owner_text,
        }
        return compose[KEYS[column]](line)

    def _for_editing(self, line: Line, column: int) -> str:
        if column in FIELDS:
            return str(getattr(line.row, FIELDS[column]))
        if column == ON_TIME:
            return line.row.result.value if line.row.result else ""
        return self._display(line, column)

    @override
    def row_name(self, row: int) -> str:
        line = self.line(row)
        if line is None:
            return ""
        month = f"（{line.row.origin_month}月）" if line.row.kind is not RowKind.GOAL else ""
        return f"第{line.task.number}项{month}"

    @override
    def row_names(self) -> dict[int, list[str]]:
        """Return the tasks as the rows name them, and their numbers."""
        lines = self.sheet.report.lines if self.sheet else ()
        return {TASK: list(map(wording.task_text, lines)), NUMBER: [x.task.number for x in lines]}

    # -- writing -------------------------------------------------------------------------------

    @override
    def changes_for(self, row: int, column: int, text: str) -> list[Change]:
        line, sheet = self.line(row), self.sheet
        if line is None or sheet is None:
            return []
        if column == ON_TIME:
            result = read_result(text, line.row.kind, line.proposal)
            return report_edits.decide_changes(sheet.version.id, line, result)
        cleaned = clean_text(text, LONG_TEXT_LIMIT)
        if cleaned.removed:
            self._workspace.refused.emit(Refusal("text.cleaned", removed=cleaned.removed))
        return report_edits.row_change(
            sheet.version.id, line.row, FIELDS[column], cleaned.text.strip("\n")
        )

    def _on_changed(self, batch: Batch) -> None:
        if not self.month or not report_edits.touches_report(batch):
            return
        if self.keys() != self._keys:
            self.reset()
            return
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.say_changed(self.index(0, 0), last)


def _placeholder(line: Line, column: int) -> str:
    if column == ON_TIME and line.proposal is not None:
        return f"建议\n{line.proposal.value}"
    if column == PROGRESS:
        return "未填"
    return "还没有写" if column in (REASON, NEXT_STEPS) and line.row.is_shortfall else ""
