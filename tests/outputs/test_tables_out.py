"""Exports read back by another program: text is text, numbers are numbers."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.spreadsheet import bare_cell, safe_cell, starts_formula
from commandcenter.outputs import tables_out
from commandcenter.outputs.tables_out import write_csv, write_xlsx

AS_OF = datetime(2026, 11, 24, 1, 45, tzinfo=UTC)
HEADER = ["登记编号", "内容", "金额"]
PAYLOADS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "SUM(A1:A9)", "")
FORMULAS = [start + text for start in "=+-@\t\r\n＝＋－＠" for text in PAYLOADS]
FORMULAS += [" =1+1", "\u200b=1+1", "\ufeff=1+1", "\u3000＝1+1", '=1+1";=2+2', "-5", "+86100"]


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_of(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_forty_formula_starters_and_more_are_tried():
    assert len(FORMULAS) >= 40
    assert all(map(starts_formula, FORMULAS))


def test_no_text_becomes_a_formula_in_csv():
    data = write_csv([[1, text, 2] for text in FORMULAS], HEADER, AS_OF)
    _, header, *rows = read_csv(data)
    assert header == HEADER
    assert [row[1] for row in rows] == ["'" + text for text in FORMULAS]
    assert all("\"'" in line for line in data.decode("utf-8-sig").split("\r\n1,")[1:])


def test_no_text_becomes_a_formula_in_a_workbook():
    sheet = sheet_of(write_xlsx([[1, text, 2] for text in FORMULAS], HEADER, AS_OF))
    cells = [row[1] for row in sheet.iter_rows(min_row=3)]
    assert len(cells) == len(FORMULAS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.style and cell.quotePrefix for cell in cells)
    assert [cell.value.replace("_x000D_", "\r") for cell in cells] == FORMULAS


def test_a_header_is_no_formula_either():
    assert read_csv(write_csv([], ["=1+1"], AS_OF))[1] == ["'=1+1"]
    cell = sheet_of(write_xlsx([], ["=1+1"], AS_OF))["A2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_numbers_stay_numbers_and_digits_in_text_stay_text():
    row = [20261124000017, "0012", 3280.5]
    assert write_csv([row], HEADER, AS_OF).endswith(b'\r\n20261124000017,"0012",3280.5\r\n')
    cells = [cell.value for cell in sheet_of(write_xlsx([row], HEADER, AS_OF))[3]]
    assert cells == row


def test_times_choices_and_blanks_are_written_for_people():
    row = [AS_OF, date(2026, 11, 24), True, None, Channel.HOTLINE]
    header = ["时间", "日期", "网购", "空", "渠道"]
    line = read_csv(write_csv([row], header, AS_OF))[2]
    assert line == [
        "2026-11-24 09:45:00", "2026-11-24T09:45:00+08:00", "2026-11-24", "是", "", "hotline",
    ]  # fmt: skip
    cells = [cell.value for cell in sheet_of(write_xlsx([row], header, AS_OF))[3]]
    naive = datetime(2026, 11, 24, 9, 45)
    iso = "2026-11-24T09:45:00+08:00"
    assert cells == [naive, iso, datetime(2026, 11, 24), "是", None, "hotline"]


def test_a_column_of_moments_has_its_zone_beside_it_and_a_file_without_any_the_same_columns():
    rows, header = [["a", None], ["b", AS_OF]], ["编号", "时限"]
    heads = ["编号", "时限", "时限（ISO 8601）"]
    assert read_csv(write_csv(rows, header, AS_OF))[1:] == [
        heads, ["a", "", ""], ["b", "2026-11-24 09:45:00", "2026-11-24T09:45:00+08:00"],
    ]  # fmt: skip
    assert read_csv(write_csv(rows[:1], header, AS_OF))[1] == header
    assert read_csv(write_csv(rows[:1], header, AS_OF, moments={"时限"}))[1] == heads
    sheet = sheet_of(write_xlsx([], header, AS_OF, moments={"时限"}))
    assert [cell.value for cell in sheet[2]] == heads


def test_the_first_line_tells_the_time_of_the_data():
    assert read_csv(write_csv([], HEADER, AS_OF))[0] == ["数据截至：2026年11月24日9时45分"]
    assert sheet_of(write_xlsx([], HEADER, AS_OF))["A1"].value == "数据截至：2026年11月24日9时45分"


def test_control_characters_and_half_characters_break_no_file():
    text = "a\x00b\x1b[31mc\ud800d\ufffee"
    assert read_csv(write_csv([[text]], ["x"], AS_OF))[2] == ["ab[31mcde"]
    assert sheet_of(write_xlsx([[text]], ["x"], AS_OF))["A3"].value == "ab[31mcde"


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    value = sheet_of(write_xlsx([["字" * 40_000]], ["x"], AS_OF))["A3"].value
    assert len(value) == 32_767
    assert value.endswith("…（已截短）")
    assert read_csv(write_csv([["字" * 40_000]], ["x"], AS_OF))[2] == ["字" * 40_000]


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(tables_out, "MAX_ROWS", 4)
    with pytest.raises(RuleBroken, match="CSV"):
        write_xlsx([["x"]] * 3, ["x"], AS_OF)


def test_lines_and_quotes_within_a_cell_come_back_whole():
    text = '他说"退"，\n第二行;a,b'
    assert read_csv(write_csv([[text]], ["x"], AS_OF))[2] == [text]
    assert sheet_of(write_xlsx([[text]], ["x"], AS_OF))["A3"].value == text


def test_a_safe_cell_can_be_made_bare_again():
    for text in (*FORMULAS, "文字", "", "'", "'tis"):
        assert bare_cell(safe_cell(text)) == text


def test_a_plain_file_begins_with_its_header_and_is_else_the_same():
    rows = [["A1", "=1+1", 3.5]]
    usual, plain = (write_csv(rows, HEADER, AS_OF, plain=plain) for plain in (False, True))
    assert read_csv(plain) == read_csv(usual)[1:]
    assert read_csv(plain)[0] == HEADER
    assert plain.startswith(b"\xef\xbb\xbf")
