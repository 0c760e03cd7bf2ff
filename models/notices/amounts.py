"""Amounts of an indicator as people type them and as interchange files carry them; both exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.cleaning import narrow
from models.errors import Refusal
from models.json_reader import fault
from models.lazy_regex import lazy_regex
from models.notices.indicator import DONE, NOT_DONE, Indicator, Kind, Ratio
from models.text import AMOUNT_LIMIT, NAME_LIMIT, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.json_reader import Node
    from models.notices.indicator import Figure
    from models.notices.notice import Notice, NoticeTask

Amount = int | Ratio
_PER_CENT = lazy_regex(r"(\d{1,3})(?:\.(\d))?%?")
_OVER = lazy_regex(r"[/\u00f7]")  # 45/75, 45÷75
_YES = frozenset({DONE, "已完成", "是", "✓", "√"})
_NO = frozenset({NOT_DONE, "没有完成", "否", "×"})
_EXACT = lazy_regex(r"(-?)(\d{1,7})(?:\.(\d{1,2}))?")


def parse(indicator: Indicator, text: str) -> Amount | None:
    """Return a typed or pasted amount of an indicator; None for empty.

    Raises:
        Refusal: ``sheet.not_a_ratio``, ``sheet.ratio_over``, ``sheet.not_a_milestone``, or as
            ``models.text.parse_amount``.
    """
    if indicator.is_ratio:
        return _ratio(indicator, text)
    if indicator.kind is Kind.MILESTONE:
        return _milestone(text)
    return parse_amount(text, indicator.unit, indicator.decimals)


def parse_increment(indicator: Indicator, text: str) -> Amount | None:
    """Return what is typed for a report; a leading minus takes back what was reported too much.

    Raises:
        Refusal: as ``parse``, or ``sheet.not_an_increment``.
    """
    bare = text.strip().replace("\uff0d", "-").replace("\u2212", "-")
    minus = bare.startswith("-") and bare != "-"
    if not minus or indicator.is_ratio or indicator.kind is Kind.MILESTONE:
        return _told_as_increment(indicator, text)
    amount = _told_as_increment(indicator, bare[1:])
    return -amount if isinstance(amount, int) else amount


def _told_as_increment(indicator: Indicator, text: str) -> Amount | None:
    try:
        return parse(indicator, text)
    except Refusal as refusal:
        if refusal.code != "sheet.not_a_number":
            raise
        raise Refusal("sheet.not_an_increment", text=text[:20], unit=indicator.unit) from refusal


def _ratio(indicator: Indicator, text: str) -> Ratio | None:
    bare = narrow(text).partition("(")[0].strip()  # what stands behind is the per cent, reckoned
    if bare in ("", "—", "-", "–"):
        return None
    part, over, whole = (piece.strip() for piece in _OVER.sub("/", bare).partition("/"))
    values = {"text": text[:20], "unit": indicator.unit}
    if not indicator.unit and not over:
        return _per_cent(bare, values)
    if not over or not part or not whole:
        raise Refusal("sheet.not_a_ratio", **values)
    numbers = [parse_amount(piece, indicator.unit, indicator.decimals) for piece in (part, whole)]
    return require_ratio(numbers[0] or 0, numbers[1] or 0, values)


def _per_cent(text: str, values: dict[str, str]) -> Ratio:
    """Return what is typed in per cent, where nothing is counted: 无线网络覆盖率 98.5%."""
    found = _PER_CENT.fullmatch(text)
    if found is None:
        raise Refusal("sheet.not_a_per_cent", **values)
    fraction = found[2] or ""
    return require_ratio(int(found[1] + fraction), 100 * 10 ** len(fraction), values)


def require_ratio(part: int, whole: int, values: dict[str, str]) -> Ratio:
    """Return a ratio whose part is at most its whole.

    Raises:
        Refusal: ``sheet.ratio_over``, ``sheet.not_a_ratio`` where the whole is nothing.
    """
    if whole <= 0:
        raise Refusal("sheet.not_a_ratio", **values)
    if part > whole:
        raise Refusal("sheet.ratio_over", **values)
    return Ratio(part, whole)


def _milestone(text: str) -> int | None:
    bare = text.strip().rstrip("。")
    if bare in ("", "—", "-", "–"):
        return None
    if bare in _YES | {"1"}:
        return 1
    if bare in _NO | {"0"}:
        return 0
    raise Refusal("sheet.not_a_milestone", text=text[:20])


def edited(indicator: Indicator, amount: Amount | None) -> str:
    """Return an amount as a field shows it: ``12.50``, ``45/75``, ``完成``; empty for none."""
    if amount is None:
        return ""
    if isinstance(amount, Ratio) and not indicator.unit and amount.is_of_hundred:
        return indicator.ratio_text(amount)
    if isinstance(amount, Ratio):
        return "/".join(map(indicator.figure_text, amount))
    is_milestone = indicator.kind is Kind.MILESTONE
    return indicator.amount_text(amount) if is_milestone else indicator.figure_text(amount)


# -- in interchange files ------------------------------------------------------------------------


def to_file(indicator: Indicator, amount: Amount) -> int | str:
    """Return an amount as a file has it: a whole number, else ``"12.50"`` or ``"45/75"``."""
    if isinstance(amount, Ratio) or indicator.decimals:
        return edited(indicator, amount)
    return amount


def all_to_file(
    known: Mapping[str, Indicator], amounts: Mapping[str, Amount]
) -> dict[str, int | str]:
    """Return amounts by indicator as a file has them; an unknown one is left to its reader.

    A number where a ratio belongs, which an older program may have put back, says nothing.
    """
    return {
        key: to_file(known[key], amount) if key in known else str(amount)
        for key, amount in amounts.items()
        if key not in known or known[key].is_ratio == isinstance(amount, Ratio)
    }


def from_file(node: Node, indicator: Indicator, low: int = 0) -> Amount:
    """Return an amount that a file has, from ``low`` (in whole units) on.

    Raises:
        Refusal: ``document.*``: it is none of this indicator.
    """
    if not indicator.is_ratio and not indicator.decimals:
        return node.integer(low, AMOUNT_LIMIT)
    pieces = node.text(NAME_LIMIT).split("/")
    numbers = [_exact(piece, indicator.decimals) for piece in pieces]
    wanted = 2 if indicator.is_ratio else 1
    most = AMOUNT_LIMIT * 10**indicator.decimals
    if len(numbers) != wanted or None in numbers:
        raise fault(node.path, "not_exact", decimals=indicator.decimals)
    found = [number for number in numbers if number is not None]
    if not all(low * 10**indicator.decimals <= number <= most for number in found):
        raise fault(node.path, "out_of_range", low=low, high=AMOUNT_LIMIT)
    if not indicator.is_ratio:
        return found[0]
    part, whole = found
    if not 0 <= part <= whole or not whole:
        raise fault(node.path, "ratio_over")
    return Ratio(part, whole)


def figure_to_file(indicator: Indicator, figure: int) -> int | str:
    """Return what is asked for as a file has it; of a ratio a per cent."""
    return indicator.figure_text(figure) if indicator.decimals else figure


def asked_to_file(indicator: Indicator, figure: Figure) -> int | str | list[int | str]:
    """Return what is asked for as a file has it; a range as its two ends."""
    if isinstance(figure, tuple):
        return [figure_to_file(indicator, end) for end in figure]
    return figure_to_file(indicator, figure)


def figure_from_file(node: Node, indicator: Indicator) -> int:
    """Return what is asked for, or was done before; raises as ``from_file``."""
    if not indicator.decimals:
        return node.integer(0, AMOUNT_LIMIT)
    number = _exact(node.text(NAME_LIMIT), indicator.decimals)
    if number is None:
        raise fault(node.path, "not_exact", decimals=indicator.decimals)
    if not 0 <= number <= AMOUNT_LIMIT * 10**indicator.decimals:
        raise fault(node.path, "out_of_range", low=0, high=AMOUNT_LIMIT)
    return number


def _exact(text: str, decimals: int) -> int | None:
    found = _EXACT.fullmatch(text)
    fraction = (found[3] or "") if found else ""
    if found is None or len(fraction) > decimals:
        return None
    return int(found[1] + found[2] + fraction.ljust(decimals, "0"))


def task_in_file(node: Node, notice: Notice) -> NoticeTask:
    """Return the task that a file names by its number.

    Raises:
        Refusal: ``document.*``: there is no such task.
    """
    value: int | str = node.value if isinstance(node.value, str) else node.integer(1, 10**6)
    try:
        return notice.in_file(value)
    except KeyError as error:
        raise fault(node.path, "unknown_task") from error
