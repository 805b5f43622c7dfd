"""All that a refused command must leave as it was, as values that can be compared."""

import hashlib

import psycopg

CATALOG = {
    "functions": (
        "SELECT p.oid::regprocedure::text, p.prosrc, p.prosecdef, p.proacl::text, "
        "p.proconfig::text, p.proowner::regrole::text, p.provolatile FROM pg_proc p "
        "WHERE p.pronamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    ),
    "closed functions": (
        "SELECT oid::regprocedure::text, proacl::text FROM pg_proc "
        "WHERE pronamespace = 'pg_catalog'::regnamespace AND proacl IS NOT NULL"
    ),
    "relations": (
        "SELECT c.oid::regclass::text, c.relkind, c.relowner::regrole::text, c.relacl::text, "
        "c.relrowsecurity, c.relforcerowsecurity, pg_get_viewdef(c.oid) FROM pg_class c "
        "WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' "
        "AND c.relkind IN ('r', 'v', 'm', 'S', 'p', 'f')"
    ),
    "columns": (
        "SELECT a.attrelid::regclass::text, a.attname, a.atttypid::regtype::text, a.attnotnull, "
        "a.attacl::text, a.atthasdef FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' AND a.attnum > 0"
    ),
    "constraints": (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    ),
    "indexes": "SELECT indexdef, '' FROM pg_indexes WHERE schemaname !~ '^(pg_|information_)'",
    "triggers": (
        "SELECT pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid, 'pg_trigger') "
        "FROM pg_trigger t WHERE NOT t.tgisinternal"
    ),
    "policies": "SELECT p::text, '' FROM pg_policies p",
    "schemas": "SELECT nspname, nspowner::regrole::text, nspacl::text FROM pg_namespace "
    "WHERE nspname !~ '^pg_(toast|temp)'",
    "roles": "SELECT to_jsonb(r)::text, '' FROM pg_roles r",
    "memberships": "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members",
    "settings": "SELECT setdatabase, setrole::regrole, setconfig::text FROM pg_db_role_setting",
    "database": "SELECT datname, datacl::text FROM pg_database WHERE datname = current_database()",
}  # fmt: skip
TABLES = (
    "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r' "
    "AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
)


def of_server(url):
    """Schema, functions, rights, roles and every row of a server's database, by its owner."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = {
            name: sorted(map(repr, connection.execute(statement)))
            for name, statement in CATALOG.items()
        }
        for (table,) in connection.execute(TABLES).fetchall():
            rows = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
            found[f"rows of {table}"] = connection.execute(rows).fetchone()
    return found


def of_folder(folder):
    """Every file and folder in it, byte for byte, with its mode."""
    return {
        str(path.relative_to(folder)): (
            oct(path.stat().st_mode),
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in folder.rglob("*")
    }


def changed(before, after):
    """The names of what is not as it was."""
    return sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )
