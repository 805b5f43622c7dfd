"""An embedded file as a person without the picture reads it: the rows a server would show them.

On a server the policies of read_rules.py refuse the rest. SQLite has none, so a connection of such
a reader has a temporary view before each table that is closed to them: SQLite takes it for the
table, whoever asks. Only reading goes this way; what is written is for the services to judge.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event

from commandcenter.domain.seat.sight import Sight
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from commandcenter.store.read_rules import BUREAUS_OWN, OPEN, SYSTEM_ALARM
from commandcenter.store.tables.every import Base

NOTHING = "0"
# Of the tables that are not everybody's: which rows such a person reads.
BUREAU = {
    "account": "1",
    "alarm": SYSTEM_ALARM,
    "alarm_act": f"alarm_id IN (SELECT id FROM main.alarm WHERE {SYSTEM_ALARM})",
    "attendance": "1",
    "batch": "1",
    "draft": "person_id = {me}",
    "drill_act": "kind NOT IN ('note', 'said')",
    "journal_row": f"table_name IN ({', '.join(map(repr, sorted(OPEN)))})",
    "obligation": BUREAUS_OWN,
    "seen": "person_id = {me}",
}
OWN_ENTRY = "batch_id IN (SELECT id FROM main.batch WHERE opener_id = {me})"
ENTERED = {
    "alarm": NOTHING,
    "alarm_act": NOTHING,
    "obligation": NOTHING,
    "batch": "opener_id = {me}",
    "complaint": OWN_ENTRY,
    "complainant": f"complaint_id IN (SELECT id FROM main.complaint WHERE {OWN_ENTRY})",
    "phone_call": "person_id = {me}",
    "subject": "1",
}
SHOWN = {Sight.BUREAU: BUREAU, Sight.ENTERED: BUREAU | ENTERED}


def narrowed(db: Database, sight: Sight, person_id: int) -> Database:
    """The same file with connections of its own, on which only so much is read."""
    engine = make_engine(db.engine.url.render_as_string(hide_password=False))
    views = list(_views(sight, person_id))

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        for view in views:
            connection.execute(view)

    return Database(db.engine, db.clock, db.drill, reader=engine)


def _views(sight: Sight, person_id: int) -> Iterator[str]:
    shown = SHOWN[sight]
    for table in Base.metadata.sorted_tables:
        if table.name not in OPEN:
            rows = shown.get(table.name, NOTHING).format(me=person_id)
            yield (
                f'CREATE TEMP VIEW "{table.name}" AS SELECT * FROM main."{table.name}" WHERE {rows}'
            )
