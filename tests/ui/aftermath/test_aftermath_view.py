"""后期处置 at the desk: ledgers, reports, liability, the gate, the archive, the closed record."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog
from sqlalchemy import select

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.queries.seat.drafts import BEGUN_FROM
from commandcenter.services.aftermath import (
    accountability,
    closing,
    inquiry,
    recovery,
    typical_case,
)
from commandcenter.services.aftermath.inquiry import Words
from commandcenter.services.command import running_log
from commandcenter.services.incident import incident_moves
from commandcenter.services.seat import drafts
from commandcenter.store.aftermath.inquiry_sections import sections_of
from commandcenter.store.tables.every import AccountabilityRow, ArchivePackageRow, RetentionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.aftermath import (
    REFUND,
    all_but_closed,
    ended,
    final_sent,
    inquiry_signed,
    line_row,
    report_row,
)


@pytest.fixture
def incident(small_city):
    return ended(small_city)


def open_view(desk, incident, tab):
    """As from a card of 待我处理: the incident, its view, the tab."""
    desk.window.show_incident(incident)
    desk.settle()
    desk.window.pages.incident.go("aftermath", tab, 0)
    desk.settle()
    return desk.window.pages.incident.view("aftermath")


def choose(desk, panel, words):
    """Click the line that says these words."""
    ledger = panel.ledger

    def number():
        for line in ledger.lines:
            texts = [getattr(cell, "words", cell) for cell in line.cells]
            if any(words in text for text in texts):
                return line.id
        return None

    desk.until(lambda: number() is not None)
    ledger.choose(number())


def sent(desk):
    desk.until(lambda: not any(d.isVisible() for d in dialogs(desk)))


def dialogs(desk):
    return desk.window.findChildren(QDialog)


def rows(city, row_class):
    with city.db.read() as session:
        return list(session.scalars(select(row_class)))


def state(city, incident):
    with city.db.read() as session:
        return session.get_one(IncidentRow, incident).state


def test_a_line_is_opened_settled_in_part_and_closed_in_the_window(at_desk, small_city, incident):
    desk = at_desk("zhoulan")
    view = open_view(desk, incident, "recovery")
    desk.click("want_open")
    desk.until_sees("recovery_form")
    desk.fill("title", "会员余额退款")
    desk.widget("people").edit.setText("10")
    desk.fill("money", "1,000.50")
    desk.click("primary")
    choose(desk, view.recovery, "会员余额退款")
    desk.until_sees("act_settle")
    desk.click("act_settle")
    desk.until_sees("settle_form")
    desk.widget("people").edit.setText("4")
    desk.fill("money", "400")
    desk.click("primary")
    desk.until(lambda: line_row(small_city, 1).settled_people == 4)
    sent(desk)
    desk.until(lambda: "4/10" in [c for x in view.recovery.ledger.lines for c in x.cells])
    row = line_row(small_city, 1)
    assert (row.people, row.amount_cents, row.settled_cents, row.settled_at) == (
        10, 1_000_50, 400_00, None
    )  # fmt: skip


def test_a_refused_settling_keeps_every_word(at_desk, small_city, incident):
    small_city.do(recovery.open_line, "zhoulan", incident, REFUND)
    desk = at_desk("zhoulan")
    view = open_view(desk, incident, "recovery")
    choose(desk, view.recovery, "会员余额退款")
    desk.until_sees("act_settle")
    desk.click("act_settle")
    desk.until_sees("settle_form")
    desk.fill("money", "十元")
    desk.click("primary")
    assert "不是金额" in desk.dialog().refusal
    desk.fill("money", "400")
    desk.widget("whole").click()
    desk.click("primary")
    desk.until(lambda: "尚有人数或金额未办结" in desk.dialog().refusal)
    assert desk.widget("money").text() == "400"
    desk.fill("note", "其余 6 人已起诉")
    desk.click("primary")
    sent(desk)
    desk.until(lambda: line_row(small_city, 1).settled_at is not None)


def test_a_deputy_waives_a_line_by_name(at_desk, small_city, incident):
    small_city.do(recovery.open_line, "zhoulan", incident, REFUND)
    desk = at_desk("luomin")
    view = open_view(desk, incident, "recovery")
    choose(desk, view.recovery, "会员余额退款")
    desk.until_sees("act_waive")
    desk.click("act_waive")
    desk.until_sees("words_form")
    desk.fill("words", "三次联系不上，已公告")
    desk.click("primary")
    desk.until(lambda: line_row(small_city, 1).waived_by == "罗敏")
    desk.until(lambda: "已豁免" in str(view.recovery.ledger.lines))


def test_a_ledger_without_anybody_is_stated_by_name(at_desk, small_city, incident):
    desk = at_desk("luomin")
    open_view(desk, incident, "recovery")
    desk.click("want_none")
    desk.until_sees("nobody_form")
    desk.widget("ledger").setCurrentIndex(list(Ledger).index(Ledger.FIRMS))
    desk.fill("reason", "周边经营未受影响")
    desk.click("primary")
    sent(desk)
    assert line_row(small_city, 1).ledger == Ledger.FIRMS


def test_who_has_no_part_in_the_ledgers_is_told_so(at_desk, small_city, incident):
    small_city.do(recovery.open_line, "zhoulan", incident, REFUND)
    desk = at_desk("liwei")
    view = open_view(desk, incident, "recovery")
    assert view.recovery.ledger.lines == ()
    assert not desk.sees("want_open")
    assert not desk.sees("want_none")


def test_the_investigation_report_is_drafted_written_and_signed(at_desk, small_city, incident):
    desk = at_desk("hewenjing")
    open_view(desk, incident, "inquiry")
    desk.click("want_draft_investigation")
    desk.until_sees("inquiry_form")
    course = desk.widget("investigation_course").toPlainText()
    assert "启动Ⅲ级响应" in course
    for section in ("lessons", "measures", "liability", "cause"):
        desk.fill(f"investigation_{section}", f"{section}：<b>已查明</b>")
    desk.click("primary")
    sent(desk)
    row = report_row(small_city, 1)
    assert {s.by for s in sections_of(row) if s.code.endswith("measures")} == {"何文静"}

    commander = at_desk("chenyu")
    view = open_view(commander, incident, "inquiry")
    choose(commander, view.inquiry, "调查报告")
    commander.until_sees("act_sign")
    commander.until(lambda: commander.widget("act_sign").isEnabled())
    commander.click("act_sign")
    commander.until_sees("sign_inquiry")
    assert "<b>已查明</b>" in commander.widget("whole_text").text()
    assert "不能再改" in commander.widget("consequence").text()
    commander.type("signature", "陈屿")
    commander.click("primary")
    commander.until(lambda: report_row(small_city, 1).signature == "陈屿")
    commander.until(lambda: "已签发" in str(view.inquiry.ledger.lines))


def drafted(city, incident):
    return city.do(inquiry.draft, "hewenjing", incident, InquiryKind.INVESTIGATION)


def test_the_second_editor_of_a_section_keeps_his_words_and_sees_the_others(
    at_desk, small_city, incident
):
    report = drafted(small_city, incident)
    desk = at_desk("hewenjing")
    view = open_view(desk, incident, "inquiry")
    choose(desk, view.inquiry, "调查报告")
    desk.until_sees("act_edit")
    desk.click("act_edit")
    desk.until_sees("inquiry_form")
    desk.fill("investigation_measures", "我写的整改措施")
    other = {"investigation.measures": Words("周岚写的整改措施", 1)}
    small_city.do(inquiry.edit, "zhoulan", report, other)
    desk.click("primary")
    desk.until(lambda: "周岚" in desk.dialog().refusal)
    assert desk.widget("investigation_measures").toPlainText() == "我写的整改措施"
    desk.until_sees("investigation_measures_other")
    assert "周岚写的整改措施" in desk.widget("investigation_measures_other").text()
    desk.click("primary")
    sent(desk)
    texts = {s.code: s.text for s in sections_of(report_row(small_city, report))}
    assert texts["investigation.measures"] == "我写的整改措施"


def test_a_draft_that_comes_back_shows_what_others_wrote_since(at_desk, small_city, incident):
    report = drafted(small_city, incident)
    person = small_city.hewenjing
    before = next(
        s.text
        for s in sections_of(report_row(small_city, report))
        if s.code == "investigation.measures"
    )
    typed = {"investigation_measures": "昨天没有保存的"}
    typed[BEGUN_FROM] = {"investigation_measures": before}
    with small_city.db.transaction() as session:
        drafts.keep(session, (person.person_id, person.name), "inquiry_report", report, typed)
    other = {"investigation.measures": Words("周岚写的整改措施", 1)}
    small_city.do(inquiry.edit, "zhoulan", report, other)
    desk = at_desk("hewenjing")
    view = open_view(desk, incident, "inquiry")
    choose(desk, view.inquiry, "调查报告")
    desk.until_sees("act_edit")
    desk.click("act_edit")
    desk.until_sees("present")
    assert desk.widget("investigation_measures").toPlainText() == "昨天没有保存的"
    assert desk.widget("present").text() == "现为：周岚写的整改措施"
    leave(desk)


def test_a_report_with_gaps_is_not_signed_and_says_which(at_desk, small_city, incident):
    drafted(small_city, incident)
    desk = at_desk("chenyu")
    view = open_view(desk, incident, "inquiry")
    choose(desk, view.inquiry, "调查报告")
    desk.until_sees("act_sign")
    button = desk.widget("act_sign")
    assert not button.isEnabled()
    assert "七、整改措施" in button.toolTip()
    assert not desk.sees("act_edit")


def test_the_own_written_words_can_be_given_back_to_the_data(at_desk, small_city, incident):
    report = drafted(small_city, incident)
    loss = next(s for s in sections_of(report_row(small_city, report)) if s.code.endswith("loss"))
    own = {loss.code: Words("人写的", loss.version)}
    small_city.do(inquiry.edit, "hewenjing", report, own)
    desk = at_desk("hewenjing")
    view = open_view(desk, incident, "inquiry")
    choose(desk, view.inquiry, "调查报告")
    desk.until_sees("act_edit")
    desk.click("act_edit")
    desk.until_sees("inquiry_form")
    desk.widget("fold").click()
    desk.widget("take_investigation_loss").click()
    assert "累计接到投诉举报" in desk.widget("investigation_loss").toPlainText()
    desk.click("primary")
    sent(desk)
    loss = next(s for s in sections_of(report_row(small_city, report)) if s.code.endswith("loss"))
    assert not loss.by_hand


def test_an_operator_is_registered_and_settled(at_desk, small_city, incident):
    desk = at_desk("hewenjing")
    view = open_view(desk, incident, "liability")
    assert not desk.sees("want_refer")
    desk.click("want_register")
    desk.until_sees("operator_form")
    desk.widget("name").setEditText("悦力工场健身（城东店）")
    desk.fill("basis", "消费者权益保护法第五十三条")
    desk.fill("penalty", "50000")
    desk.click("primary")
    sent(desk)
    choose(desk, view.liability, "悦力工场")
    desk.until_sees("act_settle")
    desk.click("act_settle")
    desk.until_sees("operator_decision")
    decided = (small_city.db.clock() - timedelta(days=2)).replace(second=0, microsecond=0)
    desk.fill("decision", "罚款 4 万元")
    desk.fill("penalty", "40000")
    desk.click("primary")
    assert "请填写决定时间" in desk.dialog().refusal
    desk.widget("decided").set_value(decided)
    desk.click("primary")
    desk.until(lambda: rows(small_city, AccountabilityRow)[0].settled_by == "何文静")
    row = rows(small_city, AccountabilityRow)[0]
    assert (row.penalty_cents, row.decided_at) == (40_000_00, decided)


def test_a_referral_is_seen_by_the_commander_and_not_by_the_group(at_desk, small_city, incident):
    commander = at_desk("chenyu")
    view = open_view(commander, incident, "liability")
    commander.click("want_refer")
    commander.until_sees("referral_form")
    commander.fill("matter", "某所失职线索")
    commander.fill("basis", "监察法")
    commander.fill("referred_to", "驻局纪检监察组")
    commander.click("primary")
    sent(commander)
    choose(commander, view.liability, "某所失职线索")
    desk = at_desk("hewenjing")
    shown = open_view(desk, incident, "liability")
    assert shown.liability.ledger.lines == ()


def gate_line(desk, view, words):
    choose(desk, view.closing, words)


def test_from_the_end_to_the_closed_case_through_the_window(at_desk, small_city, incident):
    small_city.do(incident_moves.begin_aftermath, "zhoulan", incident)
    final_sent(small_city, incident)
    inquiry_signed(small_city, incident)
    desk = at_desk("chenyu")
    view = open_view(desk, incident, "closing")
    assert not desk.widget("want_close").isEnabled()
    assert "还不能结案" in desk.widget("want_close").toolTip()

    gate_line(desk, view, "处置任务")
    desk.until_sees("act_waive_steps")
    desk.click("act_waive_steps")
    desk.until_sees("words_form")
    desk.fill("words", "响应已终止")
    desk.click("primary")
    sent(desk)

    gate_line(desk, view, "个人信息处理决定")
    desk.until_sees("act_decide_retention")
    desk.click("act_decide_retention")
    desk.until_sees("retention_form")
    assert "不能恢复" in desk.widget("consequence").text()
    desk.fill("reason", "处置完毕")
    desk.type("signature", "陈屿")
    desk.click("primary")
    desk.until(lambda: len(rows(small_city, RetentionRow)) == 1)
    sent(desk)

    desk.until(lambda: desk.widget("want_close").isEnabled())
    desk.click("want_close")
    desk.until_sees("close_form")
    assert "不能撤回" in desk.widget("consequence").text()
    desk.type("signature", "陈")
    desk.click("primary")
    desk.until(lambda: "签名应为本人姓名" in desk.dialog().refusal)
    desk.type("signature", "屿")
    desk.click("primary")
    desk.until(lambda: state(small_city, incident) is State.ARCHIVED)
    sent(desk)
    desk.until(lambda: "记录不再增加" in desk.widget("ledger_note").text())
    assert not desk.sees("want_close")


def test_a_closed_record_refuses_writing_and_can_still_be_packed(
    at_desk, small_city, incident, tmp_path
):
    all_but_closed(small_city, incident)
    line = small_city.do(recovery.open_line, "zhoulan", incident, REFUND)
    small_city.do(recovery.settle_line, "zhoulan", line, 10, 1_000_00, whole=True)
    small_city.do(closing.close, "chenyu", incident, "陈屿")
    desk = at_desk("luomin")
    view = open_view(desk, incident, "recovery")
    button = desk.widget("want_open")
    assert not button.isEnabled()
    assert "归档" in button.toolTip()
    view.show_tab("closing")
    desk.settle()
    desk.click("want_archive")
    desk.until_sees("archive_form")
    desk.click("primary")
    desk.until(lambda: len(rows(small_city, ArchivePackageRow)) == 1)
    sent(desk)
    choose(desk, view.closing, "归档包")
    desk.until_sees("act_save")
    view.closing._acts.save_to(1, tmp_path / "归档.zip")
    desk.until(lambda: (tmp_path / "归档.zip").exists())
    desk.click("act_verify")
    desk.until_sees("notice")
    with pytest.raises(RuleBroken):
        small_city.do(running_log.write_line, "maxiao", incident, "又一条")


def test_who_settled_the_last_line_is_told_to_leave_the_closing_to_another(
    at_desk, small_city, incident
):
    all_but_closed(small_city, incident)
    line = small_city.do(recovery.open_line, "luomin", incident, REFUND)
    small_city.do(recovery.settle_line, "luomin", line, 10, 1_000_00, whole=True)
    desk = at_desk("luomin")
    open_view(desk, incident, "closing")
    assert not desk.widget("want_close").isEnabled()
    assert "请换人" in desk.widget("want_close").toolTip()


def test_a_duty_without_record_is_stated_not_to_apply(at_desk, small_city, incident):
    desk = at_desk("luomin")
    view = open_view(desk, incident, "closing")
    choose(desk, view.closing, "救助困难群众")
    desk.until_sees("act_not_applicable")
    desk.click("act_not_applicable")
    desk.until_sees("words_form")
    desk.fill("words", "没有困难群众")
    desk.click("primary")
    sent(desk)
    choose(desk, view.closing, "救助困难群众")
    desk.until_sees("act_applies_again")


def test_what_is_done_elsewhere_is_one_click_away(at_desk, small_city, incident):
    desk = at_desk("chenyu")
    view = open_view(desk, incident, "closing")
    choose(desk, view.closing, "调查报告尚未签发")
    desk.until_sees("act_go")
    desk.click("act_go")
    desk.until(lambda: view.tab == "inquiry")


def test_keeping_data_asks_for_the_assessment(at_desk, small_city, incident):
    desk = at_desk("chenyu")
    view = open_view(desk, incident, "closing")
    choose(desk, view.closing, "个人信息处理决定")
    desk.until_sees("act_decide_retention")
    desk.click("act_decide_retention")
    desk.until_sees("retention_form")
    assert not desk.sees("lawful")
    desk.dialog().decision.choose("keep")
    desk.dialog().decision.chosen.emit("keep")
    desk.until_sees("lawful")
    desk.fill("reason", "诉讼")
    desk.fill("lawful", "依法作为证据")
    desk.type("signature", "陈屿")
    desk.click("primary")
    desk.until(lambda: "必要性评估" in desk.dialog().refusal)
    assert "依法作为证据" in desk.widget("whole_text").text()
    assert desk.widget("lawful").toPlainText() == "依法作为证据"
    leave(desk)


def leave(desk):
    dialog = desk.dialog()
    dialog.reject()
    if dialog.isVisible():
        dialog.reject()
    desk.until_gone(dialog.objectName())


def test_a_typical_case_with_a_name_in_it_is_not_saved(at_desk, small_city, incident):
    liable = accountability.Liable("悦力工场健身（城东店）", "消法第五十三条")
    small_city.do(accountability.register_operator, "hewenjing", incident, liable)
    desk = at_desk("zhoulan")
    view = open_view(desk, incident, "case")
    desk.click("draft_case")
    desk.until(lambda: "【案情简介】" in view.case._text.toPlainText())
    desk.until_sees("edit_case")
    desk.click("edit_case")
    desk.until_sees("case_text_form")
    desk.fill("text", "城东区悦力工场闭店。")
    desk.click("primary")
    desk.until(lambda: "真实名称" in desk.dialog().refusal)
    assert desk.widget("text").toPlainText() == "城东区悦力工场闭店。"
    desk.fill("text", "某地某经营者闭店。")
    desk.click("primary")
    sent(desk)
    desk.until(lambda: view.case._text.toPlainText() == "某地某经营者闭店。")


def test_nothing_of_it_is_shown_as_markup(at_desk, small_city, incident, only_plain_labels):
    evil = "<img src=x>退款&lt;"
    small_city.do(
        recovery.open_line, "zhoulan", incident, recovery.Line(Ledger.CONSUMERS, evil, "退款")
    )
    small_city.do(typical_case.draft, "zhoulan", incident)
    desk = at_desk("luomin")
    view = open_view(desk, incident, "recovery")
    choose(desk, view.recovery, evil)
    for tab in ("inquiry", "liability", "closing", "case"):
        view.show_tab(tab)
        desk.settle()
        only_plain_labels(desk.window)
