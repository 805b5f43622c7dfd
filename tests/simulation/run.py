"""One seed is one run: what it came to, and how one that fails is told and made smaller."""

import shutil
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path

from tests.simulation.bugs import planted
from tests.simulation.plan import DAY, plan_of
from tests.simulation.world import World

ACTS = 70  # of a day in the suite
TOLD = 14  # of the last acts
TRIES = 60  # to make a failing one smaller


@dataclass(frozen=True)
class Outcome:
    """`digest`: of the whole trace; `failure`: what was found, "" where nothing was."""

    seed: int
    acts: int
    kept: tuple[int, ...]
    digest: str
    failure: str
    where: str
    trace: tuple[str, ...]
    bug: str | None = None
    clocks: int = 1

    def told(self):
        """All that is needed to see it again."""
        last = "\n".join(self.trace[-TOLD:])
        return f"seed {self.seed}: {self.failure}\n{last}\n{self.where}\n\nagain: {self.command()}"

    def command(self):
        words = f"python -m tests.simulation --seeds {self.seed} --acts {self.acts}"
        if len(self.kept) < self.acts:
            words += f" --keep {','.join(map(str, self.kept))}"
        if self.clocks > 1:
            words += f" --clocks {self.clocks}"
        return words + (f" --bug {self.bug!r}" if self.bug else "")


def run(seed, founded, *, acts=ACTS, keep=None, bug=None, clocks=1):
    """`keep`: the numbers of the acts that are done; all where none are named."""
    plan = [each for each in plan_of(seed, acts, clocks) if keep is None or each.number in keep]
    folder = Path(tempfile.mkdtemp(prefix=f"seed-{seed}-", dir=founded.folder))
    failure = where = digest = ""
    world = None
    try:
        with planted(bug):
            world = World(seed, founded, folder, bug=bug)
            digest = world.live(plan, DAY)
    except Exception as error:  # noqa: BLE001 - whatever is raised is a find
        failure = f"{type(error).__name__}: {error}"
        where = "".join(traceback.format_tb(error.__traceback__)[-4:])
    finally:
        if world:
            world.close()
        shutil.rmtree(folder)
    kept = tuple(each.number for each in plan)
    trace = tuple(world.trace) if world else ()
    return Outcome(seed, acts, kept, digest, failure, where, trace, bug, clocks)


def smaller(found, founded):
    """The same failure by fewer acts, as far as some tries lead."""
    same = {"acts": found.acts, "bug": found.bug, "clocks": found.clocks}
    best, size, tries = found, max(1, len(found.kept) // 2), 0
    while size and tries < TRIES:
        for first in range(0, len(best.kept), size):
            keep = best.kept[:first] + best.kept[first + size :]
            tries += 1
            again = run(found.seed, founded, keep=set(keep), **same)
            if again.failure.split(":")[0:2] == found.failure.split(":")[0:2]:
                best = again
                break
        else:
            size //= 2
    return best
