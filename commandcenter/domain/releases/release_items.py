"""The plan's items on release: who may publish what, by when, in which words, by which channel."""

from commandcenter.domain.level import Level
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ReleaseRule:
    """Who publishes. Holds for an incident about one of `topics` (empty: any), first one first.

    `warning`: holds for the consumer notices of warnings only; those with topics hold for both.

    `document`: the upper body's authorisation, with its number, must be registered. `tell`:
    who is told after the signature and before publication. `refusal`: why not without it.
    """

    code: str
    title: str
    kinds: frozenset[ReleaseKind]
    levels: frozenset[Level]
    publisher: str
    refusal: str
    source: str
    topics: tuple[str, ...] = ()
    document: bool = False
    warning: bool = False
    tell: tuple[str, ...] = ()
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseLimit:
    """A time limit, kept by an obligation. `kind`: of which releases; `step`: the obligation's
    code, in plans of earlier programs the step that it was.

    `again`: of those after the first one.
    """

    code: str
    title: str
    step: str
    source: str
    kind: str = ""
    again: bool = False
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ReleasePhrase:
    """How a release of a kind begins; {words} in braces are filled from the data."""

    code: str
    kind: ReleaseKind
    title: str
    text: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseNumber:
    """A number that is right wherever it stands (12315): `code` as written."""

    code: str
    title: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseChannel:
    code: str
    title: str
    source: str
    clause: str = ""
    proposal: bool = False
