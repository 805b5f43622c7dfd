"""What is entered after its limit as done before it never reads as plainly in time."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.domain.command.tasks import counted
from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables
from tests.domain.command.book_facts import act, at, book, life, responding, run, stored

PLAN = PlanData.from_tables(read_tables(RESOURCES / "plan"))
KEY = "verify//0"  # due 15 minutes after the 接报
LATE = act("call_up.answered", 50, "lead_duty", id=1, entered_at=at(50))
ADDED = act("call_up.answered", 3, "lead_duty", id=2, by="王某", entered_at=at(70))


def _row(rows, code="ring_lead"):
    return next(row for row in rows.values() if row.code == code)


def _as_read(rows, code="ring_lead"):
    return next(each.row for each in stored(rows) if each.row.code == code)


def test_an_entry_after_the_limit_keeps_both_moments_and_who_made_it():
    of = responding()
    first = run(PLAN, of, [LATE], now=60)
    assert _as_read(first).is_late(at(60))
    then = run(PLAN, of, [LATE, ADDED], stored(first), now=70)
    row = _as_read(then)
    assert (row.done_at, row.entered_at, row.entered_by) == (at(3), at(70), "王某")
    assert not row.is_late(at(70))
    assert row.added_at == at(70)
    counts = counted([row], at(70))
    assert (counts.done, counts.done_late, counts.added) == (1, 0, 1)


def test_an_entry_whose_record_says_no_moment_was_entered_when_the_book_changed():
    of = responding()
    first = run(PLAN, of, now=60)
    unknown = act("call_up.answered", 3, "lead_duty", by="周岚")
    rows = {row.key: row for row in book(PLAN, of, [unknown], stored(first), at(70), "王某")}
    row = _as_read(rows)
    assert (row.done_at, row.entered_at, row.entered_by) == (at(3), at(70), "王某")
    again = {row.key: row for row in book(PLAN, of, [unknown], stored(rows), at(90), "陈宇")}
    assert again == rows  # as long as the same act stands


def test_what_was_entered_in_time_is_no_late_entry_when_an_earlier_act_is_withdrawn():
    of = responding()
    early = act("call_up.answered", 3, "lead_duty", id=1, entered_at=at(4))
    other = act("call_up.answered", 6, "lead_duty", id=2, entered_at=at(7))
    both = run(PLAN, of, [early, other], now=20)
    left = run(PLAN, of, [other], stored(both), now=90)
    assert _as_read(left).added_at is None


@st.composite
def entries(draw):
    stated = draw(st.integers(0, 400))
    entered = stated + draw(st.integers(0, 400))
    return act(
        "call_up.answered", stated, "lead_duty", id=draw(st.integers(1, 9)), entered_at=at(entered)
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), max_size=5, unique_by=lambda each: each.id), st.booleans())
def test_whatever_is_entered_the_verdict_is_in_time_only_if_it_was_known_by_the_limit(acts, live):
    """Judged from the acts alone: what was entered by the limit and says so, late, or 补记."""
    of = responding() if live else life()
    kept = ()
    for each in sorted({each.entered_at for each in acts}):
        known = [a for a in acts if a.entered_at <= each]
        now = (each - at(0)) / timedelta(minutes=1)
        kept = stored(run(PLAN, of, known, kept, now))
    rows = [each.row for each in kept if each.row.code == "ring_lead" and each.row.done_at]
    for row in rows:
        first = min(acts, key=lambda a: (a.at, a.table, a.id))
        assert row.done_at == first.at
        plainly = not row.is_late(at(900)) and row.added_at is None
        assert plainly == (first.at <= row.due_at and first.entered_at <= row.due_at)
