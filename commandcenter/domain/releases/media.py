"""Questions of the press (plan 2.1(3)): by when they are answered, and what an answer follows."""

from datetime import datetime

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import dated_zh


def require_asked(asked_at: datetime, due: datetime | None, now: datetime) -> None:
    if asked_at > now:
        raise RuleBroken("提问时间不能晚于现在。")
    if due is not None and due <= asked_at:
        raise RuleBroken("答复时限应晚于提问时间。")


def require_sayable(lines: bool) -> None:
    if not lines:
        raise RuleBroken("须先有已签发的口径或者已发布的内容。")


def require_answerable(answered_by: str | None, answered_at: datetime | None, amends: bool) -> None:
    """Raise RuleBroken, saying who and when, for what was answered meanwhile."""
    if answered_at is not None and not amends:
        raise RuleBroken(
            "这个提问已由{who}于 {when} 答复，请用“更正答复”。",
            who=answered_by,
            when=dated_zh(answered_at),
        )
    if answered_at is None and amends:
        raise RuleBroken("这个提问还没有答复，不需要更正。")
