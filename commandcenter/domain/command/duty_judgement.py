"""Whether a duty of the plan was done: by its obligations and by the acts it rests on besides."""

from commandcenter.domain.command.duties import (
    PHASE_WORDS,
    WITHOUT_RESPONSE,
    DutyState,
    Judgement,
    Life,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import joined, phrase
from commandcenter.domain.plan.obligation_items import DutyLine
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """How the obligations and acts of a duty stand: how many are done, open and past their limit,
    open in time; `begun`: records of its acts that are not finished. `aside`: why those do not
    apply that somebody put aside by name.
    """

    done: int = 0
    late: int = 0
    running: int = 0
    begun: int = 0
    aside: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        return self.late + self.running + self.begun


def judge(line: DutyLine, life: Life, stands: Standing, stated: str) -> Judgement:
    """`stated`: why somebody says by name that the duty does not apply.

    What was recorded, and what is still to be done, counts before what was stated. What has a
    limit to come is 办理中; where all that is due is past its limit, nothing shows it done.
    """
    if stands.done or stands.begun:
        left = phrase("尚有 {n} 项未办结", n=stands.left)
        return Judgement(DutyState.PARTIAL, left) if stands.left else Judgement(DutyState.DONE)
    if stands.left and life.has_come_to(line.phase):
        if stands.late:
            return Judgement(DutyState.EMPTY, phrase("{n} 项逾期未办", n=stands.late))
        return Judgement(DutyState.PARTIAL, phrase("尚有 {n} 项未办结", n=stands.left))
    if stands.aside and not stands.left:
        return Judgement(DutyState.NOT_APPLICABLE, joined("；", stands.aside))
    if stated:
        return Judgement(DutyState.NOT_APPLICABLE, stated)
    if line.levels and life.activated and not line.levels & life.levels:
        signs = joined("、", (level.with_sign for level in Level if level in line.levels))
        return Judgement(DutyState.NOT_APPLICABLE, phrase("本事件未启动{levels}响应", levels=signs))
    if not life.has_come_to(line.phase):
        return _not_come(line, life)
    return Judgement(DutyState.NOT_APPLICABLE, line.none) if line.none else EMPTY


EMPTY = Judgement(DutyState.EMPTY)


def _not_come(line: DutyLine, life: Life) -> Judgement:
    if life.state in WITHOUT_RESPONSE:
        return Judgement(
            DutyState.NOT_APPLICABLE,
            phrase("事件{state}，未启动响应", state=STATE_WORDS[life.state]),
        )
    return Judgement(DutyState.NOT_DUE, phrase("{phase}后履行", phase=PHASE_WORDS[line.phase]))


def require_nothing_open(title: str, left: int) -> None:
    """A duty is stated not to apply where nothing of it is to be done; else each says so itself."""
    if left:
        raise RuleBroken(
            "“{title}”还有 {n} 项应办事项没有办结，请逐项办理或者逐项注明不适用。",
            title=title,
            n=left,
        )
