"""Addresses as they are typed, and as a mail program gets them."""

from __future__ import annotations

import email
import re
from email import policy
from email.header import decode_header, make_header

import pytest

from models.errors import Refusal
from ui.use_cases.documents import mail


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("jyj@example.com", ["jyj@example.com"]),
        ("a@b.c; d@e.f", ["a@b.c", "d@e.f"]),
        ("a@b.c，d@e.f；", ["a@b.c", "d@e.f"]),
    ],
)
def test_addresses_are_read_one_by_one(typed: str, found: list[str]) -> None:
    assert mail.read_addresses(typed) == found


@pytest.mark.parametrize(
    "typed",
    [":;@x.y", "a@b.c d@e.f", "a@b", "@b.c", "a@b.c\r\nBcc: d@e.f", "中文@例子.中国", "a@.c"],
)
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match=r"settings.no_address"):
        mail.read_addresses(typed)


def test_two_of_them_are_two_recipients() -> None:
    written = mail.draft(mail.Letter("a@b.c; d@e.f", "主题", "正文"), {})
    assert email.message_from_bytes(written)["To"] == "a@b.c, d@e.f"


NAMES = [
    "县职业高中_2023年_任务清单_v1.0.pdf",
    "阳城县示例职业高级中学_2023年7月_任务完成情况_更正第1次.xlsx",
    "阳城县一个名字很长很长很长很长很长很长很长很长很长很长很长很长的职业高级中学_2023年_清单.pdf",
    "𠮷林“一”校（东区）%20_100%.xlsx",
]


def written() -> bytes:
    letter = mail.Letter("a@b.c", "现报送我校2023年任务清单电子版 校验码GTWD-CG1K", "正文\n第二行")
    return mail.draft(letter, {name: name.encode() * 40 for name in NAMES})


@pytest.mark.parametrize("rules", [policy.compat32, policy.default], ids=["compat32", "default"])
def test_names_in_chinese_are_read(rules) -> None:
    message = email.message_from_bytes(written(), policy=rules)
    parts = [part for part in message.walk() if part.get_filename()]
    assert [part.get_filename() for part in parts] == NAMES
    assert [part.get_payload(decode=True) for part in parts] == [n.encode() * 40 for n in NAMES]
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    assert text.get_payload(decode=True).decode() == "正文\r\n第二行"


def test_names_are_read_by_who_knows_rfc_2047_only() -> None:
    """No name* of RFC 2231 is looked at: the words on the type say it."""
    message = email.message_from_bytes(written(), policy=policy.compat32)
    found = []
    for part in message.walk():
        raw = re.search(r'name="(.*)"', part.get("Content-Type", ""), re.DOTALL)
        if raw:
            found.append(str(make_header(decode_header(raw[1]))))
    assert found == NAMES


def test_no_name_stands_in_continuations_and_no_line_is_too_long() -> None:
    text = written()
    assert b"*0" not in text
    assert all(len(line) <= 998 for line in text.split(b"\r\n"))
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert text == written()


def test_a_name_breaks_no_header() -> None:
    text = mail.draft(mail.Letter("", "主题", "正文"), {"a\r\nBcc: x@y.z.pdf": b"1"})
    assert b"\r\nBcc:" not in text
