"""A gym that closed, and in the evening a school poisoning: both at once, rows and windows."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from commandcenter.db.demo.load import steps
from commandcenter.db.demo.moment import ScenarioKey, parse
from commandcenter.db.demo.stories import story as whole
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.level import Level
from commandcenter.domain.reports.report import ReportKind
from commandcenter.queries.command.next_steps import next_steps
from commandcenter.queries.incident.live import live_strip
from commandcenter.queries.seat.todo import todo
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.ui.seat.todo_card import TodoCard
from commandcenter.ui.widgets.figure import Figure
from tests.book_judge import require_books
from tests.seeds import sample
from tests.stories import paper_statements
from tests.stories.window_driver import keep_picture

pytestmark = pytest.mark.nightly(minutes=2)  # of two incidents at once the demo takes long

BEGIN, END = "AB D0 19:00", "AB D0 21:40"
MOMENTS = 8
GYM, SCHOOL = 1, 2
TITLES = {GYM: "“11·24”悦力工场健身闭店事件", SCHOOL: "“11·24”禾味鲜团餐疑似食物中毒事件"}


def moments_between(begin, end):
    first, last = parse(begin), parse(end)
    coming = steps(whole(first.scenario), until=last.at, after=first.at)
    return sorted({step.at for step in coming})


def go_on(story, end):
    """Everything at its own time."""
    first, last = story.clock.at, parse(end).at
    for step in steps(whole(ScenarioKey.AB), until=last, after=first):
        story.go_on_until(max(step.at, story.clock.at))
    story.go_on_until(last)


REPORTS = ("report_phone", "report_first", "report_follow", "report_final")
FOUR_HOURS = timedelta(hours=4)  # between two 续报 at Ⅲ


def late_by_the_reports(session):
    """Of the gym's 续报 those that went more than four hours after the report before them."""
    rows = session.scalars(
        select(ReportRow)
        .where(ReportRow.incident_id == GYM, ReportRow.sent_at.is_not(None))
        .where(ReportRow.kind.in_([ReportKind.FIRST, ReportKind.FOLLOW_UP]))
        .order_by(ReportRow.sent_at)
    ).all()
    return {
        after.sent_at for before, after in pairwise(rows)
        if after.sent_at > before.sent_at + FOUR_HOURS
    }  # fmt: skip


def late_by_the_book(session):
    """When each of the reports went that the book calls 迟报, of both."""
    at = now(session)
    return {
        (row.incident_id, row.done_at)
        for row in obligations_of(session, (GYM, SCHOOL), at)
        if row.code in REPORTS and row.state is ObligationState.DONE and row.is_late(at)
    }


def test_of_two_at_once_each_book_says_what_was_done(tell):
    story = tell(BEGIN)
    moments = moments_between(BEGIN, END)
    judged = {*sample(moments[:-1], MOMENTS - 1, "books of A and B"), moments[-1]}
    for at in moments:
        story.go_on_until(at)
        if at in judged:
            story.ask(require_books)
    rows = story.ask(obligations_of, (GYM, SCHOOL), story.clock.at)
    done = [row.incident_id for row in rows if row.state is ObligationState.DONE]
    assert done.count(GYM) > 30
    assert done.count(SCHOOL) > 8


@pytest.mark.nightly(minutes=3)  # it writes every paper of both
def test_nothing_that_was_in_time_is_late_and_no_paper_denies_the_book(tell):
    story = tell(END)
    at = story.clock.at
    late = {(GYM, sent_at) for sent_at in story.ask(late_by_the_reports)}
    assert story.ask(late_by_the_book) == late  # of the school's, graded Ⅳ at 20:14, none
    for incident, title in TITLES.items():
        rows = story.ask(obligations_of, incident, at)
        texts = story.ask(lambda s, i=incident: list(paper_statements.paper_texts(s, i)))
        done = story.ask(lambda s, i=incident: list(paper_statements.stated_as_done(s, i)))
        told = [(where, text) for where, text, _ in texts]
        assert paper_statements.denied(told, done, rows, at) == []
        other = next(words for number, words in TITLES.items() if number != incident)
        assert any(title in text for _, text in told)
        assert [where for where, text in told if other in text] == []


def waiting_numbers(strip):
    found = {}
    for card in strip.cards:
        said = re.search(r"(\d+) 项", card.waiting.text()) if card.waiting.isVisible() else None
        found[card.incident_id] = int(said[1]) if said else 0
    return found


@pytest.mark.parametrize("login", ["chenyu", "zhoulan"])
def test_the_strip_of_the_desk_has_both_and_counts_what_waits(tell, sit, login):
    story = tell(END)
    seat = sit(story, login)
    strip = seat.window.strip
    seat.until(lambda: len(strip.cards) == 2)
    seat.settle()
    assert [card.title.text() for card in strip.cards] == list(TITLES.values())
    said = [card.accessibleName() for card in strip.cards]
    assert "较大（Ⅲ级）" in said[0]
    assert "一般（Ⅳ级）" in said[1]
    assert all("下一时限" in words for words in said)
    items = story.ask(todo, story.actor(login), story.clock.at)
    of = [item.incident_id for item in items]
    assert waiting_numbers(strip) == {number: of.count(number) for number in TITLES}
    heading = seat.window.pages.incident.overview.todo.view.title.text()
    assert heading.endswith(f"（{len(items)}）") or not items
    for card in seat.window.findChildren(TodoCard):
        if card.item.incident_id in TITLES and card.isVisible():
            assert TITLES[card.item.incident_id] in card.accessibleName()
    seat.keep(f"ab-desk-{login}")


def test_the_wall_keeps_the_first_as_main_and_the_school_beside_it(tell, at_wall):
    story = tell(BEGIN)
    wall = at_wall(story)
    wall.until(lambda: wall.content.incident_id == GYM)
    assert wall.content.others == ()
    go_on(story, "AB D0 19:25")
    wall.until(lambda: wall.content.others == (SCHOOL,))
    [head] = wall.content.beside.heads
    assert head.title.text() == "“11·24”学校供餐疑似食物中毒事件"
    assert head.line.text() == "接报 19:05"
    assert head.lead.text() == "暂按Ⅲ级计时"
    keep_picture(wall, "ab-wall-before-grade")
    go_on(story, END)
    wall.until(lambda: "响应已" in head.line.text())
    assert (wall.content.incident_id, wall.content.others) == (GYM, (SCHOOL,))
    [panel] = wall.content.beside.numbers
    wall.until(lambda: figures(panel)["treated"] == "47")
    wall.until(lambda: figures(panel)["schools"] == "2")
    assert figures(panel)["dead"] == "0"
    assert wall.content.head.title.text() == "“11·24”某健身机构闭店事件"
    keep_picture(wall, "ab-wall-both-active")


def figures(panel):
    return {
        tile.objectName().removeprefix("number_"): tile.value()
        for tile in panel.findChildren(Figure)
        if tile.isVisible()
    }


def test_who_signed_in_for_the_first_is_there_for_the_second(tell):
    story = tell(END)
    strip = story.ask(live_strip, story.clock.at)
    assert [each.level for each in strip.live] == [Level.III, Level.IV]
    commander = story.actor("chenyu")
    for each in strip.live:  # the wall counts what the desk counts
        desk = story.ask(next_steps, commander, each.id, story.clock.at)
        assert (each.closed, each.late) == (desk.closed, desk.late)
    rows = story.ask(obligations_of, SCHOOL, story.clock.at)
    [roll_call] = [row for row in rows if row.code == "roll_call"]
    assert roll_call.state is ObligationState.DONE
