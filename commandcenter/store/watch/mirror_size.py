"""How much memory the complaints that are kept in it (mirror.py) may take."""

from collections.abc import Callable

USUAL = 512  # MB
_bytes = [USUAL << 20]
_forget: list[Callable[[], None]] = []


def allow(megabytes: int) -> None:
    """For the rows of one database; 0: none, all is asked of the rows."""
    _bytes[:] = [megabytes << 20]
    if not megabytes:
        for forget in _forget:
            forget()


def allowed() -> int:
    """In bytes."""
    return _bytes[0]


def heed(forget: Callable[[], None]) -> None:
    """Call `forget` when none is allowed any more."""
    _forget.append(forget)
