"""Warnings inside the bureau (3.2): drafted, issued, adjusted, lifted.

A warning level is neither a grade nor a response level, and none follows from another. The
plan names no colours for these warnings, so levels are said in words
(突发事件应对法 Art. 63 gives colours to natural disasters, accidents and public health only).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import for_record, joined, phrase, phrases, word
from commandcenter.domain.times import dated_zh, minute_zh
from commandcenter.late_dataclass import dataclass


class WarningState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    LIFTED = "lifted"
    DROPPED = "dropped"  # a draft that was never issued


class WarningAct(StrEnum):
    DRAFTED = "drafted"
    AMENDED = "amended"  # the draft
    RETURNED = "returned"
    ISSUED = "issued"
    ADJUSTED = "adjusted"
    LIFTED = "lifted"
    DROPPED = "dropped"
    OPENED = "opened"  # an incident


STATE_WORDS: dict[WarningState, str] = phrases(
    {
        WarningState.DRAFT: "起草，待签发",
        WarningState.ISSUED: "生效中",
        WarningState.LIFTED: "已解除",
        WarningState.DROPPED: "已撤销",
    }
)
ACT_WORDS: dict[WarningAct, str] = phrases(
    {
        WarningAct.DRAFTED: "起草",
        WarningAct.AMENDED: "修改",
        WarningAct.RETURNED: "退回修改",
        WarningAct.ISSUED: "签发",
        WarningAct.ADJUSTED: "调整",
        WarningAct.LIFTED: "解除",
        WarningAct.DROPPED: "撤销草稿",
        WarningAct.OPENED: "转为事件",
    }
)
LEVEL_WORDS: dict[Level, str] = phrases(
    {
        Level.I: "一级预警",
        Level.II: "二级预警",
        Level.III: "三级预警",
        Level.IV: "四级预警",
    }
)
FROM: dict[WarningAct, WarningState] = {
    WarningAct.AMENDED: WarningState.DRAFT,
    WarningAct.RETURNED: WarningState.DRAFT,
    WarningAct.ISSUED: WarningState.DRAFT,
    WarningAct.DROPPED: WarningState.DRAFT,
    WarningAct.ADJUSTED: WarningState.ISSUED,
    WarningAct.LIFTED: WarningState.ISSUED,
    WarningAct.OPENED: WarningState.ISSUED,
}
PLAN = "《消费领域群体性事件应急预案》"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Items:
    """What Art. 64 asks a warning to state; the time of issue is that of the signature."""

    title: str
    category: str  # 预警类别
    level: Level
    starts_at: datetime
    scope: str
    matters: str
    measures: str
    issuer: str


@dataclass(frozen=True, slots=True)
class LiftLine:
    """One piece of evidence at a lifting; `met` None: nothing tells."""

    code: str
    title: str
    wanted: str
    found: str
    met: bool | None

    @property
    def line(self) -> str:
        template = "{title}：{found}。参考条件“{wanted}”须人工判断"
        if self.met is not None:
            met = "{title}：{found}。参考条件“{wanted}”已达到"
            template = met if self.met else "{title}：{found}。参考条件“{wanted}”未达到"
        return phrase(template, title=word(self.title), found=self.found, wanted=word(self.wanted))


def require_act(act: WarningAct, now: WarningState, by: str = "") -> None:
    """Raise RuleBroken unless the act has its place; `by`: who did the last one, and when."""
    if now is FROM[act]:
        return
    if now is WarningState.DRAFT:
        raise RuleBroken("该预警尚未签发，不能{act}。", act=ACT_WORDS[act])
    words = "该预警“{now}”（{by}），不能再{act}。" if by else "该预警“{now}”，不能再{act}。"
    raise RuleBroken(words, now=STATE_WORDS[now], by=by, act=ACT_WORDS[act])


def require_adjusted(before: Items, after: Items) -> None:
    """Raise RuleBroken for an adjustment that changes nothing."""
    if before == after:
        raise RuleBroken("级别和内容都没有变化，不需要调整。")


@for_record
def issue_text(items: Items) -> str:
    """The warning as it is read before signing; it holds from the signature."""
    return _lines(f"关于发布{LEVEL_WORDS[items.level]}的通知", _subject(items), *_items(items))


@for_record
def adjust_text(items: Items, before: Level, reason: str) -> str:
    """调整: from which level to which, why, and the items anew (Art. 70)."""
    if items.level is before:
        head, change = "关于调整预警内容的通知", f"级别仍为{LEVEL_WORDS[before]}，内容有调整。"
    else:
        verb = "提高" if items.level.graver_than(before) else "降低"
        head = f"关于{verb}预警级别的通知"
        change = f"由{LEVEL_WORDS[before]}{verb}为{LEVEL_WORDS[items.level]}。"
    return _lines(
        head, f"{_subject(items)}{change}", f"调整理由：{_closed(reason)}", *_items(items)
    )


@for_record
def lift_text(items: Items, reason: str, evidence: Sequence[LiftLine]) -> str:
    """解除: the reason, and the evidence as it stood."""
    shown = [f"（{n}）{_closed(each.line)}" for n, each in enumerate(evidence, 1)]
    return _lines(
        f"关于解除{LEVEL_WORDS[items.level]}的通知",
        f"{items.title}：依据{PLAN}3.2(3)，自签发之时起解除，恢复正常工作秩序。",
        f"一、解除理由：{_closed(reason)}",
        *(("二、签发时的情况：", *shown) if shown else ()),
    )


@for_record
def signed_text(text: str, at: datetime) -> str:
    """The text as kept: with the time of issue, which is the eighth item of Art. 64."""
    return f"{text}\n发布时间：{minute_zh(at)}。"


def quiet_days(times: Iterable[datetime], now: datetime, usual: float, since: datetime) -> int:
    """Whole days back from `now`, at most to `since`, with no more than the usual number."""
    ages = [(now - at) // DAY for at in times if at <= now]
    most = max(0, (now - since) // DAY)
    days = 0
    while days < most and ages.count(days) <= usual:
        days += 1
    return days


def require_two(officers: Sequence[str]) -> None:
    """Raise RuleBroken unless two officers talked with the trader."""
    if len(set(officers)) < 2:
        raise RuleBroken("约谈须由两名以上执法人员进行。")


def require_promise(promised: str, until: datetime | None, talked_at: datetime) -> None:
    """Raise RuleBroken for a promise without an end, or one that ended before the talk."""
    if promised and until is None:
        raise RuleBroken("请填写承诺事项的期限。")
    if until is not None and not promised:
        raise RuleBroken("请填写承诺的事项。")
    if until is not None and until <= talked_at:
        raise RuleBroken("承诺的期限应晚于约谈时间。")


def first_by(who: str, at: datetime) -> str:
    """周岚 10:46."""
    return joined(" ", (who, dated_zh(at)))


def _subject(items: Items) -> str:
    return f"{items.title}：依据{PLAN}3.2，自签发之时起生效。本预警为本局内部预警。"


def _items(items: Items) -> tuple[str, ...]:
    return (
        f"一、预警类别：{_closed(items.category)}",
        f"二、预警级别：{LEVEL_WORDS[items.level]}。",
        f"三、起始时间：{minute_zh(items.starts_at)}。",
        f"四、可能影响的范围：{_closed(items.scope)}",
        f"五、警示事项：{_closed(items.matters)}",
        f"六、应当采取的措施：{_closed(items.measures)}",
        f"七、发布单位：{_closed(items.issuer)}",
    )


def _closed(words: str) -> str:
    kept = words.strip().rstrip("。；;")
    return f"{kept}。" if kept else "（未填）。"


def _lines(*lines: str) -> str:
    return "\n".join(lines)
