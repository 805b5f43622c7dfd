"""Find what was brought in unmarked.

A report that comes without the mark that protects who reported is found at once.

On an embedded file such a report is marked when its import is closed, no longer by a trigger on
each row, which cost an import a tenth of its time. The index is empty where all are marked.
An older program may go on: it closes its imports, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

UNMARKED = "kind = 'report' AND NOT reporter_protected"


def upgrade() -> None:
    _unmarked_reports()


def _unmarked_reports() -> None:
    op.create_index(
        "ix_complaint_unmarked",
        "complaint",
        ["batch_id"],
        unique=False,
        sqlite_where=sa.text(UNMARKED),
        postgresql_where=sa.text(UNMARKED),
    )
