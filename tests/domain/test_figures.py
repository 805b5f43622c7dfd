"""The number check: what a number in a text means, what it is compared with, what explains it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import (
    Figure,
    PublishedNumber,
    Verdict,
    attributed,
    compare,
    open_findings,
    require_explained,
)
from commandcenter.domain.number_reader import numbers_in
from commandcenter.domain.releases.release_text import Fault, Private, faults_in

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)


def figure(code, unit, value, *words, usual=False, grows=False):
    return Figure(code, code, unit, Decimal(value), AT, words, usual, grows)


FIGURES = (
    figure("complaints", "件", 312, "投诉", usual=True, grows=True),
    figure("today", "件", 40, "新增"),
    figure("people", "人", 270, "消费者", usual=True, grows=True),
    figure("on_site", "人", 35, "现场", "聚集"),
    figure("amount", "元", 2_143_000, "金额", usual=True, grows=True),
)


def verdicts(text, said=()):
    found = compare(text, FIGURES, said, ("12315",))
    return [(f.number.written, f.verdict) for f in found if f.verdict is not Verdict.NOTED]


@pytest.mark.parametrize(
    ("text", "written", "verdict"),
    [
        ("累计接到投诉312件", "312件", Verdict.MATCH),
        ("累计接到投诉３１２件", "312件", Verdict.MATCH),
        ("累计接到投诉三百一十二件", "三百一十二件", Verdict.MATCH),
        ("累计接到投诉300余件", "300余件", Verdict.ROUNDED),
        ("累计接到投诉约300件", "约300件", Verdict.ROUNDED),
        ("累计接到投诉近300件", "近300件", Verdict.DIFFERS),
        ("累计接到投诉400余件", "400余件", Verdict.DIFFERS),
        ("涉及金额214.3万元", "214.3万元", Verdict.ROUNDED),
        ("涉及金额214万元", "214万元", Verdict.ROUNDED),
        ("涉及金额241.3万元", "241.3万元", Verdict.DIFFERS),
        ("现场聚集35人", "35人", Verdict.MATCH),
        ("现场聚集270人", "270人", Verdict.DIFFERS),
        ("已设登记点2处", "2处", Verdict.UNKNOWN),
    ],
)
def test_a_number_is_judged_by_what_it_is_about(text, written, verdict):
    assert verdicts(text) == [(written, verdict)]


def test_dates_times_articles_and_the_hotline_are_not_compared():
    text = "2026年11月24日10时46分，依据第39条、〔2026〕12号，请拨打12315。"
    assert verdicts(text) == []


def test_each_number_of_a_sentence_finds_its_own_figure():
    text = "投诉312件，今日新增40件，涉及消费者270人，现场35人。"
    assert {verdict for _, verdict in verdicts(text)} == {Verdict.MATCH}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("接到重复投诉12件", "repeated"),  # ends where 投诉 ends
        ("重复投诉后新增投诉12件", "complaints"),
        ("12件重复投诉", "repeated"),
        ("12件重复", "again"),  # begins where 重复投诉 would
        ("12件投诉重复", "complaints"),
        ("重复的12件投诉", "again"),  # before the number rather than after it
        ("12件", None),
    ],
)
def test_a_number_is_of_the_word_that_stands_nearest_and_of_two_there_the_longer(text, title):
    figures = [
        figure("again", "件", 1, "重复"),
        figure("complaints", "件", 2, "投诉"),
        figure("repeated", "件", 3, "重复投诉"),
    ]
    for order in (figures, figures[::-1]):
        [finding] = compare(text, order)
        assert (finding.figure and finding.figure.title) == title


def test_a_growing_number_never_falls_below_what_was_said():
    [(_, before)] = attributed("累计接到投诉320件", FIGURES)
    said = (PublishedNumber("complaints", "情况通报 1", AT - timedelta(hours=1), before),)
    [finding] = compare("累计接到投诉312件", FIGURES, said)
    assert (finding.verdict, finding.said.where) == (Verdict.EARLIER, "情况通报 1")


def test_an_explanation_is_bound_to_the_number_and_to_what_it_differs_from():
    [finding] = compare("累计接到投诉315件", FIGURES)
    why = {finding.key: "另有3件未录入"}
    require_explained([finding], why)
    [other] = compare("累计接到投诉315件", (figure("complaints", "件", 300, "投诉", usual=True),))
    assert open_findings([other], why) == [other]
    [elsewhere] = compare("现场聚集315人", FIGURES)
    with pytest.raises(RuleBroken, match="“315人”与数据库不符"):
        require_explained([elsewhere], why)


def test_numbers_do_not_overlap_whatever_the_text():
    text = "１２３4567890123456789万亿元百分之六十一点三％%%约约近余人件" * 40
    numbers = numbers_in(text)
    for before, after in pairwise(numbers):
        assert before.end <= after.start


def test_signs_of_no_width_hide_no_telephone_number():
    text = "请拨打138\u200b1234\u200b5678。"
    [fault] = faults_in(text, Private())
    assert fault.fault is Fault.PHONE
    assert text[fault.start : fault.end] == fault.written


def test_our_own_hotline_and_a_card_like_number_are_told_apart():
    assert faults_in("请拨打12315，案号0990123456。", Private()) == ()
    [fault] = faults_in("卡号6222 0212 3456 7894", Private())
    assert fault.fault is Fault.CARD


def test_masked_complainants_may_stand_and_others_not():
    private = Private(names=frozenset({"王某", "李女士", "欧阳若兰"}))
    assert faults_in("王某、李女士反映", private) == ()
    [fault] = faults_in("欧阳若兰反映", private)
    assert fault.fault is Fault.PERSON
