"""Keep the publicity.

What is planned and held in the year to make the law known has a table, with whom it reached and
which partners took part; so has research with partners. A typical case has its state, its drafter
and the risk it answers, and each step of its way out is a row.
An older program may go on: it knows of none of these, and a case that it drafts has no state yet.
"""

import sqlalchemy as sa
from alembic import op

from commandcenter.store.types import UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _publicity()


def _publicity() -> None:
    _activities()
    _research()
    _cases()
    _case_steps()


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


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
