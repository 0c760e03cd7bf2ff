"""The names and defaults of the settings that are kept in the data file."""

from __future__ import annotations

from forms.declaration import DEFAULT_TEXT_SIZE

TEXT_SIZE = "text_size"  # of the printed table: 五号, 小五, 六号
SCALE = "scale"  # of the window, percent
GEOMETRY = "geometry"  # of the window, base64
COPIES = "copies"  # printed at a time

__all__ = ["COPIES", "DEFAULT_TEXT_SIZE", "GEOMETRY", "SCALE", "TEXT_SIZE"]
