"""Every recurring question of the journal is answered by an index, however long the journal is.

Which functions ask it is read from the code: one that comes is put here, with a call of it or with
the reason why it does not search.
"""

import ast
import json
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import event, select, text

import commandcenter
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.complaints import complainant
from commandcenter.queries.papers import paper_slip
from commandcenter.queries.seat import account_changes, switching
from commandcenter.services.incident import incidents
from commandcenter.services.papers import paper_base
from commandcenter.services.reports import reports
from commandcenter.store import moment
from commandcenter.store.database import now
from commandcenter.store.drills import answers
from commandcenter.store.seat import earlier_act
from commandcenter.store.tables.every import BatchRow

ROOT = Path(commandcenter.__file__).parent
NUMBER = "by the number of a line, or after one"
INCIDENT = "of one incident, by the index of incident and number"
NEWEST = "from the newest line backwards until the first that fits, which is near"
WHOLE = "the whole of it is what is asked for: an export, a check, a copy, the end of a drill"
CALLED = "carried out below"
ASKED = {
    "offices/drill_results:take_course": NUMBER,
    "queries/aftermath/archive:_content_of": NEWEST,
    "queries/aftermath/chronicle:_clauses": INCIDENT,
    "queries/aftermath/chronicle:_lines": INCIDENT,
    "queries/aftermath/chronicle:_log_fits": INCIDENT,
    "queries/command/duties:_clause_lines": INCIDENT,
    "queries/command/evidence:_readings": INCIDENT,
    "queries/command/running_log:_late": INCIDENT,
    "queries/complaints/complainant:_looks": NUMBER,
    "queries/complaints/complainant:_require_look": CALLED,
    "queries/drills/score:_taken_back": WHOLE,
    "queries/incident/lookback:past_marks": INCIDENT,
    "queries/papers/paper_slip:paper_slip": CALLED,
    "queries/seat/account_changes:account_changes": CALLED,
    "queries/seat/changes:change_page": NUMBER,
    "queries/seat/changes:span_after": NUMBER,
    "queries/seat/journal_lines:journal_lines": WHOLE,
    "queries/seat/since_left:_lines": NUMBER,
    "queries/seat/since_left:since_left": NEWEST,
    "queries/seat/switching:_last": CALLED,
    "services/incident/incidents:_changed_meanwhile": CALLED,
    "services/papers/paper_base:_changed_since": CALLED,
    "services/reports/reports:_changed_since": CALLED,
    "services/seat/additions:add": NUMBER,
    "store/aftermath/inquiry_course:_behind": INCIDENT,
    "store/command/trail:trail": INCIDENT,
    "store/drills/answers:_own": CALLED,
    "store/journal:_next_batch": NUMBER,
    "store/journal:bulks": NUMBER,
    "store/journal:changes_after": NUMBER,
    "store/moment:_moment": NEWEST,
    "store/moment:_whole_then": CALLED,
    "store/replay:_first_line": WHOLE,
    "store/replay:_heads": WHOLE,
    "store/replay:line_at": NEWEST,
    "store/replay_copy:_copy_journal": WHOLE,
    "store/replay_copy:_note_gone": WHOLE,
    "store/schema_check_roles:_settled": WHOLE,
    "store/seat/earlier_act:about_deleted": CALLED,
    "store/seat/earlier_act:first_of": CALLED,
    "store/seat/recall:lately": NEWEST,
    "store/seat/seen:mark_seen": NEWEST,
    "store/verify:_lines": WHOLE,
    "store/verify:decisions": WHOLE,
    "store/watch/mirror:_hash": NUMBER,
    "store/watch/mirror:_touched": NUMBER,
    "store/watch/signal_losses:taken_along": NUMBER,
    "store/whole_check:_lines": WHOLE,
    "store/witness:ancestor": NUMBER,
    "store/witness:compare": NUMBER,
}


def test_every_function_that_asks_the_journal_stands_here():
    found = set()
    for file in ROOT.rglob("*.py"):
        source = file.read_text("utf-8")
        if "JournalLineRow" not in source:
            continue
        place = file.relative_to(ROOT).with_suffix("").as_posix()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(part, ast.Name) and part.id == "JournalLineRow"
                for part in ast.walk(node)
            ):
                found.add(f"{place}:{node.name}")
    assert found == set(ASKED)


def _calls(session, actor):
    """Each function that is CALLED, by its name."""
    row, at = SimpleNamespace(id=5), now(session)
    return {
        "_require_look": lambda: complainant._require_look(
            session, actor, "complainant", 5, "seen"
        ),
        "paper_slip": lambda: paper_slip.paper_slip(session, 5, at),
        "account_changes": lambda: account_changes.account_changes(session, actor),
        "_last": lambda: switching._last(session),
        "_changed_meanwhile": lambda: incidents._changed_meanwhile(session, row),
        "paper_base": lambda: paper_base._changed_since(session, row),
        "reports": lambda: reports._changed_since(session, row),
        "_own": lambda: list(answers._own(session)),
        "_whole_then": lambda: session.execute(select(BatchRow.id).where(moment._whole_then(at))),
        "about_deleted": lambda: earlier_act.about_deleted(session, "complaint", 5),
        "first_of": lambda: earlier_act.first_of(session, {("report", 5)}, at, "x"),
    }


@contextmanager
def _asked(connection, found):
    def note(_connection, _cursor, statement, parameters, _context, _many):
        if "journal" in statement and statement.lstrip().upper().startswith("SELECT"):
            found.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    yield
    event.remove(connection, "before_cursor_execute", note)


SEED = {
    "sqlite": (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)",
        "n",
    ),
    "postgresql": ("", "generate_series(1, :many) AS n(i)"),
}
KINDS = "CASE i % 5 WHEN 0 THEN 'report' WHEN 1 THEN 'log' WHEN 2 THEN 'document' WHEN 3 THEN 'complainant' ELSE 'incident' END"  # noqa: E501  # one expression


def _seed(connection, many):
    """So many lines more, without what numbers and chains them: the transaction is undone."""
    name = connection.dialect.name
    if name == "postgresql":
        connection.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
        connection.execute(text("ALTER TABLE journal_row DISABLE TRIGGER USER"))
    before, source = SEED[name]
    at = connection.scalar(text("SELECT max(at) FROM journal"))
    connection.execute(
        text(
            f"{before} INSERT INTO journal (number, at, actor, kind, subject, incident_id, verb,"
            f" clause, digest, hash) SELECT 1000000 + i, :at, 'x', {KINDS}, i / 20, NULL, 'seen',"
            f" '', '', '' FROM {source}"
        ),
        {"many": many, "at": at},
    )
    connection.execute(
        text(
            f"{before} INSERT INTO journal_row (line, table_name, row_key, op) SELECT 1000000 + i,"
            f" 'complaint', i, CASE i % 50 WHEN 0 THEN 'delete' ELSE 'update' END FROM {source}"
        ),
        {"many": many},
    )
    connection.execute(text("ANALYZE journal"))
    connection.execute(text("ANALYZE journal_row"))


def _scans(connection, statement, parameters):
    """The parts of the plan that read a journal's table from end to end."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plan = [row[3] for row in rows]
        return [part for part in plan if part.startswith("SCAN journal")]
    rows = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar()
    rows = json.loads(rows) if isinstance(rows, str) else rows
    return [node for node in _nodes(rows[0]["Plan"]) if _reads_all(node)]


def _nodes(node):
    yield node
    for each in node.get("Plans", ()):
        yield from _nodes(each)


def _reads_all(node):
    if node.get("Relation Name") not in ("journal", "journal_row"):
        return False
    return node["Node Type"] == "Seq Scan" or (
        node["Node Type"].startswith("Index") and "Index Cond" not in node
    )


@pytest.mark.parametrize(
    "many", [20_000, pytest.param(1_000_000, marks=pytest.mark.nightly(minutes=3))]
)
def test_no_question_of_one_thing_reads_the_whole_journal(city, many, monkeypatch):
    named = {key.partition(":")[2]: key for key, how in ASKED.items() if how == CALLED}
    city.register()
    slow = {}
    monkeypatch.setattr(paper_slip, "paper_detail", lambda *_of: None)  # there is no such paper
    questions = {}
    with city.db.read() as session:
        calls = _calls(session, city.chenyu)
        assert len(calls) == len(named) + 1  # two functions are called _changed_since
        for name, call in calls.items():
            with (
                _asked(session.get_bind().engine, questions.setdefault(name, [])),
                suppress(RuleBroken),
            ):
                call()
    with city.db.engine.connect() as connection, connection.begin() as whole:
        _seed(connection, many)
        for name, found in questions.items():
            for statement, parameters in found:
                if scans := _scans(connection, statement, parameters):
                    slow[name] = (statement, scans)
        whole.rollback()
    assert not slow
    assert not [name for name, found in questions.items() if not found]
