"""并案 and 拆分: complaints go in with an incident, and just these come out with it again."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.reports.pending import pending
from commandcenter.queries.seat.desk import desk_head
from commandcenter.services.complaints import joining
from commandcenter.services.guard import carried_incident
from commandcenter.services.incident import incident_moves, incidents, merging, response
from commandcenter.services.reports import reports
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.incident.family import carriers_of, family_of
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.verify import verify


def numbers(city, incident):
    """The numbers of the complaints that are in an incident."""
    with city.db.read() as session:
        held = joining.held_by(session, incident)
        rows = session.scalars(select(ComplaintRow.number).where(ComplaintRow.id.in_(held)))
        return set(rows)


def state(city, incident):
    with city.db.read() as session:
        return session.get_one(IncidentRow, incident).state


@pytest.fixture
def two(city):
    """One incident on each brand, with two complaints each and one in both."""
    city.take_in(
        city.complaint("a1"), city.complaint("a2"),
        city.complaint("b1", brand="乙"), city.complaint("b2", brand="乙"),
    )  # fmt: skip
    source = city.register(title="甲事件")
    target = city.register(title="乙事件", brand="乙")
    with city.db.read() as session:
        shared = session.scalars(select(ComplaintRow.id).where(ComplaintRow.number == "a2")).one()
    city.do(incidents.attach_complaints, "liwei", target, [shared])
    return source, target


def test_complaints_come_with_the_merge_and_go_with_its_undoing(city, two):
    source, target = two
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    assert state(city, source) is State.MERGED
    assert numbers(city, target) == {"a1", "a2", "b1", "b2"}
    assert city.ask(situation, target, city.db.clock()).counts.complaints == 4
    city.take_in(city.complaint("b3", brand="乙"))
    city.do(merging.unmerge, "zhoulan", source, "查明无关")
    assert state(city, source) is State.ASSESSING
    assert numbers(city, target) == {"a2", "b1", "b2", "b3"}  # a2 was there before the merge
    assert numbers(city, source) == {"a1", "a2"}
    assert city.ask(verify).bad is None


def test_a_merged_incident_goes_on_by_no_other_way_than_being_taken_out(city, two):
    source, target = two
    city.do(incidents.decide_grade, "chenyu", source, Level.III, "同意会商意见")
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    order = response.Activation("应急响应", Level.III, 7, "登记", "陈屿")
    for login, verb, *told in (
        ("zhoulan", incident_moves.verify_report),
        ("chenyu", incidents.decide_grade, Level.IV, "再定"),
        ("chenyu", response.activate, order),
    ):
        with pytest.raises(RuleBroken, match="已并案"):
            city.do(verb, login, source, *told)
    assert state(city, source) is State.MERGED


def test_what_comes_in_on_the_merged_brand_goes_on_and_leaves_with_it(city, two):
    source, target = two
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    city.take_in(city.complaint("a3"))
    assert "a3" in numbers(city, target)
    city.do(merging.unmerge, "zhoulan", source, "查明无关")
    assert numbers(city, source) == {"a1", "a2", "a3"}
    assert "a3" not in numbers(city, target)


def test_a_chain_of_merges_is_undone_from_its_end(city, two):
    source, target = two
    third = city.register(title="丙事件", brand="丙")
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    city.do(merging.merge, "zhoulan", target, third, "同一平台")
    city.take_in(city.complaint("a3"))
    assert numbers(city, third) == {"a1", "a2", "a3", "b1", "b2"}
    with pytest.raises(RuleBroken, match="请先拆分"):
        city.do(merging.unmerge, "zhoulan", source, "无关")
    city.do(merging.unmerge, "zhoulan", target, "无关")
    assert numbers(city, third) == set()
    city.do(merging.unmerge, "zhoulan", source, "无关")
    assert numbers(city, source) == {"a1", "a2", "a3"}
    assert numbers(city, target) == {"a2", "b1", "b2"}


def test_a_response_under_way_stands_still_while_merged_and_goes_on_after(city, two):
    source, target = two
    city.activate(source, Level.IV)
    with pytest.raises(RuleBroken, match="不低于"):
        city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    city.activate(target, Level.III)
    before = city.ask(checklist, source, city.db.clock()).steps
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    order = response.Change(Level.III, "x", 3, "y", "陈屿")
    with pytest.raises(RuleBroken, match="不在响应中"):
        city.do(response.raise_level, "chenyu", source, order)
    city.do(merging.unmerge, "zhoulan", source, "无关")
    assert state(city, source) is State.RESPONDING
    assert [s.id for s in city.ask(checklist, source, city.db.clock()).steps] == [
        s.id for s in before
    ]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda city, s, t: (s, s), "自身"),
        (lambda city, s, t: (s, 99), "没有编号"),
        (
            lambda city, s, t: (city.do(incident_moves.dismiss, "zhoulan", t, "x"), (s, t))[1],
            "不能并入",
        ),
        (
            lambda city, s, t: (city.do(incident_moves.dismiss, "zhoulan", s, "x"), (s, t))[1],
            "不能转为",
        ),
    ],
)
def test_a_merge_that_leads_nowhere_is_refused(city, two, spoil, words):
    with pytest.raises(RuleBroken, match=words):
        city.do(merging.merge, "zhoulan", *spoil(city, *two), "理由")


def test_merging_needs_reason_and_right_and_undoing_a_merge(city, two):
    source, target = two
    with pytest.raises(RuleBroken, match="并案理由"):
        city.do(merging.merge, "zhoulan", source, target, "")
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(merging.merge, "maxiao", source, target, "x")
    with pytest.raises(RuleBroken, match="无需拆分"):
        city.do(merging.unmerge, "zhoulan", source, "x")


def test_the_life_of_both_says_what_happened(city, two):
    source, target = two
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    with city.db.read() as session:
        rows = session.scalars(
            select(IncidentMoveRow).where(IncidentMoveRow.reason == "同一经营者")
        ).all()
        found = {(r.incident_id, r.other_incident, r.to_state) for r in rows}
    assert found == {(source, target, State.MERGED), (target, source, State.ASSESSING)}
    city.do(merging.unmerge, "zhoulan", source, "查明无关")
    assert told_last(city, source) == (State.MERGED, State.ASSESSING, "查明无关", "4.1(1)", target)
    assert told_last(city, target) == (
        State.ASSESSING, State.ASSESSING, "查明无关", "4.1(1)", source,
    )  # fmt: skip


def told_last(city, incident):
    """The newest of an incident's life: from where to where, why, by which clause, which other."""
    with city.db.read() as session:
        mine = select(IncidentMoveRow).where(IncidentMoveRow.incident_id == incident)
        row = session.scalars(mine.order_by(IncidentMoveRow.id.desc()).limit(1)).one()
        return row.from_state, row.to_state, row.reason, row.clause, row.other_incident


def test_complaints_are_taken_out_with_a_reason(city, two):
    source, _ = two
    with city.db.read() as session:
        held = joining.held_by(session, source)
    with pytest.raises(RuleBroken, match="原因"):
        city.do(incidents.detach_complaints, "liwei", source, held, " ")
    assert city.do(incidents.detach_complaints, "liwei", source, held[:1], "无关") == 1
    assert city.do(incidents.detach_complaints, "liwei", source, held[:1], "无关") == 0
    assert len(numbers(city, source)) == 1
    city.do(incidents.attach_complaints, "liwei", source, held)
    assert len(numbers(city, source)) == 2


def book(city, incident):
    """How each obligation stands, without the numbers of its rows."""
    rows = city.ask(obligations_of, incident, city.db.clock())
    return {row.key: (row.state, row.due_at, row.done_at, row.act_table) for row in rows}


def test_what_waits_for_a_signature_follows_to_the_target(city, two):
    source, target = two
    city.do(incidents.decide_grade, "chenyu", source, Level.III, "同意会商意见")
    report = city.do(reports.draft_first, "zhoulan", source)
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    assert "首报（送审稿）待签发" in [line.text for line in city.ask(pending, target)]
    city.do(reports.sign, "chenyu", report)
    assert not [line for line in city.ask(pending, target) if "首报" in line.text]
    with pytest.raises(RuleBroken, match="已并案"):  # what is new belongs to the target
        city.do(reports.draft_first, "zhoulan", source)
    assert city.ask(verify).bad is None


def test_hand_counts_add_up_in_the_target_and_part_with_the_source(city, two):
    source, target = two
    city.do(incidents.count_by_hand, "liwei", source, "on_site", 20, "甲店")
    city.do(incidents.count_by_hand, "liwei", target, "on_site", 35, "乙店")

    def on_site(incident):
        return city.ask(situation, incident, city.db.clock()).on_site.value

    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    assert on_site(target) == 55
    city.do(incidents.count_by_hand, "liwei", target, "on_site", 30, "乙店")
    assert on_site(target) == 50
    city.do(merging.unmerge, "zhoulan", source, "查明无关")
    assert (on_site(source), on_site(target)) == (20, 30)


def test_taken_out_again_both_books_stand_as_if_they_had_never_been_one(city, two):
    source, target = two
    before = book(city, source), book(city, target)
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    assert book(city, source) != before[0]
    city.do(merging.unmerge, "zhoulan", source, "查明无关")
    assert (book(city, source), book(city, target)) == before
    for incident in two:
        assert city.ask(differences, incident, city.db.clock()) == ()


def test_both_pages_say_where_an_incident_went_and_what_came(city, two):
    source, target = two
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    heads = [city.ask(desk_head, city.zhoulan, each, city.db.clock()) for each in two]
    assert [(head.merged_into, head.merged_from) for head in heads] == [
        ("乙事件", ()), ("", ("甲事件",)),
    ]  # fmt: skip
    city.do(merging.unmerge, "zhoulan", source, "查明无关")
    heads = [city.ask(desk_head, city.zhoulan, each, city.db.clock()) for each in two]
    assert [(head.merged_into, head.merged_from) for head in heads] == [("", ()), ("", ())]


def test_a_ring_that_a_hand_made_in_the_file_is_gone_round_once(city, two):
    source, target = two
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    with city.db.write() as session:
        session.get_one(IncidentRow, target).merged_into = source
        session.get_one(IncidentRow, target).state = State.MERGED
        session.flush()
        assert family_of(session, source) == tuple(sorted((source, target)))
        chain = carriers_of(session, session.get_one(IncidentRow, source))
        assert [row.id for row in chain] == [source, target]
        with pytest.raises(RuleBroken):
            carried_incident(session, source)
        session.rollback()
