"""The moment of a screen or paper, and in words what ends earlier or was taken out since."""

from datetime import timedelta

import pytest

from commandcenter.domain.as_of import Decrease, LeftBy, Moment, decrease_words, until_words
from commandcenter.domain.complaints.complaint import SOURCE_WORDS, Source
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import from_local

AT = from_local(2026, 11, 24, 10, 46)
FIRST, SECOND, *_ = Source
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOMENT = Moment(AT, 7, ((FIRST, AT - 16 * MINUTE), (SECOND, AT - 31 * MINUTE)))


def test_a_source_is_counted_up_to_its_own_time_and_one_without_a_time_up_to_now():
    assert MOMENT.to(FIRST) == AT - 16 * MINUTE
    assert MOMENT.to(SECOND) == AT - 31 * MINUTE
    assert all(MOMENT.to(source) == AT for source in Source if source not in (FIRST, SECOND))


def test_a_moment_of_the_day_before_is_as_far_back_of_each_source():
    before = MOMENT.back(DAY)
    assert (before.at, before.line) == (AT - DAY, 7)
    assert before.upto == ((FIRST, AT - 16 * MINUTE - DAY), (SECOND, AT - 31 * MINUTE - DAY))


def test_an_import_under_way_does_not_make_another_moment():
    assert Moment(AT, 7, (), whole=False) == Moment(AT, 7, ())
    assert Moment(AT, 8, ()) != Moment(AT, 7, ())


FOUR = Decrease(LeftBy.TAKEN_OUT, "重复登记", 4)
TWO = Decrease(LeftBy.SPLIT, "另案处理", 2)
BATCH = Decrease(LeftBy.IMPORT, "文件有误", 1)


@pytest.mark.parametrize(
    ("before", "now", "left", "words"),
    [
        (20, 17, (), ""),
        (20, 16, (FOUR,), "较上次减少4件：移出4件（重复登记）"),
        (20, 17, (FOUR,), "较上次减少3件：移出4件（重复登记），另新增1件"),
        (20, 19, (FOUR, TWO), "较上次减少1件：移出4件（重复登记）、拆分2件（另案处理），另新增5件"),
        (
            20,
            20,
            (FOUR, BATCH),
            "较上次有5件不再计入：移出4件（重复登记）、撤销导入1件（文件有误）",
        ),
        (20, 25, (BATCH,), "较上次有1件不再计入：撤销导入1件（文件有误）"),
    ],
)
def test_why_there_are_fewer_is_told_with_what_came_in_between(before, now, left, words):
    assert decrease_words(before, now, left) == words


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        (timedelta(), "截至2026年11月24日10时46分"),
        (timedelta(seconds=59), "截至2026年11月24日10时46分"),
        (MINUTE, "截至2026年11月24日10时46分（{source}至10时45分）"),
        (DAY, "截至2026年11月24日10时46分（{source}至2026年11月23日10时46分）"),
    ],
)
def test_a_source_that_ends_a_minute_earlier_is_named(behind, words):
    said = until_words(AT, [(FIRST, AT - behind)], Moments(AT))
    assert said == words.format(source=SOURCE_WORDS[FIRST])


def test_all_sources_that_end_earlier_are_named():
    said = until_words(AT, MOMENT.upto, Moments(AT))
    one, other = SOURCE_WORDS[FIRST], SOURCE_WORDS[SECOND]
    assert said == f"截至2026年11月24日10时46分（{one}至10时30分、{other}至10时15分）"
