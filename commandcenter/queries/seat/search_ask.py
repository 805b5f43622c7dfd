"""What is looked for by whom, and what a hit is."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Rights
from commandcenter.domain.seat.searching import Asked
from commandcenter.domain.seat.sight import Sight
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.readings import readings
from commandcenter.store.plan.plan import plan_of


class HitKind(StrEnum):
    """In the order in which they are listed."""

    SETTING = "setting"
    INCIDENT = "incident"
    SIGNAL = "signal"
    WARNING = "warning"
    DATE = "date"
    PAPER = "paper"
    REPORT = "report"
    RELEASE = "release"
    CASE = "case"
    PERSON = "person"
    CLAUSE = "clause"
    LOG = "log"
    DUTY_LOG = "duty_log"
    SUBJECT = "subject"
    COMPLAINT = "complaint"


# Of the work that a person sees only a part of: what of it is found. The pages are the same.
SHOWN: dict[Sight, frozenset[HitKind]] = {
    Sight.PICTURE: frozenset(HitKind),
    Sight.ENTERED: frozenset({HitKind.SUBJECT, HitKind.COMPLAINT}),
    Sight.BUREAU: frozenset({HitKind.SETTING, HitKind.CLAUSE, HitKind.PERSON}),
}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit; `key` is the id, the clause, of a setting its list, kind and number.

    `incident_id`: to which it belongs, for what is shown there.
    """

    kind: HitKind
    key: str
    title: str
    detail: str
    incident_id: int | None = None


class WayKind(StrEnum):
    PAGE = "page"
    ACT = "act"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Way:
    """`detail`: where it is; with a `reason` it cannot be gone now. `chinese`: what it is called
    on a Chinese screen, by which it is found in every language.
    """

    kind: WayKind
    key: str
    words: str
    detail: str
    reason: str = ""
    chinese: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of some words; best first within each kind."""

    ways: tuple[Way, ...]
    hits: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a finder gives, in its own order. `around`: what it is found by beside its title."""

    hit: SearchHit
    around: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Words that are looked for, or keys by kind of what was chosen before."""

    session: Session
    actor: Actor
    now: datetime
    sight: Sight
    words: tuple[str, ...]
    asked: Asked
    keys: Mapping[HitKind, Collection[str]] | None
    limit: int

    def wants(self, kind: HitKind) -> bool:
        return kind in SHOWN[self.sight] and (self.keys is None or kind in self.keys)

    @property
    def rights(self) -> Rights:
        return plan_of(self.session).rights

    def may(self, action: Action) -> bool:
        return self.rights.scope(self.actor, action) is not None

    def numbers(self, kind: HitKind) -> list[int] | None:
        """The ids that are asked for; None: any."""
        return None if self.keys is None else [int(key) for key in self.keys.get(kind, ())]

    def best(self, found: Iterable[Found]) -> list[SearchHit]:
        """The few that fit best, in the finder's order among those that fit alike."""
        if self.keys is not None:
            return [each.hit for each in found if each.hit.key in self.keys[each.hit.kind]]
        fitting = []
        for each in found:
            place = self.asked.place(each.hit.title, f"{each.hit.detail} {each.around}", readings)
            if place is not None:
                fitting.append((place, each.hit))
        fitting.sort(key=lambda pair: pair[0])
        return [hit for _, hit in fitting[: self.limit]]


Finder = Callable[[Ask], Iterable[SearchHit]]
