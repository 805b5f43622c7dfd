"""Make the invented city 澄州市: borders, river and towns, written as one GeoJSON file.

A county unit's ring is put together from arcs, and two neighbours share an arc, so
that shared borders match point for point. An arc is a few hand-placed points, roughened
by midpoint displacement as real borders are; the river's arcs meander instead. All
lengths are kilometres: x to the east, y to the south of the north-west corner.

    python -m commandcenter.db.demo.borders        writes resources/city/demo_city.geojson
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

from commandcenter.paths import RESOURCES

FILE = RESOURCES / "city" / "demo_city.geojson"
CITY = ("990100", "澄州市")
CREDIT = "边界为演示数据"
MIDDLE = (50.0, 31.5)  # this point lies at ORIGIN
ORIGIN = (121.62, 30.2)  # lon, lat (WGS-84)
KM_PER_DEGREE = 111.32
SEED = 37  # of the first forty, one whose borders never cross and look well
GRAIN = 0.34  # km: a border is not drawn finer than this
SHORE = 1.1  # km: no town is nearer to its unit's border

Point = tuple[float, float]
Line = list[Point]

# Where three borders meet, or a border meets the river or the outside.
NODES: dict[str, Point] = {
    "A": (30, 6), "B": (48, 2.5), "C": (80, 17), "D": (61, 59), "E": (42, 61), "F": (9, 43),
    "G": (29, 37), "H": (41, 38.5), "I": (48.5, 18), "J": (45, 36), "K": (61.5, 37.5),
    "L": (64.5, 28.5), "M": (67, 46), "N": (81, 56), "S": (8.5, 16.5),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arc:
    """A stretch of border from one node to another. `rough`: displacement per length."""

    ends: str
    through: Sequence[Point]
    rough: float = 0.2
    river: bool = False


ARCS = {
    arc.ends: arc
    for arc in (
        Arc("AB", [(35, 2.6), (41, 0.6), (45, 2)]),
        Arc("BC", [(51.5, 5), (54, 9.6), (60, 8.2), (67, 7), (73, 9.5), (77, 12.2)]),
        Arc("CN", [(86, 16.6), (91, 18.4), (93.5, 24), (98, 29), (99.4, 35), (96, 41), (93, 46),
                   (87, 50)], 0.2),
        Arc("ND", [(74, 60), (67, 61.6)]),
        Arc("DE", [(56, 61.8), (50, 59.6), (46, 62.6)]),
        Arc("EF", [(36, 62.4), (29, 60), (24, 61.6), (20, 57), (20.4, 51.6), (14, 48.6)]),
        Arc("FA", [(4.5, 39), (5.2, 33), (1.2, 27), (3.2, 20), (0.8, 13), (5, 8), (12, 5),
                   (18, 2.6), (24, 4)], 0.2),
        Arc("AG", [(28, 12), (31, 18), (27, 25), (30.4, 31)], 0.2),
        Arc("FG", [(14, 41), (19, 38.4), (24, 40)], 0.2),
        Arc("BI", [(46.4, 8), (49.6, 13)]),
        Arc("IJ", [(46, 23.5), (48, 30)]),
        Arc("IL", [(53, 17.4), (56.5, 20.8), (61.4, 22.6)]),
        Arc("LK", [(62, 33)]),
        Arc("LC", [(68.5, 27.6), (71.4, 22.4), (76, 21)]),
        Arc("HE", [(37.8, 43), (41, 49), (38.4, 55)]),
        Arc("MD", [(63.6, 51), (64.2, 55)]),
        Arc("SG", [(13, 20.6), (15, 27), (21, 30), (24.5, 35)], 0.2, river=True),
        Arc("GH", [(33, 40), (37, 36.8)], river=True),
        Arc("HJ", [(43.4, 37)], river=True),
        Arc("JK", [(49, 38.4), (53, 36.4), (57, 39)], river=True),
        Arc("KM", [(65, 40)], river=True),
        Arc("MN", [(72, 49), (77, 48), (80, 52)], river=True),
    )
}  # fmt: skip
RIVER = ("澄江", "SGHJKMN")


@dataclass(frozen=True, slots=True)
class Unit:
    """One county unit. `ring` names its nodes clockwise; the first town lies at `seat`."""

    code: str
    name: str
    ring: str
    seat: Point
    towns: str


UNITS = (
    Unit("990102", "城东区", "ILKJ", (52, 30),
         "东门街道 钟楼街道 文昌街道 映月街道 百花街道 青云街道 东湖街道 凤鸣街道 长桥街道 "
         "望江街道 新塘镇 柳堤镇"),
    Unit("990103", "城西区", "ABIJHG", (42.5, 29),
         "西门街道 鼓楼街道 翠屏街道 桃源街道 金水街道 西山街道 云台街道 双溪镇 古塘镇 松岭镇 "
         "白石镇"),
    Unit("990104", "临江区", "KMDEHJ", (51, 42.5),
         "江滨街道 沙洲街道 码头街道 南门街道 芦荡街道 龙口街道 渔浦镇 平沙镇 大堰镇 菱湖镇"),
    Unit("990105", "高新区", "BCLI", (60, 17),
         "创新街道 科学城街道 星河街道 银杏街道 兴业街道 北辰街道 东沙镇 麦田镇"),
    Unit("990121", "青岚县", "AGF", (20, 22),
         "岚城街道 岚山镇 竹溪镇 云峰镇 石门镇 茶园镇 枫林镇 上坪镇 清泉乡 雾岭乡 大坞乡"),
    Unit("990122", "南浦县", "GHEF", (31.5, 49),
         "浦城街道 香樟镇 稻香镇 荷塘镇 渡口镇 三桥镇 杨柳镇 瓦窑镇 小浦乡"),
    Unit("990181", "石桥市", "CNDMKL", (80, 34),
         "石桥街道 桥东街道 桥西街道 五里街道 海棠镇 机坊镇 永宁镇 盐场镇 东堰镇 黄沙镇 赤岗镇 "
         "安澜镇 北渡镇"),
)  # fmt: skip


def city() -> dict[str, object]:
    """The whole city as a GeoJSON FeatureCollection; the same on each call."""
    lines = _drawn_arcs()
    features: list[dict[str, object]] = []
    for unit in UNITS:
        ring = _ring(unit, lines)
        features.append(_feature(unit.code, unit.name, "district", "Polygon", [ring[::-1]]))
    course = _along(RIVER[1], lines)
    features.append(_feature("river", RIVER[0], "river", "LineString", course))
    for unit in UNITS:
        features.extend(_towns(unit, _ring(unit, lines)))
    code, name = CITY
    return {
        "type": "FeatureCollection",
        "city": {"adcode": code, "name": name, "credit": CREDIT},
        "features": features,
    }


def _feature(
    code: str, name: str, level: str, kind: str, shape: object, **more: str
) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": code,
        "properties": {"adcode": code, "name": name, "level": level, **more},
        "geometry": {"type": kind, "coordinates": _degrees(shape)},
    }


def _drawn_arcs() -> dict[str, Line]:
    """Each arc roughened, by its two nodes in both directions."""
    lines: dict[str, Line] = {}
    for ends, arc in ARCS.items():
        line = _draw(arc)
        lines[ends], lines[ends[::-1]] = line, line[::-1]
    return lines


def _draw(arc: Arc) -> Line:
    # A generator per arc: moving one border leaves the others as they are.
    chance = Random(f"{SEED} {arc.ends}")
    rough = [NODES[arc.ends[0]], *arc.through, NODES[arc.ends[1]]]
    if arc.river:
        return _smooth(_roughen(rough, chance, arc.rough * 1.1, GRAIN * 4), 2)
    return _roughen(rough, chance, arc.rough, GRAIN)


def _roughen(line: Sequence[Point], chance: Random, rough: float, grain: float) -> Line:
    """Push the middle of each stretch longer than `grain` aside, and again for its halves."""
    out = [line[0]]
    for a, b in pairwise(line):
        out.extend(_displaced(a, b, chance, rough, grain))
    return out


def _displaced(a: Point, b: Point, chance: Random, rough: float, grain: float) -> Iterator[Point]:
    """The points after `a` up to and with `b`."""
    length = math.dist(a, b)
    if length <= grain:
        yield b
        return
    # Never nearly zero: a run of small pushes would look drawn with a ruler. Long stretches
    # are pushed more than short ones: bays and headlands, not only a crinkled edge.
    swing = min(1.3, (length / 2.4) ** 0.3)
    push = rough * swing * (0.4 + 0.75 * chance.random()) * chance.choice((-1.0, 1.0))
    along = 0.5 + 0.24 * (chance.random() - 0.5)
    x = a[0] + (b[0] - a[0]) * along - (b[1] - a[1]) * push
    y = a[1] + (b[1] - a[1]) * along + (b[0] - a[0]) * push
    yield from _displaced(a, (x, y), chance, rough, grain)
    yield from _displaced((x, y), b, chance, rough, grain)


def _smooth(line: Line, times: int) -> Line:
    """Cut the corners (Chaikin); the ends stay."""
    for _ in range(times):
        inner = [
            (p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part)
            for p, q in pairwise(line)
            for part in (0.25, 0.75)
        ]
        line = [line[0], *inner[1:-1], line[-1]]
    return line


def _along(nodes: str, lines: dict[str, Line]) -> Line:
    out = [NODES[nodes[0]]]
    for a, b in pairwise(nodes):
        out.extend(lines[a + b][1:])
    return out


def _ring(unit: Unit, lines: dict[str, Line]) -> Line:
    return _along(unit.ring + unit.ring[0], lines)


def _towns(unit: Unit, ring: Line) -> Iterator[dict[str, object]]:
    """Towns with street codes (GB/T 10114: three digits after the county's)."""
    chance = Random(f"{SEED} towns {unit.code}")
    names, places = unit.towns.split(), [unit.seat]
    for name in names[1:]:
        reach = 7.5 if name.endswith("街道") else math.inf  # streets lie around the seat
        places.append(_apart(unit, ring, places, reach, chance))
    for number, (name, place) in enumerate(zip(names, places, strict=True), 1):
        kind = 0 if name.endswith("街道") else 100
        code = f"{unit.code}{number + kind:03d}"
        yield _feature(code, name, "town", "Point", place, district=unit.code)


def _apart(unit: Unit, ring: Line, places: Sequence[Point], reach: float, chance: Random) -> Point:
    """Of some places inside the unit, the one farthest from the towns so far."""
    inside: Line = []
    left, right = min(p[0] for p in ring), max(p[0] for p in ring)
    top, bottom = min(p[1] for p in ring), max(p[1] for p in ring)
    while len(inside) < 9:
        p = (left + (right - left) * chance.random(), top + (bottom - top) * chance.random())
        near = math.dist(p, unit.seat) <= reach
        if near and contains(ring, p) and min(math.dist(p, q) for q in ring) > SHORE:
            inside.append(p)
    return max(inside, key=lambda p: min(math.dist(p, q) for q in places))


def contains(ring: Sequence[Sequence[float]], point: Sequence[float]) -> bool:
    """Whether `point` lies inside the closed `ring` (crossings to the east are odd)."""
    x, y = point[0], point[1]
    odd = False
    for a, b in pairwise(ring):
        if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]):
            odd = not odd
    return odd


def _degrees(shape: object) -> object:
    """Kilometres to [lon, lat], to five digits (one metre), however deep the nesting."""
    if isinstance(shape, tuple):
        per_lon = KM_PER_DEGREE * math.cos(math.radians(ORIGIN[1]))
        lon = ORIGIN[0] + (shape[0] - MIDDLE[0]) / per_lon
        lat = ORIGIN[1] - (shape[1] - MIDDLE[1]) / KM_PER_DEGREE
        return [round(lon, 5), round(lat, 5)]
    assert isinstance(shape, list)
    return [_degrees(part) for part in shape]


def text() -> str:
    """The file's content: one feature a line, so that a change of one is seen in a diff."""
    made = city()
    features = made.pop("features")
    assert isinstance(features, list)
    head = json.dumps(made, ensure_ascii=False)[:-1]
    rows = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return f'{head}, "features": [\n{rows}\n]}}\n'


def write(path: Path = FILE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(), "utf-8")


if __name__ == "__main__":
    write()
