"""What has been done in an incident (plan 4.1(1), 已采取的措施): each from a row that proves it.

What was only decided, ordered or asked for stands in `report_intended`. Nobody's plan is told here
as done: the measures of an activation, an order without a report back, a request without an answer.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.command.casework import ACT_WORDS, ActKind
from commandcenter.domain.command.log_line import announces
from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.site import Mood, log_words
from commandcenter.domain.command.tasks import acts_of, office_of, tasks
from commandcenter.domain.incident.level_course import LevelChange, LevelStep, changes, in_order
from commandcenter.domain.moments import Moments
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.phrase import enumerated, word
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, GateStep, ReleaseState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.attendance import came_to
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.leading_body import IN_FORCE
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.incident.incident import (
    IncidentPlaceRow,
    IncidentRow,
    LevelDecisionRow,
)
from commandcenter.store.tables.person import AttendanceRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.tables.watch.warning import WarningRow

LEVELS: str = word("定级和响应决定")
LOG: str = word("处置记录")
TASKS: str = word("处置任务")
ATTENDANCE: str = word("签到")
LINES = 10  # of the newest; the rest was told before, or stands in the record
MEASURES_OF_LAW = (
    ActKind.PRESERVE, ActKind.SEAL, ActKind.DETAIN, ActKind.SAMPLE, ActKind.POLICE,
)  # fmt: skip

# Records that are told by themselves: a task that one of them closed is not told beside it.
TOLD_AS_ACTS = frozenset({"incident", "level_decision", "release", "release_check"})


@dataclass(frozen=True, slots=True)
class Done:
    """`source`: the record that it stands in. `about`: not told where a line of the log says it.

    `heard`: when it was registered, where that is told too. `place`: where it stands among others.
    """

    at: datetime
    words: str
    source: str
    about: str = ""
    heard: datetime | None = None
    listed: datetime | None = None

    @property
    def place(self) -> datetime:
        return self.listed or self.at


def level_done(change: LevelChange, source: str) -> Done:
    return Done(
        change.at, change.decided, source, heard=change.registered_late_at, listed=change.listed_at
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Of which incident, after which moment (None: from the first on), until which, where."""

    session: Session
    incident: IncidentRow
    since: datetime | None
    until: datetime
    district: str | None = None  # of a county's own report

    def within(
        self, at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> ColumnElement[bool]:
        until = at <= self.until
        return until if self.since is None else until & (at > self.since)


def done_in(span: Span, *, news: bool = False) -> list[Done]:
    """Oldest first. Of a county: its own lines and places.

    `news`: for a 续报, which tells levels among its changes; who is there is no news.
    """
    tellers = OF_COUNTY if span.district else NEWS if news else OF_CITY
    found = [done for tell in tellers for done in tell(span)]
    lines = "；".join(bare(done.words) for done in found if done.source == LOG)
    kept = [done for done in found if not (done.about and bare(done.about) in lines)]
    return sorted(kept, key=lambda done: done.place)


def bare(words: str) -> str:
    return "".join(words.split())


def done_words(all_done: Iterable[Done], say: Moments, limit: int = LINES) -> str:
    """Each with its time, the newest of them."""
    return "；".join(_done_line(done, say) for done in list(all_done)[-limit:])


def _done_line(done: Done, say: Moments) -> str:
    words = f"{say.say(done.at)}，{say.quote(done.words)}"
    return f"{words}（{say.say(done.heard)}登记）" if done.heard else words


def sources_of(all_done: Iterable[Done]) -> str:
    return enumerated(dict.fromkeys(done.source for done in all_done))


def closed(text: str) -> str:
    """Somebody's words without the mark at their end."""
    return text.strip().rstrip("。；;")


def level_changes(session: Session, incident_id: int) -> list[LevelChange]:
    """What was decided on grade and response, as it is told; only what changed."""
    return in_order(changes(level_steps(session, incident_id)))


def level_steps(session: Session, incident_id: int) -> tuple[LevelStep, ...]:
    """In the order in which they took effect: an upper body's decision where it was registered."""
    rows = session.scalars(
        select(LevelDecisionRow)
        .where(LevelDecisionRow.incident_id == incident_id, LevelDecisionRow.step.in_(IN_FORCE))
        .order_by(LevelDecisionRow.id)
    )
    return tuple(
        LevelStep(
            row.axis, row.level, row.decided_at or row.at, bool(row.ends), row.organ or "", row.at
        )
        for row in rows
    )


def _levels(span: Span) -> Iterator[Done]:
    for change in level_changes(span.session, span.incident.id):
        if span.since is None or change.since > span.since:
            yield level_done(change, LEVELS)


def _attendance(span: Span) -> Iterator[Done]:
    """All who signed in, and how many of them left, as of the last who came or went."""
    found = attendance(span.session, span.incident.id, span.until)
    if found.came and found.last:
        left = len(found.came) - len(found.there)
        gone = f"，其中{left}人已签退" if left else ""
        yield Done(found.last, f"累计签到到岗{len(found.came)}人{gone}", ATTENDANCE)


@dataclass(frozen=True, slots=True)
class Attendance:
    """People by id: who signed in, who of them is there; `last`: when somebody came or went."""

    came: frozenset[int]
    there: frozenset[int]
    last: datetime | None


def attendance(session: Session, incident_id: int, until: datetime) -> Attendance:
    rows = session.execute(
        select(AttendanceRow.person_id, AttendanceRow.at, AttendanceRow.left_at).where(
            came_to(incident_id), AttendanceRow.at <= until
        )
    ).all()
    gone = [left for _, _, left in rows if left is not None and left <= until]
    return Attendance(
        came=frozenset(person for person, _, _ in rows),
        there=frozenset(person for person, _, left in rows if left is None or left > until),
        last=max((*(at for _, at, _ in rows), *gone), default=None),
    )


def _log(span: Span) -> Iterator[Done]:
    for at, text in log_of(span):
        if not announces(text):
            yield Done(at, closed(text), LOG)


def log_of(span: Span) -> list[tuple[datetime, str]]:
    """What was put on the wall, of a county its own lines; a site report is told by itself."""
    county = span.district
    shown = LogEntryRow.district == county if county else LogEntryRow.on_wall.is_(True)
    rows = span.session.execute(
        select(LogEntryRow.at, LogEntryRow.text)
        .where(LogEntryRow.incident_id == span.incident.id, shown, span.within(LogEntryRow.at))
        .order_by(LogEntryRow.at, LogEntryRow.id)
    ).all()
    told_already = {_as_line(row) for row in site_reports(span)} if rows else set()
    return [(at, text) for at, text in rows if text not in told_already]


def site_reports(span: Span) -> list[SiteReportRow]:
    rows = select(SiteReportRow).where(SiteReportRow.incident_id == span.incident.id)
    if span.district:
        rows = rows.join(IncidentPlaceRow, IncidentPlaceRow.id == SiteReportRow.place_id).where(
            IncidentPlaceRow.district == span.district
        )
    return list(span.session.scalars(rows.order_by(SiteReportRow.seen_at, SiteReportRow.id)))


def _as_line(row: SiteReportRow) -> str:
    return log_words(
        row.place, row.head_count, Mood(row.mood), row.damage, row.measures, row.needs, row.closes
    )


def _site(span: Span) -> Iterator[Done]:
    """Of each place the newest report that names measures."""
    newest = {
        row.place: row
        for row in site_reports(span)
        if row.measures.strip()
        and row.seen_at <= span.until
        and (span.since is None or row.seen_at > span.since)
    }
    for row in newest.values():
        yield Done(row.seen_at, f"{row.place}现场报告：{closed(row.measures)}", word("现场报告"))


def book_of(span: Span) -> tuple[Obligation, ...]:
    return obligations_of(span.session, span.incident.id, span.until)


def _tasks(span: Span) -> Iterator[Done]:
    """Closed 必办, each with the time of its act; what else was done is told by its own record."""
    rows = [row for row in tasks(book_of(span)) if _is_closed(row, span)]
    rows = [row for row in rows if row.act_table not in TOLD_AS_ACTS]
    together: dict[tuple[datetime, str, str], list[Obligation]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        if row.must and row.done_at:
            key = row.done_at, office_of(row), row.hand_words
            together.setdefault(key, []).append(row)
    for (at, office, said), same in together.items():
        how = f"：{closed(said)}" if said else ""
        yield Done(at, f"{office}{acts_of(same)}{how}", TASKS, about=same[0].title)


def _is_closed(row: Obligation, span: Span) -> bool:
    at = row.done_at if row.state is ObligationState.DONE else None
    return at is not None and at <= span.until and (span.since is None or at > span.since)


def _instructions(span: Span) -> Iterator[Done]:
    rows = span.session.scalars(
        select(InstructionRow).where(
            InstructionRow.incident_id == span.incident.id, span.within(InstructionRow.reported_at)
        )
    )
    for row in rows:
        if row.reported_at and row.report.strip():
            who = GROUP_WORDS[row.to_group] if row.to_group else row.reported_by
            yield Done(row.reported_at, f"{who}回报：{closed(row.report)}", word("指令回报"))


def _liaison(span: Span) -> Iterator[Done]:
    """What other departments answered; what they were asked stands among the requests."""
    rows = span.session.scalars(
        select(LiaisonRow).where(
            LiaisonRow.incident_id == span.incident.id, span.within(LiaisonRow.answered_at)
        )
    )
    for row in rows:
        if row.answered_at and row.answer:
            yield Done(
                row.answered_at, f"{row.department}答复：{closed(row.answer)}", word("部门联动")
            )


def _releases(span: Span) -> Iterator[Done]:
    rows = span.session.execute(
        select(ReleaseRow, func.min(ReleaseCheckRow.done_at))
        .join(ReleaseCheckRow, ReleaseCheckRow.release_id == ReleaseRow.id)
        .where(
            ReleaseRow.incident_id == span.incident.id,
            ReleaseRow.state == ReleaseState.PUBLISHED,
            ReleaseCheckRow.step == GateStep.PUBLISH,
        )
        .group_by(ReleaseRow.id)
    )
    for row, at in rows:
        if at <= span.until and (span.since is None or at > span.since):
            yield Done(at, f"发布{RELEASE_KIND_WORDS[row.kind]}“{row.title}”", word("信息发布"))


def _warnings(span: Span) -> Iterator[Done]:
    """Those of the incident itself: what was warned of before it was heard of is its prehistory."""
    rows = span.session.scalars(
        select(WarningRow).where(
            WarningRow.incident_id == span.incident.id,
            WarningRow.issued_at >= span.incident.received_at,
            span.within(WarningRow.issued_at),
        )
    )
    for row in rows:
        if row.issued_at:
            yield Done(row.issued_at, f"发布内部预警“{row.title}”", word("预警"))


def _cases(span: Span) -> Iterator[Done]:
    """立案 and the measures of law, for whom the evidence shelf is open."""
    # no start reads it
    from commandcenter.store.tables.command.evidence import CaseFileRow

    files = span.session.scalars(
        select(CaseFileRow).where(
            CaseFileRow.incident_id == span.incident.id, span.within(CaseFileRow.filed_at)
        )
    )
    for case in files:
        if case.filed_at:
            yield Done(
                case.filed_at, f"对{case.party}立案{_document(case.number)}", word("案件登记")
            )
    sent = CaseActRow.kind == ActKind.POLICE  # decided first, and done when it was sent
    acts = span.session.scalars(
        select(CaseActRow).where(
            CaseActRow.incident_id == span.incident.id,
            CaseActRow.kind.in_(MEASURES_OF_LAW),
            or_(
                and_(~sent, span.within(CaseActRow.done_at)),
                and_(sent, span.within(CaseActRow.settled_at)),
            ),
        )
    )
    for act in acts:
        kind = ACT_WORDS[ActKind(act.kind)]
        words = closed(act.outcome if act.kind == ActKind.POLICE else act.words)
        said = words if kind[:2] in words else "：".join(filter(None, (kind, words)))
        at = act.settled_at if act.kind == ActKind.POLICE else act.done_at
        assert at is not None  # by what was asked for
        yield Done(at, f"{said}{_document(act.document)}", word("案件登记"))


def _document(number: str) -> str:
    return f"（{number}）" if number else ""


Teller = Callable[[Span], Iterator[Done]]
OF_COUNTY: tuple[Teller, ...] = (_log, _site)
NEWS: tuple[Teller, ...] = (
    _log, _site, _tasks, _instructions, _liaison, _releases, _warnings, _cases,
)  # fmt: skip
OF_CITY: tuple[Teller, ...] = (*NEWS, _levels, _attendance)
