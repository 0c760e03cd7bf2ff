"""What changed between two versions of a form, as printed: △ in the new one, rows of the 说明."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.form.filled import FilledForm

CHANGED_MARK = "△"
HEAD_NUMBER = "—"
NOTHING = "（无）"
WHOLE_ROW = "整行"
_OWN = ("title", "subtitle")  # of each version itself, not its contents


@dataclass(frozen=True)
class Difference:
    """One place that says something else: ``place`` names it for the reason given for it."""

    place: str
    number: str
    task: str
    field: str
    before: str
    after: str


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


def _by_name(form: FilledForm) -> dict[Name, Mapping[str, str]]:
    return dict(zip(_names(form), form.rows, strict=True))


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
    old, new = _by_name(before), _by_name(after)
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        place, number_and_task = _place(name), name[:2]
        if was is None or now is None:
            texts = (_summary(was, before), _summary(now, after))
            yield Difference(place, *number_and_task, WHOLE_ROW, *texts)
            continue
        for column in after.spec.columns:
            key = column.key
            if key == after.spec.number_column or was.get(key, "") == now.get(key, ""):
                continue
            texts = _changed_lines(was.get(key, ""), now.get(key, ""))
            yield Difference(f"{place}/{key}", *number_and_task, column.name, *texts)


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
    changed = {change.place for change in changes}
    number = after.spec.number_column
    keys = [column.key for column in after.spec.columns]
    rows = tuple(
        {**row, number: f"{CHANGED_MARK}{_number(row, after)}"}
        if changed & {place, *(f"{place}/{key}" for key in keys)}
        else row
        for row, place in zip(after.rows, map(_place, _names(after)), strict=True)
    )
    return replace(after, rows=rows)
