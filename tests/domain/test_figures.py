"""The number check: what a number in a text means, what it is compared with, what explains it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import (
    Figure,
    Finding,
    PublishedNumber,
    Verdict,
    attributed,
    compare,
    open_findings,
    require_explained,
    shown,
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


def one(text, *said, figures=FIGURES):
    [finding] = compare(text, figures, said)
    return finding


def published(text, code="complaints", hours_ago=1, where="通报1"):
    [number] = numbers_in(text)
    return PublishedNumber(code, where, AT - timedelta(hours=hours_ago), number)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("投诉311件", Verdict.DIFFERS),
        ("投诉312件", Verdict.MATCH),
        ("投诉313件", Verdict.DIFFERS),
        ("投诉312件以上", Verdict.ROUNDED),
        ("投诉310余件", Verdict.ROUNDED),
        ("投诉283余件", Verdict.DIFFERS),
    ],
)
def test_a_number_is_right_up_to_what_it_can_mean(text, verdict):
    assert one(text).verdict is verdict


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        ("投诉311件", Verdict.MATCH),
        ("投诉312件", Verdict.MATCH),
        ("投诉313件", Verdict.EARLIER),
        ("投诉300余件", Verdict.MATCH),
    ],
)
def test_only_a_greater_number_that_was_said_contradicts(before, verdict):
    assert one("投诉312件", published(before)).verdict is verdict


def test_what_was_said_of_another_figure_or_of_one_that_may_fall_does_not_contradict():
    assert one("投诉312件", published("新增400件", "today")).verdict is Verdict.MATCH
    assert one("新增40件", published("新增400件", "today")).verdict is Verdict.MATCH


def test_the_greatest_and_of_two_as_great_the_newest_contradicts():
    said = (published("400件", where="甲"), published("500件", hours_ago=3, where="乙"))
    assert one("投诉312件", *said).said.where == "乙"
    alike = (published("500件", hours_ago=5, where="丙"), *said)
    assert one("投诉312件", *alike).said.where == "乙"


def test_a_number_that_differs_is_told_with_the_newest_text_that_said_the_same():
    said = (
        published("30件", "today", hours_ago=3, where="甲"),
        published("30件", "today", hours_ago=2, where="乙"),
        published("31件", "today", where="丙"),
        published("30人", "today", where="丁"),
        published("30件", where="戊"),
    )
    found = one("新增30件", *said)
    assert (found.verdict, found.said.where) == (Verdict.DIFFERS, "乙")
    assert one("新增29件", *said).said is None
    unknown = one("另有7处", published("7处", "places", where="己"), figures=())
    assert (unknown.verdict, unknown.said.where) == (Verdict.UNKNOWN, "己")


def test_without_a_word_a_number_is_any_of_its_unit_the_exact_and_usual_one_first():
    assert one("共270人").figure.code == "people"
    assert one("共35人").figure.code == "on_site"
    about = (
        figure("odd", "件", 301, "甲"), figure("usual", "件", 302, "乙", usual=True),
        figure("exact", "件", 300, "丙"),
    )  # fmt: skip
    assert one("约300件", figures=about).figure.code == "exact"
    assert one("约300件", figures=about[:2]).figure.code == "usual"
    assert one("共999件", figures=about).verdict is Verdict.UNKNOWN


def test_the_numbers_of_an_earlier_text_are_of_the_word_beside_them_or_of_the_usual_figure():
    text = "11月24日10时，共312件，现场35人，2处。"
    found = [(code, number.written) for code, number in attributed(text, FIGURES)]
    assert found == [("complaints", "312件"), ("on_site", "35人")]
    assert attributed("共312件", (figure("today", "件", 40, "新增"),)) == []


@pytest.mark.parametrize("stop", ["。", "；", ";", "！", "？", "!", "?", "\n"])
def test_a_word_of_another_sentence_ties_nothing(stop):
    assert one(f"现场{stop}共270人").figure.code == "people"
    assert one(f"共270人{stop}现场").figure.code == "people"


@pytest.mark.parametrize("stop", ["，", ",", "、", "3时"])
def test_a_word_after_the_number_is_of_its_clause_only(stop):
    [first, *_] = compare(f"270人{stop}现场", FIGURES)
    assert first.verdict is Verdict.MATCH
    assert one("270人在现场").verdict is Verdict.DIFFERS


@pytest.mark.parametrize(("behind", "tied"), [(22, True), (23, False)])
def test_a_word_ties_a_number_that_stands_near_it(behind, tied):
    found = one("现场" + "的" * behind + "270人")
    assert found.figure.code == ("on_site" if tied else "people")


@pytest.mark.parametrize(("ahead", "tied"), [(8, True), (9, False)])
def test_a_word_after_a_number_ties_it_nearer_still(ahead, tied):
    assert one("270人" + "的" * ahead + "现场").figure.code == ("on_site" if tied else "people")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_agrees_or_is_no_count_needs_no_explanation(verdict):
    [number] = numbers_in("312件")
    asks = verdict in (Verdict.DIFFERS, Verdict.EARLIER, Verdict.UNKNOWN)
    finding = Finding(number, verdict)
    assert finding.must_explain is asks
    assert open_findings([finding], {}) == ([finding] if asks else [])
    assert open_findings([finding], {finding.key: "已核"}) == []


def test_each_number_that_is_left_is_named_once():
    found = compare("投诉315件，又说投诉315件，另有7处", FIGURES)
    with pytest.raises(RuleBroken) as refused:
        require_explained(found, {})
    assert str(refused.value) == (
        "文中数字须核对一致或者说明原因：“315件”与数据库不符；“7处”数据库中没有。"
    )


def test_the_key_of_an_explanation_names_the_number_its_figure_and_what_was_said():
    assert one("投诉315件").key == "315件|complaints=312|"
    assert one("投诉312件", published("400件")).key == "312件|complaints=312|通报1=400件"
    assert one("另有7处").key == "7处||"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("312", "件", "312 件"),
        ("12345", "件", "12,345 件"),
        ("9999.5", "元", "9,999.5 元"),
        ("10000", "元", "1 万元"),
        ("-10000", "元", "-1 万元"),
        ("2143000", "元", "214.3 万元"),
        ("10150", "元", "1.02 万元"),
        ("61.3", "%", "61.3 %"),
        ("100", "", "100"),
    ],
)
def test_a_value_is_shown_with_its_unit_and_much_money_in_ten_thousands(value, unit, words):
    assert shown(Decimal(value), unit) == words
