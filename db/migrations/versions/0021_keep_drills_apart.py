"""Keep drills apart.

A drill runs in a store of its own, which says so from its first row on: `drill`. There stand its
injects and what the conductor did; in the bureau's store the register of drills. An older program
may go on: it knows of none.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# Choices and JSON, which the models keep as text of any length.
LONG = ("mode", "kind", "group", "observers", "players", "rules", "payload", "signs")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text() if name in LONG else sa.String(), nullable=False)


def upgrade() -> None:
    _mark()
    _injects()
    _acts()
    _records()
    _measures()


def _mark() -> None:
    op.create_table(
        "drill",
        sa.Column("id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("title", "mode")),
        sa.Column("blind", sa.Boolean(), nullable=False),
        *(
            _text(name)
            for name in (
                "source", "conductor", "conductor_name", "observers", "players", "bureau",
                "founded_from",
            )
        ),
        sa.Column("founded_micros", sa.BigInteger(), nullable=False),
        sa.Column("begins_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        _text("script"),
        _text("rules"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill")),
    )  # fmt: skip


def _injects() -> None:
    op.create_table(
        "drill_inject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        *(
            _text(name)
            for name in (
                "kind", "title", "words", "to_role", "to_group", "to_district", "to_login",
                "payload", "signs",
            )
        ),
        sa.Column("limit_minutes", sa.Integer(), nullable=True),
        _text("clause"),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("carried_out_at", UtcTime(), nullable=True),
        sa.Column("skipped_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_inject")),
    )  # fmt: skip
    op.create_index(op.f("ix_drill_inject_at"), "drill_inject", ["at"], unique=False)


def _acts() -> None:
    op.create_table(
        "drill_act",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("kind"),
        sa.Column("inject_id", sa.Integer(), nullable=True),
        sa.Column("speed", sa.Integer(), nullable=True),
        _text("words"),
        sa.Column("real_micros", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        _text("by"),
        sa.ForeignKeyConstraint(
            ["inject_id"], ["drill_inject.id"], name=op.f("fk_drill_act_inject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_act")),
    )
    op.create_index(op.f("ix_drill_act_inject_id"), "drill_act", ["inject_id"], unique=False)


def _records() -> None:
    words = {
        name: _text(name)
        for name in (
            "title", "mode", "planned_by", "called_off_why", "source", "conductor", "findings",
            "store", "head", "paper", "recorded_by",
        )
    }  # fmt: skip
    op.create_table(
        "drill_record",
        sa.Column("id", sa.Integer(), nullable=False),
        words["title"],
        words["mode"],
        sa.Column("planned_for", UtcTime(), nullable=True),
        sa.Column("planned_at", UtcTime(), nullable=True),
        words["planned_by"],
        words["called_off_why"],
        sa.Column("held_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        words["source"],
        words["conductor"],
        sa.Column("players", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("full", sa.Integer(), nullable=True),
        words["findings"],
        words["store"],
        sa.Column("number", sa.Integer(), nullable=True),
        words["head"],
        words["paper"],
        sa.Column("recorded_at", UtcTime(), nullable=True),
        words["recorded_by"],
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_record")),
    )


def _measures() -> None:
    op.create_table(
        "drill_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        _text("words"),
        _text("group"),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        _text("by"),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        _text("done_words"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["drill_record.id"], name=op.f("fk_drill_measure_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_measure")),
    )
    op.create_index(op.f("ix_drill_measure_record_id"), "drill_measure", ["record_id"])
