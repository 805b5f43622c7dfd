"""Keep what the hotline inserts."""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hotline_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("taken_at", UtcTime(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_hotline_row_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotline_row")),
    )
    waiting = sa.text("taken_at IS NULL")
    op.create_index(
        "ix_hotline_row_waiting",
        "hotline_row",
        ["id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
