"""What is read before a level changes, what was decided, and what a merge would do."""

from datetime import timedelta

from commandcenter.domain.command.duty import OpenKind
from commandcenter.domain.command.obligation import UNDONE
from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.command.tasks import tasks
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.incident.notices import Order, activation_notice, change_notice
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.rights import Action
from commandcenter.queries.command.handovers import level_handovers
from commandcenter.queries.incident.assess import assess_board, level_history
from commandcenter.queries.incident.level_forms import consultations, level_form
from commandcenter.queries.incident.merge_forms import merge_form, unmerge_form
from commandcenter.queries.incident.registration import registration
from commandcenter.queries.offers import Offer
from commandcenter.queries.papers.paper_handover import handover_paper
from commandcenter.queries.seat.desk import desk_head
from commandcenter.services.command import consultations as sittings
from commandcenter.services.incident import (
    handing_up,
    incident_moves,
    incidents,
    levels,
    merging,
    response,
)
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.plan.plan import plan_of
from tests.city import told


def form(city, incident, login="chenyu"):
    return city.ask(level_form, getattr(city, login), incident, city.db.clock())


def upper(city, incident, level, **fields):
    at = city.db.clock()
    decision = levels.UpperDecision(
        "省市场监督管理局", "省市监〔2026〕1号", at, "定为重大，省级协调", grade=level,
        response=level, expected_days=10, measures="省里牵头", proof=told(at), **fields,
    )  # fmt: skip
    city.do(levels.register_upper, "zhoulan", incident, decision)


def test_the_notice_shown_before_signing_is_the_one_that_is_kept(city):
    incident = city.register()
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "人数")
    basis = form(city, incident)
    shown = activation_notice(
        Order(
            basis.title, Level.III, basis.leads[Level.III], grade=basis.grade, matter="响应",
            expected_days=7, measures="登记", office=basis.office,
        )
    )  # fmt: skip
    order = response.Activation("响应", Level.III, 7, "登记", "陈屿", notice=shown)
    city.do(response.activate, "chenyu", incident, order)
    [step] = [s for s in city.ask(level_history, incident, city.db.clock()).steps if s.notice]
    assert step.notice == shown


def test_the_notice_of_a_change_is_the_one_that_is_kept(city):
    incident = city.register()
    city.activate(incident, Level.III)
    basis = form(city, incident)
    shown = change_notice(
        Order(
            basis.title, Level.IV, basis.leads[Level.IV], before=Level.III, reason="平稳",
            expected_days=3, measures="属地", office=basis.office,
        )
    )  # fmt: skip
    change = response.Change(Level.IV, "平稳", 3, "属地", "陈屿", notice=shown)
    city.do(response.lower_level, "chenyu", incident, change)
    assert city.ask(level_history, incident, city.db.clock()).steps[0].notice == shown


def book_of(city, incident):
    """The rows of what the plan sets, by key, and their titles in the order of the list."""
    rows = tasks(city.ask(obligations_of, incident, city.db.clock()))
    return {row.key: row for row in sorted(rows, key=lambda row: (row.position, row.key))}


def moved(before, after):
    """What went on, came and went between two states of the book."""
    open_now = {key for key, row in after.items() if row.state in UNDONE}
    was = {key for key, row in before.items() if row.state in UNDONE}
    new = [row.title for key, row in after.items() if key in open_now - was]
    gone = [row.title for key, row in after.items() if key in was and row.state is S.CEASED]
    return len(open_now & was), new, gone


def said(after):
    return after.kept, list(after.new), list(after.dropped)


def test_what_is_said_of_the_tasks_before_a_change_comes_true(city):
    incident = city.register()
    city.activate(incident, Level.III)
    upper(city, incident, Level.II)
    before, after = book_of(city, incident), form(city, incident).steps[Level.III]
    assert after.dropped
    upper(city, incident, Level.III)
    shown = book_of(city, incident)
    assert moved(before, shown) == said(after)
    gone = [row for key, row in shown.items() if key in before and row.title in after.dropped]
    assert gone
    assert all("Ⅲ级" in row.ceased_why for row in gone)
    assert sum(row.state is S.DONE for row in before.values()) == after.done


def test_what_is_said_of_the_tasks_before_the_start_comes_true(city):
    incident = city.register()
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "人数")
    before, after = book_of(city, incident), form(city, incident).steps[Level.III]
    order = response.Activation("响应", Level.III, 7, "登记", "陈屿")
    city.do(response.activate, "chenyu", incident, order)
    shown = book_of(city, incident)
    assert moved(before, shown) == said(after)
    assert len(after.new) > 20
    came = [row for key, row in shown.items() if row.state in UNDONE and key not in before]
    assert sum(row.must for row in came) == after.must > 0


def test_the_city_may_not_raise_to_two_and_is_told_how(city):
    incident = city.register()
    city.activate(incident, Level.III)
    refusals = form(city, incident).refusals
    assert "初判" in str(refusals[Action.RAISE_LEVEL, Level.II])
    assert (Action.LOWER_LEVEL, Level.III) not in refusals
    assert "初判" in str(refusals[Action.END_RESPONSE, Level.II])


def test_the_end_leaves_what_does_not_come_round_again(city):
    incident = city.register()
    city.activate(incident, Level.III)
    before, after = book_of(city, incident), form(city, incident).end_steps
    city.do(response.end_response, "chenyu", incident, response.Ending("平息", "陈屿"))
    shown = book_of(city, incident)
    assert moved(before, shown) == said(after)
    assert after.dropped
    with city.db.read() as session:
        plan = plan_of(session)
    assert {before[key].code for key, row in shown.items() if row.ceased_why == "响应已终止"} <= {
        code for code, item in plan.obligations.items() if item.until == items.UNTIL_ENDED
    }


def test_each_step_towards_the_upper_body_is_kept_with_its_paper(city):
    incident = city.register()
    held = sittings.NewConsultation(
        city.db.clock(), "三楼", "陈屿", ["周岚"], "等级", "", "建议报请重大"
    )
    sitting = city.do(sittings.record, "zhoulan", incident, held)
    assert [h.conclusion for h in city.ask(consultations, incident)] == ["建议报请重大"]
    suggested = city.do(
        levels.suggest_grade, "zhoulan", incident, Level.II, "学校58人", {}, sitting
    )
    paper = levels.Initial(Level.II, "学校58人", "陈屿", {}, suggested)
    initial = city.do(levels.sign_initial, "chenyu", incident, paper)
    assert city.ask(desk_head, city.chenyu, incident, city.db.clock()).grade_step.id == initial
    asked = city.do(
        levels.request_upper,
        "chenyu",
        levels.Request(initial, "省市场监督管理局", "请研定", "陈屿"),
    )
    upper(city, incident, Level.II, answers=asked)
    steps = city.ask(level_history, incident, city.db.clock()).steps
    assert [s.step for s in reversed(steps) if s.axis is Axis.GRADE] == [
        "suggestion", "initial", "request", "upper",
    ]  # fmt: skip
    assert steps[-1].held == "建议报请重大"
    assert "初判意见" in steps[-2].notice
    assert steps[-3].organ == "省市场监督管理局"
    [sheet] = city.ask(level_handovers, city.zhoulan, incident, city.db.clock()).lines
    assert sheet.to == "省应急指挥部"
    assert {item.kind for item in sheet.items} == {OpenKind.TASK}
    assert all("：" in item.words for item in sheet.items)  # the group and its task
    printed = city.ask(handover_paper, incident, city.db.clock()).sheet
    assert printed.to_organ == "省应急指挥部"
    assert {item.kind for item in printed.items} == {"任务"}
    assert [item.title for item in printed.items] == [item.words for item in sheet.items]


def test_who_took_the_sheet_over_is_told(city):
    incident = city.register()
    city.activate(incident, Level.III)
    upper(city, incident, Level.II)
    [sheet] = city.ask(level_handovers, city.zhoulan, incident, city.db.clock()).lines
    assert sheet.offers == (Offer("receive_above"),)
    [other] = city.ask(level_handovers, city.wuyue, incident, city.db.clock()).lines
    assert other.offers == ()
    city.do(handing_up.hand_up_received, "zhoulan", sheet.id, "省局 李处长")
    [sheet] = city.ask(level_handovers, city.zhoulan, incident, city.db.clock()).lines
    assert (sheet.received_by, sheet.offers) == ("省局 李处长", ())


def test_a_change_says_from_which_level(city):
    incident = city.register()
    city.activate(incident, Level.III)
    change = response.Change(Level.IV, "平稳", 3, "属地", "陈屿", facts={"evidence": ["现场 0 人"]})
    city.do(response.lower_level, "chenyu", incident, change)
    step = city.ask(level_history, incident, city.db.clock()).steps[0]
    assert (step.before, step.level, step.evidence) == (Level.III, Level.IV, ("现场 0 人",))


def test_the_moments_are_shown_apart(city):
    occurred = city.db.clock() - timedelta(hours=3)
    incident = city.register(verified=False, occurred_at=occurred)
    board = city.ask(assess_board, incident, city.db.clock())
    assert (board.head.occurred_at, board.verified_by) == (occurred, "")
    assert board.head.verified_at is None
    city.do(incident_moves.verify_report, "liwei", incident)
    board = city.ask(assess_board, incident, city.db.clock())
    assert board.verified_by == "李蔚"
    assert board.head.activated_at is None
    assert city.ask(assess_board, None, city.db.clock()) is None


def test_a_merge_says_what_would_join_and_what_is_there_already(city):
    city.take_in(*(city.complaint(f"T{n}") for n in range(4)))
    first = city.register()
    second = city.register(title="另一事件", brand="")
    both = city.ask(lambda s: incidents.joining.held_by(s, first))[:1]
    city.do(incidents.attach_complaints, "zhoulan", second, both)
    found = city.ask(merge_form, city.chenyu, first, city.db.clock())
    [target] = found.targets
    assert (found.complaints, target.complaints, target.both) == (4, 1, 1)
    assert target.refusal is None
    city.do(merging.merge, "chenyu", first, second, "同一主体")
    back = city.ask(unmerge_form, first)
    assert (back.into, back.came) == ("另一事件", 3)
    head = city.ask(desk_head, city.chenyu, first, city.db.clock())
    assert (head.merged_into, head.situation.head.state) == ("另一事件", State.MERGED)


def test_an_incident_in_response_goes_only_into_one_as_grave(city):
    grave, mild = city.register(), city.register(title="另一事件", brand="")
    city.activate(grave, Level.III)
    [target] = city.ask(merge_form, city.chenyu, grave, city.db.clock()).targets
    assert "响应级别不低于" in str(target.refusal)
    [other] = city.ask(merge_form, city.chenyu, mild, city.db.clock()).targets
    assert other.refusal is None


def test_the_registration_is_given_whole(city):
    incident = city.register(categories=(Category.MEDIA, Category.ILLEGALITY))
    found = city.ask(registration, incident)
    assert found.categories == (Category.MEDIA, Category.ILLEGALITY)
    assert (found.registered_by, found.version) == ("周岚", 1)
    assert len(found.places) == 7
