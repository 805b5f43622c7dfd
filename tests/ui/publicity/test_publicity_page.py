"""宣传: planned, held, a week that fills the plan, cases through their gates, research, paper."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.domain.org import Group, Role
from commandcenter.domain.publicity.activities import ActivityState, HeldActivity, NewActivity
from commandcenter.domain.publicity.cases import CaseState
from commandcenter.domain.publicity.sheets import PublicitySheet
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.domain.watch.risk import Scope
from commandcenter.offices import typesetting
from commandcenter.offices.publicity_sheets import sheet_of
from commandcenter.queries.publicity.activities import activity_board
from commandcenter.queries.publicity.cases import cases_board
from commandcenter.queries.publicity.cover import cover_board
from commandcenter.queries.publicity.research import research_board
from commandcenter.queries.publicity.year_sheet import year_sheet
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.aftermath import closing, typical_case
from commandcenter.services.publicity import activities, case_gates
from commandcenter.services.support import partners
from commandcenter.services.watch import risk
from commandcenter.store.publicity.case_gate import sha256_of
from commandcenter.store.tables.every import TypicalCaseRow
from commandcenter.ui.papers.output import PaperOutput
from tests.aftermath import add_person, all_but_closed, ended

DAY = timedelta(days=1)
LEFT = Qt.MouseButton.LeftButton
TEXT = "某健身机构突然停业，消费者要求退还余额。市场监管部门立案查处。"


def new(city, days=5, **fields):
    values = {
        "kind": "advice", "topic": "现场咨询", "audience": "消费者", "place": "市民广场",
        "group": Group.ONSITE, "day": local(city.db.clock()).date() + days * DAY,
        "category": "文化娱乐体育", "copies": 300, "people": 200, "materials": "维权指南",
    }  # fmt: skip
    return NewActivity(**(values | fields))


@pytest.fixture
def at_publicity(at_desk):
    def at_publicity(login="luomin", tab="publicity"):
        desk = at_desk(login)
        desk.click("rail_publicity")
        tabs = desk.window.pages.publicity.tabs
        tabs.show_tab(tab)
        desk.settle()
        return desk, dict(tabs.ledgers()).get(tab)

    return at_publicity


@pytest.fixture
def archived(small_city):
    city = small_city
    add_person(city, "xuzhiyuan", "许知远", Role.LEADER, Group.OPINION)
    add_person(city, "dengqing", "邓清", Role.LEADER, Group.LEGAL)
    add_person(city, "yuhang", "余航", Role.CLERK)
    number = ended(city)
    all_but_closed(city, number)
    city.do(closing.close, "luomin", number, "罗敏")
    return number


def lines(city):
    return city.ask(activity_board, city.luomin, city.db.clock()).lines


def cases(city):
    return city.ask(cases_board, city.luomin, city.db.clock()).lines


def written(city, incident):
    case = city.do(typical_case.draft, "xuzhiyuan", incident)
    city.do(typical_case.edit, "xuzhiyuan", case, "某机构停业案", TEXT, 1, "文化娱乐体育")
    return case


def sha(city, case):
    with city.db.read() as session:
        return sha256_of(session.get_one(TypicalCaseRow, case))


def press(desk):
    desk.qtbot.mouseClick(desk.dialog().primary, LEFT)


def test_an_activity_is_planned_held_and_corrected(at_publicity, small_city):
    partner = NewPartner("consumers", "澄州市消费者协会", "祝禾", "0990-1", "共同宣传")
    number = small_city.do(partners.enter, "liwei", partner)
    desk, panel = at_publicity()
    desk.click("want_plan")
    for name, words in (("topic", "预付卡咨询"), ("audience", "消费者"), ("place", "广场")):
        desk.fill(name, words)
    press(desk)
    desk.until_gone("plan_activity")
    desk.until(lambda: len(panel.ledger.lines) == 1)
    desk.settle()
    desk.click("act_hold")
    form = desk.dialog()
    press(desk)
    assert desk.sees("hold_activity")  # nobody says how many it reached
    form.reached.edit.setText("180")
    form.partners.choose(str(number))
    press(desk)
    desk.until_gone("hold_activity")
    [line] = lines(small_city)
    assert (line.state, line.reached, line.partners) == (
        ActivityState.HELD, 180, ("澄州市消费者协会",),
    )  # fmt: skip
    desk.until(lambda: panel.board.held == 1)
    desk.settle()
    panel.act(panel.board, "correct", panel.board.lines[0])
    desk.until_sees("hold_activity")
    desk.dialog().reached.edit.setText("190")
    press(desk)
    desk.until_gone("hold_activity")
    assert lines(small_city)[0].reached == 190


def test_a_week_fills_the_plan_after_it_was_changed(at_publicity, small_city):
    desk, panel = at_publicity()
    desk.click("want_week")
    form = desk.dialog()
    desk.until(lambda: len(form.lines.lines()) > 3)
    whole = len(form.lines.lines())
    desk.widget("take_1").setChecked(False)
    form.lines._rows[1].topic.setText("经营者宣讲（改）")
    press(desk)
    desk.until_gone("week_form")
    desk.until(lambda: len(panel.ledger.lines) == whole - 1)
    assert "经营者宣讲（改）" in [line.topic for line in lines(small_city)]


def test_what_is_late_stands_first_with_an_edge(at_publicity, small_city):
    small_city.do(activities.plan, "luomin", new(small_city, 3))
    small_city.do(activities.plan, "luomin", new(small_city, 90, topic="以后的"))
    _desk, panel = at_publicity()
    assert [line.edge for line in panel.ledger.lines] == ["warn", ""]
    assert "计划" in panel.note(panel.board)


def test_the_first_page_says_which_risk_nothing_answers(at_publicity, small_city):
    small_city.take_in(small_city.complaint("C1", 3 * 1_440))
    more = (Scope.CATEGORY, "文化娱乐体育", 0, 20, "近期投诉集中")
    small_city.do(risk.correct, "luomin", *more)
    desk, _ = at_publicity(tab="first")
    tabs = desk.window.pages.publicity.tabs
    desk.until(lambda: bool(tabs.cover.ledger.lines))
    [line] = tabs.cover.board.lines
    assert (line.category, line.bare) == ("文化娱乐体育", True)
    assert tabs.cover.ledger.lines[0].edge == "warn"
    tabs.cover.act(tabs.cover.board, "plan", line)
    desk.until_sees("plan_activity")
    assert desk.dialog().category.text() == "文化娱乐体育"
    desk.dialog().close()
    small_city.do(activities.plan, "luomin", new(small_city))
    [line] = small_city.ask(cover_board, small_city.luomin, small_city.db.clock()).lines
    assert (line.bare, line.planned) == (False, ("现场咨询",))


def test_what_waits_leads_to_its_line(small_city, at_desk):
    small_city.do(activities.plan, "luomin", new(small_city))
    desk = at_desk("maxiao")
    items = small_city.ask(todo, small_city.maxiao, small_city.db.clock())
    [card] = [item for item in items if item.kind is TodoKind.BUREAU]
    desk.window.todo_places.go(card)
    desk.settle()
    assert desk.window.pages.publicity.tabs.tab == "publicity"


def test_a_case_of_an_archived_incident_goes_out_by_its_buttons(archived, at_publicity, small_city):
    desk, panel = at_publicity("xuzhiyuan", "cases")
    desk.click("want_draft")
    press(desk)
    desk.until_gone("draft_case_form")
    desk.until(lambda: len(panel.ledger.lines) == 1)
    desk.settle()
    [line] = panel.board.lines
    panel.act(panel.board, "edit", line)
    desk.until_sees("edit_case_form")
    desk.fill("text", TEXT)
    press(desk)
    desk.until_gone("edit_case_form")
    desk.until(lambda: panel.board.lines[0].text == TEXT)
    desk.settle()
    desk.click("act_submit")
    assert TEXT in desk.dialog().whole.toPlainText()
    press(desk)
    desk.until_gone("judge_case_form")
    assert cases(small_city)[0].state is CaseState.LEGAL


def test_who_may_not_write_cases_has_no_button(archived, at_publicity, small_city):
    written(small_city, archived)
    desk, _panel = at_publicity("maxiao", "cases")
    assert not desk.sees("want_draft")
    assert not desk.sees("act_submit")


def test_the_commander_signs_what_has_passed(archived, at_publicity, small_city):
    case = written(small_city, archived)
    small_city.do(case_gates.submit, "xuzhiyuan", case, sha(small_city, case))
    small_city.do(case_gates.pass_legality, "dengqing", case, sha(small_city, case))
    small_city.do(case_gates.pass_secrecy, "yuhang", case, sha(small_city, case))
    desk, _ = at_publicity("chenyu", "first")
    desk.click(f"first_cases_{case}_approve")
    desk.until_sees("judge_case_form")
    desk.fill("signature", "陈屿")
    press(desk)
    desk.until_gone("judge_case_form")
    assert cases(small_city)[0].state is CaseState.APPROVED


def test_the_incident_shows_its_case_and_leads_to_its_way_out(archived, at_desk, small_city):
    case = written(small_city, archived)
    desk = at_desk("xuzhiyuan")
    desk.window.acts.case_wanted.emit(case)
    desk.settle()
    tabs = desk.window.pages.publicity.tabs
    assert tabs.tab == "cases"
    assert dict(tabs.ledgers())["cases"].ledger.chosen_id == case


def test_research_is_taken_up_and_finished(at_publicity, small_city):
    partner = NewPartner("research", "澄州理工学院", "易书航", "0990-1", "文本分析")
    small_city.do(partners.enter, "liwei", partner)
    desk, panel = at_publicity(tab="research")
    desk.click("want_take_up")
    desk.fill("topic", "预警模型")
    press(desk)
    desk.until_gone("research_form")
    desk.until(lambda: len(panel.ledger.lines) == 1)
    desk.settle()
    desk.click("act_finish")
    desk.fill("result", "模型已用于监测")
    press(desk)
    desk.until_gone("finish_research")
    [line] = small_city.ask(research_board, small_city.luomin, small_city.db.clock()).lines
    assert line.result == "模型已用于监测"


def held_once(city):
    number = city.do(activities.plan, "luomin", new(city))
    went = HeldActivity(
        city.db.clock() - timedelta(hours=1), "市民广场", "消费者", "维权指南", 280, 260, "良好"
    )
    city.do(activities.hold, "luomin", number, went)


def test_the_numbers_of_the_report_are_those_of_its_rows(archived, small_city):
    held_once(small_city)
    held_once(small_city)
    now = small_city.db.clock()
    sheet = small_city.ask(year_sheet, small_city.luomin, local(now).year, now)
    assert (len(sheet.held), sheet.reached, sheet.handed_out) == (2, 520, 560)
    for kind, subject in (
        (PublicitySheet.YEAR, local(now).year),
        (PublicitySheet.CASE, written(small_city, archived)),
    ):
        document = small_city.ask(sheet_of, small_city.luomin, kind, subject)
        assert typesetting.pdf(document).data.startswith(b"%PDF")
        assert typesetting.ofd(document).data.startswith(b"PK")


def test_the_report_is_made_in_the_form_and_kept_as_a_file(
    at_publicity, small_city, tmp_path, monkeypatch
):
    held_once(small_city)
    made = []
    monkeypatch.setattr(PaperOutput, "save_bytes", lambda _self, *file: made.append(file))
    desk, _panel = at_publicity()
    desk.click("want_report")
    form = desk.dialog()
    form.way.setCurrentIndex(form.way.findData("ofd"))
    press(desk)
    desk.until_gone("publicity_year_form")
    desk.until(lambda: bool(made))
    ((name, data),) = made
    assert (name[-4:], data[:2]) == (".ofd", b"PK")
