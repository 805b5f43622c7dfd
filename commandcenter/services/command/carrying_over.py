"""What earlier versions kept is taken over into the book of obligations, once and for all.

Who ticked what when is not lost: where an act proves it the act counts and the tick stays beside it
as a note; where none does the row is done as it was registered then (按当时登记), and never late.
Run by `init`, as the program itself; a second run finds nothing to do.
"""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.old_steps import OldStepState
from commandcenter.domain.incident.incident import OPEN
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.times import dated_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.store.command.obligations import has_changes, settle
from commandcenter.store.database import now
from commandcenter.store.incident.hand_counts import place_named
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import DutyNoteRow
from commandcenter.store.tables.command.evidence import EvidenceRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.command.step import StepNoteRow, StepRow
from commandcenter.store.tables.files import AttachmentRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow

WAIVED = "豁免"  # in the reason of a step that was dropped by name
TICK = "old_tick"
TAKEN_BACK, GIVEN = "na_back", "assigned"  # said by people since, by services/obligations
UNDECIDED = (
    ObligationState.GREY, ObligationState.OPEN, ObligationState.WAITING, ObligationState.CEASED,
)  # fmt: skip


def incidents_to_carry_over(session: Session) -> list[int]:
    """Those that go on, and of those that are over who has no book yet."""
    there = exists().where(ObligationRow.incident_id == IncidentRow.id)
    wanted = select(IncidentRow.id).where(IncidentRow.state.in_(OPEN) | ~there)
    return list(session.scalars(wanted.order_by(IncidentRow.id)))


def carry_over(session: Session, actor: Actor, incident_id: int) -> bool:
    """Whether anything was changed."""
    at = now(session)
    _places(session, incident_id)
    settle(session, incident_id, at)
    incident = session.get_one(IncidentRow, incident_id)
    plan = plan_of(session, incident.plan_version_id)
    old = _Old(session, incident_id)
    for step in old.steps:
        rows = old.rows_of(plan, step)
        if rows:
            _take_over(session, old, step, rows)
    _not_applicable(session, incident_id, plan, old)
    session.flush()
    settle(session, incident_id, at)
    if not has_changes(session):
        return False
    book.record_carried(session, actor, incident_id)
    return True


def list_own(session: Session, actor: Actor) -> bool:
    """The bureau's own book as its records want it; whether anything was changed."""
    settled = settle(session, None, now(session))
    if not has_changes(session):
        return False
    book.record_listed(session, actor, settled.added + settled.changed)
    return True


def _places(session: Session, incident_id: int) -> None:
    """Reports that know their place by its words alone: it becomes one of the incident's."""
    places = {
        place.label: place
        for place in session.scalars(
            select(IncidentPlaceRow)
            .where(IncidentPlaceRow.incident_id == incident_id)
            .order_by(IncidentPlaceRow.id)
        )
    }
    loose = select(SiteReportRow).where(
        SiteReportRow.incident_id == incident_id, SiteReportRow.place_id.is_(None)
    )
    for report in session.scalars(loose.order_by(SiteReportRow.id)).all():
        label = place_named(report.place, places)
        if label not in places:
            places[label] = IncidentPlaceRow(incident_id=incident_id, label=label)
            session.add(places[label])
            session.flush()
        report.place_id = places[label].id


class _Old:
    """The steps of an incident with their notes, and the rows of its book."""

    def __init__(self, session: Session, incident_id: int) -> None:
        steps = select(StepRow).where(StepRow.incident_id == incident_id).order_by(StepRow.id)
        self.steps = session.scalars(steps).all()
        self.notes = defaultdict[int, list[StepNoteRow]](list)
        of_steps = [step.id for step in self.steps]
        for note in session.scalars(
            select(StepNoteRow).where(StepNoteRow.step_id.in_(of_steps)).order_by(StepNoteRow.id)
        ):
            self.notes[note.step_id].append(note)
        rows = select(ObligationRow).where(ObligationRow.incident_id == incident_id)
        self.book = session.scalars(rows.order_by(ObligationRow.id)).all()
        said = select(ObligationNoteRow).where(ObligationNoteRow.incident_id == incident_id)
        self.said = {(n.obligation_id, n.kind, n.at, n.text) for n in session.scalars(said)}

    def rows_of(self, plan: PlanData, step: StepRow) -> list[ObligationRow]:
        """What became of the step; of what comes round the first round that is not done."""
        codes = [item.code for item in plan.obligations.values() if step.code in item.old]
        found = [row for row in self.book if row.code in codes]
        rounds = [row for row in found if row.round]
        ticked = [row for row in rounds if self.was_said(row, TICK, step.done_at)]
        waiting = [row for row in rounds if row.state is not ObligationState.DONE]
        return [row for row in found if not row.round] + (ticked or waiting or rounds[-1:])[:1]

    def say(self, session: Session, row: ObligationRow, kind: str, said: "Said") -> None:
        """Once, however often this runs."""
        key = (row.id, kind, said.at, said.text)
        if key in self.said:
            return
        self.said.add(key)
        session.add(
            ObligationNoteRow(
                incident_id=row.incident_id,
                obligation_id=row.id,
                kind=kind,
                at=said.at,
                by=said.by,
                text=said.text,
            )
        )

    def was_said(self, row: ObligationRow, kind: str, at: datetime | None) -> bool:
        return any(key[:3] == (row.id, kind, at) for key in self.said)

    def was_given(self, row: ObligationRow) -> bool:
        """Whether somebody said since whose it is."""
        return any(key[:2] == (row.id, GIVEN) for key in self.said)

    def applies_after_all(self, row: ObligationRow, at: datetime) -> bool:
        """Whether somebody took back since `at` that it does not apply."""
        return any(key[:2] == (row.id, TAKEN_BACK) and key[2] >= at for key in self.said)


@dataclass(frozen=True, slots=True)
class Said:
    at: datetime
    by: str
    text: str


def _take_over(session: Session, old: _Old, step: StepRow, rows: list[ObligationRow]) -> None:
    for row in rows:
        if step.state is OldStepState.DONE and step.done_at is not None:
            _tick(session, old, step, row, step.done_at)
        elif step.state is OldStepState.DROPPED and WAIVED in (step.dropped_why or ""):
            _waive(old, row, step)
        if row.assigned_to is None and not old.was_given(row):
            row.assigned_to = step.assigned_to
    for note in old.notes[step.id]:
        old.say(session, rows[0], "note", Said(note.at, note.by, note.text))
    for kind in (AttachmentRow, EvidenceRow):
        _move_files(session, kind, step, rows[0])


def _tick(session: Session, old: _Old, step: StepRow, row: ObligationRow, at: datetime) -> None:
    """A tick that was carried over before stays as it is, also where somebody reopened it since."""
    if old.was_said(row, TICK, at):
        return
    if row.state in UNDECIDED:
        row.done_at, row.done_by, row.act_table, row.act_id = at, step.done_by, "step", step.id
        words = f"{step.done_by} {dated_zh(at)} 登记办结，没有记录可以对照"
    elif row.done_at is not None:
        words = f"{step.done_by} {dated_zh(at)} 登记办结，记录为 {dated_zh(row.done_at)}"
    else:
        return
    old.say(session, row, TICK, Said(at, step.done_by, words))


def _waive(old: _Old, row: ObligationRow, step: StepRow) -> None:
    """By name, with the reason: who said it stands in the note that was made then."""
    said = next((note for note in old.notes[step.id] if note.text == step.dropped_why), None)
    if said is None or row.na_why or row.state is ObligationState.DONE:
        return
    if not old.applies_after_all(row, said.at):
        row.na_why, row.na_by, row.na_at = said.text, said.by, said.at


def _move_files(
    session: Session,
    kind: type[AttachmentRow] | type[EvidenceRow],
    step: StepRow,
    row: ObligationRow,
) -> None:
    """They hang on the step as before, and on what became of it."""
    mine = kind.step_id == step.id, kind.obligation_id.is_(None)
    session.execute(update(kind).where(*mine).values(obligation_id=row.id))


def _not_applicable(session: Session, incident_id: int, plan: PlanData, old: _Old) -> None:
    """What was stated of a whole duty is stated of what it rests on."""
    notes = select(DutyNoteRow).where(
        DutyNoteRow.incident_id == incident_id, DutyNoteRow.withdrawn_at.is_(None)
    )
    for note in session.scalars(notes.order_by(DutyNoteRow.id)):
        line = plan.duty_lines.get(note.duty)
        for row in old.book:
            open_here = row.state in UNDECIDED and row.state is not ObligationState.CEASED
            if not line or row.code not in line.codes or not open_here:
                continue
            if not (row.na_why or row.done_at or old.applies_after_all(row, note.at)):
                row.na_why, row.na_by, row.na_at = note.reason, note.by, note.at
