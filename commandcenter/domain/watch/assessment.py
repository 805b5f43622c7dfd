"""Periodic risk assessment (plan 3.1): the whole market ranked on a day, judged, signed, compared.

The ranking is frozen when the assessment is begun; what people add to it is what they make of each
line and what is to be done. It goes draft → submitted → signed; a later one is compared with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined, phrase, phrases
from commandcenter.domain.watch.risk import Band, Measure, Reason, Scope
from commandcenter.late_dataclass import dataclass

TRADERS = "risk_assessment_traders"  # setting: how many of them stand in one
FIRST = 0  # before the first one there is none


class AssessmentState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


STATE_WORDS: dict[AssessmentState, str] = phrases(
    {
        AssessmentState.DRAFT: "起草中",
        AssessmentState.SUBMITTED: "待签发",
        AssessmentState.SIGNED: "已签发",
        AssessmentState.WITHDRAWN: "已撤回",
    }
)
OPEN = (AssessmentState.DRAFT, AssessmentState.SUBMITTED)


class Movement(StrEnum):
    """What became of a line since the assessment before."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    GONE = "gone"


MOVEMENT_WORDS: dict[Movement, str] = phrases(
    {
        Movement.NEW: "新增",
        Movement.UP: "上升",
        Movement.DOWN: "下降",
        Movement.SAME: "持平",
        Movement.GONE: "退出",
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a line stood in one assessment."""

    rank: int
    points: int
    band: Band


@dataclass(frozen=True, slots=True)
class Moved:
    """`more`: points more than before, less where negative; all or none of it new or gone."""

    movement: Movement
    more: int
    before: Standing | None
    now: Standing | None

    @property
    def short(self) -> str:
        """上升 12 分; 新增; 退出."""
        said = MOVEMENT_WORDS[self.movement]
        compared = self.before is not None and self.now is not None
        if not compared or not self.more:
            return said
        return phrase("{movement} {points} 分", movement=said, points=abs(self.more))

    @property
    def words(self) -> str:
        """上升 12 分（第3位→第1位）; 新增; 退出（原 18 分，第7位）."""
        if self.before is None:
            return self.short
        if self.now is None:
            return phrase(
                "{movement}（原 {points} 分，第{rank}位）",
                movement=self.short,
                points=self.before.points,
                rank=self.before.rank,
            )
        if self.before.rank == self.now.rank:
            return self.short
        return phrase(
            "{movement}（第{before}位→第{now}位）",
            movement=self.short,
            before=self.before.rank,
            now=self.now.rank,
        )


Key = tuple[Scope, str]


def compared(now: Mapping[Key, Standing], before: Mapping[Key, Standing]) -> dict[Key, Moved]:
    """Of each line of either, with what is gone. By points; equal points are no movement."""
    found = {}
    for key in [*now, *(key for key in before if key not in now)]:
        new, old = now.get(key), before.get(key)
        more = (new.points if new else 0) - (old.points if old else 0)
        found[key] = Moved(_movement(new, old, more), more, old, new)
    return found


def _movement(now: Standing | None, before: Standing | None, more: int) -> Movement:
    if before is None:
        return Movement.NEW
    if now is None:
        return Movement.GONE
    return Movement.UP if more > 0 else Movement.DOWN if more < 0 else Movement.SAME


def counts_words(moved: Iterable[Moved]) -> str:
    """新增 1 项，上升 2 项，下降 1 项; what there is none of is not named."""
    kinds = [each.movement for each in moved]
    said = [
        phrase("{movement} {n} 项", movement=MOVEMENT_WORDS[m], n=kinds.count(m))
        for m in Movement
        if m in kinds
    ]
    return joined("，", said)


def reason_data(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    """As they are kept in a row."""
    return [
        {"measure": r.measure.value, "value": r.value, "points": r.points, "most": r.most,
         "words": r.words, "short": r.short}
        for r in reasons
    ]  # fmt: skip


def reasons_in(data: Iterable[Mapping[str, object]]) -> tuple[Reason, ...]:
    """The numbers behind a line, as they stood."""
    return tuple(
        Reason(
            Measure(str(each["measure"])),
            int(str(each["value"])),
            int(str(each["points"])),
            int(str(each["most"])),
            str(each["words"]),
            str(each["short"]),
        )
        for each in data
    )


def require_draft(title: str, state: AssessmentState) -> None:
    if state is not AssessmentState.DRAFT:
        raise RuleBroken("《{title}》{state}，不能修改。", title=title, state=STATE_WORDS[state])


def require_open(title: str, state: AssessmentState) -> None:
    if state not in OPEN:
        raise RuleBroken("《{title}》{state}，不能撤回。", title=title, state=STATE_WORDS[state])


def require_submitted(title: str, state: AssessmentState) -> None:
    if state is not AssessmentState.SUBMITTED:
        raise RuleBroken(
            "《{title}》{state}，只有送签的才能签发或者退回。",
            title=title,
            state=STATE_WORDS[state],
        )


def require_alone(title: str | None) -> None:
    """One at a time: what is signed next is what the next one is compared with."""
    if title is not None:
        raise RuleBroken("《{title}》还没有签发；签发或者撤回后才能开始下一次评估。", title=title)


def require_ranked(lines: int) -> None:
    if not lines:
        raise RuleBroken("风险清单是空的，没有可以评估的内容。")


def require_judged(summary: str, unjudged: Sequence[str]) -> None:
    """Whole: the conclusion, and of each category that is 重点 what is made of it and done."""
    if not summary.strip():
        raise RuleBroken("请先填写总体研判，再送签。")
    if unjudged:
        raise RuleBroken(
            "列为重点的类别须写明研判和措施：{names}。", names=joined("、", unjudged[:5])
        )
