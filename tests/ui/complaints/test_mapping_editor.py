"""A mapping of columns is made on screen, tried on 20 rows at once, and known to every seat."""

import pytest

from commandcenter.intake.mapping import find_mapping
from commandcenter.offices.take_in import mappings
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.complaints.mappings import own_mappings
from commandcenter.services.complaints.mappings import save_mapping
from commandcenter.ui.complaints.mapping_editor import MappingEditor
from commandcenter.ui.frame.seat import Over

HEADER = "单子编号,什么时候,谁,电话,怎么了,哪家店,多少钱"
ROWS = [
    "A1,2025-11-20 09:00:00,王某,10011112222,门锁了要退费,悦力工场健身（城东店）,3200",
    ",2025-11-20 09:05:00,李某,10011113333,门锁了,悦力工场健身（城东店）,100",
    "A3,2025-11-20 09:10:00,赵某,10011114444,不退钱,悦力工场健身（城西店）,很多",
]
FIELDS = {
    "单子编号": "number", "什么时候": "registered_at", "谁": "person_name",
    "电话": "person_phone", "怎么了": "text", "哪家店": "subject_name", "多少钱": "amount",
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "某系统.csv"
    path.write_text("\n".join(["某系统导出的表", HEADER, *ROWS]), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def edit(at_desk, file):
    desk = at_desk("liwei")
    desk.window.intake.take_in()
    desk.until_sees("take_in")
    desk.dialog().look_at(str(file))
    desk.until(lambda: bool(desk.widget("take_in").refusal))
    desk.click("edit_mapping")
    desk.until_sees("mapping_editor")
    editor = desk.widget("mapping_editor")
    desk.until(lambda: editor.columns.rowCount() == 7)
    return desk, editor


def choose(editor, **fields):
    names = [editor.columns.item(row, 0).text() for row in range(editor.columns.rowCount())]
    for name, field in fields.items():
        box = editor.columns.cellWidget(names.index(name), 2)
        box.setCurrentIndex(box.findData(field))


def shown(editor):
    model = editor.trial.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_rows_are_tried_with_each_change_and_those_refused_say_why(at_desk, small_city, file):
    desk, editor = edit(at_desk, file)
    assert "登记编号" in editor._said.text()
    choose(editor, **FIELDS)
    assert "记录类型" in editor._said.text()
    editor.default_kind.setCurrentIndex(1)
    assert editor._said.text() == "试读 3 行：2 行可以入库，1 行会被退回。"
    rows = shown(editor)
    assert [row[:2] for row in rows] == [
        ["3", "可入库"], ["4", "缺登记编号。"], ["5", "可入库"],
    ]  # fmt: skip
    assert "3,200.00" in rows[0]
    assert "很多" in rows[2]
    editor.done(0)
    desk.until_gone("mapping_editor")


def test_with_a_file_it_opens_reading_and_not_with_an_error(at_desk, small_city, file):
    desk = at_desk("liwei")
    editor = MappingEditor(Over(desk.window.seat, desk.window), file=str(file))
    assert (editor.refusal, editor._said.text()) == ("正在读取…", "正在读取…")
    desk.until(lambda: editor.columns.rowCount() == 7)
    assert "登记编号" in editor._said.text()
    file.write_bytes(b"")
    broken = MappingEditor(Over(desk.window.seat, desk.window), file=str(file.with_name("no.csv")))
    desk.until(lambda: "no.csv" in broken.refusal)
    assert broken._said.text().startswith("先选择一个这样的文件")


def test_what_was_chosen_stays_when_the_corrected_file_is_read(at_desk, small_city, file):
    desk, editor = edit(at_desk, file)
    choose(editor, **FIELDS)
    file.write_text("\n".join([f"{HEADER},类型", *(f"{row},举报" for row in ROWS)]), "utf-8")
    editor.look_at(file)
    desk.until(lambda: editor.columns.rowCount() == 8)
    found = {field: names for field, names in editor.columns_chosen().items() if field != "kind"}
    assert found == {field: [name] for name, field in FIELDS.items()}
    choose(editor, 类型="kind")
    editor._kind_boxes[0].setCurrentIndex(1)
    meant = editor.values()
    choose(editor, 类型="")
    choose(editor, 类型="kind")
    assert editor.values() == meant
    editor.look_at(file)
    desk.until(lambda: editor._start is not None and editor.choose.isEnabled())
    assert editor.values() == meant
    editor.done(0)
    desk.until_gone("mapping_editor")


def test_it_is_saved_under_a_name_and_the_file_is_taken_in_by_it(at_desk, small_city, file):
    desk, editor = edit(at_desk, file)
    choose(editor, **FIELDS)
    editor.default_kind.setCurrentIndex(1)
    desk.type("mapping_name", "某系统")
    editor.primary.click()
    desk.until_gone("mapping_editor")
    form = desk.widget("take_in")
    desk.until(lambda: form.primary.isEnabled())
    assert form.mapping.currentText() == "某系统"
    form.primary.click()
    desk.until_sees("outcome")
    assert "入库 2" in desk.widget("outcome").text()
    lines = small_city.ask(complaint_page, ComplaintFilter()).lines
    assert {line.number: line.amount_words for line in lines} == {"A1": "", "A3": "很多"}
    assert find_mapping("某系统", mappings(small_city.db)).columns["number"] == ("单子编号",)
    desk.click_in("take_in", "cancel")
    desk.until_gone("take_in")


def test_an_own_one_is_opened_again_changed_and_removed(at_desk, small_city, file):
    columns = {field: [name] for name, field in FIELDS.items()}
    small_city.do(save_mapping, "liwei", "某系统", columns, {"kind": "complaint"})
    desk = at_desk("liwei")
    desk.window.intake.take_in()
    desk.until_sees("take_in")
    desk.dialog().look_at(str(file))
    desk.until(lambda: desk.dialog().table.rowCount() > 0)
    desk.until(lambda: desk.widget("edit_mapping").isEnabled())  # not while it is compared
    desk.click("edit_mapping")
    desk.until_sees("mapping_editor")
    editor = desk.widget("mapping_editor")
    desk.until(lambda: editor.name.text() == "某系统")
    assert editor.default_kind.currentData() == "complaint"
    choose(editor, 怎么了="title")
    editor.primary.click()
    desk.until_gone("mapping_editor")
    [own] = small_city.ask(own_mappings)
    assert own.data["columns"]["title"] == ["怎么了"]
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("edit_mapping")
    desk.until_sees("drop_mapping")
    desk.click("drop_mapping")
    desk.until_gone("mapping_editor")
    assert small_city.ask(own_mappings) == ()
    desk.until(lambda: bool(desk.widget("take_in").refusal))
    desk.widget("take_in").done(0)
    desk.until_gone("take_in")
