"""Releases to the public and internal wording: drafted, checked, signed, told, published."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.releases.release import ReleaseKind, ReleaseState
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class ReleaseRow(Base):
    """Of an incident or, as a consumer notice (3.2(1)), of a warning: one of both is there.

    `figures`: each number of the text with what the database said and, if it differs, why.
    """

    __tablename__ = "release"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[ReleaseKind] = mapped_column(Choice(ReleaseKind))
    number: Mapped[int]  # within its kind, from 1
    title: Mapped[str]
    text: Mapped[str]
    state: Mapped[ReleaseState] = mapped_column(Choice(ReleaseState))
    as_of: Mapped[datetime]  # of the figures
    figures: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    authority: Mapped[str]  # who may publish it, in words, by category and level
    needs_telling: Mapped[bool]  # 宣传/网信 must be told before it goes out
    drafted_by: Mapped[str]
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    corrects: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    warning_id: Mapped[int | None] = mapped_column(ForeignKey("warning.id"), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ReleaseCheckRow(Base):
    """One step of the gate: draft, legality, secrecy, approval, telling, publishing, a return."""

    __tablename__ = "release_check"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    step: Mapped[str]  # domain.releases.release.GateStep
    passed: Mapped[bool]
    words: Mapped[str]
    receiver: Mapped[str]  # whom it was told to, or the channel it went out by
    judged: Mapped[str]  # the title and the text that were judged, one under the other
    text_sha256: Mapped[str]  # of `judged`
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str]
    done_at: Mapped[datetime]
    at: Mapped[datetime]


class PressQuestionRow(Base):
    """A question of the press, and what was answered."""

    __tablename__ = "press_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    outlet: Mapped[str]
    asker: Mapped[str]
    question: Mapped[str]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    registered_by: Mapped[str]
    answer: Mapped[str | None]
    line_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))  # 口径 it follows
    answered_by: Mapped[str | None]  # who answered first; `answer` is what stands now
    answered_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
    corrected_by: Mapped[str | None]
