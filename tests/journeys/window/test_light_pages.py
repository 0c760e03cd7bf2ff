"""Pages that draw no paper load nothing that does: each would wait for it when first opened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("reportlab", "openpyxl", "pypdfium2", "click", "sqlite_utils")
PAGES = ("list", "settings", "history", "verify")
RARE = (
    "models.notice_text.reading",
    "ui.window.beginning",
    "ui.notice.review_dialog",
    "subprocess",
)
PROGRAM = f"""
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.kit.theme import Theme
from ui.start.application import Controller
app = QApplication([])
window = Controller(Theme(app), Path(sys.argv[1])).start()
loaded = {{"first picture": [one for one in {HEAVY + RARE!r} if one in sys.modules]}}
for name in {PAGES!r}:
    window.navigation.open_page(name)
    loaded[name] = [one for one in {HEAVY!r} if one in sys.modules]
print(json.dumps(loaded))
window.close()
"""


def test_the_list_the_settings_the_history_and_the_check_load_nothing_heavy(
    filled, data_file: Path
) -> None:
    filled.close()
    run = [sys.executable, "-c", PROGRAM, str(data_file.parent)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LD_PRELOAD": ""}
    done = subprocess.run(  # noqa: S603  (our own program)
        run, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert loaded == {key: [] for key in ("first picture", *PAGES)}
