"""How the server words what was laid: noted by `init`, held against what it says at a check.

Conditions of policies, views, triggers and defaults are rewritten by the server, so that no source
can be compared with them. Their digests are rows with images, noted at the end of each
`init`: what is changed later is found, and the digests themselves are under the journal.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.store import journal, role_groups
from commandcenter.store.database import TAKE_PEN
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.laid_part import LaidPartRow

PROGRAM = Actor(0, "", "")
SCHEMAS = "('public', 'rights', 'masked', 'wall')"
MEMBER = "member"  # of the program's roles; who is a person is held against their grants
# Each as kind, name and what the server says of it.
WORDED = text(
    "SELECT 'policy', c.relname || '.' || p.polname, concat_ws('|', p.polcmd, p.polpermissive, "
    "(SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles WHERE oid = ANY (p.polroles)),"
    " pg_get_expr(p.polqual, p.polrelid), '/', pg_get_expr(p.polwithcheck, p.polrelid)) "
    "FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
    "UNION ALL SELECT 'view', n.nspname || '.' || c.relname, concat_ws('|', pg_get_viewdef(c.oid), "
    "pg_get_userbyid(c.relowner), c.reloptions::text, c.relacl::text) "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    f"WHERE c.relkind IN ('v', 'm') AND n.nspname IN {SCHEMAS} "
    "UNION ALL SELECT 'trigger', c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n "
    f"ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname IN {SCHEMAS} "
    "UNION ALL SELECT 'default', c.relname || '.' || a.attname, pg_get_expr(d.adbin, d.adrelid) "
    "FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_attribute a "
    "ON a.attrelid = d.adrelid AND a.attnum = d.adnum "
    "WHERE c.relnamespace = 'public'::regnamespace "
    "UNION ALL SELECT 'index', c.relname, pg_get_indexdef(i.indexrelid) "
    "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisunique "
    "AND c.relnamespace = 'public'::regnamespace "
    "UNION ALL SELECT 'schema', n.nspname, n.nspacl::text FROM pg_namespace n "
    "WHERE n.nspname IN ('public', 'rights', 'masked', 'wall', 'keys') "
    "UNION ALL SELECT 'keys', c.relname, concat_ws('|', pg_get_userbyid(c.relowner), "
    "c.relacl::text) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname IN ('keys', 'rights') AND c.relkind = 'r' "
    f"UNION ALL SELECT '{MEMBER}', g.rolname || '.' || m.rolname, 'member' "
    "FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid AND g.rolname = ANY (:own) "
    "JOIN pg_roles m ON m.oid = a.member AND NOT m.rolsuper "
    "WHERE NOT EXISTS (SELECT FROM public.person p WHERE p.login = m.rolname)"
)
RESTORED = text(
    "SELECT max(number) FILTER (WHERE kind = 'database' AND verb = 'restored') > coalesce("
    "max(number) FILTER (WHERE kind = 'schema' AND verb = 'laid'), 0) FROM journal"
)
PATH = text("SELECT set_config('search_path', :path, true)")


def worded(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Kind, name and digest of each part as the server words it, every name with its schema."""
    with _no_path(connection):
        rows = connection.execute(WORDED, {"own": list(role_groups.OWN)}).all()
    for kind, name, words in rows:
        yield kind, name, hashlib.sha256((words or "").encode()).hexdigest()


@contextmanager
def _no_path(connection: Connection) -> Iterator[None]:
    before = connection.scalar(text("SELECT current_setting('search_path')"))
    connection.execute(PATH, {"path": "pg_catalog"})
    yield
    connection.execute(PATH, {"path": before})


def noted(connection: Connection) -> dict[str, str]:
    """By kind and name, as `init` found them at its end."""
    row = LaidPartRow.__table__.c
    return {each.name: each.digest for each in connection.execute(select(row.name, row.digest))}


def restored_since(connection: Connection) -> bool:
    """Whether the database came from a backup after that: then it says how another was laid."""
    return bool(connection.scalar(RESTORED))


def note(connection: Connection) -> None:
    """What differs from what was noted before, with a line of its own."""
    before = noted(connection)
    now = {f"{kind}:{name}": digest for kind, name, digest in worded(connection)}
    if before == now and not restored_since(connection):
        return
    connection.execute(TAKE_PEN).scalar_one()
    row = Base.metadata.tables[LaidPartRow.__tablename__]
    for name in before.keys() - now.keys():
        connection.execute(delete(row).where(row.c.name == name))
    for name, digest in now.items():
        if name not in before:
            connection.execute(insert(row).values(name=name, digest=digest))
        elif before[name] != digest:
            connection.execute(update(row).where(row.c.name == name).values(digest=digest))
    with Session(connection) as session:
        journal.record(session, PROGRAM, "schema", len(now), "laid")
