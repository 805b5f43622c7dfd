"""A seat that remembers finds a journal that was written anew, even one whose chain verifies."""

from sqlalchemy import select, text

from commandcenter.services.command import running_log
from commandcenter.store import digest, witness
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.types import to_micros
from commandcenter.store.verify import verify

OFF = {
    "sqlite": "DROP TRIGGER IF EXISTS journal_append_only",
    "postgresql": "SET LOCAL session_replication_role = replica",
}


def rewrite_from(session, number, actor):
    """The whole chain from a line on, as one who rules the server could: it verifies again."""
    session.execute(text(OFF[session.get_bind().dialect.name]))
    rows = session.execute(
        select(*JournalLineRow.__table__.c).order_by(JournalLineRow.number)
    ).all()
    previous = rows[number - 2].hash
    for row in rows[number - 1 :]:
        who = actor if row.number == number else row.actor
        previous = digest.line_hash(
            previous, row.number, to_micros(row.at), who, row.kind, row.subject,
            row.incident_id, row.verb, row.clause, row.digest,
        )  # fmt: skip
        session.execute(
            text("UPDATE journal SET actor = :who, hash = :hash WHERE number = :number"),
            {"who": who, "hash": previous, "number": row.number},
        )
    session.execute(text("UPDATE pen SET hash = :hash"), {"hash": previous})


def test_a_full_rewrite_is_found_by_a_seat_that_saw_an_earlier_head(city, tmp_path):
    incident = city.register()
    assert city.ask(witness.compare, tmp_path) is None
    city.do(running_log.write_line, "zhoulan", incident, "到场")
    with city.db.transaction() as session:
        rewrite_from(session, 2, "nobody")
    assert city.ask(verify).bad is None  # the chain alone says nothing
    assert city.ask(witness.compare, tmp_path) is not None
    assert city.ask(witness.compare, tmp_path) is not None, "it is told until it is known"
    [seen] = [path.read_text() for path in tmp_path.glob("*.json")]
    city.ask(witness.accept, tmp_path)
    assert city.ask(witness.compare, tmp_path) is None
    assert [path.read_text() for path in tmp_path.glob("*.seen")] == [seen]  # what had been seen


def test_a_seat_remembers_the_newest_head_and_each_database_apart(city, tmp_path):
    incident = city.register()
    city.ask(witness.compare, tmp_path)
    city.do(running_log.write_line, "zhoulan", incident, "到场")
    assert city.ask(witness.compare, tmp_path) is None
    [file] = tmp_path.glob("*.json")
    head = city.ask(lambda session: witness.accept(session, tmp_path))
    assert str(head.number) in file.read_text()
