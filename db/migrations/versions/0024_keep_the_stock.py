"""Keep the stock.

Items by store with what is on hand, and the ledger of what moved. An older program may go on: it
knows no stock, and what it delivers comes from none.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _items()
    _moves()


def _items() -> None:
    op.create_table(
        "stock_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("store", "unit")),
        sa.Column("used_up", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("minimum", "on_hand", "lent")),
        sa.Column("valid_until", UtcTime(), nullable=True),
        sa.Column("check_months", sa.Integer(), nullable=True),
        sa.Column("checked_at", UtcTime(), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("plate", "driver")),
        sa.Column("mileage", sa.Integer(), nullable=True),
        sa.Column("inspected_until", UtcTime(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("edited_at", UtcTime(), nullable=True),
        sa.Column("edited_by", sa.String(), nullable=True),
        sa.Column("retired_at", UtcTime(), nullable=True),
        sa.Column("retired_by", sa.String(), nullable=True),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_stock_item_on_hand")),
        sa.CheckConstraint("lent >= 0", name=op.f("ck_stock_item_lent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_item")),
    )


def _moves() -> None:
    op.create_table(
        "stock_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("item", "unit")),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("amount", "on_hand", "lent")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("came", "returned_as")),
        *(
            sa.Column(name, sa.Integer(), nullable=True)
            for name in ("of_id", "incident_id", "request_id", "person_id")
        ),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("taker", "taker_unit")),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("driver", sa.String(), nullable=False),
        sa.Column("mileage", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        *(
            sa.CheckConstraint(f"{name} >= 0", name=op.f(f"ck_stock_move_{name}"))
            for name in ("amount", "on_hand", "lent")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{other}.id"], name=op.f(f"fk_stock_move_{column}")
            )
            for column, other in (
                ("item_id", "stock_item"), ("of_id", "stock_move"), ("incident_id", "incident"),
                ("request_id", "supply_request"), ("person_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_move")),
    )  # fmt: skip
    for columns in (["of_id"], ["incident_id"], ["request_id"], ["item_id", "id"]):
        op.create_index(
            op.f(f"ix_stock_move_{'_'.join(columns)}"), "stock_move", columns, unique=False
        )
