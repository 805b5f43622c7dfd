"""From the first call to the first ticked step, by hand, in the window."""

from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.queries.incident.registration import registration
from commandcenter.store.tables.command.duty_log import DutyLogRow


def register(desk):
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.fill("title", "“11·24”悦力工场健身闭店事件")
    desk.click("chip_990102")
    desk.widget("way").setCurrentText("12315 电话")
    desk.click("verified")
    desk.click("primary")
    desk.until_gone("register_incident")


def test_an_incident_goes_from_the_call_to_a_ticked_step(at_desk, small_city):
    desk = at_desk("chenyu")
    register(desk)
    desk.until(lambda: "悦力工场" in desk.widget("incident_switch").words)

    desk.click("move_grade")
    desk.until(lambda: desk.widget("level_III").isEnabled())
    desk.click("level_III")
    desk.fill("reason", "人数和金额均已较大")
    desk.click("primary")
    desk.until_gone("grade_form")
    desk.until(lambda: desk.widget("grade_tag").text() == "较大（Ⅲ级）")

    desk.until(lambda: desk.widget("move_activate").isEnabled())
    desk.click("move_activate")
    desk.until(lambda: "六个工作组" in desk.widget("whole_text").text())
    assert "Ⅲ级响应" in desk.widget("whole_text").text()
    assert "此后只能调整级别或终止" in desk.widget("consequence").text()
    desk.type("signature", "陈屿")
    desk.click("primary")
    desk.until_gone("activate")
    desk.until(lambda: "Ⅲ级响应" in desk.widget("head_line").text())

    [line] = small_city.ask(incident_lines)
    assert (line.state, line.grade, line.response) == (State.RESPONDING, Level.III, Level.III)


def test_a_leader_says_what_was_done_and_takes_it_back(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("maxiao")
    desk.window.show_panels()
    desk.settle()
    panel = desk.window.pages.incident.docks.steps
    panel.view.fold.click()
    step = next(s for s in panel.view.model.lines if s.group is Group.ONSITE and s.by_hand)

    def state():
        shown = small_city.ask(checklist, incident, small_city.db.clock())
        return next(s.state.value for s in shown.steps if s.id == step.id)

    panel.view.list.ticked.emit(step)
    desk.until_sees("words")
    desk.fill("words", step.title)
    desk.click("primary")
    desk.until(lambda: "写明做了什么" in desk.dialog().refusal)
    desk.fill("words", "已推选代表两名，签字表已存")
    desk.click("primary")
    desk.until_gone("words_form")
    assert state() == "done"
    desk.window.acts.steps.reopen(step.id)
    desk.until_sees("words")
    desk.fill("words", "代表有变")
    desk.click("primary")
    desk.until(lambda: state() == "open")


def test_what_an_act_closes_opens_the_form_of_the_act(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("maxiao")
    desk.click("four_panels")
    panel = desk.window.pages.incident.docks.steps
    desk.until(lambda: len(panel.view.model.lines) > 0)
    panel.view.fold.click()
    step = next(s for s in panel.view.model.lines if s.code == "register_desk")
    panel.view.list.ticked.emit(step)
    desk.until_sees("tally_form")
    desk.widget("count").setValue(12)
    desk.click("chip_registered")
    desk.click("primary")
    desk.until_gone("tally_form")
    desk.until(lambda: any(s.code == "register_desk" and s.done_at for s in panel.view.model.lines))


def test_a_refused_registration_keeps_every_word(at_desk, small_city):
    desk = at_desk("chenyu")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.fill("title", "闭店" * 40)  # longer than a title may be
    desk.click("chip_990102")
    desk.widget("way").setCurrentText("来人")
    desk.click("primary")
    desk.until(lambda: "60 字" in desk.dialog().refusal)
    assert desk.widget("title").text() == "闭店" * 40
    assert small_city.ask(incident_lines) == []
    leave(desk)


def test_what_is_missing_is_marked_before_anything_is_sent(at_desk):
    desk = at_desk("chenyu")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.click("primary")
    assert desk.widget("title").accessibleDescription() == "请填写"
    assert desk.widget("way").accessibleDescription() == "请填写"
    leave(desk)


def test_a_wrong_signature_is_refused_in_words(at_desk, small_city):
    incident = small_city.register()
    small_city.do_grade(incident)
    desk = at_desk("chenyu")
    desk.click("move_activate")
    desk.until(lambda: "六个工作组" in desk.widget("whole_text").text())
    desk.type("signature", "陈")
    desk.click("primary")
    desk.until(lambda: "签名应为本人姓名" in desk.dialog().refusal)
    assert desk.widget("signature").text() == "陈"
    leave(desk)


def test_a_grade_is_suggested_by_the_group_and_decided_from_the_card(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident)
    desk = at_desk("chenyu")
    desk.until_sees("act_decide")
    desk.click("act_decide")
    desk.until(lambda: "定为较大（Ⅲ级）事件" in desk.widget("grade_text").text())
    desk.click("amend")
    desk.until_sees("suggested")
    desk.until(lambda: "周岚" in desk.widget("suggested").text())
    assert desk.widget("level_III").isChecked()
    assert desk.widget("reason").toPlainText() == "同意会商意见。"
    assert not desk.widget("level_II").isEnabled()
    assert "省级" in desk.widget("level_II").toolTip()
    desk.click("primary")
    desk.until(lambda: small_city.ask(incident_lines)[0].grade is Level.III)


def test_grade_and_activation_are_read_and_signed_together(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident)
    desk = at_desk("chenyu")
    desk.until_sees("signed_text")
    card = desk.widget("todo")
    shown = [label.text() for label in card.findChildren(QLabel, "signed_text")]
    assert "定为较大（Ⅲ级）事件" in shown[0]
    assert "Ⅲ级响应的通知" in shown[1]
    desk.click("act_decide")
    desk.until(lambda: "定为较大（Ⅲ级）事件" in desk.widget("grade_text").text())
    assert "Ⅲ级响应的通知" in desk.widget("whole_text").text()
    desk.type("signature", "陈屿")
    desk.click("primary")
    desk.until_gone("decide_form")
    [line] = small_city.ask(incident_lines)
    assert (line.state, line.grade, line.response) == (State.RESPONDING, Level.III, Level.III)
    desk.until_sees("signed_at")
    assert desk.widget("signed_at").text().startswith("已签发")


def test_a_wrong_name_signs_neither_of_the_two(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident)
    desk = at_desk("chenyu")
    desk.until_sees("act_decide")
    desk.click("act_decide")
    desk.until(lambda: "定为较大（Ⅲ级）事件" in desk.widget("grade_text").text())
    desk.type("signature", "杜川")
    desk.click("primary")
    desk.until(lambda: "签名" in desk.widget("refusal").text())
    [line] = small_city.ask(incident_lines)
    assert (line.state, line.grade) == (State.ASSESSING, None)


def test_a_report_is_verified_knowing_what_follows(at_desk, small_city):
    small_city.register(verified=False)
    desk = at_desk("liwei")
    desk.click("move_verify")
    desk.until(lambda: "不能撤回" in desk.widget("consequence").text())
    desk.click("primary")
    desk.until(lambda: small_city.ask(incident_lines)[0].state is State.ASSESSING)
    desk.until_gone("move_verify")


def test_who_may_not_decide_is_not_shown_the_button(at_desk, small_city):
    small_city.register()
    desk = at_desk("wuyue")
    assert not desk.sees("move_grade")
    assert not desk.sees("move_activate")
    assert desk.sees("move_register")


def test_what_cannot_be_done_now_says_why(at_desk, small_city):
    small_city.register()
    desk = at_desk("chenyu")
    button = desk.widget("move_activate")
    assert not button.isEnabled()
    assert "尚未定级" in button.toolTip()


def test_a_log_line_is_kept_by_enter(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("maxiao")
    desk.type("log_input", "东店门口聚集 60 人")
    desk.qtbot.keyPress(desk.widget("log_input"), "\r")
    desk.until(lambda: desk.widget("log_input").text() == "")
    assert [x.text for x in small_city.ask(log_lines, incident)] == ["东店门口聚集 60 人"]


def test_escape_asks_once_before_typed_words_are_lost(at_desk):
    desk = at_desk("chenyu")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.type("title", "x")
    desk.dialog().reject()
    assert "还没有保存" in desk.dialog().refusal
    desk.dialog().reject()
    desk.until_gone("register_incident")


def leave(desk):
    """Close the dialog, typed words or not."""
    dialog = desk.dialog()
    dialog.reject()
    dialog.reject()
    desk.until_gone(dialog.objectName())


def test_a_caller_needs_a_number_or_that_none_was_left(at_desk, small_city):
    desk = at_desk("liwei")
    desk.click("move_register")
    desk.until_sees("caller")
    desk.until_sees("chip_990102")
    desk.fill("title", "育新学校疑似食物中毒")
    desk.click("chip_990102")
    desk.widget("way").setCurrentText("县区局报告")
    desk.fill("caller_unit", "临江区局")
    desk.fill("caller", "韩冬")
    desk.fill("said", "多名学生早餐后呕吐，已送医 17 人")
    desk.click("primary")
    desk.until(lambda: "未留号码" in desk.widget("refusal").text())
    desk.click("no_number")
    desk.click("primary")
    desk.until_gone("register_incident")
    [line] = small_city.ask(incident_lines)
    [entry] = small_city.ask(lambda s: list(s.scalars(select(DutyLogRow))))
    assert (entry.incident_id, entry.phone) == (line.id, "未留号码")
    desk.until_sees("caller_number")
    desk.until(lambda: desk.widget("caller_number").text() == "未留号码")


def test_a_second_call_is_pointed_out_as_it_is_typed(at_desk, small_city):
    small_city.register(received_at=small_city.db.clock())
    desk = at_desk("liwei")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.fill("title", "某店关门")
    assert not desk.sees("doubles")
    desk.fill("said", "悦力工场城东店关门")
    desk.until_sees("doubles")
    assert "可能重复：“11·24”悦力工场健身闭店事件" in desk.widget("doubles").text()
    desk.fill("said", "别的事")
    desk.until_gone("doubles")


def test_the_kind_follows_the_category_and_says_by_which_level_it_is_counted(at_desk, small_city):
    desk = at_desk("liwei")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    kind = desk.widget("kind")
    desk.until(lambda: kind.currentText() == "预付消费")
    assert desk.widget("provisional").text() == "定级前暂按Ⅲ级计时"
    desk.widget("way").setCurrentText("医院、学校报告")
    assert kind.currentText() == "餐饮食品"
    kind.setCurrentIndex(kind.findText("学校食品"))
    kind.activated.emit(kind.currentIndex())
    assert desk.widget("provisional").text() == "定级前暂按Ⅲ级计时，信息报告按Ⅱ级时限"
    desk.click("chip_cluster")  # what a person chose stays
    assert kind.currentText() == "学校食品"
    desk.fill("title", "育新学校疑似食物中毒")
    desk.click("chip_990102")
    desk.click("primary")
    desk.until_gone("register_incident")
    [line] = small_city.ask(incident_lines)
    kept = small_city.ask(registration, line.id)
    assert (kept.kind, Category.SAFETY in kept.categories) == ("school_food", True)


def test_a_form_that_nobody_touched_closes_at_once(at_desk):
    """The kind that was proposed is nobody's word."""
    desk = at_desk("liwei")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.until(lambda: desk.widget("kind").currentText() == "预付消费")
    desk.dialog().reject()
    desk.until_gone("register_incident")


def test_more_fields_make_the_window_larger(at_desk, small_city):
    desk = at_desk("liwei")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    form = desk.widget("register_incident")
    before = form.height()
    desk.click("fold")
    assert form.height() > before or form.height() >= form.screen().availableSize().height() - 60
    desk.click("fold")
    assert form.height() == before
