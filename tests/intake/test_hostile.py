"""Files made to break the reader: none ends the seat, or takes its memory or its time."""

import io
import resource
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.domain.errors import RuleBroken
from commandcenter.intake import guard, workbook, workbook_child
from commandcenter.intake.read import read_file

HEAD = "登记编号,记录类型,登记日期,标题\n"
GOOD = "1,投诉,2026-11-24,x\n"

SCHEMAS = "http://schemas.openxmlformats.org"
RELATION = f"{SCHEMAS}/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats"
CONTENT_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{SCHEMAS}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{TYPE}-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    f'ContentType="{TYPE}-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{SCHEMAS}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/{{kind}}" Target="{{target}}"/></Relationships>'
)
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{SCHEMAS}/spreadsheetml/2006/main" '
    f'xmlns:r="{RELATION}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    f'<?xml version="1.0"?>{{dtd}}<worksheet xmlns="{SCHEMAS}/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def cell(place, text, quote='"'):
    return f"<c r={quote}{place}{quote} t={quote}inlineStr{quote}><is><t>{text}</t></is></c>"


def xlsx(rows, dtd="", sheet=None, extra=()):
    """The bytes of a workbook of one sheet; `sheet` gives its raw bytes instead."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels", RELS.format(kind="officeDocument", target="xl/workbook.xml")
        )
        archive.writestr("xl/workbook.xml", BOOK)
        rels = RELS.format(kind="worksheet", target="worksheets/sheet1.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", rels)
        archive.writestr("xl/worksheets/sheet1.xml", sheet or SHEET.format(dtd=dtd, rows=rows))
        for name, data in extra:
            archive.writestr(name, data)
    return out.getvalue()


@cache
def bomb():
    """Under half a megabyte that unpacks to 450 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(450):
            part.write(bytes(1 << 20))
    return out.getvalue()


def lie(data, size):
    """The archive with all its declared sizes set to `size`: only unpacking tells the truth."""
    at = data.find(b"PK\x01\x02")
    changed = bytearray(data)
    while at >= 0:
        changed[at + 24 : at + 28] = size.to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def encrypted(data):
    """The archive with the flag of encryption on each part."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(changed)


LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)
XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PLAIN = f'<row r="1">{cell("A1", "登记编号")}{cell("B1", "记录类型")}{cell("C1", "登记日期")}</row>'
WIDE = '<row r="1">' + "".join(cell(f"A{c}1", "x") for c in "ABC") + cell("ZZ1", "x") + "</row>"
FAR = f'<row r="1">{cell("A1", "x")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'
WORKBOOKS = {
    "far cell": lambda: xlsx(FAR),
    "only a far cell": lambda: xlsx(f'<row r="1048576">{cell("XFD1048576", "x")}</row>'),
    "far cell in single quotes": lambda: xlsx(f"<row>{cell('XFD1048576', 'x', chr(39))}</row>"),
    "far cell by spaces": lambda: xlsx('<row r = "1048576"><c r = "XFD1048576"><v>1</v></c></row>'),
    "two far corners": lambda: xlsx(f"<row>{cell('A1', 'x')}{cell('IV1048576', 'x')}</row>"),
    "too wide": lambda: xlsx(WIDE),
    "row beyond the sheet": lambda: xlsx(f"<row>{cell('A9999999', 'x')}</row>"),
    "zip bomb": bomb,
    "zip bomb that lies": lambda: lie(bomb(), 1000),
    "billion laughs": lambda: xlsx("&c;", LAUGHS),
    "outside entity": lambda: xlsx(f"<row>{cell('A1', '&x;')}</row>", XXE),
    "truncated": lambda: xlsx(PLAIN)[:-200],
    "truncated early": lambda: xlsx(PLAIN)[:60],
    "junk after magic": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
    "junk": lambda: bytes(range(256)) * 40,
    "encrypted parts": lambda: encrypted(xlsx(PLAIN)),
    "encrypted whole": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "too many parts": lambda: xlsx(PLAIN, extra=[(f"p{n}", b"") for n in range(2001)]),
    "no sheet": lambda: xlsx(PLAIN, sheet=b"not xml <<<"),
    "empty sheet": lambda: xlsx(""),
    "million empty rows": lambda: xlsx("<row/>" * 20_000_000),
    "text for a workbook": lambda: (HEAD + GOOD).encode(),
    "only other columns": lambda: xlsx(f"<row>{cell('A1', '甲')}</row>"),
}

CSVS = {
    "unclosed quote": HEAD + '1,投诉,2026-11-24,"x\n' + GOOD * 1000,
    "text behind a quote": HEAD + '1,投诉,2026-11-24,"x"y\n',
    "huge field": HEAD + "1,投诉,2026-11-24," + "长" * 100_001 + "\n",
    "one endless line": HEAD + "a" * 40_000_000,
    "one endless record": HEAD + '"\n",' * 8_000_000,
    "endless commas": HEAD + "," * 30_000_000,
    "endless newlines in a quote": HEAD + '"' + "\n" * 30_000_000,
    "wide header": ",".join(f"c{n}" for n in range(300)) + "\n",
    "wide row": HEAD + ",".join("x" * 300) + "\n",
    "NUL": HEAD + "1,投诉,2026-11-24,\x00\n",
    "no header": GOOD,
    "only blank lines": "\n" * 100_000,
    "only commas": ",,,\n" * 100_000,
    "no line end": "登记编号",
    "pdf": "%PDF-1.7\n",
    "workbook for text": xlsx(PLAIN),
    "png": b"\x89PNG\r\n\x1a\n",
    "gzip": b"\x1f\x8b\x08\x00",
    "junk": bytes(range(1, 256)) * 40,
    "html": "<html><table><tr><td>登记编号</td></tr></table></html>",
}


def test_an_honest_workbook_of_the_same_make_is_read(read):
    row = f"<row>{cell('A2', 'TS1')}{cell('B2', '投诉')}{cell('C2', '2026-11-24')}</row>"
    assert read(xlsx(PLAIN + row), "a.xlsx").facts.accepted == 1
    assert read(xlsx(PLAIN), "b.xlsx").facts.rows == 0


HONEST = xlsx(PLAIN)


def refused(read, data, name):
    began = time.thread_time()
    with pytest.raises(RuleBroken) as refusal:
        read(data, name)
    sentence = str(refusal.value)
    assert sentence.endswith("。")
    assert "Traceback" not in sentence
    assert time.thread_time() - began < 30  # of the processor: a hundred times what it takes


@pytest.mark.lot(3)
@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_refused_with_a_sentence(read, name):
    refused(read, WORKBOOKS[name](), "a.xlsx")


@pytest.mark.parametrize("name", ["encrypted parts", "encrypted whole"])
def test_of_a_workbook_with_a_password_it_is_said(read, name):
    with pytest.raises(RuleBroken, match=r"工作簿“a\.xlsx”有密码保护"):
        read(WORKBOOKS[name](), "a.xlsx")


@pytest.mark.parametrize("name", CSVS)
def test_a_hostile_csv_is_refused_with_a_sentence(read, name):
    data = CSVS[name]
    refused(read, data if isinstance(data, bytes) else data.encode(), "a.csv")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a.xls", "内容与扩展名不符"),
        ("a.ods", "内容与扩展名不符"),
        ("a.et", "另存为"),
        ("a.pdf", "不支持"),
        ("a", "不支持"),
        ("a.xlsm", "不支持"),
    ],
)
def test_other_kinds_of_file_are_refused_saying_what_to_do(read, name, word):
    with pytest.raises(RuleBroken, match=word):
        read(HEAD + GOOD, name)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_never_surprises_the_guard(tmp_path, changes):
    data = bytearray(HONEST)
    for place, value in changes:
        data[place % len(data)] = value
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with suppress(RuleBroken):
        guard.check(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_behind_a_header_are_read_or_refused(tmp_path, data):
    path = tmp_path / "a.csv"
    path.write_bytes(HEAD.encode() + data)
    with suppress(RuleBroken):
        read_file(path, now=datetime(2026, 11, 24, tzinfo=UTC), spool_folder=tmp_path).close()


SEAT = """
import re, sys
from datetime import UTC, datetime
from pathlib import Path
from commandcenter.domain.errors import RuleBroken
from commandcenter.intake.read import read_file
for path in map(Path, sys.argv[2:]):
    try:
        read_file(path, now=datetime(2026, 11, 24, tzinfo=UTC), spool_folder=Path(sys.argv[1]))
    except RuleBroken as refusal:
        print(path.name, refusal)
status = Path("/proc/self/status").read_text()
print(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])
"""


def test_hostile_files_take_no_more_than_300_mb_of_the_seat(tmp_path, spool):
    paths = []
    for number, (name, data) in enumerate({**WORKBOOKS, **CSVS}.items()):
        content = data() if callable(data) else data
        suffix = "xlsx" if callable(data) else "csv"
        path = tmp_path / f"{number}.{suffix}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
        del name, content
    run = subprocess.run(
        [sys.executable, "-c", SEAT, spool, *paths], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.returncode == 0
    *refusals, peak = run.stdout.splitlines()
    assert len(refusals) == len(paths)
    assert int(peak) / 1024 <= 300


def test_a_far_cell_that_gets_past_the_guard_kills_only_the_child(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "check", lambda path, should_stop: None)
    path = tmp_path / "a.xlsx"
    path.write_bytes(WORKBOOKS["far cell"]())
    with pytest.raises(RuleBroken, match="读不下去"):
        list(workbook.read_rows(path))


def child(path):
    return subprocess.run(workbook.child_command(path), capture_output=True, check=False)


def test_the_child_has_a_limit_of_memory_and_time(tmp_path):
    script = (
        "import resource, runpy, sys; sys.argv = ['x', '/none'];"
        f"child = runpy.run_path({workbook_child.__file__!r}); child['limit']();"
        "print(*(resource.getrlimit(x)[0] for x in (resource.RLIMIT_AS, resource.RLIMIT_CPU)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [str(1 << 30), "20"]


def test_a_child_that_stops_half_way_is_noticed(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(PLAIN))
    whole = child(path).stdout
    for cut in (0, 3, 10, len(whole) - 1):
        part = tmp_path / "part"
        part.write_bytes(whole[:cut])
        monkeypatch.setattr(workbook, "child_command", lambda _, p=part: ["cat", str(p)])
        with pytest.raises(RuleBroken, match="读不下去"):
            list(workbook.read_rows(path))


def test_a_child_that_says_nothing_is_given_up(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(PLAIN))
    monkeypatch.setattr(workbook, "PATIENCE", 0.3)
    monkeypatch.setattr(workbook, "child_command", lambda _: ["sleep", "60"])
    with pytest.raises(RuleBroken, match="读不下去"):
        list(workbook.read_rows(path))


def test_a_frozen_program_starts_itself_for_the_child(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command = workbook.child_command(Path("a.xlsx"))
    assert command == [sys.executable, workbook.CHILD_FLAG, "a.xlsx"]


def test_the_guard_lets_a_large_honest_workbook_through(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for r in range(20_000):
            for c in range(8):
                sheet.write(r, c, f"{r * c} 投诉内容")
    guard.check(path)


def test_a_full_disk_is_said_in_words(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "".join(f"{n},投诉,2026-11-24,x\n" for n in range(50_000)))
    script = (
        "import resource, signal, sys; from pathlib import Path;"
        "from datetime import UTC, datetime;"
        "from commandcenter.intake.read import read_file;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 17, 1 << 17));"
        "read_file(Path(sys.argv[1]), now=datetime(2026, 11, 24, tzinfo=UTC))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=False
    )
    assert "RuleBroken: 临时文件夹空间不足" in run.stderr


def test_the_seats_own_limits_are_not_touched():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(RuleBroken):
        read_file(Path("/none.xlsx"), now=None)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.parametrize("end", ["", "'/>"])
def test_a_tag_that_repeats_itself_is_looked_at_once(tmp_path, end):
    """Work is counted: a pattern that begins anew at each of them takes hours for a MB."""
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        again = "number-columns-repeated='1' " * 30_000
        archive.writestr("content.xml", f'<a><table:table-cell a="{again}{end}')
    with pytest.raises(RuleBroken, match="已损坏"):
        guard.check(path)
