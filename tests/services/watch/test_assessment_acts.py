"""定期风险评估: what each act asks for and leaves, which lines it freezes and in which places."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.assessment import AssessmentState
from commandcenter.domain.watch.risk import Band, Scope
from commandcenter.services.watch import assessments, risk
from commandcenter.services.watch.assessments import Judged
from commandcenter.store.tables.every import JournalLineRow, RiskAssessmentRow
from tests.field import add_people
from tests.services.plan.test_plan_data import amend, setting
from tests.services.watch.test_assessments import FOOD, SPORT, begun, inspect, lines, signed

HAIR = "美容美发洗浴"


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked elsewhere."""
    return sqlite_url


def row(city, number):
    return city.ask(lambda s: s.get_one(RiskAssessmentRow, number))


@pytest.fixture
def ranked(city):
    """Two categories and a trader that are 重点, a category that is none."""
    for category, subject in ((SPORT, "某健身店"), (FOOD, "某面馆"), (HAIR, "某美发店")):
        inspect(city, category, subject)
    for scope, key, more in (
        (Scope.CATEGORY, SPORT, 70), (Scope.CATEGORY, HAIR, 90), (Scope.SUBJECT, "1", 80),
    ):  # fmt: skip
        city.do(risk.correct, "zhoulan", scope, key, 6, more, "线下反映增多")
    return city


def test_its_lines_stand_in_their_places_with_all_that_was_counted(ranked):
    city = ranked
    number = begun(city)
    found = lines(city, number)
    assert [(line.scope, line.rank, line.title) for line in found[:4]] == [
        (Scope.CATEGORY, 1, HAIR), (Scope.CATEGORY, 2, SPORT), (Scope.CATEGORY, 3, FOOD),
        (Scope.SUBJECT, 1, "某健身店"),
    ]  # fmt: skip
    assert [line.rank for line in found[3:]] == [1, 2, 3]
    first = found[0]
    assert (first.computed, first.correction, first.points) == (6, 90, 96)
    assert [line.band is Band.HIGH for line in found] == [True, True, False, True, False, False]
    assert (first.key, first.people, first.complaints, first.county) == (HAIR, 0, 0, "")
    assert (found[3].key, found[3].county) == ("1", "城东区")
    assert {(line.judgement, line.measures, line.judged_by) for line in found} == {("", "", None)}


def test_as_many_traders_stand_in_it_as_are_set(ranked):
    add_people(ranked)
    amend(ranked, setting(2, "risk_assessment_traders"))
    shown = [(line.scope, line.rank) for line in lines(ranked, begun(ranked))]
    assert shown[3:] == [(Scope.SUBJECT, 1), (Scope.SUBJECT, 2)]


def test_what_is_sent_to_be_signed_says_what_is_made_of_each_weighty_category(ranked):
    """Judgement and measures of those that are 重点; others and traders may be left."""
    city = ranked
    number = begun(city)
    hair, sport, *_ = lines(city, number)
    with pytest.raises(RuleBroken, match="请先填写总体研判"):
        city.do(assessments.submit, "zhoulan", number)
    city.do(assessments.conclude, "zhoulan", number, "总体平稳。", "")
    for judged, left in (
        (None, f"{HAIR}、{SPORT}"),
        (Judged(sport.id, "集中反映退费难", " "), f"{HAIR}、{SPORT}"),
        (Judged(sport.id, "集中反映退费难", " 约谈 "), HAIR),
    ):
        if judged is not None:
            version = next(x.version for x in lines(city, number) if x.id == sport.id)
            city.do(assessments.judge, "liwei", number, judged, version)
        with pytest.raises(RuleBroken, match=f"须写明研判和措施：{left}。"):
            city.do(assessments.submit, "zhoulan", number)
    kept = lines(city, number)[1]
    assert (kept.judgement, kept.measures, kept.judged_by) == ("集中反映退费难", "约谈", "李蔚")
    assert kept.judged_at is not None
    city.do(assessments.judge, "liwei", number, Judged(hair.id, "平稳", "巡查"), 1)
    city.do(assessments.submit, "liwei", number)
    assert row(city, number).state is AssessmentState.SUBMITTED
    for verb, arguments in (
        (assessments.submit, ()), (assessments.conclude, ("另说", "总体平稳。")),
        (assessments.judge, (Judged(hair.id, "另说", ""), 2)),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="待签发，不能修改"):
            city.do(verb, "zhoulan", number, *arguments)


def test_who_comes_second_is_told_and_what_is_the_same_is_no_change(ranked):
    city = ranked
    first = signed(city)
    number = begun(city, "十一月评估")
    city.do(assessments.conclude, "zhoulan", number, "总体平稳。", "")
    with pytest.raises(RuleBroken, match="总体研判刚刚被周岚修改过"):
        city.do(assessments.conclude, "liwei", number, "有所上升。", "")
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        city.do(assessments.conclude, "liwei", number, " 总体平稳。", "总体平稳。")
    line = lines(city, number)[0]
    city.do(assessments.judge, "zhoulan", number, Judged(line.id, "平稳", "巡查"), line.version)
    for judged, seen, words in (
        (Judged(line.id, "上升", "巡查"), line.version, f"“{HAIR}”刚刚被别人改过"),
        (Judged(line.id, "平稳", " 巡查"), line.version + 1, "没有改动任何内容"),
        (Judged(lines(city, first)[0].id, "平稳", ""), 2, "没有编号为 1 的评估条目"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(assessments.judge, "liwei", number, judged, seen)
    city.do(assessments.judge, "liwei", number, Judged(line.id, "平稳", "约谈"), line.version + 1)
    assert lines(city, number)[0].judged_by == "李蔚"
    assert (row(city, number).edited_by, row(city, number).summary) == ("周岚", "总体平稳。")


def test_each_act_keeps_who_did_it_and_why(ranked):
    city = ranked
    first, second = signed(city), signed(city, "十一月评估")
    assert (row(city, first).before_id, row(city, second).before_id) == (0, first)
    number = begun(city, "十二月评估")
    made = row(city, number)
    assert (made.before_id, made.drafted_by, made.state) == (second, "周岚", AssessmentState.DRAFT)
    assert made.drafted_at == made.as_of
    with pytest.raises(RuleBroken, match="《十二月评估》还没有签发"):
        begun(city, "另一次")
    for line in lines(city, number):
        city.do(assessments.judge, "zhoulan", number, Judged(line.id, "平稳", "巡查"), 1)
    city.do(assessments.conclude, "liwei", number, "总体平稳。", "")
    city.do(assessments.submit, "liwei", number)
    city.do(assessments.send_back, "luomin", number, "措施再具体些")
    back = row(city, number)
    assert (back.state, back.edited_by, back.submitted_by) == (
        AssessmentState.DRAFT,
        "李蔚",
        "李蔚",
    )
    assert (back.returned_by, back.returned_why) == ("罗敏", "措施再具体些")
    city.do(assessments.submit, "zhoulan", number)
    for signature in ("周岚", "", "罗 敏"):
        with pytest.raises(RuleBroken, match="签名应为本人姓名“罗敏”"):
            city.do(assessments.sign, "luomin", number, signature)
    city.do(assessments.sign, "luomin", number, " 罗敏 ")
    done = row(city, number)
    assert (done.state, done.signed_by, done.submitted_by) == (
        AssessmentState.SIGNED, "罗敏", "周岚",
    )  # fmt: skip
    assert None not in (done.edited_at, done.submitted_at, done.returned_at, done.signed_at)
    given_up = begun(city, "次年评估")
    city.do(assessments.withdraw, "liwei", given_up, "口径有误")
    gone = row(city, given_up)
    assert (gone.state, gone.withdrawn_by, gone.withdrawn_why) == (
        AssessmentState.WITHDRAWN, "李蔚", "口径有误",
    )  # fmt: skip
    assert gone.withdrawn_at is not None
    assert row(city, begun(city, "又一次")).before_id == number  # not what was given up
    line = JournalLineRow
    told = select(line.verb, line.clause).where(
        line.kind == "risk_assessment", line.subject.in_((number, given_up))
    )
    lines_told = city.ask(lambda s: s.execute(told.order_by(line.number)).all())
    assert {clause for _, clause in lines_told} == {"3.1"}
    verbs = [verb for verb, _ in lines_told]
    assert verbs[0] == "begun"
    assert verbs[-6:] == ["submitted", "returned", "submitted", "signed", "begun", "withdrawn"]
    assert set(verbs[1:-6]) == {"edited"}
