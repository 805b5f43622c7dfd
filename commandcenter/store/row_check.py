"""The images of all lines replayed into what must be there, and every row held against it.

A row of a table whose every change leaves an image must be what its last image left; what an image
begins with must be what the one before left. A row that came in bulk must be what its digest says
until its first image, which must begin so. An erased image says nothing: the row is as the decision
left it. Of each table the first difference is named.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import field
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import Table

from commandcenter.late_dataclass import dataclass
from commandcenter.store.bulk_digests import FACT, NOTED, covered
from commandcenter.store.check_source import Image, Source, Values
from commandcenter.store.coverage import Base, Coverage
from commandcenter.store.ledger import Ledger, State
from commandcenter.store.tables.base import compared
from commandcenter.store.tables.every import Base as Tables
from commandcenter.store.triggers import OPS, journalled_tables

AT_ONCE = 1_000
Tell = Callable[[int], None]  # so many more were compared


class Why(StrEnum):
    DIFFERS = "differs"  # a column is not what its last image left
    MISSING = "missing"
    EXTRA = "extra"  # a row of which the journal knows nothing, or that it says is gone
    TWICE = "twice"  # entered though it was there
    UNKNOWN = "unknown"  # changed though it was not there
    CONTRADICTS = "contradicts"  # an image begins otherwise than the one before left
    OFF_DIGEST = "off_digest"  # not as it came in bulk
    BASE = "base"  # its first image begins otherwise than it came
    KEPT = "kept"  # the digests of a bulk line are not those that the line covers
    FORGOTTEN = "forgotten"  # a digest's salt is gone, without a decision


@dataclass(frozen=True, slots=True)
class Difference:
    """`column` with what is `logged` and what was `found`, where it is known; `line`: where the
    journal itself is at fault."""

    table: str
    key: str
    why: Why
    column: str = ""
    logged: Any = None
    found: Any = None
    line: int = 0


@dataclass
class RowCheck:
    """Give it every image in order, then `finish`. `first`: by table, the first difference."""

    source: Source
    ledger: Ledger
    compared: int = 0
    erased: int = 0
    undigested_until: int = 0  # the last line whose bulk has no digests
    first: dict[str, Difference] = field(default_factory=dict)
    _coverage: dict[str, Coverage] = field(default_factory=dict)
    _bases: list[tuple[int, int]] = field(default_factory=list)
    _based: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    _bulk: frozenset[str] = field(
        default_factory=lambda: frozenset(t.name for t, ops in journalled_tables() if ops != OPS)
    )

    def take(self, image: Image, verb: str) -> None:
        if image.table not in Tables.metadata.tables:
            return
        if not image.holds:  # that is told of the journal itself, and nothing can be held to it
            self.ledger.put(image.table, image.key, State(image.id, image.op, None, True))
            return
        if image.op == "bulk":
            self._take_bulk(image, verb)
            return
        before, base = self._before(image)
        after = State(image.id, image.op, image.after, image.erased_by is not None)
        self.ledger.put(image.table, image.key, after)
        there = before is not None and before.op != "delete"
        if image.op == "insert":
            if there:
                self._fault(image.table, image.key, Why.TWICE, line=image.line)
        elif before is None and base is not None and not base.removed:
            if base.digests and image.erased_by is None:
                self._ask_base(image, base)
        elif not there:
            self._fault(image.table, image.key, Why.UNKNOWN, line=image.line)
        elif before is not None and not (before.erased or image.erased_by is not None):
            self._follow(image, before)

    def _before(self, image: Image) -> tuple[State | None, Base | None]:
        """What the row was, and the bulk line it came with where it has no image since."""
        before = self.ledger.get(image.table, image.key)
        base = self._base(image.table, image.key)
        if base is not None and before is not None and before.image < base.real:
            before = None  # of another that had the number
        return before, base

    def _base(self, table: str, key: str) -> Base | None:
        ranges = self._coverage.get(table) if table in self._bulk else None
        return ranges.base(int(key)) if ranges and key.isdecimal() else None

    def _take_bulk(self, image: Image, verb: str) -> None:
        facts = json.loads(image.facts or "{}")
        start, _, end = image.key.partition("-")
        digests = FACT in facts
        if digests and self.source.kept_digest(image.id) != facts[FACT]:
            self._fault(image.table, image.key, Why.KEPT, line=image.line)
        for table, first, last in covered(image.table, int(start), int(end), facts):
            ranges = self._coverage.setdefault(table, Coverage())
            if facts.get(NOTED):
                ranges.note(first, last, image.id)
                self.undigested_until = image.line
            else:
                removed = verb == "removed"
                ranges.lay(first, last, Base(image.id, image.id, digests, removed))
                if not digests and not removed:
                    self.undigested_until = image.line

    def _ask_base(self, image: Image, base: Base) -> None:
        self._bases.append((image.id, base.image))
        self._based[image.id] = (image.table, image.key, image.line)
        if len(self._bases) >= AT_ONCE:
            self._answer_bases()

    def _answer_bases(self) -> None:
        if self._bases:
            for number in sorted(self.source.off_base(self._bases)):
                table, key, line = self._based[number]
                self._fault(table, key, Why.BASE, line=line)
        self._bases.clear()
        self._based.clear()

    def _follow(self, image: Image, before: State) -> None:
        """An image begins with what the one before left."""
        if before.mark == image.before:
            return
        table = Tables.metadata.tables[image.table]
        logged, found = self.source.values(table, image.key, before.image, image.id)
        for column in differing(table, logged, found):
            self._fault(
                image.table, image.key, Why.CONTRADICTS, column, logged.get(column),
                found.get(column), image.line,
            )  # fmt: skip
            return

    def _fault(
        self,
        table: str,
        key: str,
        why: Why,
        column: str = "",
        logged: Any = None,
        found: Any = None,
        line: int = 0,
    ) -> None:
        self.first.setdefault(table, Difference(table, key, why, column, logged, found, line))

    def finish(self, tell: Tell, only: frozenset[str] | None = None) -> None:
        """Compare the rows of all tables, or of some."""
        self._answer_bases()
        for table, ops in journalled_tables():
            if only is not None and table.name not in only:
                continue
            if ops == OPS:
                self._compare_all(table, tell)
            else:
                self._compare_changed(table, tell)
                self._compare_bulk(table, tell)

    def _compare_all(self, table: Table, tell: Tell) -> None:
        matched = 0
        for key, mark in self.source.rows(table, None):
            state = self.ledger.get(table.name, key)
            if state is None or state.op == "delete":
                self._fault(table.name, key, Why.EXTRA)
                continue
            matched += 1
            self._hold(table, key, mark, state)
            if matched % AT_ONCE == 0:
                tell(AT_ONCE)
        self.compared += matched
        tell(matched % AT_ONCE)
        if matched != self.ledger.there(table.name):
            self._find_missing(table)

    def _find_missing(self, table: Table) -> None:
        there = {key for key, _ in self.source.rows(table, None)}
        for key, state in self.ledger.of(table.name):
            if state.op != "delete" and key not in there:
                self._fault(table.name, key, Why.MISSING)
                return

    def _hold(self, table: Table, key: str, mark: str, state: State) -> None:
        """One row against what its last image left."""
        if state.erased:
            self.erased += 1
        elif mark != state.mark:
            logged, found = self.source.values(table, key, state.image, None)
            for column in differing(table, logged, found):
                values = logged.get(column), found.get(column)
                self._fault(table.name, key, Why.DIFFERS, column, *values)
                return

    def _compare_changed(self, table: Table, tell: Tell) -> None:
        """Rows that came in bulk and were changed since."""
        states = self._changed(table)
        while page := dict(islice(states, AT_ONCE)):
            marks = dict(self.source.rows(table, list(page)))
            for key, state in page.items():
                if state.op == "delete":
                    if key in marks:
                        self._fault(table.name, key, Why.EXTRA)
                elif key not in marks:
                    self._fault(table.name, key, Why.MISSING)
                else:
                    self._hold(table, key, marks[key], state)
            tell(0)

    def _changed(self, table: Table) -> Iterator[tuple[str, State]]:
        for key, state in self.ledger.of(table.name):
            base = self._base(table.name, key)
            if base is None or state.image > base.real:
                yield key, state

    def _compare_bulk(self, table: Table, tell: Tell) -> None:
        """Rows as they came, and that there is none that came with no line."""
        ranges = self._coverage.get(table.name, Coverage())
        for each in ranges.ranges():
            if not (each.base.removed and not each.base.digests):
                for off in self.source.off_digest(each.base.image, table, each.first, each.last):
                    if not self._explained(table, off.key, each.base):
                        self._fault(table.name, str(off.key), _why(off))
            elif (key := self.source.between(table, each.first - 1, each.last + 1)) is not None:
                self._fault(table.name, str(key), Why.EXTRA)
            count = each.last - each.first + 1
            self.compared += 0 if each.base.removed else count
            tell(count)
        for after, before in ranges.gaps():
            while (key := self.source.between(table, after, before)) is not None:
                if not self._known(table, key):
                    self._fault(table.name, str(key), Why.EXTRA)
                    break
                after = key

    def _explained(self, table: Table, key: int, base: Base) -> bool:
        """By a later image, which the row has been held against."""
        state = self.ledger.get(table.name, str(key))
        return state is not None and state.image > base.real

    def _known(self, table: Table, key: int) -> bool:
        state = self.ledger.get(table.name, str(key))
        return state is not None and state.op != "delete"


def _why(off: Any) -> Why:
    if off.forgotten:
        return Why.FORGOTTEN
    if not off.there:
        return Why.MISSING
    return Why.OFF_DIGEST if off.wanted else Why.EXTRA


def differing(table: Table, logged: Values, found: Values) -> Iterator[str]:
    """The columns in which two states of a row differ. A column that came later than an image is
    as the upgrade filled it."""
    for name in compared(table):
        if name in logged and name in found:
            if logged[name] != found[name]:
                yield name
        elif name in found and not _filled(found[name]):
            yield name


def _filled(value: Any) -> bool:
    """As a column is filled in rows that were there before it."""
    return value in (None, "", 0, "[]", "{}", "null")
