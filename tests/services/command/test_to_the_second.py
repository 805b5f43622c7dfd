"""What two do at once is done once; what ends at a moment has ended at it."""

from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.org import Group
from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.services.command import delegation, instructions, obligations
from commandcenter.services.support import moving, stock
from commandcenter.store.tables.every import ObligationRow, ReminderRow
from commandcenter.store.tables.person import RoleGrantRow
from tests.services.test_at_this_moment import answer, bureau, lead

__all__ = ["bureau"]  # a fixture
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def chases(city):
    """What is chased, with what it says to who comes at once after another."""
    order = city.do(instructions.give, "chenyu", city.incident, "到场", Group.ONSITE)
    radios = city.do(stock.add, "luomin", NewItem("对讲机", StockKind.RADIO, "库房", "部"), 5)
    due = city.clock.at + HOUR
    out = city.do(stock.hand_out, "luomin", moving.HandOut(radios, 2, "石军", due_at=due))
    row = city.obligation(city.incident, "representatives")
    return [
        ((instructions.remind, "zhoulan", order, "请回报"), "周岚刚刚催办过。"),
        ((obligations.remind, "zhoulan", row, "请办理"), "周岚刚刚催办过。"),
        ((stock.remind, "luomin", out, "请归还"), "罗敏刚刚催还过。"),
    ]


def test_what_was_chased_is_chased_again_after_a_minute_and_not_before(bureau):
    for chase, words in chases(bureau):
        bureau.do(*chase)
        told = []
        for later in (MINUTE - SECOND, SECOND):
            bureau.clock.at += later
            told.append(answer(bureau, *chase))
        assert told == [words, ""], words


def test_of_two_matters_one_is_chased_while_the_other_was_just_now(bureau):
    """Also where an instruction has the number of a row of the book."""
    open_rows = select(ObligationRow.id).where(ObligationRow.state == ObligationState.OPEN)
    row = bureau.ask(lambda s: s.scalars(open_rows.order_by(ObligationRow.id)).first())
    order = bureau.incident, "到场", Group.ONSITE
    *_, other, number = (bureau.do(instructions.give, "chenyu", *order) for _ in range(row))
    assert number == row
    for verb, subject in (
        (instructions.remind, number), (instructions.remind, other), (obligations.remind, row)
    ):  # fmt: skip
        assert answer(bureau, verb, "zhoulan", subject, "请抓紧") == ""
        bureau.do(verb, "zhoulan", subject, "请抓紧")
    kept = bureau.ask(lambda s: s.execute(select(ReminderRow.kind, ReminderRow.subject)).all())
    assert len(kept) == 3


def test_a_stand_in_has_ended_when_its_time_is_up(bureau):
    who, until = bureau.wuyue.person_id, bureau.clock.at + HOUR
    absent = delegation.StandIn(lead(bureau), who, None, until, "病假")
    number = bureau.do(delegation.stand_in, "chenyu", absent)
    bureau.clock.at = until - SECOND
    assert answer(bureau, delegation.end_stand_in, "chenyu", number) == ""
    bureau.clock.at = until
    assert answer(bureau, delegation.end_stand_in, "chenyu", number) == "代理已经结束。"


def test_a_stand_in_that_is_still_to_come_never_begins_when_it_is_ended(bureau):
    begins = bureau.clock.at + HOUR
    later = delegation.StandIn(lead(bureau), bureau.wuyue.person_id, begins, begins + HOUR, "病假")
    number = bureau.do(delegation.stand_in, "chenyu", later)
    bureau.do(delegation.end_stand_in, "chenyu", number)
    row = bureau.ask(lambda s: s.get_one(RoleGrantRow, number))
    assert (row.valid_from, row.valid_until) == (begins, begins)
    assert answer(bureau, delegation.end_stand_in, "chenyu", number) == "代理已经结束。"
