"""Public opinion of an incident: what waits for an answer first, then the newest."""

from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.command.opinion import (
    Handled,
    Media,
    OpinionState,
    Tone,
    require_step,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, Rule, offer, only
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.incident.incident import IncidentRow

LIMIT = 1_000
WANTED = ("opinion_answer", "false_claims")  # the obligations to answer one
STEPS = (OpinionState.ANSWERED, OpinionState.REFERRED, OpinionState.WATCHED)


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """`due_at`: by when the book wants it answered, if by a time. `answer`: or the remark.

    `watched_at`, `referred_at`: of one that was that before and went on.
    """

    id: int
    source: str
    media: Media
    title: str
    link: str
    summary: str
    reach: int | None
    tone: Tone
    false_claim: bool
    published_at: datetime
    found_at: datetime
    found_by: str
    state: OpinionState
    answer: str
    referred_to: str
    answered_by: str
    answered_at: datetime | None
    watched_by: str
    watched_at: datetime | None
    referred_by: str
    referred_at: datetime | None
    due_at: datetime | None
    overdue: bool
    offers: tuple[Offer, ...]  # by the value of the state it goes on to; or amend


@dataclass(frozen=True, slots=True)
class OpinionBoard:
    lines: tuple[OpinionLine, ...]
    waiting: int
    false_claims: int
    overdue: int
    gravest: Media | None
    reach: int
    offers: tuple[Offer, ...]
    now: datetime


def opinion_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> OpinionBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    book = obligations_of(session, incident.id, now) if incident else ()
    wanted = {o.about: o for o in book if o.code in WANTED}
    asks = _Asking(plan_of(session).rights, actor, closed(incident))
    rows = session.scalars(
        select(OpinionRow)
        .where(OpinionRow.incident_id == incident_id)
        .order_by(OpinionRow.published_at.desc(), OpinionRow.id.desc())
        .limit(LIMIT)
    )
    lines = sorted(
        (_line(row, asks, wanted.get(f"opinion:{row.id}"), now) for row in rows), key=_order
    )
    waiting = [line for line in lines if line.state is OpinionState.OPEN]
    media = [line.media for line in lines]
    return OpinionBoard(
        lines=tuple(lines),
        waiting=len(waiting),
        false_claims=sum(line.false_claim and not _settled(line) for line in lines),
        overdue=sum(line.overdue for line in lines),
        gravest=max(media, key=list(Media).index, default=None),
        reach=sum(line.reach or 0 for line in lines),
        offers=only(asks.offer("register")),
        now=now,
    )


def _settled(line: OpinionLine) -> bool:
    return line.state in (OpinionState.ANSWERED, OpinionState.REFERRED)


@dataclass(frozen=True, slots=True)
class _Asking:
    """`shut`: why nobody registers anything any more."""

    rights: Rights
    actor: Actor
    shut: RuleBroken | None

    def offer(self, key: str, *rules: Rule) -> Offer | None:
        asks = (self.rights, self.actor, Action.WATCH_OPINION, Matter())
        return offer(key, *asks, *rules, shut=self.shut)

    def of_line(self, stands: Handled, false_claim: bool) -> tuple[Offer, ...]:
        """An answered one is only amended."""
        further = STEPS if stands.state is not OpinionState.ANSWERED else ()
        steps = (
            self.offer(to.value, partial(require_step, stands, to, false_claim))
            for to in further
            if to is not stands.state
        )
        return only(*steps, self.offer("amend"))


def _line(row: OpinionRow, asks: _Asking, wanted: Obligation | None, now: datetime) -> OpinionLine:
    state = OpinionState(row.state)
    stands = Handled(state, row.answered_by or "", row.answered_at)
    return OpinionLine(
        id=row.id,
        source=row.source,
        media=Media(row.media),
        title=row.title,
        link=row.link,
        summary=row.summary,
        reach=row.reach,
        tone=Tone(row.tone),
        false_claim=row.false_claim,
        published_at=row.published_at,
        found_at=row.found_at,
        found_by=row.found_by,
        state=state,
        answer=row.answer,
        referred_to=row.referred_to,
        answered_by=row.answered_by or "",
        answered_at=row.answered_at,
        watched_by=row.watched_by or "",
        watched_at=row.watched_at if state is not OpinionState.WATCHED else None,
        referred_by=row.referred_by or "",
        referred_at=row.referred_at if state is not OpinionState.REFERRED else None,
        due_at=wanted.due_at if wanted else None,
        overdue=state is OpinionState.OPEN and wanted is not None and wanted.is_late(now),
        offers=asks.of_line(stands, row.false_claim),
    )


def _order(line: OpinionLine) -> tuple[bool, bool, float, int]:
    waits = line.state is OpinionState.OPEN
    return not waits, not (waits and line.false_claim), -line.published_at.timestamp(), -line.id
