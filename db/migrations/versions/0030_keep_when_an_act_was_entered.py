"""Keep when an act was entered, and find the journal's lines by what they are about.

Of an obligation that is done: when and by whom it was entered, beside when it is said to be done.
What was entered after the limit says so (补记). Of what was done before, the journal alone says it.
The journal has an index of what its lines are about, and one of the rows that were deleted.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("obligation", sa.Column("entered_at", UtcTime(), nullable=True))
    op.add_column("obligation", sa.Column("entered_by", sa.String(), nullable=True))
    op.create_index("ix_journal_kind_subject_number", "journal", ["kind", "subject", "number"])
    deleted = sa.text("op = 'delete'")
    op.create_index(
        op.f("ix_journal_row_deleted"), "journal_row", ["row_key"], unique=False,
        sqlite_where=deleted, postgresql_where=deleted,
    )  # fmt: skip
