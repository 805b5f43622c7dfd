"""调查报告 and 总结评估报告 as papers: the newest of its kind, signed or still a draft."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import (
    INQUIRY_CLAUSES,
    INQUIRY_WORDS,
    InquiryKind,
    Ledger,
)
from commandcenter.domain.command.evidence import KIND_WORDS, Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.org import Group, Role
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.aftermath.inquiry_sections import reports_of, sections_of
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.incident.told_figures import told
from commandcenter.store.moment import moment
from commandcenter.store.people import posts
from commandcenter.store.private import cover_of
from commandcenter.store.reports.report_done import attendance
from commandcenter.store.tables.aftermath.aftermath import RecoveryRow
from commandcenter.store.tables.command.evidence import EvidenceRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class InquiryPart:
    """`source`, `as_of`: of what the data said; "" and None where a person wrote."""

    title: str
    text: str
    source: str
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class InquiryPaper:
    """`words`: 调查报告 or 总结评估报告; `supplement`: one of the kind was signed before."""

    stamp: Stamp
    kind: InquiryKind
    words: str
    clause: str
    supplement: bool
    parts: tuple[InquiryPart, ...]
    signed_at: datetime | None
    annex: "Annex | None" = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as its list names it. `where`: where the original is kept."""

    number: int
    kind: str
    title: str
    place: str
    collected_at: datetime
    collectors: str
    where: str


@dataclass(frozen=True, slots=True)
class Annex:
    """What a 调查报告 has behind it. `team`: name and post, who leads first; `losses`: what, how
    much, from where."""

    team: tuple[tuple[str, str], ...]
    evidence: tuple[Piece, ...]
    losses: tuple[tuple[str, str, str], ...]


def inquiry_paper(
    session: Session, incident_id: int, kind: InquiryKind, now: datetime
) -> InquiryPaper:
    """Raises RuleBroken when none has been drafted."""
    rows = [row for row in reports_of(session, incident_id) if row.kind == kind]
    if not rows:
        raise RuleBroken("本事件还没有起草{report}。", report=INQUIRY_WORDS[kind])
    row = rows[-1]
    cover = cover_of(session, session.get_one(IncidentRow, incident_id))
    mark = stamp(session, incident_id, row.signed_at or row.as_of)
    return InquiryPaper(
        stamp=replace(mark, signer=row.signature or ""),
        kind=kind,
        words=INQUIRY_WORDS[kind],
        clause=INQUIRY_CLAUSES[kind],
        supplement=len(rows) > 1,
        parts=tuple(
            InquiryPart(
                s.title,
                cover(s.text),
                "" if s.by_hand else s.source,
                None if s.by_hand else s.as_of,
            )
            for s in sections_of(row)
        ),
        signed_at=row.signed_at,
        annex=_annex(session, incident_id, mark.at) if kind is InquiryKind.INVESTIGATION else None,
    )


def _annex(session: Session, incident_id: int, at: datetime) -> Annex:
    return Annex(
        team=tuple(_team(session, incident_id, at)),
        evidence=tuple(_evidence(session, incident_id, at)),
        losses=tuple(_losses(session, incident_id, at)),
    )


def _team(session: Session, incident_id: int, at: datetime) -> Iterator[tuple[str, str]]:
    """Of the 调查取证组 who came to this incident."""
    held, group = posts(session, at), Group.INVESTIGATION
    lead = held.leader(group)
    came = attendance(session, incident_id, at).came
    members = [p for role in (Role.LEADER, Role.MEMBER) for p in held.holders(role, group)]
    for person in {p.id: p for p in members}.values():
        if person.id in came:
            leads = lead is not None and person.id == lead.id
            duty = "调查组组长" if leads else "调查组成员"
            yield person.name, "，".join(filter(None, (duty, person.post)))


def _evidence(session: Session, incident_id: int, at: datetime) -> Iterator[Piece]:
    """A piece that was registered wrongly gives way to the one that amends it."""
    rows = session.scalars(
        select(EvidenceRow)
        .where(EvidenceRow.incident_id == incident_id, EvidenceRow.collected_at <= at)
        .order_by(EvidenceRow.number, EvidenceRow.id)
    ).all()
    amended = {row.amends for row in rows}
    for row in rows:
        if row.id not in amended:
            yield Piece(
                row.number, KIND_WORDS[Kind(row.kind)], row.title, row.place, row.collected_at,
                "、".join(row.collectors), row.carrier or ("电子件存档" if row.stored else ""),
            )  # fmt: skip


def _losses(session: Session, incident_id: int, at: datetime) -> Iterator[tuple[str, str, str]]:
    counts = incident_counts(session, moment(session, at), incident_id)
    yield "投诉举报", f"{counts.complaints}件、{counts.person_times}人次", "投诉登记"
    yield "去重后消费者", f"{counts.people}人", "投诉登记"
    if counts.amount_cents:
        source = f"投诉登记，未经核实{counts.left_out}"
        yield "投诉人自述金额", money_zh(counts.amount_cents), source
    for code, label in (("hurt", "受伤害或者就医"), ("dead", "死亡")):
        word = told(session, incident_id, code, at)
        if word is not None and word.value is not None:
            yield label, f"{word.value}人" if word.value else "无", word.source or "报数"
    rows = session.scalars(
        select(RecoveryRow)
        .where(RecoveryRow.incident_id == incident_id, RecoveryRow.settled_at <= at)
        .order_by(RecoveryRow.id)
    )
    for row in rows:
        unit = "户" if row.ledger == Ledger.FIRMS else "人"
        people = f"{row.settled_people}{unit}" if row.settled_people else ""
        cents = money_zh(row.settled_cents) if row.settled_cents else ""
        if settled := "、".join(filter(None, (people, cents))):
            yield f"已办结：{row.title}", settled, "善后台账"
