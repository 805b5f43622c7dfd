"""Lets a person of the demo act: each verb of the script is one service, by their own rights."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.db.demo.acts import Act, Verb
from commandcenter.db.demo.script_references import (
    ObligationOf,
    Person,
    Stage,
    all_settled,
    later,
    place_called,
    settled,
)
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Group
from commandcenter.outputs.archive_zip import ReadFile, write_package
from commandcenter.queries.aftermath.archive import archive_content
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.services.aftermath import archive
from commandcenter.services.command import instructions, obligations, running_log
from commandcenter.services.incident import incidents
from commandcenter.services.incident.facts import state_facts
from commandcenter.services.incident.incidents import Activation, NewIncident
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store.database import Database, now
from commandcenter.store.incident.grade_steps import open_suggestion
from commandcenter.store.people import actor_of
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow

SAID_IN_CONSULTATION = "定级会商通报"  # where the facts of a suggestion are from
# A demo whose clock runs fast comes late to its acts: their limits move with them.
TIMED = (Verb.CALL, Verb.INSTRUCT)


def perform(session: Session, act: Act) -> None:
    """Raises RuleBroken if the person may not: then the script is wrong."""
    at = now(session)
    told = act.arguments
    if act.verb in TIMED and at > act.at:
        told = {name: later(value, at - act.at) for name, value in told.items()}
    DEEDS[act.verb](session, actor_of(session, act.login, at), **told)


def _incident(session: Session) -> IncidentRow:
    return Stage(session).incident()


def _person(session: Session, login: str) -> int:
    return Person(login).found(Stage(session))


def _obligation(session: Session, code: str) -> int:
    return ObligationOf(code).found(Stage(session))


def _instruction(session: Session, beginning: str) -> int:
    starts = InstructionRow.text.startswith(beginning, autoescape=True)
    return session.scalars(select(InstructionRow.id).where(starts)).one()


def _report(session: Session) -> int:
    return Stage(session).newest(ReportRow)


def _register(session: Session, actor: Actor, new: dict[str, object]) -> None:
    incidents.register(session, actor, NewIncident(**new))  # type: ignore[arg-type]  # a script's arguments


def _suggest(
    session: Session, actor: Actor, level: Level, reason: str, facts: dict[str, object]
) -> None:
    """As the window does: what no row tells is stated first, and the sheet is kept with it."""
    incident, at = _incident(session), now(session)
    known = grade_sheet(session, incident.id, at).facts
    told = [
        NewFact(code, int(str(value)), SAID_IN_CONSULTATION, at)
        for code, value in facts.items()
        if code in known and known[code].held is None
    ]
    if told:
        state_facts(session, actor, incident.id, told)
    record = grade_sheet(session, incident.id, at).record
    incidents.suggest_grade(session, actor, incident.id, level, reason, record)


def _decide(session: Session, actor: Actor, level: Level, reason: str) -> None:
    incident = _incident(session)
    waits = open_suggestion(session, incident.id)  # the audience may have answered it
    incidents.decide_grade(session, actor, incident.id, level, reason, waits.id if waits else None)


def _activate(session: Session, actor: Actor, **order: object) -> None:
    incidents.activate(session, actor, _incident(session).id, Activation(**order))  # type: ignore[arg-type]  # the same


def _sign_in(session: Session, actor: Actor, person: str) -> None:
    people.sign_in(session, actor, _incident(session).id, _person(session, person))


def _assign(session: Session, actor: Actor, code: str, person: str) -> None:
    obligations.assign(session, actor, _obligation(session, code), _person(session, person))


def _close_by_hand(session: Session, actor: Actor, code: str, words: str) -> None:
    obligations.close_by_hand(session, actor, _obligation(session, code), words)


def _tally(session: Session, actor: Actor, kind: str, value: int, place: str = "") -> None:
    incidents.count_by_hand(session, actor, _incident(session).id, kind, value, place)


def _place_team(
    session: Session,
    actor: Actor,
    label: str,
    lat: float,
    lon: float,
    place: str = "",
    people: int | None = None,
) -> None:
    """`place`: a part of the name of the incident's place where it is."""
    incident = _incident(session).id
    there = place_called(session, incident, place) if place else None
    incidents.place_team(session, actor, incident, label, lat, lon, there, people)


def _log(session: Session, actor: Actor, text: str, shown_by: str = "") -> None:
    entry = running_log.write_line(session, actor, _incident(session).id, text)
    if shown_by:
        shower = actor_of(session, shown_by, now(session))
        running_log.show_on_wall(session, shower, entry, True)


def _instruct(
    session: Session,
    actor: Actor,
    text: str,
    to_group: Group,
    deadline_at: datetime | None = None,
) -> None:
    incident = _incident(session).id
    instructions.give(session, actor, incident, text, to_group, deadline_at=deadline_at)


def _receive(session: Session, actor: Actor, text: str) -> None:
    instructions.receive(session, actor, _instruction(session, text))


def _report_back(session: Session, actor: Actor, text: str, words: str) -> None:
    instructions.report_back(session, actor, _instruction(session, text), words)


def _draft(session: Session, actor: Actor, edits: dict[str, str] | None = None) -> None:
    report = reports.draft_first(session, actor, _incident(session).id)
    if edits:
        reports.edit(session, actor, report, edits)


def _sign(session: Session, actor: Actor) -> None:
    reports.sign(session, actor, _report(session))


def _send(session: Session, actor: Actor, receivers: Sequence[str], way: str) -> None:
    reports.send(session, actor, _report(session), receivers, way)


def _call(
    session: Session,
    actor: Actor,
    service: Callable[..., object],
    arguments: Sequence[object],
    named: Mapping[str, object],
) -> None:
    stage = Stage(session)
    given = {name: settled(stage, value) for name, value in named.items()}
    service(session, actor, *all_settled(stage, arguments), **given)


DEEDS: dict[Verb, Callable[..., None]] = {
    Verb.REGISTER_INCIDENT: _register,
    Verb.SUGGEST_GRADE: _suggest,
    Verb.DECIDE_GRADE: _decide,
    Verb.ACTIVATE: _activate,
    Verb.SIGN_IN: _sign_in,
    Verb.ASSIGN: _assign,
    Verb.CLOSE_BY_HAND: _close_by_hand,
    Verb.TALLY: _tally,
    Verb.PLACE_TEAM: _place_team,
    Verb.LOG: _log,
    Verb.INSTRUCT: _instruct,
    Verb.RECEIVE: _receive,
    Verb.REPORT_BACK: _report_back,
    Verb.DRAFT_REPORT: _draft,
    Verb.SIGN_REPORT: _sign,
    Verb.SEND_REPORT: _send,
    Verb.CALL: _call,
}


def print_paper(db: Database, act: Act) -> None:
    """Pages are set without the pen; what links them is a command of its own."""
    with db.read() as session:
        actor = actor_of(session, act.login, now(session))
    act.arguments["work"](db, actor)  # type: ignore[operator]  # a script's arguments are of any type


def make_archive(db: Database, login: str) -> None:
    """The package of the story's incident: assembled and stored without the pen, then told."""
    with db.read() as session:
        incident = Stage(session).incident().id
        actor = actor_of(session, login, db.clock())

    def assemble(session: Session, out: BinaryIO, read_file: ReadFile) -> None:
        write_package(out, archive_content(session, incident, with_files=False), read_file)

    with TemporaryDirectory() as folder:
        archive.make(db, actor, incident, assemble, Path(folder), lambda done, whole: None)
