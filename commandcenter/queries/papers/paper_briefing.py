"""会商简报: what the chair must know to decide, on one page; then what may be looked up.

What the record says and nothing else: figures with their source, who judged what when, acts that
are proved, and what waits for a decision, with who asks for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.tasks import TaskCounts, is_task, task_counts
from commandcenter.domain.incident.level_course import LevelStep
from commandcenter.domain.moments import Moments
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS
from commandcenter.domain.reports.report import report_label
from commandcenter.domain.times import ceiling
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.command import CommandPicture, command_picture
from commandcenter.queries.command.map_picture import MapPicture, map_picture
from commandcenter.queries.command.obligation_lines import ObligationLine, obligation_lines
from commandcenter.queries.command.running_log import LogLine, log_lines
from commandcenter.queries.incident.situation import Situation, situation
from commandcenter.queries.papers.borders import Boundary, boundaries
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.paper_express import Harm, stated_harm
from commandcenter.queries.watch.timeline import Timeline, timeline
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.incident import decreases
from commandcenter.store.incident.counts import HOUR
from commandcenter.store.incident.family import family_of
from commandcenter.store.moment import counted, lately, moment
from commandcenter.store.office import office
from commandcenter.store.private import Cover, cover_of
from commandcenter.store.reports.report_done import (
    ATTENDANCE,
    LEVELS,
    LOG,
    TASKS,
    Done,
    Span,
    closed,
    done_in,
    level_steps,
)
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.site import OpinionRow, SiteReportRow, SupplyRequestRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow

HOURS = 12
BIN = 30
LOG_LINES = 8
MEASURES = 6
UPPER_RANK = 2  # Ⅱ and Ⅰ are decided above


@dataclass(frozen=True, slots=True)
class Judged:
    """What a 会商 concluded: of when, under whom."""

    held_at: datetime
    chair: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Complaints of the last hour that is here of each source and of the hour before; the share
    from other provinces, None of no complaints; what was written online and its widest item."""

    last_hour: int
    hour_before: int
    away_percent: int | None
    opinions: int
    widest: str = ""  # where it stands
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the meeting is asked to decide or to have done: a question or a request, and by whom."""

    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """`measures`: proved acts, the weightiest first. `tasks`: the open ones, late first;
    `must` and `all_tasks` count every one of the incident.
    """

    org: str
    situation: Situation
    summary: str
    harm: tuple[Harm, ...]
    levels: tuple[LevelStep, ...]  # oldest first
    judged: Judged | None
    trend: Trend
    measures: tuple[Done, ...]
    wanted: tuple[Wanted, ...]
    timeline: Timeline
    picture: MapPicture
    boundaries: tuple[Boundary, ...]
    command: CommandPicture
    tasks: tuple[ObligationLine, ...]
    must: TaskCounts
    all_tasks: TaskCounts
    log: tuple[LogLine, ...]  # newest first
    at: datetime  # when it was drawn up
    journal: JournalMark
    drill: bool = False
    lost: str = ""  # what the counts lost since the last paper


def briefing(session: Session, incident_id: int, now: datetime) -> Briefing:
    """All that the 会商简报 shows, of one moment."""
    incident = session.get_one(IncidentRow, incident_id)
    cover = cover_of(session, incident)
    end = ceiling(now, BIN)
    lines = obligation_lines(session, incident_id, now)
    return Briefing(
        org=office(session),
        situation=situation(session, incident_id, now),
        summary=cover(incident.summary),
        harm=stated_harm(session, incident, now),
        levels=level_steps(session, incident_id),
        judged=judged(session, incident_id, now, cover),
        trend=_trend(session, incident_id, now),
        measures=_measures(Span(session, incident, None, now), cover),
        wanted=tuple(_wanted(session, incident, (line.row for line in lines), now, cover)),
        timeline=timeline(
            session, incident_id, end - timedelta(hours=HOURS), end, BIN, now=now
        ),
        picture=map_picture(session, incident_id, now),
        boundaries=boundaries(session),
        command=command_picture(session, incident_id, now),
        tasks=tuple(line for line in lines if line.undone and is_task(line.row)),
        must=task_counts((line.row for line in lines), now, must=True),
        all_tasks=task_counts((line.row for line in lines), now),
        log=tuple(log_lines(session, incident_id, LOG_LINES)),
        at=now,
        journal=journal_mark(session),
        drill=mark_of(session) is not None,
        lost=cover(decreases.words(session, incident_id, now)),
    )  # fmt: skip


def judged(session: Session, incident_id: int, now: datetime, cover: Cover) -> Judged | None:
    """By the newest 会商 of the incident."""
    row = session.scalars(
        select(ConsultationRow)
        .where(ConsultationRow.incident_id == incident_id, ConsultationRow.held_at <= now)
        .order_by(ConsultationRow.held_at.desc(), ConsultationRow.id.desc())
        .limit(1)
    ).first()
    return Judged(row.held_at, row.chair, cover(closed(row.conclusion))) if row else None


def _trend(session: Session, incident_id: int, now: datetime) -> Trend:
    m, row = moment(session, now), ComplaintRow
    every, last, before, away = session.execute(
        select(
            func.count(),
            func.count().filter(lately(m, HOUR)),
            func.count().filter(lately(m, HOUR, HOUR)),
            func.count().filter(row.other_province),
        ).where(counted(m, incident_id))
    ).one()
    seen = session.scalars(
        select(OpinionRow)
        .where(OpinionRow.incident_id == incident_id, OpinionRow.found_at <= now)
        .order_by(func.coalesce(OpinionRow.reach, 0).desc(), OpinionRow.id)
    ).all()
    return Trend(
        last,
        before,
        round(100 * away / every) if every else None,
        len(seen),
        seen[0].source if seen and seen[0].reach else "",
        (seen[0].reach or 0) if seen else 0,
    )


def _measures(span: Span, cover: Cover) -> tuple[Done, ...]:
    """The weightiest first: the newest act of each record, then further ones, then lines of the
    log; who came is told last. The decisions on levels are told by themselves.
    """
    found = [done for done in done_in(span) if done.source != LEVELS]
    found = [done for done in found if done.about or done.source != TASKS]  # told by number alone
    found.sort(key=lambda done: done.place, reverse=True)
    met: set[str] = set()
    ranked = []
    for done in found:
        again = done.source in met
        met.add(done.source)
        ranked.append((_weight(done), again, done))
    first = [done for *_, done in sorted(ranked, key=lambda each: each[:2])[:MEASURES]]
    return tuple(replace(d, words=cover(closed(d.words))) for d in first)


def _weight(done: Done) -> int:
    return {LOG: 1, ATTENDANCE: 2}.get(done.source, 0)


# What the meeting is asked.


def _wanted(
    session: Session,
    incident: IncidentRow,
    book: Iterable[Obligation],
    now: datetime,
    cover: Cover,
) -> Iterator[Wanted]:
    """Questions first, then what others are to do, then what the places need."""
    say = Moments(now, named=True)
    open_ = [row for row in book if row.state is ObligationState.OPEN]
    family = family_of(session, incident.id)
    yield from _levels(session, incident, open_, say)
    yield from _signatures(session, open_, cover)
    yield from _departments(session, family, say, now, cover)
    yield from _needs(session, incident, say, now, cover)


def _by(group: Group) -> str:
    return f"{GROUP_WORDS[group]}提出"


def _about(book: Iterable[Obligation], code: str) -> list[int]:
    return [int(row.about.partition(":")[2]) for row in book if row.code == code and row.about]


def _levels(
    session: Session, incident: IncidentRow, book: list[Obligation], say: Moments
) -> Iterator[Wanted]:
    codes = {row.code for row in book}
    asked = [*_about(book, "grade_decide"), *_about(book, "grade_request")]
    if asked:
        row = session.get_one(LevelDecisionRow, max(asked))
        title = row.level.grade_title
        if row.level.rank <= UPPER_RANK:
            yield Wanted(f"是否同意初判为{title}，报请上级决定", f"{row.by}{say.say(row.at)}提出")
        else:
            ask = "是否维持" if row.level is incident.grade else "是否同意定为"
            yield Wanted(f"{ask}{title}", f"{row.by}{say.say(row.at)}提出")
    elif "start_response" in codes and incident.grade:
        yield Wanted(f"是否启动{incident.grade.response_title}", _by(Group.COORDINATION))
    if "level_review" in codes and incident.response:
        yield Wanted(f"是否调整{incident.response.response_title}", _by(Group.COORDINATION))


def _signatures(session: Session, book: list[Obligation], cover: Cover) -> Iterator[Wanted]:
    """Texts at the gate of the signature, reports, and money."""
    for number in _about(book, "release_gate"):
        row = session.get_one(ReleaseRow, number)
        if row.state == "approval":
            kind = RELEASE_KIND_WORDS[row.kind]
            named = "" if kind in row.title else kind
            by = f"文稿附后，{_by(Group.OPINION)}"
            yield Wanted(f"是否同意发布{named}“{cover(row.title)}”", by)
    for number in _about(book, "report_sign"):
        report = session.get_one(ReportRow, number)
        if report.returned_why is None and report.district is None:
            label = report_label(report.kind, report.number)
            yield Wanted(f"是否同意报送{label}", f"送审稿附后，{report.drafted_by}拟稿")
    for number in _about(book, "money_approve"):
        money = session.get_one(SupplyRequestRow, number)
        words = f"是否同意支出{money_zh(money.money_cents or 0)}，用于{cover(closed(money.item))}"
        yield Wanted(words, f"{money.asked_from or money.asked_by}提出")


def _departments(
    session: Session, family: Iterable[int], say: Moments, now: datetime, cover: Cover
) -> Iterator[Wanted]:
    """What other departments were asked and have not answered."""
    rows = session.scalars(
        select(LiaisonRow)
        .where(
            LiaisonRow.incident_id.in_(list(family)),
            LiaisonRow.asked_at <= now,
            LiaisonRow.answered_at.is_(None),
        )
        .order_by(LiaisonRow.asked_at, LiaisonRow.id)
    )
    together: dict[tuple[str, datetime | None, str, datetime], list[str]] = {}
    for row in rows:
        key = row.request, row.promised_for or row.due_at, row.asked_by, row.asked_at
        together.setdefault(key, []).append(row.department)
    for (request, due, by, at), departments in together.items():
        till = f"于{say.say(due)}前" if due and due > now else "尽快"
        words = f"请{'、'.join(departments)}{till}{_bare(cover(request))}"
        yield Wanted(words, f"{by}{say.say(at)}商请，尚未答复")


def _bare(request: str) -> str:
    """What was asked, without the words that ask."""
    words = closed(request)
    for ask in ("商请", "请求", "请"):
        if words.startswith(ask):
            return words.removeprefix(ask)
    return words


def _needs(
    session: Session, incident: IncidentRow, say: Moments, now: datetime, cover: Cover
) -> Iterator[Wanted]:
    """Of each place what its newest report asks for."""
    rows = session.scalars(
        select(SiteReportRow)
        .where(SiteReportRow.incident_id == incident.id, SiteReportRow.seen_at <= now)
        .order_by(SiteReportRow.seen_at, SiteReportRow.id)
    )
    for row in {row.place: row for row in rows}.values():
        if needs := closed(row.needs):
            yield Wanted(
                f"是否同意{row.place}的请求：{cover(needs)}", f"{say.say(row.seen_at)}报告"
            )
