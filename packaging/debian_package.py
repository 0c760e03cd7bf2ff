"""The .deb: the one folder in the layout of UOS (/opt/apps), menu entry, icon, file kinds."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import contents
import draw_icon
from linux import EPOCH
from prune import SYSTEM
from roots import call

HERE = Path(__file__).resolve().parent / "debian"
APP = "cn.zhijiao.qingdan"


def make(one_folder: Path, icons: Path, version: str, target: Path, work: Path) -> Path:
    """Make the package of a one-folder build; returns it.

    Args:
        one_folder: the program.
        icons: the drawn icons, PNG and SVG.
        version: such as 1.0.0.
        target: the .deb to write.
        work: where its tree is put together.
    """
    tree = work / "deb-tree"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "opt/apps" / APP
    shutil.copytree(one_folder, home / "files", symlinks=True)
    _entries(home / "entries", icons)
    info: dict[str, object] = {"appid": APP, "name": "职教清单", "version": version}
    info |= {"arch": ["amd64"], "permissions": {}}
    (home / "info").write_text(json.dumps(info, ensure_ascii=False, indent=2) + "\n")
    _control(tree, version)
    for path in tree.rglob("*"):  # equal contents, equal package, whatever the umask
        is_program = path.is_dir() or path.stat().st_mode & 0o100
        if not path.is_symlink():
            path.chmod(0o755 if is_program else 0o644)
    moment = f"SOURCE_DATE_EPOCH={EPOCH['SOURCE_DATE_EPOCH']}"
    call("env", moment, "dpkg-deb", "--root-owner-group", "-Zxz", "-b", str(tree), str(target))
    return target


def _entries(entries: Path, icons: Path) -> None:
    for source, inside in (
        (HERE / f"{APP}.desktop", f"applications/{APP}.desktop"),
        (HERE / f"{APP}.xml", f"mime/packages/{APP}.xml"),
        (icons / "zhijiao-qingdan.svg", f"icons/hicolor/scalable/apps/{APP}.svg"),
        *(
            (icons / f"zhijiao-qingdan-{s}.png", f"icons/hicolor/{s}x{s}/apps/{APP}.png")
            for s in draw_icon.SIZES
        ),
    ):
        (entries / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, entries / inside)


def _md5(path: Path) -> str:
    """Return what dpkg itself compares an installed file with."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _control(tree: Path, version: str) -> None:
    control = tree / "DEBIAN"
    kilobytes = contents.size(tree) // 1024
    lines = [f"{_md5(path)}  {path.relative_to(tree)}" for path in contents.files(tree)]
    control.mkdir()
    text = (HERE / "control").read_text(encoding="utf-8")
    fields = {
        "version": version,
        "kilobytes": kilobytes,
        "depends": ", ".join(("libc6 (>= 2.28)", *SYSTEM)),
    }
    (control / "control").write_text(text.format(**fields), encoding="utf-8")
    (control / "md5sums").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name in ("postinst", "prerm"):
        shutil.copy(HERE / name, control / name)
