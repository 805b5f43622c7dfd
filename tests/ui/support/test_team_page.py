"""保障, 队伍证照 and 培训: what stands first, what is entered, what a file brings, a sheet."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.domain.org import Group
from commandcenter.domain.support.certificates import NewCertificate, Standing
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.support.training import NewTraining, TrainingState
from commandcenter.domain.times import local
from commandcenter.intake.team_file import CERTIFICATE, template_header
from commandcenter.outputs.tables_out import write_xlsx
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.support.partners import partner_board
from commandcenter.queries.support.team import team_board
from commandcenter.queries.support.training import training_board
from commandcenter.services.support import certificates, partners, training
from commandcenter.ui.support import import_form

DAY = timedelta(days=1)
LEFT = Qt.MouseButton.LeftButton


def today(city):
    return local(city.db.clock()).date()


def hold(city, login="wuyue", skill="enforcement", ends=400, number="ZF-1"):
    new = NewCertificate(skill, number, today(city) - 300 * DAY, today(city) + ends * DAY)
    return city.do(certificates.register, "liwei", getattr(city, login).person_id, new)


def plan(city, days=5):
    day = today(city) + days * DAY
    new = NewTraining("食品抽样程序", Group.ONSITE, (Group.ONSITE,), 4, day)
    return city.do(training.plan, "maxiao", new)


@pytest.fixture
def at_support(at_desk):
    def at_support(login="liwei", tab="team", book=""):
        desk = at_desk(login)
        desk.click("rail_support")
        tabs = desk.window.pages.support.tabs
        tabs.show_tab(tab)
        books = tabs.people if tab == "team" else tabs.training
        if book:
            books.show_book(book)
        desk.settle()
        return desk, books._stack.currentWidget()

    return at_support


def people(city):
    return city.ask(team_board, city.liwei, city.db.clock())


def names(panel):
    return [line.cells[0].words if hasattr(line.cells[0], "words") else line.cells[0]
            for line in panel.ledger.lines]  # fmt: skip


def test_who_asks_for_an_act_stands_first_with_an_edge(at_support, small_city):
    hold(small_city)
    hold(small_city, "maxiao", number="ZF-2", ends=20)
    _desk, panel = at_support()
    lines = panel.ledger.lines
    assert names(panel)[:2] == ["何文静", "马骁"]
    assert [line.edge for line in lines[:2]] == ["danger", "warn"]
    note = panel.note(panel.board)
    assert "即将到期 1 本" in note
    assert "缺证 1 人" in note
    assert f"在册 {len(lines)} 人" in note


def test_a_certificate_is_registered_corrected_and_revoked(at_support, small_city):
    desk, panel = at_support()
    panel.ledger.choose(small_city.wuyue.person_id)
    desk.click("act_register")
    desk.fill("certificate_number", "ZF-77")
    form = desk.dialog()
    desk.qtbot.mouseClick(form.primary, LEFT)
    desk.until_gone("certificate_form")
    desk.until(lambda: [c.number for c in _line(panel, small_city).certificates] == ["ZF-77"])
    panel.act(panel.board, "correct", _line(panel, small_city))
    desk.until_sees("correct_certificate")
    desk.fill("certificate_number", "ZF-78")
    desk.qtbot.mouseClick(desk.dialog().primary, LEFT)
    desk.until_gone("correct_certificate")
    desk.until(lambda: [c.number for c in _line(panel, small_city).certificates] == ["ZF-78"])
    panel.act(panel.board, "revoke", _line(panel, small_city))
    desk.until_sees("revoke_certificate")
    desk.fill("why", "调离执法岗位")
    desk.qtbot.mouseClick(desk.dialog().primary, LEFT)
    desk.until_gone("revoke_certificate")
    assert _own(small_city)[0].standing is Standing.REVOKED


def _line(panel, city):
    return next(x for x in panel.board.lines if x.id == city.wuyue.person_id)


def _own(city, login="wuyue"):
    wanted = getattr(city, login).person_id
    return next(line for line in people(city).lines if line.id == wanted).certificates


def test_a_number_of_strength_opens_its_people(at_support, small_city):
    hold(small_city)
    desk, panel = at_support(book="strength")
    table = panel.ledger.table
    shown = panel.ledger.model.index(0, 2)  # 现场处置组
    assert shown.data() == "1 / 2"
    table.clicked.emit(shown)
    desk.settle()
    shown = desk.window.pages.support.tabs.people._stack.currentWidget()
    assert names(shown) == ["吴越", "马骁"]
    assert "现场处置组持执法证的 1 人" in shown.note(shown.board)


def test_a_file_is_looked_at_before_it_is_taken_in(at_support, small_city, tmp_path):
    ends = today(small_city) + 500 * DAY
    rows = [
        ("吴越", "", "执法证", "ZF-1", today(small_city) - 9 * DAY, ends, ""),
        ("无此人", "", "执法证", "ZF-2", today(small_city) - 9 * DAY, ends, ""),
        ("马骁", "", "潜水", "ZF-3", date(2020, 1, 1), ends, ""),
    ]
    file = tmp_path / "证照.xlsx"
    file.write_bytes(write_xlsx(rows, template_header(CERTIFICATE), small_city.db.clock()))
    desk, _ = at_support()
    desk.click("want_import")
    form = desk.dialog()
    assert not form.primary.isEnabled()
    form.look_at(str(file))
    desk.until(lambda: "将新增 1 条" in form.outcome.text())
    assert "退回 2 行" in form.outcome.text()
    said = form.preview.toPlainText().splitlines()
    assert [line.split("　")[1] for line in said] == ["新增", "退回", "退回"]
    assert "名册里没有“无此人”" in said[1]
    assert _own(small_city) == ()
    desk.qtbot.mouseClick(form.primary, LEFT)
    desk.until(lambda: "已新增 1 条" in form.outcome.text())
    assert [c.number for c in _own(small_city)] == ["ZF-1"]
    assert "看不懂证照" in (tmp_path / "证照_退回.csv").read_text("utf-8-sig")
    form.look_at(str(file))
    desk.until(lambda: "没有变化 1 条" in form.outcome.text())
    assert not form.primary.isEnabled()


def test_the_template_is_written_with_the_columns_that_are_read(
    at_support, small_city, tmp_path, monkeypatch
):
    target = tmp_path / "模板.xlsx"
    monkeypatch.setattr(import_form, "save_as", lambda window, title, name, write: write(target))
    desk, _ = at_support()
    desk.click("want_template")
    read = import_form.read_file(target, CERTIFICATE, {})
    assert (read.header, read.records) == (template_header(CERTIFICATE), ())


def test_a_partner_is_entered_and_ended(at_support, small_city):
    desk, panel = at_support("zhoulan", book="partners")
    desk.click("want_enter")
    for name, words in (
        ("organisation", "澄江市公安局"), ("contact", "韩松"), ("phone", "0990-1240001"),
        ("what_for", "现场秩序"),
    ):  # fmt: skip
        desk.fill(name, words)
    desk.qtbot.mouseClick(desk.dialog().primary, LEFT)
    desk.until_gone("partner_form")
    desk.until(lambda: len(panel.ledger.lines) == 1)
    desk.settle()
    desk.click("act_end")
    desk.fill("words", "不再合作")
    desk.qtbot.mouseClick(desk.dialog().primary, LEFT)
    desk.until_gone("words_form")
    [line] = small_city.ask(partner_board, small_city.liwei, small_city.db.clock()).lines
    assert line.ended_why == "不再合作"


def test_an_agreement_that_ends_soon_has_an_edge(at_support, small_city):
    new = NewPartner("police", "市公安局", "韩松", "1", "秩序", "1号", today(small_city) + 9 * DAY)
    small_city.do(partners.enter, "liwei", new)
    _, panel = at_support(book="partners")
    assert panel.ledger.lines[0].edge == "warn"
    assert "即将到期 1 份" in panel.note(panel.board)


def test_a_training_is_planned_held_and_corrected(at_support, small_city):
    desk, panel = at_support("maxiao", "training")
    desk.click("want_plan")
    desk.fill("topic", "食品抽样程序")
    desk.qtbot.mouseClick(desk.dialog().primary, LEFT)
    desk.until_gone("plan_training")
    desk.until(lambda: len(panel.ledger.lines) == 1)
    desk.settle()
    desk.click("act_hold")
    form = desk.dialog()
    desk.fill("place", "三楼会议室")
    desk.fill("teacher", "马骁")
    desk.qtbot.mouseClick(form.primary, LEFT)
    assert desk.sees("hold_training")  # nobody was ticked
    desk.widget(f"came_{small_city.wuyue.person_id}").setChecked(True)
    desk.widget(f"failed_{small_city.wuyue.person_id}").setChecked(True)
    desk.widget(f"came_{small_city.maxiao.person_id}").setChecked(True)
    desk.qtbot.mouseClick(form.primary, LEFT)
    desk.until_gone("hold_training")
    [line] = small_city.ask(training_board, small_city.liwei, small_city.db.clock()).lines
    assert (line.state, line.came, line.passed) == (TrainingState.HELD, 2, 1)
    desk.until(lambda: panel.board.held == 1)
    desk.settle()
    panel.act(panel.board, "correct", panel.board.lines[0])
    desk.until_sees("hold_training")
    desk.widget(f"failed_{small_city.wuyue.person_id}").setChecked(False)
    desk.qtbot.mouseClick(desk.dialog().primary, LEFT)
    desk.until_gone("hold_training")
    [line] = small_city.ask(training_board, small_city.liwei, small_city.db.clock()).lines
    assert (line.came, line.passed) == (2, 2)


def test_what_waits_leads_to_the_session(small_city, at_desk):
    plan(small_city)
    desk = at_desk("maxiao")
    items = small_city.ask(todo, small_city.maxiao, small_city.db.clock())
    [card] = [item for item in items if item.kind is TodoKind.BUREAU]
    desk.window.todo_places.go(card)
    desk.settle()
    tabs = desk.window.pages.support.tabs
    assert (tabs.tab, tabs.training.book) == ("training", "sessions")


def test_the_sheet_to_sign_in_on_is_a_pdf(at_support, small_city, tmp_path):
    plan(small_city)
    desk, panel = at_support("liwei", "training")
    target = tmp_path / "签到表.pdf"
    panel.make_sheet(panel.board.lines[0], target)
    desk.until(lambda: target.exists() and target.stat().st_size > 1_000)
    assert target.read_bytes().startswith(b"%PDF")


def test_who_lacks_hours_stands_first(at_support, small_city):
    _, panel = at_support("chenyu", "training", "hours")
    assert len(panel.ledger.lines) == panel.board.asked
    assert [line.short for line in panel.rows(panel.board)] == [16] * panel.board.asked


def test_who_may_not_keep_it_has_no_button(at_support):
    desk, _panel = at_support("wuyue")
    for key in ("register", "import", "template"):
        assert not desk.sees(f"want_{key}")
    assert not desk.sees("act_register")
