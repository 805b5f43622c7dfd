"""The acts as the server gives them to everybody: rights.act, the owner's view of acts.py.

The book of obligations must come out the same whoever is signed on, and 值班员, 县区局 or the wall
may not read evidence, ledgers or requests. What the view tells is no more than the journal, which
everybody reads: which kind of record, its number, when and by whom; no words of it, and nobody's
name where an official is referred.
"""

from collections.abc import Iterator

from sqlalchemy.dialects import postgresql

from commandcenter.store.command.acts import VIEW, all_acts
from commandcenter.store.role_groups import GROUPS, OWNER

NAME = f"{VIEW.schema}.{VIEW.name}"


def acts_view() -> Iterator[str]:
    """Laid anew each time, whole in one transaction: seats that work meanwhile go on reading."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so
    rows = all_acts().compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    yield f"DROP VIEW IF EXISTS {NAME}"
    yield f"CREATE VIEW {NAME} WITH (security_barrier) AS {rows}"
    yield f"ALTER VIEW {NAME} OWNER TO {OWNER}"
    yield f"GRANT SELECT ON {NAME} TO {', '.join(GROUPS)}"
