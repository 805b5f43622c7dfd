"""Signals in plain words: how many against what is usual, how rare, over how many days."""

from datetime import timedelta

import pytest

from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.signal_words import (
    DETECTOR_WORDS,
    STREAM_WORDS,
    chance_words,
    number_words,
    return_words,
    signal_words,
    usual_words,
    whole_days,
)

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (0.0004, "0.1"),
        (0.1, "0.1"),
        (0.4, "0.4"),
        (0.96, "1.0"),
        (9.94, "9.9"),
        (9.95, "10"),
        (12.4, "12"),
        (1234.4, "1,234"),
    ],
)
def test_a_number_has_one_decimal_where_it_tells_something(value, words):
    assert number_words(value) == words


def test_a_count_is_said_against_what_is_usual():
    assert usual_words(1092, 0.4) == "平时 0.4 件，现 1,092 件"
    assert usual_words(92, 0.0) == "平时 0 件，现 92 件"
    assert usual_words(1092, None) == "现 1,092 件"


@pytest.mark.parametrize("detector", list(Detector))
def test_of_what_gathers_over_days_people_are_said_and_of_all_else_complaints(detector):
    said = signal_words(detector, 92, 28, 0.4, 12 * DAY)
    gathers = detector is Detector.GATHERING
    assert said == ("12 天 28 人，此前同样时长 0.4 人" if gathers else "平时 0.4 件，现 92 件")


@pytest.mark.parametrize(
    ("people", "expected", "words"),
    [
        (1028, None, "12 天 1,028 人"),
        (0, None, "12 天多人"),
        (0, 3.0, "12 天多人，此前同样时长 3.0 人"),
        (28, 0.0, "12 天 28 人，此前同样时长 0 人"),
    ],
)
def test_what_is_not_known_of_a_gathering_is_not_said(people, expected, words):
    assert signal_words(Detector.GATHERING, 92, people, expected, 12 * DAY) == words


@pytest.mark.parametrize(
    ("span", "days"),
    [(timedelta(0), 1), (SECOND, 1), (DAY, 1), (DAY + SECOND, 2), (12 * DAY - SECOND, 12)],
)
def test_a_day_that_has_begun_is_a_day(span, days):
    assert whole_days(span) == days


@pytest.mark.parametrize(
    ("surprise", "words"),
    [
        (None, "按规则计数，不作统计推断"),
        (3, "p = 0.001"),
        (1.3, "p = 0.05"),
        (0.0, "p = 1"),
        (12, "p = 1e-12"),
        (12.1, "p < 0.000000000001"),
    ],
)
def test_the_chance_is_a_number_down_to_a_millionth_of_a_millionth(surprise, words):
    assert chance_words(surprise) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, ""),
        (30.4, "偶然出现约 30 天一次"),
        (364, "偶然出现约 364 天一次"),
        (365, "偶然出现约 1 年一次"),
        (1000, "偶然出现约 3 年一次"),
    ],
)
def test_how_often_chance_alone_would_show_it_is_said_in_days_then_in_years(days, words):
    assert return_words(days) == words


def test_each_detector_and_each_stream_is_called_as_officials_call_it():
    detectors = "苗头规则 关联食品病例规则 群体投诉规则 短时突增 多日聚集 当日偏多 相邻地区聚集"
    assert " ".join(DETECTOR_WORDS[each] for each in Detector) == detectors
    streams = (
        "同一经营主体 同一品牌或法人 文中提及 同一类别 同一问题 同一县市区 同一渠道 "
        "同一乡镇街道 同一乡镇街道的同一问题 内容相近 相邻地区"
    )
    assert " ".join(STREAM_WORDS[each] for each in StreamKind) == streams
