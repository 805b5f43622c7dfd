"""What may be done to an information report, by whom, and when (plan 4.1(1))."""

from collections.abc import Collection, Sequence
from datetime import datetime

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.reports.report import (
    REPORT_WORDS,
    UNDER_CHECK,
    Chain,
    Element,
    ReportKind,
    ReportState,
)
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.times import is_before
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A chain of an incident: the city's, or that of a county bureau with its name."""

    chain: Chain
    district: str | None = None
    county: str = ""

    @property
    def office(self) -> str:
        if self.chain is not Chain.COUNTY:
            return word("本局")
        return phrase("{county}局", county=self.county)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the reports of one chain have come. `unsent`: the label of one under way."""

    verified: bool
    ended: bool
    first: bool = False
    first_sent: bool = False
    final: bool = False
    unsent: str = ""


def own_county(actor: Actor) -> str | None:
    """The county in whose chain the actor reports; None for the city's."""
    only_county = bool(actor.grants) and all(g.role is Role.COUNTY for g in actor.grants)
    return min(actor.districts()) if only_county else None


def chain_refusal(rights: Rights, actor: Actor, action: Action, line: Line) -> RuleBroken | None:
    """Why the actor may not act in this chain: each office makes, signs and sends its own."""
    if line.chain is Chain.CITY:
        return rights.refusal(actor, action, Matter())
    assert line.district
    refusal = rights.refusal(actor, action, Matter(districts=frozenset({line.district})))
    if refusal is None and line.district not in actor.districts():
        return RuleBroken(
            "{county}局的报告由该局自行起草、签发和报送，市局收报、核实、退补。", county=line.county
        )
    return refusal


def no_draft(kind: ReportKind, standing: Standing) -> RuleBroken | None:
    """Why a report of this kind cannot be begun now."""
    label = REPORT_WORDS[kind]
    if not standing.verified:
        verb = word("登记") if kind is ReportKind.PHONE else word("起草")
        return RuleBroken("接报尚未核实，不能{verb}{label}。", verb=verb, label=label)
    if kind is ReportKind.PHONE:
        return None
    if kind is ReportKind.FIRST and standing.first:
        return RuleBroken("本事件已有首报，有新情况请写续报。")
    if kind is ReportKind.FINAL and standing.final:
        return RuleBroken("本事件已有终报，需要补充的请写续报。")
    if kind is not ReportKind.FIRST and not standing.first_sent:
        return RuleBroken("首报尚未报送，不能起草{label}。", label=label)
    if kind is ReportKind.FINAL and not standing.ended:
        return RuleBroken("响应尚未终止，不能起草终报。")
    if standing.unsent:
        return RuleBroken(
            "{unsent}尚未报送，请先办完再起草{label}。", unsent=standing.unsent, label=label
        )
    return None


def no_edit(state: ReportState, signed_by: str) -> RuleBroken | None:
    """Why its text cannot change; the same holds for signing it and sending it back."""
    if state is ReportState.SIGNED:
        return RuleBroken("报告已由{who}签发，不能再改。", who=signed_by)
    return _frozen() if state is ReportState.SENT else None


def no_send(state: ReportState) -> RuleBroken | None:
    if state is ReportState.DRAFT:
        return RuleBroken("报告尚未签发，不能报送。")
    return _frozen() if state is ReportState.SENT else None


def no_sending_on(kind: ReportKind) -> RuleBroken | None:
    if kind is ReportKind.PHONE:
        return RuleBroken("电话报告不能转报，请另行电话报告并登记。")
    return None


def _frozen() -> RuleBroken:
    return RuleBroken("报告已报送，不能再改；有新情况请写续报。")


def missing(elements: Sequence[Element]) -> tuple[str, ...]:
    """The labels of what the report says nothing on yet."""
    return tuple(e.label for e in elements if not e.out and e.text == UNDER_CHECK)


def no_signature(
    kind: ReportKind, elements: Sequence[Element], five: Collection[str]
) -> RuleBroken | None:
    """Why it cannot be signed as it is. `five`: codes of the elements that the plan names."""
    if all(element.out for element in elements):
        return RuleBroken(
            "{label}没有一项内容。没有变化的，请保留“情况变化”一项，写明无重大变化。",
            label=REPORT_WORDS[kind],
        )
    left = [e.label for e in elements if e.out and e.code in five]
    if kind is not ReportKind.FOLLOW_UP and left:
        return RuleBroken(
            "{label}不能略去预案4.1(1)列明的要素：{left}。不明的请写“正在核查”。",
            label=REPORT_WORDS[kind],
            left=joined("、", left),
        )
    return None


def require_receivers(
    line: Line, receivers: Sequence[str], usual: Collection[str], above: Collection[str]
) -> None:
    """A county bureau reports to those above it; `above`: who is reached by 越级 only."""
    if not receivers:
        raise RuleBroken("请选择报送单位。")
    if len(set(receivers)) != len(receivers):
        raise RuleBroken("报送单位有重复。")
    strange = [r for r in receivers if r not in usual and r not in above]
    if line.chain is Chain.COUNTY and strange:
        raise RuleBroken(
            "{office}报送{usual}，不能报送{strange}。",
            office=line.office,
            usual=joined("、", [*usual, *above]),
            strange=joined("、", strange),
        )


def require_call_time(told_at: datetime, received_at: datetime, now: datetime) -> None:
    """A telephone report was made after the 接报, and not in the future."""
    if told_at > now:
        raise RuleBroken("电话报告时间不能晚于现在。")
    if is_before(told_at, received_at, now):
        raise RuleBroken("电话报告时间不能早于接报时间。")


def require_answer_time(
    when: datetime, sent_at: datetime, received_at: datetime | None, now: datetime
) -> None:
    """A receiver has the report when it was sent, and looks into what it has received."""
    if is_before(when, sent_at, now):
        raise RuleBroken("对方办理的时间不能早于报送时间。")
    if received_at is not None and is_before(when, received_at, now):
        raise RuleBroken("对方办理的时间不能早于收报时间。")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a sent report at one receiver."""

    receiver: str
    received_at: datetime | None
    received_by: str
    verified_at: datetime | None
    verified_by: str
    returned_at: datetime | None
    returned_by: str


def no_receive(receipt: Receipt) -> RuleBroken | None:
    if receipt.received_at is None:
        return None
    return RuleBroken(
        "{receiver}已由{who}收报。", receiver=receipt.receiver, who=receipt.received_by
    )


def no_verdict(receipt: Receipt) -> RuleBroken | None:
    """Why it can be neither verified nor sent back: not received, or settled already."""
    name = receipt.receiver
    if receipt.received_at is None:
        return RuleBroken("{receiver}尚未收报，请先登记收报。", receiver=name)
    if receipt.verified_at is not None:
        return RuleBroken("{receiver}已由{who}核实。", receiver=name, who=receipt.verified_by)
    if receipt.returned_at is not None:
        return RuleBroken(
            "{receiver}已由{who}退补，请等补报。", receiver=name, who=receipt.returned_by
        )
    return None
