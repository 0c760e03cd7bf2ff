"""When a document is really due: the notice's day, moved off rest days by the clerk's rule."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import resources
from models.errors import Refusal
from models.notices.working_days import (
    Calendar,
    HolidayYear,
    Rule,
    parse_holidays,
    read_holidays,
    to_json,
)
from models.school import kept_settings
from models.value_class import value_class
from ui.use_cases import settings

if TYPE_CHECKING:
    from datetime import date

    from models.documents.kinds import DocumentId
    from models.notices.notice import Notice
    from models.storage.store import Store

RULE_WORDS = {
    Rule.ADVANCE: "提前到前一个工作日",
    Rule.KEEP: "不变",
    Rule.POSTPONE: "顺延到后一个工作日",
}


@value_class
class Due:
    """A deadline: the notice's day, the day it is really due, and the days counted back from it."""

    stated: date
    due: date
    stamp_on: date
    check_by: date
    is_known: bool  # whether there is a holiday table for its year


def rule(store: Store) -> Rule:
    """Return what the clerk chose for deadlines on rest days; 提前 by default."""
    known = [one.value for one in Rule]
    return Rule(kept_settings.one_of(store, settings.DEADLINE_RULE, Rule.ADVANCE.value, known))


def calendar(store: Store, year: int) -> Calendar:
    """Return the working days of a year: an imported table before the shipped one."""
    imported = kept_settings.setting(store, settings.HOLIDAYS.format(year=year), "")
    if imported:
        with suppress(Refusal):  # a version that checked less kept it: the shipped one counts then
            return Calendar([parse_holidays(imported.encode())])
    paths = resources.holiday_paths()
    return Calendar(read_holidays(path) for path in paths if path.stem == str(year))


def of(store: Store, notice: Notice, document: DocumentId) -> Due | None:
    """Return the deadline of a document, None of one that its notice does not ask for."""
    stated = notice.stated_day(document.kind, document.serial)
    if stated is None:
        return None
    days = calendar(store, stated.year)
    due = days.due_on(stated, rule(store))
    stamp_on = days.workday_before(due)
    return Due(stated, due, stamp_on, days.workday_before(stamp_on), days.knows(stated.year))


def keep_holidays(store: Store, table: HolidayYear) -> None:
    """Keep a year's holiday table, which comes before a shipped one from then on.

    Raises:
        Refusal: the data cannot be written.
    """
    kept_settings.set_setting(store, settings.HOLIDAYS.format(year=table.year), to_json(table))
