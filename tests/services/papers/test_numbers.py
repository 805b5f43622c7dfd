"""文号: of which year, of which series, of papers made outside, and the print that bears one."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import PRINTED_AS, FileRole
from commandcenter.domain.times import day_start, local
from commandcenter.services.papers import paper_numbers
from commandcenter.store import journal
from commandcenter.store.papers.paper_way import paper_of
from commandcenter.store.tables.papers.paper import PaperRow
from tests.services.papers.test_papers import numbered, numbers, office, signed

__all__ = ["office"]  # a fixture


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone."""
    return sqlite_url


def test_a_number_is_of_the_year_in_which_its_paper_was_signed(office):
    """By the city's days; what is made outside is of the year in which it was asked for."""
    year = day_start(local(office.db.clock()).date().replace(month=1, day=1))
    given = []
    for seconds in (-1, 0, -2, 1):
        paper = signed(office)
        with office.db.write() as session:
            row = session.get_one(PaperRow, paper)
            row.signed_at = year + timedelta(seconds=seconds)
            journal.record(session, office.hejing, "document", paper, "dated")
        given.append(office.do(paper_numbers.give, "hejing", paper))
    assert given == ["第1期", "第1期", "第2期", "第2期"]
    assert office.do(paper_numbers.take_outside, "hejing", "briefing", "外件") == "第3期"
    with pytest.raises(RuleBroken, match="没有名为“nowhere”的编号序列"):
        office.do(paper_numbers.take_outside, "hejing", "nowhere", "外件")


def test_the_number_of_a_paper_made_outside_is_of_no_effect_by_its_reason(office):
    office.do(paper_numbers.take_outside, "hejing", "briefing", "外件")
    paper, number = numbered(office)
    outside = next(line for line in numbers(office) if line.subject_id is None)
    office.do(paper_numbers.void, "hejing", outside.id, "没有用上")
    assert {line.written: line.void_why for line in numbers(office)} == {
        "第1期": "没有用上", number: "",
    }  # fmt: skip
    assert office.ask(paper_of, paper).number == number


def test_a_print_is_of_a_paper_that_has_this_number_and_nothing_else_is_one(office):
    paper = signed(office)
    print_ = office.stored(FileRole.PRINT_PDF)
    for number in ("", "第1期"):
        with pytest.raises(RuleBroken, match="公文的文号已变动，请重新排印正本"):
            office.do(paper_numbers.keep_print, "hejing", paper, number, (print_,))
    number = office.do(paper_numbers.give, "hejing", paper)
    for role in set(FileRole) - set(PRINTED_AS.values()):
        other = (print_, office.stored(role))
        with pytest.raises(ValueError, match="no print"):
            office.do(paper_numbers.keep_print, "hejing", paper, number, other)
    before = office.ask(paper_of, paper).version
    office.do(paper_numbers.keep_print, "hejing", paper, number, (print_,))
    made = journal_lines(office)
    office.do(paper_numbers.keep_print, "hejing", paper, number, (print_,))
    assert journal_lines(office) == made  # the same again is no news
    assert office.ask(paper_of, paper).version == before


def journal_lines(office):
    return office.ask(journal.latest)
