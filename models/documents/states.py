"""The states of a document's version and the only ways between them.

Content and delivery are two things: what the sheet says is frozen at 定稿; printing, signing,
stamping, handing in and emailing are events on the frozen version, in any order. 已检查 is computed
from the findings and 已送出 from the events; neither is stored.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.documents.kinds import Kind


class Stage(StrEnum):
    """Where a version stands, as the clerk reads it."""

    NOT_STARTED = "未开始"
    DRAFT = "草稿"
    CHECKED = "已检查"
    FINAL = "定稿"
    DELIVERED = "已送出"  # stamped or handed in
    REPLACED = "被替代"  # 被更正 of a report


class Action(StrEnum):
    """What is done to a version."""

    BEGIN = "开始填写"
    EDIT = "修改"
    CHECK = "检查通过"
    FINALISE = "定稿"
    DISCARD = "放弃"
    WITHDRAW = "撤回定稿"
    PRINT = "打印"
    SIGN_OFF = "审签"
    STAMP = "盖章"
    HAND_IN = "送交"
    SEND = "发电子版"
    RETURN = "被退回"
    REVOKE = "撤销一条记录"
    UNDELIVER = "撤销最后的盖章或送交记录"
    CORRECT = "更正"
    ADJUST = "计划调整"
    REPLACE = "新版盖章或送交"


TERMINAL = frozenset({Stage.REPLACED})

TRANSITIONS: Mapping[tuple[Stage, Action], Stage] = MappingProxyType(
    {
        (Stage.NOT_STARTED, Action.BEGIN): Stage.DRAFT,
        (Stage.DRAFT, Action.EDIT): Stage.DRAFT,
        (Stage.DRAFT, Action.CHECK): Stage.CHECKED,
        (Stage.DRAFT, Action.DISCARD): Stage.NOT_STARTED,
        (Stage.CHECKED, Action.EDIT): Stage.DRAFT,
        (Stage.CHECKED, Action.FINALISE): Stage.FINAL,
        (Stage.CHECKED, Action.DISCARD): Stage.NOT_STARTED,
        (Stage.FINAL, Action.PRINT): Stage.FINAL,
        (Stage.FINAL, Action.SIGN_OFF): Stage.FINAL,
        (Stage.FINAL, Action.SEND): Stage.FINAL,
        (Stage.FINAL, Action.REVOKE): Stage.FINAL,
        (Stage.FINAL, Action.WITHDRAW): Stage.DRAFT,
        (Stage.FINAL, Action.STAMP): Stage.DELIVERED,
        (Stage.FINAL, Action.HAND_IN): Stage.DELIVERED,
        (Stage.DELIVERED, Action.PRINT): Stage.DELIVERED,
        (Stage.DELIVERED, Action.SIGN_OFF): Stage.DELIVERED,
        (Stage.DELIVERED, Action.STAMP): Stage.DELIVERED,
        (Stage.DELIVERED, Action.HAND_IN): Stage.DELIVERED,
        (Stage.DELIVERED, Action.SEND): Stage.DELIVERED,
        (Stage.DELIVERED, Action.RETURN): Stage.DELIVERED,
        (Stage.DELIVERED, Action.REVOKE): Stage.DELIVERED,
        (Stage.DELIVERED, Action.UNDELIVER): Stage.FINAL,
        (Stage.DELIVERED, Action.CORRECT): Stage.DELIVERED,
        (Stage.DELIVERED, Action.ADJUST): Stage.DELIVERED,
        (Stage.DELIVERED, Action.REPLACE): Stage.REPLACED,
    }
)


def allows(stage: Stage, action: Action, kind: Kind) -> bool:
    """Whether an action may be done to a document of this kind in this stage."""
    return action not in kind.forbidden and (stage, action) in TRANSITIONS


def after(stage: Stage, action: Action, kind: Kind) -> Stage:
    """Return the stage that an action leads to.

    Raises:
        Refusal: it may not be done in this stage.
    """
    if not allows(stage, action, kind):
        raise Refusal("state.refused", stage=word(stage, kind), action=action.value)
    return TRANSITIONS[stage, action]


def word(stage: Stage, kind: Kind) -> str:
    """Return the clerk's word for a stage of a document."""
    return kind.stage_words.get(stage, stage.value)


def as_lines() -> list[str]:
    """Return the machine as the lines of a table: a stage, then each stage it leads to and how."""
    lines = []
    for stage in Stage:
        ways: dict[Stage, list[str]] = {}
        for (start, action), end in TRANSITIONS.items():
            if start is stage:
                ways.setdefault(end, []).append(action.value)
        told = "；".join(f"{'、'.join(actions)} → {end.value}" for end, actions in ways.items())
        lines.append(f"| {stage.value} | {told or '（终点；月报称“被更正”）'} |")
    return lines
