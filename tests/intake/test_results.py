"""Kinds of 12345, what became of a complaint, columns that nobody uses, older workbooks."""

import random
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.intake import guard, workbook
from commandcenter.intake.mapping import load_mappings, own_mapping
from commandcenter.intake.read import read_file
from tests.intake.workbooks import ods, xlsx_bytes

HEAD = (
    "工单号,诉求类型,来电时间,诉求标题,状态,办结时间,调解结果,"
    "挽回金额（万元）,承办单位,备注,满意度\n"
)
ROWS = (
    "1,投诉,2026-11-01 09:00,甲,已办结,2026-11-05 10:30,调解成功,0.03,城东分局,,\n"
    "2,求助,2026-11-01 09:00,乙,办理中,,,,城西分局,x,\n"
    "3,建议,2026-11-01 09:00,丙,,2026-11-06,,,,,\n"
    "4,咨询,2026-11-01 09:00,丁,转有关部门研究,改日,协商中,若干,,,\n"
    "5,表扬,2026-11-01 09:00,戊,,,,,,,\n"
)


def of(found):
    return {each.number: each for each in found.complaints()}


def test_each_kind_of_12345_is_taken_in_as_itself(read):
    found = read(HEAD + ROWS)
    kinds = {number: each.kind for number, each in of(found).items()}
    assert kinds == {
        "1": ComplaintKind.COMPLAINT, "2": ComplaintKind.HELP, "3": ComplaintKind.SUGGESTION,
        "4": ComplaintKind.ENQUIRY, "5": ComplaintKind.COMPLAINT,
    }  # fmt: skip
    assert of(found)["5"].unread == "记录类型“表扬”"


def test_what_became_of_a_complaint_is_read(read):
    found = read(HEAD + ROWS)
    rows = of(found)
    first = rows["1"]
    assert (first.status, first.outcome, first.office) == ("已办结", "达成调解", "城东分局")
    assert first.finished_at == datetime(2026, 11, 5, 2, 30, tzinfo=UTC)
    assert first.recovered_cents == 300_00
    assert (rows["2"].status, rows["2"].finished_at) == ("办理中", None)
    assert rows["3"].status == "已办结"  # it has an end
    assert (rows["4"].status, rows["4"].outcome) == ("转有关部门研究", "协商中")
    assert (rows["4"].finished_at, rows["4"].recovered_cents) == (None, None)
    assert rows["4"].unread == "办结时间“改日”；挽回金额“若干”"
    assert "2 处办结时间或挽回金额无法辨认，未采用。" in found.facts.warnings()


def test_columns_that_no_field_uses_are_named(read):
    found = read(HEAD + ROWS)
    assert found.facts.unused == ("备注", "满意度")
    assert found.facts.unused_words() == "未使用的列：备注、满意度。"
    assert "outcome" in found.facts.given
    assert "channel" not in found.facts.given


def test_a_file_of_one_kind_is_told_in_chinese_by_its_mapping(read, tmp_path):
    (tmp_path / "举报.toml").write_text(
        "[columns]\nnumber = ['编号']\nregistered_at = ['日期']\n"
        "[defaults]\nkind = '举报'\nsource = '12345'\nchannel = '来信'\n",
        encoding="utf-8",
    )
    found = read("编号,日期\n1,2026-11-01\n", mappings=load_mappings(tmp_path))
    [one] = found.complaints()
    assert (one.kind, one.source, one.channel) == ("report", "12345", "letter")


def test_what_is_no_kind_in_either_language_makes_no_mapping(tmp_path):
    text = "[columns]\nnumber = ['编号']\n[defaults]\nkind = '表扬'\n"
    (tmp_path / "坏.toml").write_text(text, encoding="utf-8")
    assert "没有“表扬”这个值" in load_mappings(tmp_path)[-1].trouble


def test_a_mapping_chooses_as_what_a_word_is_taken_in(read):
    data = {
        "columns": {"number": ["工单号"], "kind": ["诉求类型"], "registered_at": ["来电时间"]},
        "values": {"kind": {"complaint": ["求助"], "投诉": ["表扬"], "": ["建议"]}},
    }
    found = read(HEAD + ROWS, mapping=own_mapping("本市", data))
    kinds = {number: each.kind for number, each in of(found).items()}
    assert kinds == {"1": "complaint", "2": "complaint", "4": "enquiry", "5": "complaint"}
    [reject] = found.rejects()
    assert reject.number == "3"
    assert reject.reason == "列对应方案“本市”规定不收记录类型“建议”。"


def test_a_kind_that_is_left_out_is_not_taken_in_as_the_usual_one(read):
    data = {
        "columns": {"number": ["工单号"], "kind": ["诉求类型"], "registered_at": ["来电时间"]},
        "defaults": {"kind": "投诉"},
        "values": {"kind": {"": ["建议"]}},
    }
    found = read(HEAD + ROWS, mapping=own_mapping("本市", data))
    assert [reject.number for reject in found.rejects()] == ["3"]
    assert of(found)["5"].kind == "complaint"  # a word that nobody knows is the usual one


def test_a_mapping_without_words_takes_the_plain_ones(read, tmp_path):
    (tmp_path / "台账.toml").write_text(
        "[columns]\nnumber = ['工单号']\nkind = ['诉求类型']\nregistered_at = ['来电时间']\n",
        encoding="utf-8",
    )
    found = read(HEAD + ROWS, mapping=load_mappings(tmp_path)[0])
    kinds = {number: each.kind for number, each in of(found).items()}
    assert kinds == {
        "1": "complaint",
        "2": "help",
        "3": "suggestion",
        "4": "enquiry",
        "5": "complaint",
    }


# --- .ods and .xls ---------------------------------------------------------------------------


TABLE = [
    ["登记编号", "记录类型", "登记日期"],
    ["TS1", "投诉", "2026-11-24"],
    ["TS2", "求助", "2026-11-24"],
]


def test_an_ods_is_read(read):
    found = read(ods(TABLE), "导出.ods")
    assert [each.number for each in found.complaints()] == ["TS1", "TS2"]
    assert found.facts.encoding == ""


REPEATED = (
    '<table:table-row{rows}><table:table-cell office:value-type="string"{columns}>'
    "<text:p>x</text:p></table:table-cell></table:table-row>"
)


@pytest.mark.parametrize(
    "data",
    [
        ods(TABLE, [REPEATED.format(rows="", columns=' table:number-columns-repeated="16384"')]),
        ods(TABLE, [REPEATED.format(rows=' table:number-rows-repeated="99999999"',
                                    columns=' table:number-columns-repeated="250"')]),
        ods(TABLE)[:-100],
        ods([["甲"]]),
        b"PK\x03\x04" + bytes(range(256)) * 40,
    ],
    ids=["wide", "endless", "truncated", "no table", "junk"],
)  # fmt: skip
def test_a_hostile_ods_is_refused_with_a_sentence(read, data):
    with pytest.raises(RuleBroken, match=r"。$"):
        read(data, "a.ods")


def test_an_ods_whose_elements_do_not_end_is_not_given_to_the_child(read, monkeypatch):
    monkeypatch.setattr(workbook, "child_command", lambda path: ["sleep", "600"])
    with pytest.raises(RuleBroken, match="已损坏"):
        read(ods(TABLE, ["<table:table-row><table:table-cell></table:table>"]), "a.ods")


def test_an_encrypted_ods_says_so(read):
    manifest = b'<manifest:encryption-data manifest:checksum="x"/>'
    with pytest.raises(RuleBroken, match="密码"):
        read(ods(TABLE, manifest=manifest), "a.ods")
    with pytest.raises(RuleBroken, match="密码"):  # its cells are no text any more
        read(ods(TABLE, ["\x05<no"], manifest=manifest), "a.ods")


OLD = (Path(__file__).parent / "old_workbook.xls").read_bytes()  # by xlwt: BIFF8 in OLE


def test_an_xls_is_read(read):
    rows = of(read(OLD, "导出.xls"))
    assert [*rows] == ["TS1", "TS2"]
    assert rows["TS1"].registered_at == datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    assert (rows["TS1"].amount_cents, rows["TS2"].kind) == (3280_50, ComplaintKind.HELP)


@pytest.mark.parametrize("cut", [8, 600, 3000, 5000])
def test_an_xls_that_is_cut_off_is_refused_or_says_what_is_left(read, cut):
    with pytest.raises(RuleBroken, match=r"。$"):
        read(OLD[:cut], "a.xls")


@pytest.mark.parametrize("seed", range(20))
def test_an_xls_with_flipped_bytes_ends_no_program(read, seed):
    """Its parser runs in the child alone: whatever it dies of is a sentence here."""
    dice, data = random.Random(seed), bytearray(OLD)
    for _ in range(30):
        data[dice.randrange(8, len(data))] = dice.randrange(256)
    try:
        said = f"{read(bytes(data), 'a.xls').facts.rows} rows。"
    except RuleBroken as refusal:
        said = str(refusal)
    assert said.endswith("。")


def test_a_workbook_of_today_that_is_called_xls_is_read(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_bytes(xlsx_bytes(TABLE))
    with read_file(path, now=datetime(2026, 11, 24, 2, 46, tzinfo=UTC)) as found:
        assert found.facts.accepted == 2


def test_a_workbook_that_is_replaced_while_it_is_read_is_not_taken_for_the_one_before(
    tmp_path, monkeypatch
):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes(TABLE))
    command = workbook.child_command

    def replaced(file):
        file.write_bytes(xlsx_bytes([TABLE[0], ["TS9", "投诉", "2026-11-24"]]))
        return command(file)

    monkeypatch.setattr(workbook, "child_command", replaced)
    with (
        pytest.raises(RuleBroken, match="读取时被改写"),
        read_file(path, now=datetime(2026, 11, 24, 2, 46, tzinfo=UTC)),
    ):
        pass


def test_an_xls_that_is_too_large_is_not_read(read, monkeypatch):
    monkeypatch.setattr(guard, "check", partial(guard.check, limits=guard.Limits(file=4_000)))
    with pytest.raises(RuleBroken, match="太大"):
        read(OLD, "a.xls")
