"""Keys of WPS and Excel that a table and its open editor both know."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QKeyCombination, Qt

_CONTROL = Qt.KeyboardModifier.ControlModifier
FILL_DOWN = QKeyCombination(_CONTROL, Qt.Key.Key_D)
FILL_RIGHT = QKeyCombination(_CONTROL, Qt.Key.Key_R)
TODAY = QKeyCombination(_CONTROL, Qt.Key.Key_Semicolon)
OWN_KEYS = (FILL_DOWN, FILL_RIGHT, TODAY)  # no shortcut of the window while the table has the keys
LINE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CELLS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_ROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
LEAVING_KEYS = (*LINE_KEYS, *_CELLS)


class Onward(NamedTuple):
    """Where a key leads out of an editor: to the next cells that can be filled in, or rows."""

    cells: int = 0
    rows: int = 0


def way_out(key: Qt.Key, *, is_line: bool, ends: bool) -> Onward | None:
    """Return where a key leads out of an editor, None where it stays in it.

    As in Excel: Enter goes to the row below, in a text of one line Up and Down go there too;
    ``ends`` (with Ctrl) leaves and stays in the cell.
    """
    if key in LINE_KEYS:
        return Onward(rows=0 if ends else 1)
    if key in _CELLS:
        return Onward(cells=_CELLS[key])
    return Onward(rows=_ROWS[key]) if key in _ROWS and is_line else None
