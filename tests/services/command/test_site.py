"""现场报告: one report is a count, a line of the log and the clock of its place."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.site import Mood, Watch
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.command.site import site_board, site_choices
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services import book
from commandcenter.services.command import obligations, site
from commandcenter.services.command.site import NewPlace, SiteReport
from commandcenter.services.incident import incidents
from commandcenter.store import journal
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.tables.every import JournalLineRow, ObligationRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow, TallyRow
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.store.verify import verify
from tests.city import EAST
from tests.field import add_people, ago

EVIL = "<b>\0=cmd()'; DROP TABLE site_report--\ud800</b>"


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


def board(city, incident, login="maxiao"):
    return city.ask(site_board, getattr(city, login), incident, city.db.clock())


def place_of(city, incident, label, login="maxiao"):
    return next(p for p in board(city, incident, login).places if p.label == label)


def offers(found):
    return [str(o.refusal) if o.refusal else "" for o in found.offers]


def report(city, incident, login="maxiao", **fields):
    values = {"mood": Mood.UNEASY, "place": "城东店", "head_count": 60}
    return city.do(site.report, login, incident, SiteReport(**(values | fields)))


def test_a_report_is_in_the_log_in_the_numbers_and_on_the_board(city, incident):
    report(city, incident, measures="设登记点", damage="玻璃门破损", needs="饮用水")
    [line] = [x for x in city.ask(log_lines, incident) if "城东店" in x.text]
    assert line.text == (
        "城东店：现场约 60 人，有不满情绪；损失：玻璃门破损；"
        "已采取措施：设登记点；需要支持：饮用水。"
    )
    assert city.ask(situation, incident, city.db.clock()).on_site.value == 60
    found = board(city, incident)
    assert (found.people, found.counted) == (60, 1)
    assert found.reports[0].by == "马骁"


def test_one_report_writes_one_line_of_the_journal_for_each_thing(city, incident):
    report(city, incident)
    with city.db.read() as session:
        kinds = session.scalars(
            select(JournalLineRow.kind).where(JournalLineRow.clause == "4.1(3)")
        ).all()
    assert sorted(kinds) == ["incident", "log", "site_report", "tally"]  # and its place was new


def test_a_place_that_a_report_names_is_one_of_the_incident_and_its_hours_run(city, incident):
    report(city, incident, "east", seen_at=ago(city, minutes=61))
    [place] = board(city, incident).places
    assert (place.label, place.watch, place.id) == ("城东店", Watch.LATE, 1)
    rows = city.ask(obligations_of, incident, city.db.clock())
    [hourly] = [r for r in rows if (r.code, r.state) == ("site_hourly", ObligationState.OPEN)]
    assert (hourly.about, hourly.due_at) == (f"place:{place.id}", place.due_at)
    report(city, incident, place="店")  # it is the one that is meant
    [again] = board(city, incident).places
    assert (again.id, again.watch, again.last.place) == (place.id, Watch.ON_TIME, "城东店")
    with city.db.read() as session:
        assert session.get_one(IncidentPlaceRow, place.id).district == EAST


def test_a_team_that_comes_again_late_reports_within_a_quarter_and_then_by_the_hour(city, incident):
    place = city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST, 30.2, 121.6))
    report(city, incident, place_id=place, seen_at=ago(city, minutes=200))
    report(city, incident, place_id=place, seen_at=ago(city, minutes=180), closes=True)
    put_team(city, incident, 30.2, 121.6, ago(city, minutes=30), place)
    back = place_of(city, incident, "广场")
    assert (back.watch, back.due_at - back.arrived_at) == (Watch.LATE, timedelta(minutes=15))
    report(city, incident, place_id=place)
    again = place_of(city, incident, "广场")
    assert (again.watch, again.due_at - again.last.seen_at) == (Watch.ON_TIME, timedelta(hours=1))
    rows = city.ask(obligations_of, incident, city.db.clock())
    late = [r for r in rows if r.code == "site_hourly" and r.is_late(city.db.clock())]
    assert [(r.state, r.start_at) for r in late] == [(ObligationState.DONE, back.arrived_at)]


def test_a_count_that_is_not_known_yet_is_said_so_and_not_counted(city, incident):
    report(city, incident, head_count=None)
    assert board(city, incident).counted == 0
    assert "现场人数正在核查" in city.ask(log_lines, incident)[0].text


def test_a_place_that_does_not_report_within_the_hour_is_late(city, incident):
    report(city, incident, seen_at=ago(city, minutes=59))
    assert place_of(city, incident, "城东店").watch is Watch.ON_TIME
    report(city, incident, place="城西店", seen_at=ago(city, minutes=61))
    late = place_of(city, incident, "城西店")
    assert late.watch is Watch.LATE
    assert late.due_at == late.last.seen_at + timedelta(minutes=60)
    assert board(city, incident).places[0].label == "城西店"  # what is late stands first


def test_what_is_late_waits_for_the_people_on_site_and_for_nobody_else(city, incident):
    report(city, incident, place="城西店", seen_at=ago(city, minutes=61))
    now = city.db.clock()

    def waits(login):
        items = city.ask(todo, getattr(city, login), now)
        return [item.subject_id for item in items if item.kind is TodoKind.SITE]

    assert waits("maxiao") == [place_of(city, incident, "城西店").id]
    assert waits("zhoulan") == waits("chenyu") == []


def test_a_team_that_leaves_ends_the_clock_until_a_team_comes_again(city, incident):
    place = city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST, 30.2, 121.6))
    report(city, incident, place_id=place, seen_at=ago(city, hours=2), closes=True, head_count=0)
    assert place_of(city, incident, "广场").watch is Watch.CLOSED
    put_team(city, incident, 30.2, 121.6, ago(city, minutes=20), place)
    again = place_of(city, incident, "广场")
    assert again.watch is Watch.LATE  # 15 minutes after the arrival
    assert again.teams == ("一队",)


def put_team(city, incident, lat, lon, at, place=None):
    with city.db.write() as session:
        here = {"lat": lat, "lon": lon, "place_id": place}
        session.add(TeamRow(incident_id=incident, label="一队", at=at, by="马骁", **here))
        book.record(session, city.maxiao, "team", incident, "placed", incident=incident)


def test_a_team_far_from_every_place_is_at_none(city, incident):
    city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST, 30.2, 121.6))
    put_team(city, incident, 30.3, 121.6, ago(city, minutes=20))
    assert place_of(city, incident, "广场").teams == ()
    assert board(city, incident).teams[0].place == ""


def test_a_team_is_where_it_was_said_to_be_and_a_place_that_is_near_is_proposed(city, incident):
    far = city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST, 30.2, 121.6))
    near = city.do(site.add_place, "maxiao", incident, NewPlace("城东店", EAST, 30.3, 121.6))
    place = partial(city.do, incidents.place_team, "maxiao", incident)
    place("一队", 30.302, 121.6)
    assert place_of(city, incident, "城东店").teams == ("一队",)
    place("二队", 30.302, 121.6, place_id=far, people=2)
    assert place_of(city, incident, "广场").teams == ("二队",)
    with city.db.read() as session:
        rows = session.scalars(select(TeamRow).order_by(TeamRow.id)).all()
    assert [(row.place_id, row.people) for row in rows] == [(near, None), (far, 2)]
    with pytest.raises(RuleBroken, match="999"):
        place("三队", 30.302, 121.6, place_id=999)
    with pytest.raises(RuleBroken, match="队伍人数"):
        place("三队", 30.302, 121.6, people=0)
    with pytest.raises(RuleBroken, match="纬度应在"):
        place("三队", 302.6, 121.6)


def test_nobody_is_at_a_place_only_without_a_team_a_report_and_a_count(city, incident):
    for label in ("广场", "城东店", "西店"):
        city.do(site.add_place, "maxiao", incident, NewPlace(label, EAST, 30.2, 121.6))
    assert {p.watch for p in board(city, incident).places} == {Watch.NOBODY}
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 60, " 城东店 ")
    city.do(incidents.place_team, "maxiao", incident, "一队", 30.9, 121.6, 1, 2)
    report(city, incident, place="西店")
    found = {p.label: p for p in board(city, incident).places}
    assert [found[x].watch for x in ("城东店", "广场", "西店")] == [Watch.ON_TIME] * 3
    assert found["城东店"].due_at is not None  # the first report is due as the book says


def test_the_county_reports_on_its_own_places_only(city, incident):
    report(city, incident, "east")
    with pytest.raises(RuleBroken, match="本县区"):
        report(city, incident, "west")
    with pytest.raises(RuleBroken, match="本县区"):  # of a place that has no county yet
        report(city, incident, "west", place="新店")
    west = city.do(site.add_place, "maxiao", incident, NewPlace("西店", "990103"))
    with pytest.raises(RuleBroken, match="本县区"):
        report(city, incident, "east", place_id=west)
    assert all("本县区" in words for words in offers(place_of(city, incident, "西店", "east")))
    assert place_of(city, incident, "城东店", "east").offers[0] == Offer("site_report")
    own = board(city, incident, "east").offers
    assert own == (Offer("place"), Offer("site_report"))


def test_who_is_not_on_site_reports_nothing_and_is_not_offered_it(city, incident):
    with pytest.raises(RuleBroken, match="现场处置组"):
        report(city, incident, "zhoulan")
    report(city, incident)
    office = board(city, incident, "zhoulan")
    assert [x.offers for x in (office, *office.places)] == [(), ()]
    on_site = board(city, incident, "maxiao")
    assert on_site.offers == (Offer("place"), Offer("site_report"))
    [place] = on_site.places
    assert [o.key for o in place.offers] == [
        "site_report",
        "team_arrived",
        "close_place",
        "take_out_place",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"head_count": -1}, "现场人数"),
        ({"head_count": 1_000_001}, "现场人数"),
        ({"place": " \0 "}, "地点"),
        ({"place": "字" * 61}, "60 字"),
        ({"measures": "字" * 1_001}, "1000 字"),
        ({"place_id": 999}, "999"),
    ],
)
def test_a_report_that_cannot_be_is_refused(city, incident, fields, words):
    with pytest.raises(RuleBroken, match=words):
        report(city, incident, **fields)
    assert board(city, incident).reports == ()


def test_a_report_of_the_future_is_refused(city, incident):
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        report(city, incident, seen_at=ago(city, minutes=-5))


def test_hostile_text_is_kept_as_text_and_a_long_report_is_cut_in_the_log_only(city, incident):
    report(city, incident, damage=EVIL, measures="长" * 900)
    kept = board(city, incident).reports[0]
    assert kept.damage == "<b>=cmd()'; DROP TABLE site_report--</b>"
    assert len(kept.measures) == 900
    assert len(city.ask(log_lines, incident)[0].text) == 500


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewPlace(" "), "地点名称"),
        (NewPlace("广场", "999999"), "999999"),
        (NewPlace("广场", EAST, 30.0), "同时填写"),
        (NewPlace("广场", EAST, 90.01, 121.0), "纬度"),
        (NewPlace("广场", EAST, 30.0, -180.01), "经度"),
        (NewPlace("广场", EAST, 30.0, float("nan")), "经度"),
    ],
)
def test_a_place_that_cannot_be_is_refused(city, incident, new, words):
    with pytest.raises(RuleBroken, match=words):
        city.do(site.add_place, "maxiao", incident, new)


def test_a_place_stands_once_and_is_offered_to_the_forms(city, incident):
    city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST, 90, -180))
    with pytest.raises(RuleBroken, match="已有地点“广场”"):
        city.do(site.add_place, "maxiao", incident, NewPlace(" 广场 "))
    choices = city.ask(site_choices, incident)
    assert "广场" in [place.label for place in choices.places]
    assert choices.districts[0][0] == EAST  # the county concerned first


def test_a_place_named_by_hand_is_the_incidents_place(city, incident):
    place = city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST))
    report(city, incident, place="广场 ")
    assert board(city, incident).reports[0].place_id == place


def test_an_archived_incident_takes_no_report_and_its_board_says_why(city, incident):
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ARCHIVED
        journal.record(session, city.chenyu, "incident", incident, "archived", incident=incident)
    with pytest.raises(RuleBroken, match="不能再登记"):
        report(city, incident)
    found = board(city, incident)
    assert len(found.offers) == 2
    assert all("不能再登记" in words for x in (found, *found.places) for words in offers(x))


def numbered(city, incident, number):
    return next((p for p in board(city, incident).places if p.id == number), None)


def test_a_place_added_by_mistake_is_taken_out_with_what_was_asked_of_it(city, incident):
    place = city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST))
    with pytest.raises(RuleBroken, match="理由"):
        city.do(site.take_out_place, "maxiao", place, " ")
    with pytest.raises(RuleBroken):
        city.do(site.take_out_place, "hewenjing", place, "重复登记")
    with pytest.raises(RuleBroken, match="没有编号为 99"):
        city.do(site.take_out_place, "maxiao", 99, "重复登记")
    assert numbered(city, incident, place) is not None
    city.do(site.take_out_place, "maxiao", place, "与城东店重复")
    assert numbered(city, incident, place) is None
    asked = select(ObligationRow.state).where(ObligationRow.about == f"place:{place}")
    assert set(city.ask(lambda s: s.scalars(asked).all())) <= {ObligationState.CEASED}
    [line] = city.ask(log_lines, incident)
    assert line.text == "撤销现场地点“广场”：与城东店重复"
    assert city.ask(verify).bad is None
    city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST))


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (
            lambda city, incident, place: report(city, incident, place_id=place),
            "现场报告、人数统计",
        ),
        (lambda city, incident, place: report(city, incident, place="广"), "现场报告"),
        (
            lambda city, incident, place: city.do(
                incidents.place_team, "maxiao", incident, "一队", 30.2, 121.6, place
            ),
            "队伍到场",
        ),
        (
            lambda city, incident, place: city.do(
                incidents.count_by_hand, "maxiao", incident, "on_site", 3, "广场"
            ),
            "人数统计",
        ),
        (lambda city, incident, place: note_of(city, place), "应办事项的说明"),
    ],
)
def test_a_place_that_the_record_speaks_of_stays(city, incident, use, words):
    place = city.do(site.add_place, "maxiao", incident, NewPlace("广场", EAST))
    use(city, incident, place)
    offered = next(o for o in numbered(city, incident, place).offers if o.key == "take_out_place")
    assert words in str(offered.refusal)
    with pytest.raises(RuleBroken, match=f"已有{words}"):
        city.do(site.take_out_place, "maxiao", place, "重复登记")
    assert numbered(city, incident, place) is not None


def note_of(city, place):
    asked = select(ObligationRow.id).where(ObligationRow.about == f"place:{place}")
    number = city.ask(lambda s: s.scalars(asked).first())
    city.do(obligations.note, "maxiao", number, "已派人")


def test_the_place_of_the_trader_stays(city):
    city.take_in(city.complaint("A"))
    place = board(city, city.register()).places[0]
    assert "涉事主体的场所" in offers(place)[3]
    with pytest.raises(RuleBroken, match="涉事主体的场所"):
        city.do(site.take_out_place, "maxiao", place.id, "重复登记")


def test_nobody_chosen_is_an_empty_board(city):
    assert board(city, None).places == ()


def test_a_place_is_reported_on_by_what_it_lacks(city, incident):
    number = city.do(site.add_place, "maxiao", incident, NewPlace("西店", "990103"))
    west = next(p for p in board(city, incident).places if p.id == number)
    assert offers(west) == ["", "本点没有坐标，不能登记队伍位置；请增加带坐标的地点。", "", ""]
    report(city, incident, place_id=number, closes=True)
    west = next(p for p in board(city, incident).places if p.id == number)
    assert west.watch is Watch.CLOSED
    assert offers(west)[2] == "本点已撤收，没有新到的队伍。"
    assert offers(west)[0] == ""
    nothing = board(city, None)
    assert nothing.offers == ()


def test_a_count_is_of_a_kind_that_there_is_a_number_that_can_be_and_kept_as_words(city, incident):
    for kind, value, place, words in (
        ("nonsense", 1, "", "没有“nonsense”这种计数"),
        ("on_site", -1, "", "应为 0 至 1000000"),
        ("on_site", 1_000_001, "", "应为 0 至 1000000"),
        ("treated", 1, " ", "来源"),
        ("on_site", 1, "店" * 61, "地点超过 60 字"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(incidents.count_by_hand, "liwei", incident, kind, value, place)
    for value, place in ((0, "店" * 60), (1_000_000, EVIL)):
        city.do(incidents.count_by_hand, "liwei", incident, "on_site", value, place)
    kept = city.ask(lambda s: s.scalars(select(TallyRow).order_by(TallyRow.id)).all())
    assert [(row.value, row.place) for row in kept] == [
        (0, "店" * 60), (1_000_000, "<b>=cmd()'; DROP TABLE site_report--</b>"),
    ]  # fmt: skip
