"""The gap book (plan 8.1): what the plan did not say when it was needed, and what became of it."""

from collections.abc import Container
from datetime import date
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.phrase import phrases


class GapState(StrEnum):
    """What the planner says to a gap; the last two close it."""

    OPEN = "open"
    TAKEN_UP = "taken_up"
    AMENDED = "amended"
    DECLINED = "declined"


GAP_WORDS: dict[GapState, str] = phrases(
    {
        GapState.OPEN: "待答复",
        GapState.TAKEN_UP: "列入修订",
        GapState.AMENDED: "已修订",
        GapState.DECLINED: "不作修改",
    }
)
CLOSING = frozenset({GapState.AMENDED, GapState.DECLINED})
_TAKEN_UP = ("列入“", "”。")  # around the title of the revision


def taken_up_words(title: str) -> str:
    """What a gap is answered that a draft takes up, where nobody said anything of their own."""
    return title.join(_TAKEN_UP)


def keeps_own_answer(answer: str | None) -> bool:
    """Whether somebody answered in words of their own: a draft that takes it up leaves them so."""
    before, after = _TAKEN_UP
    if not answer:
        return False
    return not (answer.startswith(before) and answer.endswith(after))


def require_clause(code: str, known: Container[str]) -> None:
    """Raise RuleBroken unless the plan has the clause, or none at all speaks of it ("")."""
    if code and code not in known:
        raise RuleBroken("预案没有 {code} 这一条。", code=code[:20])


def require_answerable(state: GapState, who: str, answer: GapState) -> None:
    """Raise RuleBroken for a gap that is closed, or an answer that says nothing new."""
    if state in CLOSING:
        raise RuleBroken("{who}已答复“{words}”，这项缺口已关闭。", who=who, words=GAP_WORDS[state])
    if answer is GapState.OPEN:
        raise RuleBroken("请选择怎样处理这项缺口。")


def day_of(written: str) -> date:
    """The day of 2026-11-24. Raises RuleBroken for anything else."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise RuleBroken(
            "“{text}”不是日期，请写成 2026-11-24 的样子。", text=written[:20]
        ) from None


def require_adopted(adopted: date, today: date) -> None:
    """Own rules are filed once they hold, or when it is known from when they will."""
    if adopted.year < 2000 or (adopted - today).days > 366:
        raise RuleBroken("细则的施行日期{day}不对，请核对。", day=f"{adopted:%Y-%m-%d}")


RULES_FILES = (".pdf", ".ofd", ".docx", ".doc", ".wps")


def require_rules_file(name: str) -> str:
    """Own rules come with their file: a paper that can be read. Raises RuleBroken."""
    kept = visible(name.strip())
    if not kept:
        raise RuleBroken("请附上细则文件（PDF、OFD 或 Word）。")
    if not kept.lower().endswith(RULES_FILES):
        raise RuleBroken("细则文件应是 PDF、OFD 或 Word 文件。")
    return kept


def require_unreceived(title: str, receipt: str) -> None:
    if receipt:
        raise RuleBroken("“{title}”已经登记备案回执 {receipt}。", title=title, receipt=receipt)
