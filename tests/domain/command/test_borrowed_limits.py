"""What closes others when it is done (a release) has their limit: it must be done by then."""

from dataclasses import replace

import pytest

from commandcenter.domain.command.life import Asked
from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.plan.obligation_items import Doer, ObligationItem
from tests.domain.command.book_facts import act, at, life, minutes, responding, run, stored

GATE, TOLD = "gate/release:4/0", "told/release:4/0"
HOURS = {level: 60 * n for n, level in enumerate(reversed(Level), 1)}  # Ⅳ 60 … Ⅰ 240


def once(code, minutes_of, signs=("talk",), **more):
    due = dict.fromkeys(Level, minutes_of) if isinstance(minutes_of, int) else minutes_of
    return ObligationItem(code, code, "activation", due, signs=signs, **more)


def for_release(code, **more):
    who = Doer("row", Group.OPINION)
    return ObligationItem(
        code, code, "asked", {}, per="act:release", who=who, signs=("release.notice.publish",),
        **more,
    )  # fmt: skip


@pytest.fixture
def small(plan):
    """A gate that has the limit of the row or of what it closes, and one that has none."""
    items = (
        once("first", HOURS, ("release.notice.publish",)),
        once("second", 30),
        once("without", {}),
        for_release("gate", limit="row"),
        for_release("told"),
    )
    return replace(plan, obligations={item.code: item for item in items})


def asking(*codes, **more):
    release = Asked("release", "release", 4, at(40), limits=codes, **more)
    return responding(asked=(release,))


def publish(when, about="release:4"):
    return act("release.notice.publish", when, about, table="release_check", id=9)


def limit(rows, key=GATE):
    return minutes(rows[key].due_at)


@pytest.mark.parametrize(
    ("codes", "due"),
    [
        (("first",), 150),  # Ⅲ, from the activation at 30
        (("second",), 60),
        (("first", "second"), 150),
        (("second", "first"), 60),
        (("without", "second"), 60),
        (("without",), None),
        (("no such code",), None),
        ((), None),
    ],
)
def test_it_has_the_limit_of_the_first_that_is_open(small, codes, due):
    rows = run(small, asking(*codes))
    assert limit(rows) == due
    assert limit(rows, TOLD) is None  # it has no limit of a row
    found = {"first": Level.III, "second": None}.get(codes[0] if codes else "")
    if due and codes[0] in ("first", "second"):
        assert (rows[GATE].level, rows[GATE].provisional) == (found, False)


def test_before_the_grade_it_is_as_provisional_as_theirs(small):
    early = replace(small.obligations["first"], start="received")
    small = replace(small, obligations=small.obligations | {"first": early})
    of = life(verified_at=at(5), asked=asking("first").asked)
    row = run(small, of)[GATE]
    assert (minutes(row.due_at), row.level, row.provisional) == (120, Level.III, True)


def test_a_limit_of_its_own_stands(small):
    assert limit(run(small, asking("second", due_at=at(45)))) == 45


def test_what_is_done_already_lends_its_limit_to_nothing_that_is_still_open(small):
    done = [act("talk", 35)]
    assert limit(run(small, asking("second"), done)) is None
    assert limit(run(small, asking("second", "first"), done)) == 150


def test_done_it_keeps_the_limit_of_what_it_closed_and_of_nothing_else(small):
    rows = run(small, asking("second", "first"), [publish(50)])
    assert rows[GATE].state is rows["first//0"].state is S.DONE
    assert limit(rows) == 150
    other = [act("release.notice.publish", 35, "release:3"), publish(50)]
    rows = run(small, asking("first", "second"), other)
    assert (rows["first//0"].done_at, rows[GATE].done_at) == (at(35), at(50))
    assert limit(rows) is None


def test_of_the_limits_of_an_act_that_is_open_again_its_own_come_first(small):
    """The text that was published closed the first release, another one is still to follow."""
    again = replace(small.obligations["gate"], signs=("release.tip.publish",))
    of = replace(small, obligations=small.obligations | {"gate": again})
    rows = run(of, asking("second", "first"), [publish(50)])
    assert (rows["first//0"].state, rows[GATE].state) == (S.DONE, S.OPEN)
    assert limit(rows) == 150
    aside = stored(rows, **{GATE: {"na_why": "不再发布", "na_by": "林总", "na_at": at(55)}})
    assert limit(run(of, asking("second", "first"), [publish(50)], aside)) is None


def test_what_does_not_apply_has_no_limit(small):
    of = asking("second")
    said = {GATE: {"na_why": "改由市政府发布", "na_by": "林总", "na_at": at(45)}}
    rows = run(small, of, kept=stored(run(small, of), **said))
    assert (rows[GATE].state, limit(rows)) == (S.NOT_APPLICABLE, None)


def test_of_two_that_ask_each_has_its_own(small):
    both = (
        Asked("release", "release", 4, at(40), limits=("first",)),
        Asked("release", "release", 5, at(45)),
        Asked("release", "release", 6, at(45), limits=("second",)),
    )
    rows = run(small, responding(asked=both))
    dues = [limit(rows, f"gate/release:{n}/0") for n in (4, 5, 6)]
    assert dues == [150, None, 60]
