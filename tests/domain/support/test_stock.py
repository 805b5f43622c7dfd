"""Rules of the stock: what a label, an item, a count and the meter of a vehicle may say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.supply import Kind
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.support.stock import (
    BackState,
    Levels,
    NewItem,
    StockKind,
    brought_back,
    check_due,
    code_of,
    counted,
    handed_out,
    item_of,
    require_amount,
    require_due,
    require_enough,
    require_fits,
    require_in_use,
    require_item,
    require_later,
    require_mileage,
    require_same_use,
    require_to_retire,
    scrapped,
    supply_kind,
    taken_in,
)

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MOST = 1_000_000
RADIO = NewItem("对讲机", StockKind.RADIO, "机关库房", "部")
CAR = NewItem("应急车", StockKind.VEHICLE, "车库", "辆", plate="澄A00001")


@pytest.mark.parametrize("number", [1, 12, 99_999, 999_999_999])
def test_a_label_is_read_as_it_was_printed(number):
    assert item_of(f" {code_of(number).lower()} ") == number


@pytest.mark.parametrize("code", ["", "S", "S012", "S1234567890", "X00012", "S0001a"])
def test_what_is_on_no_label_is_refused(code):
    with pytest.raises(AskedWrongly, match="不是物资标签上的编码，编码如 S00012"):
        item_of(code)


@pytest.mark.parametrize(
    "item",
    [
        RADIO,
        CAR,
        replace(RADIO, minimum=MOST, check_months=1, used_up=True),
        replace(RADIO, check_months=120),
        replace(CAR, driver="周明", inspected_until=NOW),
    ],
)
def test_an_item_that_can_be_is_entered(item):
    require_item(item)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (replace(RADIO, minimum=-1), "最低数量应为 0 至 1000000"),
        (replace(RADIO, minimum=MOST + 1), "最低数量应为 0 至 1000000"),
        (replace(RADIO, check_months=0), "检查周期应为 1 至 120 个月"),
        (replace(RADIO, check_months=121), "检查周期应为 1 至 120 个月"),
        (replace(CAR, used_up=True), "车辆不是消耗品"),
        (replace(CAR, plate=""), "车辆须写明车牌号，一车一条"),
        (replace(RADIO, plate="澄A00001"), "只用于车辆"),
        (replace(RADIO, driver="周明"), "只用于车辆"),
        (replace(RADIO, inspected_until=NOW), "只用于车辆"),
    ],
)
def test_an_item_that_cannot_be_is_refused(item, words):
    with pytest.raises(RuleBroken, match=words):
        require_item(item)


def test_a_retired_item_neither_comes_nor_goes():
    require_in_use("对讲机", retired=False)
    with pytest.raises(RuleBroken, match="“对讲机”已停用，不再出入库"):
        require_in_use("对讲机", retired=True)
    require_to_retire("对讲机", Levels(0, 0))
    for levels in (Levels(1, 0), Levels(0, 1)):
        with pytest.raises(RuleBroken, match="归还、报废后才能停用"):
            require_to_retire("对讲机", levels)


@pytest.mark.parametrize(("amount", "fits"), [(0, False), (1, True), (MOST, True)])
def test_an_amount_is_one_at_least(amount, fits):
    if fits:
        require_amount(amount)
    else:
        with pytest.raises(RuleBroken, match="数量应为 1 至 1000000"):
            require_amount(amount)
    with pytest.raises(RuleBroken, match="数量应为 1 至 1000000"):
        require_amount(MOST + 1)


def test_no_more_comes_in_than_a_ledger_holds():
    assert taken_in(Levels(MOST - 5, 3), 2) == Levels(MOST - 3, 3)
    with pytest.raises(RuleBroken, match="入库后的数量超过 1000000"):
        taken_in(Levels(MOST - 5, 3), 3)
    assert taken_in(Levels(0, 0), 1, one=True) == Levels(1, 0)
    with pytest.raises(RuleBroken, match="一条车辆记录只登记一辆车"):
        taken_in(Levels(0, 1), 1, one=True)


def test_no_more_goes_out_or_comes_back_than_there_is():
    assert handed_out(Levels(3, 0), 3, "对讲机", "部", used_up=False) == Levels(0, 3)
    assert handed_out(Levels(3, 0), 3, "口罩", "个", used_up=True) == Levels(0, 0)
    with pytest.raises(RuleBroken, match="在库只有 3 部，不能领用 4 部"):
        handed_out(Levels(3, 0), 4, "对讲机", "部", used_up=False)
    assert brought_back(Levels(0, 3), 3, 3, "部", BackState.WHOLE) == Levels(3, 0)
    for lost in (BackState.BROKEN, BackState.LOST):
        assert brought_back(Levels(1, 3), 2, 3, "部", lost) == Levels(1, 1)
    with pytest.raises(RuleBroken, match="还有 2 部未还，不能归还 3 部"):
        brought_back(Levels(0, 3), 3, 2, "部", BackState.WHOLE)
    with pytest.raises(RuleBroken, match="已经全部归还"):
        brought_back(Levels(0, 3), 1, 0, "部", BackState.WHOLE)
    assert scrapped(Levels(3, 1), 3, "对讲机", "部") == Levels(0, 1)
    with pytest.raises(RuleBroken, match="在库只有 3 部，不能报废 4 部"):
        scrapped(Levels(3, 1), 4, "对讲机", "部")


@pytest.mark.parametrize(
    ("number", "reason", "fits"),
    [(3, "", True), (0, "遗失", True), (MOST, "漏登", True), (2, " ", False), (4, "", False)],
)
def test_a_count_that_differs_from_the_book_says_why(number, reason, fits):
    if fits:
        assert counted(Levels(3, 1), number, reason) == Levels(number, 1)
    else:
        with pytest.raises(AskedWrongly, match="盘点数与账面 3 不符，请填写差异原因"):
            counted(Levels(3, 1), number, reason)


def test_a_count_is_a_number_that_can_be():
    for number in (-1, MOST + 1):
        with pytest.raises(RuleBroken, match="盘点数应为 0 至 1000000"):
            counted(Levels(3, 0), number, "重新盘点")
    assert counted(Levels(0, 1), 0, "", one=True) == Levels(0, 1)
    with pytest.raises(RuleBroken, match="一条车辆记录只登记一辆车"):
        counted(Levels(0, 1), 1, "找到一辆", one=True)


def test_what_is_not_used_up_is_given_back_by_a_time_to_come():
    require_due(None, NOW, used_up=True)
    require_due(NOW + timedelta(seconds=1), NOW, used_up=False)
    with pytest.raises(RuleBroken, match="消耗品不归还"):
        require_due(NOW + timedelta(days=1), NOW, used_up=True)
    with pytest.raises(AskedWrongly, match="请填写应还时间"):
        require_due(None, NOW, used_up=False)
    with pytest.raises(RuleBroken, match="应还时间应晚于现在"):
        require_due(NOW, NOW, used_up=False)


def test_a_meter_never_runs_back():
    for before, mileage in ((None, 0), (5, 5), (5, None), (None, 10 * MOST)):
        require_mileage(before, mileage)
    for mileage in (-1, 10 * MOST + 1):
        with pytest.raises(RuleBroken, match="里程数不对，请核对"):
            require_mileage(None, mileage)
    with pytest.raises(RuleBroken, match="里程 4 小于上次登记的 5"):
        require_mileage(5, 4)


def test_what_is_out_comes_back_before_it_is_said_to_be_used_up():
    require_same_use(was=False, used_up=True, lent=0)
    require_same_use(was=True, used_up=True, lent=1)
    with pytest.raises(RuleBroken, match="还有 1 领用在外"):
        require_same_use(was=False, used_up=True, lent=1)


def test_what_is_not_said_to_be_used_up_stays_as_it_is():
    require_same_use(was=False, used_up=False, lent=1)
    with pytest.raises(RuleBroken, match="还有 1 领用在外"):
        require_same_use(was=True, used_up=False, lent=1)


ENTERED = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)
CHECKED = datetime(2026, 3, 15, 2, 0, tzinfo=UTC)
INSPECTED_UNTIL = datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("months", "checked", "inspected", "due"),
    [
        (None, None, None, None),
        (None, CHECKED, INSPECTED_UNTIL, INSPECTED_UNTIL),
        (1, None, None, datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC)),
        (1, CHECKED, None, datetime(2026, 4, 15, 15, 59, 59, tzinfo=UTC)),
        (3, CHECKED, INSPECTED_UNTIL, datetime(2026, 6, 15, 15, 59, 59, tzinfo=UTC)),
        (4, CHECKED, INSPECTED_UNTIL, INSPECTED_UNTIL),
    ],
)
def test_the_next_check_or_inspection_is_the_one_that_comes_first(months, checked, inspected, due):
    assert check_due(months, checked, ENTERED, inspected) == due


def test_what_an_item_is_good_until_is_still_to_come():
    require_later(None, NOW, "有效期")
    require_later(NOW + timedelta(seconds=1), NOW, "有效期")
    for ends in (NOW, NOW - timedelta(days=1)):
        with pytest.raises(RuleBroken, match=r"^有效期应晚于现在。$"):
            require_later(ends, NOW, "有效期")


@pytest.mark.parametrize("kind", list(StockKind))
@pytest.mark.parametrize("wanted", list(Kind))
@pytest.mark.parametrize("used_up", [True, False])
def test_a_request_is_answered_by_what_is_of_its_kind(kind, wanted, used_up):
    lent = Kind.VEHICLE if kind is StockKind.VEHICLE else Kind.EQUIPMENT
    fitting = Kind.MATERIAL if used_up else lent
    assert supply_kind(kind, used_up=used_up) is fitting
    if wanted is fitting:
        require_fits(wanted, kind, "对讲机", used_up=used_up)
    else:
        with pytest.raises(RuleBroken, match=r"^“对讲机”与这项需求的类别不符，请另选物资。$"):
            require_fits(wanted, kind, "对讲机", used_up=used_up)


def test_no_more_is_given_than_was_asked_for():
    require_enough(3, 3, "部")
    require_enough(3, 1, "部")
    with pytest.raises(RuleBroken, match=r"^需求为 3 部，不能发放 4 部。$"):
        require_enough(3, 4, "部")
