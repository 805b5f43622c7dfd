"""Signals are triaged by people: verified, then excluded, watched, or assessed to an incident."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.org import Role
from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.seat import people
from commandcenter.services.watch import signals
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import complaint_ids, last_judging
from tests.city import EAST
from tests.signals import put_signal


@pytest.fixture
def signal(city):
    return put_signal(city)


def row(city, signal):
    with city.db.read() as session:
        return session.get_one(SignalRow, signal)


def acts(city, signal):
    with city.db.read() as session:
        notes = select(SignalNoteRow).where(SignalNoteRow.signal_id == signal)
        return [(n.act, n.by, n.words) for n in session.scalars(notes.order_by(SignalNoteRow.id))]


def lines(city):
    with city.db.read() as session:
        found = select(JournalLineRow).where(JournalLineRow.kind == "signal")
        return [
            (line.actor, line.verb, line.clause)
            for line in session.scalars(found.order_by(JournalLineRow.number))
        ]


def assessed(city, signal):
    city.do(signals.verify, "liwei", signal, TriageNote("电话回访三人，均称门店关门"))
    city.do(signals.assess, "zhoulan", signal, TriageNote("同一主体，持续增加"))


def new_incident(city, **fields):
    values = {
        "title": "悦力工场健身退费投诉",
        "public_title": "某健身机构退费投诉",
        "categories": (),
        "districts": (EAST,),
        "received_at": city.db.clock(),
        "received_by_way": "监测提示",
    }
    return incidents.NewIncident(**(values | fields))


def test_each_act_leaves_who_when_what_and_one_line(city, signal):
    assessed(city, signal)
    assert row(city, signal).state is SignalState.ASSESSING
    assert acts(city, signal)[1:] == [
        (SignalAct.VERIFIED, "李蔚", "电话回访三人，均称门店关门"),
        (SignalAct.ASSESSED, "周岚", "同一主体，持续增加"),
    ]
    assert lines(city) == [
        ("", "found", "3.1(1)"),
        ("liwei", "verified", "3.1(1)"),
        ("zhoulan", "assessed", "3.1(1)"),
    ]


def test_what_nobody_verified_is_not_judged(city, signal):
    for verb in (signals.exclude, signals.watch, signals.assess):
        with pytest.raises(RuleBroken, match="尚未核实，请先核实"):
            city.do(verb, "liwei", signal, TriageNote("看过"))
    with pytest.raises(RuleBroken, match="请填写核实情况"):
        city.do(signals.verify, "liwei", signal, TriageNote(" "))


def test_what_was_excluded_can_be_taken_up_again(city, signal):
    city.do(signals.verify, "liwei", signal, TriageNote("三人系同一号码"))
    city.do(signals.exclude, "liwei", signal, TriageNote("重复投诉"))
    assert row(city, signal).state is SignalState.EXCLUDED
    with pytest.raises(RuleBroken, match="处于“已排除”（李蔚 "):
        city.do(signals.assess, "zhoulan", signal, TriageNote("还是要看"))
    city.do(signals.verify, "zhoulan", signal, TriageNote("另有两人来电"))
    assert row(city, signal).state is SignalState.VERIFYING


def test_who_watches_says_how_many_he_saw(city, signal):
    city.do(signals.verify, "liwei", signal, TriageNote("已了解"))
    with city.db.write() as session:  # the watch counts on while the form is open
        session.get_one(SignalRow, signal).observed = 5
        signals.book.record(session, PROGRAM, "signal", signal, "grew")
    city.do(signals.watch, "liwei", signal, TriageNote("暂不处理", observed=3))
    assert row(city, signal).judged_observed == 3
    assert row(city, signal).state is SignalState.WATCHING


def test_who_comes_second_is_told_who_was_first(city, signal):
    city.do(signals.verify, "liwei", signal, TriageNote("核实完毕", seen=0))
    with pytest.raises(RuleBroken, match=r"李蔚 .* 已先一步办理了这条提示（核实）"):
        city.do(signals.verify, "zhoulan", signal, TriageNote("我也核实", seen=0))
    seen = city.ask(last_judging, signal).id
    city.do(signals.assess, "zhoulan", signal, TriageNote("需要预警", seen=seen))


def test_an_incident_opened_from_a_signal_has_its_complaints(city, signal):
    assessed(city, signal)
    said = TriageNote("人数达到群体投诉")
    incident = city.do(signals.open_incident, "zhoulan", signal, new_incident(city), said)
    shown = row(city, signal)
    assert (shown.state, shown.incident_id) == (SignalState.INCIDENT, incident)
    with city.db.read() as session:
        opened = session.get_one(IncidentRow, incident)
        joined = session.scalars(
            select(IncidentComplaintRow.complaint_id).where(
                IncidentComplaintRow.incident_id == incident
            )
        )
        assert sorted(joined) == sorted(complaint_ids(session, signal))
        assert opened.categories == [Category.CLUSTER.value]
        assert opened.state is State.REPORTED
    with pytest.raises(RuleBroken, match="处于“已转事件”（周岚 "):
        city.do(signals.open_incident, "zhoulan", signal, new_incident(city), said)


def test_a_signal_can_join_an_incident_that_is_open(city, signal):
    incident = city.register(brand="")
    assessed(city, signal)
    city.do(signals.join_incident, "zhoulan", signal, incident, TriageNote("同一事件"))
    assert row(city, signal).incident_id == incident
    with city.db.read() as session:
        held = session.scalars(select(IncidentComplaintRow.complaint_id)).all()
        assert sorted(held) == sorted(complaint_ids(session, signal))


def test_a_merged_signal_counts_in_the_other_until_it_is_taken_out(city, signal):
    other = put_signal(city, ("u1", "u2"), title="悦力工场健身（城西店）")
    city.do(signals.merge, "liwei", other, signal, TriageNote("同一品牌"))
    assert len(city.ask(complaint_ids, signal)) == 5
    assert [act for act, _, _ in acts(city, signal)] == [SignalAct.FOUND, SignalAct.TOOK_IN]
    with pytest.raises(RuleBroken, match=r"已并入其他提示（李蔚 .*），请在并入的提示中办理"):
        city.do(signals.verify, "liwei", other, TriageNote("再看"))
    city.do(signals.take_out, "zhoulan", other, TriageNote("并非同一法人"))
    assert len(city.ask(complaint_ids, signal)) == 3
    assert row(city, other).state is SignalState.NEW
    assert row(city, other).merged_into is None


def test_signals_merge_into_what_is_still_there(city, signal):
    second, third = put_signal(city, ("u1",)), put_signal(city, ("v1",))
    with pytest.raises(RuleBroken, match="不能并入自身"):
        city.do(signals.merge, "liwei", signal, signal, TriageNote("同一"))
    city.do(signals.merge, "liwei", second, signal, TriageNote("同一品牌"))
    with pytest.raises(RuleBroken, match="本身已并入其他提示"):
        city.do(signals.merge, "liwei", third, second, TriageNote("同一品牌"))
    with pytest.raises(RuleBroken, match="本身已并入其他提示"):
        city.do(signals.merge, "liwei", signal, second, TriageNote("反过来"))
    city.do(signals.merge, "liwei", third, signal, TriageNote("同一品牌"))
    assert len(city.ask(complaint_ids, signal)) == 5


def test_a_county_triages_what_lies_in_its_own_district(city, signal):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东局"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    city.do(signals.verify, "east", signal, TriageNote("已到店核实"))
    across = put_signal(city, ("w1",), districts=[EAST, "990103"])
    with pytest.raises(RuleBroken, match="县区局的权限限于本县区"):
        city.do(signals.verify, "east", across, TriageNote("已核实"))


def test_a_signal_is_taken_out_for_a_reason_alone(city, signal):
    merged = put_signal(city, ("t1", "t4"), state=SignalState.MERGED, merged_into=signal)
    with pytest.raises(RuleBroken, match="拆出的理由"):
        city.do(signals.take_out, "zhoulan", merged, TriageNote(" "))
    city.do(signals.take_out, "zhoulan", merged, TriageNote("另一件事"))
    assert row(city, merged).merged_into is None
