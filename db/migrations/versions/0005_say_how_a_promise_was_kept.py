"""Say how a promise was kept."""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of a talk with a trader: who found out how, and when.
    op.add_column("trader_talk", sa.Column("kept_words", sa.String(), nullable=True))
    op.add_column("trader_talk", sa.Column("kept_by", sa.String(), nullable=True))
    op.add_column("trader_talk", sa.Column("kept_at", UtcTime(), nullable=True))
