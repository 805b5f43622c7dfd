"""情况通报 and 消费警示 as papers for the public: one release with its text as it stands."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.masking import masked
from commandcenter.domain.releases.release import (
    RELEASE_KIND_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office
from commandcenter.store.private import private_for
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.releases.release_gate import standing_steps, steps_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.watch.warning_basis import warning_of

FROZEN = (ReleaseState.APPROVED, ReleaseState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """`out_at`: when it was published, before that when it was signed; None: a draft yet.

    `figures`: the text has numbers, which hold as of `as_of`.
    """

    org: str
    kind: ReleaseKind
    title: str
    text: str
    as_of: datetime
    figures: bool
    out_at: datetime | None
    journal: JournalMark
    signer: str = ""
    drill: bool = False


def newest_of_incident(session: Session, incident_id: int, kind: ReleaseKind) -> int:
    """Its id, those of the warnings that became the incident among them. Raises RuleBroken."""
    warnings = select(WarningRow.id).where(WarningRow.incident_id == incident_id)
    mine = or_(ReleaseRow.incident_id == incident_id, ReleaseRow.warning_id.in_(warnings))
    row = session.scalars(_newest(kind).where(mine)).first()
    if row is None:
        raise RuleBroken("本事件还没有起草{kind}。", kind=RELEASE_KIND_WORDS[kind])
    return row


def newest_of_warning(session: Session, warning_id: int) -> int:
    """Raises RuleBroken for a warning that there is not, or one without a notice."""
    warning_of(session, warning_id)
    own = _newest(ReleaseKind.TIP).where(ReleaseRow.warning_id == warning_id)
    row = session.scalars(own).first()
    if row is None:
        raise RuleBroken("这条预警还没有起草消费警示。")
    return row


def release_paper(session: Session, release_id: int) -> PublicPaper:
    """What is signed stands as it was judged; in a draft no name is left that may not go out."""
    row = session.get_one(ReleaseRow, release_id)
    incident = session.get(IncidentRow, row.incident_id) if row.incident_id else None
    warning = session.get(WarningRow, row.warning_id) if row.warning_id else None
    paper = PublicPaper(
        org=office(session),
        kind=row.kind,
        title=row.title,
        text=row.text,
        as_of=row.as_of,
        figures=bool(row.figures),
        out_at=None,
        journal=journal_mark(session),
        drill=mark_of(session) is not None,
    )
    if row.state not in FROZEN:
        private = private_for(session, Basis(incident, None if incident else warning))
        cover = partial(masked, private=private)
        return replace(paper, title=cover(row.title), text=cover(row.text))
    signed, out = (_passed(session, row.id, s) for s in (GateStep.APPROVAL, GateStep.PUBLISH))
    last = out or signed
    return replace(
        paper, out_at=last.done_at if last else row.as_of, signer=signed.by if signed else ""
    )


def _newest(kind: ReleaseKind) -> Select[int]:
    return (
        select(ReleaseRow.id)
        .where(ReleaseRow.kind == kind, ReleaseRow.state != ReleaseState.WITHDRAWN)
        .order_by(ReleaseRow.id.desc())
        .limit(1)
    )


def _passed(session: Session, release_id: int, step: GateStep) -> ReleaseCheckRow | None:
    steps = reversed(standing_steps(steps_of(session, [release_id])))
    return next((each for each in steps if each.step == step and each.passed), None)
