"""Keep who did it.

Who put right last, and when, an answer to a legal question or to one of the press, and what was
entered of a training or an activity that was held: who answered or entered it first stays. Of an
item of opinion also when it was first watched, and referred. Who sent a report to each receiver,
entered what the body above decided, and called a drill off. Of what was done before, the journal
alone says it. An older program may go on with everything but putting these
right: on a server it is refused.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("legal_question", "press_question", "training", "publicity"):
        _add(table, "corrected")
    _add("opinion", "watched")
    _add("opinion", "referred")
    _add("drill_record", "called_off")
    op.add_column("report_receipt", sa.Column("sent_by", sa.String(), nullable=True))
    op.add_column("level_decision", sa.Column("registered_by", sa.String(), nullable=True))


def _add(table: str, verb: str) -> None:
    op.add_column(table, sa.Column(f"{verb}_at", UtcTime(), nullable=True))
    op.add_column(table, sa.Column(f"{verb}_by", sa.String(), nullable=True))
