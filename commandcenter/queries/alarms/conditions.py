"""What the database says that asks for alarms. What is compared with the time is compared later,
so that what was read holds until something is written.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm_items import Rules, rules_of
from commandcenter.domain.alarms.alarm_titles import TITLES
from commandcenter.domain.alarms.machine import NOBODY, Alarm, Condition, Move, Turn, group_token
from commandcenter.domain.alarms.matters import Live, Matter, of_book, of_matters
from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import GROUP_WORDS, Group, Role, leader_zh
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.times import dated_zh
from commandcenter.domain.watch.signal import SignalState
from commandcenter.domain.watch.warning import WarningState
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.domain.watch.watch_parts import PART_WORDS, Part
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.alarms.stock_matters import stock_matters
from commandcenter.queries.seat.verification import checked
from commandcenter.queries.watch.watch_state import watch_state
from commandcenter.store import journal
from commandcenter.store.alarms.alarm_messages import UNSENT, unsent_messages
from commandcenter.store.alarms.alarm_people import Behind, behind
from commandcenter.store.alarms.alarm_rows import live_alarms, out_of_service
from commandcenter.store.command.attendance import present_at
from commandcenter.store.command.obligations import LISTED, TABLE
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.people import absent, on_duty, posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.standby import Standby, is_single, standby
from commandcenter.store.tables.command.duty_log import CallUpRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import DutyRow, PersonRow, RoleGrantRow
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.tables.watch.warning import WarningRow, WarningStepRow
from commandcenter.store.tables.watch.watch import SignalRow, WatchLeaseRow
from commandcenter.store.watch import watch_runs
from commandcenter.store.watch.watch_lease import ONE, server_time

GOING_ON = (State.REPORTED, State.ASSESSING, State.RESPONDING, State.ENDED, State.AFTERMATH)
CALLED_LATELY = timedelta(hours=2)  # a call of before is history
JUST_OPENED = timedelta(minutes=10)
NAMED = 6  # more are counted
IN_GROUPS = (Role.LEADER, Role.MEMBER)
NIGHT = "night"
# What is written stays Chinese; who reads it as it stands can say it.
THIS_MACHINE, SERVER = word("本机"), word("数据库服务器")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read at one moment: the open rows of the book, and all else that waits."""

    book: tuple[Obligation, ...]
    live: dict[int, Live]
    matters: tuple[Matter, ...]

    def conditions(self, rules: Rules, now: datetime) -> list[Condition]:
        return [*of_book(self.book, self.live, rules, now), *of_matters(self.matters, rules, now)]


@dataclass(frozen=True, slots=True)
class Known:
    """All that a turn is worked out from. `line`: of the journal, up to which it holds; `speed`:
    of the database's clock.
    """

    line: int
    facts: Facts
    rules: Rules
    people: Behind
    rows: tuple[Alarm, ...]
    speed: int
    unsent: frozenset[tuple[int, int]] = frozenset()

    def moves(
        self, at: datetime, shift: timedelta = NOBODY, rows: Sequence[Alarm] | None = None
    ) -> list[Move]:
        """What changes by then; of other `rows` than were read, where those have changed."""
        conditions = self.facts.conditions(self.rules, at)
        standing = self.rows if rows is None else rows
        return Turn(standing, conditions, self.rules, self.people, at, shift, self.unsent).moves()


def read_known(session: Session, at: datetime, system: tuple[Matter, ...]) -> Known:
    facts = read_facts(session, at)
    return Known(
        journal.latest(session),
        Facts(facts.book, facts.live, (*facts.matters, *system)),
        rules_of(plan_of(session), (row.kind for row in out_of_service(session, at))),
        behind(session, at),
        tuple(live_alarms(session)),
        session.scalar(select(SimulatedClockRow.speed).limit(1)) or 1,
        frozenset((each.alarm_id, each.step) for each in unsent_messages(session)),
    )


def moves_now(session: Session, at: datetime) -> list[Move]:
    """One turn by itself, of a story whose clock is put from moment to moment."""
    return read_known(session, at, read_system(session, at)).moves(at)


def read_facts(session: Session, at: datetime) -> Facts:
    """What people write: read anew after each line of the journal."""
    live = {
        row.id: Live(row.id, row.title, row.response is not None)
        for row in all_incidents(session)
        if row.state in GOING_ON
    }
    c = TABLE.c
    open_rows = LISTED.where(c.state == ObligationState.OPEN)
    of_live = c.incident_id.in_(live) | c.incident_id.is_(None) if live else c.incident_id.is_(None)
    book = tuple(Obligation(*row) for row in session.execute(open_rows.where(of_live)))
    matters = (
        *_signals(session), *_warnings(session), *_warning_steps(session),
        *_leaderless(session, live, at), *_absent(session, live, at), *_unmanned(session, at),
        *_unanswered(session, live, at), *_unsent(session), *stock_matters(session),
    )  # fmt: skip
    return Facts(book, live, matters)


def read_system(session: Session, at: datetime) -> tuple[Matter, ...]:
    """What no line of the journal tells of: the servers, the checks of the record, the watch, the
    backups."""
    return (*_standby(session, at), *_record(session), *_watch(session), *_backups(session, at))


def _signals(session: Session) -> Iterator[Matter]:
    row = SignalRow
    for number, title, at in session.execute(
        select(row.id, row.title, row.state_at).where(row.state == SignalState.NEW)
    ):
        words = TITLES["signal"].format(title=title)
        yield Matter("signal", f"signal:{number}", title, words, at, act_id=number)


def _warnings(session: Session) -> Iterator[Matter]:
    row = WarningRow
    for number, title, at in session.execute(
        select(row.id, row.title, row.drafted_at).where(row.state == WarningState.DRAFT)
    ):
        words = TITLES["warning_issue"].format(title=title)
        yield Matter("warning_issue", f"warning:{number}", title, words, at, act_id=number)


def _warning_steps(session: Session) -> Iterator[Matter]:
    step, warning = WarningStepRow, WarningRow
    for number, title, due_at, of_id, of in session.execute(
        select(step.id, step.title, step.deadline_at, warning.id, warning.title)
        .join(warning, warning.id == step.warning_id)
        .where(warning.state == WarningState.ISSUED, step.state == StepState.OPEN)
        .where(step.deadline_at.is_not(None))
    ):
        if due_at is None:  # the statement gives none; the column may have none
            continue
        words = TITLES["warning_step"].format(title=title)
        yield Matter(
            "warning_step", f"warning_step:{number}", title, words, due_at,
            place=of, due_at=due_at, act_id=of_id,
        )  # fmt: skip


def _leaderless(session: Session, live: dict[int, Live], at: datetime) -> Iterator[Matter]:
    """Only while a response runs: before it nobody leads a group yet."""
    running = [each for each in live.values() if each.active]
    if not running:
        return
    since = min(row.activated_at or at for row in all_incidents(session) if row.id in live)
    held = posts(session, at)
    for group in Group:
        if held.leader(group) is None:
            name = GROUP_WORDS[group]
            yield Matter(
                "leaderless", f"group:{group.value}", name,
                TITLES["leaderless"].format(group=name), since, active=True, group=group,
            )  # fmt: skip


def _absent(session: Session, live: dict[int, Live], at: datetime) -> Iterator[Matter]:
    """Who was called into a group by the activation, is not entered as away and has not signed in:
    people come to the command once, whatever incidents it leads."""
    running = [row for row in all_incidents(session) if row.id in live and live[row.id].active]
    if not running:
        return
    first = min(running, key=lambda row: (row.activated_at or at, row.id))
    came = {person for row in running for person in present_at(session, row.id)}
    held, away = posts(session, at), absent(session, at)
    for group in Group:
        called = {
            person.id: (person, grant)
            for grant, person in held.held
            if grant.group is group and grant.role in IN_GROUPS
            and grant.for_incident in (None, first.id)
        }  # fmt: skip
        lacking = [each for number, each in called.items() if number not in {*came, *away}]
        if lacking:
            yield _of_group(group, first, lacking, held.leader(group), at)


def _of_group(
    group: Group,
    incident: IncidentRow,
    lacking: Sequence[tuple[PersonRow, RoleGrantRow]],
    leader: PersonRow | None,
    at: datetime,
) -> Matter:
    """Its leader rings them up; where the leader is missing the duty officer does."""
    begun = incident.activated_at or at
    there = leader is not None and leader not in [person for person, _ in lacking]
    return Matter(
        "absent", f"group:{group.value}", _named([person.name for person, _ in lacking]),
        TITLES["absent"].format(group=GROUP_WORDS[group]),
        min(max(begun, grant.valid_from) for _, grant in lacking),
        place=incident.title, incident_id=incident.id, active=True, group=group,
        who=(group_token(group),) if there else (),
        who_words=leader_zh(group) if there else "",
    )  # fmt: skip


def _named(names: Sequence[str]) -> str:
    few = enumerated(names[:NAMED])
    if len(names) <= NAMED:
        return few
    return phrase("{names}等{n}人", names=few, n=len(names))


def _unmanned(session: Session, at: datetime) -> Iterator[Matter]:
    """Of a bureau that keeps a roster."""
    if on_duty(session, at, Role.DUTY) is not None:
        return
    row = DutyRow
    last = session.scalar(
        select(func.max(row.ends_at)).where(row.role == Role.DUTY, row.ends_at <= at)
    )
    if last is not None:
        words = word("值班表上此刻没有人值班")
        yield Matter("unmanned", "duty", word("值班"), words, last)


def _unanswered(session: Session, live: dict[int, Live], at: datetime) -> Iterator[Matter]:
    """The newest call to each person about a matter that goes on, where nobody took it."""
    row = CallUpRow
    newest: dict[str, CallUpRow] = {}
    for call in session.scalars(
        select(row).where(row.rung_at > at - CALLED_LATELY).order_by(row.rung_at, row.id)
    ):
        newest[call.person] = call
    for person, call in newest.items():
        incident = live.get(call.incident_id) if call.incident_id is not None else None
        if call.answered or (call.incident_id is not None and incident is None):
            continue
        yield Matter(
            "unanswered", f"call_up:{call.id}", person,
            TITLES["unanswered"].format(person=person), call.rung_at,
            place=incident.title if incident else "", incident_id=call.incident_id,
            act_id=call.id, active=incident is not None and incident.active,
        )  # fmt: skip


def _unsent(session: Session) -> Iterator[Matter]:
    """One alarm for all that does not get out, however many messages that are."""
    found = unsent_messages(session)
    if not found:
        return
    people = _named(list(dict.fromkeys(each.words for each in found)))
    words = TITLES[UNSENT].format(people=people)
    lease = session.get(WatchLeaseRow, ONE)
    place = lease.seat if lease else ""
    yield Matter(UNSENT, "way", people, words, found[0].at, place=place)


def _standby(session: Session, at: datetime) -> Iterator[Matter]:
    if standby(session) is Standby.LOST and not is_single(session):
        yield Matter("standby", "server", word("备用服务器"), word("备用服务器失联"), at)


def _record(session: Session) -> Iterator[Matter]:
    found = checked(session)
    if found is not None and not found.whole:
        words = TITLES["record"].format(n=len(found.faults))
        yield Matter(
            "record", "record", words, words, found.ended_at, act_id=found.number
        )  # fmt: skip


def _watch(session: Session) -> Iterator[Matter]:
    """In a demo the story does what the watch would."""
    if session.scalar(select(SimulatedClockRow.id).limit(1)) is not None:
        return
    state = watch_state(session)
    parts = {
        each.part.value: (PART_WORDS[each.part], each.at)
        for each in state.left_out
        if each.part is not Part.ALARMS
    }
    if state.missed:
        parts[NIGHT] = (PART_WORDS[Part.NIGHT], state.missed)
    places = {Part.BACKUP.value: THIS_MACHINE if state.embedded else SERVER}
    for code, (part, since) in parts.items():
        kind = "backup" if code == Part.BACKUP else "watch"
        place = places.get(code, "")
        words = TITLES["part"].format(part=part)
        yield Matter(kind, f"part:{code}", part, words, since, place=place)


def _backups(session: Session, at: datetime) -> Iterator[Matter]:
    """Since the last one that this database knows of. A desk that was just opened makes one first;
    of a demo or a drill none is made."""
    founded = session.scalar(select(func.min(PlanVersionRow.adopted_at)))
    if founded is None or session.scalar(select(SimulatedClockRow.id).limit(1)) is not None:
        return
    embedded, lease = session.get_bind().dialect.name == "sqlite", session.get(WatchLeaseRow, ONE)
    if embedded and lease and server_time(session) - lease.taken_at < JUST_OPENED:
        return
    kept = watch_runs.last_backup(session)
    last = kept.at if kept else None
    none = word("还没有备份的记录")
    words = TITLES["backup_old"].format(at=dated_zh(last)) if last else none
    place = THIS_MACHINE if embedded else SERVER
    since = last or founded
    about = f"backup:{since.timestamp():.0f}"  # one that is made ends the wait for it
    yield Matter("backup_old", about, words, words, since, place=place)
