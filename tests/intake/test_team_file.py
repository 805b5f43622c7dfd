"""Files of certificates and of partners: the template's columns, and rows that cannot be read."""

from datetime import UTC, date, datetime

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.intake import team_file
from commandcenter.intake.team_file import (
    CERTIFICATE,
    PARTNER,
    read_certificates,
    read_partners,
    template_header,
)
from commandcenter.outputs.tables_out import write_xlsx

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
SKILLS = {"执法证": "enforcement", "电子取证": "e_evidence"}
KINDS = {"公安": "police", "专家": "expert"}
ROW = ("吴越", "", "执法证", "ZF-1", date(2022, 5, 1), "2027年4月30日", "换证")


def workbook(folder, rows, kind=CERTIFICATE):
    """As the program writes the template, filled in."""
    path = folder / "x.xlsx"
    path.write_bytes(write_xlsx(rows, template_header(kind), AT))
    return path


def test_a_filled_template_comes_back_as_certificates(tmp_path):
    endless = ("孔德", "kongde", "电子取证", "DZ-9", "2024-03-02", "长期", "")
    found = read_certificates(workbook(tmp_path, [ROW, endless]), SKILLS)
    first, second = found.records
    assert (first.name, first.login, first.new.skill, first.new.number, first.new.note) == (
        "吴越", "", "enforcement", "ZF-1", "换证",
    )  # fmt: skip
    assert (first.new.issued_on, first.new.expires_on) == (date(2022, 5, 1), date(2027, 4, 30))
    assert (second.login, second.new.expires_on) == ("kongde", None)
    assert (found.rows, found.rejects) == ((3, 4), ())


def test_rows_that_cannot_be_read_are_named_with_their_reason(tmp_path):
    rows = [
        ROW,
        ("马骁", "", "飞行执照", "F-1", "2022-05-01", "2027-04-30", ""),
        ("马骁", "", "执法证", "ZF-2", "去年", "2027-04-30", ""),
        ("马骁", "", "执法证", "ZF-3", "", "2027-04-30", ""),
        ROW,
    ]
    found = read_certificates(workbook(tmp_path, rows), SKILLS)
    assert len(found.records) == 1
    assert [(x.row_number, x.reason) for x in found.rejects] == [
        (4, "看不懂证照“飞行执照”。"), (5, "看不懂日期“去年”。"), (6, "缺发证日期。"),
        (7, "与第 3 行重复。"),
    ]  # fmt: skip


def test_partners_come_with_their_agreement(tmp_path):
    rows = [
        ("公安", "市公安局治安支队", "韩松", "0990-1240001", "联合处置", "协议1号",
         "2027-12-31", ""),
        ("消防", "某单位", "某人", "1", "x", "", "", ""),
    ]  # fmt: skip
    found = read_partners(workbook(tmp_path, rows, PARTNER), KINDS)
    [one] = found.records
    assert (one.kind, one.organisation, one.agreement, one.expires_on) == (
        "police", "市公安局治安支队", "协议1号", date(2027, 12, 31),
    )  # fmt: skip
    assert [x.reason for x in found.rejects] == ["看不懂类别“消防”。"]


def test_another_file_is_refused_by_the_columns_that_it_lacks(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("姓名,年龄\n吴越,30\n", encoding="utf-8")
    with pytest.raises(RuleBroken, match="证照种类、证照编号、发证日期"):
        read_certificates(path, SKILLS)


def test_a_file_has_as_many_rows_as_may_be_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr(team_file, "MOST", 2)
    rows = [(*ROW[:3], f"ZF-{n}", *ROW[4:]) for n in range(2 + team_file.HEADER_WITHIN)]
    headings = 2  # the template's hint above its header
    found = read_certificates(workbook(tmp_path, rows[:-headings]), SKILLS)
    assert len(found.records) == len(rows) - headings
    with pytest.raises(RuleBroken, match=r"文件“x\.xlsx”超过 2 行，请分开导入"):
        read_certificates(workbook(tmp_path, rows[: 1 - headings]), SKILLS)
