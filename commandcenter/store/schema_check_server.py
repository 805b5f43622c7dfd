"""A server's schema held against what this version lays: bodies, owners, guards and grants."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from commandcenter.store import laid_parts, schema_check_counters, schema_check_roles
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.schema_expected import Function, Parts, expected
from commandcenter.store.schema_parts import PartFault

OWN = "c.relnamespace = 'public'::regnamespace"
RIGHTS = text("SELECT to_regnamespace('rights') IS NOT NULL")
COLUMNS = text(
    "SELECT c.relname, a.attname, format_type(a.atttypid, NULL) || CASE WHEN a.attnotnull "
    "THEN ' not null' ELSE '' END FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    f"WHERE {OWN} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped"
)
CONSTRAINTS = text(
    "SELECT c.relname, replace(pg_get_constraintdef(k.oid), 'public.', ''), "
    "k.convalidated FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
    f"WHERE {OWN} AND k.contype IN ('p', 'f', 'u', 'c', 'x')"
)
UNIQUE = text(
    "SELECT t.relname, c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
    f"JOIN pg_class t ON t.oid = i.indrelid WHERE {OWN} AND i.indisunique AND i.indisvalid "
    "AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)"
)
FUNCTIONS = text(
    "SELECT n.nspname, p.proname, p.prosrc, p.prosecdef, p.proconfig, "
    "pg_get_userbyid(p.proowner), p.proacl IS NULL, ARRAY(SELECT CASE a.grantee WHEN 0 THEN "
    "'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END FROM aclexplode(p.proacl) a) "
    "FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname IN ('public', 'rights', 'masked', 'wall', 'keys') AND NOT EXISTS ("
    "SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass "
    "AND d.deptype = 'e')"
)
TRIGGERS = text(
    "SELECT n.nspname, c.relname, t.tgname, t.tgisinternal, t.tgenabled::text, "
    "(SELECT f.nspname FROM pg_namespace f WHERE f.oid = p.pronamespace), p.proname "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE n.nspname IN ('public', 'rights', 'masked', 'wall', 'keys')"
)
TABLES = text(
    "SELECT c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity "
    f"FROM pg_class c WHERE {OWN} AND c.relkind IN ('r', 'p')"
)
VIEWS = text(
    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('v', 'm', 'f') AND n.nspname IN ('public', 'rights', 'masked', 'wall')"
)
POLICIES = text(
    "SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
    f"WHERE {OWN}"
)
GRANTS = text(
    "SELECT c.relname, '', CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE "
    "pg_get_userbyid(a.grantee)::text END, a.privilege_type FROM pg_class c "
    f"CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE {OWN} AND c.relkind IN ('r', 'p') "
    "AND a.grantee <> c.relowner UNION ALL SELECT c.relname, t.attname, CASE a.grantee WHEN 0 "
    "THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END, a.privilege_type "
    "FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid "
    f"CROSS JOIN LATERAL aclexplode(t.attacl) a WHERE {OWN} AND c.relkind IN ('r', 'p') "
    "AND a.grantee <> c.relowner"
)
RULES = text(
    "SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class "
    f"WHERE {OWN} AND r.rulename <> '_RETURN'"
)
EVENTS = text("SELECT evtname FROM pg_event_trigger")
OURS = ("alembic_version",)  # of the tool that migrates
FOLLOWED = ("hotline_row", "hotline_inbox")  # granted to a login that the bureau makes or not


def faults(session: Session) -> Iterator[PartFault]:
    connection = session.connection()
    noted, laid = laid_parts.noted(connection), bool(connection.scalar(RIGHTS))
    if not laid and laid_parts.restored_since(connection):
        noted = {}  # of where it came from: no `init` has laid anything here yet
    laid = laid or bool(noted)
    rights = plan_of(session).rights if laid else None  # without a plan nothing is laid
    wanted = expected(rights)
    yield from _tables(connection, wanted)
    yield from _constraints(connection, wanted)
    yield from _functions(connection, wanted)
    yield from _triggers(connection, wanted)
    yield from _views(connection, wanted)
    yield from schema_check_counters.faults(session, wanted)
    if rights is not None:
        yield from _guards(connection, wanted)
        yield from _grants(connection, wanted)
        yield from schema_check_roles.faults(session, rights, noted)
    if noted:
        yield from _worded(connection, noted)


def _both(kind: str, here: set[Any], wanted: set[Any]) -> Iterator[PartFault]:
    """Names (of a table, or of something of one) that are missing or strange."""
    for what, names in (("missing", wanted - here), ("extra", here - wanted)):
        for name in sorted(names):
            of, detail = name if isinstance(name, tuple) else (name, "")
            yield PartFault(kind, of, what, detail)


def _tables(connection: Connection, wanted: Parts) -> Iterator[PartFault]:
    here: dict[str, dict[str, str]] = defaultdict(dict)
    for table, column, kind in connection.execute(COLUMNS):
        here[table][column] = kind
    yield from _both("table", here.keys() - set(OURS), set(wanted.columns))
    for table in sorted(here.keys() & wanted.columns.keys()):
        was, is_now = wanted.columns[table], here[table]
        every = {(table, c) for c in was}, {(table, c) for c in is_now}
        yield from _both("column", every[1], every[0])
        for column in was.keys() & is_now.keys():
            if was[column] != is_now[column]:
                yield PartFault("column", table, "changed", column)


def _constraints(connection: Connection, wanted: Parts) -> Iterator[PartFault]:
    """By what they say: those that came with a later column have names of the server's own."""
    here = set()
    for table, words, valid in connection.execute(CONSTRAINTS):
        if table in wanted.columns:
            here.add((table, words.replace('"', "") + ("" if valid else " NOT VALID")))
    yield from _both("constraint", here, wanted.constraints)
    unique = {(table, name) for table, name in connection.execute(UNIQUE)}
    unique = {(table, name) for table, name in unique if table in wanted.columns}
    yield from _both("index", unique, wanted.unique)


def _functions(connection: Connection, wanted: Parts) -> Iterator[PartFault]:
    here: dict[str, list[Any]] = defaultdict(list)
    for schema, name, *rest in connection.execute(FUNCTIONS):
        here[name if schema == "public" else f"{schema}.{name}"].append(rest)
    counts = Counter({name: len(each) for name, each in here.items()})
    should = Counter({name: len(each) for name, each in wanted.functions.items()})
    for what, some in (("missing", should - counts), ("extra", counts - should)):
        for name in sorted(some):
            yield PartFault("function", name, what)
    for name in sorted(here.keys() & wanted.functions.keys()):
        for each in here[name]:
            yield from _function(name, each, wanted.functions[name])


def _function(name: str, here: list[Any], wanted: list[Function]) -> Iterator[PartFault]:
    body, definer, config, owner, everybody, callers = here
    its = next((each for each in wanted if each.body == body), None)
    if its is None:
        yield PartFault("function", name, "changed")
        return
    path = next((c.partition("=")[2] for c in config or () if c.startswith("search_path=")), "")
    if definer != its.definer or (its.definer and path.replace('"', "") != its.path):
        yield PartFault("security", name, "changed")
    if its.owner and owner != its.owner:
        yield PartFault("owner", name, "changed", owner)
    if its.owner:
        more = {"PUBLIC"} if everybody else set(callers) - its.callers - {owner, its.owner}
        for who in sorted(more):
            yield PartFault("execute", name, "extra", who)


def _triggers(connection: Connection, wanted: Parts) -> Iterator[PartFault]:
    here = {}
    for schema, table, name, internal, enabled, in_schema, function in connection.execute(TRIGGERS):
        of = table if schema == "public" else f"{schema}.{table}"
        if enabled != "O":
            yield PartFault("trigger", of, "disabled", "" if internal else name)
        if not internal:
            plain = function if in_schema == "public" else f"{in_schema}.{function}"
            here[of, name] = plain
    yield from _both("trigger", set(here), set(wanted.triggers))
    for part in sorted(here.keys() & wanted.triggers.keys()):
        if here[part] != wanted.triggers[part]:
            yield PartFault("trigger", part[0], "changed", part[1])
    for table, rule in connection.execute(RULES):
        yield PartFault("rule", table, "extra", rule)
    for name in connection.scalars(EVENTS):
        yield PartFault("event", name, "extra")


def _views(connection: Connection, wanted: Parts) -> Iterator[PartFault]:
    rows = connection.execute(VIEWS)
    here = {name if schema == "public" else f"{schema}.{name}" for schema, name in rows}
    yield from _both("view", here, wanted.views)


def _guards(connection: Connection, wanted: Parts) -> Iterator[PartFault]:
    """Who owns the tables, and that they are under their policies."""
    for table, owner, secured, forced in connection.execute(TABLES):
        if table not in wanted.owners:
            continue
        if owner != wanted.owners[table]:
            yield PartFault("owner", table, "changed", owner)
        if not (secured and forced):
            yield PartFault("policy", table, "disabled")
    here = {(table, name) for table, name in connection.execute(POLICIES)}
    yield from _both("policy", here, wanted.policies)


def _grants(connection: Connection, wanted: Parts) -> Iterator[PartFault]:
    here = {tuple(row) for row in connection.execute(GRANTS)}
    here = {g for g in here if g[0] in wanted.owners and g[0] not in FOLLOWED}
    should = {g for g in wanted.grants if g[0] not in FOLLOWED}
    for what, grants in (("missing", should - here), ("extra", here - should)):
        for table, column, who, right in sorted(grants):
            of = f"{right} ({column})" if column else right
            yield PartFault("grant", table, what, f"{who}|{of}")


def _worded(connection: Connection, noted: dict[str, str]) -> Iterator[PartFault]:
    """What the server words itself, against what it said after `init`."""
    for kind, name, digest in laid_parts.worded(connection):
        was = noted.get(f"{kind}:{name}")
        if was is not None and was != digest:
            of, _, detail = name.partition(".") if kind in ("policy", "trigger") else (name, "", "")
            yield PartFault(kind, of, "changed", detail)
