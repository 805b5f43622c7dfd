"""`export changes`: every line once and in order, its rows covered, and the journal has it."""

import json
import threading
from contextlib import suppress

import pytest
from sqlalchemy import String

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.open_columns import (
    CLOSED_COLUMNS,
    CLOSED_TABLES,
    COVERED,
    OPEN_TEXT,
)
from commandcenter.offices.change_stream import changes_of
from commandcenter.outputs.change_lines import change_json
from commandcenter.queries.seat import changes
from commandcenter.services.command import running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.database import Lost
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.triggers import journalled_tables
from commandcenter.store.types import Choice, JsonText

SECRET = "王建国，电话 10012345678，住文昌路12号"
KEYS = {
    "schema", "number", "at", "actor", "kind", "subject", "incident", "verb", "clause", "hash",
    "rows",
}  # fmt: skip
ROW_KEYS = {"table", "key", "op", "before", "after", "erased"}


def taken(db, since=0, actor=PROGRAM):
    span, lines = changes_of(db, actor, since)
    return span, [json.loads(line) for line in lines]


def newest(db):
    with db.read() as session:
        return journal.latest(session)


@pytest.fixture
def busy(city):
    who = Complainant(name="王建国", phone="10012345678", address="文昌路12号")
    city.take_in(city.complaint("A1", complainant=who, title=SECRET, text=SECRET))
    incident = city.register(title=SECRET)
    city.activate(incident)
    city.do(running_log.write_line, "maxiao", incident, SECRET)
    return city


def test_each_line_is_there_once_with_the_names_that_others_rely_on(busy):
    upto = newest(busy.db)
    span, lines = taken(busy.db)
    assert (span.since, span.upto, span.count) == (0, upto, upto)
    assert [line["number"] for line in lines] == list(range(1, upto + 1))
    for line in lines:
        assert set(line) == KEYS
        assert line["schema"] == "commandcenter.change/1"
        assert all(set(row) == ROW_KEYS for row in line["rows"])
    [registered] = [x for x in lines if (x["kind"], x["verb"]) == ("incident", "registered")]
    [row] = [row for row in registered["rows"] if row["table"] == "incident"]
    assert (row["op"], row["before"], row["after"]["title"]) == ("insert", None, COVERED)
    assert row["after"]["districts"] == ["990102"]
    assert row["after"]["received_at"].endswith("+08:00")
    assert (registered["actor"], registered["incident"]) == ("zhoulan", registered["subject"])


def test_what_people_wrote_and_who_complained_stays(busy):
    _, lines = taken(busy.db)
    whole = json.dumps(lines, ensure_ascii=False)
    for secret in ("王建国", "10012345678", "文昌路", "悦力", "陈屿", "0990-1234567"):
        assert secret not in whole
    tables = {row["table"] for line in lines for row in line["rows"]}
    assert not tables & CLOSED_TABLES
    [bulk] = [row for line in lines for row in line["rows"]
              if row["op"] == "bulk" and row["table"] == "complaint"]  # fmt: skip
    assert (bulk["before"], bulk["after"]) == (None, None)


def test_who_goes_on_after_the_last_number_misses_nothing_and_reads_none_twice(busy, monkeypatch):
    monkeypatch.setattr(changes, "PAGE", 3)
    first, lines = taken(busy.db)
    busy.register(title="又一事件", brand="")
    _, more = taken(busy.db, first.upto)
    numbers = [line["number"] for line in [*lines, *more]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {line["verb"] for line in more} >= {"changes exported", "registered"}
    whole, again = taken(busy.db)
    assert again == [*lines, *more, *again[len(numbers) :]]
    assert whole.upto == len(again)


def test_the_journal_has_who_took_how_many_before_the_first_is_read(busy):
    upto = newest(busy.db)
    changes_of(busy.db, busy.chenyu, 0)
    with busy.db.read() as session:
        line = session.get_one(JournalLineRow, journal.latest(session))
        assert (line.number, line.actor, line.kind) == (upto + 1, "chenyu", "export")
        assert (line.subject, line.verb) == (upto, "changes exported")


def test_who_asks_again_and_again_reads_of_himself_once(busy):
    span, _ = taken(busy.db)
    span, lines = taken(busy.db, span.upto)
    assert [line["verb"] for line in lines] == ["changes exported"]
    span, lines = taken(busy.db, span.upto)
    assert lines == []
    assert newest(busy.db) == span.upto


@pytest.mark.parametrize("login", ["liwei", "maxiao", "zhoulan", "admin"])
def test_who_may_not_read_the_journal_takes_nothing_and_leaves_no_line(busy, login):
    """A leader reads the record of his incident, not that of the city."""
    upto = newest(busy.db)
    with pytest.raises(RuleBroken, match="全程记录"):
        changes_of(busy.db, getattr(busy, login), 0)
    assert newest(busy.db) == upto


def test_a_number_of_another_journal_is_refused(busy):
    upto = newest(busy.db)
    with pytest.raises(RuleBroken, match="另一个数据库"):
        changes_of(busy.db, PROGRAM, upto + 1)
    assert newest(busy.db) == upto


def test_nothing_is_missed_while_others_write(busy, monkeypatch):
    """Two write as fast as they can while one reads on and on."""
    monkeypatch.setattr(changes, "PAGE", 5)
    start, seen = newest(busy.db), []

    def write(actor):
        for number in range(15):
            with suppress(Lost), busy.db.write() as session:  # a file makes one wait only so long
                running_log.write_line(session, actor, 1, f"第{number}条")

    people = (busy.maxiao, busy.zhoulan)
    writers = [threading.Thread(target=write, args=(actor,)) for actor in people]
    for writer in writers:
        writer.start()
    at, writing = start, True
    while writing:
        writing = any(writer.is_alive() for writer in writers)  # and once more for the last
        with suppress(Lost):
            span, lines = taken(busy.db, at)
            seen += [line["number"] for line in lines]
            at = span.upto
    assert seen == list(range(start + 1, at + 1))
    assert at - start > 20


def test_a_row_that_was_erased_says_so(busy):
    image = changes.ChangedRow("complaint", "1", "update", None, None, erased=True)
    line = changes.ChangeLine(1, busy.db.clock(), "", "x", 1, None, "y", "", "", (image,))
    assert json.loads(change_json(line))["rows"] == [
        {"table": "complaint", "key": "1", "op": "update", "before": None, "after": None,
         "erased": True}
    ]  # fmt: skip


def texts():
    for table, _ in journalled_tables():
        for column in table.columns:
            if isinstance(column.type, (String, JsonText)):
                yield table.name, column.name


def test_the_lists_of_what_leaves_name_what_there_is():
    names = {column for _, column in texts()}
    assert names >= OPEN_TEXT
    assert set(Base.metadata.tables) >= CLOSED_TABLES
    for table, column in CLOSED_COLUMNS:
        assert column in Base.metadata.tables[table].columns


def test_a_new_column_of_text_is_closed_by_itself():
    """Of numbers, times and choices there is nothing to cover."""
    for table, _ in journalled_tables():
        for column in table.columns:
            kind = column.type
            reader = changes._readers(table.name)[column.name]
            text = isinstance(kind, (String, JsonText)) and not isinstance(kind, Choice)
            if text and column.name not in OPEN_TEXT:
                assert reader(SECRET) == COVERED, f"{table.name}.{column.name}"
