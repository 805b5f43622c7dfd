"""A right that begins or ends while its holder's window is open."""

from datetime import timedelta
from functools import partial

import pytest
import shiboken6
from sqlalchemy import update

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.rights import Action
from commandcenter.services.command import delegation
from commandcenter.services.guard import PROGRAM, rights
from commandcenter.services.incident import incidents
from commandcenter.services.seat import membership, people
from commandcenter.services.seat.sitting import require_still, standing
from commandcenter.store import journal, schema_state
from commandcenter.store.tables.every import DelegationRow, SchemaInfoRow
from commandcenter.ui.frame.seat import open_seat

HOUR = timedelta(hours=1)


@pytest.fixture
def deputy(themed, city):
    seat = open_seat(city.luomin, city.db, after=0)
    yield seat
    seat.close()
    for part in (seat.sitting, seat.feed, seat.tasks, seat.ticker, seat.notices):
        shiboken6.delete(part)


def delegate(city, until):
    return city.do(delegation.delegate, "chenyu", city.luomin.person_id, None, until, "出差")


def test_a_delegation_reaches_an_open_seat_and_ends_there(qtbot, city, deputy):
    assert not deputy.actor.delegated
    given = delegate(city, city.db.clock() + HOUR)
    qtbot.waitUntil(lambda: deputy.actor.delegated)
    city.do(delegation.revoke, "chenyu", given)
    qtbot.waitUntil(lambda: not deputy.actor.delegated)


def test_a_delegation_ends_in_an_open_seat_by_the_clock(qtbot, city, deputy):
    number = delegate(city, city.db.clock() + HOUR)
    qtbot.waitUntil(lambda: deputy.actor.delegated)
    with city.db.write() as session:
        row = session.get_one(DelegationRow, number)
        row.valid_until = city.db.clock() + timedelta(seconds=2)
        journal.record(session, PROGRAM, "delegation", number, "delegated")
    qtbot.waitUntil(lambda: not deputy.actor.delegated)


def test_a_late_answer_about_rights_that_have_changed_since_is_not_believed(
    city, deputy, monkeypatch
):
    asked = []

    def read(_owner, _query, done, _failed, *, whole=False):
        asked.extend([done] if whole else [])  # of rights, not whether the program is too old

    monkeypatch.setattr(deputy.tasks, "read", read)
    deputy.sitting._look()
    before = city.ask(standing, deputy.actor)
    delegate(city, city.db.clock() + HOUR)
    deputy.sitting._look()
    late, newest = asked
    newest(city.ask(standing, deputy.actor))
    late(before)
    assert deputy.actor.delegated


def test_who_looks_at_an_open_seat_is_told_that_its_rights_changed(qtbot, city, deputy):
    said = []
    deputy.notices.posted.connect(said.append)
    delegate(city, city.db.clock() + HOUR)
    deputy.notices.listen(lambda notice: None)
    qtbot.waitUntil(lambda: deputy.actor.delegated)
    qtbot.waitUntil(lambda: any("权限已变更" in notice.text for notice in said))


def test_a_decision_sent_after_the_right_ended_is_not_made(qtbot, city, deputy):
    """The window has not heard of it yet: the database is asked under the pen."""
    incident = city.register()
    given = delegate(city, city.db.clock() + HOUR)
    qtbot.waitUntil(lambda: deputy.actor.delegated)
    as_he_was = deputy.actor

    def decide(session):
        incidents.decide_grade(session, as_he_was, incident, Level.III, "同意")

    deputy.feed.stop()
    city.do(delegation.revoke, "chenyu", given)
    with qtbot.waitSignal(deputy.tasks.refused) as refused:
        deputy.tasks.write(deputy.feed, decide)
    assert refused.args == ["您的权限刚刚变更，请核对后再办。"]


def test_a_group_for_one_incident_is_a_right_until_it_is_left(city):
    incident = city.register()
    before = city.wuyue
    city.do(people.assign_to_group, "chenyu", incident, before.person_id, Group.LEGAL)
    with city.db.read() as session:
        assert Group.LEGAL in standing(session, before).actor.groups()
        with pytest.raises(RuleBroken, match="权限刚刚变更"):
            require_still(session, before)


def test_who_left_the_bureau_is_told_so_at_the_open_seat_and_writes_nothing(qtbot, city, deputy):
    told = []
    deputy.notices.posted.connect(told.append)
    deputy.notices.listen(lambda notice: None)
    city.do(membership.disable, "admin", deputy.actor.person_id)
    qtbot.waitUntil(lambda: bool(told))
    city.register()  # another change that may concern them
    qtbot.waitUntil(lambda: deputy.tasks.idle)
    assert [notice.text for notice in told] == ["罗敏的账号已经停用。"]
    with city.db.read() as session, pytest.raises(RuleBroken, match="罗敏的账号已经停用"):
        require_still(session, deputy.actor)


def test_whom_the_database_does_not_know_keeps_what_he_has(city, actor):
    with city.db.read() as session:
        stranger = type(actor)(9999, "nobody", "无", actor.grants)
        require_still(session, stranger)
        assert standing(session, stranger).actor == stranger
        assert rights(session).allows(stranger, Action.GIVE_INSTRUCTION)


def upgrade_beneath(city, monkeypatch, oldest):
    """What a newer program leaves behind, while this seat works on."""
    monkeypatch.setattr(schema_state, "head", lambda: "before")
    with city.db.write() as session:
        session.execute(update(SchemaInfoRow).values(min_client=oldest))
        journal.record(session, PROGRAM, "schema", 9_999, "upgraded")


def test_a_seat_is_told_of_an_upgrade_beneath_it_and_works_on(qtbot, city, deputy, monkeypatch):
    told = []
    deputy.notices.posted.connect(told.append)
    deputy.notices.listen(lambda notice: None)
    for _ in range(2):
        upgrade_beneath(city, monkeypatch, "0.1.0")
        qtbot.waitUntil(lambda: bool(told) and deputy.tasks.idle)
    assert ["本席可以继续工作" in notice.text for notice in told] == [True]  # once is enough
    require = partial(require_still, actor=deputy.actor)
    with qtbot.waitCallback() as done:
        deputy.tasks.write(deputy.sitting, require, done)


def test_a_program_too_old_for_an_upgrade_can_write_no_more(qtbot, city, deputy, monkeypatch):
    told = []
    deputy.notices.posted.connect(told.append)
    deputy.notices.listen(lambda notice: None)
    upgrade_beneath(city, monkeypatch, "99.0")
    qtbot.waitUntil(lambda: bool(told))
    assert "本席不能再写入" in told[0].text
    with qtbot.waitSignal(deputy.tasks.refused) as refused:
        deputy.tasks.write(deputy.sitting, lambda session: None)
    assert "过旧，此数据库要求 99.0 或更新" in refused.args[0]
