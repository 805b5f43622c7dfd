"""撤回: one's own act, within the seconds of the plan, while nobody has acted on it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.recall import QUIET, RECALLED, Line, require_recall, takes_back

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SIGNED = Line(7, "report", 3, "signed", 1, "chenyu", "陈屿", AT)
LATER = replace(SIGNED, number=8, verb="received", login="zhoulan", name="周岚")


def recall(act=SIGNED, lines=(), login="chenyu", after=0.0):
    return require_recall(act, lines, login, AT + timedelta(seconds=after), 30)


def test_ones_own_act_is_taken_back_until_the_last_of_its_seconds():
    assert recall(after=30) == SIGNED
    for act, after in ((SIGNED, 30.001), (None, 0)):
        with pytest.raises(RuleBroken, match="签发已超过30秒，不能撤回"):
            recall(act, after=after)


def test_anothers_act_is_not_taken_back():
    with pytest.raises(RuleBroken, match="陈屿签发的，只能由本人撤回"):
        recall(login="zhoulan")


@pytest.mark.parametrize(
    "line",
    [
        replace(LATER, number=6),
        replace(LATER, number=7),
        replace(LATER, subject=4),
        replace(LATER, kind="paper"),
    ],
)
def test_what_was_done_before_it_or_to_something_else_does_not_hold_it(line):
    assert recall(lines=[line]) == SIGNED


def test_who_acted_on_it_first_is_named():
    second = replace(LATER, number=9, name="李蔚")
    with pytest.raises(RuleBroken, match=r"^周岚已在.*10:00据此办理，不能撤回。$"):
        recall(lines=[second, LATER])


DECIDED = replace(SIGNED, kind="incident", subject=1, verb="grade decided")


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        (LATER, True),
        (replace(LATER, incident=2), False),
        (replace(LATER, kind="log"), False),  # a remark acts on no decision
        (replace(LATER, verb="activated", login="chenyu"), False),  # of the same hand
        (replace(LATER, verb="activated"), True),
    ],
)
def test_a_decision_on_a_level_is_held_by_whatever_is_done_in_the_incident(line, holds):
    if holds:
        with pytest.raises(RuleBroken, match="据此办理"):
            recall(DECIDED, [line])
    else:
        assert recall(DECIDED, [line]) == DECIDED


def test_what_was_decided_or_signed_can_be_taken_back_and_what_went_out_cannot():
    assert {f"{kind} {verb}" for kind, verb in RECALLED} == {
        "incident grade decided",
        "incident activated",
        "oral_decision signed",
        "release legality passed",
        "release secrecy passed",
        "release approved",
        "report signed",
        "obligation closed by hand",
    }
    assert {"log"} == QUIET


@pytest.mark.parametrize(
    ("verb", "gone"),
    [("signature taken back", True), ("taken back", True), ("signed", False), ("taken", False)],
)
def test_a_line_that_takes_an_act_back_is_known_by_its_verb(verb, gone):
    assert takes_back(replace(SIGNED, verb=verb)) is gone


def test_ones_own_later_decision_holds_it_too():
    own = replace(LATER, login="chenyu", verb="raised")
    with pytest.raises(RuleBroken, match="据此办理"):
        recall(DECIDED, [own])
