"""Keep the team trained.

Certificates of people, the register of experts and partners, the training of a year and who came
to it have tables of their own. An older program may go on: it knows of none.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# Choices and JSON, which the models keep as text of any length.
LONG = ("group", "groups", "result")


def upgrade() -> None:
    _certificates()
    _partners()
    _training()
    _people()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text() if name in LONG else sa.String(), nullable=False)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=nullable)


def _certificates() -> None:
    op.create_table(
        "certificate",
        _id(),
        _number("person_id"),
        *map(_text, ("skill", "number")),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        *map(_text, ("note", "file_name")),
        _moment("at", nullable=False),
        _text("by"),
        _moment("corrected_at"),
        _text("corrected_by"),
        _moment("revoked_at"),
        *map(_text, ("revoked_by", "revoked_why")),
        _number("version"),
        sa.CheckConstraint(
            "expires_on IS NULL OR expires_on > issued_on", name=op.f("ck_certificate_days")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("skill", "number", name=op.f("uq_certificate_skill_number")),
    )
    op.create_index(op.f("ix_certificate_person_id"), "certificate", ["person_id"])


def _partners() -> None:
    words = ("kind", "organisation", "contact", "phone", "what_for", "agreement")
    op.create_table(
        "partner",
        _id(),
        *map(_text, words),
        sa.Column("expires_on", sa.Date(), nullable=True),
        *map(_text, ("note", "file_name")),
        _moment("at", nullable=False),
        _text("by"),
        _moment("corrected_at"),
        _text("corrected_by"),
        _moment("ended_at"),
        *map(_text, ("ended_by", "ended_why")),
        _number("version"),
        sa.CheckConstraint(
            "expires_on IS NULL OR agreement <> ''", name=op.f("ck_partner_agreement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint(
            "organisation", "contact", name=op.f("uq_partner_organisation_contact")
        ),
    )


def _training() -> None:
    op.create_table(
        "training",
        _id(),
        *map(_text, ("topic", "matter", "group", "groups")),
        _number("hours"),
        _moment("due_at"),
        sa.Column("whole_month", sa.Boolean(), nullable=False),
        _moment("planned_at"),
        _text("planned_by"),
        _moment("changed_at"),
        _text("changed_by"),
        _moment("called_off_at"),
        *map(_text, ("called_off_by", "called_off_why")),
        _moment("held_at"),
        _number("held_hours", nullable=True),
        *map(_text, ("place", "teacher", "findings")),
        _moment("recorded_at"),
        _text("recorded_by"),
        _number("version"),
        sa.CheckConstraint("hours > 0", name=op.f("ck_training_hours")),
        sa.CheckConstraint(
            "held_at IS NULL OR called_off_at IS NULL AND coalesce(held_hours, 0) > 0",
            name=op.f("ck_training_held"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )
    op.create_index(op.f("ix_training_held_at"), "training", ["held_at"])


def _people() -> None:
    op.create_table(
        "training_person",
        _id(),
        *map(_number, ("training_id", "person_id")),
        _text("result"),
        _moment("at", nullable=False),
        _text("by"),
        _moment("corrected_at"),
        _text("corrected_by"),
        _number("version"),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_training_person_training_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_person_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_person")),
        sa.UniqueConstraint(
            "training_id", "person_id", name=op.f("uq_training_person_training_id_person_id")
        ),
    )
    op.create_index(op.f("ix_training_person_person_id"), "training_person", ["person_id"])
