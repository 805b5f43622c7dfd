"""Whom a new paper is addressed to: the office's usual receivers, or whom its matter names."""

from sqlalchemy.orm import Session

from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.paper_items import PaperTemplate
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.grade_steps import asked_above
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.meeting import MeetingRow


@dataclass(frozen=True, slots=True)
class Receivers:
    """主送 and 抄送."""

    sent_to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


def offered(
    session: Session, template: PaperTemplate | None, kind: PaperKind, subject: int
) -> Receivers:
    """What a draft that is begun now has; `subject` as its kind wants it."""
    usual = Receivers(template.recipients, template.copies) if template else Receivers()
    if kind is PaperKind.REQUEST:
        return _above(session, usual, subject)
    if kind is PaperKind.LETTER and (asked := session.get(LiaisonRow, subject)):
        return Receivers((asked.department,), usual.copies)
    if kind is PaperKind.MEETING and (called := session.get(MeetingRow, subject)):
        return Receivers(tuple(called.members), usual.copies)
    return usual


def _above(session: Session, usual: Receivers, incident_id: int) -> Receivers:
    """The body that was asked; who is usually asked then has a copy."""
    asked = asked_above(session, incident_id)
    organ = asked.request.organ if asked and asked.request else None
    if not organ:
        return usual
    others = dict.fromkeys((*usual.sent_to, *usual.copies))
    return Receivers((organ,), tuple(name for name in others if name != organ))
