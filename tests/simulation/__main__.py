"""Days of a server, one a seed, until they are through or the time is over.

python -m tests.simulation --seeds 1000-2000 [--acts 70] [--minutes 60] [--whole]

A day that fails is told with its last acts and the command that repeats it; the run goes on.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.cluster import quick_folder
from tests.shared_sql import share_compiled_sql
from tests.simulation.founded import found
from tests.simulation.run import ACTS, run, smaller


def asked():
    words = argparse.ArgumentParser(prog="python -m tests.simulation")
    words.add_argument("--seeds", default="1-20", help="one, or FIRST-LAST")
    words.add_argument("--acts", type=int, default=ACTS)
    words.add_argument("--minutes", type=float, default=0.0, help="begin no day after so many")
    words.add_argument("--keep", default="", help="the numbers of the acts that are done")
    words.add_argument("--clocks", type=int, default=1, help="how many times as often it is put")
    words.add_argument("--bug", help="one of bugs.py, put in")
    words.add_argument("--whole", action="store_true", help="do not make what fails smaller")
    words.add_argument("--trace", action="store_true", help="tell every act")
    return words.parse_args()


def main():
    share_compiled_sql()
    wanted = asked()
    first, _, last = wanted.seeds.partition("-")
    keep = {int(number) for number in wanted.keep.split(",")} if wanted.keep else None
    began, failed, done = time.monotonic(), [], 0
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        founded = found(Path(folder))
        for seed in range(int(first), int(last or first) + 1):
            if wanted.minutes and time.monotonic() - began > 60 * wanted.minutes:
                break
            asked_for = {"acts": wanted.acts, "bug": wanted.bug, "clocks": wanted.clocks}
            outcome = run(seed, founded, keep=keep, **asked_for)
            done += 1
            if wanted.trace:
                say("\n".join(outcome.trace))
            if outcome.failure:
                failed.append(seed)
                small = outcome if wanted.whole or keep else smaller(outcome, founded)
                say(small.told())
    say(f"{done} days of {wanted.acts} acts, {len(failed)} failed {failed or ''}")
    return bool(failed)


def say(words):
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
