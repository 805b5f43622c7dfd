"""Numerals as GB/T 15835-2011 has them, in a text that a person wrote."""

import re
from collections.abc import Callable, Iterator

from commandcenter.domain.number_patterns import POINTS
from commandcenter.domain.numerals import chinese
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.domain.papers.word_lists import Severity
from commandcenter.domain.phrase import word

LABEL = word("数字用法")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_UNIT = "人次|人|件|个|名|家|天|次|户|例|项|处|店|起|辆|台|条|批|组|位"
Better = Callable[[re.Match[str]], str]


_RUNS = "|".join(f"{n}、{n + 1}" for n in range(1, 9))


def _near(found: re.Match[str]) -> str:
    """3、4人: 三四人."""
    first, second = int(found[0][0]), int(found[0][2])
    return f"{chinese(first)}{chinese(second)}{found[0][3:]}"


def _date(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日"


_RULES: tuple[tuple[re.Pattern[str], Better, str, Severity], ...] = (
    (re.compile("[０-９]+"), lambda m: m[0].translate(_WIDE), word("用半角数字"), Severity.WARN),
    (re.compile(rf"(?<![第\d、.])(?:{_RUNS})(十|百|千|万)?(?:{_UNIT})"), _near,
     word("相邻两数表示概数用汉字，中间不用顿号"), Severity.WARN),
    (re.compile(r"(?<![\d.])([1-9])0几"), lambda m: f"{_tens(int(m[1]))}几",
     word("“几”表示概数用汉字"), Severity.WARN),
    (re.compile(r"(?<!\d)(\d{2})年(?=\d{1,2}月)"), lambda m: f"20{m[1]}年", word("年份写四位"),
     Severity.WARN),
    (re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?![\d号-])"), _date,
     word("日期写年月日"), Severity.WARN),
    (re.compile(r"(?<=月)(\d{1,2})号"), lambda m: f"{m[1]}日", word("日期用“日”"), Severity.WARN),
    (re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])"),
     lambda m: f"{int(m[1])}时{m[2]}分" if m[2] != "00" else f"{int(m[1])}时", word("时刻写时、分"),
     Severity.WARN),
    (re.compile(rf"(?<!\d)\d{{1,2}}点(?:\d{{1,2}}分|半|整)?(?![击到{POINTS}])"),
     lambda m: _clock(m[0]), word("时刻用“时”"), Severity.WARN),
    (re.compile(r"(?<![\d%])(\d+(?:\.\d+)?)[～~—-](\d+(?:\.\d+)?)%"), lambda m: f"{m[1]}%～{m[2]}%",
     word("百分数的范围前后都带百分号"), Severity.WARN),
    (re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+)(?![\d])"), lambda m: m[1].replace(",", ""),
     word("公文数字不用逗号分节"), Severity.WARN),
    (re.compile(r"(?:星期|周)([1-6])(?![\d次天个件场期])"),
     lambda m: m[0][:-1] + chinese(int(m[1])), word("星期几用汉字"), Severity.WARN),
    (re.compile(rf"约0(?:{_UNIT})"), lambda m: "没有人员聚集" if m[0].endswith("人") else "",
     word("没有就写没有"), Severity.WARN),
    (re.compile(rf"(约|大约|近|将近)(\d+(?:\.\d+)?万?)(?:多|余)?({_UNIT})?(?:左右|上下)"),
     lambda m: f"{m[1]}{m[2]}{m[3] or ''}", word("“约”和“左右”只用一个"), Severity.WARN),
    (re.compile(rf"(超过|超|逾)(\d+(?:\.\d+)?万?)({_UNIT})?以上"),
     lambda m: f"{m[1]}{m[2]}{m[3] or ''}", word("“超过”和“以上”只用一个"), Severity.WARN),
)  # fmt: skip


def numeral_slips(text: str) -> Iterator[Slip]:
    for pattern, better, why, weight in _RULES:
        for found in pattern.finditer(text):
            yield Slip(found.start(), found.end(), found[0], better(found), LABEL, why, weight)


def _tens(number: int) -> str:
    return "十" if number == 1 else f"{chinese(number)}十"


def _clock(words: str) -> str:
    return words.replace("点整", "时").replace("点半", "时30分").replace("点", "时")
