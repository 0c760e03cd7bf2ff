"""Shiboken's own Python files beside its library: found there, compiled, and they still explain."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import signature_files

SCRIPT = """
import sys
from PySide6.QtCore import QPoint
import shibokensupport.signature.parser as parser
print(parser.__cached__)
print(sum(1 for name in sys.modules if name.endswith("pyi_generator")), "argparse" in sys.modules)
try:
    QPoint("no", "point")
except TypeError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built") / "shiboken6"
    shutil.copytree(signature_files.installed(), target)
    signature_files.lay_beside(target, "shiboken6")
    return target


def test_they_are_read_compiled_and_a_wrong_argument_is_still_explained(laid: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(laid.parent)}
    environment.pop("SBK_EMBED", None)
    run = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    cached, known, said = done.stdout.split("\n", 2)
    assert Path(cached).is_relative_to(laid / "files.dir")
    assert Path(cached).exists()
    assert known == "2 False"  # under its own name and PySide6's; what it would bring is not there
    assert "Supported signatures" in said


def test_each_is_there_as_a_source_and_names_no_folder_of_this_machine(laid: Path) -> None:
    sources = sorted((laid / "files.dir").rglob("*.py"))
    compiled = sorted((laid / "files.dir").rglob("*.pyc"))
    assert len(compiled) == 2 * len(sources) > 20
    for path in compiled:
        assert str(laid.parent).encode() not in path.read_bytes()


def test_only_the_writer_of_stubs_is_replaced(laid: Path) -> None:
    replaced = laid / signature_files.REPLACED
    assert replaced.read_bytes() == signature_files.STAND_IN.read_bytes()
    text = (laid / "files.dir/shibokensupport/signature/loader.py").read_text(encoding="utf-8")
    assert "The Qt Company" in text


def test_a_shiboken_without_the_file_to_be_replaced_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signature_files, "REPLACED", "files.dir/no_such_file.py")
    with pytest.raises(SystemExit, match="no_such_file"):
        signature_files.lay_beside(tmp_path, "shiboken6")
