"""How much memory a process of a benchmark had at most, or holds with all that it started."""

import os
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_mib() -> float:
    """MiB. Of this program alone: what getrusage says begins with the peak of the parent."""
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def tree_mib(pid: int | None = None) -> float:
    """MiB that a process and all that it started hold now; what they share counts once, what others
    of the machine share with them as their part of it."""
    number = pid or os.getpid()
    rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    started = [
        int(child)
        for children in Path(f"/proc/{number}/task").glob("*/children")
        for child in children.read_text().split()
    ]
    return int(line.split()[1]) / 1024 + sum(tree_mib(child) for child in started)
