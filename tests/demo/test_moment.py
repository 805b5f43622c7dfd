"""A moment of the demo is named in a few words."""

from datetime import UTC, datetime

import pytest

from commandcenter.db.demo.moment import ScenarioKey, parse, words
from commandcenter.domain.errors import RuleBroken


@pytest.mark.parametrize(
    ("said", "key", "at"),
    [
        ("D0 10:46", "A", datetime(2026, 11, 24, 2, 46, tzinfo=UTC)),
        ("d0 7:42", "A", datetime(2026, 11, 23, 23, 42, tzinfo=UTC)),
        ("B D0 20:10", "B", datetime(2026, 10, 14, 12, 10, tzinfo=UTC)),
        ("C  D0 21：20", "C", datetime(2026, 3, 15, 13, 20, tzinfo=UTC)),
        ("D-2 09:00", "A", datetime(2026, 11, 22, 1, 0, tzinfo=UTC)),
        ("AB D0 21:40", "AB", datetime(2026, 11, 24, 13, 40, tzinfo=UTC)),
        ("A D+1 24:00", "A", datetime(2026, 11, 25, 16, 0, tzinfo=UTC)),
    ],
)
def test_words_name_a_moment(said, key, at):
    found = parse(said)
    assert (found.scenario, found.at) == (ScenarioKey(key), at)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("now", "看不懂“now”"),
        ("10:46", "看不懂"),
        ("X D0 10:46", "没有情景“X”"),
        ("D0 25:00", "“25:00”不是时刻"),
        ("D0 24:01", "“24:01”不是时刻"),
        ("D-120 09:00", "没有 D-120"),
    ],
)
def test_a_wrong_moment_is_refused_in_words(said, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        parse(said)


@pytest.mark.parametrize("said", ["D0 10:46", "B D0 20:10", "C D-1 09:05", "AB D0 21:40"])
def test_a_moment_is_written_as_it_is_read(said):
    found = parse(said)
    assert words(found.scenario, found.at) == said
