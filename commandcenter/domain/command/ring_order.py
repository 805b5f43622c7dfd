"""Whom to ring now: the first of the line, after some misses the next, at its end the first."""

from collections.abc import Mapping, Sequence

from commandcenter.late_dataclass import dataclass

ATTEMPTS = "ring_attempts"  # of the plan's settings


@dataclass(frozen=True, slots=True)
class RingOrder:
    """Places in the line. `now`: who is to be rung; `then`: who, should they not answer either;
    the same one: again.
    """

    now: int
    then: int


def ring_order(line: Sequence[int], missed: Mapping[int, int], attempts: int) -> RingOrder | None:
    """None where nobody is in the line. `missed`: by id how often they did not answer."""
    if not line:
        return None
    counts = [missed.get(each, 0) for each in line]
    now = _first(counts, attempts)
    counts[now] += 1
    return RingOrder(now, _first(counts, attempts))


def _first(counts: Sequence[int], attempts: int) -> int:
    return min(range(len(counts)), key=lambda place: (counts[place] // max(attempts, 1), place))
