"""Whether the stored books say what happened: asked of a whole database, in one moment of it.

By the rule itself nothing is left to settle; by the oracle, which knows no rule, every row stands
as the acts say; and no row says two things at once.
"""

from sqlalchemy import text

from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from tests import oracle_obligations as oracle
from tests.oracle_deeds import PLAN, Rows, level_at

RUNNING = ("grey", "open", "waiting")
TIMED = ("report_phone", "report_first")  # whose limit counts from the 接报 at any level


def require_books(session):
    """Raises AssertionError with all that is wrong, in words."""
    assert not (found := faults(session)), "\n".join(found)


def faults(session):
    at = now(session)
    numbers = session.scalars(text("SELECT id FROM incident ORDER BY id")).all()
    found = []
    for incident in numbers:
        found += [f"{incident}: {words}" for words in _of_one(session, incident, at)]
    return found


def _of_one(session, incident, at):
    yield from oracle.differences(session.connection(), incident, at)
    for each in differences(session, incident, at):
        yield f"not settled: {each.key} {each.stands}, should be {each.should}: {each.columns}"
    rows = Rows(session.connection(), incident)
    for row in obligations_of(session, incident, at):
        yield from _contradictions(row, at)
        if row.code in TIMED and row.state == "done":
            yield from _wrongly_late(rows, row, at)


def _contradictions(row, at):
    """No row is both done and running; none is done without an act, a sentence or an old tick."""
    proved = row.act_id is not None or row.act_table == "complaint_handling"
    if row.state == "done":
        if row.done_at is None or row.done_at > at:
            yield f"{row.key}: done, but at {row.done_at}"
        if not proved and not row.hand_words:
            yield f"{row.key}: done by nothing"
    elif row.done_at is not None or row.act_table or row.done_by:
        yield f"{row.key}: {row.state}, and yet done by {row.act_table} at {row.done_at}"
    if row.state in RUNNING and (row.ceased_why or row.na_why):
        yield f"{row.key}: {row.state}, and yet it is not: {row.ceased_why}{row.na_why}"
    if row.state != "done" and row.state != "open" and row.is_late(at):
        yield f"{row.key}: late while {row.state}"


def _wrongly_late(rows, row, at):
    """No report is 迟报 that was there within the limit of every level that had run by then."""
    limits = PLAN[row.code]["due"]
    start = min(filter(None, (rows.own["received_at"], rows.own["known_at"])))
    ran = {level_at(rows, moment, reports=True) for moment in (*_changes(rows, row), row.done_at)}
    minutes = [(row.done_at - start).total_seconds() / 60 - limits[level] for level in ran]
    if row.is_late(at) and all(over <= 0 for over in minutes):
        yield f"{row.key}: 迟报, done {row.done_at} within every limit from {start}"
    if not row.is_late(at) and all(over > 0 for over in minutes):
        yield f"{row.key}: in time, done {row.done_at} past every limit from {start}"


def _changes(rows, row):
    found = rows.of("level_decision", "step IN ('decision', 'upper')", own=True)
    return [each["at"] for each in found if each["at"] <= row.done_at]


def counted(session):
    """How many rows of all incidents are in which state: what a test may say it has seen."""
    found = session.execute(text("SELECT state, count(*) FROM obligation GROUP BY state"))
    return dict(tuple(row) for row in found)
