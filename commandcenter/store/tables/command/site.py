"""The groups in the field and what they bring: site reports, opinions, questions, requests."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice


class SiteReportRow(Base):
    """现场报告: head count, mood, damage, measures at one place (plan 4.1(3))."""

    __tablename__ = "site_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("incident_place.id"))
    place: Mapped[str]
    head_count: Mapped[int | None]
    mood: Mapped[str]  # domain.command.site.Mood
    damage: Mapped[str]
    measures: Mapped[str]
    needs: Mapped[str]
    closes: Mapped[bool] = mapped_column(default=False)  # the team leaves: no clock until the next
    seen_at: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[str]
    office: Mapped[str]
    __table_args__ = (Index(None, "incident_id", "seen_at"),)


class OpinionRow(Base):
    """An item of public opinion (舆情): where, how far, in what tone, and what was answered."""

    __tablename__ = "opinion"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    source: Mapped[str]  # the outlet or platform
    media: Mapped[str]  # domain.command.opinion.Media: self, local, city, province, central
    title: Mapped[str]
    link: Mapped[str]
    summary: Mapped[str]
    reach: Mapped[int | None] = mapped_column(BigInteger)  # views or forwards
    tone: Mapped[str]  # domain.command.opinion.Tone
    false_claim: Mapped[bool]  # to be corrected (应对法 7)
    published_at: Mapped[datetime]
    found_at: Mapped[datetime]
    found_by: Mapped[str]
    state: Mapped[str]  # open, answered, referred, watched
    answer: Mapped[str]
    referred_to: Mapped[str]
    answered_at: Mapped[datetime | None]  # when it came into its state, by whom
    answered_by: Mapped[str | None]
    watched_at: Mapped[datetime | None]  # these stay, whatever became of it afterwards
    watched_by: Mapped[str | None]
    referred_at: Mapped[datetime | None]
    referred_by: Mapped[str | None]
    __table_args__ = (Index(None, "incident_id", "published_at"),)


class LegalQuestionRow(Base):
    """A legal question to 法律咨询组 and its answer."""

    __tablename__ = "legal_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    question: Mapped[str]
    asked_by: Mapped[str]
    asked_from: Mapped[str]  # the asker's office
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    basis: Mapped[str | None]  # law and article
    answered_by: Mapped[str | None]  # who answered first; `answer` is what stands now
    answered_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str | None]


class SupplyRequestRow(Base):
    """A request to 后勤保障组: vehicles, equipment, seats, people, money."""

    __tablename__ = "supply_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[str]  # domain.command.supply.Kind
    item: Mapped[str]
    amount: Mapped[int]
    unit: Mapped[str]
    money_cents: Mapped[int | None] = mapped_column(BigInteger)
    needed_at: Mapped[datetime | None]
    for_group: Mapped[Group | None] = mapped_column(Choice(Group))
    reason: Mapped[str]
    asked_by: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None before 0032
    asked_from: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[str]  # asked, approved, delivered, refused, returned
    approved_by: Mapped[str | None]  # of money
    approved_at: Mapped[datetime | None]
    handled_by: Mapped[str | None]
    handled_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[str | None]
    # Of what costs money: of which budget it is paid, why beyond it, and what was paid.
    # Its type is said: who reads the rows of an incident need not load the table of the money.
    budget_line_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("budget_line.id"))
    over_budget: Mapped[str | None]
    spent_cents: Mapped[int | None] = mapped_column(BigInteger)
    voucher: Mapped[str | None]
