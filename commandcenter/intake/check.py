"""Rows of text become checked records, or rejects that say why.

Rejected are only rows whose 登记编号 is missing or unreadable, that say nothing (neither a day
nor a title nor a text), repeat the header, or are of a kind that the mapping leaves out. Whatever
else cannot be read is doubted, not the row: the cell's words are kept in `unread`, an amount's in
`amount_words`, a time is that of the export, else of the reading, and a kind 投诉 (举报 where the
word is in it, for who reports is protected). It is counted in `notes`.

Works a column at a time: one look at a thousand cells together costs less than a
thousand looks. Records stay columns in the order of ROW_FIELDS until somebody needs one as a
tuple, or a NewComplaint (`complaint_of`), for the same reason.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import repeat
from typing import Any

from commandcenter.domain.complaints import credit_code
from commandcenter.domain.complaints.complaint import (
    CLOSED,
    Precision,
    narrow,
)
from commandcenter.domain.phrase import clauses, phrase
from commandcenter.intake.doubts import SHOWN, Doubts, Note
from commandcenter.intake.mapping import Mapping, amount_unit, word_key
from commandcenter.intake.places import NOWHERE, Crs, Gazetteer, Place, to_wgs84
from commandcenter.intake.values import (
    Memory,
    amount,
    common_amount,
    degrees,
    is_tidy,
    moment,
    number_problem,
    registration_number,
    subject_code,
    tidy,
    tidy_lines,
)
from commandcenter.intake.words import Words
from commandcenter.late_dataclass import dataclass

Row = tuple[Any, ...]
Placed = tuple[Any, ...]  # district, lat, lon, precision, town
Column = Callable[[str], Sequence[str]]  # field → its cells, worked out

# The order of a record. Choices are their values, the time is UTC seconds since 1970.
ROW_FIELDS = (
    "number", "source", "kind", "channel", "registered_at",
    "person_name", "person_phone", "person_id_type", "person_id_number", "person_address",
    "title", "text", "category", "problem", "district", "subject_name", "subject_code",
    "subject_address", "brand", "goods", "amount_cents", "online", "special_group",
    "other_province", "urgency", "lat", "lon", "precision", "town", "status", "finished_at",
    "outcome", "recovered_cents", "office", "amount_words", "unread",
)  # fmt: skip

MAX_TEXT = 20_000  # characters
MAX_LENGTHS: dict[str, int] = {
    "title": 500, "person_address": 500, "subject_address": 500, "subject_name": 200,
    "goods": 200, "number": 1_000, "person_name": 100, "person_phone": 60,
    "person_id_type": 40, "person_id_number": 60, "urgency": 40, "brand": 100, "office": 100,
}  # fmt: skip
FUTURE = timedelta(days=1)
NOT_A_NUMBER = -(1 << 62)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken, why (a Chinese sentence), and its cells as they stand."""

    row_number: int
    number: str
    reason: str
    raw: tuple[str, ...]


def picked(columns: Sequence[Sequence[Any]], places: Sequence[int]) -> list[Sequence[Any]]:
    """Only these records, in this order."""
    return [[column[n] for n in places] for column in columns]


class Checker:
    """Checks the rows of one file. `now` is when it is read; naive times are Shanghai's."""

    def __init__(
        self,
        mapping: Mapping,
        header: Sequence[str],
        crs: Crs,
        gazetteer: Gazetteer | None,
        now: datetime,
    ) -> None:
        self.now = int(now.timestamp())
        self.notes: Counter[Note] = Counter()
        self.exported_at: dict[str, int] = {}  # source → latest 导出时间, UTC seconds
        self._mapping = mapping
        self._where = mapping.places(header)
        self.given, self.unused = frozenset(self._where), mapping.unused(header)
        self._time_name = header[self._where["registered_at"]]
        self._latest = int((now + FUTURE).timestamp())
        self._words = Words(mapping, mapping.source_of(header))
        self._gazetteer, self._crs = gazetteer, crs
        unit = amount_unit(header[self._where["amount"]]) if "amount" in self._where else 100
        self._unit = unit
        self._amounts: Memory[str, int | None] = Memory(lambda cell: self._amount(cell, unit))
        back = amount_unit(header[self._where["recovered"]]) if "recovered" in self._where else 100
        self._recovered: Memory[str, int | None] = Memory(lambda cell: self._amount(cell, back))
        self._codes: Memory[str, str] = Memory(lambda cell: subject_code(tidy(cell)))
        self._odd_codes: Memory[str, bool] = Memory(lambda code: not credit_code.is_valid(code))
        self._places: Memory[tuple[str, str], Placed] = Memory(self._placed)
        self._points: Memory[tuple[str, str], tuple[float, float] | None] = Memory(self._point)

    def check(self, first: int, rows: Sequence[Sequence[str]]) -> tuple[list[Row], list[Reject]]:
        """Records and rejects of rows numbered from `first` on; blank rows are neither."""
        columns, rejects = self.columns(first, rows)
        return list(zip(*columns, strict=True)), rejects

    def columns(
        self, first: int, rows: Sequence[Sequence[str]]
    ) -> tuple[list[Sequence[Any]], list[Reject]]:
        """The same, the records by column in the order of ROW_FIELDS; none: no column."""
        numbers: Sequence[int] = range(first, first + len(rows))
        if not all(map(any, rows)):
            full = [(n, row) for n, row in zip(numbers, rows, strict=True) if any(row)]
            numbers, rows = [n for n, _ in full], [row for _, row in full]
        if not rows:
            return [], []
        reasons: dict[int, list[str]] = {}
        records = list(self._columns(self._cells(rows), len(rows), reasons))
        if not reasons:
            return records, []
        rejects = [
            Reject(numbers[n], records[0][n], phrase("{why}。", why=clauses(why)), tuple(rows[n]))
            for n, why in sorted(reasons.items())
        ]
        good = [n for n in range(len(rows)) if n not in reasons]
        return picked(records, good) if good else [], rejects

    def _cells(self, rows: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
        """Field → its cells, only of fields that the file has; short rows are filled up."""
        width = max(self._where.values()) + 1
        if min(map(len, rows)) < width:
            rows = [
                row if len(row) >= width else [*row, *repeat("", width - len(row))] for row in rows
            ]
        columns = list(zip(*rows, strict=False))
        return {name: columns[index] for name, index in self._where.items()}

    def _columns(
        self, cells: dict[str, Sequence[str]], count: int, reasons: dict[int, list[str]]
    ) -> Iterable[Sequence[Any]]:
        """The columns of the records, in the order of ROW_FIELDS."""

        def line(name: str) -> Sequence[str]:
            return self._lines(name, cells[name]) if name in cells else [""] * count

        def narrowed(name: str) -> Sequence[str]:
            column = line(name)
            return column if "".join(column).isascii() else [narrow(cell) for cell in column]

        def word(name: str) -> Sequence[str]:
            return self._words.column(name, cells.get(name), count)

        none = [""] * count
        numbers = self._numbers(line("number"), reasons)
        doubts = Doubts(self._mapping, self.notes)
        times = self._times(cells, doubts)
        kinds = self._words.column("kind", cells.get("kind"), count)
        if "" in kinds and "kind" in cells:
            kinds = doubts.kinds(cells["kind"], kinds, reasons)
        amounts, amount_words = self._cents(cells.get("amount"), count)
        titles, texts = line("title"), self._texts(cells.get("text", none))
        sources, channels = self._words.sources_and_channels(cells, count)
        self._note_exports(cells, sources)
        place = self._place_columns(cells, count)
        if "region" in cells and self._gazetteer is not None:
            doubts.places(cells["region"], place[0])
        results = list(self._results(cells, count, line, word, doubts))
        doubts.refuse_silent(cells["registered_at"], self._time_name, (titles, texts), reasons)
        return (
            numbers, sources, kinds, channels, times,
            line("person_name"), narrowed("person_phone"), line("person_id_type"),
            narrowed("person_id_number"), line("person_address"), titles,
            texts, word("category"), word("problem"), place[0],
            line("subject_name"), self._subject_codes(cells.get("subject_code"), count),
            line("subject_address"), line("brand"), line("goods"),
            amounts,
            self._words.yes_or_no("online", cells.get("online"), count, None),
            word("special_group"),
            self._words.yes_or_no("other_province", cells.get("other_province"), count, False),
            line("urgency"), *place[1:], *results, amount_words,
            doubts.column(count),
        )  # fmt: skip

    def _results(
        self,
        cells: dict[str, Sequence[str]],
        count: int,
        line: Column,
        word: Column,
        doubts: Doubts,
    ) -> Iterable[Sequence[Any]]:
        """status, finished_at, outcome, recovered_cents and office. What cannot be read of them
        takes no row away; what has an end and no state is over."""
        status = word("status")
        ends: Sequence[int | None] = [None] * count
        cents = ends
        if "finished_at" in cells:
            ends = [self._end(cell) for cell in cells["finished_at"]]
            doubts.unread("办结时间", cells["finished_at"], ends)
            status = [
                CLOSED if end is not None and not said else said
                for said, end in zip(status, ends, strict=True)
            ]
        if "recovered" in cells:
            cents = [self._recovered[cell] for cell in cells["recovered"]]
            if wrong := sum(value == NOT_A_NUMBER for value in cents):
                self.notes[Note.NO_RESULT] += wrong
                cents = [None if value == NOT_A_NUMBER else value for value in cents]
            doubts.unread("挽回金额", cells["recovered"], cents)
        return status, ends, word("outcome"), cents, line("office")

    def _end(self, cell: str) -> int | None:
        end = moment(cell) if cell else None
        if end is None and word_key(cell) not in self._mapping.blanks and cell.strip():
            self.notes[Note.NO_RESULT] += 1
        return end

    # --- what may reject, and what stands for what cannot be read ----------------------------

    def _numbers(self, column: Sequence[str], reasons: dict[int, list[str]]) -> Sequence[str]:
        joined = "".join(column)
        if not joined.isascii():
            column = [registration_number(cell) for cell in column]
        elif "+" not in joined and "" not in column and len(max(column, key=len)) <= 64:
            return column
        for n, number in enumerate(column):
            if problem := number_problem(number):
                reasons.setdefault(n, []).append(problem)
        return [number[:64] for number in column]

    def _times(self, cells: dict[str, Sequence[str]], doubts: Doubts) -> Sequence[int]:
        times = doubts.times(cells["registered_at"], cells.get("exported_at"), self.now)
        if max(times) > self._latest:
            self.notes[Note.FUTURE] += sum(seconds > self._latest for seconds in times)
        return times

    def _cents(
        self, column: Sequence[str] | None, count: int
    ) -> tuple[Sequence[int | None], Sequence[str]]:
        """Exact amounts, and the words of those that are not."""
        words: list[str] = [""] * count
        if column is None:
            return [None] * count, words
        cents = self._cents_of(column)
        if NOT_A_NUMBER in cents:
            for n, value in enumerate(cents):
                if value == NOT_A_NUMBER:
                    words[n] = self._amount_words(column[n])
            self.notes[Note.VAGUE_AMOUNT] += sum(map(bool, words))
            cents = [None if value == NOT_A_NUMBER else value for value in cents]
        if any(value is not None and value < 0 for value in cents):
            self.notes[Note.NEGATIVE] += sum(v is not None and v < 0 for v in cents)
        return cents, words

    def _amount_words(self, cell: str) -> str:
        """With what the column counts in, where the cell does not say it."""
        words = tidy(cell)[:SHOWN]
        bare = self._unit != 100 and not any(sign in words for sign in "元圆块万亿")
        return f"{words}（万元）" if bare else words

    def _cents_of(self, column: Sequence[str]) -> Sequence[int | None]:
        known = self._amounts
        if self._unit != 100:
            return [known[cell] for cell in column]
        common = map(common_amount, column)  # seldom twice the same
        return [
            known[cell] if cents is None else cents
            for cell, cents in zip(column, common, strict=True)
        ]

    def _amount(self, cell: str, unit: int) -> int | None:
        if unit == 100 and (common := common_amount(cell)) is not None:
            return common
        text = tidy(cell)
        if not text or word_key(text) in self._mapping.blanks:
            return None
        cents = amount(text, unit)
        return NOT_A_NUMBER if cents is None else cents

    # --- what is kept as it is -------------------------------------------------------------

    def _lines(self, name: str, column: Sequence[str]) -> Sequence[str]:
        """Single lines: tidied, "nothing" words emptied, cut to length."""
        if not is_tidy(column):
            column = [tidy(cell) for cell in column]
        blanks = self._mapping.blanks
        if name not in ("number", "title") and not blanks.isdisjoint(column):
            column = ["" if cell in blanks else cell for cell in column]
        return self._cut(column, MAX_LENGTHS[name])

    def _texts(self, column: Sequence[str]) -> Sequence[str]:
        if not is_tidy(column):
            column = [tidy_lines(cell) for cell in column]
        return self._cut(column, MAX_TEXT)

    def _cut(self, column: Sequence[str], length: int) -> Sequence[str]:
        if len(max(column, key=len)) <= length:
            return column
        self.notes[Note.CUT] += sum(len(cell) > length for cell in column)
        return [cell[:length] for cell in column]

    def _subject_codes(self, column: Sequence[str] | None, count: int) -> Sequence[str]:
        if column is None:
            return [""] * count
        known, odd = self._codes, self._odd_codes
        codes = [known[cell] for cell in column]
        if wrong := sum(odd[code] for code in codes if code):
            self.notes[Note.ODD_CODE] += wrong
        return codes

    def _note_exports(self, cells: dict[str, Sequence[str]], sources: Sequence[str]) -> None:
        if "exported_at" in cells:
            for source, cell in set(zip(sources, cells["exported_at"], strict=True)):
                if (seconds := moment(cell)) is not None:
                    self.exported_at[source] = max(seconds, self.exported_at.get(source, seconds))

    # --- places ----------------------------------------------------------------------------

    def _place_columns(self, cells: dict[str, Sequence[str]], count: int) -> list[Sequence[Any]]:
        """district, lat, lon, precision, town."""
        none: Sequence[str] = [""] * count
        regions, addresses = cells.get("region", none), cells.get("subject_address", none)
        known = self._places
        places = [known[pair] for pair in zip(regions, addresses, strict=True)]
        districts, *exact, towns = zip(*places, strict=True)
        columns: list[Sequence[Any]] = list(exact)
        if "lat" in cells and "lon" in cells:
            columns = self._exact(cells["lat"], cells["lon"], columns)
        return [districts, *columns, towns]

    def _exact(
        self, lats: Sequence[str], lons: Sequence[str], columns: Sequence[Sequence[Any]]
    ) -> list[Sequence[Any]]:
        """lat, lon and precision, with the file's own coordinates where they can be used."""
        known = self._points
        lat, lon, precision = (list(column) for column in columns)
        for n, pair in enumerate(zip(lats, lons, strict=True)):
            if point := known[pair]:
                (lat[n], lon[n]), precision[n] = point, Precision.EXACT.value
            elif any(word_key(cell) not in self._mapping.blanks for cell in pair if cell.strip()):
                self.notes[Note.NO_COORDINATES] += 1
        return [lat, lon, precision]

    def _placed(self, cells: tuple[str, str]) -> Placed:
        place = self._place(cells)
        precision = place.precision.value if place.precision else None
        return place.district, place.lat, place.lon, precision, place.town

    def _place(self, cells: tuple[str, str]) -> Place:
        """The region's county goes first; the address then may tell the town."""
        if self._gazetteer is None:
            return NOWHERE
        region, address = (tidy(cell)[:500] for cell in cells)
        by_region = self._gazetteer.find(region) if region else NOWHERE
        if by_region.district is None:
            return self._gazetteer.find(address)
        both = self._gazetteer.find(f"{region} {address}")
        return both if both.district == by_region.district else by_region

    def _point(self, cells: tuple[str, str]) -> tuple[float, float] | None:
        lat, lon = (degrees(tidy(cell)) for cell in cells)
        return None if lat is None or lon is None else to_wgs84(lat, lon, self._crs)
