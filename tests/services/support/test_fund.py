"""应急资金: the budget of a year; what is asked, approved, spent; nothing beyond it unnamed."""

from dataclasses import replace

import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.supply import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.support.fund import FundState, Spending
from commandcenter.domain.times import local
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.support.fund import fund_board
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from commandcenter.store.command.obligations import obligations_of
from tests.field import add_people

LAKH = 10_000_000  # 10 万元 in 分
KITS = Asked(1, "防护用品补充", 800_000, "防护服低于最低库存")
LUNCH = Wanted(Kind.MONEY, "饮水和午餐", 1, "笔", "登记点保障", 860_000)


@pytest.fixture
def bureau(city):
    add_people(city)
    return city


@pytest.fixture
def line(bureau):
    return bureau.do(fund.set_budget, "chenyu", this_year(bureau), "现场处置", LAKH, "年初批复")


def this_year(city):
    return local(city.db.clock()).year


def board(city, login="gaoyuan"):
    return city.ask(fund_board, getattr(city, login), None, city.db.clock())


def of_line(city):
    [found] = board(city).lines
    return found.spending


def asked(city, line, login="gaoyuan", **fields):
    return city.do(fund.ask, login, replace(KITS, line_id=line, **fields))


def test_a_budget_is_set_and_changed_by_who_approves_money(bureau, line):
    for login in ("gaoyuan", "zhoulan", "admin"):
        with pytest.raises(RuleBroken):
            bureau.do(fund.set_budget, login, this_year(bureau), "检验检测", LAKH)
        with pytest.raises(RuleBroken):
            bureau.do(fund.change_budget, login, line, 100, "追加")
    bureau.do(fund.change_budget, "chenyu", line, -1_000_000, "调剂到检验检测")
    [shown] = board(bureau).lines
    assert shown.spending == Spending(LAKH - 1_000_000)
    assert [(each.cents, each.by) for each in shown.changes] == [(-1_000_000, "陈屿")]


@pytest.mark.parametrize(
    ("year", "purpose", "cents", "words"),
    [(1999, "检测", 1, "年度"), (2026, " ", 1, "用途"), (2026, "检测", -1, "预算应为")],
)
def test_a_budget_that_cannot_be_is_refused(bureau, year, purpose, cents, words):
    with pytest.raises(RuleBroken, match=words):
        bureau.do(fund.set_budget, "chenyu", year, purpose, cents)
    assert board(bureau).lines == ()


def test_a_purpose_stands_once_a_year(bureau, line):
    with pytest.raises(RuleBroken, match="已有"):
        bureau.do(fund.set_budget, "chenyu", this_year(bureau), "现场处置", 1)
    bureau.do(fund.set_budget, "chenyu", this_year(bureau) + 1, "现场处置", 1)


def test_a_request_goes_from_the_asking_to_the_voucher(bureau, line):
    request = asked(bureau, line)
    assert of_line(bureau) == Spending(LAKH, asked=800_000)
    bureau.do(fund.approve, "chenyu", request)
    assert of_line(bureau) == Spending(LAKH, approved=800_000)
    with pytest.raises(RuleBroken, match="超过批准"):
        bureau.do(fund.spend, "gaoyuan", request, 800_001, "记-12")
    with pytest.raises(RuleBroken, match="凭证号"):
        bureau.do(fund.spend, "gaoyuan", request, 790_000, " ")
    bureau.do(fund.spend, "gaoyuan", request, 790_000, "记-12")
    assert of_line(bureau) == Spending(LAKH, spent=790_000)
    [shown] = board(bureau).requests
    assert (shown.state, shown.voucher, shown.handled_by) == (FundState.SPENT, "记-12", "高原")
    with pytest.raises(RuleBroken, match="已支出"):
        bureau.do(fund.refuse, "gaoyuan", request, "不买了")


def test_nobody_else_approves_and_a_refused_command_changes_nothing(bureau, line):
    request = asked(bureau, line)
    before = of_line(bureau)
    for login in ("gaoyuan", "luomin", "maxiao", "liwei", "admin"):
        with pytest.raises(RuleBroken):
            bureau.do(fund.approve, login, request)
    with pytest.raises(RuleBroken, match="撤回"):
        bureau.do(fund.withdraw, "chenyu", request)
    assert of_line(bureau) == before


def test_beyond_the_budget_only_with_a_named_exception(bureau, line):
    request = asked(bureau, line, cents=LAKH + 1)
    with pytest.raises(RuleBroken, match="超出预算"):
        bureau.do(fund.approve, "chenyu", request)
    bureau.do(fund.approve, "chenyu", request, "市政府会议纪要〔2026〕9号同意垫支")
    [shown] = board(bureau).requests
    assert shown.over_budget == "市政府会议纪要〔2026〕9号同意垫支"
    assert of_line(bureau).free == -1
    with pytest.raises(RuleBroken, match="不能少于"):
        bureau.do(fund.change_budget, "chenyu", line, -1, "调减")


def test_within_the_budget_no_exception_is_kept(bureau, line):
    request = asked(bureau, line)
    bureau.do(fund.approve, "chenyu", request, "以防万一")
    assert board(bureau).requests[0].over_budget == ""


def test_an_incident_is_paid_of_the_same_budget(bureau, line):
    incident = bureau.register()
    bureau.activate(incident)
    own = asked(bureau, line, cents=LAKH - 860_000)
    bureau.do(fund.approve, "chenyu", own)
    first, second = (bureau.do(supply.ask, "gaoyuan", incident, LUNCH) for _ in range(2))
    bureau.do(supply.approve, "chenyu", first, line)
    with pytest.raises(RuleBroken, match="超出预算"):
        bureau.do(supply.approve, "chenyu", second, line)
    with pytest.raises(RuleBroken, match="没有写明预算科目"):
        bureau.do(supply.approve, "chenyu", second)
    bureau.do(supply.deliver, "gaoyuan", first, "", 850_000, "记-13")
    found = board(bureau)
    assert found.total == Spending(LAKH, asked=860_000, approved=LAKH - 860_000, spent=850_000)
    [cost] = found.incidents
    assert cost.spending == Spending(asked=860_000, spent=850_000)
    assert {each.incident_id for each in found.requests} == {None, incident}


def test_what_costs_nothing_is_no_line_of_the_fund(bureau, line):
    incident = bureau.register()
    bureau.activate(incident)
    bureau.do(supply.ask, "gaoyuan", incident, Wanted(Kind.VEHICLE, "执法车", 2, "辆", "城东店"))
    assert board(bureau).requests == ()
    bureau.do(supply.ask, "gaoyuan", incident, LUNCH)
    assert [each.incident_id for each in board(bureau).requests] == [incident]


def test_what_waits_stands_with_who_approves_until_it_is_decided(bureau, line):
    def waits(login):
        items = bureau.ask(todo, getattr(bureau, login), bureau.db.clock())
        return [x.title for x in items if x.kind is TodoKind.BUREAU and x.about.startswith("fund")]

    request = asked(bureau, line)
    other = asked(bureau, line, item="宣传材料")
    assert waits("chenyu") == ["审批用款：防护用品补充", "审批用款：宣传材料"]
    assert waits("gaoyuan") == []
    bureau.do(fund.refuse, "chenyu", request, "年底前不再采购")
    bureau.do(fund.withdraw, "gaoyuan", other)
    assert waits("chenyu") == []
    rows = bureau.ask(obligations_of, None, bureau.db.clock())
    states = {row.about: row.state for row in rows if row.code == "fund_approve"}
    assert states[f"fund_request:{request}"] is ObligationState.DONE


def test_who_may_not_see_money_is_told_why(bureau, line):
    asked(bureau, line)
    found = board(bureau, "maxiao")
    assert found.refusal is not None
    assert (found.lines, found.requests, found.offers) == ((), (), ())
    assert found.total == Spending()


def test_a_change_of_a_budget_changes_it_and_leaves_what_was_approved(bureau, line):
    bureau.do(fund.approve, "chenyu", asked(bureau, line))
    for cents, words in ((0, "请写明追加或者调减多少"), (800_000 - LAKH - 1, "现场处置")):
        with pytest.raises(RuleBroken, match=words):
            bureau.do(fund.change_budget, "chenyu", line, cents, "调剂")
    assert of_line(bureau) == Spending(LAKH, approved=800_000)
    bureau.do(fund.change_budget, "chenyu", line, 800_000 - LAKH, "调剂")
    assert of_line(bureau) == Spending(800_000, approved=800_000)


def test_a_purpose_may_begin_without_money_and_a_request_may_not(bureau):
    line = bureau.do(fund.set_budget, "chenyu", this_year(bureau), "现场处置", None, " ")
    assert of_line(bureau) == Spending(0)
    for cents in (None, 0, -1):
        with pytest.raises(RuleBroken, match="金额应大于 0"):
            asked(bureau, line, cents=cents)
    bureau.do(fund.change_budget, "chenyu", line, LAKH, "年中追加")
    assert of_line(bureau) == Spending(LAKH)


def test_all_that_was_approved_is_paid_and_nothing_less_than_a_sum(bureau, line):
    request = asked(bureau, line)
    bureau.do(fund.approve, "chenyu", request)
    for cents in (None, 0, -1):
        with pytest.raises(RuleBroken, match="支出金额应大于 0"):
            bureau.do(fund.spend, "gaoyuan", request, cents, "记-12")
    bureau.do(fund.spend, "gaoyuan", request, 800_000, "记-12")
    assert of_line(bureau) == Spending(LAKH, spent=800_000)


def test_before_the_approval_who_approves_refuses_and_after_it_who_keeps(bureau, line):
    request = asked(bureau, line)
    with pytest.raises(RuleBroken):
        bureau.do(fund.refuse, "gaoyuan", request, "不买了")
    bureau.do(fund.approve, "chenyu", request)
    bureau.do(fund.refuse, "gaoyuan", request, "不买了")
    [shown] = board(bureau).requests
    assert (shown.state, shown.handled_by) == (FundState.REFUSED, "高原")
    with pytest.raises(RuleBroken, match="未予批准（高原）"):
        bureau.do(fund.approve, "chenyu", request)
