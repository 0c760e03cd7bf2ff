"""How the rail names 打印报送 and 核对."""

from __future__ import annotations

from ui.kit.page import Sign

PRINT = Sign("print", "打印报送", "4")
VERIFY = Sign("verify", "核对", "5")
