"""Where the Linux build begins: what PyInstaller set for itself is not handed on.

``lp`` and the mail program, started from here, must find their own libraries and plugins; Qt finds
ours without being told, by the layout of its wheel. The program that starts itself to read files
from outside must begin anew, or its loader would look for our libraries in the system's places.
"""

from __future__ import annotations

import os
import sys

import main

own = [name for name in os.environ if name.startswith("_PYI_")]
for name in ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH", *own):
    os.environ.pop(name, None)
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before
sys.exit(main.main(sys.argv[1:]))
