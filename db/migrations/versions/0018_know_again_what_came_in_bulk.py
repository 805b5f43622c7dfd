"""Know again what came in bulk, how the server words its schema, and what checks have found.

Rows that came in bulk have no image: a digest of each is kept from now on with the line that names
them; those that are there already are noted by lines of the upgrade's own (store/bulk_digests.py).

An older program may go on: on a server its bulk lines are digested by the server; in a file what it
takes in has no digests, and a check says so.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import JsonText, UtcTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
