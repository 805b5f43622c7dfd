"""The stored book: acts close its rows in their own transaction, and it is read by one SELECT."""

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.services.incident import incident_moves
from commandcenter.store.command.obligations import differences, obligations_of, settle
from commandcenter.store.database import now


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
