"""Who asks, by which number, for which year, where to; names of schools. Only what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.notice_text.proposal import Find
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOC_NUMBER = lazy_regex(r"[\u4e00-\u9fff]{2,12}[〔\[\uff3b(（]20\d\d[〕\]\uff3d)）]第?\d{1,4}号")
_TITLES = (
    lazy_regex(
        r"关于[^。；\n]{2,60}(?:\n[^。；：:\n]{2,40})?的(?:补充)?(?:通知|意见|方案|决定|函|公告)"
    ),
    lazy_regex(r"[^。，；\n]{4,40}(?:行动计划|实施方案|工作方案|工作要点|实施意见)"),
)
_WEB_WORDS = lazy_regex(r".*(?:文号|字号|文件|机构)")
_ISSUER = lazy_regex(
    r"[\u4e00-\u9fff]{2,20}?(?:人民政府(?:办公室)?|教育(?:体育|和体育|科技)?局|教育厅|委员会|教育委员会)"
)
_ATTACHMENT = lazy_regex(
    r"^[ \t　]*附件(?:\d{0,2}[:：]\s*(?:\d[.．、])?|\d{1,2}\s*)([^\n。；]{4,60})", re.MULTILINE
)
_CAPTION = lazy_regex(
    r"^(?P<title>[^\n。；，：:\t]{4,50}(?:表|清单|台账|分解))\n(?=[^\n]*\t)", re.MULTILINE
)
_MAILBOX = lazy_regex(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_PLACE = lazy_regex(
    r"(?:报送|送交|上报|提交|交|报|送)(?:至|到)?"
    r"(?P<place>(?:[市县区州]?(?:教育|教体|职教|人社)[\u4e00-\u9fff]{0,14}|[\u4e00-\u9fff]{2,12}(?:局|办|科|股|中心))"
    r"(?:\d{1,4}(?:室|房间|办公室))?)"
)
_PERSON = lazy_regex(
    r"联系人[:：][ \t]*(?P<name>(?:(?!联系|电话|手机|传真)[\u4e00-\u9fff]){2,4}"
    r"(?:、(?:(?!联系|电话|手机|传真)[\u4e00-\u9fff]){2,4})?)"
)
_PHONE = lazy_regex(r"(?:联系)?电话[:：]?[ \t]*(?P<phone>(?:\d{3,4}[-—－])?\d{7,8}|1\d{10})")
_YEAR_IN_TITLE = lazy_regex(r"(20\d\d)(?:[-—–至](20\d\d))?(?:年|学年)")
_SCHOOL = lazy_regex(
    r"(?:[市县区]?[\u4e00-\u9fff]{0,4}(?:职业高级中学|职业高中|职业中学|职业学校|职教中心|职业教育中心"
    r"|职业技术学校|中等专业学校|技工学校|技师学院|卫校|职中|职高)|[一二三四五六]职)"
)
# Words that stand before a kind of school and are no name of one.
_NO_NAME = lazy_regex(
    r"^(?:其中|全面|各|全县|全市|中等|高等|我县|我市|县域|本县|推进|改善|加强|提升|提高|支持|鼓励|实施|落实|促进"
    r"|建设|推动|公办|有关|其他|省级|高水平|中|高|办好|做好|做强|深化|组织|引导|严格|完善|和|与|对|在|将|由)"
)
_VERBS = lazy_regex(r"(?:要|应|须|力争|完成|负责|创建|达到|将|打造|建成|不少于|不低于|\d|[、：:])")


@value_class
class Head:
    """Everything around the tasks that stands in the head or at the end of a notice."""

    doc_number: Find | None
    outer_doc_number: Find | None
    issuer: Find | None
    year: int | None
    title: Find | None
    attachment_title: Find | None
    mailbox: Find | None
    place: Find | None
    person: Find | None
    phone: Find | None


def head(text: str) -> Head:
    """Return what the text says of itself."""
    first = text[: _first_chapter(text)]
    title = _title(first)
    numbers = [_number(found) for found in _DOC_NUMBER.finditer(first) if _is_own(first, found)]
    return Head(
        doc_number=numbers[-1] if numbers else None,
        outer_doc_number=numbers[0] if len(numbers) > 1 else None,
        issuer=_issuer(first, title),
        year=_year(title, text),
        title=title,
        attachment_title=_attachment(text),
        mailbox=_group(_MAILBOX.search(text), 0),
        place=_place(text),
        person=_group(_PERSON.search(text), "name"),
        phone=_group(_PHONE.search(text), "phone"),
    )


def mailboxes(text: str) -> list[Find]:
    """Return every mailbox that a text names, in its order."""
    return [_find(found) for found in _MAILBOX.finditer(text)]


def _first_chapter(text: str) -> int:
    """Return where the body begins; head and title stand before it."""
    found = re.search(r"^(?:一、|（一）|\(一\)|1[.．、])", text, re.MULTILINE)
    return found.start() if found else len(text)


def _is_own(text: str, found: re.Match[str]) -> bool:
    """Whether a number is the notice's, not that of another one that it names in brackets."""
    before = text[: found.start()]
    return not before.endswith(("（", "(", "》"))


def _number(found: re.Match[str]) -> Find:
    """Return a number without the words that a web page puts before it."""
    words = _WEB_WORDS.match(found[0])
    start = found.start() + (words.end() if words else 0)
    return Find(found.string[start : found.end()], start, found.end())


def _find(found: re.Match[str], group: str | int = 0) -> Find:
    return Find(found[group], *found.span(group))


def _group(found: re.Match[str] | None, group: str | int) -> Find | None:
    return _find(found, group) if found else None


def _title(text: str) -> Find | None:
    """Return the title: 关于…的通知 with the office before it, on one line or two."""
    for found in (one for wording in _TITLES for one in wording.finditer(text)):
        start = text.rfind("\n", 0, found.start()) + 1
        before = text[start : found.start()]
        if "《" in text[start : found.start()] or "根据" in before or len(before) > 30:  # noqa: PLR2004
            continue
        if not before:  # the office may stand in the line above
            above = text.rfind("\n", 0, max(start - 1, 0)) + 1
            line = text[above : max(start - 1, 0)]
            if _ISSUER.fullmatch(line):
                start = above
        return Find(text[start : found.end()].replace("\n", ""), start, found.end())
    return None


def _issuer(text: str, title: Find | None) -> Find | None:
    if title is not None:
        about = title.text.find("关于")
        found = _ISSUER.match(text, title.start)
        if found and about > 0:
            return _find(found)
    for found in _ISSUER.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
        if line in (found[0], f"{found[0]}文件"):
            return _find(found)
    return None


def _year(title: Find | None, text: str) -> int | None:
    """Return the year of the title, else the one that most days of the text are in."""
    named = _YEAR_IN_TITLE.search(title.text) if title else None
    if named:
        return int(named[1])
    for found in re.finditer(r"^(20\d\d)年\d{1,2}月\d{1,2}日$", text, re.MULTILINE):
        return int(found[1])
    return None


def _attachment(text: str) -> Find | None:
    for found in _ATTACHMENT.finditer(text):
        return _find(found, 1)
    lone = re.search(r"^附件\d?\n(?P<title>[^\n]{4,60})$", text, re.MULTILINE)
    return _group(lone or _CAPTION.search(text), "title")


def _place(text: str) -> Find | None:
    """Return where the paper goes: named beside a day, or with a room."""
    for found in _PLACE.finditer(text):
        sentence = text[text.rfind("。", 0, found.start()) + 1 :].partition("。")[0]
        if re.search(r"[日月底]前|纸质|盖章|邮箱", sentence):
            return _find(found, "place")
    return None


def schools(text: str) -> tuple[Find, ...]:
    """Return the schools that the text names with something to do, each once, as first written."""
    found: dict[str, Find] = {}
    for one in _SCHOOL.finditer(text):
        name = one[0]
        start = one.start()
        while (unwanted := _NO_NAME.match(name)) and len(name) > len(unwanted[0]):
            name, start = name[len(unwanted[0]) :], start + len(unwanted[0])
        if name in ("职业学校", "职业教育中心", "职业技术学校", "中等专业学校", "技工学校"):
            continue
        behind = text[one.end() : one.end() + 6]
        if _VERBS.match(behind) or _VERBS.search(behind[:3]):
            found.setdefault(name, Find(name, start, one.end()))
    return tuple(found.values())


def pattern(named: Sequence[Find]) -> str:
    """Return a pattern that finds the schools that were named; empty for none."""
    names = sorted({school.text for school in named}, key=len, reverse=True)
    return "|".join(map(re.escape, names))
