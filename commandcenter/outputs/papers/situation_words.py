"""The numbers of a situation in the sentences that several papers share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from commandcenter.domain.report import UNDER_CHECK
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.words import amount, full_moment, moment
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.paper_express import Harm
from commandcenter.queries.situation import HandCount, Situation

FRESH = timedelta(days=1)


def overall(situation: Situation) -> str:
    """The counts, up to when they hold, and what was counted by hand."""
    counts = situation.counts
    said = (
        f"经初步核实，截至{full_moment(counted_to(situation))}，"
        f"累计接到投诉举报{counts.complaints}件、{counts.person_times}人次，"
        f"去重后涉及消费者{counts.people}人{_money(counts.amount_cents)}；"
        f"近1小时新增{counts.last_hour}件。"
    )
    return f"{said}{'；'.join(on_the_spot(situation))}。"


def _money(cents: int) -> str:
    """Nobody named a sum where there is none."""
    return f"，涉及金额{amount(cents)}" if cents else ""


def harmed(harm: Sequence[Harm], now: datetime) -> str:
    """死亡0人、受伤害或住院58人（市卫健委通报，截至23时10分）。"""
    told = [
        f"{'、'.join(map(_harm, some))}{note}"
        for note, some in groupby(harm, key=lambda each: _harm_note(each, now))
    ]
    return f"{'；'.join(told)}。" if told else ""


def _harm(harm: Harm) -> str:
    title = one_line(harm.title)
    if harm.value is None:
        return f"{title}{UNDER_CHECK}"
    return f"{title.removesuffix('人数')}{harm.value}{one_line(harm.unit)}"


def _harm_note(harm: Harm, now: datetime) -> str:
    """The source and time, said once for all that have the same."""
    if harm.value is None:
        return ""
    source = f"{one_line(harm.source)}，" if harm.source else ""
    return f"（{source}截至{moment(harm.as_of, now)}）"


def on_the_spot(situation: Situation) -> list[str]:
    """What was counted by hand, each with its time; of those at the desks only fresh counts."""
    hands = [
        _hand_count(words, count, situation.now)
        for words, count in (
            ("登记{}人", situation.registered),
            ("排队等候{}人", situation.waiting),
        )
        if count is not None and situation.now - count.at <= FRESH
    ]
    return [_gathered(situation), *hands]


def _gathered(situation: Situation) -> str:
    count = situation.on_site
    if count is None:
        return "现场聚集人数正在核查"
    words = "聚集约{}人" if count.value else "现场无人员聚集"
    return _hand_count(words, count, situation.now)


def counted_to(situation: Situation) -> datetime:
    """The counts hold up to the oldest of the sources' times."""
    return min((s.exported_to for s in situation.sources), default=situation.now)


def _hand_count(words: str, count: HandCount, now: datetime) -> str:
    place = one_line(count.place) or "现场"
    return f"{place}{words.format(count.value)}（截至{moment(count.at, now)}）"


def heard(received_at: datetime, way: str) -> str:
    """When the bureau heard of it, and by which way."""
    told = one_line(way).rstrip("。；，")
    source = f"（信息来源：{told}）" if told else ""
    return f"{minute_zh(received_at)}，我局接报{source}。"
