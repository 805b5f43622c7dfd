"""Complaints as rows and in detail, with people masked."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.complaint import Channel, ComplaintKind, Source


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    id: int
    number: str
    registered_at: datetime
    source: Source
    channel: Channel
    kind: ComplaintKind
    title: str
    subject: str
    district: str
    category: str
    problem: str
    amount_cents: int | None
    complainant: str  # masked
    incident_id: int | None


@dataclass(frozen=True, slots=True)
class ComplaintDetail:
    line: ComplaintLine
    text: str
    phone: str  # masked
    address: str  # district and street only
    brand: str
    goods: str
    subject_code: str
    subject_address: str
    recorded_at: datetime
    file_name: str  # the import it came with, "" when entered by hand
    special_group: str
    other_province: bool


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """One page of a search; `total` counts all that match."""

    lines: tuple[ComplaintLine, ...]
    total: int
