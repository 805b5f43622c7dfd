"""Let nobody act alone where it is grave.

Roles that decide are confirmed by a second person. The grants that stand there now hold as they
did: `grants_before` says up to which. No row is changed for it, so that the journal's images go on
saying what the rows say, and the past is computed as it was.

An import knows the person who brought it: they correct what they took in themselves. An upper
body's decision says what it is known by. An older program writes none of this: the roles
that it gives wait, and its upper decisions are refused by the server.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LAST = "UPDATE schema_info SET grants_before = (SELECT max(id) FROM role_grant)"


def upgrade() -> None:
    op.add_column("schema_info", sa.Column("grants_before", sa.Integer(), nullable=True))
    for act in ("confirmed", "refused"):
        op.add_column("role_grant", sa.Column(f"{act}_at", UtcTime(), nullable=True))
        _refer("role_grant", f"{act}_by", sa.Integer(), "person.id")
    op.add_column("role_grant", sa.Column("refused_why", sa.String(), nullable=True))
    op.execute(LAST)
    _refer("batch", "opener_id", sa.Integer(), "person.id")
    _refer("level_decision", "file_sha256", sa.String(), "stored_file.sha256")
    for name in ("file_name", "caller", "caller_phone"):
        op.add_column("level_decision", sa.Column(name, sa.String(), nullable=True))
    op.add_column("level_decision", sa.Column("called_at", UtcTime(), nullable=True))


def _refer(table: str, name: str, kind: sa.types.TypeEngine[Any], to: str) -> None:
    key = sa.ForeignKey(to, name=f"fk_{table}_{name}")
    op.add_column(table, sa.Column(name, kind, key, nullable=True), inline_references=True)
