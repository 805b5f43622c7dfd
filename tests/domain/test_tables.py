from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pytest

from commandcenter.domain.tables import read_item


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: int = 1


@dataclass(frozen=True, slots=True)
class Whole:
    code: str
    colour: Colour = Colour.RED
    day: date | None = None
    value: int | str = 0
    parts: tuple[Part, ...] = ()
    counts: Mapping[Colour, int] = field(default_factory=dict)


def test_a_table_becomes_its_record():
    row = {
        "code": "w",
        "colour": "red",
        "day": "2026-11-24",
        "value": "much",
        "parts": ["small", {"name": "big", "size": 3}],
        "counts": {"red": 2},
    }
    parts = (Part("small"), Part("big", 3))
    expected = Whole("w", Colour.RED, date(2026, 11, 24), "much", parts, {Colour.RED: 2})
    assert read_item(Whole, "f.toml", row) == expected


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({}, "an item without code: missing key code"),
        (["code"], "an item is no table"),
        ({"code": "w", "size": 1, "age": 2}, "w: unknown key age, size"),
        ({"code": 7}, "7: code: 7 is not str"),
        ({"code": "w", "value": True}, "w: value: True is not int"),
        ({"code": "w", "day": "soon"}, "w: day: Invalid isoformat string: 'soon'"),
        ({"code": "w", "parts": "small"}, "w: parts: 'small' is not list"),
        ({"code": "w", "parts": [{"size": 2}]}, "w: parts: missing key name"),
        ({"code": "w", "parts": [7]}, "w: parts: 7 is not dict"),
        ({"code": "w", "counts": {"blue": 2}}, "w: counts: 'blue' is not a valid Colour"),
        ({"code": "w", "counts": {"red": "2"}}, "w: counts: red: '2' is not int"),
    ],
)
def test_a_wrong_table_is_named_with_its_key(row, message):
    with pytest.raises(ValueError, match=r"^f\.toml[,:] ") as refused:
        read_item(Whole, "f.toml", row)
    assert str(refused.value).partition(" ")[2] == message
