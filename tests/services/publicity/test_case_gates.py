"""典型案例: from an archived incident through its gates to publication, back, and revoked."""

import hashlib

import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.publicity.cases import CaseState, CaseStep
from commandcenter.queries.publicity.cases import cases_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.aftermath import closing, typical_case
from commandcenter.services.publicity import case_gates
from commandcenter.services.publicity.case_gates import Publication
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.tables.every import IncidentRow, TypicalCaseRow
from tests.aftermath import add_person, all_but_closed, ended
from tests.services.aftermath.test_retention import NAME, complaint

TEXT = "某健身机构突然停业，消费者要求退还余额。市场监管部门立案查处，并组织退费。"


@pytest.fixture
def archived(city):
    """An incident that is closed, and who stands at the gates."""
    add_person(city, "xuzhiyuan", "许知远", Role.LEADER, Group.OPINION)
    add_person(city, "dengqing", "邓清", Role.LEADER, Group.LEGAL)
    add_person(city, "yuhang", "余航", Role.CLERK)
    number = ended(city, complaints=[complaint(city, "C1")])
    all_but_closed(city, number)
    city.do(closing.close, "luomin", number, "罗敏")
    return number


def row_of(city, case):
    with city.db.read() as session:
        return session.get_one(TypicalCaseRow, case)


def seen(city, case):
    row = row_of(city, case)
    return hashlib.sha256(f"{row.title}\n{row.text}".encode()).hexdigest()


def drafted(city, incident, login="xuzhiyuan", text=TEXT):
    case = city.do(typical_case.draft, login, incident)
    city.do(typical_case.edit, login, case, "某健身机构闭店案", text, 1, "文化娱乐体育")
    return case


def step(city, verb, login, case, *more):
    city.do(verb, login, case, seen(city, case), *more)


def signed(city, incident):
    case = drafted(city, incident)
    step(city, case_gates.submit, "xuzhiyuan", case)
    step(city, case_gates.pass_legality, "dengqing", case, "同意")
    step(city, case_gates.pass_secrecy, "yuhang", case)
    step(city, case_gates.approve, "chenyu", case, "陈屿")
    return case


def out(city, number="2026年第1期", channels=("官方网站", "微信公众号")):
    return Publication(channels, city.db.clock(), number)


def published(city, incident):
    case = signed(city, incident)
    step(city, case_gates.publish, "xuzhiyuan", case, out(city))
    return case


def board(city, login="liwei"):
    return city.ask(cases_board, getattr(city, login), city.db.clock())


def line(city, case, login="liwei"):
    return next(each for each in board(city, login).lines if each.id == case)


def owed(city):
    found = city.ask(lambda s: obligations_of(s, None, now(s)))
    return [row for row in found if row.code == "typical_case"]


def cards(city, login):
    found = city.ask(lambda s: todo(s, getattr(city, login), now(s)))
    return [x.title for x in found if x.kind is TodoKind.BUREAU]


def test_of_an_archived_incident_a_case_is_drafted_and_goes_out(city, archived):
    case = published(city, archived)
    found = line(city, case)
    assert (found.state, found.number, found.channels) == (
        CaseState.PUBLISHED, "2026年第1期", "官方网站、微信公众号",
    )  # fmt: skip
    assert [each.step for each in found.steps] == [
        CaseStep.DRAFT, CaseStep.DRAFT, CaseStep.SUBMIT, CaseStep.LEGAL, CaseStep.SECRECY,
        CaseStep.APPROVAL, CaseStep.PUBLISH,
    ]  # fmt: skip
    assert [each.by for each in found.steps[2:]] == ["许知远", "邓清", "余航", "陈屿", "许知远"]
    with city.db.read() as session:
        assert session.get_one(IncidentRow, archived).state == "archived"


def test_each_gate_waits_for_who_has_it(city, archived):
    case = drafted(city, archived)
    assert owed(city) == []
    step(city, case_gates.submit, "xuzhiyuan", case)
    assert cards(city, "dengqing") == ["典型案例合法性审核：某健身机构闭店案"]
    step(city, case_gates.pass_legality, "dengqing", case)
    assert cards(city, "yuhang") == ["典型案例保密审查：某健身机构闭店案"]
    step(city, case_gates.pass_secrecy, "yuhang", case)
    assert "典型案例签发：某健身机构闭店案" in cards(city, "chenyu")
    step(city, case_gates.approve, "chenyu", case, "陈屿")
    assert cards(city, "xuzhiyuan") == ["典型案例发布：某健身机构闭店案"]
    step(city, case_gates.publish, "xuzhiyuan", case, out(city))
    [row] = owed(city)
    assert (row.state, row.done_by) == (ObligationState.DONE, "许知远")
    assert city.ask(lambda s: differences(s, None, now(s))) == ()


def test_no_gate_is_passed_by_who_may_not_or_before_its_turn(city, archived):
    case = drafted(city, archived)
    with pytest.raises(RuleBroken, match="合法性审核由法律咨询组组长办理"):
        step(city, case_gates.pass_legality, "maxiao", case)
    with pytest.raises(RuleBroken, match="须先到“待合法性审核”"):
        step(city, case_gates.pass_legality, "dengqing", case)
    step(city, case_gates.submit, "xuzhiyuan", case)
    with pytest.raises(RuleBroken, match="须先到“待签发”"):
        step(city, case_gates.approve, "chenyu", case, "陈屿")
    with pytest.raises(RuleBroken, match="不能修改"):
        city.do(typical_case.edit, "xuzhiyuan", case, "别的", TEXT, row_of(city, case).version)
    assert row_of(city, case).state == "legal"


def test_who_wrote_it_neither_checks_nor_signs_it(city, archived):
    case = drafted(city, archived, "chenyu")
    step(city, case_gates.submit, "chenyu", case)
    step(city, case_gates.pass_legality, "dengqing", case)
    step(city, case_gates.pass_secrecy, "yuhang", case)
    with pytest.raises(RuleBroken, match="您就是起草人"):
        step(city, case_gates.approve, "chenyu", case, "陈屿")
    [offer] = [x for x in line(city, case, "chenyu").offers if x.key == "approve"]
    assert "起草人" in str(offer.refusal)


def judge_spoilt(session, actor, case, text):
    """As if somebody had learnt the name afterwards."""
    row = session.get_one(TypicalCaseRow, case)
    row.text = text
    session.flush()
    sha = hashlib.sha256(f"{row.title}\n{row.text}".encode()).hexdigest()
    case_gates.pass_legality(session, actor, case, sha)


@pytest.mark.parametrize(
    ("words", "said"), [(NAME, "不得出现真实名称"), ("布署", "错敏词")]
)  # fmt: skip
def test_a_name_or_a_wrong_word_stops_it_at_each_gate(city, archived, words, said):
    case = drafted(city, archived)
    step(city, case_gates.submit, "xuzhiyuan", case)
    with pytest.raises(RuleBroken, match=said):
        city.do(judge_spoilt, "dengqing", case, f"{TEXT}{words}。")
    assert row_of(city, case).state == "legal"


def test_another_text_than_was_read_is_not_judged(city, archived):
    case = drafted(city, archived)
    before = seen(city, case)
    city.do(typical_case.edit, "xuzhiyuan", case, "某机构案", TEXT, 2)
    with pytest.raises(RuleBroken, match="查看之后又有修改"):
        city.do(case_gates.submit, "xuzhiyuan", case, before)


def test_what_is_sent_back_is_a_draft_and_begins_again(city, archived):
    case = drafted(city, archived)
    step(city, case_gates.submit, "xuzhiyuan", case)
    step(city, case_gates.send_back, "dengqing", case, "补充法律依据")
    found = line(city, case)
    assert (found.state, found.reason) == (CaseState.DRAFT, "补充法律依据")
    assert cards(city, "dengqing") == []
    city.do(typical_case.edit, "xuzhiyuan", case, "某机构闭店案", TEXT, row_of(city, case).version)
    step(city, case_gates.submit, "xuzhiyuan", case)
    assert cards(city, "dengqing") == ["典型案例合法性审核：某机构闭店案"]
    assert line(city, case).reason == ""


def test_since_when_it_stands_where_it_stands_is_told(city, archived):
    """Of the last step, not of the first."""
    case = drafted(city, archived)
    for verb, login, *more in (
        (case_gates.submit, "xuzhiyuan"), (case_gates.pass_legality, "dengqing", "同意"),
        (case_gates.pass_secrecy, "yuhang"),
    ):  # fmt: skip
        before = line(city, case).since
        step(city, verb, login, case, *more)
        found = line(city, case)
        assert found.since == found.steps[-1].at > before
    city.do(case_gates.withdraw, "xuzhiyuan", case, "案情重复")
    assert (line(city, case).reason, line(city, case).state) == ("案情重复", CaseState.WITHDRAWN)


def test_what_is_out_is_revoked_with_its_reason_and_another_may_follow(city, archived):
    case = published(city, archived)
    with pytest.raises(RuleBroken, match="已有典型案例稿"):
        city.do(typical_case.draft, "xuzhiyuan", archived)
    with pytest.raises(RuleBroken, match="对外发布须由总指挥"):
        city.do(case_gates.revoke, "xuzhiyuan", case, "处罚决定被撤销")
    city.do(case_gates.revoke, "chenyu", case, "处罚决定被撤销")
    found = line(city, case)
    assert (found.state, found.reason) == (CaseState.REVOKED, "处罚决定被撤销")
    assert found.number == "2026年第1期"
    again = city.do(typical_case.draft, "xuzhiyuan", archived)
    assert again != case
    [row] = owed(city)
    assert row.state is ObligationState.DONE


def test_a_draft_that_will_not_go_out_is_withdrawn(city, archived):
    case = drafted(city, archived)
    step(city, case_gates.submit, "xuzhiyuan", case)
    city.do(case_gates.withdraw, "xuzhiyuan", case, "案情重复")
    assert line(city, case).state is CaseState.WITHDRAWN
    with pytest.raises(RuleBroken, match="不能撤回"):
        city.do(case_gates.withdraw, "xuzhiyuan", case, "再撤")
    city.do(typical_case.draft, "xuzhiyuan", archived)


def test_how_it_went_out_is_asked_for(city, archived):
    case = signed(city, archived)
    for bad, said in (
        (out(city, channels=()), "请选择发布渠道"),
        (out(city, number=" "), "请填写编号"),
    ):
        with pytest.raises(RuleBroken, match=said):
            step(city, case_gates.publish, "xuzhiyuan", case, bad)
    assert row_of(city, case).state == "approved"
    with pytest.raises(RuleBroken, match="签名"):
        step(city, case_gates.approve, "chenyu", case, "别人")


def test_a_number_stands_once(city, archived):
    published(city, archived)
    city.do(case_gates.revoke, "chenyu", board(city).lines[0].id, "数字有误")
    case = signed(city, archived)
    with pytest.raises(RuleBroken, match="已经用过"):
        step(city, case_gates.publish, "xuzhiyuan", case, out(city))
    step(city, case_gates.publish, "xuzhiyuan", case, out(city, "2026年第2期"))


def test_the_draft_that_the_program_writes_passes_its_own_check(city, archived):
    case = city.do(typical_case.draft, "zhoulan", archived)
    step(city, case_gates.submit, "zhoulan", case)
    assert row_of(city, case).state == "legal"
