"""The alarms of the demo: the real turns, at the moments when something comes due, and the people
of the story, who see to what concerns them when they act.

A turn is worked out only when one may change something: a demo must be made in seconds. No desk
watches a demo, so this goes on while it runs.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.alarm_items import Rules, rules_of
from commandcenter.domain.alarms.machine import Alarm, concerns, group_token, role_token
from commandcenter.domain.alarms.matters import kind_of_limit
from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.org import Role
from commandcenter.domain.watch.signal import SignalState
from commandcenter.services.alarms import alarm_acts
from commandcenter.services.guard import PROGRAM
from commandcenter.store.alarms.alarm_rows import live_alarms
from commandcenter.store.command.obligations import LISTED, TABLE
from commandcenter.store.database import Database, now
from commandcenter.store.people import actor_of, on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.watch.alarm_engine import work_out

SIGNAL, LOOKS = "signal", timedelta(minutes=3)
NEVER = datetime.max.replace(tzinfo=UTC)
OPEN = LISTED.where(TABLE.c.state == ObligationState.OPEN)
SETTLED = (
    select(AlarmRow.id)
    .join(TABLE, AlarmRow.about == "obligation:" + TABLE.c.id.cast(AlarmRow.about.type))
    .where(AlarmRow.standing.in_((Standing.UNACKNOWLEDGED, Standing.ACKNOWLEDGED)))
    .where(TABLE.c.state != ObligationState.OPEN)
    .limit(1)
)

LONG = timedelta(hours=1)


class DemoAlarms:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._done = db.clock()  # up to when nothing can be due any more

    def moments(self, until: datetime) -> Iterator[datetime]:
        """When something may change until then, one after the other; each waits for `turn`."""
        while True:
            with self._db.read() as session:
                rules = rules_of(plan_of(session))
                found = [at for at in _moments(session, rules) if self._done < at <= until]
            if not found:
                self._done = max(self._done, until)
                return
            self._done = min(found)
            yield self._done

    def turn(self) -> None:
        """And the duty officer has looked at the signals of before."""
        work_out(self._db, PROGRAM)
        with self._db.write() as session:
            at = now(session)
            seen = [alarm for alarm in live_alarms(session) if _looked_at(alarm) <= at]
            officer = on_duty(session, at, Role.DUTY) if seen else None
            if officer is not None:
                actor = actor_of(session, officer.login, at)
                for alarm in seen:
                    alarm_acts.acknowledge(session, actor, alarm.id, alarm.version)

    def catch_up(self) -> None:
        """Of a demo that runs: one turn for all that has come due since."""
        at = self._db.clock()
        if next(self.moments(at), None) is not None:
            self.turn()
            self._done = at

    def acted(self, login: str) -> None:
        """They did something: what it ends has ended, and they have seen what concerns them. What
        is theirs and stands for long they have taken on."""
        at = self._db.clock()
        with self._db.read() as session:
            settled, rows = session.scalar(SETTLED), live_alarms(session)
        if settled is None and not any(_is_seen(row) or _is_old(row, at) for row in rows):
            return
        self.turn()
        with self._db.write() as session:
            actor = actor_of(session, login, at)
            for alarm in live_alarms(session):
                seen = _is_seen(alarm) and concerns(actor, alarm.reached)
                if seen or (_is_old(alarm, at) and concerns(actor, _responsible(alarm))):
                    alarm_acts.acknowledge(session, actor, alarm.id, alarm.version)


def _moments(session: Session, rules: Rules) -> Iterator[datetime]:
    """When a stage of something begins, or an alarm climbs."""
    for row in session.execute(OPEN):
        yield from _of_row(Obligation(*row), rules)
    wait = timedelta(minutes=rules.items[SIGNAL].wait_minutes)
    for at in session.scalars(select(SignalRow.state_at).where(SignalRow.state == SignalState.NEW)):
        yield at + wait
    for alarm in live_alarms(session):
        yield _looked_at(alarm)
        if alarm.waits and alarm.next_at:
            yield alarm.next_at


def _is_seen(alarm: Alarm) -> bool:
    return alarm.standing is Standing.RETURNED


def _is_old(alarm: Alarm, at: datetime) -> bool:
    return alarm.waits and max(alarm.since, alarm.raised_at) + LONG <= at


def _responsible(alarm: Alarm) -> list[str]:
    """Those who were before it climbed."""
    found = [group_token(alarm.group)] if alarm.group else []
    found += [role_token(alarm.role)] if alarm.role else []
    return found or list(alarm.reached[:1])


def _looked_at(alarm: Alarm) -> datetime:
    """When the duty officer has looked at a signal; never of another alarm."""
    waits = alarm.kind == SIGNAL and alarm.waits
    return alarm.step_at + LOOKS if waits else NEVER


def _of_row(row: Obligation, rules: Rules) -> Iterator[datetime]:
    if row.due_at is None:
        yield row.start_at + timedelta(minutes=rules.items["decision"].wait_minutes)
        return
    item = rules.items[kind_of_limit(row)]
    yield row.due_at
    for minutes in (item.soon_minutes, item.due_minutes):
        yield row.due_at - timedelta(minutes=minutes)
