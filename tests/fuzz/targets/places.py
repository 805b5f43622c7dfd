"""The city: its border file, and addresses that name its places."""

import json

from commandcenter.domain.city import change
from commandcenter.intake.border_look import look_at_borders, require_province
from commandcenter.intake.borders import borders_of
from commandcenter.intake.places import Crs, gazetteer_of, load_gazetteer
from commandcenter.paths import RESOURCES
from tests.fuzz.judge import Refused, require, tried, twice
from tests.fuzz.targets import Target

CITY = RESOURCES / "city" / "demo_city.geojson"


def square(code, name, west, south, size=0.1, **facts):
    ring = [[west, south], [west + size, south], [west + size, south + size],
            [west, south + size], [west, south]]  # fmt: skip
    return {"type": "Feature", "properties": {"adcode": code, "name": name, **facts},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip


def seeds():
    town = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [104.05, 30.55]},
            "properties": {"adcode": 990102001, "name": "东门街道", "level": "town",
                           "district": 990102}}  # fmt: skip
    line = {"type": "LineString", "coordinates": [[104, 30.5], [104.1, 30.6, 5]]}
    river = {"type": "Feature", "properties": {"name": "澄江"}, "geometry": line}
    two = [square("990102", "城东区", 104, 30.5, aliases=["城东新区"]),
           square(990103, "城西区", 104.2, 30.5, level="district"), town, river]  # fmt: skip
    many = square("990121", "青岚县", 104, 30.7)
    parts = [many, square("x", "x", 104.5, 30.7)]
    places = [part["geometry"]["coordinates"] for part in parts]
    many["geometry"] = {"type": "MultiPolygon", "coordinates": places}
    files = [
        {"city": {"adcode": "990100", "name": "澄州市"}, "features": two},
        {"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:4490"}},
         "features": [*two, many]},
        {"features": [square("990102", "城东区", 104, 30.5, centroid=[1, 2])]},
    ]  # fmt: skip
    return [json.dumps(each, ensure_ascii=False).encode() for each in files]


def borders_opened(folder):
    path = folder / "city.geojson"
    known = borders_of(json.loads(CITY.read_text(encoding="utf-8")))

    def take(data, thorough):
        path.write_bytes(data)
        found = twice(lambda: look_at_borders(path))
        if isinstance(found, Refused):
            return
        borders = found.borders
        tried(lambda: require_province(borders, "四川省成都市市场监督管理局"))
        stored = json.dumps(borders.geojson(), ensure_ascii=False, allow_nan=False)
        stored.encode()
        again = borders_of(json.loads(stored))
        require(again == borders, "otherwise when it is read from the database")
        require(borders.words(), "no words")
        change(known, borders)
        names = gazetteer_of(json.loads(stored))
        for unit in borders.units:
            place = names.find(f"{borders.name}{unit.name}")
            require(place.district in {None, *(each.code for each in borders.units)}, place)
        if thorough:
            for crs in Crs:
                tried(lambda crs=crs: look_at_borders(path, crs))

    return take


ADDRESSES = (
    "澄州市城东区东门街道文昌路12号", "石桥市场3号", "石桥市", "城东 区 东门", "990102",
    "中国四川省成都市武侯区", "高新技术产业开发区创新路", "临江路5号临江区", "青岚县、南浦县之间",
    "某某自治州某县", "市民中心",
)  # fmt: skip


def addresses_opened(folder):
    gazetteer = load_gazetteer(CITY)
    borders = borders_of(json.loads(CITY.read_text(encoding="utf-8")))
    codes = {unit.code for unit in borders.units}
    towns = {(town.name, town.district) for town in borders.towns}

    def take(data, thorough):
        address = data.decode("utf-8", "surrogatepass" if thorough else "replace")
        place = twice(lambda: gazetteer.find(address))
        require(place.district is None or place.district in codes, "a county that is none", place)
        require((place.district is None) == (place.precision is None), "half a place", place)
        require(not place.town or (place.town, place.district) in towns, "no such town", place)
        require((place.lat is None) == (place.lon is None), "half a point", place)
        spaced = " ".join(address)
        require(gazetteer.find(spaced) == place, "spaces move it", place, gazetteer.find(spaced))
        require(gazetteer.find(f"\n{address}\u3000") == place, "outer spaces move it", place)

    def guarded(data, thorough):
        try:
            take(data, thorough)
        except UnicodeDecodeError:
            take(data, False)

    return guarded


TARGETS = {
    "borders": Target(
        "borders", "json",
        ("commandcenter.intake.border_checks", "commandcenter.intake.border_look",
         "commandcenter.intake.borders", "commandcenter.domain.city"),
        seeds, borders_opened, 6,
    ),
    "addresses": Target(
        "addresses", "bytes", ("commandcenter.intake.places",),
        lambda: [text.encode() for text in ADDRESSES], addresses_opened, 2,
    ),
}  # fmt: skip
