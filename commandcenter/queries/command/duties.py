"""履职对照: each duty of the plan in an incident, done by whom, when, by what records, or empty."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duties import (
    DutyRecord,
    DutyState,
    Judgement,
    Life,
)
from commandcenter.domain.command.duty_judgement import judge
from commandcenter.domain.level import Axis
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.command.duty_records import DutyRecords, Found
from commandcenter.store.command.incident_rows import IncidentRows, incident_rows
from commandcenter.store.incident.leading_body import IN_FORCE
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import DutyNoteRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.journal import JournalLineRow

# Nothing was recorded for these: somebody may state by name that there is nothing to record.
STATED_OF = (DutyState.EMPTY, DutyState.NOT_DUE)
HIDDEN = Judgement(DutyState.HIDDEN, word("总指挥和监督评估可查看"))


@dataclass(frozen=True, slots=True)
class ClauseLines:
    """How many lines of the journal bear a clause, and the last of them."""

    count: int
    last: int


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty. `by` and `at`: of the last thing done; `stated`: somebody says that it is none.

    `left`: how many of its obligations and records are still to be done.
    """

    code: str
    clause: str
    clause_title: str
    title: str
    state: DutyState
    words: str
    by: str
    at: datetime | None
    proofs: tuple[DutyRecord, ...]  # newest first
    journal: ClauseLines
    stated: bool
    left: int
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class DutySheet:
    """The sheet in the plan's order; `empty` counts the duties that nothing shows done."""

    lines: tuple[DutyLine, ...]
    empty: int
    now: datetime


def inquiry_sheet(session: Session, actor: Actor, incident_id: int, now: datetime) -> DutySheet:
    """The sheet for a person. Raises RuleBroken for one who may not draw it up."""
    rights, involved = plan_of(session).rights, bool(actor.groups())
    rights.require(actor, Action.INQUIRY_SHEET, involved=involved)
    incident = session.get_one(IncidentRow, incident_id)
    level = incident.response or incident.grade
    matter = Matter(districts=frozenset(incident.districts), level=level, involved=involved)
    state = offer("state", rights, actor, Action.WAIVE_LINE, matter)
    sheet = duty_sheet(session, incident_id, now, actor)
    return replace(
        sheet, lines=tuple(replace(x, offers=only(_stating(x, state))) for x in sheet.lines)
    )


def _stating(line: DutyLine, state: Offer | None) -> Offer | None:
    """To state by name that it does not apply, or to take that back."""
    if state is not None and line.stated:
        return replace(state, key="withdraw")
    return state if line.state in STATED_OF and not line.left else None


def duty_file(session: Session, actor: Actor, incident_id: int, now: datetime) -> DutySheet:
    """The sheet as a person may take it out: nothing about officials, whoever asks.

    Raises RuleBroken for one who may not draw it up.
    """
    rights = plan_of(session).rights
    rights.require(actor, Action.INQUIRY_SHEET, involved=bool(actor.groups()))
    return duty_sheet(session, incident_id, now)


def duty_sheet(
    session: Session, incident_id: int, now: datetime, actor: Actor | None = None
) -> DutySheet:
    """Without an actor (a file that leaves the program) nothing about officials is told."""
    incident = session.get_one(IncidentRow, incident_id)
    plan = plan_of(session, incident.plan_version_id)
    officials = actor is not None and plan_of(session).rights.allows(actor, Action.SEE_OFFICIALS)
    records = DutyRecords(session, incident, plan, now, officials=officials)
    rows = incident_rows(session, incident_id)
    life, notes = _life(rows, incident), _notes(rows)
    journal = _clause_lines(session, incident_id)
    lines = tuple(
        _line(
            item,
            plan.clauses[item.clause].title,
            life,
            records.of(item, life),
            notes.get(item.code, ""),
            journal.get(item.clause, ClauseLines(0, 0)),
            hidden=item.restricted and not officials,
        )
        for item in plan.duty_lines.values()
    )
    empty = sum(line.state is DutyState.EMPTY for line in lines)
    return DutySheet(lines, empty, now)


def _line(
    item: items.DutyLine,
    clause_title: str,
    life: Life,
    found: Found,
    stated: str,
    journal: ClauseLines,
    *,
    hidden: bool,
) -> DutyLine:
    judged = HIDDEN if hidden else judge(item, life, found.standing, stated)
    done = [record for record in found.records if record.finished and not record.waived]
    last = next((record for record in done if record.by), done[0] if done else None)
    return DutyLine(
        code=item.code,
        clause=item.clause,
        clause_title=clause_title,
        title=item.title,
        state=judged.state,
        words=judged.words,
        by=last.by if last else "",
        at=last.at if last else None,
        proofs=() if hidden else found.records,
        journal=ClauseLines(0, 0) if hidden else journal,
        stated=bool(stated),
        left=found.standing.left,
    )


def _life(rows: IncidentRows, incident: IncidentRow) -> Life:
    levels = frozenset(
        row.level
        for row in rows.of(LevelDecisionRow)
        if row.axis is Axis.RESPONSE and row.step in IN_FORCE
    )
    return Life(
        incident.state,
        incident.verified_at is not None,
        incident.activated_at is not None,
        incident.ended_at is not None,
        levels,
    )


def _notes(rows: IncidentRows) -> dict[str, str]:
    return {
        row.duty: phrase(
            "{reason}（{by}，{at}注明）", reason=row.reason, by=row.by, at=minute_zh(row.at)
        )
        for row in rows.of(DutyNoteRow)
        if row.withdrawn_at is None
    }


def _clause_lines(session: Session, incident_id: int) -> dict[str, ClauseLines]:
    line = JournalLineRow.__table__.c
    rows = session.execute(
        select(line.clause, func.count(), func.max(line.number))
        .where(line.incident_id == incident_id, line.clause != "")
        .group_by(line.clause)
    )
    return {clause: ClauseLines(count, last) for clause, count, last in rows}
