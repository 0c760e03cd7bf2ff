"""Figures that a sentence asks for: 600人, 1-2个, 60%, 不少于10节, 20个以上, 8个左右, 力争700人.

Years, days, numbers of documents and rooms, what was done last year: none of them is asked for.
"""

from __future__ import annotations

import re

from models.lazy_regex import lazy_regex
from models.value_class import value_class

# Longer words first: 人次 is not 人.
UNITS = (
    *("个百分点", "个月", "人次", "人年", "学时", "课时", "万元", "亿元", "亩", "平方米", "公里"),
    *("个", "人", "名", "节", "门", "项", "家", "所", "次", "场", "篇", "套", "台", "间", "座"),
    *("支", "批", "期", "件", "条", "部", "册", "份", "户", "对", "班", "组", "天", "元", "起"),
    *("%", "％", "‰", "处", "种", "类", "本", "堂", "位", "辆", "张", "股", "轮", "届"),
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_EXACT = r"\d+(?:,\d{3})*(?:\.\d{1,2})?"
_FIGURE = lazy_regex(
    rf"(?<![0-9A-Za-z.+])(?P<low>{_NUMBER})(?:(?:%|％)?[-—–~～至到](?P<high>{_NUMBER}))?"
    rf"(?P<many>余|多)?(?P<unit>{'|'.join(map(re.escape, UNITS))})"
    r"(?P<after>以上|及以上|左右|以内|以下)?"
    r"|(?<![0-9A-Za-z.+])(?P<years>\d{1,2})年(?=(?:为)?一?个?周期|轮训)"
)
_AT_LEAST = ("不少于", "不低于", "至少", "最少", "超过", "高于", "多于", "突破")
_AT_MOST = ("不超过", "不高于", "不多于", "控制在", "低于", "少于", "最多")
_ABOUT = ("约", "大约", "近")
_QUALIFIERS = ("力争", "争取", "确保", "原则上", "努力")
_DONE = lazy_regex(
    r"(?<![较比])(?:去年|上年)|往年|上一年|历年|此前|截至|目前|现有|已(?:经)?(?:建成|完成|有|达|创建|培养|认定)"
)
_NOW = lazy_regex(r"今年|本年|年内|力争|争取|确保|要求|不少于|不低于")
_FROM = lazy_regex(r"(?:由|从|原(?:来|定|计划)?)[^，,。；;]{0,14}$")
CHANGE = "(?:调整|变更|修改|改|提高|增加|上调|追加|扩大|核减|降低|减少|下调|压减)(?:为|到|至|成)"
_CHANGED = lazy_regex(rf"[^，,。；;\d]{{0,6}}?{CHANGE}")
_INTO = lazy_regex(rf"(?:由|从)[^，,。；;]*{CHANGE}$")
_ALREADY = lazy_regex("已|目前|现有|截至")
_YEAR = lazy_regex(r"(?<![0-9])(20\d\d)年(?!底|末|度以前)")
_CLAUSE = lazy_regex(r"[^。；;\n]+")
_PART_END = lazy_regex(r"[，,。；;：:\n]")
_SENTENCE_PART = lazy_regex(r"[^，,。；;\n]+")
_NOT_BEFORE = lazy_regex(r"(?:第|“|[A-Za-z+]|〔|\[)$")
_VERBS = "完成|达到|建设|创建|打造|建成|争取|力争|加入|开展|培养|新建|谋划|实现|组织|培训"
_ASKING = "|".join(verb for verb in _VERBS.split("|") if verb not in ("培养", "培训"))  # nouns too
_LEADING = lazy_regex(
    r"^(?:的|、|和|以上|左右|及以上|其中|全年|年内|(?:20\d\d年)?年?(?:底|末)(?:之?前|以前)|20\d\d年"
    r"|\d{1,2}月(?:\d{1,2}[日号]|底|末|[上中下]旬)?(?:之?前|以前)?|到|力争|争取|确保|要)+"
)
_TRAILING = lazy_regex(
    rf"(?:[、和及与并]?(?:{_ASKING}|不少于|不低于|不超过|至少|约|达|超过)|[、和及与并]|(?:的)?任务|工作)+$"
)
_BEFORE = 12  # characters in which a comparator or a qualifier stands


@value_class
class FigureFind:
    """A figure with its place in the text.

    ``value`` is as printed (``600``, ``1-2``, ``60%``); ``comparator`` one of ``=``, ``>=``,
    ``<=``, ``~``, ``range``; ``about`` the words that it counts, ``school`` whose it is; ``key``
    that of the indicator of a notice that was begun, empty where it is none's.
    """

    value: str
    unit: str
    comparator: str
    qualifier: str
    school: str
    about: str
    start: int
    end: int
    key: str = ""

    @staticmethod
    def is_value(text: str) -> bool:
        """Whether a text is a figure as ``value`` has it: of two decimals at most."""
        return re.fullmatch(rf"{_EXACT}(?:-{_EXACT})?%?", text) is not None


def figures(text: str, start: int, end: int, year: int | None, schools: str) -> list[FigureFind]:
    """Return the figures asked for in a part of a text.

    ``year`` is the notice's: what an earlier one did is not asked for. ``schools`` is a pattern
    that matches names of schools; empty for none.
    """
    found: list[FigureFind] = []
    for clause in _CLAUSE.finditer(text, start, end):
        own = list(_FIGURE.finditer(text, clause.start(), clause.end()))
        for place, figure in enumerate(own):
            if _NOT_BEFORE.search(text, clause.start(), figure.start()):
                continue
            if _is_past(text, clause, figure, year):
                continue
            following = own[place + 1].start() if place + 1 < len(own) else clause.end()
            behind = own[place - 1].end() if place else clause.start()
            school = _school(text, clause.start(), figure.start(), schools)
            about = _about(text, (clause.start(), behind), figure, following)
            found.append(_find(text, clause.start(), figure, about, school))
    return found


def _is_past(text: str, clause: re.Match[str], figure: re.Match[str], year: int | None) -> bool:
    """Whether a figure tells of what was before; what is said of this year does not.

    Of 由600人调整为700人 the first does.
    """
    is_first = _FROM.search(text[clause.start() : figure.start()])
    if is_first and _CHANGED.match(text, figure.end(), clause.end()):
        return True
    start = max(text.rfind(mark, clause.start(), figure.start()) for mark in "，,")
    end = _SENTENCE_PART.match(text, figure.start(), clause.end())
    own = text[max(start + 1, clause.start()) : end.end() if end else clause.end()]
    if _DONE.search(own):
        is_last = _INTO.search(text[clause.start() : figure.start()])
        return is_last is None or _ALREADY.search(own) is not None
    if _NOW.search(own) or year is None:
        return False
    named = [int(one) for one in _YEAR.findall(text, clause.start(), figure.start())]
    return bool(named) and named[-1] < year


def _find(text: str, clause: int, figure: re.Match[str], about: str, school: str) -> FigureFind:
    before = text[max(clause, figure.start() - _BEFORE) : figure.start()]
    unit = (figure["unit"] or "年").replace("％", "%")
    low = figure["low"] or figure["years"]
    value = low if figure["high"] is None else f"{low}-{figure['high']}"
    return FigureFind(
        value=f"{value}%" if unit == "%" else value,
        unit=unit,
        comparator=_comparator(before, figure),
        qualifier=_qualifier(text[clause : figure.start()]),
        school=school,
        about=about,
        start=figure.start(),
        end=figure.end(),
    )


def _comparator(before: str, figure: re.Match[str]) -> str:
    if figure["high"] is not None:
        return "range"
    after = figure["after"] or ""
    if after == "左右" or figure["many"] or any(before.endswith(word) for word in _ABOUT):
        return "~"
    if after.endswith("以上") or any(word in before[-5:] for word in _AT_LEAST):
        return ">="
    if after in ("以内", "以下") or any(word in before[-5:] for word in _AT_MOST):
        return "<="
    reached = before.endswith(("达到", "达"))
    return ">=" if reached and figure["unit"] in ("%", "％") else "="


def _qualifier(before: str) -> str:
    """Return the qualifier of a figure: it stands in the same part of the sentence."""
    part = re.split(r"[，,。；;\n]", before)[-1]
    return next((word for word in _QUALIFIERS if word in part), "")


def _school(text: str, clause: int, at: int, schools: str) -> str:
    """Return the school that stands last before a figure in its clause, empty for none."""
    named = list(re.finditer(schools, text[clause:at])) if schools else []
    return named[-1][0] if named else ""


def _about(text: str, floor: tuple[int, int], figure: re.Match[str], following: int) -> str:
    """Return what is counted: the words behind the figure, else those before it.

    Those before it of a per cent (双师型教师占专业教师总数的比例达到60%), and where the next thing
    is named behind it (一等奖1项、二等奖2项). ``floor`` is where its clause begins, and where the
    figure before it ends.
    """
    behind = _SENTENCE_PART.match(text, figure.end(), following)
    after = _LEADING.sub("", behind[0] if behind else "")
    own, part = (
        _TRAILING.sub("", _LEADING.sub("", _PART_END.split(text[start : figure.start()])[-1]))
        for start in (max(floor), floor[0])
    )
    is_named = len(own) > 1 and not _CHANGED.fullmatch(own)
    before = own if is_named else part
    is_listed = text.startswith("、", figure.end()) and is_named
    is_before = is_listed or figure["unit"] in ("%", "％")
    first, second = (before, after) if is_before else (after, before)
    words = first if len(first) > 1 else second
    return (_TRAILING.sub("", words) or words).strip("的、和 ")
