"""Founding a bureau in a window: on this machine, or in the empty database of a server."""

from datetime import UTC, datetime
from functools import partial

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from commandcenter.domain.seat.people_list import judged
from commandcenter.domain.times import local
from commandcenter.offices import laying
from commandcenter.offices.credentials import Ask, ask_on_terminal
from commandcenter.program.windows import close, qt
from commandcenter.settings import Settings
from commandcenter.store.database import Database, open_database, sqlite_file
from commandcenter.store.tables import CityRow, PersonRow
from commandcenter.ui import look
from commandcenter.ui.seat.founding_pages import Ground
from commandcenter.ui.seat.founding_wizard import FoundingWizard


def found(
    url: str, settings: Settings, *, alone: bool, ask: Ask = ask_on_terminal
) -> tuple[str, str, bool] | None:
    """Login and password of who founded it, and whether the first import is to come next; None
    where they gave up, and nothing was written. `alone`: one person may be all there is."""
    ground = Ground(own=True, alone=alone, today=local(datetime.now(UTC)).date())
    with qt(settings, look.DESK):
        wizard = FoundingWizard(ground, partial(laying.lay, url, ask=ask), judged)
        wizard.exec()
        done, founder = wizard.laid is not None, wizard.wish.founder
        wants_import = wizard.wants_import
        close(wizard)
    if not done or founder is None:
        return None
    return founder.login.strip(), founder.password, wants_import


def is_founded(url: str) -> bool:
    """Whether there is a bureau in an embedded database: its borders, or anybody."""
    file = sqlite_file(url)
    if file is None or not (file.is_file() and file.stat().st_size):
        return file is None
    db = open_database(url)
    try:
        return _has_bureau(db)
    finally:
        db.close()


def _has_bureau(db: Database) -> bool:
    """Of another program's database, or a damaged one, others say what is wrong with it."""
    with db.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if tables and not {CityRow.__tablename__, PersonRow.__tablename__} <= tables:
            return True
        with Session(connection) as session:
            wanted = (select(row.id).limit(1) for row in (CityRow, PersonRow))
            return bool(tables) and any(session.scalar(each) is not None for each in wanted)
