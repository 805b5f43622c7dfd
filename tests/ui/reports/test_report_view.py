"""信息报告 on the desk: begun, written, signed, sent, received, by those whose part it is."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.queries.command.call_ups import call_ups
from commandcenter.queries.reports.reports import report_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.ui.widgets.labels import PlainLabel
from tests.city import EAST

OFFICE, PROVINCE = "市委市政府总值班室", "省市场监督管理局"
BUREAU, GOVERNMENT = "市市场监督管理局", "城东区人民政府"
ABOVE = "省市场监督管理局（越级）"


@pytest.fixture
def city(small_city):
    """With a county bureau, and who leads the duty."""
    for login, name, role, district in (
        ("shen", "沈丽琴", Role.COUNTY, EAST),
        ("fang", "方正", Role.LEAD_DUTY, None),
    ):
        with small_city.db.write() as session:
            new = people.NewPerson(login, name, "科长", phone="0990-7654321")
            person = people.add_person(session, PROGRAM, new)
            people.grant_role(session, PROGRAM, person, role, district=district)
            if role is Role.LEAD_DUTY:
                at = small_city.db.clock()
                start, end = at - timedelta(hours=8), at + timedelta(hours=8)
                people.put_on_duty(session, PROGRAM, person, role, start, end)
    small_city.confirm_roles()
    return small_city


@pytest.fixture
def incident(city):
    incident = city.register(summary="三店同时闭店。")
    city.activate(incident)
    return incident


def lines(city, incident, login="zhoulan"):
    return city.ask(report_board, getattr(city, login), incident, city.db.clock()).reports


def at_reports(at_desk, login):
    desk = at_desk(login)
    desk.window.show_page("incident")
    desk.window.pages.incident.show_view("reports")
    desk.settle()
    desk.ledger = desk.window.pages.incident.view("reports").panel.ledger
    return desk


def words(desk):
    return [" ".join(desk.ledger.model.data(desk.ledger.model.index(row, column)) or ""
                     for column in range(4))
            for row in range(len(desk.ledger.lines))]  # fmt: skip


def city_sent(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, (OFFICE, PROVINCE), "政务内网")
    return report


def test_a_follow_up_is_begun_handed_in_signed_and_sent(at_desk, city, incident):
    city.take_in(city.complaint("a1"))
    city_sent(city, incident)
    city.take_in(city.complaint("a2"))
    desk = at_reports(at_desk, "chenyu")
    desk.click("want_followup_city")
    desk.until_sees("followup_figures")
    assert "2件（上次1件，增加1件）" in desk.widget("followup_figures").toPlainText()
    assert not desk.sees("followup_place")  # folded away: it has not changed
    desk.click("primary")
    desk.until_sees("sign_report")
    assert "2件" in desk.widget("signed_followup_figures").text()
    desk.click_in("sign_report", "primary")
    desk.until(lambda: lines(city, incident)[0].state is ReportState.SIGNED)
    desk.until_gone("sign_report")
    desk.until(lambda: "报送" in desk.widget("primary").text())
    desk.click("primary")
    desk.until_sees("send_report")
    desk.click_in("send_report", "primary")
    desk.until(lambda: lines(city, incident)[0].state is ReportState.SENT)
    desk.until_gone("send_report")
    desk.click("cancel")
    desk.until(lambda: any("续报一 已报送" in line for line in words(desk)))


def test_who_drafts_is_offered_no_signature_and_hands_it_in(at_desk, city, incident):
    desk = at_reports(at_desk, "zhoulan")
    desk.click("want_first_city")
    desk.until_sees("report_form")
    desk.until_sees("first_course")
    assert desk.widget("primary").text() == "送签"
    desk.fill("first_course", "三店同时闭店，负责人失联")
    desk.click("primary")
    desk.until_gone("report_form")
    [line] = lines(city, incident)
    assert ("基本经过", "三店同时闭店，负责人失联") in line.says
    assert "退回" not in " ".join(words(desk))


def test_two_who_edit_are_told_and_neither_loses_a_word(at_desk, city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    desk = at_reports(at_desk, "zhoulan")
    desk.window.acts.show_report(report)
    desk.until_sees("first_course")
    desk.fill("first_course", "周岚写的经过")
    city.do(reports.edit, "liwei", report, {"first.trend": "李蔚写的趋势"})
    desk.click("save")
    desk.until(lambda: "李蔚在" in desk.dialog().refusal)
    assert desk.widget("first_course").toPlainText() == "周岚写的经过"
    desk.click("latest")
    desk.until(lambda: desk.widget("first_trend").toPlainText() == "李蔚写的趋势")
    assert desk.widget("first_course").toPlainText() == "周岚写的经过"
    desk.click("save")
    desk.until(lambda: ("基本经过", "周岚写的经过") in lines(city, incident)[0].says)
    assert ("发展趋势", "李蔚写的趋势") in lines(city, incident)[0].says


def test_what_was_typed_is_still_there_when_the_form_is_opened_again(at_desk, city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    desk = at_reports(at_desk, "zhoulan")
    desk.window.acts.show_report(report)
    desk.until_sees("first_course")
    desk.fill("first_course", "<b>没有保存的</b>")
    desk.click("cancel")
    desk.until_gone("report_form")
    city.do(reports.edit, "liwei", report, {"first.trend": "李蔚写的趋势"})
    desk.window.acts.show_report(report)
    desk.until_sees("first_course")
    desk.until(lambda: desk.widget("first_course").toPlainText() == "<b>没有保存的</b>")
    assert desk.widget("first_trend").toPlainText() == "李蔚写的趋势"


def test_refreshing_says_what_changed_and_keeps_what_was_written(at_desk, city, incident):
    city.take_in(city.complaint("a1"))
    report = city.do(reports.draft_first, "zhoulan", incident)
    desk = at_reports(at_desk, "zhoulan")
    desk.window.acts.show_report(report)
    desk.until_sees("first_course")
    desk.fill("first_course", "手写的经过")
    city.take_in(city.complaint("a2"))
    desk.click("refresh")
    desk.until(lambda: "影响范围" in desk.widget("draft_note").text())
    desk.until(lambda: "2件" in desk.widget("first_range").toPlainText())
    assert desk.widget("first_course").toPlainText() == "手写的经过"


def test_a_draft_is_sent_back_from_its_line(at_desk, city, incident):
    city.do(reports.draft_first, "zhoulan", incident)
    desk = at_reports(at_desk, "chenyu")
    desk.until_sees("act_return")
    desk.click("act_return")
    desk.until_sees("words_form")
    desk.fill("words", "补人数")
    desk.click("primary")
    desk.until(lambda: any("退回修改" in line for line in words(desk)))
    assert lines(city, incident)[0].returned_why == "补人数"


def test_a_telephone_report_is_recorded_after_the_call(at_desk, city, incident):
    desk = at_reports(at_desk, "liwei")
    desk.click("want_phone_city")
    desk.until_sees("taken_1")
    desk.fill("taken_0", "张秘书")
    desk.fill("repeated_0", "张秘书")
    desk.fill("phone_cause", "经营者停业失联")
    desk.click("primary")
    desk.until(lambda: "接听人" in desk.dialog().refusal)  # of the province nobody is named
    assert desk.widget("taken_0").text() == "张秘书"
    desk.fill("taken_1", "值班员")
    desk.click("primary")
    desk.until_gone("phone_report")
    [line] = lines(city, incident)
    assert (line.kind, line.sent_to) == (ReportKind.PHONE, (OFFICE, PROVINCE))
    assert line.receipts[0].received_way == "电话，张秘书复述"


def test_a_receipt_and_what_is_wanted_more_are_noted(at_desk, city, incident):
    city_sent(city, incident)
    desk = at_reports(at_desk, "liwei")
    desk.until_sees("act_receipts")
    desk.click("act_receipts")
    desk.until_sees("receive_1")
    assert not desk.widget("want_more_1").isEnabled()
    for act, more in (("receive", {}), ("want_more", {"reason": "补资金去向"})):
        desk.until(lambda act=act: desk.sees(f"{act}_1") and desk.widget(f"{act}_1").isEnabled())
        desk.click(f"{act}_1")
        desk.until_sees("answer_form")
        desk.fill("by", "张秘书")
        for name, text in more.items():
            desk.fill(name, text)
        desk.click_in("answer_form", "primary")
        desk.until_gone("answer_form")
    desk.until(lambda: any("1 家要求补报" in line for line in words(desk)))
    assert lines(city, incident)[0].receipts[0].return_reason == "补资金去向"


def test_a_county_works_in_its_own_chain_and_goes_past_the_city_with_a_reason(
    at_desk, city, incident
):
    city_sent(city, incident)
    desk = at_reports(at_desk, "shen")
    assert words(desk) == []
    desk.click(f"want_first_{EAST}")
    desk.until_sees("report_form")
    desk.until_sees("primary")
    desk.click("primary")
    desk.until_sees("sign_report")
    desk.click_in("sign_report", "primary")
    desk.until(lambda: lines(city, incident, "shen")[0].state is ReportState.SIGNED)
    desk.until_gone("sign_report")
    desk.until(lambda: "报送" in desk.widget("primary").text())
    desk.click("primary")
    desk.until_sees("send_report")
    assert not desk.sees("skip_why")
    desk.click(f"chip_{ABOVE}")
    desk.until_sees("skip_why")
    desk.click_in("send_report", "primary")
    desk.until(lambda: "越级的原因" in dialog(desk, "send_report").refusal)
    desk.fill("skip_why", "道路中断，联系不上市局")
    desk.click_in("send_report", "primary")
    desk.until(lambda: lines(city, incident, "shen")[0].skips)
    assert lines(city, incident, "shen")[0].sent_to == (BUREAU, GOVERNMENT, ABOVE)


def dialog(desk, name):
    return next(w for w in QApplication.topLevelWidgets() if w.objectName() == name)


def test_the_city_receives_and_verifies_what_a_county_sent(at_desk, city, incident):
    report = city.do(reports.draft_first, "shen", incident, EAST)
    city.do(reports.sign, "shen", report)
    city.do(reports.send, "shen", report, (BUREAU, GOVERNMENT), "本系统")
    desk = at_reports(at_desk, "liwei")
    desk.until_sees("act_receive")
    desk.click("act_receive")
    desk.until_sees("act_verify")
    desk.click("act_verify")
    desk.until(lambda: lines(city, incident)[0].receipts[0].verified_by == "李蔚")
    desk.until_gone("act_verify")


def test_the_city_wants_more_of_what_a_county_sent(at_desk, city, incident):
    report = city.do(reports.draft_first, "shen", incident, EAST)
    city.do(reports.sign, "shen", report)
    city.do(reports.send, "shen", report, (BUREAU, GOVERNMENT), "本系统")
    desk = at_reports(at_desk, "liwei")
    desk.until_sees("act_receive")
    desk.click("act_receive")
    desk.until_sees("act_want_more")
    desk.click("act_want_more")
    desk.until_sees("words_form")
    desk.fill("words", "补资金去向")
    desk.click("primary")
    desk.until_gone("words_form")
    [receipt] = [r for r in lines(city, incident)[0].receipts if r.returned_at]
    assert (receipt.receiver, receipt.return_reason) == (BUREAU, "补资金去向")


def test_who_is_to_be_rung_stands_at_the_clock_and_is_noted(at_desk, city):
    late = city.register(received_at=city.db.clock() - timedelta(minutes=70))
    city.activate(late)
    desk = at_reports(at_desk, "liwei")
    desk.until_sees("ring")
    assert desk.widget("ring").text() == "请电话叫应科长方正：0990-7654321"
    desk.click("record_ring")
    desk.until_sees("call_up_form")
    assert desk.widget("number").text() == "0990-7654321"
    desk.click("chip_answered")
    desk.fill("answer", "马上签")
    desk.click("primary")
    desk.until_gone("call_up_form")
    [rung] = city.ask(call_ups, city.liwei, city.db.clock()).lines
    assert (rung.person, rung.answer) == ("方正", "马上签")


def test_the_commander_is_told_by_people_not_by_the_program(at_desk, city):
    late = city.register(received_at=city.db.clock() - timedelta(minutes=70))
    city.activate(late)
    desk = at_reports(at_desk, "chenyu")
    desk.until_sees("clock_first_city")
    assert not desk.sees("ring")


def test_before_the_grade_a_clock_says_by_which_level_it_runs_and_from_when(at_desk, city):
    """Grey until it is verified: then it is never said to be late."""
    city.register(received_at=city.db.clock() - timedelta(minutes=40), verified=False)
    desk = at_reports(at_desk, "liwei")
    desk.until_sees("clock_phone_city")
    card = desk.widget("clock_phone_city")
    words = [label.text() for label in card.findChildren(PlainLabel)]
    assert any(text.startswith("暂按Ⅲ级计时，") and text.endswith(" 起") for text in words)
    assert "待核实" in words
    assert not any("逾期" in text or "超时" in text for text in words)
    assert not desk.sees("ring")


def test_after_the_grade_no_level_is_provisional(at_desk, city, incident):
    desk = at_reports(at_desk, "liwei")
    desk.until_sees("clock_phone_city")
    labels = desk.widget("clock_phone_city").findChildren(PlainLabel)
    assert not any("暂按" in label.text() for label in labels)


def test_what_waits_for_a_signature_is_read_and_signed_from_its_line(at_desk, city, incident):
    """Its button says so; it opened the report to be edited."""
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.submit, "zhoulan", report)
    desk = at_reports(at_desk, "chenyu")
    desk.until(lambda: desk.sees("act_sign"))
    desk.click("act_sign")
    desk.until_sees("sign_report")
    assert not desk.sees("report_form")


def test_a_report_that_is_signed_is_kept_as_a_file_from_its_line(at_desk, city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    desk = at_reports(at_desk, "zhoulan")
    desk.until(lambda: len(desk.ledger.lines) == 1)
    assert not desk.sees("act_pdf")
    city.do(reports.sign, "chenyu", report)
    desk.until(lambda: desk.sees("act_pdf"))
    wanted = []
    desk.window.acts.pdf_wanted.disconnect()
    desk.window.acts.pdf_wanted.connect(wanted.append)
    desk.click("act_pdf")
    assert wanted == [report]
