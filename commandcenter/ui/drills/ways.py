"""What the program hands the page 演练 of a real store: how a drill is founded, and opened."""

from collections.abc import Callable, Sequence

from commandcenter.domain.drills.script import Script
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import Database


@dataclass(frozen=True, slots=True)
class Leads:
    """By login."""

    conductor: str
    observers: Sequence[str]


@dataclass(frozen=True, slots=True)
class DrillWays:
    """`found` runs on a worker, on the bureau's server or as a file of this machine, and gives the
    address of the new store; `open` opens its desk.
    """

    found: Callable[[Database, Script, Leads, bool], str]
    open: Callable[[str], None]
