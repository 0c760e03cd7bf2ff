"""How the rail names 年度清单."""

from __future__ import annotations

from ui.kit.page import Sign

LIST = Sign("list", "年度清单", "2", kind="task_list")
