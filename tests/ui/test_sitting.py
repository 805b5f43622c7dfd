"""A right that begins or ends while its holder's window is open."""

from datetime import timedelta

import pytest
import shiboken6

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.rights import Action
from commandcenter.services import delegation, incidents, people
from commandcenter.services.guard import rights
from commandcenter.services.sitting import require_still, standing
from commandcenter.ui.seat import open_seat

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
    delegate(city, city.db.clock() + timedelta(seconds=3))
    qtbot.waitUntil(lambda: deputy.actor.delegated)
    qtbot.waitUntil(lambda: not deputy.actor.delegated, timeout=9000)


def test_who_looks_at_an_open_seat_is_told_that_its_rights_changed(qtbot, city, deputy):
    with qtbot.waitSignal(deputy.feed.changed, timeout=5000):
        delegate(city, city.db.clock() + HOUR)
    with qtbot.waitSignal(deputy.notices.told, timeout=5000) as told:
        deputy.notices.listen(lambda notice: None)
        qtbot.waitUntil(lambda: deputy.actor.delegated)
    assert "权限已变更" in told.args[0].text


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


def test_whom_the_database_does_not_know_keeps_what_he_has(city, actor):
    with city.db.read() as session:
        stranger = type(actor)(9999, "nobody", "无", actor.grants)
        require_still(session, stranger)
        assert standing(session, stranger).actor == stranger
        assert rights(session).allows(stranger, Action.GIVE_INSTRUCTION)
