"""A server's roles held against the grants of people: attributes, memberships.

What a login is a member of follows from the rows of role_grant (db/postgres/rights_accounts.sql).
Roles belong to the whole server: one that is nobody's here, of an administrator or of another
database, is held against what `init` found (store/laid_parts.py).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.org import Role
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.store.laid_parts import MEMBER
from commandcenter.store.people import confirmed
from commandcenter.store.role_groups import ACCOUNTS, CITY, GROUPS, OWN, STATS_OF, group_of
from commandcenter.store.schema_parts import PartFault
from commandcenter.store.seat.logins import MAKES_LOGINS_FROM, server_version
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

ATTRIBUTES = text(
    "SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolreplication, r.rolcreaterole, "
    "r.rolcreatedb, r.rolcanlogin, r.rolname = ANY (:own) AS own FROM pg_roles r "
    "WHERE r.rolname = ANY (:own) OR EXISTS (SELECT FROM person p WHERE p.login = r.rolname)"
)
MEMBERS = text(
    "SELECT g.rolname AS of_role, m.rolname AS member, bool_or(a.admin_option) AS admin, "
    "p.id AS person FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid "
    "JOIN pg_roles m ON m.oid = a.member AND NOT m.rolsuper "
    "LEFT JOIN person p ON p.login = m.rolname WHERE g.rolname = ANY (:own) GROUP BY 1, 2, 4"
)
# Through whatever roles: the server's own, and those to which its rules do not apply.
ELEVATED = text(
    "WITH RECURSIVE up AS (SELECT m.rolname, a.roleid FROM pg_auth_members a "
    "JOIN pg_roles m ON m.oid = a.member WHERE NOT m.rolsuper AND (m.rolname = ANY (:own) "
    "OR EXISTS (SELECT FROM person p WHERE p.login = m.rolname)) UNION "
    "SELECT u.rolname, a.roleid FROM up u JOIN pg_auth_members a ON a.member = u.roleid) "
    "SELECT u.rolname, g.rolname FROM up u JOIN pg_roles g ON g.oid = u.roleid "
    "WHERE g.rolname <> ALL (:own) AND (g.rolname ~ '^pg_' OR g.rolsuper OR g.rolbypassrls "
    "OR g.rolreplication OR g.rolcreaterole) ORDER BY 1, 2"
)
LOGINS = text(
    "SELECT p.id, p.login FROM person p JOIN pg_roles r ON r.rolname = p.login "
    "AND NOT r.rolsuper AND r.rolcanlogin WHERE p.active"
)
FLAGS = ("rolsuper", "rolbypassrls", "rolreplication", "rolcreaterole", "rolcreatedb")


@dataclass(frozen=True, slots=True)
class _Held:
    """By person the groups they may be in, and those they must be in."""

    may: Mapping[int, set[str]]
    must: Mapping[int, set[str]]


def faults(session: Session, rights: Rights, noted: Mapping[str, str]) -> Iterator[PartFault]:
    yield from _attributes(session)
    yield from _members(session, _held(session, rights), noted)
    given = {tuple(row) for row in session.execute(ELEVATED, {"own": list(OWN)})}
    for member, of_role in sorted(given - set(STATS_OF)):
        yield PartFault("member", of_role, "extra", member)


def _attributes(session: Session) -> Iterator[PartFault]:
    rows = session.execute(ATTRIBUTES, {"own": list(OWN)}).all()
    makes = server_version(session.connection()) >= MAKES_LOGINS_FROM
    for row in rows:
        odd = [name for name in FLAGS if getattr(row, name)]
        if row.rolname == ACCOUNTS and makes:
            odd = sorted({*odd} ^ {"rolcreaterole"})
        if row.own and row.rolcanlogin:
            odd.append("rolcanlogin")
        if odd:
            yield PartFault("role" if row.own else "login", row.rolname, "changed", " ".join(odd))
    for name in sorted(set(OWN) - {row.rolname for row in rows}):
        yield PartFault("role", name, "missing")


def _members(session: Session, held: _Held, noted: Mapping[str, str]) -> Iterator[PartFault]:
    rows = session.execute(MEMBERS, {"own": list(OWN)}).all()
    there = {(row.of_role, row.member) for row in rows}
    knows = any(name.startswith(f"{MEMBER}:") for name in noted)
    for row in sorted(rows):
        name = f"{MEMBER}:{row.of_role}.{row.member}"
        if row.member == ACCOUNTS and row.of_role in (CITY, *GROUPS):
            if not row.admin:
                yield PartFault("member", row.of_role, "missing", row.member)
        elif row.person is not None:
            if row.of_role not in held.may[row.person] or row.admin:
                yield PartFault("member", row.of_role, "extra", row.member)
        elif row.member in OWN or (knows and name not in noted):
            yield PartFault("member", row.of_role, "extra", row.member)
    wanted = {(of_role, ACCOUNTS) for of_role in (CITY, *GROUPS)}
    for person, login in session.execute(LOGINS):
        wanted |= {(of_role, login) for of_role in held.must[person]}
    for of_role, member in sorted(wanted - there):
        yield PartFault("member", of_role, "missing", member)


def _held(session: Session, rights: Rights) -> _Held:
    """As rights.settle_groups puts them: when a grant changes, not when it ends by the clock."""
    may, must = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    settled, at = _settled(session), session.execute(select(func.now())).scalar_one()
    city = _seeing_all(rights)
    rows = session.execute(
        select(RoleGrantRow, PersonRow.active)
        .join(PersonRow, PersonRow.id == RoleGrantRow.person_id)
        .where(confirmed())
    )
    for grant, active in rows:
        until, person = grant.valid_until, grant.person_id
        last = settled.get(person)
        if until is None or last is None or until > last:
            may[person].add(group_of(grant.role))
        if until is None or until > at:
            must[person].add(group_of(grant.role))
        if active and until is None and grant.for_incident is None and grant.role in city:
            may[person].add(CITY)
    return _Held(may, must)


def _settled(session: Session) -> dict[int, datetime]:
    """By person, when a grant of theirs was last entered or changed."""
    image, line = JournalImageRow.__table__.c, JournalLineRow.__table__.c
    rows = session.execute(
        select(image.row_key, func.max(line.at))
        .join_from(JournalImageRow.__table__, JournalLineRow.__table__, line.number == image.line)
        .where(image.table_name == RoleGrantRow.__tablename__)
        .group_by(image.row_key)
    )
    changed = {int(key): at for key, at in rows if key.isdecimal()}
    found: dict[int, datetime] = {}
    for grant, person in session.execute(select(RoleGrantRow.id, RoleGrantRow.person_id)):
        if grant in changed:
            found[person] = max(changed[grant], found.get(person, changed[grant]))
    return found


def _seeing_all(rights: Rights) -> set[Role]:
    """The roles that see the whole city without more."""
    cells = rights.rows[Action.SEE_PICTURE].roles
    return {
        role
        for role, cell in cells.items()
        if role is not Role.WALL and cell.scope is Reach.ALL and not cell.groups
    }
