"""Which colour a series has: the same one in every answer, whatever its rank in the stack."""

from collections.abc import Sequence

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.queries.watch.timeline import REST
from commandcenter.ui.theme import SERIES

# Of the channels the same on every screen; all others as they are first seen.
CHANNELS = {
    Channel.PHONE: 0,
    Channel.MINI_PROGRAM: 1,
    Channel.HOTLINE: 2,
    Channel.APP: 3,
    Channel.WEB: 7,
    Channel.VISIT: 6,
    Channel.LETTER: 4,
    Channel.OTHER: 5,
}
THE_REST = 5  # the grey one, for what is summed up as 其他


class SeriesColors:
    def __init__(self) -> None:
        self._numbers: dict[str, int] = {REST: THE_REST}
        self._numbers.update((channel.value, number) for channel, number in CHANNELS.items())
        self._free = 0

    def of(self, keys: Sequence[str]) -> list[int]:
        """Numbers for `theme.series`, one a key."""
        for key in keys:
            if key not in self._numbers:
                self._numbers[key] = self._free
                self._free = self._next(self._free)
        return [self._numbers[key] for key in keys]

    @staticmethod
    def _next(number: int) -> int:
        following = (number + 1) % SERIES
        return following if following != THE_REST else following + 1
