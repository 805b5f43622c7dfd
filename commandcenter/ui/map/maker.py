"""Make the Scene of a picture: choose colours and sizes, find room for the words."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from commandcenter.domain.level import Level
from commandcenter.domain.place_names import short_names
from commandcenter.domain.times import span_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.map_picture import (
    DistrictShade,
    IncidentMark,
    MapPicture,
    TeamMark,
)
from commandcenter.queries.incident.case_picture import CasePicture
from commandcenter.ui.map.case_signs import labelled, signs
from commandcenter.ui.map.clusters import gather
from commandcenter.ui.map.colors import shade
from commandcenter.ui.map.layout import ENOUGH, Size, covered, place_name, place_tag
from commandcenter.ui.map.scene import (
    COUNT,
    NAME,
    NOTE,
    TAG,
    Area,
    Circle,
    Dot,
    Legend,
    Measure,
    Name,
    Scene,
    Tag,
    Words,
    plain,
)
from commandcenter.ui.map.shapes import Boundaries, Box, Point, world

WHOLE_HOURS = 180  # minutes
CORE = 9.0  # radius of the disc that bears the level's sign
RING = 30.0  # radius of the circle of weight 1
FULL = 10  # a city with fewer complaints in its fullest county is not shown as full
MEETS = 0.06  # of a name's box: more is more than the room around its words
SAID = 14  # characters of a trader's name; a whole one more often than not
CROWD = 60  # more bubbles than this leave no room to step aside for

Sized = tuple[Name, Size]


@dataclass(frozen=True, slots=True)
class Maker:
    """All that a scene depends on but the picture and the zoom."""

    boundaries: Boundaries
    colors: Mapping[str, str]
    words: Words
    measure: Measure
    scale: float

    def scene(
        self,
        picture: MapPicture,
        dots: tuple[Dot, ...],
        pixels: float,
        whole: bool = True,
        extent: tuple[float, float] | None = None,
    ) -> Scene:
        """`dots`: of this picture (`dots_of`), kept while its points are the same. `pixels`: of
        a world unit, 2**zoom. `whole`: of the city; then bubbles bear no numbers. `extent`: width
        and height of the view, in pixels, while the city stands in its middle.
        """
        if picture.cases is not None:
            return self._case_scene(picture, picture.cases, pixels, extent)
        circles = tuple(self._circle(mark) for mark in picture.incidents)
        bubbles = gather(dots, pixels, self.scale)
        units = pixels / self.scale  # pixels of scale 1: so the scale changes no placement
        points = [_square(b.x * units, b.y * units, b.radius(1, whole)) for b in bubbles[-CROWD:]]
        view = self._view(extent, units) if extent else None
        names, tags = self._words(picture, circles, points, units, view)
        highest = max(FULL, *(d.count for d in picture.districts), 0)
        legend = Legend(
            tuple(self.colors[f"district_{i}"] for i in range(5)) if picture.counts else (),
            highest,
            any(d.silent_minutes is not None for d in picture.districts),
            bool(dots),
        )
        areas = tuple(self._area(d, highest) for d in picture.districts)
        return Scene(areas, names, circles, tags, bubbles, legend)

    def _view(self, extent: tuple[float, float], units: float) -> Box:
        x, y = self.boundaries.box.middle
        return Size(extent[0] / self.scale, extent[1] / self.scale).around(x * units, y * units)

    def _case_scene(
        self,
        picture: MapPicture,
        cases: CasePicture,
        pixels: float,
        extent: tuple[float, float] | None,
    ) -> Scene:
        """Schools and hospitals with their numbers; the names of the counties where room is left.

        Before the grade a school with patients has the colour of a point.
        """
        units = pixels / self.scale
        color = self.colors[f"level_{cases.level.rank}" if cases.level else "point"]
        taken: list[Box] = []
        found = signs(cases, color)
        view = self._view(extent, units) if extent else None
        found = labelled(found, cases, self.words, self.measure, units, taken, view)
        names = [] if cases.public else self._fitting(picture, taken, (), units, view)
        highest = max(1, *(d.count for d in picture.districts), 0)
        silent = any(d.silent_minutes is not None for d in picture.districts)
        return Scene(
            tuple(self._case_area(d, highest) for d in picture.districts),
            tuple(name for name, box in names if covered(box, taken) <= MEETS),
            (), (), (), Legend((), highest, silent, False, color), found,
        )  # fmt: skip

    def _case_area(self, district: DistrictShade, highest: int) -> Area:
        part = 0.5 * math.sqrt(district.count / highest)
        return Area(district.code, shade(self.colors, part), district.silent_minutes is not None)

    def _area(self, district: DistrictShade, highest: int) -> Area:
        part = math.sqrt(district.count / highest)
        return Area(district.code, shade(self.colors, part), district.silent_minutes is not None)

    def _circle(self, mark: IncidentMark) -> Circle:
        x, y = world(mark.lat, mark.lon)
        color, ink, sign = self._level(mark.level)
        radius = max(CORE + 4, RING * math.sqrt(max(0.0, min(1.0, mark.weight))))
        place = f"{mark.incident_id}:{mark.place_id}"
        return Circle(
            place, x, y, radius * self.scale, CORE * self.scale, color, ink, sign, plain(mark.label)
        )

    def _level(self, level: Level | None) -> tuple[str, str, str]:
        if level is None:
            return self.colors["accent"], self.colors["accent_text"], ""
        n = level.rank
        return self.colors[f"level_{n}"], self.colors[f"level_{n}_text"], level.sign

    def _words(
        self,
        picture: MapPicture,
        circles: Sequence[Circle],
        points: Sequence[Box],
        units: float,
        view: Box | None,
    ) -> tuple[tuple[Name, ...], tuple[Tag, ...]]:
        taken = [box for c in circles for box in self._disc(c, units)]
        taken += [_square(*_at(t, units), 4) for t in picture.teams]
        placed = self._placed(self._names(picture), taken, points, units, view)
        if any(_meets(box, placed) for _, box in placed):
            placed = self._fitting(picture, taken, points, units, view)
        words = [box for _, box in placed]
        names = tuple(name for name, _ in placed)
        return names, self._tags(picture, circles, units, taken, words, view)

    def _placed(
        self,
        names: Iterable[Sized],
        taken: Sequence[Box],
        points: Sequence[Box],
        units: float,
        view: Box | None,
    ) -> list[tuple[Name, Box]]:
        found: list[tuple[Name, Box]] = []
        for name, size in names:
            district = next(d for d in self.boundaries.districts if d.code == name.code)
            before = [*taken, *(box for _, box in found)]
            box = place_name(district, units, size, before, points, view)
            x, y = box.middle
            found.append((replace(name, x=x / units, y=y / units), box))
        return found

    def _fitting(
        self,
        picture: MapPicture,
        taken: Sequence[Box],
        points: Sequence[Box],
        units: float,
        view: Box | None,
    ) -> list[tuple[Name, Box]]:
        """Where not all names have room: those concerned and those that report come first, then
        those with most complaints. One concerned says less before it says nothing.
        """
        shown = {d.code: d for d in picture.districts}
        ranked = sorted(
            (name for name, _ in self._names(picture)),
            key=lambda n: (not shown[n.code].is_named, -shown[n.code].count),
        )
        placed: list[tuple[Name, Box]] = []
        for name in ranked:
            before = [*taken, *(box for _, box in placed)]
            for less in _shorter(name) if shown[name.code].is_named else (name,):
                tried = self._placed([(less, self._name_size(less))], before, points, units, view)
                if not _meets(tried[0][1], placed):
                    placed += tried
                    break
        return placed

    def _disc(self, circle: Circle, units: float) -> tuple[Box, Box]:
        """Two boxes that cover a circle but not its corners."""
        x, y, r = circle.x * units, circle.y * units, circle.radius / self.scale + 2
        part = 0.74 * r
        return Box(x - r, y - part, x + r, y + part), Box(x - part, y - r, x + part, y + r)

    def _names(self, picture: MapPicture) -> list[Sized]:
        """The names to be placed, of small counties first, and the room they need."""
        known = {d.code: d for d in self.boundaries.districts}
        short = short_names({d.code: d.name for d in picture.districts})
        out = []
        for shown in sorted(
            (d for d in picture.districts if d.code in known),
            key=lambda d: len(known[d.code].inside) * known[d.code].cell ** 2,
        ):
            silent = shown.silent_minutes is not None
            counted = picture.counts and not silent and picture.cases is None
            count = str(shown.count) if counted else ""
            name = Name(shown.code, plain(short[shown.code]), count, self._note(shown), 0, 0)
            out.append((name, self._name_size(name)))
        return out

    def _note(self, shown: DistrictShade) -> str:
        """How old the last word of a county concerned is."""
        if shown.silent_minutes is not None:
            return self.words.silent.format(age=_rough(shown.silent_minutes))
        if shown.age_minutes is None:
            return ""
        if shown.last_word_at is None:
            return self.words.unheard
        return self.words.spoke.format(age=_rough(shown.age_minutes))

    def _name_size(self, name: Name) -> Size:
        wide = max(
            self.measure(name.name, NAME, False),
            self.measure(name.count, COUNT, True) if name.count else 0,
            self.measure(name.note, NOTE, False) if name.note else 0,
        )
        lines = (COUNT if name.count else 0) + (NOTE if name.note else 0)
        return Size(wide + 6, NAME * 1.3 + lines * 1.2)

    def _tags(
        self,
        picture: MapPicture,
        circles: Sequence[Circle],
        units: float,
        taken: Sequence[Box],
        words: list[Box],
        view: Box | None,
    ) -> tuple[Tag, ...]:
        tags = []
        for team in picture.teams:
            label, at = plain(team.label, 24), _at(team, units)
            tag, box, _ = self._tag(label, True, at, units, 9, [*taken, *words], view)
            place = world(team.lat, team.lon)
            if covered(box, words) > MEETS:  # where it stands is marked all the same
                tag = replace(tag, text="", x=place[0], y=place[1])
            else:
                words.append(box)
            tags.append(_led(tag, place, circles, units * self.scale))
        for circle in circles:
            at, gap = (circle.x * units, circle.y * units), circle.radius / self.scale + 3
            label = plain(circle.tip, SAID)
            tag, box, cost = self._tag(label, False, at, units, gap, [*taken, *words], view)
            if cost <= ENOUGH and circle.tip:
                tags.append(tag)
                words.append(box)
        return tuple(tags)

    def _tag(
        self,
        text: str,
        team: bool,
        at: Point,
        units: float,
        gap: float,
        taken: Sequence[Box],
        view: Box | None,
    ) -> tuple[Tag, Box, float]:
        pad = 7 if team else 2
        size = Size(self.measure(text, TAG, team) + 2 * pad, TAG + 1.2 * pad)
        box, cost = place_tag(at, size, gap, taken, view)
        x, y = box.middle
        wide, high = size.width * self.scale, size.height * self.scale
        return Tag(text, team, x / units, y / units, wide, high), box, cost


def _shorter(name: Name) -> Iterator[Name]:
    """The whole words; without how old its last word is; the name alone, where hatching and shade
    still tell.
    """
    yield name
    if name.note and name.count:
        yield replace(name, note="")
    if name.note or name.count:
        yield replace(name, note="", count="")


def _meets(box: Box, placed: Sequence[tuple[Name, Box]]) -> bool:
    """Whether it covers so much of another name that neither can be read."""
    return covered(box, [other for _, other in placed if other is not box]) > MEETS


def _led(tag: Tag, at: Point, circles: Sequence[Circle], pixels: float) -> Tag:
    """The tag with its line; from the rim when the team stands in a circle."""
    length = math.dist(at, (tag.x, tag.y))
    for circle in circles:
        radius = circle.radius / pixels
        if math.dist(at, (circle.x, circle.y)) < radius < length:
            part = radius / length
            rim = (at[0] + (tag.x - at[0]) * part, at[1] + (tag.y - at[1]) * part)
            return replace(tag, line=(rim, (tag.x, tag.y)))
    return replace(tag, line=(at, (tag.x, tag.y)), dot=True)


def dots_of(picture: MapPicture) -> tuple[Dot, ...]:
    places = ((p, world(p.lat, p.lon)) for p in picture.points)
    return tuple(Dot(str(p.id), x, y, plain(p.label)) for p, (x, y) in places)


def _at(team: TeamMark, units: float) -> Point:
    x, y = world(team.lat, team.lon)
    return x * units, y * units


def _square(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, x + radius, y + radius)


def _rough(minutes: int) -> str:
    """From some hours on whole ones: the labels of neighbours would lie over each other."""
    return span_zh(timedelta(minutes=minutes if minutes < WHOLE_HOURS else minutes // 60 * 60))
