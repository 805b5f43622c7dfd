"""文书 as a person makes them: of the complaint that is read, and of a choice in the list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.form_items import FormKind
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.services.complaints import handling
from commandcenter.store.tables.every import ComplaintRow, JournalLineRow
from commandcenter.ui.complaints.forms_form import Way
from tests.outputs.paper_reading import read_back

WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")


@pytest.fixture
def some(small_city):
    small_city.take_in(
        *(small_city.complaint(f"N{n}", minutes_ago=60 + n, complainant=WHO) for n in range(3)),
        small_city.complaint("R", minutes_ago=90, kind=ComplaintKind.REPORT, complainant=WHO),
    )
    small_city.incident = small_city.register()
    small_city.activate(small_city.incident)
    return small_city


def lines(city):
    with city.db.read() as session:
        return session.scalars(
            select(JournalLineRow.verb).where(
                JournalLineRow.kind.in_(("complaint_form", "complainant"))
            )
        ).all()


def opened(at_desk, login="liwei"):
    desk = at_desk(login)
    desk.window.pages.turn("complaints")
    desk.until_sees("complaint_table")
    desk.settle()
    return desk


def click_row(desk, row, modifier=Qt.KeyboardModifier.NoModifier):
    table = desk.widget("complaint_table")
    place = table.visualRect(table.model().index(row, 0)).center()
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def form_of(desk):
    desk.until_sees("complaint_forms")
    combo = desk.widget("form_kind")
    desk.until(lambda: combo.count() == len(FormKind))
    return combo


def enabled(combo: QComboBox):
    items = [combo.model().item(n) for n in range(combo.count())]
    return {item.data(Qt.ItemDataRole.UserRole) for item in items if item.isEnabled()}


def save(desk, path):
    desk.click("primary")
    desk.until_sees("save_as")
    dialog = next(d for d in desk.window.findChildren(QFileDialog) if d.isVisible())
    dialog.fileSelected.emit(str(path))
    dialog.close()
    desk.until(lambda: path.exists() and desk.window.seat.tasks.idle)  # begun is not yet written


def test_the_forms_of_several_rows_are_one_file(at_desk, some, tmp_path):
    desk = opened(at_desk)
    click_row(desk, 0)
    click_row(desk, 2, Qt.KeyboardModifier.ShiftModifier)
    desk.click("complaints_forms")
    combo = form_of(desk)
    assert combo.currentData() == FormKind.INTAKE
    assert combo.currentText() == "投诉登记表（3 件适用）"
    desk.widget("way").setCurrentIndex(desk.widget("way").findData(Way.PDF))
    desk.widget("full").setChecked(True)
    save(desk, tmp_path / "forms.pdf")
    pages = [page.plain for page in read_back((tmp_path / "forms.pdf").read_bytes())]
    assert len(pages) == 3
    assert ["N0" in pages[0], "N1" in pages[1], "N2" in pages[2]] == [True] * 3
    assert all("欧阳明月" in page for page in pages)
    assert sorted(lines(some)) == ["intake made"] * 3 + ["seen"] * 3


def test_what_does_not_fit_is_greyed_with_the_reason(at_desk, some):
    desk = opened(at_desk)
    click_row(desk, 0)
    desk.until_sees("complaint_forms_of")
    desk.click("complaint_forms_of")
    combo = form_of(desk)
    assert enabled(combo) == {FormKind.INTAKE, FormKind.FORWARD, FormKind.IDENTITY}
    end = combo.model().item(combo.findData(FormKind.END))
    assert "没有受理，不存在终止调解" in end.toolTip()


def test_the_form_asks_only_for_what_its_kind_wants(at_desk, some):
    with some.db.read() as session:
        ids = session.scalars(select(ComplaintRow.id).where(ComplaintRow.number == "N0")).all()
    some.do(handling.carry_out, "liwei", ids, Done(HandlingAct.ACCEPT, some.db.clock()))
    desk = opened(at_desk)
    click_row(desk, 0)
    desk.until_sees("complaint_forms_of")
    desk.click("complaint_forms_of")
    combo = form_of(desk)
    for kind, shown in (
        (FormKind.ACCEPT, set()),
        (FormKind.MEDIATE, {"place", "at"}),
        (FormKind.INTAKE, set()),
    ):
        combo.setCurrentIndex(combo.findData(kind))
        names = {name for name in ("ground", "to", "place", "at") if desk.sees(name)}
        assert names == shown


def test_in_the_incident_they_are_made_of_the_chosen_ones_too(at_desk, some, tmp_path):
    desk = at_desk("zhoulan")
    desk.window.pages.incident.show_view("complaints")
    desk.until_sees("follow_table")
    desk.settle()
    view = desk.window.pages.incident.view("complaints").panel.view
    view.pick_all()
    desk.click("bulk_forms")
    combo = form_of(desk)
    combo.setCurrentIndex(combo.findData(FormKind.REPORT_INTAKE))
    desk.widget("way").setCurrentIndex(desk.widget("way").findData(Way.OFD))
    save(desk, tmp_path / "report.ofd")
    assert lines(some) == ["reportintake made"]
    desk.until(lambda: any("另有 3 件没有制作" in words for words in desk.window.notices.shown))
