"""What a process has in memory stays there: no dump of it is written when it crashes.

Memory holds what is said about people, keys and passwords; a core dump would put all of it into
a file that outlives the day. What a crash leaves instead are the stacks (`ui.guards`), which
hold no values.
"""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

from commandcenter import own_files

FILTER = Path("/proc/self/coredump_filter")  # which kinds of memory a dump may hold: none
SET_DUMPABLE = 4  # of prctl
NO_FAULT_BOX = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
NO_HEAP = 0x0001 | 0x0040  # WER_FAULT_REPORTING_FLAG_NOHEAP, …_NO_HEAP_ON_QUEUE


def write_no_dumps() -> None:
    """For this process and all that it starts, the web engine's too.

    The limit stops files; a dump that the kernel hands to a program (systemd-coredump) ignores
    it, and by the filter has no memory in it. Both pass on over fork and exec.
    """
    if os.name == "nt":
        _without_heap()
        return
    import resource  # not there on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # Linux alone has it
        if FILTER.exists():
            with own_files.opened(FILTER, "w", encoding="utf-8") as file:  # the kernel's
                file.write("0x0")


def hide() -> None:
    """Nor may another program of the same account look into this one (Linux).

    Not for a process with a web engine: its sandbox begins in a copy of the process that writes
    its own maps of users, and to a hidden one the kernel does not let it.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)


def _without_heap() -> None:
    """Windows: no box that offers to send a report, and none with the heap in it.

    LocalDumps of the registry are the administrator's: a program cannot switch them off.
    """
    with suppress(OSError, AttributeError):
        kernel = ctypes.CDLL("kernel32")
        kernel.SetErrorMode(NO_FAULT_BOX)
        kernel.WerSetFlags(NO_HEAP)
