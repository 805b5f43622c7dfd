"""What is tried: each column of each row alone, each row taken away, each put in once more.

A cell is one statement in plain SQL, and what must be found there if the server let it pass: a
statement that goes through and leaves the row as it was has done nothing.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Boolean, Date, LargeBinary

from commandcenter.store.tables.every import Base
from commandcenter.store.types import Choice, JsonText, UtcTime
from tests.city import EAST
from tests.sweep.filled import WEST, is_number
from tests.sweep.lines import line_of
from tests.sweep.states import LOGIN, ME, MY, NOW, OTHER, Sql

# Where tried.sql puts a number that was drawn before, as its line stands before the row.
ID_MARK, VALUE_MARK = "/*id*/", "/*number*/"
STRANGER = "陈屿"  # a name that is nobody's who is tried
EARLIER, LATER = "2019-01-01 00:00:00+00", "2095-01-01 00:00:00+00"
TIMES = {"now": NOW, "past": EARLIER, "future": LATER}
DISTRICTS = {"east": f'["{EAST}"]', "west": f'["{WEST}"]', "both": f'["{EAST}", "{WEST}"]'}
# What is a choice and stands in the tables as plain text.
CHOICES = {
    "batch.state": ("open", "closed", "undone"),
    "supply_request.state": ("asked", "approved", "delivered", "refused", "withdrawn", "returned"),
    "supply_request.kind": ("meal", "money"),
    "fund_request.state": ("asked", "approved", "spent", "refused", "withdrawn"),
    "complaint_handling.state": ("mediating", "ended", "closed", "declined"),
    "case_file.state": ("checking", "filed", "closed"),
    "opinion.state": ("open", "watched", "answered"),
    "accountability.kind": ("operator", "official"),
    "retention.decision": ("erase", "keep"),
    "level_decision.step": (
        "suggestion", "decision", "upper", "initial", "request", "returned", "taken_back",
    ),
    "handover.kind": ("duty", "group", "level"),
    "release_check.step": ("draft", "legal", "secrecy", "approval", "publish", "taken_back"),
    "role_grant.group": ("coordination", "legal"),
    "report.chain": ("city", "county"),
    "plan_item.kind": ("right", "clock"),
}  # fmt: skip

# Of which nothing stands twice: the row that is there goes before another like it comes.
ONCE = frozenset({"training_person", "inspection_target", "risk_assessment_line", "survey_answer",
                  "plan_filing"})  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """`value`: which of the column's values, in a word. `of`: the row it is about."""

    of: object
    op: str
    column: str
    value: str
    statement: str
    effect: str
    line: str
    before: str | None = None  # by the owner, so that there is room for it
    draws: str | None = None  # the table that draws the row's number by itself
    by_view: bool = False

    @property
    def grant(self):
        """What a grant is for: one for all rows and values."""
        column = self.column if self.op == "update" else ""
        return self.of.table, self.op, column, self.by_view


def literal(value):
    if isinstance(value, Sql):
        return str(value)
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (bytes, memoryview)):
        return f"'\\x{bytes(value).hex()}'::bytea"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


@dataclass(frozen=True)
class View:
    """What people are shown instead of a table, and what may be tried through it."""

    columns: tuple[str, ...]
    ops: frozenset[str]


def cells(rows, kinds, drawing=frozenset(), views=None):
    """Every cell; `kinds` says of a column whether it names who acted, and when (allowed.py).

    `drawing`: tables that give their rows a number, and take none from people. `views`: by the
    name of the table that they cover; what is tried on the table is tried through them too.
    """
    maker = Maker(rows, kinds, drawing, views or {})
    for row in rows.all():
        yield from maker.of_row(row)
        yield from maker.through_view(row)


class Maker:
    def __init__(self, rows, kinds, drawing, views):
        self._rows, self._kinds, self._drawing, self._views = rows, kinds, drawing, views
        self._fresh = 5_000_000
        self._task = "(SELECT min(id) FROM public.obligation)"  # one that who tries may see

    def of_row(self, row):
        where = " AND ".join(f'"{key}" = {literal(row.values[key])}' for key in row.keys)
        there = f'FROM public."{row.table}" WHERE {where}'
        for column in Base.metadata.tables[row.table].c:
            for value, new in self._values(row, column):
                yield Cell(
                    row, "update", column.name, value,
                    f'UPDATE public."{row.table}" SET "{column.name}" = {literal(new)}'
                    f" WHERE {where}",
                    f"EXISTS (SELECT {self._where_now(row, column, new)})",
                    self._line(row, row.values | {column.name: new}),
                )  # fmt: skip
        yield Cell(row, "delete", "", "", f"DELETE {there}", f"NOT EXISTS (SELECT {there})",
                   self._line(row, row.values, "delete"))  # fmt: skip
        yield from self._inserts(row)

    def through_view(self, row):
        """The same statements, but that a view gives a number itself, and has fewer columns."""
        view = self._views.get(row.table)
        for cell in self.of_row(row) if view else ():
            if cell.op in view.ops and cell.column in ("", *view.columns):
                statement = through(cell.statement, row.table)
                yield replace(cell, draws=None, by_view=True, statement=statement)

    def _where_now(self, row, column, new):
        values = {key: row.values[key] for key in row.keys} | {column.name: new}
        return f'FROM public."{row.table}" WHERE ' + " AND ".join(
            is_there(name, value) for name, value in values.items()
        )

    def _line(self, row, values, op=""):
        return line_of(row.table, values, row.incident_id, self._task, op)

    def _values(self, row, column):
        """Other values than the one that stands there, each with a word for it."""
        current = row.values[column.name]
        for word, value in self._possible(row, column):
            if value != current:
                yield word, value
        if column.nullable and current is not None:
            yield "none", None

    def _possible(self, row, column):
        name, kind = f"{row.table}.{column.name}", column.type
        current = row.values[column.name]
        target = next((key.column for key in column.foreign_keys), None)
        if target is not None and target.table.name == "person":
            return [("me", ME), ("other", OTHER)]
        if target is not None and target.table.name == "district":
            return [("east", EAST), ("west", WEST)]
        if target is not None:
            return [("another", self._another(target, current))]
        if self._kinds.names_person(name):
            said = [("me", self._me(column)), ("other", self._stranger(column))]
            return said if column.nullable or is_number(column) else [*said, ("none", "")]
        if isinstance(kind, Choice):
            return [(choice.value, choice.value) for choice in kind.choices]
        if name in CHOICES:
            return [(choice, choice) for choice in CHOICES[name]]
        return of_kind(column, current)

    def _another(self, target, current):
        rows = self._rows.found[target.table.name]
        return next((r.values[target.name] for r in rows if r.values[target.name] != current),
                    current)  # fmt: skip

    def _inserts(self, row):
        """As who enters it honestly would; then with one lie each."""
        values = dict(row.values)
        before = self._make_room(row, values)
        table = Base.metadata.tables[row.table]
        lies = []
        for column in table.c:
            name = f"{row.table}.{column.name}"
            if values[column.name] is None:
                continue
            if column.name == "valid_from":
                values[column.name] = NOW  # and not before: it would be a right of then
            elif self._kinds.names_person(name):
                if values[column.name] != "":  # of what is done later, nobody is named yet
                    values[column.name] = self._me(column)
                lies.append((column.name, "other", self._stranger(column)))
            elif self._kinds.says_when(name):
                values[column.name] = NOW
                lies += [(column.name, "past", EARLIER), (column.name, "future", LATER)]
            elif self._kinds.is_stated(name):
                lies.append((column.name, "future", LATER))
        yield self._insert(row, values, "", "", before)
        for name, word, value in lies:
            yield self._insert(row, values | {name: value}, name, word, before)

    @staticmethod
    def _me(column):
        if column.name == "granted_by":
            return LOGIN
        return ME if is_number(column) else MY

    @staticmethod
    def _stranger(column):
        return OTHER if is_number(column) else STRANGER

    def _insert(self, row, values, lie, word, before):
        draws = row.table if row.table in self._drawing else None
        stated = {name: value for name, value in values.items() if not (draws and name == "id")}
        names = ", ".join(f'"{name}"' for name in stated)
        given = ", ".join(map(literal, stated.values()))
        marks = (ID_MARK, VALUE_MARK) if draws else ("", "")
        known = {key: values[key] for key in row.keys} | ({lie: values[lie]} if lie else {})
        effect = " AND ".join(is_there(name, value) for name, value in known.items())
        statement = (
            f'INSERT INTO public."{row.table}" ({marks[0]}{names}) VALUES ({marks[1]}{given})'
        )
        return Cell(
            row, "insert", lie, word, statement,
            f'EXISTS (SELECT FROM public."{row.table}" WHERE {effect})',
            self._line(row, values), before, draws,
        )  # fmt: skip

    def _make_room(self, row, values):
        """A new number; where the key says more than that, the row that has it goes first."""
        table = Base.metadata.tables[row.table]
        keys = list(table.primary_key)
        if self._kinds.names_person(f"{row.table}.{keys[0].name}"):
            return f'DELETE FROM public."{row.table}"'
        if len(keys) > 1 or keys[0].foreign_keys or not is_number(keys[0]):
            where = " AND ".join(is_there(key, values[key]) for key in row.keys)
            return f'DELETE FROM public."{row.table}" WHERE {where}'
        gone = None
        if row.table in ONCE:
            gone = f'DELETE FROM public."{row.table}" WHERE id = {values["id"]}'
        self._fresh += 1
        values[keys[0].name] = self._fresh
        if row.table in self._drawing:
            values["id"] = Sql(f"sweep.last_id('{row.table}')")
        for column in table.c:
            name = f"{row.table}.{column.name}"
            single = (column.unique and not column.foreign_keys) or name in (
                "readiness.date_code",
                "risk_record.number",
                "alarm.key",
                "certificate.number",
                "partner.organisation",
                "risk_assessment.before_id",
            )
            if single and values[column.name] is not None:
                fresh = self._fresh if is_number(column) else f"new{self._fresh}"
                values[column.name] = fresh
        return gone


def through(statement, table):
    """By the view of that name, where its own number is not for people to say."""
    unnumbered = statement.replace(ID_MARK, "").replace(VALUE_MARK, "")
    return unnumbered.replace(f'public."{table}"', f'masked."{table}"', 1)


def of_kind(column, current):
    kind = column.type
    if isinstance(kind, UtcTime):
        return list(TIMES.items())
    if isinstance(kind, Boolean):
        return [("true", True), ("false", False)]
    if column.name == "districts":
        return list(DISTRICTS.items())
    if isinstance(kind, JsonText):
        return [("other", '["x"]')]
    if isinstance(kind, LargeBinary):
        return [("other", b"y")]
    if is_number(column):
        return [("more", (current or 0) + 1)]
    if isinstance(kind, Date):
        return [("other", "2027-01-01")]
    emptied = [("none", "")] if current and not column.nullable else []
    return [("other", f"{current or ''}x"), *emptied]


def is_there(name, value):
    if value is NOW:
        return (f'"{name}" BETWEEN clock_timestamp() - interval \'1 minute\''
                " AND clock_timestamp() + interval '1 minute'")  # fmt: skip
    return f'"{name}" IS NOT DISTINCT FROM {literal(value)}'
