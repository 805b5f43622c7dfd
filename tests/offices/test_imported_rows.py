"""What an import stores by column is what its file says record by record, on both databases."""

import random
from dataclasses import fields

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import (
    Complainant,
    ComplaintKind,
    NewComplaint,
    identity_text,
    key_of,
    reporter_key,
)
from commandcenter.intake.places import load_gazetteer
from commandcenter.intake.read import read_file
from commandcenter.offices.take_in import store
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store.bulk_digests import SIZE, digests_now
from commandcenter.store.tables.bulk_digest import BulkDigestRow
from commandcenter.store.tables.every import ComplainantRow, ComplaintRow, SubjectRow
from commandcenter.store.verify import verify
from tests.city import CITY_FILE, KEY
from tests.services.shown_complaints import counted_from_rows, rolled_up

HEAD = (
    "登记编号", "记录类型", "登记日期", "接收方式", "标题", "投诉人姓名", "联系电话", "证件号码",
    "区域", "涉及主体名称", "统一社会信用代码", "经营地址", "客体分类", "品牌", "涉及金额",
    "是否网购", "问题陈述", "经度", "纬度", "办结时间", "承办单位",
)  # fmt: skip
SAYS = ("门店关门", 'it\'s "closed"', "'=1+1", "第一行\\n第二行", "a\\b", "", "x\U0001f642")


def a_row(dice, number):
    return (
        f"T{number if number % 17 else number - 1:05d}" if number % 13 else "",
        dice.choice(("投诉", "举报", "咨询", "")),
        dice.choice(("2026-11-23 08:31:05", "2026/11/22 9:05", "20261121", "昨天")),
        dice.choice(("电话", "APP", "网页", "12345")), dice.choice(SAYS), dice.choice(("王某", "")),
        dice.choice(("10012345678", f"100{number:08d}", "无", "")), dice.choice(("", "9901021X")),
        dice.choice(("城东区", "青岚县", "外地")), dice.choice(("甲店", "乙店", "丙's店", "")),
        dice.choice(("", "91990100MA0000001X")), "澄州市城东区文昌路1号",
        dice.choice(("一般食品", "服装鞋帽")), dice.choice(("悦力", "")),
        dice.choice(("12", "3.50", "1,200", "无", "约300", "")), dice.choice(("是", "否", "")),
        dice.choice(SAYS).replace("\\n", "\n"), dice.choice(("120.05", "")),
        dice.choice(("30.05", "30.1", "")), dice.choice(("", "2026-11-24")),
        dice.choice(("", "一所")),
    )  # fmt: skip


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


@pytest.fixture
def read(tmp_path, db):
    """A file with all sorts of rows; one column says one thing in all of them."""
    dice, path = random.Random(16), tmp_path / "a.csv"
    rows = [HEAD, *(a_row(dice, number) for number in range(400))]
    path.write_text("".join(",".join(map(quoted, row)) + "\n" for row in rows), "utf-8")
    found = read_file(path, now=db.clock(), gazetteer=load_gazetteer(CITY_FILE))
    yield found
    found.close()


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 70)


def test_each_row_is_what_its_record_says(city, read):
    said = {complaint.number: complaint for complaint in read.complaints()}
    assert len(said) == read.facts.accepted > 150
    assert read.facts.duplicates
    assert read.facts.rejected
    taken = store(city.db, PROGRAM, read, KEY)
    assert taken.stored.accepted == len(said)
    with city.db.read() as session:
        rows = session.execute(
            select(ComplaintRow, ComplainantRow, SubjectRow)
            .join(ComplainantRow, ComplainantRow.complaint_id == ComplaintRow.id)
            .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
            .order_by(ComplaintRow.id)
        ).all()
        assert [row.number for row, _, _ in rows] == list(said)
        for row, person, trader in rows:
            assert_same(row, person, trader, said[row.number])
        if city.db.embedded:
            assert [row.person_key for row, *_ in rows] == list(map(person_of, said.values()))
        assert rolled_up(session) == counted_from_rows(session)
        assert verify(session).bad is None


def assert_same(row, person, trader, complaint):
    of_row = {f.name for f in fields(NewComplaint)} & {c.name for c in ComplaintRow.__table__.c}
    here = {name: getattr(row, name) for name in of_row}
    there = {name: getattr(complaint, name) for name in of_row}
    for name in ("lat", "lon"):
        assert here.pop(name) == pytest.approx(there.pop(name), abs=1e-7)
    assert here == there
    assert (trader is None) is (complaint.subject_name == "")  # found by its code, if it has one
    told = {f.name: getattr(person, f.name) for f in fields(Complainant)}
    assert Complainant(**told) == complaint.complainant
    assert row.reporter_protected is (complaint.kind is ComplaintKind.REPORT)


def person_of(complaint):
    told = complaint.complainant
    own = key_of(KEY, identity_text(told.phone, told.id_number))
    return reporter_key(own) if complaint.kind is ComplaintKind.REPORT else own


def test_the_digest_of_each_row_is_that_of_the_row(city, read):
    if not city.db.embedded:
        pytest.skip("a server makes them")
    store(city.db, PROGRAM, read, KEY)
    with city.db.read() as session:
        kept = session.scalars(select(BulkDigestRow)).all()
        assert {each.table_name for each in kept} == {"complaint", "complainant", "subject"}
        for each in kept:
            table = {t.__tablename__: t for t in (ComplaintRow, ComplainantRow, SubjectRow)}
            last = each.first + len(each.salts) // SIZE - 1
            of_table = table[each.table_name].__table__
            now = digests_now(
                session.connection(), of_table, each.first, last, each.columns, each.salts
            )
            assert now == each.digests
