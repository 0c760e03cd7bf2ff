"""Whether the values of a data file from outside are such as could have been typed here.

Its rows may be rightly summed and still hold a goal of megabytes or a date that is none. What the
documents hold passes the very reader of interchange files; the rest has its own short list.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import resources
from models.errors import EnvironmentRefusal, Refusal
from models.interchange import document as interchange
from models.notices.working_days import Rule, parse_holidays
from models.school import notices_kept
from models.storage.schema import EDITABLE, REVISION_FIELDS
from models.storage.store import IRREVERSIBLE
from models.text import LONG_TEXT_LIMIT, clean_text, without_what_was_kept
from ui.use_cases import settings
from ui.use_cases.documents.mail import read_addresses
from ui.use_cases.words import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from models.storage.store import Store

    Rows = Callable[[str, Sequence[str], Callable[..., object]], None]
    """Calls a check with these fields of every row of a table."""

GEOMETRY_LIMIT = 4_000  # characters
NAME_LIMIT = 200  # of a setting
TEXT_LIMIT = 10 * LONG_TEXT_LIMIT  # of an old value, a finding, a notice
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
    with _naming(source):
        _documents(store)  # last: by now no single text is huge


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


def _documents(store: Store) -> None:
    """Each year as an interchange file: limits, dates, numbers, words, keys."""
    for year in notices_kept.years(store):
        pack = notices_kept.pack(store, year)
        text = without_what_was_kept(interchange.dump(store, year))
        interchange.read(text.encode(), {pack.key: pack})


def _versions(rows: Rows) -> None:
    """What of earlier versions and of corrections is shown, printed or compared."""
    for table, fields in (("version", ("filled_on", "as_of")), ("revision", _DAYS)):
        for field in fields:
            rows(table, (field,), _require_day)
    for table, known in EDITABLE.items():
        for field in known.fields:
            rows(table, (field,), _require_text)


def _history(rows: Rows) -> None:
    """What undo writes again, and the page of changes shows."""
    rows("history", ("utc",), _require_time)
    rows("history", ("old",), _require_text)
    rows("history", ("new",), _require_text)
    rows("history", ("tbl", "key", "field", "undoes"), _require_place)


def _require_place(table: str, key: str, field: str, undoes: int | None) -> None:
    parts = json.loads(key)
    if not all(isinstance(part, str | int) for part in parts):
        raise ValueError(key)
    if undoes == IRREVERSIBLE:
        return
    known = EDITABLE[table]
    if field not in known.fields or len(parts) != len(known.key):
        raise ValueError(table, field)


def _settings(rows: Rows) -> None:
    checks: dict[str, Callable[[str], object]] = {
        settings.SCALE: lambda text: settings.SCALE_RANGE.index(int(text)),
        settings.COPIES: lambda text: settings.COPIES_RANGE.index(int(text)),
        settings.DEADLINE_RULE: Rule,
        settings.MAIL_TO: read_addresses,
        settings.GEOMETRY: lambda text: _require_short(text, GEOMETRY_LIMIT),
    }
    holidays = settings.HOLIDAYS.partition("{")[0]

    def check(name: str, value: str) -> None:
        if name.startswith(holidays):
            parse_holidays(value.encode())
        elif name in checks:
            checks[name](value)
        else:
            _require_short(value, NAME_LIMIT)

    rows("setting", ("name", "value"), check)


def _events(rows: Rows) -> None:
    rows("event", ("utc",), _require_time)
    rows("event", ("happened_on",), _require_day)
    rows("event", ("kind",), VERBS.__getitem__)


def _require_day(text: str | None) -> None:
    if text and date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)


def _require_time(text: str) -> None:
    datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007  (only whether it is one)


def _require_text(value: object) -> None:
    kept = without_what_was_kept(value) if isinstance(value, str) else ""
    if clean_text(kept, TEXT_LIMIT).text != kept:
        raise ValueError("unprintable")


def _require_short(text: str, limit: int) -> None:
    if len(text) > limit:
        raise ValueError(text[:20])
