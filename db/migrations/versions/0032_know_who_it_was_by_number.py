"""Know who it was by number.

Who entered a line of the duty log, rang somebody, asked for supplies or money, attached a file or
handed over: two people may have one name, and only the number tells which of them may see the row
or take it back. Of the rows that are there already nobody is known by number: a name does not say
which person it was, and no row is changed, so that the journal's images go on saying what the rows
say.

An older program may go on: on a server the number is set for it; in a file what it enters is
nobody's own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

COLUMNS = {
    "duty_log": "by_id",
    "call_up": "by_id",
    "supply_request": "asked_by_id",
    "fund_request": "asked_by_id",
    "attachment": "by_id",
    "handover": "given_by_id",
}


def upgrade() -> None:
    for table, name in COLUMNS.items():
        key = sa.ForeignKey("person.id", name=f"fk_{table}_{name}")
        column = sa.Column(name, sa.Integer(), key, nullable=True)
        op.add_column(table, column, inline_references=True)
