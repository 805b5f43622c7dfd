"""Tables of complaints and lists (CSV, XLSX, XLS, ODS), by the one door that they all take."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime
from functools import partial

import xlsxwriter
from sqlalchemy import func, select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.risk import RecordKind
from commandcenter.intake import people_file, risk_file, survey_file, team_file
from commandcenter.intake.places import load_gazetteer
from commandcenter.intake.read import preview, read_file
from commandcenter.intake.rejects import write_rejects
from commandcenter.intake.tables import open_table
from commandcenter.offices.take_in import kept_facts
from commandcenter.paths import RESOURCES, ROOT
from commandcenter.services.complaints.intake import take_in
from commandcenter.services.guard import PROGRAM
from commandcenter.store import schema
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import ComplaintRow
from tests.city import City
from tests.fuzz.judge import Refused, require, tried, twice
from tests.fuzz.mutate import packed
from tests.fuzz.targets import Target

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
CITY = RESOURCES / "city" / "demo_city.geojson"
HEADER = (
    "登记编号,记录类型,数据来源,接收方式,登记日期,投诉人姓名,联系电话,标题,问题陈述,客体分类,问题分类,区域,"
    "涉及主体名称,统一社会信用代码,经营地址,涉及金额,是否网购,纬度,经度,办理状态,办结时间,挽回金额,导出时间"
)
ROWS = (
    "TS1,投诉,12315,电话,2026-11-24 08:31:05,王某,10012345678,退费,门锁了,文化娱乐体育,合同,城东区,"
    "悦力工场健身,91990100MA00000X0X,东门街道文昌路12号,3280.50,否,,,办理中,,,2026-11-24 10:00",
    "TS2,举报,12345,互联网,2026/11/24 8时31分,李某,10087654321,有异物,“饭里有铁丝”,餐饮服务,"
    "食品安全,临江区,好味来饭店,,滨江路3号,1.2万元,是,30.5,104.1,已办结,2026-11-24,120,",
    'TS3,咨询,12315,来人,20261124083105,,,"问,\n两行",,,,高新区,,,,,,,,,,,',
)
# What a workbook cannot hold as it stands in a CSV.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
INTAKE = (
    "commandcenter.intake", "commandcenter.domain.complaints", "commandcenter.domain.spreadsheet",
)  # fmt: skip


def csv_seeds():
    lines = [HEADER, *ROWS]
    whole = "\r\n".join(lines)
    return [
        whole.encode("utf-8-sig"), whole.encode("gb18030"), whole.encode("utf-16"),
        whole.replace(",", "\t").encode(), whole.replace(",", ";").encode(),
        "登记编号,记录类型,登记日期,标题\n1,投诉,2026-11-24,x\n".encode(),
        "表\n\n登记编号,记录类型,登记日期,涉及金额（万元）\n1,投诉,46350.354919,1.5\n".encode(),
    ]  # fmt: skip


def workbook_of(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for r, cells in enumerate(rows):
            for c, cell in enumerate(cells):
                if cell:
                    sheet.write_string(r, c, cell)
    return out.getvalue()


def seed_rows():
    return list(csv.reader(io.StringIO("\n".join([HEADER, *ROWS]))))


def xlsx_seeds():
    """As xlsxwriter writes it, without what nobody reads."""
    with zipfile.ZipFile(io.BytesIO(workbook_of(seed_rows()))) as made:
        dropped = ("docProps", "theme")
        parts = [(p, made.read(p)) for p in made.namelist() if not any(d in p for d in dropped)]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        times = book.add_format({"num_format": "yyyy/m/d h:mm"})
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ("登记编号", "记录类型", "登记日期", "涉及金额", "是否网购"))
        sheet.write_row(1, 0, (20261124000017, "投诉"))
        sheet.write_datetime(1, 2, datetime(2026, 11, 24, 8, 31), times)
        sheet.write(1, 3, 3280.5)
        sheet.write_boolean(1, 4, True)
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    return [packed(parts), out.getvalue()]


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def ods_of(rows):
    def cell(told):
        return (f'<table:table-cell office:value-type="string"><text:p>{told}</text:p>'
                "</table:table-cell>")  # fmt: skip

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    return packed([("mimetype", kind.encode()), ("content.xml", content.encode()),
                   ("META-INF/manifest.xml", manifest.encode())])  # fmt: skip


def ods_seeds():
    dated = ods_of([["登记编号", "记录类型", "登记日期"], ["1", "投诉", "2026-11-24"]])
    return [ods_of([[cell.strip() for cell in row] for row in seed_rows()]), dated]


def xls_seeds():
    return [(ROOT / "tests" / "intake" / "old_workbook.xls").read_bytes()]


def facts_of(read):
    return {name: getattr(read.facts, name) for name in type(read.facts).__slots__}


def bureau(folder):
    db = open_database(f"sqlite:///{folder / 'bureau.db'}")
    schema.upgrade(db)
    City(db)
    return db


class Reading:
    """Reads each input as a file of complaints."""

    def __init__(self, folder, suffix):
        self.folder, self.suffix = folder, suffix
        self.gazetteer = load_gazetteer(CITY)
        self.spool = folder / "spool"
        self.spool.mkdir()
        self.db = bureau(folder) if suffix == ".csv" else None  # what is stored is the same of all

    def file(self, data, name="a"):
        path = self.folder / f"{name}{self.suffix}"
        path.write_bytes(data)
        return path

    def read(self, path, **how):
        usual = {"now": NOW, "gazetteer": self.gazetteer, "spool_folder": self.spool}
        with read_file(path, **usual | how) as read:
            return facts_of(read), list(read.rows()), list(read.rejects()), read.header

    def __call__(self, data, thorough):
        path = self.file(data)
        found = twice(lambda: self.read(path)) if thorough else tried(lambda: self.read(path))
        require(not any(self.spool.iterdir()), "the reading leaves files")
        if isinstance(found, Refused):
            return
        facts, rows, rejects, header = found
        counted = facts["accepted"] + facts["duplicates"] + facts["rejected"]
        require(facts["rows"] == counted, "rows that are counted nowhere", facts)
        require(len(rows) == facts["accepted"] and len(rejects) == facts["rejected"], facts)
        require(len({row[0] for row in rows}) == len(rows), "a number twice")
        if thorough:
            tried(lambda: preview(path))
            self.give_back(header, rejects)
            if self.db:
                self.store(path)
                self.as_workbook(path, facts, rows, rejects)

    def give_back(self, header, rejects):
        """The list of refused rows can be read by the same mapping, and refuses the same ones."""
        out = self.folder / "rejects.csv"
        out.unlink(missing_ok=True)
        tried(lambda: write_rejects(out, header, rejects))
        again = tried(lambda: self.read(out))
        if isinstance(again, Refused):
            long = any(len(cell) > 99_000 for reject in rejects for cell in reject.raw)
            wide = len(header) + 3 > 256
            require(long or wide or not rejects, "its own list of rejects is refused:", again.words)
            return
        was, now = [r.reason for r in rejects], [r.reason for r in again[2]]
        require(was == now, "rejects read back otherwise:", was[:5], now[:5])

    def as_workbook(self, path, facts, rows, rejects):
        """The same cells in a workbook are the same records."""
        with open_table(path) as table:
            cells = [list(row) for batch in table.batches for row in batch.rows]
        if any(UNFIT.search(c) or len(c) > 32_000 for row in cells for c in row) or len(cells) < 2:
            return
        one_column = not any(row and row[0] for row in cells)
        if max(map(len, cells)) < 2 or not any(cells[0]) or one_column:
            return
        other = self.folder / "same.xlsx"
        other.write_bytes(workbook_of(cells))
        found = tried(lambda: self.read(other))
        require(not isinstance(found, Refused), "refused as a workbook only:", found)
        require(found[1] == rows, "other records as a workbook:", rows[:2], found[1][:2])
        width = max(map(len, cells))
        was = [(r.number, r.reason, (*r.raw, *[""] * (width - len(r.raw)))) for r in rejects]
        now = [(r.number, r.reason, (*r.raw, *[""] * (width - len(r.raw)))) for r in found[2]]
        require(was == now, "other rejects as a workbook:", was[:2], now[:2])
        require(found[0]["notes"] == facts["notes"], "other notes as a workbook")

    def store(self, path):
        """All of its records are in the database, or none is."""
        before = self.counted()
        with read_file(path, now=NOW, gazetteer=self.gazetteer, spool_folder=self.spool) as read:
            try:
                taken = take_in(self.db, PROGRAM, kept_facts(read.facts), read.columns(500), KEY)
            except RuleBroken as broken:
                require(self.counted() == before, "refused, and something is stored:", broken)
                return
            stored = self.counted() - before
            require(stored == taken.accepted, "stored", stored, "said", taken.accepted)

    def counted(self):
        with self.db.read() as session:
            return session.scalar(select(func.count()).select_from(ComplaintRow))


KEY = bytes(range(32))
DISTRICTS = {"城东区": "990102", "临江区": "990104"}
LISTS = {
    "risk": lambda p: risk_file.read_records(
        p, kind=RecordKind.INSPECTION, system="检查平台", districts=DISTRICTS),
    "certificates": lambda p: team_file.read_certificates(p, {"执法证": "law", "驾驶证": "drive"}),
    "partners": lambda p: team_file.read_partners(p, {"检验机构": "lab", "协会": "union"}),
    "survey": survey_file.read_survey,
    "people": people_file.read_people,
}  # fmt: skip


def list_seeds():
    return [text.encode() for text in (
        "编号,日期,结果,标题,主体名称,统一社会信用代码,区域,问题数\n"
        "R1,2026-11-20,不合格,抽检糕点,好味来饭店,,城东区,2\n",
        "姓名,登录名,证照,证号,发证日期,有效期至,备注\n李蔚,liwei,执法证,Z001,2024-01-02,2029-01-02,\n",
        "单位,类别,联系人,电话\n澄州质检所,检验机构,韩松,10012345678\n",
        "题目,选项,人数,答题人数,多选,问题\n服务态度,满意,80,100,否,否\n,不满意,20,100,否,是\n",
        "序号,您对窗口服务是否满意,您遇到过哪些问题\n1,满意,排队;停车\n2,不满意,排队\n",
        "姓名,登录名,职务,电话,角色,工作组,县区\n罗敏,luomin,副局长,10011112222,副总指挥,,\n",
    )]  # fmt: skip


def lists_opened(folder):
    def take(data, thorough):
        path = folder / "a.csv"
        path.write_bytes(data)
        for name, read in LISTS.items():
            once = partial(read, path)
            found = twice(once) if thorough else tried(once)
            if not isinstance(found, Refused):
                for reject in getattr(found, "rejects", ()):
                    require(reject.reason.endswith("。"), name, "reject without a sentence", reject)

    return take


def _of(suffix, seeds, shape, dear):
    name = suffix[1:]
    return Target(name, shape, INTAKE, seeds, lambda folder: Reading(folder, suffix), dear)


TARGETS = {
    "csv": _of(".csv", csv_seeds, "text", 40),
    "xlsx": _of(".xlsx", xlsx_seeds, "zip", 8),
    "xls": _of(".xls", xls_seeds, "bytes", 8),
    "ods": _of(".ods", ods_seeds, "zip", 8),
    "lists": Target("lists", "text", INTAKE, list_seeds, lists_opened, 4),
}
