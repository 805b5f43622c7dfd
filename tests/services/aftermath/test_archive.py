"""The archive package: the same bytes for the same record, proved by its list, naming nobody."""

import io
import zipfile
from functools import partial

import pytest
from sqlalchemy import select

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.aftermath.archive import LIST, examine
from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import PaperKind, PaperText
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.outputs.archive_zip import write_package
from commandcenter.queries.aftermath.archive import archive_content
from commandcenter.queries.seat.journal_lines import journal_lines
from commandcenter.services import book
from commandcenter.services.aftermath import accountability, archive, inquiry, recovery
from commandcenter.services.command import attachments, evidence, instructions, running_log
from commandcenter.services.complaints import joining
from commandcenter.services.guard import PROGRAM, incident_of
from commandcenter.services.incident import facts
from commandcenter.services.papers import paper_drafts
from commandcenter.services.papers.paper_drafts import New
from commandcenter.services.releases import releases
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store import files
from commandcenter.store.tables.every import ArchivePackageRow, JournalLineRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow
from tests.aftermath import REFUND, add_person, ended, inquiry_signed
from tests.services.aftermath.test_retention import CALLER, NAME, PHONE, SECRET, call, complaint


def nothing(done, total):
    """Nobody watches."""


@pytest.fixture
def incident(city):
    number = ended(city, complaints=[complaint(city, "C1"), complaint(city, "=C2")])
    call(city, number)
    city.do(running_log.write_line, "maxiao", number, f"{NAME}情绪激动，电话{PHONE}")
    city.do(instructions.give, "chenyu", number, "=HYPERLINK(1) 派车", None, city.maxiao.person_id)
    city.do(recovery.open_line, "zhoulan", number, REFUND)
    inquiry_signed(city, number)
    return number


def assembled(city, incident, **how):
    out = io.BytesIO()
    with city.db.read() as session:
        content = archive_content(session, incident, **how)
        write_package(out, content, partial(files.read, session))
    return out.getvalue()


def assemble(incident, session, out, read_file, **how):
    write_package(out, archive_content(session, incident, **how), read_file)


def make(city, incident, tmp_path, login="zhoulan", **how):
    return archive.make(
        city.db, getattr(city, login), incident, partial(assemble, incident, **how), tmp_path,
        nothing,
    )  # fmt: skip


def row_of(city, package):
    with city.db.read() as session:
        return session.get_one(ArchivePackageRow, package)


def papers(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: package.read(name).decode("utf-8-sig", "replace") for name in package.namelist()
        }


def leave(session, actor, incident, ids):
    joining.leave(session, actor, incident_of(session, incident), ids, "不属于本事件")


def test_the_same_record_gives_the_same_bytes(city, incident):
    assert assembled(city, incident) == assembled(city, incident)


def test_another_line_in_the_record_gives_other_bytes(city, incident):
    before = assembled(city, incident)
    city.do(running_log.write_line, "maxiao", incident, "又一条")
    assert assembled(city, incident) != before


def test_its_list_proves_every_paper(city, incident):
    data = assembled(city, incident)
    listed = [entry.name for entry in examine(io.BytesIO(data))]
    names = list(papers(data))
    assert [*listed, LIST] == names
    for paper in ("04_全程日志.csv", "05_履职对照.csv", "06_处置动态.csv", "08_指令.csv",
                  "14_发布审核.csv", "20_证据清单.csv", "25_善后台账.csv"):  # fmt: skip
        assert paper in listed
    assert any(name.startswith("07_决定文书/") for name in listed)
    assert any("调查报告" in name for name in listed)


def test_it_tells_who_came_what_was_known_and_what_was_taken_out(city):
    city.take_in(city.complaint("taken out"))
    incident = city.register()
    city.activate(incident, Level.III)
    known = [NewFact("hurt", 3, "卫健部门", city.db.clock())]
    city.do(facts.state_facts, "zhoulan", incident, known)
    city.do(people.sign_in, "maxiao", incident, city.maxiao.person_id)
    [number] = city.ask(lambda s: s.scalars(select(IncidentComplaintRow.complaint_id)).all())
    city.do(leave, "zhoulan", incident, [number])
    found = papers(assembled(city, incident))
    assert "卫健部门" in found["07_研判事实.csv"]
    assert "马骁" in found["16_到岗签到.csv"]
    assert '"taken out"' in found["24_移出的投诉.csv"]
    assert "不属于本事件" in found["24_移出的投诉.csv"]
    for name in ("06_值班日志", "08_催办", "08_叫应", "11_交接", "16_队伍到位", "18_约谈"):
        assert f"{name}.csv" in found


def test_no_complainant_and_no_caller_is_named_in_it(city, incident):
    text = "\n".join(papers(assembled(city, incident)).values())
    for words in (NAME, PHONE, CALLER, "13912345678", SECRET, "990102199003078813"):
        assert words not in text
    assert "令**情绪激动，电话100****7766" in text
    assert "悦力工场健身（城东店）" in text


def test_what_is_only_drafted_is_not_in_it(city, incident):
    """Of the inquiry, of the reports and of the register of papers."""
    before = set(papers(assembled(city, incident)))
    city.do(inquiry.draft, "hewenjing", incident, InquiryKind.ASSESSMENT)
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.sign, "chenyu", report)
    add_person(city, "hejing", "何静", Role.CLERK)
    whole = (PaperText("k0_title", "title", "会商简报", "会商简报"),)
    city.do(paper_drafts.draft, "hejing", New(PaperKind.BRIEFING, incident, incident, whole))
    assert set(papers(assembled(city, incident))) == before
    city.do(reports.send, "chenyu", report, ("市政府总值班室",), "传真")
    [more] = set(papers(assembled(city, incident))) - before
    assert "首报" in more


def test_a_release_says_how_far_it_came(city):
    """A draft in the package is not read as what was published."""
    add_person(city, "xuzhiyuan", "许知远", Role.LEADER, Group.OPINION)
    number = city.register()
    city.activate(number, Level.III)
    draft = city.do(releases.draft, "xuzhiyuan", number, ReleaseKind.NOTICE)
    [(name, text)] = [
        found for found in papers(assembled(city, number)).items() if "14_信息发布/" in found[0]
    ]
    assert (name.startswith(f"14_信息发布/{draft:04}"), text.splitlines()[0]) == (
        True, "（归档时：起草）",
    )  # fmt: skip
    city.do(releases.withdraw, "xuzhiyuan", draft, "另写")
    assert "（归档时：已撤回）" in papers(assembled(city, number))[name]


def test_of_officials_it_says_nothing(city, incident):
    referral = accountability.Referral("失职线索甲", "监察法", "驻局纪检组", city.db.clock())
    city.do(accountability.refer_official, "chenyu", incident, referral)
    text = "\n".join(papers(assembled(city, incident)).values())
    assert "失职线索甲" not in text
    assert "驻局纪检组" not in text


def test_no_cell_of_it_is_a_formula(city, incident):
    found = papers(assembled(city, incident))
    assert "'=HYPERLINK(1)" in found["08_指令.csv"]
    assert '"\'=C2"' in found["24_投诉清单.csv"]


def test_its_journal_is_the_whole_journal_of_the_incident(city, incident):
    with city.db.read() as session:
        lines = list(journal_lines(session, incident))
    text = papers(assembled(city, incident))["04_全程日志.csv"]
    assert text.count("\r\n") == len(lines) + 2
    assert all(line.hash in text for line in lines)


def test_a_package_is_kept_copied_out_and_proved_again(city, incident, tmp_path):
    package = make(city, incident, tmp_path)
    row = row_of(city, package)
    assert (row.made_by, row.size > 0) == ("周岚", True)
    assert list(tmp_path.glob("*.zip")) == []  # nothing is left of the making
    copy = archive.copy_out(city.db, city.zhoulan, package, tmp_path / "归档.zip", nothing)
    assert files.hash_of(copy) == row.sha256
    told = select(JournalLineRow.verb, JournalLineRow.actor, JournalLineRow.incident_id)
    told = told.where(JournalLineRow.kind == "archive_package", JournalLineRow.subject == package)
    assert city.ask(lambda s: s.execute(told.order_by(JournalLineRow.number)).all()) == [
        ("made", "zhoulan", incident), ("copied out", "zhoulan", incident),
    ]  # fmt: skip
    count = archive.verify(city.db, city.zhoulan, package)
    assert count == len(row.contents) == archive.verify(city.db, city.zhoulan, package, copy)


def test_a_changed_copy_is_found_out(city, incident, tmp_path):
    package = make(city, incident, tmp_path)
    copy = archive.copy_out(city.db, city.zhoulan, package, tmp_path / "归档.zip", nothing)
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    with pytest.raises(RuleBroken, match="与登记的校验值不符"):
        archive.verify(city.db, city.zhoulan, package, copy)


def rebuilt(data, change):
    """The package again with its papers changed by `change`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        found = {name: old.read(name) for name in old.namelist()}
        change(found)
        for name, content in found.items():
            new.writestr(name, content)
    out.seek(0)
    return out


@pytest.mark.lot(3)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda found: found.update({"01_说明.txt": b"x"}), "“01_说明.txt”与目录的校验值不符"),
        (lambda found: found.pop("08_指令.csv"), "缺少“08_指令.csv”"),
        (lambda found: found.update({"多.txt": b"x"}), "多出“多.txt”"),
        (lambda found: found.pop(LIST), "没有目录"),
        (lambda found: found.update({LIST: b"\xef\xbb\xbfa,b\r\n1,2,3,4\r\n"}), "缺少“2”"),
        (lambda found: found.update({LIST: b"a\r\nb\r\n"}), "无法读取"),
    ],
)
def test_a_package_that_is_not_what_its_list_says_is_refused(city, incident, change, words):
    with pytest.raises(RuleBroken, match=words):
        examine(rebuilt(assembled(city, incident), change))


def test_what_is_no_package_is_refused():
    with pytest.raises(RuleBroken, match="不是归档包"):
        examine(io.BytesIO(b"PK\x03\x04 no"))


def shelve(city, incident, tmp_path, name, data, kind=Kind.DOCUMENT):
    path = tmp_path / name
    path.write_bytes(data)
    piece = evidence.Piece(kind, name, ("何文静", "魏然"), city.db.clock(), "城东店")
    attachments.shelve(city.db, city.hewenjing, incident, piece, path, nothing)
    path.unlink()


def test_files_of_the_shelf_go_in_only_when_asked_for_and_small(
    city, incident, tmp_path, monkeypatch
):
    shelve(city, incident, tmp_path, "合同.pdf", b"contract")
    shelve(city, incident, tmp_path, "监控.mp4", b"v" * 2_000)
    monkeypatch.setattr("commandcenter.queries.aftermath.archive.FILE_LIMIT", 1_000)
    without = papers(assembled(city, incident))
    assert not any(name.startswith("29_") for name in without)
    assert "合同.pdf" in without["20_证据清单.csv"]
    found = papers(assembled(city, incident, with_files=True))
    assert found["29_证据文件/证据001.pdf"] == "contract"
    assert "29_证据文件/证据002.mp4" not in found
    assert "未经遮盖" in found["01_说明.txt"]


def test_it_is_made_after_the_end_by_who_may(city, incident, tmp_path):
    live = city.register(title="另一事件", brand="")
    city.activate(live)
    with pytest.raises(RuleBroken, match="响应终止后"):
        make(city, live, tmp_path)
    with pytest.raises(RuleBroken, match="制作归档包"):
        make(city, incident, tmp_path, login="maxiao")
    package = make(city, incident, tmp_path)
    for verb in (
        archive.verify,
        partial(archive.copy_out, target=tmp_path / "x", on_progress=nothing),
    ):
        with pytest.raises(RuleBroken, match="制作归档包"):
            verb(city.db, city.maxiao, package)
    assert not (tmp_path / "x").exists()


def test_a_package_without_its_file_is_not_registered(city, incident):
    package = archive.Package("0" * 64, 1, ())
    with pytest.raises(RuleBroken, match="还没有存完"):
        city.do(archive.register, "zhoulan", incident, package)


def test_a_package_that_is_too_large_is_not_made_and_leaves_nothing(
    city, incident, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "LIMIT", len(assembled(city, incident)))
    make(city, incident, tmp_path)
    monkeypatch.setattr(files, "LIMIT", len(assembled(city, incident)) - 1)
    with pytest.raises(RuleBroken, match="归档包超过 200 MB"):
        make(city, incident, tmp_path)
    assert list(tmp_path.glob("*.zip")) == []


def test_a_package_whose_registered_list_is_another_is_found_damaged(city, incident, tmp_path):
    package = make(city, incident, tmp_path)
    with city.db.write() as session:
        row = session.get_one(ArchivePackageRow, package)
        row.contents = row.contents[:-1]
        book.record(session, PROGRAM, "archive_package", package, "made", incident=incident)
    with pytest.raises(RuleBroken, match="归档包的目录与登记的不符"):
        archive.verify(city.db, city.zhoulan, package)
    with city.db.read() as session:
        assert list(journal_lines(session, incident))[-1].verb == "found damaged"
    for verb in (
        archive.verify,
        partial(archive.copy_out, target=tmp_path / "x", on_progress=nothing),
    ):
        with pytest.raises(RuleBroken, match=f"没有编号为 {package + 1} 的归档包"):
            verb(city.db, city.zhoulan, package + 1)


def test_what_was_merged_into_it_is_in_it_with_all_its_papers(city, incident):
    merged = city.register(title="西店聚集")
    city.do(running_log.write_line, "maxiao", merged, "西店门口聚集 20 人")
    with city.db.write() as session:  # as 并案 leaves it; the one that took it in has ended since
        row = incident_of(session, merged)
        row.state, row.merged_into = State.MERGED, incident
        book.record(session, PROGRAM, "incident", merged, "merged", incident=merged)
    data = assembled(city, incident)
    folder = f"30_并入事件/{merged:04}/"
    listed = {entry.name for entry in examine(io.BytesIO(data))}
    found = papers(data)
    assert {f"{folder}02_事件概况.csv", f"{folder}04_全程日志.csv"} <= listed
    assert "西店门口聚集 20 人" in found[f"{folder}06_处置动态.csv"]
    assert "西店门口聚集 20 人" not in found["06_处置动态.csv"]
    assert f"30_并入事件/{merged:04} 是并入本事件的“西店聚集”的全部材料。" in found["01_说明.txt"]
    with city.db.read() as session:
        own = {str(line.number) for line in journal_lines(session, merged)}
    told = found[f"{folder}04_全程日志.csv"].splitlines()
    assert own
    assert own <= {line.partition(",")[0].strip('"') for line in told}
