"""病例通报: one act tells 就医, schools, hospitals and onset; the newest holds, as a whole."""

from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.case_report import CaseReport, Meal, Onset, Part, Place
from commandcenter.domain.incident.incident import Category
from commandcenter.queries.incident.situation import situation
from commandcenter.services.command import site
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import case_reports, incidents, merging
from commandcenter.store import journal
from commandcenter.store.incident.case_reports import cases
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.incident.cases import CaseCountRow, CaseReportRow
from commandcenter.store.tables.incident.incident import TallyRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.verify import verify
from tests.past import past

HALF = timedelta(minutes=30)


@pytest.fixture
def school(city):
    return city.register(categories=(Category.SAFETY,), kind="school_food", brand="")


def told(city, treated=31, *, ago=0, **more):
    """All in one school and one hospital, half of them each half hour; a second school is fed."""
    at = city.db.clock() - timedelta(minutes=ago)
    return CaseReport(
        source=more.pop("source", "市卫健委"),
        as_of=at,
        treated=treated,
        sites=more.pop("sites", (Place("育新学校", treated, "990102"), Place("文昌小学", 0))),
        hospitals=more.pop("hospitals", (Place("市一院", treated),)),
        onset=more.pop("onset", (Onset(at - 4 * HALF, treated - 1), Onset(at - 3 * HALF, 1))),
        **more,
    )


def tell(city, incident, login="liwei", *values, **more):
    return city.do(case_reports.report_cases, login, incident, told(city, *values, **more))


def figures(city, incident):
    shown = city.ask(situation, incident, city.db.clock()).figures
    return {figure.code: figure.value for figure in shown}


def known(city, incident):
    return city.ask(lambda s: cases(s, incident, city.db.clock()))


def numbers(city, incident, part):
    return {row.label: row.number for row in known(city, incident).counts.get(part, ())}


def test_one_act_is_the_word_on_every_figure_and_every_part(city, school):
    tell(city, school)
    shown = figures(city, school)
    assert (shown["treated"], shown["schools"], shown["dead"]) == (31, 1, None)
    assert numbers(city, school, Part.SITE) == {"育新学校": 31, "文昌小学": 0}
    assert numbers(city, school, Part.HOSPITAL) == {"市一院": 31}
    assert [r.number for r in known(city, school).counts[Part.ONSET]] == [30, 1]


def test_what_does_not_add_up_leaves_nothing(city, school):
    with pytest.raises(RuleBroken, match="医院合计30人，少1人"):
        tell(city, school, hospitals=(Place("市一院", 30),))
    with city.db.read() as session:
        for row in (CaseReportRow, CaseCountRow, TallyRow):
            assert session.scalars(select(row)).all() == []


def test_the_newest_replaces_the_one_before_as_a_whole(city, school):
    tell(city, school, ago=30)
    tell(city, school, "liwei", 47, hospitals=(), onset=())
    assert known(city, school).treated == 47
    assert set(known(city, school).counts) == {Part.SITE}
    assert figures(city, school)["treated"] == 47


def test_the_newest_is_the_one_that_speaks_of_the_latest_moment(city, school):
    tell(city, school, "liwei", 47)
    tell(city, school, "liwei", 31, ago=40)
    assert (known(city, school).treated, figures(city, school)["treated"]) == (47, 47)
    city.do(incidents.count_by_hand, "liwei", school, "treated", 50, "市一院")
    assert figures(city, school)["treated"] == 50
    assert known(city, school).treated == 47  # of its own moment, which is said with it


def test_a_place_of_the_incident_says_where_it_is(city, school):
    city.do(site.add_place, "maxiao", school, site.NewPlace("育新学校", "990102", 30.1, 120.2))
    tell(city, school, sites=(Place("育新学校", 31), Place("文昌小学", 0)))
    found, nowhere = known(city, school).counts[Part.SITE]
    assert (found.district, found.lat, found.lon) == ("990102", 30.1, 120.2)
    assert (nowhere.district, nowhere.lat, nowhere.lon) == (None, None, None)


def test_what_bears_the_name_of_a_known_trader_is_where_that_is(city, school):
    city.take_in(city.complaint("C", subject_name="育新学校"))
    with city.db.write() as session:
        [trader] = session.scalars(select(SubjectRow).where(SubjectRow.name == "育新学校"))
        trader.lat, trader.lon = 30.21, 121.61
        journal.record(session, PROGRAM, "subject", trader.id, "corrected")
    tell(city, school)
    [ill, fed] = known(city, school).counts[Part.SITE]
    assert (ill.lat, ill.lon, fed.lat) == (30.21, 121.61, None)


def test_what_is_said_of_a_place_on_the_map_stays_when_it_is_told_again(city, school):
    tell(city, school, sites=(Place("育新学校", 31, "990102", 30.2, 121.6),))
    tell(city, school)
    [ill, _] = known(city, school).counts[Part.SITE]
    assert (ill.lat, ill.lon) == (30.2, 121.6)


def test_severe_and_dead_are_told_where_they_are_known_and_nobody_is_where_not(city, school):
    tell(city, school, severe=0, ago=5)
    assert (figures(city, school)["severe"], figures(city, school)["dead"]) == (0, None)
    tell(city, school, severe=2, dead=1)
    assert (figures(city, school)["severe"], figures(city, school)["dead"]) == (2, 1)
    with pytest.raises(RuleBroken, match="重症32人，多于就医31人"):
        tell(city, school, severe=32)


def test_an_eating_place_is_no_school(city):
    meal = city.register(categories=(Category.SAFETY,), kind="food", brand="")
    tell(city, meal)
    with city.db.read() as session:
        assert set(session.scalars(select(TallyRow.kind))) == {"treated"}


def test_a_kind_without_cases_has_no_report_of_them(city):
    gym = city.register()
    with pytest.raises(RuleBroken, match="没有病例通报"):
        tell(city, gym)


def test_a_county_that_is_not_there_is_refused(city, school):
    with pytest.raises(RuleBroken, match="县区"):
        tell(city, school, sites=(Place("甲", 31, "880000"),))


def test_its_line_names_it_and_the_check_finds_nothing(city, school):
    number = tell(city, school)
    with city.db.read() as session:
        line = session.scalars(
            select(JournalLineRow).where(JournalLineRow.kind == "case_report")
        ).one()
        assert (line.subject, line.verb, line.incident_id) == (number, "recorded", school)
        assert verify(session).bad is None


def test_a_replay_shows_the_report_of_its_moment(city, school):
    tell(city, school, ago=30)
    then = city.db.clock()
    tell(city, school, "liwei", 47)
    for at, treated in ((then, 31), (city.db.clock(), 47)):
        with closing(past(city.db, school, at)) as of_then, of_then.read() as session:
            assert cases(session, school, at).treated == treated


def merged(city, school):
    other = city.register(
        categories=(Category.SAFETY,), kind="school_food", brand="", title="“11·24”乙校事件"
    )
    tell(city, school)
    tell(city, other, "liwei", 10, sites=(Place("江滨中学", 10),), hospitals=())
    city.do(merging.merge, "zhoulan", other, school, "同一供餐单位，并案处置")
    return other


def test_merged_reports_add_up_and_what_is_not_told_is_counted_as_such(city, school):
    merged(city, school)
    both = known(city, school)
    assert (both.treated, figures(city, school)["treated"]) == (41, 41)
    assert numbers(city, school, Part.SITE) == {"育新学校": 31, "文昌小学": 0, "江滨中学": 10}
    assert [both.missing(part) for part in Part] == [0, 10, 0]


def test_one_report_on_all_replaces_them_and_splitting_restores(city, school):
    other = merged(city, school)
    tell(city, school, "liwei", 45)
    assert known(city, school).treated == 45 == figures(city, school)["treated"]
    city.do(merging.unmerge, "zhoulan", other, "查明不是同一供餐单位")
    assert (known(city, other).treated, figures(city, other)["treated"]) == (10, 10)


@pytest.mark.parametrize("login", ["chenyu", "zhoulan", "liwei", "maxiao"])
def test_who_is_at_work_on_it_tells(city, school, login):
    tell(city, school, login)
    assert known(city, school).treated == 31


def test_who_keeps_the_accounts_tells_nothing(city, school):
    with pytest.raises(RuleBroken):
        tell(city, school, "admin")
    assert known(city, school) is None


def test_the_meal_is_kept(city, school):
    at = city.db.clock()
    lunch = Meal("午餐", at - timedelta(hours=8), at - timedelta(hours=7))
    tell(city, school, meal=lunch)
    [report] = known(city, school).reports
    kept = Meal(report.meal, report.meal_from, report.meal_to)
    assert kept == lunch


def test_where_a_place_is_goes_by_what_is_told_now_then_by_what_is_known_best(city, school):
    """Told now, a place of the incident, an earlier report: whichever first has a position."""
    east, west = "990102", "990103"
    city.do(site.add_place, "maxiao", school, site.NewPlace("育新学校", east, 30.1, 120.2))
    city.do(site.add_place, "maxiao", school, site.NewPlace("文昌小学", west, None, None))
    earlier = (
        Place("育新学校", 31, west, 30.5, 120.5), Place("文昌小学", 0, east, 30.3, 120.3),
    )  # fmt: skip
    tell(city, school, sites=earlier, ago=5)

    def where(*sites):
        tell(city, school, sites=sites)
        return [(r.district, r.lat, r.lon) for r in known(city, school).counts[Part.SITE]]

    assert where(*earlier) == [(west, 30.5, 120.5), (east, 30.3, 120.3)]
    assert where(Place("育新学校", 31), Place("文昌小学", 0)) == [
        (east, 30.1, 120.2), (east, 30.3, 120.3),
    ]  # fmt: skip
    assert where(Place("育新学校", 31, west), Place("文昌小学", 0, None, 30.4, 120.4)) == [
        (west, 30.1, 120.2), (east, 30.4, 120.4),
    ]  # fmt: skip


def test_without_schools_nothing_is_said_of_how_many_are_concerned(city, school):
    tell(city, school, sites=())
    assert (figures(city, school)["treated"], figures(city, school)["schools"]) == (31, None)
