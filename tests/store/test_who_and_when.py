"""The lists from which PostgreSQL makes who, when, what moves a deadline and what a line names."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from sqlalchemy import String

from commandcenter import __file__ as package
from commandcenter.domain.incident.incident import State
from commandcenter.domain.watch.warning import WarningAct
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.paths import DATABASE
from commandcenter.store import deadline_rules, line_rules, stamp_rules
from commandcenter.store.deadline_rules import AT_ONCE, read_ways
from commandcenter.store.line_rules import read_namings
from commandcenter.store.stamp_rules import LEFT, Value, read_stamps
from commandcenter.store.tables.every import Base
from commandcenter.store.types import UtcTime
from commandcenter.store.write_rules import read_rules
from tests.lines_checked import image, names

ROOT = Path(package).parent
TABLES = Base.metadata.tables
# Written by their own triggers (db/postgres/journal.sql), by nobody on a server, or by `init`.
NOT_ROWS = {"journal", "journal_row", "pen", "simulated_clock", "city"}
WHO = re.compile(r"(^|_)by$|^(login|signature|person(_id)?|decider|office|asked_from|filed_from)$")


def names_somebody_or_a_moment(column):
    if isinstance(column.type, UtcTime) or WHO.search(column.name):
        return True
    return any(key.column.table.name == "person" for key in column.foreign_keys)


def of_nobody():
    """Tables of earlier versions: no right of theirs is anybody's."""
    rules = read_rules().items()
    return {table for table, its in rules if all(rule.rights == ("nobody",) for rule in its)}


def stamps():
    return [stamp for its in read_stamps().values() for stamp in its]


def ways():
    return [way for its in read_ways().values() for each in its.values() for way in each]


def test_every_column_that_names_who_or_when_is_classed():
    asked = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.c
        if table.name not in NOT_ROWS | of_nobody() and names_somebody_or_a_moment(column)
    }
    classed = {(stamp.table, stamp.column) for stamp in stamps()}
    assert asked - classed == set()
    assert {pair for pair in classed if pair[1] not in TABLES[pair[0]].c} == set()


def test_each_column_is_classed_once_and_what_is_left_to_people_has_its_reason():
    pairs = [(stamp.table, stamp.column) for stamp in stamps()]
    assert len(pairs) == len(set(pairs))
    assert [s for s in stamps() if s.value in LEFT and not s.reason] == []
    assert [s for s in stamps() if s.unless and not s.reason] == []


@pytest.mark.parametrize("stamp", stamps(), ids=lambda s: f"{s.table}.{s.column}")
def test_a_stamp_fits_its_column_and_names_columns_that_are_there(stamp):
    table = TABLES[stamp.table]
    assert set(stamp.following) <= set(table.c.keys())
    kind = table.c[stamp.column].type
    match stamp.value:
        case Value.NOW | Value.BEAT | Value.CALL | Value.CHECKED | Value.STATED | Value.PLANNED:
            assert isinstance(kind, UtcTime)
        case Value.NAME | Value.DECIDER | Value.LOGIN | Value.OFFICE:
            assert isinstance(kind, String)
        case Value.PERSON:
            assert kind.python_type is int
    if stamp.value in (Value.CALL, Value.DECIDER):
        assert stamp.table == "incident" or "incident_id" in table.c


def test_what_people_may_write_is_stamped():
    """Of a table that stands in the rules of writing each line has an effect."""
    assert {stamp.table for stamp in stamps()} <= set(read_rules()) - of_nobody()
    assert {way.table for way in ways()} & of_nobody() == set()
    assert {"step", "step_note"} <= of_nobody()


def test_each_planned_moment_has_what_moves_it():
    planned = {(s.table, s.column) for s in stamps() if s.value is Value.PLANNED}
    moved = {(way.table, way.column) for way in ways()}
    assert planned - moved == set()
    assert [way for way in ways() if way.column not in TABLES[way.table].c] == []
    assert [way for way in ways() if not way.reason] == []


def test_the_ways_of_a_deadline_are_all_of_a_kind():
    """What is asked at once and at the end is not mixed, nor are the changes that are meant."""
    for of_table in read_ways().values():
        for its in of_table.values():
            assert len({way.way in AT_ONCE for way in its}) == 1, its
            assert len({way.when for way in its}) == 1, its
            assert len(its) == 1 or its[0].way not in AT_ONCE, its


def test_a_row_that_moves_a_deadline_by_being_there_is_never_changed():
    """Else who changes an old decision could move by it what they like."""
    for way in ways():
        table = way.what.partition(" ")[0]
        if way.way == deadline_rules.BY:
            assert "update" not in {rule.op for rule in read_rules()[table]}, way
        elif way.way in deadline_rules.AT_END:
            assert table in read_rules()


def test_the_words_of_the_ways_are_those_of_the_program():
    said = deadline_rules.FILE.read_text(encoding="utf-8")
    acts = (WarningAct.ISSUED, WarningAct.ADJUSTED, WarningAct.LIFTED, WarningAct.OPENED)
    for word in (StepState.DROPPED, State.ASSESSING, *acts):
        assert f"'{word.value}'" in said


def test_a_line_of_the_lists_that_is_none_is_refused(monkeypatch, tmp_path):
    for module, read in (
        (stamp_rules, read_stamps), (deadline_rules, read_ways), (line_rules, read_namings)
    ):  # fmt: skip
        file = tmp_path / "list.txt"
        file.write_text("# a remark\nstep | done_by\n", encoding="utf-8")
        monkeypatch.setattr(module, "FILE", file)
        if module is line_rules:
            file.write_text("step\n", encoding="utf-8")
        with pytest.raises(ValueError, match=r"list\.txt"):
            read()


RECORDERS = ("journal.record", "book.record")


def recorded_kinds():
    """The kinds of all calls of `journal.record` and `book.record`, where they stand as words."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in RECORDERS:
                kind = node.args[2]
                if isinstance(kind, ast.Constant):
                    yield kind.value
                elif isinstance(kind, ast.Name) and kind.id.isupper():
                    module = ".".join(
                        ("commandcenter", *path.relative_to(ROOT).with_suffix("").parts)
                    )
                    yield getattr(importlib.import_module(module), kind.id)


def test_every_kind_that_the_program_records_is_listed():
    """But those of `init` alone, which runs as the owner."""
    by_owner = {"city", "schema", "person_key", "database"}
    listed = {naming.kind for naming in read_namings()}
    found = set(recorded_kinds())
    assert len(found) > 50
    assert found - by_owner - listed == set()
    assert listed & by_owner == set()


def test_the_tables_and_columns_of_the_lines_are_there():
    of_facts = {("complaint", "batch"), ("incident_complaint", "incident")}  # of rows in bulk
    for naming in read_namings():
        if naming.table:
            columns = set(TABLES[naming.table].c.keys()) | {"", "*"}
            assert naming.column in columns or (naming.table, naming.column) in of_facts, naming
        else:
            assert naming.rights, naming


ROW = image("step_note", "9", "insert", None, '{"id": 9, "step_id": 4}')
STEP = image("step", "4", "update", '{"id": 4}', '{"id": 4}')
MANY = image("complaint", "5-7", "bulk", None, '{"batch": 3, "rows": 3}')


@pytest.mark.parametrize(("line", "images", "fresh", "named"), [
    (("step", 4, "noted"), [ROW], True, True),
    (("step", 4, "completed"), [STEP], True, True),
    (("step", 9, "noted"), [ROW], True, False),
    (("log", 4, "written"), [ROW, STEP], True, False),
    (("complaint", 3, "stored"), [MANY], True, True),
    (("complaint", 5, "stored"), [MANY], True, True),
    (("complaint", 8, "stored"), [MANY], True, False),
    (("complaint_flag", 0, "reviewed"), [image("complaint_flag", "1", "update", "{}", "{}")], True,
     True),
    (("paper", 1, "briefing made"), [], False, True),
    (("paper", 1, "briefing made"), [STEP], True, False),
    (("paper", 1, "briefing made"), [STEP], False, True),
    (("step", 4, "completed"), [], False, False),
    (("x", 1, "x"), [STEP], True, False),
])  # fmt: skip
def test_a_line_names_what_was_changed_or_is_of_a_kind_that_changes_none(
    line, images, fresh, named
):
    assert names(read_namings(), line, images, fresh) is named


def test_the_lists_are_laid_with_the_program():
    assert {path.parent for path in (
        stamp_rules.FILE, deadline_rules.FILE, line_rules.FILE
    )} == {DATABASE / "postgres"}  # fmt: skip
