"""The programs that are timed: ours until its window can be typed into, and a bare window."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Both end the moment their window is drawn: taking an interpreter down is nobody's waiting time.
BARE = """
import os
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1280, 720)
window.show()
app.processEvents()
os._exit(0)
"""
OURS = """
import gc
gc.disable()  # as main.py does
import os
import sys
from pathlib import Path
from ui.start.application import Controller
from ui.kit.desktop import make_application
from ui.kit.theme import Theme
app = make_application()
window = Controller(Theme(app), Path(sys.argv[1])).start()
app.processEvents()
"""
EDITED = """window.list_page.table.edit_cell(0, window.list_page.model.place("measures"))
assert window.list_page.table.cells.editor is not None
"""
OURS += EDITED + "os._exit(0)\n"


UNPROVED = """
import models.storage.store
models.storage.store.check_first = lambda *_: None
"""


# As after a session that was closed: one that ended without a word is proved whole.
CLOSED = """
import models.safekeeping.opening
models.safekeeping.opening.mark_reached = lambda *_, **__: None
"""


def run(*words: object) -> None:
    """Run a program of ours as a clerk's PC would.

    Our modules lie compiled as the libraries' do, and the screen is one of an office: on the usual
    one of 800 × 800 the window is maximised, and laid out five times instead of twice.
    """
    screen = ROOT / "tests/benchmarks/screen.json"
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(  # noqa: S603  (our own programs)
        [str(w) for w in words], cwd=ROOT, env=environment, check=True, capture_output=True
    )
