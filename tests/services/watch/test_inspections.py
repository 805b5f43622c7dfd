"""巡查 by a plan: results are registered inspections, findings are tasks until they are closed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.inspection import (
    FindingState,
    NewFinding,
    NewInspectionPlan,
    NewTarget,
    PlanState,
    TargetState,
    Whom,
)
from commandcenter.domain.watch.risk import Measure, NewRecord, RecordKind, RecordResult, Scope
from commandcenter.offices import typesetting
from commandcenter.offices.risk_papers import inspection_document
from commandcenter.queries.watch.inspection_choices import MOST, inspection_choices
from commandcenter.queries.watch.inspections import inspection_board
from commandcenter.queries.watch.risk import risk_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.services.watch import findings, inspections, risk_records
from commandcenter.store.tables.every import InspectionTargetRow, ObligationRow, RiskRecordRow
from commandcenter.store.verify import verify
from tests.city import EAST

DAY = timedelta(days=1)
GYM, SHOP = "某健身店", "某美发店"


@pytest.fixture
def east(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    return city


def plan(city, *names, login="maxiao", **fields):
    values = {
        "title": "预付卡巡查", "why": "投诉靠前", "whom": Whom(group=Group.ONSITE),
        "due_at": city.db.clock() + 5 * DAY,
        "targets": tuple(NewTarget(name, "", EAST, "投诉靠前") for name in names or (GYM, SHOP)),
    }  # fmt: skip
    return city.do(inspections.plan, login, NewInspectionPlan(**(values | fields)))


def record(city, subject=GYM, **fields):
    values = {
        "kind": RecordKind.INSPECTION, "title": "预付卡巡查", "held_at": city.db.clock(),
        "result": RecordResult.PROBLEMS, "findings": "未公示退费办法", "subject_name": subject,
        "district": EAST,
    }  # fmt: skip
    return NewRecord(**(values | fields))


def enter(city, subject=GYM, login="maxiao", **fields):
    return city.do(risk_records.enter, login, record(city, subject, **fields))


def board(city, at=None, who="chenyu"):
    return city.ask(inspection_board, getattr(city, who), at or city.db.clock())


def states(city):
    return {line.name: line.state for line in board(city).targets}


def owed(city, code):
    with city.db.read() as session:
        row = ObligationRow
        return session.scalars(select(row).where(row.code == code).order_by(row.id)).all()


def test_an_inspection_that_is_registered_is_the_result(city):
    plan(city)
    enter(city)
    assert states(city) == {GYM: TargetState.DONE, SHOP: TargetState.WAITING}
    taken = risk_records.take_in(
        city.db, city.liwei, [record(city, SHOP, number="S1", system="双随机平台")], "x.csv"
    )
    assert taken.entered == 1
    found = board(city)
    assert found.plans[0].state is PlanState.DONE
    n = found.numbers
    assert (n.planned, n.done, n.late) == (2, 2, 0)
    assert [row.state for row in owed(city, "inspection")] == [ObligationState.DONE]
    assert city.ask(verify).bad is None


def test_one_of_before_the_plan_and_a_survey_are_no_results(city):
    enter(city, held_at=city.db.clock() - 3 * DAY)
    plan(city)
    enter(city, kind=RecordKind.SURVEY)
    assert states(city)[GYM] is TargetState.WAITING


def test_a_record_corrected_to_another_trader_is_no_result_any_more(city):
    plan(city, GYM)
    number = enter(city)
    assert board(city).plans[0].state is PlanState.DONE
    other = record(city, "别的店")
    city.do(risk_records.correct, "maxiao", number, other, 1)
    assert states(city)[GYM] is TargetState.WAITING
    assert board(city).plans[0].state is PlanState.RUNNING
    assert [row.state for row in owed(city, "inspection")] == [ObligationState.OPEN]


def test_a_record_corrected_to_a_day_before_the_plan_is_no_result_any_more(city):
    plan(city, GYM)
    number = enter(city)
    midnight = day_start(local(city.db.clock()).date())
    for version, (day, state) in enumerate(
        [
            (midnight, TargetState.DONE),
            (midnight - DAY, TargetState.WAITING),
            (midnight, TargetState.DONE),
        ],
        1,
    ):
        city.do(risk_records.correct, "maxiao", number, record(city, held_at=day), version)
        assert states(city)[GYM] is state
    assert board(city).plans[0].state is PlanState.DONE


def test_what_is_late_is_said_and_owed(city):
    plan(city)
    at = city.db.clock() + 6 * DAY
    found = board(city, at)
    assert (found.numbers.late, found.plans[0].state) == (2, PlanState.LATE)
    (row,) = owed(city, "inspection")
    assert (row.group, row.due_at) == (Group.ONSITE, found.plans[0].due_at)


def test_a_trader_is_dropped_with_the_reason_and_the_plan_is_done(city):
    plan(city, GYM)
    (target,) = board(city).targets
    city.do(inspections.drop_target, "maxiao", target.id, "已注销")
    found = board(city)
    assert (found.targets[0].state, found.numbers.planned) == (TargetState.DROPPED, 0)
    assert found.plans[0].state is PlanState.DONE
    with pytest.raises(RuleBroken, match="不再巡查"):
        city.do(inspections.drop_target, "maxiao", target.id, "再来")
    city.do(inspections.add_targets, "maxiao", found.plans[0].id, (NewTarget(SHOP),))
    assert board(city).plans[0].state is PlanState.RUNNING


def test_what_a_plan_is_offered_follows_how_it_stands(city):
    """A late one is dated anew or called off; a done one takes further traders till its day."""

    def offered(at=None):
        [line] = board(city, at, "maxiao").plans
        assert {offer.refusal for offer in line.offers} <= {None}
        return line.state, [offer.key for offer in line.offers]

    number = plan(city, GYM)
    assert offered() == (PlanState.RUNNING, ["add", "change", "call_off"])
    late = city.db.clock() + 6 * DAY
    assert offered(late) == (PlanState.LATE, ["change", "call_off"])
    enter(city)
    assert offered() == (PlanState.DONE, ["add"])
    assert offered(late) == (PlanState.DONE, [])
    city.do(inspections.add_targets, "maxiao", number, (NewTarget(SHOP),))
    city.do(inspections.call_off, "maxiao", number, "并入专项")
    assert offered() == (PlanState.CALLED_OFF, [])
    assert board(city).plans[0].offers == ()  # who only reads


def test_a_plan_names_who_and_each_trader_once(city):
    with pytest.raises(RuleBroken, match="由哪一个"):
        plan(city, whom=Whom())
    with pytest.raises(RuleBroken, match="已经列入"):
        plan(city, GYM, GYM)
    with pytest.raises(RuleBroken, match="晚于现在"):
        plan(city, due_at=city.db.clock() - DAY)
    number = plan(city)
    city.do(inspections.call_off, "maxiao", number, "并入专项")
    with pytest.raises(RuleBroken, match="已取消"):
        city.do(inspections.add_targets, "maxiao", number, (NewTarget("新店"),))
    assert owed(city, "inspection")[0].state is ObligationState.CEASED


def test_a_plan_that_is_none_and_a_category_of_a_page_are_refused(city):
    with pytest.raises(RuleBroken, match="没有编号为 99 的巡查计划"):
        city.do(inspections.call_off, "maxiao", 99, "并入专项")
    plan(city, category="预" * 40)
    with pytest.raises(RuleBroken, match="消费类别超过 40 字"):
        plan(city, category="预" * 41)


def test_as_much_as_may_be_said_of_a_plan_and_of_a_trader_is_kept(city):
    trader = NewTarget("店" * 120, "9" * 40, EAST, "由" * 500)
    plan(city, title="巡" * 60, why="理" * 500, targets=(trader,))
    found = board(city)
    assert (found.plans[0].title, found.plans[0].why) == ("巡" * 60, "理" * 500)
    kept = (found.targets[0].name, found.targets[0].reason)
    assert kept == ("店" * 120, "由" * 500)
    with city.db.read() as session:
        assert session.scalars(select(InspectionTargetRow.credit_code)).one() == "9" * 40
    city.do(inspections.drop_target, "maxiao", found.targets[0].id, "停" * 200)
    assert board(city).targets[0].state is TargetState.DROPPED
    city.do(inspections.call_off, "maxiao", plan(city), "并" * 200)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": "巡" * 61}, "巡查计划的名称超过 60 字"),
        ({"why": "理" * 501}, "巡查的理由超过 500 字"),
        ({"targets": (NewTarget("店" * 121),)}, "经营主体超过 120 字"),
        ({"targets": (NewTarget("店", "9" * 41),)}, "统一社会信用代码超过 40 字"),
        ({"targets": (NewTarget("店", "", EAST, "由" * 501),)}, "列入理由超过 500 字"),
        ({"targets": (NewTarget(GYM, "", "990199"),)}, "没有代码为“990199”的县区"),
        ({"whom": Whom(district="990199")}, "没有代码为“990199”的县区"),
        ({"whom": Whom(person_id=99)}, "没有编号为 99 的在岗人员"),
    ],
)
def test_a_plan_that_says_too_much_or_names_nobody_is_refused(city, said, words):
    with pytest.raises(RuleBroken, match=words):
        plan(city, **said)
    assert board(city).plans == ()


def test_a_plan_is_changed_to_another_one_and_grows_before_its_day(city, monkeypatch):
    number = plan(city)
    [line] = board(city).plans
    same = NewInspectionPlan(line.title, line.why, line.whom, line.due_at, ())
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        city.do(inspections.change, "maxiao", number, same, line.version)
    for verb, row in ((inspections.call_off, number), (inspections.drop_target, target(city))):
        with pytest.raises(RuleBroken, match="超过 200 字"):
            city.do(verb, "maxiao", row, "停" * 201)
    monkeypatch.setattr(inspections, "now", lambda session: line.due_at)
    with pytest.raises(RuleBroken, match="计划的期限已过，请先调整期限"):
        city.do(inspections.add_targets, "maxiao", number, (NewTarget("新店"),))


def target(city):
    return board(city).targets[0].id


def test_a_county_plans_its_own_and_not_the_citys(east):
    city = east
    own = plan(city, login="east", whom=Whom(district=EAST))
    assert [line.id for line in board(city, who="east").plans] == [own]
    with pytest.raises(RuleBroken, match="县区"):
        plan(city, login="east")
    (row,) = owed(city, "inspection")
    assert (row.district, row.role) == (EAST, "county")


def test_what_was_found_is_looked_at_until_it_passes(city):
    number = enter(city, follow_up_at=city.db.clock() + 3 * DAY)
    due = city.db.clock() + 2 * DAY
    task = city.do(
        findings.set_task, "maxiao", number, NewFinding("公示退费办法", Whom(district=EAST), due)
    )
    with pytest.raises(RuleBroken, match="逐项登记复查"):
        city.do(risk_records.follow_up, "maxiao", number, "已整改")
    with pytest.raises(RuleBroken, match="下次复查"):
        city.do(findings.check, "maxiao", task, "没贴", None, passed=False)
    late = board(city, due + DAY)
    assert (late.findings[0].state, late.numbers.late_findings) == (FindingState.LATE, 1)
    again = city.db.clock() + 4 * DAY
    city.do(findings.check, "maxiao", task, "没贴", again, passed=False)
    assert [row.due_at for row in owed(city, "risk_finding")] == [again]
    city.do(findings.check, "maxiao", task, "贴了", None, passed=True)
    found = board(city)
    assert [each.passed for each in found.findings[0].checks] == [False, True]
    assert (found.numbers.findings, found.numbers.closed) == (1, 1)
    assert owed(city, "risk_finding")[0].state is ObligationState.DONE
    with city.db.read() as session:
        row = session.get(RiskRecordRow, number)
        assert row.followed_words == findings.ALL_PASSED
    assert city.ask(verify).bad is None


def test_a_clean_inspection_has_no_tasks(city):
    number = enter(city, result=RecordResult.CLEAN, findings="")
    due = city.db.clock() + DAY
    with pytest.raises(RuleBroken, match="发现问题"):
        city.do(findings.set_task, "maxiao", number, NewFinding("x", Whom(district=EAST), due))


def test_a_late_task_counts_as_a_late_look_in_the_ledger(city):
    number = enter(city)
    due = city.db.clock() + DAY
    city.do(findings.set_task, "maxiao", number, NewFinding("公示", Whom(district=EAST), due))
    lines = city.ask(risk_board, city.chenyu, Scope.SUBJECT, due + DAY).lines
    measures = {reason.measure for reason in lines[0].reasons}
    assert Measure.OVERDUE in measures


def test_the_ranking_proposes_traders_with_their_reasons(city):
    enter(city)
    now = city.db.clock()
    key = city.ask(risk_board, city.chenyu, Scope.SUBJECT, now).lines[0].key
    choices = city.ask(inspection_choices, city.chenyu, Scope.SUBJECT, key, now)
    assert [target.name for target in choices.targets] == [GYM]
    assert "巡查发现问题 1 次" in choices.why


def test_no_more_traders_are_proposed_than_a_plan_takes(city):
    """Those with the most points; of a category those whom its complaints name."""
    counts = {f"第{n}家店": n for n in range(5, MOST + 7)} | {"某饭馆": 30}
    city.take_in(
        *(
            city.complaint(
                f"{name}{k}", subject_name=name, category="餐饮" if n == 30 else "健身服务"
            )
            for name, n in counts.items()
            for k in range(n)
        )
    )
    now = city.db.clock()
    ranked = [line.title for line in city.ask(risk_board, city.chenyu, Scope.SUBJECT, now).lines]
    assert ranked[0] == "某饭馆"
    every = city.ask(inspection_choices, city.chenyu, None, "", now)
    assert [target.name for target in every.targets] == ranked[:MOST]
    own = [name for name in ranked if name.startswith("第")]
    chosen = city.ask(inspection_choices, city.chenyu, Scope.CATEGORY, "健身服务", now)
    assert len(own) > MOST
    assert [target.name for target in chosen.targets] == own[:MOST]
    assert chosen.category == "健身服务"


def test_the_paper_names_each_trader_with_its_state(city):
    number = plan(city)
    record_id = enter(city)
    due = city.db.clock() + DAY
    city.do(findings.set_task, "maxiao", record_id, NewFinding("公示", Whom(district=EAST), due))
    document = city.ask(inspection_document, city.chenyu, (number,))
    rows = [row for block in document.blocks for row in getattr(block, "rows", ())]
    assert [row[1] for row in rows[:2]] == [line.name for line in board(city).targets]
    assert {row[4] for row in rows[:2]} == {"已巡查", "待巡查"}
    assert (rows[2][1], rows[2][4]) == ("公示", "整改中")
    assert typesetting.pdf(document).pages == 1
