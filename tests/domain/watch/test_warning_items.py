"""The plan's measures of a warning: a list for each level that begins with the talk."""

from dataclasses import replace

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.watch.warning_items import (
    WarningMeasure,
    check_measures,
    measures_for,
)

EVERY = dict.fromkeys(Level, 60)
TALK = WarningMeasure("W1", "约谈经营者", "", EVERY, "", talk=True)
VISIT = WarningMeasure("W2", "巡查重点经营者", "", {Level.I: 1, Level.II: 60}, "")


def others(number, due=EVERY):
    return [replace(VISIT, code=f"X{n}", due=due) for n in range(number)]


def test_a_level_has_the_measures_that_name_it_in_the_plans_order():
    assert {level: measures_for([TALK, VISIT], level) for level in Level} == {
        Level.I: (TALK, VISIT),
        Level.II: (TALK, VISIT),
        Level.III: (TALK,),
        Level.IV: (TALK,),
    }


@pytest.mark.parametrize(
    "measures",
    [
        [],
        [TALK],
        [TALK, VISIT],
        [TALK, *others(9)],
        [TALK, replace(VISIT, title="字" * 16)],
    ],
)
def test_a_list_that_begins_with_the_talk_is_taken(measures):
    check_measures(iter(measures))


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        ([TALK, replace(VISIT, title="字" * 17)], "W2: title over 16 characters"),
        ([TALK, replace(VISIT, due={Level.I: 0})], "W2: a limit that is not after the issue"),
        (
            [TALK, replace(VISIT, due={Level.II: 60, Level.I: -1})],
            "W2: a limit that is not after the issue",
        ),
        ([TALK, *others(10)], "11 measures at I"),
        ([TALK, *others(10, {Level.IV: 60})], "11 measures at IV"),
        ([VISIT, TALK], "the first measure at I is no talk"),
        ([replace(TALK, due={Level.I: 60})], "the first measure at II is no talk"),
    ],
)
def test_a_list_too_long_or_begun_otherwise_is_named(measures, words):
    with pytest.raises(ValueError, match=rf"^warnings\.toml.*{words}"):
        check_measures(measures)
