"""Research with partners as a ledger (plan 6.3): late, running, done with its result."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.research import ResearchState, research_state
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.publicity.publicity import ResearchRow
from commandcenter.store.tables.support.team import PartnerRow


@dataclass(frozen=True, slots=True)
class ResearchLine:
    """`contact`: who of the bureau looks after it."""

    id: int
    partner_id: int
    partner: str
    topic: str
    contact: str
    starts_on: date
    ends_on: date
    note: str
    at: datetime
    by: str
    changed_at: datetime | None
    changed_by: str
    done_at: datetime | None
    done_by: str
    result: str
    sha256: str | None
    file_name: str
    ended_at: datetime | None
    ended_by: str
    ended_why: str
    version: int
    state: ResearchState
    offers: tuple[Offer, ...]  # finish, change, end


@dataclass(frozen=True, slots=True)
class ResearchBoard:
    """`partners`: with whom it may be taken up."""

    lines: tuple[ResearchLine, ...]
    running: int
    late: int
    done: int
    partners: tuple[tuple[int, str], ...]
    offers: tuple[Offer, ...]  # take_up
    now: datetime


def research_board(session: Session, actor: Actor, now: datetime) -> ResearchBoard:
    """It is the city's: a county sees none of it."""
    rights = plan_of(session).rights
    keep = offer("take_up", rights, actor, Action.KEEP_PUBLICITY, Matter())
    lines: list[ResearchLine] = []
    partners: list[tuple[int, str]] = []
    if own_districts(session, actor) is None:
        lines = _lines(session, now, may=keep is not None)
        row = PartnerRow
        live = select(row.id, row.organisation).where(row.ended_at.is_(None))
        partners = [(key, name) for key, name in session.execute(live.order_by(row.organisation))]
    states = [line.state for line in lines]
    return ResearchBoard(
        lines=tuple(sorted(lines, key=_order)),
        running=states.count(ResearchState.RUNNING),
        late=states.count(ResearchState.LATE),
        done=states.count(ResearchState.DONE),
        partners=tuple(partners),
        offers=only(keep),
        now=now,
    )


def _lines(session: Session, now: datetime, *, may: bool) -> list[ResearchLine]:
    today = local(now).date()
    rows = session.execute(
        select(ResearchRow, PartnerRow.organisation).join(
            PartnerRow, PartnerRow.id == ResearchRow.partner_id
        )
    )
    return [_line(row, partner, today, may=may) for row, partner in rows]


def _line(row: ResearchRow, partner: str, today: date, *, may: bool) -> ResearchLine:
    state = research_state(
        done=row.done_at is not None, ended=row.ended_at is not None, ends_on=row.ends_on,
        today=today,
    )  # fmt: skip
    same = {
        name: getattr(row, name)
        for name in ResearchLine.__slots__
        if name not in ("partner", "state", "offers")
    }
    running = may and state in (ResearchState.LATE, ResearchState.RUNNING)
    return ResearchLine(
        **same,
        partner=partner,
        state=state,
        offers=only(*(offer_if(running, key) for key in ("finish", "change", "end"))),
    )


def _order(line: ResearchLine) -> tuple[int, date, int]:
    return list(ResearchState).index(line.state), line.ends_on, line.id
