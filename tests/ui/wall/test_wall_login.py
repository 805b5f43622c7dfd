"""The wall under a login of its own, on a server: all that it shows stands in masked views."""

import re

import pytest
from sqlalchemy import event

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.org import Role
from commandcenter.services.command import running_log
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import Base
from commandcenter.store.wall_views import SHOWN
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import PlainLabel
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

ASKED = re.compile(r'(?:FROM|JOIN) \(?"?(\w+)')
WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE walls TEMPLATE template")
    bureau = Bureau(cluster, "walls", [(Role.WALL, None, None)])
    bureau.city.take_in(
        *(bureau.city.complaint(f"N{n}", n, complainant=WHO, text=WHO.name) for n in range(1, 9)),
        bureau.city.complaint("W", district="990103", complainant=WHO),
    )
    incident = next(iter(bureau.incidents.values()))
    bureau.city.do(running_log.write_line, "zhoulan", incident, "门口约 60 人")
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE walls WITH (FORCE)")


def test_every_panel_of_the_wall_answers_under_the_walls_own_login(bureau, cluster, windows):
    login = next(actor.login for actor in bureau.actors.values())
    db = open_database(cluster.url("walls").replace("postgres@", f"{login}@"))
    wall = windows.wall(db)  # it settles when each panel has shown an answer
    seen = [words.text() for words in wall.findChildren(PlainLabel) if words.isVisible()]
    assert [words for words in seen if WHO.name in words or WHO.phone in words] == []
    assert [each for each in wall.findChildren(Figure) if each.isVisible()]
    assert EAST not in seen
    db.close()


@pytest.mark.parametrize(("moment", "some"), [("D0 08:40", "signal"), ("D0 10:46", "obligation")])
def test_the_wall_asks_only_for_what_its_login_may_read(windows, tell, moment, some):
    """In quiet times and in an incident: on a server any other table would be a lost panel."""
    story, asked = tell(moment), set()
    event.listen(
        story.db.engine, "before_cursor_execute",
        lambda connection, cursor, statement, *rest: asked.update(ASKED.findall(statement)),
    )  # fmt: skip
    windows.wall(story.db)
    assert {some, "rollup"} <= asked
    assert (asked & set(Base.metadata.tables)) - SHOWN == set()
