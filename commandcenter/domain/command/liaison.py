"""Liaison with other departments (plan 2.1(2)): asked, promised, answered, and by when."""

import re
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass


class Contact(StrEnum):
    """How a request to a department stands; in the order of urgency."""

    OVERDUE = "overdue"  # neither answered nor done by the time that was set or promised
    ASKED = "asked"
    PROMISED = "promised"
    ANSWERED = "answered"


CONTACT_WORDS: dict[Contact, str] = phrases(
    {
        Contact.OVERDUE: "超时未复",
        Contact.ASKED: "已联系",
        Contact.PROMISED: "已答应",
        Contact.ANSWERED: "已答复",
    }
)


@dataclass(frozen=True, slots=True)
class Request:
    """`promised_for`: by when they will have done it, in their own words of promise."""

    department: str
    asked_at: datetime
    due_at: datetime | None
    promised_at: datetime | None = None
    promised_for: datetime | None = None
    answered_at: datetime | None = None


BETWEEN = re.compile(r"[、,，;；\n]+")


def names_in(text: str) -> tuple[str, ...]:
    """Names of units or people between commas or on lines of their own, each once."""
    return tuple(dict.fromkeys(name.strip() for name in BETWEEN.split(text) if name.strip()))


def due(request: Request) -> datetime | None:
    """What the clock runs to: what they promised, else what was asked of them."""
    return request.promised_for or request.due_at


def contact(request: Request, now: datetime) -> Contact:
    if request.answered_at is not None:
        return Contact.ANSWERED
    limit = due(request)
    if limit is not None and limit < now:
        return Contact.OVERDUE
    return Contact.PROMISED if request.promised_at is not None else Contact.ASKED


def require_unanswered(request: Request) -> None:
    if request.answered_at is not None:
        raise RuleBroken("{who}已经答复，有新的事项请另行联系。", who=request.department)


def require_promise_ahead(promised_for: datetime | None, now: datetime) -> None:
    if promised_for is not None and promised_for <= now:
        raise RuleBroken("答应的完成时间应晚于现在。")
