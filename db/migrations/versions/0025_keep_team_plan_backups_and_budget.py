"""Keep team, plan, backups and budget.

Certificates of people, the register of experts and partners, the training of a year and who came
to it have tables of their own. A revision of the plan is a draft with what it changes, signed and
in force from a moment; a review and a 备案 have their records; a gap names the draft and version
that answer it; the rules of a county have their file and the city's receipt. A backup that was
made says where it lies and whether the person key is in it; a restore that was tried leaves a
record. The budget of a year has its lines and changes and the bureau's own requests; a request of
an incident that costs money names the budget it is paid of, what was paid and the voucher.
An older program may go on: it knows of none of these, and what it approves names no budget.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# Choices and JSON, which the models keep as text of any length.
LONG = ("group", "groups", "result")
LINE = "budget_line"


def upgrade() -> None:
    _team()
    _plan()
    _backups()
    _budget()


def _team() -> None:
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


def _plan() -> None:
    _revisions()
    _reviews()
    _filings()
    for column, other in (("revision_id", "plan_revision"), ("version_id", "plan_version")):
        _name("plan_gap", column, other)
    _name("county_rules", "version_id", "plan_version")
    _file()


def _who(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _when(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, UtcTime(), nullable=True) for name in names]


def _revisions() -> None:
    op.create_table(
        "plan_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafted_at", UtcTime(), nullable=False),
        *_who("edited_by", "submitted_by", "returned_by", "returned_why", "signed_by"),
        *_when("edited_at", "submitted_at", "returned_at", "signed_at", "holds_from"),
        *_who("in_force_by", "withdrawn_by", "withdrawn_why"),
        *_when("in_force_at", "withdrawn_at"),
        sa.Column("made_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], ["plan_version.id"], name=op.f(f"fk_plan_revision_{name}")
            )
            for name in ("base_id", "made_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_revision")),
    )


def _reviews() -> None:
    op.create_table(
        "plan_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_at", UtcTime(), nullable=False),
        sa.Column("people", sa.String(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_review")),
    )


def _filings() -> None:
    op.create_table(
        "plan_filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("filed_with", sa.String(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("filed_at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["plan_revision.id"], name=op.f("fk_plan_filing_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_filing")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_plan_filing_revision_id")),
    )


def _name(table: str, column: str, other: str) -> None:
    """A column that names a row of the other table, where there is one."""
    with op.batch_alter_table(table) as changed:
        changed.add_column(sa.Column(column, sa.Integer(), nullable=True))
        changed.create_foreign_key(op.f(f"fk_{table}_{column}"), other, [column], ["id"])
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _file() -> None:
    """The file of a county's rules, and the receipt of the city."""
    with op.batch_alter_table("county_rules") as changed:
        changed.add_column(sa.Column("sha256", sa.String(), nullable=True))
        changed.create_foreign_key(
            op.f("fk_county_rules_sha256"), "stored_file", ["sha256"], ["sha256"]
        )
        for column in (*_who("file_name", "receipt", "received_by"), *_when("received_at")):
            changed.add_column(column)


def _backups() -> None:
    op.add_column("watch_run", sa.Column("place", sa.String(), nullable=True))
    op.add_column("watch_run", sa.Column("keyed", sa.Boolean(), nullable=True))
    op.create_table(
        "restore_drill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("backup", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restore_drill")),
    )


def _budget() -> None:
    _lines()
    _changes()
    _requests()
    with op.batch_alter_table("supply_request") as changed:
        changed.add_column(sa.Column("budget_line_id", sa.Integer(), nullable=True))
        changed.add_column(sa.Column("over_budget", sa.String(), nullable=True))
        changed.add_column(sa.Column("spent_cents", sa.BigInteger(), nullable=True))
        changed.add_column(sa.Column("voucher", sa.String(), nullable=True))
        changed.create_foreign_key(
            op.f("fk_supply_request_budget_line_id"), LINE, ["budget_line_id"], ["id"]
        )


def _lines() -> None:
    op.create_table(
        LINE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
    )


def _changes() -> None:
    op.create_table(
        "budget_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["budget_line.id"], name=op.f("fk_budget_change_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_change")),
    )
    op.create_index(op.f("ix_budget_change_line_id"), "budget_change", ["line_id"], unique=False)


def _requests() -> None:
    words = ("item", "reason", "asked_by", "asked_from")
    op.create_table(
        "fund_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("budget_line_id", sa.Integer(), nullable=False),
        sa.Column("money_cents", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in words),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.Column("over_budget", sa.String(), nullable=False),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.Column("handled_at", UtcTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("spent_cents", sa.BigInteger(), nullable=True),
        sa.Column("voucher", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["budget_line_id"], ["budget_line.id"], name=op.f("fk_fund_request_budget_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_request")),
    )
    op.create_index(
        op.f("ix_fund_request_budget_line_id"), "fund_request", ["budget_line_id"], unique=False
    )
