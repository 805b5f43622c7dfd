"""On the wall each place is told from the next, and none by the name of a trader or school."""

import pytest

from commandcenter.domain.incident.case_report import CaseReport, Place
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.incident.live import live_strip
from commandcenter.services.command import site
from commandcenter.services.incident import case_reports

HOURLY = "每小时报告现场情况"


def hourly(city, incident):
    steps = city.ask(lambda s: checklist(s, incident, city.db.clock())).steps
    return {step.place: step.public_place for step in steps if step.title == HOURLY}


def add(city, incident, *places):
    for place in places:
        city.do(site.add_place, "maxiao", incident, site.NewPlace(*place))
    city.activate(incident, Level.III)


def test_of_one_trader_the_branch_is_said(city):
    incident = city.register(brand="")
    east, west = (f"悦力健身（{branch}）" for branch in ("城东店", "城西店"))
    add(
        city, incident,
        (east, "990102", 30.1, 121.2), (west, "990103", 30.2, 121.1),
        ("物业办公室", "990102", 30.3, 121.1),
    )  # fmt: skip
    said = hourly(city, incident)
    assert [said[each] for each in sorted(said)][:2] == ["城东店", "城西店"]
    assert said["物业办公室"] not in ("", "物业办公室")
    [line] = city.ask(live_strip, city.db.clock()).live
    [coming] = [each for each in line.coming if each.title == HOURLY]
    assert coming.place in said.values()


def test_of_an_only_place_nothing_is_said(city):
    incident = city.register(brand="")
    add(city, incident, ("悦力健身（城东店）", "990102", 30.1, 121.2))
    assert set(hourly(city, incident).values()) == {""}


@pytest.mark.parametrize("branch", ["", "（东校区）"])
def test_schools_are_called_as_on_the_map_of_the_wall(city, branch):
    incident = city.register(categories=(Category.SAFETY,), kind="school_food", brand="")
    ill, same = f"育新学校{branch}", f"码头小学{branch}"
    add(city, incident, (ill, "990102", 30.1, 121.2), (same, "990104", 30.2, 121.3))
    report = CaseReport(
        "市卫健委", city.db.clock(), 31, sites=(Place(ill, 31, "990102"), Place(same, 0, "990104"))
    )
    city.do(case_reports.report_cases, "liwei", incident, report)
    said = hourly(city, incident)
    assert said[ill] == "甲校"
    assert said[same]
    assert not {"育新", "码头", "校区"} & {word for word in said.values() for word in [word[:2]]}
