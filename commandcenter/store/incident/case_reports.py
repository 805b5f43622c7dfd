"""The newest 病例通报 of an incident, with those of the incidents that were merged into it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.phrase import enumerated
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.family import family_of
from commandcenter.store.incident.hand_counts import joined, standing
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.incident.cases import CaseCountRow, CaseReportRow


@dataclass(frozen=True, slots=True)
class Cases:
    """`reports`: never empty, the oldest first; several only where incidents were merged, and
    then they add up. `counts` of a part that nobody told is empty.
    """

    reports: tuple[CaseReportRow, ...]
    counts: Mapping[Part, Sequence[CaseCountRow]]

    @property
    def treated(self) -> int:
        return sum(report.treated for report in self.reports)

    @property
    def as_of(self) -> datetime:
        """No part of it is older."""
        return self.reports[0].as_of

    @property
    def source(self) -> str:
        return enumerated(dict.fromkeys(report.source for report in self.reports))

    def missing(self, part: Part) -> int:
        """Of how many treated the part does not tell: of a merged incident that left it out."""
        return self.treated - sum(row.number for row in self.counts.get(part, ()))


def cases(session: Session, incident_id: int, at: datetime) -> Cases | None:
    """As it was known at a moment; None where nobody told until then."""
    return read_once(session, ("cases", incident_id, at), lambda: _cases(session, incident_id, at))


def _cases(session: Session, incident_id: int, at: datetime) -> Cases | None:
    family = family_of(session, incident_id)
    count = CaseCountRow
    rows = session.execute(
        select(CaseReportRow, count)
        .outerjoin(count, count.case_report_id == CaseReportRow.id)
        .where(CaseReportRow.incident_id.in_(family), CaseReportRow.as_of <= at)
        .order_by(CaseReportRow.as_of, CaseReportRow.id, count.id)
    ).all()
    newest = {report.incident_id: report for report, _ in rows}
    if not newest:
        return None
    told = {number: row.as_of for number, row in newest.items()}
    found = [newest[m] for m in standing(told, incident_id, joined(session, family))]
    found.sort(key=lambda row: (row.as_of, row.id))
    ids = {report.id for report in found}
    counts = [each for report, each in rows if each is not None and report.id in ids]
    return Cases(tuple(found), _by_part(sorted(counts, key=lambda each: each.id)))


def _by_part(counts: Sequence[CaseCountRow]) -> Mapping[Part, Sequence[CaseCountRow]]:
    found: dict[Part, list[CaseCountRow]] = {}
    for row in counts:
        found.setdefault(row.part, []).append(row)
    return found
