"""A drill has a store of its own, and nothing of it reaches the bureau's."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.drills.drill import DrillMark, Mode
from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import drill_stores
from commandcenter.queries.papers.journal_mark import journal_mark
from commandcenter.services.command import duty
from commandcenter.services.drills import conduct, injects, register
from commandcenter.store.database import now, open_database
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.tables.every import (
    Base,
    ComplaintRow,
    DrillInjectRow,
    DrillRow,
    IncidentRow,
    PersonRow,
    SimulatedClockRow,
)
from tests.services.drills.conftest import BEGINS, CONDUCTOR, SCRIPT

MARK = {
    "id": 1, "title": "x", "mode": Mode.LIVE, "blind": False, "source": "", "conductor": "",
    "conductor_name": "", "observers": [], "players": [], "bureau": "", "founded_from": "",
    "founded_micros": 0, "begins_at": BEGINS, "until": BEGINS, "script": "", "rules": {},
}  # fmt: skip
CLOCK = {"id": 1, "real_micros": 0, "simulated_micros": 0, "speed": 60, "story": ""}


def contents(db):
    """All that is in a database: of a file its bytes, of a server every row of every table."""
    if db.embedded:
        path = db.engine.url.database
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    asked = "SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM \"{}\" r"
    with db.read() as session:
        tables = [table.name for table in Base.metadata.sorted_tables]
        return {name: session.scalar(text(asked.format(name))) for name in tables}


@pytest.mark.parametrize(("row", "values"), [(DrillRow, MARK), (SimulatedClockRow, CLOCK)])
def test_a_store_that_was_founded_as_real_takes_neither_the_mark_nor_a_clock(city, row, values):
    with (
        pytest.raises(DBAPIError, match="not founded as a drill"),
        city.db.write() as session,
    ):
        session.execute(insert(row).values(values))
    assert city.ask(mark_of) is None


def test_the_mark_of_a_drill_is_never_changed(drill):
    for statement in ("UPDATE drill SET title = 'x'", "DELETE FROM drill"):
        with pytest.raises(DBAPIError, match="never changed"), drill.db.write() as session:
            session.execute(text(statement))
    assert drill.db.drill == DrillMark(SCRIPT.title, SCRIPT.mode)
    assert drill.ask(journal_mark).drill


def test_a_drill_has_the_people_of_the_bureau_and_none_of_its_incidents(city, found):
    city.register()
    city.take_in(city.complaint("R1"))
    drill = found()
    assert drill.ask(lambda s: s.scalars(select(IncidentRow.id)).all()) == []
    assert drill.ask(lambda s: s.scalars(select(ComplaintRow.id)).all()) == []
    logins = select(PersonRow.login).order_by(PersonRow.login)
    assert drill.ask(lambda s: s.scalars(logins).all()) == city.ask(
        lambda s: s.scalars(logins).all()
    )
    assert drill.actor("chenyu").grants == city.chenyu.grants


def test_no_byte_of_a_drill_enters_the_real_store(city, drill):
    before = contents(city.db)
    drill.start(60)
    drill.do(conduct.next_inject, CONDUCTOR)
    for number in drill.ask(injects.due):
        injects.carry_out(drill.db, drill.actor(CONDUCTOR), number)
    drill.do(duty.write_entry, "liwei", duty.NewEntry(LogKind.CALL_IN, "校医来电", unit="校医"))
    drill.do(conduct.note, CONDUCTOR, "接得及时")
    drill.do(conduct.end, CONDUCTOR)
    assert contents(city.db) == before
    assert city.db.drill is None


def test_the_register_of_drills_is_kept_in_the_real_store_alone(drill):
    with pytest.raises(RuleBroken, match="登记在实战库"):
        drill.do(register.plan, CONDUCTOR, "x", Mode.LIVE, BEGINS)


def test_a_real_store_cannot_be_conducted(city):
    with pytest.raises(RuleBroken, match="实战库"):
        city.do(conduct.start, CONDUCTOR)
    with pytest.raises(RuleBroken, match="不是演练库"):
        drill_stores.open_drill(city.db.engine.url.render_as_string(hide_password=False))


def test_all_who_have_the_store_open_follow_its_clock(drill):
    other = open_database(drill.url)
    try:
        assert other.clock() == BEGINS
        drill.start(60)
        drill.do(conduct.next_inject, CONDUCTOR)
        with other.read() as session:
            at = now(session)
        assert at >= BEGINS + timedelta(minutes=5)
        drill.do(conduct.pause, CONDUCTOR)
        with other.read() as session:
            stands = now(session)
        assert stands >= at
        assert other.clock() == stands
    finally:
        other.close()


def test_rows_and_lines_of_a_drill_have_its_time(drill):
    drill.start()
    drill.do(conduct.next_inject, CONDUCTOR)
    [number] = drill.ask(injects.due)
    injects.carry_out(drill.db, drill.actor(CONDUCTOR), number)
    row = drill.ask(lambda s: s.get_one(DrillInjectRow, number))
    assert timedelta() <= row.carried_out_at - row.at < timedelta(minutes=2)
    lines = drill.ask(lambda s: s.execute(text("SELECT min(at), max(at) FROM journal")).one())
    first, last = (
        each if not drill.db.embedded else BEGINS.fromtimestamp(each / 1e6, BEGINS.tzinfo)
        for each in lines
    )
    assert BEGINS - timedelta(days=2) < first < last < BEGINS + timedelta(hours=1)
