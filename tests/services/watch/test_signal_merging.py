"""What the watch merged stays merged while what goes beyond the usual is the other's."""

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.watch.signal import SignalAct, SignalState, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch.signal_merging import merge_similar, split_diverged, strength
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from tests.signals import lay_signal, put_signal, rows_behind

SHARED = ("t1", "t2", "t3")
OWN = tuple(f"s{number}" for number in range(5))


@pytest.mark.parametrize(
    ("expected", "apart"),
    [
        (None, True),  # 3 of 8
        (1.0, True),
        (2.0, False),  # 3 of 6: just enough
        (5.0, False),
    ],
)
def test_only_what_goes_beyond_the_usual_is_asked_whose_it_is(city, expected, apart):
    main = put_signal(city, SHARED)
    merged = put_signal(
        city, (*SHARED, *OWN), state=SignalState.MERGED, merged_into=main, expected=expected
    )
    with city.db.write() as session:
        limits = replace(Limits.of(plan_of(session)), same_percent=50)
        row = session.get_one(SignalRow, merged)
        at = city.db.clock()
        assert split_diverged(session, PROGRAM, row, limits, at) is apart
        assert (row.merged_into is None) is apart
        assert (row.state is SignalState.NEW) is apart


@pytest.mark.parametrize("first", [StreamKind.FAMILY, StreamKind.SUBJECT])
def test_a_brand_of_one_trader_is_named_by_the_trader(city, first):
    """Whichever was written first, where both are as far beyond the usual."""
    kinds = sorted((StreamKind.FAMILY, StreamKind.SUBJECT), key=lambda kind: kind is not first)
    ids = [put_signal(city, SHARED, stream=kind) for kind in kinds]
    with city.db.write() as session:
        limits = Limits.of(plan_of(session))
        rows = [session.get_one(SignalRow, each) for each in ids]
        at = city.db.clock()
        (main,) = merge_similar(session, PROGRAM, rows, limits, at, at)
        assert main.stream is StreamKind.SUBJECT


@pytest.mark.parametrize(
    ("observed", "expected", "much"),
    [
        (5, 5.0, 0.0), (4, 5.0, 0.0), (6, 5.0, 0.0939), (10, 5.0, 1.9315),
        (3, None, 2.8753),  # half a complaint is usual where nothing is known
        (3, 0.0, 9.3330), (3, 0.05, 9.3330),
    ],
)  # fmt: skip
def test_a_signal_is_as_strong_as_its_count_is_unlikely(observed, expected, much):
    row = SignalRow(observed=observed, expected=expected)
    assert strength(row) == pytest.approx(much, abs=1e-4)


NEW, IN_HAND = SignalState.NEW, SignalState.VERIFYING
TRADER, PLACE, TRADE = StreamKind.SUBJECT, StreamKind.DISTRICT, StreamKind.CATEGORY
MAINS = [  # of two signals with these complaints, the one that the other is merged into
    ((TRADER, NEW, 0, 4), (TRADER, NEW, 3, 7), None),
    ((TRADER, NEW, 0, 4), (TRADER, NEW, 2, 6), "first"),  # half of it, and as strong
    ((TRADER, NEW, 0, 4), (TRADER, NEW, 2, 8), "second"),
    ((TRADER, IN_HAND, 0, 4), (TRADER, IN_HAND, 0, 4), None),
    ((PLACE, NEW, 0, 8), (TRADER, NEW, 0, 4), "second"),  # most of the county's
    ((PLACE, NEW, 0, 9), (TRADER, NEW, 0, 4), None),
    ((PLACE, IN_HAND, 0, 8), (TRADER, NEW, 0, 4), "first"),
    ((PLACE, IN_HAND, 0, 9), (TRADER, NEW, 0, 4), None),
    ((PLACE, NEW, 0, 4), (TRADE, NEW, 0, 4), "second"),
    ((TRADE, NEW, 0, 4), (PLACE, NEW, 0, 4), "first"),
    *(
        ((TRADER, state, 0, 4), (TRADER, NEW, 2, 8), "first")  # put aside for none that is new
        for state in SignalState
        if state not in (NEW, SignalState.MERGED)
    ),
]


class TakenBack(Exception):
    """Ends a transaction without a trace."""


def test_of_two_about_the_same_one_stands_for_both(city):
    ids = rows_behind(city, [f"c{number:02}" for number in range(12)])
    for first, second, main in MAINS:
        assert merged(city, ids, first, second) == main, (first, second)


def test_what_was_long_ago_or_taken_out_by_a_person_is_not_merged(city):
    ids = rows_behind(city, [f"c{number:02}" for number in range(12)])
    both = (TRADER, NEW, 0, 4), (TRADER, NEW, 2, 8)
    hold = city.ask(lambda session: Limits.of(plan_of(session)).hold)
    at = city.db.clock()
    assert merged(city, ids, *both, at=at, first_until=at - hold) == "second"
    late = at - hold - timedelta(seconds=1)
    assert merged(city, ids, *both, at=at, first_until=late) == "second"  # it has changed itself
    assert merged(city, ids, *both, at=at, first_until=late, changed="second") is None
    assert merged(city, ids, *both, taken_out="first") is None
    assert merged(city, ids, *both, taken_out="second") == "second"


def merged(city, ids, *both, at=None, first_until=None, changed="", taken_out=""):
    """Which of the two is the main one; None: each stands for itself."""
    at, found = at or city.db.clock(), None
    with contextlib.suppress(TakenBack), city.db.write() as session:
        limits = replace(Limits.of(plan_of(session)), same_percent=50)
        rows = {}
        for name, (kind, state, start, end) in zip(("first", "second"), both, strict=True):
            fields = {"stream": kind, "state": state, "expected": 0.0}
            if name == "first" and first_until:
                fields["until_at"] = first_until
            number = lay_signal(session, ids[start:end], at, **fields)
            rows[name] = session.get_one(SignalRow, number)
            if taken_out == name:
                note = SignalNoteRow(
                    signal_id=number, act=SignalAct.TAKEN_OUT, words="", observed=1
                )
                note.by, note.at = "李蔚", at
                session.add(note)
        session.flush()
        looked_at = [row for name, row in rows.items() if changed in ("", name)]
        merge_similar(session, PROGRAM, looked_at, limits, at, at)
        for main, small in (("first", "second"), ("second", "first")):
            if rows[small].merged_into == rows[main].id:
                found = main
        raise TakenBack
    return found
