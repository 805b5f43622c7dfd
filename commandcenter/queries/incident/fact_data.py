"""The facts of the grading matrix that the rows themselves tell, each with source and time.

What no row tells is left out: it is unknown, and a person may state it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.as_of import Moment
from commandcenter.domain.complaints.complaint import SOURCE_WORDS, Source
from commandcenter.domain.figures_shown import SPECIAL_GROUPS
from commandcenter.domain.incident.facts import Origin, Reading
from commandcenter.domain.moments import Moments
from commandcenter.domain.phrase import clauses, enumerated, phrase, with_note, word
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.counties import BY_ROWS, counties_of
from commandcenter.store.incident.hand_counts import ON_SITE, hand_count
from commandcenter.store.incident.told_figures import counted as counted_by_hand
from commandcenter.store.moment import counted, moment
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow

# How grave the plan's ranks of media are, by where an item of opinion appeared.
MEDIA_RANKS = {"self": 0, "local": 1, "city": 2, "province": 2, "central": 3}


@dataclass(frozen=True, slots=True)
class _Complaints:
    """The complaints of the incident that count at a moment."""

    rows: list[Any]
    source: str
    m: Moment

    @property
    def newest(self) -> datetime:
        """Up to when the exports go; a person's word that is of later is newer."""
        exports = [to for source, to in self.m.upto if source is not Source.DESK]
        ends = exports or [to for _, to in self.m.upto]
        return max(ends, default=self.m.at)


def data_readings(
    session: Session, incident: IncidentRow, windows: Mapping[str, int], now: datetime
) -> dict[str, Reading]:
    """By the code of the fact. `windows`: hours that a count looks back, 0 for all."""
    found: dict[str, Reading | None] = {
        "on_site": _on_site(session, incident.id, now),
        "media": _media(session, incident.id),
        "hurt": _counted_by_hand(session, incident.id, "hurt", now),
        "dead": _counted_by_hand(session, incident.id, "dead", now),
    }
    complaints = _complaints(session, incident.id, now)
    found["counties"] = _counties(session, incident, complaints, now)
    if complaints:
        recent = {code: _within(complaints, hours, now) for code, hours in windows.items()}
        found |= {
            "complainants": _people(complaints, recent.get("complainants", complaints.rows)),
            "amount_yuan": _amount(complaints, recent.get("amount_yuan", complaints.rows)),
        }
        found |= {code: _percent(complaints, group) for code, group in SPECIAL_GROUPS.items()}
    return {code: reading for code, reading in found.items() if reading is not None}


def _complaints(session: Session, incident_id: int, now: datetime) -> _Complaints | None:
    """None while this database has never got a complaint of any source."""
    columns, m = ComplaintRow.__table__.c, moment(session, now)
    rows = list(
        session.execute(
            select(
                columns.person_key, columns.registered_at, columns.subject_id,
                columns.amount_cents, columns.amount_words, columns.other_province,
                columns.special_group,
            ).where(counted(m, incident_id))
        )
    )  # fmt: skip
    if not m.upto and not rows:
        return None
    say = Moments(now, named=True).say
    names = enumerated(_exported(s, say(to)) for s, to in m.upto)
    return _Complaints(rows, with_note(word("并入本事件的投诉"), names), m)


def _exported(source: Source, at: str) -> str:
    name = SOURCE_WORDS[source]
    return name if source is Source.DESK else phrase("{source}导至{at}", source=name, at=at)


def _within(complaints: _Complaints, hours: int, now: datetime) -> list[Any]:
    since = now - timedelta(hours=hours)
    return [row for row in complaints.rows if not hours or row.registered_at > since]


def _people(complaints: _Complaints, rows: list[Any]) -> Reading:
    """Distinct people of this province; those of others stand beside (异地)."""
    here = {row.person_key for row in rows if row.person_key and not row.other_province}
    away = {row.person_key for row in rows if row.person_key and row.other_province} - here
    nameless = sum(not row.person_key for row in rows)
    notes = [phrase("异地 {n} 人另列", n=len(away))] if away else []
    notes += [phrase("{n} 件没有联系方式，未计入", n=nameless)] if nameless else []
    return _complaint_reading(complaints, len(here), clauses(notes))


def _amount(complaints: _Complaints, rows: list[Any]) -> Reading | None:
    """The greatest amount stated a person and subject, in full yuan; None when none states one."""
    amounts: dict[Any, int] = {}
    for number, row in enumerate(rows):
        if row.amount_cents is not None:
            key = (row.person_key, row.subject_id) if row.person_key else number
            amounts[key] = max(amounts.get(key, 0), row.amount_cents)
    if not amounts:
        return None
    vague = sum(bool(row.amount_words) for row in rows)
    silent = sum(row.amount_cents is None and not row.amount_words for row in rows)
    notes = [phrase("{n} 件未说明金额", n=silent)] if silent else []
    notes += [phrase("{n} 件金额不是确数，未计入", n=vague)] if vague else []
    return _complaint_reading(complaints, sum(amounts.values()) // 100, clauses(notes))


def _percent(complaints: _Complaints, group: str) -> Reading | None:
    """How many of a hundred complaints are of a group; None where no record tells groups."""
    rows = complaints.rows
    if not any(row.special_group for row in rows):
        return None
    return _complaint_reading(
        complaints, 100 * sum(row.special_group == group for row in rows) // len(rows)
    )


def _complaint_reading(complaints: _Complaints, value: int, note: str = "") -> Reading:
    return Reading(
        value, complaints.source, complaints.m.at, Origin.DATA, note, newest=complaints.newest
    )


def _on_site(session: Session, incident_id: int, now: datetime) -> Reading | None:
    """The head count of all places; a report from the site writes its own there."""
    found = hand_count(session, incident_id, ON_SITE, moment(session, now).at)
    if found and found.stated:
        found = found.before  # what was stated stands beside it, and holds
    if found is None:
        return None
    named: list[str] = [each.place or word("其他") for each in found.places]
    if len(named) > 1:
        named = [
            phrase("{place}{n}人", place=name, n=each.value)
            for name, each in zip(named, found.places, strict=True)
        ]
    source = word("现场清点")
    if named != ["其他"]:
        source = phrase("现场清点（{places}）", places=enumerated(named))
    return Reading(found.value, source, found.at, Origin.DATA, newest=found.newest)


def _counted_by_hand(
    session: Session, incident_id: int, code: str, now: datetime
) -> Reading | None:
    """What the tiles show of patients is what the matrix reads."""
    newest = counted_by_hand(session, incident_id, code, moment(session, now).at)
    if newest is None:
        return None
    return Reading(newest.value, newest.place or word("报数"), newest.at, Origin.DATA)


def _counties(
    session: Session, incident: IncidentRow, complaints: _Complaints | None, now: datetime
) -> Reading | None:
    found = counties_of(session, incident, now)
    if not found.codes:
        return None
    number, heard = len(found.codes), incident.received_at
    if found.registered:
        return Reading(number, word("事件登记的县区"), heard, Origin.DATA)
    newest = complaints.newest if complaints else heard
    return Reading(number, BY_ROWS, moment(session, now).at, Origin.DATA, newest=newest)


def _media(session: Session, incident_id: int) -> Reading | None:
    """The gravest medium among the items of opinion; None while nobody registered one."""
    rows = session.execute(
        select(OpinionRow.media, OpinionRow.source, OpinionRow.found_at).where(
            OpinionRow.incident_id == incident_id
        )
    ).all()
    known = [(MEDIA_RANKS[r.media], r.found_at, r.source) for r in rows if r.media in MEDIA_RANKS]
    if not known:
        return None
    rank, _, outlet = max(known)
    newest = max(at for _, at, _ in known)
    source = phrase("舆情登记（{outlet}）", outlet=outlet)
    return Reading(rank, source, newest, Origin.DATA)
