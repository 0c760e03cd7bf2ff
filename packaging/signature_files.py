"""Shiboken's own Python files, compiled, beside its library in the built program.

The wheel keeps them as sources in an archive inside the library, and compiles them anew at every
start, for signatures that only error messages show. Laid out as ``files.dir`` (Shiboken's own form:
``SBK_EMBED=0`` in the environment writes it) they are read like any other compiled module.
One of them is replaced, see ``stand_ins/pyi_generator.py``; all ship as sources too, as the LGPL
asks.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from roots import call

FOLDER = "files.dir"
REPLACED = f"{FOLDER}/shibokensupport/signature/lib/pyi_generator.py"
STAND_IN = Path(__file__).parent / "stand_ins/pyi_generator.py"


def lay_beside(shiboken: Path, name: str) -> None:
    """Write the files into a built program's folder ``shiboken6``.

    Args:
        shiboken: the folder; of the same version as the one of this interpreter.
        name: how the folder is called in tracebacks, instead of its path on this machine.

    Raises:
        SystemExit: Shiboken no longer writes them, or has none where one is to be replaced.
    """
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made) / "shiboken6"
        shutil.copytree(installed(), copy)
        command = (sys.executable, "-B", "-c", "import PySide6.QtCore")
        call("env", "SBK_EMBED=0", f"PYTHONPATH={made}", *command)
        if not (copy / REPLACED).exists():
            raise SystemExit(f"Shiboken wrote no {REPLACED}")
        shutil.copytree(copy / FOLDER, shiboken / FOLDER)
    shutil.copyfile(STAND_IN, shiboken / REPLACED)
    # Both forms: what the program is started with decides which one is asked for.
    words = ("-I", "-m", "compileall", "-q", "-o", "0", "-o", "1", "-s", str(shiboken), "-p", name)
    unchecked = ("--invalidation-mode", "unchecked-hash")
    call(sys.executable, *words, *unchecked, str(shiboken / FOLDER))


def installed() -> Path:
    """Return the folder of this interpreter's Shiboken."""
    script = "import shiboken6; print(shiboken6.__path__[0])"
    return Path(call(sys.executable, "-c", script).strip())
