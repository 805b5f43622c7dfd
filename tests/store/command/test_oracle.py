"""The independent reader of obligations says itself what anybody would say of a plain course."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.site import Mood
from commandcenter.domain.org import Group
from commandcenter.services.command import instructions, liaison, site
from commandcenter.services.incident import incident_moves
from commandcenter.services.reports import reports
from tests.field import add_people, ago
from tests.oracle_obligations import judge

OFFICE = "市委市政府总值班室"


def judged(city, incident, code=None):
    with city.db.read() as session:
        found = judge(session.connection(), incident, city.db.clock())
    return {key: each for key, each in found.items() if code in (None, key[0])}


def states(city, incident, code):
    return {key[1]: each.state for key, each in judged(city, incident, code).items()}


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


def test_before_it_is_verified_the_report_clocks_are_grey_and_few_things_run(city):
    incident = city.register(verified=False)
    now = {key[0] for key, each in judged(city, incident).items() if each.state == "open"}
    assert now == {"verify", "ring_lead"}
    assert states(city, incident, "report_first")["city_duty_office"] == "grey"
    city.do(incident_moves.verify_report, "liwei", incident)
    [verified] = judged(city, incident, "verify").values()
    assert (verified.state, verified.by) == ("done", "李蔚")
    assert states(city, incident, "report_first")["city_duty_office"] == "open"


def test_a_false_alarm_leaves_nothing_to_do(city):
    incident = city.register()
    city.do(incident_moves.dismiss, "chenyu", incident, "三个号码重复投诉")
    assert {each.state for each in judged(city, incident).values()} <= {"done", "over"}


def test_a_first_report_to_one_of_two_is_no_report_to_the_other(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    assert states(city, incident, "report_sign") == {f"report:{report}": "open"}
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, [OFFICE], "传真")
    found = states(city, incident, "report_first")
    assert (found["city_duty_office"], found["province_bureau"]) == ("done", "open")
    assert states(city, incident, "report_phone") == found
    assert states(city, incident, "report_follow") == {"city": "open"}
    assert states(city, incident, "report_send") == {f"report:{report}": "done"}


def test_an_hourly_report_comes_again_until_the_team_leaves(city, incident):
    place = city.do(site.add_place, "maxiao", incident, site.NewPlace("城东店"))

    def report(minutes, **fields):
        at = ago(city, minutes=minutes)
        new = site.SiteReport(Mood.CALM, place_id=place, head_count=20, seen_at=at, **fields)
        city.do(site.report, "wuyue", incident, new)
        return at

    first = report(9)
    assert judged(city, incident, "site_first")["site_first", f"place:{place}", 0].at == first
    assert len(judged(city, incident, "site_hourly")) == 1
    report(6)
    rounds = [each.state for each in judged(city, incident, "site_hourly").values()]
    assert rounds == ["done", "open"]
    report(3, closes=True)
    rounds = [each.state for each in judged(city, incident, "site_hourly").values()]
    assert rounds == ["done", "done", "over"]


def test_all_departments_that_are_always_told_make_one_whole(city, incident):
    told = [
        "公安机关", "卫生健康部门", "宣传部门", "网信部门", "信访部门", "行业主管部门",
        "属地县（市、区）政府",
    ]  # fmt: skip
    new = liaison.NewRequest("通报情况", "电话", asked_at=ago(city, minutes=8))
    city.do(liaison.ask, "zhoulan", incident, told[1:], new)
    assert states(city, incident, "tell_departments") == {"": "open"}
    last = liaison.NewRequest("通报情况", "电话", asked_at=new.asked_at + timedelta(minutes=2))
    city.do(liaison.ask, "zhoulan", incident, told[:1], last)
    [whole] = judged(city, incident, "tell_departments").values()
    assert (whole.state, whole.at) == ("done", last.asked_at)


def test_an_instruction_is_a_row_of_its_own(city, incident):
    number = city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    assert states(city, incident, "instruction") == {f"instruction:{number}": "open"}
    city.do(instructions.receive, "maxiao", number)
    city.do(instructions.report_back, "maxiao", number, "已延时至 20 时")
    [done] = judged(city, incident, "instruction").values()
    assert (done.state, done.by) == ("done", "马骁")
