"""What 核对 found in a file: plain values that cross from the process that read it."""

from __future__ import annotations

from models.value_class import value_class


@value_class
class Difference:
    """A visible cell that is not what the canonical form says; ``where`` tells it in words."""

    cell: str
    where: str


@value_class
class Remark:
    """Something beside the form: what is hidden in it, or stands outside it.

    Attributes:
        code: of the sentence.
        what: its rows (``3、5``), columns (``B``), the first words of the text.
    """

    code: str
    what: str


@value_class
class Verdict:
    """Whether a file agrees with itself: its code, whose sheet it is, what is not as it was.

    Of version 1 the last four are empty: ``state`` (``draft``, ``final``), ``version`` (``1.0``),
    ``notice`` (its key), ``school_id``.
    """

    code: str
    title: str
    school: str
    differences: tuple[Difference, ...] = ()
    remarks: tuple[Remark, ...] = ()
    state: str = ""
    version: str = ""
    notice: str = ""
    school_id: str = ""

    @property
    def agrees(self) -> bool:
        """Whether every visible cell, the code among them, is what the canonical form says."""
        return not self.differences
