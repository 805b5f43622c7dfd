"""The watch: who holds it, its runs, and its signals."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.types import Choice, JsonText, Scaled


class WatchLeaseRow(Base):
    """The one seat that watches now. `epoch` rises whenever another takes over.

    Times are the server's. A seat writes a signal only while its epoch is still this one.
    `alarms_at`: when it last worked the alarms out.
    """

    __tablename__ = "watch_lease"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1
    epoch: Mapped[int]
    holder: Mapped[str]  # a name of the process, unlike any other
    seat: Mapped[str]  # as it is shown: whose seat, or 值守程序
    taken_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    alarms_at: Mapped[datetime | None]


class WatchRunRow(Base):
    """One run that was finished: up to which journal line the complaints were seen.

    Also a part that could not run: see store.watch.watch_runs. Of a backup `place` is where it lies
    and `keyed` whether the person key is in it; None of one that an earlier program noted.
    """

    __tablename__ = "watch_run"
    journalled = Journalled.NONE
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # quick, full, backup, failed PART REASON
    epoch: Mapped[int]
    as_of: Mapped[datetime]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    line: Mapped[int] = mapped_column(BigInteger)
    streams: Mapped[int]
    found: Mapped[int]
    place: Mapped[str | None]
    keyed: Mapped[bool | None]
    __table_args__ = (Index(None, "kind", "as_of"),)


class SignalRow(Base):
    """Something that gathers in a stream, from when it was found until it is disposed of.

    Counts hold for `since_at`..`until_at`: complaints, distinct people, and what is usual for
    the same time. `surprise` is -log10 of the p-value, None where a rule found it.
    """

    __tablename__ = "signal"
    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[StreamKind] = mapped_column(Choice(StreamKind))
    key: Mapped[str]
    detector: Mapped[Detector] = mapped_column(Choice(Detector))
    title: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    brand: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    problem: Mapped[str] = mapped_column(default="")
    districts: Mapped[list[str]] = mapped_column(JsonText)
    town: Mapped[str] = mapped_column(default="")
    channel: Mapped[Channel | None] = mapped_column(Choice(Channel))
    keywords: Mapped[list[str]] = mapped_column(JsonText)
    since_at: Mapped[datetime]
    until_at: Mapped[datetime]  # of its last complaint
    found_at: Mapped[datetime]
    as_of: Mapped[datetime]
    observed: Mapped[int]
    people: Mapped[int]
    expected: Mapped[float | None] = mapped_column(Scaled(1000))
    surprise: Mapped[float | None] = mapped_column(Scaled(1000))
    recurrence_days: Mapped[float | None] = mapped_column(Scaled(10))
    words: Mapped[str]  # why, in one sentence
    flagged: Mapped[int] = mapped_column(default=0)  # complaints with a sign of abuse (Art. 17)
    state: Mapped[SignalState] = mapped_column(Choice(SignalState))
    state_at: Mapped[datetime]
    judged_observed: Mapped[int | None]  # as large as it was when somebody last judged it
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("signal.id"))
    warning_id: Mapped[int | None] = mapped_column(ForeignKey("warning.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (Index(None, "stream", "key"), Index(None, "state"))
