"""年度宣传工作情况: a year of publicity, each number that of the rows beside it (plan 7)."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.activities import ActivityState
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.publicity.activities import ActivityLine, activity_lines
from commandcenter.queries.publicity.cases import CaseLine, case_lines
from commandcenter.queries.publicity.cover import CoverLine, cover_board
from commandcenter.queries.publicity.research import ResearchLine, research_board
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office


@dataclass(frozen=True, slots=True)
class YearSheet:
    """`held` by its day; `ahead`: planned or late; `cases`: those that went out in the year.
    `cover`: of today's risk, only in the sheet of the year that runs.
    """

    org: str
    at: datetime
    journal: JournalMark
    year: int
    held: tuple[ActivityLine, ...]
    ahead: tuple[ActivityLine, ...]
    called_off: tuple[ActivityLine, ...]
    cases: tuple[CaseLine, ...]
    research: tuple[ResearchLine, ...]
    cover: tuple[CoverLine, ...]
    drill: bool = False

    @property
    def reached(self) -> int:
        return sum(line.reached or 0 for line in self.held)

    @property
    def handed_out(self) -> int:
        return sum(line.held_copies or 0 for line in self.held)

    @property
    def partners(self) -> tuple[str, ...]:
        return tuple(sorted({name for line in self.held for name in line.partners}))


def year_sheet(session: Session, actor: Actor, year: int, now: datetime) -> YearSheet:
    lines = [
        line
        for line in activity_lines(session, actor, now)
        if line.at is not None and local(line.at).year == year
    ]
    cases = [
        case
        for case in case_lines(session, actor)
        if case.published_at is not None and local(case.published_at).year == year
    ]
    studies = research_board(session, actor, now).lines
    runs = local(now).year == year
    return YearSheet(
        org=office(session),
        at=now,
        journal=journal_mark(session),
        year=year,
        held=_in(lines, ActivityState.HELD),
        ahead=_in(lines, ActivityState.LATE, ActivityState.PLANNED),
        called_off=_in(lines, ActivityState.CALLED_OFF),
        cases=tuple(sorted(cases, key=lambda case: (case.published_at, case.id))),
        research=tuple(x for x in studies if x.starts_on.year <= year <= x.ends_on.year),
        cover=tuple(x for x in cover_board(session, actor, now).lines if x.rank) if runs else (),
        drill=mark_of(session) is not None,
    )


def _in(lines: list[ActivityLine], *states: ActivityState) -> tuple[ActivityLine, ...]:
    found = [line for line in lines if line.state in states]
    return tuple(sorted(found, key=lambda line: (line.at, line.id)))
