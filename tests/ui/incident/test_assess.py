"""定级研判 by hand: suggested, sent back, decided; the response changed and ended."""

from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.queries.command.handovers import level_handovers
from commandcenter.queries.incident.registration import registration
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import facts, incidents, levels
from commandcenter.services.seat import people
from tests.city import EAST
from tests.ui.desk.user_actions import (
    assess,
    choose,
    entries,
    head,
    history,
    leave,
    sheet,
    sign,
    texts,
)


def test_the_view_says_what_is_touched_unknown_and_how_far_the_next_is(at_desk, small_city):
    incident = small_city.register()
    told = [NewFact("on_site", 35, "现场清点", small_city.db.clock())]
    small_city.do(facts.state_facts, "maxiao", incident, told)
    desk = at_desk("zhoulan")
    assess(desk)
    words = texts(desk.widget("touched"))
    assert any("触及Ⅲ级参考条件：现场聚集人数" in text for text in words)
    assert any("未经本局批准" in text for text in words)
    ways = desk.widget("ways")
    assert "重大" in ways.title.text()
    assert desk.widget("moment_verified").text().endswith("周岚")
    assert desk.widget("moment_activated").text() == "研判"
    assert desk.widget("moment_occurred").text() == "未登记"


def test_a_fact_is_stated_with_its_source_or_as_being_checked(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("zhoulan")
    assess(desk)
    desk.click("assess_facts")
    desk.until_sees("value_hurt")
    desk.widget("source").setEditText("市卫健委")
    desk.widget("value_hurt").edit.setText("58")
    desk.click("checking_dead")
    desk.click("primary")
    desk.until_gone("state_facts")
    known = sheet(small_city, incident).facts
    assert (known["hurt"].value, known["hurt"].held.source) == (58, "市卫健委")
    assert known["dead"].held.value is None
    desk.until(lambda: "受伤害" in " ".join(texts(desk.widget("touched"))))


def test_a_fact_without_a_source_loses_nothing(at_desk, small_city):
    small_city.register()
    desk = at_desk("zhoulan")
    choose(desk, "facts")
    desk.until_sees("value_hurt")
    desk.widget("value_hurt").edit.setText("58")
    desk.click("primary")
    assert desk.widget("source").accessibleDescription() == "请填写"
    assert desk.widget("value_hurt").value() == 58
    leave(desk)


def test_the_share_of_the_old_opens_the_records_that_it_counts(at_desk, small_city):
    records = [small_city.complaint(f"c{n}", special_group="老人" * (n < 2)) for n in range(4)]
    small_city.take_in(*records)
    incident = small_city.register()
    assert sheet(small_city, incident).facts["elderly_percent"].value == 50
    desk = at_desk("zhoulan")
    assess(desk)
    view = desk.window.pages.incident.view("assess")
    view.show_tab("facts")
    desk.until(lambda: bool(view.facts.ledger.lines))
    shares = [n for n, line in enumerate(view.facts.ledger.lines) if "老年" in str(line.cells[0])]
    view.facts.ledger.choose(view.facts.ledger.lines[shares[0]].id)
    desk.click("act_rows")
    desk.until_sees("sheet")
    note = desk.widget("sheet").content.view.note
    desk.until(lambda: "2" in note.text())


def test_a_suggestion_rests_on_the_facts_of_that_moment(at_desk, small_city):
    small_city.take_in(*(small_city.complaint(f"T{n}") for n in range(6)))
    incident = small_city.register()
    desk = at_desk("zhoulan")
    assess(desk)
    desk.click("assess_suggest")
    desk.until(lambda: desk.widget("level_III").isEnabled())
    desk.until(lambda: "去重投诉人数" in " ".join(texts(desk.widget("advice"))))
    desk.click("level_III")
    desk.fill("reason", "人数持续上升")
    desk.click("primary")
    desk.until_gone("grade_form")
    [step] = history(small_city, incident)
    assert (step.step, step.by) == ("suggestion", "周岚")
    assert next(f for f in step.facts if f.code == "complainants").value == 6
    desk.until(lambda: "建议定为较大（Ⅲ级）" in desk.widget("suggestion_words").text())
    assert not desk.sees("return_suggestion")  # who suggests does not answer it


def test_a_suggestion_is_sent_back_and_a_new_one_decided(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident)
    desk = at_desk("chenyu")
    assess(desk)
    desk.click("return_suggestion")
    desk.until_sees("words_form")
    desk.fill("words", "请补充涉及金额")
    desk.click("primary")
    desk.until(lambda: history(small_city, incident)[0].step == "returned")
    assert history(small_city, incident)[0].reason == "请补充涉及金额"
    desk.until_gone("suggestion_card")
    small_city.suggest(incident)
    desk.until_sees("decide_suggestion")
    desk.click("decide_suggestion")
    desk.until_sees("decide_form")
    desk.click("amend")
    desk.until(lambda: desk.sees("level_III") and desk.widget("level_III").isChecked())
    desk.click("primary")
    desk.until(lambda: head(small_city, incident).grade is Level.III)
    steps = [step.step for step in reversed(history(small_city, incident))]
    assert steps == ["suggestion", "returned", "suggestion", "decision"]


def test_a_suggestion_is_sent_back_from_the_form_with_the_words_in_it(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident)
    desk = at_desk("chenyu")
    desk.click("act_decide")
    desk.until_sees("decide_form")
    desk.click("amend")
    desk.until_sees("send_back")
    desk.click("send_back")
    assert "请在理由栏写明" in desk.dialog().refusal
    desk.fill("reason", "请补充现场人数")
    desk.click("send_back")
    desk.until_gone("grade_form")
    assert history(small_city, incident)[0].reason == "请补充现场人数"
    assert head(small_city, incident).grade is None


def test_two_is_judged_and_asked_for_with_both_papers_read(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident, Level.II)
    desk = at_desk("chenyu")
    desk.click("act_decide")
    desk.until_sees("initial_form")
    desk.until(lambda: "初步判断" in desk.widget("whole_text").text())
    assert not desk.widget("level_III").isEnabled()
    sign(desk)
    desk.until_sees("request_form")
    desk.until(lambda: "报请研定" in desk.widget("whole_text").text())
    assert "省市场监督管理局" in desk.widget("whole_text").text()
    sign(desk)
    desk.until_gone("request_form")
    newest, initial, _ = history(small_city, incident)
    assert (newest.step, newest.organ, newest.level) == ("request", "省市场监督管理局", Level.II)
    assert (initial.step, initial.signature) == ("initial", "陈屿")
    assert head(small_city, incident).grade is None  # the body above decides


def asked(city, incident):
    paper = levels.Initial(Level.II, "学校58人", "陈屿", {})
    initial = city.do(levels.sign_initial, "chenyu", incident, paper)
    request = levels.Request(initial, "省市场监督管理局", "请研定", "陈屿")
    city.do(levels.request_upper, "chenyu", request)


def test_the_decision_from_above_is_registered_and_the_sheet_taken_over(
    at_desk, small_city, tmp_path
):
    incident = small_city.register()
    small_city.activate(incident)
    asked(small_city, incident)
    desk = at_desk("zhoulan")
    assess(desk)
    desk.click("assess_upper")
    desk.until(lambda: "答复 陈屿" in desk.widget("asked").text())
    desk.fill("document", "省市监〔2026〕1号")
    desk.fill("words", "定为重大，启动Ⅱ级响应")
    paper = tmp_path / "省市监〔2026〕1号.pdf"
    paper.write_bytes(b"%PDF-1.7 paper")
    desk.click("primary")
    desk.until(lambda: "请选择来文" in desk.widget("upper_form").refusal)
    desk.widget("upper_form").proof.take(paper)
    grade, effect = desk.widget("grade"), desk.widget("effect")
    grade.setCurrentIndex(grade.findData(Level.II))
    effect.setCurrentIndex(effect.findData(Level.II.value))
    desk.until(lambda: "级别交接单" in desk.widget("consequence").text())
    desk.click("primary")
    desk.until_gone("upper_form")
    shown = head(small_city, incident)
    assert (shown.grade, shown.response) == (Level.II, Level.II)
    desk.window.pages.incident.view("assess").show_tab("sheets")
    desk.until_sees("act_receive_above")
    desk.click("act_receive_above")
    desk.until_sees("received_above")
    desk.fill("received_by", "省局 李处长")
    desk.click("primary")
    desk.until(lambda: _taken(small_city, incident) == "省局 李处长")


def _taken(city, incident):
    return city.ask(level_handovers, city.zhoulan, incident, city.db.clock()).lines[0].received_by


# the response


def test_the_response_is_raised_after_the_notice_was_read(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.IV)
    desk = at_desk("chenyu")
    choose(desk, "raise")
    desk.until(lambda: desk.widget("level_III").isChecked())  # the only one allowed
    assert not desk.widget("level_IV").isEnabled()
    assert "初判" in desk.widget("level_II").toolTip()
    desk.fill("reason", "人数超过五十")
    assert "调整理由：人数超过五十。" in desk.widget("whole_text").text()
    assert "不能撤回" in desk.widget("consequence").text()
    sign(desk)
    desk.until_gone("change_level")
    assert head(small_city, incident).response is Level.III
    assert "一、调整理由：人数超过五十。" in history(small_city, incident)[0].notice


def test_lowering_shows_the_evidence_and_keeps_it(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    small_city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 0, "城东店")
    desk = at_desk("chenyu")
    choose(desk, "lower")
    desk.until(lambda: desk.sees("judged_under_control"))
    desk.until(lambda: desk.widget("level_IV").isChecked())
    desk.fill("reason", "现场平稳")
    desk.fill("judged_under_control", "账户已冻结")
    sign(desk)
    desk.until_gone("change_level")
    step = history(small_city, incident)[0]
    assert (step.before, step.level) == (Level.III, Level.IV)
    assert any("现场 0 人" in line and "已具备" in line for line in step.evidence)
    assert "资金和商品受控：账户已冻结（签发人判断：已具备）" in step.evidence


def test_the_response_ends_with_the_evidence_in_the_notice(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    desk = at_desk("chenyu")
    choose(desk, "end")
    desk.until(lambda: "Ⅲ级响应的通知" in desk.widget("whole_text").text())
    desk.until_sees("judged_path_open")
    desk.fill("reason", "事件已平息")
    desk.fill("judged_path_open", "法院已设联合调解点")
    assert "法院已设联合调解点" in desk.widget("whole_text").text()
    assert "未办结任务" in desk.widget("left_over").text()
    assert "循环任务" in desk.widget("consequence").text()
    sign(desk)
    desk.until_gone("end_response")
    shown = head(small_city, incident)
    assert (shown.state, shown.response) == (State.ENDED, None)
    assert "法院已设联合调解点" in history(small_city, incident)[0].notice


def test_what_was_judged_of_the_evidence_is_kept_in_the_draft(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    desk = at_desk("chenyu")
    for kind, form in (("end", "end_response"), ("lower", "change_level")):
        choose(desk, kind)
        desk.until_sees("judged_under_control")
        desk.fill("judged_under_control", f"账户已冻结，{kind}")
        leave(desk)
        assert not desk.sees(form)
        choose(desk, kind)
        desk.until(lambda: desk.sees("draft_note") and desk.sees("judged_under_control"))
        kept = desk.widget("judged_under_control")
        desk.until(lambda kept=kept, kind=kind: kept.text() == f"账户已冻结，{kind}")
        signed = " ".join(desk.dialog().evidence.lines())
        assert f"账户已冻结，{kind}（签发人判断：已具备）" in signed
        desk.dialog().evidence.show_evidence(desk.dialog().evidence._evidence)  # read again
        desk.until_sees("judged_under_control")
        assert desk.widget("judged_under_control").text() == f"账户已冻结，{kind}"
        leave(desk)


def test_level_days_and_measures_of_a_change_are_kept_in_the_draft(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    desk = at_desk("chenyu")
    choose(desk, "lower")
    desk.until(lambda: desk.widget("level_IV").isChecked())
    form = desk.dialog()
    form.days.setValue(9)
    desk.fill("measures", "保留一个登记点")
    leave(desk)
    choose(desk, "lower")
    desk.until(lambda: desk.sees("draft_note") and desk.widget("level_IV").isChecked())
    form = desk.dialog()
    desk.until(lambda: form.measures.toPlainText() == "保留一个登记点")
    desk.until(lambda: "Ⅳ级" in form.primary.text())
    assert form.days.value() == 9
    leave(desk)


def test_a_notice_that_changed_meanwhile_is_read_again_before_it_is_signed(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    desk = at_desk("chenyu")
    choose(desk, "end")
    desk.until(lambda: "悦力工场" in desk.widget("whole_text").text())
    desk.fill("reason", "平息")
    now = small_city.ask(registration, incident)
    renamed = incidents.Amendment(
        "“11·24”闭店事件", now.public_title, now.categories, now.districts, now.received_by_way
    )
    small_city.do(incidents.amend, "zhoulan", incident, renamed)
    sign(desk)
    desk.until(lambda: "重新核对" in desk.dialog().refusal)
    desk.until(lambda: "“11·24”闭店事件" in desk.widget("whole_text").text())
    assert desk.widget("reason").toPlainText() == "平息"
    assert head(small_city, incident).state is State.RESPONDING
    desk.click("primary")
    desk.until(lambda: head(small_city, incident).state is State.ENDED)


def test_acts_not_possible_now_say_why_and_others_are_not_offered(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    desk = at_desk("chenyu")
    offered = entries(desk)
    assert "初判" in offered["raise"]  # Ⅱ is not the city's
    assert "请先签署" in offered["request"]
    assert "误报" in offered["dismiss"]
    assert "没有其他进行中的事件" in offered["merge"]
    assert offered["lower"] == offered["end"] == ""
    assert "oral" not in offered  # who decides does not record their own call
    assert "unmerge" not in offered


def test_a_member_is_offered_none_of_the_decisions(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    offered = entries(at_desk("wuyue"))
    decisions = {"grade", "activate", "raise", "lower", "end", "initial", "dismiss", "merge"}
    assert not decisions & offered.keys()
    assert offered["facts"] == ""


def test_a_county_is_not_offered_to_make_a_graver_incident_its_own(at_desk, small_city):
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("shen", "沈丽琴"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    incident = small_city.register()
    small_city.suggest(incident, Level.IV)
    desk = at_desk("shen")
    desk.until_sees("move_grade")
    desk.click("move_grade")
    desk.until_sees("decide_form")  # it is theirs to answer: nobody has graded it yet
    desk.click("amend")
    desk.until_sees("level_IV")
    desk.until(lambda: desk.widget("level_IV").isEnabled())
    leave(desk)
    small_city.do_grade(incident, Level.III)
    small_city.suggest(incident, Level.IV)
    desk.until(lambda: desk.widget("move_grade").text() == "重新定级…")
    assert not [i for i in todo_of(small_city, "shen") if i.kind is TodoKind.GRADE]
    assert [i for i in todo_of(small_city, "chenyu") if i.kind is TodoKind.GRADE]
    desk.click("move_grade")
    desk.until_sees("level_IV")
    desk.settle()
    assert not desk.widget("level_IV").isEnabled()
    leave(desk)


def todo_of(city, login):
    return city.ask(todo, getattr(city, login), city.db.clock())
