"""The sweep beside the tables: functions, views, sequences, locks, settings, by each role.

What must succeed stands in surroundings.py, by hand; whatever else succeeds is a hole, and what
stands there and never succeeds is a fault of the list.
"""

from fnmatch import fnmatchcase

import psycopg
import pytest

from tests.conftest import run_sql
from tests.seeds import sample
from tests.services.test_roles import personas
from tests.sweep.runner import Sweep, role_words
from tests.sweep.seen import relations, sees
from tests.sweep.states import ME, OTHER
from tests.sweep.surroundings import (
    ALLOWED_STATEMENTS,
    FUNCTIONS,
    LOCKABLE,
    LOCKS,
    MAKES_LOGINS,
    PEOPLE,
    REFUSED_STATEMENTS,
    SERVERS_OWN,
    SHARED,
    VIEWS,
    WALL,
    WRITING,
)  # fmt: skip

ROLES = [role_words(persona) for persona in personas()]
# Some roles in every run, all of them by night.
BY_LOT = sample(ROLES, 2, "roles beside the tables")
REFUSED = {"42501", "42P01", "42883"}
VERIFIER = "SCRAM-SHA-256$4096:c2FsdA==$aGFzaA==:aGFzaA=="
# Of a type: own, foreign, nobody's, none, huge.
ARGUMENTS = {
    "integer": (ME, OTHER, -1, None, 2147483647),
    "bigint": (1, -1, None, 9223372036854775807),
    "text": ("other", "", "complaint", VERIFIER, None, "x" * 5_000),
    "boolean": (True, False, None),
    "text[]": ([], ["manage_accounts"], ["x" * 5_000], None),
    "integer[]": ([], [ME], [2147483647], None),
    "bigint[]": ([], [1], [9223372036854775807], None),
    "timestamp with time zone": ("2020-01-01", "infinity", None),
}
# Where a function looks at all its arguments before it does anything: also called with these.
ALSO = {"public.journal_bulk": [["complaint", 1, 1, "{}"]]}
OURS = """
    SELECT p.oid, n.nspname || '.' || p.proname, p.prorettype = 'trigger'::regtype,
        ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('rights', 'public', 'masked', 'wall', 'keys')
"""
MAY_CALL = """
    SELECT n.nspname || '.' || p.proname, login FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace, unnest(%s::text[]) login
    WHERE n.nspname IN ('rights', 'public', 'masked', 'wall', 'keys')
        AND has_function_privilege(login, p.oid, 'EXECUTE')
"""
CHANGING = """
    SELECT DISTINCT p.proname FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
        AND p.provolatile = 'v' AND p.prokind = 'f' AND p.prorettype <> 'trigger'::regtype
        AND has_function_privilege(%s, p.oid, 'EXECUTE')
"""
WRITTEN = """
    CREATE FUNCTION sweep.written() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS
    'SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint FROM pg_stat_xact_user_tables'
"""


def by_day(*roles):
    """All roles, of whom these are asked in every run."""
    marked = [pytest.param(r, marks=() if r in roles else pytest.mark.nightly) for r in ROLES]
    return pytest.mark.parametrize("role", marked)


some_roles = by_day(*BY_LOT)


@pytest.fixture(scope="module")
def sweep(cluster):
    run_sql(cluster, "CREATE DATABASE beside TEMPLATE template")
    sweep = Sweep(cluster, "beside")
    sweep.link.execute(WRITTEN)
    yield sweep
    sweep.close()
    run_sql(cluster, "DROP DATABASE beside WITH (FORCE)")


@pytest.fixture(scope="module")
def links(sweep):
    """A real link of each role: who asks for the owner's rights by name is nobody there."""
    found = {}
    for role, persona in sweep.roles.items():
        login = sweep.bureau.actors[persona].login
        if role in ROLES:
            url = sweep.url.replace("postgres@", f"{login}@")
            found[role] = psycopg.connect(url, autocommit=True)
    yield found
    for link in found.values():
        link.close()


def meant(who, role):
    """Whether the row speaks of this role."""
    names = (who,) if isinstance(who, str) else who
    return role in names or role.split(":")[0] in names or (PEOPLE in names and role != WALL) or (
        "county" in names and role == "county_west"
    )  # fmt: skip


def goes_through(link, statement, values=()):
    """Whether it is not refused for want of a right; what fails otherwise was let in."""
    try:
        with link.transaction(force_rollback=True):
            link.execute(statement, values or None)
    except psycopg.Error as error:
        return error.sqlstate not in REFUSED
    return True


def test_who_may_call_which_function(sweep):
    logins = {role: sweep.bureau.actors[sweep.roles[role]].login for role in ROLES}
    of_trigger = {name: trigger for _, name, trigger, _ in sweep.link.execute(OURS)}
    found = set(sweep.link.execute(MAY_CALL, [list(logins.values())]).fetchall())
    wrong = [
        (role, name)
        for role, login in logins.items()
        for name, trigger in of_trigger.items()
        if ((name, login) in found)
        != (name in FUNCTIONS and meant(FUNCTIONS[name][0], role) and not trigger)
    ]
    assert wrong == []
    assert {name for name, _ in found} == set(FUNCTIONS)


def calls(types):
    """Each argument of each class in its turn, the others as at first."""
    classes = [ARGUMENTS.get(kind, (None,)) for kind in types]
    first = [values[0] for values in classes]
    yield first
    for place, values in enumerate(classes):
        for value in values[1:]:
            yield [*first[:place], value, *first[place + 1 :]]


@some_roles
def test_which_functions_write_for_whom(sweep, role):
    wrote = set()
    functions = sweep.link.execute(OURS).fetchall()
    with sweep.signed_on(role) as link:
        for _, name, _, types in functions:
            if name in FUNCTIONS and meant(FUNCTIONS[name][0], role):
                tried = [*calls(types), *ALSO.get(name, ())]
                wrote |= {name for values in tried if writes(link, name, types, values)}
    new = sweep.link.info.server_version >= 160_000
    expected = WRITING | (MAKES_LOGINS if new else {})
    listed = {name for name, who in expected.items() if meant(who, role)}
    assert wrote == listed


def writes(link, name, types, values):
    """Whether rows changed; what was done is taken back."""
    given = ", ".join(f"%s::{kind}" for kind in types)
    before = link.execute("SELECT sweep.written()").fetchone()
    try:
        with link.transaction(force_rollback=True):
            link.execute(f"SELECT * FROM {name}({given})", values)
            return link.execute("SELECT sweep.written()").fetchone() != before
    except psycopg.Error:
        return False


def test_of_the_servers_own_functions_only_these_change_something(sweep):
    patterns = [pattern for names in SERVERS_OWN for pattern in names.split()]
    for role in ROLES:
        login = sweep.bureau.actors[sweep.roles[role]].login
        found = [name for (name,) in sweep.link.execute(CHANGING, [login])]
        assert [n for n in found if not any(fnmatchcase(n, p) for p in patterns)] == [], role


@some_roles
def test_views_show_and_take_what_the_list_says(sweep, role):
    names = sweep.link.execute(
        "SELECT n.nspname || '.' || c.relname, (SELECT quote_ident(a.attname) FROM pg_attribute a"
        # of one that no view can change the server says so before it asks for a right
        " WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY NOT pg_column_is_updatable("
        "c.oid, a.attnum, true), a.attnum <> 2, a.attnum LIMIT 1) FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v'"
        " AND n.nspname IN ('masked', 'wall', 'public', 'rights', 'keys')"
    ).fetchall()
    wrong = []
    with sweep.signed_on(role) as link:
        for name, column in names:
            listed = VIEWS.get(name) or VIEWS.get(f"{name.split('.')[0]}.*", {})
            for op, statement in (
                ("select", f"SELECT FROM {name}"), ("insert", f"INSERT INTO {name} DEFAULT VALUES"),
                ("update", f"UPDATE {name} SET {column} = NULL"), ("delete", f"DELETE FROM {name}"),
            ):  # fmt: skip
                if takes(link, statement) != (op in listed and meant(listed[op], role)):
                    wrong.append((role, op, name))
    assert names
    assert wrong == []


def test_the_list_of_what_is_read_names_every_table_once(sweep):
    tables = [name for name, _ in relations() if not name.startswith("masked.")]
    assert sorted(tables) == sorted(sweep.rows.found)


@by_day("county", *BY_LOT)  # whose sight ends within the tables
def test_a_role_reads_what_the_list_says_and_nothing_else(sweep, role):
    wrong = []
    with sweep.signed_on(role) as link:
        for name, who in relations():
            rows = sweep.rows.found[name.removeprefix("masked.")]
            there = shown(link, name, rows)
            wrong += [
                (role, name, row.own, row.incident, row.place)
                for row in rows
                if (key_of(row) in there) is not sees(role, who, row)
            ]
    assert wrong == []


def shown(link, name, rows):
    """The keys of what is to be seen there: nothing where the table may not be asked at all."""
    keys = ", ".join(f'"{key}"' for key in rows[0].keys) if rows else "1"
    try:
        with link.transaction():
            found = link.execute(f"SELECT {keys} FROM {name if '.' in name else f'public.{name}'}")
            return {tuple(map(str, row)) for row in found}
    except psycopg.errors.InsufficientPrivilege:
        return set()


def key_of(row):
    return tuple(str(row.values[key]) for key in row.keys)


def takes(link, statement):
    """Whether the right is there: what a view cannot do, or a row forbids, comes after it."""
    try:
        with link.transaction(force_rollback=True):
            link.execute(statement)
    except psycopg.Error as error:
        return "permission denied" not in str(error) and error.sqlstate not in ("55000", "42P01")
    return True


@some_roles
def test_a_sequence_gives_and_takes_no_numbers(sweep, links, role):
    """They are drawn by rights.draw alone: a counter tells how many others entered."""
    names = [name for (name,) in sweep.link.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S'"
        " AND relnamespace = 'public'::regnamespace")]  # fmt: skip
    assert names
    wrong = []
    for name in names:
        qualified = f"public.{name.removeprefix('public.')}"
        may = {
            "nextval": goes_through(links[role], f"SELECT nextval('{qualified}')"),
            "setval": goes_through(links[role], f"SELECT setval('{qualified}', 1)"),
            "last_value": goes_through(links[role], f"SELECT last_value FROM {qualified}"),
        }
        if may != {"nextval": False, "setval": False, "last_value": False}:
            wrong.append((role, name, may))
    assert wrong == []


@some_roles
def test_who_may_lock_a_table_how(sweep, links, role):
    """Only who may take rows away may keep the others out; everybody else shares."""
    wrong = []
    for table in sweep.rows.found:
        for mode in LOCKS:
            got = goes_through(links[role], f'LOCK TABLE public."{table}" IN {mode} MODE NOWAIT')
            listed = mode in SHARED or any(
                meant(who, role) for names, who in LOCKABLE.items() if table in names.split()
            )
            if got and not listed:
                wrong.append((role, table, mode))
    assert wrong == []


@some_roles
def test_what_a_link_may_do_to_itself_and_to_others(links, role):
    link = links[role]
    assert [s for s in REFUSED_STATEMENTS if passes(link, s)] == []
    assert [s for s in ALLOWED_STATEMENTS if not passes(link, s)] == []


def passes(link, statement):
    """Whatever is not done is refused, for whichever reason."""
    try:
        with link.transaction(force_rollback=True):
            for each in statement.split("; "):
                link.execute(each)
    except psycopg.Error:
        return False
    return True


@some_roles
def test_nobody_empties_a_table(sweep, links, role):
    emptied = [table for table in sweep.rows.found
               if passes(links[role], f'TRUNCATE public."{table}" CASCADE')]  # fmt: skip
    assert emptied == []
