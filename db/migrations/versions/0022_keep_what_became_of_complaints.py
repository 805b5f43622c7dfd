"""Keep what became of complaints.

办理状态, 办结时间, 调解结果, 挽回金额 and 承办单位, as the files say of the systems that complaints
come from. An older program may go on: it writes none of them.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("status", "outcome", "office"):
        words = sa.Column(name, sa.String(), server_default="", nullable=False)
        op.add_column("complaint", words)
    op.add_column("complaint", sa.Column("finished_at", UtcTime(), nullable=True))
    op.add_column("complaint", sa.Column("recovered_cents", sa.BigInteger(), nullable=True))
