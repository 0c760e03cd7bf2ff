"""A document as it stands with all that is around it, as plain values (a worker may have it)."""

from __future__ import annotations

import json
from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeVar

from models import stored
from models.documents import kinds, revision_record, versions
from models.documents.findings import check_revision
from models.errors import Refusal
from models.school import notices_kept, register
from models.school.notices_kept import share_of
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.documents.findings import Finding, Fix, Place
    from models.documents.kinds import DocumentId
    from models.documents.revision_record import Revision
    from models.documents.versions import Version
    from models.notices.indicator import Figure, Indicator
    from models.notices.notice import Notice
    from models.school.people import Office, School
    from models.storage.store import Change, Store


D = TypeVar("D", bound="Document")


@value_class
class Document:
    """What every document has; a kind adds its contents.

    ``before`` is the version that a correction or adjustment goes out from, with none before it;
    ``today`` the day on which a draft was read, None of what is final.
    """

    version: Version
    notice: Notice
    school: School
    staff: tuple[Office, ...]
    shares: Mapping[str, int]
    explained: Mapping[str, str]
    revision: Revision
    reasons: Mapping[str, str]
    before: Document | None
    # What tells its notice from others of its year in the data; empty where there is none.
    which: str = field(default="", kw_only=True)
    today: date | None = field(default=None, kw_only=True, compare=False)

    @property
    def filled_on(self) -> date | None:
        """The date under its table, None where the pen writes it."""
        return None

    def share(self, indicator: Indicator) -> Figure | None:
        """Return this school's yearly figure of an indicator, None where nobody gave one."""
        return share_of(indicator, self.school, self.shares, self.notice)

    def rule_findings(self) -> list[Finding]:
        """Return what the rules find; without the checks that need the fonts."""
        raise NotImplementedError

    def fix_changes(self, fix: Fix, place: Place) -> Sequence[Change]:
        """Return the changes that one click on a finding makes."""
        raise NotImplementedError

    def _revision_findings(self) -> list[Finding]:
        if self.version.is_first:
            return []
        adjustment = self.version.is_adjustment
        return check_revision(self.revision, self.explained, adjustment=adjustment)


def as_kind(found: Document, wanted: type[D]) -> D:
    """Return a document as its kind's room knows it.

    Raises:
        TypeError: it is of another kind.
    """
    if not isinstance(found, wanted):
        raise TypeError(found.version.document.kind)
    return found


def newest(store: Store, document: DocumentId) -> Document:
    """Return the newest version of a document.

    Raises:
        Refusal: it was not started.
    """
    version = versions.newest(store, document)
    if version is None:
        kind = kinds.of(document.kind)
        word = versions.word(store, document)
        raise Refusal("version.not_started", document=word, page=kind.page_word)
    return load(store, version)


def load(store: Store, version: Version) -> Document:
    """Return a version of a document, also one that was replaced.

    Raises:
        Refusal: what it rests on is not there.
    """
    found = None if version.is_first else versions.predecessor(store, version)
    return _load(store, version, _load(store, found, None) if found is not None else None)


def _load(store: Store, version: Version, before: Document | None) -> Document:
    notice = version.document.notice
    around = Document(
        version,
        version.kind.notice_of(store, version),
        register.school(store) if version.is_draft else _frozen_school(store, version),
        register.staff(store),
        notices_kept.entered_shares(store, notice),
        revision_record.explanations(store, version.id),
        revision_record.revision(store, version.id),
        revision_record.change_reasons(store, version.id),
        before,
        which=notices_kept.which(store, notice, with_year=False),
        today=store.now().astimezone().date() if version.is_draft else None,
    )
    return version.kind.load(store, around)


def _frozen_school(store: Store, version: Version) -> School:
    """Return the school as its 定稿 names it, whatever the settings say by now."""
    current = register.school(store)
    try:
        head = json.loads(versions.canonical(store, version))["head"]
        names = {key: stored.name(head.get(key, "")) for key in ("name", "contact", "phone")}
    except (ValueError, TypeError, LookupError, AttributeError):
        return current  # not what a program of ours has frozen
    return replace(current, stamp_name="", **names)
