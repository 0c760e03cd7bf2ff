"""The history in the clerk's words: when, where, what stood there, what stands there."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import resources
from models import stored
from models.cleaning import plain, telling_parts
from models.documents import history
from models.monthly_report.results import RowKind
from models.notices.amounts import edited
from models.school import notices_kept
from models.task_list import children
from models.text import date_text
from models.value_class import value_class
from ui.use_cases.times import local_time, local_time_with_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.documents.history import Entry, Place
    from models.documents.versions import Version
    from models.notices.indicator import Indicator
    from models.storage.store import Store, Value

LIMIT = 500  # changes shown at once
EMPTY, STEP = "（空）", "—"  # a step of the document (定稿) has no old value
_FIGURES = ("amount", "report_amount", "share", "opening")
_YES = {"none", "present"}
_DAYS = {"filled_on", "as_of", "expected_on", "asked_on", "leader_on", "replied_on"}
_KIND_WORDS = {RowKind.GOAL: "", RowKind.OPEN_ITEM: "遗留", RowKind.LATE: "补报"}
_STATE_STEPS = {"draft": "撤回定稿", "final": "定稿", "superseded": "被新的一版替代"}
_STEPS = {
    "begun": "开始填写",
    "based_on": "开始更正或调整",
    "discarded": "放弃",
    "loaded": "读入",
}
_STATES = {"draft": "草稿", "final": "定稿", "superseded": "被替代"}


@value_class
class Filter:
    """What is shown: documents of a kind and serial (None: all), a task by its id (0: all), a word.

    Of the notice with id ``notice`` only; 0: of all, the history tells of every year.
    """

    document: tuple[str, int] | None = None
    task: int = 0
    text: str = ""
    notice: int = 0


@value_class
class Line:
    """One change as it is shown."""

    entry: Entry
    time: str
    place: str
    old: str
    new: str
    how: str


def _values_of(entry: Entry) -> str:
    return "\n".join(str(value) for value in (entry.old, entry.new) if value is not None)


class _Fit(Enum):
    """Whether the changes of a place pass a filter."""

    NEVER = "never"
    BY_VALUE = "where the text that is looked for stands in what was or is there"
    ALWAYS = "always"


class History:
    """Names places with the names that hold in a data file now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._versions: Mapping[int, Version] = history.document_of(store)
        notices = [
            (one.id, notices_kept.notice(store, one.id)) for one in notices_kept.opened(store)
        ]
        self._notices = dict(notices)
        self._which = {one: notices_kept.which(store, one, with_year=True) for one, _ in notices}
        self._indicators = {
            one: {key: indicator for key, (_, indicator) in notice.indicators().items()}
            for one, notice in notices
        }
        self._indicator_names = {
            one: {key: indicator.name for key, indicator in known.items()}
            for one, known in self._indicators.items()
        }
        self._places: dict[Place, tuple[Entry, str]] = {}  # worked out by a search, for the next
        self._numbers = {(one, task.id): task.number for one, n in notices for task in n.tasks}
        self._numbers |= children.numbers(store)

    def lines(self, wanted: Filter) -> list[Line]:
        """Return the newest changes that a filter lets through, newest first."""
        found = [line for _, lines in self.search(wanted) for line in lines]
        return found[:LIMIT]

    def search(self, wanted: Filter) -> Iterator[tuple[float, list[Line]]]:
        """Yield the changes that a filter lets through, block by block, until there are enough.

        With each block comes how much of the history was looked through (0–1). Where a change was
        made is worked out once a place, and for the next search too; SQLite finds the values.
        """
        text, found = plain(wanted.text), 0
        known: dict[Place, _Fit] = {}
        newest = 0
        for block in history.blocks(self._store):
            newest = newest or block[-1]
            here = set(history.places(self._store, block))
            known |= {place: self._fit(place, wanted, text) for place in here - known.keys()}
            fits = {place: known[place] for place in here}
            lines = self._in_block(block, fits, text, LIMIT - found)
            found += len(lines)
            yield 1 - (block[0] - 1) / newest, lines
            if found == LIMIT:
                return

    def _in_block(
        self, block: range, fits: Mapping[Place, _Fit], text: str, most: int
    ) -> list[Line]:
        kinds = set(fits.values())
        if kinds == {_Fit.NEVER}:
            return []
        having = telling_parts(text) if _Fit.ALWAYS not in kinds else ()
        found = []
        for place, row in history.changes(self._store, block, having):
            fit = fits[place]
            if fit is _Fit.NEVER:
                continue
            entry = history.entry_of(row)
            if fit is _Fit.ALWAYS or text in plain(_values_of(entry)):
                found.append(self._line(entry))
            if len(found) == most:
                break
        return found

    def _fit(self, place: Place, wanted: Filter, text: str) -> _Fit:
        if place not in self._places:
            entry = place.entry
            self._places[place] = entry, plain(self.place(entry))
        entry, words = self._places[place]
        if wanted.notice and self.notice_of(entry) != wanted.notice:
            return _Fit.NEVER
        if wanted.task and self._named(entry)[0] != wanted.task:
            return _Fit.NEVER
        if wanted.document is not None and not self._is_of(entry, wanted.document):
            return _Fit.NEVER
        return _Fit.ALWAYS if text in words else _Fit.BY_VALUE

    def _is_of(self, entry: Entry, document: tuple[str, int]) -> bool:
        version = self._versions.get(entry.version_id or 0)
        own = version.document if version is not None else None
        return own is not None and (own.kind, own.serial) == document

    def _line(self, entry: Entry) -> Line:
        how = "填写" if entry.undoes is None else "撤销或重做"
        how = _step_word(entry) if entry.undoes == 0 else how
        old, new = self.values(entry)
        if entry.table == "notice" and entry.key and entry.field == "notice":  # a word of ours
            notice = self._notices.get(int(entry.key[0]))
            new = notice.name if notice is not None else new
        if entry.undoes == 0 and entry.table == "version" and entry.field in _STEPS:
            source = self._versions.get(int(entry.new or 0)) if entry.field == "based_on" else None
            new = source.mark if source is not None else STEP  # else a number of ours
        return Line(entry, local_time_with_year(entry.utc), self.place(entry), old, new, how)

    def told(self, entry: Entry) -> str:
        """Return a change as one line: when, where, what stands there."""
        return f"{local_time(entry.utc)}　{self.place(entry)}：{self.values(entry)[1]}"

    def values(self, entry: Entry) -> tuple[str, str]:
        """Return what stood in a place and what stands there, in words."""
        known = self._indicators.get(self.notice_of(entry), {})
        return _value(entry, entry.old, known), _value(entry, entry.new, known)

    def place(self, entry: Entry) -> str:
        """Return where a change was made: document, task, field; the notice where several are."""
        version = self._versions.get(entry.version_id or 0)
        mark = f" {version.mark}" if version and not version.is_first else ""
        notice = self.notice_of(entry)
        word = f"{version.word}{mark}" if version else resources.word("table", entry.table)
        which = self._which.get(notice, "")
        task, words = self._named(entry)
        number = self._numbers.get((notice, task), str(task)) if task else ""
        place = place_words(entry, word, self._indicator_names.get(notice, {}), number, words)
        return f"{place}（{which}）" if which else place  # a narrow column shows the place

    def notice_of(self, entry: Entry) -> int:
        """Return the id of the notice that a change belongs to, 0 for the school's own."""
        version = self._versions.get(entry.version_id or 0)
        if version is not None:
            return version.document.notice
        of_notice = entry.table in ("share", "opening", "notice") and entry.key
        return int(entry.key[0]) if of_notice else 0

    def _named(self, entry: Entry) -> tuple[int, str]:
        """Return the task of a change, and what its kind calls the place."""
        version = self._versions.get(entry.version_id or 0)
        notice = self._notices.get(version.document.notice) if version else None
        if version is None or notice is None or not entry.key:
            return entry.task, ""
        return version.kind.named_place(entry, notice) or (entry.task, "")


def place_words(
    entry: Entry, document: str, indicators: Mapping[str, str], number: str = "", named: str = ""
) -> str:
    """Return where a change was made: ``3月报告 v1.0 · 第5项 · 本月完成情况``.

    ``number`` is the task's, as printed; ``named`` what the kind calls the place.
    """
    words = [document or resources.word("table", entry.table)]
    if not entry.key:
        return words[0]
    if entry.task or number:
        words.append(f"第{number or entry.task}项")
    if named:
        words.append(named)
    if entry.table in ("report_row", "report_amount"):
        words.append(_KIND_WORDS.get(RowKind(str(entry.key[1])), ""))
    elif entry.month:
        words.append(f"{entry.month}月")
    if entry.table in _FIGURES:
        words.append(indicators.get(str(entry.key[-1]), str(entry.key[-1])))
        words.append(resources.word("field", entry.field) if entry.field == "whole" else "")
    elif entry.table != "cell" or not named:
        words.append(_field_word(entry))
    return " · ".join(filter(None, words))


def _step_word(entry: Entry) -> str:
    """Return what a step is called: 定稿, 撤回定稿, 放入通知."""
    if entry.field == "state":
        return _STATE_STEPS.get(str(entry.new), "改状态")
    if entry.table == "notice":
        return "放入通知" if entry.field == "notice" else "改通知"
    return _STEPS.get(entry.field, "一并写入")


def _field_word(entry: Entry) -> str:
    is_part = entry.table == "notice" and entry.field != "notice"  # of one that was changed
    return resources.word("notice_part" if is_part else "field", entry.field)


def plain_lines(entries: Iterable[Entry], documents: Mapping[int, str]) -> list[str]:
    """Return changes of a file of which not even the notices can be read, a line each."""
    lines = []
    for entry in entries:
        place = place_words(entry, documents.get(entry.version_id or 0, ""), {})
        lines.append(f"{local_time(entry.utc)}　{place}：{_value(entry, entry.new, {})}")
    return lines


def _value(entry: Entry, value: Value, indicators: Mapping[str, Indicator]) -> str:
    if value is None:
        return STEP if entry.undoes == 0 else EMPTY
    indicator = indicators.get(str(entry.key[-1])) if entry.table in _FIGURES else None
    if indicator is not None and isinstance(value, int):
        is_part = indicator.is_ratio and entry.table != "share"
        return indicator.figure_text(value) if is_part else edited(indicator, value)
    if entry.field == "pending":  # names of fields; what else is kept of them is our own
        fields = (one.partition(":")[0] for one in str(value).split(","))
        return "、".join(resources.word("field", field) for field in fields)
    if entry.field == "state":
        return _STATES.get(str(value), str(value))
    if entry.field in _YES:
        return "是" if value else "否"
    day = stored.day(str(value)) if entry.field in _DAYS else None
    return date_text(day) if day else str(value)
