"""预案修订 and 预案评估 on the 预案 page: drafted, compared, signed; reviews registered."""

import pytest

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.revision import RevisionState
from commandcenter.queries.plan.revisions import revision_board
from commandcenter.services.plan import gaps, revisions
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import PlanRevisionRow
from tests.field import add_people

TEXT = "各级市场监督管理部门要储备必要的应急物资，每半年盘点一次。"


@pytest.fixture
def at_revisions(at_desk, small_city):
    add_people(small_city)

    def at_revisions(login, name="revisions"):
        desk = at_desk(login)
        desk.click("rail_plan")
        plan = desk.window.pages.plan
        panel = getattr(plan, name)
        places = range(plan.tabs.count())
        plan.tabs.setCurrentIndex(
            next(n for n in places if plan.tabs.widget(n).isAncestorOf(panel))
        )
        desk.settle()
        return desk, panel

    return at_revisions


def board(city, login="liangbo"):
    return city.ask(revision_board, getattr(city, login), city.db.clock())


def begun(city, *changes):
    number = city.do(revisions.begin, "liangbo", "2026年修订", "评估提出的问题")
    for change in changes:
        seen = city.ask(lambda s: s.get_one(PlanRevisionRow, number).version)
        city.do(revisions.put, "liangbo", number, [change], seen)
    return number


def submitted(city):
    number = begun(city, ItemChange("clause", "6.2", {"title": "物资保障", "text": TEXT}))
    seen = city.ask(lambda s: s.get_one(PlanRevisionRow, number).version)
    city.do(revisions.submit, "liangbo", number, seen)
    return number


def test_the_planner_drafts_a_clause_and_a_task_and_sends_it_to_be_signed(at_revisions, small_city):
    small_city.do(gaps.file_gap, "maxiao", gaps.Gap("6.2", "没有写盘点", "自行清点"))
    desk, panel = at_revisions("liangbo")
    desk.click("want_begin")
    desk.until_sees("revision_begin")
    desk.fill("revision_title", "2026年修订")
    desk.fill("revision_reason", "评估提出的问题")
    desk.click("primary")
    desk.until_gone("revision_begin")
    desk.until(lambda: len(panel.ledger.lines) == 1)
    desk.click("act_clause")
    desk.until_sees("revision_clause")
    desk.dialog().choose("6.2")
    desk.fill("clause_words", TEXT)
    desk.click("primary")
    desk.until_gone("revision_clause")
    desk.until(lambda: panel.board is not None and len(panel.board.lines[0].changes) == 1)
    desk.click("act_step")
    desk.until_sees("revision_step")
    desk.dialog().choose("")
    desk.fill("step_title", "商请跨省协查")
    desk.fill("step_basis", "本局决定")
    desk.fill("step_due_III", "8小时")
    desk.click("primary")
    desk.until_gone("revision_step")
    desk.until(lambda: len(panel.board.lines[0].changes) == 2)
    desk.click("act_submit")
    desk.until(lambda: panel.board.lines[0].state is RevisionState.SUBMITTED)
    [line] = board(small_city).lines
    assert line.changes == ("条文“6.2 物资保障”", "新增任务“商请跨省协查”")


def test_what_a_form_is_refused_is_said_there_and_nothing_is_lost(at_revisions, small_city):
    begun(small_city)
    desk, _ = at_revisions("liangbo")
    desk.until_sees("act_clause")
    desk.click("act_clause")
    desk.until_sees("revision_clause")
    desk.dialog().choose("6")
    way = desk.widget("clause_way")
    way.setCurrentIndex(way.findData(False))
    desk.click("primary")
    desk.until(lambda: "之下还有" in desk.dialog().refusal)
    assert board(small_city).lines[0].changes == ()


def test_the_commander_reads_the_change_and_signs(at_revisions, small_city):
    submitted(small_city)
    desk, panel = at_revisions("chenyu")
    desk.until_sees("act_sign")
    assert not desk.sees("act_clause")
    desk.click("act_sign")
    desk.until_sees("revision_sign")
    read = desk.widget("compared_text").toPlainText()
    assert "6.2  物资保障" in read
    assert "每半年盘点一次" in read
    desk.fill("signature", "陈屿")
    desk.click("primary")
    desk.until_gone("revision_sign")
    desk.until(lambda: panel.board.lines[0].state is RevisionState.IN_FORCE)
    assert small_city.ask(plan_of).clauses["6.2"].text == TEXT


def test_everybody_reads_what_a_draft_strikes_out_and_adds(at_revisions, small_city):
    submitted(small_city)
    desk, _ = at_revisions("maxiao")
    desk.until_sees("act_compare")
    assert not desk.sees("want_begin")
    desk.click("act_compare")
    desk.until_sees("revision_compare")
    text = desk.widget("compared_text")
    formats = {}
    block = text.document().begin()
    while block.isValid():
        for piece in block:
            shape = piece.fragment().charFormat()
            formats[piece.fragment().text()] = shape.fontStrikeOut(), shape.fontUnderline()
        block = block.next()
    assert (True, False) in formats.values()
    assert (False, True) in formats.values()


def test_a_review_is_registered_and_the_next_one_is_said(at_revisions, small_city):
    desk, panel = at_revisions("liangbo", "reviews")
    assert "还没有评估" in panel.due.text()
    desk.click("want_review")
    desk.until_sees("review_form")
    desk.fill("review_people", "梁博、周岚")
    desk.click("chip_keep")
    desk.fill("review_words", "仍能适用")
    desk.click("primary")
    desk.until_gone("review_form")
    desk.until(lambda: len(panel.ledger.lines) == 1)
    assert "下次应于" in panel.due.text()


def test_a_card_of_the_book_leads_to_the_revision_that_waits(at_desk, small_city):
    add_people(small_city)
    submitted(small_city)
    desk = at_desk("chenyu")
    desk.window.pages.show_work("plan")
    plan = desk.window.pages.plan
    assert plan.tabs.currentWidget().isAncestorOf(plan.revisions)
    desk.window.close()
    desk = at_desk("east")
    desk.window.pages.show_work("plan")
    plan = desk.window.pages.plan
    assert plan.tabs.currentWidget().isAncestorOf(plan.rules)
