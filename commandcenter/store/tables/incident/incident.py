"""Incidents: their life, places, complaints, level decisions and hand counts."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import Choice, Degrees, JsonText


class IncidentRow(Base):
    __tablename__ = "incident"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    public_title: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    kind: Mapped[str | None]  # of the plan's kinds (学校食品); None: by the category
    categories: Mapped[list[str]] = mapped_column(JsonText)
    state: Mapped[State] = mapped_column(Choice(State))
    grade: Mapped[Level | None] = mapped_column(Choice(Level))
    response: Mapped[Level | None] = mapped_column(Choice(Level))
    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    summary: Mapped[str] = mapped_column(default="")
    brand: Mapped[str] = mapped_column(default="")  # complaints on this brand join by themselves
    districts: Mapped[list[str]] = mapped_column(JsonText)  # codes of the counties concerned
    occurred_at: Mapped[datetime | None]  # 事发
    known_at: Mapped[datetime | None]  # 最早获知, by whoever must report: limits count from it
    received_at: Mapped[datetime]  # 接报
    received_by_way: Mapped[str] = mapped_column(default="")
    verified_at: Mapped[datetime | None]  # 研判确认; report clocks run from the verified 接报
    activated_at: Mapped[datetime | None]  # 启动
    expected_days: Mapped[int | None]
    measures: Mapped[str] = mapped_column(default="")
    registered_by: Mapped[str]
    verified_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]  # 响应终止
    closed_at: Mapped[datetime | None]  # 归档
    closed_by: Mapped[str | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))  # 并案
    transferred_to: Mapped[str | None]  # 移送: the body that took it
    released_name: Mapped[bool | None]  # the trader may be named outside (after 立案 or 公示)
    named_why: Mapped[str | None]  # on which ground, or why it was taken back
    named_by: Mapped[str | None]
    named_at: Mapped[datetime | None]
    pinned_at: Mapped[datetime | None]  # 固定为大屏主事件; of several the one pinned last
    pinned_by: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class IncidentFactRow(Base):
    """A fact of the grading matrix as somebody stated it; the newest of a code holds.

    `value` None with the words "正在核查": known to be unknown.
    """

    __tablename__ = "incident_fact"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    code: Mapped[str]  # of the plan's facts and contexts
    value: Mapped[int | None] = mapped_column(BigInteger)
    words: Mapped[str]
    source: Mapped[str]
    as_of: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (Index(None, "incident_id", "code", "at"),)


class IncidentPlaceRow(Base):
    """A place of the incident: a store, a school, an office."""

    __tablename__ = "incident_place"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"))
    label: Mapped[str]
    district: Mapped[str | None] = mapped_column(ForeignKey("district.code"))
    lat: Mapped[float | None] = mapped_column(Degrees)
    lon: Mapped[float | None] = mapped_column(Degrees)


class IncidentComplaintRow(Base):
    """A complaint that belongs to an incident, since when and until when (taken out again)."""

    __tablename__ = "incident_complaint"
    journalled = Journalled.CHANGES
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]
    removed_why: Mapped[str | None]
    via_incident: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))  # by 并案
    __table_args__ = (Index(None, "incident_id", "complaint_id"),)


class LevelDecisionRow(Base):
    """One step towards a level, or the decision on it, with its facts and reason.

    `step`: suggestion (定级建议), decision, initial (初判), request (报请), upper (the upper
    body's decision), returned (退回会商), taken_back (a decision, its signature taken back).
    """

    __tablename__ = "level_decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    axis: Mapped[Axis] = mapped_column(Choice(Axis))
    step: Mapped[str]
    level: Mapped[Level] = mapped_column(Choice(Level))
    reason: Mapped[str]
    facts: Mapped[dict[str, object]] = mapped_column(JsonText)
    by: Mapped[str]
    at: Mapped[datetime]
    signature: Mapped[str] = mapped_column(default="")  # the name as signed
    answers: Mapped[int | None] = mapped_column(ForeignKey("level_decision.id"))
    ends: Mapped[bool | None]  # the decision ends the response
    consultation_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("consultation.id"))
    oral_id: Mapped[int | None] = mapped_column(ForeignKey("oral_decision.id"))
    organ: Mapped[str | None]  # of the upper body's decision
    registered_by: Mapped[str | None]  # who entered that decision
    document: Mapped[str | None]  # its number
    decided_at: Mapped[datetime | None]  # when the upper body decided
    expected_days: Mapped[int | None]
    measures: Mapped[str | None]
    notice: Mapped[str | None]  # the text that was signed
    # What the upper body's decision is known by: its paper as a file, or the call that told it.
    file_sha256: Mapped[str | None] = mapped_column(String, ForeignKey("stored_file.sha256"))
    file_name: Mapped[str | None]
    caller: Mapped[str | None]  # name and post
    caller_phone: Mapped[str | None]
    called_at: Mapped[datetime | None]


class TallyRow(Base):
    """A count made by hand between exports: people on site, registered, waiting, calls."""

    __tablename__ = "tally"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[str]  # on_site, registered, waiting, calls
    value: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str] = mapped_column(default="")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("incident_place.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (Index(None, "incident_id", "kind", "at"),)
