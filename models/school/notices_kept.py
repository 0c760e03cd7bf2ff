"""The notices that were opened, one a year, and what the school adds to each: shares, start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.notices.notice import Figure, Indicator, Pack, from_json, shipped
from models.storage.store import Change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.school.people import School
    from models.storage.store import Store


def years(store: Store) -> list[int]:
    """Return the years that were opened, oldest first; one without its list counts as none."""
    sql = "SELECT year FROM year JOIN document USING (year) WHERE kind = 'task_list' ORDER BY year"
    return [year for (year,) in store.query(sql)]


def pack(store: Store, year: int) -> Pack:
    """Return the notice of a year as it was when the year was opened.

    Where what is stored is none, the year's shipped one stands for it.

    Raises:
        KeyError: the year was not opened.
        EnvironmentRefusal: what is stored is damaged.
    """
    rows = store.query("SELECT pack FROM year WHERE year = ?", (year,))
    if not rows:
        raise KeyError(year)
    try:
        return from_json(rows[0][0])
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        for known in shipped().values():
            if known.year == year:
                return known
        raise EnvironmentRefusal("data.damaged", path=str(store.path)) from error


def entered_shares(store: Store, year: int) -> dict[str, int]:
    """Return the yearly figures that the clerk entered, by indicator."""
    sql = "SELECT indicator, amount FROM share WHERE year = ? AND amount IS NOT NULL"
    return dict(store.query(sql, (year,)))


def share_change(year: int, indicator: str, amount: int) -> Change:
    """Return the change of the yearly figure that the clerk entered for an indicator."""
    return Change("share", (year, indicator), "amount", amount)


def first_month(store: Store, year: int) -> int:
    """Return the first month whose report is kept here: the clerk's own, else the notice's.

    Raises:
        KeyError: the year was not opened.
    """
    own = own_first_month(store, year)
    return pack(store, year).first_month if own is None else own


def own_first_month(store: Store, year: int) -> int | None:
    """Return the first month that the clerk set, None where the notice's holds."""
    rows = store.query("SELECT first_month FROM report_start WHERE year = ?", (year,))
    return rows[0][0] if rows else None


def openings(store: Store, year: int) -> dict[str, int]:
    """Return what was done before the first month kept here, by indicator."""
    sql = "SELECT indicator, amount FROM opening WHERE year = ? AND amount IS NOT NULL"
    return dict(store.query(sql, (year,)))


def share_of(
    indicator: Indicator, school: School, entered: Mapping[str, int], pack: Pack
) -> Figure | None:
    """Return this school's yearly figure of an indicator, or None where nobody gave one.

    What the clerk entered comes first, then the share that the notice gives, then a range that
    the notice gives to all schools alike (阳教职函字〔2023〕4号 一（四）: 1-2个).
    """
    if indicator.key in entered:
        return entered[indicator.key]
    if school.notice_school in pack.schools and school.notice_school in indicator.share:
        return indicator.share[school.notice_school]
    return indicator.total if isinstance(indicator.total, tuple) else None
