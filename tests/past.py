"""A moment of an incident's past as a database of its own."""

from commandcenter.store.replay import Replay, Scope, around


def past(db, incident_id, at):
    """One moment of an incident's past, be it before its first line. Close it after use."""
    with db.read() as session:
        scope = around(session, incident_id)
    replay = Replay(db, Scope(scope.ids, min(scope.since, at)))
    try:
        return replay.at(at)
    finally:
        replay.close()
