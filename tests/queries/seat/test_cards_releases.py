"""What waits on the way of a release: one thing at a time, for who may do it now."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.opinion import Media
from commandcenter.domain.level import Level
from commandcenter.queries.releases.releases import release_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.watch.timeline import MarkKind, timeline
from commandcenter.services.command import opinions
from commandcenter.services.guard import PROGRAM
from commandcenter.services.releases import release_gates
from commandcenter.store import journal
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.services.releases.bureau_media import Press

KINDS = frozenset(
    {
        TodoKind.CHECK_RELEASE,
        TodoKind.APPROVE_RELEASE,
        TodoKind.PUBLISH_RELEASE,
        TodoKind.AMEND_RELEASE,
    }
)
EVERYBODY = ("chenyu", "luomin", "zhoulan", "xuzhiyuan", "dengqing", "yuhang", "maxiao", "liwei")


@pytest.fixture
def press(city):
    return Press(city).activate()


def waiting(press):
    """(who, what) for all who are asked for something."""
    city, found = press.city, {}
    for login in EVERYBODY:
        items = city.ask(todo, getattr(city, login), city.db.clock())
        for item in items:
            if item.kind in KINDS:
                found[login] = (item.kind, item.title)
    return found


def test_each_gate_waits_for_its_people_and_for_nobody_else(press):
    release = press.draft()
    assert waiting(press) == {}
    press.submit(release)
    assert waiting(press) == {"dengqing": (TodoKind.CHECK_RELEASE, "情况通报待合法性审核")}
    press.pass_legality(release)
    secrecy = (TodoKind.CHECK_RELEASE, "情况通报待保密审查")
    assert waiting(press) == {"zhoulan": secrecy, "yuhang": secrecy}
    press.pass_secrecy(release)
    assert waiting(press) == {"chenyu": (TodoKind.APPROVE_RELEASE, "情况通报待签发")}
    press.approve(release)
    tell = (TodoKind.PUBLISH_RELEASE, "情况通报已签发，待告知市委宣传部、市委网信办")
    assert waiting(press) == {"xuzhiyuan": tell, "yuhang": tell}
    press.notify_all(release)
    assert waiting(press)["yuhang"][1] == "情况通报已签发，待发布"
    press.publish(release)
    assert waiting(press) == {}


def test_the_legal_check_is_due_within_the_bureaus_half_hour(press):
    release = press.draft()
    press.submit(release)
    city = press.city
    [item] = [i for i in city.ask(todo, city.dengqing, city.db.clock()) if i.kind in KINDS]
    assert item.deadline_at - item.since == timedelta(minutes=30)


def test_a_returned_text_waits_for_those_who_write(press):
    release = press.draft()
    press.submit(release)
    press.city.do(release_gates.send_back, "dengqing", release, press.sha(release), "补充依据")
    amend = (TodoKind.AMEND_RELEASE, "情况通报退回修改")
    assert waiting(press) == {"xuzhiyuan": amend, "yuhang": amend}


def test_nobody_is_asked_to_sign_before_the_upper_body_has_authorised(press):
    release = press.draft()
    press.checked(release)
    with press.city.db.write() as session:
        session.get_one(IncidentRow, press.incident).grade = Level.II
        journal.record(session, PROGRAM, "incident", press.incident, "graded")
    document = (TodoKind.AMEND_RELEASE, "情况通报待登记上级授权")
    assert waiting(press) == {"xuzhiyuan": document, "yuhang": document}


def test_opinion_waits_as_one_thing_for_its_group(press):
    city, now = press.city, press.city.db.clock()
    for title, false in (("门店搬空", False), ("老板已出境", True)):
        item = opinions.Item("某平台", Media.SELF, title, now, false_claim=false)
        city.do(opinions.register, "liwei", press.incident, item)

    def waits(login):
        items = city.ask(todo, getattr(city, login), city.db.clock())
        return [(i.title, i.detail) for i in items if i.kind is TodoKind.OPINION]

    said = [("舆情 2 条待处理，其中不实信息 1 条", "某平台：老板已出境")]
    assert (waits("dingning"), waits("liwei"), waits("chenyu")) == (said, [], [])


def test_a_published_release_is_marked_on_the_timeline(press):
    press.published()
    now = press.city.db.clock()
    since = now - timedelta(hours=2)
    shown = press.city.ask(timeline, press.incident, since, now, 15, now=now)
    assert [mark.label for mark in shown.marks if mark.kind is MarkKind.RELEASE] == ["情况通报 1"]


def test_without_an_incident_the_board_is_empty(city):
    board = city.ask(release_board, city.chenyu, None, city.db.clock())
    assert (board.lines, board.name.named) == ((), False)
