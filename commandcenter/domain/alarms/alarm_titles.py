"""What an alarm that is no limit of the book is called: templates, kept filled in with it."""

import re

from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.phrase import phrases
from commandcenter.domain.watch.watch_parts import PART_WORDS

TITLES: dict[str, str] = phrases({
    "signal": "监测提示“{title}”待核实",
    "warning_issue": "预警“{title}”待签发",
    "warning_step": "预警措施“{title}”",
    "leaderless": "{group}没有组长",
    "absent": "{group}应到未到",
    "unanswered": "叫应{person}未接通",
    "unsent": "告警通知发不出去：{people}",
    "record": "全部记录核对发现 {n} 处不符",
    "part": "{part}未能运行",
    "backup_old": "最近一次备份是{at}",
    "stock_back": "{what} {n} {unit}，{taker}领用",
    "stock_short": "{what}在库 {n} {unit}，最低 {minimum} {unit}",
    "stock_check": "{what}检查",
    "stock_expired": "{what}有效期",
})  # fmt: skip
# As times.dated_zh says it; titles that were kept before it named the year have none.
DATED = re.compile(r"(?:(\d{4})年)?(\d+)月(\d+)日(?: (\d\d:\d\d))?")
# What may stand for a name of these; for another one anything may.
SHAPES = {
    "n": r"\d+", "minimum": r"\d+", "part": "|".join(map(str, PART_WORDS.values())),
    "group": "|".join(map(str, GROUP_WORDS.values())), "at": r"(?:\d{4}年)?\d+月\d+日 \d\d:\d\d",
}  # fmt: skip
