"""What changed between two versions of a form, as printed: △ in the new one, rows of the 说明."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.form.filled import FilledForm

CHANGED_MARK = "△"
HEAD_NUMBER = "—"
NOTHING = "（无）"
WHOLE_ROW = "整行"
_OWN = ("title", "subtitle")  # of each version itself, not its contents


@value_class
class Difference:
    """One place that says something else: ``place`` names it for the reason given for it.

    ``row`` is the row (from 0) of the newer version that says it, -1 for none.
    """

    place: str
    number: str
    task: str
    field: str
    before: str
    after: str
    row: int = -1


def _number(row: Mapping[str, str], form: FilledForm) -> str:
    return row.get(form.spec.number_column, "")


Name = tuple[str, str, int]
"""Number and title of a row, and which of several with the same it is, from 0."""


def _names(form: FilledForm) -> list[Name]:
    """Return what names each row; two sections may have equal numbers and titles."""
    seen: Counter[tuple[str, str]] = Counter()
    names: list[Name] = []
    for row in form.rows:
        own = (_number(row, form), row.get(form.spec.name_column, ""))
        names.append((*own, seen[own]))
        seen[own] += 1
    return names


def _ids(form: FilledForm, other: FilledForm) -> list[object]:
    """Return by what a row is the same in two versions: its task; its name where none is known."""
    known = all(len(one.places) == len(one.rows) for one in (form, other))
    return list(form.places) if known else list(_names(form))


def _place(name: Name) -> str:
    number, task, nth = name
    return f"{number}/{task}/{nth}" if nth else f"{number}/{task}"


def differences(before: FilledForm, after: FilledForm) -> list[Difference]:
    """Return what the newer of two versions of the same document says differently."""
    return [*_head_differences(before, after), *_row_differences(before, after)]


def _head_differences(before: FilledForm, after: FilledForm) -> Iterator[Difference]:
    labels = {field.key: field.label.rstrip("：") for field in after.spec.head}
    labels["as_of"] = "截至日期"
    parts = (("head", before.head, after.head), ("foot", before.foot, after.foot))
    for part, old, new in parts:
        for key in dict.fromkeys([*old, *new]):
            was, now = old.get(key, ""), new.get(key, "")
            if key not in _OWN and key != "date" and was != now:
                word = labels.get(key, "合计" if part == "foot" else key)
                yield Difference(
                    f"{part}/{key}", HEAD_NUMBER, word, word, was or NOTHING, now or NOTHING
                )


def _row_differences(before: FilledForm, after: FilledForm) -> Iterator[Difference]:
    """Yield what rows say differently; a row is called as it was called before."""
    old = dict(zip(_ids(before, after), enumerate(_names(before)), strict=True))
    new = dict(zip(_ids(after, before), enumerate(_names(after)), strict=True))
    for identity in dict.fromkeys([*old, *new]):
        was, now = old.get(identity), new.get(identity)
        name = was[1] if was is not None else now[1] if now is not None else ("", "", 0)
        rows = (
            before.rows[was[0]] if was is not None else None,
            after.rows[now[0]] if now is not None else None,
        )
        at = now[0] if now is not None else -1
        yield from _of_row(name, rows, (before, after), at)


def _of_row(
    name: Name,
    rows: tuple[Mapping[str, str] | None, Mapping[str, str] | None],
    forms: tuple[FilledForm, FilledForm],
    at: int,
) -> Iterator[Difference]:
    place, number_and_task = _place(name), name[:2]
    was, now = rows
    if was is None or now is None:
        texts = (_summary(was, forms[0]), _summary(now, forms[1]))
        yield Difference(place, *number_and_task, WHOLE_ROW, *texts, at)
        return
    for column in forms[1].spec.columns:
        key = column.key
        if key == forms[1].spec.number_column or was.get(key, "") == now.get(key, ""):
            continue
        texts = _changed_lines(was.get(key, ""), now.get(key, ""))
        yield Difference(f"{place}/{key}", *number_and_task, column.name, *texts, at)


def _changed_lines(before: str, after: str) -> tuple[str, str]:
    """Return the lines that only one of two texts has: of twelve months the one that changed."""
    old, new = before.split("\n"), after.split("\n")
    was = "\n".join(line for line in old if line not in new)
    now = "\n".join(line for line in new if line not in old)
    return was or NOTHING, now or NOTHING


def _summary(row: Mapping[str, str] | None, form: FilledForm) -> str:
    if row is None:
        return NOTHING
    skipped = (form.spec.number_column, form.spec.name_column)
    texts = (row.get(column.key, "") for column in form.spec.columns if column.key not in skipped)
    return "\n".join(text for text in texts if text.strip("—\n")) or NOTHING


def mark_changed(after: FilledForm, changes: Iterable[Difference]) -> FilledForm:
    """Return the newer version with △ at the number of each row that says something else."""
    changed = {change.row for change in changes}
    number = after.spec.number_column
    rows = tuple(
        {**row, number: f"{CHANGED_MARK}{_number(row, after)}"} if at in changed else row
        for at, row in enumerate(after.rows)
    )
    return replace(after, rows=rows)
