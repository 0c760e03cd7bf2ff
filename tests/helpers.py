"""Reading printed pages back, and seeded prose as people write it."""

from __future__ import annotations

import gc
import io
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import pdfplumber
from pdfminer.layout import LTChar, LTLine, LTPage

from models.monthly_report import kept

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from models.documents.versions import Version
    from models.monthly_report.interchange import LoadedReport
    from models.monthly_report.sheet import ReportSheet
    from models.storage.store import Store
    from models.task_list.sheet import Sheet
    from ui.window.main_window import MainWindow

T = TypeVar("T")
MM = 72 / 25.4
NOTICE = 10_000  # the id of the first notice that is opened in a data file
_WORDS = [
    "组织",
    "开展",
    "落实",
    "推进",
    "完成",
    "制定",
    "召开",
    "专业教师",
    "学生",
    "企业",
    "实训基地",
    "技能鉴定",
    "思政课程",
    "工作方案",
    "责任到人",
    "每月调度",
    "逐项销号",
    "双师型",
    "乡镇",
    "培训班",
    "招生宣传",
    "实习安全",
    "检查",
    "整改",
    "台账",
    "档案",
    "省级",
    "市级",
    "大赛",
    "选手",
    "集训",
    "考核",
    "评审",
    "汇报",
    "校企合作",
    "协议",
    "岗位",
    "名册",
    "轮训",
    "计划",
    "总结",
    "验收",
    "设备",
    "经费",
    "对账",
]

_SHAPES = (
    *("{a}", "“{a}”", "《{a}》", "（{a}）", "{n:,}人"),
    *("{p:.1f}%", "{a}——{b}", "{a}……", "“1+X”证书"),
)
_SHAPE_WEIGHTS = (70, 6, 4, 4, 6, 3, 2, 1, 1)
_ENDS = ("", "，", "、", "。", "；", "\n")
_END_WEIGHTS = (30, 35, 15, 12, 6, 2)


def there(value: T | None) -> T:
    """Return a value that must be there."""
    assert value is not None
    return value


def prose(length: int, seed: int) -> str:
    """Return ``length`` characters of text with brackets, quotes, figures and paragraphs."""
    rng = random.Random(seed)  # noqa: S311  (seeded on purpose)
    parts: list[str] = []
    size = 0
    while size < length:
        word, other = rng.choice(_WORDS), rng.choice(_WORDS)
        shape = rng.choices(_SHAPES, _SHAPE_WEIGHTS)[0]
        piece = shape.format(a=word, b=other, n=rng.randint(1, 2000), p=rng.uniform(1, 99))
        parts.append(piece + rng.choices(_ENDS, _END_WEIGHTS)[0])
        size += len(parts[-1])
    # A text does not end inside a bracket, a dash or a figure.
    text = "".join(parts)[:length].rstrip("（《“—…\n1234567890,.% ")
    return text.ljust(length, "好")


@dataclass
class Page:
    """A page read back; lengths in pt, from the top left of the sheet."""

    width: float
    height: float
    chars: list[dict]
    verticals: list[float] = field(default_factory=list)
    horizontals: list[float] = field(default_factory=list)
    top: float = 0
    bottom: float = 0

    def cell(self, column: int, low: float, high: float) -> list[dict]:
        """The characters between two rules of a column, in reading order."""
        left, right = self.verticals[column], self.verticals[column + 1]
        inside = [
            c
            for c in self.chars
            if left <= (c["x0"] + c["x1"]) / 2 <= right
            and low <= (c["top"] + c["bottom"]) / 2 <= high
        ]
        return sorted(inside, key=lambda c: (round(c["bottom"]), c["x0"]))

    def rows(self) -> list[tuple[float, float]]:
        """The bands between the horizontal rules, the heading first."""
        return list(zip(self.horizontals, self.horizontals[1:], strict=False))


def _unique(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 0.6:
            found.append(value)
    return found


def read_pdf(content: bytes) -> list[Page]:
    """Read the pages of a PDF back: characters with boxes, rules with places.

    From the layout as it was parsed: what else pdfplumber makes of each character takes as long as
    parsing it, and no test asks for it.
    """
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [_read_page(page.layout) for page in document.pages]


def _read_page(layout: LTPage) -> Page:
    height = layout.height
    made = Page(layout.width, height, [])
    for item in layout:
        if isinstance(item, LTChar):
            made.chars.append(
                {
                    "text": item.get_text(),
                    "x0": item.x0,
                    "x1": item.x1,
                    "top": height - item.y1,
                    "bottom": height - item.y0,
                    "fontname": item.fontname,
                    "size": item.size,
                    "upright": item.upright,
                }
            )
    lines = [item for item in layout if isinstance(item, LTLine)]
    made.verticals = _unique([line.x0 for line in lines if abs(line.x0 - line.x1) < 0.1])
    made.horizontals = _unique([height - line.y1 for line in lines if abs(line.y0 - line.y1) < 0.1])
    if made.horizontals:
        made.top, made.bottom = made.horizontals[0], made.horizontals[-1]
    return made


def text_of(chars: list[dict]) -> str:
    return "".join(c["text"] for c in chars)


def lines_of(chars: list[dict]) -> list[str]:
    """The characters of a cell as lines of text."""
    lines: dict[int, list[dict]] = {}
    for char in chars:
        lines.setdefault(round(char["bottom"]), []).append(char)
    merged: list[list[dict]] = []
    last = None
    for bottom in sorted(lines):
        if last is not None and bottom - last <= 2:
            merged[-1] += lines[bottom]
        else:
            merged.append(lines[bottom])
        last = bottom
    return [text_of(sorted(line, key=lambda c: c["x0"])) for line in merged]


def joined_columns(pages: list[Page], columns: int) -> list[dict[int, str]]:
    """The rows of the table over all pages: column → joined text, continued rows joined."""
    rows: list[dict[int, str]] = []
    for page in pages:
        for low, high in page.rows()[1:]:
            texts = {c: "".join(lines_of(page.cell(c, low, high))) for c in range(columns)}
            if "（续）" in texts[0]:
                for column in range(2, columns):
                    rows[-1][column] += texts[column]
            else:
                rows.append(texts)
    return rows


def free_widget(widget: QWidget) -> None:
    """Delete a closed top-level widget now, not when Python happens to."""
    from PySide6.QtCore import QCoreApplication, QEvent

    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def close_without_backup(window: MainWindow) -> None:
    """Close a window and free it; the last backup is made where a test is about it."""
    window.keeper.back_up_at_close = lambda: None  # type: ignore[method-assign]  # makes none
    window.close()
    free_widget(window)


def no_picture(_data: Path, target: Path) -> None:
    """Stand in for the demo's picture of the window."""
    target.write_bytes(b"png")


def begin_and_fill(store: Store, report: LoadedReport) -> Version:
    """Begin a month's report and enter a sample report; returns its version."""
    from models.documents import lifecycle
    from models.monthly_report.interchange import report_changes

    version = lifecycle.begin(store, kept.document(NOTICE, report.month))
    store.edit(report_changes(version.id, report))
    return version


def list_of(store: Store) -> Sheet:
    """The list of the first notice with everything around it."""
    from models.task_list import sheet

    return sheet.newest(store, NOTICE)


def report_of(store: Store, month: int) -> ReportSheet:
    """The report of a month under the first notice with everything around it."""
    from models.documents import document
    from models.monthly_report.sheet import ReportSheet

    return document.as_kind(document.newest(store, kept.document(NOTICE, month)), ReportSheet)


def finalise(store: Store, version: Version) -> Version:
    """Finalise a document; returns its version."""
    from ui.use_cases.documents import finalising

    return finalising.finalise(store, version)


def finalise_month(store: Store, report: LoadedReport) -> Version:
    """Begin, fill and finalise a month's report; returns its version."""
    return finalise(store, begin_and_fill(store, report))


def deliver(store: Store, version: Version, *kinds: str) -> None:
    """Record events on the day after the list's deadline."""
    from datetime import date

    from models.documents import revisions
    from models.documents.deliveries import EventKind

    for kind in kinds or ("stamped",):
        revisions.deliver(store, version, revisions.event(EventKind(kind), date(2023, 3, 9)))


def texts(widget: QWidget) -> list[str]:
    """The words of all labels inside a widget."""
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel)]


def press(widget: QWidget, word: str) -> None:
    """Click the one button inside a widget that says so."""
    from PySide6.QtWidgets import QPushButton

    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == word]
    found.click()
