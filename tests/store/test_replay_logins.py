"""The past under a person's login, from which the images of the duty log are hidden."""

import pytest
from sqlalchemy import select

from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.services.command import duty, running_log
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import DutyLogRow, LogEntryRow
from tests.city import EAST
from tests.conftest import run_sql
from tests.past import past
from tests.services.guarded import Bureau

PERSONAS = [(Role.DUTY, None, None), (Role.COMMANDER, None, None), (Role.COUNTY, None, EAST)]
BY_PERSONA = pytest.mark.parametrize("persona", PERSONAS, ids=lambda p: str(p[0]))


@pytest.fixture
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE past_logins TEMPLATE template")
    bureau = Bureau(cluster, "past_logins", PERSONAS)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE past_logins WITH (FORCE)")


def entry(words, **named):
    return duty.NewEntry(duty.LogKind.CALL_IN, words, name="王女士", phone="13900001234", **named)


def duty_log(db):
    """What it says; names as the login sees them are left out."""
    row = DutyLogRow
    columns = (row.id, row.text, row.incident_id, row.follow, row.closed_at, row.closed_by,
               row.closed_words)  # fmt: skip
    with db.read() as session:
        said = session.execute(select(*columns).order_by(row.id)).all()
        return said, session.scalars(select(LogEntryRow.text).order_by(LogEntryRow.id)).all()


@BY_PERSONA
def test_the_duty_log_of_the_past_knows_nothing_of_later(bureau, cluster, persona):
    city, incident = bureau.city, bureau.incidents[Level.III]

    def write(words, **named):
        return city.do(duty.write_entry, "liwei", entry(words, **named))

    first, second = write("先来的", follow=True), write("要跟进", follow=True)
    write("本事件的", incident_id=incident)
    settled = write("办结在前", incident_id=incident, follow=True)
    city.do(duty.settle, "liwei", settled, "已办")
    login = bureau.actors[persona].login
    db = open_database(cluster.url("past_logins").replace("postgres@", f"{login}@"))
    moment = bureau.db.clock()
    then = duty_log(db)
    city.do(duty.link, "liwei", first, incident)
    city.do(duty.settle, "liwei", second, "后来办的")
    write("后来的")
    write("后来的", incident_id=incident)
    city.do(running_log.write_line, "zhoulan", incident, "后来的动态")
    assert duty_log(db) != then
    before = past(db, incident, moment)
    if persona[0] is Role.COUNTY:  # which sees today what was linked since: as it was then
        unlinked = (first, "先来的", None, True, None, None, None)
        then = [unlinked, *then[0]], then[1]
    assert duty_log(before) == then
    before.close()
    now = past(db, incident, bureau.db.clock())
    assert duty_log(now) == duty_log(db)
    now.close()
    db.close()
