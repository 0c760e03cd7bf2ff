"""A JSON document from outside: what is no document is refused with what would be one."""

from __future__ import annotations

import pytest

from models.errors import Refusal
from models.json_reader import parse


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (b'"' + b"x" * (3 * 2**20) + b'"', "document.too_large", {"limit": 3}),  # megabytes
        ("{".encode("utf-16"), "document.not_utf8", {}),
        (b"{\n\n]", "document.not_json", {"line": 3}),
        (b"[" * 100_000, "document.not_json", {}),
        (b"[NaN]", "document.not_a_number", {}),
    ],
)
def test_what_is_no_document_is_refused_with_its_limit_or_line(
    content: bytes, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as told:
        parse(content, 3 * 2**20)
    assert told.value.code == code
    assert values.items() <= told.value.values.items()


def test_a_document_as_large_as_its_limit_is_read() -> None:
    assert parse(b'"123456"', 8).value == "123456"
