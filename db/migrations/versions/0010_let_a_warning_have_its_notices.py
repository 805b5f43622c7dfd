"""Let a warning have its notices."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A consumer notice (3.2(1)) passes the same gate as a release, without an incident.
    with op.batch_alter_table("release") as batch:
        batch.alter_column("incident_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("warning_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_release_warning_id"), "warning", ["warning_id"], ["id"])
        batch.create_index(op.f("ix_release_warning_id"), ["warning_id"], unique=False)
    with op.batch_alter_table("release_check") as batch:
        batch.alter_column("incident_id", existing_type=sa.Integer(), nullable=True)
