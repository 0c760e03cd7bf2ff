"""The yearly list with everything around it, read from the store; light enough for the start."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models import findings, register, versions
from models.entities import share_of
from models.errors import Refusal
from models.findings import Facts, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.entities import Entry, Office, School, TaskList
    from models.packs import Figure, Indicator, Pack, PackTask
    from models.store import Store
    from models.versions import Version


@dataclass(frozen=True)
class Sheet:
    """The list of a year with everything around it, as plain values (safe to hand to a worker)."""

    version: Version
    pack: Pack
    school: School
    staff: tuple[Office, ...]
    shares: Mapping[str, int]
    explained: Mapping[str, str]
    contents: TaskList

    def task(self, row: int) -> PackTask:
        """Return the task of a row, counted from 0."""
        return self.pack.tasks[row]

    def entry(self, row: int) -> Entry:
        """Return the entry of a row, counted from 0."""
        return self.contents.entry(self.task(row).number)

    def row_of(self, task: int) -> int:
        """Return the row of a task number."""
        return next(i for i, t in enumerate(self.pack.tasks) if t.number == task)

    def share(self, indicator: Indicator) -> Figure | None:
        """Return this school's yearly figure of an indicator, None where nobody gave one."""
        return share_of(indicator, self.school, self.shares, self.pack)


def load(store: Store, year: int) -> Sheet:
    """Return the newest version of a year's list.

    Raises:
        Refusal: the year was not opened.
    """
    if year not in register.years(store):
        raise Refusal("year.not_open", year=year)
    version = versions.task_list_version(store, year)
    pack = register.pack(store, year)
    return Sheet(
        version,
        pack,
        register.school(store) if version.is_draft else _frozen_school(store, version),
        register.staff(store),
        register.entered_shares(store, year),
        register.explanations(store, version.id),
        register.task_list(store, version.id, pack),
    )


def _frozen_school(store: Store, version: Version) -> School:
    """Return the school as its 定稿 names it, whatever the settings say by now."""
    head = json.loads(versions.snapshot(store, version).canonical).get("head", {})
    current = register.school(store)
    names = {key: head.get(key, "") for key in ("name", "contact", "phone")}
    return replace(current, stamp_name="", **names)


def rule_findings(sheet: Sheet) -> list[Finding]:
    """Return what the rules find; without the glyph check, which needs the fonts."""
    facts = Facts(sheet.school, sheet.staff, sheet.shares, sheet.pack)
    return findings.check_task_list(sheet.contents, facts, sheet.explained)
