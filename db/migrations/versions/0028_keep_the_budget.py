"""Keep the budget: lines of a year, their changes, the bureau's own requests.

A request of an incident that costs money names the budget it is paid of, why beyond it, what was
paid and the voucher. An older program may go on: what it approves names no budget.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

LINE = "budget_line"


def upgrade() -> None:
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
