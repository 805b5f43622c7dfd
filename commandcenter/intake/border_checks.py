"""What a city's units and towns must be: codes, valid outlines, none on top of another.

Each check raises RuleBroken with a sentence that names the unit, and the place of the fault
where there is one: the file is mended in another program, and there it has to be found.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from commandcenter.domain import outline
from commandcenter.domain.city import Part, Town, Unit
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.outline import Point, Ring
from commandcenter.domain.phrase import enumerated, phrase, with_note, word

OVERLAP = 0.05  # of the smaller one's area: borders drawn by two hands differ by less
COVERED = 0.9
NEAR_KM = 5.0  # the seat of a town may lie across the border
ZONE = re.compile(  # a unit that is named so may have a code of its own
    "开发区|新区|高新|经开|园区|产业园|工业园|科技园|保税|度假区|风景|管理区|示范区|试验区|实验区|"
    "合作区|集聚区|港区|农场|管委会"
)


def check_codes(units: Sequence[Unit], city: str) -> list[str]:
    """Codes and names; return what is only strange. `city`: the city's code, "" if not given."""
    if not units:
        raise RuleBroken("边界文件里没有带 adcode 和 name 的县区面。")
    _require_unique(units, lambda u: u.code, word("区划代码"))
    _require_unique(units, lambda u: u.name, word("名称"))
    whole = next((u for u in units if is_city(u.code) or u.code == city), None)
    if whole:
        raise RuleBroken(
            "{who}是全市的面，不是县区：边界文件里应是各县区的面，不设县区的市是各镇街的面。",
            who=whole.words,
        )
    plain = [u for u in units if not ZONE.search(u.name)] or list(units)
    _require_one_level(plain)
    prefix = city[:4] or _commonest([u.code[:4] for u in plain])
    for unit in plain:
        if unit.code[:2] != prefix[:2]:
            raise RuleBroken(
                "{who}的区划代码不以 {province} 开头，与本市不属于一个省份。",
                who=unit.words,
                province=prefix[:2],
            )
    strange = enumerated(u.words for u in plain if not u.code.startswith(prefix))
    if not strange:
        return []
    return [
        phrase(
            "{units}的区划代码不以 {prefix} 开头，请核对是否属于本市。",
            units=strange, prefix=prefix,
        )
    ]  # fmt: skip


def _require_unique(units: Sequence[Unit], key: Callable[[Unit], str], what: str) -> None:
    known: dict[str, Unit] = {}
    for unit in units:
        other = known.setdefault(key(unit), unit)
        if other is not unit:
            raise RuleBroken(
                "{one}与{other}的{what}相同。", one=other.words, other=unit.words, what=what
            )


def is_city(code: str) -> bool:
    """The code of a whole city: after its four digits there is no county's number."""
    return not code[4:].strip("0")


def _require_one_level(units: Sequence[Unit]) -> None:
    length = _commonest([str(len(u.code)) for u in units])
    for unit in units:
        if len(unit.code) != int(length):
            raise RuleBroken(
                "{who}的区划代码是 {here} 位，其余的是 {rest} 位：一个文件里应是同一级的单位。",
                who=unit.words,
                here=len(unit.code),
                rest=length,
            )


def _commonest(values: Sequence[str]) -> str:
    return Counter(values).most_common(1)[0][0]


def check_shapes(units: Sequence[Unit]) -> None:
    """Every outline on its own."""
    for unit in units:
        parts = [[_ring(line, unit.words) for line in part] for part in unit.parts]
        rings = [ring for part in parts for ring in part]
        try:
            fault = outline.fault(rings)
        except outline.TooTangled:
            raise RuleBroken("{who}的边界图形错误，无法识别。", who=unit.words) from None
        if fault and not fault.crossing and not all(map(outline.area, rings)):
            raise RuleBroken("{who}的边界有一圈面积为零。", who=unit.words)
        if fault:
            found = {"who": unit.words, "at": _place(fault.at)}
            if fault.crossing:
                raise RuleBroken("{who}的边界在{at}自相交。", **found)
            raise RuleBroken("{who}的边界在{at}有重复的一段（同一段边走了两次）。", **found)
        _check_parts(parts, unit.words)


def _ring(line: Sequence[tuple[float, float]], who: str) -> Ring:
    ring = outline.ring_of(line)
    if ring[0] != ring[-1]:
        raise RuleBroken("{who}的边界没有闭合：一圈的最后一点应是第一点。", who=who)
    if len(ring) < 4:
        raise RuleBroken("{who}的边界有一圈少于 4 个点（含闭合点），围不成面。", who=who)
    return ring


def _place(point: Point) -> str:
    lon, lat = outline.degrees(point)
    return phrase("东经 {lon:.6f}°、北纬 {lat:.6f}° 处", lon=lon, lat=lat)


def _check_parts(parts: Sequence[Sequence[Ring]], who: str) -> None:
    """Holes lie in their own outline and not in one another, parts beside one another."""
    for outer, *holes in parts:
        for hole in holes:
            if not outline.is_within(hole, outer):
                raise RuleBroken("{who}的一个洞不在它的外圈里面。", who=who)
        if _one_in_another(holes):
            raise RuleBroken("{who}的一个洞里还有洞。", who=who)
    for inner, number in _one_in_another([part[0] for part in parts]):
        if not any(outline.is_within(inner, hole) for hole in parts[number][1:]):
            raise RuleBroken("{who}的两块面互相重叠。", who=who)


def _one_in_another(rings: Sequence[Ring]) -> list[tuple[Ring, int]]:
    """Each ring that lies within another one, with the other's number."""
    boxes = [outline.box([ring]) for ring in rings]
    order = sorted(range(len(rings)), key=lambda i: boxes[i][0])
    found = []
    for place, outer in enumerate(order):
        for inner in order[place + 1 :]:
            if boxes[inner][0] > boxes[outer][2]:
                break
            pair = [(inner, outer), (outer, inner)]
            found += [(rings[a], b) for a, b in pair if _is_inside(rings, boxes, a, b)]
    return found


Box = tuple[int, int, int, int]


def _is_inside(rings: Sequence[Ring], boxes: Sequence[Box], inner: int, outer: int) -> bool:
    a, b = boxes[inner], boxes[outer]
    fits = a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]
    return fits and outline.is_within(rings[inner], rings[outer])


def check_places(units: Sequence[Unit]) -> None:
    """No unit lies on another: a place belongs to one only."""
    rings = {u.code: rings_of(u) for u in units}
    areas = {u.code: area_of(u.parts) for u in units}
    shares: dict[tuple[str, str], float] = {}  # how much of the first the second covers
    boxes = {code: outline.box(each) for code, each in rings.items()}
    for one, other in combinations(units, 2):
        apart = not _boxes_meet(boxes[one.code], boxes[other.code])
        both = 0.0 if apart else outline.shared(rings[one.code], rings[other.code])
        shares[one.code, other.code] = both / areas[one.code]
        shares[other.code, one.code] = both / areas[other.code]
    for unit in units if len(units) > 2 else ():
        if all(shares[u.code, unit.code] > COVERED for u in units if u is not unit):
            raise RuleBroken(
                "{who}盖住了其余所有单位，像是全市的面：请从边界文件里去掉。", who=unit.words
            )
    for one, other in combinations(units, 2):
        share = max(shares[one.code, other.code], shares[other.code, one.code])
        if share > OVERLAP:
            raise RuleBroken(
                "{one}与{other}重叠（较小的有 {share:.0%} 在另一个里）：一处只能属于一个单位。",
                one=one.words,
                other=other.words,
                share=min(share, 1.0),
            )


def _boxes_meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def rings_of(unit: Unit) -> list[Ring]:
    return [outline.ring_of(line) for part in unit.parts for line in part]


def area_of(parts: Sequence[Part]) -> float:
    """In units squared."""
    rings = ([outline.ring_of(line) for line in part] for part in parts)
    return sum(outline.area(r[0]) - sum(map(outline.area, r[1:])) for r in rings) / 2


def check_towns(units: Sequence[Unit], towns: Sequence[Town]) -> None:
    """Each belongs to a unit, lies in it or near it, and is named once in it."""
    known = {u.code: u for u in units}
    rings: dict[str, list[Ring]] = {}
    seen: set[tuple[str, str]] = set()
    for town in towns:
        who = with_note(phrase("乡镇街道“{name}”", name=town.name), town.code)
        unit = known.get(town.district)
        if unit is None:
            raise RuleBroken(
                "{who}所属的“{district}”不是边界文件里的单位。",
                who=who,
                district=town.district,
            )
        if not seen.isdisjoint(_names(town)):
            raise RuleBroken("{who}在{unit}里出现了两次。", who=who, unit=unit.words)
        seen.update(_names(town))
        if unit.code not in rings:
            rings[unit.code] = rings_of(unit)
        _require_near(town, who, unit, rings[unit.code])


def _names(town: Town) -> Iterator[tuple[str, str]]:
    yield town.district, town.name
    if town.code:
        yield "", town.code


def _require_near(town: Town, who: str, unit: Unit, rings: Sequence[Ring]) -> None:
    [point] = outline.ring_of([(town.lon, town.lat)])
    if sum(outline.place_in(ring, point) >= 0 for ring in rings) % 2:
        return
    apart = outline.distance_km(rings, point)
    if apart > NEAR_KM:
        raise RuleBroken(
            "{who}不在所属的{unit}里，相距约 {apart:.0f} 公里。",
            who=who,
            unit=unit.words,
            apart=apart,
        )
