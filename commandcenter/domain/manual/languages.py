"""What a manual does otherwise in another language than Chinese: its marks, and words of its own.

The sources are marked the same in all of them (`source.py`): 「…」 is a word of the screen.
"""

from collections.abc import Callable
from datetime import datetime

from commandcenter.domain.times import date_zh, local
from commandcenter.late_dataclass import dataclass

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def date_en(at: datetime) -> str:
    """24 November 2026."""
    t = local(at)
    return f"{t.day} {MONTHS[t.month - 1]} {t.year}"


@dataclass(frozen=True, slots=True)
class Language:
    """`joint`: between two lines of one paragraph; `screen` and `link`: around a word of the
    screen and, on paper, a title of another page; `step` and `bullet`: before a step and a point
    on paper.
    """

    tag: str  # as files name it (BCP 47)
    joint: str
    screen: str
    link: str
    step: str
    bullet: str
    contents: str
    program: str
    made: str
    date: Callable[[datetime], str]

    def cover(self, version: str, at: datetime) -> str:
        """Which manual it is, below its title."""
        return self.made.format(version=version, date=self.date(at))


CHINESE = Language(
    tag="zh-CN",
    joint="",
    screen="「{}」",
    link="《{}》",
    step="第{}步　",
    bullet="· ",
    contents="目　录",
    program="消费领域突发事件应急指挥",
    made="（{version} 版，{date}）",
    date=date_zh,
)
ENGLISH = Language(
    tag="en-GB",
    joint=" ",
    screen="‘{}’",
    link="‘{}’",
    step="Step {}: ",
    bullet="• ",
    contents="Contents",
    program="Consumer Emergency Command",
    made="Version {version}, {date}",
    date=date_en,
)
LANGUAGES = {"zh": CHINESE, "en": ENGLISH}
