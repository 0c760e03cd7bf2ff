"""What checks of every kind of document share: a finding, its place, the head line, a revision."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.months import YEAR_GOAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.documents.revision_record import Revision
    from models.school.people import School

_PHONE = re.compile(r"^(?=(?:\D*\d){7,})[\d \-－—()（）+转、,，/]{7,40}$")


class Severity(StrEnum):
    """How much a finding weighs: 硬 blocks, 软 asks."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True)
class Place:
    """Where the cursor goes: a head field (task 0) or a column of a task."""

    task: int
    column: str
    month: int = YEAR_GOAL
    kind: str = ""  # of a report's row


@dataclass(frozen=True)
class Finding:
    """One thing to fix or explain; ``value`` is what an explanation of it is tied to."""

    severity: Severity
    code: str
    place: Place
    values: Mapping[str, object] = field(default_factory=dict)
    value: str = ""

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
            yield Finding(Severity.HARD, f"head_{name}_missing", Place(0, name))
    phone = school.phone.strip()
    if phone and not _PHONE.match(phone):
        yield Finding(Severity.SOFT, "phone_odd", Place(0, "phone"), {"phone": phone}, phone)


def check_revision(
    record: Revision, explained: Mapping[str, str], *, adjustment: bool
) -> list[Finding]:
    """Return what the record of a correction or adjustment lacks."""
    needed = ("reason", "asked_on", "leader") if adjustment else ("reason",)
    found = [
        Finding(Severity.HARD, f"revision_{name}_missing", Place(0, f"revision:{name}"))
        for name in needed
        if not getattr(record, name).strip()
    ]
    if adjustment and record.reply != "同意":
        place = Place(0, "revision:reply")
        value = record.reply or "未答复"
        found.append(Finding(Severity.SOFT, "revision_no_reply", place, {"reply": value}, value))
    return [f for f in found if explained.get(f.key) != f.value or not f.value]


def nothing_changed() -> Finding:
    """Return the finding of a correction or adjustment that says the same as before."""
    return Finding(Severity.HARD, "revision_empty", Place(0, "revision:reason"))
