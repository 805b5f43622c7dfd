"""Papers in the register: the draft, the steps of its way, and files.

Information reports, releases and inquiry reports keep their own rows; numbers and files name
whichever it is by `life` and `subject_id`.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.domain.org import Group
from commandcenter.domain.papers.paper import FileRole, Life, PaperKind, PaperState, PaperStep
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, JsonText


class PaperRow(Base):
    """`texts`: {key: [made, text]} of the paragraphs that people changed, and of no others.

    `subject`: what its kind wants (an incident, a warning, a first day). `incident_id` too,
    where it is of one.
    """

    __tablename__ = "paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(Choice(PaperKind))
    subject: Mapped[int]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    state: Mapped[PaperState] = mapped_column(Choice(PaperState), index=True)
    title: Mapped[str]
    texts: Mapped[dict[str, list[str]]] = mapped_column(JsonText)
    template: Mapped[str]
    groups: Mapped[list[str]] = mapped_column(JsonText)  # who countersigns
    sent_to: Mapped[list[str]] = mapped_column(JsonText)  # 主送
    copies: Mapped[list[str]] = mapped_column(JsonText)  # 抄送
    attachments: Mapped[list[str]] = mapped_column(JsonText)  # 附件说明
    urgency: Mapped[str]
    secrecy: Mapped[str]
    serial: Mapped[str]  # 份号
    drafted_by: Mapped[str]
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime]
    edited_by: Mapped[str]
    edited_at: Mapped[datetime]
    signed_by: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    as_of: Mapped[datetime | None]  # of the frozen text
    sources: Mapped[list[list[object]]] = mapped_column(JsonText)  # [[source, micros]] at 签发
    number: Mapped[str] = mapped_column(default="")  # 发文字号 as printed
    issued_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]
    filed_where: Mapped[str] = mapped_column(default="")  # 归档号
    amends: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class PaperStepRow(Base):
    """One step of its way; `text` is the version that it judged."""

    __tablename__ = "paper_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    step: Mapped[PaperStep] = mapped_column(Choice(PaperStep))
    passed: Mapped[bool]
    words: Mapped[str]
    group: Mapped[Group | None] = mapped_column(Choice(Group))
    text: Mapped[int]  # PaperTextRow.number
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str]
    at: Mapped[datetime]


class PaperFileRow(Base):
    """A file of a paper, a report or a release. The newest of a role is the one that counts."""

    __tablename__ = "paper_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    life: Mapped[Life] = mapped_column(Choice(Life))
    subject_id: Mapped[int]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    role: Mapped[FileRole] = mapped_column(Choice(FileRole))
    sha256: Mapped[str] = mapped_column(String, ForeignKey("stored_file.sha256"))
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    by: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (Index(None, "life", "subject_id"),)
