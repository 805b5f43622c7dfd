"""Reports, instructions, steps, counts and passwords, as people do them."""

import pytest

from commandcenter.domain.org import Group
from commandcenter.domain.reports.report import ReportState
from commandcenter.queries.command.checklist import checklist, step_notes
from commandcenter.queries.incident.tallies import tally_lines
from commandcenter.queries.reports.reports import report_board
from commandcenter.queries.seat.desk_work import instruction
from commandcenter.services.command import instructions
from commandcenter.services.command.attachments import attach
from commandcenter.services.reports import reports
from commandcenter.services.seat import accounts
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.widgets.labels import PlainLabel
from tests.ui.dropping import drag, drop, files, paste, picture


@pytest.fixture
def incident(small_city):
    incident = small_city.register()
    small_city.activate(incident)
    return incident


def reports_of(city, incident):
    return city.ask(report_board, city.chenyu, incident, city.db.clock()).reports


def test_a_first_report_is_drafted_edited_signed_and_sent(at_desk, small_city, incident):
    desk = at_desk("chenyu")
    desk.window.acts.move("first_report")
    desk.until_sees("first_occurred_at")
    assert "正在核查" in desk.widget("first_occurred_at").toPlainText()
    desk.fill("first_course", "三店同时闭店，负责人失联")
    desk.click("primary")  # the change is kept, then the whole is read before it is signed
    desk.until_sees("sign_report")
    assert desk.widget("signed_first_course").text() == "三店同时闭店，负责人失联"
    desk.click_in("sign_report", "primary")
    desk.until(lambda: "签发" in desk.widget("report_state").text())
    desk.until_sees("first_course")
    assert desk.widget("first_course").isReadOnly()
    desk.click("primary")
    desk.until_sees("send_report")
    desk.widget("way").setCurrentText("政务内网")
    desk.click_in("send_report", "primary")
    desk.until(lambda: "以政务内网报送" in desk.widget("report_state").text())
    [line] = reports_of(small_city, incident)
    assert (line.state, line.sent_way) == (ReportState.SENT, "政务内网")
    desk.click("cancel")
    desk.until_gone("report_form")
    desk.click("rail_papers")
    papers = desk.window.pages.papers.list.ledger
    desk.until(lambda: len(papers.lines) == 1)
    assert papers.lines[0].cells[3].words == "已印发"


def test_a_draft_is_sent_back_with_a_reason(at_desk, small_city, incident):
    small_city.do(reports.draft_first, "zhoulan", incident)
    desk = at_desk("chenyu")
    desk.until_sees("act_return")
    desk.click("act_return")
    desk.until_sees("words")
    desk.fill("words", "补人数")
    desk.click("primary")
    desk.until_gone("words_form")
    [line] = reports_of(small_city, incident)
    assert (line.returned_by, line.returned_why) == ("陈屿", "补人数")


def test_an_instruction_is_given_received_and_reported_back(at_desk, small_city, incident):
    desk = at_desk("chenyu")
    desk.window.acts.move("instruct")
    desk.until_sees("give_instruction")
    desk.fill("words", "登记点延时服务，14 时前回报")
    desk.click("chip_onsite")
    desk.click("primary")
    desk.until_gone("give_instruction")
    given = small_city.ask(instruction, 1)
    assert (given.to_group.value, given.given_by) == ("onsite", "陈屿")
    assert given.deadline_at is not None


def test_who_got_it_receives_and_reports_from_his_card(at_desk, small_city, incident):
    small_city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    desk = at_desk("maxiao")
    desk.until_sees("act_receive")
    desk.click("act_receive")
    desk.until(lambda: small_city.ask(instruction, 1).received_by == "马骁")
    desk.until_sees("act_report")
    desk.click("act_report")
    desk.until(lambda: desk.widget("asked").text() == "延时服务")
    desk.fill("words", "已办，登记 96 人")
    desk.click("primary")
    desk.until_gone("report_back")
    assert small_city.ask(instruction, 1).report == "已办，登记 96 人"


def test_who_may_not_attach_to_a_step_drops_nothing_on_it(at_desk, small_city, incident, tmp_path):
    step = own_step(small_city, incident)
    desk = at_desk("hewenjing")
    photo = tmp_path / "现场.txt"
    photo.write_text("门锁了")
    desk.window.rows.step(step.id)
    desk.until_sees("step_sheet")
    desk.settle()
    assert not drag(desk.widget("step_sheet"), files(photo))


def own_step(city, incident):
    shown = city.ask(checklist, incident, city.db.clock())
    return next(s for s in shown.steps if s.group is Group.ONSITE and s.code == "tell_rights")


def test_a_step_is_given_to_a_member_noted_and_filed(at_desk, small_city, incident, tmp_path):
    step = own_step(small_city, incident)
    desk = at_desk("maxiao")
    desk.window.rows.step(step.id)
    desk.until_sees("sheet_assign")
    desk.click("sheet_assign")
    desk.until_sees("person")
    desk.until(lambda: desk.widget("person").count() == 3)
    desk.widget("person").setCurrentIndex(
        desk.widget("person").findData(small_city.wuyue.person_id)
    )
    desk.click("primary")
    desk.until(lambda: own_step(small_city, incident).person == "吴越")
    desk.until_gone("person")  # it is written before the form hears it and goes
    desk.click("sheet_note")
    desk.until_sees("words")
    desk.fill("words", "<b>联系了物业</b>")
    desk.click("primary")
    desk.until(lambda: len(small_city.ask(step_notes, step.id)) == 2)
    photo = tmp_path / "现场.txt"
    photo.write_text("门锁了")
    assert drop(desk.widget("step_sheet"), files(photo))
    desk.until(lambda: len(small_city.ask(step_notes, step.id)) == 3)
    with desk.qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    paste(desk.qtbot, desk.widget("sheet_note"), picture())
    desk.until(lambda: len(small_city.ask(step_notes, step.id)) == 4)
    assert any(note.text.startswith("图片 ") for note in small_city.ask(step_notes, step.id))
    assert {note.text for note in small_city.ask(step_notes, step.id)} >= {
        "由吴越办理", "<b>联系了物业</b>", "现场.txt",
    }  # fmt: skip


def test_a_file_attached_by_mistake_is_struck_out_on_the_sheet(
    at_desk, small_city, incident, tmp_path
):
    step = own_step(small_city, incident)
    photo = tmp_path / "现场.txt"
    photo.write_text("门锁了")
    attach(small_city.db, small_city.maxiao, step.id, photo)
    [file] = [note.file for note in small_city.ask(step_notes, step.id) if note.file]
    desk = at_desk("maxiao")
    desk.window.rows.step(step.id)
    desk.until_sees(f"take_out_file_{file.id}")
    desk.click(f"take_out_file_{file.id}")
    desk.until_sees("words_form")
    desk.fill("words", "别的事件的照片")
    desk.click_in("words_form", "primary")
    desk.until_gone("words_form")
    desk.until(lambda: not desk.sees(f"take_out_file_{file.id}"))
    said = [label.text() for label in desk.widget("step_sheet").findChildren(PlainLabel)]
    assert any("已撤出（马骁" in words and "别的事件的照片" in words for words in said)
    assert own_step(small_city, incident).attachments == 0


def test_a_done_step_is_opened_again_with_a_reason(at_desk, small_city, incident):
    step = own_step(small_city, incident)
    desk = at_desk("maxiao")
    desk.window.rows.step(step.id)
    desk.until_sees("sheet_complete")
    desk.click("sheet_complete")
    desk.until_sees("words")
    desk.fill("words", "现场逐人说明，发放告知单120份")
    desk.click("primary")
    desk.until_sees("sheet_reopen")
    assert "现场逐人说明，发放告知单120份" in desk.widget("step_state").text()
    desk.click("sheet_reopen")
    desk.until_sees("words")
    desk.fill("words", "人数有误")
    desk.click("primary")
    desk.until_sees("sheet_complete")
    assert small_city.ask(step_notes, step.id)[-1].text == "人数有误"


def test_people_on_site_are_counted_by_hand(at_desk, small_city, incident):
    desk = at_desk("maxiao")
    desk.window.acts.move("count")
    desk.until_sees("tally_form")
    desk.widget("count").setValue(60)
    desk.widget("place").setCurrentText("城东店")
    desk.click("primary")
    desk.until_gone("tally_form")
    desk.until(lambda: desk.widget("number_on_site").value() == "60")
    [line] = small_city.ask(tally_lines, incident, small_city.db.clock())
    assert (line.kind, line.value, line.place) == ("on_site", 60, "城东店")
    desk.click("number_on_site")
    desk.until(lambda: desk.widget("tallies").topLevelItemCount() == 1)


def test_a_password_is_changed_and_a_wrong_old_one_refused(at_desk, small_city):
    person = small_city.liwei.person_id
    small_city.do(accounts.set_password, "liwei", person, "old password")
    desk = at_desk("liwei")
    desk.window.menu_of_seat.do("password")
    desk.until_sees("change_password")
    for name, words in (("old", "wrong one"), ("new", "new password"), ("again", "new password")):
        desk.fill(name, words)
    desk.click("primary")
    desk.until(lambda: "原密码不对" in desk.dialog().refusal)
    desk.fill("old", "old password")
    desk.click("primary")
    desk.until_gone("change_password")
    with small_city.db.write() as session:
        assert accounts.sign_on(session, "liwei", "new password").name == "李蔚"


def test_the_map_takes_the_colours_of_another_theme(at_desk, small_city, incident):
    desk = at_desk("chenyu")
    shown = desk.window.findChild(MapPanel).map
    before = shown.grab().toImage().pixelColor(4, 4).lightness()
    desk.window.menu_of_seat.change_theme()
    try:
        desk.until(lambda: shown.grab().toImage().pixelColor(4, 4).lightness() < before / 2)
    finally:
        desk.window.menu_of_seat.change_theme()
    desk.until(lambda: shown.grab().toImage().pixelColor(4, 4).lightness() == before)
