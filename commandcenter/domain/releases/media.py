"""Questions of the press (plan 2.1(3)): by when they are answered, and what an answer follows."""

from datetime import datetime

from commandcenter.domain.errors import RuleBroken


def require_asked(asked_at: datetime, due: datetime | None, now: datetime) -> None:
    if asked_at > now:
        raise RuleBroken("提问时间不能晚于现在。")
    if due is not None and due <= asked_at:
        raise RuleBroken("答复时限应晚于提问时间。")


def require_sayable(lines: bool) -> None:
    if not lines:
        raise RuleBroken("须先有已签发的口径或者已发布的内容。")
