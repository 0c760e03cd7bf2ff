"""What an artefact holds is listed, and what must not be in it is found."""

from __future__ import annotations

import contents
import pytest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app/main.py").write_text("print()\n")
    (tmp_path / "lib.so").write_bytes(b"\x7fELF....GLIBC_2.4\0GLIBC_2.28\0")
    (tmp_path / "text").write_bytes(b"GLIBC_2.99")
    return tmp_path


def test_the_list_names_every_file_with_its_hash_in_order(folder) -> None:
    lines = contents.listing(folder).splitlines()
    assert [line.partition("  ")[2] for line in lines] == ["app/main.py", "lib.so", "text"]
    assert lines[0].startswith(contents.sha256(folder / "app/main.py"))


def test_a_link_is_listed_with_its_target(folder) -> None:
    (folder / "link").symlink_to("text")
    assert "-> text  link" in contents.listing(folder)


def test_only_programs_are_asked_for_their_c_library(folder) -> None:
    assert contents.highest(folder, "GLIBC_2.") == (28, ["lib.so"])


def test_a_newer_c_library_than_the_oldest_system_s_is_refused(folder) -> None:
    contents.require_libraries(folder, {"GLIBC_2.": 28})
    with pytest.raises(SystemExit, match=r"GLIBC_2\.28, GLIBC_2\.27 is there: \['lib.so'\]"):
        contents.require_libraries(folder, {"GLIBC_2.": 27})


def test_a_clean_folder_passes(folder) -> None:
    contents.require_clean(folder, ["/home/somebody"], ["ui/cli"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app/tests/test_x.py", ""),
        ("lib/pytest/__init__.py", ""),
        ("lib/platformdirs/pytest_plugin.py", ""),
        ("lib/click/testing.py", ""),
        ("lib/pip-26.3.dist-info/RECORD", ""),
        ("app/note.txt", "built in /home/somebody/project"),
    ],
)
def test_tests_tools_and_paths_of_the_machine_are_refused(folder, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    with pytest.raises(SystemExit, match="not fit to ship"):
        contents.require_clean(folder, ["/home/somebody"], [])


def test_modules_inside_an_archive_are_looked_at_too(folder) -> None:
    with pytest.raises(SystemExit, match="mypy"):
        contents.require_clean(folder, [], ["mypy/api"])
