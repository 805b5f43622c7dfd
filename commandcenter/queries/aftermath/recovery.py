"""The three recovery ledgers (plan 5.3) as a person may see them, with their sums."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import (
    Ledger,
    LineState,
    RecoveryWay,
    Sums,
    require_unsettled,
    state_of,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import RecoveryRow
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class RecoveryLine:
    """`district`: code; `county`: its name. `offers`: what the actor may do to it."""

    id: int
    ledger: Ledger
    title: str
    way: str
    sums: Sums
    state: LineState
    group: Group | None
    district: str | None
    county: str
    due_at: datetime | None
    overdue: bool
    note: str
    settled_at: datetime | None
    settled_by: str
    waived_at: datetime | None
    waived_by: str
    waive_reason: str
    at: datetime
    by: str
    version: int
    offers: tuple[Offer, ...]

    @property
    def ended(self) -> bool:
        return self.state in (LineState.SETTLED, LineState.WAIVED)


@dataclass(frozen=True, slots=True)
class LedgerSums:
    """Of one ledger: lines, people and money (分): all there is, made whole, open, waived.

    What is open of a line that was closed short of its numbers counts nowhere as open.
    """

    ledger: Ledger
    lines: int
    open_lines: int
    people: int
    settled_people: int
    open_people: int
    waived_people: int
    cents: int
    settled_cents: int
    open_cents: int
    waived_cents: int


@dataclass(frozen=True, slots=True)
class RecoveryBoard:
    """`refusal`: why they see none of it. `whole`: they see every line, not only their own."""

    lines: tuple[RecoveryLine, ...]
    sums: tuple[LedgerSums, ...]  # one a ledger
    ways: tuple[RecoveryWay, ...]
    counties: tuple[tuple[str, str], ...]  # code and name, of the incident
    offers: tuple[Offer, ...]  # open, none
    refusal: RuleBroken | None
    whole: bool
    now: datetime


def recovery_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> RecoveryBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    rights = plan_of(session).rights
    never = rights.scope(actor, Action.LEDGER_READ) is None
    if incident is None or never:
        refusal = rights.refusal(actor, Action.LEDGER_READ, Matter()) if never else None
        return RecoveryBoard((), (), (), (), (), refusal, False, now)
    counties = _counties(session, incident)
    asker = _Asker(rights, actor, incident, dict(counties), now)
    rows = session.scalars(
        select(RecoveryRow).where(RecoveryRow.incident_id == incident.id).order_by(RecoveryRow.id)
    )
    lines = sorted((asker.line(row) for row in rows if asker.sees(row)), key=_order)
    plan = plan_of(session, incident.plan_version_id)
    return RecoveryBoard(
        lines=tuple(lines),
        sums=tuple(_sums(ledger, lines) for ledger in Ledger),
        ways=tuple(plan.recovery_ways.values()),
        counties=counties,
        offers=asker.board_offers(),
        refusal=None,
        whole=rights.allows(actor, Action.LEDGER_READ),
        now=now,
    )


def _counties(session: Session, incident: IncidentRow) -> tuple[tuple[str, str], ...]:
    rows = session.execute(
        select(DistrictRow.code, DistrictRow.name)
        .where(DistrictRow.code.in_(incident.districts))
        .order_by(DistrictRow.code)
    )
    return tuple((code, name) for code, name in rows)


def _order(line: RecoveryLine) -> tuple[int, bool, float, int]:
    due = line.due_at.timestamp() if line.due_at else float("inf")
    return list(Ledger).index(line.ledger), line.ended, due, line.id


@dataclass(frozen=True, slots=True)
class _Asker:
    rights: Rights
    actor: Actor
    incident: IncidentRow
    counties: dict[str, str]
    now: datetime

    def sees(self, row: RecoveryRow) -> bool:
        matter = _about(row.group, row.district)
        return self.rights.refusal(self.actor, Action.LEDGER_READ, matter) is None

    def line(self, row: RecoveryRow) -> RecoveryLine:
        sums = Sums(row.people, row.amount_cents, row.settled_people, row.settled_cents)
        state = state_of(sums, settled=row.settled_at is not None, waived=row.waived_at is not None)
        ended = state in (LineState.SETTLED, LineState.WAIVED)
        return RecoveryLine(
            id=row.id,
            ledger=Ledger(row.ledger),
            title=row.title,
            way=row.way,
            sums=sums,
            state=state,
            group=row.group,
            district=row.district,
            county=self.counties.get(row.district or "", ""),
            due_at=row.due_at,
            overdue=bool(not ended and row.due_at and row.due_at < self.now),
            note=row.note,
            settled_at=row.settled_at,
            settled_by=row.settled_by or "",
            waived_at=row.waived_at,
            waived_by=row.waived_by or "",
            waive_reason=row.waive_reason or "",
            at=row.at,
            by=row.by,
            version=row.version,
            offers=self._offers(row, state),
        )

    def _offers(self, row: RecoveryRow, state: LineState) -> tuple[Offer, ...]:
        alive = partial(require_open, self.incident.state)
        matter = _about(row.group, row.district)
        if state is LineState.WAIVED:
            return ()
        if state is LineState.SETTLED:
            own = row.settler_id is not None and row.settler_id == self.actor.person_id
            return self._offer("reopen", Action.LEDGER_WRITE, matter, alive) if own else ()
        unsettled = partial(require_unsettled, state, "")
        return (
            *self._offer("settle", Action.LEDGER_WRITE, matter, alive, unsettled),
            *self._offer("amend", Action.LEDGER_WRITE, matter, alive, unsettled),
            *self._offer("waive", Action.WAIVE_LINE, Matter(), alive, unsettled),
        )

    def board_offers(self) -> tuple[Offer, ...]:
        alive = partial(require_open, self.incident.state)
        group, district = office(self.actor)
        return (
            *self._offer("open", Action.LEDGER_WRITE, _about(group, district), alive),
            *self._offer("none", Action.WAIVE_LINE, Matter(), alive),
        )

    def _offer(
        self, key: str, action: Action, matter: Matter, *rules: partial[None]
    ) -> tuple[Offer, ...]:
        return only(offer(key, self.rights, self.actor, action, matter, *rules))


def office(actor: Actor) -> tuple[Group | None, str | None]:
    """The group or the county that the actor writes for, as the services take it."""
    groups = actor.groups(Role.LEADER) or actor.groups()
    if groups:
        return min(groups, key=list(Group).index), None
    return None, next(iter(sorted(actor.districts())), None)


def _about(group: Group | None, district: str | None) -> Matter:
    return Matter(group=group, districts=frozenset({district}) if district else frozenset())


def _sums(ledger: Ledger, lines: Iterable[RecoveryLine]) -> LedgerSums:
    own = [line for line in lines if line.ledger is ledger]
    going = [line for line in own if not line.ended]
    waived = [line for line in own if line.state is LineState.WAIVED]
    return LedgerSums(
        ledger=ledger,
        lines=len(own),
        open_lines=len(going),
        people=sum(line.sums.people or 0 for line in own),
        settled_people=sum(line.sums.settled_people or 0 for line in own),
        open_people=sum(_left(line.sums.people, line.sums.settled_people) for line in going),
        waived_people=sum(_left(line.sums.people, line.sums.settled_people) for line in waived),
        cents=sum(line.sums.cents or 0 for line in own),
        settled_cents=sum(line.sums.settled_cents or 0 for line in own),
        open_cents=sum(_left(line.sums.cents, line.sums.settled_cents) for line in going),
        waived_cents=sum(_left(line.sums.cents, line.sums.settled_cents) for line in waived),
    )


def _left(whole: int | None, settled: int | None) -> int:
    return max(0, (whole or 0) - (settled or 0))
