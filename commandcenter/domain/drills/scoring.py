"""The score of a drill by clause: each lost point has its reason and its record."""

from collections.abc import Collection, Iterable, Sequence

from commandcenter.domain.drills.script import ClauseRule, ScoreRules
from commandcenter.late_dataclass import dataclass

Record = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Lapse:
    """What was late, not done, taken back or wrong. `points`: what it costs."""

    clause: str
    reason: str
    points: int
    record: Record


@dataclass(frozen=True, slots=True)
class Scored:
    """`points` None: nothing of the clause was recorded, so nothing is said of it (未评)."""

    clause: str
    title: str
    points: int | None
    full: int
    lapses: tuple[Lapse, ...]


def scored(
    rules: ScoreRules, recorded: Collection[str], lapses: Sequence[Lapse]
) -> tuple[Scored, ...]:
    """`recorded`: the clauses of which anything was asked for or done."""
    return tuple(
        _scored(rule, [lapse for lapse in lapses if belongs(lapse.clause, rule.code)])
        if any(belongs(clause, rule.code) for clause in recorded)
        else Scored(rule.code, rule.title, None, rule.full, ())
        for rule in rules.clauses
    )


def _scored(rule: ClauseRule, lapses: Iterable[Lapse]) -> Scored:
    """What costs more than there is left costs what is left: the points lost add up to the sum."""
    left, kept = rule.full, []
    for lapse in lapses:
        cost = min(lapse.points, left)
        if cost:
            kept.append(Lapse(lapse.clause, lapse.reason, cost, lapse.record))
        left -= cost
    return Scored(rule.code, rule.title, left, rule.full, tuple(kept))


def total(lines: Iterable[Scored]) -> tuple[int | None, int]:
    """The points, and how many there are of the clauses that are scored."""
    known = [line for line in lines if line.points is not None]
    if not known:
        return None, 0
    return sum(line.points or 0 for line in known), sum(line.full for line in known)


def belongs(clause: str, to: str) -> bool:
    """4.1(1) to 4.1(1) and to 4.1; 4.11 does not to 4.1."""
    return clause == to or clause.startswith((f"{to}(", f"{to}."))
