"""What the bureau takes from a drill's store: its result, and its 评估报告 as a paper."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import FileRole, PaperKind, PaperState, Subject
from commandcenter.offices import drill_results, drill_stores, paper_making
from commandcenter.offices.paper_making import new_document, whole_of, wording_of
from commandcenter.outputs.pdf.parts import placed
from commandcenter.queries.drills.register import drill_register
from commandcenter.queries.papers.paper_choices import paper_choices
from commandcenter.services.drills import conduct, register
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_drafts, paper_flow
from commandcenter.services.papers.paper_base import Read
from commandcenter.services.seat import people
from commandcenter.store import files
from commandcenter.store.papers.paper_way import paper_of, standing
from tests.services.drills.conftest import CONDUCTOR

KEEPER = "fanqi"


@pytest.fixture
def url(sqlite_url):
    """Of files that are kept: the same on both databases."""
    return sqlite_url


@pytest.fixture
def bureau(city):
    with city.db.write() as session:
        for login, name, role in ((KEEPER, "范琪", Role.PLANNER), ("yuhang", "余航", Role.CLERK)):
            person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
            people.grant_role(session, PROGRAM, person, role)
    return city


@pytest.fixture
def drill(found, bureau):
    """One that is over."""
    drill = found()
    drill.start()
    drill.do(conduct.end, CONDUCTOR)
    return drill


@pytest.fixture
def recorded(bureau, drill):
    """Its line in the register, with what was found and a measure."""
    held = drill_results.held_of(bureau.db, drill.url)
    number = bureau.do(register.record, KEEPER, replace(held, findings="首报超时"))
    due = bureau.db.clock().replace(year=bureau.db.clock().year + 1)
    new = register.NewMeasure("张贴核对单", Group.ONSITE, due)
    bureau.do(register.measure, KEEPER, number, new)
    return number


def line(bureau, login=KEEPER):
    return bureau.ask(drill_register, getattr(bureau, login)).lines[0]


def drafted(bureau, record):
    document = bureau.ask(new_document, "drill", record, Subject.DRILL)
    new = paper_drafts.New(PaperKind.DRILL, record, None, whole_of(placed(document, {})[0]))
    return bureau.do(paper_drafts.draft, "yuhang", new)


def test_the_result_is_read_from_the_drills_own_store(bureau, drill):
    held = drill_results.held_of(bureau.db, drill.url)
    assert (held.mode, held.conductor, held.players) == (Mode.LIVE, "周岚", 2)
    assert held.held_at < held.ended_at
    with pytest.raises(RuleBroken, match="不是本局的演练"):
        drill_results.held_of(bureau.db, drill.url, "another")


def test_the_report_is_a_paper_of_the_register_and_says_on_each_that_it_is_of_a_drill(
    bureau, recorded
):
    with pytest.raises(RuleBroken, match="先在演练登记中取入"):
        bureau.ask(new_document, "drill", recorded, Subject.DRILL)
    assert [offer.key for offer in line(bureau).offers] == ["measure", "keep_course"]
    drill_results.take_course(bureau.db, bureau.fanqi, line(bureau))
    assert "draft_report" in [offer.key for offer in line(bureau, "yuhang").offers]
    assert bureau.ask(paper_choices, bureau.yuhang).drills == ((recorded, "校园食物中毒演练"),)
    paper = drafted(bureau, recorded)
    wording = bureau.ask(wording_of, paper)
    text = "".join(part.text for part in wording.whole)
    assert "首报超时" in text
    assert "导调员周岚" in text
    assert line(bureau).report.state is PaperState.DRAFT
    read = Read(bureau.ask(lambda s: paper_of(s, paper).version), wording.whole)
    bureau.do(paper_flow.submit, "yuhang", paper, read)
    read = Read(bureau.ask(lambda s: paper_of(s, paper).version), wording.whole)
    bureau.do(paper_flow.check, "zhoulan", paper, read)
    read = Read(bureau.ask(lambda s: paper_of(s, paper).version), wording.whole)
    paper_making.sign(bureau.db, bureau.chenyu, paper, read)
    assert paper_making.number(bureau.db, bureau.yuhang, paper) == "第1期"
    with bureau.db.read() as session:
        kept = standing(session, paper_of(session, paper)).files
        prints = {role: kept[role] for role in (FileRole.SIGNED_PDF, FileRole.PRINT_PDF)}
        pages = {role: files.read(session, file.sha256) for role, file in prints.items()}
    for role, file in prints.items():
        assert file.name.startswith("演练-")
        with pikepdf.open(BytesIO(pages[role])) as pdf:
            assert str(pdf.docinfo["/Title"]).startswith("演练-")
    assert line(bureau).report.number == "第1期"


def test_another_store_at_its_place_is_not_taken_in(bureau, recorded, found):
    bureau.do(register.record, KEEPER, drill_results.held_of(bureau.db, other(found).url))
    lines = bureau.ask(drill_register, bureau.fanqi).lines
    first, second = (each for each in lines if each.store)
    swapped = replace(first, store=second.store)
    with pytest.raises(RuleBroken, match="不是同一个"):
        drill_results.take_course(bureau.db, bureau.fanqi, swapped)


def other(found):
    drill = found(title="另一次演练")
    drill.start()
    drill.do(conduct.end, CONDUCTOR)
    return drill


def test_a_drill_whose_store_is_not_here_is_told_of_and_not_made(bureau, tmp_path):
    gone = tmp_path / "gone.db"
    with pytest.raises(RuleBroken, match=r"演练库“.*gone\.db”不在这台计算机上"):
        drill_results.held_of(bureau.db, f"sqlite:///{gone}")
    with pytest.raises(RuleBroken, match=r"演练库文件“.*gone\.db”不存在"):
        drill_stores.open_drill(f"sqlite:///{gone}")
    assert not gone.exists()
