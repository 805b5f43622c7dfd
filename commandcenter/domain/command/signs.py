"""The signs: which kinds of records can prove something done, and how the plan data name them.

A pattern is a sign whose parts may be `*` (supply.*.delivered: of any kind), and may name whom
it concerns (liaison.answered@police: a department, by its code or its title).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from commandcenter.domain.aftermath.aftermath import InquiryKind, LiableKind
from commandcenter.domain.command import casework, evidence, supply
from commandcenter.domain.command.obligation import Act
from commandcenter.domain.releases.release import GateStep, ReleaseKind

SIGNS: frozenset[str] = frozenset(
    {
        *("report.phone", "report.first", "report.followup", "report.final"),
        *("report.signed", "report.sent", "report.received", "report.answered"),
        *("grade.suggested", "grade.decided", "grade.initial", "grade.requested"),
        *("grade.returned", "response.started", "response.changed", "response.ended"),
        *("paper.activation", "paper.levelchange", "paper.termination"),
        *("paper.signed", "paper.issued"),
        *("verified", "aftermath", "closed", "attend", "call_up.answered"),
        *("liaison.asked", "liaison.answered", "consultation", "handover.level"),
        *("handover.received", "directive.done", "directive.told"),
        *("instruction.given", "instruction.reported", "oral.signed"),
        *("team", "site", "site.closed"),
        *(f"tally.{kind}" for kind in ("on_site", "registered", "waiting", "calls")),
        *(f"evidence.{kind}" for kind in evidence.Kind),
        *(f"case.{kind}" for kind in casework.ActKind),
        *("case.filed", "case.not_filed", "case.settled"),
        *("opinion.found", "opinion.answered", "press.registered", "press.answered"),
        *(f"release.{kind}.{step}" for kind in ReleaseKind for step in GateStep),
        "legal.answered",
        *(f"supply.{kind}.{state}" for kind in supply.Kind for state in supply.State),
        *(f"inquiry.{kind}" for kind in InquiryKind),
        *(kind.value for kind in LiableKind),
        *("recovery.settled", "recovery.waived", "retention", "archive"),
        *("talk", "handling.county"),
    }
)


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
        for act in sorted(set(acts), key=_order):
            if act.finished:
                self._by_sign[act.sign].append(act)

    def of(self, patterns: tuple[str, ...]) -> tuple[Act, ...]:
        """All that match any of the patterns, the earliest first."""
        if patterns not in self._known:
            found = {act for pattern in patterns for act in self._one(pattern)}
            self._known[patterns] = tuple(sorted(found, key=_order))
        return self._known[patterns]

    def _one(self, pattern: str) -> list[Act]:
        sign, _, whom = pattern.partition("@")
        acts = [a for each in _matching(sign, self._by_sign) for a in self._by_sign[each]]
        return [act for act in acts if act.about in (whom, self._names.get(whom))] if whom else acts


def _order(act: Act) -> tuple[datetime, str, str, int, str]:
    return act.at, act.sign, act.table, act.id, act.about
