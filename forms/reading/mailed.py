"""A mail with its files, as it crosses from the process that read it: plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.value_class import value_class

if TYPE_CHECKING:
    from datetime import datetime

    from models.bureau.facts import Facts
    from models.errors import Refusal

XLSX = ".xlsx"


@value_class
class Attached:
    """A file in a mail: what it says, or why it says nothing."""

    name: str
    facts: Facts | None
    refusal: Refusal | None


@value_class
class Mail:
    """A mail with its xlsx files; ``received`` is None where no header tells when it came."""

    received: datetime | None
    files: tuple[Attached, ...]
