"""A county worked out by hand: five schools, three months, every case of the rules.

The notice of 阳城 2023: the list by 8 March (a Wednesday), reports by the 25th. 25 March 2023 is a
Saturday: 提前 24, 不变 25, 顺延 27; 25 April and 25 May are working days.
"""

from __future__ import annotations

from datetime import date, datetime

from models.bureau.counting import Said, Seen, Verdict
from models.bureau.facts import LIST, REPORT, Facts, Row, State
from models.bureau.received import BEIJING, Foot, Paper
from models.bureau.roster import Member
from models.monthly_report.results import Result, RowKind
from models.notices.shipped import shipped_notices

NOTICE = shipped_notices()["yangcheng_2023"]
AS_OF = date(2023, 5, 31)
A, B, C, D, E = "甲校", "乙校", "丙校", "丁校", "阳城县润城职业学校"
MEMBERS = (
    Member(A, ("甲",)),
    Member(B),
    Member(C, first_month=4),
    Member(D, excused=frozenset(range(1, 13)), is_excused=True, remark="停办"),
    Member(E),
)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2023, month, day, hour, tzinfo=BEIJING)


def row(
    task: str,
    result: Result | None,
    kind: RowKind = RowKind.GOAL,
    origin: int = 0,
    promised: date | None = None,
) -> Row:
    return Row(task, kind, origin, result, promised)


def facts(  # noqa: PLR0913  (a sheet has as many parts)
    school: str,
    month: int | None,
    *rows: Row,
    code: str = "",
    version: tuple[int, int] = (1, 0),
    cells: tuple[str, ...] = (),
    state: State = State.FINAL,
    notice: str = NOTICE.key,
    year: int = 2023,
    form: str = "",
    **figures: str,
) -> Facts:
    """A school's sheet; figures are named as ``s6_training`` for 6.training."""
    own = tuple(Row(r.task, r.kind, r.origin or month or 0, r.result, r.promised) for r in rows)
    return Facts(
        form=form or (LIST if month is None else REPORT),
        form_version=2,
        notice=notice,
        year=year,
        month=month,
        school=school,
        school_id="",
        state=state,
        version=version,
        code=code or f"{school}{month}{version}",
        cells=cells,
        rows=own,
        figures={name.replace("_", ".", 1)[1:]: amount for name, amount in figures.items()},
    )


def _a() -> list[Seen]:
    march = facts(A, 3, row("1", Result.ON_TIME), row("2", Result.LATE, promised=date(2023, 4, 20)))
    first = facts("甲", 4, row("1", Result.ON_TIME), row("2", Result.ON_TIME))
    closed = row("2", Result.CLOSED, RowKind.OPEN_ITEM, 3)
    partly = row("1", Result.PARTIAL, promised=date(2023, 5, 20))
    corrected = facts("甲", 4, partly, row("2", Result.EARLY), closed, version=(1, 1))
    still = row("1", Result.LATE, RowKind.OPEN_ITEM, 4)
    own = (row("1", Result.ON_TIME), row("3", Result.NOT_DUE), still)
    may = facts(A, 5, *own, s5_skill_assessment="120", s6_training="200")
    return [
        Seen("甲/清单.xlsx", at(3, 8), facts(A, None)),
        Seen("甲/3月.xlsx", at(3, 25), march),
        Seen("甲/4月.xlsx", at(4, 26), first),
        Seen("甲/4月更正.xlsx", at(5, 3), corrected),
        Seen("甲/5月.xlsx", at(5, 25, 23), may),
        Seen("甲/5月（副本）.xlsx", at(5, 26), may),
    ]


def _b() -> list[Seen]:
    late = row("1", Result.LATE, promised=date(2023, 6, 10))
    second = facts(
        B, 5, late, row("2", Result.STOPPED), code="后", s5_skill_assessment="30", s6_training="50"
    )
    return [
        Seen("乙/清单.xlsx", at(3, 9), facts(B, None)),
        Seen("乙/4月.xlsx", at(4, 20), facts(B, 4, row("1", Result.ON_TIME), cells=("F11",))),
        Seen("乙/5月.xlsx", at(5, 20), facts(B, 5, row("1", Result.ON_TIME), code="先")),
        Seen("乙/5月新.xlsx", at(5, 22), second),
    ]


def _others() -> list[Seen]:
    april = facts(C, 4, row("1", Result.ON_TIME), s5_skill_assessment="10")
    made_up = row("2", None, RowKind.LATE, 2)
    near = "阳城润城职业学校"
    march = facts(
        near,
        3,
        row("1", Result.ON_TIME),
        row("9", Result.NONE),
        made_up,
        s5_skill_assessment="0",
        s6_training="3",
    )
    draft = facts(near, 4, row("1", Result.ON_TIME), state=State.DRAFT)
    old_year = facts(near, 5, row("1", Result.ON_TIME), year=2022)
    return [
        Seen("丙/4月.xlsx", None, april),
        Seen("润城/清单.xlsx", at(3, 7), facts(near, None)),
        Seen("润城/3月.xlsx", at(3, 28), march),
        Seen("润城/4月草稿.xlsx", at(4, 25), draft),
        Seen("润城/5月.xlsx", at(5, 25), old_year),
        Seen("别县/3月.xlsx", at(3, 24), facts("泽州县职业中学", 3, row("1", Result.LATE))),
        Seen("别县/别的通知.xlsx", at(3, 24), facts(A, 3, notice="jishan_plan")),
        Seen("甲/说明.xlsx", at(5, 3), facts(A, None, form="revision_note")),
        Seen("甲/责任清单.xlsx", at(5, 3), facts(A, None, form="duty_list")),
        Seen("甲/~$3月.xlsx", None, None, Verdict.LOCK, Said("bureau.says_lock")),
        Seen("甲/照片.jpg", None, None, Verdict.FOREIGN, Said("bureau.says_other_kind")),
        Seen("甲/炸弹.xlsx", None, None, Verdict.UNREADABLE, Said("verify.not_xlsx")),
    ]


FILES = (*_a(), *_b(), *_others())
PAPERS = (
    Paper(B, REPORT, 3, at(3, 24), "纸质", Foot(5, 4, 1), 2),
    Paper("无名校", REPORT, 3, at(3, 24), "纸质", None, 3),
)
