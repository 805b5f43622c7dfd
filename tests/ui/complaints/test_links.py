"""跨平台重复 in 投诉: a switch shows them, the detail names the other, a person parts them."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, Source
from commandcenter.services.complaints import links
from commandcenter.store.complaints.links import STANDING
from commandcenter.store.tables.every import ComplaintLinkRow

PERSON = Complainant("王某", "10012345678")


def submitted(city, number, source, **fields):
    return city.complaint(
        number, minutes_ago=90, source=source, complainant=PERSON, title="健身房闭店退费",
        text="办了年卡三千二百元，今天门锁了，要求退还余额。", **fields,
    )  # fmt: skip


def facts(desk):
    found = desk.widget("complaint_detail").findChildren(QWidget)
    return [widget.accessibleName() for widget in found]


def test_both_records_stand_side_by_side_and_are_taken_apart_with_a_reason(at_desk, small_city):
    small_city.take_in(submitted(small_city, "P1", Source.PLATFORM), small_city.complaint("X"))
    small_city.take_in(submitted(small_city, "H1", Source.HOTLINE))
    desk = at_desk("liwei")
    desk.click("rail_complaints")
    desk.until_sees("complaint_table")
    table = desk.widget("complaint_table")
    desk.until(lambda: table.model().rowCount() == 3)
    desk.widget("complaint_linked").click()
    desk.until(lambda: table.model().rowCount() == 2)
    table.selectRow(0)
    desk.until_sees("complaint_both")
    assert any("12345 H1" in fact or "12315 P1" in fact for fact in facts(desk))
    desk.click("complaint_both")
    desk.until_sees("complaint_filter")
    assert "两件" in desk.widget("complaint_filter").text()
    desk.click("complaint_apart")
    desk.until_sees("words_form")
    desk.fill("words", "一件退卡，一件退私教课")
    desk.click_in("words_form", "primary")
    desk.until_gone("words_form")
    desk.until(lambda: not desk.sees("complaint_apart"))
    with small_city.db.read() as session:
        link = session.scalars(select(ComplaintLinkRow)).one()
    assert (link.undone_by, link.undone_why) == ("李蔚", "一件退卡，一件退私教课")
    desk.until(lambda: table.model().rowCount() == 0)  # the switch is still on


def test_what_was_taken_apart_is_put_together_again_where_it_says_so(at_desk, small_city):
    small_city.take_in(submitted(small_city, "P1", Source.PLATFORM))
    small_city.take_in(submitted(small_city, "H1", Source.HOTLINE))
    with small_city.db.read() as session:
        link = session.scalars(select(ComplaintLinkRow.id)).one()
    small_city.do(links.take_apart, "liwei", link, "一件退卡，一件退私教课")
    desk = at_desk("liwei")
    desk.click("rail_complaints")
    desk.until_sees("complaint_table")
    table = desk.widget("complaint_table")
    desk.until(lambda: table.model().rowCount() == 2)
    table.selectRow(0)
    desk.until_sees("complaint_together")
    assert any("已解除（李蔚" in fact and "一件退卡" in fact for fact in facts(desk))
    assert not desk.sees("complaint_apart")
    desk.click("complaint_together")
    desk.until_sees("complaint_apart")
    assert not desk.sees("complaint_together")
    with small_city.db.read() as session:
        standing = session.scalars(select(ComplaintLinkRow).where(STANDING)).one()
    assert standing.by == "李蔚"


def test_a_corrected_complaint_says_what_it_was_before(at_desk, small_city):
    first = submitted(small_city, "P1", Source.PLATFORM)
    small_city.take_in(first)
    small_city.take_in(
        replace(first, problem="价格", registered_at=first.registered_at - timedelta(1))
    )
    desk = at_desk("liwei")
    desk.click("rail_complaints")
    desk.until_sees("complaint_table")
    table = desk.widget("complaint_table")
    desk.until(lambda: table.model().rowCount() == 1)
    table.selectRow(0)
    desk.until_sees("complaint_title")
    assert any("原为合同" in fact for fact in facts(desk))
