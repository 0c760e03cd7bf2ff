"""What checks of every kind of document share: a finding, its place, the head line, a revision."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.months import YEAR_GOAL
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.documents.revision_record import Revision
    from models.school.people import School

_PHONE = lazy_regex(r"^(?=(?:\D*\d){7,})[\d \-－—()（）+转、,，/]{7,40}$")


class Severity(StrEnum):
    """How much a finding weighs: 硬 blocks, 软 asks."""

    HARD = "hard"
    SOFT = "soft"


@value_class
class Place:
    """Where the cursor goes: a column of a task's row, a field of the head, or of the record.

    ``task`` is the task's id, 0 where there is none: then ``column`` is a field of the head or,
    with ``is_record``, of what is recorded of a correction or adjustment. ``month`` and ``kind``
    are of a report's row; ``indicator`` is the key of the figure that it is about.
    """

    task: int = 0
    column: str = ""
    month: int = YEAR_GOAL
    kind: str = ""
    indicator: str = ""
    is_record: bool = False

    @property
    def name(self) -> str:
        """The column as commands print it and explanations are kept: ``amount:5.skill``."""
        if self.is_record:
            return f"revision:{self.column}"
        return f"{self.column}:{self.indicator}" if self.indicator else self.column


AMOUNT = "amount"  # the column of a figure


def in_head(field: str) -> Place:
    """Return the place of a field of the head."""
    return Place(column=field)


def in_record(field: str) -> Place:
    """Return the place of a field of the record of a correction or adjustment."""
    return Place(column=field, is_record=True)


@value_class
class Fix:
    """One click that settles a finding.

    ``word`` is the code of the sentence on its button, ``said`` the figure or month that it names;
    ``amounts`` are what it writes: month (1–12), indicator, the figure, None to empty it.
    """

    word: str
    amounts: tuple[tuple[int, str, int | None], ...]
    said: str


@value_class
class Finding:
    """One thing to fix or explain; ``value`` is what an explanation of it is tied to."""

    severity: Severity
    code: str
    place: Place
    values: Mapping[str, object] = field(default_factory=dict)
    value: str = ""
    fix: Fix | None = None

    @property
    def key(self) -> str:
        """The name under which an explanation of it is kept."""
        return f"{self.code}:{self.place.task}:{self.values.get('key', self.place.month)}"


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings hard before soft, otherwise in their order."""
    return sorted(findings, key=lambda finding: finding.severity is Severity.SOFT)


def head_findings(school: School) -> Iterator[Finding]:
    """Yield what is missing or odd in the head line, the same for both documents."""
    for name in ("name", "contact", "phone"):
        if not getattr(school, name).strip():
            yield Finding(Severity.HARD, f"head_{name}_missing", in_head(name))
    phone = school.phone.strip()
    if phone and not _PHONE.match(phone):
        yield Finding(Severity.SOFT, "phone_odd", in_head("phone"), {"phone": phone}, phone)


def check_revision(
    record: Revision, explained: Mapping[str, str], *, adjustment: bool
) -> list[Finding]:
    """Return what the record of a correction or adjustment lacks."""
    needed = ("reason", "asked_on", "leader") if adjustment else ("reason",)
    found = [
        Finding(Severity.HARD, f"revision_{name}_missing", in_record(name))
        for name in needed
        if not getattr(record, name).strip()
    ]
    if adjustment and record.reply != "同意":
        place = in_record("reply")
        value = record.reply or "未答复"
        code = "revision_refused" if value == "不同意" else "revision_no_reply"
        found.append(Finding(Severity.SOFT, code, place, {"reply": value}, value))
    return [f for f in found if explained.get(f.key) != f.value or not f.value]


def nothing_changed() -> Finding:
    """Return the finding of a correction or adjustment that says the same as before."""
    return Finding(Severity.HARD, "revision_empty", in_record("reason"))
