"""Give people numbers that say nothing.

On a server the column complaint.person_key held an HMAC under a key that every seat was given;
from here on it holds a random number, which the server gives by itself (db/postgres/
person_key.sql). Who is there already gets theirs from `commandcenter init`, a few complaints at a
time, beside the work of the seats (commandcenter/store/complaints/person_key_care.py);
`people_numbered` says that it is done.

An older program may go on with everything but bringing complaints in: it asks for the key and is
refused.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "schema_info",
        sa.Column("people_numbered", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
