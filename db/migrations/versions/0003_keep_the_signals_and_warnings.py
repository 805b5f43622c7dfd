"""Keep the signals and warnings."""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch_lease",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=False),
        sa.Column("beat_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_lease")),
    )
    op.create_table(
        "watch_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("as_of", UtcTime(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("streams", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_run")),
    )
    op.create_index(op.f("ix_watch_run_kind_as_of"), "watch_run", ["kind", "as_of"], unique=False)

    op.create_table(
        "warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("matters", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("issued_at", UtcTime(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("drafter_id", sa.Integer(), nullable=True),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafted_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["drafter_id"], ["person.id"], name=op.f("fk_warning_drafter_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_warning_incident_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_warning_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning")),
    )
    op.create_index(op.f("ix_warning_incident_id"), "warning", ["incident_id"], unique=False)
    op.create_index(op.f("ix_warning_subject_id"), "warning", ["subject_id"], unique=False)

    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("since_at", UtcTime(), nullable=False),
        sa.Column("until_at", UtcTime(), nullable=False),
        sa.Column("found_at", UtcTime(), nullable=False),
        sa.Column("as_of", UtcTime(), nullable=False),
        sa.Column("observed", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("surprise", sa.BigInteger(), nullable=True),
        sa.Column("recurrence_days", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("flagged", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_at", UtcTime(), nullable=False),
        sa.Column("judged_observed", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("warning_id", sa.Integer(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_signal_incident_id")
        ),
        sa.ForeignKeyConstraint(["merged_into"], ["signal.id"], name=op.f("fk_signal_merged_into")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_signal_subject_id")),
        sa.ForeignKeyConstraint(["warning_id"], ["warning.id"], name=op.f("fk_signal_warning_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
    )
    op.create_index(op.f("ix_signal_incident_id"), "signal", ["incident_id"], unique=False)
    op.create_index(op.f("ix_signal_state"), "signal", ["state"], unique=False)
    op.create_index(op.f("ix_signal_stream_key"), "signal", ["stream", "key"], unique=False)
    op.create_index(op.f("ix_signal_subject_id"), "signal", ["subject_id"], unique=False)
    op.create_index(op.f("ix_signal_warning_id"), "signal", ["warning_id"], unique=False)

    op.create_table(
        "warning_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warning_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("level_before", sa.Text(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_warning_act_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["warning_id"], ["warning.id"], name=op.f("fk_warning_act_warning_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_act")),
    )
    op.create_index(op.f("ix_warning_act_warning_id"), "warning_act", ["warning_id"], unique=False)

    op.create_table(
        "warning_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warning_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deadline_at", UtcTime(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["warning_id"], ["warning.id"], name=op.f("fk_warning_step_warning_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_step")),
    )
    op.create_index(
        op.f("ix_warning_step_warning_id"), "warning_step", ["warning_id"], unique=False
    )

    op.create_table(
        "signal_complaint",
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_signal_complaint_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_complaint_signal_id")
        ),
        sa.PrimaryKeyConstraint("signal_id", "complaint_id", name=op.f("pk_signal_complaint")),
    )
    op.create_index(
        op.f("ix_signal_complaint_complaint_id"), "signal_complaint", ["complaint_id"], unique=False
    )

    op.create_table(
        "signal_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("other_signal", sa.Integer(), nullable=True),
        sa.Column("observed", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_signal"], ["signal.id"], name=op.f("fk_signal_note_other_signal")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_signal_note_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_note_signal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_note")),
    )
    op.create_index(op.f("ix_signal_note_signal_id"), "signal_note", ["signal_id"], unique=False)

    op.create_table(
        "trader_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warning_id", sa.Integer(), nullable=True),
        sa.Column("signal_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("officers", sa.String(), nullable=False),
        sa.Column("trader_side", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("promised", sa.String(), nullable=False),
        sa.Column("promised_until", UtcTime(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("talked_at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_trader_talk_signal_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_trader_talk_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["warning_id"], ["warning.id"], name=op.f("fk_trader_talk_warning_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trader_talk")),
    )
    op.create_index(op.f("ix_trader_talk_signal_id"), "trader_talk", ["signal_id"], unique=False)
    op.create_index(op.f("ix_trader_talk_subject_id"), "trader_talk", ["subject_id"], unique=False)
    op.create_index(op.f("ix_trader_talk_warning_id"), "trader_talk", ["warning_id"], unique=False)
