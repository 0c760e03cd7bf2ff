"""The report of a month with everything around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents.document import Document
from models.documents.findings import sort_findings
from models.monthly_report import edits, findings
from models.monthly_report.results import RowKind
from models.overriding import override
from models.value_class import value_class

if TYPE_CHECKING:
    from datetime import date

    from models.documents.findings import Finding, Fix, Place
    from models.monthly_report.report import Report
    from models.storage.store import Change


@value_class
class ReportSheet(Document):
    """The report of a month."""

    report: Report

    @property
    @override
    def filled_on(self) -> date | None:
        return self.report.filled_on

    @property
    def month(self) -> int:
        """Its month, 1–12."""
        return self.version.document.serial

    @override
    def fix_changes(self, fix: Fix, place: Place) -> list[Change]:
        row = self.report.line((RowKind(place.kind), place.task, place.month)).row
        version = self.version.id
        return [edits.amount_change(version, row, key, amount) for _, key, amount in fix.amounts]

    @override
    def rule_findings(self) -> list[Finding]:
        facts = findings.ReportFacts(self.school, self.shares, self.notice, self.today)
        found = findings.check_report(self.report, facts, self.explained)
        return sort_findings([*found, *self._revision_findings()])
