"""撤销登记: a complaint that was entered by mistake is taken out where it is read."""

from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.complaints.imports import imports
from commandcenter.services.complaints import hand_entry
from tests.city import KEY


def numbers(city):
    return [line.number for line in city.ask(complaint_page, ComplaintFilter()).lines]


def test_one_of_an_incident_is_named_and_goes_when_ticked(at_desk, small_city):
    small_city.register()
    new = small_city.complaint("Z1", title="误登")
    small_city.do(hand_entry.enter_by_hand, "liwei", new, KEY)
    desk = at_desk("liwei")
    desk.click("rail_complaints")
    desk.until_sees("complaint_table")
    desk.fill("complaint_search", "误登")
    table = desk.widget("complaint_table")
    desk.until(lambda: table.model().rowCount() == 1)
    table.selectRow(0)
    desk.until_sees("complaint_withdraw")
    desk.click("complaint_withdraw")
    desk.until(lambda: "已归入事件" in desk.widget("entered_words").text())
    form = desk.widget("withdraw_entered_form")
    desk.type("why", "来电人又打来一次")
    form.primary.click()
    desk.until(lambda: "请先移出" in form.refusal)
    assert "Z1" in numbers(small_city)
    form.take_out.setChecked(True)
    form.primary.click()
    desk.until_gone("withdraw_entered_form")
    assert "Z1" not in numbers(small_city)
    desk.until(lambda: table.model().rowCount() == 0)
    assert small_city.ask(imports)[0].withdrawn_why == "来电人又打来一次"
