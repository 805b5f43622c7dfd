"""What lines of the journal are about: the words of the rows that they changed.

A row that proves a duty has its words from `store.command.duty_proofs`; the rest are told here.
Nobody is told more than they may see: see `Reader`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import hide_mobiles
from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.org import GROUP_WORDS, Actor, Group
from commandcenter.domain.phrase import (
    clauses,
    headed,
    joined,
    phrase,
    phrases,
    with_note,
    word,
)
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.told_rows import TOLD, quoted
from commandcenter.store.command.duty_proofs import proofs
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.command.incident_rows import incident_rows
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import RecoveryRow
from commandcenter.store.tables.command.command import DirectiveRow
from commandcenter.store.tables.command.duty_log import DutyLogRow, HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.command.reminder import ReminderRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.command.step import StepNoteRow, StepRow
from commandcenter.store.tables.incident.incident import (
    IncidentFactRow,
    IncidentPlaceRow,
    IncidentRow,
    LevelDecisionRow,
    TallyRow,
)
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.person import AttendanceRow, PersonRow, RoleGrantRow

Key = tuple[str, int]  # table and id of a row
Rows = Select[*tuple[Any, ...]]
PART = 500  # ids in one question
LONG = 90  # characters of a row's own text

TALLIES = phrases({
    "on_site": "现场人数", "registered": "已登记", "waiting": "待登记", "calls": "来电",
    "treated": "就医", "inpatient": "住院", "severe": "重症", "dead": "死亡", "hurt": "受伤害",
    "schools": "波及学校",
})  # fmt: skip

# A line may change several rows: it is about the first of these that it changed.
ORDER = (
    "level_decision", "oral_decision", "instruction", "directive", "liaison", "consultation",
    "meeting", "reminder", "handover", "step_note", "attachment", "step", "release_check",
    "release",
    "press_question", "paper_step", "paper_number", "paper",
    "report_receipt", "report", "opinion", "site_report", "log_entry",
    "case_report", "tally", "team", "evidence", "case_file", "case_act", "legal_question",
    "supply_request", "stock_move", "stock_item",
    "duty_log", "call_up", "attendance", "role_grant", "incident_move", "incident_fact",
    "incident_place",
    "inquiry_report", "accountability", "recovery", "retention",
    "archive_package", "duty_note", "incident_complaint",
    "obligation_note", "obligation",  # which follow from all others
)  # fmt: skip
RANKS = {table: number for number, table in enumerate(ORDER)}

# Everybody in the incident is told these; the rest only who may read the whole record.
COMMON = frozenset(
    {
        "level_decision", "instruction", "step", "step_note", "obligation", "obligation_note",
        "log_entry", "case_report", "tally", "team",
        "attendance", "role_grant", "incident_fact", "incident_place", "incident_move",
        "site_report", "supply_request", "stock_move", "report", "release", "incident_complaint",
        "paper_step", "paper_number", "paper",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about, and whose it is."""

    words: str
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class About:
    """The row that a line is about. `count`: rows that came with it in bulk."""

    table: str
    key: int
    count: int = 0


def subjects(session: Session, lines: Sequence[int]) -> dict[int, About]:
    """By the number of the line."""
    image = JournalImageRow.__table__.c
    found: dict[int, About] = {}
    for part in _parts(lines):
        rows = session.execute(
            select(image.line, image.table_name, image.row_key, image.op).where(
                image.line.in_(part), image.table_name.in_(RANKS)
            )
        )
        for line, table, key, op in rows:
            about = _about(table, key, op)
            best = found.get(line)
            if best is None or (RANKS[table], about.key) < (RANKS[best.table], best.key):
                found[line] = about
    return found


def _about(table: str, key: str, op: str) -> About:
    if op == "bulk":
        first, _, last = key.partition("-")
        return About(table, 0, int(last) - int(first) + 1)
    return About(table, int(key))


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = list(values)
    for start in range(0, len(ordered), PART):
        yield ordered[start : start + PART]


class Reader:
    """Tells rows of one incident to one person; asks each table once."""

    def __init__(self, session: Session, incident_id: int, actor: Actor) -> None:
        self._session, self._incident = session, incident_id
        rights = plan_of(session).rights
        involved = bool(actor.groups())
        self._whole = rights.allows(actor, Action.READ_JOURNAL, involved=involved)
        self._officials = rights.allows(actor, Action.SEE_OFFICIALS)

    @cached_property
    def _proven(self) -> dict[Key, str]:
        incident = self._session.get_one(IncidentRow, self._incident)
        found = proofs(self._session, incident, officials=self._officials)
        return {(proof.table, proof.id): proof.words for proof in found if proof.id}

    def read(self, wanted: Iterable[About]) -> dict[Key, Subject]:
        by_table: defaultdict[str, set[int]] = defaultdict(set)
        told: dict[Key, Subject] = {}
        for about in wanted:
            if about.count:
                told[about.table, -about.count] = Subject(phrase("{n} 件", n=about.count))
            elif self._whole or about.table in COMMON:
                by_table[about.table].add(about.key)
        for table, keys in by_table.items():
            told |= {(table, key): each for key, each in self._rows(table, sorted(keys))}
        return told

    def _rows(self, table: str, keys: Sequence[int]) -> Iterator[tuple[int, Subject]]:
        if table in OF_THE_COURSE:
            kind, tell = OF_THE_COURSE[table]
            rows = incident_rows(self._session, self._incident).of(kind)
            yield from ((row.id, tell(row)) for row in rows if row.id in keys)
            return
        teller = SUBJECT_SOURCES.get(table)
        if teller is None:
            groups = self._groups(table, keys)
            for key in keys:
                if words := self._proven.get((table, key)):
                    yield key, Subject(words, groups.get(key))
            return
        for part in _parts(keys):
            for row in self._session.execute(teller.rows(part)):
                yield row[0], teller.tell(row)

    def _groups(self, table: str, keys: Sequence[int]) -> dict[int, Group | None]:
        """Whose the rows are that have their words from the proofs."""
        if table not in OWNERS:
            return {}
        kind, group = OWNERS[table]
        rows = incident_rows(self._session, self._incident).of(kind)
        return {row.id: getattr(row, group) for row in rows if row.id in keys}


# Tables whose rows are given to a group, and where the group stands.
OWNERS: dict[str, tuple[type[Any], str]] = {
    "instruction": (InstructionRow, "to_group"),
    "directive": (DirectiveRow, "group"),
    "supply_request": (SupplyRequestRow, "for_group"),
    "recovery": (RecoveryRow, "group"),
}


@dataclass(frozen=True, slots=True)
class _SubjectSource:
    """How rows are asked by their ids (the id comes first), and how one is told."""

    rows: Callable[[Sequence[int]], Rows]
    tell: Callable[[Any], Subject]


def _in_words(rows: Callable[[Sequence[int]], Rows], words: Callable[[Any], str]) -> _SubjectSource:
    return _SubjectSource(rows, lambda row: Subject(words(row)))


def _steps(ids: Sequence[int]) -> Rows:
    return select(StepRow.id, StepRow.title, StepRow.group).where(StepRow.id.in_(ids))


def _notes(ids: Sequence[int]) -> Rows:
    return (
        select(StepNoteRow.id, StepRow.title, StepNoteRow.text, StepRow.group)
        .join(StepRow, StepRow.id == StepNoteRow.step_id)
        .where(StepNoteRow.id.in_(ids))
    )


def _obligations(ids: Sequence[int]) -> Rows:
    row = ObligationRow
    return select(row.id, row.title, row.group).where(row.id.in_(ids))


def _said(ids: Sequence[int]) -> Rows:
    note, row = ObligationNoteRow, ObligationRow
    return (
        select(note.id, row.title, note.text, row.group)
        .join(row, row.id == note.obligation_id)
        .where(note.id.in_(ids))
    )


def _log(ids: Sequence[int]) -> Rows:
    row = LogEntryRow
    return select(row.id, row.office, row.text, row.group).where(row.id.in_(ids))


def _tally_subject(row: Any) -> Subject:
    kind = TALLIES.get(row.kind, row.kind)
    return Subject(with_note(phrase("{kind} {n}", kind=kind, n=row.value), row.place))


def _people(ids: Sequence[int]) -> Rows:
    return (
        select(AttendanceRow.id, PersonRow.name)
        .join(PersonRow, PersonRow.id == AttendanceRow.person_id)
        .where(AttendanceRow.id.in_(ids))
    )


def _grants(ids: Sequence[int]) -> Rows:
    return (
        select(RoleGrantRow.id, PersonRow.name, RoleGrantRow.group)
        .join(PersonRow, PersonRow.id == RoleGrantRow.person_id)
        .where(RoleGrantRow.id.in_(ids))
    )


def _grant_subject(row: Any) -> Subject:
    return Subject(with_note(row.name, GROUP_WORDS[row.group] if row.group else ""), row.group)


def _moves(ids: Sequence[int]) -> Rows:
    row = IncidentMoveRow
    return select(row.id, row.from_state, row.to_state, row.reason).where(row.id.in_(ids))


def _move_subject(row: Any) -> Subject:
    if row.from_state is None:  # registered: the deed is said beside it
        return Subject(phrase("登记后进入{state}阶段", state=STATE_WORDS[row.to_state]))
    return _with_reason(STATE_WORDS[row.to_state], row.reason)


def _with_reason(words: str, reason: str) -> Subject:
    return Subject(headed(words, short(reason, LONG)) if reason else words)


def _level_subject(row: Any) -> Subject:
    level = row.level.grade_title if row.axis == "grade" else row.level.response_title
    return _with_reason(phrase("终止{level}", level=level) if row.ends else level, row.reason)


def _facts(ids: Sequence[int]) -> Rows:
    row = IncidentFactRow
    return select(row.id, row.words, row.source).where(row.id.in_(ids))


def _fact_subject(row: Any) -> Subject:
    return Subject(with_note(short(row.words, LONG), row.source))


def _handovers(ids: Sequence[int]) -> Rows:
    row = HandoverRow
    return select(
        row.id, row.kind, row.group, row.given_by, row.received_by, row.to_organ, row.words
    ).where(row.id.in_(ids))


def _handover_subject(row: Any) -> Subject:
    to = row.to_organ or row.received_by or word("待签收")
    what = word("指挥权") if row.kind == "level" else word("值班")
    who = headed(GROUP_WORDS[row.group] if row.group else what, joined(" → ", (row.given_by, to)))
    return Subject(clauses((who, short(row.words or ""))), row.group)


def _duty_log(ids: Sequence[int]) -> Rows:
    row = DutyLogRow
    return select(row.id, row.unit, row.text).where(row.id.in_(ids))


def _reminders(ids: Sequence[int]) -> Rows:
    row = ReminderRow
    return select(row.id, row.words).where(row.id.in_(ids))


def _places(ids: Sequence[int]) -> Rows:
    row = IncidentPlaceRow
    return select(row.id, row.label).where(row.id.in_(ids))


def _teams(ids: Sequence[int]) -> Rows:
    row = TeamRow
    return select(row.id, row.label).where(row.id.in_(ids))


def _titled_subject(row: Any) -> Subject:
    return Subject(quoted(word(short(row.title))), row.group)


def _note_subject(row: Any) -> Subject:
    return Subject(headed(quoted(word(short(row.title, 30))), short(row.text, LONG)), row.group)


# Rows that are read with the course of the incident, and how one is told.
OF_THE_COURSE: Mapping[str, tuple[type[Any], Callable[[Any], Subject]]] = {
    "tally": (TallyRow, _tally_subject),
    "level_decision": (LevelDecisionRow, _level_subject),
}
SUBJECT_SOURCES: Mapping[str, _SubjectSource] = {
    **{table: _in_words(rows, words) for table, (rows, words) in TOLD.items()},
    "step": _SubjectSource(_steps, _titled_subject),
    "step_note": _SubjectSource(_notes, _note_subject),
    "obligation": _SubjectSource(_obligations, _titled_subject),
    "obligation_note": _SubjectSource(_said, _note_subject),
    "log_entry": _SubjectSource(
        _log, lambda row: Subject(headed(row.office, short(row.text, 200)), row.group)
    ),
    "team": _SubjectSource(_teams, lambda row: Subject(row.label)),
    "attendance": _SubjectSource(_people, lambda row: Subject(row.name)),
    "role_grant": _SubjectSource(_grants, _grant_subject),
    "incident_move": _SubjectSource(_moves, _move_subject),
    "incident_fact": _SubjectSource(_facts, _fact_subject),
    "incident_place": _SubjectSource(_places, lambda row: Subject(short(row.label))),
    "handover": _SubjectSource(_handovers, _handover_subject),
    "duty_log": _SubjectSource(
        _duty_log,
        lambda row: Subject(joined("：", filter(None, (row.unit, short(hide_mobiles(row.text)))))),
    ),
    "reminder": _SubjectSource(_reminders, lambda row: Subject(short(row.words, LONG))),
}
