"""Keep when an act was entered.

Of an obligation that is done: when and by whom it was entered, beside when it is said to be done.
What was entered after the limit says so (补记). Of what was done before, the journal alone says it.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0034"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("obligation", sa.Column("entered_at", UtcTime(), nullable=True))
    op.add_column("obligation", sa.Column("entered_by", sa.String(), nullable=True))
