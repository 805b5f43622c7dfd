"""The rows of the newest 病例通报 that stand behind a mark of the map or a bar of the curve."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.incident.case_report import Part
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.case_picture import CasePicture, case_picture
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class CasesWanted:
    """Which rows: of these ids, of a county's schools, or of an interval; nothing: all."""

    ids: tuple[int, ...] = ()
    district: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """`start` and `end` of an interval of the onset, else None."""

    part: Part
    label: str
    district: str
    number: int
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseList:
    """`total`: of the rows, as the mark or the bar says."""

    picture: CasePicture | None
    lines: tuple[CaseLine, ...]
    now: datetime

    @property
    def total(self) -> int:
        return sum(line.number for line in self.lines)


def case_rows(session: Session, incident_id: int, wanted: CasesWanted, now: datetime) -> CaseList:
    incident = session.get_one(IncidentRow, incident_id)
    found = case_picture(session, incident, now)
    if found is None:
        return CaseList(None, (), now)
    names = county_names(session)
    places = [
        CaseLine(p.part, p.label, names.get(p.district or "", ""), p.number)
        for p in found.places
        if wanted.since is None
        and (not wanted.ids or p.id in wanted.ids)
        and (not wanted.district or (p.part is Part.SITE and p.district == wanted.district))
    ]
    onset = [
        CaseLine(Part.ONSET, "", "", each.number, each.start, each.end)
        for each in found.intervals
        if not wanted.ids
        and not wanted.district
        and (wanted.since is None or wanted.since <= each.start)
        and (wanted.until is None or each.end <= wanted.until)
    ]
    return CaseList(found, (*places, *onset), now)
