"""One cell's text as a value: times, amounts, numbers of registration, yes and no.

Each reader returns None for what it cannot read; none of them raises. They are fast
for what exports are full of (same days, same amounts) by remembering it, in memories
that a hostile file cannot fill without bound.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Generic, TypeVar

from commandcenter.domain.complaints import credit_code
from commandcenter.domain.numerals import value_of
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.spreadsheet import bare_cell

K = TypeVar("K")
V = TypeVar("V")

MEMORY = 50_000  # entries
DAY = 86_400
SHANGHAI_SECONDS = 8 * 3600
FIRST_YEAR, LAST_YEAR = 1990, 2099
MAX_NUMBER = 64  # characters of a 登记编号

# C0 and C1 controls but tab and the line ends, and code points that are no characters.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


class Memory(dict[K, V], Generic[K, V]):
    """A dict that works out what it lacks, and forgets everything when it is full."""

    def __init__(self, work_out: Callable[[K], V], size: int = MEMORY) -> None:
        super().__init__()
        self._work_out, self._size = work_out, size

    def __missing__(self, key: K) -> V:
        if len(self) >= self._size:
            self.clear()
        value = self[key] = self._work_out(key)
        return value


def tidy(cell: str) -> str:
    """One line without control characters and outer spaces.

    Marks against formulas are taken off: our own apostrophe, and the ="…" that some
    exports protect long numbers with.
    """
    text = " ".join(tidy_lines(cell).split())
    return text[2:-1] if text[:2] == '="' and text[-1:] == '"' else text


def tidy_lines(cell: str) -> str:
    """As `tidy`, but the lines stay, each ended by LF alone."""
    text = cell.strip()
    if not text.isprintable():
        text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return bare_cell(text) if text[:1] == "'" else text


def is_tidy(cells: Sequence[str]) -> bool:
    """Whether `tidy` would change none of the cells, at the cost of a look at all of them."""
    joined = "".join(cells)
    return joined.isprintable() and not any(mark in joined for mark in (" ", "'", '="'))


def plain(text: str) -> str:
    """Full-width letters and digits as ASCII, nothing around."""
    return unicodedata.normalize("NFKC", text).strip()


# --- times ------------------------------------------------------------------------------

DAY_FORM = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
# Parts of the day: the hours of the clock of twelve that are said with them, and what is added
# from one o'clock on. 晚上12点 is the end of the day for one and its begin for another.
HALVES: dict[str, tuple[Collection[int], int]] = {
    "凌晨": (range(13), 0), "清晨": (range(4, 10), 0), "早晨": (range(4, 12), 0),
    "早上": (range(4, 12), 0), "上午": (range(13), 0), "中午": ((12, 1, 2), 12),
    "下午": (range(13), 12), "傍晚": (range(4, 9), 12), "晚上": (range(5, 12), 12),
    "晚": (range(5, 12), 12),
}  # fmt: skip
TIME_FORM = re.compile(
    rf"({'|'.join(HALVES)}|AM|PM)? ?(\d{{1,2}})[:时点]"
    r"(?:(\d{1,2}|半)(?:[:分](?:(\d{1,2})(?:\.\d{1,9})?秒?)?)?)? ?(AM|PM)?",
    re.IGNORECASE,
)
WHOLE_FORM = re.compile(
    r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?) ?(?:\(?(?:星期|周)[一二三四五六日天]\)?)?[T ]*(\S.*)?",
    re.IGNORECASE,
)
BASIC_FORM = re.compile(r"(\d{8})[T ](\d{6}|\d{4}|\D*\d{1,2}[:时点].*)", re.IGNORECASE)
DIGITS_FORM = re.compile(r"\d{8}|\d{12}|\d{14}")
SERIAL_FORM = re.compile(r"\d{5}(?:\.\d{1,15})?")
SERIAL_ZERO = date(1899, 12, 30)  # of spreadsheets whose first day is 1900-01-01


def seconds_of_day(text: str) -> int | None:
    """Seconds after midnight of 8:31, 08:31:05, 8时31分, 下午3:20; of "" 0."""
    if not text:
        return 0
    match = TIME_FORM.fullmatch(text)
    if not match:
        return None
    hour, second = int(match[2]), int(match[4] or 0)
    minute = 30 if match[3] == "半" else int(match[3] or 0)
    half = (match[1] or match[5] or "").upper()
    if match[1] and match[5]:
        return None
    if half and (hour := _of_half(HALF_WORDS.get(half, half), hour)) < 0:
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second


HALF_WORDS = {"AM": "上午", "PM": "下午"}


def _of_half(half: str, hour: int) -> int:
    """下午3 is 15, and so is 下午15; 上午12 is 0; -1 for what no clock says: 上午13."""
    hours, added = HALVES[half]
    if hour == 11 and half == "中午":
        return hour
    if hour > 12:
        return hour if added and hour - 12 in hours else -1
    if hour not in hours:
        return -1
    return added if hour == 12 else hour + added


def midnight(text: str) -> int | None:
    """UTC seconds since 1970 of midnight in Shanghai, of 2026-11-24, 2026/11/24, 2026年11月24日."""
    match = DAY_FORM.fullmatch(text)
    return _midnight(int(match[1]), int(match[2]), int(match[3])) if match else None


def _midnight(year: int, month: int, day: int) -> int | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return int(datetime(year, month, day, tzinfo=UTC).timestamp()) - SHANGHAI_SECONDS
    except ValueError:
        return None


_days: Memory[str, int | None] = Memory(midnight)
_times: Memory[str, int | None] = Memory(seconds_of_day, DAY + MEMORY)


def moment(text: str) -> int | None:
    """UTC seconds since 1970 of a time on Shanghai's clock, or None if it cannot be read.

    Read are 2026-11-24 08:31:05, 2026/11/24 8:31, 2026年11月24日 8时31分, 20261124083105,
    a day alone (its midnight) and a spreadsheet's serial number; years 1990 to 2099. An
    offset at the end (Z, +08:00, after a T also -05:00) within 14 hours is obeyed. Of a
    range (09:00-18:00) the start is given.
    """
    head, _, tail = text.partition(" ")
    day = _days[head]
    if day is None:
        return _rare_moment(text)
    second = _times[tail]
    return _rare_moment(text) if second is None else day + second


MINUTES = {f" {n // 60:02}:{n % 60:02}": n * 60 for n in range(1440)} | {"": 0}
SECONDS = {f":{n:02}": n for n in range(60)} | {"": 0}


def moments(column: Sequence[str]) -> list[int | None]:
    """`moment` of each; at once where all are written as most are, 2026-11-24 08:31:05."""
    days, minutes, seconds = _days, MINUTES, SECONDS
    try:
        return [days[c[:10]] + minutes[c[10:16]] + seconds[c[16:]] for c in column]  # type: ignore[operator]  # None raises
    except (KeyError, TypeError):
        return [moment(cell) for cell in column]


OFFSET_FORM = re.compile(r"(.*\d)(Z|[+-]\d\d:?\d\d)", re.IGNORECASE)
WIDEST_OFFSET = 14 * 60  # minutes; no zone of the world is further from UTC
# Two times of one day, 09:00-18:00: "-18:00" is no zone.
RANGE_FORM = re.compile(
    r"(.*\d[:时点]\d{1,2}(?:[:分]\d{1,2}秒?)?分?) ?[-~—–至到] ?(\d{1,2}[:时点].*)"
)


RANGE_SIGN = re.compile("[-~—–至到]")


def is_range(cell: str) -> bool:
    """Whether a time that can be read is the start of a range: 2026-12-01 09:00-18:00."""
    if not RANGE_SIGN.search(cell, 10) or len(cell) > LONGEST_MOMENT:
        return False
    text = plain(tidy(cell))
    return "T" not in text.upper() and RANGE_FORM.fullmatch(text) is not None


LONGEST_MOMENT = 64  # characters; no time is written longer


def _rare_moment(cell: str) -> int | None:
    if len(cell) > LONGEST_MOMENT:
        return None
    text = plain(tidy(cell))
    iso = "T" in text.upper()
    # Without a T "-12:00" ends a range, 09:00-12:00, and is no zone; with one it is a zone.
    if ":" in text and (zoned := OFFSET_FORM.fullmatch(text)) and (iso or zoned[2][0] != "-"):
        offset = _offset(zoned[2])
        return None if offset is None else _from_zoned(zoned[1], offset)
    if not iso and (times := RANGE_FORM.fullmatch(text)):
        start, end = _local_moment(times[1]), seconds_of_day(times[2])
        return None if end is None else start
    return _local_moment(text)


def _local_moment(text: str) -> int | None:
    """Without an offset at its end."""
    if DIGITS_FORM.fullmatch(text):
        return _from_digits(text)
    if SERIAL_FORM.fullmatch(text):
        return _from_serial(Decimal(text))
    if basic := BASIC_FORM.fullmatch(text):  # 20261201T090507, 20261201 09:05
        if basic[2].isdigit():
            return _from_digits(basic[1] + basic[2])
        day, second = _from_digits(basic[1]), seconds_of_day(basic[2])
        return None if day is None or second is None else day + second
    match = WHOLE_FORM.fullmatch(text)
    if not match:
        return None
    day, second = midnight(match[1]), seconds_of_day(match[2] or "")
    return None if day is None or second is None else day + second


def _from_digits(text: str) -> int | None:
    day = _midnight(int(text[:4]), int(text[4:6]), int(text[6:8]))
    clock = text[8:].ljust(6, "0")
    second = seconds_of_day(f"{clock[:2]}:{clock[2:4]}:{clock[4:]}")
    return None if day is None or second is None else day + second


def _from_serial(serial: Decimal) -> int | None:
    days = int(serial)
    day = SERIAL_ZERO + timedelta(days=days)
    start = _midnight(day.year, day.month, day.day)
    second = int(((serial - days) * DAY).to_integral_value(ROUND_HALF_UP))
    return None if start is None else start + second


def _offset(zone: str) -> int | None:
    """Seconds east of UTC of Z, +08:00 or -0330; None for what no zone of the world is."""
    if zone in "zZ":
        return 0
    digits = zone.replace(":", "")
    hours, minutes = int(digits[1:3]), int(digits[3:5])
    if minutes > 59 or hours * 60 + minutes > WIDEST_OFFSET:
        return None
    return (hours * 60 + minutes) * (-60 if zone[0] == "-" else 60)


def _from_zoned(text: str, offset: int) -> int | None:
    local = _local_moment(tidy(text))
    return None if local is None else local + SHANGHAI_SECONDS - offset


def as_datetime(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


# --- amounts ----------------------------------------------------------------------------

AMOUNT_FORM = re.compile(
    r"(?:人民币|RMB|CNY|¥)? ?([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d*))? ?"
    r"(万元|元整|元|圆|万)?",
    re.IGNORECASE,
)
TEN_THOUSAND = ("万元", "万")
LONGEST_SPOKEN = 30  # characters
MOST_CENTS = 10**14  # of one complaint: a number of an order is no amount, and sums stay whole


def common_amount(text: str) -> int | None:
    """分 of 3280, 3280.5 or 3280.50, as most are written in 元; None for any other form."""
    whole, _, part = text.partition(".")
    if text.isascii() and whole.isdigit() and len(whole) <= 15 and len(part) <= 2:
        if not part:
            return _bounded(int(whole) * 100)
        if part.isdigit():
            return _bounded(int(whole) * 100 + int(part.ljust(2, "0")))
    return None


def amount(text: str, unit: int = 100) -> int | None:
    """An amount in 分 (cents), or None if it is not exactly one number, or beyond MOST_CENTS.

    `unit` is what a bare number counts: 100 分 for 元, 1,000,000 for 万元 in the
    column's name; a unit in the cell goes first. Full-width digits and thousands
    separators are read, and numerals (三百元, 两千三). “约300元”, “300余元” and “100-200” are no
    exact numbers: domain's `vague_amount` says what they can mean.
    """
    match = AMOUNT_FORM.fullmatch(plain(text))
    if not match:
        return _spoken(plain(text), unit)
    sign, whole, fraction, word = match.groups()
    number = Decimal(f"{sign}{whole.replace(',', '')}.{fraction or 0}")
    cents = 1_000_000 if word in TEN_THOUSAND else 100 if word else unit
    return _bounded(int((number * cents).to_integral_value(ROUND_HALF_UP)))


SPOKEN_FORM = re.compile(
    r"(?:人民币|¥)?(?=.*[十百千万亿元圆块])([\d〇零一二两三四五六七八九十][\d.〇零一二两三四五六七八九十百千万亿]*)"
    r"(元整|元|圆|块钱|块)?"
)


def _spoken(text: str, unit: int) -> int | None:
    """三千元, 两千三, 3千, 5百元. In a column of 万元 a numeral without 元 may mean either."""
    match = SPOKEN_FORM.fullmatch(text) if len(text) <= LONGEST_SPOKEN else None
    if not match or (unit != 100 and not match[2]):
        return None
    value = value_of(match[1])
    return None if value is None else _bounded(int((value * 100).to_integral_value(ROUND_HALF_UP)))


def _bounded(cents: int) -> int | None:
    return cents if abs(cents) <= MOST_CENTS else None


# --- numbers and codes --------------------------------------------------------------------

NUMBER = word("登记编号")
SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


def number_problem(text: str, name: str = NUMBER) -> str | None:
    """Why a 登记编号 cannot be used, as a Chinese sentence part; None when it can."""
    if not text:
        return phrase("缺{what}", what=name)
    if len(text) > MAX_NUMBER:
        return phrase("{what}超过 {most} 个字符，无法辨认", what=name, most=MAX_NUMBER)
    if SCIENTIFIC.fullmatch(text):
        return phrase(
            "{what}“{text}”已被电子表格改成科学计数，原号码丢失，无法辨认", what=name, text=text
        )
    if "\ufffd" in text or not text.isprintable():
        return phrase("{what}里有乱码，无法辨认", what=name)
    return None


def registration_number(text: str) -> str:
    """A 登记编号 with full-width letters and digits made ASCII."""
    return text if text.isascii() else plain(text)


def subject_code(text: str) -> str:
    """A 统一社会信用代码 in capitals, or "" for what has not its form (domain.md 3.1).

    A wrong check character is let through: some early codes are legal without it.
    """
    code = plain(text).upper().replace(" ", "")
    right = len(code) == 18 and all(c in credit_code.ALPHABET for c in code)
    return code if right else ""


def degrees(text: str) -> float | None:
    try:
        return float(plain(text))
    except ValueError:
        return None
