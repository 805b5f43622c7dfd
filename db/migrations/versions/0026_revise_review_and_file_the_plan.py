"""Revise, review and file the plan.

A revision is a draft with what it changes, signed and in force from a moment; a review and a 备案
have their records; a gap names the draft and the version that answer it; the rules of a county
have their file and the city's receipt. An older program may go on: it knows no drafts.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
