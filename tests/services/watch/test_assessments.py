"""定期风险评估: frozen as it stood, judged, signed by who may, compared, owed again, printed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.watch.assessment import AssessmentState, Movement
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult, Scope
from commandcenter.offices import typesetting
from commandcenter.offices.risk_papers import assessment_document
from commandcenter.queries.watch.assessments import assessment_board, judged_board
from commandcenter.queries.watch.risk import risk_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.services.watch import assessments, risk, risk_records
from commandcenter.services.watch.assessments import Judged
from commandcenter.store.tables.every import ObligationRow, RiskAssessmentLineRow
from commandcenter.store.verify import verify
from tests.city import EAST
from tests.past import past

SPORT, FOOD = "文化娱乐体育", "餐饮和住宿"
DAY = timedelta(days=1)


@pytest.fixture
def east(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    return city


def inspect(city, category=SPORT, subject="某健身店", login="liwei", **fields):
    values = {
        "kind": RecordKind.INSPECTION, "title": "专项检查", "held_at": city.db.clock() - DAY,
        "result": RecordResult.PROBLEMS, "findings": "合同缺项", "subject_name": subject,
        "category": category, "district": EAST,
    }  # fmt: skip
    return city.do(risk_records.enter, login, NewRecord(**(values | fields)))


def begun(city, title="十月评估"):
    return city.do(assessments.begin, "zhoulan", title)


def signed(city, title="十月评估"):
    number = begun(city, title)
    judge_all(city, number)
    city.do(assessments.conclude, "zhoulan", number, "总体平稳。", "")
    city.do(assessments.submit, "zhoulan", number)
    city.do(assessments.sign, "luomin", number, "罗敏")
    return number


def judge_all(city, number):
    for line in lines(city, number):
        judged = Judged(line.id, "集中反映退费难", "约谈靠前的主体")
        city.do(assessments.judge, "zhoulan", number, judged, line.version)


def lines(city, number):
    with city.db.read() as session:
        row = RiskAssessmentLineRow
        return session.scalars(
            select(row).where(row.assessment_id == number).order_by(row.id)
        ).all()


def owed(city, code):
    with city.db.read() as session:
        row = ObligationRow
        return session.scalars(select(row).where(row.code == code).order_by(row.id)).all()


def test_its_rows_stay_as_they_stood_while_the_ledger_goes_on(city):
    inspect(city)
    number = begun(city)
    board = city.ask(risk_board, city.chenyu, Scope.CATEGORY, city.db.clock())
    own = city.ask(judged_board, city.chenyu, number, city.db.clock()).lines
    frozen = [(x.title, x.points, x.reasons) for x in own if x.scope is Scope.CATEGORY]
    assert frozen == [(x.title, x.points, x.reasons) for x in board.lines]
    inspect(city, number="2")
    risk_now = city.ask(risk_board, city.chenyu, Scope.CATEGORY, city.db.clock()).lines[0]
    assert risk_now.points > own[0].points
    again = city.ask(judged_board, city.chenyu, number, city.db.clock()).lines
    assert [(x.title, x.points) for x in again] == [(x.title, x.points) for x in own]


def test_it_is_compared_with_the_last_that_was_signed(city):
    inspect(city)
    inspect(city, FOOD, "某面馆")
    first = signed(city)
    inspect(city, number="2")
    inspect(city, "美容美发洗浴", "某美发店")
    city.do(risk.correct, "zhoulan", Scope.CATEGORY, FOOD, 6, -6, "已整改")
    second = begun(city, "十一月评估")
    board = city.ask(judged_board, city.chenyu, second, city.db.clock())
    moved = {x.title: x.moved for x in board.lines if x.scope is Scope.CATEGORY}
    assert (board.about.before_id, board.about.before) == (first, "十月评估")
    assert (moved[SPORT].movement, moved[SPORT].more) == (Movement.UP, 6)
    assert moved["美容美发洗浴"].movement is Movement.NEW
    assert moved[FOOD].movement is Movement.DOWN
    assert "上升 6 分" in moved[SPORT].words


def test_only_one_is_on_its_way_and_it_must_be_whole(city):
    inspect(city)
    number = begun(city)
    with pytest.raises(RuleBroken, match="还没有签发"):
        begun(city, "另一次")
    with pytest.raises(RuleBroken, match="总体研判"):
        city.do(assessments.submit, "zhoulan", number)
    with pytest.raises(RuleBroken, match="只有送签的"):
        city.do(assessments.sign, "luomin", number, "罗敏")
    city.do(assessments.withdraw, "zhoulan", number, "数据有误")
    assert begun(city, "重做") > number


def test_what_is_signed_is_changed_by_nobody(city):
    inspect(city)
    number = signed(city)
    line = lines(city, number)[0]
    with pytest.raises(RuleBroken, match="已签发"):
        city.do(assessments.judge, "zhoulan", number, Judged(line.id, "另说", ""), line.version)
    with pytest.raises(RuleBroken, match="已签发"):
        city.do(assessments.withdraw, "zhoulan", number, "反悔")
    assert city.ask(verify).bad is None


def test_a_county_neither_begins_nor_sees_one(east):
    city = east
    inspect(city)
    signed(city)
    board = city.ask(assessment_board, city.east, city.db.clock())
    assert (board.lines, board.offers) == ((), ())
    with pytest.raises(RuleBroken, match="巡查、调查"):
        city.do(assessments.begin, "east", "城东评估")


def test_signing_it_closes_what_was_owed_and_the_next_is_owed(city):
    inspect(city)
    assert [row.state for row in owed(city, "risk_assessment")] in ([], [ObligationState.OPEN])
    number = begun(city)
    judge_all(city, number)
    city.do(assessments.conclude, "zhoulan", number, "总体平稳。", "")
    city.do(assessments.submit, "zhoulan", number)
    (sign,) = owed(city, "risk_sign")
    assert (sign.state, sign.title) == (ObligationState.OPEN, "签发十月评估")
    city.do(assessments.send_back, "luomin", number, "措施再具体些")
    city.do(assessments.submit, "zhoulan", number)
    city.do(assessments.sign, "luomin", number, "罗敏")
    assert [row.state for row in owed(city, "risk_sign")] == [ObligationState.DONE]
    states = [row.state for row in owed(city, "risk_assessment")]
    assert states == [ObligationState.DONE, ObligationState.OPEN]
    board = city.ask(assessment_board, city.chenyu, city.db.clock())
    assert board.due_at == owed(city, "risk_assessment")[-1].due_at
    assert not board.late
    late = city.ask(assessment_board, city.chenyu, board.due_at + DAY)
    assert late.late


def test_the_report_says_the_numbers_of_its_rows(city):
    inspect(city)
    signed(city)
    inspect(city, number="2")
    second = signed(city, "十一月评估")
    document = city.ask(assessment_document, city.chenyu, second)
    board = city.ask(judged_board, city.chenyu, second, city.db.clock())
    rows = [row for block in document.blocks for row in getattr(block, "rows", ())]
    assert len(rows) == len(board.lines)
    for line, row in zip(board.lines, rows, strict=True):
        assert row[0] == str(line.rank)
        assert row[2] == str(line.points)
        assert all(reason.words in row[5] for reason in line.reasons)
    assert document.marking is None
    assert typesetting.pdf(document).pages >= 1
    assert typesetting.ofd(document).data


def test_it_is_shown_as_it_stood_then(city):
    incident = city.register()
    inspect(city)
    number = begun(city)
    then = city.db.clock()
    before = city.ask(assessment_board, city.chenyu, then).lines
    city.do(assessments.conclude, "zhoulan", number, "总体平稳。", "")
    looked_back = past(city.db, incident, then)
    try:
        with looked_back.read() as session:
            assert assessment_board(session, city.chenyu, then).lines == before
            assert before[0].state is AssessmentState.DRAFT
    finally:
        looked_back.close()


def test_what_is_made_of_a_line_is_as_long_as_may_be_and_no_longer(city):
    inspect(city)
    number = begun(city)
    line, most = lines(city, number)[0], assessments.MOST
    for judged, words in (
        (Judged(line.id, "研" * (most + 1), ""), f"研判超过 {most} 字"),
        (Judged(line.id, "研", "措" * (most + 1)), f"措施超过 {most} 字"),
        (Judged(99, "研", ""), "没有编号为 99 的评估条目"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(assessments.judge, "zhoulan", number, judged, line.version)
    assert lines(city, number)[0].judgement == ""
    longest = Judged(line.id, "研" * most, "措" * most)
    city.do(assessments.judge, "zhoulan", number, longest, line.version)
