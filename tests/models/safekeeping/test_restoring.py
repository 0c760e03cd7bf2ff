from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import restoring, session_mark
from models.school import register
from models.storage import paths
from models.storage.store import Store

KEEP = "20230301T000000Z"


def test_another_file_takes_the_place_and_the_old_set_is_kept(
    filled: Store, data_file: Path
) -> None:
    image = filled.image()
    filled.edit([register.school_change("name", "改过")])
    filled.close()
    log = Path(f"{data_file}-wal")
    log.write_bytes(b"left over" * 100)
    old = data_file.read_bytes()
    session_mark.write(data_file.parent, session_mark.Mark(is_open=True, generation=99))
    kept = restoring.put_in_place(data_file.parent, image, KEEP)
    assert kept is not None
    assert (kept / data_file.name).read_bytes() == old
    assert (kept / log.name).read_bytes() == b"left over" * 100
    mark = session_mark.read(data_file.parent)
    assert mark is not None
    assert mark.generation == session_mark.NOTHING_KNOWN  # the old one spoke of the other file
    back = Store.open(data_file)
    assert register.school(back).name == "阳城县示例职业高级中学"
    back.close()
    assert not restoring.is_unfinished(data_file.parent)


@pytest.mark.parametrize("image", [b"", b"rubbish" * 100])
def test_rubbish_never_takes_the_place(filled: Store, data_file: Path, image: bytes) -> None:
    filled.close()
    before = data_file.read_bytes()
    with pytest.raises(EnvironmentRefusal):
        restoring.put_in_place(data_file.parent, image, KEEP)
    assert data_file.read_bytes() == before
    assert [p.name for p in data_file.parent.iterdir()] == [data_file.name]


def test_a_damaged_image_never_takes_the_place(filled: Store, data_file: Path) -> None:
    image = filled.image().replace("王建国".encode(), "王健国".encode())
    filled.close()
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        restoring.put_in_place(data_file.parent, image)
    Store.open(data_file).close()


def test_a_hash_stands_for_a_proof_of_those_very_bytes_alone(
    filled: Store, data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = filled.image()
    damaged = image.replace("王建国".encode(), "王健国".encode())
    filled.close()
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        restoring.put_in_place(data_file.parent, damaged, proved=sha256(image).hexdigest())
    monkeypatch.setattr(restoring, "check_image", None)  # would hold a large image a second time
    restoring.put_in_place(data_file.parent, image, proved=sha256(image).hexdigest())
    Store.open(data_file).close()


def test_an_empty_folder_takes_an_image(filled: Store, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    restoring.put_in_place(folder, filled.image())
    store = Store.open(paths.data_file(folder))
    assert store.content_id == filled.content_id
    store.close()


def test_an_incoming_file_without_an_intent_is_cleared(filled: Store, data_file: Path) -> None:
    filled.close()
    (data_file.parent / restoring.INCOMING).write_bytes(b"half")
    assert restoring.is_unfinished(data_file.parent)
    restoring.resume(data_file.parent)
    assert not restoring.is_unfinished(data_file.parent)
    Store.open(data_file).close()
