"""Keep publicity, risk work and calls.

What is planned and held in the year to make the law known has a table, with whom it reached and
which partners took part; so has research with partners. A typical case has its state, its drafter
and the risk it answers, and each step of its way out is a row.
An assessment of risks keeps its ranking as it stood, with what was made of each line; each is
followed by one at most. A plan of inspections names the traders; the inspection that is registered
of one is its result. What was found is a task with a date, looked at again until it passes. Of a
survey the answers are kept as counts. Each call is kept with who took it, and with the complaint
that came of it.
An older program may go on: it knows of none of these, and a case that it drafts has no state yet.
"""

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
    _activities()
    _research()
    _cases()
    _case_steps()
    _risk_assessments()
    _risk_assessment_lines()
    _inspection_plans()
    _inspection_targets()
    _risk_findings()
    _risk_finding_checks()
    _survey_answers()
    _phone_calls()


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


def _long(name: str) -> sa.Column[str]:
    """A choice or JSON, which the models keep as text of any length."""
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _at(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, UtcTime(), nullable=nullable)


def _activities() -> None:
    op.create_table(
        "publicity",
        _whole("id"),
        *_words("kind", "template", "topic", "audience", "place", "category"),
        _long("group"),
        _whole("person_id", nullable=True),
        _at("due_at"),
        sa.Column("whole_month", sa.Boolean(), nullable=False),
        *_words("materials"),
        _whole("copies"),
        _whole("people"),
        _at("planned_at"),
        *_words("planned_by"),
        _at("changed_at"),
        *_words("changed_by"),
        _at("called_off_at"),
        *_words("called_off_by", "called_off_why"),
        _at("held_at"),
        *_words("held_place", "held_audience", "held_materials"),
        _whole("held_copies", nullable=True),
        _whole("reached", nullable=True),
        _long("partners"),
        *_words("result"),
        _at("recorded_at"),
        *_words("recorded_by"),
        _whole("version"),
        sa.CheckConstraint("copies >= 0 AND people >= 0", name=op.f("ck_publicity_numbers")),
        sa.CheckConstraint(
            "held_at IS NULL OR called_off_at IS NULL AND coalesce(reached, 0) > 0",
            name=op.f("ck_publicity_held"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_publicity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity")),
    )
    op.create_index(op.f("ix_publicity_held_at"), "publicity", ["held_at"])
    op.create_index(op.f("ix_publicity_person_id"), "publicity", ["person_id"])


def _research() -> None:
    op.create_table(
        "research",
        _whole("id"),
        _whole("partner_id"),
        *_words("topic", "contact"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        *_words("note"),
        _at("at", nullable=False),
        *_words("by"),
        _at("changed_at"),
        *_words("changed_by"),
        _at("done_at"),
        *_words("done_by", "result"),
        sa.Column("sha256", sa.String(), nullable=True),
        *_words("file_name"),
        _at("ended_at"),
        *_words("ended_by", "ended_why"),
        _whole("version"),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_research_days")),
        sa.CheckConstraint("done_at IS NULL OR ended_at IS NULL", name=op.f("ck_research_over")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_research_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["stored_file.sha256"], name=op.f("fk_research_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research")),
    )
    op.create_index(op.f("ix_research_partner_id"), "research", ["partner_id"])


def _cases() -> None:
    with op.batch_alter_table("typical_case") as changed:
        changed.add_column(_whole("drafter_id", nullable=True))
        changed.add_column(sa.Column("state", sa.String(), nullable=True))
        changed.add_column(sa.Column("category", sa.String(), nullable=True))
        changed.create_foreign_key(
            op.f("fk_typical_case_drafter_id"), "person", ["drafter_id"], ["id"]
        )


def _case_steps() -> None:
    table = "typical_case_step"
    op.create_table(
        table,
        _whole("id"),
        _whole("incident_id"),
        _whole("case_id"),
        *_words("step", "words", "channels", "number", "judged", "text_sha256"),
        _whole("person_id", nullable=True),
        *_words("by"),
        _at("done_at", nullable=False),
        _at("at", nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f(f"fk_{table}_incident_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["typical_case.id"], name=op.f(f"fk_{table}_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("incident_id", "case_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _risk_assessments() -> None:
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


def _risk_assessment_lines() -> None:
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


def _inspection_plans() -> None:
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


def _inspection_targets() -> None:
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


def _risk_findings() -> None:
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


def _risk_finding_checks() -> None:
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


def _survey_answers() -> None:
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


def _phone_calls() -> None:
    op.create_table(
        "phone_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'complaint') = (number <> '')", name=op.f("ck_phone_call_outcome")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_phone_call_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_call")),
    )
    op.create_index(op.f("ix_phone_call_taken_at"), "phone_call", ["taken_at"])
    op.create_index(
        op.f("ix_phone_call_person_id_taken_at"), "phone_call", ["person_id", "taken_at"]
    )
