"""The counties' own rules (实施细则), who owes them, and the city's receipts."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.plan.revision import RULES_DAYS, rules_due
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.plan.compared_plans import labels
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.plan.plan_gap import CountyRulesRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow


class RulesState(StrEnum):
    """Of a county's rules under the newest revision of the plan."""

    LATE = "late"  # owed, and the limit is over
    MISSING = "missing"
    WAITING = "waiting"  # handed in, without the city's receipt
    FILED = "filed"
    EARLIER = "earlier"  # carries out an earlier version


@dataclass(frozen=True, slots=True)
class RulesLine:
    """`id`: below 0 where a county has filed none. `days`: how late it is, or until the limit."""

    id: int
    state: RulesState
    county: str
    title: str
    adopted_on: date | None
    words: str
    version: str
    sha256: str
    file_name: str
    filed_by: str
    at: datetime | None
    receipt: str
    received_by: str
    received_at: datetime | None
    days: int
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesBoard:
    """Who owes theirs first, then by county, the newest first. `missing`: those counties.

    `due_at`: by when they are asked, None before there was any revision; `under`: under which
    version. `counties`: for which the actor may file, as (code, name).
    """

    lines: tuple[RulesLine, ...]
    missing: tuple[str, ...]
    due_at: datetime | None
    under: str
    counties: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]
    now: datetime


def rules_board(session: Session, actor: Actor, now: datetime) -> RulesBoard:
    plan = plan_of(session)
    rights, named = plan.rights, labels(session)
    districts = select(DistrictRow).order_by(DistrictRow.code)
    names = {row.code: row.name for row in session.scalars(districts)}
    rows = session.scalars(
        select(CountyRulesRow).order_by(
            CountyRulesRow.district, CountyRulesRow.adopted_on.desc(), CountyRulesRow.id.desc()
        )
    ).all()
    newest = session.scalars(
        select(PlanRevisionRow)
        .where(PlanRevisionRow.made_id.is_not(None))
        .order_by(PlanRevisionRow.made_id.desc())
        .limit(1)
    ).first()
    version = newest.made_id if newest else None
    due = None
    if newest is not None and newest.in_force_at is not None:
        due = rules_due(newest.in_force_at, plan.number(RULES_DAYS))
    filed = {row.district for row in rows if row.version_id == version or version is None}
    owing = [(code, name) for code, name in names.items() if code not in filed]
    receiving = offer("receive", rights, actor, Action.EDIT_PLAN, Matter())
    mine = _own(rights.scope(actor, Action.FILE_OWN_RULES), actor, names)
    first = Matter(districts=frozenset(list(mine)[:1]))
    return RulesBoard(
        lines=(
            *(_owed(n, name, due, now) for n, (_, name) in enumerate(owing, 1)),
            *(_line(row, names, named, version, receiving) for row in rows),
        ),
        missing=tuple(name for _, name in owing),
        due_at=due,
        under=named.get(version or 0, ""),
        counties=tuple(mine.items()),
        offers=only(offer("file_rules", rights, actor, Action.FILE_OWN_RULES, first)),
        now=now,
    )


def _own(scope: object, actor: Actor, names: Mapping[str, str]) -> dict[str, str]:
    whole = getattr(scope, "scope", None) is Reach.ALL
    return {code: name for code, name in names.items() if whole or code in actor.districts()}


def _owed(number: int, county: str, due: datetime | None, now: datetime) -> RulesLine:
    """One that a county has not handed in."""
    days = (local(due).date() - local(now).date()).days if due else 0
    late = due is not None and due < now
    return RulesLine(
        -number, RulesState.LATE if late else RulesState.MISSING, county, "", None, "", "", "", "",
        "", None, "", "", None, abs(days),
    )  # fmt: skip


def _line(
    row: CountyRulesRow,
    names: Mapping[str, str],
    versions: Mapping[int, str],
    version: int | None,
    receiving: Offer | None,
) -> RulesLine:
    state = RulesState.FILED if row.receipt else RulesState.WAITING
    if row.version_id != version:
        state = RulesState.EARLIER
    return RulesLine(
        id=row.id,
        state=state,
        county=names[row.district],
        title=row.title,
        adopted_on=row.adopted_on,
        words=row.words,
        version=versions.get(row.version_id or 0, ""),
        sha256=row.sha256 or "",
        file_name=row.file_name or "",
        filed_by=row.filed_by,
        at=row.at,
        receipt=row.receipt or "",
        received_by=row.received_by or "",
        received_at=row.received_at,
        days=0,
        offers=only(receiving) if not row.receipt else (),
    )
