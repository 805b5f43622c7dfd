"""What a training's sheet says: before it the sheet to sign in on, after it who came and passed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Actor, Group
from commandcenter.domain.support.training import RESULT_WORDS, TrainingResult
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office
from commandcenter.store.people import posts
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.support.team import TrainingPersonRow, TrainingRow


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`result`: 合格, "" before it was held."""

    name: str
    group: str
    post: str
    result: str


@dataclass(frozen=True, slots=True)
class TrainingSheet:
    """`held_at` None: it is still to be held, `due_at` says until when."""

    org: str
    at: datetime
    journal: JournalMark
    topic: str
    matter: str
    group: str
    hours: int
    due_at: datetime | None
    whole_month: bool
    held_at: datetime | None
    place: str
    teacher: str
    findings: str
    recorded_by: str
    corrected_by: str
    rows: tuple[SheetRow, ...]
    drill: bool = False


def training_sheet(
    session: Session, actor: Actor, training_id: int, now: datetime
) -> TrainingSheet:
    """Raises RuleBroken for one that is not there."""
    row = session.get(TrainingRow, training_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的培训。", id=training_id)
    held = row.held_at is not None
    return TrainingSheet(
        org=office(session),
        at=now,
        journal=journal_mark(session),
        topic=row.topic,
        matter=row.matter,
        group=GROUP_WORDS[row.group],
        hours=row.held_hours or row.hours,
        due_at=row.due_at,
        whole_month=row.whole_month,
        held_at=row.held_at,
        place=row.place,
        teacher=row.teacher,
        findings=row.findings,
        recorded_by=row.recorded_by,
        corrected_by=row.corrected_by or "",
        rows=_came(session, row.id, now) if held else _asked(session, row, now),
        drill=mark_of(session) is not None,
    )


def _asked(session: Session, row: TrainingRow, now: datetime) -> tuple[SheetRow, ...]:
    """People of the groups that are asked to come, by group."""
    wanted = [group for group in Group if group.value in row.groups]
    people: dict[int, SheetRow] = {}
    for group in wanted:
        for grant, person in posts(session, now).held:
            if grant.group is group:
                entry = SheetRow(person.name, GROUP_WORDS[group], person.post, "")
                people.setdefault(person.id, entry)
    return tuple(people.values())


def _came(session: Session, training_id: int, now: datetime) -> tuple[SheetRow, ...]:
    groups = posts(session, now).groups
    rows = session.execute(
        select(TrainingPersonRow, PersonRow)
        .join(PersonRow, PersonRow.id == TrainingPersonRow.person_id)
        .where(
            TrainingPersonRow.training_id == training_id,
            TrainingPersonRow.result != TrainingResult.ABSENT,
        )
        .order_by(TrainingPersonRow.person_id)
    )
    return tuple(
        SheetRow(
            person.name,
            "、".join(GROUP_WORDS[group] for group in groups.get(person.id, ())),
            person.post,
            RESULT_WORDS[row.result],
        )
        for row, person in rows
    )
