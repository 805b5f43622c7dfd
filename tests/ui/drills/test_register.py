"""The page 演练 of a real store: plan, results, measures, and a new drill."""

from datetime import timedelta

import pytest

from commandcenter.domain.drills.burst import read_burst
from commandcenter.domain.drills.drill import InjectKind, Mode
from commandcenter.domain.org import Group, Role
from commandcenter.offices import drill_results
from commandcenter.offices.drill_scripts import read_file
from commandcenter.queries.drills.register import drill_register
from commandcenter.services.drills import register
from commandcenter.services.drills.register import Held, NewMeasure
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.address import parse
from commandcenter.ui.drills import new_drill_form, register_forms, script_form
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

        def found(_db, script, leads, on_server):
            done.append((script, leads, on_server))
            return "sqlite:///演练.db"

        ways = DrillWays(found, done.append)
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
    (script, leads, on_server), url = desk.done
    assert not on_server
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
    desk.click("act_keep_course")
    desk.until_sees("notice")
    assert drill_results.held_beside(bureau.db) == ()


def test_a_script_is_written_inject_by_inject_checked_saved_and_played(
    at_register, bureau, tmp_path, monkeypatch
):
    path = tmp_path / "自编.toml"
    monkeypatch.setattr(script_form, "save_as", lambda _owner, _title, _name, then: then(path))
    desk = at_register()
    desk.click("want_script")
    form = desk.widget("drill_script")
    desk.until(lambda: form._choices.clauses != ())
    form.title_line.setText("预付卡停业演练")
    desk.click("check_script")
    assert "还没有注入" in form.refusal
    desk.click("add_inject")
    inject = desk.widget("script_inject")
    inject.kind.setCurrentIndex(inject.kind.findData(InjectKind.COMPLAINTS))
    inject.title_line.setText("投诉集中到达")
    desk.click_in("script_inject", "primary")
    assert "件数" in inject.refusal
    inject.count.edit.setText("40")
    inject.trader.setText("悦力工场健身（城东店）")
    desk.click_in("script_inject", "primary")
    desk.until(lambda: form.injects.count() == 1)
    assert "40 件" in form.injects.item(0).text()
    desk.click("add_inject")
    inject = desk.widget("script_inject")
    inject.title_line.setText("记者到店采访")
    inject.limit.edit.setText("30")
    desk.click_in("script_inject", "primary")
    assert "哪些记录" in inject.refusal
    inject.signs.choose("press.registered")
    desk.click_in("script_inject", "primary")
    desk.until(lambda: form.injects.count() == 2)
    desk.click("remove_inject")  # the one that was just written
    assert form.injects.count() == 1
    desk.click("check_script")
    assert form.refusal == ""
    desk.click_in("drill_script", "primary")
    new = desk.widget("new_drill")
    desk.until(lambda: new.conductor.count() > 0)
    script = read_file(path)
    assert (script.title, len(script.injects)) == ("预付卡停业演练", 1)
    assert read_burst(script.injects[0].payload).count == 40
    new.conductor.choose(getattr(bureau, KEEPER).person_id)
    desk.click_in("new_drill", "primary")
    desk.until(lambda: len(desk.done) == 2)
    assert desk.done[0][0].title == "预付卡停业演练"


def test_on_a_server_who_may_not_found_is_told_what_the_administrator_runs(
    at_register, bureau, monkeypatch
):
    address = parse("postgresql://fanqi@db1.bureau.cn/commandcenter")[0]
    monkeypatch.setattr(new_drill_form, "is_embedded", lambda _db: False)
    monkeypatch.setattr(new_drill_form.drill_stores, "server_of", lambda _db: address)
    monkeypatch.setattr(new_drill_form.drill_stores, "may_found_there", lambda _db: False)
    desk = at_register()
    desk.click("want_new_drill")
    form = desk.widget("new_drill")
    desk.until(lambda: form.conductor.count() > 0)
    form.conductor.choose(getattr(bureau, KEEPER).person_id)
    assert form.place.currentData() is False  # a file can be made by anybody
    form.place.setCurrentIndex(1)
    command = (
        "commandcenter --db postgresql://postgres@db1.bureau.cn/commandcenter drill new a.toml"
    )
    assert f"{command} --conductor fanqi --blind" in form.admin.text()
    desk.click_in("new_drill", "primary")
    assert "系统管理员" in form.refusal
    assert desk.done == []
    form.place.setCurrentIndex(0)
    assert not form.admin.isVisible()
    desk.click_in("new_drill", "primary")
    desk.until(lambda: len(desk.done) == 2)
    assert desk.done[0][2] is False
