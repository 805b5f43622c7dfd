from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.site import Mood
from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.incident.facts import NewFact, Origin
from commandcenter.domain.level import Level
from commandcenter.domain.times import clock_zh
from commandcenter.queries.command.map_picture import map_picture
from commandcenter.queries.incident.fact_data import MEDIA_RANKS
from commandcenter.queries.incident.figure_rows import figure_rows
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.services.command import site
from commandcenter.services.incident import facts, incidents
from commandcenter.store import journal
from commandcenter.store.incident.counties import where_words
from commandcenter.store.reports.report_facts import figures as report_figures
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from tests.past import past


def sheet(city, incident):
    return city.ask(grade_sheet, incident, city.db.clock())


def state(city, incident, login="zhoulan", **values):
    now = city.db.clock()
    told = [NewFact(code, value, "电话核实", now) for code, value in values.items()]
    return city.do(facts.state_facts, login, incident, told)


def put(city, row):
    """A row of another part of the program, under a line of its own."""
    with city.db.write() as session:
        session.add(row)
        journal.record(
            session, city.liwei, "note", row.incident_id, "put", incident=row.incident_id
        )


def opinion(city, incident, media, outlet="某台"):
    now = city.db.clock()
    put(
        city,
        OpinionRow(
            incident_id=incident,
            source=outlet,
            media=media,
            title="t",
            link="",
            summary="",
            tone="neutral",
            false_claim=False,
            published_at=now,
            found_at=now,
            found_by="x",
            state="open",
            answer="",
            referred_to="",
        ),
    )


def site_report(city, incident, heads, minutes_ago):
    at = city.db.clock() - timedelta(minutes=minutes_ago)
    seen = site.SiteReport(Mood.CALM, place="城西店", head_count=heads, seen_at=at)
    city.do(site.report, "maxiao", incident, seen)


def test_without_a_word_everything_is_unknown(city):
    incident = city.register()
    found = sheet(city, incident)
    assert {code for code, fact in found.facts.items() if fact.held} == {"counties"}
    assert found.advice.level is None


def test_complainants_are_people_of_this_province_in_the_last_day(city):
    exported = city.db.clock() - timedelta(minutes=16)
    city.take_in(
        city.complaint("a1"),
        city.complaint("a2", complainant=city.complaint("a1").complainant),
        city.complaint("a3", minutes_ago=23 * 60),
        city.complaint("old", minutes_ago=25 * 60),
        city.complaint("far", other_province=True),
        city.complaint("none", complainant=type(city.complaint("x").complainant)()),
        exported_to={Source.PLATFORM: exported},
    )
    fact = sheet(city, city.register()).facts["complainants"]
    assert (fact.value, fact.held.origin) == (2, Origin.DATA)
    assert fact.held.newest == exported
    assert f"12315导至{clock_zh(exported)}" in fact.held.source
    assert fact.held.note == "异地 1 人另列；1 件没有联系方式，未计入"
    assert "12315" in fact.held.source


def test_money_is_unknown_while_nobody_named_an_amount(city):
    city.take_in(city.complaint("a", amount_cents=None))
    incident = city.register()
    assert sheet(city, incident).facts["amount_yuan"].held is None
    city.take_in(city.complaint("b", amount_cents=199), city.complaint("c", amount_cents=1_000))
    held = sheet(city, incident).facts["amount_yuan"].held
    assert (held.value, held.note) == (11, "1 件未说明金额")


def test_elderly_and_children_are_counted_only_where_records_name_groups(city):
    city.take_in(city.complaint("a"), city.complaint("b"))
    incident = city.register()
    assert sheet(city, incident).facts["elderly_percent"].held is None
    city.take_in(
        city.complaint("c", special_group="老人"), city.complaint("d", special_group="儿童")
    )
    found = sheet(city, incident).facts
    assert (found["elderly_percent"].value, found["minors_percent"].value) == (25, 25)


def test_the_newest_head_counts_of_all_places_hold_whoever_made_them(city):
    incident = city.register()
    assert sheet(city, incident).facts["on_site"].held is None
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 60, "城东店")
    site_report(city, incident, heads=15, minutes_ago=5)
    held = sheet(city, incident).facts["on_site"].held
    assert (held.value, held.source) == (75, "现场清点（城西店15人、城东店60人）")
    assert held.as_of < city.db.clock() - timedelta(minutes=4)  # no part of it is older
    site_report(city, incident, heads=12, minutes_ago=0)
    found = sheet(city, incident).facts
    held = found["on_site"].held
    assert (held.value, held.source) == (72, "现场清点（城东店60人、城西店12人）")
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 8, "城东店")
    assert sheet(city, incident).facts["on_site"].value == 20
    assert found["gathered"].value == 1
    state(city, incident, on_site=0)
    assert sheet(city, incident).facts["gathered"].value == 0


def test_the_gravest_medium_of_the_opinions_holds_and_none_is_not_nothing(city):
    incident = city.register()
    assert sheet(city, incident).facts["media"].held is None
    opinion(city, incident, "self", "某短视频号")
    assert sheet(city, incident).facts["media"].value == 0
    opinion(city, incident, "central", "央视")
    opinion(city, incident, "local", "本地论坛")
    found = sheet(city, incident)
    assert (found.facts["media"].value, found.facts["media"].held.source) == (3, "舆情登记（央视）")
    assert found.advice.level is Level.II


def test_counties_are_those_with_rows_and_until_then_those_of_the_registration(city):
    incident = city.register(districts=("990102", "990122"))
    assert said_of_counties(city, incident) == (2, "事件登记的县区", ["城东区", "南浦县"])
    put(city, IncidentPlaceRow(incident_id=incident, label="城西店", district="990103"))
    assert said_of_counties(city, incident) == (1, "投诉登记、涉事场所", ["城西区"])
    city.take_in(city.complaint("w", district="990102"))
    with city.db.read() as session:
        complaints = list(session.scalars(select(ComplaintRow.id)))
    city.do(incidents.attach_complaints, "liwei", incident, complaints)
    assert said_of_counties(city, incident) == (2, "投诉登记、涉事场所", ["城东区", "城西区"])


def said_of_counties(city, incident):
    """The number and its source on the sheet of grading, the counties that the map marks; the
    report's words, the tile and the rows behind it are the same."""
    at = city.db.clock()
    held = sheet(city, incident).facts["counties"]
    shades = city.ask(map_picture, incident, at).districts
    named = [shade.name for shade in shades if shade.concerned]
    with city.db.read() as session:
        row = session.get_one(IncidentRow, incident)
        assert where_words(session, row, at).partition("（")[0] == "、".join(named)
        assert report_figures(session, row, at)["counties"] == held.value
    rows = city.ask(figure_rows, city.chenyu, incident, "counties", at)
    assert [line.districts for line in rows.lines] == [(name,) for name in named]
    return held.value, held.held.source, named


def test_a_later_word_beats_the_data_and_both_are_on_the_sheet(city):
    exported = city.db.clock() - timedelta(minutes=16)
    city.take_in(city.complaint("a1"), exported_to={Source.PLATFORM: exported})
    incident = city.register()
    state(city, incident, complainants=312)
    fact = sheet(city, incident).facts["complainants"]
    assert (fact.value, fact.held.by, fact.other.value) == (312, "周岚", 1)
    city.take_in(city.complaint("a2"), exported_to={Source.PLATFORM: city.db.clock()})
    fact = sheet(city, incident).facts["complainants"]
    assert (fact.value, fact.other.value) == (2, 312)


def test_fifty_eight_pupils_touch_the_second_level_by_the_school_rule(city):
    incident = city.register()
    state(city, incident, hurt=31, school_hurt=31, dead=0)
    assert sheet(city, incident).advice.level is Level.IV
    state(city, incident, hurt=58, school_hurt=58, dead=0)
    found = sheet(city, incident)
    assert found.advice.level is Level.II
    touched = [each for each in found.advice.touched if each.level is Level.II]
    [hurt] = [each for each in touched if each.code == "hurt"]
    assert hurt.met == ({"school_hurt": 50},)
    assert "T6" in hurt.source
    assert hurt.proposal
    assert found.record["suggested"] == "II"
    assert [s.value for s in found.statements if s.code == "hurt"] == [58, 31]


def test_the_past_shows_the_facts_and_the_advice_of_then(city):
    incident = city.register()
    state(city, incident, hurt=31, school_hurt=31, dead=0)
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 4)
    then = city.db.clock()
    live = city.ask(grade_sheet, incident, then)
    state(city, incident, hurt=58, school_hurt=58)
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 400)
    opinion(city, incident, "central")
    replayed = past(city.db, incident, then)
    try:
        with replayed.read() as session:
            assert grade_sheet(session, incident, then) == live
    finally:
        replayed.close()
    assert sheet(city, incident).advice.level is Level.II


def test_a_suggestion_keeps_the_facts_it_rests_on(city):
    incident = city.register()
    state(city, incident, hurt=58, school_hurt=58)
    record = sheet(city, incident).record
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "会商意见", record)
    state(city, incident, hurt=66, school_hurt=66)
    [step] = sheet(city, incident).history
    assert (step.level, step.suggested, step.by) == (Level.III, Level.II, "周岚")
    assert {f.code: f.value for f in step.facts}["hurt"] == 58
    assert sheet(city, incident).suggestion == step
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意会商意见")
    assert sheet(city, incident).suggestion is None


@pytest.mark.parametrize("media", ["self", "local", "city", "province", "central"])
def test_every_medium_of_an_opinion_has_its_rank(city, media):
    from commandcenter.domain.command.opinion import Media

    assert {each.value for each in Media} == set(MEDIA_RANKS)
    assert media in MEDIA_RANKS
