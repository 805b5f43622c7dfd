"""Every act is told as soon as a service has done it, with its own time, and goes when undone."""

import pytest
from sqlalchemy import event

from commandcenter.domain.command.casework import ActKind, CaseState
from commandcenter.domain.command.evidence import Kind as EvidenceKind
from commandcenter.domain.command.obligation import OF_BUREAU, PROVING
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.record import KINDS
from commandcenter.domain.reports.report import Chain, ReportKind, ReportState
from commandcenter.services.aftermath import accountability, recovery
from commandcenter.services.command import (
    casework,
    directives,
    evidence,
    instructions,
    legal,
    liaison,
    site,
    supply,
)
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, incidents, oral, response
from commandcenter.services.reports import report_sending, reports
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.command.acts import ACTS, acts_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.report_receivers import receivers_for
from commandcenter.store.tables.every import ReportRow
from tests.aftermath import REFUND
from tests.field import add_people, ago, piece

OFFICE = "市委市政府总值班室"


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


def told(city, incident, sign=None):
    found = city.ask(acts_of, [incident])
    return [act for act in found if sign in (None, act.sign)]


def signs(city, incident):
    return {act.sign for act in told(city, incident)}


def one(city, incident, sign):
    [act] = told(city, incident, sign)
    return act


def test_each_record_that_proves_something_has_its_kind_of_line():
    asked_besides = {"duty", "fact", "incident_complaint", "person"}
    assert {told.kind for told in ACTS} | asked_besides == PROVING | OF_BUREAU
    assert set(KINDS) >= PROVING | OF_BUREAU


def test_each_sign_is_told_by_one_select():
    signs = [sign for told in ACTS for sign in told.signs]
    assert len(set(signs)) == len(signs) > 150


def test_verified_graded_and_started_are_told_with_name_and_time(city):
    incident = city.register(verified=False)
    assert signs(city, incident) == set()
    city.do(incident_moves.verify_report, "liwei", incident)
    city.activate(incident)
    names = [(act.sign, act.by) for act in told(city, incident)]
    assert set(names) == {
        ("verified", "李蔚"), ("grade.suggested", "周岚"), ("grade.decided", "陈屿"),
        ("response.started", "陈屿"),
    }  # fmt: skip


def test_what_the_watch_found_is_verified_with_its_registration(city, incident):
    assert one(city, incident, "verified").by == "周岚"


def test_a_change_and_the_end_of_the_response_are_acts_of_their_own(city, incident):
    change = response.Change(Level.IV, "已平息", 3, "继续登记", "陈屿")
    city.do(response.lower_level, "chenyu", incident, change)
    city.do(response.end_response, "chenyu", incident, response.Ending("现场已平息", "陈屿"))
    assert {"response.started", "response.changed", "response.ended", "ended"} <= signs(
        city, incident
    )
    assert len(told(city, incident, "response.started")) == 1


def by_telephone(city, incident, matter, order):
    call = oral.Call(matter, "请示", "同意", city.db.clock(), city.chenyu.person_id, "马骁", order)
    return city.do(oral.register, "liwei", incident, call)


def test_a_grade_by_telephone_that_is_disputed_was_never_decided(city):
    incident = city.register()
    order = oral.GradeOrder(Level.III, "50 人以上")
    call = by_telephone(city, incident, oral.Matter.GRADE, order)
    assert {"oral.asked", "grade.decided"} <= signs(city, incident)
    city.do(oral.dispute, "chenyu", call, "没有这样说过")
    assert "grade.decided" not in signs(city, incident)
    assert one(city, incident, "oral.disputed").about == f"oral_decision:{call}"


def test_an_oral_decision_is_signed_by_who_decided(city, incident):
    call = by_telephone(city, incident, oral.Matter.OTHER, None)
    assert told(city, incident, "oral.signed") == []
    city.do(oral.sign, "chenyu", call, "陈屿")
    assert one(city, incident, "oral.signed").by == "陈屿"


def test_a_report_is_told_once_for_each_that_it_went_to(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    assert one(city, incident, "report.drafted").about == f"report:{report}"
    assert told(city, incident, "report.first") == []
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, [OFFICE], "传真")
    assert one(city, incident, "report.first").about == "city_duty_office"
    city.do(report_sending.send_on, "zhoulan", report, ["省市场监督管理局"], "传真")
    abouts = [act.about for act in told(city, incident, "report.first")]
    assert abouts == ["city_duty_office", "province_bureau"]


def test_a_telephone_report_counts_from_the_call_and_not_from_its_entry(city, incident):
    at = ago(city, minutes=12)
    call = report_sending.PhoneCall((report_sending.CallTaken(OFFICE, "值班员小王"),), at)
    city.do(report_sending.record_phone, "zhoulan", incident, call)
    act = one(city, incident, "report.phone")
    assert (act.at, act.about, act.by) == (at, "city_duty_office", "周岚")
    assert "report.drafted" not in signs(city, incident)


def test_a_county_reports_in_a_chain_of_its_own(city, incident):
    at = ago(city, minutes=5)
    with city.db.read() as session:
        plan = plan_of(session)
        receivers = receivers_for(session, plan, None, Chain.COUNTY, "990102")
    taken = tuple(report_sending.CallTaken(name, "值班员") for _, name in receivers)
    call = report_sending.PhoneCall(taken, at, district="990102")
    city.do(report_sending.record_phone, "east", incident, call)
    assert {act.about for act in told(city, incident, "report.phone")} == {
        "county:990102/city_bureau", "county:990102/county_government",
    }  # fmt: skip


def test_orders_liaison_and_directives_go_on_about_themselves(city, incident):
    order = city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    city.do(instructions.receive, "maxiao", order)
    city.do(instructions.report_back, "maxiao", order, "已延时至 20 时")
    assert one(city, incident, "instruction.reported").about == f"instruction:{order}"
    asked = liaison.NewRequest("维护秩序", "电话", asked_at=ago(city, minutes=9))
    [row, _] = city.do(liaison.ask, "zhoulan", incident, ["公安机关", "城投公司"], asked)
    assert [a.about for a in told(city, incident, "liaison.asked")] == ["police", "城投公司"]
    assert told(city, incident, "liaison.asked")[0].at == asked.asked_at
    city.do(liaison.note_answer, "zhoulan", row, "已派员")
    assert (one(city, incident, "liaison.answered").about, row) == ("police", row)


def test_a_directive_is_done_and_then_told(city, incident):
    new = directives.NewDirective(
        "韩松", "副市长", "呈批件", "请妥善处置", ago(city, minutes=30), Group.ONSITE
    )
    number = city.do(directives.register, "zhoulan", incident, new)
    assert {"directive.registered"} == {s for s in signs(city, incident) if "directive" in s}
    city.do(directives.report_result, "maxiao", number, "已处置")
    at = city.db.clock()
    city.do(directives.report_upward, "zhoulan", number, "电话", at)
    assert one(city, incident, "directive.told").at == at
    assert one(city, incident, "directive.done").by == "马骁"


def test_a_site_report_is_of_its_place_and_its_own_time(city, incident):
    place = city.do(site.add_place, "maxiao", incident, site.NewPlace("城东店"))
    seen = ago(city, minutes=7)
    new = site.SiteReport(Mood.CALM, place_id=place, head_count=20, seen_at=seen, closes=True)
    city.do(site.report, "wuyue", incident, new)
    for sign in ("site", "site.closed", "tally.on_site"):
        act = one(city, incident, sign)
        assert (act.about, act.at) == (f"place:{place}", seen)
    city.do(incidents.count_by_hand, "maxiao", incident, "registered", 12, "城东店")
    assert one(city, incident, "tally.registered").about == f"place:{place}"


def test_evidence_and_the_acts_of_a_case(city, incident):
    city.do(
        evidence.add,
        "hewenjing",
        incident,
        piece(city, kind=EvidenceKind.STATEMENT, carrier="证据室"),
    )
    assert one(city, incident, "evidence.statement").at < city.db.clock()
    new = casework.NewCase("悦力工场", "涉嫌合同违法", found_at=ago(city, hours=2))
    case = city.do(casework.register_case, "hewenjing", incident, new)
    act = casework.NewAct(ActKind.PRESERVE, ago(city, hours=1), "登记保存电脑")
    [kept] = city.do(casework.register_act, "hewenjing", case, act)
    assert {"case.preserve"} == {s for s in signs(city, incident) if s.startswith("case.")}
    city.do(casework.settle_act, "hewenjing", kept, casework.Outcome("已解除"))
    assert one(city, incident, "case.settled").about == f"case_act:{kept}"


def test_a_case_is_filed_or_not_and_then_the_check_is_done(city, incident):
    new = casework.NewCase("悦力工场", "涉嫌合同违法", found_at=ago(city, hours=2))
    case = city.do(casework.register_case, "hewenjing", incident, new)
    at = ago(city, minutes=30)
    city.do(
        casework.move_case,
        "hewenjing",
        case,
        casework.CaseMove(CaseState.NOT_FILED, at, result="无"),
    )
    assert one(city, incident, "case.not_filed").at == at
    filed = casework.CaseMove(CaseState.FILED, ago(city, minutes=3), "甲1号", ("何文静", "方舟"))
    city.do(casework.move_case, "fangzhou", case, filed)
    assert one(city, incident, "case.not_filed").at == at  # decided in time stays so
    done = one(city, incident, "case.filed")
    assert (done.at, done.by) == (filed.at, "方舟")  # who filed it, not who registered the case
    assert one(city, incident, "case.check").at == at


def test_opinion_press_and_legal_questions(city, incident):
    asked = city.do(legal.ask, "maxiao", incident, "能否先行登记保存")
    assert one(city, incident, "legal.asked").by == "马骁"
    city.do(legal.answer, "dengqing", asked, "可以", "行政处罚法第56条")
    assert one(city, incident, "legal.answered").about == f"legal_question:{asked}"


def test_a_request_walks_and_one_taken_back_was_never_asked(city, incident):
    wanted = supply.Wanted(SupplyKind.SEAT, "话务座席", 6, "个", "延时")
    number = city.do(supply.ask, "maxiao", incident, wanted)
    assert one(city, incident, "supply.seat.asked").amount == 6
    city.do(supply.approve, "gaoyuan", number)
    city.do(supply.deliver, "gaoyuan", number)
    city.do(supply.give_back, "gaoyuan", number)
    states = {s.rpartition(".")[2] for s in signs(city, incident) if s.startswith("supply.")}
    assert states == {"asked", "approved", "delivered", "returned"}
    other = city.do(supply.ask, "maxiao", incident, wanted)
    city.do(supply.withdraw, "maxiao", other)
    assert len(told(city, incident, "supply.seat.asked")) == 1


def test_a_line_of_a_ledger_that_is_reopened_is_not_settled(city, incident):
    line = city.do(recovery.open_line, "zhoulan", incident, REFUND)
    assert not one(city, incident, "recovery.consumers").finished
    city.do(recovery.settle_line, "zhoulan", line, 10, 100_000, whole=True)
    assert one(city, incident, "recovery.settled").about == f"recovery:{line}"
    city.do(recovery.reopen_line, "zhoulan", line, 2)
    assert told(city, incident, "recovery.settled") == []
    city.do(recovery.waive_line, "luomin", line, "已另案处理")
    assert one(city, incident, "recovery.waived").by == "罗敏"


def test_the_referral_of_an_official_names_nobody(city, incident):
    paper = accountability.Referral("某所失职线索", "应对法95", "纪检监察组", city.db.clock())
    city.do(accountability.refer_official, "chenyu", incident, paper)
    act = one(city, incident, "official")
    assert (act.by, act.finished) == ("", False)


def test_a_report_of_before_receipts_were_kept_was_at_each_that_it_was_sent_to(city, incident):
    at, sent = city.db.clock(), [OFFICE, "省市场监督管理局", "某单位"]
    with city.db.write() as session:
        session.add(
            ReportRow(
                incident_id=incident, kind=ReportKind.FINAL, number=0, issue=9, elements=[],
                state=ReportState.SENT, as_of=at, drafted_by="周岚", drafted_at=at,
                signed_by="陈屿", signed_at=at, sent_to=sent, sent_by="周岚", sent_at=at,
            )
        )  # fmt: skip
        session.flush()
        journal.record(session, PROGRAM, "report", 1, "sent", incident=incident)
    whom = {act.about for act in told(city, incident, "report.final")}
    assert whom == {"city_duty_office", "province_bureau", "某单位"}


def sign_in(city, incident, *logins):
    for login in logins:
        city.do(people.sign_in, login, incident, getattr(city, login).person_id)


def test_the_head_of_a_group_is_there_and_a_member_is_not_the_head(city, incident):
    sign_in(city, incident, "maxiao", "fangzhou")
    assert [(a.about, a.by) for a in told(city, incident, "attend")] == [("onsite", "马骁")]


def test_who_left_before_all_were_there_is_not_there_any_more(city, incident):
    sign_in(city, incident, "maxiao", "zhoulan")
    city.do(people.sign_out, "maxiao", incident, city.maxiao.person_id)
    assert [a.about for a in told(city, incident, "attend")] == ["coordination"]


def test_the_list_is_one_statement(city, incident):
    statements = []

    def listen(_connection, _cursor, statement, *_):
        statements.append(statement)

    with city.db.read() as session:
        acts_of(session, [incident])  # begins; and a server is asked once whether it has the view
        event.listen(city.db.engine, "before_cursor_execute", listen)
        acts_of(session, [incident])
        event.remove(city.db.engine, "before_cursor_execute", listen)
    assert len(statements) == 1
