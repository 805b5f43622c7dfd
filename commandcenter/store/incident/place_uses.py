"""What in the record is about each place of an incident: a place that has any stays."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.tasks import PLACE
from commandcenter.domain.phrase import word
from commandcenter.store.incident.hand_counts import place_named
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.command.reminder import ReminderRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.files import AttachmentRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, TallyRow
from commandcenter.store.tables.incident.incident_team import TeamRow


def place_uses(session: Session, incident_id: int) -> Mapping[int, tuple[str, ...]]:
    """By place, in words; what names a place by its words alone is about the one that it means."""
    places = rows_of_incident(session, IncidentPlaceRow, incident_id)
    by_label = {row.label: row.id for row in places}
    found = defaultdict[int, list[str]](list)
    for report in rows_of_incident(session, SiteReportRow, incident_id):
        meant = report.place_id or by_label.get(place_named(report.place, by_label))
        found[meant or 0].append(word("现场报告"))
    for team in rows_of_incident(session, TeamRow, incident_id):
        found[team.place_id or 0].append(word("队伍到场"))
    for count in rows_of_incident(session, TallyRow, incident_id):
        meant = count.place_id or by_label.get(place_named(count.place, by_label))
        found[meant or 0].append(word("人数统计"))
    for about in _spoken_of(session, incident_id):
        found[int(about.removeprefix(PLACE))].append(word("应办事项的说明"))
    return {place: tuple(dict.fromkeys(words)) for place, words in found.items() if place}


def _spoken_of(session: Session, incident_id: int) -> list[str]:
    """Places of whose obligations people said something, or which they reminded of."""
    row, said, sent, chased = ObligationRow, ObligationNoteRow, AttachmentRow, ReminderRow
    spoken = or_(
        exists().where(said.obligation_id == row.id),
        exists().where(sent.obligation_id == row.id),
        exists().where(chased.kind == "obligation", chased.subject == row.id),
    )
    of_places = row.about.startswith(PLACE, autoescape=True)
    rows = select(row.about).where(row.incident_id == incident_id, of_places, spoken)
    return list(session.scalars(rows.distinct().order_by(row.about)))
