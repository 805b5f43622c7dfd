"""The rules of db/postgres/stamps.txt as SQL: who acted and when is the database's to say.

What is made here becomes part of the trigger that asks before each change of a row
(store/write_rules.py), behind its checks.
"""

from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import String, Table

from commandcenter.late_dataclass import dataclass
from commandcenter.paths import DATABASE
from commandcenter.store.types import UtcTime

FILE = DATABASE / "postgres" / "stamps.txt"
UNLESS, CONDITION = " unless ", " ? "


class Value(StrEnum):
    NAME = "name"
    DECIDER = "decider"
    LOGIN = "login"
    PERSON = "person"
    NOW = "now"
    BEAT = "beat"
    CALL = "call"
    CHECKED = "checked"
    STATED = "stated"
    OFFICE = "office"
    OTHER = "other"
    PLANNED = "planned"


LEFT = (Value.OTHER, Value.PLANNED)
ACTORS = (Value.NAME, Value.PERSON, Value.DECIDER)
LAST = "last"  # among the columns of `when`
SET = frozenset(Value) - {Value.CHECKED, Value.STATED, Value.OFFICE, *LEFT}
OF_INCIDENT = (Value.DECIDER, Value.CALL)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One column of one line. `word`: what may stand there beside the own name; `unless` and
    `condition`: SQL on NEW; `last`: it names who did it last, so another's name gives way.
    """

    table: str
    column: str
    value: Value
    word: str = ""
    unless: str = ""
    on_insert: bool = False
    following: tuple[str, ...] = ()
    condition: str = ""
    last: bool = False
    reason: str = ""

    @property
    def fixed(self) -> bool:
        """Whether nothing changes it after the row's insertion."""
        return self.on_insert and not self.following and self.value not in LEFT


def read_stamps() -> dict[str, list[Stamp]]:
    """The stamps by table. Raises ValueError naming a line that is none."""
    found: dict[str, list[Stamp]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            for stamp in _stamps(line):
                found.setdefault(stamp.table, []).append(stamp)
    return found


def _stamps(line: str) -> Iterator[Stamp]:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) not in (4, 5):
        raise ValueError(f"{FILE.name}: {line}")
    table, columns, what, when = parts[:4]
    what, _, unless = what.partition(UNLESS)
    value, _, word = what.partition(" ")
    names, _, condition = when.partition(CONDITION)
    words = names.split()
    following = tuple(name for name in words if name not in ("-", "insert", LAST))
    for column in columns.split():
        yield Stamp(
            table, column, Value(value), word, unless, "insert" in words,
            tuple(name for name in following if name != column),
            condition, LAST in words, parts[4] if len(parts) == 5 else "",
        )  # fmt: skip


class Stamps:
    """The statements of the stamps of one table, for its triggers."""

    def __init__(self, table: Table, stamps: list[Stamp]) -> None:
        self._table = table
        self._stamps = [stamp for stamp in stamps if stamp.value not in LEFT]
        self._moments_and_names = {stamp.column for stamp in self._stamps}

    def of_insert(self) -> str:
        return " ".join(self._inserted(stamp) for stamp in self._stamps)

    def of_update(self) -> str:
        return " ".join((self._fixed(), *map(self._updated, self._loose()))).strip()

    def _loose(self) -> list[Stamp]:
        return [stamp for stamp in self._stamps if not stamp.fixed]

    def _fixed(self) -> str:
        names = [stamp.column for stamp in self._stamps if stamp.fixed]
        if not names:
            return ""
        return (
            f"IF {_changed(names)} THEN PERFORM rights.refuse_stamp("
            f"'{self._table.name}', 'never changed: {', '.join(names)}'); END IF;"
        )

    def _inserted(self, stamp: Stamp) -> str:
        act = self._act(stamp, f'NEW."{stamp.column}"')
        always = stamp.on_insert and not stamp.condition and stamp.value in SET
        return self._guarded(stamp, "true" if always else self._wanted(stamp), act)

    def _updated(self, stamp: Stamp) -> str:
        given = f'CASE WHEN {_changed([stamp.column])} THEN NEW."{stamp.column}" END'
        changed = _changed([stamp.column, *stamp.following])
        when = f"{changed} AND ({self._wanted(stamp)})"
        set_ = self._guarded(stamp, when, self._act(stamp, given))
        return f"{set_} {self._kept(stamp)}".strip()

    def _kept(self, stamp: Stamp) -> str:
        """What another did stays in their name, unless what they did changes with it."""
        if stamp.value not in ACTORS or stamp.last:
            return ""
        name = stamp.column
        own = "rights.me()" if stamp.value is Value.PERSON else "rights.my_name()"
        parts = [_changed([name]), self._given(name, "OLD"), f'OLD."{name}" IS DISTINCT FROM {own}']
        contents = [column for column in stamp.following if column not in self._moments_and_names]
        parts += [f"NOT ({_changed(contents)})"] if contents else []
        parts += [f"({stamp.unless}) IS NOT TRUE"] if stamp.unless else []
        refuse = f"PERFORM rights.refuse_stamp('{self._table.name}.{name}', 'another did it');"
        return f"IF {' AND '.join(parts)} THEN {refuse} END IF;"

    def _wanted(self, stamp: Stamp) -> str:
        """That there is something to be said: it was given, or a moment beside it, or must be."""
        columns = self._table.c
        moments = [n for n in stamp.following if isinstance(columns[n].type, UtcTime)]
        parts = [self._given(name) for name in (stamp.column, *moments)]
        return " OR ".join((*parts, *([f"({stamp.condition})"] if stamp.condition else [])))

    def _given(self, name: str, row: str = "NEW") -> str:
        text = isinstance(self._table.c[name].type, String)
        return f"{row}.\"{name}\" <> ''" if text else f'{row}."{name}" IS NOT NULL'

    def _guarded(self, stamp: Stamp, when: str, act: str) -> str:
        parts = [] if when == "true" else [f"({when})"]
        parts += [f"({stamp.unless}) IS NOT TRUE"] if stamp.unless else []
        text = f"IF {' AND '.join(parts)} THEN {act} END IF;" if parts else act
        if stamp.unless and stamp.value is Value.NOW:  # where it is not now it is stated
            stated = self._act_of(Value.STATED, stamp, f'NEW."{stamp.column}"')
            text += f" IF {stamp.unless} THEN {stated} END IF;"
        return text

    def _act(self, stamp: Stamp, given: str) -> str:
        return self._act_of(stamp.value, stamp, given)

    def _act_of(self, value: Value, stamp: Stamp, given: str) -> str:
        arguments = [f"'{self._table.name}.{stamp.column}'", given]
        if value in OF_INCIDENT:
            own = "id" if self._table.name == "incident" else "incident_id"
            arguments.append(f'NEW."{own}"')
        elif stamp.word:
            arguments.append(f"'{stamp.word}'")
        call = f"rights.stamp_{value.value}({', '.join(arguments)})"
        return f'NEW."{stamp.column}" := {call};' if value in SET else f"PERFORM {call};"


def _changed(names: list[str]) -> str:
    old, new = (", ".join(f'{row}."{name}"' for name in names) for row in ("OLD", "NEW"))
    return f"({old}) IS DISTINCT FROM ({new})"
