"""舆情专报: what is written about an incident, how far it goes, and what was answered."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.opinion import MEDIA_WORDS, Media, OpinionState, Tone
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import OPEN, STATE_WORDS
from commandcenter.domain.org import Group, Role
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, GateStep, ReleaseState
from commandcenter.domain.reports.report import Chain
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.obligation_lines import ObligationLine, obligation_lines
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.queries.papers.paper_briefing import Judged, judged
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import Cover, cover_of
from commandcenter.store.reports.report_receivers import receivers_for
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)

DAY = timedelta(days=1)
HEATED = (Tone.CRITICAL, Tone.ANGRY)


@dataclass(frozen=True, slots=True)
class OpinionItem:
    """`reach`: views or forwards, None where nobody counted; `answer`: in the words of who wrote
    it, or to whom it was passed on."""

    published_at: datetime
    source: str
    title: str
    reach: int | None
    tone: Tone
    false_claim: bool
    state: OpinionState
    answer: str


@dataclass(frozen=True, slots=True)
class Opinions:
    """Of what was found until a moment. `media`: (kind, how many), the gravest first; `lately`:
    within the last 24 hours; `heated`: critical or angry; `false_open`: false claims that nobody
    answered or passed on; `asked`, `unanswered`: questions of the press."""

    items: tuple[OpinionItem, ...]  # the widest first
    media: tuple[tuple[str, int], ...]
    lately: int
    heated: int
    waiting: int
    answered: int
    referred: int
    false_claims: int
    false_open: int
    asked: int
    unanswered: int

    @property
    def total(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Published:
    """A release that went out. `words`: its kind."""

    at: datetime
    words: str
    title: str


@dataclass(frozen=True, slots=True)
class OpinionPaper:
    """`steps`: what the group of public opinion has still to do, late first."""

    stamp: Stamp
    sent_to: tuple[str, ...]
    opinions: Opinions
    published: tuple[Published, ...]  # oldest first
    judged: Judged | None
    steps: tuple[ObligationLine, ...]
    contact: str
    phone: str


def opinion_paper(session: Session, incident_id: int, now: datetime) -> OpinionPaper:
    """Raises RuleBroken once nothing of the incident is to be done any more."""
    incident = session.get_one(IncidentRow, incident_id)
    if incident.state not in OPEN:
        raise RuleBroken("事件处于“{now}”，不再编发舆情专报。", now=STATE_WORDS[incident.state])
    cover = cover_of(session, incident)
    plan = plan_of(session, incident.plan_version_id)
    level = incident.response or incident.grade
    duty = on_duty(session, now, Role.DUTY)
    lines = obligation_lines(session, incident_id, now)
    return OpinionPaper(
        stamp=stamp(session, incident_id, now),
        sent_to=tuple(name for _, name in receivers_for(session, plan, level, Chain.CITY, None)),
        opinions=opinions(session, incident_id, now, cover),
        published=_published(session, incident_id, now, cover),
        judged=judged(session, incident_id, now, cover),
        steps=tuple(line for line in lines if line.undone and line.row.group is Group.OPINION),
        contact=duty.name if duty else "",
        phone=duty.phone if duty else "",
    )


def opinions(session: Session, incident_id: int, now: datetime, cover: Cover) -> Opinions:
    rows = session.scalars(
        select(OpinionRow)
        .where(OpinionRow.incident_id == incident_id, OpinionRow.found_at <= now)
        .order_by(OpinionRow.published_at.desc(), OpinionRow.id.desc())
    ).all()
    states = Counter(OpinionState(row.state) for row in rows)
    settled = (OpinionState.ANSWERED, OpinionState.REFERRED)
    asked = session.scalars(
        select(PressQuestionRow).where(
            PressQuestionRow.incident_id == incident_id, PressQuestionRow.asked_at <= now
        )
    ).all()
    return Opinions(
        items=tuple(_item(row, cover) for row in sorted(rows, key=lambda row: -(row.reach or 0))),
        media=_media(rows),
        lately=sum(row.found_at > now - DAY for row in rows),
        heated=sum(Tone(row.tone) in HEATED for row in rows),
        waiting=states[OpinionState.OPEN],
        answered=states[OpinionState.ANSWERED],
        referred=states[OpinionState.REFERRED],
        false_claims=sum(row.false_claim for row in rows),
        false_open=sum(row.false_claim and OpinionState(row.state) not in settled for row in rows),
        asked=len(asked),
        unanswered=sum(row.answered_at is None for row in asked),
    )


def _media(rows: Sequence[OpinionRow]) -> tuple[tuple[str, int], ...]:
    counts = Counter(Media(row.media) for row in rows)
    return tuple((MEDIA_WORDS[kind], counts[kind]) for kind in reversed(Media) if counts[kind])


def _item(row: OpinionRow, cover: Cover) -> OpinionItem:
    referred = f"移交{row.referred_to}" if row.referred_to else ""
    return OpinionItem(
        published_at=row.published_at,
        source=row.source,
        title=cover(row.title),
        reach=row.reach,
        tone=Tone(row.tone),
        false_claim=row.false_claim,
        state=OpinionState(row.state),
        answer=cover(row.answer) or referred,
    )


def _published(
    session: Session, incident_id: int, now: datetime, cover: Cover
) -> tuple[Published, ...]:
    rows = session.execute(
        select(ReleaseCheckRow.done_at, ReleaseRow)
        .join(ReleaseRow, ReleaseRow.id == ReleaseCheckRow.release_id)
        .where(
            ReleaseRow.incident_id == incident_id,
            ReleaseRow.state == ReleaseState.PUBLISHED,
            ReleaseCheckRow.step == GateStep.PUBLISH,
            ReleaseCheckRow.passed,
            ReleaseCheckRow.done_at <= now,
        )
        .order_by(ReleaseCheckRow.done_at, ReleaseCheckRow.id)
    )
    found = {
        row.id: Published(at, RELEASE_KIND_WORDS[row.kind], cover(row.title)) for at, row in rows
    }
    return tuple(sorted(found.values(), key=lambda each: each.at))
