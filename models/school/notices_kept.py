"""The notices that the school works under, and its own yearly figures (shares)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from models.errors import EnvironmentRefusal, Refusal
from models.notices.indicator import Kind
from models.notices.shipped import shipped_notices
from models.school import notice_tables
from models.school.kept_settings import set_setting, setting
from models.storage.schema import NOTICE_SHOWN
from models.storage.store import Change

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from models.notices.indicator import Figure, Indicator, Share
    from models.notices.notice import Notice
    from models.school.people import School
    from models.storage.store import Store

_BAD = (Refusal, ValueError, TypeError, LookupError, AttributeError, RecursionError)


class Opened(NamedTuple):
    """A notice under which the school works."""

    id: int
    key: str
    year: int


def opened(store: Store) -> list[Opened]:
    """Return the notices that were opened, oldest year first; one without its list is none."""
    sql = (
        "SELECT id, key, year FROM notice WHERE added IS NOT NULL AND id IN"
        " (SELECT notice FROM document WHERE kind = 'task_list') ORDER BY year, id"
    )
    return [Opened(*row) for row in store.query(sql)]


def not_begun(store: Store) -> list[Notice]:
    """Return the shipped notices that were not opened, the newest year first."""
    begun = {(one.key, one.year) for one in opened(store)}
    return [one for one in shipped_notices().values() if (one.key, one.year) not in begun]


def place_setting(identity: int) -> str:
    """Return the name of the setting that keeps where the paper is handed in, where it changed."""
    return f"{PLACE}{identity}"


PLACE = "place_"


def shown(store: Store) -> int:
    """Return the id of the notice that was shown last, the newest one where none was chosen."""
    found = opened(store)
    chosen = setting(store, NOTICE_SHOWN, "")
    return next((one.id for one in found if str(one.id) == chosen), found[-1].id)


def show(store: Store, notice: int) -> None:
    """Remember which notice is shown."""
    set_setting(store, NOTICE_SHOWN, str(notice))


def years(store: Store) -> list[int]:
    """Return the years of the notices that were opened, oldest first."""
    return [one.year for one in opened(store)]


# -- a notice and its rows -----------------------------------------------------------------------


def notice(store: Store, identity: int) -> Notice:
    """Return a notice as it was when it was opened, with the place that the clerk gave since.

    Where what is stored is none, the shipped one of its name stands for it, the nearest year's.

    Raises:
        KeyError: there is none.
        EnvironmentRefusal: what is stored is damaged.
    """
    place = setting(store, place_setting(identity), "")
    try:
        found = store.remembered(f"n{identity}", partial(notice_tables.read, store, identity))
        return replace(found, place=place) if place else found
    except _BAD as error:
        for key, year in store.query("SELECT key, year FROM notice WHERE id = ?", (identity,)):
            named = [known for known in shipped_notices().values() if known.key == key]
            if named:
                return min(named, key=lambda known: abs(known.year - year))
            raise EnvironmentRefusal("data.damaged", path=str(store.path)) from error
        raise


def of_year(store: Store, year: int, wanted: str = "") -> int:
    """Return the id of the notice of a year; ``wanted``: its key, or a part of its name or number.

    Raises:
        Refusal: none was opened, none is so called, or several are.
    """
    found = {one.id: notice(store, one.id) for one in opened(store) if one.year == year}
    if not found:
        raise Refusal("year.not_open", year=year)
    named = [one for one, known in found.items() if is_called(known, wanted)]
    if len(named) != 1:
        names = "、".join(known.name for known in found.values())
        code = "year.several" if len(named) > 1 else "year.not_called"
        raise Refusal(code, year=year, wanted=wanted, names=names)
    return named[0]


def is_called(known: Notice, wanted: str) -> bool:
    """Whether some words name a notice: its key, or a part of its name or number; none name all."""
    return wanted == known.key or wanted in known.name or wanted in known.doc_number


def which(store: Store, identity: int, *, with_year: bool) -> str:
    """Return the words that tell a notice from the others here, empty where there is no other.

    ``2022年``, and of several in a year its name; without the year where that is said anyway.
    """
    found = opened(store)
    own = next((one.year for one in found if one.id == identity), 0)
    year = f"{own}年" if with_year and own and len(found) > 1 else ""
    others = [one.id for one in found if one.year == own and one.id != identity]
    return f"{year}{_name_among(store, identity, own, others)}" if others else year


def _name_among(store: Store, identity: int, year: int, others: Collection[int]) -> str:
    """Return the shortest name of a notice that none of the others has, without its year."""
    known = notice_tables.names(store, year)
    own, rest = known[identity], [known[one] for one in others]
    if all(own.short_name != other.short_name for other in rest):
        return own.short_name
    name = own.name.replace(f"{year}年", "")
    is_one = all(own.name != other.name for other in rest)
    return name if is_one else f"{name}（{own.doc_number}）"


# -- the school's own figures --------------------------------------------------------------------


def entered_shares(store: Store, notice_id: int) -> dict[str, int]:
    """Return the yearly figures that the clerk entered, by indicator."""
    sql = "SELECT indicator, amount FROM share WHERE notice = ? AND amount IS NOT NULL"
    return dict(store.query(sql, (notice_id,)))


def share_change(notice_id: int, indicator: str, amount: int) -> Change:
    """Return the change of the yearly figure that the clerk entered for an indicator."""
    return Change("share", (notice_id, indicator), "amount", amount)


def share_of(
    indicator: Indicator, school: School, entered: Mapping[str, int], under: Notice
) -> Figure | None:
    """Return this school's yearly figure of an indicator, or None where nobody gave one.

    What the clerk entered comes first, then the share that the notice gives, then a range that
    the notice gives to all schools alike (阳教职函字〔2023〕4号 一（四）: 1-2个); a per cent and
    无事故 hold for each school.
    """
    if indicator.key in entered:
        return entered[indicator.key]
    given = share_given(indicator, school, under)
    if given is not None:
        return given.figure
    same_for_all = indicator.is_ratio or indicator.kind is Kind.NIL
    is_range = isinstance(indicator.total, tuple)
    return indicator.total if is_range or same_for_all else None


def share_given(indicator: Indicator, school: School, under: Notice) -> Share | None:
    """Return what the notice asks of this school, by whichever of its names; None for nothing."""
    named = under.school(school.notice_school)
    return indicator.share.get(named.name) if named is not None else None
