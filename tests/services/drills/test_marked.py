"""What leaves a drill's store says that it is one."""

from datetime import timedelta

import pytest

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.papers.file_names import marked, paper_file_name
from commandcenter.offices.paper_kinds import document
from commandcenter.program import checking, file_commands
from commandcenter.services.incident import incidents
from tests.services.drills.conftest import BEGINS


@pytest.fixture
def url(sqlite_url):
    """Of names and pages: the same on both databases."""
    return sqlite_url


def test_every_paper_of_a_drill_is_marked(drill):
    drill.start()
    new = incidents.NewIncident(
        title="校园食物中毒事件", public_title="某校食品安全事件",
        categories=(Category.CLUSTER,), districts=("990102",),
        received_at=drill.db.clock() - timedelta(minutes=1), received_by_way="电话",
        topic="食品", verified=True,
    )  # fmt: skip
    incident = drill.do(incidents.register, "zhoulan", new)
    period = {"watch": 202642, "monthly": 202610, "dutyday": 20261014}
    for kind in ("briefing", "clauses", "express", *period):
        made = drill.ask(document, kind, period.get(kind, incident))
        assert made.drill, kind
        assert made.name.startswith("演练-")


def test_a_list_leaves_a_drill_under_a_name_that_says_so(drill, tmp_path):
    words = file_commands.export(drill.url, "incidents", tmp_path / "事件.csv", None)
    assert [path.name for path in tmp_path.glob("*事件.csv")] == ["演练-事件.csv"]
    assert "演练-事件.csv" in words


def test_every_command_on_a_drill_says_so(drill, capsys):
    answer = checking.verify(drill.url)
    assert answer.good, answer.text()
    assert "演练库" in answer.text()
    assert "演练库" in capsys.readouterr().err


def test_the_name_of_a_file_is_marked_once():
    name = paper_file_name("", "启动通知", BEGINS, "pdf", drill=True)
    assert name == "演练-启动通知_20261014.pdf"
    assert marked(name, True) == name
    assert marked("a.csv", False) == "a.csv"
