"""The numbers of a situation in the sentences that several papers share."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from commandcenter.domain.as_of import until_words
from commandcenter.domain.moments import Moments
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.reports.report import UNDER_CHECK
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.incident.situation import Counts, HandCount, Situation
from commandcenter.queries.papers.paper_express import Harm

FRESH = timedelta(days=1)


def overall(situation: Situation, say: Moments, lost: str = "") -> str:
    """The counts, up to when they hold, and what was counted by hand.

    `lost`: what they lost since the last paper.
    """
    counts = situation.counts
    checked = "经初步核实" if situation.head.verified_at else "据登记"
    hour = f"近1小时新增{counts.last_hour}件" if counts.last_hour else "近1小时没有新增"
    more = f"{_money(counts.amount_cents)}{counts.left_out}；{hour}" if counts.complaints else ""
    said = f"{checked}，{until(situation, say)}，{received(counts)}{more}{lost_part(lost)}。"
    return f"{said}{'；'.join(on_the_spot(situation, say))}。"


def received(counts: Counts) -> str:
    """累计接到投诉举报181件、169人次，去重后涉及消费者158人; before the first one 尚未接到."""
    if not counts.complaints:
        return "尚未接到相关投诉举报"
    return (
        f"累计接到投诉举报{counts.complaints}件、{counts.person_times}人次，"
        f"去重后涉及消费者{counts.people}人"
    )


def lost_part(lost: str) -> str:
    return f"；{one_line(lost)}" if lost else ""


def _money(cents: int) -> str:
    """Nobody named a sum where there is none."""
    return f"，涉及金额{money_zh(cents)}" if cents else ""


def harmed(harm: Sequence[Harm], say: Moments) -> str:
    """受伤害或住院58人、没有人员死亡（市卫健委通报，截至23时10分）。"""
    told = [
        f"{'、'.join(_harms(some))}{_harm_note(*origin, say)}"
        for origin, some in groupby(harm, key=_origin)
    ]
    return f"{'；'.join(told)}。" if told else ""


def _harms(some: Iterable[Harm]) -> list[str]:
    """死亡1人、受伤害或住院58人; of none 没有人员死亡、受伤害或住院."""
    said, none = [], []
    for harm in some:
        title = one_line(harm.title)
        bare = title.removesuffix("人数")
        if harm.value == 0:
            none.append(bare)
        else:
            number = f"{bare}{harm.value}{one_line(harm.unit)}"
            said.append(f"{title}{UNDER_CHECK}" if harm.value is None else number)
    return [*said, *([f"没有人员{'、'.join(none)}"] if none else [])]


def _origin(harm: Harm) -> tuple[str, datetime | None]:
    return (one_line(harm.source), harm.as_of) if harm.value is not None else ("", None)


def _harm_note(source: str, as_of: datetime | None, say: Moments) -> str:
    """The source and time, said once for all that have the same."""
    if as_of is None:
        return ""
    return f"（{source}{'，' if source else ''}截至{say.say(as_of)}）"


def on_the_spot(situation: Situation, say: Moments) -> list[str]:
    """What was counted by hand, each with its time; of those at the desks only fresh counts."""
    hands = [
        _hand_count(words, count, say)
        for words, count in (
            (_gathered(situation), situation.on_site),
            ("登记{}人", _fresh(situation.registered, situation.now)),
            ("排队等候{}人", _fresh(situation.waiting, situation.now)),
        )
        if count is not None
    ]
    return hands if situation.on_site else ["现场聚集人数正在核查", *hands]


def _fresh(count: HandCount | None, now: datetime) -> HandCount | None:
    return count if count is not None and now - count.at <= FRESH else None


def _gathered(situation: Situation) -> str:
    count = situation.on_site
    return "聚集约{}人" if count and count.value else "现场无人员聚集"


def until(situation: Situation, say: Moments) -> str:
    """Up to when the counts hold: the moment, and of what source they end earlier."""
    upto = [(source.source, source.exported_to) for source in situation.sources]
    return until_words(situation.now, upto, say)


def _hand_count(words: str, count: HandCount, say: Moments) -> str:
    place = one_line(count.place) or "现场"
    said = words.format(count.value)
    return f"{place}{said.removeprefix(place)}（{say.say(count.at)}）"


def received_words(received_at: datetime, way: str) -> str:
    """When the bureau heard of it, and by which way."""
    told = one_line(way).rstrip("。；，")
    source = f"（信息来源：{told}）" if told else ""
    return f"{minute_zh(received_at)}，我局接报{source}。"
