"""Keep the book of obligations.

What must be done about an incident is one list (应办事项), kept here; the steps of the checklist
stay readable. What an act must say so that it can close a row comes with it: the place of a count
and of a team, how many people stand there, the incident of a talk with a trader, of which kind an
incident is, and when it was first known.

A file may belong to an obligation alone: the step it belonged to may be empty from here on.

An older program may go on; what it ticks is brought over by the next `commandcenter init`.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _obligations()
    _notes()
    _what_acts_say()
    with op.batch_alter_table("attachment") as batch:
        batch.alter_column("step_id", existing_type=sa.Integer(), nullable=True)
    _refer("attachment", "obligation_id", "obligation.id", indexed=True)
    _refer("evidence", "obligation_id", "obligation.id")


def _obligations() -> None:
    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "code", "about")),
        sa.Column("round", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("title", "detail", "clause", "basis")
        ),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("born_at", UtcTime(), nullable=False),
        sa.Column("born_table", sa.String(), nullable=False),
        sa.Column("born_id", sa.Integer(), nullable=True),
        sa.Column("start_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ceased_why", sa.String(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("done_by", "act_table")),
        sa.Column("act_id", sa.Integer(), nullable=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("hand_words", "na_why", "na_by")
        ),
        sa.Column("na_at", UtcTime(), nullable=True),
        sa.Column("assigned_to", sa.Integer(), nullable=True),
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_obligation_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["district"], ["district.code"], name=op.f("fk_obligation_district")
        ),
        sa.ForeignKeyConstraint(
            ["assigned_to"], ["person.id"], name=op.f("fk_obligation_assigned_to")
        ),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_obligation_plan_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("key", name=op.f("uq_obligation_key")),
    )
    for columns in (["incident_id", "state"], ["state", "due_at"]):
        name = op.f(f"ix_obligation_{'_'.join(columns)}")
        op.create_index(name, "obligation", columns, unique=False)


def _notes() -> None:
    op.create_table(
        "obligation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_obligation_note_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_obligation_note_obligation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_note")),
    )
    for columns in (["obligation_id"], ["incident_id", "kind"]):
        name = op.f(f"ix_obligation_note_{'_'.join(columns)}")
        op.create_index(name, "obligation_note", columns, unique=False)


def _what_acts_say() -> None:
    op.add_column("incident", sa.Column("kind", sa.String(), nullable=True))
    op.add_column("incident", sa.Column("known_at", UtcTime(), nullable=True))
    for table in ("tally", "team"):
        _refer(table, "place_id", "incident_place.id")
    op.add_column("team", sa.Column("people", sa.Integer(), nullable=True))
    _refer("trader_talk", "incident_id", "incident.id", indexed=True)


def _refer(table: str, name: str, to: str, *, indexed: bool = False) -> None:
    key: sa.ForeignKey = sa.ForeignKey(to, name=f"fk_{table}_{name}")
    column: sa.Column[Any] = sa.Column(name, sa.Integer(), key, nullable=True)
    op.add_column(table, column, inline_references=True)
    if indexed:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
