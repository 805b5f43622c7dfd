"""A font cut down to the characters of one paper, as it is embedded.

TrueType outlines without hints, with the tables that GB/T 42133-2022 (6.2.6 c, read at second
hand) asks to keep: cmap glyf head hhea hmtx loca maxp name OS/2 post. A character is found by
its code in the cmap, so that a reader needs no table of glyphs beside the text. Name and licence
of the font stay in it.
"""

import struct
from collections.abc import Collection
from typing import Final

from reportlab.pdfbase.ttfonts import TTFontMaker

from commandcenter.outputs.pdf.glyphs import INSTRUCTED, Glyphs, component_end, component_places

# Copyright, family, style, unique name, full name, version, PostScript name, licence.
NAMES: Final = frozenset({0, 1, 2, 3, 4, 5, 6, 13, 14})
_TO_LONG = struct.pack(">h", 1)  # loca in four bytes
_AT_LONG, _AT_COUNT, _AT_METRICS = 50, 4, 34  # in head, maxp and hhea
_LIMITS_OF_HINTS = slice(16, 28)  # in maxp: twilight points, storage, functions, stack, …


def cut(glyphs: Glyphs, chars: Collection[str]) -> bytes:
    """The same bytes for the same characters. One that the font lacks is left out."""
    face, numbers = glyphs.face, _numbers(glyphs, chars)
    kept = _with_parts(glyphs, numbers)
    place = {old: new for new, old in enumerate(kept)}
    data = [_bare(glyphs.data(old), place) for old in kept]
    made = TTFontMaker()
    made.add("cmap", _cmap({code: place[number] for code, number in numbers.items()}))
    made.add("glyf", b"".join(data))
    made.add("loca", _loca(data))
    made.add("hmtx", b"".join(struct.pack(">Hh", *glyphs.metrics(old)) for old in kept))
    made.add("head", _put(_put(face.get_table("head"), _AT_LONG, _TO_LONG), 8, bytes(4)))
    made.add("hhea", _put(face.get_table("hhea"), _AT_METRICS, struct.pack(">H", len(kept))))
    made.add("maxp", _maxp(face.get_table("maxp"), len(kept)))
    made.add("name", _names(face.get_table("name")))
    made.add("post", b"\0\3\0\0" + face.get_table("post")[4:16] + bytes(16))
    if "OS/2" in face.table:
        made.add("OS/2", face.get_table("OS/2"))
    return bytes(made.makeStream())


def _numbers(glyphs: Glyphs, chars: Collection[str]) -> dict[int, int]:
    """Glyph by code, the codes rising."""
    found = ((ord(char), glyphs.number(char)) for char in sorted(set(chars)))
    return {code: number for code, number in found if number}


def _with_parts(glyphs: Glyphs, numbers: dict[int, int]) -> list[int]:
    """The glyphs to keep in their new order: none, those of the characters, those of composites."""
    kept = list(dict.fromkeys([0, *numbers.values()]))
    known = set(kept)
    for number in kept:  # it grows meanwhile
        data = glyphs.data(number)
        if _is_composite(data):
            parts = [part for _, _, part in component_places(data)]
            kept += [part for part in dict.fromkeys(parts) if part not in known]
            known.update(parts)
    return kept


def _is_composite(data: bytes) -> bool:
    return len(data) >= 10 and struct.unpack_from(">h", data)[0] < 0


def _bare(data: bytes, place: dict[int, int]) -> bytes:
    """Without hints, the parts of a composite by their new numbers; of even length."""
    if len(data) < 10:
        return b""
    made = bytearray(data)
    if _is_composite(data):
        end = 0
        for at, flags, part in component_places(data):
            struct.pack_into(">HH", made, at, flags & ~INSTRUCTED, place[part])
            end = component_end(at, flags)
        del made[end:]
    else:
        at = 10 + 2 * struct.unpack_from(">h", data)[0]
        length = struct.unpack_from(">H", data, at)[0]
        made[at : at + 2 + length] = b"\0\0"
    return bytes(made) + bytes(len(made) % 2)


def _loca(data: list[bytes]) -> bytes:
    at, places = 0, [0]
    for each in data:
        at += len(each)
        places.append(at)
    return struct.pack(f">{len(places)}L", *places)


def _maxp(table: bytes, count: int) -> bytes:
    made = bytearray(_put(table, _AT_COUNT, struct.pack(">H", count)))
    if len(made) >= _LIMITS_OF_HINTS.stop:
        made[_LIMITS_OF_HINTS] = bytes(12)
    return bytes(made)


def _put(table: bytes, at: int, value: bytes) -> bytes:
    return bytes(table[:at] + value + table[at + len(value) :])


def _cmap(glyphs: dict[int, int]) -> bytes:
    """For Windows and for all others; characters above U+FFFF in a table of their own."""
    basic = _format_4({code: glyph for code, glyph in glyphs.items() if code <= 0xFFFF})
    tables = [(0, 3, basic), (3, 1, basic)]
    if any(code > 0xFFFF for code in glyphs):
        tables.append((3, 10, _format_12(glyphs)))
    at = 4 + 8 * len(tables)
    head, body, placed = struct.pack(">HH", 0, len(tables)), b"", dict[bytes, int]()
    for platform, encoding, table in tables:
        if table not in placed:
            placed[table] = at + len(body)
            body += table
        head += struct.pack(">HHL", platform, encoding, placed[table])
    return head + body


def _runs(glyphs: dict[int, int]) -> list[tuple[int, int, int]]:
    """(first code, last code, first glyph) where both rise by one."""
    made: list[tuple[int, int, int]] = []
    for code, glyph in sorted(glyphs.items()):
        if made:
            first, last, begins = made[-1]
            if code == last + 1 and glyph == begins + code - first:
                made[-1] = first, code, begins
                continue
        made.append((code, code, glyph))
    return made


def _format_4(glyphs: dict[int, int]) -> bytes:
    runs = [run for run in _runs(glyphs) if run[0] < 0xFFFF]
    ends = [last for _, last, _ in runs] + [0xFFFF]
    starts = [first for first, _, _ in runs] + [0xFFFF]
    deltas = [(glyph - first) & 0xFFFF for first, _, glyph in runs] + [1]
    count = len(ends)
    power = count.bit_length() - 1
    search = 2 << power
    words = [2 * count, search, power, 2 * count - search]
    words += [*ends, 0, *starts, *deltas, *[0] * count]
    return struct.pack(f">HHH{len(words)}H", 4, 6 + 2 * len(words), 0, *words)


def _format_12(glyphs: dict[int, int]) -> bytes:
    runs = _runs(glyphs)
    made = struct.pack(">HHLLL", 12, 0, 16 + 12 * len(runs), 0, len(runs))
    return made + b"".join(struct.pack(">LLL", *run) for run in runs)


def _names(table: bytes) -> bytes:
    """Those of NAMES, in every language that the font has them in."""
    _, count, start = struct.unpack_from(">HHH", table)
    records, body = [], b""
    for n in range(count):
        *what, name, length, at = struct.unpack_from(">6H", table, 6 + 12 * n)
        if name in NAMES:
            records.append((*what, name, length, len(body)))
            body += table[start + at : start + at + length]
    head = struct.pack(">HHH", 0, len(records), 6 + 12 * len(records))
    return head + b"".join(struct.pack(">6H", *record) for record in records) + body
