"""How the rail names 月度报告."""

from __future__ import annotations

from ui.kit.page import Sign

MONTH = Sign("month", "月度报告", "3", kind="monthly_report")
