"""What is kept of a paper on its way: versions, steps, lines, and what a correction takes over."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.papers.paper import PaperState
from commandcenter.services.papers import paper_drafts, paper_numbers
from commandcenter.store.papers.paper_way import paper_of
from commandcenter.store.tables.every import JournalLineRow
from commandcenter.store.tables.papers.paper import PaperRow, PaperStepRow
from commandcenter.store.tables.papers.paper_text import PaperTextRow
from tests.services.papers.test_papers import (
    FIRST,
    TITLE,
    draft,
    office,
    rewritten,
    signed,
)
from tests.services.papers.test_refused_drafts import particulars

__all__ = ["office"]  # a fixture


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone."""
    return sqlite_url


def rows(office, table, paper):
    found = select(table).where(table.paper_id == paper).order_by(table.id)
    return office.ask(lambda s: s.scalars(found).all())


def steps(office, paper):
    return [
        (step.step.value, step.text, step.words, step.passed, step.by)
        for step in rows(office, PaperStepRow, paper)
    ]


def lines(office, paper):
    told = select(JournalLineRow).where(
        JournalLineRow.kind == "document", JournalLineRow.subject == paper
    )
    found = office.ask(lambda s: s.scalars(told.order_by(JournalLineRow.number)).all())
    for line in found:
        clause = "2.1(1)" if line.verb == "signed" else "2.2(1)"  # the commander's own duty
        assert (line.incident_id, line.clause) == (office.incident, clause)
    return [(line.verb, line.actor) for line in found]


def test_each_text_is_a_version_once_and_each_act_a_step_and_a_line(office):
    paper = draft(office)
    seen = office.ask(paper_of, paper).version
    office.do(paper_drafts.edit, "hejing", paper, {}, (TITLE, FIRST), seen)  # says the same
    seen = office.ask(paper_of, paper).version
    number = office.do(paper_drafts.edit, "zhoulan", paper, *rewritten("投诉318件。"), seen)
    row = office.ask(paper_of, paper)
    assert (row.edited_by, row.drafted_by, row.title) == ("周岚", "何静", TITLE.text)
    assert row.drafter_id == office.hejing.person_id
    particulars(office, paper, urgency="特急")
    office.do(paper_drafts.withdraw, "hejing", paper, " 重写 ")
    versions = rows(office, PaperTextRow, paper)
    assert [(kept.number, kept.by) for kept in versions] == [(1, "何静"), (2, "周岚")]
    assert (number, versions[1].parts[1][3]) == (2, "投诉318件。")
    assert versions[0].sha256 != versions[1].sha256
    assert steps(office, paper) == [
        ("draft", 1, "", True, "何静"), ("draft", 1, "", True, "何静"),
        ("draft", 2, "", True, "周岚"), ("draft", 2, "", True, "何静"),
        ("withdraw", 2, "重写", True, "何静"),
    ]  # fmt: skip
    assert {step.incident_id for step in rows(office, PaperStepRow, paper)} == {office.incident}
    assert lines(office, paper) == [
        ("drafted", "hejing"), ("edited", "hejing"), ("edited", "zhoulan"),
        ("particulars set", "hejing"), ("withdrawn", "hejing"),
    ]  # fmt: skip
    assert office.ask(paper_of, paper).state is PaperState.WITHDRAWN
    with pytest.raises(RuleBroken):
        office.do(paper_drafts.edit, "hejing", paper, {}, (TITLE, FIRST), row.version + 2)


def test_a_correction_takes_over_what_stands_beside_the_text_but_the_number_of_the_copy(office):
    paper = draft(office)
    said = {
        "sent_to": ("市政府办公室",), "copies": ("各县区局",), "attachments": ("名单",),
        "groups": (Group.ONSITE, Group.COORDINATION, Group.ONSITE), "urgency": "加急",
        "secrecy": "秘密", "serial": " 000123 ", "template": "letter",
    }  # fmt: skip
    particulars(office, paper, **said)
    row = office.ask(paper_of, paper)
    kept = ("sent_to", "copies", "attachments", "groups", "urgency", "secrecy", "template")
    assert [getattr(row, name) for name in kept] == [
        ["市政府办公室"], ["各县区局"], ["名单"], [Group.ONSITE.value, Group.COORDINATION.value],
        "加急", "秘密", "letter",
    ]  # fmt: skip
    assert (row.serial, row.amends) == ("000123", None)
    with office.db.write() as session:
        session.get_one(PaperRow, paper).state = PaperState.FILED
        paper_numbers.record(session, office.hejing, session.get_one(PaperRow, paper), "filed")
    new = office.do(paper_drafts.amend, "zhoulan", paper, (TITLE, FIRST))
    other = office.ask(paper_of, new)
    assert [getattr(other, name) for name in kept] == [getattr(row, name) for name in kept]
    assert (other.serial, other.amends, other.number) == ("", paper, "")
    assert (other.state, other.drafted_by) == (PaperState.DRAFT, "周岚")
    assert lines(office, new) == [("amendment drafted", "zhoulan")]
    assert office.ask(paper_of, paper).state is PaperState.FILED


def test_a_number_that_is_taken_off_says_why_in_the_course_of_its_paper(office):
    paper = signed(office)
    given = office.do(paper_numbers.give, "hejing", paper)
    before = len(steps(office, paper))
    number = office.ask(lambda s: s.scalar(select(paper_numbers.PaperNumberRow.id)))
    office.do(paper_numbers.void, "hejing", number, " 印错 ")
    row = office.ask(lambda s: s.get_one(paper_numbers.PaperNumberRow, number))
    assert (row.void_why, row.void_by, row.written, row.by) == ("印错", "何静", given, "何静")
    assert (row.title, row.incident_id, row.subject_id) == (TITLE.text, office.incident, paper)
    assert steps(office, paper)[before - 1 :] == [
        ("number", 1, given, True, "何静"), ("number", 1, f"{given}作废：印错", False, "何静"),
    ]  # fmt: skip
    assert lines(office, paper)[-2:] == [("numbered", "hejing"), ("number taken off", "hejing")]
