"""Keep the gap book."""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("done_instead", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("filed_by", sa.String(), nullable=False),
        sa.Column("filed_from", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_plan_gap_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_gap")),
    )
    op.create_index(op.f("ix_plan_gap_incident_id"), "plan_gap", ["incident_id"])
    op.create_table(
        "county_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("filed_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district"], ["district.code"], name=op.f("fk_county_rules_district")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county_rules")),
    )
    op.create_index(op.f("ix_county_rules_district"), "county_rules", ["district"])
