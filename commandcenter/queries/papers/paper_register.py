"""The register of papers: all of them in one list, wherever each is drafted, signed and sent.

Information reports, releases and inquiry reports are listed from their own rows; the papers
that have no other home are told in full by `paper_detail`.
"""

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, leader_zh
from commandcenter.domain.papers.paper import (
    PAPER_STATE_WORDS,
    PAPER_WORDS,
    STEP_WORDS,
    FileRole,
    Life,
    PaperKind,
    PaperState,
    PaperStep,
)
from commandcenter.domain.papers.paper_acts import action_for
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.releases.release import ReleaseKind, ReleaseState
from commandcenter.domain.reports.report import Chain, ReportKind, ReportState, report_label
from commandcenter.domain.reports.report_rules import own_county
from commandcenter.domain.rights import Action, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.store.aftermath.inquiry_limits import closed_by_inquiries
from commandcenter.store.papers.paper_way import Standing, standings
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_facts import release_label
from commandcenter.store.reports.report_clocks import (
    ReportTimes,
    closed_by_reports,
    report_times,
)
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.papers.paper import PaperFileRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow

MOST = 2_000  # papers in one list


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """`mine`: drafted by the one who asks. `waiting`: nothing of what is done with."""

    incident_id: int | None = None
    kinds: frozenset[PaperKind] = frozenset()
    states: frozenset[PaperState] = frozenset()
    words: str = ""
    mine: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper. `id` is that of its row in `life`. `wanted`: what it waits for, in words.

    `scanned`: the signed page on paper is filed and governs. `due_at`: by when it is to be sent
    or signed, for the kinds that have a time limit; `late`: it went out after it. `offers`: to
    file the signed page of what is signed elsewhere.
    """

    life: Life
    id: int
    kind: PaperKind
    label: str
    title: str
    number: str
    state: PaperState
    state_words: str
    wanted: str
    incident_id: int | None
    incident: str
    drafted_by: str
    drafted_at: datetime
    signed_by: str
    signed_at: datetime | None
    issued_at: datetime | None
    urgency: str = ""
    secrecy: str = ""
    amends: int | None = None
    scanned: bool = False
    subject: int = 0
    holder: str = ""  # who has it now, in words
    due_at: datetime | None = None
    late: bool = False
    offers: tuple[Offer, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether its limit still runs: nobody has sent or, where none is sent, signed it."""
        gone = self.state in (PaperState.WITHDRAWN, PaperState.VOID)
        return not gone and (self.issued_at or self._signed_last) is None

    @property
    def _signed_last(self) -> datetime | None:
        return self.signed_at if self.life is Life.INQUIRY else None


@dataclass(slots=True)
class _Case:
    """What the lines of all lives share; asked once."""

    session: Session
    actor: Actor
    incidents: dict[int, IncidentRow]
    scans: set[tuple[Life, int]]
    county: str | None
    now: datetime
    sent: ReportTimes  # of what went out, by report
    known: dict[int, ReportTimes] = field(default_factory=dict)

    def title(self, incident_id: int | None) -> str:
        row = self.incidents.get(incident_id or 0)
        return row.title if row else ""

    def sees(self, incident_id: int | None) -> bool:
        """A county bureau sees the papers of incidents that concern it."""
        if self.county is None:
            return True
        row = self.incidents.get(incident_id or 0)
        return row is not None and self.county in row.districts

    def times(self, report: ReportRow) -> ReportTimes:
        """By when it is due, or how it was sent, as the book of its incident says."""
        if report.id in self.sent.closed:
            return self.sent
        if (incident_id := report.incident_id) not in self.known:
            row = self.incidents[incident_id]
            self.known[incident_id] = report_times(self.session, row, self.now)
        return self.known[incident_id]


def paper_lines(
    session: Session, actor: Actor, asked: PaperFilter, now: datetime
) -> tuple[PaperLine, ...]:
    """What runs against a time limit first, the nearest of them on top; then newest first."""
    scans = session.execute(
        select(PaperFileRow.life, PaperFileRow.subject_id).where(PaperFileRow.role == FileRole.SCAN)
    )
    case = _Case(
        session,
        actor,
        {row.id: row for row in session.scalars(select(IncidentRow))},
        {(life, subject) for life, subject in scans},
        own_county(actor),
        now,
        ReportTimes((), closed_by_reports(session), now),
    )
    found = [*_papers(case), *_reports(case), *_releases(case), *_inquiries(case)]
    files = plan_of(session).rights.scope(actor, Action.FILE_PAPER) is not None
    scan = only(offer_if(files, "scan"))
    shown = [
        replace(line, offers=scan) if line.life is not Life.PAPER and line.signed_at else line
        for line in found
        if _asked_for(line, actor, asked)
    ]
    shown.sort(key=lambda line: (line.drafted_at, line.life, line.id), reverse=True)
    shown.sort(key=lambda line: (0, line.due_at) if line.due_at and line.is_open else (1, now))
    return tuple(shown[:MOST])


def report_paper(session: Session, actor: Actor, report_id: int, now: datetime) -> PaperLine:
    """An information report as its line of the register. Raises RuleBroken for another office's."""
    incident = session.get_one(ReportRow, report_id).incident_id
    for line in paper_lines(session, actor, PaperFilter(incident_id=incident), now):
        if line.life is Life.REPORT and line.id == report_id:
            return line
    raise RuleBroken("这份报告不属于本县区。")


def _asked_for(line: PaperLine, actor: Actor, asked: PaperFilter) -> bool:
    words = f"{line.title} {line.number} {line.label} {line.incident} {line.drafted_by}"
    done = (PaperState.FILED, PaperState.WITHDRAWN, PaperState.VOID)
    return (
        (asked.incident_id is None or line.incident_id == asked.incident_id)
        and (not asked.kinds or line.kind in asked.kinds)
        and (not asked.states or line.state in asked.states)
        and (not asked.mine or line.drafted_by == actor.name)
        and not (asked.waiting and line.state in done)
        and all(each in words for each in asked.words.split())
    )


def _papers(case: _Case) -> Iterator[PaperLine]:
    rights = plan_of(case.session).rights
    for state in standings(case.session):
        if case.sees(state.row.incident_id):
            yield paper_line(state, case.title(state.row.incident_id), rights)


def paper_line(state: Standing, incident: str, rights: Rights | None = None) -> PaperLine:
    """Without `rights` who holds it is left out."""
    row, wanted = state.row, state.wanted
    return PaperLine(
        life=Life.PAPER,
        id=row.id,
        kind=row.kind,
        label=PAPER_WORDS[row.kind],
        title=row.title,
        number=row.number,
        state=row.state,
        state_words=PAPER_STATE_WORDS[row.state],
        wanted=phrase("待{step}", step=STEP_WORDS[wanted]) if wanted else "",
        incident_id=row.incident_id,
        incident=incident,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        issued_at=row.issued_at,
        urgency=row.urgency,
        secrecy=row.secrecy,
        amends=row.amends,
        scanned=FileRole.SCAN in state.files,
        subject=row.subject,
        holder=_holder(state, rights) if rights else "",
    )


def _holder(state: Standing, rights: Rights) -> str:
    """Who may take the next step; a draft is with who wrote it last."""
    match state.wanted:
        case None:
            return ""
        case PaperStep.SUBMIT:
            return state.row.edited_by
        case PaperStep.COUNTERSIGN:
            return enumerated(map(leader_zh, state.missing_groups))
    return rights.holders(action_for(state.wanted, state.flow, state.wanted), state.level)


REPORT_KINDS = {
    ReportKind.FIRST: PaperKind.FIRST,
    ReportKind.FOLLOW_UP: PaperKind.FOLLOW_UP,
    ReportKind.FINAL: PaperKind.FINAL,
}
REPORT_STATES = {
    ReportState.DRAFT: (PaperState.DRAFT, word("待签发")),
    ReportState.SIGNED: (PaperState.SIGNED, word("待报送")),
    ReportState.SENT: (PaperState.ISSUED, ""),
}


def _about(incident: str, label: str) -> str:
    return phrase("关于{incident}的{paper}", incident=incident.removeprefix("关于"), paper=label)


def _reports(case: _Case) -> Iterator[PaperLine]:
    """首报, 续报, 终报 of every chain; a county bureau's own only for it."""
    rows = case.session.scalars(
        select(ReportRow).where(ReportRow.kind.in_(REPORT_KINDS)).order_by(ReportRow.id)
    )
    for row in rows:
        if case.county is not None and row.district != case.county:
            continue
        state, wanted = REPORT_STATES[row.state]
        label = report_label(row.kind, row.number)
        county = (row.chain or Chain.CITY) != Chain.CITY
        times = case.times(row)
        yield PaperLine(
            life=Life.REPORT,
            id=row.id,
            kind=REPORT_KINDS[row.kind],
            label=phrase("{report}（县区）", report=label) if county else label,
            title=_about(case.title(row.incident_id), label),
            number=phrase("第{n}期", n=row.issue) if row.issue else "",
            state=state,
            state_words=PAPER_STATE_WORDS[state],
            wanted=wanted,
            incident_id=row.incident_id,
            incident=case.title(row.incident_id),
            drafted_by=row.drafted_by,
            drafted_at=row.drafted_at,
            signed_by=row.signed_by,
            signed_at=row.signed_at,
            issued_at=row.sent_at,
            scanned=(Life.REPORT, row.id) in case.scans,
            subject=row.incident_id,
            due_at=times.due(row),
            late=times.is_late(row),
        )


RELEASE_STATES = {
    ReleaseState.DRAFT: (PaperState.DRAFT, word("待送审")),
    ReleaseState.LEGAL: (PaperState.FLOW, word("待合法性审核")),
    ReleaseState.SECRECY: (PaperState.FLOW, word("待保密审查")),
    ReleaseState.APPROVAL: (PaperState.FLOW, word("待签发")),
    ReleaseState.APPROVED: (PaperState.SIGNED, word("待发布")),
    ReleaseState.PUBLISHED: (PaperState.ISSUED, ""),
    ReleaseState.WITHDRAWN: (PaperState.WITHDRAWN, ""),
}


def _releases(case: _Case) -> Iterator[PaperLine]:
    """消费警示 and 情况通报; 口径 is no paper."""
    kinds = {ReleaseKind.TIP: PaperKind.NOTICE, ReleaseKind.NOTICE: PaperKind.RELEASE}
    signed = _signatures(case.session)
    rows = case.session.scalars(
        select(ReleaseRow).where(ReleaseRow.kind.in_(kinds)).order_by(ReleaseRow.id)
    )
    for row in rows:
        if not case.sees(row.incident_id):
            continue
        state, wanted = RELEASE_STATES[row.state]
        approval, publication = (signed.get((row.id, s)) for s in ("approval", "publish"))
        by_now = state in (PaperState.SIGNED, PaperState.ISSUED)
        yield PaperLine(
            life=Life.RELEASE,
            id=row.id,
            kind=kinds[row.kind],
            label=release_label(row.kind, row.number),
            title=row.title,
            number="",
            state=state,
            state_words=PAPER_STATE_WORDS[state],
            wanted=wanted,
            incident_id=row.incident_id,
            incident=case.title(row.incident_id),
            drafted_by=row.drafted_by,
            drafted_at=row.drafted_at,
            signed_by=approval[0] if approval and by_now else "",
            signed_at=approval[1] if approval and by_now else None,
            issued_at=publication[1] if publication else None,
            amends=row.corrects,
            scanned=(Life.RELEASE, row.id) in case.scans,
            subject=row.incident_id or row.warning_id or 0,
        )


def _signatures(session: Session) -> dict[tuple[int, str], tuple[str, datetime]]:
    """By release and step the newest that passed: by whom, when."""
    rows = session.execute(
        select(
            ReleaseCheckRow.release_id,
            ReleaseCheckRow.step,
            ReleaseCheckRow.by,
            ReleaseCheckRow.done_at,
        )
        .where(ReleaseCheckRow.step.in_(("approval", "publish")), ReleaseCheckRow.passed)
        .order_by(ReleaseCheckRow.id)
    )
    return {(release, step): (by, at) for release, step, by, at in rows}


def _inquiries(case: _Case) -> Iterator[PaperLine]:
    closed = closed_by_inquiries(case.session)
    for row in case.session.scalars(select(InquiryReportRow).order_by(InquiryReportRow.id)):
        if not case.sees(row.incident_id):
            continue
        kind = PaperKind(InquiryKind(row.kind).value)
        state = PaperState.SIGNED if row.signed_at else PaperState.DRAFT
        wanted = closed.get(row.id)
        yield PaperLine(
            life=Life.INQUIRY,
            id=row.id,
            kind=kind,
            label=PAPER_WORDS[kind],
            title=_about(case.title(row.incident_id), PAPER_WORDS[kind]),
            number="",
            state=state,
            state_words=PAPER_STATE_WORDS[state],
            wanted="" if row.signed_at else word("待签发"),
            incident_id=row.incident_id,
            incident=case.title(row.incident_id),
            drafted_by=row.drafted_by,
            drafted_at=row.drafted_at,
            signed_by=row.signature or "",
            signed_at=row.signed_at,
            issued_at=None,
            scanned=(Life.INQUIRY, row.id) in case.scans,
            subject=row.incident_id,
            due_at=wanted.due_at if wanted else None if row.signed_at else row.due_at,
            late=wanted is not None and wanted.is_late(case.now),
        )
