"""The server's clock ran ahead and was put back: what people did stays in the order they did it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.moments import Moments
from commandcenter.outputs.papers.express import level_words
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.incident.now_words import now_words
from commandcenter.queries.papers.paper_briefing import briefing
from commandcenter.services.command import running_log
from commandcenter.services.incident import response
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.incident.grade_steps import in_force
from commandcenter.store.reports.report_done import level_changes, level_steps
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from tests import oracle_obligations as oracle

AHEAD = timedelta(minutes=90)
ORDER = response.Change(Level.III, "人数增加", 5, "市局牵头处置", "陈屿")


def states(session, incident, at):
    """Of what is not of one record, nor comes round: a round counts from a time that was said."""
    rows = obligations_of(session, incident, at)
    return {(x.code, x.about): x.state for x in rows if not x.round and ":" not in x.about}


def raised(city, ahead):
    """Started at Ⅳ by a clock that was so far ahead, raised to Ⅲ after it was put right."""
    number = city.register()
    moves = select(IncidentMoveRow).where(
        IncidentMoveRow.incident_id == number, IncidentMoveRow.to_state == State.RESPONDING
    )
    city.activate(number, Level.IV)
    with city.db.write() as session:
        [started] = in_force(session, number, Axis.RESPONSE)
        started.at += ahead
        row = session.get_one(IncidentRow, number)
        row.activated_at += ahead
        for move in session.scalars(moves):
            move.at += ahead
        response.raise_level(session, city.chenyu, number, ORDER)
    return number


@pytest.fixture
def incident(city):
    return raised(city, AHEAD)


@pytest.mark.parametrize("later", [timedelta(), timedelta(minutes=30), timedelta(hours=3)])
def test_the_book_runs_by_the_level_that_was_decided_last(city, incident, later):
    at = city.db.clock() + later
    with city.db.read() as session:
        assert differences(session, incident, at) == ()
        assert oracle.differences(session.connection(), incident, at) == []
        found = states(session, incident, at)
    right = raised(city, timedelta())
    assert found == city.ask(states, right, at)
    assert "open" in found.values()


def test_every_paper_tells_the_raise_after_the_start(city, incident):
    told = city.ask(level_changes, incident)
    words = ["启动Ⅳ级响应", "将响应提高为Ⅲ级"]
    assert [change.words for change in told if change.axis is Axis.RESPONSE] == words
    assert told[-1].at < told[-2].at  # as the clock said it
    paper = city.ask(briefing, incident, city.db.clock())
    said = "，".join(level_words(paper.levels, Moments(city.db.clock())))
    assert said.index(words[0]) < said.index(words[1])
    assert "登记" not in said
    assert paper.levels == city.ask(level_steps, incident)


def test_the_newest_line_of_the_log_is_the_one_that_was_written_last(city, incident):
    first = city.do(running_log.write_line, "zhoulan", incident, "现场开始登记")
    with city.db.write() as session:
        session.get_one(LogEntryRow, first).at += AHEAD
        running_log.write_line(session, city.zhoulan, incident, "登记点增设两处")
    lines = city.ask(log_lines, incident)
    assert [line.text for line in lines[:2]] == ["登记点增设两处", "现场开始登记"]
    assert "登记点增设两处" in city.ask(now_words, incident, city.db.clock()).sentences[-1]
