"""The list of alarms, and a storm: ten lines at a desk, and the window goes on."""

import pytest

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.queries.alarms.board import OutOfService
from commandcenter.queries.offers import Offer
from commandcenter.services.alarms import alarm_acts
from tests.pace import Pace, Pulse
from tests.ui.alarms.made import NOW, line, seen

LIMIT_MS = 100


def shown(desk):
    return [row.cells[1].words for row in desk.widget("alarm_lines").ledger.lines]


def open_list(desk):
    desk.click("alarm_more")
    desk.until_sees("alarm_lines")
    desk.until(lambda: desk.widget("alarm_lines").as_of is not None)


def test_the_bar_opens_the_list_and_a_line_says_all_of_it(alarmed, engine, monkeypatch):
    sent = []
    monkeypatch.setattr(alarm_acts, "acknowledge", lambda _s, _a, *seen: sent.append(seen))
    desk, _, _ = alarmed("liwei", size=(1366, 768))
    engine.write(desk, line(1), seen(line(2, title="续报即将到时")))
    desk.until_sees("alarm_more")
    open_list(desk)
    assert shown(desk) == ["带班领导罗敏两次未接", "续报即将到时"]
    detail = dict(desk.widget("alarm_lines").ledger.lines[0].detail)
    assert detail["处置要求"] == "值班员请立即再次叫应罗敏；仍未接通的叫应其代理人。"
    assert detail["已报"] == "值班员李蔚"
    assert detail["下一步"].endswith("报副总指挥杜川")
    desk.click_in("alarm_lines", "act_acknowledge")
    desk.until(lambda: sent == [(1, 1)])


def test_others_shelved_and_out_of_service_have_their_own(alarmed, engine, monkeypatch):
    back = []
    monkeypatch.setattr(alarm_acts, "put_back", lambda _s, _a, kind: back.append(kind))
    desk, _, _ = alarmed("liwei")
    out = OutOfService(
        "signal", "监测提示待核实", "升级", "系统管理员", NOW, None, (Offer("put_back"),)
    )
    engine.write(desk, line(1), others=(line(5, title="别组的"),), out=(out,))
    desk.until_sees("alarm_title")
    open_list(desk)
    tabs = desk.widget("alarm_sheet").tabs
    tabs.chosen.emit("others")
    assert shown(desk) == ["别组的"]
    tabs.chosen.emit("out")
    assert [row.cells[1] for row in desk.widget("alarm_lines").ledger.lines] == ["监测提示待核实"]
    desk.until(lambda: desk.sees("act_put_back"))
    desk.click_in("alarm_lines", "act_put_back")
    desk.until(lambda: back == ["signal"])


def test_shelving_asks_for_how_long_and_why(alarmed, engine, monkeypatch):
    sent = []

    def shelve(session, actor, alarm, version, until, why):
        sent.append((alarm, version, why))

    monkeypatch.setattr(alarm_acts, "shelve", shelve)
    desk, _, _ = alarmed("liwei")
    desk.window.alarms.act("shelve", line(4, version=2))
    desk.until_sees("shelve_form")
    form = desk.widget("shelve_form")
    desk.click_in("shelve_form", "primary")
    assert sent == []
    form.span.choose("30")
    form.why.setPlainText("已派车，二十分钟后到")
    desk.click_in("shelve_form", "primary")
    desk.until(lambda: sent == [(4, 2, "已派车，二十分钟后到")])


def storm(count):
    grades = (Priority.HIGH, *(Priority.MEDIUM,) * 3, *(Priority.LOW,) * 6)
    return [line(n, priority=grades[n % 10], title=f"第 {n} 项已逾期") for n in range(1, count + 1)]


def test_of_many_ten_are_listed_and_the_rest_is_counted(alarmed, engine):
    desk, _, _ = alarmed("liwei")
    engine.write(desk, *storm(500))
    desk.until_sees("alarm_title")
    open_list(desk)
    assert len(shown(desk)) == 10
    note = desk.widget("ledger_note").text()
    assert note.startswith("还有 490 条：紧急 ")


@pytest.mark.timing
def test_a_storm_of_500_causes_in_a_minute_holds_the_window_nowhere(alarmed, engine):
    """Eight more each second, with the list open; the minute is played in its sixty steps."""
    desk, _, _ = alarmed("liwei")
    engine.write(desk, *storm(1))
    desk.until_sees("alarm_title")
    open_list(desk)
    pace, pulse = Pace(), Pulse()
    for second in range(60):
        engine.write(desk, *storm(min(500, 9 * (second + 1))))
        desk.qtbot.wait(20)
        assert len(shown(desk)) <= 10
    desk.until(lambda: desk.window.alarms.hub.shown.waiting == 500)
    longest = pulse.longest()
    pulse.stop()
    assert longest < pace.stretch(LIMIT_MS)
    assert desk.window.windowTitle().startswith("(500) ")


def test_only_a_planner_may_take_a_kind_out_of_service(alarmed, engine, monkeypatch):
    sent = []
    monkeypatch.setattr(alarm_acts, "take_out", lambda _s, _a, *asked: sent.append(asked))
    desk, _, _ = alarmed("liwei")
    desk.window.alarms.show_list()
    desk.until_sees("alarm_lines")
    lines = desk.widget("alarm_lines")
    desk.until(lambda: desk.window.seat.tasks.idle)
    lines.turn("out")
    assert not desk.sees("want_take_out")
    lines._set_kinds((("signal", "监测提示待核实"),))  # as a planner's desk is answered
    desk.click("want_take_out")
    desk.until_sees("take_out_form")
    form = desk.widget("take_out_form")
    form.why.setPlainText("监测升级，二十分钟")
    desk.click_in("take_out_form", "primary")
    desk.until(lambda: sent == [("signal", "监测升级，二十分钟", None)])
