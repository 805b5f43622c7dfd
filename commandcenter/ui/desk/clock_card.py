"""A limit as the duty room sees it: how long is left, by when, and by whom."""

from datetime import datetime
from math import ceil

from commandcenter.domain.times import short_zh
from commandcenter.queries.command.next_steps import NextStep
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

HOUR, WARN_S = 3600, 900


def left_clock(due: datetime, now: datetime) -> str:
    """mm:ss under the hour, h:mm:ss above; past it with a minus before it."""
    seconds = ceil((due - now).total_seconds())
    sign, whole = ("−", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(whole, HOUR)
    minutes = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{sign}{hours}:{minutes}" if hours else f"{sign}{minutes}"


class ClockCard(Card):
    """One limit: how long, by when, and by whom."""

    def __init__(self, step: NextStep, *, low: bool = False) -> None:
        super().__init__("", "", ground="surface_2")
        self.step = step
        self.setObjectName(f"clock_{step.id}")
        self._left = PlainLabel("", Size.HEAD, BOLD)
        self.body.setSpacing(look.px(2))
        title = ElidedLabel(step.title, Size.SMALL, BOLD, lines=2 if low else 3)
        title.setWordWrap(True)
        self.outer.setContentsMargins(*(look.px(8),) * 4)
        self.body.addWidget(title)
        self.body.addStretch(1)
        self.body.addWidget(self._left)
        self._before = PlainLabel("", Size.SMALL, ink="text_dim")
        self.body.addWidget(self._before)
        if not low:  # in the list of the next steps the person stands beside the title
            self.body.addWidget(ElidedLabel(step.person or step.office, Size.SMALL, ink="text_dim"))

    def tick(self, now: datetime) -> None:
        due = self.step.due_at
        assert due
        left = (due - now).total_seconds()
        ink = "text_faint" if self.step.grey else "danger" if left < 0 else ""
        self._left.set_ink(ink or ("warn" if left < WARN_S else "text"))
        self._left.setText(left_clock(due, now))
        self._before.setText(self.tr("{time} 前").format(time=short_zh(due, now)))
