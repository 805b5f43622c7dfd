"""The evidence shelf as who may read it sees it: pieces, chains of custody, who opened what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.evidence import (
    Kind,
    require_not_amended,
    require_stored,
    require_to_export,
)
from commandcenter.domain.command.tasks import ASIDE, tasks, title_of
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.phrase import enumerated, joined, word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.officers import officers
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, Rule, offer, only
from commandcenter.store.command.obligations import as_obligation, obligations_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.evidence import CaseFileRow, CustodyRow, EvidenceRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.journal import JournalLineRow


@dataclass(frozen=True, slots=True)
class Link:
    """One handing in the chain of custody."""

    from_holder: str
    to_holder: str
    place: str
    reason: str
    handed_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One piece. `amends`, `amended_by`: numbers of the wrong piece and of the right one, 0: none.

    `same_file`: the other numbers under which the very same file lies here. `readings`:
    how often its file was opened.
    """

    id: int
    number: int
    kind: Kind
    title: str
    description: str
    collectors: tuple[str, ...]
    collected_at: datetime
    place: str
    subject: str
    step: str
    case: str
    sha256: str
    stored: bool
    name: str
    size: int | None
    carrier: str
    amends: int
    amended_by: int
    same_file: tuple[int, ...]
    registered_by: str
    at: datetime
    holder: str
    since: datetime
    chain: tuple[Link, ...]
    readings: int
    read_at: datetime | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """`refusal`: why none of it is seen."""

    pieces: tuple[PieceLine, ...]  # newest number first
    refusal: RuleBroken | None
    offers: tuple[Offer, ...]
    now: datetime


def shelf(session: Session, actor: Actor, incident_id: int | None, now: datetime) -> Shelf:
    rights = plan_of(session).rights
    refusal = rights.refusal(actor, Action.EVIDENCE_READ, Matter())
    incident = session.get(IncidentRow, incident_id) if incident_id is not None else None
    asks = _Asking(rights, actor, closed(incident))
    pieces = _pieces(session, incident.id, asks) if incident and refusal is None else ()
    export = asks.reads("export_shelf", partial(require_to_export, len(pieces)))
    return Shelf(pieces, refusal, only(export, asks.writes("add_piece")), now)


@dataclass(frozen=True, slots=True)
class _Asking:
    """`shut`: why nobody adds or changes anything any more."""

    rights: Rights
    actor: Actor
    shut: RuleBroken | None

    def reads(self, key: str, *rules: Rule) -> Offer | None:
        return offer(key, self.rights, self.actor, Action.EVIDENCE_READ, Matter(), *rules)

    def writes(self, key: str, *rules: Rule) -> Offer | None:
        asks = (self.rights, self.actor, Action.EVIDENCE_WRITE, Matter())
        return offer(key, *asks, *rules, shut=self.shut)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the pieces of an incident, by the id of the piece or of what it names."""

    asks: _Asking
    chains: Mapping[int, Sequence[Link]]
    readings: Mapping[int, tuple[int, datetime]]
    names: Mapping[tuple[str, int], str] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
    amended: Mapping[int, int] = field(default_factory=dict)
    same: Mapping[str, list[int]] = field(default_factory=dict)


def _pieces(session: Session, incident_id: int, asks: _Asking) -> tuple[PieceLine, ...]:
    rows = session.scalars(
        select(EvidenceRow)
        .where(EvidenceRow.incident_id == incident_id)
        .order_by(EvidenceRow.number.desc())
    ).all()
    same: dict[str, list[int]] = defaultdict(list)
    for row in reversed(rows):
        if row.sha256:
            same[row.sha256].append(row.number)
    around = _Around(
        asks,
        chains=_chains(session, incident_id),
        readings=_readings(session, incident_id),
        names=_names(session, rows),
        numbers={row.id: row.number for row in rows},
        amended={row.amends: row.number for row in rows if row.amends},
        same=same,
    )
    return tuple(_line(row, around) for row in rows)


def _line(row: EvidenceRow, around: _Around) -> PieceLine:
    chain = tuple(around.chains.get(row.id, ()))
    readings, read_at = around.readings.get(row.id, (0, None))
    asks, amended_by = around.asks, around.amended.get(row.id, 0)
    unamended = partial(require_not_amended, amended_by)
    others = around.same.get(row.sha256 or "", [])
    return PieceLine(
        id=row.id,
        number=row.number,
        kind=Kind(row.kind),
        title=row.title,
        description=row.description,
        collectors=tuple(row.collectors),
        collected_at=row.collected_at,
        place=row.place,
        subject=around.names.get(("subject", row.subject_id or 0), ""),
        step=around.names.get(("obligation", row.obligation_id or 0), ""),
        case=around.names.get(("case", row.case_id or 0), ""),
        sha256=row.sha256 or "",
        stored=row.stored,
        name=visible(row.name),
        size=row.size,
        carrier=row.carrier,
        amends=around.numbers.get(row.amends or 0, 0),
        amended_by=amended_by,
        same_file=tuple(n for n in others if n != row.number),
        registered_by=row.registered_by,
        at=row.at,
        holder=chain[-1].to_holder if chain else enumerated(row.collectors),
        since=chain[-1].handed_at if chain else row.collected_at,
        chain=chain,
        readings=readings,
        read_at=read_at,
        offers=only(
            asks.writes("hand_over", unamended),
            asks.writes("amend", unamended),
            asks.reads("take_out", partial(require_stored, row.stored)),
        ),
    )


def _chains(session: Session, incident_id: int) -> dict[int, list[Link]]:
    chains: dict[int, list[Link]] = defaultdict(list)
    rows = session.scalars(
        select(CustodyRow).where(CustodyRow.incident_id == incident_id).order_by(CustodyRow.id)
    )
    for row in rows:
        chains[row.evidence_id].append(
            Link(
                row.from_holder, row.to_holder, row.place, row.reason, row.handed_at, row.by
            )
        )  # fmt: skip
    return chains


def _readings(session: Session, incident_id: int) -> dict[int, tuple[int, datetime]]:
    line = JournalLineRow.__table__.c
    rows = session.execute(
        select(line.subject, func.count(), func.max(line.at))
        .where(line.incident_id == incident_id, line.kind == "evidence", line.verb == "read")
        .group_by(line.subject)
    )
    return {subject: (count, newest) for subject, count, newest in rows}


def _names(session: Session, rows: Sequence[EvidenceRow]) -> dict[tuple[str, int], str]:
    """What the pieces are linked to, in words."""
    subjects = {row.subject_id for row in rows if row.subject_id}
    obligations = {row.obligation_id for row in rows if row.obligation_id}
    cases = {row.case_id for row in rows if row.case_id}
    found: dict[tuple[str, int], str] = {}
    for subject in session.scalars(select(SubjectRow).where(SubjectRow.id.in_(subjects))):
        found["subject", subject.id] = subject.name
    asked = select(ObligationRow).where(ObligationRow.id.in_(obligations))
    for obligation in session.scalars(asked):
        found["obligation", obligation.id] = word(title_of(as_obligation(obligation)))
    for case in session.scalars(select(CaseFileRow).where(CaseFileRow.id.in_(cases))):
        found["case", case.id] = case_label(case)
    return found


def case_label(row: CaseFileRow) -> str:
    return joined(" ", (row.number or word("未立案"), row.party))


@dataclass(frozen=True, slots=True)
class ShelfChoices:
    """What the forms of investigation offer; pairs are (id, words)."""

    officers: tuple[str, ...]
    places: tuple[str, ...]
    subjects: tuple[tuple[int, str], ...]
    steps: tuple[tuple[int, str], ...]
    cases: tuple[tuple[int, str], ...]


def shelf_choices(session: Session, incident_id: int, now: datetime) -> ShelfChoices:
    places = session.execute(
        select(IncidentPlaceRow.label, SubjectRow.id, SubjectRow.name)
        .outerjoin(SubjectRow, SubjectRow.id == IncidentPlaceRow.subject_id)
        .where(IncidentPlaceRow.incident_id == incident_id)
        .order_by(IncidentPlaceRow.id)
    ).all()
    listed = sorted(tasks(obligations_of(session, incident_id, now)), key=lambda row: row.position)
    asked = [row for row in listed if row.group is Group.INVESTIGATION and row.state not in ASIDE]
    cases = session.scalars(
        select(CaseFileRow).where(CaseFileRow.incident_id == incident_id).order_by(CaseFileRow.id)
    )
    return ShelfChoices(
        officers=officers(session, now),
        places=tuple(label for label, _, _ in places),
        subjects=tuple(
            {number: name for _, number, name in places if number and name}.items()
        ),
        steps=tuple((row.id, word(title_of(row))) for row in asked),
        cases=tuple((case.id, case_label(case)) for case in cases),
    )  # fmt: skip
