"""Which limit stands: by the level that runs, provisional until the first decision.

The first decision replaces the provisional limit. A level that comes later counts from its
decision, and of all limits the earliest stands: lowering gives no more time. What is done is
judged by the levels that ran when it was done.
"""

from collections.abc import Mapping
from datetime import datetime

from commandcenter.domain.command.life import Life
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.plan.due_words import Due, due_after
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.reports.report_clock import Span, spans
from commandcenter.late_dataclass import dataclass

OTHER_KIND = "other"
# The first decision makes nothing late that was done within the limit shown until then: where
# the decided limit had run out before the decision, the one that was shown stands.
SHOWN_LIMIT_STANDS = True


@dataclass(frozen=True, slots=True)
class Limit:
    """`level`: whose limit it is, None where no level matters. `provisional`: 暂按."""

    due_at: datetime
    level: Level | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """The levels that set limits: `spans` as decided, before them `provisional`, and for
    information reports `report_as`.
    """

    spans: tuple[Span, ...]
    provisional: Level
    report_as: Level

    def not_before(self, at: datetime) -> datetime:
        """`at`, but not before the last decision: what was decided runs, though the clock was
        put back since.
        """
        return max(at, self.spans[-1].since) if self.spans else at

    def level_at(self, at: datetime, *, reports: bool = False) -> Level:
        for span in reversed(self.spans):
            if span.since <= at:
                return span.level
        return self.before(reports=reports)

    def before(self, *, reports: bool) -> Level:
        return self.report_as if reports else self.provisional


def course_of(plan: PlanData, life: Life) -> Course:
    """The grade sets them until the activation, from there the response."""
    start = next((each.at for each in life.levels if each.axis is Axis.RESPONSE), None)
    decided = [
        Span(each.level, each.at)
        for each in life.levels
        if each.axis is Axis.RESPONSE or start is None or each.at < start
    ]
    kind = plan.kinds.get(life.kind) or plan.kinds.get(OTHER_KIND)
    if kind is None:
        return Course(spans(decided), Level.III, Level.III)
    return Course(spans(decided), kind.provisional, kind.report_as)


def due_of(
    due: Mapping[Level, Due], course: Course, start: datetime, moment: datetime, before: Level
) -> Limit | None:
    """The limit that stands at `moment` (of what is done: when it was done), or None.

    `due` lacks the levels at which nothing is due. `before`: the provisional level of it.
    """
    if len(due) == len(Level) and len(set(due.values())) == 1:
        at = due_after(due[before], start)
        return Limit(at, None) if at else None
    shown = _limit(due, before, start, provisional=True)
    known = [span for span in course.spans if span.since <= moment]
    if not known:
        return shown
    running = known[max(_index_at(known, start), 0) :]
    found = [
        _decided(due, span, start if number == 0 else max(start, span.since))
        for number, span in enumerate(running)
    ]
    if running[0] is known[0] and _index_at(known, start) < 0:
        found[0] = _first(found[0], shown, known[0])
    return min((limit for limit in found if limit), key=lambda each: each.due_at, default=None)


def _limit(
    due: Mapping[Level, Due], level: Level, start: datetime, *, provisional: bool = False
) -> Limit | None:
    at = due_after(due.get(level, "none"), start)
    return Limit(at, level, provisional) if at else None


def _decided(due: Mapping[Level, Due], span: Span, base: datetime) -> Limit | None:
    return _limit(due, span.level, base)


def _index_at(known: list[Span], start: datetime) -> int:
    """Of the level that ran at the start; -1 where the first decision came after it."""
    return max((n for n, span in enumerate(known) if span.since <= start), default=-1)


def _first(decided: Limit | None, shown: Limit | None, first: Span) -> Limit | None:
    """The limit of the first decision, unless it had run out before anybody could know it."""
    if decided is None or shown is None or not SHOWN_LIMIT_STANDS:
        return decided
    if decided.due_at > first.since or shown.due_at <= decided.due_at:
        return decided
    return Limit(shown.due_at, shown.level)
