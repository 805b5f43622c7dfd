"""On the server, by plain psql: of two people of one name each has what is theirs by number."""

import psycopg
import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.store.own_line import LINE

OTHER, OWN = (Role.COUNTY, None, EAST), (Role.COUNTY, None, "990103")
# All of them are called 某人.
PERSONAS = [
    OTHER, OWN, (Role.MEMBER, Group.OPINION, None), (Role.MEMBER, Group.LEGAL, None),
    (Role.LEADER, Group.LOGISTICS, None), (Role.DEPUTY, None, None),
]  # fmt: skip
_, _, OPINION, LEGAL, LOGISTICS, DEPUTY = PERSONAS
SUPPLY = (
    "INSERT INTO supply_request (incident_id, kind, item, amount, unit, reason, asked_by,"
    " asked_by_id, asked_from, asked_at, state, note) VALUES ({incident}, 'vehicle', '车', 1, '辆',"
    " '', '某人', {of}, '', now(), 'asked', '')"
)
FUND = (
    "INSERT INTO fund_request (budget_line_id, item, money_cents, reason, asked_by, asked_by_id,"
    " asked_from, asked_at, state, over_budget, note, voucher) VALUES (1, '试剂', 100, '', '某人',"
    " {of}, '', now(), 'asked', '', '', '')"
)
DUTY = (
    "INSERT INTO duty_log (kind, happened_at, unit, name, post, phone, text, told, at, by, by_id,"
    " follow) VALUES ('note', now(), '', '', '', '', '记', '', now(), '某人', {of}, false)"
)
CALL = (
    "INSERT INTO call_up (about, kind, person, number, rung_at, answered, answer, by, by_id, at)"
    " VALUES ('演练', '', '罗敏', '0990-1', now(), false, '', '某人', {of}, now())"
)
LEAD = (
    'INSERT INTO handover (kind, incident_id, "group", to_person, items, words, given_at, given_by,'
    " given_by_id) VALUES ('group', {incident}, 'onsite', 1, '[]', '', now(), '某人', {of})"
)
FILE = (
    "INSERT INTO attachment (obligation_id, sha256, name, size, at, by, by_id) SELECT min(id),"
    " 'x', '名单.txt', 1, now(), '某人', {of} FROM obligation WHERE incident_id = {incident}"
    " AND \"group\" = 'onsite'"
)
IMPORT = (
    "INSERT INTO batch (source, file_name, sha256, mapping, state, opened_at, opened_by, opener_id,"
    " rows, accepted, duplicates, rejected) VALUES ('', '', '', '', 'open', now(), '某人', {of},"
    " 0, 0, 0, 0)"
)
BEFORE = (
    "INSERT INTO budget_line (id, year, purpose, cents, note, by, at)"
    " VALUES (1, 2026, '处置', 1000, '', '某人', now())",
    "INSERT INTO stored_file (sha256, size, complete) VALUES ('x', 1, true)",
)
SEEN = {  # who else of the name, whose it is, the row, how it is seen
    "a line of the duty log": (OTHER, OWN, DUTY, "SELECT 1 FROM duty_log"),
    "a call": (OTHER, OWN, CALL, "SELECT 1 FROM call_up"),
    "a request for supplies": (OPINION, LEGAL, SUPPLY, "SELECT 1 FROM supply_request"),
}
GONE = "state = 'withdrawn', handled_by = '某人', handled_at = now()"
BACK = "refused_why = '不交了', refused_at = now(), refused_by = '某人'"
UNDONE = "state = 'undone', withdrawn_at = now(), withdrawn_by = '某人', withdrawn_why = '错了'"
OUT = "removed_at = now(), removed_by = '某人', removed_why = '传错了'"
TAKEN_BACK = {
    "a request for supplies": (LOGISTICS, DEPUTY, SUPPLY, f"UPDATE supply_request SET {GONE}"),
    "a request for money": (LOGISTICS, DEPUTY, FUND, f"UPDATE fund_request SET {GONE}"),
    "the lead of a group": (OPINION, LEGAL, LEAD, f"UPDATE handover SET {BACK}"),
    "an import": (OPINION, LEGAL, IMPORT, f"UPDATE batch SET {UNDONE}"),
    "a file": (OPINION, LEGAL, FILE, f"UPDATE attachment SET {OUT}"),
}


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE one_name TEMPLATE template")
    bureau = Bureau(cluster, "one_name", PERSONAS)
    with psycopg.connect(cluster.url("one_name")) as connection:
        for statement in BEFORE:
            connection.execute(statement)
        connection.execute(LINE)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE one_name WITH (FORCE)")


def done(bureau, cluster, persona, of, row, statement):
    """How many rows `persona` sees or changes where `row` is `of`'s; all of it is taken back."""
    number = bureau.actors[of].person_id if of else "NULL"
    filled = row.format(incident=bureau.incidents[Level.III], of=number)
    login = bureau.actors[persona].login
    with psycopg.connect(cluster.url("one_name")) as connection:
        connection.execute(filled)
        connection.execute(LINE)
        connection.execute("SET LOCAL search_path = masked, public")
        connection.execute(f"SET LOCAL SESSION AUTHORIZATION {login}")
        found = connection.execute(statement).rowcount
        connection.rollback()
    return found


@pytest.mark.parametrize("name", SEEN)
def test_it_is_seen_by_who_entered_it(bureau, cluster, name):
    other, own, row, statement = SEEN[name]
    assert done(bureau, cluster, other, own, row, statement) == 0
    assert done(bureau, cluster, own, None, row, statement) == 0  # of before it was known
    assert done(bureau, cluster, own, own, row, statement) == 1


@pytest.mark.parametrize("name", TAKEN_BACK)
def test_it_is_taken_back_by_who_entered_it(bureau, cluster, name):
    other, own, row, statement = TAKEN_BACK[name]
    for of in (own, None):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            done(bureau, cluster, other, of, row, statement)
    assert done(bureau, cluster, own, own, row, statement) == 1
