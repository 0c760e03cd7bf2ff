"""The file to email: a draft that mail programs open for sending, and its parts for web mail.

No sender, date or message id is written: the mail program adds the clerk's own.
"""

from __future__ import annotations

from base64 import encodebytes
from contextlib import suppress
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING
from urllib.parse import quote

import resources
from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.documents.document import Document

_TYPES = {
    ".pdf": ("application", "pdf"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".png": ("image", "png"),
    ".jpg": ("image", "jpeg"),
}
_BETWEEN = lazy_regex("[;；,，、]")
_ADDRESS = lazy_regex(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_WORD = 70  # characters of a line of encoded words
_BOUNDARY = "=====zhijiao-{}====="


@value_class
class Letter:
    """Recipient (empty where none is set), subject and text."""

    recipient: str
    subject: str
    text: str


def letter(sheet: Document, code: str, recipient: str) -> Letter:
    """Return the letter for a finalised document; the subject carries its check code."""
    version, school = sheet.version, sheet.school
    kind, period = version.kind, version.period
    version_word = "" if version.is_first else f"（{version.mark}）"
    which = sheet.which or sheet.notice.short_name
    about = f"{version.year}年{period}{which}{kind.paper_word}{version_word}"
    room = sheet.notice.room
    text = "\n".join(
        (
            f"{sheet.notice.issuer}：",
            "",
            resources.sentence("mail.with_paper", about=about, room=room),
            resources.sentence("mail.with_code", code=code),
            "",
            school.printed_name,
            f"联系人：{school.contact}　电话：{school.phone}",
            "",
        )
    )
    subject = f"{school.printed_name}{about} 校验码{code}"
    return Letter(recipient if _is_usable(recipient) else "", subject, text)


def read_addresses(text: str) -> list[str]:
    """Return the addresses that are typed into a field, with ``;`` or ``，`` between them.

    Raises:
        Refusal: ``settings.no_address``: one of them is none.
    """
    found = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    for address in found:
        if not _ADDRESS.fullmatch(address):
            raise Refusal("settings.no_address", text=address[:40])
    return found


def _is_usable(recipient: str) -> bool:
    """Whether mail can go there: an earlier version kept what no mail program takes."""
    with suppress(Refusal):
        return bool(read_addresses(recipient))
    return False


def draft(wanted: Letter, attachments: Mapping[str, bytes]) -> bytes:
    """Return the mail draft with its attachments by file name; equal content, equal bytes."""
    boundary = _BOUNDARY.format(len(attachments))
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook, Foxmail and Thunderbird open it for sending
    if wanted.recipient:
        message["To"] = ", ".join(read_addresses(wanted.recipient))
    message["Subject"] = wanted.subject
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/mixed; boundary="{boundary}"'
    text = wanted.text.replace("\n", "\r\n").encode()
    parts = [_part(('Content-Type: text/plain; charset="utf-8"',), text)]
    parts += [_part(_named(name), content) for name, content in attachments.items()]
    line = f"--{boundary}".encode()
    body = b"".join(line + b"\r\n" + part for part in parts)
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    return head + b"\r\n\r\n" + body + line + b"--\r\n"


def _part(head: Sequence[str], content: bytes) -> bytes:
    """Return a part of a mail: its header lines, its content in base64."""
    lines = "\r\n".join((*head, "Content-Transfer-Encoding: base64", "", ""))
    return lines.encode() + encodebytes(content).replace(b"\n", b"\r\n")


def _named(name: str) -> Sequence[str]:
    """Return the header lines of an attachment, its name as every mail program reads it.

    RFC 2047 words on the type beside an RFC 2231 name in one piece: some lose a name that stands
    only in continuations (filename*0*=), some know the one alone.
    """
    main, sub = _TYPES[name[name.rindex(".") :]]
    words = Header(name, "utf-8", maxlinelen=_WORD).encode(linesep="\r\n")
    return (
        f"Content-Type: {main}/{sub};",
        f' name="{words}"',
        "Content-Disposition: attachment;",
        f" filename*=UTF-8''{quote(name, safe='')}",
    )
