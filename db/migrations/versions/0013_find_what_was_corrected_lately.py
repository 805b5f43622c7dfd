"""Find what was corrected lately.

Put back, flagged or no longer flagged too; each run of the watch asks, and read all of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, ended in (("complaint_correction", "undone_at"), ("complaint_flag", "lifted_at")):
        op.create_index(f"ix_{table}_at", table, ["at"], unique=False)
        op.create_index(
            f"ix_{table}_{ended}",
            table,
            [ended],
            unique=False,
            sqlite_where=sa.text(f"{ended} IS NOT NULL"),
            postgresql_where=sa.text(f"{ended} IS NOT NULL"),
        )
