"""What map and curve show of cases: they add up on every screen, and the wall names no school."""

from datetime import timedelta

import pytest

from commandcenter.domain.incident.case_report import CaseReport, Meal, Onset, Part, Place
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.queries.command.map_picture import incident_map
from commandcenter.queries.incident.case_rows import CasesWanted, case_rows
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.watch.onset import incident_timeline
from commandcenter.services.command import obligations
from commandcenter.services.incident import case_reports, incidents, merging

HALF = timedelta(minutes=30)


@pytest.fixture
def school(city):
    return city.register(categories=(Category.SAFETY,), kind="school_food", brand="")


def report(city, numbers=(38, 9), *, ago=0, **more):
    """Two schools with cases and one without; two hospitals; three intervals and some unknown."""
    total, at = sum(numbers), city.db.clock() - timedelta(minutes=ago)
    at = at.replace(minute=0, second=0, microsecond=0)
    return CaseReport(
        source="市卫健委",
        as_of=at,
        treated=total,
        sites=more.pop("sites", (
            Place("育新学校", numbers[0], "990102", 30.2, 121.6), Place("文昌小学", numbers[1]),
            Place("码头小学", 0, "990104", 30.1, 121.7),
        )),
        hospitals=more.pop("hospitals", (
            Place("市一院", total - 1, "990102", 30.21, 121.62), Place("市中医院", 1),
        )),
        onset=more.pop("onset", (
            Onset(at - 8 * HALF, 3), Onset(at - 6 * HALF, total - 5), Onset(None, 2),
        )),
        meal=Meal("午餐", at - 20 * HALF, at - 19 * HALF),
        width=30,
        **more,
    )  # fmt: skip


def tell(city, incident, *values, **more):
    city.do(case_reports.report_cases, "liwei", incident, report(city, *values, **more))


def shown(city, incident, *, public=False):
    """Tile, map and curve of one moment."""
    now = city.db.clock()
    with city.db.read() as session:
        tiles = situation(session, incident, now).figures
        span = (now - timedelta(hours=12), now, 30)
        return (
            next(each.value for each in tiles if each.code == "treated"),
            incident_map(session, incident, now, public=public),
            incident_timeline(session, incident, *span, now=now, public=public),
        )


@pytest.mark.parametrize("public", [False, True])
def test_the_sums_of_schools_hospitals_and_curve_are_those_treated(city, school, public):
    tell(city, school)
    treated, picture, curve = shown(city, school, public=public)
    assert treated == 47
    assert sum(site.number for site in picture.cases.sites) == 47
    assert sum(hospital.number for hospital in picture.cases.hospitals) == 47
    assert sum(sum(s.counts) for s in curve.series) + curve.cases.unknown == 47
    assert picture.cases == curve.cases
    assert (picture.points, picture.incidents, picture.teams) == ((), (), ())


def test_the_wall_names_no_school_and_the_desk_does(city, school):
    tell(city, school)
    _, desk, _ = shown(city, school)
    _, wall, _ = shown(city, school, public=True)
    assert [s.label for s in desk.cases.sites] == ["育新学校", "文昌小学", "码头小学"]
    assert [s.label for s in wall.cases.sites] == ["甲校", "乙校", ""]
    assert [h.label for h in wall.cases.hospitals] == ["市一院", "市中医院"]
    assert wall.cases.source == ""


def test_an_eating_place_is_called_so(city):
    meal = city.register(categories=(Category.SAFETY,), kind="food", brand="")
    tell(city, meal)
    _, wall, _ = shown(city, meal, public=True)
    assert (wall.cases.sites_word, wall.cases.sites[0].label) == ("就餐场所", "甲店")


def test_before_anything_was_told_it_is_not_told_and_never_zero_complaints(city, school):
    city.take_in(city.complaint("a"))
    _, picture, curve = shown(city, school)
    assert picture.cases.as_of is None
    assert (picture.cases.places, curve.cases.has_onset, curve.series) == ((), False, ())


def test_a_part_that_was_left_out_is_not_told(city, school):
    tell(city, school, hospitals=(), onset=())
    _, picture, curve = shown(city, school)
    assert (len(picture.cases.sites), picture.cases.hospitals) == (3, ())
    assert not curve.cases.has_onset


def test_a_kind_without_cases_shows_its_complaints(city):
    gym = city.register()
    city.take_in(city.complaint("a"))
    now = city.db.clock()
    with city.db.read() as session:
        picture = incident_map(session, gym, now)
        curve = incident_timeline(session, gym, now - timedelta(hours=2), now, 30, now=now)
    assert (picture.cases, curve.cases) == (None, None)
    assert sum(d.count for d in picture.districts) == 1
    assert sum(sum(s.counts) for s in curve.series) == 1


def test_the_colour_is_that_of_the_level_once_there_is_one(city, school):
    tell(city, school)
    assert shown(city, school)[1].cases.level is None
    city.activate(school, Level.III)
    assert shown(city, school)[1].cases.level is Level.III


def test_a_newer_word_on_the_treated_is_said_beside_the_report(city, school):
    tell(city, school)
    assert shown(city, school)[1].cases.later is None
    city.do(incidents.count_by_hand, "liwei", school, "treated", 52, "市一院")
    treated, picture, _ = shown(city, school)
    assert (treated, picture.cases.treated, picture.cases.later[0]) == (52, 47, 52)


def test_what_was_entered_later_says_so(city, school):
    tell(city, school, ago=180)
    assert shown(city, school)[1].cases.entered is not None


def test_merged_curves_add_up_on_one_scale(city, school):
    other = city.register(
        categories=(Category.SAFETY,), kind="school_food", brand="", title="“11·24”乙校事件"
    )
    tell(city, school)
    at = report(city).as_of
    rest = {"sites": (Place("江滨中学", 10),), "hospitals": ()}
    onset = (Onset(at - 8 * HALF, 4), Onset(at - 7 * HALF, 6))
    tell(city, other, (10, 0), onset=onset, **rest)
    city.do(merging.merge, "zhoulan", other, school, "同一供餐单位，并案处置")
    treated, picture, curve = shown(city, school)
    assert treated == 57 == sum(s.number for s in picture.cases.sites)
    assert sum(sum(s.counts) for s in curve.series) + curve.cases.unknown == 57
    assert picture.cases.missing[Part.HOSPITAL] == 10


def test_a_mark_or_a_bar_opens_exactly_its_rows(city, school):
    tell(city, school)
    _, picture, curve = shown(city, school)
    now = city.db.clock()
    for place in picture.cases.places:
        wanted = CasesWanted(ids=(place.id,))
        found = city.ask(lambda s, w=wanted: case_rows(s, school, w, now))
        assert [(line.label, line.number) for line in found.lines] == [(place.label, place.number)]
    bars = curve.series[0].counts
    for n, number in enumerate(bars):
        since = curve.start + n * HALF
        wanted = CasesWanted(since=since, until=since + HALF)
        assert city.ask(lambda s, w=wanted: case_rows(s, school, w, now)).total == number


def test_the_line_is_where_the_supply_was_stopped_else_the_call(city, school):
    tell(city, school)
    assert [m.label for m in shown(city, school)[2].marks] == ["午餐", "接报"]
    row = city.obligation(school, "stop_meals")
    city.do(obligations.close_by_hand, "maxiao", row, "三所学校食堂停止供应配餐")
    marks = shown(city, school)[2].marks
    assert [m.label for m in marks] == ["午餐", "停供"]
