"""账号和角色: people, what they hold and what waits, whether they can sign on."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import phrase
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.seat.needed_roles import NEEDED_ROLES, only_one
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.database import now as database_now
from commandcenter.store.people import in_force, in_office, waiting
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import AccountRow, PersonRow, RoleGrantRow

ADD, GRANT, END, PASSWORD = "add", "grant", "end", "password"
DISABLE, ENABLE = "disable", "enable"
OWN = RuleBroken("系统管理员不能变更自己的账号和角色，请由另一名管理员办理。")


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that is held, or waits for who confirms it. `stands_for`: whose place they take."""

    role: Role
    group: Group | None
    district: str | None
    county: str
    waits: bool
    until: datetime | None
    stands_for: str

    @property
    def words(self) -> str:
        where = GROUP_WORDS[self.group] if self.group else self.county
        if not where:
            return ROLE_WORDS[self.role]
        return phrase("{group}{role}", group=where, role=ROLE_WORDS[self.role])


@dataclass(frozen=True, slots=True)
class AccountLine:
    """`login_there`: they can sign on; None where the server does not say it."""

    id: int
    login: str
    name: str
    post: str
    phone: str
    active: bool
    held: tuple[HeldRole, ...]
    login_there: bool
    must_change: bool
    locked_until: datetime | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class AccountBoard:
    """Who is there first. `waiting`: roles that nobody has confirmed yet; `embedded`: passwords are
    local ones, of a file. `scarce`: roles a bureau needs that one person holds, or nobody ("")."""

    lines: tuple[AccountLine, ...]
    waiting: int
    scarce: tuple[tuple[Role, str], ...]
    counties: tuple[tuple[str, str], ...]
    embedded: bool
    offers: tuple[Offer, ...]
    now: datetime

    @property
    def without_login(self) -> int:
        return sum(line.active and not line.login_there for line in self.lines)


def account_board(session: Session, actor: Actor) -> AccountBoard:
    """Raises RuleBroken for who keeps no accounts."""
    rights, at = plan_of(session).rights, database_now(session)
    rights.require(actor, Action.MANAGE_ACCOUNTS)
    people = session.scalars(select(PersonRow).order_by(PersonRow.id)).all()
    counties = dict(session.execute(select(DistrictRow.code, DistrictRow.name)).all())
    held = _held(session, at, {row.id: row.name for row in people}, counties)
    accounts, logins, scarce = _accounts(session), _logins(session), _scarce(session, at)
    needed = {each: only_one(who[each], role) for role, who in scarce.items() for each in who}

    def line(row: PersonRow) -> AccountLine:
        own = accounts.get(row.id)
        own_roles = tuple(held.get(row.id, ()))
        own_line = OWN if row.id == actor.person_id else None
        shut = own_line if row.active else RuleBroken("{name}的账号已经停用。", name=row.name)
        return AccountLine(
            id=row.id, login=row.login, name=row.name, post=row.post,
            phone=row.phone or row.mobile, active=row.active, held=own_roles,
            login_there=row.active and (own is not None if logins is None else row.login in logins),
            must_change=own is not None and own.must_change,
            locked_until=own.locked_until if own and own.locked_until else None,
            offers=only(
                *(offer(key, rights, actor, Action.MANAGE_ACCOUNTS, Matter(), shut=shut)
                  for key in (GRANT, PASSWORD)),
                offer(
                    END, rights, actor, Action.MANAGE_ACCOUNTS, Matter(),
                    lambda: _some(row.name, own_roles), shut=shut,
                ),
                offer(
                    DISABLE if row.active else ENABLE, rights, actor, Action.MANAGE_ACCOUNTS,
                    Matter(), shut=own_line or (needed.get(row.id) if row.active else None),
                ),
            ),
        )  # fmt: skip

    lines = tuple(sorted(map(line, people), key=lambda x: (not x.active, x.id)))
    return AccountBoard(
        lines,
        sum(role.waits for each in lines for role in each.held if each.active),
        tuple((role, "".join(found.values())) for role, found in scarce.items()),
        tuple(sorted(counties.items())),
        logins is None,
        only(offer(ADD, rights, actor, Action.MANAGE_ACCOUNTS, Matter())),
        at,
    )


def _scarce(session: Session, at: datetime) -> dict[Role, dict[int, str]]:
    """Who is in office in a role that a bureau needs, where they are not at least two."""
    found = {role: in_office(session, at, role) for role in NEEDED_ROLES}
    return {role: who for role, who in found.items() if len(who) < 2}


def _some(name: str, held: tuple[HeldRole, ...]) -> None:
    if not any(not role.stands_for for role in held):
        raise RuleBroken("{name}现在没有可以终止的角色。", name=name)


def _held(
    session: Session, at: datetime, names: Mapping[int, str], counties: Mapping[str, str]
) -> dict[int, list[HeldRole]]:
    """What somebody holds for good or for a time; not for which incident they were called up."""
    row, found = RoleGrantRow, dict[int, list[HeldRole]]()
    ways = ((in_force(at), False), (waiting(at), True))
    for which, waits in ways:
        for each in session.scalars(select(row).where(which, row.for_incident.is_(None))):
            county = counties.get(each.district or "", "")
            other = names.get(each.stands_for or 0, "")
            role = HeldRole(
                each.role, each.group, each.district, county, waits, each.valid_until, other
            )
            found.setdefault(each.person_id, []).append(role)
    for held in found.values():
        held.sort(key=lambda x: (list(Role).index(x.role), x.group or "", x.district or ""))
    return found


def _accounts(session: Session) -> dict[int, AccountRow]:
    return {row.person_id: row for row in session.scalars(select(AccountRow))}


def _logins(session: Session) -> frozenset[str] | None:
    """Of a server: whoever may sign on there. None of a file."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    return frozenset(session.scalars(text("SELECT rolname FROM pg_roles WHERE rolcanlogin")))
