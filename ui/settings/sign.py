"""How the rail names 设置."""

from __future__ import annotations

from ui.kit.page import Sign

SETTINGS = Sign("settings", "设置", "7")
