"""Complaints come in by hand and by file."""

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind, Source
from commandcenter.domain.org import Role
from commandcenter.offices import take_in
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.people import actor_of

HEADER = "登记编号,登记日期,记录类型,投诉人姓名,联系电话,标题,问题陈述,区域,涉及主体名称,涉及金额"
ROWS = [
    "A001,2025-11-20 09:00:00,投诉,王某,10011112222,闭店,门锁了,城东区,悦力工场健身,3200",
    "A002,2025-11-20 09:05:00,举报,李某,10011113333,虚假宣传,广告不实,城西区,悦力工场健身,",
    ",2025-11-20 09:07:00,投诉,赵某,10011114444,闭店,门锁了,城东区,悦力工场健身,100",
    "A001,2025-11-20 09:00:00,投诉,王某,10011112222,闭店,门锁了,城东区,悦力工场健身,3200",
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "12315导出.csv"
    path.write_text("\n".join([HEADER, *ROWS]), encoding="gb18030")
    return path


def lines(city, **wanted):
    return city.ask(complaint_page, ComplaintFilter(**wanted)).lines


def test_a_file_is_looked_at_then_taken_in_and_refused_rows_are_written_down(
    at_desk, small_city, file
):
    desk = at_desk("liwei")
    desk.click("rail_complaints")
    desk.click("import_file")
    desk.until_sees("take_in")
    assert not desk.widget("primary").isEnabled()
    desk.dialog().look_at(str(file))
    desk.until_sees("preview_rows")
    table = desk.widget("preview_rows")
    assert table.rowCount() == 5
    assert table.item(1, 5).text() == "闭店"
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("primary")
    desk.until_sees("outcome")
    words = desk.widget("outcome").text()
    assert "共 4 行：入库 2，重复 1，退回 1。" in words
    assert {line.number for line in lines(small_city)} == {"A001", "A002"}
    rejects = file.with_name("12315导出_退回.csv").read_text("utf-8-sig")
    assert "没有日期" in rejects
    desk.click("cancel")
    desk.until_gone("take_in")


def test_what_a_file_would_change_is_shown_before_it_is_taken_in(at_desk, small_city, file):
    desk = at_desk("liwei")
    for words, said in (("闭店", "将新增 2"), ("突然闭店", "将新增 0，更正 1，重复 2")):
        file.write_text("\n".join([f"{HEADER},备注", *ROWS]).replace("闭店", words), "gb18030")
        desk.window.intake.take_in()
        desk.until_sees("take_in")
        desk.dialog().look_at(str(file))
        desk.until(lambda: desk.widget("primary").isEnabled())
        told = desk.widget("ahead_words").text()
        assert said in told
        assert "未使用的列：备注。" in told
        before = len(lines(small_city))
        model = desk.widget("ahead_rows").model()
        rows = [[model.index(y, x).data() for x in range(6)] for y in range(model.rowCount())]
        desk.click("primary")
        desk.until_sees("outcome")
        assert "未使用的列：备注。" in desk.widget("outcome").text()
        desk.click("cancel")
        desk.until_gone("take_in")
    assert before == 2
    assert [row[0] for row in rows] == ["退回", "更正", "重复", "文件内重复"]
    assert rows[0][2:4] == ["缺登记编号。", "第 4 行"]
    assert rows[1][1:3] == ["A001", "标题：闭店 → 突然闭店"]


def test_a_report_that_a_file_calls_a_complaint_is_named_and_stays_one(at_desk, small_city, file):
    desk = at_desk("liwei")
    for named in ("举报", "投诉"):  # as the platform has it, and as it has it a day later
        said = "\n".join([HEADER, ROWS[1].replace("举报", named)])
        file.write_text(said, encoding="gb18030")
        desk.window.intake.take_in()
        desk.until_sees("take_in")
        desk.dialog().look_at(str(file))
        desk.until(lambda: desk.widget("primary").isEnabled())
        desk.click("primary")
        desk.until_sees("outcome")
        words = desk.widget("outcome").text()
        desk.click("cancel")
        desk.until_gone("take_in")
    assert "1 件举报在文件中改成了别的类型，仍按举报保留（A002）" in words
    assert [line.kind for line in lines(small_city)] == [ComplaintKind.REPORT]


def test_good_rows_stay_when_the_refused_cannot_be_written_down(at_desk, small_city, file):
    file.with_name("12315导出_退回.csv").mkdir()  # in the way
    desk = at_desk("liwei")
    desk.window.intake.take_in()
    desk.until_sees("take_in")
    desk.dialog().look_at(str(file))
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("primary")
    desk.until_sees("outcome")
    assert "无法写入拒收清单" in desk.widget("outcome").text()
    assert len(lines(small_city)) == 2
    desk.dialog().reject()


def test_a_mapping_that_is_wrong_is_told_and_stops_no_file(
    at_desk, small_city, file, tmp_path, monkeypatch
):
    folder = tmp_path / "config" / "mappings"
    folder.mkdir(parents=True)
    (folder / "坏的.toml").write_text("[columns")
    monkeypatch.setattr(take_in, "user_config", lambda: tmp_path / "config")
    desk = at_desk("liwei")
    desk.window.intake.take_in()
    desk.until_sees("take_in")
    desk.dialog().look_at(str(file))
    desk.until(lambda: desk.widget("primary").isEnabled())
    assert "列对应方案“坏的.toml”有误" in desk.widget("found").text()
    names = [desk.dialog().mapping.itemText(n) for n in range(desk.dialog().mapping.count())]
    assert not any("坏的" in name for name in names)
    desk.click("primary")
    desk.until_sees("outcome")
    assert len(lines(small_city)) == 2
    desk.dialog().reject()


def test_a_file_that_is_no_table_of_complaints_says_what_is_missing(at_desk, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    desk = at_desk("liwei")
    desk.window.intake.take_in()
    desk.until_sees("take_in")
    desk.dialog().look_at(str(path))
    desk.until(lambda: "登记编号" in desk.dialog().refusal)
    assert not desk.widget("primary").isEnabled()
    desk.dialog().reject()
    desk.until_gone("take_in")


def test_who_may_not_take_in_is_not_shown_how(at_desk, small_city):
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("auditor", "梁波"))
        people.grant_role(session, PROGRAM, person, Role.AUDITOR)
    with small_city.db.read() as session:
        small_city.auditor = actor_of(session, "auditor", small_city.db.clock())
    desk = at_desk("auditor")
    desk.click("rail_complaints")
    assert not desk.sees("import_file")
    assert not desk.sees("enter_complaint")


def test_a_complaint_is_entered_by_hand(at_desk, small_city):
    desk = at_desk("liwei")
    desk.click("rail_complaints")
    desk.click("enter_complaint")
    desk.until_sees("chip_990102")
    desk.fill("words", "<b>门锁了</b>，要求退费")
    desk.fill("subject", "悦力工场健身（城东店）")
    desk.click("chip_990102")
    desk.fill("person", "王小明")
    desk.fill("phone", "10012345678")
    desk.click("primary")
    desk.until_gone("enter_complaint_form")
    [line] = lines(small_city)
    assert (line.source, line.kind) == (Source.DESK, ComplaintKind.COMPLAINT)
    assert line.complainant == "王**"
    detail = small_city.ask(complaint_detail, line.id)
    assert detail.text == "<b>门锁了</b>，要求退费"
    assert detail.phone == "100****5678"
