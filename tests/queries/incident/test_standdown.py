"""The evidence for lowering or ending: what the rows say, and what only people can tell."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.tasks import tasks
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.conditions import Outcome
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.oral import Matter
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.standdown import stand_down
from commandcenter.services.command import obligations
from commandcenter.services.complaints import handling
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import facts, incidents, oral
from commandcenter.store import journal
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.tables.releases.release import PressQuestionRow

DAY = 24 * 60


@pytest.fixture
def incident(city):
    return city.register()


def evidence(city, incident):
    return city.ask(stand_down, incident, city.db.clock())


def item(found, code):
    return next(each for each in found.items if each.code == code)


def left(found, code):
    return next(each for each in found.left if each.code == code).count


def persons(city, count, minutes_ago):
    return [
        city.complaint(
            f"{minutes_ago}-{n}",
            minutes_ago=minutes_ago,
            complainant=Complainant(name="王某", phone=f"100{minutes_ago:05}{n:03}"),
        )
        for n in range(count)
    ]


def test_new_people_far_under_the_peak_for_a_day_meet_the_first_condition(city, incident):
    early, later = persons(city, 30, 4 * DAY), persons(city, 2, DAY + 60)
    city.take_in(*early, *later, *persons(city, 1, 60))
    found = evidence(city, incident)
    assert (found.fall.peak, found.fall.last_day) == (30, 1)
    first = item(found, "new_complainants")
    assert first.outcome is Outcome.MET
    assert "近24小时新增 1 人，为峰值 30 人的 3.3%" in first.found
    assert "未经本局批准" not in first.source  # the screen says it, by `proposal`
    assert first.proposal


def test_a_day_as_bad_as_the_peak_does_not(city, incident):
    city.take_in(*persons(city, 20, 60))
    first = item(evidence(city, incident), "new_complainants")
    assert first.outcome is Outcome.NOT_MET
    assert "100.0%" in first.found


def test_without_any_complaint_nothing_can_be_said_of_a_fall(city):
    incident = city.register(categories=(Category.MEDIA,), brand="")
    first = item(evidence(city, incident), "new_complainants")
    assert (first.outcome, first.judged) == (Outcome.UNKNOWN, True)


def test_what_is_usual_is_counted_in_the_four_weeks_before(city):
    city.take_in(*persons(city, 14, 3 * DAY))
    incident = city.register()
    assert evidence(city, incident).usual == 14 / 28


def test_people_on_site_are_over_only_when_somebody_counted_none(city, incident):
    assert item(evidence(city, incident), "no_gathering").outcome is Outcome.UNKNOWN
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 35, "城东店")
    gathered = item(evidence(city, incident), "no_gathering")
    assert gathered.outcome is Outcome.NOT_MET
    assert "现场 35 人（现场清点（城东店）" in gathered.found
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 0, "城东店")
    assert item(evidence(city, incident), "no_gathering").outcome is Outcome.MET


@pytest.mark.parametrize(
    ("registered", "waiting", "outcome"),
    [(95, 5, Outcome.MET), (94, 6, Outcome.NOT_MET), (0, 0, Outcome.UNKNOWN)],
)
def test_the_registered_are_measured_against_all_known(
    city, incident, registered, waiting, outcome
):
    for kind, value in (("registered", registered), ("waiting", waiting)):
        city.do(incidents.count_by_hand, "maxiao", incident, kind, value)
    assert item(evidence(city, incident), "registered").outcome is outcome


def test_food_is_asked_about_only_where_somebody_is_hurt(city, incident):
    assert not [each for each in evidence(city, incident).items if each.code == "food_stable"]
    told = [NewFact("hurt", 58, "市卫健委", city.db.clock())]
    city.do(facts.state_facts, "zhoulan", incident, told)
    food = item(evidence(city, incident), "food_stable")
    assert "累计 58 人（市卫健委" in food.found
    assert food.judged


def test_of_a_food_incident_it_is_asked_before_anybody_is_known_to_be_hurt(city):
    incident = city.register(categories=(Category.SAFETY,))
    food = item(evidence(city, incident), "food_stable")
    assert (food.found, food.judged) == ("患者人数没有报告", True)


def test_what_is_left_over_is_counted_from_the_rows(city, incident):
    city.take_in(*persons(city, 3, 60))
    city.activate(incident)
    page = city.ask(complaint_page, ComplaintFilter(incident_id=incident))
    ids = [line.id for line in page.lines]
    city.do(
        handling.carry_out, "liwei", ids[:1], Done(HandlingAct.DECLINE, city.db.clock(), "不属本局")
    )
    with city.db.write() as session:
        session.add(
            PressQuestionRow(
                incident_id=incident,
                outlet="晨报",
                asker="记者",
                question="退不退钱",
                asked_at=city.db.clock(),
                registered_by="李蔚",
            )
        )
        journal.record(session, PROGRAM, "press_question", 1, "asked", incident=incident)
    call = oral.Call(
        Matter.OTHER, "是否延时", "同意", city.db.clock(), city.chenyu.person_id, "见证"
    )
    city.do(oral.register, "liwei", incident, call)
    found = evidence(city, incident)
    assert left(found, "complaints") == 2
    assert (left(found, "press"), left(found, "oral")) == (1, 1)
    rows = book(city, incident)
    undone = [row for row in tasks(rows) if row.state is ObligationState.OPEN]
    must = sum(row.must for row in undone)
    assert left(found, "steps") == len(undone)
    assert f"未办结任务 {len(undone)} 项，其中必办 {must} 项" in found.left_line
    [mine] = [row for row in undone if row.code == "representatives"]
    city.do(obligations.close_by_hand, "maxiao", mine.id, "三店各推选两名代表")
    assert left(evidence(city, incident), "steps") == len(undone) - 1
    assert "未答复媒体提问 1 个" in found.left_line


def book(city, incident):
    return city.ask(obligations_of, incident, city.db.clock())


def test_the_lines_say_how_each_condition_stands(city, incident):
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 0)
    lines = [each.line for each in evidence(city, incident).items]
    assert any(line.startswith("聚集消除：现场 0 人") and "已具备" in line for line in lines)
    assert any("资金和商品受控" in line and "须人工判断" in line for line in lines)


def test_a_complaint_after_the_moment_asked_for_does_not_count(city, incident):
    city.take_in(*persons(city, 2, 5))
    before = city.db.clock() - timedelta(minutes=10)
    assert city.ask(stand_down, incident, before).fall.peak == 0
