"""The six figures of an incident's own kind, and one reading of each wherever it is shown."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.incident.incident import Category
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.incident.tallies import tally_lines
from commandcenter.services.incident import facts, incidents, merging
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.releases.release_facts import known
from commandcenter.store.reports.report_facts import figures as report_figures
from commandcenter.store.tables.incident.incident import IncidentRow

FOOD = ["treated", "inpatient", "severe", "dead", "schools", "next_report"]


@pytest.fixture
def school(city):
    return city.register(categories=(Category.SAFETY,), kind="school_food", brand="")


def figures(city, incident):
    shown = city.ask(situation, incident, city.db.clock()).figures
    return {figure.code: figure.value for figure in shown}


def kind_of(city, incident):
    with city.db.read() as session:
        return session.get_one(IncidentRow, incident).kind


def test_the_figures_are_those_of_the_kind_in_its_order(city, school):
    assert list(figures(city, school)) == FOOD
    gym = city.register()
    assert list(figures(city, gym)) == [
        "complaints", "people", "amount", "on_site", "registered", "next_report",
    ]  # fmt: skip


def test_without_a_kind_the_categories_propose_one(city):
    assert kind_of(city, city.register(categories=(Category.SAFETY,))) == "food"
    assert kind_of(city, city.register()) == "prepaid"


def test_a_kind_that_the_plan_has_not_is_refused(city):
    with pytest.raises(RuleBroken):
        city.register(kind="ufo")


def test_a_hand_count_is_read_by_the_tile_and_by_the_matrix(city, school):
    city.do(incidents.count_by_hand, "liwei", school, "treated", 19, "市一院")
    city.do(incidents.count_by_hand, "liwei", school, "treated", 31, "市卫健委")
    assert figures(city, school)["treated"] == 31
    hurt = city.ask(grade_sheet, school, city.db.clock()).facts["hurt"]
    assert (hurt.value, hurt.held.source) == (31, "市卫健委")


def test_a_fact_that_is_stated_is_read_by_the_tile(city, school):
    now = city.db.clock()
    told = [NewFact("dead", 0, "市卫健委", now), NewFact("hurt", 23, "市卫健委", now)]
    city.do(facts.state_facts, "zhoulan", school, told)
    shown = figures(city, school)
    assert (shown["dead"], shown["treated"], shown["severe"]) == (0, 23, None)


def test_the_later_word_holds_and_one_that_is_checked_again_is_unknown(city, school):
    before = city.db.clock() - timedelta(minutes=10)
    city.do(incidents.count_by_hand, "liwei", school, "treated", 31, "市一院")
    city.do(facts.state_facts, "zhoulan", school, [NewFact("hurt", 19, "值班记录", before)])
    assert figures(city, school)["treated"] == 31
    city.do(
        facts.state_facts, "zhoulan", school, [NewFact("hurt", None, "市卫健委", city.db.clock())]
    )
    assert figures(city, school)["treated"] is None


def test_a_product_counts_its_traders_and_counties(city):
    incident = city.register(kind="product", districts=("990102", "990103"))
    city.take_in(
        city.complaint("a"),
        city.complaint("b", subject_name="另一家", brand="悦力工场", district="990103"),
    )
    shown = figures(city, incident)
    assert (shown["traders"], shown["counties"], shown["hurt"]) == (2, 2, None)


def test_a_live_stream_counts_the_share_from_elsewhere(city):
    incident = city.register(kind="livestream")
    assert figures(city, incident)["remote"] is None
    city.take_in(
        city.complaint("a"), city.complaint("b", other_province=True),
        city.complaint("c"), city.complaint("d"),
    )  # fmt: skip
    assert figures(city, incident)["remote"] == 25
    assert figures(city, incident)["opinions"] == 0


def test_two_sources_are_never_added_up_and_none_is_without_its_name(city, school):
    with pytest.raises(RuleBroken, match="来源"):
        city.do(incidents.count_by_hand, "liwei", school, "treated", 31)
    for value, source in ((19, "市一院"), (12, "市二院"), (31, "市卫健委")):
        city.do(incidents.count_by_hand, "liwei", school, "inpatient", value, source)
        assert figures(city, school)["inpatient"] == value


def test_each_word_on_a_figure_is_listed_and_one_of_them_counts(city, school):
    now = city.db.clock()
    city.do(incidents.count_by_hand, "liwei", school, "hurt", 19, "市一院")
    city.do(facts.state_facts, "zhoulan", school, [NewFact("hurt", 31, "市卫健委", now)])
    city.do(
        facts.state_facts,
        "zhoulan",
        school,
        [NewFact("hurt", 23, "医院", now - timedelta(hours=1))],
    )
    shown = figures(city, school)["treated"]
    lines = city.ask(lambda s: tally_lines(s, school, city.db.clock(), "treated"))
    assert {(line.value, line.place) for line in lines} == {
        (19, "市一院"), (31, "市卫健委"), (23, "医院"),
    }  # fmt: skip
    assert [line.value for line in lines if line.summed] == [shown]


def everywhere(city, incident):
    """The hurt on the tile, in the matrix, in a report, for the check of a release."""
    now = city.db.clock()
    with city.db.read() as session:
        row = session.get_one(IncidentRow, incident)
        known_now = known(session, Basis(row), now).figures
        return {
            "tile": figures(city, incident)["treated"],
            "matrix": grade_sheet(session, incident, now).facts["hurt"].value,
            "report": report_figures(session, row, now).get("hurt"),
            "release": next((int(f.value) for f in known_now if f.code == "fact.hurt"), None),
        }


@pytest.mark.parametrize("how", ["counted", "stated", "counted last", "checked again"])
def test_no_screen_or_paper_knows_another_number_of_the_hurt(city, school, how):
    assert set(everywhere(city, school).values()) == {None}

    def stated(value, at):
        city.do(facts.state_facts, "zhoulan", school, [NewFact("hurt", value, "市卫健委", at)])

    if how in ("stated", "counted last", "checked again"):
        stated(19, city.db.clock() - timedelta(minutes=5))
    if how in ("counted", "counted last"):
        city.do(incidents.count_by_hand, "liwei", school, "treated", 31, "市卫健委")
    if how == "checked again":
        stated(None, city.db.clock())
    expected = {"stated": 19, "checked again": None}.get(how, 31)
    assert set(everywhere(city, school).values()) == {expected}


def test_the_totals_of_two_incidents_add_up_until_one_is_told_of_both(city, school):
    other = city.register(
        categories=(Category.SAFETY,), kind="school_food", brand="", title="“11·24”乙校事件"
    )
    for incident, value in ((school, 31), (other, 10)):
        city.do(incidents.count_by_hand, "liwei", incident, "treated", value, "市卫健委")
    city.do(merging.merge, "zhoulan", other, school, "同一供餐单位，并案处置")
    assert figures(city, school)["treated"] == 41
    city.do(incidents.count_by_hand, "liwei", school, "treated", 45, "市卫健委")
    assert figures(city, school)["treated"] == 45
    city.do(merging.unmerge, "zhoulan", other, "查明不是同一供餐单位")
    assert figures(city, other)["treated"] == 10
