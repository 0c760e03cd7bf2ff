"""The field table of a report's row is the one list of its fields: store, row and words agree."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from models.monthly_report.fields import FIELDS, PENDING, PRESENT, RESULT, SHORTFALL, WORDS
from models.monthly_report.results import Result
from models.monthly_report.rows import ReportRow
from models.storage.schema import REPORT_ROW_FIELDS


def test_the_store_and_the_row_have_these_fields_and_no_others() -> None:
    names = [field.name for field in FIELDS]
    assert (*names, PRESENT) == REPORT_ROW_FIELDS
    own = {field.name for field in fields(ReportRow)}
    assert own - set(names) == {"kind", "task", "origin_month", "amounts", "ratios"}
    assert set(names) <= own


def test_every_field_has_its_word() -> None:
    assert all(WORDS[field.name] for field in FIELDS)


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        (RESULT, Result.PARTIAL, "部分完成"),
        (RESULT, None, None),
        (PENDING, frozenset({"gap", "reason"}), "gap,reason"),
        (PENDING, frozenset(), None),
        (SHORTFALL[0], "学校安排", "学校安排"),
        (SHORTFALL[1], "", None),
        (SHORTFALL[4], date(2023, 5, 10), "2023-05-10"),
        (SHORTFALL[4], None, None),
    ],
)
def test_what_is_kept_reads_back(field, value, stored) -> None:
    assert field.keep(value) == stored
    assert field.read(stored) == value


@pytest.mark.parametrize(
    ("field", "stored", "read"),
    [
        (RESULT, "splendid", None),
        (SHORTFALL[4], "2023-02-31", None),
        (SHORTFALL[5], "张三\n李四", "张三 李四"),
    ],
)
def test_a_stored_value_that_no_field_takes_costs_itself(field, stored, read) -> None:
    assert field.read(stored) == read
