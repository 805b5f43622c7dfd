"""Signals and warnings as they are shown: counts, course, past ones, who must act."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.org import Role
from commandcenter.domain.watch.signal import Detector, SignalAct, SignalState
from commandcenter.domain.watch.warning import WarningAct
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.watch.signals import signal_board, signal_detail, signals_waiting
from commandcenter.queries.watch.warning_detail import warning_detail, warning_form
from commandcenter.queries.watch.warnings import warning_board
from commandcenter.services import book
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.services.watch import signals, talks, warning_steps, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.services.watch.warnings import Draft, Signature
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from tests.as_it_lies import reading_as_it_lies
from tests.city import EAST
from tests.signals import put_signal

WEST = "990103"
OF_THE_PAGE = frozenset(
    {
        TodoKind.TRIAGE, TodoKind.SIGN_WARNING, TodoKind.AMEND_WARNING, TodoKind.WARNING_STEP,
        TodoKind.PROMISE, TodoKind.SIGNAL_PROMISE,
    }
)  # fmt: skip


@pytest.fixture
def signal(city):
    return put_signal(city, ("t1", "t2", "t3", "t4"))


def now(city):
    return city.db.clock()


def detail(city, signal, login="liwei"):
    return city.ask(signal_detail, getattr(city, login), signal, now(city))


def board(city, login="liwei"):
    return city.ask(signal_board, getattr(city, login), now(city))


def judged(city, signal, *verbs):
    for verb, words in verbs:
        city.do(verb, "zhoulan", signal, TriageNote(words))


def warned(city, signal):
    judged(city, signal, (signals.verify, "已回访"), (signals.assess, "需要预警"))
    form = city.ask(warning_form, signal, now(city))
    draft = Draft(form.items, form.districts, form.subject_id)
    return city.do(warnings.draft, "zhoulan", draft, signal, TriageNote("人数增加"))


def issued(city, signal):
    warning = warned(city, signal)
    city.do(warnings.issue, "chenyu", warning, Signature("陈屿"))
    return warning


def test_a_signal_says_how_many_against_what_is_usual(city, signal):
    (line,) = board(city).waiting
    assert (line.usual, line.places, line.found_by) == (
        "平时 0.4 件，现 4 件",
        "城东区",
        "苗头规则",
    )
    shown = detail(city, signal)
    assert (shown.counts.complaints, shown.counts.people, len(shown.ids)) == (4, 4, 4)
    assert shown.hourly is False
    assert sum(each.count for each in shown.bins) == 4
    assert sorted(i for each in shown.bins for i in each.ids) == sorted(shown.ids)
    assert dict(shown.facts)["统计检验"] == "p = 6.3e-07"
    assert "p =" not in line.words + line.usual


def test_the_bars_of_a_signal_name_their_complaints_the_oldest_first(city, signal):
    """They came in with the newest first."""
    with city.db.read() as session:
        row = ComplaintRow
        oldest_first = session.scalars(select(row.id).order_by(row.registered_at)).all()
    assert oldest_first == sorted(oldest_first, reverse=True)
    with reading_as_it_lies(city.db) as session:
        bins = signal_detail(session, city.liwei, signal, now(city)).bins
    for each in bins:
        assert list(each.ids) == [i for i in oldest_first if i in each.ids]


@pytest.mark.parametrize("state", list(SignalState))
def test_growth_is_told_of_what_was_set_aside_or_is_watched(city, state):
    """What somebody has in hand is looked at anyway; what was never judged has no size before."""
    grown = {
        (observed, judged): city.ask(
            signal_detail,
            city.liwei,
            put_signal(
                city, (f"{observed}{judged}",), state=state, observed=observed,
                judged_observed=judged,
            ),
            now(city),
        ).line.grown
        for observed, judged in ((9, 6), (6, 6), (9, None))
    }  # fmt: skip
    aside = state in (SignalState.WATCHING, SignalState.EXCLUDED)
    assert grown == {(9, 6): aside, (6, 6): False, (9, None): False}


def test_a_burst_that_waited_for_days_is_still_on_its_chart(city):
    """The last 24 hours would be empty: the days are shown, and what was usual before it."""
    at = now(city) - timedelta(days=4)
    city.take_in(*(city.complaint(f"b{n}", minutes_ago=4 * 1440 + n) for n in range(5)))
    span = {"since_at": at - timedelta(hours=1), "until_at": at, "detector": Detector.BURST}
    shown = detail(city, put_signal(city, ("t1",), **span))
    assert shown.hourly is False
    assert sum(each.count for each in shown.bins if each.inside) == 5
    assert shown.expected_bin == 0
    fresh = detail(city, put_signal(city, ("f1",), **span | {"since_at": now(city)}))
    assert (fresh.hourly, len(fresh.bins)) == (True, 24)


def test_a_signal_of_last_year_has_its_days_on_the_chart(city):
    at = now(city) - timedelta(days=300)
    city.take_in(city.complaint("o1", minutes_ago=300 * 1440))
    shown = detail(city, put_signal(city, ("t1",), since_at=at, until_at=at))
    assert [each.count for each in shown.bins if each.inside] == [1]
    assert shown.bins[7].inside


def test_growth_after_a_judgement_is_seen(city, signal):
    judged(city, signal, (signals.verify, "已了解"), (signals.watch, "暂不处理"))
    (line,) = board(city).watching
    assert (line.grown, line.waits, line.judged_by) == (False, False, "周岚")
    with city.db.write() as session:
        session.get_one(signals.SignalRow, signal).observed = 9
        book.record(session, PROGRAM, "signal", signal, "grew")
    assert board(city).watching[0].grown is True


def test_past_signals_say_what_became_of_them(city, signal):
    old = put_signal(city, ("o1",), found_at=now(city) - timedelta(days=40))
    judged(city, old, (signals.verify, "同一人三次来电"), (signals.exclude, "重复投诉"))
    (past,) = detail(city, signal).similar
    assert past.id == old
    assert past.outcome.startswith("已排除（周岚 ")
    assert past.why == "重复投诉"
    assert [x.id for x in board(city).done] == [old]


def test_who_may_not_now_is_told_why_and_who_never_may_sees_no_button(city, signal):
    offers = {offer.key: offer.refusal for offer in detail(city, signal).offers}
    assert offers[SignalAct.VERIFIED] is None
    assert "请先核实" in str(offers[SignalAct.ASSESSED])
    assert SignalAct.TAKEN_OUT not in offers
    assert detail(city, signal, "maxiao").offers == ()


def county(city, code=EAST):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东局"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, code)


def test_a_county_sees_what_touches_its_own_district(city, signal):
    put_signal(city, ("w1",), districts=[WEST])
    both = put_signal(city, ("b1",), districts=[EAST, WEST])
    county(city)
    assert {x.id for x in board(city, "east").waiting} == {signal, both}
    waiting = city.ask(signals_waiting, city.east)
    assert [row.id for row in waiting] == [signal]
    assert "县区局的权限限于本县区" in str(
        detail(city, both, "east").offer(SignalAct.VERIFIED).refusal
    )


def test_a_merged_signal_is_shown_inside_the_other(city, signal):
    other = put_signal(city, ("u1", "u2"), title="悦力工场健身（城西店）")
    city.do(signals.merge, "liwei", other, signal, TriageNote("同一品牌"))
    shown = detail(city, signal)
    assert [kin.id for kin in shown.merged] == [other]
    assert shown.counts.complaints == 6
    assert [x.id for x in board(city).waiting] == [signal]
    inside = detail(city, other)
    assert inside.merged_into.id == signal
    assert inside.offer(SignalAct.TAKEN_OUT).refusal is None


def test_what_the_watch_merged_is_named_but_adds_no_complaints(city, signal):
    other = put_signal(city, ("u1", "u2"), title="城东区文化娱乐体育")
    with city.db.write() as session:
        row = session.get_one(signals.SignalRow, other)
        row.merged_into, row.state = signal, SignalState.MERGED
        signals.add_note(session, PROGRAM, row, SignalAct.MERGED, "投诉重合", signal)
        book.record(session, PROGRAM, "signal", other, "merged")
    shown = detail(city, signal)
    assert [kin.id for kin in shown.merged] == [other]
    assert shown.counts.complaints == 4


def test_the_form_of_a_warning_is_filled_from_the_signal(city, signal):
    form = city.ask(warning_form, signal, now(city))
    assert "投诉4件、4人（平时 0.4 件，现 4 件）" in form.items.matters
    assert form.items.issuer
    assert form.items.measures.startswith("约谈经营者；")
    assert (form.districts, form.observed) == ((EAST,), 4)


def test_a_warning_in_force_shows_its_measures_and_age(city, signal):
    warning = issued(city, signal)
    (line,) = city.ask(warning_board, city.liwei, now(city)).in_force
    year = now(city).astimezone().year
    assert line.label == f"四级预警〔{year}〕1号"
    assert (line.done, line.asked, line.late) == (0, 5, 0)
    assert line.next_words == "措施未办结 5 项"
    assert line.age < timedelta(minutes=1)
    shown = city.ask(warning_detail, city.liwei, warning, now(city))
    assert [m.talk for m in shown.measures] == [True, False, False, False, False]
    assert [kin.id for kin in shown.signals] == [signal]
    assert {offer.key for offer in shown.offers} == {WarningAct.OPENED}
    signer = city.ask(warning_detail, city.chenyu, warning, now(city))
    assert {offer.key for offer in signer.offers} == {
        WarningAct.ADJUSTED, WarningAct.LIFTED, WarningAct.OPENED,
    }  # fmt: skip
    assert [line.code for line in shown.evidence] == [
        "quiet_days", "new_complaints", "promises", "measures",
    ]  # fmt: skip


def test_a_warning_sent_back_says_why_until_it_is_amended(city, signal):
    warning = warned(city, signal)
    (line,) = city.ask(warning_board, city.zhoulan, now(city)).drafts
    assert line.next_words == "待总指挥或副总指挥签发"
    city.do(warnings.send_back, "chenyu", warning, "补充会员人数")
    (line,) = city.ask(warning_board, city.zhoulan, now(city)).drafts
    assert line.next_words == "陈屿退回：补充会员人数"
    assert waits(city, "zhoulan") == [(TodoKind.AMEND_WARNING, warning)]
    assert waits(city, "chenyu") == []


def waits(city, login):
    items = city.ask(todo, getattr(city, login), now(city))
    return [(item.kind, item.subject_id) for item in items if item.kind in OF_THE_PAGE]


def test_each_thing_waits_for_who_must_act(city, signal):
    assert waits(city, "liwei") == [(TodoKind.TRIAGE, signal)]
    assert waits(city, "chenyu") == waits(city, "maxiao") == []
    warning = warned(city, signal)
    assert waits(city, "chenyu") == [(TodoKind.SIGN_WARNING, warning)]
    assert waits(city, "liwei") == []
    city.do(warnings.issue, "chenyu", warning, Signature("陈屿"))
    assert waits(city, "chenyu") == []
    assert waits(city, "liwei") == [(TodoKind.WARNING_STEP, warning)]


def test_a_promise_that_came_due_waits_to_be_checked(city, signal):
    warning = issued(city, signal)
    talk = talks.Talk(
        "市局", ("马骁", "吴越"), "负责人", "退费", now(city) - timedelta(days=4), "三日内退费",
        now(city) - timedelta(hours=1), warning,
    )  # fmt: skip
    number = city.do(talks.hold, "liwei", talk)
    shown = city.ask(warning_detail, city.liwei, warning, now(city))
    for measure in shown.measures[1:]:
        city.do(warning_steps.complete, "liwei", measure.id, "已办")
    assert waits(city, "liwei") == [(TodoKind.PROMISE, warning)]
    (line,) = city.ask(warning_board, city.liwei, now(city)).in_force
    assert line.next_words == "承诺待核对 1 项"
    city.do(talks.settle, "liwei", number, True, "已全部退费")
    assert waits(city, "liwei") == []
    (line,) = city.ask(warning_board, city.liwei, now(city)).in_force
    assert line.next_words == "可以研究解除"


def test_a_promise_made_before_there_is_a_warning_waits_at_its_signal(city, signal):
    city.do(signals.verify, "liwei", signal, TriageNote("已回访"))
    city.do(signals.watch, "liwei", signal, TriageNote("经营者答应退费"))
    talk = talks.Talk(
        "市局", ("马骁", "吴越"), "负责人", "退费", now(city) - timedelta(days=4), "三日内退费",
        now(city) - timedelta(hours=1), signal_id=signal,
    )  # fmt: skip
    number = city.do(talks.hold, "liwei", talk)
    assert waits(city, "liwei") == [(TodoKind.SIGNAL_PROMISE, signal)]
    shown = detail(city, signal)
    assert [(t.id, t.due) for t in shown.talks] == [(number, True)]
    assert shown.officers[:3] == ("李蔚", "马骁", "吴越")
    city.do(talks.settle, "liwei", number, True, "已全部退费")
    assert waits(city, "liwei") == []


def test_an_opened_signal_is_done(city, signal):
    judged(city, signal, (signals.verify, "已回访"), (signals.assess, "已是群体投诉"))
    incident = city.register(brand="")
    city.do(signals.join_incident, "zhoulan", signal, incident, TriageNote("同一事件"))
    (line,) = board(city).done
    assert (line.state, line.state_words) == (SignalState.INCIDENT, "已转事件")
    assert detail(city, signal).incident_id == incident
