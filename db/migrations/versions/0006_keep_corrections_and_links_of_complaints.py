"""Keep corrections and links of complaints."""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("undone_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_complaint_correction_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_correction_complaint_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_correction")),
    )
    for column in ("batch_id", "complaint_id"):
        op.create_index(op.f(f"ix_complaint_correction_{column}"), "complaint_correction", [column])
    op.create_table(
        "complaint_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("similarity", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("undone_at", UtcTime(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["first_id"], ["complaint.id"], name=op.f("fk_complaint_link_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["complaint.id"], name=op.f("fk_complaint_link_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_link")),
    )
    for column in ("first_id", "second_id"):
        op.create_index(op.f(f"ix_complaint_link_{column}"), "complaint_link", [column])
    # Of an import that turned out wrong: when it was taken out, by whom and why.
    op.add_column("batch", sa.Column("withdrawn_at", UtcTime(), nullable=True))
    op.add_column("batch", sa.Column("withdrawn_by", sa.String(), nullable=True))
    op.add_column("batch", sa.Column("withdrawn_why", sa.String(), nullable=True))
