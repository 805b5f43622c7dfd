"""Official phrases that several papers share: as-of times, sources, money."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import clock_zh, date_zh, day_of_month, local, minute_zh, moment_zh
from commandcenter.outputs.pdf.document import Para
from commandcenter.queries.incident.situation import SourceAsOf
from commandcenter.queries.papers.journal_mark import JournalMark

moment = moment_zh
full_moment = minute_zh


def day_over_clock(at: datetime) -> str:
    """2026年11月24日 above 9时45分, for a column that has no room for both."""
    return f"{date_zh(at)}\n{clock_zh(at)}"


def in_lines(at: datetime, day: datetime | None = None) -> str:
    """2026年 above 11月24日 above 9时45分, for a narrow column; of the day of `day` 9时45分."""
    t = local(at)
    if day is not None and t.date() == local(day).date():
        return clock_zh(at)
    return f"{t.year}年\n{day_of_month(t)}\n{clock_zh(at)}"


# On the screen figures stand apart from the words around them; official papers set no space.
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")
_GAPS = re.compile(r"(?<=[^\x00-\x7f]) (?=[\w\d])|(?<=[\w\d%]) (?=[^\x00-\x7f])", re.ASCII)

_ITEM = re.compile(r"^([\d.]+)\((\d+)\)$")

SOURCE_NAMES: dict[Source, str] = {
    Source.PLATFORM: "全国12315平台",
    Source.HOTLINE: "12345热线",
    Source.DESK: "本局话务登记",
}


def as_of_note(sources: Iterable[SourceAsOf], at: datetime) -> str:
    """数据截至：全国12315平台10时30分，12345热线10时25分: below what is of the day of `at`."""
    say = Moments(at, named=True)
    parts = [f"{SOURCE_NAMES[s.source]}{say.say(s.exported_to)}" for s in sources]
    return f"数据截至：{'，'.join(parts)}" if parts else "各来源数据时间正在核查"


def joined(names: Sequence[str]) -> str:
    return "、".join(names)


def journal_words(mark: JournalMark) -> str:
    return f"第{mark.number}号 {mark.head}"


def sentence(text: str) -> str:
    """The text closed by a full stop, unless it ends with a mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in "。！？…；" else f"{text.rstrip('，、.')}。"


def clause_zh(clause: str) -> str:
    """第1.4.2条第（2）项 of 1.4.2(2), behind the title of the plan."""
    return _ITEM.sub(r"第\1条第（\2）项", clause) if "(" in clause else f"第{clause}条"


def contact_line(who: str, phone: str) -> tuple[Para, ...]:
    """附注, below the date (7.3.7); none where nobody is on duty."""
    said = f"联系人：{who}，电话：{phone}".removesuffix("，电话：")
    return (Para(f"（{said}）"),) if who else ()


def tight(text: str) -> str:
    """现场约60人, 10时30分, where the screen has 现场约 60 人 or somebody typed 10:30."""
    return _CLOCK.sub(_clock, _GAPS.sub("", text))


def _clock(found: re.Match[str]) -> str:
    return f"{int(found[1])}时" + (f"{found[2]}分" if found[2] != "00" else "")
