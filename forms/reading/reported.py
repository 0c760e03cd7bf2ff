"""What a school's file reports, for who reckons many of them: facts, of an xlsx or of a mail."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from forms.reading import verifying
from forms.reading.mailed import XLSX, Attached, Mail
from models.bureau.facts import facts_of
from models.bureau.received import in_beijing
from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.text import NAME_LIMIT, tamed

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from models.bureau.facts import Facts

ATTACHMENTS_LIMIT = 50
_CHINA = lazy_regex(r"\bCST\b")  # of a Chinese mail program; Python takes it for Chicago


def of_xlsx(content: bytes) -> Facts:
    """Return what one of our files reports.

    Raises:
        Refusal: as ``verifying.verify``.
    """
    found = verifying.examined(verifying.read(content))
    cells = tuple(difference.cell for difference in found.verdict.differences)
    try:
        code = found.verdict.code
        return facts_of(found.document, code, cells, is_marked=found.is_marked)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise Refusal("verify.hidden_damaged", cells="") from error


def of_mail(content: bytes) -> Mail:
    """Return when a mail came, and what its xlsx files report.

    The day is that of its topmost Received, which the bureau's own server wrote, else of its Date.

    Raises:
        Refusal: ``bureau.no_mail``.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not message.keys():
        raise Refusal("bureau.no_mail")
    found: list[Attached] = []
    for part in message.walk():
        name = part.get_filename() or ""
        if not name.lower().endswith(XLSX):
            continue
        if len(found) == ATTACHMENTS_LIMIT:
            refusal = Refusal("bureau.many_attached", limit=ATTACHMENTS_LIMIT)
            found.append(Attached(tamed(name, NAME_LIMIT), None, refusal))
            break
        found.append(_attached(tamed(name, NAME_LIMIT), part.get_payload(decode=True)))
    return Mail(_received(message), tuple(found))


def _attached(name: str, content: object) -> Attached:
    try:
        return Attached(name, of_xlsx(content if isinstance(content, bytes) else b""), None)
    except Refusal as refusal:
        return Attached(name, None, refusal)


def _received(message: EmailMessage) -> datetime | None:
    for header, after in (("Received", ";"), ("Date", "")):
        # As it was written: a parsed header has already made up a zone of its own.
        raw = (str(text) for name, text in message.raw_items() if name.lower() == header.lower())
        text = next(raw, "")
        text = text.rpartition(after)[2] if after else text
        try:
            found = parsedate_to_datetime(_CHINA.sub("+0800", text))
        except (ValueError, TypeError):
            continue
        # -0000 says the time of Greenwich, and nothing of where it was written (RFC 5322 §3.3).
        moment = in_beijing(found if found.tzinfo is not None else found.replace(tzinfo=UTC))
        if moment is not None:
            return moment
    return None
