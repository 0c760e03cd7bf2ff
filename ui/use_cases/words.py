"""Words that several pages and the command line show: findings, events, states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from models.documents import states
from models.documents.deliveries import EventKind
from models.documents.states import Stage
from models.documents.versions import State
from models.months import MONTHS
from models.school import notices_kept

if TYPE_CHECKING:
    from models.documents.deliveries import Event
    from models.documents.findings import Finding, Place
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store

NOT_LISTED = "通知里没有点名"  # of a school that a notice does not name
# kind: the verb on its button, whom it asks for, whether the note is needed
KINDS = {
    EventKind.SIGNED_OFF: ("审签", "审签领导", False),
    EventKind.STAMPED: ("盖章", "经办人", False),
    EventKind.HANDED_IN: ("送交", "接收人", False),
    EventKind.SENT: ("发了电子版", "发送人", False),
    EventKind.RETURNED: ("被退回", "谁退回的", True),
    EventKind.PRINTED: ("打印", "", False),
}


# Every kind of event by its verb: what is recorded by hand, and what a step records.
VERBS = {kind: verb for kind, (verb, _, _) in KINDS.items()} | {
    EventKind.FINALISED: "定稿",
    EventKind.WITHDRAWN: "撤回定稿",
    EventKind.REVOKED: "撤销记录",
}


def document_words(store: Store, version: Version) -> str:
    """Return what a document is called among all others: ``2023年3月报告``.

    With the name of its notice where its year has others: ``2022年新绛县…年度清单``.
    """
    which = notices_kept.which(store, version.document.notice, with_year=True)
    return f"{which or f'{version.year}年'}{version.word}"


def finding_text(finding: Finding) -> str:
    """Return the sentence of a finding."""
    return resources.sentence(f"finding.{finding.code}", **finding.values)


def event_line(event: Event) -> str:
    """Return an event as one line: ``3月7日 盖章　王建国``."""
    words = [VERBS[event.kind], event.person, event.note]
    if event.scan_id is not None:
        words.append("有扫描件")
    return "　".join(filter(None, words))


def state_pill(version: Version) -> tuple[str, str]:
    """Return word and colour of a version's state, as pills show it."""
    if version.is_draft:
        word = "草稿" if version.is_first else f"{version.mark} 草稿"
        return word, "accent"
    if version.state is State.SUPERSEDED:
        return f"{states.word(Stage.REPLACED, version.kind)} {version.mark}", "neutral"
    return f"✓ 定稿 {version.mark}", "good"


def place_words(place: Place, notice: Notice) -> str:
    """Return where a finding is, as the window names it: ``第3项·具体工作举措``, ``电话``."""
    words = [f"第{notice.number_of(place.task)}项"] if place.task else []
    if place.is_record:
        words.append("原因和说明")
    if place.month in MONTHS:
        words.append(f"{place.month}月")
    known = notice.indicators().get(place.indicator)
    headings = {column.key: column.name for column in notice.attachment.columns}
    if known is not None:
        words.append(known[1].name)
    elif place.column:
        name = headings.get(place.column) if place.task and not place.kind else None
        words.append(name or resources.word("field", place.column))
    return "·".join(words)


def named(notice: Notice) -> str:
    """Return how a list of notices names one: ``阳城县2023年职业教育工作（…〔2023〕4号）``."""
    return f"{notice.name}（{notice.doc_number}）"
