"""What the papers of an incident are made from: true at their time, and nobody named in them."""

from datetime import timedelta

import pytest

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.command.directive import Standing
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.period import Span
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.times import day_start, local
from commandcenter.offices.paper_kinds import KINDS
from commandcenter.queries.papers.paper_clauses import clauses_paper
from commandcenter.queries.papers.paper_daily import daily
from commandcenter.queries.papers.paper_express import express
from commandcenter.queries.papers.paper_inquiry import inquiry_paper
from commandcenter.queries.papers.paper_levels import NoticeKind, level_notice
from commandcenter.queries.papers.paper_orders import orders_paper
from commandcenter.queries.papers.paper_release import newest_of_incident, release_paper
from commandcenter.queries.papers.paper_roster import roster_paper
from commandcenter.services.aftermath import inquiry
from commandcenter.services.aftermath.inquiry import Words
from commandcenter.services.command import instructions
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import response
from commandcenter.services.releases.releases import draft
from commandcenter.services.seat import people
from tests.aftermath import add_person

NAME, PHONE = "欧阳明月", "10012345678"
ALWAYS = {
    "briefing",
    "express",
    "clauses",
    "rights",
    "special",
    "opinion",
}  # of an incident that is only registered


def test_what_an_incident_has_not_come_to_is_refused_in_words(city):
    incident = city.register()
    with city.db.read() as session:
        for kind, page in KINDS.items():
            if kind in ALWAYS:
                assert page(session, incident).blocks
            else:
                with pytest.raises(RuleBroken):
                    page(session, incident)


def test_a_notice_is_the_text_that_was_signed(city):
    incident = city.register()
    city.activate(incident)
    change = response.Change(Level.IV, "趋于平稳", 3, "继续登记", "陈屿")
    city.do(response.lower_level, "chenyu", incident, change)
    city.do(response.end_response, "chenyu", incident, response.Ending("已平息", "陈屿"))
    now = city.db.clock()
    started, lowered, ended = (city.ask(level_notice, incident, k, now) for k in NoticeKind)
    office, title = started.stamp.org, started.stamp.head.title
    assert started.title == f"{office}关于启动{title}Ⅲ级响应的通知"
    assert "二、响应级别：Ⅲ级响应" in started.paragraphs[2]
    assert lowered.title == f"{office}关于降低{title}响应级别的通知"
    assert "一、调整理由：趋于平稳。" in lowered.paragraphs
    assert ended.title == f"{office}关于终止{title}Ⅳ级响应的通知"
    assert ended.stamp.signer == "陈屿"
    assert ended.copies


def test_the_daily_tells_today_from_the_day_before(city):
    now = city.db.clock()
    today = day_start(local(now).date())
    times = [now, today - timedelta(hours=1), today - timedelta(hours=2), today - timedelta(days=3)]
    people_ = [Complainant("王某", f"1000000000{n}") for n in (1, 1, 2, 3)]
    incident = city.register(received_at=today - timedelta(days=3))
    city.activate(incident)
    city.take_in(
        *(
            city.complaint(f"d{n}", registered_at=at, complainant=who, amount_cents=100_00)
            for n, (at, who) in enumerate(zip(times, people_, strict=True))
        )
    )
    figures = {f.title: f for f in city.ask(daily, incident, city.db.clock()).figures}
    cases, new = figures["投诉举报（件）"], figures["去重后消费者（人）"]
    assert (cases.today, cases.before, cases.total) == (1, 2, 4)
    assert (new.today, new.before, new.total) == (0, 2, 3)  # today's had complained before
    assert figures["涉及金额"].total == 300_00


def test_the_daily_of_the_first_day_compares_with_no_day_before(city):
    today = day_start(local(city.db.clock()).date())
    incidents = [city.register(received_at=at) for at in (today, today - timedelta(minutes=1))]
    for incident, had in zip(incidents, (False, True), strict=True):
        city.activate(incident)
        figures = city.ask(daily, incident, city.db.clock()).figures
        assert {figure.before is not None for figure in figures} == {had}


def test_no_daily_is_made_once_the_response_is_over(city):
    incident = city.register()
    city.activate(incident)
    city.do(response.end_response, "chenyu", incident, response.Ending("已平息", "陈屿"))
    now = city.db.clock()
    assert city.ask(daily, incident, now).day == 1
    with pytest.raises(RuleBroken, match="不再编发日报"):
        city.ask(daily, incident, now + timedelta(days=1))
    with pytest.raises(RuleBroken, match="不再编发值班快报"):
        city.ask(express, incident, now)


def test_who_complained_is_covered_in_what_people_wrote(city):
    incident = city.register(summary=f"{NAME}（{PHONE}）反映门店停业")
    city.take_in(city.complaint("n", complainant=Complainant(NAME, PHONE)))
    city.activate(incident)
    city.do(instructions.give, "chenyu", incident, f"回访{NAME}，电话{PHONE}", Group.ONSITE)
    now = city.db.clock()
    given = city.ask(orders_paper, incident, now).instructions[0]
    assert given.to == "现场处置组"
    assert given.standing is Standing.WAITING
    told = f"{given.words}{city.ask(express, incident, now).summary}"
    assert told.count("欧**") == 2
    assert PHONE not in told


def test_a_draft_for_the_public_names_no_trader(city):
    incident = city.register()
    city.take_in(city.complaint("t"))
    city.activate(incident)
    add_person(city, "xuzhiyuan", "许知远", Role.LEADER, Group.OPINION)
    number = city.do(draft, "xuzhiyuan", incident, ReleaseKind.NOTICE)
    assert city.ask(newest_of_incident, incident, ReleaseKind.NOTICE) == number
    paper = city.ask(release_paper, number)
    assert paper.out_at is None
    assert "悦力工场" not in f"{paper.title}{paper.text}"


def test_a_report_says_what_the_data_filled_in_and_what_a_person_wrote(city):
    incident = city.register()
    city.activate(incident)
    city.do(response.end_response, "chenyu", incident, response.Ending("已平息", "陈屿"))
    report = city.do(inquiry.draft, "hewenjing", incident, InquiryKind.INVESTIGATION)
    city.do(inquiry.edit, "hewenjing", report, {"investigation.cause": Words("资金链断裂。", 2)})
    made = city.ask(inquiry_paper, incident, InquiryKind.INVESTIGATION, city.db.clock())
    texts = {part.title: part for part in made.parts}
    assert texts["四、原因与性质"].text == "资金链断裂。"
    assert texts["四、原因与性质"].source == ""
    assert made.signed_at is None


def test_the_roster_tells_its_gaps_and_the_duties_what_is_missing(city):
    incident = city.register()
    now = city.db.clock()
    start = day_start(local(now).date())
    with city.db.write() as session:
        for first, last in ((0, 24), (30, 48)):
            hours = (start + timedelta(hours=h) for h in (first, last))
            people.put_on_duty(session, PROGRAM, city.liwei.person_id, Role.DUTY, *hours)
    paper = city.ask(roster_paper, incident, now)
    gaps = [flaw for flaw in paper.flaws if flaw.role is Role.DUTY]
    assert [(flaw.gap, flaw.ends_at - flaw.starts_at) for flaw in gaps] == [
        (True, timedelta(hours=6))
    ]
    quiet = city.ask(roster_paper, None, now)  # of no incident
    assert (quiet.turns, quiet.flaws) == (paper.turns, paper.flaws)
    after = Span(local(now).date() + timedelta(days=1), local(now).date() + timedelta(days=7))
    assert [turn.ends_at for turn in city.ask(roster_paper, None, now, after).turns] == [
        start + timedelta(hours=48)
    ]
    with pytest.raises(RuleBroken, match="没有排班"):
        city.ask(roster_paper, None, now, Span(after.last, after.last))
    duties = city.ask(clauses_paper, incident, now)
    assert duties.hidden
    assert all(row.title for row in duties.rows)
