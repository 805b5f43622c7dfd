"""brief and export: files whose numbers are those of the database."""

import csv
import re
from collections import Counter
from datetime import timedelta
from io import BytesIO

import openpyxl
import pypdf
import pysqlite3.dbapi2 as sqlite
import pytest

from commandcenter.domain.command.obligation import STATE_WORDS, UNDONE, ObligationState
from commandcenter.domain.times import from_local
from commandcenter.intake.word_file import texts_from_docx
from commandcenter.queries.papers.paper_register import PaperFilter, paper_lines
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from tests.cli.count_again import count
from tests.cli.export_files import row, write
from tests.outputs.ofd_reading import read_ofd
from tests.outputs.paper_reading import read_back

NOW = from_local(2026, 11, 24, 10, 46)


def printed(path):
    """The text of a PDF without spaces and page numbers, and its pages."""
    pages = read_back(path.read_bytes())
    return "".join(page.body for page in pages), len(pages)


def wan(cents):
    return f"{cents / 1_000_000:.2f}".rstrip("0").rstrip(".") + "万元"


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        as_of, header, *rows = csv.reader(file)
    return as_of[0], header, rows


# Of the moment, which goes on while the paper is made; what the desk enters is here at once.
TO = "全国12315平台10时30分，12345热线10时15分，本局话务登记10时4[6-9]分"
UNTIL = "截至(2026年11月24日)?10时4[6-9]分（12315至10时30分、12345至10时15分）"


def read_xlsx(path):
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    as_of, header, *rows = book.active.iter_rows(values_only=True)
    return as_of[0], list(header), rows


def test_the_first_report_is_a_sound_file_with_the_numbers_of_its_hour(demo):
    said = demo.run("brief", "first", "--incident", "1", "--out", "first.pdf")
    assert (said.code, said.err) == (0, "")
    text, pages = printed(demo.work / "first.pdf")
    assert said.out.splitlines()[0] == f"first.pdf：{pages} 页。"
    assert "值班快报" in text
    assert "关于“11·24”悦力工场健身闭店事件的首报" in text
    then = count(demo.database, from_local(2026, 11, 24, 9, 28))
    assert f"累计接到相关投诉举报{then.complaints}件、{then.person_times}人次" in text
    assert f"去重后涉及消费者{then.people}人" in text
    assert f"涉及金额{wan(then.amount_cents)}" in text
    assert "签发人：陈屿" in text
    assert "2026年11月24日9时41分" in text


def test_the_briefing_is_a_sound_file_with_the_numbers_of_now(demo):
    said = demo.run("brief", "briefing", "--incident", "1", "--out", "b.pdf")
    assert (said.code, said.err) == (0, "")
    text, _ = printed(demo.work / "b.pdf")
    now = count(demo.database, NOW)
    assert now.complaints > 100
    assert "会商简报" in text
    assert "“11·24”悦力工场健身闭店事件情况" in text
    assert f"累计接到投诉举报{now.complaints}件、{now.person_times}人次" in text
    assert f"去重后涉及消费者{now.people}人" in text
    assert wan(now.amount_cents) in text
    for name, number in now.by_district.items():
        assert f"{name}{number}件" in text.replace("\n", ""), name
    assert re.search(TO, text)
    assert re.search(UNTIL, text)


def test_flash_and_daily_have_the_numbers_of_now(demo):
    now = count(demo.database, NOW)
    for kind in ("express", "daily"):
        said = demo.run("brief", kind, "--incident", "1", "--out", f"{kind}.pdf")
        assert (said.code, said.err) == (0, "")
        text, _ = printed(demo.work / f"{kind}.pdf")
        assert f"累计{'接到投诉举报' if kind == 'express' else ''}{now.complaints}件" in text
        assert f"{now.person_times}人次，去重后涉及消费者{now.people}人" in text
        assert re.search(UNTIL, text)
        assert (re.search(TO, text) is not None) == (kind == "daily")  # in the note of its bars


def test_a_paper_is_written_for_word_where_the_name_says_so(demo):
    said = demo.run("brief", "first", "--incident", "1", "--out", "first.docx")
    assert (said.code, said.err, said.out) == (0, "", "first.docx：Word 文件。\n")
    texts = texts_from_docx((demo.work / "first.docx").read_bytes())
    assert texts.edited == ()
    assert texts.texts["k0_title"] == "关于“11·24”悦力工场健身闭店事件的首报"
    refused = demo.run("brief", "first", "--incident", "1", "--out", "first.doc")
    assert refused.code == 2
    assert ".docx" in refused.err


def test_a_paper_is_written_as_ofd_where_the_name_says_so(demo):
    said = demo.run("brief", "first", "--incident", "1", "--out", "first.OFD")
    ofd = read_ofd((demo.work / "first.OFD").read_bytes())
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == f"first.OFD：{len(ofd.pages)} 页。"
    assert ofd.info["题名"] == "关于“11·24”悦力工场健身闭店事件的首报"
    text = "".join("".join(map(ofd.text, ofd.pages)).split())
    assert "值班快报" in text
    assert "悦力工场健身" in text


def test_the_analysis_of_a_month_has_the_numbers_of_its_rows(demo):
    said = demo.run("brief", "monthly", "--month", "2026-10", "--out", "m.pdf")
    assert (said.code, said.err) == (0, "")
    text, _ = printed(demo.work / "m.pdf")
    with sqlite.connect(demo.database) as db:
        first, last = (from_local(2026, m, 1).timestamp() * 1_000_000 for m in (10, 11))
        (count,) = db.execute(
            "SELECT count(*) FROM complaint WHERE registered_at >= ? AND registered_at < ?",
            (first, last),
        ).fetchone()
    db.close()
    assert count > 1_000
    assert f"2026年10月1日至31日，全市共登记投诉、举报、咨询{count}件" in text
    assert "没有上年同期同样天数的数据可比" in text
    assert demo.run("brief", "monthly", "--month", "2026-13", "--out", "m.pdf").code == 2
    assert demo.run("brief", "watch", "--week", "2026-W47", "--out", "w.pdf").code == 0


def test_a_roster_wants_no_incident_and_no_journal_line(demo):
    with sqlite.connect(demo.database) as db:
        (lines,) = db.execute("SELECT count(*) FROM journal").fetchone()
        said = demo.run("brief", "roster", "--out", "r.pdf")
        assert (said.code, said.err) == (0, "")
        assert db.execute("SELECT count(*) FROM journal").fetchone() == (lines,)
    db.close()
    text, pages = printed(demo.work / "r.pdf")
    assert pages == 1
    assert "2026年11月24日至11月30日" in text
    assert "2026年11月24日星期二8时至次日8时罗敏李蔚" in text
    assert demo.run("brief", "roster", "--week", "2026-W49", "--out", "r.pdf").code == 0
    assert "2026年11月30日至12月6日" in printed(demo.work / "r.pdf")[0]
    refused = demo.run("brief", "roster", "--week", "2027-W20", "--out", "r.pdf")
    assert (refused.code, "没有排班" in refused.err) == (1, True)


def test_a_warning_without_a_notice_says_so(demo):
    refused = demo.run("brief", "notice", "--warning", "1", "--out", "n.pdf")
    assert (refused.code, "这条预警还没有起草消费警示" in refused.err) == (1, True)


def test_a_newcomer_finds_papers_at_every_place_of_their_way(demo):
    db = open_database(f"sqlite:///{demo.database}")
    with db.read() as session:
        chief = actor_of(session, "chenyu", NOW)
        found = paper_lines(session, chief, PaperFilter(), NOW)
    db.close()
    assert {(x.label, x.number, x.state_words, x.wanted) for x in found} == {
        ("投诉分析周报", "第1期", "已归档", ""),
        ("启动响应通知", "澄市监发〔2026〕1号", "已印发", "待归档"),
        ("首报", "第1期", "已印发", ""),
        ("情况通报 1", "", "送审", "待签发"),
        ("会商简报", "", "送审", "待签发"),
        ("值班快报", "", "拟稿", "待送审"),
    }
    assert [x.label for x in found if x.scanned] == ["启动响应通知"]


def test_every_font_of_a_paper_is_in_the_file(demo):
    for kind in ("first", "briefing"):
        demo.run("brief", kind, "--incident", "1", "--out", f"{kind}.pdf")
        for page in pypdf.PdfReader(demo.work / f"{kind}.pdf").pages:
            for font in page["/Resources"]["/Font"].values():
                font = font.get_object()
                inner = (
                    font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
                )
                assert any(f"/FontFile{n}" in inner["/FontDescriptor"] for n in ("", "2", "3"))


def test_each_briefing_made_is_noted_in_the_journal_and_has_no_number_of_its_own(demo):
    """The register gives it, to what is signed."""
    for _ in range(2):
        demo.run("brief", "briefing", "--incident", "1", "--out", "b.pdf")
        assert re.search(r"第\d+期", printed(demo.work / "b.pdf")[0]) is None
    assert demo.run("verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("poem", "--incident", "1", "--out", "x.pdf"), "poem"),
        (("first", "--incident", "99", "--out", "x.pdf"), "99"),
        (("briefing", "--incident", "99", "--out", "x.pdf"), "99"),
        (("termination", "--incident", "1", "--out", "x.pdf"), "没有终止"),
        (("first", "--incident", "1", "--out", "nowhere/x.pdf"), "nowhere/x.pdf"),
        (("first", "--incident", "1", "--out", "."), "."),
    ],
)
def test_a_paper_that_cannot_be_made_is_said_and_leaves_no_file(demo, arguments, words):
    said = demo.run("brief", *arguments)
    assert (said.code, said.out) == (2 if words == "poem" else 1, "")
    assert len(said.err.splitlines()) == 1
    assert words in said.err
    assert list(demo.work.iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "incident"),
    [("csv", None), ("xlsx", 1), pytest.param("xlsx", None, marks=pytest.mark.nightly)],
)
def test_the_exported_complaints_are_all_there_and_masked(demo, ending, incident):
    path = demo.work / f"x.{ending}"
    only = ("--incident", incident) if incident else ()
    assert demo.run("export", "complaints", "--out", path, *only).code == 0
    as_of, header, rows = (read_csv if ending == "csv" else read_xlsx)(path)
    assert as_of == "数据截至：2026年11月24日10时46分"
    assert header[0] == "登记编号"
    connection = sqlite.connect(demo.database)
    joined = "JOIN incident_complaint i ON i.complaint_id = c.id" if incident else ""
    numbers = {n for (n,) in connection.execute(f"SELECT number FROM complaint c {joined}")}
    names = {n for (n,) in connection.execute("SELECT name FROM complainant WHERE name <> ''")}
    connection.close()
    assert [row[0] for row in rows] != sorted(row[0] for row in rows)  # newest first
    assert {row[0] for row in rows} == numbers
    assert len(rows) == len(numbers)
    shown = {row[header.index("投诉人")] for row in rows} - {"", None}
    assert not shown & names
    assert all(len(name) == 3 and name.endswith("**") for name in shown)
    reports = [row for row in rows if row[header.index("记录类型")] == "举报"]
    assert reports or incident
    assert all(not row[header.index("投诉人")] for row in reports)


def test_one_incidents_complaints_are_as_many_as_it_says(demo):
    said = demo.run("export", "complaints", "--incident", "1", "--out", "x.csv")
    assert said.out == f"x.csv：{count(demo.database, NOW).complaints} 行。\n"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_exported_journal_is_whole_and_in_order(demo, ending):
    path = demo.work / f"x.{ending}"
    assert demo.run("export", "journal", "--out", path).code == 0
    _, header, rows = (read_csv if ending == "csv" else read_xlsx)(path)
    connection = sqlite.connect(demo.database)
    stored = connection.execute("SELECT number, hash, kind FROM journal ORDER BY number").fetchall()
    connection.close()
    *before, own = stored  # that it was exported is told by the line after all that it holds
    assert own[2] == "export"
    told = [(int(row[0]), row[header.index("校验值")]) for row in rows]
    assert told == [(number, digest) for number, digest, _ in before]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_exported_steps_tell_state_and_deadline(demo, ending):
    path = demo.work / f"x.{ending}"
    assert demo.run("export", "steps", "--incident", "1", "--out", path).code == 0
    _, header, rows = (read_csv if ending == "csv" else read_xlsx)(path)
    connection = sqlite.connect(demo.database)
    stored = connection.execute(
        "SELECT code, state FROM obligation WHERE incident_id = 1"
    ).fetchall()
    connection.close()
    words = STATE_WORDS | dict.fromkeys(UNDONE, "未办结")
    told = Counter((row[0], row[header.index("状态")]) for row in rows)
    assert told == Counter((code, words[ObligationState(state)]) for code, state in stored)
    assert {"已办结", "未办结"} <= {state for _, state in told}
    late = next(row for row in rows if row[0] == "tell_departments")
    due = from_local(2026, 11, 24, 9, 20) + timedelta(minutes=30)
    assert str(late[header.index("时限")]) == f"{due + timedelta(hours=8):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_inquiry_sheet_names_for_each_duty_its_records_and_lines(demo, ending):
    path = demo.work / f"x.{ending}"
    assert demo.run("export", "clauses", "--incident", "1", "--out", path).code == 0
    _, header, rows = (read_csv if ending == "csv" else read_xlsx)(path)
    at = {name: header.index(name) for name in header}
    clauses = [row[at["条款"]] for row in rows]
    assert {"2.1(1)", "2.2(6)", "4.1(1)", "4.2(3)", "5.1", "5.3(3)"} <= set(clauses)
    graded = next(row for row in rows if row[at["职责"]] == "定级决定")
    assert (graded[at["履行情况"]], graded[at["履行人"]]) == ("已履行", "陈屿")
    connection = sqlite.connect(demo.database)
    number = int(str(graded[at["日志行"]]))
    line = connection.execute(
        "SELECT kind, verb FROM journal WHERE number = ?", (number,)
    ).fetchone()
    connection.close()
    assert line == ("incident", "grade decided")
    officials = next(row for row in rows if row[at["履行情况"]] == "不显示")
    assert not officials[at["佐证"]]


def test_the_journal_of_one_incident_has_its_lines_only(demo):
    assert demo.run("export", "journal", "--incident", "1", "--out", "x.csv").code == 0
    _, header, rows = read_csv(demo.work / "x.csv")
    connection = sqlite.connect(demo.database)
    (lines,) = connection.execute("SELECT count(*) FROM journal WHERE incident_id = 1").fetchone()
    connection.close()
    assert len(rows) == lines - 1  # not that it is exported now
    assert {row[header.index("事件")] for row in rows} == {"1"}


def test_hostile_cells_are_exported_as_text(bureau):
    titles = ["=1+1", "+SUM(A1)", "@x", "-2+3", "=cmd|' /C calc'!A0", "<img src=x>", "${7*7}"]
    write(bureau.work / "in.csv", [row(n, 标题=t) for n, t in enumerate(titles)])
    assert bureau.run("intake", "in.csv").code == 0
    for ending in ("csv", "xlsx"):
        assert bureau.run("export", "complaints", "--out", f"x.{ending}").code == 0
    _, header, rows = read_csv(bureau.work / "x.csv")
    cells = {row[header.index("标题")] for row in rows}
    assert cells == {t if t[0] in "<$" else f"'{t}" for t in titles}
    book = openpyxl.load_workbook(bureau.work / "x.xlsx")
    found = [cell for line in book.active.iter_rows(min_row=3) for cell in line]
    assert not [cell for cell in found if cell.data_type == "f"]
    assert set(titles) <= {cell.value for cell in found}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("secrets", "--out", "x.csv"), "secrets"),
        (("complaints", "--out", "x.txt"), ".txt"),
        (("complaints", "--out", "x"), "结尾"),
        (("steps", "--out", "x.csv"), "--incident"),
        (("clauses", "--out", "x.csv"), "--incident"),
        (("steps", "--incident", "99", "--out", "x.csv"), "99"),
        (("journal", "--out", "nowhere/x.csv"), "nowhere/x.csv"),
    ],
)
def test_an_export_that_cannot_be_made_is_said_and_leaves_no_file(demo, arguments, words):
    said = demo.run("export", *arguments)
    assert (said.code, said.out) == (1 if words in ("99", "nowhere/x.csv") else 2, "")
    assert len(said.err.splitlines()) == 1
    assert words in said.err
    assert list(demo.work.iterdir()) == []


def test_the_other_papers_of_an_incident_and_of_a_day_are_written(demo):
    for kind, asked, words in (
        ("rights", ("--incident", "1"), "消费者权利的告知"),
        ("special", ("--incident", "1"), "要情专报"),
        ("opinion", ("--incident", "1"), "舆情专报"),
        ("transcript", ("--directive", "1"), "批示抄清"),
        ("dutyday", ("--day", "2026-11-24"), "2026年11月24日值班情况"),
    ):
        said = demo.run("brief", kind, *asked, "--out", f"{kind}.pdf")
        assert (said.code, said.err) == (0, ""), kind
        assert words in printed(demo.work / f"{kind}.pdf")[0]
    assert demo.run("brief", "press", "--incident", "1", "--out", "press.pdf").code == 1
    assert not (demo.work / "press.pdf").exists()
