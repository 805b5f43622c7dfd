"""约谈: what a talk leaves in its record, in the stories of its signals and in the journal."""

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch import signals, talks, warning_steps, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.services.watch.warnings import Signature
from commandcenter.store import journal
from commandcenter.store.command.acts import acts_of
from commandcenter.store.command.book_check import check_books
from commandcenter.store.tables.every import (
    IncidentRow,
    JournalLineRow,
    ObligationRow,
    TraderTalkRow,
)
from tests.services.watch.test_inspections import east
from tests.services.watch.test_signals import acts, assessed
from tests.services.watch.test_warnings import new_draft, new_talk, steps
from tests.signals import put_signal

__all__ = ["east"]
PROMISE_LESS = {"promised": " ", "promised_until": None}


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked elsewhere."""
    return sqlite_url


@pytest.fixture
def warned(east):
    """A warning of a signal, in force."""
    signal = put_signal(east)
    assessed(east, signal)
    number = east.do(warnings.draft, "zhoulan", new_draft(east), signal, TriageNote("人数增加"))
    east.do(warnings.issue, "chenyu", number, Signature("陈屿"))
    return signal, number


def row(city, number):
    return city.ask(lambda s: s.get_one(TraderTalkRow, number))


def test_a_talk_keeps_who_was_there_and_what_was_promised(east, warned):
    signal, warning = warned
    said = new_talk(
        east, warning, officers=(" 马骁", "", "吴越 ", " "), place=" 市局 ", trader_side=" 张某 ",
        asked=" 退费 ", subject_id=1,
    )  # fmt: skip
    number = east.do(talks.hold, "liwei", said)
    held = row(east, number)
    assert (held.warning_id, held.signal_id, held.subject_id) == (warning, None, 1)
    assert (held.officers, held.place, held.trader_side) == ("马骁、吴越", "市局", "张某")
    assert (held.asked, held.promised, held.promised_until) == (
        "退费", "三日内退费", said.promised_until,
    )  # fmt: skip
    assert (held.talked_at, held.by, held.kept) == (said.talked_at, "李蔚", None)
    told = acts(east, signal)[-1][2]
    assert told.startswith("约谈经营者：马骁、吴越约谈张某，承诺期限 ")
    first = steps(east, warning)["W1"]
    assert first.words == f"已{told.replace('约谈经营者', '约谈')}"
    with pytest.raises(RuleBroken, match="两名以上"):
        east.do(talks.hold, "liwei", new_talk(east, warning, officers=("马骁", " ")))
    other = east.do(talks.hold, "zhoulan", new_talk(east, warning, **PROMISE_LESS))
    assert (row(east, other).promised, row(east, other).subject_id) == ("", None)
    assert acts(east, signal)[-1][2] == "约谈经营者：马骁、吴越约谈负责人张某"
    assert steps(east, warning)["W1"].done_by == "李蔚"  # the first talk stays the measure


def test_what_became_of_a_promise_may_be_said_anew(east, warned):
    signal, warning = warned
    number = east.do(talks.hold, "liwei", new_talk(east, warning))
    for kept, words, who, name in (
        (True, "已退费", "liwei", "李蔚"), (False, "又停了", "zhoulan", "周岚"),
        (True, "补退了", "liwei", "李蔚"),
    ):  # fmt: skip
        east.do(talks.settle, who, number, kept, f" {words} ")
        found = row(east, number)
        assert (found.kept, found.kept_words, found.kept_by) == (kept, words, name)
        assert found.kept_at is not None
        verb = "承诺已兑现" if kept else "承诺未兑现"
        assert acts(east, signal)[-1][2] == f"{verb}：{words}"
    with pytest.raises(RuleBroken, match="承诺已登记为“已兑现”"):
        east.do(talks.settle, "zhoulan", number, True, "已退费")
    east.do(talks.take_back, "zhoulan", number, "核对的是另一家店")
    line = JournalLineRow
    told = select(line.actor, line.verb, line.clause).where(line.kind == "trader_talk")
    assert east.ask(lambda s: s.execute(told.order_by(line.number)).all()) == [
        ("liwei", "held", "3.2(2)"), ("liwei", "kept", "3.2(2)"), ("zhoulan", "broken", "3.2(2)"),
        ("liwei", "kept", "3.2(2)"), ("zhoulan", "check withdrawn", "3.2(2)"),
    ]  # fmt: skip


def test_who_has_no_warnings_to_see_to_holds_and_checks_no_talk(east, warned):
    """Of a warning and of a signal; the talk of the one that is settled stays as it is."""
    signal, warning = warned
    number = east.do(talks.hold, "liwei", new_talk(east, warning))
    of_signal = {"warning_id": None, "signal_id": signal}
    for login in ("wuyue", "admin"):
        for verb, arguments in (
            (talks.hold, (new_talk(east, warning),)),
            (talks.hold, (new_talk(east, None, **of_signal),)),
            (talks.settle, (number, True, "已退费")), (talks.take_back, (number, "误记")),
        ):  # fmt: skip
            with pytest.raises(RuleBroken, match=r"限|由|只"):
                east.do(verb, login, *arguments)
    assert row(east, number).kept is None
    assert east.ask(lambda s: s.scalars(select(TraderTalkRow.id)).all()) == [number]
    east.do(warning_steps.reopen, "zhoulan", steps(east, warning)["W1"].id, "须再约谈")
    east.do(talks.hold, "zhoulan", new_talk(east, warning))
    assert steps(east, warning)["W1"].done_by == "周岚"


def of_signal(city):
    """A talk that was held for a signal, and how the signal comes into an incident."""
    signal = put_signal(city)
    assessed(city, signal)
    held = city.do(talks.hold, "liwei", new_talk(city, None, signal_id=signal))
    return held, (signals.join_incident, "zhoulan", signal), TriageNote("同一事件")


def of_warning(city):
    """As above, of a warning without a signal."""
    number = city.do(warnings.draft, "zhoulan", new_draft(city))
    city.do(warnings.issue, "chenyu", number, Signature("陈屿"))
    held = city.do(talks.hold, "liwei", new_talk(city, number))
    return held, (warnings.join_incident, "zhoulan", number), "同一事件"


def talked(city, incident):
    """The talks that are acts of an incident, by number."""
    acts = city.ask(acts_of, [incident])
    return sorted(act.id for act in acts if act.sign == "talk")


@pytest.mark.parametrize("found", [of_signal, of_warning])
def test_a_talk_held_before_is_the_incidents_as_soon_as_it_is_one(east, found):
    incident = east.register(title="另一起事件")
    east.activate(incident)
    held, joining, words = found(east)
    asked = east.obligation(incident, "trader_talk")
    assert talked(east, incident) == []
    east.do(*joining, incident, words)
    done = east.ask(lambda s: s.get_one(ObligationRow, asked))
    assert (done.state, done.act_table, done.act_id) == (ObligationState.DONE, "trader_talk", held)
    assert (done.done_by, done.done_at) == ("李蔚", row(east, held).talked_at)
    assert east.ask(check_books) == ()


def test_a_talk_entered_after_its_record_was_closed_is_none_of_the_incidents(east):
    incident = east.register(title="另一起事件")
    held, joining, words = of_warning(east)
    east.do(*joining, incident, words)
    with east.db.write() as session:
        closed = session.get_one(IncidentRow, incident)
        closed.state, closed.closed_at = State.ARCHIVED, east.db.clock()
        journal.record(session, PROGRAM, "incident", incident, "archived")
    east.do(talks.hold, "liwei", new_talk(east, joining[-1]))
    assert talked(east, incident) == [held]
