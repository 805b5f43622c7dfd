"""Lay the rights of people into a PostgreSQL database: roles, grants, row policies, guards.

Everything is made from the tables, from the matrix of roles in the plan and from
db/postgres/writes.txt, anew each time: after a migration, after a change of the matrix.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial

from sqlalchemy import Connection, Table, text

from commandcenter.domain.aftermath.retention import AFTER
from commandcenter.domain.command.obligation import HAND_LENGTH
from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import CLOSED as CLOSED_STATES
from commandcenter.domain.incident.incident import OPEN as OPEN_STATES
from commandcenter.domain.org import DUTY_ROOM, GROUP_WORDS, ROLE_WORDS, Role
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Rights
from commandcenter.domain.seat.needed_roles import NEEDED_ROLES
from commandcenter.domain.seat.role_confirmation import (
    CONFIRMED_ROLES,
    FIRST_ROLES,
    NOT_BY_STAND_IN,
)
from commandcenter.paths import DATABASE
from commandcenter.store import (
    closed_rules,
    deadline_rules,
    laid_parts,
    line_rules,
    public_access,
    read_rules,
    role_functions,
    row_numbers,
    shared_upgrade,
    stamp_rules,
    write_rules,
)
from commandcenter.store.command.asked_view import book_views
from commandcenter.store.database import TAKE_PEN, Database, lost_is_lost
from commandcenter.store.digest import GENESIS
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.role_groups import (
    ACCOUNTS,
    CITY,
    GROUPS,
    JOURNAL,
    OWN,
    OWNER,
    PEOPLE,
    WALL_GROUP,
    group_of,
)
from commandcenter.store.seat.logins import MAKES_LOGINS_FROM, server_version
from commandcenter.store.tables.every import Base, ComplaintRow, SubjectRow
from commandcenter.store.wall_views import wall_views
from commandcenter.store.write_rules import Rule, Trigger, columns_of, holders

JOURNAL_TABLES = ("journal", "journal_row", "pen", "bulk_digest")
COUNTED = ("rollup",)  # by the database's own triggers (db/postgres/rollups.sql), no person
KEYS = (  # person_key.sql
    "person", "giver", "number", "brought", "waiting", "ending", "late", "marks",
)  # fmt: skip
HIDDEN = (*role_functions.COVERED, "bulk_digest")  # read through functions and covers only
SCRIPTS = (
    "rights", "rights_stamps", "rights_journal", "rights_read", "rights_accounts", "rights_views",
    "rights_gates", "rights_bound", "rights_obligations", "rights_alarms",
    "rights_stock", "rights_risk", "rights_grave", "rights_numbers", "rights_checks",
    "rights_recall",
)  # fmt: skip
ALLOWANCES = ("guess_covers", "guess_complaint", "guess_texts", "guess_phones")
AT_ONCE = 200  # statements
# A grant `g` that needs nobody's confirmation, or has it: as store/people.py asks it.
CONFIRMED = (
    "(g.confirmed_at IS NOT NULL OR g.role NOT IN ({roles}) "
    "OR g.stands_for IS NOT NULL AND g.role <> '{alone}' "
    "OR g.id <= (SELECT coalesce(max(s.grants_before), 0) FROM schema_info s))"
)
OTHER_RELATIONS = text(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
    "AND relkind IN ('r', 'v', 'm', 'p', 'f') AND relname <> ALL (:known) ORDER BY relname"
)
Step = Callable[[Connection], None]


def steps(plan: PlanData) -> Iterator[Step]:
    """Each leaves nothing open that it must not, and locks no more than one table of the work."""
    yield _require_may_lay
    yield partial(_lay_ground, plan=plan)
    for table in _tables():
        yield partial(_run, statements=list(lay_table(table, plan.rights)))
    yield partial(_run, statements=list(wall_views(WALL_GROUP)))
    yield _lay_ends
    yield laid_parts.note


def _lay_ground(connection: Connection, plan: PlanData) -> None:
    """Roles, functions, the matrix: what the rights on tables are made of."""
    connection.execute(TAKE_PEN)  # nobody writes meanwhile
    _make_roles(connection)
    _run(connection, _schemas())
    for script in scripts():
        connection.exec_driver_sql(script.replace("%", "%%"))
    _write_matrix(connection, plan.rights)
    _write_namings(connection)
    _write_allowances(connection, plan)
    _run(connection, _reset(connection))
    _run(connection, book_views())
    _run(connection, role_functions.grants(connection))


def lay_table(table: Table, rights: Rights) -> Iterator[str]:
    """Who owns it, reads it, writes it: nothing is left of earlier rights."""
    name = f'"{table.name}"'
    yield f"ALTER TABLE {name} OWNER TO {owner_of(table)}"
    yield f"REVOKE ALL ON {name} FROM {', '.join(('PUBLIC', *GROUPS))}"
    yield (
        "DO $$ DECLARE p record; BEGIN FOR p IN SELECT policyname FROM pg_policies WHERE "
        f"schemaname = 'public' AND tablename = '{table.name}' LOOP EXECUTE format("
        f"'DROP POLICY %I ON public.%I', p.policyname, '{table.name}'); END LOOP; END $$"
    )
    yield f"GRANT SELECT ON {name} TO {JOURNAL}"
    if table.name in ("person", "role_grant", "schema_info"):
        yield f"GRANT SELECT ON {name} TO {ACCOUNTS}"
    yield from _reading(table)
    yield from row_numbers.statements(table, ", ".join(("PUBLIC", *GROUPS)))
    if table.name in JOURNAL_TABLES:
        yield f"GRANT SELECT, INSERT, UPDATE ON {name} TO {OWNER}"
        yield from _journal_grants(table, rights)
    else:
        rules = write_rules.read_rules().get(table.name, [])
        yield from _grants(table, rules, rights)
        stamps = stamp_rules.read_stamps().get(table.name, [])
        ways = deadline_rules.read_ways().get(table.name, {})
        closed = closed_rules.read_rules().get(table.name)
        trigger = Trigger(table, rules, stamps, ways, closed)
        yield from trigger.dropped() if table.name in COUNTED else trigger.statements()


def _lay_ends(connection: Connection) -> None:
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS rights.sees_image(text, integer)")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS rights.by_himself(text, text)")
    _run(
        connection, role_functions.grants(connection)
    )  # of the tables' own checks, which are there only now
    public_access.close_database(connection)
    _settle_people(connection)


def _require_may_lay(connection: Connection) -> None:
    capable = connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = session_user"))
    if not capable:
        raise RuleBroken("建立共享数据库的角色和权限须用服务器的超级用户登录（如 postgres）。")


def require_may_lay(db: Database) -> None:
    """Raise RuleBroken for a login that may not, before anything is changed for it."""
    if db.embedded:
        return
    with lost_is_lost(), db.engine.connect() as connection:
        _require_may_lay(connection)


def lay(db: Database) -> None:
    """The rights by the plan in force; nothing in an embedded database, which has no logins.

    Step by step under the seats that work meanwhile; killed, it is completed by the next.
    """
    if db.embedded:
        return
    with db.read() as session:
        plan = plan_of(session)
    with lost_is_lost(), shared_upgrade.alone(db):
        for step in steps(plan):
            shared_upgrade.retry_while_locked(db, step)


def _run(connection: Connection, statements: Iterable[str]) -> None:
    """Many in one message: there are some thousand of them."""
    waiting = list(statements)
    for start in range(0, len(waiting), AT_ONCE):
        script = ";\n".join(waiting[start : start + AT_ONCE])
        connection.exec_driver_sql(script.replace("%", "%%"))


def scripts() -> Iterator[str]:
    for script in SCRIPTS:
        path = DATABASE / "postgres" / f"{script}.sql"
        yield _filled(path.read_text(encoding="utf-8"))


def _filled(script: str) -> str:
    return script.format(
        open=_quoted(OPEN_STATES),
        open_tables=", ".join(f"'{name}'" for name in sorted(read_rules.OPEN)),
        report=ComplaintKind.REPORT.value,
        genesis=GENESIS,
        hand_length=HAND_LENGTH,
        reads_complaint=read_rules.read_condition(ComplaintRow.__table__),  # type: ignore[arg-type]  # a Table
        reads_subject=read_rules.read_condition(SubjectRow.__table__),  # type: ignore[arg-type]  # a Table
        offices=", ".join(f"('{held}', '{word}')" for held, word in _offices()),
        groups=f"ARRAY[{', '.join(repr(name) for name in GROUPS)}]",
        confirmed=CONFIRMED.format(roles=_quoted(CONFIRMED_ROLES), alone=NOT_BY_STAND_IN.value),
        confirmed_roles=_quoted(CONFIRMED_ROLES),
        first_roles=_quoted(FIRST_ROLES),
        needed_roles=_quoted(NEEDED_ROLES),
        after=_quoted(AFTER),
        closed=_quoted(CLOSED_STATES),
        per_second=row_numbers.PER_SECOND,
        lock=row_numbers.LOCK,
    )


def _offices() -> Iterator[tuple[str, str]]:
    """The words that may stand before what somebody of a role or a group writes."""
    yield from ((role.value, word) for role, word in ROLE_WORDS.items())
    yield from ((group.value, word) for group, word in GROUP_WORDS.items())
    yield Role.DUTY.value, DUTY_ROOM


def _quoted(values: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{value.value}'" for value in values)


def _make_roles(connection: Connection) -> None:
    known = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    for name in OWN:
        if name not in known:
            connection.exec_driver_sql(f"CREATE ROLE {name} NOLOGIN")
    connection.exec_driver_sql(f"GRANT pg_read_all_stats, pg_signal_backend TO {OWNER}")
    if server_version(connection) >= MAKES_LOGINS_FROM:
        connection.exec_driver_sql(f"ALTER ROLE {ACCOUNTS} CREATEROLE")
        connection.exec_driver_sql(f"GRANT pg_signal_backend TO {ACCOUNTS}")
    for name in (CITY, *GROUPS):
        connection.exec_driver_sql(f"GRANT {name} TO {ACCOUNTS} WITH ADMIN OPTION")


def _tables() -> Iterator[Table]:
    yield from Base.metadata.sorted_tables


def owner_of(table: Table) -> str:
    return JOURNAL if table.name in JOURNAL_TABLES else OWNER


def _schemas() -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {OWNER}, {JOURNAL}, {ACCOUNTS}"
    for name in KEYS:
        yield f"ALTER TABLE keys.{name} OWNER TO {OWNER}"
    yield f"GRANT USAGE ON SCHEMA keys TO {OWNER}"


def _write_matrix(connection: Connection, rights: Rights) -> None:
    connection.exec_driver_sql("DELETE FROM rights.cell")
    rows = [
        {
            "action": right.code.value,
            "role": role.value,
            "scope": cell.scope.value,
            "groups": sorted(group.value for group in cell.groups),
            "of": sorted(group.value for group in cell.of),
            "levels": sorted(level.value for level in cell.levels),
        }
        for right in rights.rows.values()
        for role, cell in right.roles.items()
    ]
    connection.execute(
        text("INSERT INTO rights.cell VALUES (:action, :role, :scope, :groups, :of, :levels)"), rows
    )


def _write_allowances(connection: Connection, plan: PlanData) -> None:
    """How often what compares may be asked: like the matrix, as it is when `init` runs."""
    connection.exec_driver_sql("DELETE FROM rights.allowed")
    rows = [{"code": code, "most": plan.number(code)} for code in ALLOWANCES]
    connection.execute(text("INSERT INTO rights.allowed VALUES (:code, :most)"), rows)


def _write_namings(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM rights.line")
    rows = [
        {"kind": n.kind, "verb": n.verb, "table": n.table, "column": n.column, "of": list(n.rights)}
        for n in line_rules.read_namings()
    ]
    connection.execute(
        text("INSERT INTO rights.line VALUES (:kind, :verb, :table, :column, :of)"), rows
    )


def _reset(connection: Connection) -> Iterator[str]:
    """Nothing is left of earlier rights: what is not granted below is refused."""
    everybody = ", ".join(("PUBLIC", *GROUPS))
    for schema in ("public", "rights", "masked"):
        yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM {everybody}"
        yield f"REVOKE ALL ON SCHEMA {schema} FROM {everybody}"
        yield f"GRANT USAGE ON SCHEMA {schema} TO {', '.join(PEOPLE)}, {OWNER}, {JOURNAL}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA rights, masked FROM {everybody}"
    yield f"GRANT USAGE ON SCHEMA rights TO {ACCOUNTS}"
    for name in connection.scalars(OTHER_RELATIONS, {"known": [t.name for t in _tables()]}):
        yield f'REVOKE ALL ON public."{name}" FROM {everybody}'
    people = ", ".join(PEOPLE)
    yield f"GRANT SELECT ON alembic_version TO {people}, {OWNER}"  # is this program's the same?
    yield f"GRANT SELECT ON masked.complainant, masked.duty_log TO {people}"


def _reading(table: Table) -> Iterator[str]:
    name = f'"{table.name}"'
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    yield (
        f"CREATE POLICY own ON {name} TO {OWNER}, {JOURNAL}, {ACCOUNTS} "
        "USING (true) WITH CHECK (true)"
    )
    if table.name not in HIDDEN:
        yield f"GRANT SELECT ON {name} TO {', '.join(PEOPLE)}"
        yield from _policies(table, "SELECT")


def _policies(table: Table, op: str) -> Iterator[str]:
    """Rows that one may look at: also those that one may change. A statement that looks at
    nothing (UPDATE without WHERE) is held to them by no policy of reading."""
    check = " WITH CHECK (true)" if op == "UPDATE" else ""
    if table.name in read_rules.BY_GROUP:
        yield f'CREATE POLICY city_{op} ON "{table.name}" FOR {op} TO {CITY} USING (true){check}'
    yield (
        f'CREATE POLICY people_{op} ON "{table.name}" FOR {op} TO {", ".join(PEOPLE)} '
        f"USING ({read_rules.read_condition(table)}){check}"
    )


def _grants(table: Table, rules: list[Rule], rights: Rights) -> Iterator[str]:
    name = f'"{table.name}"'
    columns: dict[Role, set[str]] = defaultdict(set)
    for rule in rules:
        roles = holders(rule, rights)
        if rule.op == "update":
            for role in roles:
                columns[role] |= set(columns_of(table, rules, rule)) | (
                    {"version"} & set(table.c.keys())
                )
        elif roles and not (rule.op == "delete" and table.name in HIDDEN):
            to = ", ".join(sorted(group_of(role) for role in roles))
            yield f"GRANT {rule.op.upper()} ON {name} TO {to}"
    for role, names in sorted(columns.items()):
        if names:
            listed = ", ".join(f'"{column}"' for column in sorted(names))
            yield f"GRANT UPDATE ({listed}) ON {name} TO {group_of(role)}"
    people = ", ".join(PEOPLE)
    fits = read_rules.new_row_condition(table)
    yield f"CREATE POLICY ins ON {name} FOR INSERT TO {people} WITH CHECK ({fits})"
    if table.name not in HIDDEN:
        yield from _policies(table, "UPDATE")
        yield from _policies(table, "DELETE")


def _journal_grants(table: Table, rights: Rights) -> Iterator[str]:
    """A line is asked for; number, time, author and hash are the database's own."""
    people = ", ".join(PEOPLE)
    if table.name == "journal":
        asked = "actor, kind, subject, incident_id, verb, clause"
        yield f"GRANT INSERT ({asked}) ON journal TO {people}"
        yield f"CREATE POLICY ins ON journal FOR INSERT TO {people} WITH CHECK (true)"
    elif table.name == "bulk_digest":
        return
    elif table.name == "pen":
        yield f"GRANT UPDATE (id) ON pen TO {people}"  # to lock it; a change is refused
        yield f"CREATE POLICY upd ON pen FOR UPDATE TO {people} USING (true) WITH CHECK (true)"
    else:
        erasers = rights.rows["decide_retention"].roles  # type: ignore[index]  # a StrEnum
        to = ", ".join(sorted(group_of(role) for role in erasers))
        yield f"GRANT UPDATE (before, after, salt, erased_by) ON journal_row TO {to}"
        yield f"CREATE POLICY upd ON journal_row FOR UPDATE TO {to} USING (true) WITH CHECK (true)"


def _settle_people(connection: Connection) -> None:
    """The logins that are there already: their groups, time-outs and what they look at first."""
    people = connection.execute(
        text("SELECT p.id, p.login FROM person p JOIN pg_roles r ON r.rolname = p.login "
             "AND NOT r.rolsuper ORDER BY p.id")
    ).all()  # fmt: skip
    for number, login in people:
        connection.execute(text("SELECT rights.settle_groups(:id)"), {"id": number})
        connection.execute(text("SELECT rights.settle_login(:login)"), {"login": login})
