"""Evidence that a response may be lowered or ended: how far new complainants have fallen back.

A suggestion only: the commander signs (突发事件应对法 Art. 86; the plan has no clause).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from commandcenter.late_dataclass import dataclass

DAY = 24  # hours
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Fall:
    """New people in windows of 24 hours, counted back from now.

    `below_hours`: for how long the window has been under the wanted share of its peak;
    `quiet_days`: whole days, back from now, with no more than the usual number.
    """

    last_day: int
    day_before: int
    peak: int
    below_hours: int
    quiet_days: int

    @property
    def share(self) -> float:
        """Of the peak, in percent; 0 without a peak."""
        return 100 * self.last_day / self.peak if self.peak else 0.0

    @property
    def falling(self) -> bool:
        return self.last_day < self.day_before or self.last_day == 0


def fall_of(first_seen: Iterable[datetime], now: datetime, percent: int, usual: float) -> Fall:
    """From the moment at which each person first complained; `usual` new people a day."""
    hours = Counter(int((now - at) / HOUR) for at in first_seen if at <= now)
    oldest = max(hours, default=0)
    window = [0] * (oldest + 1)
    running = sum(hours[age] for age in range(DAY))
    for age in range(oldest + 1):
        window[age] = running
        running += hours[age + DAY] - hours[age]
    peak = max(window)
    high = (age for age, count in enumerate(window) if count and 100 * count >= percent * peak)
    below = next(high, oldest + 1)
    return Fall(
        last_day=window[0],
        day_before=window[DAY] if oldest >= DAY else 0,
        peak=peak,
        below_hours=below,
        quiet_days=_quiet_days(window, usual),
    )


def _quiet_days(window: list[int], usual: float) -> int:
    days = 0
    for age in range(0, len(window), DAY):
        if window[age] > usual:
            break
        days += 1
    return days


def is_met(fall: Fall) -> bool:
    """Under the share for a whole day, and still falling."""
    return fall.peak > 0 and fall.below_hours >= DAY and fall.falling
