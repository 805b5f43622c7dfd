"""How many bytes the program has of the system's heap now, what was freed again not counted."""

import ctypes

import pytest

FIELDS = (
    "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks",
    "keepcost",
)  # fmt: skip


class Mallinfo(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_size_t) for name in FIELDS)


_mallinfo = getattr(ctypes.CDLL(None), "mallinfo2", None)
needs_a_heap = pytest.mark.skipif(_mallinfo is None, reason="this system's heap tells nothing")


def in_use():
    """Of the thread that asks, if it is the first one; with what was mapped by itself."""
    _mallinfo.restype = Mallinfo
    found = _mallinfo()
    return found.uordblks + found.hblkhd
