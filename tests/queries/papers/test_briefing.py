"""会商简报: who presides is asked all that waits for a decision, and told who asks for it."""

from datetime import timedelta

from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.queries.papers.paper_briefing import briefing
from commandcenter.services.command import liaison, site, supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.incident import incidents
from commandcenter.services.reports import reports
from tests.aftermath import add_person
from tests.services.releases.bureau_media import Press


def asked(city, incident):
    """The questions and requests, without the words at their end: who asks, and when."""
    found = city.ask(briefing, incident, city.db.clock()).wanted
    assert all(each.by for each in found)
    return [each.words for each in found]


def told(city, incident, minutes_ago, place="城西店", **more):
    seen = city.db.clock() - timedelta(minutes=minutes_ago)
    new = site.SiteReport(Mood.CALM, place=place, seen_at=seen, **more)
    city.do(site.report, "maxiao", incident, new)


def test_all_that_waits_for_a_decision_is_asked_in_its_order(city):
    press = Press(city).activate()
    incident = press.incident
    add_person(city, "gaoyuan", "高原", Role.LEADER, Group.LOGISTICS)
    release = press.draft()
    press.checked(release)
    report = city.do(reports.draft_first, "zhoulan", incident)
    money = Wanted(Kind.MONEY, "饮水和午餐", 1, "笔", "登记点保障", 860_000)
    city.do(supply.ask, "gaoyuan", incident, money)
    letter = liaison.NewRequest("请维护现场秩序。", "电话", due_at=None)
    city.do(liaison.ask, "zhoulan", incident, ("公安机关", "城管部门"), letter)
    told(city, incident, 9, needs="请增派两人。")
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.II, "学校58人", {})
    title = press.line(release).title
    assert asked(city, incident) == [
        "是否同意初判为重大（Ⅱ级），报请上级决定",
        "是否调整Ⅲ级响应",
        f"是否同意发布“{title}”",
        "是否同意报送首报",
        "是否同意支出8600元，用于饮水和午餐",
        "请公安机关、城管部门尽快维护现场秩序",
        "是否同意城西店的请求：请增派两人",
    ]
    press.approve(release)
    city.do(reports.sign, "chenyu", report)
    assert not {words[:6] for words in asked(city, incident)} & {"是否同意发布", "是否同意报送"}


def test_of_each_place_its_newest_report_says_what_it_needs(city):
    incident = city.register()
    city.activate(incident)
    told(city, incident, 9, needs="饮用水")
    told(city, incident, 8, place="城东店", needs="隔离带")
    told(city, incident, 5, needs="帐篷")

    def needs():
        return [words for words in asked(city, incident) if "的请求" in words]

    assert needs() == ["是否同意城西店的请求：帐篷", "是否同意城东店的请求：隔离带"]
    told(city, incident, 2)
    assert needs() == ["是否同意城东店的请求：隔离带"]
