"""Complaints, who they are about, how they are handled, what is marked on them, and imports."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.complaints.complaint import Channel, ComplaintKind, Precision, Source
from commandcenter.store.tables.base import GIVEN_LATER, ONLY_GROWS, Base, Journalled, Partial
from commandcenter.store.types import Choice, Degrees


class BatchRow(Base):
    """One import. While it is open its complaints are not shown, counted or detected on.

    One that turned out wrong is opened again to be taken out; it keeps its `closed_at`, and what
    it leaves behind keeps its images.
    """

    __tablename__ = "batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]  # 12315, 12345, desk, or mixed
    file_name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    mapping: Mapped[str] = mapped_column(default="")
    state: Mapped[str]  # open, closed, undone
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    opened_by: Mapped[str]
    opener_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    rows: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    platform_to: Mapped[datetime | None]  # 12315 导至
    hotline_to: Mapped[datetime | None]  # 12345 导至
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_why: Mapped[str | None]
    partial: ClassVar = (Partial("ix_batch_open", "id", "state = 'open'"),)


class SubjectRow(Base):
    """A trader (经营主体). Found by credit code, else by its name as written."""

    __tablename__ = "subject"
    journalled = Journalled.CHANGES
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(index=True)
    credit_code: Mapped[str | None] = mapped_column(unique=True)
    brand: Mapped[str] = mapped_column(default="", index=True)
    trade: Mapped[str] = mapped_column(default="")
    legal_person: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    lat: Mapped[float | None] = mapped_column(Degrees)
    lon: Mapped[float | None] = mapped_column(Degrees)
    precision: Mapped[Precision | None] = mapped_column(Choice(Precision))


UNMARKED = "kind = 'report' AND NOT reporter_protected"


class ComplaintRow(Base):
    """A complaint. One of an open import is taken out again without an image: nobody saw it."""

    __tablename__ = "complaint"
    journalled = Journalled.CHANGES
    without_image = (
        "EXISTS (SELECT 1 FROM batch b WHERE b.id = {row}.batch_id "
        "AND b.state = 'open' AND b.closed_at IS NULL)"
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    source: Mapped[Source] = mapped_column(Choice(Source))
    kind: Mapped[ComplaintKind] = mapped_column(Choice(ComplaintKind))
    channel: Mapped[Channel] = mapped_column(Choice(Channel))
    registered_at: Mapped[datetime]
    recorded_at: Mapped[datetime]  # when this database got it
    title: Mapped[str]
    text: Mapped[str]
    category: Mapped[str]
    problem: Mapped[str]
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    town: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    brand: Mapped[str]
    goods: Mapped[str]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    online: Mapped[bool | None]
    special_group: Mapped[str]
    other_province: Mapped[bool]
    urgency: Mapped[str]
    lat: Mapped[float | None] = mapped_column(Degrees)
    lon: Mapped[float | None] = mapped_column(Degrees)
    precision: Mapped[Precision | None] = mapped_column(Choice(Precision))
    # Who complained, as a number: equal for one person, "" for nobody; another one for the same
    # person's reports. On a server it is random and given after the commit (store/complaints/
    # people.py), in an embedded file an HMAC of phone or ID number. Longer: an erasure's mark.
    person_key: Mapped[str] = mapped_column(info=GIVEN_LATER)
    # It is a report (举报) or once was one (令121 Art. 37): once true it never is false again.
    reporter_protected: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=ONLY_GROWS
    )
    # What became of it in the system that it comes from, as its files say.
    status: Mapped[str] = mapped_column(default="", server_default="")
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    recovered_cents: Mapped[int | None] = mapped_column(BigInteger)
    office: Mapped[str] = mapped_column(default="", server_default="")
    amount_words: Mapped[str] = mapped_column(default="", server_default="")  # no exact number
    unread: Mapped[str] = mapped_column(default="", server_default="")  # domain's `unread_words`
    __table_args__ = (
        Index(None, "registered_at", "category", "district", "subject_id"),
        Index(None, "district", "category", "registered_at"),
        Index(None, "subject_id", "registered_at"),
    )
    # Always empty: by which a report is found that somebody brought in unmarked.
    partial: ClassVar = (Partial("ix_complaint_unmarked", "batch_id", UNMARKED),)

    @property
    def hides_reporter(self) -> bool:
        """Whether who complained is a reporter (举报人), shown to who handles the report only."""
        return self.reporter_protected or self.kind is ComplaintKind.REPORT


class ComplaintHandlingRow(Base):
    """Where a complaint stands by the law (令121); no row: registered, nothing done yet.

    `clock` and `due_at`: the legal limit that runs now; None when none does.
    """

    __tablename__ = "complaint_handling"
    complaint_id: Mapped[int] = mapped_column(
        ForeignKey("complaint.id"), primary_key=True, autoincrement=False
    )
    state: Mapped[str]  # domain.complaints.handling.HandlingState
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    mediation_ended_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    clock: Mapped[str]  # of the plan's clocks; "" when none runs
    due_at: Mapped[datetime | None]
    recovered_cents: Mapped[int | None] = mapped_column(BigInteger)
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (Index(None, "due_at"),)


class ComplaintFlagRow(Base):
    """A sign of an abnormal cluster (令121 Art. 17): flagged, never dropped."""

    __tablename__ = "complaint_flag"
    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[str]  # which sign
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[str | None]
    lifted_why: Mapped[str | None]
    partial: ClassVar = (
        Partial("ix_complaint_flag_lifted_at", "lifted_at", "lifted_at IS NOT NULL"),
    )
