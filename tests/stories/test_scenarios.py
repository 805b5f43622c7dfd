"""The scenarios from the first call to the closed case: what the record says at their ends.

The demo is played by people with their own rights through the services, to the minute of the
table (`domain.md` 6); here its record is read back.
"""

from datetime import timedelta

import pytest

from commandcenter.db.demo.moment import D0, ScenarioKey, moment, parse
from commandcenter.db.demo.traders import BAKERY
from commandcenter.domain.command.duties import DutyState
from commandcenter.domain.conditions import Outcome
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.papers.paper import Life, PaperState
from commandcenter.domain.times import local
from commandcenter.queries.command.duties import duty_sheet
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.incident.incidents import incident_head
from commandcenter.queries.incident.orals import oral_board
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.papers.paper_register import PaperFilter, paper_lines
from commandcenter.queries.seat.journal_lines import journal_lines
from commandcenter.queries.seat.verdict import verdict
from commandcenter.services.complaints import flags
from commandcenter.services.incident import incident_moves, incidents
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.complaints.complaint import ComplaintFlagRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.verify import verify
from tests.cli.count_again import count
from tests.stories.demo_files import demo_at

pytestmark = pytest.mark.nightly  # each takes a demo of many days

ENDS = {"A": "D14 18:00", "B": "B D14 18:00", "C": "C D14 18:00"}
# The table of each scenario: day, time, kind and verb of the journal's line.
TABLE = {
    "A": (
        (0, "08:50", "incident", "registered"),
        (0, "09:05", "incident", "grade suggested"),
        (0, "09:20", "incident", "activated"),
        (0, "09:45", "report", "sent"),
        (0, "11:30", "release", "published"),
        (0, "15:30", "report", "sent"),
        (0, "16:20", "case_act", "registered"),
        (0, "20:00", "report", "sent"),
        (4, "10:00", "incident", "lowered"),
        (7, "17:00", "incident", "ended"),
        (14, "17:00", "incident", "archived"),
    ),
    "B": (
        (0, "20:40", "report", "sent"),
        (0, "22:00", "release", "published"),
        (0, "23:30", "consultation", "recorded"),
        (0, "23:37", "incident", "upper requested"),
        (1, "01:30", "incident", "upper decision registered"),
        (1, "15:00", "release", "published"),
        (3, "19:00", "incident", "ended"),
    ),
    "C": (
        (0, "20:45", "incident", "registered"),
        (0, "20:58", "oral_decision", "registered"),
        (0, "21:25", "report", "sent"),
        (0, "22:30", "release", "published"),
        (1, "00:30", "case_file", "filed"),
        (1, "00:55", "report", "sent"),
        (1, "08:20", "oral_decision", "signed"),
        (8, "17:00", "incident", "ended"),
    ),
}


@pytest.fixture(params=ENDS)
def ended(request, demo_folder):
    """(letter, the demo at the end of its last day)."""
    db = open_database(f"sqlite:///{demo_at(demo_folder, ENDS[request.param])}")
    yield request.param, db
    db.close()


def test_after_each_scenario_the_clause_sheet_is_complete(ended):
    letter, db = ended
    with db.read() as session:
        commander = actor_of(session, "chenyu", db.clock())
        sheet = duty_sheet(session, 1, db.clock(), commander)
    left = {line.code: line.words for line in sheet.lines if line.state not in COMPLETE}
    assert left == {}
    for line in sheet.lines:
        if line.state is DutyState.DONE:
            assert line.at is not None
            assert line.proofs
            assert all(proof.lines or not proof.id for proof in line.proofs)
        else:
            assert line.words  # stated by name, or why the level never was
    never = {"A": {"lead_I", "lead_II"}, "B": {"lead_I"}, "C": {"lead_I", "lead_II", "lead_IV"}}
    levels = {line.code for line in sheet.lines if line.code.startswith("lead_")}
    done = {line.code for line in sheet.lines if line.state is DutyState.DONE}
    assert levels - done == never[letter]


COMPLETE = (DutyState.DONE, DutyState.NOT_APPLICABLE)


def test_each_scenario_goes_to_the_minute_of_its_table(ended):
    letter, db = ended
    with db.read() as session:
        lines = list(journal_lines(session, 1))
    d0 = D0[ScenarioKey(letter)]
    said = {((local(x.at).date() - d0).days, f"{local(x.at):%H:%M}", x.kind, x.verb) for x in lines}
    assert [row for row in TABLE[letter] if row not in said] == []


PAPERS = {"A": 11, "B": 7, "C": 5}


def test_every_paper_of_each_scenario_went_its_way(ended):
    letter, db = ended
    with db.read() as session:
        chief = actor_of(session, "chenyu", db.clock())
        found = paper_lines(session, chief, PaperFilter(), db.clock())
    own = [line for line in found if line.life is Life.PAPER]
    assert len(own) == PAPERS[letter]
    done = (PaperState.ISSUED, PaperState.FILED, PaperState.WITHDRAWN)
    assert [line.label for line in own if line.state not in done] == []
    assert all(line.number for line in found if line.life is Life.REPORT)


def test_the_record_of_each_scenario_is_closed_and_proves_itself(ended):
    _, db = ended
    with db.read() as session:
        incident = session.get_one(IncidentRow, 1)
        assert incident.state is State.ARCHIVED
        assert incident.response is None
        assert verify(session).bad is None
        found = verdict(session)
    assert found.whole, found.words
    assert not found.limits


def test_each_verb_is_done_by_somebody_of_the_bureau_in_his_own_name(ended):
    _, db = ended
    with db.read() as session:
        authors = {line.actor for line in journal_lines(session, 1)} - {""}
        for login in authors:
            assert actor_of(session, login, db.clock()).grants


@pytest.mark.parametrize("words", ["D0 15:35", "D7 16:30", "B D0 23:20", "C D0 22:35"])
def test_the_numbers_of_a_scenario_are_those_of_its_rows(demo_folder, words):
    path = demo_at(demo_folder, words)
    db = open_database(f"sqlite:///{path}")
    now = parse(words).at
    with db.read() as session:
        shown = situation(session, 1, now).counts
    db.close()
    again = count(path, now)
    assert (shown.complaints, shown.people, shown.person_times, shown.amount_cents) == (
        again.complaints, again.people, again.person_times, again.amount_cents,
    )  # fmt: skip
    assert shown.last_hour == again.last_hour


def test_scenario_a_ends_with_the_numbers_of_its_table(demo_folder):
    path = demo_at(demo_folder, "D7 16:30")
    again = count(path, parse("D7 16:30").at)
    assert again.people == 648
    assert f"{again.amount_cents / 1_000_000:.1f}" == "587.3"


def test_the_school_rule_is_touched_and_the_province_answers(demo_folder):
    db = open_database(f"sqlite:///{demo_at(demo_folder, 'B D0 23:20')}")
    with db.read() as session:
        sheet = grade_sheet(session, 1, db.clock())
        head = incident_head(session, 1)
    db.close()
    assert head.grade is Level.IV
    assert sheet.advice.level is Level.II
    [school] = [c for c in sheet.advice.contexts if c.code == "school"]
    assert (school.outcome, school.level, school.proposal) == (Outcome.MET, Level.II, True)
    assert "T6" in school.source

    db = open_database(f"sqlite:///{demo_at(demo_folder, ENDS['B'])}")
    with db.read() as session:
        steps = [h for h in grade_sheet(session, 1, db.clock()).history if h.axis is Axis.GRADE]
    db.close()
    steps.sort(key=lambda step: step.id)
    assert [(s.step, s.level) for s in steps[-4:]] == [
        ("suggestion", Level.II), ("initial", Level.II), ("request", Level.II),
        ("upper", Level.III),
    ]  # fmt: skip
    assert (steps[-1].organ, steps[-1].document) == ("省市场监督管理局", "省市监急〔2026〕17号")
    assert steps[-1].answers == steps[-2].id
    assert steps[-4].facts  # the suggestion is kept with what it rests on


def test_a_decision_by_telephone_holds_at_once_and_is_signed_next_morning(demo_folder):
    db = open_database(f"sqlite:///{demo_at(demo_folder, 'C D0 21:05')}")
    with db.read() as session:
        liwei = actor_of(session, "liwei", db.clock())
        board = oral_board(session, liwei, 1, db.clock())
        head = incident_head(session, 1)
    db.close()
    assert (head.grade, head.response) == (Level.III, Level.III)
    assert [(o.decider, o.recorded_by, o.witness) for o in board.lines] == [
        ("陈屿", "李蔚", "罗敏")
    ] * 2
    assert board.pending == 2
    assert all(o.due_at - o.called_at == timedelta(hours=24) for o in board.lines)

    db = open_database(f"sqlite:///{demo_at(demo_folder, ENDS['C'])}")
    with db.read() as session:
        liwei = actor_of(session, "liwei", db.clock())
        board = oral_board(session, liwei, 1, db.clock())
    db.close()
    morning = moment(D0[ScenarioKey.C], 1, 8, 20)
    assert [o.signed_at for o in board.lines] == [morning, morning]
    assert board.pending == 0


def test_the_false_alarm_is_flagged_and_not_activated(tell):
    """25 records by three telephones: people are three, and nothing is dropped."""
    story = tell("D-3 09:00")
    with story.db.write() as session:
        duty = actor_of(session, "liwei", story.clock.at)
        number = incidents.register(
            session,
            duty,
            incidents.NewIncident(
                "麦香坞异物投诉", "某烘焙店投诉", (Category.CLUSTER,), ("990102",), story.clock.at,
                "12315", brand=BAKERY, verified=True,
            ),
        )  # fmt: skip
    with story.db.write() as session:
        flags.review(session, actor_of(session, "luxia", story.clock.at), number)
    shown = story.ask(situation, number, story.clock.at)
    assert (shown.counts.complaints, shown.counts.people, shown.flagged) == (25, 3, 25)
    flagged = story.ask(
        lambda session: (
            session.query(ComplaintFlagRow.complaint_id)
            .join(ComplaintRow, ComplaintRow.id == ComplaintFlagRow.complaint_id)
            .filter(ComplaintRow.brand == BAKERY)
            .distinct()
            .count()
        )
    )
    assert flagged == 25
    advice = story.ask(grade_sheet, number, story.clock.at).advice
    assert advice.level is None
    with story.db.write() as session:
        leader = actor_of(session, "zhoulan", story.clock.at)
        incident_moves.dismiss(
            session, leader, number, "三个号码反复投诉，疑似异常，举报线索另行核查"
        )
    head = story.ask(incident_head, number)
    assert (head.state, head.activated_at) == (State.FALSE_ALARM, None)
    order = incidents.Activation("应急响应", Level.IV, 3, "登记", "陈屿")
    commander = story.actor("chenyu")
    with story.db.write() as session, pytest.raises(RuleBroken):
        incidents.activate(session, commander, number, order)
    assert story.ask(situation, number, story.clock.at).counts.complaints == 25
