"""How soon a task that is closed at one desk is painted at another and on the wall.

Three processes with real windows on one file; from the click to the end of the paint. The wall
counts where the task was among those that it has room for.

    benchmarks/live.py [RUNS]      default 4, of two ticks each
"""

import statistics
import sys
import tempfile
from pathlib import Path

from commandcenter.db.demo import load
from tests.stories.processes import SeatProcess

LIMIT_MS = 500
MOMENT = "D0 09:25"
OWN, OTHER, WALL = "the own desk", "the other desk", "the wall"
WHO = {OWN: ("desk", "maxiao"), OTHER: ("desk", "zhoulan"), WALL: ("wall", "-")}
TASKS = ("representatives", "tell_rights")  # of the group on site, closed by a sentence
SEEN = "suggest_grade"  # a task that is done, and shown only where all are


def measure(folder: Path) -> dict[str, list[float]]:
    """Milliseconds by seat."""
    url = f"sqlite:///{folder / 'demo.db'}"
    load.make(url, MOMENT, speed=0, fresh=True)
    seats = {name: SeatProcess(kind, url, login, folder) for name, (kind, login) in WHO.items()}
    found: dict[str, list[float]] = {name: [] for name in WHO}
    try:
        for seat in seats.values():
            seat.wait("settled")
        for name in (OWN, OTHER):
            seats[name].order("unfold")
            seats[name].wait("painted", lambda shown: SEEN in shown["done"])
        for code in TASKS:
            for name, late in once(seats, code).items():
                found[name].append(1000 * late)
    finally:
        for seat in seats.values():
            seat.close()
    return found


def once(seats: dict[str, SeatProcess], code: str) -> dict[str, float]:
    """Seconds from a click at the own desk to each seat's paint."""
    heard = {name: len(seat.heard) for name, seat in seats.items()}
    on_wall = code in seats[WALL].heard[-1]["open"]
    seats[OWN].order(f"tick {code}")
    _, click = seats[OWN].wait("ticking", after=heard[OWN])
    late = {}
    for name in (OWN, OTHER, *((WALL,) if on_wall else ())):
        key = "open" if name == WALL else "done"
        _, line = seats[name].wait(
            "painted", lambda s, k=key: (code in s[k]) == (k == "done"), after=heard[name]
        )
        late[name] = line["t"] - click["t"]
    return late


def main(runs: int = 4) -> int:
    found: dict[str, list[float]] = {name: [] for name in WHO}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            for seat, times in measure(Path(name)).items():
                found[seat] += times
    for seat, times in found.items():
        print(
            f"{seat:<16}{len(times):>3} ticks   median {statistics.median(times):5.0f} ms   "
            f"worst {max(times):5.0f} ms   limit {LIMIT_MS} ms   {max(times) / LIMIT_MS:.2f}"
        )
    return 0 if max(max(times) for times in found.values()) <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
