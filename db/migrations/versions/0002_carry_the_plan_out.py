"""Carry the plan out."""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"], unique=False)
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to_person", sa.Integer(), nullable=False),
        sa.Column("valid_from", UtcTime(), nullable=False),
        sa.Column("valid_until", UtcTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("revoked_at", UtcTime(), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["to_person"], ["person.id"], name=op.f("fk_delegation_to_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index(op.f("ix_delegation_to_person"), "delegation", ["to_person"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_form_subject"), "draft", ["form", "subject"], unique=False)
    op.create_index(
        op.f("ix_draft_person_id_form_subject"),
        "draft",
        ["person_id", "form", "subject"],
        unique=False,
    )
    op.create_table(
        "seen",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seen_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_seen")),
    )
    op.create_table(
        "accountability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("penalty_cents", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("referred_to", sa.String(), nullable=False),
        sa.Column("referred_at", UtcTime(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settler_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_accountability_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["settler_id"], ["person.id"], name=op.f("fk_accountability_settler_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_accountability_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability")),
    )
    op.create_index(
        op.f("ix_accountability_incident_id"), "accountability", ["incident_id"], unique=False
    )
    op.create_table(
        "archive_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_archive_package_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_package")),
    )
    op.create_index(
        op.f("ix_archive_package_incident_id"), "archive_package", ["incident_id"], unique=False
    )
    op.create_table(
        "call_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("rung_at", UtcTime(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_call_up_incident_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_up_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_up")),
    )
    op.create_index(op.f("ix_call_up_incident_id"), "call_up", ["incident_id"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("handlers", sa.Text(), nullable=False),
        sa.Column("filed_at", UtcTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_case_file_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_case_file_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
    )
    op.create_index(op.f("ix_case_file_incident_id"), "case_file", ["incident_id"], unique=False)
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("held_at", UtcTime(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("opinions", sa.String(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_consultation_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(
        op.f("ix_consultation_incident_id"), "consultation", ["incident_id"], unique=False
    )
    op.create_table(
        "directive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("from_person", sa.String(), nullable=False),
        sa.Column("from_post", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("directed_at", UtcTime(), nullable=False),
        sa.Column("registered_at", UtcTime(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("to_person", sa.Integer(), nullable=True),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("received_at", UtcTime(), nullable=True),
        sa.Column("received_by", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.Column("reported_at", UtcTime(), nullable=True),
        sa.Column("reported_way", sa.String(), nullable=True),
        sa.Column("reported_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_directive_incident_id")
        ),
        sa.ForeignKeyConstraint(["to_person"], ["person.id"], name=op.f("fk_directive_to_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
    )
    op.create_index(op.f("ix_directive_incident_id"), "directive", ["incident_id"], unique=False)
    op.create_table(
        "duty_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_at", UtcTime(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("follow", sa.Boolean(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("closed_words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_duty_log_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_log")),
    )
    op.create_index(op.f("ix_duty_log_happened_at"), "duty_log", ["happened_at"], unique=False)
    op.create_index(op.f("ix_duty_log_incident_id"), "duty_log", ["incident_id"], unique=False)
    op.create_table(
        "duty_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_duty_note_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_note")),
    )
    op.create_index(op.f("ix_duty_note_incident_id"), "duty_note", ["incident_id"], unique=False)
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("from_person", sa.Integer(), nullable=True),
        sa.Column("to_person", sa.Integer(), nullable=True),
        sa.Column("to_organ", sa.String(), nullable=True),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("given_at", UtcTime(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=True),
        sa.Column("received_by", sa.String(), nullable=True),
        sa.Column("refused_why", sa.String(), nullable=True),
        sa.Column("refused_at", UtcTime(), nullable=True),
        sa.Column("refused_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_person"], ["person.id"], name=op.f("fk_handover_from_person")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_handover_incident_id")
        ),
        sa.ForeignKeyConstraint(["to_person"], ["person.id"], name=op.f("fk_handover_to_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_incident_id"), "handover", ["incident_id"], unique=False)
    op.create_table(
        "incident_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_fact_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_fact")),
    )
    op.create_index(
        op.f("ix_incident_fact_incident_id_code_at"),
        "incident_fact",
        ["incident_id", "code", "at"],
        unique=False,
    )
    op.create_table(
        "incident_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("other_incident", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_move_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_incident"], ["incident.id"], name=op.f("fk_incident_move_other_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_move")),
    )
    op.create_index(
        op.f("ix_incident_move_incident_id"), "incident_move", ["incident_id"], unique=False
    )
    op.create_table(
        "inquiry_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.Column("as_of", UtcTime(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafted_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("signature", sa.String(), nullable=True),
        sa.Column("signed_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_inquiry_report_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_report")),
    )
    op.create_index(
        op.f("ix_inquiry_report_incident_id"), "inquiry_report", ["incident_id"], unique=False
    )
    op.create_table(
        "legal_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_from", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_legal_question_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_question")),
    )
    op.create_index(
        op.f("ix_legal_question_incident_id"), "legal_question", ["incident_id"], unique=False
    )
    op.create_table(
        "liaison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("promised_at", UtcTime(), nullable=True),
        sa.Column("promise", sa.String(), nullable=True),
        sa.Column("promised_for", UtcTime(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_liaison_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison")),
    )
    op.create_index(op.f("ix_liaison_incident_id"), "liaison", ["incident_id"], unique=False)
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("reach", sa.BigInteger(), nullable=True),
        sa.Column("tone", sa.String(), nullable=False),
        sa.Column("false_claim", sa.Boolean(), nullable=False),
        sa.Column("published_at", UtcTime(), nullable=False),
        sa.Column("found_at", UtcTime(), nullable=False),
        sa.Column("found_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("referred_to", sa.String(), nullable=False),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_opinion_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
    )
    op.create_index(
        op.f("ix_opinion_incident_id_published_at"),
        "opinion",
        ["incident_id", "published_at"],
        unique=False,
    )
    op.create_table(
        "oral_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("called_at", UtcTime(), nullable=False),
        sa.Column("decider_id", sa.Integer(), nullable=False),
        sa.Column("decider", sa.String(), nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("signed_at", UtcTime(), nullable=True),
        sa.Column("signature", sa.String(), nullable=True),
        sa.Column("disputed_at", UtcTime(), nullable=True),
        sa.Column("disputed_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["person.id"], name=op.f("fk_oral_decision_decider_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_oral_decision_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oral_decision")),
    )
    op.create_index(
        op.f("ix_oral_decision_incident_id"), "oral_decision", ["incident_id"], unique=False
    )
    op.create_table(
        "recovery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("settled_people", sa.Integer(), nullable=True),
        sa.Column("settled_cents", sa.BigInteger(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("district", sa.String(), nullable=True),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settler_id", sa.Integer(), nullable=True),
        sa.Column("waived_at", UtcTime(), nullable=True),
        sa.Column("waived_by", sa.String(), nullable=True),
        sa.Column("waive_reason", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["district"], ["district.code"], name=op.f("fk_recovery_district")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_recovery_incident_id")
        ),
        sa.ForeignKeyConstraint(["settler_id"], ["person.id"], name=op.f("fk_recovery_settler_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery")),
    )
    op.create_index(op.f("ix_recovery_incident_id"), "recovery", ["incident_id"], unique=False)
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("as_of", UtcTime(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("needs_telling", sa.Boolean(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafter_id", sa.Integer(), nullable=True),
        sa.Column("drafted_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["corrects"], ["release.id"], name=op.f("fk_release_corrects")),
        sa.ForeignKeyConstraint(["drafter_id"], ["person.id"], name=op.f("fk_release_drafter_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_release_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index(op.f("ix_release_incident_id"), "release", ["incident_id"], unique=False)
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_reminder_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(
        op.f("ix_reminder_incident_id_kind_subject"),
        "reminder",
        ["incident_id", "kind", "subject"],
        unique=False,
    )
    op.create_table(
        "retention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("lawful", sa.String(), nullable=False),
        sa.Column("necessary", sa.String(), nullable=False),
        sa.Column("secure", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("keep_until", UtcTime(), nullable=True),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("erased_at", UtcTime(), nullable=True),
        sa.Column("erased", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_retention_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention")),
    )
    op.create_index(op.f("ix_retention_incident_id"), "retention", ["incident_id"], unique=False)
    op.create_table(
        "supply_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("money_cents", sa.BigInteger(), nullable=True),
        sa.Column("needed_at", UtcTime(), nullable=True),
        sa.Column("for_group", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_from", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.Column("handled_at", UtcTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("returned_at", UtcTime(), nullable=True),
        sa.Column("returned_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_supply_request_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_request")),
    )
    op.create_index(
        op.f("ix_supply_request_incident_id"), "supply_request", ["incident_id"], unique=False
    )
    op.create_table(
        "typical_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafted_at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_typical_case_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typical_case")),
    )
    op.create_index(
        op.f("ix_typical_case_incident_id"), "typical_case", ["incident_id"], unique=False
    )
    op.create_table(
        "case_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("extended_by", sa.String(), nullable=False),
        sa.Column("extended_at", UtcTime(), nullable=True),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_act_case_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_case_act_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_act")),
    )
    op.create_index(op.f("ix_case_act_case_id"), "case_act", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_act_incident_id"), "case_act", ["incident_id"], unique=False)
    op.create_table(
        "complaint_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("done_on", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("recovered_cents", sa.BigInteger(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_event_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["person.id"], name=op.f("fk_complaint_event_handler_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_event")),
    )
    op.create_index(
        op.f("ix_complaint_event_complaint_id"), "complaint_event", ["complaint_id"], unique=False
    )
    op.create_table(
        "complaint_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("lifted_at", UtcTime(), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("lifted_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_flag_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_complaint_flag_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_flag")),
    )
    op.create_index(
        op.f("ix_complaint_flag_complaint_id"), "complaint_flag", ["complaint_id"], unique=False
    )
    op.create_index(
        op.f("ix_complaint_flag_incident_id"), "complaint_flag", ["incident_id"], unique=False
    )
    op.create_table(
        "complaint_handling",
        sa.Column("complaint_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("accepted_at", UtcTime(), nullable=True),
        sa.Column("declined_at", UtcTime(), nullable=True),
        sa.Column("mediation_ended_at", UtcTime(), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("recovered_cents", sa.BigInteger(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_handling_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["person.id"], name=op.f("fk_complaint_handling_handler_id")
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_handling")),
    )
    op.create_index(
        op.f("ix_complaint_handling_due_at"), "complaint_handling", ["due_at"], unique=False
    )
    op.create_index(
        op.f("ix_complaint_handling_handler_id"), "complaint_handling", ["handler_id"], unique=False
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("collectors", sa.Text(), nullable=False),
        sa.Column("collected_at", UtcTime(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("stored", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("amends", sa.Integer(), nullable=True),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["amends"], ["evidence.id"], name=op.f("fk_evidence_amends")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_evidence_case_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_evidence_incident_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_evidence_step_id")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_evidence_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(
        op.f("ix_evidence_incident_id_number"), "evidence", ["incident_id", "number"], unique=False
    )
    op.create_table(
        "press_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_press_question_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["release.id"], name=op.f("fk_press_question_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_press_question")),
    )
    op.create_index(
        op.f("ix_press_question_incident_id"), "press_question", ["incident_id"], unique=False
    )
    op.create_table(
        "release_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("judged", sa.String(), nullable=False),
        sa.Column("text_sha256", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_release_check_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_release_check_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_check_release_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_check")),
    )
    op.create_index(
        op.f("ix_release_check_release_id"), "release_check", ["release_id"], unique=False
    )
    op.create_table(
        "report_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=True),
        sa.Column("received_by", sa.String(), nullable=True),
        sa.Column("received_way", sa.String(), nullable=True),
        sa.Column("registered_by", sa.String(), nullable=True),
        sa.Column("verified_at", UtcTime(), nullable=True),
        sa.Column("verified_by", sa.String(), nullable=True),
        sa.Column("returned_at", UtcTime(), nullable=True),
        sa.Column("returned_by", sa.String(), nullable=True),
        sa.Column("return_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_report_receipt_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_receipt_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_receipt")),
    )
    op.create_index(
        op.f("ix_report_receipt_incident_id"), "report_receipt", ["incident_id"], unique=False
    )
    op.create_index(
        op.f("ix_report_receipt_report_id"), "report_receipt", ["report_id"], unique=False
    )
    op.create_table(
        "site_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("head_count", sa.Integer(), nullable=True),
        sa.Column("mood", sa.String(), nullable=False),
        sa.Column("damage", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_site_report_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["incident_place.id"], name=op.f("fk_site_report_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_report")),
    )
    op.create_index(
        op.f("ix_site_report_incident_id_seen_at"),
        "site_report",
        ["incident_id", "seen_at"],
        unique=False,
    )
    op.create_table(
        "custody",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("from_holder", sa.String(), nullable=False),
        sa.Column("to_holder", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("handed_at", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_custody_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_custody_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody")),
    )
    op.create_index(op.f("ix_custody_evidence_id"), "custody", ["evidence_id"], unique=False)
    # ### end Alembic commands ###

    op.add_column("attendance", sa.Column("by", sa.String(), nullable=True))
    op.add_column("incident", sa.Column("verified_by", sa.String(), nullable=True))
    op.add_column("incident", sa.Column("ended_at", UtcTime(), nullable=True))
    op.add_column("incident", sa.Column("closed_at", UtcTime(), nullable=True))
    op.add_column("incident", sa.Column("closed_by", sa.String(), nullable=True))
    op.add_column(
        "incident",
        sa.Column(
            "merged_into",
            sa.Integer(),
            sa.ForeignKey("incident.id", name="fk_incident_merged_into"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("incident", sa.Column("transferred_to", sa.String(), nullable=True))
    op.add_column("incident", sa.Column("released_name", sa.Boolean(), nullable=True))
    op.add_column("incident", sa.Column("named_why", sa.String(), nullable=True))
    op.add_column("incident", sa.Column("named_by", sa.String(), nullable=True))
    op.add_column("incident", sa.Column("named_at", UtcTime(), nullable=True))
    op.add_column("incident_complaint", sa.Column("removed_by", sa.String(), nullable=True))
    op.add_column("incident_complaint", sa.Column("removed_why", sa.String(), nullable=True))
    op.add_column(
        "incident_complaint",
        sa.Column(
            "via_incident",
            sa.Integer(),
            sa.ForeignKey("incident.id", name="fk_incident_complaint_via_incident"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("level_decision", sa.Column("ends", sa.Boolean(), nullable=True))
    op.add_column(
        "level_decision",
        sa.Column(
            "consultation_id",
            sa.Integer(),
            sa.ForeignKey("consultation.id", name="fk_level_decision_consultation_id"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "level_decision",
        sa.Column(
            "oral_id",
            sa.Integer(),
            sa.ForeignKey("oral_decision.id", name="fk_level_decision_oral_id"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("level_decision", sa.Column("organ", sa.String(), nullable=True))
    op.add_column("level_decision", sa.Column("document", sa.String(), nullable=True))
    op.add_column("level_decision", sa.Column("decided_at", UtcTime(), nullable=True))
    op.add_column("level_decision", sa.Column("expected_days", sa.Integer(), nullable=True))
    op.add_column("level_decision", sa.Column("measures", sa.String(), nullable=True))
    op.add_column("level_decision", sa.Column("notice", sa.String(), nullable=True))
    op.add_column("plan_version", sa.Column("reason", sa.String(), nullable=True))
    op.add_column(
        "plan_version",
        sa.Column(
            "amends",
            sa.Integer(),
            sa.ForeignKey("plan_version.id", name="fk_plan_version_amends"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "report",
        sa.Column(
            "after_id",
            sa.Integer(),
            sa.ForeignKey("report.id", name="fk_report_after_id"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("report", sa.Column("chain", sa.String(), nullable=True))
    op.add_column(
        "report",
        sa.Column(
            "district",
            sa.String(),
            sa.ForeignKey("district.code", name="fk_report_district"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("report", sa.Column("skips", sa.Boolean(), nullable=True))
    op.add_column("report", sa.Column("skip_why", sa.String(), nullable=True))
    op.add_column("report", sa.Column("returned_why", sa.String(), nullable=True))
    op.add_column("report", sa.Column("returned_by", sa.String(), nullable=True))
    op.add_column(
        "role_grant",
        sa.Column(
            "stands_for",
            sa.Integer(),
            sa.ForeignKey("person.id", name="fk_role_grant_stands_for"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("role_grant", sa.Column("reason", sa.String(), nullable=True))
    op.add_column(
        "role_grant",
        sa.Column(
            "for_incident",
            sa.Integer(),
            sa.ForeignKey("incident.id", name="fk_role_grant_for_incident"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("step", sa.Column("dropped_why", sa.String(), nullable=True))
    op.add_column("step", sa.Column("round", sa.Integer(), nullable=True))
