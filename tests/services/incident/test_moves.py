"""An incident's life beside its levels: registered, filled in, verified, set aside, wound up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.queries.incident.incidents import current_incident, incident_head
from commandcenter.services.command import obligations, site
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, incidents, response
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.verify import verify
from tests.city import EAST

WEST = "990103"


def moves(city, incident):
    with city.db.read() as session:
        rows = session.scalars(
            select(IncidentMoveRow)
            .where(IncidentMoveRow.incident_id == incident)
            .order_by(IncidentMoveRow.id)
        )
        return [(r.from_state, r.to_state, r.reason, r.clause, r.by) for r in rows]


def verbs(city, incident):
    with city.db.read() as session:
        rows = session.scalars(
            select(JournalLineRow)
            .where(JournalLineRow.incident_id == incident, JournalLineRow.kind == "incident")
            .order_by(JournalLineRow.number)
        )
        return [row.verb for row in rows]


def row_of(city, incident):
    with city.db.read() as session:
        row = session.get_one(IncidentRow, incident)
        session.expunge(row)
        return row


def amendment(city, incident, **fields):
    row = row_of(city, incident)
    as_shown = incidents.Amendment(
        title=row.title,
        public_title=row.public_title,
        categories=tuple(Category(c) for c in row.categories),
        districts=tuple(row.districts),
        received_by_way=row.received_by_way,
        topic=row.topic,
        summary=row.summary,
        brand=row.brand,
        occurred_at=row.occurred_at,
        version=row.version,
    )
    return replace(as_shown, **fields)


def test_the_four_moments_are_kept_apart(city):
    occurred = city.db.clock() - timedelta(hours=2)
    incident = city.register(verified=False, occurred_at=occurred)
    row = row_of(city, incident)
    assert (row.occurred_at, row.verified_at, row.activated_at) == (occurred, None, None)
    city.do(incident_moves.verify_report, "liwei", incident)
    row = row_of(city, incident)
    assert row.received_at < row.verified_at
    assert row.verified_by == "李蔚"
    assert [m[1] for m in moves(city, incident)] == [State.REPORTED, State.ASSESSING]


@pytest.mark.parametrize("category", Category)
def test_an_incident_comes_in_by_each_door_without_a_complaint(city, category):
    incident = city.register(categories=(category,), brand="")
    assert city.ask(incident_head, incident).categories == (category,)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "事件名称"),
        ({"title": "闭" * 61}, "60"),
        ({"categories": ()}, "类别"),
        ({"districts": ()}, "县"),
        ({"districts": ("990199",)}, "县"),
        ({"received_by_way": ""}, "怎样得知"),
        ({"summary": "x" * 5_001}, "5000"),
    ],
)
def test_a_registration_is_refused_without_what_it_needs(city, fields, words):
    with pytest.raises(RuleBroken, match=words):
        city.register(**fields)


def test_neither_call_nor_event_lies_in_the_future(city):
    later = city.db.clock() + timedelta(hours=1)
    for fields in ({"received_at": later}, {"occurred_at": later}):
        with pytest.raises(RuleBroken, match="不能晚于现在"):
            city.register(**fields)


def test_the_rest_is_filled_in_later_and_brings_its_complaints(city):
    city.take_in(city.complaint("a1"), city.complaint("a2", brand="别家"))
    incident = city.register(brand="", summary="")
    new = amendment(
        city, incident, brand="悦力工场", summary="三店同时闭店", districts=(EAST, WEST),
        categories=(Category.CLUSTER, Category.ILLEGALITY),
    )  # fmt: skip
    city.do(incidents.amend, "liwei", incident, new)
    assert city.ask(incident_head, incident).categories[1] is Category.ILLEGALITY
    row = row_of(city, incident)
    assert (len(row.districts), row.summary) == (2, "三店同时闭店")
    assert city.ask(lambda s: len(incidents.joining.held_by(s, incident))) == 1
    assert verbs(city, incident) == ["registered", "amended"]


def test_who_fills_in_after_somebody_else_is_told(city):
    incident = city.register()
    stale = amendment(city, incident, summary="甲")
    city.do(incidents.amend, "liwei", incident, amendment(city, incident, summary="乙"))
    with pytest.raises(RuleBroken, match=r"李蔚 .*刚刚改过"):
        city.do(incidents.amend, "zhoulan", incident, stale)
    assert row_of(city, incident).summary == "乙"


def test_a_county_fills_in_its_own_only(city):
    with city.db.write() as session:
        new = people.NewPerson("shen", "沈立群")
        person = people.add_person(session, PROGRAM, new)
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=EAST)
    own = city.register("shen")
    city.do(incidents.amend, "shen", own, amendment(city, own, summary="到场核实"))
    with pytest.raises(RuleBroken, match="本县区"):
        city.do(incidents.amend, "shen", own, amendment(city, own, districts=(EAST, WEST)))
    other = city.register(districts=(WEST,))
    with pytest.raises(RuleBroken, match="本县区"):
        city.do(incidents.amend, "shen", other, amendment(city, other, districts=(EAST,)))


def test_hostile_words_are_kept_as_they_are(city):
    words = "<script>alert(1)</script> {x} '; DROP TABLE incident; --"
    incident = city.register(title=words, summary=words + "\0\ud800")
    row = row_of(city, incident)
    assert (row.title, row.summary) == (words, words)


def test_a_false_alarm_is_set_aside_with_its_ground_and_stays_so(city):
    city.take_in(city.complaint("a1"))
    incident = city.register()
    with pytest.raises(RuleBroken, match="依据"):
        city.do(incident_moves.dismiss, "zhoulan", incident, " ")
    city.do(incident_moves.dismiss, "zhoulan", incident, "三个号码反复投诉")
    assert moves(city, incident)[-1] == (
        State.ASSESSING, State.FALSE_ALARM, "三个号码反复投诉", "4.1(1)", "周岚"
    )  # fmt: skip
    assert city.ask(current_incident) is None
    for verb, arguments in [
        (incident_moves.dismiss, ("再次",)),
        (incident_moves.transfer, (incident_moves.Transfer("商务局", "x"),)),
        (incidents.amend, (amendment(city, incident, summary="x"),)),
        (incident_moves.begin_aftermath, ()),
    ]:
        with pytest.raises(RuleBroken, match="误报"):
            city.do(verb, "zhoulan", incident, *arguments)


def test_new_complaints_do_not_join_what_was_set_aside(city):
    incident = city.register()
    city.do(incident_moves.dismiss, "zhoulan", incident, "不属实")
    city.take_in(city.complaint("a1"))
    assert city.ask(lambda s: incidents.joining.held_by(s, incident)) == []


def test_an_incident_is_handed_to_the_body_it_belongs_to(city):
    incident = city.register()
    paper = incident_moves.Transfer(
        "市商务局", "预付卡监管职责", "澄市监移〔2026〕3号", "接收科 王工"
    )
    with pytest.raises(RuleBroken, match="接收单位"):
        city.do(incident_moves.transfer, "zhoulan", incident, replace(paper, to=""))
    with pytest.raises(RuleBroken, match="过长"):
        city.do(incident_moves.transfer, "zhoulan", incident, replace(paper, document="x" * 101))
    with pytest.raises(RuleBroken, match="过长"):
        city.do(incident_moves.transfer, "zhoulan", incident, replace(paper, received_by="x" * 51))
    assert row_of(city, incident).transferred_to is None
    paper = replace(paper, document="澄市监移\0〔2026〕3号", received_by="接收科 王工\ud800")
    city.do(incident_moves.transfer, "zhoulan", incident, paper)
    row = row_of(city, incident)
    assert (row.state, row.transferred_to) == (State.TRANSFERRED, "市商务局")
    reason = moves(city, incident)[-1][2]
    assert "澄市监移〔2026〕3号" in reason
    assert "王工" in reason


def test_what_is_responded_to_is_neither_false_nor_handed_away(city):
    incident = city.register()
    city.activate(incident)
    with pytest.raises(RuleBroken, match="不能转为“误报”"):
        city.do(incident_moves.dismiss, "zhoulan", incident, "x")
    with pytest.raises(RuleBroken, match="不能转为“已移送”"):
        city.do(incident_moves.transfer, "zhoulan", incident, incident_moves.Transfer("x", "y"))


def test_the_aftermath_begins_after_the_end_only(city):
    incident = city.register()
    city.activate(incident)
    with pytest.raises(RuleBroken, match="不能转为“后期处置”"):
        city.do(incident_moves.begin_aftermath, "zhoulan", incident)
    city.do(response.end_response, "chenyu", incident, response.Ending("已平息", "陈屿"))
    city.do(incident_moves.begin_aftermath, "zhoulan", incident)
    assert moves(city, incident)[-1][:2] == (State.ENDED, State.AFTERMATH)


def test_the_last_move_notes_who_closed_the_case_and_when(city):
    incident = city.register()
    city.activate(incident)
    city.do(response.end_response, "chenyu", incident, response.Ending("已平息", "陈屿"))
    city.do(incident_moves.begin_aftermath, "zhoulan", incident)
    with city.db.write() as session:
        row = session.get_one(IncidentRow, incident)
        incident_moves.move(session, city.luomin, row, State.ARCHIVED, "台账均已办结", "5.3")
    row = row_of(city, incident)
    assert (row.closed_by, row.closed_at is not None) == ("罗敏", True)
    assert verbs(city, incident) == [
        "registered", "grade suggested", "grade decided", "activated", "ended",
        "aftermath begun", "archived",
    ]  # fmt: skip
    assert city.ask(verify).bad is None


def test_a_county_still_closes_its_tasks_after_the_end_of_its_response(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("shen", "沈立群"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=EAST)
    incident = city.register()
    city.activate(incident, Level.IV)
    city.do(response.end_response, "chenyu", incident, response.Ending("已平息", "陈屿"))
    task = city.obligation(incident, "return_equipment")
    city.do(obligations.close_by_hand, "shen", task, "装备已清点入库，无损耗")
    with city.db.read() as session:
        assert session.get_one(ObligationRow, task).state is ObligationState.DONE


def test_nobody_without_the_right_settles_where_an_incident_goes(city):
    incident = city.register()
    for verb, arguments in [
        (incident_moves.dismiss, ("x",)),
        (incident_moves.transfer, (incident_moves.Transfer("x", "y"),)),
        (incident_moves.begin_aftermath, ()),
    ]:
        with pytest.raises(RuleBroken, match="总指挥"):
            city.do(verb, "maxiao", incident, *arguments)
    assert len(moves(city, incident)) == 1


def test_the_known_traders_of_its_brand_are_the_places_of_an_incident_once(city):
    city.take_in(
        city.complaint("a1", subject_name="悦力工场（城西店）", district=WEST),
        city.complaint("a2", subject_name="悦力工场（城东店）"),
        city.complaint("a3", subject_name="和顺酒楼", brand="和顺"),
    )
    with city.db.write() as session:
        west = session.scalars(select(SubjectRow).where(SubjectRow.district == WEST)).one()
        west.lat, west.lon = 30.21, 121.61
        journal.record(session, PROGRAM, "subject", west.id, "corrected")
    incident, place = city.register(brand=""), IncidentPlaceRow
    city.do(site.add_place, "maxiao", incident, site.NewPlace("市民广场"))  # of no trader

    def places():
        wanted = select(place.label, place.district, place.lat, place.lon, SubjectRow.name)
        joined = wanted.join(SubjectRow, SubjectRow.id == place.subject_id)
        rows = joined.where(place.incident_id == incident).order_by(place.id)
        return [tuple(row) for row in city.ask(lambda s: s.execute(rows).all())]

    assert places() == []
    for brand in ("悦力工场", "", "悦力工场"):
        city.do(incidents.amend, "liwei", incident, amendment(city, incident, brand=brand))
        assert places() == [
            (name, district, *spot, name)
            for name, district, spot in (
                ("悦力工场（城西店）", WEST, (30.21, 121.61)),
                ("悦力工场（城东店）", EAST, (None, None)),
            )
        ]


def test_a_brand_that_is_named_after_the_end_brings_nothing_in_any_more(city):
    city.take_in(city.complaint("a1"))
    incident = city.register(brand="")
    city.activate(incident)
    city.do(response.end_response, "chenyu", incident, response.Ending("已平息", "陈屿"))
    for brand in ("悦力工场", "悦力工场"):  # another one, and the same again
        new = amendment(city, incident, brand=brand)
        city.do(incidents.amend, "liwei", incident, new)
    assert row_of(city, incident).brand == "悦力工场"
    assert city.ask(lambda s: incidents.joining.held_by(s, incident)) == []


def test_the_kind_is_as_it_was_entered_until_another_is(city):
    entered = city.register(categories=(Category.SAFETY,), kind="school_food", brand="")
    assert row_of(city, entered).kind == "school_food"
    for said, kept in (("", "school_food"), ("food", "food"), ("", "food")):
        new = amendment(city, entered, kind=said, summary=f"改为{said}")
        city.do(incidents.amend, "liwei", entered, new)
        assert row_of(city, entered).kind == kept
    with pytest.raises(RuleBroken, match="预案里没有“circus”这一事件种类"):
        city.do(incidents.amend, "liwei", entered, amendment(city, entered, kind="circus"))


def test_who_changed_an_incident_is_not_who_did_something_else_of_its_number(city):
    incident = city.register(summary="丙")
    stale = amendment(city, incident, summary="甲")
    city.do(incidents.amend, "liwei", incident, amendment(city, incident, summary="乙"))
    with city.db.write() as session:
        journal.record(session, city.chenyu, "release", incident, "drafted")
    with pytest.raises(RuleBroken, match=r"李蔚 .*刚刚改过本事件"):
        city.do(incidents.amend, "liwei", incident, stale)


def test_what_the_program_itself_changed_since_names_nobody(city):
    with city.db.write() as session:
        new = incidents.NewIncident(
            "闭店事件", "闭店事件", (Category.CLUSTER,), (EAST,),
            city.db.clock() - timedelta(minutes=1), "12315 电话", verified=True,
        )  # fmt: skip
        incident = incidents.register(session, replace(city.liwei, login="wall"), new)
    stale = amendment(city, incident, summary="甲", version=0)
    with pytest.raises(RuleBroken, match="他人刚刚改过本事件，请核对后再改"):
        city.do(incidents.amend, "liwei", incident, stale)


def test_limits_count_from_when_the_bureau_knew_first(city):
    known = city.db.clock() - timedelta(hours=1)
    later, sooner = city.register(), city.register(known_at=known)
    assert row_of(city, sooner).known_at == known
    with city.db.read() as session:
        due = func.min(ObligationRow.due_at)
        late, early = (
            session.scalar(select(due).where(ObligationRow.incident_id == number))
            for number in (later, sooner)
        )
    assert early < late
    with pytest.raises(RuleBroken, match="最早获知时间不能晚于接报时间"):
        city.register(known_at=city.db.clock() + timedelta(minutes=1))


def test_when_it_was_first_known_is_corrected_with_a_reason_that_is_kept(city):
    incident = city.register()
    known = row_of(city, incident).received_at - timedelta(hours=2)
    with pytest.raises(RuleBroken, match="改动最早获知时间的理由"):
        city.do(incidents.amend, "liwei", incident, amendment(city, incident, known_at=known))
    after = row_of(city, incident).received_at + timedelta(minutes=1)
    wrong = amendment(city, incident, known_at=after, known_why="误")
    with pytest.raises(RuleBroken, match="不能晚于接报时间"):
        city.do(incidents.amend, "liwei", incident, wrong)
    right = amendment(city, incident, known_at=known, known_why="县局值班员先接到电话")
    city.do(incidents.amend, "liwei", incident, right)
    assert row_of(city, incident).known_at == known
    with city.db.read() as session:
        moves = session.scalars(
            select(IncidentMoveRow).where(IncidentMoveRow.incident_id == incident)
        )
        newest = max(moves, key=lambda move: move.id)
        assert newest.reason.endswith("：县局值班员先接到电话")
        assert (newest.from_state, newest.by) == (newest.to_state, "李蔚")
