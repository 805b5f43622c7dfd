"""What is drawn by lot in a run hangs on one seed: the date, so that each day tries other cases.

`SEED=20261127 make test` draws again as on that day; where a test fails the seed is printed.
"""

import os
import random
from datetime import date

# In the environment, so that all processes of a run draw alike, also over midnight.
SEED = int(os.environ.setdefault("SEED", f"{date.today():%Y%m%d}"))


def chance(*names):
    """A lot of its own for each use, which names it."""
    return random.Random(" ".join(map(str, (SEED, *names))))


def sample(things, count, *names):
    """So many of the things, in their own order; all where there are no more."""
    things = list(things)
    drawn = chance(*names).sample(range(len(things)), min(count, len(things)))
    return [things[n] for n in sorted(drawn)]
