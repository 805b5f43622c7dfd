"""What a number found in a text can mean: from where to where, and in which unit."""

from decimal import Decimal

import pytest

from commandcenter.domain.number_reader import NumberKind, Vague, numbers_in


def bounds(text):
    [number] = numbers_in(text)
    return number.unit, number.value, number.low, number.high


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三分之一", "33.3"), ("三分之二", "66.7"), ("四分之三", "75.0"), ("十分之一", "10.0"),
        ("1/3", "33.3"), ("3/4", "75.0"),
    ],
)  # fmt: skip
def test_a_fraction_means_two_points_to_both_sides(text, value):
    exact = Decimal(value)
    assert bounds(text) == ("%", exact, exact - 2, exact + 2)


def test_a_fraction_of_nothing_is_no_share():
    assert all(found.kind is not NumberKind.SHARE for found in numbers_in("1/0"))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("61.3%", "61.25", "61.4"), ("62%", "61.5", "63"), ("百分之六十一点三", "61.25", "61.4"),
        ("百分之零点零五", "0.045", "0.06"), ("百分之六十", "59.5", "61"), ("八成", "75", "90"),
        ("5‰", "0.45", "0.6"),
    ],
)  # fmt: skip
def test_a_share_is_rounded_or_cut(text, low, high):
    assert bounds(text)[2:] == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("312件", 312, 312), ("三百二件", 320, 320), ("一万二千件", 12_000, 12_000),
        ("1.2万件", 11_500, 13_000), ("300余件", 300, 400), ("三百余件", 300, 400),
        ("三百二十余件", 320, 352), ("20余件", 20, 30), ("1200余件", 1_200, 1_320),
        ("1.2万余件", 12_000, 13_200), ("3000多件", 3_000, 4_000), ("2万余元", 20_000, 30_000),
    ],
)  # fmt: skip
def test_a_count_means_itself_or_up_to_its_tail_more(text, low, high):
    assert bounds(text)[2:] == (low, high)


@pytest.mark.parametrize(
    ("text", "vague", "low", "high"),
    [
        ("约300件", Vague.ABOUT, 270, 330), ("近300件", Vague.NEARLY, 270, 300),
        ("超过300件", Vague.OVER, 300, 400), ("300件左右", Vague.ABOUT, 270, 330),
        ("300件以上", Vague.OVER, 300, 400), ("附近300件", Vague.EXACT, 300, 300),
        ("数百件", Vague.SOME, 100, 999), ("十几件", Vague.SOME, 11, 19),
    ],
)  # fmt: skip
def test_vague_words_widen_what_a_number_can_mean(text, vague, low, high):
    [number] = numbers_in(text)
    assert (number.vague, number.low, number.high) == (vague, low, high)


@pytest.mark.parametrize(
    ("text", "vague", "low", "high"),
    [
        ("三成以上", Vague.OVER, "30", "40"), ("60%以上", Vague.OVER, "60", "66"),
        ("60%左右", Vague.ABOUT, "54", "66"), ("六成多", Vague.OVER, "60", "70"),
        ("5‰以上", Vague.OVER, "0.5", "0.6"), ("百分之六十上下", Vague.ABOUT, "54", "66"),
        ("近六成", Vague.NEARLY, "54", "60"), ("60%多为老年人", Vague.EXACT, "59.5", "61"),
        ("60%余下的", Vague.EXACT, "59.5", "61"),
    ],
)  # fmt: skip
def test_vague_words_beside_a_share_are_read_as_beside_a_count(text, vague, low, high):
    [number] = numbers_in(text)
    assert (number.kind, number.vague) == (NumberKind.SHARE, vague)
    assert (number.low, number.high) == (Decimal(low), Decimal(high))


def test_forty_who_are_mostly_old_are_forty():
    assert bounds("40人多为老年人")[2:] == (40, 40)


BEFORE = {
    "不少于": Vague.OVER, "不低于": Vague.OVER, "超过": Vague.OVER, "至少": Vague.OVER,
    "逾": Vague.OVER, "超": Vague.OVER,
    "不超过": Vague.NEARLY, "将近": Vague.NEARLY, "接近": Vague.NEARLY, "近": Vague.NEARLY,
    "大约": Vague.ABOUT, "大概": Vague.ABOUT, "约": Vague.ABOUT,
    "最近": Vague.EXACT, "附近": Vague.EXACT, "就近": Vague.EXACT, "邻近": Vague.EXACT,
    "临近": Vague.EXACT, "预约": Vague.EXACT, "签约": Vague.EXACT, "合约": Vague.EXACT,
    "违约": Vague.EXACT, "高超": Vague.EXACT, "投诉": Vague.EXACT,
}  # fmt: skip
MEANT = {
    Vague.OVER: (300, 400), Vague.NEARLY: (270, 300), Vague.ABOUT: (270, 330),
    Vague.EXACT: (300, 300),
}  # fmt: skip


@pytest.mark.parametrize(("words", "vague"), BEFORE.items())
def test_each_word_before_a_number_makes_it_vague_or_does_not(words, vague):
    [number] = numbers_in(f"已有{words}300件")
    assert (number.vague, (number.low, number.high)) == (vague, MEANT[vague])
    assert number.written == ("300件" if vague is Vague.EXACT else f"{words}300件")


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("十几件", "件", 11, 19), ("数十件", "件", 10, 99), ("几百人", "人", 100, 999),
        ("好几百名", "人", 100, 999), ("上千家", "家", 1_000, 9_999), ("数百元", "元", 100, 999),
        ("数万元", "元", 10_000, 99_999), ("上亿元", "元", 10**8, 10**9 - 1),
        ("数万亿元", "元", 10**12, 10**13 - 1), ("几百余户", "户", 100, 999),
        ("二十几件", "件", 20, 30), ("十几万元", "元", 100_000, 200_000),
        ("十几万人", "人", 100_000, 200_000), ("二十几万元", "元", 200_000, 300_000),
    ],
)  # fmt: skip
def test_some_tens_or_hundreds_are_of_their_place(text, unit, low, high):
    [number] = numbers_in(text)
    assert (number.unit, number.low, number.high) == (unit, low, high)
    assert number.kind is (NumberKind.MONEY if unit == "元" else NumberKind.COUNT)


UNITS = {
    "个县（市、区）": "个县区", "个县(市、区)": "个县区", "个县市区": "个县区", "个县区": "个县区",
    "个区县": "个县区", "人（次）": "人次", "人次": "人次", "元": "元",
    "件": "件", "起": "件", "宗": "件", "单": "单", "人": "人", "名": "人", "位": "人",
    "例": "例", "户": "户", "家": "家", "间": "家", "所": "家", "个": "个", "张": "张",
    "台": "台", "辆": "辆", "盒": "盒", "箱": "箱", "袋": "袋", "瓶": "瓶", "批次": "批次",
    "批": "批次", "份": "份", "条": "条", "通": "通", "次": "次", "项": "项", "吨": "吨",
    "倍": "倍", "公斤": "公斤", "千克": "公斤", "克": "克", "组": "组", "处": "处", "队": "队",
    "种": "种",
}  # fmt: skip


def test_each_unit_is_compared_as_what_it_counts():
    assert {written: bounds(f"12{written}")[0] for written in UNITS} == UNITS


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("24小时", "小时"), ("5个小时", "小时"), ("30分钟", "分钟"), ("7个工作日", "工作日"),
        ("7工作日", "工作日"), ("三天", "天"), ("3个月", "月"), ("二周", "周"), ("近三年", "年"),
        ("20秒", "秒"), ("20秒钟", "秒钟"), ("60日内", "日"), ("32日", "日"),
    ],
)  # fmt: skip
def test_how_long_something_takes_is_a_span(text, unit):
    [number] = numbers_in(text)
    assert (number.kind, number.unit, number.counted) == (NumberKind.SPAN, unit, True)


def test_a_day_of_the_month_is_a_date_up_to_the_thirty_first():
    for text, kind in (
        ("1日", NumberKind.DATE),
        ("31日", NumberKind.DATE),
        ("32日", NumberKind.SPAN),
    ):
        [number] = numbers_in(text)
        assert (number.kind, number.written) == (kind, text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50-100人", "人"), ("50～100余名", "人"), ("50至100元", "元"), ("50到100多件", "件"),
        ("3——5家", "家"), ("5至7个工作日", "工作日"), ("3-6个月", "月"), ("2-3个县区", "个县区"),
        ("50—100", ""),
    ],
)  # fmt: skip
def test_the_first_of_two_numbers_counts_what_the_second_does(text, unit):
    first, second = numbers_in(text)
    assert (first.unit, second.unit) == (unit, unit)
    assert first.kind is second.kind


@pytest.mark.parametrize(
    "text",
    [
        "三百一二件", "百分之三百一二", "三分之十一二", "十一二分之一", "1000.1万亿元",
        "10000万亿元", "几件", "好些人",
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_found(text):
    assert numbers_in(text) == ()


def test_the_largest_number_is_a_thousand_billions_and_the_longest_has_fifteen_signs():
    assert bounds("1000万亿元")[1] == 10**15
    assert bounds("123456789012345件")[:2] == ("件", 123_456_789_012_345)
    [long] = numbers_in("1234567890123.45元")
    assert (long.kind, long.written) == (NumberKind.LABEL, "1234567890123.45")


def test_a_place_may_stand_apart_from_its_number():
    assert bounds("3 万元")[1:] == (30_000, 25_000, 40_000)
    assert bounds("10余万元")[1:] == (100_000, 100_000, 200_000)


WORDS = [
    "统一个", "唯一件", "同一件", "逐一件", "专一项", "单一件", "一家", "一份", "一批", "一张",
    "一间", "一所", "一起赶赴", "一户一策", "一人一档", "三个责任", "三项措施", "两条意见",
    "两种", "三次", "四组", "五处", "六队", "七倍", "十户", "百户", "千户", "万户", "亿户",
    "十台", "三", "五", "十", "百", "万五", "亿三", "两百", "万一", "一些", "十分",
]  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_a_numeral_that_is_part_of_a_word_counts_nothing(text):
    assert numbers_in(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("一人", 1, "人"), ("一件", 1, "件"), ("一台", 1, "台"), ("一户", 1, "户"),
        ("一起事件", 1, "件"), ("一起案件", 1, "件"), ("一起投诉", 1, "件"), ("一起举报", 1, "件"),
        ("1家", 1, "家"), ("1个", 1, "个"), ("3项", 3, "项"), ("三家", 3, "家"), ("两起", 2, "件"),
        ("十二个", 12, "个"), ("十人", 10, "人"), ("百元", 100, "元"), ("千件", 1_000, "件"),
        ("万人次", 10_000, "人次"), ("百家", 100, "家"), ("三百", 300, ""), ("三千五百", 3_500, ""),
        ("三个门店", 3, "个"), ("三个店", 3, "个"), ("两个学校", 2, "个"), ("三个网点", 3, "个"),
        ("三个消费者", 3, "个"), ("两个孩子", 2, "个"), ("三个学生", 3, "个"),
        ("三个患者", 3, "个"), ("三个家庭", 3, "个"), ("三个企业", 3, "个"), ("3 批次", 3, "批次"),
    ],
)  # fmt: skip
def test_a_numeral_that_counts_is_a_number(text, value, unit):
    [number] = numbers_in(text)
    assert (number.value, number.unit) == (value, unit)
