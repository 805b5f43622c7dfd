"""Each person's desk under their login on a server: no panel asks for what they may not have."""

import pytest
from sqlalchemy.exc import ProgrammingError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.store.database import open_database
from tests.city import EAST
from tests.conftest import run_sql
from tests.panel_times import questions
from tests.services.guarded import Bureau

# Without the administrator, who sees no incident. Those who read least are tried each day.
PERSONAS = [
    (Role.LEADER, Group.ONSITE, None), (Role.COUNTY, None, EAST), (Role.PLANNER, None, None),
]  # fmt: skip
AT_NIGHT = [
    (Role.COMMANDER, None, None), (Role.DEPUTY, None, None), (Role.DUTY, None, None),
    (Role.MEMBER, Group.INVESTIGATION, None), (Role.CLERK, None, None),
    (Role.LEAD_DUTY, None, None), (Role.AUDITOR, None, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE desks TEMPLATE template")
    bureau = Bureau(cluster, "desks", PERSONAS + AT_NIGHT)
    bureau.city.take_in(*(bureau.city.complaint(f"N{n}", n) for n in range(1, 9)))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE desks WITH (FORCE)")


@pytest.mark.lot(3)
@pytest.mark.parametrize(
    "persona",
    PERSONAS + [pytest.param(persona, marks=pytest.mark.nightly) for persona in AT_NIGHT],
    ids=lambda persona: persona[0].value,
)
def test_every_panel_of_a_desk_is_answered(bureau, cluster, themed, tmp_path, persona):
    actor = bureau.actors[persona]
    db = open_database(cluster.url("desks").replace("postgres@", f"{actor.login}@"))
    refused, asked = {}, 0
    with questions(db, actor, bureau.incidents[Level.III], tmp_path) as found:
        for name, query in found.items():
            asked += 1
            try:
                with db.read() as session:
                    query(session)
            except RuleBroken:
                pass  # a sentence stands in its place
            except ProgrammingError as error:
                refused[name] = str(error.orig).splitlines()[0]
    db.close()
    assert asked > 10
    assert refused == {}
