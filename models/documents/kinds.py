"""The kinds of document that a year has."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    """The two documents of a year."""

    TASK_LIST = "task_list"
    MONTHLY_REPORT = "monthly_report"
