"""Files of inspections and surveys: columns by their names, rows that cannot be read by reason."""

import pytest
import xlsxwriter

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import from_local
from commandcenter.domain.watch.risk import RecordKind, RecordResult
from commandcenter.intake import risk_file
from commandcenter.intake.risk_file import read_records

DISTRICTS = {"城东区": "990102", "城西区": "990103"}
HEADER = ("任务编号", "检查日期", "检查对象", "统一社会信用代码", "行业", "辖区", "检查结果",
          "问题数", "检查情况", "整改期限", "检查人员")  # fmt: skip
ROW = ("JC-1", "2026-11-20", "悦力工场健身（城东店）", "91990102MA0GYM0015", "文化娱乐体育",
       "澄州市城东区", "责令改正", "2", "未公示退费办法", "2026-11-27", "石钧、吴越")  # fmt: skip


def csv_file(folder, *rows):
    path = folder / "x.csv"
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    path.write_text("\n".join(lines), encoding="gb18030")
    return path


def read(path, kind=RecordKind.INSPECTION):
    return read_records(path, kind=kind, system="双随机平台", districts=DISTRICTS)


def test_a_row_becomes_a_record(tmp_path):
    found = read(csv_file(tmp_path, ("2026年巡查台账",), HEADER, ROW))
    [record] = found.records
    assert (record.number, record.system, record.kind) == (
        "JC-1", "双随机平台", RecordKind.INSPECTION,
    )  # fmt: skip
    assert record.held_at == from_local(2026, 11, 20)
    assert record.follow_up_at == from_local(2026, 11, 27)
    assert (record.subject_name, record.credit_code) == (ROW[2], ROW[3])
    assert (record.district, record.result, record.problems) == (
        "990102", RecordResult.PROBLEMS, 2,
    )  # fmt: skip
    assert (record.title, record.findings, record.officers) == (ROW[2], ROW[8], ROW[10])
    assert found.rows == (3,)


def test_a_workbook_is_read_as_a_text_file_is(tmp_path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADER, ROW)):
            sheet.write_row(number, 0, row)
    assert read(path).records == read(csv_file(tmp_path, HEADER, ROW)).records


def test_a_survey_has_its_numbers_and_its_own_kind(tmp_path):
    path = csv_file(
        tmp_path,
        (
            "调查编号",
            "类型",
            "调查主题",
            "调查日期",
            "结果",
            "回收份数",
            "反映问题人数",
            "主要问题",
        ),
        ("W1", "问卷", "预付卡", "2026/11/1", "发现问题", "1,200", "310", "退费难"),
        ("W2", "座谈会", "预付卡", "2026年11月2日", "正常", "", "", ""),
        ("W3", "", "预付卡", "20261103", "正常", "40", "0", ""),
    )
    one, two, three = read(path, RecordKind.SURVEY).records
    assert (one.kind, one.asked, one.unhappy) == (RecordKind.SURVEY, 1200, 310)
    assert (two.kind, two.asked, two.result) == (RecordKind.MEETING, None, RecordResult.CLEAN)
    assert three.kind is RecordKind.SURVEY


@pytest.mark.parametrize(
    ("place", "cell", "why"),
    [
        (0, "", "缺编号"),
        (0, "1.2E+15", "科学计数"),
        (1, "某日", "看不懂日期“某日”"),
        (1, "", "缺日期"),
        (5, "别的县", "没有县区“别的县”"),
        (6, "不知道", "看不懂结果“不知道”"),
        (7, "两", "看不懂数字“两”"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_the_others_come_in(tmp_path, place, cell, why):
    bad = tuple(cell if n == place else was for n, was in enumerate(ROW))
    found = read(csv_file(tmp_path, HEADER, bad, ("JC-2", *ROW[1:])))
    assert [record.number for record in found.records] == ["JC-2"]
    [reject] = found.rejects
    assert why in reject.reason
    assert (reject.row_number, reject.raw) == (2, bad)


def test_a_file_of_something_else_is_refused_with_what_is_missing(tmp_path):
    with pytest.raises(RuleBroken, match="日期"):
        read(csv_file(tmp_path, ("检查编号", "检查结果"), ("1", "合格")))
    with pytest.raises(RuleBroken, match="没有找到表头"):
        read(csv_file(tmp_path, ("甲", "乙"), ("1", "2")))


def test_a_file_has_as_many_rows_as_may_be_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr(risk_file, "MOST", 2)
    rows = [(f"JC-{n}", *ROW[1:]) for n in range(2 + risk_file.HEADER_WITHIN)]
    assert len(read(csv_file(tmp_path, HEADER, *rows[:-1])).records) == len(rows) - 1
    with pytest.raises(RuleBroken, match=r"文件“x\.csv”超过 2 行，请分开导入"):
        read(csv_file(tmp_path, HEADER, *rows))
