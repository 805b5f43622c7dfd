"""The page 演练 of a real store: plan, results, measures, and a new drill."""

from datetime import timedelta

import pytest

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.org import Group, Role
from commandcenter.offices import drill_results
from commandcenter.queries.drills.register import drill_register
from commandcenter.services.drills import register
from commandcenter.services.drills.register import Held, NewMeasure
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.ui.drills import register_forms
from commandcenter.ui.drills.ways import DrillWays

KEEPER = "fanqi"


@pytest.fixture
def bureau(small_city):
    """With somebody who keeps the register."""
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(KEEPER, "范琪"))
        people.grant_role(session, PROGRAM, person, Role.PLANNER)
    return small_city


def held(city):
    at = city.db.clock()
    return Held(
        "校园食物中毒演练", Mode.LIVE, at - timedelta(hours=3), at - timedelta(hours=1),
        "取自“10·14”事件", "范琪", 17, 82.0, 100.0, "", "sqlite:///演练-1.db", 1436, "14ae",
    )  # fmt: skip


@pytest.fixture
def at_register(at_desk, bureau):
    """`at_register(login)` opens the page; what is founded and opened is noted."""

    def at_register(login=KEEPER):
        done = []
        ways = DrillWays(
            lambda _db, script, leads: done.append((script, leads)) or "sqlite:///演练.db",
            done.append,
        )
        desk = at_desk(login, drill_ways=ways)
        desk.done = done
        desk.window.show_page("drill")
        desk.settle()
        return desk

    return at_register


def lines(city):
    return city.ask(drill_register, getattr(city, KEEPER)).lines


def test_a_drill_is_put_into_the_plan(at_register, bureau):
    desk = at_register()
    desk.click("want_plan")
    desk.widget("drill_title").setText("年度实战演练")
    desk.click_in("plan_drill", "primary")
    desk.until(lambda: [line.title for line in lines(bureau)] == ["年度实战演练"])
    desk.until(lambda: desk.window.pages.drill.drills.ledger.lines != ())
    assert "计划 1 次" in desk.widget("ledger_note").text()


def test_what_is_missing_is_said_above_the_ledger(at_register):
    words = at_register().widget("drills_due").text()
    assert "实战演练每" in words
    assert "还没有办过" in words


def test_a_result_is_read_from_the_drills_own_store(at_register, bureau, monkeypatch):
    monkeypatch.setattr(register_forms, "held_beside", lambda _db: (held(bureau),))
    at = bureau.db.clock() + timedelta(days=3)
    number = bureau.do(register.plan, KEEPER, "年度演练", Mode.LIVE, at)
    desk = at_register()
    desk.click("act_record")
    form = desk.widget("record_drill")
    desk.until(lambda: form.primary.isEnabled())
    form.findings.setPlainText("记者采访应答超时")
    desk.click_in("record_drill", "primary")
    desk.until(lambda: lines(bureau)[0].state == "held")
    [line] = lines(bureau)
    assert (line.id, line.score, line.players, line.number) == (number, 82.0, 17, 1436)
    assert line.findings == "记者采访应答超时"


def test_a_measure_has_a_group_and_a_date_and_is_closed(at_register, bureau):
    number = bureau.do(register.record, KEEPER, held(bureau))
    desk = at_register()
    desk.click("act_measure")
    desk.fill("words", "首报按五要素核对")
    desk.click_in("drill_measure", "primary")
    desk.until(lambda: lines(bureau)[0].measures != ())
    assert lines(bureau)[0].measures[0].group in list(Group)
    desk.window.pages.drill.tabs.setCurrentIndex(1)
    desk.settle()
    desk.click("act_measure_done")
    desk.fill("words", "已张贴核对单")
    desk.click_in("words_form", "primary")
    desk.until(lambda: lines(bureau)[0].measures[0].done_at is not None)
    assert lines(bureau)[0].id == number


def test_a_new_drill_is_founded_from_a_script_and_opened(at_register, bureau):
    desk = at_register()
    desk.click("want_new_drill")
    form = desk.widget("new_drill")
    desk.until(lambda: form.conductor.count() > 0)
    form.mode.choose(Mode.TABLETOP)
    form.conductor.choose(getattr(bureau, KEEPER).person_id)
    desk.click_in("new_drill", "primary")
    desk.until(lambda: len(desk.done) == 2)
    (script, leads), url = desk.done
    assert (script.mode, script.blind) == (Mode.TABLETOP, True)
    assert script.injects
    assert leads.conductor == KEEPER
    assert url == "sqlite:///演练.db"


def test_nobody_else_plans_or_founds_a_drill(at_register, bureau):
    bureau.do(register.record, KEEPER, held(bureau))
    desk = at_register("maxiao")
    assert not desk.sees("want_plan")
    assert not desk.sees("want_new_drill")
    assert not desk.sees("act_measure")


def test_the_report_of_a_drill_whose_store_is_gone_is_refused_in_words(at_register, bureau):
    number = bureau.do(register.record, KEEPER, held(bureau))
    words = NewMeasure("核对", Group.COORDINATION, bureau.db.clock() + timedelta(days=9))
    bureau.do(register.measure, KEEPER, number, words)
    desk = at_register()
    desk.click("act_keep_paper")
    desk.until_sees("notice")
    assert drill_results.held_beside(bureau.db) == ()
