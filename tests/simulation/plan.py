"""What a seed says is to happen: a list of acts, each with a seed of its own and maybe a fault.

So a run without some of them does the others as before, and what fails can be made smaller.
"""

import random
from dataclasses import dataclass

from tests.simulation.cast import DESKS, WATCHERS
from tests.simulation.way import Fault

DAY = 86_400.0
KINDS = (
    (48, "desk", "act"), (14, "desk", "write"), (5, "desk", "deliver"), (8, "desk", "listen"),
    (15, "watch", "work"), (4, "clerk", "file"), (1, "clerk", "undo"), (2, "drill", "conduct"),
    (2, "drill", "play"), (1, "keeper", "back_up"), (0.6, "keeper", "bring_back"),
    (1, "keeper", "put_clock"), (1, "keeper", "put_seats_clock"), (4, "keeper", "cut_link"),
    (2, "keeper", "kill"), (1, "keeper", "go_away"),
)  # fmt: skip
HIT = {"desk": 0.3, "watch": 0.35, "clerk": 0.5}
FAULTS = (
    "killed", "killed", "killed after", "answer lost", "frozen", "frozen", "slow disk", "link cut",
    "disk full",
)  # fmt: skip
AT_COMMIT = ("killed after", "answer lost", "slow disk")
LOOKS = 0.08  # of the acts the dear laws are asked after
STATEMENTS = {
    "act": 40,
    "write": 25,
    "deliver": 25,
    "listen": 4,
    "work": 120,
    "file": 90,
    "undo": 40,
}


@dataclass(frozen=True)
class Planned:
    number: int
    at: float
    client: str
    kind: str
    seed: int
    fault: Fault | None
    looks: bool

    def __str__(self):
        return f"{self.number} {self.client} {self.kind}" + (
            f" [{self.fault}]" if self.fault else ""
        )


def plan_of(seed, acts, clocks=1):
    """By day people work; by night the watch does most of it.

    `clocks`: how many times as often as usual somebody puts the server's clock.
    """
    chance = random.Random(f"plan {seed}")
    weights = [weight * (clocks if kind == "put_clock" else 1) for weight, _, kind in KINDS]
    times = sorted(chance.uniform(0, DAY) for _ in range(acts))
    return [planned(chance, weights, number, at) for number, at in enumerate(times)]


def planned(chance, weights, number, at):
    _, who, kind = chance.choices(KINDS, weights)[0]
    name = {
        "desk": f"desk {chance.randrange(DESKS)}", "watch": f"watch {chance.randrange(WATCHERS)}",
    }.get(who, who)  # fmt: skip
    fault = fault_of(chance, kind) if chance.random() < HIT.get(who, 0) else None
    looks = chance.random() < LOOKS
    return Planned(number, at, name, kind, chance.getrandbits(48), fault, looks)


def fault_of(chance, act):
    kind = chance.choice(FAULTS)
    at = 0 if kind in AT_COMMIT or chance.random() < 0.2 else chance.randrange(1, STATEMENTS[act])
    seconds = chance.choice((1.0, 2.5, 8.0, 60.0, 900.0)) if kind != "killed" else 0.0
    return Fault(kind, at, seconds)
