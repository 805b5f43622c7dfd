"""What holds of every book, whatever happened and in whichever order it was told."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables
from tests.domain.command.book_facts import (
    EAST,
    HAND,
    act,
    at,
    grade,
    life,
    minutes,
    responding,
    response,
    run,
    stored,
)

PLAN = PlanData.from_tables(read_tables(RESOURCES / "plan"))  # too large to be told in a failure
RECEIVERS = (
    "city_duty_office",
    "province_bureau",
    f"county:{EAST}/city_bureau",
    f"county:{EAST}/county_government",
)
SIMPLE = (
    "verified", "grade.suggested", "grade.decided", "response.started", "paper.activation",
    "talk", "evidence.statement", "case.preserve", "case.police_ask", "release.notice.publish",
    "release.notice.submit", "release.notice.legal", "supply.seat.delivered",
    "supply.seat.returned", "response.changed", "call_up.answered", "tally.registered",
)  # fmt: skip
WHEN = st.integers(0, 600)


@st.composite
def single_acts(draw, number):
    when = draw(WHEN)
    match draw(st.sampled_from(["simple", "report", "site", "attend"])):
        case "report":
            kind = draw(st.sampled_from(["phone", "first", "followup"]))
            sign, about = f"report.{kind}", draw(st.sampled_from(RECEIVERS))
        case "site":
            sign = draw(st.sampled_from(["team", "site", "site.closed"]))
            about = draw(st.sampled_from(["place:7", "place:8"]))
        case "attend":
            sign, about = "attend", draw(st.sampled_from(list(Group))).value
        case _:
            sign, about = draw(st.sampled_from(SIMPLE)), ""
    return act(sign, when, about, id=number, amount=draw(st.integers(1, 5)))


@st.composite
def histories(draw):
    count = draw(st.integers(0, 14))
    return [draw(single_acts(number)) for number in range(1, count + 1)]


@st.composite
def lives(draw):
    """Graded at some time, responded to, its level changed; or not yet."""
    levels = st.sampled_from(list(Level))
    kind = draw(st.sampled_from(["prepaid", "school_food", "food", ""]))
    if draw(st.booleans()):
        return life(kind=kind, verified_at=draw(st.sampled_from([None, at(5)])))
    first = draw(st.integers(6, 200))
    begun = first + draw(st.integers(0, 60))
    course = [grade(draw(levels), first), response(draw(levels), begun)]
    for gap in draw(st.lists(st.integers(1, 120), max_size=2)):
        begun += gap
        course.append(response(draw(levels), begun))
    return responding(levels=tuple(course), activated_at=course[1].at, verified_at=at(5), kind=kind)


MANY = settings(max_examples=60, deadline=None)


def undone(rows):
    """Without what ceased: a row is never taken out, so it stays as that."""
    return {key: row for key, row in rows.items() if row.state is not S.CEASED}


@MANY
@given(lives(), histories(), st.integers(0, 900))
def test_the_book_of_a_book_is_the_same(of, acts, now):
    once = run(PLAN, of, acts, now=now)
    assert run(PLAN, of, acts, stored(once), now=now) == once


@MANY
@given(lives(), histories(), st.randoms())
def test_the_order_in_which_acts_are_read_does_not_matter(of, acts, lot):
    acts = [replace(each, at=at(100)) if lot.random() < 0.3 else each for each in acts]
    mixed = list(acts)
    lot.shuffle(mixed)
    assert run(PLAN, of, mixed) == run(PLAN, of, acts)


@MANY
@given(lives(), histories(), single_acts(99))
def test_an_act_that_is_taken_back_leaves_no_trace(of, acts, more):
    before = run(PLAN, of, acts, now=700)
    after = run(PLAN, of, [*acts, more], stored(before), now=700)
    again = run(PLAN, of, acts, stored(after), now=700)
    assert undone(again) == undone(before)


@MANY
@given(lives(), histories(), st.integers(0, 900))
def test_no_row_is_both_done_and_open(of, acts, now):
    for row in run(PLAN, of, acts, now=now).values():
        done = row.state is S.DONE
        assert (row.done_at is not None) is done
        assert bool(row.act_table) is done  # nothing was said by hand here
        assert (row.ceased_why != "") is (row.state is S.CEASED)
        assert row.provisional <= (row.level is not None)


@MANY
@given(lives(), st.integers(0, 500), st.integers(0, 400))
def test_no_limit_moves_later_once_a_decision_is_there(of, now, more):
    if of.activated_at is None:
        return
    first = max(now, minutes(of.activated_at))
    before, after = run(PLAN, of, now=first), run(PLAN, of, now=first + more)
    for key, row in before.items():
        if key in after and row.due_at is not None and row.level is not None:
            assert after[key].due_at is not None
            if not row.provisional:
                assert after[key].due_at <= row.due_at, key


@MANY
@given(lives(), histories(), st.sampled_from(list(Level)), st.integers(0, 60))
def test_what_was_done_in_time_is_never_late_by_a_later_decision(of, acts, level, gap):
    """The first decision among them."""
    now = 700
    begun = run(PLAN, of, acts, now=now)
    if of.levels:
        later = replace(of, levels=(*of.levels, response(level, now + gap)))
    else:
        later = replace(
            of, verified_at=at(5), state=State.ASSESSING, levels=(grade(level, now + gap),)
        )
    for kept in ((), stored(begun)):
        after = run(PLAN, later, acts, kept, now=now + gap + 1)
        for key, row in begun.items():
            if row.state is S.DONE and key in after and after[key].act_id == row.act_id:
                assert after[key].due_at == row.due_at, key


@MANY
@given(histories(), st.sampled_from(list(Level)), st.integers(1, 200))
def test_the_first_decision_makes_nothing_late_that_was_in_time(acts, level, when):
    """Within the limit that was shown until then, also by an act that came after it."""
    before = life(verified_at=at(5), state=State.ASSESSING)
    shown = run(PLAN, before, acts, now=when)
    after = run(PLAN, replace(before, levels=(grade(level, when),)), acts, now=700)
    for key, row in shown.items():
        if key not in after or after[key].state is not S.DONE or row.due_at is None:
            continue
        done, due = after[key].done_at, after[key].due_at
        if due is not None and done > due:
            assert done > row.due_at or due > at(when), key


@MANY
@given(lives(), histories(), histories())
def test_a_longer_record_undoes_nothing(of, acts, more):
    """What is done stays done when further acts come; a report sent once more is no reopening."""
    more = [replace(each, id=each.id + 100) for each in more]
    before = run(PLAN, of, acts, now=700)
    after = run(PLAN, of, acts + more, stored(before), now=700)
    lost = [
        key
        for key, row in before.items()
        if row.state is S.DONE and after[key].state is not S.DONE and not key.startswith(CHANGED)
    ]
    assert lost == []


# What is delivered later is to come back too; a chain that begins has a receiver more.
CHANGED = ("return_equipment", "report_")


@MANY
@given(lives(), histories())
def test_two_incidents_that_part_again_are_as_before(of, acts):
    before = run(PLAN, of, acts, now=700)
    merged = run(PLAN, replace(of, state=State.MERGED, merged_into="甲"), acts, stored(before), 700)
    for row in merged.values():
        assert row.state in (S.DONE, S.CEASED, S.GREY)
    assert undone(run(PLAN, of, acts, stored(merged), 700)) == undone(before)


@MANY
@given(lives(), histories(), st.data())
def test_what_people_said_is_kept_whatever_comes(of, acts, data):
    before = run(PLAN, of, now=300)
    key = data.draw(st.sampled_from(sorted(before)))
    said = {key: {"na_why": "不涉及", "na_by": "林总", "na_at": at(300)}}
    if before[key].form == "":
        told = {"hand_words": HAND, "done_by": "孙工", "done_at": at(300), "state": S.DONE}
        said = {key: data.draw(st.sampled_from([said[key], told]))}
    after = run(PLAN, of, acts, stored(before, **said), now=700)[key]
    for name, value in said[key].items():
        if name in ("na_why", "na_by", "na_at", "hand_words"):
            assert getattr(after, name) == value
    assert after.state in (S.DONE, S.NOT_APPLICABLE, S.GREY)
