"""Inputs made out of inputs: of bytes, lines, cells, archives and trees of values."""

import io
import json
import re
import zipfile

from commandcenter.domain.file_trouble import tables_of

LONGEST = 48 * 1024
DEEP = (3, 40, 1_200, 20_000)
NUMBERS = (
    "0", "1", "-1", "255", "256", "1e999", "nan", "-inf", "0x10", "1_000", "²", "٣", "１２", "-0.0",
    "2147483648", "-2147483649", "9223372036854775808", "1" + "0" * 30, "9" * 400, "9" * 5_000,
    "0001-01-01", "9999-12-31", "9999-12-31 23:59:59", "2026-02-29", "2026-11-24T08:31:05+24:00",
    "+999:59", "12E+05", "1.5", "true", "46350.354919", "999999999999999万",
)  # fmt: skip
SIGNS = (
    "\0", "\r", "\n", "\t", "\x0b", "\x1c", "\x85", "\u2028", "\ufeff", "\u202e", "\u200b",
    "\ufffd",
    "\ufffe", "𠮷", "🦄", "é", "ß", "İ", "Ⅳ", "％", "“", "”", "'", '"', "\\", "{", "}", "{0}", "%s",
    "%", "_", "=", "=1+1", "@", "<", "&", "/", "..", ",", ";", "，", "。", "（", "[", "]", "〕",
    "#",
)  # fmt: skip
RAW = (b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc0\x80", b"\xed\xa0\x80", b"\x80")
FIGURE = re.compile(rb"\d+(?:\.\d+)?")


VALUES = (
    None, True, False, [], {}, "", 0, -1, 1.5, float("nan"), float("inf"), 10**19, 10**400, [[]],
    [{}], {"": 0},
)  # fmt: skip


class Mutator:
    """Draws from `chance` alone: the same seed and corpus give the same inputs."""

    def __init__(self, chance, shape, tokens):
        self.chance, self.shape = chance, shape
        self.tokens = sorted(tokens) or ["x"]

    def draw(self, data, other):
        """A new input from one, now and then with a piece of another."""
        for _ in range(1 << self.chance.randrange(4)):
            data = self._once(data, other)[:LONGEST]
        return data

    def _once(self, data, other):
        shape = self.shape
        if shape == "zip" and self.chance.random() < 0.85:
            return self._archive(data, other)
        if shape in ("json", "toml") and self.chance.random() < 0.6:
            return self._tree(data, other)
        if shape == "text" and self.chance.random() < 0.5:
            return self._cells(data)
        return self._bytes(data, other)

    def _token(self):
        return self.chance.choice(self.tokens).encode("utf-8", "surrogatepass")

    # --- bytes -------------------------------------------------------------------------------

    def _span(self, data):
        if not data:
            return 0, 0
        first = self.chance.randrange(len(data))
        return first, min(len(data), first + 1 + int(self.chance.expovariate(0.05)))

    def _bytes(self, data, other):
        first, last = self._span(data)
        way = self.chance.randrange(13)
        if way == 0 and data:
            changed = bytearray(data)
            changed[first] ^= 1 << self.chance.randrange(8)
            return bytes(changed)
        if way == 1 and data:
            return data[:first] + bytes([self.chance.randrange(256)]) + data[first + 1 :]
        if way == 2:
            return data[:first] + data[last:]
        if way == 3:
            return data[:last] + data[first:last] * self.chance.choice((1, 2, 50)) + data[last:]
        if way == 4:
            return data[:first] + data[self._span(data)[0] :]
        if way in (5, 6):
            return data[:first] + self._token() + data[first:]
        if way == 7:
            return data[:first] + self.chance.choice(SIGNS).encode() + data[last:]
        if way == 8:
            return data[:first] + self.chance.choice(RAW) + data[first:]
        if way == 9:
            return self._figure(data)
        if way == 10:
            start, end = self._span(other)
            return data[:first] + other[start:end] + data[last:]
        if way == 11:
            return data[:first] + other[self._span(other)[0] :]
        mark = self.chance.choice(
            (b"[", b"{", b'{"a":', b"a.", b"a=[", b"<w:p>", b"<w:r>", b"<row>", b'"', b",", b"(")
        )
        return data[:first] + mark * self.chance.choice(DEEP) + data[first:]

    def _figure(self, data):
        places = list(FIGURE.finditer(data))
        if not places:
            return data + self.chance.choice(NUMBERS).encode()
        found = self.chance.choice(places)
        return data[: found.start()] + self.chance.choice(NUMBERS).encode() + data[found.end() :]

    # --- lines and cells ---------------------------------------------------------------------

    def _cells(self, data):
        lines = data.split(b"\n")
        at = self.chance.randrange(len(lines))
        way = self.chance.randrange(7)
        if way == 0:
            lines.insert(at, lines[self.chance.randrange(len(lines))])
        elif way == 1:
            del lines[at]
        elif way == 2:
            to = self.chance.randrange(len(lines))
            lines[at], lines[to] = lines[to], lines[at]
        else:
            cells = lines[at].split(b",")
            place = self.chance.randrange(len(cells))
            cells[place] = self._cell(cells)
            lines[at] = b",".join(cells)
        return b"\n".join(lines)

    def _cell(self, cells):
        way = self.chance.randrange(6)
        if way == 0:
            return self.chance.choice(NUMBERS).encode()
        if way == 1:
            return self.chance.choice(cells)
        if way == 2:
            return b""
        if way == 3:
            return b'"' + self.chance.choice(cells) + b'"'
        if way == 4:
            return self.chance.choice(SIGNS).encode() + self.chance.choice(cells)
        return self._token()

    # --- archives ----------------------------------------------------------------------------

    def _archive(self, data, other):
        """One of its parts changed, and all packed again with right sums."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = [(p.filename, archive.read(p)) for p in archive.infolist()[:40]
                         if p.file_size < 1 << 20]  # fmt: skip
        except Exception:  # noqa: BLE001  no archive any more
            return self._bytes(data, other)
        if not parts:
            return self._bytes(data, other)
        wanted = [n for n, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
        at = self.chance.choice(wanted or range(len(parts)))
        name, content = parts[at]
        way = self.chance.randrange(12)
        if way == 0:
            del parts[at]
        elif way == 1:
            parts.append((name, self._bytes(content, content)))
        elif way == 2:
            parts[at] = (self._bytes(name.encode(), b"x").decode("utf-8", "replace")[:200], content)
        elif way < 8:
            parts[at] = (name, self._xml(content))
        else:
            parts[at] = (name, self._bytes(content, content))
        return packed(parts, self.chance.choice((0, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED)))

    def _xml(self, content):
        """An element, an attribute or a text of it changed."""
        pieces = re.split(rb"(<[^<>]*>)", content)
        at = self.chance.randrange(len(pieces))
        piece = pieces[at]
        way = self.chance.randrange(5)
        if way == 0:
            pieces[at] = b""
        elif way == 1:
            pieces[at] = piece * self.chance.choice((2, 2, 300))
        elif way == 2:
            to = self.chance.randrange(len(pieces))
            pieces[at], pieces[to] = pieces[to], piece
        elif way == 3:
            sub = rb'"[^"]*"'
            to = self.chance.choice((*NUMBERS, *self.tokens, *SIGNS)).encode("utf-8", "replace")
            pieces[at] = re.sub(sub, lambda _: b'"' + to + b'"', piece, count=1)
        else:
            pieces[at] = self._figure(piece) if FIGURE.search(piece) else self._bytes(piece, piece)
        return b"".join(pieces)

    # --- trees of values ---------------------------------------------------------------------

    def _tree(self, data, other):
        load = json.loads if self.shape == "json" else toml_of
        try:
            tree = load(data.decode())
            spare = load(other.decode())
        except (ValueError, RecursionError):
            return self._bytes(data, other)
        holder = [tree]
        places = list(_places(holder))[:20_000]
        parent, key = self.chance.choice(places)
        way = self.chance.randrange(9)
        if way == 0 and parent is not holder:
            del parent[key]
        elif way == 1 and isinstance(parent, dict):
            parent[self.chance.choice(self.tokens)] = parent.pop(key)
        elif way == 2 and isinstance(parent, list) and parent is not holder:
            parent.append(parent[key])
        elif way == 3:
            from_, spot = self.chance.choice(list(_places([spare]))[:20_000])
            parent[key] = from_[spot]
        elif way == 4:
            parent[key] = {self.chance.choice(self.tokens): parent[key]}
        elif way == 5:
            parent[key] = [parent[key]]
        elif isinstance(parent, dict) and way == 6:
            parent[self.chance.choice(self.tokens)] = self._value()
        else:
            parent[key] = self._value()
        try:
            made = json.dumps(holder[0], ensure_ascii=False) if self.shape == "json" else \
                as_toml(holder[0])  # fmt: skip
        except (ValueError, TypeError, RecursionError, AttributeError):
            return self._bytes(data, other)
        return made.encode("utf-8", "replace")

    def _value(self):
        way = self.chance.randrange(9)
        if way < 3:
            return self.chance.choice(VALUES)
        if way < 5:
            return self.chance.choice(NUMBERS)
        if way == 5:
            return self.chance.choice(SIGNS) * self.chance.choice((1, 100))
        if way == 6:
            return self.chance.randrange(-5, 2000)
        return self.chance.choice(self.tokens)


def _places(holder):
    """Every (container, key) below."""
    waiting = [holder]
    while waiting:
        at = waiting.pop()
        keys = at if isinstance(at, dict) else range(len(at))
        for key in keys:
            yield at, key
            if isinstance(at[key], (dict, list)):
                waiting.append(at[key])


def packed(parts, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, (2026, 11, 24, 0, 0, 0))
            entry.compress_type = how
            archive.NameToInfo.pop(name, None)  # the same name twice, without a warning
            archive.writestr(entry, content)
    return out.getvalue()


def toml_of(text):
    """Without what fills the memory: see there."""
    return tables_of(text)


def as_toml(tree):
    """A table as TOML: lists of tables as blocks, all else in a line."""
    plain, blocks = [], []
    for key, value in tree.items():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            for row in value:
                lines = [f"{_key(name)} = {_said(each)}" for name, each in row.items()]
                blocks.append("\n".join([f"[[{_key(key)}]]", *lines]))
        else:
            plain.append(f"{_key(key)} = {_said(value)}")
    return "\n\n".join(["\n".join(plain), *blocks]) + "\n"


def _key(name):
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _text(name)


def _text(value):
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _said(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_said(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_said, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (int, float)):
        return str(value)
    if value is None:
        return '""'
    return value.isoformat()  # dates and times
