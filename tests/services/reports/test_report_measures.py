"""已采取的措施 holds what the record proves; what is only decided stands under 拟采取的措施."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.tasks import tasks
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.reports.report import ReportKind
from commandcenter.domain.times import clock_zh
from commandcenter.offices.paper_kinds import document
from commandcenter.outputs.papers.express import express as express_page
from commandcenter.outputs.pdf.parts import parts
from commandcenter.queries.papers.paper_daily import daily
from commandcenter.queries.papers.paper_express import express
from commandcenter.queries.reports.reports import phone_text
from commandcenter.services.command import instructions, liaison, running_log, site
from commandcenter.services.incident import levels, response
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.elements import elements_of
from commandcenter.store.reports.report_elements import contents_of, fill_in, line_of
from commandcenter.store.reports.report_facts import NONE_DONE, NONE_INTENDED, known_facts
from commandcenter.store.reports.report_news import final_facts, news_facts
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow
from tests.city import told

EAST = "990102"
MEASURES = "现场登记，劝阻搬离"  # of City.activate


def first(city, incident):
    """What a 首报 would say now, by fact."""

    def query(session):
        row = session.get_one(IncidentRow, incident)
        line = line_of(session, None)
        found = fill_in(session, row, ReportKind.FIRST, now(session), line, ())
        return {e.code.partition(".")[2]: e for e in found}

    return city.ask(query)


def text_of(page):
    return "".join(part.text for part in parts(page))


@pytest.fixture
def incident(city):
    incident = city.register(summary="三店同时闭店。")
    city.activate(incident)
    return incident


def shown(city, incident, words):
    entry = city.do(running_log.write_line, "zhoulan", incident, words)
    city.do(running_log.show_on_wall, "zhoulan", entry, True)


def tell_departments(city, incident):
    """Every department that is always told: the act of the task."""
    always = [d.title for d in city.ask(plan_of).departments.values() if d.always]
    request = liaison.NewRequest("请予配合", "电话", "值班室", due_at=None)
    city.do(liaison.ask, "zhoulan", incident, tuple(always), request)


def closed_tasks(city, incident):
    rows = city.ask(lambda s: obligations_of(s, incident, now(s), state=ObligationState.DONE))
    return {row.code for row in tasks(rows)}


def test_before_anything_was_done_the_report_says_so(city):
    said = first(city, city.register())
    assert said["measures"].text.endswith(f"，{NONE_DONE}")
    assert said["measures"].source == "处置记录"
    assert said["planned"].text.endswith(f"，{NONE_INTENDED}")


def test_the_measures_of_the_activation_are_intended_and_not_done(city, incident):
    said = first(city, incident)
    assert MEASURES not in said["measures"].text
    assert f"启动Ⅲ级响应时部署：{MEASURES}" in said["planned"].text
    assert said["planned"].source == "响应决定、处置任务"
    assert "决定启动Ⅲ级响应" in said["measures"].text
    assert "处置记录" not in said["measures"].source  # there is no such line


def test_what_the_activation_ticks_by_itself_proves_nothing(city, incident):
    assert "完成" not in first(city, incident)["measures"].text


def test_each_thing_done_is_told_with_its_time_and_its_record(city, incident):
    shown(city, incident, "城东店一层大厅设登记点")
    city.do(site.report, "wuyue", incident, site.SiteReport(
        Mood.CALM, place="城东店", head_count=12, measures="劝离搬运车辆"))  # fmt: skip
    asked = city.do(
        liaison.ask, "zhoulan", incident, ("公安机关",),
        liaison.NewRequest("维护秩序", "电话", "指挥中心", due_at=None),
    )  # fmt: skip
    assert "公安机关" not in first(city, incident)["measures"].text
    city.do(liaison.note_answer, "zhoulan", asked[0], "民警6人到场")
    tell_departments(city, incident)
    city.do(people.sign_in, "chenyu", incident, city.chenyu.person_id)
    said = first(city, incident)["measures"]
    for words in (
        "城东店一层大厅设登记点", "城东店现场报告：劝离搬运车辆", "公安机关答复：民警6人到场",
        "综合协调组通报公安、网信、信访等部门", "累计签到到岗1人",
    ):  # fmt: skip
        assert f"，{words}" in said.text, words
    assert {"处置记录", "现场报告", "部门联动", "处置任务", "签到"} <= set(said.source.split("、"))


def test_an_order_is_intended_until_it_is_reported_back_on(city, incident):
    order = city.do(instructions.give, "chenyu", incident, "延长登记时间", Group.COORDINATION)
    shown(city, incident, "指令：延长登记时间")  # what people write beside it
    said = first(city, incident)
    assert "延长登记时间" not in said["measures"].text
    assert "要求综合协调组延长登记时间" in said["planned"].text
    city.do(instructions.receive, "zhoulan", order)
    city.do(instructions.report_back, "zhoulan", order, "登记点延时到22时")
    said = first(city, incident)
    assert "综合协调组回报：登记点延时到22时" in said["measures"].text
    assert "延长登记时间" not in said["planned"].text


def test_a_line_that_announces_is_told_as_intended_and_none_is_lost(city, incident):
    lines = {
        "已约谈三店负责人": "measures",
        "明日9时在城东店开始退费": "planned",
        "待赔付消费者名册已核对完毕": "measures",
        "请公安机关派员维持秩序": "planned",
    }
    for words in lines:
        shown(city, incident, words)
    said = first(city, incident)
    for words, part in lines.items():
        assert [code for code in ("measures", "planned") if words in said[code].text] == [part]
    assert "登记：明日9时在城东店开始退费" in said["planned"].text
    assert re.match(r"\d+月\d+日\d+时", said["planned"].text)  # the first clock names its day
    assert said["planned"].source == "响应决定、处置记录、处置任务"


def test_a_county_tells_nothing_of_the_city_as_its_own_plan(city, incident):
    city.do(instructions.give, "chenyu", incident, "延长登记时间", Group.COORDINATION)
    report = city.do(reports.draft_first, "zhoulan", incident)

    def ask(session):
        row, at = session.get_one(IncidentRow, incident), now(session)
        last = session.get_one(ReportRow, report)
        news = news_facts(session, row, at, last, EAST)
        return known_facts(session, row, at, EAST).facts["planned"].text, news.get("next")

    planned, following = city.ask(ask)
    assert planned.endswith(NONE_INTENDED)
    assert following is None


def test_an_upper_decision_is_told_with_its_organ_and_its_own_time(city, incident):
    at = city.db.clock() - timedelta(minutes=5)
    city.do(levels.register_upper, "zhoulan", incident, levels.UpperDecision(
        "省局", "1号", at, "上级决定", response=Level.II, expected_days=5,
        measures="配合省里调查", proof=told(at)))  # fmt: skip
    said = first(city, incident)["planned"].text
    assert f"{clock_zh(at)}省局决定将响应提高为Ⅱ级，" in said
    assert "登记后部署：配合省里调查；" in said


def test_a_site_report_that_is_on_the_wall_too_is_told_once(city, incident):
    city.do(site.report, "wuyue", incident, site.SiteReport(
        Mood.CALM, place="城东店", head_count=12, measures="劝离搬运车辆"))  # fmt: skip
    city.do(running_log.show_on_wall, "zhoulan", 1, True)
    assert first(city, incident)["measures"].text.count("劝离搬运车辆") == 1


def test_who_has_not_signed_in_is_not_said_to_be_there(city, incident):
    assert "总指挥陈屿尚未签到" in first(city, incident)["leaders"].text
    city.do(people.sign_in, "chenyu", incident, city.chenyu.person_id)
    assert "总指挥陈屿已到岗" in first(city, incident)["leaders"].text


def test_who_has_left_again_is_not_said_never_to_have_come(city, incident):
    for who in (city.chenyu, city.zhoulan):
        city.do(people.sign_in, who.login, incident, who.person_id)
    assert "累计签到到岗2人" in first(city, incident)["measures"].text
    city.do(people.sign_out, "chenyu", incident, city.chenyu.person_id)
    said = first(city, incident)
    assert "累计签到到岗2人，其中1人已签退" in said["measures"].text
    assert "总指挥陈屿已签退" in said["leaders"].text
    city.do(people.sign_in, "chenyu", incident, city.chenyu.person_id)
    said = first(city, incident)
    assert said["measures"].text.endswith("累计签到到岗2人")
    assert "总指挥陈屿已到岗" in said["leaders"].text


def test_who_is_expected_stands_in_no_list_of_what_was_done(city):
    incident = city.register(summary="三店同时闭店。")
    city.do(reports.draft_first, "zhoulan", incident)
    text = text_of(city.ask(document, "first", incident))
    assert text.index("领导到位情况") < text.index("基本经过") < text.index("已采取的措施")


def test_nobody_is_said_to_be_unhurt_unless_somebody_stated_it(city, incident):
    city.take_in(city.complaint("h", amount_cents=1_000_000))
    assert "人员伤亡情况正在核查" in first(city, incident)["loss"].text


def test_the_measures_of_a_change_stand_in_the_next_report_as_intended(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, ("省市场监督管理局",), "政务内网")
    change = response.Change(Level.IV, "趋于平稳", 3, "由属地局继续登记", "陈屿")
    city.do(response.lower_level, "chenyu", incident, change)
    number = city.do(reports.draft_follow_up, "zhoulan", incident)
    found = city.ask(lambda s: elements_of(s.get_one(ReportRow, number)))
    said = {e.code.partition(".")[2]: e for e in found}
    assert "决定将响应降低为Ⅳ级" in said["changes"].text
    assert "由属地局继续登记" not in said["measures"].text
    assert "将响应降低为Ⅳ级时部署：由属地局继续登记" in said["next"].text
    assert MEASURES not in "".join(e.text for e in found)


def test_what_the_activation_ordered_stands_in_each_report_until_the_end(city, incident):
    """Nothing was decided since: what is in force is intended all the same, and told once."""
    draft = reports.draft_first
    for _ in range(2):
        report = city.do(draft, "zhoulan", incident)
        city.do(reports.sign, "chenyu", report)
        city.do(reports.send, "zhoulan", report, ("省市场监督管理局",), "政务内网")
        draft = reports.draft_follow_up
    number = city.do(draft, "zhoulan", incident)
    found = city.ask(lambda s: elements_of(s.get_one(ReportRow, number)))
    said = {e.code.partition(".")[2]: e for e in found}
    assert f"启动Ⅲ级响应时部署：{MEASURES}" in said["next"].text
    assert "".join(e.text for e in found).count(MEASURES) == 1


def test_the_telephone_and_the_flash_tell_them_apart_too(city, incident):
    told = city.ask(phone_text, incident, None, city.db.clock()).elements
    phone = {e.code: e.text for e in told}
    assert MEASURES not in phone["phone.measures"]
    assert MEASURES in phone["phone.planned"]
    flash = city.ask(express, incident, city.db.clock())
    assert MEASURES not in flash.done
    assert MEASURES in flash.planned
    text = text_of(express_page(flash))
    assert "已采取的措施：截至" in text
    assert "尚无已完成的处置措施记录" in text
    assert text.index("拟采取的措施：") < text.index(MEASURES)


def test_the_page_of_the_report_has_a_part_for_each(city, incident):
    city.do(reports.draft_first, "zhoulan", incident)
    page = city.ask(document, "first", incident)
    text = text_of(page)
    assert text.index("已采取的措施") < text.index("拟采取的措施") < text.index(MEASURES)
    assert "经初步核实" in text


def test_only_a_verification_makes_the_numbers_verified(city):
    heard = city.register(verified=False)
    flash = city.ask(express, heard, city.db.clock())
    assert "经初步核实" not in text_of(express_page(flash))


def test_a_plan_without_a_place_for_it_still_tells_what_is_intended(city):
    plan = city.ask(plan_of)
    kept = {c: e for c, e in plan.report_elements.items() if not c.endswith(".planned")}
    codes = [e.code for e in contents_of(replace(plan, report_elements=kept), ReportKind.FIRST)]
    assert codes.index("first.planned") == codes.index("first.measures") + 1


def test_what_the_activation_itself_is_counts_as_no_task_in_any_paper(city):
    """The 核实 and the 定级建议 were done before it, the notice is still to be issued."""
    incident = city.register()
    before = closed_tasks(city, incident)
    city.activate(incident)
    assert closed_tasks(city, incident) == before | {"suggest_grade"}

    def ask(session):
        row, at = session.get_one(IncidentRow, incident), now(session)
        values = {"complaints": 0, "person_times": 0, "people": 0}
        return final_facts(session, row, at, values), daily(session, incident, at).figures

    facts, figures = city.ask(ask)
    assert "handling" not in facts
    assert [f.total for f in figures if f.title == "办结处置任务（项）"] == [2]
    tell_departments(city, incident)
    facts, figures = city.ask(ask)
    asked = sum(1 for d in city.ask(plan_of).departments.values() if d.always)
    assert facts["handling"].text.startswith(f"商请{asked}个部门和单位协同处置，")
    assert "任务" not in "".join(fact.text for fact in facts.values())
    assert [f.total for f in figures if f.title == "办结处置任务（项）"] == [3]
