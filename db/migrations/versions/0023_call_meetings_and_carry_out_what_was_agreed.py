"""Call meetings and carry out what was agreed.

A meeting to come has its row, and the 会商 that it becomes names it. An instruction names the 会商
that agreed on it. An older program may go on: it calls no meetings, and its instructions are of
no 会商.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _meetings()
    _name("consultation", "meeting_id", "meeting")
    _name("instruction", "consultation_id", "consultation")


def _meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("meets_at", UtcTime(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("place", "chair", "matter")),
        sa.Column("members", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("bring", "called_by")),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("edited_by", sa.String(), nullable=True),
        sa.Column("edited_at", UtcTime(), nullable=True),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_meeting_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_incident_id"), "meeting", ["incident_id"], unique=False)


def _name(table: str, column: str, other: str) -> None:
    """A column that names a row of the other table, where there is one."""
    with op.batch_alter_table(table) as changed:
        changed.add_column(sa.Column(column, sa.Integer(), nullable=True))
        changed.create_foreign_key(op.f(f"fk_{table}_{column}"), other, [column], ["id"])
