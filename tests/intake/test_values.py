from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.times import SHANGHAI, from_local
from commandcenter.intake.values import (
    Memory,
    amount,
    as_datetime,
    common_amount,
    is_tidy,
    moment,
    moments,
    number_problem,
    subject_code,
    tidy,
    tidy_lines,
)

EARLY = from_local(2026, 11, 24, 8, 31, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24 08:31:05", EARLY),
        ("2026/11/24 8:31", EARLY.replace(second=0)),
        ("2026年11月24日 8时31分", EARLY.replace(second=0)),
        ("2026年11月24日8时31分5秒", EARLY),
        ("2026.11.24 08:31:05", EARLY),
        ("20261124083105", EARLY),
        ("202611240831", EARLY.replace(second=0)),
        ("20261124", from_local(2026, 11, 24)),
        ("2026-11-24", from_local(2026, 11, 24)),
        ("2026/11/24 下午3:20", from_local(2026, 11, 24, 15, 20)),
        ("2026/11/24 上午12:20", from_local(2026, 11, 24, 0, 20)),
        ("2026-11-24T08:31:05", EARLY),
        ("2026-11-24T00:31:05Z", EARLY),
        ("2026-11-24T08:31:05.000+08:00", EARLY),
        ("2026-11-24 08:31:05.123", EARLY),
        ("２０２６－１１－２４　０８：３１：０５", EARLY),
        ("  2026-11-24 \t 08:31:05 ", EARLY),
        ("46350.35491", from_local(2026, 11, 24, 8, 31, 4)),
        ("46350", from_local(2026, 11, 24)),
    ],
)
def test_a_time_is_read_as_shanghai_clock(text, expected):
    assert as_datetime(moment(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "昨天", "2026-13-01", "2026-02-30", "2026-11-24 25:00", "2026-11-24 08:61", "11-24",
        "1899-01-01", "2100-01-01", "99999999", "20261399", "0", "1", "2026", "12345678901",
        "2026-11-24 早上", "24/11/2026", "99999", "12345", "-46350",
    ],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed(text):
    assert moment(text) is None


FORMS = (
    "{:%Y-%m-%d %H:%M:%S}", "{:%Y-%m-%d %H:%M}", "{:%Y-%m-%d}", "{:%Y/%m/%d %H:%M:%S}",
    "{:%Y-%m-%d}T{:%H:%M:%S}", "{:%Y-%m-%d}  {:%H:%M:%S}", "{:%Y-%m-%d%H:%M}", "{:%Y年%m月%d日}",
    "{:%Y-%m-%d} 24:00:00", "{:%Y-%m-%d} 08:60:00", "{:%Y-%m-%d} 8:31:05", "", "无",
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(FORMS), st.datetimes(datetime(1989, 1, 2))), min_size=1))
def test_a_column_of_times_is_read_as_each_of_them(cells):
    column = [form.format(at, at) for form, at in cells]
    assert moments(column) == [moment(cell) for cell in column]
    assert all(moments([cell]) == [moment(cell)] for cell in column)


@given(st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30)))
def test_every_form_of_a_time_means_the_same_moment(at):
    at = at.replace(microsecond=0, tzinfo=SHANGHAI)
    forms = (
        f"{at:%Y-%m-%d %H:%M:%S}",
        f"{at:%Y/%m/%d %H:%M:%S}",
        f"{at.year}年{at.month}月{at.day}日 {at.hour}时{at.minute}分{at.second}秒",
        f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute}:{at.second}",
        f"{at:%Y%m%d%H%M%S}",
        at.isoformat(),
        at.astimezone(UTC).isoformat(),
    )
    assert {moment(form) for form in forms} == {int(at.timestamp())}


@given(st.integers(33_000, 72_000), st.integers(0, 86_399))
def test_a_serial_number_of_a_spreadsheet_is_read_to_the_second(days, seconds):
    at = datetime(1899, 12, 30, tzinfo=SHANGHAI) + timedelta(days=days, seconds=seconds)
    assert moment(f"{days + seconds / 86_400:.10f}") == int(at.timestamp())


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    for reader in (moment, amount, tidy, tidy_lines, subject_code, number_problem, common_amount):
        reader(text)
    assert is_tidy([text]) is False or tidy(text) == text


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("300", 30_000), ("300.5", 30_050), ("300.50元", 30_050), ("3,280.00", 328_000),
        ("1,234,567.89", 123_456_789), ("¥300", 30_000), ("￥ 300", 30_000),
        ("人民币300元", 30_000),
        ("300元整", 30_000), ("1.2万元", 1_200_000), ("1.2万", 1_200_000),
        ("三百元", 30_000), ("三千元", 300_000), ("两千三", 230_000), ("3千", 300_000),
        ("３００．５元", 30_050),
        ("１，２３４", 123_400), ("0", 0), ("-5", -500), ("+5", 500), ("0.005", 1), ("5.", 500),
        ("0.30000000000000004", 30),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_cents(text, cents):
    assert amount(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "约300元", "300余元", "300左右", "100-200", "千元", "1,23", "12,34,567", "abc", "¥", "元",
        "1e5", "1.2e+16", "NaN", "inf", "300 400", "300元500元", "9" * 16, "1.2.3", "--5", "0x10",
        "999999999999999", "1000000000000.01", "10000000000000万元", "-99999999999999万",
    ],
)  # fmt: skip
def test_what_is_not_exactly_one_number_is_no_amount(text):
    assert amount(text) is None


@given(st.integers(0, 10**13))
def test_an_amount_is_the_same_however_it_is_written(cents):
    yuan = f"{cents // 100}.{cents % 100:02d}"
    wide = yuan.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."})
    forms = (yuan, f"{yuan}元", f"¥{yuan}", wide, f"{cents // 100:,}.{cents % 100:02d}")
    assert {amount(form) for form in forms} == {cents}
    assert common_amount(yuan) == cents
    assert amount(f"{cents // 1_000_000}.{cents % 1_000_000:06d}", 1_000_000) == cents


def test_the_largest_amount_is_a_million_million_yuan():
    assert amount("1000000000000") == amount("100000000万元") == 10**14
    assert common_amount("1000000000000.00") == 10**14
    assert common_amount("1000000000000.01") is None


@pytest.mark.parametrize("times", [2, 5, 600])
def test_a_time_has_one_offset_or_none(times):
    assert moment("2026-11-24 08:00+08:00") == moment("2026-11-24 08:00")
    assert moment("2026-11-24 08:00" + "+08:00" * times) is None


def test_control_characters_go_and_bidi_marks_stay_for_the_screen_to_show():
    assert tidy("a\x00b\x1bc\x7f\x85d\ufffee") == "abcde"
    assert tidy("老王\u202e退钱") == "老王\u202e退钱"
    assert tidy(" 一\r\n二\t三\u3000") == "一 二 三"
    assert tidy_lines("一\r\n二\r三\x07") == "一\n二\n三"


def test_marks_against_formulas_are_taken_off_again():
    assert tidy("'=1+1") == "=1+1"
    assert tidy("'tis") == "'tis"
    assert tidy('="0012345"') == "0012345"


@pytest.mark.parametrize(
    ("number", "word"),
    [("", "缺"), ("9" * 65, "超过"), ("1.23457E+19", "科学计数"), ("TS\ufffd1", "乱码")],
)
def test_an_unreadable_number_is_said_to_be_so(number, word):
    assert word in number_problem(number)


def test_an_ordinary_number_is_no_problem():
    assert number_problem("TS2026112400001-01") is None


def test_a_credit_code_is_taken_by_its_form_and_nothing_else():
    assert subject_code(" 91990102ma00000000 ") == "91990102MA00000000"
    assert subject_code("无") == subject_code("123") == subject_code("91990102MI00000000") == ""


def test_a_memory_forgets_before_it_grows_without_bound():
    memory = Memory(str.upper, 3)
    for letter in "abcdefg":
        assert memory[letter] == letter.upper()
    assert len(memory) <= 3


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2026-12-01 09:00-18:00", "2026-12-01 09:00"),
        ("2026-12-01 09:00~18:00", "2026-12-01 09:00"),
        ("2026年12月1日 9时30分至11时", "2026-12-01 09:30"),
        ("2026-12-01 09:00-12:00", "2026-12-01 09:00"),
    ],
)
def test_a_range_of_times_gives_its_start(text: str, start: str) -> None:
    assert moment(start) is not None
    assert moment(text) == moment(start)


@pytest.mark.parametrize("zone", ["+99:99", "+14:01", "-14:30", "+08:60", "+0860"])
def test_what_no_zone_of_the_world_is_is_refused(zone: str) -> None:
    assert moment(f"2026-12-01T09:00:00{zone}") is None


TIMES = [
    line.split("\t")
    for line in Path(__file__).with_name("times.tsv").read_text("utf-8").splitlines()[1:]
]


def test_300_ways_to_write_a_time_are_read_or_refused_as_they_stand():
    """As 12315, 12345, spreadsheets, phones and people write it; what is no time is not guessed."""
    assert len(TIMES) >= 300
    read = {written: moment(written) for _, written, _ in TIMES}
    wanted = {
        written: None if at == "-" else int(datetime.fromisoformat(f"{at}+08:00").timestamp())
        for _, written, at in TIMES
    }
    assert read == wanted


@pytest.mark.parametrize("half", ["上午", "凌晨", "早上", "AM "])
def test_an_hour_that_its_part_of_the_day_has_not_is_refused(half):
    assert moment(f"2026-12-01 {half}13:00") is None
