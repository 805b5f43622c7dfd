"""Take out what was attached by mistake.

Of a file that hangs on an obligation: who took it out again, when and why. Row and file stay. An
older program may go on: it shows such a file as attached.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attachment", sa.Column("removed_at", UtcTime(), nullable=True))
    op.add_column("attachment", sa.Column("removed_by", sa.String(), nullable=True))
    op.add_column("attachment", sa.Column("removed_why", sa.String(), nullable=True))
