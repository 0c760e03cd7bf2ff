"""Addresses as they are typed, and as a mail program gets them."""

from __future__ import annotations

import email

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
