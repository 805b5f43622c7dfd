"""Information reports (plan 4.1(1)): kinds, states, chains, elements."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.numerals import Numeral, money_zh
from commandcenter.domain.phrase import phrase, phrases
from commandcenter.late_dataclass import dataclass


class ReportKind(StrEnum):
    PHONE = "phone"  # 电话报告: recorded after the call, never changed
    FIRST = "first"  # 首报
    FOLLOW_UP = "followup"  # 续报
    FINAL = "final"  # 终报


REPORT_WORDS: dict[ReportKind, str] = phrases(
    {
        ReportKind.PHONE: "电话报告",
        ReportKind.FIRST: "首报",
        ReportKind.FOLLOW_UP: "续报",
        ReportKind.FINAL: "终报",
    }
)


class ReportState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    SENT = "sent"


STATE_WORDS: dict[ReportState, str] = phrases(
    {
        ReportState.DRAFT: "待签发",
        ReportState.SIGNED: "待报送",
        ReportState.SENT: "已报送",
    }
)


class Chain(StrEnum):
    """Who reports: the county to city and county government, the city to its own superiors."""

    CITY = "city"
    COUNTY = "county"


UNDER_CHECK = "正在核查"
OPEN_WORDS = (UNDER_CHECK, "待明确", "待核实", "待补充")  # of what a text still leaves open

Values = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a report: its text, where it is from and as of when.

    An element that is not known yet says UNDER_CHECK and has no as-of time. `filled`: what the
    data said when it was filled in; another `text` was written by hand. `before`: what the last
    sent report said. `out`: left out of this report. `values`: the figures in the text.
    """

    code: str
    label: str
    text: str
    source: str = ""
    as_of: datetime | None = None
    filled: str = ""
    before: str = ""
    out: bool = False
    values: Values = ()

    @property
    def by_hand(self) -> bool:
        return self.text != (self.filled or UNDER_CHECK)


def names_in(text: str) -> tuple[str, ...]:
    """The offices named in a line, however they are set apart."""
    return tuple(name for part in re.split("[、，,；;]", text) if (name := part.strip()))


def fact_of(code: str) -> str:
    """The fact that an element states: first.place and final.place state the same."""
    return code.rpartition(".")[2]


FOLLOW_UP_LABEL = "续报{n}"


def report_label(kind: ReportKind, number: int) -> str:
    """首报, 续报一, 续报十二, 终报."""
    if kind is not ReportKind.FOLLOW_UP:
        return REPORT_WORDS[kind]
    return phrase(FOLLOW_UP_LABEL, n=Numeral(number))


@dataclass(frozen=True, slots=True)
class Figure:
    """How a figure is said: 累计接到投诉举报91件; a sum of money without a `unit` of its own."""

    words: str
    unit: str

    def shown(self, value: int) -> str:
        """With its unit."""
        return f"{value}{self.unit}" if self.unit else money_zh(value)


FIGURES: dict[str, Figure] = {
    "complaints": Figure("累计接到投诉举报", "件"),
    "person_times": Figure("投诉举报", "人次"),
    "people": Figure("去重后涉及消费者", "人"),
    "hurt": Figure("受伤害或就医", "人"),
    "dead": Figure("死亡", "人"),
    "amount_cents": Figure("涉及金额", ""),
    "counties": Figure("涉及县（市、区）", "个"),
    "on_site": Figure("现场聚集", "人"),
}


def still_stated(values: Values, text: str) -> Values:
    """The figures of which the text, changed by hand, still gives the number."""
    return tuple((key, value) for key, value in values if _states(text, key, value))


THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # 1,234 is 1234, and not 234


def _states(text: str, key: str, value: int) -> bool:
    text = THOUSANDS.sub("", text)
    shown = re.escape(FIGURES[key].shown(value).rstrip("人次件个万元"))
    return re.search(rf"(?<![\d.]){shown}(?![\d]|\.\d)", text) is not None


def figure_changes(keys: tuple[str, ...], before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """Only what is another number than before: 去重后涉及消费者312人（上次84人，增加228人）."""
    return "；".join(
        _changed(FIGURES[key], before.get(key), now[key])
        for key in keys
        if key in now and now[key] != before.get(key)
    )


def _changed(figure: Figure, before: int | None, now: int) -> str:
    said = f"{figure.words}{figure.shown(now)}"
    if before is None:
        return f"{said}（上次未报）"
    way = "增加" if now > before else "减少"
    by = figure.shown(abs(now - before))
    return f"{said}（上次{figure.shown(before)}，{way}{by}）"


def figures_stated(keys: tuple[str, ...], now: Mapping[str, int]) -> str:
    """The figures as they stand, without what they were before."""
    return "；".join(f"{FIGURES[k].words}{FIGURES[k].shown(now[k])}" for k in keys if k in now)
