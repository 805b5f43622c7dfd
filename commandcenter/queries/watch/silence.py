"""The silence map: when each county concerned last said a word, and if that is too long ago."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.phrase import phrases
from commandcenter.domain.reports.report import Chain, ReportState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow

SILENCE_SETTING = "silent_county_minutes"


class Word(StrEnum):
    """What a county was last heard by."""

    LOG = "log"
    SITE = "site"
    REPORT = "report"


WORD_WORDS: dict[Word, str] = phrases(
    {Word.LOG: "工作动态", Word.SITE: "现场报告", Word.REPORT: "信息报告"}
)


@dataclass(frozen=True, slots=True)
class Silence:
    """A county concerned. `minutes`: since its last word or, before one, since the response
    began; None before it. `too_long`: those minutes, once they are more than allowed."""

    code: str
    name: str
    at: datetime | None
    by: Word | None
    minutes: int | None
    too_long: int | None
    allowed: int


def silence_lines(session: Session, incident_id: int, now: datetime) -> tuple[Silence, ...]:
    return silences(session, session.get_one(IncidentRow, incident_id), now)


def silences(session: Session, incident: IncidentRow, now: datetime) -> tuple[Silence, ...]:
    """The longest silent first; nothing runs before the response or after it."""
    plan = plan_of(session, incident.plan_version_id)
    allowed = int(plan.number(SILENCE_SETTING))
    words = _last_words(session, incident.id)
    rows = session.scalars(
        select(DistrictRow).where(DistrictRow.code.in_(incident.districts))
    ).all()
    found = []
    for row in rows:
        at, by = words.get(row.code, (None, None))
        minutes = _minutes(incident, at, now)
        late = minutes if minutes is not None and minutes > allowed else None
        found.append(Silence(row.code, row.name, at, by, minutes, late, allowed))
    return tuple(sorted(found, key=lambda each: (-(each.minutes or 0), each.code)))


def _minutes(incident: IncidentRow, at: datetime | None, now: datetime) -> int | None:
    if incident.activated_at is None or incident.ended_at is not None:
        return None
    heard = max(incident.activated_at, at or incident.activated_at)
    return int((now - heard).total_seconds() // 60)


def _last_words(session: Session, incident_id: int) -> dict[str, tuple[datetime, Word]]:
    """The newest of all kinds by the code of the county."""
    log = select(LogEntryRow.district, func.max(LogEntryRow.at)).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.district.is_not(None)
    )
    # A site report names its office in words, see services.guard.office_of.
    site = (
        select(DistrictRow.code, func.max(SiteReportRow.at))
        .join(SiteReportRow, SiteReportRow.office == DistrictRow.name + "局")
        .where(SiteReportRow.incident_id == incident_id)
    )
    sent = select(ReportRow.district, func.max(ReportRow.sent_at)).where(
        ReportRow.incident_id == incident_id,
        ReportRow.chain == Chain.COUNTY,
        ReportRow.state == ReportState.SENT,
    )
    found: dict[str, tuple[datetime, Word]] = {}
    for word, rows, column in (
        (Word.LOG, log, LogEntryRow.district),
        (Word.SITE, site, DistrictRow.code),
        (Word.REPORT, sent, ReportRow.district),
    ):
        for code, at in session.execute(rows.group_by(column)):
            if code and at and (code not in found or at > found[code][0]):
                found[code] = (at, word)
    return found
