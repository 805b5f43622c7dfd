"""Keep the alarms.

What needs a person's act in time, whom it has reached, what became of it, and which kinds are out
of service. The lease of the watch says when alarms were last worked out. An older program may go
on: it shows none.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
LIVE = sa.text("standing <> 'cleared'")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("key", "kind", "about", "stage"),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        *_words("title", "place", "todo", "act"),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("act_word", sa.String(), nullable=False),
        sa.Column("room", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("raised_at", UtcTime(), nullable=False),
        sa.Column("returned_at", UtcTime(), nullable=True),
        sa.Column("cleared_at", UtcTime(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("step_at", UtcTime(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("reached_names", sa.Text(), nullable=False),
        sa.Column("next_to", sa.String(), nullable=False),
        sa.Column("next_at", UtcTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=False),
        sa.Column("acknowledged_at", UtcTime(), nullable=True),
        sa.Column("acknowledged_version", sa.Integer(), nullable=True),
        sa.Column("shelved_by", sa.String(), nullable=False),
        sa.Column("shelved_why", sa.String(), nullable=False),
        sa.Column("shelved_until", UtcTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [of], name=op.f(f"fk_alarm_{name}"))
            for name, of in (
                ("incident_id", "incident.id"), ("district", "district.code"),
                ("person_id", "person.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )  # fmt: skip
    for name in ("incident_id", "standing", "raised_at"):
        op.create_index(op.f(f"ix_alarm_{name}"), "alarm", [name], unique=False)
    op.create_index(
        op.f("uq_alarm_key"), "alarm", ["key"], unique=True, sqlite_where=LIVE,
        postgresql_where=LIVE,
    )  # fmt: skip
    _acts()
    _out()
    op.add_column("watch_lease", sa.Column("alarms_at", UtcTime(), nullable=True))


def _acts() -> None:
    op.create_table(
        "alarm_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alarm_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("of_act", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name=op.f("fk_alarm_act_alarm_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_alarm_act_incident_id")
        ),
        sa.ForeignKeyConstraint(["of_act"], ["alarm_act.id"], name=op.f("fk_alarm_act_of_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm_act")),
    )
    for name in ("alarm_id", "of_act"):
        op.create_index(op.f(f"ix_alarm_act_{name}"), "alarm_act", [name], unique=False)
    op.create_index(op.f("ix_alarm_act_act_at"), "alarm_act", ["act", "at"], unique=False)


def _out() -> None:
    op.create_table(
        "alarm_out",
        sa.Column("id", sa.Integer(), nullable=False),
        *_words("kind", "why", "by"),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm_out")),
    )
