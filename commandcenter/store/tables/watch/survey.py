"""问卷 as counted answers (plan 3.1(3)); who said what is kept nowhere."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commandcenter.store.tables.base import Base


class SurveyAnswerRow(Base):
    """An answer to a question of a survey and how many gave it, of `base` who answered.

    Entered once more, all of it is a new `edition`; the newest counts.
    """

    __tablename__ = "survey_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    risk_record_id: Mapped[int] = mapped_column(ForeignKey("risk_record.id"))
    edition: Mapped[int]
    question_no: Mapped[int]
    question: Mapped[str]
    base: Mapped[int]
    many: Mapped[bool]
    option_no: Mapped[int]
    option: Mapped[str]
    count: Mapped[int]
    problem: Mapped[bool]
    file_name: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (
        UniqueConstraint("risk_record_id", "edition", "question_no", "option_no"),
        CheckConstraint("base > 0 AND count >= 0 AND count <= base", name="ck_survey_answer_count"),
    )
