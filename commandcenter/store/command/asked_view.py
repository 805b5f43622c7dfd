"""What the rows of an incident ask, as the server gives it to who sees the incident: rights.asked.

Who may not read evidence, ledgers or requests still settles the book, and it must come out the
same as for everybody: the owner's view of asked.py, held to the incidents that one sees. It tells
what stands in the titles of obligations, which they read anyhow. Of the bureau's own book a county
is told what it owes itself.
"""

from collections.abc import Iterator

from sqlalchemy.dialects import postgresql

from commandcenter.store.command.act_columns import OF_NONE
from commandcenter.store.command.acts_view import acts_view
from commandcenter.store.command.asked import VIEW, all_asked
from commandcenter.store.role_groups import OWNER, PEOPLE

NAME = f"{VIEW.schema}.{VIEW.name}"


def book_views() -> Iterator[str]:
    """What a book is settled from, whoever is signed on: the acts, and what the rows ask."""
    yield from acts_view()
    yield from asked_view()


def asked_view() -> Iterator[str]:
    """Laid anew each time, whole in one transaction: seats that work meanwhile go on reading."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so
    rows = all_asked().compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    yield f"DROP VIEW IF EXISTS {NAME}"
    yield (
        f"CREATE VIEW {NAME} WITH (security_barrier) AS SELECT * FROM ({rows}) AS asked "
        "WHERE (SELECT rights.above() OR rights.sees_city()) OR rights.in_my_books(incident) "
        f"OR incident = {OF_NONE} AND district = ANY ((SELECT rights.my_counties())::text[])"
    )
    yield f"ALTER VIEW {NAME} OWNER TO {OWNER}"
    yield f"GRANT SELECT ON {NAME} TO {', '.join(PEOPLE)}"
