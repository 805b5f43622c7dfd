"""Sections of a report after the response as its row keeps them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.inquiry import Section
from commandcenter.domain.phrase import kept_list, word
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.types import from_micros, to_micros


def pack(sections: Iterable[Section]) -> list[dict[str, object]]:
    return [
        {
            "code": s.code,
            "title": s.title,
            "text": s.text,
            "filled": s.filled,
            "source": s.source,
            "as_of": to_micros(s.as_of) if s.as_of else None,
            "by": s.by,
            "at": to_micros(s.at) if s.at else None,
            "version": s.version,
        }
        for s in sections
    ]


def sections_of(row: InquiryReportRow) -> tuple[Section, ...]:
    return tuple(_section(data) for data in row.sections)


def _section(data: Mapping[str, object]) -> Section:
    as_of, at, version = data.get("as_of"), data.get("at"), data.get("version")
    return Section(
        code=str(data["code"]),
        title=word(str(data["title"])),
        text=str(data["text"]),
        filled=str(data.get("filled", "")),
        source=kept_list(str(data.get("source", ""))),
        as_of=from_micros(as_of) if isinstance(as_of, int) else None,
        by=str(data.get("by", "")),
        at=from_micros(at) if isinstance(at, int) else None,
        version=version if isinstance(version, int) else 1,
    )


def reports_of(session: Session, incident_id: int) -> list[InquiryReportRow]:
    """All reports of an incident, oldest first."""
    return list(
        session.scalars(
            select(InquiryReportRow)
            .where(InquiryReportRow.incident_id == incident_id)
            .order_by(InquiryReportRow.id)
        )
    )
