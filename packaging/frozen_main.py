"""Where the Linux build begins: what PyInstaller set for itself is not handed on.

``lp`` and the mail program, started from here, must find their own libraries and plugins; Qt finds
ours without being told, by the layout of its wheel.
"""

from __future__ import annotations

import os
import sys

import main

for name in ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
    os.environ.pop(name, None)
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before
sys.exit(main.main(sys.argv[1:]))
