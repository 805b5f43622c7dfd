"""What is drawn for a picture at a zoom, in values: colours, sizes, places of words.

Both engines draw a Scene, made by `maker`. Places are world coordinates (`shapes`),
sizes are pixels. Text from outside is plain and short before it gets here (`plain`).
"""

import math
import re
from collections.abc import Callable

from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.map_picture import MapPicture
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import said

NAME, COUNT, NOTE, TAG, SIGN = 14.0, 19.0, 12.0, 12.0, 11.0  # heights of type at scale 1
CASE_TAG = 14.0  # of the words beside a school or hospital
TIP = 240  # characters of outside text that a tooltip shows
# Control and format characters, line breaks, and what turns the direction of writing.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")

Measure = Callable[[str, float, bool], float]  # text, height of type, bold -> width, pixels


@dataclass(frozen=True, slots=True)
class Words:
    """The map's own words, translated; {count} and {age} are filled in.

    `silent`: too long ago; `spoke`: how long ago a county last reported; `unheard`: it has not
    yet. "" shows neither. Of cases: `ill`, `treated` are {name} and {count} of a school and a
    hospital, the rest the keys. `by_engine`, `by_hand`: what draws, beside whose borders these are.
    """

    silent: str
    silent_key: str
    complaints_key: str
    point_key: str
    spoke: str = ""
    unheard: str = ""
    ill: str = "{name} {count}"
    treated: str = "{name} {count}"
    ill_key: str = ""
    same_key: str = ""
    hospital_key: str = ""
    by_engine: str = ""
    by_hand: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    fill: str
    hatched: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A county's name, under it its count, and the note on its last word; or one of both."""

    code: str
    name: str
    count: str
    note: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Circle:
    """A place of an incident. `id`: incident and place. `sign`: Ⅰ–Ⅳ, never colour alone."""

    id: str
    x: float
    y: float
    radius: float
    core: float
    color: str
    sign_color: str
    sign: str
    tip: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A word beside its point: a team in a box, or the name of an incident's place.

    `line` goes from a team's place, or the rim of the circle that it stands in, to the tag;
    `dot`: the place itself is marked. A team whose word has no room has no `text`.
    """

    text: str
    team: bool
    x: float
    y: float
    width: float
    height: float
    line: tuple[tuple[float, float], ...] = ()
    dot: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """A school with patients (ill) or of the same kitchen (same), or a hospital, by the id of its
    number; its words stand around `text_x`, `text_y`.
    """

    id: str
    kind: str
    x: float
    y: float
    color: str
    tip: str
    text: str = ""
    text_x: float = 0.0
    text_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    id: str
    x: float
    y: float
    tip: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """Dots close together. `members` are ids, newest first; one member is a single dot."""

    x: float
    y: float
    members: tuple[str, ...]
    tip: str

    @property
    def single(self) -> bool:
        return len(self.members) == 1

    def radius(self, scale: float, whole: bool) -> float:
        """In pixels, by the logarithm of the number; `whole`: without room for the number."""
        grown = math.log10(len(self.members))
        if whole:
            return (3.0 + 2.6 * grown) * scale
        return (4.0 if self.single else 8.5 + 3.2 * grown) * scale


@dataclass(frozen=True, slots=True)
class Legend:
    scale: tuple[str, ...]
    highest: int
    silent: bool
    points: bool
    cases: str = ""  # the colour of a school with patients, where cases are shown


@dataclass(frozen=True, slots=True)
class Scene:
    areas: tuple[Area, ...]
    names: tuple[Name, ...]
    circles: tuple[Circle, ...]
    tags: tuple[Tag, ...]
    bubbles: tuple[Bubble, ...]  # points gathered for this zoom; fullest last
    legend: Legend
    signs: tuple[Sign, ...] = ()


def plain(text: str, limit: int = TIP) -> str:
    """One line without characters that hide or turn others, cut to `limit`."""
    short = UNSEEN.sub(" ", said(text)[: limit * 4]).strip()
    return short if len(short) <= limit else short[: limit - 1] + "…"


def credit(borders: str, drawn_by: str) -> str:
    """The map's own two lines in its corner: what draws, and whose the borders are."""
    return joined("\n", filter(None, (drawn_by, borders)))


def incidents_of(picture: MapPicture) -> frozenset[int]:
    """The map is shown whole again only when this set changes."""
    return frozenset(mark.incident_id for mark in picture.incidents)
