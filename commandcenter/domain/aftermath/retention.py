"""Personal data after the response (突发事件应对法 85): erased, or kept after an assessment."""

from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass

LONGEST = timedelta(days=3660)  # a longer stay has to be decided anew
AFTER = (State.ENDED, State.AFTERMATH, State.ARCHIVED, State.FALSE_ALARM, State.TRANSFERRED)


class Retention(StrEnum):
    ERASE = "erase"
    KEEP = "keep"


RETENTION_WORDS: dict[Retention, str] = phrases(
    {
        Retention.ERASE: "删除",
        Retention.KEEP: "留存",
    }
)


class Scope(StrEnum):
    """What may be erased; the words are in the plan data."""

    IDENTITIES = "identities"
    TEXTS = "texts"
    CALLERS = "callers"
    KEYS = "keys"


class Stays(StrEnum):
    """Why the data of a complaint stay for the time being."""

    OTHER_INCIDENT = "other_incident"
    HANDLING = "handling"


STAYS_WORDS: dict[Stays, str] = phrases(
    {
        Stays.OTHER_INCIDENT: "还属于其他未归档的事件",
        Stays.HANDLING: "法定办理尚未结束",
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision as it is put to the signature."""

    decision: Retention
    scope: frozenset[Scope]
    reason: str
    signature: str
    lawful: str = ""
    necessary: str = ""
    secure: str = ""
    keep_until: datetime | None = None


def require_after_response(state: State) -> None:
    if state not in AFTER:
        raise RuleBroken(
            "事件处于“{now}”，响应终止后才能决定个人信息的处理。", now=STATE_WORDS[state]
        )


def require_decided(verdict: Verdict, at: datetime) -> None:
    """Raise RuleBroken unless the decision has all that the law asks of it."""
    if not verdict.scope:
        raise RuleBroken("请至少选择一类个人信息。")
    if not verdict.reason.strip():
        raise RuleBroken("请填写决定的理由。")
    if verdict.decision is Retention.KEEP:
        _require_assessed(verdict, at)


def _require_assessed(verdict: Verdict, at: datetime) -> None:
    for what, words in (
        (word("合法性评估"), verdict.lawful),
        (word("必要性评估"), verdict.necessary),
        (word("安全性评估"), verdict.secure),
    ):
        if not words.strip():
            raise RuleBroken("留存个人信息须填写{what}（突发事件应对法第85条）。", what=what)
    if verdict.keep_until is None:
        raise RuleBroken("留存个人信息须写明截止时间。")
    if not at < verdict.keep_until <= at + LONGEST:
        raise RuleBroken("留存的截止时间应晚于现在，且不超过十年。")


def stays(*, in_other_incident: bool, handled: bool) -> Stays | None:
    """Why a complaint's data may not be erased yet; None: they may."""
    if in_other_incident:
        return Stays.OTHER_INCIDENT
    return None if handled else Stays.HANDLING
