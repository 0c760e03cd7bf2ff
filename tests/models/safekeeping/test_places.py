from __future__ import annotations

from pathlib import Path

import pytest

from models.safekeeping import places

MOUNTS = """\
/dev/sda2 / ext4 rw 0 0
server:/home /home/school nfs4 rw 0 0
//192.168.1.2/share /mnt/\\040office cifs rw 0 0
/dev/sdb1 /home/school/stick vfat rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/x", "ext4"),
        ("/home/school", "nfs4"),
        ("/home/school/data/2023", "nfs4"),
        ("/home/schools", "ext4"),
        ("/home/school/stick/x", "vfat"),
        ("/mnt/ office/x", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    assert places.file_system(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/home/w/OneDrive - 学校/职教", "OneDrive - 学校"),
        ("/home/w/坚果云/职教", "坚果云"),
        ("/home/w/BaiduSyncdisk/x", "BaiduSyncdisk"),
        ("/home/w/WPS云盘", "WPS云盘"),
        ("/home/w/Dropbox/x", "Dropbox"),
    ],
)
def test_a_synchronised_folder_is_named(folder: str, name: str) -> None:
    assert places.concern(Path(folder)) == places.Concern("synchronised", name)


def test_a_network_drive_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_mounts", lambda: MOUNTS)
    concern = places.concern(Path("/home/school/data"))
    assert concern is not None
    assert concern.kind == "network"
    assert places.concern(Path("/home/school/stick/data")) is None


@pytest.mark.parametrize(
    ("path", "remote"), [(r"\\server\share\x", True), (r"D:\x", False), ("/home/x", False)]
)
def test_the_name_of_a_share_is_a_network_place(path: str, remote: bool) -> None:  # noqa: FBT001
    assert places.is_network_name(path) is remote


def test_an_everyday_folder_is_fine(tmp_path: Path) -> None:
    assert places.concern(tmp_path) is None
