"""The list of what must succeed (sweep_allowed.txt), and what a cell that succeeds is held to.

A row of the list:  tables | ops | roles | where | why
  ops         insert, delete, update and the columns; several with a comma. `state:signed` is one
              value of a column, `*` all that no other row of the table names, but never the key,
              the version, nor what is said once ($entry) or moves with a decision ($moved). A
              name, or a moment, that says of another that they did it changes with what they did,
              never alone: where it may, it stands there with its value (`edited_by:me`)
  roles       those of the matrix, `leader:legal`, or a name for several that is set above
  where       `own:` states of the row, `incident:` states of its incident, `county:any` where a
              county may do it to what is not its own; nothing is everywhere. `silent`: no line of
              the journal is needed; `act`: only where a decision of another is entered with it;
              `closed`: also where the incident is closed, in which nothing else can be done
A name for several stands before the rows:  $name = …
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from commandcenter.store.tables.every import Base
from tests.sweep.states import OTHER, THEIR

FILE = Path(__file__).with_name("sweep_allowed.txt")
HOLES = Path(__file__).with_name("known_holes.txt")
STANDS = ("own", "incident", "county")
CLOSED = {"archived", "false_alarm"}
OPS = ("insert", "update", "delete")
# The column that says who, of a moment where it is not the one of that name.
WHO_OF = {"at": ("by",), "answered_at": ("answered_by", "answer_by"),
          "signed_at": ("signed_by", "signature")}  # fmt: skip


@dataclass(frozen=True)
class Allowed:
    """One row. `number`: of its line in the file."""

    number: int
    tables: tuple[str, ...]
    op: str
    columns: tuple[str, ...]
    roles: frozenset[str]
    where: dict = field(hash=False)
    marks: frozenset[str]
    why: str

    def names(self, column, value):
        wanted = (column, f"{column}:{value}")
        return (self.op != "update" and not column) or any(each in wanted for each in self.columns)

    def stands(self, cell, place):
        """Whether it speaks of the row's state; of what a county may do only in its own."""
        row = cell.of
        for key, state in (("own", row.own), ("incident", row.incident)):
            if key in self.where and state not in self.where[key]:
                return False
        shut = CLOSED - self.where.get("incident", set())
        if row.incident in shut and "closed" not in self.marks:
            return False
        return place != "other" or self.where.get("county") == {"any"}


class Sweepable:
    """The rows by table and op, and the columns that name who acted and when."""

    def __init__(self, *files):
        self.names, self.rows = {}, {}
        for file in files or (FILE,):
            self._read(file)
        self._close()

    def _read(self, file):
        text = file.read_text(encoding="utf-8").replace("\\\n", " ")
        for number, line in enumerate(text.splitlines(), 1):
            line = line.split(" #")[0].strip()
            if line.startswith("$"):
                name, _, words = line[1:].partition("=")
                self.names[name.strip()] = self._words(words)
            elif line and not line.startswith("#"):
                self._add(number, [part.strip() for part in line.split("|")])

    def _words(self, text):
        found = []
        for word in text.replace(",", " ").split():
            found += self.names[word[1:]] if word.startswith("$") else [word]
        return found

    def _add(self, number, parts):
        tables, what, roles, where, why = parts
        if not why:
            raise ValueError(f"{number}: no reason")
        states, marks = {}, set()
        for word in where.split():
            key, colon, values = word.partition(":")
            if colon and key not in STANDS:
                raise ValueError(f"{number}: {word}")
            if colon:
                states[key] = set(self._words(values))
            else:
                marks.add(key)
        for said in what.split(","):
            op, *columns = self._words(said)
            if op not in OPS:
                raise ValueError(f"{number}: {op}")
            row = Allowed(number, tuple(self._words(tables)), op, tuple(columns),
                          frozenset(self._words(roles)), states, frozenset(marks), why)  # fmt: skip
            for table in row.tables:
                self.rows.setdefault((table, op), []).append(row)

    def names_person(self, column):
        return self._is("who", column)

    def says_when(self, column):
        return self._is("when", column)

    def is_stated(self, column):
        return self._is("stated", column)

    def _is(self, kind, column):
        """What is said of a table's own column comes before what is said of the name."""
        kinds = ("who", "when", "stated", "plain")
        for name in (column, column.partition(".")[2]):
            for each in kinds:
                if name in self.names[each]:
                    return each == kind
        return False

    def is_lie(self, cell):
        """Whether it says that another acted, or at another time than now."""
        column = f"{cell.of.table}.{cell.column}"
        if self.names_person(column):
            return cell.value == "other"
        if self.says_when(column):
            return cell.value in ("past", "future")
        return self.is_stated(column) and cell.value == "future"

    def takes_over(self, cell):
        """Whether it changes alone what says that another did it, or when."""
        name, table = cell.column, cell.of.table
        if cell.op != "update":
            return False
        if self.names_person(f"{table}.{name}"):
            who = (name,)
        elif self.says_when(f"{table}.{name}"):
            who = WHO_OF.get(name, (f"{name.removesuffix('_at')}_by",))
        else:
            return False
        return any(cell.of.values.get(column) in (OTHER, THEIR) for column in who)

    def _close(self):
        """`*` in words."""
        for (table, op), rows in self.rows.items():
            keys = {"version", *(c.name for c in Base.metadata.tables[table].primary_key)}
            keys |= {*self.names["entry"], *self.names["moved"]}
            named = {name.partition(":")[0] for row in rows for name in row.columns} - {"*"}
            rest = tuple(c.name for c in Base.metadata.tables[table].c
                         if c.name not in named | keys)  # fmt: skip
            self.rows[table, op] = [
                replace(row, columns=(*rest, *row.columns)) if "*" in row.columns else row
                for row in rows
            ]

    def rows_of(self, cell, role, place):
        """The rows that let this role do it."""
        found = [row for row in self.rows.get((cell.of.table, cell.op), ())
                 if role in row.roles and row.stands(cell, place)]  # fmt: skip
        if self.is_lie(cell) or self.takes_over(cell):
            return [row for row in found if f"{cell.column}:{cell.value}" in row.columns]
        return [row for row in found if row.names(cell.column, cell.value)]
