"""What a line of the risk ledger is worth, in points and words; which records are refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import from_local
from commandcenter.domain.watch import risk
from commandcenter.domain.watch.risk import (
    BAND_WORDS,
    JUDGEMENT_WORDS,
    RECORD_CLAUSES,
    RECORD_WORDS,
    RESULT_WORDS,
    SCOPE_WORDS,
    Band,
    Counted,
    Measure,
    NewRecord,
    Reason,
    RecordKind,
    RecordResult,
    RiskPoint,
    Scope,
    band_of,
    reasons_of,
    require_correction,
    require_record,
    total,
)

NOW = from_local(2026, 11, 24, 9)
PEOPLE = RiskPoint(Measure.PEOPLE, "投诉", "", 30, 2, 20, "", step=5, category_step=50, unit="人")
TREND = RiskPoint(
    Measure.TREND, "环比", "", 30, 5, 20, "", step=50, base=100, least=150, needs=10, unit="%"
)
SURVEYS = RiskPoint(Measure.SURVEYS, "调查反映问题", "", 365, 3, 9, "", unit="次")


def test_a_line_is_of_the_band_that_its_points_reach():
    bands = [band_of(points, high=60, watch=30) for points in (0, 29, 30, 59, 60, 61)]
    assert bands == [Band.NORMAL] * 2 + [Band.WATCH] * 2 + [Band.HIGH] * 2


@pytest.mark.parametrize(
    ("point", "value", "scope", "worth"),
    [
        (PEOPLE, 4, Scope.SUBJECT, 0),
        (PEOPLE, 5, Scope.SUBJECT, 2),
        (PEOPLE, 49, Scope.CATEGORY, 0),
        (PEOPLE, 50, Scope.CATEGORY, 2),
        (PEOPLE, 1_000, Scope.SUBJECT, 20),
        (replace(PEOPLE, category_step=0), 5, Scope.CATEGORY, 2),
        (TREND, 149, Scope.SUBJECT, 0),
        (TREND, 150, Scope.SUBJECT, 5),
        (replace(TREND, least=0), 100, Scope.SUBJECT, 0),
    ],
)
def test_each_step_above_the_base_has_its_points_up_to_the_most(point, value, scope, worth):
    assert point.worth(value, scope) == worth


def said(point, value=0, scope=Scope.SUBJECT, **counted):
    values = Counted({point.code: value}, **counted)
    return [(each.short, each.words) for each in reasons_of({point.code: point}, values, scope)]


def test_a_reason_says_its_number_in_a_word_and_in_a_sentence():
    assert said(PEOPLE, 23) == [("投诉 23 人", "近30日投诉 23 人")]
    assert said(SURVEYS, 1, named={Measure.SURVEYS: ("《预付式消费问卷》",)}) == [
        ("调查反映问题 1 次", "近1年调查反映问题 1 次：《预付式消费问卷》")
    ]
    [(_, three)] = said(SURVEYS, 3, named={Measure.SURVEYS: ("甲", "乙", "丙")})
    [(_, four)] = said(SURVEYS, 4, named={Measure.SURVEYS: ("甲", "乙", "丙", "丁")})
    assert (three[-5:], four[-6:]) == ("甲、乙、丙", "甲、乙、丙等")
    assert said(PEOPLE, 4) == [("投诉 4 人", "近30日投诉 4 人")]  # worth nothing, and said
    assert said(PEOPLE, 0) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [(364, "近364日投诉 23"), (365, "近1年投诉 23"), (729, "近1年投诉 23"), (730, "近2年投诉 23")],
)
def test_how_far_back_is_counted_is_said_in_days_or_in_whole_years(days, words):
    assert said(replace(PEOPLE, days=days, unit=""), 23) == [("投诉 23", words)]


def test_of_what_is_not_counted_nothing_is_said():
    assert reasons_of({PEOPLE.code: PEOPLE}, Counted({}), Scope.SUBJECT) == ()


@pytest.mark.parametrize(
    ("complaints", "usual", "words"),
    [
        (25, 4.3, [("平时 4.3 件、现 25 件", "近30日 25 件，平时每30日 4.3 件")]),
        (10, 4.0, [("平时 4 件、现 10 件", "近30日 10 件，平时每30日 4 件")]),
        (10, 0.0, [("平时 0 件、现 10 件", "近30日 10 件，平时每30日 0 件")]),
        (9, 4.0, []),  # too few to say anything
        (12, 10.0, []),  # worth nothing
        (25, None, []),  # nothing is known of before
        (0, 0.0, []),
    ],
)
def test_a_trend_says_what_is_usual_and_what_there_is_now(complaints, usual, words):
    assert said(TREND, complaints=complaints, usual=usual) == words


@pytest.mark.parametrize(
    ("complaints", "usual", "percent", "points"),
    [(25, 5.0, 500, 40), (15, 10.0, 150, 5), (10, 0.5, 1000, 90), (10, 0.0, 1000, 90)],
)
def test_a_trend_is_in_per_cent_of_the_usual_and_none_before_is_as_one(
    complaints, usual, percent, points
):
    counted = Counted({}, complaints, usual)
    [found] = reasons_of({TREND.code: replace(TREND, most=99)}, counted, Scope.SUBJECT)
    assert (found.value, found.points, found.most) == (percent, points, 99)


def test_equal_reasons_stand_in_the_order_of_the_measures():
    each = {code: replace(PEOPLE, code=code) for code in reversed(Measure)}
    del each[Measure.TREND]
    found = reasons_of(each, Counted(dict.fromkeys(each, 5)), Scope.SUBJECT)
    assert [reason.measure.value for reason in found] == [
        "people", "inspections", "overdue", "surveys", "incidents", "warnings", "penalties"
    ]  # fmt: skip


def test_a_record_names_its_clause_and_all_is_called_as_officials_call_it():
    assert RECORD_CLAUSES == {
        RecordKind.INSPECTION: "3.1(2)",
        RecordKind.SURVEY: "3.1(3)",
        RecordKind.MEETING: "3.1(3)",
    }
    assert set(risk.SURVEYS) == {RecordKind.SURVEY, RecordKind.MEETING}
    tables = (RECORD_WORDS, RESULT_WORDS, SCOPE_WORDS, BAND_WORDS, JUDGEMENT_WORDS)
    assert [" ".join(table.values()) for table in tables] == [
        "市场巡查 问卷调查 座谈走访",
        "未发现问题 发现问题 无法联系",
        "经营主体 消费类别",
        "重点 关注 一般",
        "确认 校正 措施 已撤销的措施",
    ]


def test_the_weightiest_reason_comes_first():
    points = {point.code: point for point in (SURVEYS, PEOPLE)}
    for people, order in ((5, ["surveys", "people"]), (10, ["people", "surveys"])):
        values = Counted({Measure.PEOPLE: people, Measure.SURVEYS: 1})
        found = reasons_of(points, values, Scope.SUBJECT)
        assert [each.measure for each in found] == order


def test_a_correction_is_a_hundred_points_at_most_and_leaves_no_less_than_nothing():
    reasons = [Reason(Measure.PEOPLE, 23, 8, 20, "", ""), Reason(Measure.SURVEYS, 1, 3, 9, "", "")]
    assert [total(reasons, points) for points in (0, 5, -11, -12)] == [11, 16, 0, 0]
    for points in (-100, 100):
        require_correction(points)
    for points in (-101, 101):
        with pytest.raises(RuleBroken, match="应在 -100 至 100 之间"):
            require_correction(points)


def record(kind="inspection", result="clean", **fields):
    base = {"title": "节前巡查", "held_at": NOW, "subject_name": "澄湖健身"}
    return NewRecord(RecordKind(kind), result=RecordResult(result), **(base | fields))


@pytest.mark.parametrize(
    "new",
    [
        record(),
        record(subject_name="", category="健身"),
        record(held_at=NOW + timedelta(minutes=1)),
        record(problems=0),
        record(result="problems", findings="消防通道堵塞", problems=10_000, follow_up_at=NOW),
        record(asked=0, unhappy=0),
        record("survey", asked=1_000_000, unhappy=1_000_000),
        record("survey", subject_name="", asked=0, unhappy=0),
        record("survey", asked=3, unhappy=3),
        record("inspection", "unreachable", problems=1),
        record("meeting", subject_name="", unhappy=3),
    ],
)
def test_a_record_of_what_was_seen_or_asked_is_taken(new):
    require_record(new, NOW)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (record(held_at=NOW + timedelta(minutes=1, seconds=1)), "日期不能晚于今天"),
        (record(follow_up_at=NOW - timedelta(seconds=1)), "复查日期不能早于"),
        (record(subject_name=""), "请写明巡查的经营主体"),
        (record(result="problems", findings=" "), "请写明发现了什么问题"),
        (record(result="problems", findings="堵塞", problems=10_001), "问题数应为 0 至 10,000"),
        (record(problems=-1), "问题数应为 0 至 10,000"),
        (record(problems=1), "问题数应为 0 或空着"),
        (record("survey", asked=1_000_001), "人数应为 0 至 1,000,000"),
        (record("survey", unhappy=-1), "人数应为 0 至 1,000,000"),
        (record(asked=1), "市场巡查不填参加人数"),
        (record(unhappy=1), "市场巡查不填参加人数"),
        (record("survey", asked=2, unhappy=3), "不能多于参加人数"),
    ],
)
def test_a_record_that_cannot_be_is_refused_in_words(new, words):
    with pytest.raises(RuleBroken, match=words):
        require_record(new, NOW)
