"""Keys of WPS and Excel that a table and its open editor both know."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt

_CONTROL = Qt.KeyboardModifier.ControlModifier
FILL_DOWN = QKeyCombination(_CONTROL, Qt.Key.Key_D)
FILL_RIGHT = QKeyCombination(_CONTROL, Qt.Key.Key_R)
TODAY = QKeyCombination(_CONTROL, Qt.Key.Key_Semicolon)
OWN_KEYS = (FILL_DOWN, FILL_RIGHT, TODAY)  # no shortcut of the window while the table has the keys
