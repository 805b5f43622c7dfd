"""投诉办理 as a person does it: many chosen and handled, joined and taken out, flags, who it is."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from sqlalchemy import func, select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.services.complaints import handling
from commandcenter.store.tables.every import (
    ComplaintEventRow,
    ComplaintFlagRow,
    ComplaintRow,
    IncidentComplaintRow,
    JournalLineRow,
)
from commandcenter.ui.complaints.complaint_model import Column
from commandcenter.ui.complaints.follow_bars import FIRST_ACTS
from commandcenter.ui.complaints.follow_model import Column as Follow

WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")


@pytest.fixture
def full(small_city):
    """203 complaints in an incident, one of them a report, and one of another brand."""
    small_city.take_in(
        *(
            small_city.complaint(
                f"N{n:03}", minutes_ago=60 + n, text=f"事由{n}",
                complainant=Complainant("王某", f"138{n:08}"),
            )
            for n in range(202)
        ),
        small_city.complaint("R", kind=ComplaintKind.REPORT, minutes_ago=400),
        small_city.complaint("B", brand="别的", subject_name="游泳馆", complainant=WHO),
    )  # fmt: skip
    small_city.incident = small_city.register()
    small_city.activate(small_city.incident)
    return small_city


def number_of(city, number):
    with city.db.read() as session:
        return session.scalars(select(ComplaintRow.id).where(ComplaintRow.number == number)).one()


def counted(city, row_class, *conditions):
    with city.db.read() as session:
        return session.scalar(select(func.count()).select_from(row_class).where(*conditions))


def opened(at_desk, login="zhoulan"):
    desk = at_desk(login)
    desk.window.pages.incident.show_view("complaints")
    desk.until_sees("follow_table")
    desk.settle()
    return desk, desk.window.pages.incident.view("complaints")


def bulk(view, key):
    """Out of the menu 更多."""
    action = next(a for a in view.panel.view.acts.menu_of.actions() if a.objectName() == key)
    assert action.isEnabled(), action.toolTip()
    action.trigger()


def field(desk):
    """The words of the form: a notice has a label of the same name."""
    return desk.dialog().findChild(QPlainTextEdit, "words")


def write(desk, words):
    field(desk).setPlainText(words)


def click_row(desk, row, modifier=Qt.KeyboardModifier.NoModifier):
    table = desk.widget("follow_table")
    table.scrollTo(table.model().index(row, 0))
    place = table.visualRect(table.model().index(row, 0)).center()
    left = Qt.MouseButton.LeftButton
    desk.qtbot.mouseClick(table.viewport(), left, modifier, place)


def test_two_hundred_are_accepted_and_what_was_not_says_why(full, at_desk):
    done = Done(HandlingAct.ACCEPT, full.db.clock() - timedelta(minutes=5))
    full.do(handling.carry_out, "liwei", [number_of(full, "N007")], done)
    desk, _ = opened(at_desk)
    desk.click("pick_all")
    desk.until(lambda: desk.widget("follow_picked").text() == "已选 203 件")
    desk.click("bulk_accepted")
    desk.until_sees("handle_form")
    desk.click("primary")
    desk.until_sees("handled_form")
    reasons = {desk.widget(f"refused_{n}").text() for n in (0, 1)}
    assert reasons == {
        "1 件：举报不适用“受理”。",
        "1 件：现在是“调解中”，不能办理“受理”。",
    }
    assert "已办 201 件，2 件没有办理" in desk.widget("explain").text()
    desk.click("primary")
    desk.until_gone("handled_form")
    desk.until(lambda: "· 受理 202 ·" in desk.widget("sums_done").text())
    assert counted(full, ComplaintEventRow) == 202


def test_an_act_without_room_as_a_button_is_in_the_menu_and_done_from_there(full, at_desk):
    desk, view = opened(at_desk)
    click_row(desk, 0)
    acts = view.panel.view.acts
    desk.until(lambda: desk.widget("follow_picked").text() == "已选 1 件")
    assert desk.sees("bulk_assigned")
    for width in (700, 480):
        acts.resize(width, acts.height())
        shown = [b for b in acts.findChildren(QAbstractButton) if not b.isHidden()]
        assert sum(b.sizeHint().width() + 6 for b in shown) <= width
        names = {b.objectName() for b in shown}
        menu = {a.objectName() for a in acts.menu_of.actions() if a.isVisible()}
        assert names.isdisjoint(menu)
        assert {f"bulk_{act.value}" for act in FIRST_ACTS} <= names | menu
    assert not desk.sees("bulk_assigned")
    bulk(view, "bulk_assigned")
    desk.until_sees("handle_form")


def test_the_rows_of_a_number_are_as_many_as_it_says(full, at_desk):
    desk, view = opened(at_desk)
    assert desk.widget("sum_complaints").text() == "203 件"
    desk.fill("follow_search", "N00")
    desk.until(lambda: len(view.panel.view.model.lines) == 10)
    desk.fill("follow_search", "")
    desk.until(lambda: len(view.panel.view.answer.all) == 203)
    desk.click("sum_late")
    desk.until(lambda: view.panel.view.answer.all == ())
    assert not desk.sees("follow_table")


def test_one_step_is_taken_back_from_the_notice(full, at_desk):
    desk, _ = opened(at_desk)
    click_row(desk, 3)
    desk.until(lambda: desk.widget("follow_picked").text() == "已选 1 件")
    desk.click("bulk_accepted")
    desk.until_sees("handle_form")
    desk.click("primary")
    desk.until(lambda: "· 受理 1 ·" in desk.widget("sums_done").text())
    desk.until_sees("act")
    desk.click("act")
    desk.until(lambda: "· 受理 0 ·" in desk.widget("sums_done").text())
    assert counted(full, ComplaintEventRow) == 2  # the slip and its taking back stay


def test_a_refused_act_loses_no_text(full, at_desk):
    desk, view = opened(at_desk)
    click_row(desk, 0)
    chosen = view.panel.view.picked()[0].id
    desk.until(lambda: view.panel.detail is not None)
    desk.click("bulk_declined")
    desk.until_sees("handle_form")
    desk.until(lambda: desk.widget("ground").count() == 7)
    desk.widget("ground").setCurrentIndex(2)
    write(desk, "<b>批量进货</b>，已告知民事途径")
    done = Done(HandlingAct.ACCEPT, full.db.clock())
    full.do(handling.carry_out, "liwei", [chosen], done)
    desk.click("primary")
    desk.until(lambda: "现在是“调解中”" in desk.dialog().refusal)
    assert field(desk).toPlainText() == "<b>批量进货</b>，已告知民事途径"


def test_complaints_join_the_incident_and_are_taken_out_again(full, at_desk):
    desk, view = opened(at_desk)
    desk.click("join_complaints")
    desk.until_sees("join_form")
    form = desk.dialog()
    assert not form.primary.isEnabled()
    desk.qtbot.mouseClick(form.near.findChildren(type(form.all))[2], Qt.MouseButton.LeftButton)
    desk.fill("join_search", "游泳")
    desk.until(lambda: len(form.model.lines) == 1)
    desk.click("join_all")
    desk.click("primary")
    desk.until(lambda: desk.widget("sum_complaints").text() == "204 件")
    desk.fill("follow_search", "游泳")
    desk.until(lambda: len(view.panel.view.model.lines) == 1)
    click_row(desk, 0)
    desk.until(lambda: desk.widget("follow_picked").text() == "已选 1 件")
    bulk(view, "bulk_leave")
    desk.until_sees("words_form")
    desk.click("primary")
    assert desk.sees("words_form")  # a reason is needed
    write(desk, "另一家商户")
    desk.click("primary")
    desk.until(lambda: desk.widget("sum_complaints").text() == "203 件")
    gone = IncidentComplaintRow.removed_why == "另一家商户"
    assert counted(full, IncidentComplaintRow, gone) == 1


def test_a_flag_is_set_and_lifted_and_the_count_stays(full, at_desk):
    desk, _ = opened(at_desk, "hewenjing")
    assert not desk.sees("bulk_accepted")  # the investigation does not handle complaints
    click_row(desk, 0)
    desk.until_sees("act_flag")
    desk.click("act_flag")
    desk.until_sees("words_form")
    write(desk, "同一手机号多次")
    desk.click("primary")
    desk.until(lambda: desk.widget("sum_flagged").text() == "其中疑似异常 1 件")
    assert desk.widget("sum_complaints").text() == "203 件"
    desk.until_sees("act_lift")
    desk.click("act_lift")
    desk.until_sees("words_form")
    write(desk, "电话核实无误")
    desk.click("primary")
    desk.until(lambda: desk.widget("sum_flagged").text() == "其中疑似异常 0 件")
    assert counted(full, ComplaintFlagRow, ComplaintFlagRow.lifted_why == "电话核实无误") == 1


def test_who_complained_is_shown_after_a_line_of_the_journal_only(full, at_desk):
    desk, _ = opened(at_desk)
    click_row(desk, 0)
    desk.until_sees("act_unmask")
    desk.click("act_unmask")
    desk.until_sees("personal_data")
    assert not desk.sees("personal_phone")
    seen = JournalLineRow.kind == "complainant"
    assert counted(full, JournalLineRow, seen) == 0
    desk.click("primary")
    desk.until_sees("personal_phone")
    assert desk.widget("personal_phone").text().startswith("138")
    assert counted(full, JournalLineRow, seen) == 1
    desk.click("primary")
    desk.until_gone("personal_data")


def test_hostile_text_is_shown_as_it_is(small_city, at_desk, only_plain_labels):
    bad = "<img src=x onerror=alert(1)>" + "长" * 3_000
    small_city.take_in(small_city.complaint("X", title=bad, text=bad, subject_name=bad[:80]))
    small_city.incident = small_city.register()
    desk, view = opened(at_desk)
    click_row(desk, 0)
    desk.until(lambda: view.panel.detail is not None)
    only_plain_labels(desk.window)
    table = desk.widget("follow_table")
    assert table.model().index(0, 2).data().startswith("<img src=x")


def test_all_complaints_are_ordered_by_the_database_and_not_by_whom_it_hides(at_desk, full):
    desk = at_desk("zhoulan")
    desk.click("rail_complaints")
    desk.until_sees("complaint_table")
    desk.settle()
    table, model = desk.widget("complaint_table"), desk.widget("complaint_table").model()

    def numbers():
        return [line.number for line in model.lines]

    first = numbers()
    assert len(first) == 200
    table.head.setSortIndicator(Column.NUMBER, Qt.SortOrder.AscendingOrder)
    desk.until(
        lambda: [line.number for line in model.lines] == sorted(x.number for x in model.lines)
    )
    assert model.lines[0].number == "B", "of all, not of the page that was here"
    assert table.head.sortIndicatorSection() == Column.NUMBER
    table.head.setSortIndicator(Column.PERSON, Qt.SortOrder.AscendingOrder)
    desk.until(lambda: numbers() == first)
    assert table.head.sortIndicatorSection() == -1
    table.selectAll()
    assert "已选 200 行" in table.told_words()


def test_those_of_an_incident_are_ordered_over_all_and_as_their_limits_again(at_desk, full):
    desk, _ = opened(at_desk)
    table, model = desk.widget("follow_table"), desk.widget("follow_table").model()

    def numbers():
        return [line.number for line in model.lines]

    first = numbers()
    assert len(first) == 200
    table.head.setSortIndicator(Follow.NUMBER, Qt.SortOrder.DescendingOrder)
    desk.until(lambda: numbers() == sorted(numbers(), reverse=True) != first)
    highest = numbers()[0]
    desk.settle()
    assert table.indexAt(QPoint(5, 5)).row() == 0, "its beginning is seen"
    table.selectAll()
    picked = {row.id for row in desk.widget("follow_up").picked()}
    assert picked == {line.id for line in model.lines}
    table.head.setSortIndicator(Follow.PERSON, Qt.SortOrder.AscendingOrder)
    desk.until(lambda: numbers() == first)
    assert table.head.sortIndicatorSection() == -1, "who is masked is not told by an order"
    assert highest not in first or first.index(highest) > 0
