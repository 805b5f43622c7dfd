"""The gap book: filed by who met it, answered by the planner; own rules of the counties."""

from datetime import date

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_gap import GapState
from commandcenter.domain.record import act_words
from commandcenter.queries.offers import Offer
from commandcenter.queries.plan.county_rules import RulesState, rules_board
from commandcenter.queries.plan.gaps import gap_board
from commandcenter.services.plan import gaps, plan_data
from commandcenter.services.plan.gaps import Gap, OwnRules
from commandcenter.store.plan.plan import version_in_force
from commandcenter.store.tables.every import JournalLineRow
from tests.city import EAST
from tests.field import add_people

WEST = "990103"
GAP = Gap("4.2", "没有写跨省协查由谁商请", "由综合协调组电话商请，事后补函")


@pytest.fixture
def bureau(city):
    add_people(city)
    return city


def board(city, login="maxiao"):
    return city.ask(gap_board, getattr(city, login), city.db.clock())


def rules(city, login):
    return city.ask(rules_board, getattr(city, login), city.db.clock())


def file(city, login="maxiao", gap=GAP):
    return city.do(gaps.file_gap, login, gap)


def answer(city, gap, state, words="列入今年修订", login="liangbo", version=None):
    return city.do(gaps.answer_gap, login, gap, state, words, version)


def amended(city):
    """A version that was made after what went before."""
    change = ItemChange("setting", "drill_months", {"value": 6, "source": "本局决定"})
    return city.do(plan_data.amend, "liangbo", [change], "每半年", city.ask(version_in_force))


def test_a_gap_is_filed_with_its_clause_and_what_was_done_instead(bureau):
    incident = bureau.register()
    number = file(bureau, gap=Gap("4.2", " 缺口 ", "做法", incident))
    [line] = board(bureau).lines
    assert (line.id, line.clause, line.missing, line.done_instead) == (
        number, "4.2", "缺口", "做法",
    )  # fmt: skip
    assert line.clause_title
    assert line.incident == "“11·24”悦力工场健身闭店事件"
    assert (line.filed_by, line.filed_from, line.state) == ("马骁", "现场处置组", GapState.OPEN)
    with bureau.db.read() as session:
        last = session.query(JournalLineRow).order_by(JournalLineRow.number.desc()).first()
        told = (last.kind, last.verb, last.clause, last.incident_id)
    assert told == ("plan_gap", "filed", "4.2", incident)
    assert act_words("plan_gap", "filed") == "登记预案缺口"


def test_who_watches_files_too_in_his_own_name(bureau):
    file(bureau, "tanjing")
    assert board(bureau).lines[0].filed_from == "监督评估"


def test_the_planner_takes_it_up_and_closes_it_later(bureau):
    first, second = file(bureau), file(bureau, gap=Gap("", "另一项", "口头决定"))
    assert board(bureau).waiting == 2
    answer(bureau, first, GapState.TAKEN_UP)
    assert [line.id for line in board(bureau).lines] == [second, first]
    with pytest.raises(RuleBroken, match="请选择缺口登记之后"):
        answer(bureau, first, GapState.AMENDED, "已写入", version=bureau.ask(version_in_force))
    answer(bureau, first, GapState.AMENDED, "已写入第二版", version=amended(bureau))
    with pytest.raises(RuleBroken, match=r"梁博已答复“已修订”"):
        answer(bureau, first, GapState.DECLINED)
    with pytest.raises(RuleBroken, match="怎样处理"):
        answer(bureau, second, GapState.OPEN)
    line = board(bureau).lines[-1]
    assert (line.state, line.answer, line.answered_by) == (
        GapState.AMENDED, "已写入第二版", "梁博",
    )  # fmt: skip


def test_only_the_planner_is_offered_to_answer_and_counties_to_file_nothing(bureau):
    number = file(bureau)
    assert board(bureau, "liangbo").lines[0].offers == (Offer("answer"),)
    assert board(bureau, "maxiao").lines[0].offers == ()
    assert board(bureau, "maxiao").offers == (Offer("file_gap"),)
    assert board(bureau, "east").offers == ()
    answer(bureau, number, GapState.DECLINED, "预案 4.2 已能适用")
    [offered] = board(bureau, "liangbo").lines[0].offers
    assert "已关闭" in str(offered.refusal)
    for verb, arguments in (
        (gaps.answer_gap, (number, GapState.TAKEN_UP, "好")), (gaps.file_gap, (GAP,)),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            bureau.do(verb, "east", *arguments)


def test_a_county_sees_gaps_of_its_own_incidents_and_of_none(bureau):
    there = bureau.register(title="另一事件", brand="", districts=(WEST,))
    ours = {file(bureau), file(bureau, gap=Gap("4.2", "缺", "做", bureau.register()))}
    theirs = file(bureau, gap=Gap("4.2", "缺", "做", there))
    assert {line.id for line in board(bureau, "east").lines} == ours
    assert {line.id for line in board(bureau).lines} == ours | {theirs}
    assert there not in dict(board(bureau, "east").incidents)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap("9.9", "缺", "做"), "没有 9.9 这一条"),
        (Gap("4.2", " \0", "做"), "请填写预案没有写到的内容"),
        (Gap("4.2", "缺", ""), "请填写实际的做法"),
        (Gap("4.2", "长" * 1_001, "做"), "超过 1000 字"),
        (Gap("4.2", "缺", "做", 99), "没有编号为 99 的事件"),
    ],
)
def test_what_says_nothing_or_is_not_there_is_refused(bureau, gap, words):
    with pytest.raises(RuleBroken, match=words):
        file(bureau, gap=gap)


def test_a_county_files_its_own_rules_and_the_others_are_named(bureau, rules_of):
    first = rules_of(EAST, "城东区实施细则", words="响应到街道")
    number = bureau.do(gaps.file_rules, "east", first)
    bureau.do(gaps.file_rules, "east", rules_of(EAST, "城东区实施细则（修订）", "2026-10-01"))
    bureau.do(gaps.receive_rules, "liangbo", number, "备〔2026〕3号")
    with pytest.raises(RuleBroken, match="回执 备〔2026〕3号"):
        bureau.do(gaps.receive_rules, "liangbo", number, "备〔2026〕4号")
    with pytest.raises(RuleBroken, match="预案管理员"):
        bureau.do(gaps.receive_rules, "east", number, "备〔2026〕4号")
    shown = rules(bureau, "east")
    filed = [line for line in shown.lines if line.at is not None]
    assert [(line.title, line.adopted_on, line.state) for line in filed] == [
        ("城东区实施细则（修订）", date(2026, 10, 1), RulesState.WAITING),
        ("城东区实施细则", date(2026, 3, 1), RulesState.FILED),
    ]
    assert (filed[1].receipt, filed[1].received_by, filed[1].file_name) == (
        "备〔2026〕3号", "梁博", "城东区实施细则.pdf",
    )  # fmt: skip
    assert [x.county for x in shown.lines if x.state is RulesState.MISSING] == list(shown.missing)
    assert "城东区" not in shown.missing
    assert "城西区" in shown.missing
    assert shown.due_at is None
    assert (shown.counties, shown.offers) == (((EAST, "城东区"),), (Offer("file_rules"),))
    assert len(rules(bureau, "liangbo").counties) == 7
    assert rules(bureau, "maxiao").offers == ()


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (OwnRules(WEST, "细则", "2026-01-05"), "限于本县区"),
        (OwnRules(EAST, "细则", "三月一日"), "不是日期"),
        (OwnRules(EAST, "细则", "1926-01-05"), "请核对"),
        (OwnRules(EAST, "细则", "2026-01-05"), "请附上细则文件"),
        (OwnRules(EAST, "细则", "2026-01-05", "", "a" * 64, "细则.exe"), "PDF、OFD 或 Word"),
        (OwnRules(EAST, "细则", "2026-01-05", "", "a" * 64, "细则.pdf"), "还没有传完"),
    ],
)
def test_rules_of_others_or_without_a_day_are_refused(bureau, own, words):
    with pytest.raises(RuleBroken, match=words):
        bureau.do(gaps.file_rules, "east", own)


def test_the_city_files_rules_for_a_county_that_there_is(bureau, rules_of):
    with pytest.raises(RuleBroken, match="请选择县区"):
        bureau.do(gaps.file_rules, "liangbo", rules_of("990199"))
    assert bureau.do(gaps.file_rules, "liangbo", rules_of(WEST))


def test_what_rules_say_in_short_is_as_long_as_may_be_and_no_longer(bureau, rules_of):
    with pytest.raises(RuleBroken, match="主要内容超过 1000 字"):
        bureau.do(gaps.file_rules, "east", rules_of(EAST, words="长" * 1_001))
    assert [line for line in rules(bureau, "east").lines if line.at is not None] == []
    bureau.do(gaps.file_rules, "east", rules_of(EAST, words="长" * 1_000))
    assert [len(line.words) for line in rules(bureau, "east").lines if line.at] == [1_000]
