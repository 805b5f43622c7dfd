"""Forty people at one item at the same moment: one does it, the others are told who."""

import threading
from functools import partial

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.queries.command.checklist import checklist
from commandcenter.services.command import obligations
from commandcenter.services.complaints import hand_entry
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, incidents
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import ObligationRow
from commandcenter.store.verify import verify
from tests.book_judge import require_books
from tests.city import KEY

pytestmark = pytest.mark.lot(2)  # most of it on either database

PEOPLE = 40


@pytest.fixture
def crowd(city, url):
    """Forty seats of forty people, all leaders of 现场处置组, each with its own database."""
    seats = []
    for n in range(PEOPLE):
        with city.db.write() as session:
            person = people.add_person(session, PROGRAM, people.NewPerson(f"p{n}", f"组员{n}"))
            people.grant_role(session, PROGRAM, person, Role.LEADER, Group.ONSITE)
    for n in range(PEOPLE):
        db = open_database(url)
        with db.read() as session:
            seats.append((db, actor_of(session, f"p{n}", db.clock())))
    yield seats
    for db, _ in seats:
        db.close()


def all_at_once(seats, act):
    """Each seat's person with its answer: None, or the words in which it was refused."""
    barrier, answers = threading.Barrier(len(seats)), []

    def run(db, actor):
        barrier.wait()
        try:
            with db.write() as session:
                act(session, actor)
            answers.append((actor.name, None))
        except RuleBroken as broken:
            answers.append((actor.name, str(broken)))

    threads = [threading.Thread(target=run, args=seat) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(seats), "a seat got another error"
    return answers


def winner_of(answers):
    [winner] = [name for name, words in answers if words is None]
    return winner, [words for _, words in answers if words is not None]


def _complete(step, session, actor):
    obligations.close_by_hand(session, actor, step, "已当场告知，发放告知单")


def fits_hand(line):
    return line.by_hand and line.state is ObligationState.OPEN


def test_one_closes_the_step_and_the_others_are_told_who(city, crowd):
    incident = city.register()
    city.activate(incident)
    shown = city.ask(checklist, incident, city.db.clock())
    for line in [s for s in shown.steps if s.group is Group.ONSITE and fits_hand(s)][:2]:
        answers = all_at_once(crowd, partial(_complete, line.id))
        winner, refusals = winner_of(answers)
        assert len(refusals) == PEOPLE - 1
        assert all(winner in words for words in refusals), refusals
        with city.db.read() as session:
            assert session.get_one(ObligationRow, line.id).done_by == winner
    with city.db.read() as session:
        assert verify(session).bad is None


def test_a_number_is_registered_once_however_many_enter_it(city, crowd):
    complaint = city.complaint("h1")

    def enter(session, actor):
        hand_entry.enter_by_hand(session, actor, complaint, KEY)

    _, refusals = winner_of(all_at_once(crowd, enter))
    assert all("已经登记过" in words for words in refusals)


@pytest.fixture
def seats_of(city, url):
    """Six seats at which the same person sits."""
    opened = []

    def make(login):
        opened.extend(open_database(url) for _ in range(6))
        return [(db, getattr(city, login)) for db in opened]

    yield make
    for db in opened:
        db.close()


def test_a_response_is_activated_once(city, seats_of):
    incident = city.register()
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意")
    order = incidents.Activation("闭店事件应急响应", Level.III, 7, "现场登记", "陈屿")

    def activate(session, actor):
        incidents.activate(session, actor, incident, order)

    winner_of(all_at_once(seats_of("chenyu"), activate))
    shown = city.ask(checklist, incident, city.db.clock())
    rows = {(step.code, step.about, step.round) for step in shown.steps}
    assert len(rows) == len(shown.steps)


def test_a_first_report_is_drafted_once(city, seats_of):
    incident = city.register()
    city.activate(incident)

    def draft(session, actor):
        reports.draft_first(session, actor, incident)

    _, refusals = winner_of(all_at_once(seats_of("zhoulan"), draft))
    assert all("已有首报" in words for words in refusals)


def test_two_seats_close_the_same_in_the_same_second(city, seats_of):
    incident = city.register(verified=False)

    def verify_it(session, actor):
        incident_moves.verify_report(session, actor, incident)

    winner, _ = winner_of(all_at_once(seats_of("zhoulan"), verify_it))
    with city.db.read() as session:
        [row] = session.scalars(select(ObligationRow).where(ObligationRow.code == "verify"))
        assert (row.state, row.done_by, row.act_table) == ("done", winner, "incident")
    city.ask(require_books)
