"""A figure in a dialog, typed or pasted as people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from models.text import decimal_text, parse_amount
from ui.kit.fields.clipboard import LineEdit

if TYPE_CHECKING:
    from ui.kit.theme import Theme

WIDTH_PX = 72


class AmountEdit(LineEdit):
    """A number from 0 in 10^-decimals with its unit or without; empty is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.unit = ""
        self.decimals = 0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.px(WIDTH_PX))

    def amount(self) -> int | None:
        """Return the figure.

        Raises:
            Refusal: ``sheet.not_a_number`` or ``sheet.number_too_large``.
        """
        return parse_amount(self.text(), self.unit, self.decimals)

    def show_amount(self, amount: int | None) -> None:
        """Show a figure, nothing for none."""
        self.setText("" if amount is None else decimal_text(amount, self.decimals))
