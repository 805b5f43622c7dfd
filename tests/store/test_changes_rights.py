"""`export` under a person's own login on a server: what that person may read, under its name."""

import json

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.export_kinds import Door
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.program import door_command
from commandcenter.queries.seat.changes import change_page
from commandcenter.store import journal
from commandcenter.store.tables.journal import JournalLineRow
from tests.conftest import run_sql
from tests.services.guarded import Bureau

WEST = "990103"
AUDITOR, WALL = (Role.AUDITOR, None, None), (Role.WALL, None, None)
COUNTY = (Role.COUNTY, None, WEST)


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE doors TEMPLATE template")
    bureau = Bureau(cluster, "doors", [AUDITOR, COUNTY, WALL])
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE doors WITH (FORCE)")


@pytest.fixture
def url_of(bureau, cluster):
    return lambda persona: cluster.url("doors").replace(
        "postgres@", f"{bureau.actors[persona].login}@"
    )


def newest(bureau):
    with bureau.db.read() as session:
        line = session.get_one(JournalLineRow, journal.latest(session))
        return line.number, line.actor, line.kind, line.verb


def test_an_auditors_login_takes_the_lines_under_its_own_name(bureau, url_of, tmp_path):
    before = newest(bureau)[0]
    out = tmp_path / "变更.jsonl"
    assert f"（第 1–{before} 行）" in door_command.changes(url_of(AUDITOR), 0, out)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["number"] for line in lines] == list(range(1, before + 1))
    assert {row["table"] for line in lines for row in line["rows"]} >= {"incident", "person"}
    assert newest(bureau) == (
        before + 1,
        bureau.actors[AUDITOR].login,
        "export",
        "changes exported",
    )


@pytest.mark.parametrize("persona", [COUNTY, WALL])
def test_another_login_takes_none_and_leaves_nothing(bureau, url_of, tmp_path, persona):
    before = newest(bureau)
    with pytest.raises(RuleBroken):
        door_command.changes(url_of(persona), 0, tmp_path / "变更.jsonl")
    assert newest(bureau) == before
    assert list(tmp_path.iterdir()) == []


def test_of_what_a_login_may_not_read_there_is_the_line_and_no_row(bureau):
    """The policies of the server say so, whatever the program asks."""
    with bureau.db.write() as session:
        upto = journal.latest(session)
        all_lines = list(change_page(session, 0, upto))
        bureau.sign_on(session, bureau.actors[COUNTY].login)
        seen = list(change_page(session, 0, upto))
        session.rollback()
    assert [line.number for line in seen] == [line.number for line in all_lines]
    mine = {row.table for line in seen for row in line.rows}
    assert "incident" not in mine  # both are in the east
    assert {row.table for line in all_lines for row in line.rows} > mine
    assert "person" in mine


def test_an_auditors_login_takes_out_a_map(bureau, url_of, tmp_path):
    incident = bureau.incidents[Level.III]
    door_command.door(url_of(AUDITOR), Door.MAP, tmp_path / "图.geojson", incident)
    assert newest(bureau)[1:] == (bureau.actors[AUDITOR].login, "export", "map exported")
    before = newest(bureau)
    for persona in (COUNTY, WALL):
        with pytest.raises(RuleBroken):
            door_command.door(url_of(persona), Door.MAP, tmp_path / "二.geojson", incident)
    assert newest(bureau) == before
    assert [each.name for each in tmp_path.iterdir()] == ["图.geojson"]
