"""Assess risks, inspect by plan, count surveys.

An assessment keeps its ranking as it stood, with what was made of each line; each is followed by
one at most. A plan names the traders to be inspected; the inspection that is registered of one is
its result. What was found is a task with a date, looked at again until it passes. Of a survey the
answers are kept as counts. An older program may go on: it knows of none of these.
"""

from types import ModuleType

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ONE_DOER = (
    '"group" IS NOT NULL AND person_id IS NULL AND district IS NULL'
    ' OR "group" IS NULL AND (person_id IS NULL) <> (district IS NULL)'
)


def upgrade() -> None:
    _risk_assessments(op)
    _risk_assessment_lines(op)
    _inspection_plans(op)
    _inspection_targets(op)
    _risk_findings(op)
    _risk_finding_checks(op)
    _survey_answers(op)


def _words(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=nullable) for name in names]


def _choices(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    """Choices and JSON, which the models keep as text of any length."""
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _numbers(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _moments(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, UtcTime(), nullable=nullable) for name in names]


def _foreign(table: str, column: str, other: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=op.f(f"fk_{table}_{column}"))


def _risk_assessments(op: ModuleType) -> None:
    who_and_when: list[sa.Column[object]] = []
    for verb in ("edited", "submitted", "returned", "signed", "withdrawn"):
        who_and_when += [
            sa.Column(f"{verb}_by", sa.String(), nullable=True),
            sa.Column(f"{verb}_at", UtcTime(), nullable=True),
        ]
    op.create_table(
        "risk_assessment",
        *_numbers("id"),
        *_words("title"),
        *_moments("as_of"),
        *_numbers("before_id"),
        *_words("summary"),
        *_choices("state"),
        *_words("drafted_by"),
        *_moments("drafted_at"),
        *who_and_when,
        *_words("returned_why", "withdrawn_why", nullable=True),
        *_numbers("version"),
        sa.CheckConstraint(
            "state <> 'signed' OR signed_at IS NOT NULL", name=op.f("ck_risk_assessment_signed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessment")),
    )
    live = sa.text("state <> 'withdrawn'")
    op.create_index(
        op.f("uq_risk_assessment_before"),
        "risk_assessment",
        ["before_id"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )


def _risk_assessment_lines(op: ModuleType) -> None:
    table = "risk_assessment_line"
    op.create_table(
        table,
        *_numbers("id", "assessment_id"),
        *_choices("scope"),
        *_words("key", "title", "county"),
        *_numbers("rank", "points", "computed", "correction"),
        *_choices("band"),
        *_numbers("people", "complaints"),
        *_choices("reasons"),
        *_words("judgement", "measures"),
        *_words("judged_by", nullable=True),
        *_moments("judged_at", nullable=True),
        *_numbers("version"),
        sa.CheckConstraint("rank > 0 AND points >= 0", name=op.f("ck_risk_assessment_line_rank")),
        _foreign(table, "assessment_id", "risk_assessment"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "assessment_id", "scope", "key", name=op.f(f"uq_{table}_assessment_id_scope_key")
        ),
    )


def _inspection_plans(op: ModuleType) -> None:
    table = "inspection_plan"
    op.create_table(
        table,
        *_numbers("id"),
        *_words("title", "category", "why"),
        *_choices("group", nullable=True),
        *_numbers("person_id", nullable=True),
        *_words("district", nullable=True),
        *_moments("due_at", "planned_at"),
        *_words("planned_by"),
        *_moments("changed_at", nullable=True),
        *_words("changed_by"),
        *_moments("called_off_at", nullable=True),
        *_words("called_off_by", "called_off_why"),
        *_moments("done_at", nullable=True),
        *_words("done_by"),
        *_numbers("version"),
        sa.CheckConstraint(ONE_DOER, name=op.f("ck_inspection_plan_doer")),
        _foreign(table, "person_id", "person"),
        _foreign(table, "district", "district", "code"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _inspection_targets(op: ModuleType) -> None:
    table = "inspection_target"
    op.create_table(
        table,
        *_numbers("id", "inspection_id", "subject_id"),
        *_words("name", "credit_code"),
        *_words("district", nullable=True),
        *_words("reason"),
        *_moments("at"),
        *_words("by"),
        *_numbers("result_id", nullable=True),
        *_moments("dropped_at", nullable=True),
        *_words("dropped_by", "dropped_why"),
        *_numbers("version"),
        sa.CheckConstraint(
            "result_id IS NULL OR dropped_at IS NULL", name=op.f("ck_inspection_target_result")
        ),
        _foreign(table, "inspection_id", "inspection_plan"),
        _foreign(table, "subject_id", "subject"),
        _foreign(table, "district", "district", "code"),
        _foreign(table, "result_id", "risk_record"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "inspection_id", "subject_id", name=op.f(f"uq_{table}_inspection_id_subject_id")
        ),
    )
    for column in ("result_id", "subject_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _risk_findings(op: ModuleType) -> None:
    table = "risk_finding"
    op.create_table(
        table,
        *_numbers("id", "risk_record_id"),
        *_words("words"),
        *_choices("group", nullable=True),
        *_numbers("person_id", nullable=True),
        *_words("district", nullable=True),
        *_moments("due_at", "at"),
        *_words("by"),
        *_moments("closed_at", nullable=True),
        *_words("closed_by"),
        *_moments("dropped_at", nullable=True),
        *_words("dropped_by", "dropped_why"),
        *_numbers("version"),
        sa.CheckConstraint(ONE_DOER, name=op.f("ck_risk_finding_doer")),
        sa.CheckConstraint(
            "closed_at IS NULL OR dropped_at IS NULL", name=op.f("ck_risk_finding_end")
        ),
        _foreign(table, "risk_record_id", "risk_record"),
        _foreign(table, "person_id", "person"),
        _foreign(table, "district", "district", "code"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_risk_record_id"), table, ["risk_record_id"], unique=False)


def _risk_finding_checks(op: ModuleType) -> None:
    table = "risk_finding_check"
    op.create_table(
        table,
        *_numbers("id", "finding_id"),
        sa.Column("passed", sa.Boolean(), nullable=False),
        *_words("words"),
        *_moments("next_due_at", nullable=True),
        *_moments("at"),
        *_words("by"),
        sa.CheckConstraint(
            "passed = (next_due_at IS NULL)", name=op.f("ck_risk_finding_check_next")
        ),
        _foreign(table, "finding_id", "risk_finding"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_finding_id"), table, ["finding_id"], unique=False)


def _survey_answers(op: ModuleType) -> None:
    table = "survey_answer"
    op.create_table(
        table,
        *_numbers("id", "risk_record_id", "edition", "question_no"),
        *_words("question"),
        *_numbers("base"),
        sa.Column("many", sa.Boolean(), nullable=False),
        *_numbers("option_no"),
        *_words("option"),
        *_numbers("count"),
        sa.Column("problem", sa.Boolean(), nullable=False),
        *_words("file_name"),
        *_moments("at"),
        *_words("by"),
        sa.CheckConstraint(
            "base > 0 AND count >= 0 AND count <= base", name=op.f("ck_survey_answer_count")
        ),
        _foreign(table, "risk_record_id", "risk_record"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "risk_record_id",
            "edition",
            "question_no",
            "option_no",
            name=op.f(f"uq_{table}_risk_record_id_edition_question_no_option_no"),
        ),
    )
