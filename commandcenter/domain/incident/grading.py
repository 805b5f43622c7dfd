"""The grade adviser (1.4.2): which reference conditions the facts touch, and what is not known.

It reads the plan's matrix against the facts and says, row by row and level by level, what
is met, what is not, and what cannot be told while a fact is unknown. It decides nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from commandcenter.domain.conditions import ConditionResult, Outcome, Values, any_of, both
from commandcenter.domain.incident.contexts import ContextFinding, contexts
from commandcenter.domain.incident.facts import Fact, snapshot
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import Condition, GradeSide, Threshold
from commandcenter.late_dataclass import dataclass

AGREED = "同意会商意见。"  # the reason of who decides as it was proposed; a record


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the matrix at one level.

    `met`: the alternatives that hold; `unknown`: the row's own facts without which it cannot be
    told; `passed`: a graver level of the row is met; `alone`: its numbers are reached, but the
    plan counts it only with another row of this level, and no other has reached it (what is not
    known of the others, their cells say).
    """

    level: Level
    words: str
    outcome: Outcome
    met: tuple[Mapping[str, int], ...] = ()
    unknown: tuple[str, ...] = ()
    passed: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class RowAdvice:
    code: str
    title: str
    side: GradeSide
    window_hours: int
    source: str
    proposal: bool
    facts: tuple[str, ...]  # the codes it asks for
    cells: Mapping[Level, Cell]

    @property
    def level(self) -> Level | None:
        """The gravest level that is met."""
        return next((level for level in Level if self._met(level)), None)

    def _met(self, level: Level) -> bool:
        return level in self.cells and self.cells[level].outcome is Outcome.MET


@dataclass(frozen=True, slots=True)
class Touched:
    """A reference condition that the facts touch. `met`: fact and least number, by the plan."""

    level: Level
    code: str
    title: str
    words: str
    source: str
    proposal: bool
    met: tuple[Mapping[str, int], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What one fact lacks; `missing` None while the fact is unknown."""

    code: str
    wanted: int
    missing: int | None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the next level: all gaps closed, one of `needs` given, another row if `other`."""

    code: str
    title: str
    words: str
    gaps: tuple[Gap, ...]
    needs: tuple[str, ...]
    other: bool
    progress: float  # 0 to 1: how near the farthest gap is


@dataclass(frozen=True, slots=True)
class Advice:
    """`level`: the gravest level touched, None when nothing is. `next_level` None at Ⅰ.

    `sides`: the gravest level that rows of each of the plan's two measures touch.
    `unknown`: the facts that could still lead to a graver level.
    """

    rows: tuple[RowAdvice, ...]
    contexts: tuple[ContextFinding, ...]
    level: Level | None
    sides: Mapping[GradeSide, Level | None]
    touched: tuple[Touched, ...]  # gravest first
    next_level: Level | None
    ways: tuple[Way, ...]  # nearest first
    unknown: tuple[str, ...]


def advise(plan: PlanData, calendar: PlanData, values: Values, at: datetime) -> Advice:
    """Read the facts (`None`: unknown) against the plan; `calendar` is the version in force."""
    found = contexts(plan, calendar, values, at)
    alone = {code: _row_alone(row, values) for code, row in plan.thresholds.items()}
    rows = tuple(_row(row, alone) for row in plan.thresholds.values())
    touched = _touched(rows, plan, found, values)
    level = touched[0].level if touched else None
    higher = next_level(level)
    return Advice(
        rows=rows,
        contexts=found,
        level=level,
        sides={side: _gravest(rows, side) for side in GradeSide},
        touched=touched,
        next_level=higher,
        ways=_ways(plan, rows, higher, values) if higher else (),
        unknown=_open(rows, found, level),
    )


def unapproved(source: str) -> str:
    """A source without the closing words that it is still to be approved: they are said apart."""
    return source.removesuffix("需经本局批准").rstrip("，；")


def next_level(level: Level | None) -> Level | None:
    """The next graver level; Ⅳ from nothing, None above Ⅰ."""
    if level is None:
        return Level.IV
    return list(Level)[level.rank - 2] if level.rank > 1 else None


def _row_alone(row: Threshold, values: Values) -> dict[Level, ConditionResult]:
    """Each level of a row by its own numbers and needs, without looking at other rows."""
    return {level: _own(condition, values) for level, condition in row.levels.items()}


def _own(condition: Condition, values: Values) -> ConditionResult:
    numbers = any_of(condition.any, values)
    if not condition.needs:
        return numbers
    needs = any_of([{code: 1} for code in condition.needs], values)
    outcome = both(numbers.outcome, needs.outcome)
    unknown = tuple(dict.fromkeys((*numbers.unknown, *needs.unknown)))
    return ConditionResult(outcome, numbers.met, unknown if outcome is Outcome.UNKNOWN else ())


def _row(row: Threshold, alone: Mapping[str, Mapping[Level, ConditionResult]]) -> RowAdvice:
    cells: dict[Level, Cell] = {}
    passed = False
    for level in Level:
        if level in row.levels:
            cells[level] = _cell(row, level, alone, passed)
            passed = passed or cells[level].outcome is Outcome.MET
    conditions = row.levels.values()
    maps = [each for condition in conditions for each in condition.any]
    codes = dict.fromkeys(code for each in maps for code in each)
    codes |= dict.fromkeys(code for condition in conditions for code in condition.needs)
    return RowAdvice(
        row.code, row.title, row.side, row.window_hours, row.source, row.proposal,
        tuple(codes), cells,
    )  # fmt: skip


def _cell(
    row: Threshold, level: Level, alone: Mapping[str, Mapping[Level, ConditionResult]], passed: bool
) -> Cell:
    condition, own = row.levels[level], alone[row.code][level]
    outcome = own.outcome
    if condition.with_other:
        others = [_reaches(found, level) for code, found in alone.items() if code != row.code]
        outcome = both(outcome, _any(others))
    return Cell(
        level=level,
        words=condition.words,
        outcome=outcome,
        met=own.met,
        unknown=own.unknown if outcome is Outcome.UNKNOWN else (),
        passed=passed,
        alone=own.outcome is Outcome.MET and outcome is not Outcome.MET,
    )


def _reaches(found: Mapping[Level, ConditionResult], level: Level) -> Outcome:
    """Whether another row has reached this level, or a graver one."""
    return _any([each.outcome for lv, each in found.items() if lv.rank <= level.rank])


def _any(outcomes: list[Outcome]) -> Outcome:
    for outcome in (Outcome.MET, Outcome.UNKNOWN):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_MET


def _touched(
    rows: tuple[RowAdvice, ...],
    plan: PlanData,
    circumstances: tuple[ContextFinding, ...],
    values: Values,
) -> tuple[Touched, ...]:
    found = []
    for row in rows:
        if row.level is not None:
            cell = row.cells[row.level]
            base = (row.level, row.code, row.title, cell.words, row.source, row.proposal)
            found.append(Touched(*base, cell.met))
    for each in circumstances:
        if each.outcome is Outcome.MET and each.level is not None:
            met = any_of(plan.contexts[each.code].any, values).met
            base = (each.level, each.code, each.title, each.words, each.source, each.proposal)
            found.append(Touched(*base, met))
    return tuple(sorted(found, key=lambda touched: touched.level.rank))


def _gravest(rows: tuple[RowAdvice, ...], side: GradeSide) -> Level | None:
    levels = [row.level for row in rows if row.side is side and row.level is not None]
    return min(levels, key=lambda level: level.rank, default=None)


def _open(
    rows: tuple[RowAdvice, ...], found: tuple[ContextFinding, ...], level: Level | None
) -> tuple[str, ...]:
    """The unknown facts that could touch a graver level than the one suggested."""
    codes: dict[str, None] = {}
    for row in rows:
        for cell in row.cells.values():
            if cell.level.graver_than(level):
                codes |= dict.fromkeys(cell.unknown)
    for each in found:
        if each.level is not None and each.level.graver_than(level):
            codes |= dict.fromkeys(each.unknown)
    return tuple(codes)


def _ways(
    plan: PlanData, rows: tuple[RowAdvice, ...], level: Level, values: Values
) -> tuple[Way, ...]:
    ways = []
    for row in rows:
        condition = plan.thresholds[row.code].levels.get(level)
        if condition is None:
            continue
        other = condition.with_other and not _others_reach(rows, row, level)
        ways += [_way(row, condition, each, values, other) for each in condition.any]
    return tuple(sorted(ways, key=lambda way: (-way.progress, len(way.gaps), way.other)))


def _others_reach(rows: tuple[RowAdvice, ...], row: RowAdvice, level: Level) -> bool:
    """Whether another row stands at this level by its own numbers; met it is by none."""
    others = [each for each in rows if each.code != row.code]
    cells = [c for each in others for c in each.cells.values() if c.level.rank <= level.rank]
    return any(cell.alone for cell in cells)


def _way(
    row: RowAdvice, condition: Condition, wanted: Mapping[str, int], values: Values, other: bool
) -> Way:
    gaps = tuple(
        Gap(code, least, None if (value := values.get(code)) is None else least - value)
        for code, least in wanted.items()
        if (have := values.get(code)) is None or have < least
    )
    given = any(values.get(code) for code in condition.needs)
    parts = [_part(gap) for gap in gaps]
    return Way(
        code=row.code,
        title=row.title,
        words=condition.words,
        gaps=gaps,
        needs=() if given else condition.needs,
        other=other,
        progress=min(parts, default=1.0),
    )


def _part(gap: Gap) -> float:
    return 0.0 if gap.missing is None else (gap.wanted - gap.missing) / gap.wanted


def record_of(facts: Mapping[str, Fact], advice: Advice, at: datetime) -> dict[str, Any]:
    """What is kept with a suggestion or a decision: the facts, and what they touched."""
    kept = snapshot(facts, at)
    kept["suggested"] = advice.level.value if advice.level else None
    kept["touched"] = [
        {
            "level": each.level.value,
            "title": each.title,
            "words": each.words,
            "source": each.source,
            "proposal": each.proposal,
        }
        for each in advice.touched
    ]
    return kept


def suggested_then(kept: Mapping[str, Any]) -> Level | None:
    """What the adviser read from the facts of a record; None when nothing was touched."""
    level = kept.get("suggested")
    return Level(level) if isinstance(level, str) else None
