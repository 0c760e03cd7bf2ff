"""When the yearly list is really due: the notice's day, moved off rest days by the rule 提前."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from models.deadlines import Calendar, Rule, read_holidays

if TYPE_CHECKING:
    from datetime import date

    from models.packs import Pack


def list_due(pack: Pack) -> date:
    """Return the last working day on or before the notice's day for the list."""
    year = str(pack.list_due.year)
    tables = (read_holidays(path) for path in resources.holiday_paths() if path.stem == year)
    return Calendar(tables).due_on(pack.list_due, Rule.ADVANCE)
