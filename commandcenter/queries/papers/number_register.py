"""发文编号登记: every number of a series in a year, whose it is, what is void, what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import Life, PaperState, PaperStep
from commandcenter.domain.papers.paper_items import PaperSeries
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.reports.report import Chain, report_label
from commandcenter.domain.reports.report_rules import own_county
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.papers.paper_way import Standing, standings, void_refusal
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.papers.paper_number import PaperNumberRow
from commandcenter.store.tables.reports.report import ReportRow


class NumberState(StrEnum):
    GIVEN = "given"
    OUTSIDE = "outside"  # of a paper that was made outside the program
    VOID = "void"
    GAP = "gap"  # nobody knows who has it
    BEFORE = "before"  # given before the program kept the series


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number as it was given, or a run of numbers that nobody has (then `id` is 0).

    `life` and `subject_id`: the paper; an information report counts its issue itself.
    `first`, `last`: the numbers; they differ for a run. `double`: it stands twice.
    """

    id: int
    state: NumberState
    series: str
    series_title: str
    first: int
    last: int
    written: str
    title: str
    by: str = ""
    at: datetime | None = None
    life: Life | None = None
    subject_id: int | None = None
    double: bool = False
    void_why: str = ""
    void_by: str = ""
    void_at: datetime | None = None  # or when its paper became so
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberBoard:
    """`lines`: by series, the newest of each first. `years`: those that have numbers, and now's.

    `series`: (code, title) of all that the plan names.
    """

    year: int
    years: tuple[int, ...]
    series: tuple[tuple[str, str], ...]
    lines: tuple[NumberLine, ...]
    offers: tuple[Offer, ...]
    now: datetime


def number_board(session: Session, actor: Actor, year: int, now: datetime) -> NumberBoard:
    """A county bureau is shown the numbers of its own incidents, and no gaps."""
    plan, county = plan_of(session), own_county(actor)
    lines = [*_given(session, plan.rights, actor, year, county)]
    shared = {f.series for f in plan.paper_flows.values() if f.life is Life.REPORT}
    if shared:
        lines += _issues(session, year, plan.paper_series.get(min(shared)), county)
    codes = (*plan.paper_series, *sorted({line.series for line in lines} - {*plan.paper_series}))
    shown = [
        line
        for code in codes
        for line in _series(
            [line for line in lines if line.series == code],
            plan.paper_series.get(code) if county is None else None,
            year,
        )
    ]
    return NumberBoard(
        year=year,
        years=_years(session, local(now).year),
        series=tuple((series.code, series.title) for series in plan.paper_series.values()),
        lines=tuple(_titled(shown, plan)),
        offers=only(offer("take", plan.rights, actor, Action.NUMBER_PAPER, Matter())),
        now=now,
    )


def _given(
    session: Session, rights: Rights, actor: Actor, year: int, county: str | None
) -> Iterator[NumberLine]:
    bearers = {state.row.id: state for state in standings(session)}
    rows = session.execute(
        select(PaperNumberRow, IncidentRow.districts)
        .outerjoin(IncidentRow, IncidentRow.id == PaperNumberRow.incident_id)
        .where(PaperNumberRow.year == year)
        .order_by(PaperNumberRow.id)
    )
    for row, districts in rows:
        if county is None or county in (districts or ()):
            bearer = bearers.get(row.subject_id or 0) if row.life is Life.PAPER else None
            yield _line(row, bearer, rights, actor)


def _line(row: PaperNumberRow, bearer: Standing | None, rights: Rights, actor: Actor) -> NumberLine:
    void = offer("void", rights, actor, Action.NUMBER_PAPER, Matter())
    if void is not None and void.refusal is None:
        void = replace(void, refusal=void_refusal(row, bearer))
    why, by, at = row.void_why or "", row.void_by or "", row.void_at
    if at is None and bearer is not None and bearer.row.state is PaperState.VOID:
        end = next(step for step in reversed(bearer.steps) if step.step is PaperStep.VOID)
        why, by, at = end.words, end.by, end.at
    state = NumberState.OUTSIDE if row.life is None else NumberState.GIVEN
    return NumberLine(
        id=row.id,
        state=NumberState.VOID if at is not None else state,
        series=row.series,
        series_title=row.series,
        first=row.number,
        last=row.number,
        written=row.written,
        title=row.title,
        by=row.by,
        at=row.at,
        life=row.life,
        subject_id=row.subject_id,
        void_why=why,
        void_by=by,
        void_at=at,
        offers=only(void),
    )


def _issues(
    session: Session, year: int, series: PaperSeries | None, county: str | None
) -> Iterator[NumberLine]:
    """The city's information reports: they share their series with the 值班快报 of no report."""
    if series is None:
        return
    numbered_at = func.coalesce(ReportRow.signed_at, ReportRow.drafted_at)
    rows = session.execute(
        select(ReportRow, IncidentRow.title, IncidentRow.districts)
        .join(IncidentRow, IncidentRow.id == ReportRow.incident_id)
        .where(
            func.coalesce(ReportRow.chain, Chain.CITY) == Chain.CITY,
            ReportRow.issue > 0,
            numbered_at >= day_start(date(year, 1, 1)),
            numbered_at < day_start(date(year + 1, 1, 1)),
        )
    )
    for row, incident, districts in rows:
        if county is not None and county not in districts:
            continue
        label = report_label(row.kind, row.number)
        yield NumberLine(
            id=0,
            state=NumberState.GIVEN,
            series=series.code,
            series_title=word(series.title),
            first=row.issue,
            last=row.issue,
            written=series.written(year, row.issue),
            title=phrase(
                "关于{incident}的{paper}", incident=incident.removeprefix("关于"), paper=label
            ),
            by=row.signed_by or row.drafted_by,
            at=row.signed_at or row.drafted_at,
            life=Life.REPORT,
            subject_id=row.id,
        )


def _series(lines: Sequence[NumberLine], series: PaperSeries | None, year: int) -> list[NumberLine]:
    """Newest first, with what is missing between them and what was given before."""
    twice = {number for number, n in Counter(line.first for line in lines).items() if n > 1}
    shown = [replace(line, double=line.first in twice) for line in lines]
    if series is not None:
        shown += _missing({line.first for line in lines}, series, year)
    return sorted(shown, key=lambda line: (line.last, line.id), reverse=True)


def _missing(there: set[int], series: PaperSeries, year: int) -> Iterator[NumberLine]:
    before = series.taken_in(year)
    if before:
        yield _run(series, year, 1, before, NumberState.BEFORE)
    first = before + 1
    for number in sorted(n for n in there if n > before):
        if number > first:
            yield _run(series, year, first, number - 1, NumberState.GAP)
        first = max(first, number + 1)


def _run(series: PaperSeries, year: int, first: int, last: int, state: NumberState) -> NumberLine:
    """Written as one: 澄市监发〔2026〕2—4号."""
    span = f"{first}—{last}" if last > first else str(first)
    written = series.pattern.replace("{year}", str(year)).replace("{number}", span)
    return NumberLine(0, state, series.code, series.title, first, last, written, "")


def _titled(lines: Iterable[NumberLine], plan: PlanData) -> Iterator[NumberLine]:
    for line in lines:
        series = plan.paper_series.get(line.series)
        yield replace(line, series_title=series.title) if series else line


def _years(session: Session, this: int) -> tuple[int, ...]:
    kept = session.scalars(select(PaperNumberRow.year).distinct())
    first = session.scalar(select(func.min(ReportRow.drafted_at)))
    reported = range(local(first).year, this + 1) if first is not None else ()
    return tuple(sorted({*kept, *reported, this}, reverse=True))
