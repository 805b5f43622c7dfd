"""当前态势: an incident in two sentences, of one moment: what it is, and how it stands."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.phrase import enumerated, phrase
from commandcenter.domain.times import short_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.grading import known_facts
from commandcenter.store.incident.counties import counties_of
from commandcenter.store.incident.leading_body import district_names
from commandcenter.store.incident.stated_facts import statements
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.incident.incident import IncidentRow

LONGEST = 80  # characters of a sentence
END = re.compile(r"(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class NowWords:
    """`unknown`: titles of the facts that are 正在核查; `at`: the one moment of all of it."""

    sentences: tuple[str, ...]
    unknown: tuple[str, ...]
    at: datetime


def now_words(session: Session, incident_id: int, now: datetime) -> NowWords:
    incident = session.get_one(IncidentRow, incident_id)
    plan = plan_of(session, incident.plan_version_id)
    facts = known_facts(session, incident, plan, statements(session, incident_id), now)
    asked = [f for f in facts.values() if f.held is not None and f.held.value is None]
    found = (_what(session, incident, now), _newest(session, incident_id, now))
    return NowWords(tuple(w for w in found if w), tuple(f.title for f in asked), now)


def _what(session: Session, incident: IncidentRow, now: datetime) -> str:
    """The first sentence of what is known of it, else its name and where it is."""
    first = next((part for part in END.split(incident.summary.strip()) if part), "")
    if first:
        return _short(first)
    places = enumerated(district_names(session, counties_of(session, incident, now).codes))
    if not places:
        return phrase("{incident}。", incident=incident.title)
    return phrase("{incident}，涉及{places}。", incident=incident.title, places=places)


def _newest(session: Session, incident_id: int, now: datetime) -> str:
    """The last word of the field or of a group: who said it, and when."""
    row = session.scalars(
        select(LogEntryRow)
        .where(LogEntryRow.incident_id == incident_id)
        .order_by(LogEntryRow.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return ""
    return phrase(
        "{at} {office}：{text}",
        at=short_zh(row.at, now), office=row.office, text=_short(row.text),
    )  # fmt: skip


def _short(words: str) -> str:
    text = " ".join(words.split())
    if len(text) > LONGEST:
        return text[:LONGEST] + "…"
    return text if text.endswith(("。", "！", "？")) else text + "。"
