"""导入记录: a wrong import is taken out from the desk, complaints of incidents only when told."""

from sqlalchemy import select

from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.services.complaints import intake
from commandcenter.store.tables.every import BatchRow
from tests.city import KEY


def taken(city, name, *complaints):
    facts = intake.FileFacts(name, name, "standard", len(complaints), 0, 0)
    return intake.take_in(city.db, city.liwei, facts, complaints, KEY).batch_id


def opened(at_desk):
    desk = at_desk("liwei")
    desk.window.intake.take_in()
    desk.until_sees("take_in")
    desk.click("import_history")
    desk.until_sees("import_table")
    desk.until(lambda: desk.widget("import_table").model().rowCount() > 0)
    return desk


def choose(desk, name):
    table = desk.widget("import_table")
    names = [table.model().index(row, 1).data() for row in range(table.model().rowCount())]
    table.selectRow(names.index(name))


def state_of(city, batch):
    with city.db.read() as session:
        return session.scalar(select(BatchRow.state).where(BatchRow.id == batch))


def total(city):
    return city.ask(complaint_page, ComplaintFilter()).total


def test_a_wrong_import_is_taken_out_with_a_reason(at_desk, small_city):
    before = total(small_city)
    rows = [small_city.complaint(f"w{n}", brand="别家", subject_name="某店") for n in range(3)]
    taken(small_city, "导错.csv", *rows)
    desk = opened(at_desk)
    choose(desk, "导错.csv")
    desk.until(lambda: "入库 3 件" in desk.widget("import_words").text())
    form = desk.widget("imports_form")
    assert not form.take_out.isVisible()
    form.primary.click()
    assert total(small_city) == before + 3  # no reason was given yet
    desk.type("why", "选错了文件")
    form.primary.click()
    desk.until(lambda: total(small_city) == before)
    desk.until(lambda: "已撤销" in str(form.model.lines[0].cells[-1]))
    choose(desk, "导错.csv")
    assert "选错了文件" in desk.widget("import_words").text()
    form.reject()


def test_complaints_of_an_incident_are_named_and_go_only_when_ticked(at_desk, small_city):
    before = total(small_city)
    small_city.register()
    batch = taken(small_city, "导错.csv", *(small_city.complaint(f"w{n}") for n in range(3)))
    desk = opened(at_desk)
    choose(desk, "导错.csv")
    desk.until(lambda: "3 件已归入事件" in desk.widget("import_words").text())
    form = desk.widget("imports_form")
    assert form.take_out.isVisible()
    desk.type("why", "选错了文件")
    form.primary.click()
    desk.until(lambda: "请先移出" in form.refusal)
    assert total(small_city) == before + 3
    form.take_out.setChecked(True)
    form.primary.click()
    desk.until(lambda: total(small_city) == before)
    desk.until(lambda: state_of(small_city, batch) == "undone")
    form.reject()
