"""Keep inspections, surveys and risks."""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "readiness",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("date_code", sa.String(), nullable=False),
        sa.Column("item_code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_readiness_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness")),
        sa.UniqueConstraint(
            "date_code", "item_code", name=op.f("uq_readiness_date_code_item_code")
        ),
    )
    op.create_table(
        "risk_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("done_words", sa.String(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district"], ["district.code"], name=op.f("fk_risk_judgement_district")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_risk_judgement_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_judgement")),
    )
    op.create_index(
        op.f("ix_risk_judgement_scope_key"), "risk_judgement", ["scope", "key"], unique=False
    )

    op.create_table(
        "risk_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("held_at", UtcTime(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("subject_name", sa.String(), nullable=False),
        sa.Column("credit_code", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("officers", sa.String(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("unhappy", sa.Integer(), nullable=True),
        sa.Column("findings", sa.String(), nullable=False),
        sa.Column("follow_up_at", UtcTime(), nullable=True),
        sa.Column("followed_at", UtcTime(), nullable=True),
        sa.Column("followed_words", sa.String(), nullable=False),
        sa.Column("followed_by", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("corrected_at", UtcTime(), nullable=True),
        sa.Column("corrected_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district"], ["district.code"], name=op.f("fk_risk_record_district")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_risk_record_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_record")),
        sa.UniqueConstraint(
            "kind", "system", "number", name=op.f("uq_risk_record_kind_system_number")
        ),
    )
    op.create_index(
        op.f("ix_risk_record_category_held_at"),
        "risk_record",
        ["category", "held_at"],
        unique=False,
    )
    op.create_index(op.f("ix_risk_record_held_at"), "risk_record", ["held_at"], unique=False)
    op.create_index(
        op.f("ix_risk_record_subject_id_held_at"),
        "risk_record",
        ["subject_id", "held_at"],
        unique=False,
    )
