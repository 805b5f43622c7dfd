"""Keep what could not be read of a complaint.

The amount as it was written where it is no exact number (约2000, 不清楚), and the words of other
fields that nothing could be read of. An older program may go on: it writes neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("amount_words", "unread"):
        words = sa.Column(name, sa.String(), server_default="", nullable=False)
        op.add_column("complaint", words)
