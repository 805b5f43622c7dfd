"""Information reports: what they say, who may do what with them, and what never changes."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import UNDER_CHECK, ReportState
from commandcenter.offices.paper_kinds import document
from commandcenter.outputs.pdf.build import render
from commandcenter.services.command import running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents, response
from commandcenter.services.reports import report_receipts as receipts
from commandcenter.services.reports import reports
from commandcenter.services.reports.report_receipts import Answer
from commandcenter.services.reports.reports import CallTaken, PhoneCall
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.reports.elements import elements_of
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow
from tests.city import EAST
from tests.outputs.paper_reading import read_back

WEST = "990103"
OFFICE, PROVINCE = "市委市政府总值班室", "省市场监督管理局"
BUREAU, GOVERNMENT = "市市场监督管理局", "城东区人民政府"
ABOVE = "省市场监督管理局（越级）"


@pytest.fixture
def city(city):
    """With the county bureaus of 城东区 and 城西区, and a clerk."""
    for login, name, role, district in (
        ("shen", "沈丽琴", Role.COUNTY, EAST),
        ("wei", "卫国", Role.COUNTY, WEST),
        ("yuhang", "于航", Role.CLERK, None),
    ):
        with city.db.write() as session:
            person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
            people.grant_role(session, PROGRAM, person, role, district=district)
    return city


@pytest.fixture
def incident(city):
    incident = city.register(summary="三店同时闭店。")
    city.activate(incident)
    return incident


def row(city, report):
    return city.ask(lambda session: session.get_one(ReportRow, report))


def elements_by_code(city, report):
    """The elements by code without the kind before it."""
    found = city.ask(lambda session: elements_of(session.get_one(ReportRow, report)))
    return {e.code.partition(".")[2]: e for e in found}


def receipts_of(city, report):
    def query(session):
        rows = session.query(ReportReceiptRow).filter_by(report_id=report)
        return {r.receiver: r for r in rows.order_by(ReportReceiptRow.id)}

    return city.ask(query)


def sent(city, incident, draft=reports.draft_first, receivers=(OFFICE, PROVINCE)):
    report = city.do(draft, "zhoulan", incident)
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, receivers, "政务内网")
    return report


def county_sent(city, incident, receivers=(BUREAU, GOVERNMENT), why=""):
    report = city.do(reports.draft_first, "shen", incident, EAST)
    city.do(reports.sign, "shen", report)
    city.do(reports.send, "shen", report, receivers, "政务内网", why)
    return report


def verbs(city, report):
    def query(session):
        lines = session.query(JournalLineRow).filter_by(kind="report", subject=report)
        return [line.verb for line in lines.order_by(JournalLineRow.number)]

    return city.ask(query)


def test_a_draft_has_no_number_and_the_first_signed_gets_the_first(city, incident):
    second = city.register(summary="同城另一起。")
    city.activate(second)
    early, late = (city.do(reports.draft_first, "zhoulan", each) for each in (incident, second))
    assert {row(city, each).issue for each in (early, late)} == {0}
    assert "第期" in text_of_paper(city, "first", incident)
    city.do(reports.sign, "chenyu", late)
    city.do(reports.sign, "chenyu", early)
    assert [row(city, each).issue for each in (late, early)] == [1, 2]
    assert "第2期" in text_of_paper(city, "first", incident)


def test_a_first_report_fills_itself_in_and_marks_what_is_not_known(city, incident):
    city.take_in(city.complaint("a1"), city.complaint("a2"))
    report = city.do(reports.draft_first, "zhoulan", incident)
    elements = elements_by_code(city, report)
    assert "2件" in elements["range"].text
    assert elements["range"].as_of is not None
    assert elements["range"].source
    assert elements["cause"].text == UNDER_CHECK
    assert elements["cause"].as_of is None
    assert verbs(city, report) == ["drafted"]


def test_a_follow_up_holds_only_what_changed_since_the_last_one(city, incident):
    city.take_in(city.complaint("a1"))
    sent(city, incident)
    city.take_in(city.complaint("a2"), city.complaint("a3"))
    entry = city.do(running_log.write_line, "zhoulan", incident, "出租方答应协助保全设备")
    city.do(running_log.show_on_wall, "zhoulan", entry, True)
    report = city.do(reports.draft_follow_up, "zhoulan", incident)
    elements = elements_by_code(city, report)
    shown = {code for code, e in elements.items() if not e.out}
    assert "累计接到投诉举报3件（上次1件，增加2件）" in elements["figures"].text
    assert "出租方答应协助保全设备" in elements["measures"].text
    assert {"figures", "measures"} <= shown
    assert not {"place", "cause", "occurred_at", "contact"} & shown
    assert row(city, report).number == 1
    assert row(city, report).after_id == report - 1


def test_a_second_follow_up_says_what_is_new_since_the_first_follow_up(city, incident):
    city.take_in(city.complaint("a1"))
    sent(city, incident)
    city.take_in(city.complaint("a2"))
    sent(city, incident, reports.draft_follow_up)
    city.take_in(city.complaint("a3"))
    elements = elements_by_code(city, city.do(reports.draft_follow_up, "zhoulan", incident))
    assert "3件（上次2件，增加1件）" in elements["figures"].text


def test_without_any_change_the_follow_up_has_to_say_so(city, incident):
    sent(city, incident)
    report = city.do(reports.draft_follow_up, "zhoulan", incident)
    codes = {e.code: True for e in elements_by_code(city, report).values()}
    city.do(reports.edit, "zhoulan", report, {}, codes)
    with pytest.raises(RuleBroken, match="没有一项内容"):
        city.do(reports.sign, "chenyu", report)
    city.do(reports.edit, "zhoulan", report, {}, {"followup.changes": False})
    city.do(reports.sign, "chenyu", report)
    assert elements_by_code(city, report)["changes"].text == "与上次报告相比，没有登记重大变化"


def test_a_final_report_waits_for_the_end_and_comes_once(city, incident):
    sent(city, incident)
    with pytest.raises(RuleBroken, match="响应尚未终止"):
        city.do(reports.draft_final, "zhoulan", incident)
    city.do(response.end_response, "chenyu", incident, response.Ending("事件已平息", "陈屿"))
    report = sent(city, incident, reports.draft_final)
    assert "决定终止Ⅲ级响应" in elements_by_code(city, report)["facts"].text
    with pytest.raises(RuleBroken, match="已有终报"):
        city.do(reports.draft_final, "zhoulan", incident)


@pytest.mark.parametrize("draft", [reports.draft_follow_up, reports.draft_final])
def test_what_goes_on_a_report_waits_until_the_first_is_sent(city, incident, draft):
    city.do(reports.draft_first, "zhoulan", incident)
    with pytest.raises(RuleBroken, match="首报尚未报送"):
        city.do(draft, "zhoulan", incident)


def test_one_report_is_under_way_at_a_time(city, incident):
    sent(city, incident)
    city.do(reports.draft_follow_up, "zhoulan", incident)
    with pytest.raises(RuleBroken, match="续报一尚未报送"):
        city.do(reports.draft_follow_up, "zhoulan", incident)


def test_an_unverified_call_is_not_reported(city):
    incident = city.register(verified=False)
    with pytest.raises(RuleBroken, match="接报尚未核实"):
        city.do(reports.draft_first, "zhoulan", incident)


def test_a_refreshed_draft_keeps_what_was_written_by_hand_and_says_what_changed(city, incident):
    city.take_in(city.complaint("a1"))
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.edit, "zhoulan", report, {"first.course": "法定代表人失联"})
    city.take_in(city.complaint("a2"))
    changes = city.do(reports.refresh, "zhoulan", report)
    assert "range" in {change.code.partition(".")[2] for change in changes}
    elements = elements_by_code(city, report)
    assert "2件" in elements["range"].text
    assert elements["course"].text == "法定代表人失联"
    assert elements["course"].source == "周岚修改"
    assert all(not change.kept for change in changes if change.code == "first.range")


def test_a_text_written_over_keeps_only_the_figures_it_still_gives(city, incident):
    city.take_in(city.complaint("a1"), city.complaint("a2"))
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.edit, "zhoulan", report, {"first.range": "约有2件投诉"})
    assert ("complaints", 2) in elements_by_code(city, report)["range"].values
    city.do(reports.edit, "zhoulan", report, {"first.range": "数字正在核对"})
    assert elements_by_code(city, report)["range"].values == ()


def test_an_emptied_element_is_being_checked(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.edit, "zhoulan", report, {"first.course": "  "})
    element = elements_by_code(city, report)["course"]
    assert (element.text, element.source, element.as_of) == (UNDER_CHECK, "", None)


def test_who_was_slower_is_told_by_whom_the_draft_was_changed(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    seen = row(city, report).version
    city.do(reports.edit, "liwei", report, {"first.course": "李蔚写的"}, None, seen)
    with pytest.raises(RuleBroken, match="李蔚在"):
        city.do(reports.edit, "zhoulan", report, {"first.course": "周岚写的"}, None, seen)
    with pytest.raises(RuleBroken, match="李蔚在"):
        city.do(reports.sign, "chenyu", report, seen)
    assert elements_by_code(city, report)["course"].text == "李蔚写的"


def test_the_five_elements_of_the_plan_cannot_be_left_out_of_a_first_report(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.edit, "zhoulan", report, {}, {"first.cause": True, "first.trend": True})
    with pytest.raises(RuleBroken, match="列明的要素：原因"):
        city.do(reports.sign, "chenyu", report)


def test_a_draft_sent_back_says_why_until_it_is_edited(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.send_back, "chenyu", report, "补人数")
    assert (row(city, report).returned_why, row(city, report).returned_by) == ("补人数", "陈屿")
    with pytest.raises(RuleBroken, match="陈屿已用同样的意见退回"):
        city.do(reports.send_back, "luomin", report, " 补人数 ")
    assert row(city, report).returned_by == "陈屿"
    city.do(reports.edit, "zhoulan", report, {"first.trend": "人数在减"})
    assert row(city, report).returned_why is None


def test_who_sends_back_an_older_draft_than_the_one_that_lies_there_is_told(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    seen = row(city, report).version
    city.do(reports.send_back, "chenyu", report, "补人数", seen=seen)
    with pytest.raises(RuleBroken, match=r"陈屿在.*改过这份报告"):
        city.do(reports.send_back, "luomin", report, "改错字", seen=seen)
    assert row(city, report).returned_why == "补人数"


def test_a_draft_is_handed_in_again_after_a_return(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.send_back, "chenyu", report, "请再核对")
    city.do(reports.submit, "zhoulan", report)
    assert row(city, report).returned_why is None
    assert verbs(city, report)[-1] == "submitted"


def test_a_sent_report_never_changes(city, incident):
    report = sent(city, incident)
    before = row(city, report)
    for verb, login, more in (
        (reports.edit, "zhoulan", ({"first.course": "改"},)),
        (reports.refresh, "zhoulan", ()),
        (reports.submit, "zhoulan", ()),
        (reports.sign, "chenyu", ()),
        (reports.send_back, "chenyu", ("改",)),
        (reports.send, "zhoulan", ((OFFICE,), "传真")),
    ):
        with pytest.raises(RuleBroken, match="报告已报送，不能再改"):
            city.do(verb, login, report, *more)
    after = row(city, report)
    assert (after.elements, after.version) == (before.elements, before.version)


def test_a_signed_report_is_sent_as_it_was_signed(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.sign, "luomin", report)
    with pytest.raises(RuleBroken, match="已由罗敏签发"):
        city.do(reports.edit, "zhoulan", report, {"first.course": "改"})
    with pytest.raises(RuleBroken, match="选择报送单位"):
        city.do(reports.send, "zhoulan", report, (), "传真")
    with pytest.raises(RuleBroken, match="填写报送方式"):
        city.do(reports.send, "zhoulan", report, (OFFICE,), " ")
    assert row(city, report).state is ReportState.SIGNED


def test_each_receiver_has_a_receipt_and_may_get_it_later(city, incident):
    report = sent(city, incident, receivers=(OFFICE,))
    assert list(receipts_of(city, report)) == [OFFICE]
    with pytest.raises(RuleBroken, match="已报送过"):
        city.do(reports.send_on, "yuhang", report, (OFFICE,), "传真")
    first = row(city, report).sent_by
    city.do(reports.send_on, "yuhang", report, (PROVINCE, "市信访局"), "传真")
    kept = receipts_of(city, report).values()
    assert [r.way for r in kept] == ["政务内网", "传真", "传真"]
    assert [r.sent_by for r in kept] == [first, "于航", "于航"]
    assert row(city, report).sent_to == [OFFICE]


def test_what_the_receiver_said_is_noted_in_its_order(city, incident):
    report = sent(city, incident)
    receipt = receipts_of(city, report)[OFFICE].id
    with pytest.raises(RuleBroken, match="尚未收报"):
        city.do(receipts.verify, "liwei", receipt, Answer("张秘书", "电话"))
    with pytest.raises(RuleBroken, match="对方由谁办理"):
        city.do(receipts.receive, "liwei", receipt)
    city.do(receipts.receive, "liwei", receipt, Answer("张秘书 13812345678", "电话"))
    with pytest.raises(RuleBroken, match="已由"):
        city.do(receipts.receive, "liwei", receipt, Answer("王秘书", "电话"))
    noted = receipts_of(city, report)[OFFICE]
    early = Answer("张秘书", "电话", noted.received_at - timedelta(microseconds=1))
    for verb, *said in ((receipts.verify, early), (receipts.want_more, "补人数", early)):
        with pytest.raises(RuleBroken, match="不能早于收报时间"):
            city.do(verb, "liwei", receipt, *said)
    city.do(receipts.verify, "liwei", receipt, Answer("张秘书", "电话", noted.received_at))
    with pytest.raises(RuleBroken, match="已由张秘书核实"):
        city.do(receipts.want_more, "liwei", receipt, "补人数", Answer("张秘书", "电话"))
    noted = receipts_of(city, report)[OFFICE]
    assert (noted.received_by, noted.registered_by) == ("张秘书 138****5678", "李蔚")


def test_a_receipt_cannot_be_older_than_the_report(city, incident):
    receipt = receipts_of(city, sent(city, incident))[OFFICE].id
    early = city.db.clock() - timedelta(hours=2)
    with pytest.raises(RuleBroken, match="不能早于报送时间"):
        city.do(receipts.receive, "liwei", receipt, Answer("张秘书", "电话", early))


def test_what_was_sent_back_for_more_is_answered_by_the_next_follow_up(city, incident):
    receipt = receipts_of(city, sent(city, incident))[PROVINCE].id
    city.do(receipts.receive, "liwei", receipt, Answer("省局值班员", "回执"))
    city.do(receipts.want_more, "liwei", receipt, "补充资金去向", Answer("省局值班员", "电话"))
    report = city.do(reports.draft_follow_up, "zhoulan", incident)
    answer = elements_by_code(city, report)["answer"]
    assert answer.text == f"{PROVINCE}要求：补充资金去向。答复：{UNDER_CHECK}"
    assert not answer.out


def test_a_county_signs_and_sends_its_own_reports(city, incident):
    report = county_sent(city, incident)
    assert row(city, report).signed_by == "沈丽琴"
    assert row(city, report).district == EAST
    assert list(receipts_of(city, report)) == [BUREAU, GOVERNMENT]


def test_the_two_chains_have_a_first_report_each(city, incident):
    sent(city, incident)
    county_sent(city, incident)
    with pytest.raises(RuleBroken, match="已有首报"):
        city.do(reports.draft_first, "shen", incident, EAST)


def test_a_county_reports_for_itself_alone(city, incident):
    with pytest.raises(RuleBroken, match="限于本县区"):
        city.do(reports.draft_first, "shen", incident)
    with pytest.raises(RuleBroken, match="限于本县区"):
        city.do(reports.draft_first, "wei", incident, EAST)
    with pytest.raises(RuleBroken, match="本事件不涉及城西区"):
        city.do(reports.draft_first, "wei", incident, WEST)
    report = city.do(reports.draft_first, "zhoulan", incident)
    for verb in (reports.sign, reports.refresh):
        with pytest.raises(RuleBroken, match="限于本县区"):
            city.do(verb, "shen", report)


def test_nobody_else_signs_what_a_county_reports(city, incident):
    report = city.do(reports.draft_first, "shen", incident, EAST)
    with pytest.raises(RuleBroken, match="城东区局的报告由该局自行起草、签发和报送"):
        city.do(reports.sign, "chenyu", report)
    with pytest.raises(RuleBroken, match="城东区局的报告由该局自行起草、签发和报送"):
        city.do(reports.draft_first, "zhoulan", incident, EAST)


def test_a_county_counts_its_own_complaints_only(city, incident):
    city.take_in(city.complaint("a1"), city.complaint("a2", district=WEST))
    elements = elements_by_code(city, city.do(reports.draft_first, "shen", incident, EAST))
    assert "1件" in elements["range"].text


def test_a_county_may_go_past_the_city_with_a_reason(city, incident):
    report = city.do(reports.draft_first, "shen", incident, EAST)
    city.do(reports.sign, "shen", report)
    with pytest.raises(RuleBroken, match="填写越级的原因"):
        city.do(reports.send, "shen", report, (BUREAU, ABOVE), "电话")
    with pytest.raises(RuleBroken, match="不能报送国家总局"):
        city.do(reports.send, "shen", report, ("国家总局",), "电话")
    city.do(reports.send, "shen", report, (BUREAU, ABOVE), "电话", "道路中断，联系不上市局")
    assert row(city, report).skips is True
    assert row(city, report).skip_why == "道路中断，联系不上市局"


def test_a_second_reason_to_pass_the_city_by_stands_beside_the_first(city, incident):
    report = county_sent(city, incident, (BUREAU,))
    with city.db.write() as session:
        report_row = session.get_one(ReportRow, report)
        report_row.skips, report_row.skip_why = True, "道路中断"
        journal.record(session, PROGRAM, "report", report, "sent", incident=incident)
    city.do(reports.send_on, "shen", report, (ABOVE,), "电话", "市局一小时未收报")
    assert row(city, report).skip_why == "道路中断；市局一小时未收报"


def test_a_report_already_sent_may_go_past_the_city_later(city, incident):
    report = county_sent(city, incident, (BUREAU,))
    with pytest.raises(RuleBroken, match="填写越级的原因"):
        city.do(reports.send_on, "shen", report, (ABOVE,), "电话")
    city.do(reports.send_on, "shen", report, (ABOVE,), "电话", "市局一小时未收报")
    assert row(city, report).skip_why == "市局一小时未收报"


def test_the_city_receives_verifies_or_returns_what_a_county_sent(city, incident):
    report = county_sent(city, incident)
    bureau = receipts_of(city, report)[BUREAU].id
    with pytest.raises(RuleBroken):
        city.do(receipts.receive, "shen", bureau)
    with pytest.raises(RuleBroken, match="尚未收报"):
        city.do(receipts.want_more, "liwei", bureau, "补人数")
    city.do(receipts.receive, "liwei", bureau)
    city.do(receipts.want_more, "zhoulan", bureau, "补人数")
    noted = receipts_of(city, report)[BUREAU]
    assert (noted.received_by, noted.received_way) == ("李蔚", "本系统")
    assert (noted.returned_by, noted.return_reason) == ("周岚", "补人数")
    with pytest.raises(RuleBroken, match="请等补报"):
        city.do(receipts.verify, "liwei", bureau)
    answer = elements_by_code(city, city.do(reports.draft_follow_up, "shen", incident, EAST))[
        "answer"
    ]
    assert "补人数" in answer.text


def test_what_its_government_said_is_noted_by_the_county_itself(city, incident):
    government = receipts_of(city, county_sent(city, incident))[GOVERNMENT].id
    with pytest.raises(RuleBroken, match="该局自行"):
        city.do(receipts.receive, "liwei", government, Answer("值班员", "电话"))
    city.do(receipts.receive, "shen", government, Answer("值班员", "电话"))


def test_a_telephone_report_is_kept_as_it_was_made(city, incident):
    told_at = city.db.clock() - timedelta(minutes=5)
    call = PhoneCall(
        (CallTaken(OFFICE, "张秘书 13812345678", "张秘书"), CallTaken(PROVINCE, "值班员")),
        told_at,
        {"phone.cause": "经营者停业失联", "phone.trend": ""},
    )
    report = city.do(reports.record_phone, "liwei", incident, call)
    kept, noted = row(city, report), receipts_of(city, report)
    assert (kept.state, kept.sent_at, kept.sent_by) == (ReportState.SENT, told_at, "李蔚")
    assert elements_by_code(city, report)["cause"].text == "经营者停业失联"
    assert elements_by_code(city, report)["trend"].text == UNDER_CHECK
    assert noted[OFFICE].received_by == "张秘书 138****5678"
    assert noted[OFFICE].received_way == "电话，张秘书复述"
    assert noted[PROVINCE].received_way == "电话，未复述"
    with pytest.raises(RuleBroken, match="不能再改"):
        city.do(reports.edit, "liwei", report, {"phone.cause": "改"})
    with pytest.raises(RuleBroken, match="电话报告不能转报"):
        city.do(reports.send_on, "liwei", report, ("市信访局",), "电话")


@pytest.mark.parametrize(("minutes", "words"), [(-5, "不能晚于现在"), (60, "不能早于接报时间")])
def test_a_telephone_report_was_made_after_the_call_and_before_now(city, incident, minutes, words):
    told_at = city.db.clock() - timedelta(minutes=minutes)
    call = PhoneCall((CallTaken(OFFICE, "张秘书"),), told_at)
    with pytest.raises(RuleBroken, match=words):
        city.do(reports.record_phone, "liwei", incident, call)


def rows_of(city, incident, code):
    """Of the book, the last round first."""
    found = city.ask(lambda s: obligations_of(s, incident, now(s)))
    return sorted((o for o in found if o.code == code), key=lambda o: -o.round)


def test_a_sent_report_closes_its_obligations_and_sets_the_next_round(city, incident):
    report = sent(city, incident)
    at = row(city, report).sent_at
    first = rows_of(city, incident, "report_first")
    assert {(o.done_at, o.done_by, o.act_table) for o in first} == {(at, "周岚", "report_receipt")}
    assert len(first) == 2  # to the office and to the province
    [follow_up] = rows_of(city, incident, "report_follow")
    assert (follow_up.done_at, follow_up.due_at) == (None, at + timedelta(hours=4))
    second = row(city, sent(city, incident, reports.draft_follow_up)).sent_at
    after, before = rows_of(city, incident, "report_follow")
    assert (before.done_at, after.due_at) == (second, second + timedelta(hours=4))


def test_the_deadline_of_a_draft_follows_a_higher_level(city):
    incident = city.register()
    city.activate(incident, Level.IV)
    sent(city, incident)
    draft = city.do(reports.draft_follow_up, "zhoulan", incident)
    before = row(city, draft).deadline_at
    order = response.Change(Level.III, "人数上升", 7, "按新级别处置", "陈屿")
    city.do(incidents_raise, "chenyu", incident, order)
    city.do(reports.refresh, "zhoulan", draft)
    raised = city.db.clock()
    due = min(before, raised + timedelta(hours=4))  # the earliest limit stands
    assert abs(row(city, draft).deadline_at - due) < timedelta(minutes=1)


def incidents_raise(session, actor, incident, order):
    incidents.decide_grade(session, actor, incident, Level.III, "人数上升")
    response.raise_level(session, actor, incident, order)


@pytest.mark.parametrize("hostile", ["<b>粗</b>\0", "长" * 5_001])
def test_hostile_words_are_kept_as_text_or_refused_in_words(city, incident, hostile):
    report = city.do(reports.draft_first, "zhoulan", incident)
    if len(hostile) > 5_000:
        with pytest.raises(RuleBroken, match="超过 5000 字"):
            city.do(reports.edit, "zhoulan", report, {"first.course": hostile})
    else:
        city.do(reports.edit, "zhoulan", report, {"first.course": hostile})
        assert elements_by_code(city, report)["course"].text == "<b>粗</b>"


def test_the_papers_of_a_chain_are_its_newest_of_the_kind(city, incident):
    city.take_in(city.complaint("a1"))
    county_sent(city, incident)
    assert "城东区市场监督管理局" in text_of_paper(city, "first", incident)
    sent(city, incident)
    assert "澄州市市场监督管理局" in text_of_paper(city, "first", incident)
    with pytest.raises(RuleBroken, match="还没有起草续报"):
        city.ask(document, "followup", incident)
    city.take_in(city.complaint("a2"))
    city.do(reports.draft_follow_up, "zhoulan", incident)
    assert "累计接到投诉举报2件（上次1件，增加1件）" in text_of_paper(city, "followup", incident)


def text_of_paper(city, kind, incident):
    pages = read_back(render(city.ask(document, kind, incident)).data)
    return "".join(page.body for page in pages)


def test_who_signs_and_who_sends_have_the_limit_of_the_report(city):
    """One limit: the book's row of the signature, that of the sending, and the report itself."""
    incident = city.register()
    city.activate(incident)
    report = city.do(reports.draft_first, "zhoulan", incident)

    def due(code):
        rows = city.ask(lambda s: obligations_of(s, incident, city.db.clock()))
        return {each.due_at for each in rows if each.code == code}

    assert due("report_sign") == {row(city, report).deadline_at} == due("report_first")
    city.do(reports.sign, "chenyu", report)
    assert due("report_send") == {row(city, report).deadline_at}
