"""The stored book: acts close its rows in their own transaction, and it is read by one SELECT."""

from contextlib import contextmanager

from sqlalchemy import event, select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.queries.seat.verdict import verdict
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves
from commandcenter.store import journal
from commandcenter.store.command.obligations import differences, obligations_of, settle
from commandcenter.store.database import now
from commandcenter.store.tables.every import ObligationRow


def book_of(city, incident):
    return city.ask(lambda s: obligations_of(s, incident, now(s)))


def state(city, incident, code, about=""):
    return next(x.state for x in book_of(city, incident) if (x.code, x.about) == (code, about))


def test_a_call_that_is_registered_begins_the_book(city):
    incident = city.register(verified=False)
    assert state(city, incident, "verify") is ObligationState.OPEN
    city.do(incident_moves.verify_report, "zhoulan", incident)
    assert state(city, incident, "verify") is ObligationState.DONE
    assert city.ask(lambda s: differences(s, incident, now(s))) == ()


def test_the_activation_leaves_nothing_to_settle(city):
    incident = city.register()
    city.activate(incident)
    rows = book_of(city, incident)
    assert len(rows) > 40
    assert city.ask(lambda s: differences(s, incident, now(s))) == ()
    with city.db.write() as session:
        again = settle(session, incident, now(session))
    assert (again.added, again.changed) == (0, 0)


def test_a_check_of_the_whole_record_names_a_row_that_no_act_bears_out(city):
    incident = city.register()
    assert city.ask(verdict).whole
    with city.db.write() as session:
        rows = {row.code: row for row in session.scalars(select(ObligationRow))}
        rows["verify"].state = ObligationState.OPEN
        rows["ring_lead"].title = "另一件事"
        journal.record(session, PROGRAM, "obligation", rows["verify"].id, "x", incident=incident)
    found = city.ask(verdict)
    assert found.faults == (
        "应办事项：“11·24”悦力工场健身闭店事件的“核实接报”登记为在办，按记录应为已办结，"
        "另有 1 项。",
    )
    assert len(city.ask(lambda s: differences(s, incident, now(s)))) == 2
    with city.db.write() as session:
        assert settle(session, incident, now(session)).changed == 2
        journal.record(session, PROGRAM, "obligation", incident, "settled", incident=incident)
    assert city.ask(verdict).whole


def test_the_list_is_one_statement_and_settling_four(city):
    incident = city.register()
    city.activate(incident)
    with city.db.read() as session:
        at = now(session)
        with statements(session) as asked:
            rows = obligations_of(session, incident, at)
        assert (len(asked), len(rows) > 40) == (1, True)
        with statements(session) as asked:
            assert differences(session, incident, at) == ()
        assert len(asked) == 4
        with statements(session) as asked:
            obligations_of(session, [incident, incident + 1], at, state=ObligationState.OPEN)
        assert len(asked) == 1


@contextmanager
def statements(session):
    """What is sent to the database meanwhile."""
    found = []

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith("BEGIN"):
            found.append(statement)

    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
