"""How the rail names 首页."""

from __future__ import annotations

from ui.kit.page import Sign

HOME = Sign("home", "首页", "1")
