"""Whether the values of a data file from outside are such as could have been typed here.

Its rows may be rightly summed and still hold a goal of megabytes or a date that is none. What the
documents hold passes the very reader of interchange files; the rest has its own short list.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import resources
from forms.documents.known import from_canonical
from models import stored
from models.documents import kinds, versions
from models.documents.deliveries import EventKind
from models.errors import EnvironmentRefusal, Refusal
from models.interchange import document as interchange
from models.monthly_report.results import Result
from models.notices.shipped import file_key
from models.notices.working_days import Rule
from models.school import notice_tables, notices_kept
from models.storage.schema import EDITABLE, REVISION_FIELDS, is_place
from models.storage.undo import IRREVERSIBLE
from models.task_list import plan
from models.text import (
    GOAL_LIMIT,
    LONG_TEXT_LIMIT,
    NAME_LIMIT,
    NAMES_LIMIT,
    could_be_typed,
    without_what_was_kept,
)
from ui.use_cases import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from models.storage.store import Store

    Rows = Callable[[str, Sequence[str], Callable[..., object]], None]
    """Calls a check with these fields of every row of a table."""

GEOMETRY_LIMIT = 4_000  # characters
HOLIDAY_LIMIT = 2**20
YEAR_LIMIT = 64 * 2**20  # bytes of a year as a document: every field of it may be full
SETTING_LIMIT = 200  # characters
TEXT_LIMIT = 10 * LONG_TEXT_LIMIT  # of an old value
# Fields of one line with their limits; what they take besides is for interchange to say.
_LINES = {
    **{(table, "name"): NAME_LIMIT for table in ("school", "office", "person")},
    **{("school", field): NAME_LIMIT for field in EDITABLE["school"].fields},
    **{("entry", field): NAMES_LIMIT for field in ("office", "person")},
    ("span", "words"): NAME_LIMIT,
}
_BAD = (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError)
_DAYS = tuple(field for field in REVISION_FIELDS if field.endswith("_on"))


def require_sound(store: Store, rows: Rows, source: Path) -> None:
    """Refuse a proved copy that holds a value no field of ours takes.

    Args:
        store: the copy, in the current schema.
        rows: calls a check with the fields of every row, for those that no reader asks for.
        source: names the file in the refusal.

    Raises:
        EnvironmentRefusal: ``data.bad_value``, with what it is in words.
    """
    for check in (_versions, _history, _settings, _events):
        with _naming(source):
            check(rows)
    with _naming(source):  # last: by now no single text is huge
        _notices(store)
        for table in ("document", "notice_duty"):
            rows(table, ("kind",), _require_kind)
        _frozen(store)
        _documents(store)


@contextmanager
def _naming(source: Path) -> Iterator[None]:
    """Tell whatever a check stumbles over as one refusal."""
    try:
        yield
    except EnvironmentRefusal:
        raise
    except Refusal as refusal:
        what = resources.sentence(refusal.code, **refusal.values)
        raise EnvironmentRefusal("data.bad_value", path=str(source), what=what) from refusal
    except _BAD as error:
        raise EnvironmentRefusal("data.bad_value", path=str(source), what="") from error


def _notices(store: Store) -> None:
    """Each was opened, can be read and has its list."""
    found = notices_kept.opened(store)
    for one in found:
        notice_tables.read(store, one.id)
        plan.newest(store, one.id)
    if len(found) != store.count(["notice"])["notice"]:
        raise ValueError("a notice that was never opened")


def _require_kind(name: str) -> None:
    if not kinds.is_known(name):
        raise ValueError(name)


def _documents(store: Store) -> None:
    """Each year as an interchange file: limits, dates, numbers, words, keys."""
    for one in notices_kept.opened(store):
        notice = notices_kept.notice(store, one.id)
        text = without_what_was_kept(interchange.dump(store, one.id))
        interchange.read(text.encode(), {file_key(notice.key, notice.year): notice}, YEAR_LIMIT)


def _frozen(store: Store) -> None:
    """Only the newest version of a document is a draft; of every other its form can be read."""
    for one in notices_kept.opened(store):
        notice = notices_kept.notice(store, one.id)
        family: dict[DocumentId, Version] = {}
        for version in versions.of_notice(store, one.id):
            before, family[version.document] = family.get(version.document), version
            if before is not None and before.is_draft:
                raise ValueError(before.word)
            if not version.is_draft:
                for text, declared in versions.frozen_texts(store, version):
                    from_canonical(text, notice, declared)


def _versions(rows: Rows) -> None:
    """What of earlier versions and of corrections is shown, printed or compared."""
    for table, fields in (("version", ("filled_on", "as_of")), ("revision", _DAYS)):
        for field in fields:
            rows(table, (field,), _require_day)
    for table, known in EDITABLE.items():
        for field in known.fields:
            limit = _LINES.get((table, field))
            rows(table, (field,), partial(_require_line, limit) if limit else _require_text)
    rows("goal", ("month", "goal"), _require_goal)
    for table, field in (("goal", "measure"), ("span", "goal")):
        rows(table, (field,), partial(_require_text, limit=GOAL_LIMIT))
    rows("report_row", ("result",), _require_result)


def _history(rows: Rows) -> None:
    """What undo writes again, and the page of changes shows."""
    rows("history", ("utc",), _require_time)
    for field in ("old", "new"):
        rows("history", (field,), partial(_require_text, limit=TEXT_LIMIT))
    rows("history", ("tbl", "key", "field", "undoes"), _require_place)


def _require_place(table: str, key: str, field: str, undoes: int | None) -> None:
    parts = stored.key(key)
    if not parts or (undoes != IRREVERSIBLE and not is_place(table, parts, field)):
        raise ValueError(table, field)


def _settings(rows: Rows) -> None:
    checks: dict[str, Callable[[str], object]] = {
        settings.SCALE: lambda text: settings.SCALE_RANGE.index(int(text)),
        settings.COPIES: lambda text: settings.COPIES_RANGE.index(int(text)),
        settings.DEADLINE_RULE: Rule,
        settings.GEOMETRY: lambda text: _require_short(text, GEOMETRY_LIMIT),
    }
    holidays, mail_to = (name.partition("{")[0] for name in (settings.HOLIDAYS, settings.MAIL_TO))

    def check(name: str, value: str) -> None:
        if name.startswith(holidays):
            _require_short(value, HOLIDAY_LIMIT)  # one that is none is passed by where it is asked
        elif name.startswith(mail_to):
            _require_typed(value)
        elif name.startswith(notices_kept.PLACE):
            _require_line(NAME_LIMIT, value)
        elif name in checks:
            checks[name](value)
        else:
            _require_short(value, SETTING_LIMIT)

    rows("setting", ("name", "value"), check)


def _events(rows: Rows) -> None:
    rows("event", ("utc",), _require_time)
    rows("event", ("happened_on",), _require_day)
    rows("event", ("kind",), EventKind)


def _require_day(text: str | None) -> None:
    if text and stored.day(text) is None:
        raise ValueError(text)


def _require_time(text: str) -> None:
    if stored.moment(text) is None:
        raise ValueError(text)


def _require_text(value: object, limit: int = LONG_TEXT_LIMIT) -> None:
    if isinstance(value, str) and not could_be_typed(value, limit):
        raise ValueError("no text that can be typed")


def _require_line(limit: int, value: object) -> None:
    _require_text(value, limit)
    if isinstance(value, str) and "\n" in value:
        raise ValueError("more than a line")


def _require_goal(month: int, goal: str | None) -> None:
    _require_text(goal, GOAL_LIMIT if month else LONG_TEXT_LIMIT)


def _require_result(result: str | None) -> None:
    if result:
        Result(result)


def _require_typed(text: str) -> None:
    """An address that an earlier version took may be none by now; a second line never was one."""
    _require_line(NAMES_LIMIT, text)


def _require_short(text: str, limit: int) -> None:
    if len(text) > limit:
        raise ValueError(text[:20])
