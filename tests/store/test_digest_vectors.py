"""Python and SQL make the same bytes: of digests, and of the image of any row."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    delete,
    insert,
    select,
    text,
)  # fmt: skip
from sqlalchemy import update as change

from commandcenter.domain.org import Actor
from commandcenter.store import digest, journal
from commandcenter.store.database import open_database
from commandcenter.store.tables.base import GIVEN_LATER
from commandcenter.store.tables.every import Base, JournalImageRow, PersonRow
from commandcenter.store.triggers import journalled_tables
from commandcenter.store.types import Choice, Degrees, JsonText, Scaled, UtcTime, from_micros
from commandcenter.store.verify import verify

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
ANA = Actor(1, "ana", "安娜")
NASTY = "“引号”'\"\\/\n\r\t\b\f\x01\x1f\x7f\u2028🦄𠮷e\u0301\u202e<b>%s{0}:x ?"


@pytest.fixture
def server(postgres_url):
    db = open_database(postgres_url)
    with db.engine.connect() as connection:
        yield connection
    db.close()


@pytest.fixture
def both(sqlite_url, postgres_url):
    pair = open_database(sqlite_url), open_database(postgres_url)
    yield pair
    for db in pair:
        db.close()


@pytest.mark.parametrize("vector", VECTORS["fields"], ids=repr)
def test_fields_are_packed_and_hashed_as_the_vectors_say(vector):
    assert digest.pack(vector["fields"]).decode() == vector["packed"]
    assert digest.sha256(vector["fields"]) == vector["sha256"]


def test_the_server_packs_and_hashes_fields_as_the_vectors_say(server):
    one = text("SELECT journal_field(CAST(:value AS text))")
    whole = text("SELECT journal_sha256(CAST(:packed AS text))")
    for vector in VECTORS["fields"]:
        values = [None if f is None else str(f) for f in vector["fields"]]
        packed = "".join(server.scalar(one, {"value": value}) for value in values)
        assert packed == vector["packed"]
        assert server.scalar(whole, {"packed": packed}) == vector["sha256"]


def test_images_have_the_digest_of_the_vectors_on_both_sides(server):
    call = text("SELECT journal_image_digest(:a, :b, :c, :d, :e, :f)")
    for vector in VECTORS["images"]:
        arguments = vector["arguments"]
        assert digest.image_digest(*arguments) == vector["sha256"]
        named = dict(zip("abcdef", arguments, strict=True))
        assert server.scalar(call, named) == vector["sha256"]


def test_lines_have_the_hash_of_the_vectors_on_both_sides(server):
    call = text(
        "SELECT journal_line_hash(:a, CAST(:b AS bigint), CAST(:c AS timestamptz), :d, :e, "
        "CAST(:f AS bigint), CAST(:g AS bigint), :h, :i, :j)"
    )
    for vector in VECTORS["lines"]:
        arguments = vector["arguments"]
        assert digest.line_hash(*arguments) == vector["sha256"]
        named = dict(zip("abcdefghij", arguments, strict=True))
        named["c"] = from_micros(arguments[2])
        assert server.scalar(call, named) == vector["sha256"]


def test_the_vectors_cover_what_differs_between_languages():
    seen = json.dumps(VECTORS, ensure_ascii=False)
    for sign in ("null", "投诉", "🦄", "\\n", "\\r\\n", "'", '\\"', "-9223372036854775808"):
        assert sign in seen
    assert any(v["arguments"][2] < 0 for v in VECTORS["lines"])
    assert any(v["arguments"][2] > 2**53 for v in VECTORS["lines"])


def value_of(column, chance, first_ids):
    """A value that is awkward for the type of a column; the first row of what it refers to."""
    kind = column.type
    if column.foreign_keys:
        [key] = column.foreign_keys
        return first_ids.get(key.column.table.name)
    match kind:
        case Choice():
            return chance.choice(list(kind.choices))
        case JsonText():
            return {"b": [1, -2.5, None, True, NASTY], "a": {"中": NASTY}}
        case UtcTime():
            return from_micros(chance.choice([0, -1, 1764000000000001, 253402300799999999]))
        case Degrees():
            return chance.choice([-179.9999999, 0.0000001, 30.1234567])
        case Scaled():
            return chance.choice([0.001, -2.5, 4_000_000_000.25])
        case Boolean():
            return chance.choice([True, False])
        case Date():
            return date(2026, 1, 5) + timedelta(days=chance.randrange(300))
        case LargeBinary():
            return NASTY.encode()
        case BigInteger():
            return chance.choice([-(2**62), 2**62])
        case Integer():
            return chance.choice([-(2**31), 2**31 - 1, 0])
    return f"{NASTY}{chance.randrange(10**6)}"


def rows_of(table, chance, first_ids):
    """Rows with all columns filled, then one with only what must be."""
    keys = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    keys.append(table.primary_key)  # of rows of others alone: one row is all there can be
    of_another = any(all(c.foreign_keys for c in key.columns) for key in keys)
    for n in range(1 if of_another else 3):
        row = {c.name: value_of(c, chance, first_ids) for c in table.columns}
        if n == 2:
            row |= {c.name: None for c in table.columns if c.nullable}
        for key in table.primary_key:
            if isinstance(key.type, Integer) and not key.foreign_keys:
                row[key.name] = n + 1
        if table.name == "batch":
            row["state"] = "closed"
        if "reporter_protected" in row:
            row["reporter_protected"] = True  # a server sets it by itself, a file with the import
        yield row


def another_value(table):
    """One column that may change, with what it changes to; the first with words, else any."""
    once = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    once += [index for index in table.indexes if index.unique]
    alone = {c.name for each in once for c in each.columns}
    free = [c for c in table.columns if not (c.foreign_keys or c.primary_key or c.unique)]
    free = [c for c in free if c.name not in alone] or free
    free = [c for c in free if c.name not in ("state", "number", "version")]
    words = [c for c in free if isinstance(c.type, String)]
    for column in words or free:
        match column.type:
            case String():
                return {column.name: f"{NASTY}changed"}
            case UtcTime():
                return {column.name: from_micros(-5)}
            case Integer():
                return {column.name: 5}
            case Boolean():
                return {column.name: ~column}
            case LargeBinary():
                return {column.name: b"changed"}
    return {column.name: column}


FOR_GOOD = "drill"  # the mark of a store, which nobody changes


def let_anything_in(session, tables):
    """Which values a table takes is asked elsewhere; here each side writes the same of any."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA ignore_check_constraints = ON"))
        return
    kept = text(
        "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid = ANY(CAST(:tables AS regclass[]))"
    )
    names = [f'"{table.name}"' for table in tables]
    for table, name in session.execute(kept, {"tables": names}).all():
        session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))


def write_everything(db):
    """Insert, change and delete rows in every table that the journal covers."""
    chance, first_ids = random.Random(5), {}
    volatile = {"journal", "journal_row", "pen", "schema_info", "word_index", "bulk_digest"}
    volatile.add("simulated_clock")  # by which the lines of the journal have their time
    tables = [t for t in Base.metadata.sorted_tables if t.name not in volatile]
    with db.write() as session:
        let_anything_in(session, tables)
        for table in tables:
            for row in rows_of(table, chance, first_ids):
                [key, *_] = table.primary_key
                session.execute(insert(table).values(row))
                first_ids.setdefault(table.name, row[key.name])
        journal.record(session, ANA, "all", 0, "inserted")
    tables = [t for t in tables if t.name != FOR_GOOD]
    with db.write() as session:
        let_anything_in(session, tables)
        for table in tables:
            session.execute(change(table).values(another_value(table)))
        journal.record(session, ANA, "all", 0, "changed")
    with db.write() as session:
        for table in reversed(tables):
            session.execute(delete(table))
        journal.record(session, ANA, "all", 0, "deleted")


def without_given_later(table, image):
    """What a server gives by itself is not what was sent, and in no image of a change there."""
    later = {c.name for c in Base.metadata.tables[table].c if c.info == GIVEN_LATER}
    if not image or not later:
        return image
    kept = {name: value for name, value in json.loads(image).items() if name not in later}
    return json.dumps(kept, ensure_ascii=False)


def images(db):
    columns = JournalImageRow.__table__.c
    with db.read() as session:
        assert verify(session).bad is None
        return sorted(
            (table, key, op, line, *(without_given_later(table, i or "") for i in both_sides))
            for table, key, op, line, *both_sides in session.execute(
                select(columns.table_name, columns.row_key, columns.op, columns.line,
                       columns.before, columns.after)
            )
        )  # fmt: skip


def test_every_table_leaves_the_same_images_on_both_databases(both):
    for db in both:
        write_everything(db)
    embedded, shared = map(images, both)
    assert len(embedded) == len(shared)
    for here, there in zip(embedded, shared, strict=True):
        assert here == there
    left = {(table, op) for table, _, op, *_ in embedded}
    every = {(t.name, op) for t, ops in journalled_tables() for op in ops}
    assert every - left == {(FOR_GOOD, "update"), (FOR_GOOD, "delete")}
    assert left <= every


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_any_text_has_the_same_image_on_both_databases(both, words):
    found = []
    for db in both:
        with db.write() as session:
            session.execute(delete(PersonRow))
            session.add(PersonRow(login="x", name=words, id=1))
            journal.record(session, ANA, "person", 1, "added")
        with db.read() as session:
            newest = select(JournalImageRow).order_by(JournalImageRow.id.desc()).limit(1)
            found.append(session.scalars(newest).one().after)
    assert found[0] == found[1]
    assert json.loads(found[0])["name"] == words
