"""The register of experts and partners as a ledger (plan 6.1): which agreement ends soon first."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import hide_mobiles
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.support.certificates import Standing, standing
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.publicity.together import Done, together
from commandcenter.store.tables.support.team import PartnerRow


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """`phone`: of a mobile the ends alone for who does not ring them. `standing` of the agreement;
    REVOKED: the partnership has ended.
    """

    id: int
    kind: str
    title: str
    organisation: str
    contact: str
    phone: str
    what_for: str
    agreement: str
    expires_on: date | None
    note: str
    standing: Standing
    file_name: str
    at: datetime
    by: str
    corrected_at: datetime | None
    corrected_by: str
    ended_at: datetime | None
    ended_by: str
    ended_why: str
    version: int
    together: tuple[tuple[date, str], ...]  # what was done with them, the newest first
    offers: tuple[Offer, ...]  # correct, end

    @property
    def asks(self) -> bool:
        return self.standing in (Standing.EXPIRED, Standing.SOON)


@dataclass(frozen=True, slots=True)
class PartnerBoard:
    """`kinds`: code and title of those of the plan."""

    lines: tuple[PartnerLine, ...]
    kinds: tuple[tuple[str, str], ...]
    live: int
    expired: int
    soon: int
    offers: tuple[Offer, ...]  # enter, import, template
    now: datetime


def partner_board(session: Session, actor: Actor, now: datetime) -> PartnerBoard:
    """It is the city's: a county sees none of it."""
    plan = plan_of(session)
    keep = offer("enter", plan.rights, actor, Action.LIAISE, Matter())
    if keep is not None and keep.refusal is not None:  # a county, in its own incidents
        keep = None
    seen = own_districts(session, actor) is None
    rows = session.scalars(select(PartnerRow)).all() if seen else []
    done = together(session) if rows else {}
    lines = [
        _line(plan, actor, row, done.get(row.id, ()), now, may=keep is not None) for row in rows
    ]
    return PartnerBoard(
        lines=tuple(sorted(lines, key=lambda line: _order(plan, line))),
        kinds=tuple((kind.code, kind.title) for kind in plan.partner_kinds.values()),
        live=sum(line.standing is not Standing.REVOKED for line in lines),
        expired=sum(line.standing is Standing.EXPIRED for line in lines),
        soon=sum(line.standing is Standing.SOON for line in lines),
        offers=only(
            keep, offer_if(keep is not None, "import"), offer_if(keep is not None, "template")
        ),
        now=now,
    )


def _line(
    plan: PlanData,
    actor: Actor,
    row: PartnerRow,
    done: tuple[Done, ...],
    now: datetime,
    *,
    may: bool,
) -> PartnerLine:
    kind = plan.partner_kinds.get(row.kind)
    rings = plan.rights.scope(actor, Action.CALL_UP) is not None
    same = {
        name: getattr(row, name)
        for name in PartnerLine.__slots__
        if name not in ("title", "phone", "standing", "together", "offers")
    }
    live = row.ended_at is None
    ends = standing(row.expires_on, local(now).date(), kind.tell_months if kind else 0)
    return PartnerLine(
        **same,
        title=kind.title if kind else row.kind,
        phone=row.phone if may or rings else hide_mobiles(row.phone),
        standing=ends if live else Standing.REVOKED,
        together=done,
        offers=only(offer_if(may and live, "correct"), offer_if(may and live, "end")),
    )


def _order(plan: PlanData, line: PartnerLine) -> tuple[int, int, str, int]:
    kinds = list(plan.partner_kinds)
    place = kinds.index(line.kind) if line.kind in kinds else len(kinds)
    return list(Standing).index(line.standing), place, line.organisation, line.id
