"""How the rail names 修改记录."""

from __future__ import annotations

from ui.kit.page import Sign

HISTORY = Sign("history", "修改记录", "6")
