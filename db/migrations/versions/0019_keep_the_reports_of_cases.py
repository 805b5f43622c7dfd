"""Keep the reports of cases.

What is told of patients at a moment (病例通报): by school, by hospital and by the time they fell
ill. An older program may go on: it reads the hand counts that come with each report.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", UtcTime(), nullable=False),
        sa.Column("treated", sa.Integer(), nullable=False),
        sa.Column("meal", sa.String(), nullable=False),
        sa.Column("meal_from", UtcTime(), nullable=True),
        sa.Column("meal_to", UtcTime(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_case_report_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_report")),
    )
    name = op.f("ix_case_report_incident_id_as_of")
    op.create_index(name, "case_report", ["incident_id", "as_of"], unique=False)
    _counts()


def _counts() -> None:
    op.create_table(
        "case_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("case_report_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("lat", sa.Integer(), nullable=True),
        sa.Column("lon", sa.Integer(), nullable=True),
        sa.Column("onset_at", UtcTime(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_case_count_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_report_id"], ["case_report.id"], name=op.f("fk_case_count_case_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["district"], ["district.code"], name=op.f("fk_case_count_district")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_count")),
    )
    for column in ("incident_id", "case_report_id"):
        name = op.f(f"ix_case_count_{column}")
        op.create_index(name, "case_count", [column], unique=False)
