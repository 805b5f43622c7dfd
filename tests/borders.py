"""Border files for the tests, each made from a few squares: a degree is cut into a hundred."""

import json

CODE, EAST_OF, NORTH_OF = "880100", 112.0, 28.0


def square(x, y, size=10, height=None):
    """A closed ring; x, y and the sizes in hundredths of a degree."""
    w, h = size, height or size
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    return [[round(EAST_OF + a / 100, 6), round(NORTH_OF + b / 100, 6)] for a, b in corners]


def unit(code, name, *rings, **facts):
    """A polygon of one outline with its holes."""
    return feature(
        {"adcode": code, "name": name, **facts},
        {"type": "Polygon", "coordinates": list(rings) or [square(0, 0)]},
    )


def many(code, name, *parts, **facts):
    shape = {"type": "MultiPolygon", "coordinates": [list(part) for part in parts]}
    return feature({"adcode": code, "name": name, **facts}, shape)


def town(name, district, x, y, **facts):
    point = [EAST_OF + x / 100, NORTH_OF + y / 100]
    facts = {"name": name, "level": "town", "district": district, **facts}
    return feature(facts, {"type": "Point", "coordinates": point})


def feature(facts, shape):
    return {"type": "Feature", "properties": facts, "geometry": shape}


def row_of(count, start=1):
    """Units side by side, 880101 一号区 on."""
    numbers = range(start, start + count)
    return [unit(f"8801{n:02}", f"第{n}区", square(10 * n, 0)) for n in numbers]


def city(*features, name="望川市", **about):
    facts = {"adcode": CODE, "name": name, **about}
    return {"type": "FeatureCollection", "city": facts, "features": list(features)}


def moved(shape, change):
    """The same coordinates, each point changed."""
    if isinstance(shape[0], list):
        return [moved(part, change) for part in shape]
    return change(*shape)


def put(path, data, encoding="utf-8"):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    return path
