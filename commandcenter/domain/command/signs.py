"""The signs: which kinds of records can prove something done, and how the plan data name them.

A pattern is a sign whose parts may be `*` (supply.*.delivered: of any kind), and may name whom
it concerns (liaison.answered@police: a department, by its code or its title).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger, LiableKind
from commandcenter.domain.command import casework, evidence, supply
from commandcenter.domain.command.obligation import Act
from commandcenter.domain.command.opinion import OpinionState
from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.releases.release import GateStep, ReleaseKind
from commandcenter.domain.reports.report import ReportKind

SIGNS: frozenset[str] = frozenset(
    {
        *(f"report.{kind}" for kind in ReportKind),  # at each receiver
        *("report.drafted", "report.signed", "report.sent"),
        *("report.received", "report.verified", "report.returned", "report.answered"),
        *("grade.suggested", "grade.decided", "grade.initial", "grade.requested"),
        *("grade.returned", "response.started", "response.changed", "response.ended"),
        *("paper.activation", "paper.levelchange", "paper.termination"),
        *("paper.submitted", "paper.legal", "paper.signed", "paper.issued"),
        *("verified", "ended", "aftermath", "closed", "attend", "consultation"),
        *("call_up.answered", "call_up.rung"),  # about lead_duty: 带班领导 was rung
        *("liaison.asked", "liaison.promised", "liaison.answered"),
        *("handover.given", "handover.received", "handover.refused", "handover.level"),
        *("directive.registered", "directive.received", "directive.done", "directive.told"),
        *("instruction.given", "instruction.received", "instruction.reported"),
        *("oral.asked", "oral.signed", "oral.disputed", "legal.asked", "legal.answered"),
        *("team", "site", "site.closed", "talk", "press.registered", "press.answered"),
        *(f"tally.{kind}" for kind in ("on_site", "registered", "waiting", "calls")),
        "cases.hospital",  # a 病例通报 that says which hospitals treat them
        *(f"evidence.{kind}" for kind in evidence.Kind),
        *(f"case.{kind}" for kind in casework.ActKind),
        *("case.filed", "case.not_filed", "case.settled"),
        *("opinion.found", "opinion.false_claim"),
        *(f"opinion.{state}" for state in OpinionState if state is not OpinionState.OPEN),
        *(f"release.{kind}.{step}" for kind in ReleaseKind for step in GateStep),
        *(f"supply.{kind}.{state}" for kind in supply.Kind for state in supply.State),
        *(f"inquiry.{kind}" for kind in InquiryKind),
        *(f"inquiry.{kind}.drafted" for kind in InquiryKind),
        *(kind.value for kind in LiableKind),
        *(f"recovery.{ledger}" for ledger in Ledger),
        *("recovery.settled", "recovery.waived", "retention", "archive"),
        *("handling.county", "handling.mediation"),
        *(f"drill.{mode}" for mode in Mode),  # one that was held
        "training.held",
        *("publicity.held", "typical_case.published"),
        "drill.mended",  # a measure that was taken after one
        "fund.approved",
        "fund.refused",  # money for no incident
        *("plan.reviewed", "plan.revised"),  # 预案评估, a revision that came into force
        *("plan.signed", "plan.filed", "plan.rules"),  # a revision; 备案; a county's rules
        *("risk.assessed", "risk.signed"),  # the period's risk assessment, and this very one
        *("inspection.done", "finding.closed"),  # a plan of inspections; what one found
        "backup.restored",  # a restore of one that was tried, and came out whole
    }
)


ORDER = attrgetter("at", "table", "id", "sign", "about")


def is_sign(pattern: str) -> bool:
    """Whether some record can ever match it."""
    return bool(_matching(pattern.partition("@")[0], SIGNS))


def _matching(pattern: str, signs: Collection[str]) -> list[str]:
    if "*" not in pattern:
        return [pattern] if pattern in signs else []
    parts = pattern.split(".")
    return [sign for sign in signs if _fits(parts, sign.split("."))]


def _fits(pattern: list[str], sign: list[str]) -> bool:
    return len(pattern) == len(sign) and all(
        wanted in ("*", part) for wanted, part in zip(pattern, sign, strict=True)
    )


class Proofs:
    """The acts of an incident by what they prove, each kind in the order of their time.

    Two acts of one minute stand in the order of their tables and rows, whoever read them first.
    What is not finished proves nothing yet.
    """

    def __init__(self, acts: Iterable[Act], names: Mapping[str, str]) -> None:
        """`names`: of those whom a pattern may name, by code."""
        self._names = names
        self._by_sign: defaultdict[str, list[Act]] = defaultdict(list)
        self._known: dict[tuple[str, ...], tuple[Act, ...]] = {}
        self._about: dict[tuple[str, ...], dict[str, list[Act]]] = {}
        for act in sorted(set(acts), key=ORDER):
            if act.finished:
                self._by_sign[act.sign].append(act)

    def of(self, patterns: tuple[str, ...]) -> tuple[Act, ...]:
        """All that match any of the patterns, the earliest first."""
        if patterns not in self._known:
            found = {act for pattern in patterns for act in self._one(pattern)}
            self._known[patterns] = tuple(sorted(found, key=ORDER))
        return self._known[patterns]

    def about(self, patterns: tuple[str, ...], about: str) -> Sequence[Act]:
        """Of these, the acts that concern it, or are acts of that very row (directive:12)."""
        if patterns not in self._about:
            found = self._about[patterns] = defaultdict(list)
            for act in self.of(patterns):
                for key in {act.about, f"{act.table}:{act.id}"}:
                    found[key].append(act)
        return self._about[patterns].get(about, ())

    def speaking_of(self, about: str) -> list[Act]:
        """All acts that concern it, of whatever kind."""
        return [act for acts in self._by_sign.values() for act in acts if act.about == about]

    def _one(self, pattern: str) -> list[Act]:
        sign, _, whom = pattern.partition("@")
        acts = [a for each in _matching(sign, self._by_sign) for a in self._by_sign[each]]
        return [act for act in acts if act.about in (whom, self._names.get(whom))] if whom else acts
