"""Pin the main incident of the wall.

Of several live incidents the wall gives the gravest most room; people may pin another one.
An older program may go on: it shows the gravest.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("pinned_at", UtcTime(), nullable=True))
    op.add_column("incident", sa.Column("pinned_by", sa.String(), nullable=True))
