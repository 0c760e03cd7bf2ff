"""Icon, file kinds, licences: what the clerk's desktop is told."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import licences
import pytest

from models.storage import paths

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packaging"


def test_linux_opens_the_product_s_own_kinds_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = (HERE / "debian/cn.zhijiao.qingdan.xml").read_text(encoding="utf-8")
    globs = set(re.findall(r'<glob pattern="([^"]+)"', kinds))
    assert globs == {f"*{ending}" for ending in paths.OWN_ENDINGS}
    entry = configparser.ConfigParser(interpolation=None, strict=False)
    monkeypatch.setattr(entry, "optionxform", str)  # names as they are written
    entry.read(HERE / "debian/cn.zhijiao.qingdan.desktop", encoding="utf-8")
    named = set(re.findall(r'<mime-type type="([^"]+)"', kinds))
    assert set(entry["Desktop Entry"]["MimeType"].strip(";").split(";")) == named
    assert entry["Desktop Entry"]["Exec"].endswith("zhijiao-qingdan %f")


def test_windows_opens_the_product_s_own_kinds_with_it() -> None:
    script = (HERE / "windows/setup.nsi").read_text(encoding="utf-8")
    for ending in paths.OWN_ENDINGS:
        assert f'Associate "{ending}"' in script
        assert f'DeleteRegKey HKCU "${{CLASSES}}\\{ending}"' in script


def test_the_setup_asks_twice_before_data_go_and_keeps_them_when_nobody_answers() -> None:
    script = (HERE / "windows/setup.nsi").read_text(encoding="utf-8")
    questions = [line for line in script.splitlines() if "MB_YESNO" in line]
    assert len(questions) == 2
    assert all("MB_DEFBUTTON2" in line and "/SD IDNO IDNO keep" in line for line in questions)


def test_a_part_without_a_licence_text_is_not_shipped(tmp_path) -> None:
    with pytest.raises(SystemExit, match="no licence text"):
        licences.write(tmp_path, [licences.Part("thing", "1", "MIT", {})])


def test_licences_are_copied_and_listed(tmp_path) -> None:
    licences.write(tmp_path, [licences.Part("thing", "1.0", "MIT", {"LICENSE": "text"})])
    assert "thing 1.0  MIT" in (tmp_path / "第三方许可.txt").read_text(encoding="utf-8")
    assert (tmp_path / "thing/LICENSE").read_text(encoding="utf-8") == "text"
