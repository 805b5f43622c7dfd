"""Let the server count the complaints.

Its own triggers keep the counts (db/postgres/rollups.sql); no table changes. A program that
counts by itself would count twice, so it must not write any more (schema.OLDEST_CLIENT); what
one of them wrote meanwhile is put right by the check of the night.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The triggers follow after each upgrade: see commandcenter/store/triggers.py."""
