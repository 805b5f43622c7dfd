"""Let the journal be the authority.

Numbers of people say nothing, grave acts take two, and what came in bulk is known again.

On a server the column complaint.person_key held an HMAC under a key that every seat was given;
from here on it holds a random number, which the server gives by itself (db/postgres/
person_key.sql). Who is there already gets theirs from `commandcenter init`, a few complaints at a
time, beside the work of the seats (commandcenter/store/complaints/person_key_care.py);
`people_numbered` says that it is done.

An older program may go on with everything but bringing complaints in: it asks for the key and is
refused.

Roles that decide are confirmed by a second person. The grants that stand there now hold as they
did: `grants_before` says up to which. No row is changed for it, so that the journal's images go on
saying what the rows say, and the past is computed as it was.

An import knows the person who brought it: they correct what they took in themselves. An upper
body's decision says what it is known by. An older program writes none of this: the roles
that it gives wait, and its upper decisions are refused by the server.

Rows that came in bulk have no image: a digest of each is kept from now on with the line that names
them; those that are there already are noted by lines of the upgrade's own (store/bulk_digests.py).

An older program may go on: on a server its bulk lines are digested by the server; in a file what it
takes in has no digests, and a check says so.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import JsonText, UtcTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

LAST = "UPDATE schema_info SET grants_before = (SELECT max(id) FROM role_grant)"


def upgrade() -> None:
    _number_people()
    _confirm_roles()
    _keep_digests()


def _number_people() -> None:
    op.add_column(
        "schema_info",
        sa.Column("people_numbered", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def _confirm_roles() -> None:
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


def _keep_digests() -> None:
    op.create_table(
        "bulk_digest",
        sa.Column("image_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("columns", JsonText(), nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=False),
        sa.Column("digests", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("image_id", "table_name", name=op.f("pk_bulk_digest")),
    )
    op.create_table(
        "laid_part",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_laid_part")),
    )
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.add_column(
        "schema_info",
        sa.Column("bulk_noted", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def _refer(table: str, name: str, kind: sa.types.TypeEngine[Any], to: str) -> None:
    key = sa.ForeignKey(to, name=f"fk_{table}_{name}")
    op.add_column(table, sa.Column(name, kind, key, nullable=True), inline_references=True)
