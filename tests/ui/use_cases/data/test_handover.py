"""接班包: one file, one page, and a restore that proves itself."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from models.documents import revisions
from models.errors import EnvironmentRefusal
from models.notices.shipped import shipped_notices
from models.safekeeping import backups
from models.safekeeping.backups import BackupReason
from models.school import kept_settings, register
from models.task_list import edits as list_edits
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE, deliver, finalise_month, lines_of, list_of, read_pdf
from ui.use_cases import settings
from ui.use_cases.data import data_folder, handover, handover_file
from ui.use_cases.data.counts import count
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from pathlib import Path

    from models.storage.store import Store

TODAY = date(2023, 3, 15)


@pytest.fixture
def packed(filled, final_list, tmp_path: Path) -> Path:
    kept_settings.set_setting(filled, settings.mail_to(NOTICE), "jyj@example.invalid")
    deliver(filled, final_list, "stamped", "handed_in")
    path = tmp_path / "接班包.zip"
    handover.write(filled, path, TODAY)
    return path


def test_the_package_carries_everything_and_proves_it(
    packed: Path, filled: Store, tmp_path
) -> None:
    new = tmp_path / "new"
    data_folder.put_image(new, foreign.read_copy(packed).image, BackupReason.RESTORE)
    store = data_folder.open_store(new)
    assert store.content_id == filled.content_id
    assert kept_settings.setting(store, settings.mail_to(NOTICE), "") == "jyj@example.invalid"
    assert list(filter(None, store.wrong_parts())) == []
    store.close()


def test_the_list_lies_beside_the_package_ready_to_print(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        inside = archive.read(handover_file.LIST_NAME)
    assert (packed.parent / "接班包_移交清单.pdf").read_bytes() == inside


def test_the_printed_list_is_one_page_with_what_a_successor_needs(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        (page,) = read_pdf(archive.read(handover_file.LIST_NAME))
    text = "".join(lines_of(page.chars))
    for words in (
        *("职教清单工作移交清单", "3月报告还没有开始", "3月9日盖章", "3月9日送交"),
        *("政教处：王丽华", "教育局524室", "jyj@example.invalid", "纸质件存放处"),
        *("移交人：", "接收人：", "监交人：", "1份通知、1份文件"),
    ):
        assert words in text.replace(" ", ""), words


def said(store: Store) -> dict[str, str]:
    form = handover.form(store, TODAY, count(store))
    return {row["matter"]: row["content"] for row in form.rows}


def test_what_is_missing_is_told_as_on_the_first_page(filled: Store) -> None:
    assert "年度清单填好了，请定稿、打印。" in said(filled)["下一步要办的"]
    plan_of = list_of(filled).version
    filled.edit([list_edits.entry_change(plan_of.id, 5, "person", "")])
    assert "年度清单还差 1 项。" in said(filled)["下一步要办的"]
    filled.edit([list_edits.entry_change(plan_of.id, 5, "person", "李𠀀")])  # in no font
    assert "年度清单还差 1 项。" in said(filled)["下一步要办的"]


def test_the_list_says_where_each_paper_is(filled: Store, final_list, sample_reports) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    march = finalise_month(filled, sample_reports[3])
    assert "3月：v1.0定稿，还没有盖章" in said(filled)["2023年各月报告"]
    deliver(filled, march, "stamped")
    assert said(filled)["2023年各月报告"].endswith("3月：v1.0定稿，3月9日盖章")
    revisions.begin_correction(filled, final_list)
    words = said(filled)["2023年年度清单"]
    assert words == "v1.0定稿，3月9日盖章，3月9日送交；更正 v1.1 还在填"


def test_a_full_year_still_fits_one_page(tmp_path: Path) -> None:
    from ui.use_cases.program import demo

    demo.live_until(tmp_path / "data", 12)
    store = data_folder.open_store(tmp_path / "data")
    counts = count(store)
    from forms.layout.paginate import paginate

    assert len(paginate(handover.form(store, TODAY, counts))) == 1
    store.close()


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9, 0.999])
def test_a_package_that_was_not_copied_whole_is_refused(packed: Path, at: float) -> None:
    content = packed.read_bytes()
    packed.write_bytes(content[: int(len(content) * at)])
    with pytest.raises(EnvironmentRefusal, match=r"handover.damaged"):
        foreign.read_copy(packed)


def test_a_changed_byte_is_found(packed: Path) -> None:
    """Stored, not packed, so that the zip's own check is made right again."""
    made = BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace("王建国".encode(), "王健国".encode()))
    packed.write_bytes(made.getvalue())
    with pytest.raises(EnvironmentRefusal, match=r"handover.damaged"):
        foreign.read_copy(packed)


def test_what_was_there_is_kept_as_a_backup(packed: Path, filled: Store) -> None:
    filled.edit([register.school_change("contact", "新人")])
    content = filled.content_id
    filled.close()
    kept = data_folder.put_image(
        filled.path.parent, foreign.read_copy(packed).image, BackupReason.RESTORE
    )
    (backup,) = backups.found(filled.path.parent)
    assert kept == backup.path
    assert backup.content == content


def test_every_notice_of_the_newest_year_is_named_with_where_it_goes(
    filled: Store, tmp_path: Path
) -> None:
    known = shipped_notices()
    keys = ("xinjiang_plan/2022", "jishan_plan/2022", "jishan_plan/2021")
    xinjiang, *_ = [open_notice(filled, known[key]).document.notice for key in keys]
    second = replace(known["jishan_plan/2022"], key="second", year=2023, short_name="行动计划")
    beside = open_notice(filled, second).document.notice
    for notice, address in ((beside, "b@example.invalid"), (xinjiang, "x@example.invalid")):
        kept_settings.set_setting(filled, settings.mail_to(notice), address)
    form = handover.form(filled, TODAY, count(filled))
    said = {row["matter"]: row["content"] for row in form.rows}
    assert {"2023年行动计划年度清单", "2023年职业教育工作"} <= set(said)
    assert "b@example.invalid" in said["教育局"]
    assert "送交：教育局524室" in said["2023年职业教育工作"]
    assert [matter[:5] for matter in said if matter[:4] in ("2022", "2021")] == [
        *("2022年", "2022年", "2021年")
    ]
    assert len(said) == len(form.rows)
