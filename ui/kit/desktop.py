"""How the program stands on the desktop: input method, language, printing, icon."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

# Not by name: PySide6 builds a class when it is first named, and the start needs few of them.
from PySide6 import QtCore, QtGui
from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from pathlib import Path

STYLE = "Fusion"  # the same on every desktop
LOCAL_SPOOLER = "/run/cups/cups.sock"


def input_method(environment: Mapping[str, str], platform: str) -> str | None:
    """Return the QT_IM_MODULE to set, None to leave it.

    Qt's own wheels carry no fcitx plugin; fcitx5 speaks the IBus protocol, so a session that asks
    for fcitx gets ibus (tested with fcitx5 5.0).
    """
    if not platform.startswith("linux"):
        return None
    asked = environment.get("QT_IM_MODULE", "") or environment.get("XMODIFIERS", "")
    return "ibus" if "fcitx" in asked else None


def make_application() -> QApplication:
    """Return the application with Qt's own texts in Chinese."""
    keep_printing_local(os.environ)
    wanted = input_method(os.environ, sys.platform)
    if wanted is not None:
        os.environ["QT_IM_MODULE"] = wanted
    # By argument: asked for by its name, PySide makes all that a QStyle can be.
    app = QApplication([sys.argv[0], "-style", STYLE])
    app.setApplicationName("职教清单")
    app.setDesktopFileName("cn.zhijiao.qingdan")  # the menu entry, for docks and task bars
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    return app


def show_icon() -> None:
    """Give the windows the product's icon; the first picture does not wait for it."""
    QApplication.setWindowIcon(QtGui.QIcon(str(resources.path("icon/zhijiao-qingdan-64.png"))))


def keep_printing_local(environment: MutableMapping[str, str]) -> None:
    """Let the printing library speak with this PC's own spooler by its socket file only.

    Where that file is missing it would try the internet protocols on this PC, and nothing here
    ever opens such a socket.
    """
    environment.setdefault("CUPS_SERVER", LOCAL_SPOOLER)


FOLDER, MAIL = "inode/directory", "message/rfc822"
_ASKING_S = 2.0


def open_outside(path: Path, kind: str) -> bool:
    """Have the desktop open a file or folder; False where no program is there for its kind.

    ``kind`` is a MIME type. On Linux the desktop says that it opened what nothing takes, and is
    asked first.
    """
    if sys.platform.startswith("linux") and not _is_taken(kind):
        return False
    return QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(path)))


def _is_taken(kind: str) -> bool:
    """Whether a program is there for files of a kind; where nobody can tell, it is tried."""
    if shutil.which("xdg-open") is None:
        return False
    asking = shutil.which("xdg-mime")
    if asking is None:
        return True
    import subprocess  # the start asks nobody

    try:
        said = subprocess.run(  # noqa: S603  (the desktop's own program, found by its name)
            [asking, "query", "default", kind],
            capture_output=True,
            check=False,
            timeout=_ASKING_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return bool(said.stdout.strip())
