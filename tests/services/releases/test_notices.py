"""消费警示 of a warning: from its facts, through the one gate, without the trader's name."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.papers.paper import Subject
from commandcenter.domain.releases.release import ReleaseKind, ReleaseState
from commandcenter.domain.watch.warning import WarningState
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.offices.paper_kinds import document
from commandcenter.outputs.pdf.parts import parts
from commandcenter.queries.releases.release_check import check_sheet
from commandcenter.queries.releases.releases import notice_board, release_board, release_line
from commandcenter.queries.seat.todo_items import TodoKind
from commandcenter.queries.seat.todo_warnings import warning_items
from commandcenter.queries.watch.warning_detail import warning_detail, warning_form
from commandcenter.services.guard import PROGRAM
from commandcenter.services.releases import release_gates, releases
from commandcenter.services.watch import signals, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.services.watch.warnings import Draft, Signature
from commandcenter.store import journal
from commandcenter.store.releases.release_basis import Basis, public_name
from commandcenter.store.releases.release_gate import standing
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.tables.watch.warning import WarningRow
from tests.signals import put_signal


def speaker(city, role, group=None):
    return Actor(city.zhoulan.person_id, "zhoulan", "周岚", frozenset({Grant(role, group)}))


@pytest.fixture
def warning(city):
    signal = put_signal(city, ("t1", "t2", "t3"))
    city.do(signals.verify, "liwei", signal, TriageNote("已回访"))
    city.do(signals.assess, "liwei", signal, TriageNote("需要预警"))
    form = city.ask(warning_form, signal, city.db.clock())
    draft = Draft(form.items, form.districts)
    return city.do(warnings.draft, "liwei", draft, signal, TriageNote("人数增加"))


@pytest.fixture
def notice(city, warning):
    city.do(warnings.issue, "chenyu", warning, Signature("陈屿"))
    with city.db.write() as session:
        opinion = speaker(city, Role.LEADER, Group.OPINION)
        return releases.draft_notice(session, opinion, warning)


def row(city, notice):
    with city.db.read() as session:
        return session.get_one(ReleaseRow, notice)


def act(city, verb, person, notice, *more):
    with city.db.write() as session:
        seen = standing(session, session.get_one(ReleaseRow, notice)).sha256
        return verb(session, person, notice, seen, *more)


def waits(city, person):
    items = city.ask(warning_items, person, city.db.clock())
    return [item.subject_id for item in items if item.kind is TodoKind.NOTICE]


def test_the_text_is_made_from_the_facts_and_names_nobody(city, warning, notice):
    text = row(city, notice)
    assert (text.kind, text.warning_id, text.incident_id) == (ReleaseKind.TIP, warning, None)
    assert "共接到投诉3件，去重后涉及消费者3人" in text.text
    assert "12315" in text.text
    assert "悦力" not in text.title + text.text
    [line] = city.ask(notice_board, city.zhoulan, warning, city.db.clock()).lines
    assert (text.due_at, line.due_at is not None) == (None, True)  # of the warning's measure
    sheet = city.ask(check_sheet, notice)
    assert sheet.open == ()
    assert sheet.faults == ()
    printed = city.ask(document, "notice", warning, Subject.WARNING)  # of no incident
    assert printed.title == text.title
    assert text.text.split("\n")[0] in "".join(part.text for part in parts(printed))


def test_a_trader_or_a_wrong_number_does_not_pass(city, notice):
    opinion = speaker(city, Role.LEADER, Group.OPINION)
    version = row(city, notice).version
    with city.db.write() as session:
        words = "悦力工场健身已有投诉99件。"
        releases.edit(session, opinion, notice, "消费警示", words, {}, version)
    sheet = city.ask(check_sheet, notice)
    assert [n.written for n in sheet.open] == ["99件"]
    assert [f.written for f in sheet.faults] == ["悦力工场健身"]
    with pytest.raises(RuleBroken):
        act(city, releases.submit, opinion, notice)


def test_it_goes_through_every_gate_by_others_than_its_writer(city, warning, notice):
    opinion = speaker(city, Role.LEADER, Group.OPINION)
    lawyer = speaker(city, Role.LEADER, Group.LEGAL)
    clerk = Actor(city.liwei.person_id, "liwei", "李蔚", frozenset({Grant(Role.CLERK)}))
    act(city, releases.submit, opinion, notice)
    assert waits(city, lawyer) == [warning]
    assert waits(city, opinion) == []
    act(city, release_gates.pass_legality, lawyer, notice)
    own = speaker(city, Role.LEADER, Group.COORDINATION)
    with pytest.raises(RuleBroken, match="起草人"):
        act(city, release_gates.pass_secrecy, own, notice)
    act(city, release_gates.pass_secrecy, clerk, notice)
    assert waits(city, city.chenyu) == [warning]
    act(city, release_gates.approve, city.chenyu, notice, "陈屿")
    now = city.db.clock()
    with pytest.raises(RuleBroken, match="发布前须先告知市委宣传部、市委网信办"):
        act(city, release_gates.publish, opinion, notice, ["官方网站"], now)
    for who in ("市委宣传部", "市委网信办"):
        act(city, release_gates.notify, opinion, notice, who, "电话", city.db.clock())
    ways = ["官方网站", "微信公众号"]
    act(city, release_gates.publish, opinion, notice, ways, city.db.clock())
    assert row(city, notice).state is ReleaseState.PUBLISHED
    measures = {m.code: m for m in city.ask(warning_detail, city.liwei, warning, now).measures}
    assert (measures["W5"].state, measures["W5"].done_by) == (StepState.DONE, "周岚")
    assert measures["W5"].words.endswith("（官方网站、微信公众号）")
    assert measures["W1"].state is StepState.OPEN
    with city.db.read() as session:
        steps = session.scalars(select(ReleaseCheckRow).order_by(ReleaseCheckRow.id)).all()
    assert {step.incident_id for step in steps} == {None}
    (line,) = city.ask(notice_board, city.chenyu, warning, city.db.clock()).lines
    assert line.next_words == "官方网站、微信公众号发布"
    assert city.ask(release_line, city.chenyu, notice, city.db.clock()).id == notice
    told = select(JournalLineRow.verb, JournalLineRow.clause).where(
        JournalLineRow.kind == "release", JournalLineRow.subject == notice
    )
    assert city.ask(lambda s: s.execute(told.order_by(JournalLineRow.number)).all()) == [
        ("drafted", "3.2(1)"), ("submitted", "3.2(1)"), ("legality passed", "2.2(5)"),
        ("secrecy passed", "3.2(1)"), ("approved", "2.1(3)"), ("told", "3.2(1)"),
        ("told", "3.2(1)"), ("published", "3.2(1)"),
    ]  # fmt: skip


def test_no_incident_shows_the_notice_of_a_warning(city, notice):
    assert city.ask(release_board, city.chenyu, None, city.db.clock()).lines == ()
    incident = city.register(brand="")
    assert city.ask(release_board, city.chenyu, incident, city.db.clock()).lines == ()


def test_a_notice_needs_a_warning_in_force(city, warning):
    opinion = speaker(city, Role.LEADER, Group.OPINION)
    with city.db.write() as session, pytest.raises(RuleBroken, match="预警签发后"):
        releases.draft_notice(session, opinion, warning)


@pytest.mark.parametrize(
    ("category", "name"),
    [("预付式消费", "预付式消费"), ("健身服务", "健身服务消费"), ("消费投诉集中", "同类消费")],
)
def test_a_category_that_says_consumption_is_not_told_it_twice(category, name):
    assert public_name(Basis(warning=WarningRow(category=category))) == name


def test_a_notice_is_worked_on_no_more_once_its_warning_is_over(city, warning, notice):
    opinion = speaker(city, Role.LEADER, Group.OPINION)
    with city.db.write() as session:
        session.get_one(WarningRow, warning).state = WarningState.LIFTED
        journal.record(session, PROGRAM, "warning", warning, "laid")
    with pytest.raises(RuleBroken, match="该预警已不在生效中，消费警示不再办理"):
        act(city, releases.submit, opinion, notice)
    assert row(city, notice).state is ReleaseState.DRAFT
