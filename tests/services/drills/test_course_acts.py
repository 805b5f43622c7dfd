"""A drill from its preparation to its end: what the conductor may do when, what is kept of it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from commandcenter.domain.drills.drill import DrillAct, InjectKind
from commandcenter.domain.drills.script import Addressee, Inject
from commandcenter.domain.errors import RuleBroken
from commandcenter.services.drills import conduct, injects
from commandcenter.store.drills.course import acts_of_drill
from commandcenter.store.tables.drills.drill_course import DrillInjectRow
from commandcenter.store.tables.every import JournalLineRow
from tests.services.drills.conftest import BEGINS, CONDUCTOR
from tests.services.drills.test_conducting import MINUTE, by_hand, wait

__all__ = ["by_hand"]
NOT_GOING, NOT_PAUSED, OVER = "演练没有在进行", "演练没有暂停", "演练已经结束"
BEGUN = "演练已经开始过了"
LATER = Inject(BEGINS + 90 * MINUTE, InjectKind.MEDIA, "记者到校门口")
VERBS = {
    "start": (conduct.start,), "pause": (conduct.pause,), "resume": (conduct.resume,),
    "speed": (conduct.set_speed, 20),
    "next": (conduct.next_inject,), "end": (conduct.end,), "add": (conduct.add_inject, LATER),
    "amend": (conduct.amend_inject, 1, LATER), "skip": (conduct.skip, 1),
}  # fmt: skip
REFUSED = {
    "prepared": {"pause": NOT_GOING, "resume": NOT_PAUSED, "next": NOT_GOING, "end": NOT_GOING},
    "running": {"start": BEGUN, "resume": NOT_PAUSED},
    "paused": {"start": BEGUN, "pause": NOT_GOING},
    "ended": {
        "start": BEGUN, "pause": NOT_GOING, "resume": NOT_PAUSED, "speed": OVER, "next": NOT_GOING,
        "end": NOT_GOING, "add": OVER, "amend": OVER, "skip": OVER,
    },
}  # fmt: skip


@pytest.fixture
def url(sqlite_url):
    """Of the rules alone: what the databases do differently is tried in test_apart.py."""
    return sqlite_url


def refusals(drill):
    """Of each verb, tried and taken back."""
    found = {}
    for name, (verb, *arguments) in VERBS.items():
        actor = drill.actor(CONDUCTOR)
        with drill.db.write() as session:
            try:
                verb(session, actor, *arguments)
            except RuleBroken as broken:
                found[name] = str(broken).partition("。")[0].partition("，")[0]
            session.rollback()
    return found


def test_what_the_conductor_may_do_follows_how_the_drill_stands(by_hand):
    for state, act in (
        ("prepared", None), ("running", conduct.start), ("paused", conduct.pause),
        ("running", conduct.resume), ("ended", conduct.end),
    ):  # fmt: skip
        if act is not None:
            by_hand.do(act, CONDUCTOR)
        assert refusals(by_hand) == REFUSED[state], state
    kinds = [act.kind for act in by_hand.ask(acts_of_drill)]
    assert kinds[-4:] == [DrillAct.STARTED, DrillAct.PAUSED, DrillAct.RESUMED, DrillAct.ENDED]


def test_an_inject_keeps_all_that_it_says_and_comes_in_its_order_at_its_time(by_hand):
    full = Inject(
        BEGINS + 5 * MINUTE, InjectKind.COUNTY, " 城东来电 ", "6名学生呕吐",
        to=Addressee(role="county", group="onsite", district="990102", login="liwei"),
        payload={"by": "east", "log": "已到场"}, signs=("duty_log",), limit_minutes=15,
        clause="4.1(1)", points=4,
    )  # fmt: skip
    number = by_hand.do(conduct.add_inject, CONDUCTOR, full)

    def kept():
        row = by_hand.ask(lambda s: s.get_one(DrillInjectRow, number))
        return (
            row.at, row.kind, row.title, row.words, row.to_role, row.to_group, row.to_district,
            row.to_login, row.payload, tuple(row.signs), row.limit_minutes, row.clause, row.points,
        )  # fmt: skip

    assert kept() == (
        BEGINS + 5 * MINUTE, InjectKind.COUNTY, "城东来电", "6名学生呕吐", "county", "onsite",
        "990102", "liwei", {"by": "east", "log": "已到场"}, ("duty_log",), 15, "4.1(1)", 4,
    )  # fmt: skip
    earlier = replace(LATER, at=BEGINS + 4 * MINUTE)
    first = by_hand.do(conduct.add_inject, CONDUCTOR, earlier)
    by_hand.start(1)
    wait(by_hand, minutes=4, seconds=59)
    assert by_hand.ask(injects.due) == [first]
    wait(by_hand, seconds=1)
    assert by_hand.ask(injects.due) == [first, 1, number]
    by_hand.do(conduct.add_inject, CONDUCTOR, replace(LATER, at=by_hand.db.clock()))
    by_hand.do(conduct.amend_inject, CONDUCTOR, number, LATER)
    assert kept()[:5] == (BEGINS + 90 * MINUTE, InjectKind.MEDIA, "记者到校门口", "", "")
    assert kept()[8:] == ({}, (), None, "", 0)
    by_hand.do(conduct.skip, CONDUCTOR, number)
    with pytest.raises(RuleBroken, match="“记者到校门口”已经跳过"):
        by_hand.do(conduct.skip, CONDUCTOR, number)
    line = JournalLineRow
    told = select(line.verb).where(line.kind == "drill_inject", line.subject == number)
    verbs = by_hand.ask(lambda s: s.scalars(told.order_by(line.number)).all())
    assert verbs == ["added", "amended", "skipped"]
