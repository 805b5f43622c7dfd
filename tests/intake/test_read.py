"""Whole files: what is taken, what is not, and what a file as a whole tells."""

import csv
import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
import xlsxwriter

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
    identity_of,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import Phrase
from commandcenter.domain.times import from_local
from commandcenter.intake.check import ROW_FIELDS, Note
from commandcenter.intake.places import Crs
from commandcenter.intake.read import Stopped, preview, read_file
from commandcenter.intake.rejects import write_rejects

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
HEADER = [
    "登记编号",
    "记录类型",
    "登记日期",
    "接收方式",
    "标题",
    "涉及金额",
    "经营地址",
    "问题陈述",
]
ROW = [
    "TS001", "投诉", "2026-11-24 08:31:05", "微信小程序", "健身房关门", "3280.50",
    "澄州市城东区东门街道文昌路12号", "卡里还有余额，门店关门，要求退款。",
]  # fmt: skip


def csv_text(*rows, header=HEADER, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue()


def row(**changes):
    """ROW with some cells changed, by column name."""
    return [changes.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True)]


def only(found):
    (complaint,) = found.complaints()
    return complaint


def reasons(found):
    return [(reject.row_number, reject.reason) for reject in found.rejects()]


def test_a_telephone_typed_wide_is_the_same_telephone(read):
    """And a card; words stay as they were written."""
    header = ["登记编号", "记录类型", "登记日期", "投诉人姓名", "联系电话", "证件号码"]
    told = ["T1", "投诉", "2026-11-24 08:31", "Ａ先生", "１００－１２３４５６７８", "９９０１Ｘ"]
    found = read(csv_text(told, ["T2", *told[1:4], "10012345678", ""], header=header).encode())
    wide, plain = (each.complainant for each in found.complaints())
    assert (wide.name, wide.phone, wide.id_number) == ("Ａ先生", "100-12345678", "9901X")
    assert identity_of(wide) == identity_of(plain)


def test_a_row_of_12315_becomes_a_complaint_with_every_field(read):
    fields = {
        "登记编号": "TS2026112400001",
        "记录类型": "举报",
        "登记日期": "2026-11-24 08:31:05",
        "接收方式": "电话",
        "投诉人姓名": "张三",
        "联系电话": "10012345678",
        "证件类型": "身份证",
        "证件号码": "990102199001011234",
        "联系地址": "城西区",
        "标题": "闭店",
        "问题陈述": "第一行\r\n第二行",
        "客体分类": "健身",
        "涉及问题分类": "合同问题",
        "区域": "城东区",
        "涉及主体名称": "悦力工场健身有限公司",
        "统一社会信用代码": "91990102MA00000000",
        "经营地址": "东门街道文昌路12号",
        "品牌": "悦力工场",
        "商品服务名称": "年卡",
        "涉及金额（元）": "3,280.5元",
        "是否网购": "否",
        "类别": "老年人",
        "是否异地": "是",
        "事件级别": "一般",
    }
    found = read(csv_text(list(fields.values()), header=list(fields)))
    assert only(found) == NewComplaint(
        number="TS2026112400001", source=Source.PLATFORM, kind=ComplaintKind.REPORT,
        channel=Channel.PHONE, registered_at=from_local(2026, 11, 24, 8, 31, 5),
        complainant=Complainant("张三", "10012345678", "身份证", "990102199001011234", "城西区"),
        title="闭店", text="第一行\n第二行", category="文化娱乐体育", problem="合同",
        district="990102", subject_name="悦力工场健身有限公司", subject_code="91990102MA00000000",
        subject_address="东门街道文昌路12号", brand="悦力工场", goods="年卡", amount_cents=328_050,
        online=False, special_group="老人", other_province=True, urgency="一般",
        lat=30.21347, lon=121.64079, precision=Precision.TOWN, town="东门街道",
    )  # fmt: skip
    assert found.facts.notes == {Note.ODD_CODE: 1}
    assert len(next(found.rows())) == len(ROW_FIELDS)


def test_a_row_of_12345_is_known_by_its_headers(read):
    header = [
        "工单号",
        "诉求类型",
        "来电时间",
        "接收方式",
        "来电人",
        "来电号码",
        "诉求内容",
        "事发地址",
    ]
    cells = [
        "GD1",
        "咨询",
        "2026/11/24 8:31",
        "电话",
        "李四",
        "10087654321",
        "怎么退款",
        "青岚县岚山镇",
    ]
    complaint = only(read(csv_text(cells, header=header)))
    assert (complaint.source, complaint.channel) == (Source.HOTLINE, Channel.HOTLINE)
    assert complaint.kind is ComplaintKind.ENQUIRY
    assert (complaint.complainant.name, complaint.complainant.phone) == ("李四", "10087654321")
    assert (complaint.district, complaint.town) == ("990121", "岚山镇")


def test_the_source_of_each_row_is_its_own_when_the_file_tells_it(read):
    header = [*HEADER, "数据来源"]
    rows = [
        [*row(登记编号="1"), "全国12315平台"],
        [*row(登记编号="2"), "12345热线"],
        [*row(登记编号="3", 接收方式="12345"), ""],
        [*row(登记编号="4", 接收方式="全国12315平台（微信小程序）"), "别的"],
    ]
    found = list(read(csv_text(*rows, header=header)).complaints())
    assert [c.source.value for c in found] == ["12315", "12345", "12345", "12315"]
    assert [c.channel.value for c in found] == ["mini", "mini", "hotline", "mini"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"登记编号": ""}, "缺登记编号。"),
        (
            {"登记编号": "1.23457E+19"},
            "登记编号“1.23457E+19”已被电子表格改成科学计数，原号码丢失，无法辨认。",
        ),
        ({"登记日期": "", "标题": "", "问题陈述": ""}, "缺登记日期，也没有标题和内容。"),
        (
            {"登记日期": "共 3 件", "标题": "", "问题陈述": ""},
            "登记日期“共 3 件”无法辨认，也没有标题和内容。",
        ),
        ({"登记日期": "登记日期 "}, "是重复的表头。"),
    ],
)
def test_a_row_is_rejected_that_has_no_number_or_says_nothing(read, changes, why):
    found = read(csv_text(row(), row(登记编号="TS002"), row(**{"登记编号": "TS3", **changes})))
    assert reasons(found) == [(4, why)]
    assert (found.facts.rows, found.facts.accepted, found.facts.rejected) == (3, 2, 1)


@pytest.mark.parametrize(
    ("changes", "fields", "unread", "note"),
    [
        ({"登记日期": ""}, {"registered_at": NOW}, "登记日期未填", Note.NO_TIME),
        ({"登记日期": "上周二"}, {"registered_at": NOW}, "登记日期“上周二”", Note.NO_TIME),
        (
            {"登记日期": "2026-11-23 09:00-18:00"},
            {"registered_at": datetime(2026, 11, 23, 1, tzinfo=UTC)},
            "登记时段“2026-11-23 09:00-18:00”", Note.TIME_RANGE,
        ),
        ({"记录类型": ""}, {"kind": ComplaintKind.COMPLAINT}, "记录类型未填", Note.NO_KIND),
        ({"记录类型": "表扬"}, {"kind": ComplaintKind.COMPLAINT}, "记录类型“表扬”", Note.NO_KIND),
        ({"记录类型": "实名举报件"}, {"kind": ComplaintKind.REPORT}, "记录类型“实名举报件”",
         Note.NO_KIND),
        ({"涉及金额": "约300元"}, {"amount_cents": None, "amount_words": "约300元"}, "",
         Note.VAGUE_AMOUNT),
        ({"涉及金额": "不清楚"}, {"amount_cents": None, "amount_words": "不清楚"}, "",
         Note.VAGUE_AMOUNT),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_doubted_and_the_row_kept(
    read, changes, fields, unread, note
):
    found = read(csv_text(row(), row(**{"登记编号": "TS3", **changes})))
    assert (found.facts.accepted, found.facts.rejected) == (2, 0)
    kept = list(found.complaints())[-1]
    assert (kept.number, kept.unread) == ("TS3", unread)
    assert {name: getattr(kept, name) for name in fields} == fields
    assert found.facts.notes == {note: 1}


def test_a_time_that_cannot_be_read_is_that_of_the_export_and_no_measure_of_how_far_it_goes(read):
    header = [*HEADER, "导出时间"]
    late = [*row(登记编号="2", 登记日期="改日"), "2026-11-24 09:00:00"]
    known = [*row(), ""]
    found = read(csv_text(known, late, header=header))
    times = [each.registered_at for each in found.complaints()]
    assert times == [from_local(2026, 11, 24, 8, 31, 5), from_local(2026, 11, 24, 9)]
    lost = read(csv_text(row(), row(登记编号="2", 登记日期="改日")))
    assert lost.facts.exported_to == {Source.PLATFORM: from_local(2026, 11, 24, 8, 31, 5)}


def test_an_amount_in_a_column_of_ten_thousands_says_so(read):
    header = [name.replace("涉及金额", "涉及金额（万元）") for name in HEADER]
    found = only(read(csv_text(row(涉及金额="约2"), header=header)))
    assert (found.amount_cents, found.amount_words) == (None, "约2（万元）")


def test_a_region_that_no_county_bears_is_told(read):
    found = only(read(csv_text([*row(经营地址=""), "火星区"], header=[*HEADER, "区域"])))
    assert (found.district, found.unread) == (None, "区域“火星区”")


def test_a_reason_is_still_a_phrase_when_it_comes_back_from_the_disk(read):
    found = read(csv_text(row(登记编号="")))
    ((_, reason),) = reasons(found)
    assert reason == "缺登记编号。"
    assert isinstance(reason, Phrase)
    assert reason.template == "{why}。"


@pytest.mark.parametrize(
    "changes",
    [
        {"涉及金额": ""},
        {"涉及金额": "无"},
        {"涉及金额": "-"},
        {"涉及金额": "-5"},
        {"接收方式": "信鸽"},
        {"经营地址": "火星"},
        {"标题": ""},
        {"问题陈述": ""},
        {"登记日期": "2031-01-01"},
        {"问题陈述": "<img onerror=x>${x}</script><b \u202e"},
        {"标题": "长" * 9_000},
    ],
)
def test_everything_else_is_kept(read, changes):
    assert read(csv_text(row(**changes))).facts.accepted == 1


def test_what_is_odd_and_kept_is_counted_and_said(read):
    found = read(
        csv_text(
            row(登记编号="1", 登记日期="2031-01-01"),
            row(登记编号="2", 涉及金额="-5"),
            row(登记编号="3", 问题陈述="长" * 20_001),
        )
    )
    assert found.facts.notes == {Note.FUTURE: 1, Note.NEGATIVE: 1, Note.CUT: 1}
    assert (
        found.facts.warnings()
        == [
            "1 件登记日期晚于明天，已照原样收下。",
            "1 件金额为负数，已照原样收下。",
            "1 处文字过长，已截短（问题陈述保留前 20,000 字）。",
        ]
        or len(found.facts.warnings()) == 3
    )
    assert len(list(found.complaints())[2].text) == 20_000


def test_a_text_of_20000_characters_stays_whole(read):
    assert only(read(csv_text(row(问题陈述="字" * 20_000)))).text == "字" * 20_000


def test_many_long_texts_are_no_attack(read):
    found = read(csv_text(*(row(登记编号=f"{n}", 问题陈述="字" * 20_000) for n in range(1500))))
    assert found.facts.accepted == 1500


def test_of_rows_with_one_number_the_first_that_is_right_counts(read):
    found = read(
        csv_text(
            row(登记日期="?"),
            row(标题="第一"),
            row(标题="第二"),
            row(登记编号="ＴＳ００１"),
            row(登记编号="2"),
        )
    )
    assert [c.title for c in found.complaints()] == ["第一", "健身房关门"]
    facts = found.facts
    assert (facts.rows, facts.accepted, facts.duplicates, facts.rejected) == (5, 2, 3, 0)


def test_duplicates_are_found_however_far_apart(read):
    rows = [row(登记编号=f"{n}") for n in range(2500)]
    found = read(csv_text(*rows, rows[3], rows[2400]))
    assert (found.facts.accepted, found.facts.duplicates) == (2500, 2)
    assert [len(chunk) for chunk in found.columns(1000)] == [1000, 1000, 500]
    assert [c.number for c in found.complaints()] == [f"{n}" for n in range(2500)]


def test_titles_above_the_header_and_blank_rows_are_no_rows(read):
    text = "投诉举报明细\n,,\n" + csv_text(row(), [], ["", "", ""], row(登记编号="", 标题="x"))
    found = read(text)
    assert (found.facts.rows, found.facts.accepted) == (2, 1)
    assert reasons(found) == [(7, "缺登记编号。")]


def test_short_and_long_rows_are_read_by_their_columns(read):
    found = read(csv_text(row()[:5], [*row(登记编号="2"), "多", "余"]))
    assert [c.amount_cents for c in found.complaints()] == [None, 328_050]


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("\t", "a.txt")]
)
def test_the_delimiter_is_found(read, delimiter, name):
    text = csv_text(row(标题='他说"退，退；退"\n第二行'), delimiter=delimiter)
    complaint = only(read(text, name))
    assert complaint.title == '他说"退，退；退" 第二行'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(read, end):
    text = csv_text(row(), row(登记编号="2")).replace("\r\n", end)
    assert read(text).facts.accepted == 2


def test_an_amount_column_in_ten_thousands_is_obeyed(read):
    header = [name if name != "涉及金额" else "涉及金额（万元）" for name in HEADER]
    found = read(csv_text(row(涉及金额="1.5"), row(登记编号="2", 涉及金额="300元"), header=header))
    assert [c.amount_cents for c in found.complaints()] == [1_500_000, 30_000]


def test_coordinates_in_the_file_are_exact_and_come_as_wgs84(read):
    header = [*HEADER, "经度", "纬度"]
    rows = [
        [*row(), "121.6", "30.25"],
        [*row(登记编号="2"), "0", "0"],
        [*row(登记编号="3"), "", ""],
    ]
    found = read(csv_text(*rows, header=header), crs=Crs.GCJ02)
    first, *others = found.complaints()
    assert first.precision is Precision.EXACT
    assert (first.lat, first.lon) == pytest.approx((30.2526212, 121.5958776))
    assert (first.district, first.town) == ("990102", "东门街道")
    assert {c.precision for c in others} == {Precision.TOWN}
    assert found.facts.notes == {Note.NO_COORDINATES: 1}


def test_without_a_city_no_district_is_known(read):
    assert only(read(csv_text(row()), gazetteer=None)).district is None


def test_how_far_the_data_go_is_the_latest_registration_of_each_source(read):
    found = read(
        csv_text(
            row(登记编号="1"),
            row(登记编号="2", 登记日期="2026-11-24 09:00"),
            row(登记编号="3", 登记日期="2026-11-24 10:00", 接收方式="12345"),
            row(登记编号="4", 登记日期="2030-01-01"),
        )
    )
    assert found.facts.exported_to == {
        Source.PLATFORM: from_local(2026, 11, 24, 9),
        Source.HOTLINE: from_local(2026, 11, 24, 10),
    }


def test_an_export_time_in_the_file_goes_before_the_latest_registration(read):
    found = read(csv_text([*row(), "2026-11-24 10:30"], header=[*HEADER, "导出时间"]))
    assert found.facts.exported_to == {Source.PLATFORM: from_local(2026, 11, 24, 10, 30)}


def test_the_digest_is_that_of_the_file(read, tmp_path):
    text = csv_text(row())
    assert read(text).facts.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_progress_tells_rows_and_the_part_of_the_file(read):
    told = []
    text = csv_text(*(row(登记编号=f"{n}") for n in range(12_000)))
    read(text, on_progress=lambda rows, fraction: told.append((rows, fraction)))
    assert told[-1] == (12_000, 1.0)
    assert len(told) >= 3
    assert told == sorted(told)
    assert all(0 < fraction <= 1 for _, fraction in told)


def test_a_reading_cancelled_half_way_leaves_no_file(read, spool, tmp_path):
    text = csv_text(*(row(登记编号=f"{n}") for n in range(20_000)))
    told = [0.0]
    with pytest.raises(Stopped):
        read(
            text,
            on_progress=lambda rows, fraction: told.append(fraction),
            should_stop=lambda: told[-1] >= 0.5,
        )
    assert 0.5 <= told[-1] < 1
    assert list(spool.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["export.csv"]


def test_a_finished_reading_leaves_no_file_either(read, spool):
    found = read(csv_text(row()))
    assert list(spool.iterdir()) == []
    found.close()
    assert list(spool.iterdir()) == []


def test_a_header_without_a_needed_column_is_refused_naming_it(read):
    with pytest.raises(RuleBroken, match="登记日期"):
        read("登记编号,记录类型,标题\n1,投诉,x\n")
    with pytest.raises(RuleBroken, match="没有表头"):
        read("\n\n\n")


def test_formula_starters_in_cells_are_only_text(read):
    cells = [f"{start}cmd|' /C calc'!A0" for start in "=+-@＝＋－＠"]
    found = read(csv_text(*(row(登记编号=f"{n}", 标题=cell) for n, cell in enumerate(cells))))
    assert [c.title for c in found.complaints()] == cells


def test_the_rejects_file_tells_row_reason_and_the_original_cells(read, tmp_path):
    found = read(csv_text(row(), row(登记编号="", 标题="=1+1")))
    path = tmp_path / "rejects.csv"
    assert write_rejects(path, found.header, found.rejects()) == 1
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, line = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head == ["行号", "读出的编号", "拒收原因", *HEADER]
    assert line[:3] == ["3", "", "缺登记编号。"]
    assert line[3:] == row(登记编号="", 标题="'=1+1")


def test_the_corrected_rejects_file_can_be_taken_in(read, tmp_path):
    found = read(csv_text(row(登记编号="1.5E+18", 标题="=1+1")))
    path = tmp_path / "rejects.csv"
    write_rejects(path, found.header, found.rejects())
    again = read(path.read_text("utf-8-sig").replace("1.5E+18", "2"), "again.csv")
    assert again.facts.accepted == 1
    assert only(again).title == "=1+1"


def test_a_rejects_file_that_cannot_be_written_is_said_so(tmp_path):
    with pytest.raises(RuleBroken, match="无法写入"):
        write_rejects(tmp_path / "none" / "rejects.csv", HEADER, [])


def test_the_preview_shows_the_first_rows_and_what_is_missing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(*(row() for _ in range(50))).encode("gbk"))
    shown = preview(path)
    assert (shown.encoding, len(shown.rows), shown.rows[0]) == ("gb18030", 20, tuple(HEADER))
    assert shown.mapping.code == "standard"
    path.write_text("甲,乙\n1,2\n")
    shown = preview(path)
    assert shown.mapping is None
    assert "登记编号" in shown.problem


def workbook(path, rows, header=HEADER):
    with xlsxwriter.Workbook(path) as book:
        times = book.add_format({"num_format": "yyyy/m/d h:mm"})
        book.add_worksheet("说明").write(0, 0, "本表由系统导出")
        hidden = book.add_worksheet("旧数据")
        hidden.write_row(0, 0, header)
        hidden.write_row(1, 0, ROW)
        hidden.hide()
        book.add_worksheet("空")
        sheet = book.add_worksheet("数据")
        for r, cells in enumerate([header, *rows]):
            for c, cell in enumerate(cells):
                if isinstance(cell, datetime):
                    sheet.write_datetime(r, c, cell, times)
                else:
                    sheet.write(r, c, cell)


def test_a_workbook_is_read_from_its_first_visible_table(tmp_path, gazetteer):
    path = tmp_path / "export.xlsx"
    at = datetime(2026, 11, 24, 8, 31, 5)
    workbook(
        path,
        [
            row(登记日期=at, 涉及金额=3280.5),
            row(登记编号=20261124000017, 登记日期=46350.354919, 涉及金额=300),
            [],
            row(登记编号=12345678901234567890, 登记日期=at),
            row(登记编号="", 登记日期=at),
        ],
    )
    with read_file(path, now=NOW, gazetteer=gazetteer, spool_folder=tmp_path) as found:
        first, second = found.complaints()
        assert first.registered_at == second.registered_at == from_local(2026, 11, 24, 8, 31, 5)
        assert (first.amount_cents, second.amount_cents) == (328_050, 30_000)
        assert second.number == "20261124000017"
        assert [number for number, _ in reasons(found)] == [5, 6]
        assert "科学计数" in reasons(found)[0][1]
        assert found.facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_reading_of_a_workbook_can_be_cancelled(tmp_path, spool):
    path = tmp_path / "export.xlsx"
    workbook(path, [row(登记编号=f"{n}") for n in range(3000)])
    with pytest.raises(Stopped):
        read_file(path, now=NOW, spool_folder=spool, should_stop=lambda: True)
    asked = iter(range(1000))
    with pytest.raises(Stopped):
        read_file(path, now=NOW, spool_folder=spool, should_stop=lambda: next(asked) > 30)
    assert list(spool.iterdir()) == []


def test_rows_in_the_future_by_less_than_a_day_are_not_remarked_on(read):
    at = NOW + timedelta(hours=30)
    assert read(csv_text(row(登记日期=f"{at:%Y-%m-%d %H:%M:%S}"))).facts.notes == {}


@pytest.mark.parametrize(("odd", "refused"), [(10, False), (11, True), (20, True)])
def test_a_file_whose_times_are_mostly_no_times_is_not_dated_today(read, odd, refused):
    days = ["昨天"] * odd + ["2026-11-24"] * (20 - odd)
    text = csv_text(*(row(登记编号=f"TS{n}", 登记日期=day) for n, day in enumerate(days)))
    if refused:
        with pytest.raises(RuleBroken, match=f"20 行中 {odd} 行"):
            read(text)
    else:
        assert read(text).facts.accepted == 20
