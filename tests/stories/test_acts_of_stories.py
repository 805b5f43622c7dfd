"""The acts of the stories: the same on both databases, and those that the clause sheet tells."""

import pytest
from sqlalchemy import select

from commandcenter.store import transfer
from commandcenter.store.command.acts import acts_of
from commandcenter.store.command.duty_proofs import proofs
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import IncidentRow
from tests.conftest import run_sql

NIGHTLY = pytest.mark.nightly(minutes=3)
# Records that clause sheet and acts both tell one by one, each as soon as it is there.
BOTH = {
    "level_decision", "oral_decision", "instruction", "directive", "liaison", "consultation",
    "press_question", "site_report", "evidence", "opinion", "legal_question", "inquiry_report",
    "accountability", "recovery", "retention", "archive_package", "supply_request",
}  # fmt: skip


@pytest.fixture(
    params=["D0 10:46", *(pytest.param(m, marks=NIGHTLY) for m in ("B D0 23:20", "C D0 22:35"))]
)
def story(request, tell):
    return tell(request.param)


@pytest.fixture
def server(cluster):
    run_sql(cluster, "CREATE DATABASE acts_of_story TEMPLATE template")
    db = open_database(cluster.url("acts_of_story"))
    yield db
    db.close()
    run_sql(cluster, "DROP DATABASE acts_of_story WITH (FORCE)")


def all_of(db):
    with db.read() as session:
        return acts_of(session, session.scalars(select(IncidentRow.id)).all())


def test_both_databases_tell_the_same_acts(story, server):
    with story.db.engine.connect() as source, server.engine.begin() as target:
        transfer.copy_all(source, target)
    acts = all_of(server)
    assert acts == all_of(story.db)
    assert len({act.sign for act in acts}) > 20


def test_what_the_clause_sheet_tells_is_an_act_and_every_act_is_told_there(story):
    with story.db.read() as session:
        for incident in session.scalars(select(IncidentRow)).all():
            told = {(p.table, p.id) for p in proofs(session, incident, officials=True)}
            acts = {(a.table, a.id) for a in acts_of(session, [incident.id])}
            assert {row for row in told if row[0] in BOTH} == {r for r in acts if r[0] in BOTH}
