"""The search of the desk: by keys, by what was used lately, to where a choice leads."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel

from commandcenter.queries.seat.search_ask import HitKind
from commandcenter.services.command import running_log
from commandcenter.store.database import Lost
from commandcenter.ui.desk import search_memory
from commandcenter.ui.desk.search_list import LINE
from tests.city import EAST
from tests.field import add_people


@pytest.fixture
def incident(small_city):
    small_city.take_in(*(small_city.complaint(f"S{n}") for n in range(3)))
    incident = small_city.register()
    small_city.activate(incident)
    return incident


class Search:
    """The search of a desk, opened."""

    def __init__(self, desk):
        self.desk, self.palette = desk, desk.window.palette_of
        self.open()

    def open(self):
        self.desk.qtbot.keyClick(
            self.desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier
        )
        self.desk.until_sees("palette_field")
        self.wait("")

    def wait(self, words):
        palette = self.palette
        self.desk.until(lambda: palette._said == words and not palette._asking)

    def type(self, words):
        self.palette.field.clear()
        self.desk.type("palette_field", words)
        self.wait(words)

    def press(self, key):
        self.desk.qtbot.keyClick(self.palette.field, key)

    def lines(self, group=""):
        found = self.palette.list
        lines = [found.item(n).data(LINE)[0] for n in range(found.count())]
        return [line for line in lines if group in ("", line.group)]

    def titles(self, group=""):
        return [line.title for line in self.lines(group)]

    @property
    def chosen(self):
        return self.palette.list.chosen().title

    @property
    def hint(self):
        return self.palette._hint.text()


@pytest.fixture
def search(at_desk, incident):
    return Search(at_desk("zhoulan"))


def test_a_page_comes_first_then_the_acts(search):
    search.type("报告")
    lines = search.lines()
    assert (lines[0].group, lines[0].title, lines[0].detail) == ("页面", "报告", "事件")
    groups = list(dict.fromkeys(line.group for line in lines))
    assert groups[:2] == ["页面", "操作"]
    assert "预案条款" in groups
    search.press(Qt.Key.Key_Return)
    assert search.desk.window.pages.incident.views.key == "reports"


@pytest.mark.parametrize("words", ["xxbg", "xinxibaogao", "信息 报告", "ｘｘｂｇ"])
def test_a_page_is_found_by_pinyin_and_by_its_other_name(search, words):
    search.type(words)
    assert search.titles("页面") == ["信息报告"]


def test_the_keys_go_up_and_down_home_and_to_the_end(search):
    search.type("指令")
    first, *_, last = search.titles()
    assert search.chosen == first
    search.press(Qt.Key.Key_Down)
    assert search.chosen == search.titles()[1]
    search.press(Qt.Key.Key_Up)
    search.press(Qt.Key.Key_Up)
    assert search.chosen == first
    search.press(Qt.Key.Key_End)
    assert search.chosen == last
    search.press(Qt.Key.Key_Home)
    assert search.chosen == first
    assert search.palette.field.cursorPosition() == 0  # the field goes there, too
    search.press(Qt.Key.Key_Escape)
    assert not search.desk.sees("palette_field")


def test_what_an_input_method_is_composing_is_not_looked_for(search):
    search.type("指令")
    before = search.titles()
    event = QInputMethodEvent("baogao", [])
    QApplication.sendEvent(search.palette.field, event)
    assert not search.palette._gather.isActive()
    assert search.titles() == before
    commit = QInputMethodEvent()
    commit.setCommitString("报告")
    QApplication.sendEvent(search.palette.field, commit)
    search.wait("指令报告")


def test_enter_waits_for_the_answer_to_what_is_typed(search):
    search.desk.type("palette_field", "罗敏")
    search.press(Qt.Key.Key_Return)  # the list still has the acts of an empty field
    search.desk.until_sees("person_sheet")
    assert not search.desk.sees("register_incident")


def test_an_act_opens_its_form_as_its_button_does(search):
    search.type("召集会议")
    [line] = search.lines("操作")
    assert line.detail == "事件 · 指挥 · 会议"
    search.press(Qt.Key.Key_Return)
    search.desk.until_sees("call_meeting")
    page = search.desk.window.pages.incident
    assert (page.views.key, page.view("command").tab) == ("command", "meetings")


def test_an_act_that_cannot_be_done_now_says_why(search):
    search.type("起草续报")
    search.press(Qt.Key.Key_Return)
    search.desk.until_sees("notice")
    assert "首报" in search.desk.widget("notice").findChild(QLabel, "words").text()
    assert search.desk.window.pages.incident.views.key == "reports"


def test_an_act_without_the_right_is_not_offered(at_desk, incident):
    search = Search(at_desk("maxiao"))
    search.type("登记批示")
    assert search.lines("操作") == []
    search.type("立即备份")
    assert search.lines("操作") == []


def test_nothing_found_says_so_and_what_was_looked_through(search):
    search.type("无此词语")
    assert search.lines() == []
    assert "没有找到“无此词语”" in search.hint
    assert "监测提示" in search.hint


def test_an_empty_field_shows_what_was_used_lately_and_what_may_be_typed(search, at_desk):
    assert search.titles("最近用过") == []
    assert "可找：页面、操作" in search.hint
    search.type("节点备勤")
    search.press(Qt.Key.Key_Return)
    search.open()
    search.type("罗敏")
    search.press(Qt.Key.Key_Return)
    search.desk.until_sees("person_sheet")
    search.open()
    search.desk.until(lambda: search.titles("最近用过") == ["罗敏", "节点备勤"])
    search.type("jd")
    search.palette.field.clear()
    search.wait("")
    assert search.titles("最近用过") == ["罗敏", "节点备勤"]


def test_what_was_used_lately_comes_before_what_fits_as_well(search):
    search.type("登记")
    before = search.titles("页面")
    assert len(before) > 2
    search.press(Qt.Key.Key_Down)
    search.press(Qt.Key.Key_Down)
    search.press(Qt.Key.Key_Return)
    search.open()
    search.type("登记")
    assert search.titles("页面") == [before[2], *before[:2], *before[3:]]


def test_only_keys_are_kept_of_what_was_chosen(search, tmp_path):
    search.type("罗敏")
    search.press(Qt.Key.Key_Return)
    settings = search.desk.window.settings
    settings.sync()
    kept = [str(settings.value(key)) for key in settings.allKeys() if key.startswith("search/")]
    assert len(kept) == 1
    assert "罗敏" not in kept[0]


def test_what_another_version_kept_is_not_taken(search, tmp_path):
    memory = search.palette.memory
    for kept in ("{", "5", '[["way"]]', '[["strange", "1"]]'):
        memory._settings.setValue(memory._key, kept)
        assert memory.lately() == ()
    for number in range(search_memory.MOST + 3):
        memory.note("way", f"page:{number}")
    assert len(memory.lately()) == search_memory.MOST


def test_without_the_database_the_pages_are_found(search, monkeypatch):
    def gone(*_, **__):
        raise Lost

    monkeypatch.setattr("commandcenter.queries.seat.search_ways.search", gone)
    search.type("节点备勤")
    assert search.titles("页面") == ["节点备勤"]
    assert "没有连上数据库" in search.hint


def test_a_setting_leads_to_its_line(search):
    search.type("值班员每班时长")
    search.press(Qt.Key.Key_Return)
    plan = search.desk.window.pages.plan
    search.desk.until(lambda: plan.settings.ledger.chosen_id is not None)
    panel = next(p for p in (plan.settings, plan.limits) if p.isVisible())
    search.desk.until(lambda: panel.ledger.line(panel.ledger.chosen_id) is not None)
    line = panel.ledger.line(panel.ledger.chosen_id)
    assert dict(line.detail)["名称"] == "值班员每班时长"


def test_a_line_of_the_log_leads_to_the_course_of_events(search, small_city, incident):
    small_city.do(running_log.write_line, "zhoulan", incident, "场馆经理到场")
    search.type("场馆经理")
    [line] = search.lines("日志和动态")
    assert line.what.kind is HitKind.LOG
    search.press(Qt.Key.Key_Return)
    page = search.desk.window.pages.incident
    assert page.views.key == "timeline"
    ledger = page.view("timeline").chronicle.ledger
    search.desk.until(
        lambda: len(ledger.lines) == 1 and "场馆经理到场" in str(ledger.lines[0].cells)
    )


def test_a_seat_has_its_own_memory(at_desk, incident, tmp_path):
    settings = QSettings(str(tmp_path / "both.ini"), QSettings.Format.IniFormat)
    first = Search(at_desk("zhoulan", settings=settings))
    first.type("节点备勤")
    first.press(Qt.Key.Key_Return)
    second = Search(at_desk("maxiao", settings=settings))
    assert second.titles("最近用过") == []


def test_a_county_begins_reports_of_its_own_chain(at_desk, small_city):
    add_people(small_city)
    small_city.activate(small_city.register())
    search = Search(at_desk("east"))
    search.type("起草续报")
    [line] = search.lines("操作")
    assert line.what.key == f"act:incident/reports#want_followup_{EAST}"
    search.type("开始评估")
    assert search.lines("操作") == []
