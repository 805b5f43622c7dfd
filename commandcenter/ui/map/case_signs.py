"""Where the cases of an incident are: signs of schools and hospitals with their words."""

from collections.abc import Sequence
from dataclasses import replace

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.incident.kinds import FEW
from commandcenter.queries.incident.case_picture import CasePicture, CasePlace
from commandcenter.ui.map.layout import Size, place_tag
from commandcenter.ui.map.scene import CASE_TAG, Measure, Sign, Words, plain
from commandcenter.ui.map.shapes import Box, Point, world

HALF = 8.0  # of a sign's width
GAP = HALF + 4
LONGEST = 12  # characters of a name beside its sign


def signs(cases: CasePicture, color: str) -> tuple[Sign, ...]:
    """Of the places that have a position; those with patients lie on top. `color`: of the level."""
    found = [
        Sign(str(p.id), _kind(p), *world(p.lat, p.lon), color, plain(p.label))
        for p in cases.places
        if p.lat is not None and p.lon is not None
    ]
    return tuple(sorted(found, key=lambda sign: RANK.index(sign.kind)))


RANK = ("same", "hospital", "ill")


def _kind(place: CasePlace) -> str:
    if place.part is Part.HOSPITAL:
        return "hospital"
    return "ill" if place.number else "same"


def labelled(
    found: Sequence[Sign],
    cases: CasePicture,
    words: Words,
    measure: Measure,
    units: float,
    taken: list[Box],
    view: Box | None = None,
) -> tuple[Sign, ...]:
    """The signs with name and number beside them, each in a place of its own (added to `taken`).

    `units`: pixels of a world unit at scale 1. On the wall 1 to 4 patients are <5.
    """
    places = {str(place.id): place for place in cases.places}
    taken += [_square(sign, units) for sign in found]
    out = []
    for sign in reversed(found):
        text = _words(places[sign.id], words, few=cases.public)
        if not text:
            out.append(sign)
            continue
        bold = sign.kind == "ill"
        at: Point = (sign.x * units, sign.y * units)
        size = Size(measure(text, CASE_TAG, bold) + 4, CASE_TAG * 1.3)
        box, _ = place_tag(at, size, GAP, taken, view)
        taken.append(box)
        x, y = box.middle
        out.append(replace(sign, text=text, text_x=x / units, text_y=y / units))
    return tuple(reversed(out))


def _words(place: CasePlace, words: Words, *, few: bool) -> str:
    """甲校 38 人, 市一院 31; of a school without patients nothing."""
    if place.part is Part.SITE and not place.number:
        return ""
    number = f"<{FEW}" if few and 0 < place.number < FEW else str(place.number)
    of = words.treated if place.part is Part.HOSPITAL else words.ill
    return of.format(name=plain(place.label, LONGEST), count=number)


def _square(sign: Sign, units: float) -> Box:
    x, y, half = sign.x * units, sign.y * units, HALF + 2
    return Box(x - half, y - half, x + half, y + half)
