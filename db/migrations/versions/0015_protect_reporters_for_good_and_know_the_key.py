"""Protect reporters for good, and know the key.

What is or was a report (举报) is found after this, a few complaints at a time, beside the work of
the seats (commandcenter/store/complaints/reporters.py); from the first moment the database's own
triggers mark what becomes one. The check value of the person key is set by `init` once it has seen
that the key fits (commandcenter/store/complaints/person_key_care.py).

An older program may go on: it knows neither column and writes neither. What it takes in or corrects
is marked by the triggers, and a key that is not this database's is handed to nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "complaint",
        sa.Column("reporter_protected", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    gone = sa.text("table_name = 'complainant' AND op = 'delete'")
    op.create_index(
        op.f("ix_journal_row_gone"), "journal_row", ["row_key"], unique=False,
        sqlite_where=gone, postgresql_where=gone,
    )  # fmt: skip
    op.add_column("schema_info", sa.Column("key_check", sa.String(), nullable=True))
    op.add_column(
        "schema_info",
        sa.Column("reporters_known", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
