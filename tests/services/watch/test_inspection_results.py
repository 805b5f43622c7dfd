"""巡查: what each act leaves in its plan and in the journal, which inspection is whose result."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.watch.inspection import NewFinding, NewInspectionPlan, NewTarget, Whom
from commandcenter.domain.watch.risk import RecordKind, RecordResult
from commandcenter.services import book
from commandcenter.services.watch import findings, inspections, risk_records
from commandcenter.store.tables.every import (
    InspectionPlanRow,
    InspectionTargetRow,
    JournalLineRow,
    PersonRow,
    RiskFindingCheckRow,
    RiskFindingRow,
    RiskRecordRow,
)
from tests.city import EAST
from tests.services.watch.test_inspections import DAY, GYM, SHOP, east, enter, plan, record

__all__ = ["east"]
CODE = "91990102MA0GYM0015"
HOUR = timedelta(hours=1)


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked elsewhere."""
    return sqlite_url


def row(city, table, number):
    return city.ask(lambda s: s.get_one(table, number))


def results(city, number):
    """The inspection that is the result of each trader of a plan."""
    target = InspectionTargetRow
    rows = select(target.name, target.result_id).where(target.inspection_id == number)
    return dict(city.ask(lambda s: s.execute(rows).all()))


def target(city, number, name=GYM):
    of = InspectionTargetRow
    one = select(of.id).where(of.inspection_id == number, of.name == name)
    return city.ask(lambda s: s.scalars(one).one())


def journal(city, kind, number):
    line = JournalLineRow
    rows = select(line.actor, line.verb, line.clause).where(
        line.kind == kind, line.subject == number
    )
    return [tuple(each) for each in city.ask(lambda s: s.execute(rows.order_by(line.number)).all())]


def test_a_plan_keeps_who_made_moved_grew_and_ended_it(city):
    number = plan(city, category=" 健身服务 ")
    made = row(city, InspectionPlanRow, number)
    assert (made.planned_by, made.category, made.group) == ("马骁", "健身服务", Group.ONSITE)
    assert made.changed_at is None
    due = city.db.clock() + 9 * DAY
    other = NewInspectionPlan(
        "节前巡查", "省局部署", Whom(person_id=city.wuyue.person_id), due, (), "餐饮"
    )
    city.do(inspections.change, "liwei", number, other, made.version)
    moved = row(city, InspectionPlanRow, number)
    assert (moved.title, moved.why, moved.category) == ("节前巡查", "省局部署", "餐饮")
    assert (moved.group, moved.person_id, moved.district) == (None, city.wuyue.person_id, None)
    assert (moved.due_at, moved.changed_by) == (due, "李蔚")
    assert moved.changed_at is not None
    assert (moved.planned_by, moved.done_at) == ("马骁", None)
    with pytest.raises(RuleBroken, match="刚"):
        city.do(inspections.change, "maxiao", number, other, made.version)
    city.do(inspections.add_targets, "zhoulan", number, (NewTarget("云帆健身"),))
    city.do(inspections.drop_target, "liwei", target(city, number, SHOP), "已注销")
    dropped = row(city, InspectionTargetRow, target(city, number, SHOP))
    assert (dropped.dropped_by, dropped.dropped_why) == ("李蔚", "已注销")
    assert dropped.dropped_at is not None
    added = row(city, InspectionTargetRow, target(city, number, "云帆健身"))
    assert (added.by, added.reason) == ("周岚", "")
    city.do(inspections.call_off, "liwei", number, "并入专项")
    ended = row(city, InspectionPlanRow, number)
    assert (ended.called_off_by, ended.called_off_why) == ("李蔚", "并入专项")
    assert ended.called_off_at is not None
    assert ended.done_at is None
    assert journal(city, "inspection_plan", number) == [
        ("maxiao", "planned", "3.1(2)"), ("liwei", "changed", "3.1(2)"),
        ("zhoulan", "added to", "3.1(2)"), ("liwei", "dropped", "3.1(2)"),
        ("liwei", "called off", "3.1(2)"),
    ]  # fmt: skip


def test_an_inspection_is_the_result_of_each_plan_that_waits_for_its_trader(city):
    """Of one that was called off it is none, nor of a trader that is not inspected any more."""
    first, second, off, without = (plan(city, GYM) for _ in range(4))
    both = plan(city)
    city.do(inspections.call_off, "maxiao", off, "并入专项")
    city.do(inspections.drop_target, "maxiao", target(city, without), "已注销")
    number = enter(city, login="liwei")
    assert [results(city, each)[GYM] for each in (first, second, off, without)] == [
        number, number, None, None,
    ]  # fmt: skip
    assert results(city, both) == {GYM: number, SHOP: None}
    enter(city)  # a second one changes nothing: the first stays the result
    assert results(city, first) == {GYM: number}
    done = row(city, InspectionPlanRow, first)
    assert done.done_by == "李蔚"
    assert done.done_at is not None
    assert row(city, InspectionPlanRow, both).done_at is None
    assert journal(city, "inspection_plan", second)[1:] == [("liwei", "inspected", "3.1(2)")]
    with pytest.raises(RuleBroken, match="“某健身店”已巡查"):
        city.do(inspections.drop_target, "maxiao", target(city, both), "已注销")


def test_where_a_result_is_corrected_away_the_next_inspection_of_the_trader_stands_in(city):
    """The earliest since the plan; without any its trader waits again, and the plan goes on."""
    number = plan(city, GYM)
    later = city.db.clock()
    enter(city, held_at=later - 3 * DAY)
    wrong = enter(city)
    enter(city, held_at=later, kind=RecordKind.SURVEY)
    enter(city, SHOP)
    last = enter(city, held_at=later)
    for held_at, result, verb in ((later, last, "inspected"), (later - 9 * DAY, None, "untied")):
        at_fault = row(city, RiskRecordRow, results(city, number)[GYM])
        other = record(city, "别的店", held_at=held_at)
        city.do(risk_records.correct, "liwei", at_fault.id, other, at_fault.version)
        assert results(city, number) == {GYM: result}
        assert journal(city, "inspection_plan", number)[-1] == ("liwei", verb, "3.1(2)")
        done = row(city, InspectionPlanRow, number)
        assert (done.done_at is None, done.done_by) == ((False, "马骁") if result else (True, ""))
    assert row(city, RiskRecordRow, wrong).subject_name == "别的店"


def test_a_trader_stands_in_a_plan_once_under_whatever_name(city):
    """Its credit code tells; what says no county of its own lies in that of the plan."""
    twice = (NewTarget("某健身店", CODE), NewTarget("某健身店（城东）", CODE))
    with pytest.raises(RuleBroken, match="“某健身店（城东）”已经列入这个计划"):
        plan(city, targets=twice)
    number = plan(city, targets=twice[:1], whom=Whom(district=EAST))
    with pytest.raises(RuleBroken, match="“某健身店（城东）”已经列入这个计划"):
        city.do(inspections.add_targets, "maxiao", number, twice[1:])
    city.do(inspections.add_targets, "maxiao", number, (NewTarget(SHOP, "", "990103"),))
    counties = select(InspectionTargetRow.district).order_by(InspectionTargetRow.id)
    assert city.ask(lambda s: s.scalars(counties).all()) == [EAST, "990103"]


def test_whoever_left_the_bureau_is_given_no_inspection_and_no_task(city):
    found, wuyue = enter(city), Whom(person_id=city.wuyue.person_id)
    with city.db.write() as session:
        session.execute(update(PersonRow).where(PersonRow.login == "wuyue").values(active=False))
        book.record(session, city.admin, "person", wuyue.person_id, "disabled")
    task = NewFinding("公示退费办法", wuyue, city.db.clock() + DAY)
    for verb in (
        lambda: plan(city, whom=wuyue),
        lambda: city.do(findings.set_task, "maxiao", found, task),
    ):
        with pytest.raises(RuleBroken, match=f"没有编号为 {wuyue.person_id} 的在岗人员"):
            verb()


def test_a_county_keeps_to_its_own_plans_and_to_its_own_tasks(east):
    city, due = east, east.db.clock() + 2 * DAY
    own, citys = plan(city, login="east", whom=Whom(district=EAST)), plan(city)
    citys_task = NewFinding("公示退费办法", Whom(district=EAST), due)
    found = enter(city, login="east")
    of_city = enter(city, "云帆健身", district=None)
    new = NewInspectionPlan("节前巡查", "投诉靠前", Whom(group=Group.ONSITE), due, ())
    for verb, arguments in (
        (inspections.change, (own, new, 1)),  # to the whole city
        (inspections.call_off, (citys, "并入专项")),
        (inspections.add_targets, (citys, (NewTarget("新店"),))),
        (inspections.drop_target, (target(city, citys), "已注销")),
        (findings.set_task, (of_city, citys_task)),
    ):
        with pytest.raises(RuleBroken, match="本县区"):
            city.do(verb, "east", *arguments)
    number = city.do(findings.set_task, "east", found, citys_task)
    city.do(findings.check, "east", number, "已张贴", None, passed=True)
    city.do(inspections.drop_target, "east", target(city, own, SHOP), "已注销")
    assert row(city, InspectionPlanRow, own).done_by == "城东"


def test_a_task_keeps_who_set_it_each_look_at_it_and_how_it_ended(city):
    found = enter(city, result=RecordResult.UNREACHABLE, findings="")
    due, again = city.db.clock() + DAY, city.db.clock() + 2 * DAY
    numbers = [
        city.do(findings.set_task, "maxiao", found, NewFinding("公示退费办法", whom, due))
        for whom in (Whom(group=Group.ONSITE), Whom(person_id=city.wuyue.person_id))
    ]
    first = row(city, RiskFindingRow, numbers[0])
    assert (first.words, first.group, first.person_id) == ("公示退费办法", Group.ONSITE, None)
    assert (first.risk_record_id, first.due_at, first.by) == (found, due, "马骁")
    assert row(city, RiskFindingRow, numbers[1]).person_id == city.wuyue.person_id
    city.do(findings.check, "liwei", numbers[0], "没贴", again, passed=False)
    assert row(city, RiskFindingRow, numbers[0]).closed_at is None
    city.do(findings.check, "zhoulan", numbers[0], "贴了", None, passed=True)
    closed = row(city, RiskFindingRow, numbers[0])
    assert (closed.closed_by, closed.due_at) == ("周岚", again)
    assert closed.closed_at is not None
    look = RiskFindingCheckRow
    looks = select(look.finding_id, look.passed, look.words, look.next_due_at, look.by)
    assert city.ask(lambda s: s.execute(looks.order_by(look.id)).all()) == [
        (numbers[0], False, "没贴", again, "李蔚"), (numbers[0], True, "贴了", None, "周岚"),
    ]  # fmt: skip
    city.do(findings.drop, "liwei", numbers[1], "重复下达")
    gone = row(city, RiskFindingRow, numbers[1])
    assert (gone.dropped_by, gone.dropped_why, gone.closed_at) == ("李蔚", "重复下达", None)
    for number, state in zip(numbers, ("已销号", "已撤销"), strict=True):
        with pytest.raises(RuleBroken, match=f"这项整改任务{state}"):
            city.do(findings.drop, "liwei", number, "再撤")
    verbs = [journal(city, "risk_finding", number) for number in numbers]
    assert [[(who, verb) for who, verb, _ in lines] for lines in verbs] == [
        [("maxiao", "set"), ("liwei", "checked"), ("zhoulan", "closed")],
        [("maxiao", "set"), ("liwei", "dropped")],
    ]
    assert {clause for lines in verbs for *_, clause in lines} == {"3.1(2)"}


def test_the_last_task_that_passes_is_the_second_look_of_its_inspection(city):
    """Where one was to be had; what was registered of it before stays as it is."""
    due = city.db.clock() + DAY
    task = NewFinding("公示退费办法", Whom(district=EAST), due)

    def passed(found, login="zhoulan"):
        number = city.do(findings.set_task, "maxiao", found, task)
        city.do(findings.check, login, number, "贴了", None, passed=True)

    found = enter(city, follow_up_at=due)
    waiting = city.do(findings.set_task, "maxiao", found, task)
    passed(found)
    assert row(city, RiskRecordRow, found).followed_at is None
    city.do(findings.check, "liwei", waiting, "没贴", due, passed=False)
    assert row(city, RiskRecordRow, found).followed_at is None
    city.do(findings.check, "liwei", waiting, "贴了", None, passed=True)
    followed = row(city, RiskRecordRow, found)
    assert (followed.followed_words, followed.followed_by) == ("整改任务全部复查通过", "李蔚")
    assert followed.followed_at is not None
    assert journal(city, "risk_record", found)[-1] == ("liwei", "followed up", "3.1(2)")
    passed(found)  # one more is set and passes: who was first stays
    assert row(city, RiskRecordRow, found).followed_by == "李蔚"
    unasked = enter(city)
    passed(unasked)
    assert row(city, RiskRecordRow, unasked).followed_at is None
    dropped = enter(city, follow_up_at=due)
    number = city.do(findings.set_task, "maxiao", dropped, task)
    city.do(findings.drop, "maxiao", number, "重复下达")
    city.do(risk_records.follow_up, "liwei", dropped, "已整改")  # no task is left
    assert row(city, RiskRecordRow, dropped).followed_words == "已整改"


def test_only_an_inspection_has_tasks(city):
    due = city.db.clock() + DAY
    for kind in (RecordKind.SURVEY, RecordKind.MEETING):
        number = enter(city, kind=kind)
        with pytest.raises(RuleBroken, match="只有发现问题或者无法联系的市场巡查"):
            city.do(
                findings.set_task, "maxiao", number, NewFinding("公示", Whom(district=EAST), due)
            )
