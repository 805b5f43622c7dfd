"""An incident's life by hand: by telephone, merged, set aside, filled in by two at once."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel

from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.queries.incident.registration import registration
from commandcenter.services.incident import incidents, merging, oral, response
from commandcenter.services.reports import reports
from tests.ui.desk.user_actions import choose, head, history, leave, sign


def test_an_activation_by_telephone_holds_at_once_and_is_signed_later(at_desk, small_city):
    incident = small_city.register()
    small_city.do_grade(incident)
    desk = at_desk("liwei")
    choose(desk, "oral")
    desk.until(lambda: desk.widget("matter").currentText() == "启动响应")
    desk.fill("witness", "高源")
    desk.fill("asked", "是否启动Ⅲ级响应")
    desk.fill("words", "同意，马上启动")
    level = desk.widget("level")
    level.setCurrentIndex(level.findData(Level.III))
    assert "口头同意，待补签" in desk.widget("consequence").text()
    desk.click("primary")
    desk.until_gone("oral_form")
    assert head(small_city, incident).response is Level.III
    desk.until(lambda: "口头同意，待补签" in desk.widget("head_line").text())
    assert history(small_city, incident)[0].unsigned


def test_the_recorder_cannot_be_the_witness_and_loses_no_word(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("liwei")
    choose(desk, "oral")
    desk.until(lambda: desk.widget("decider").count() > 0)
    matter = desk.widget("matter")
    matter.setCurrentIndex(matter.findData(Matter.OTHER))
    desk.fill("witness", "李蔚")
    desk.fill("asked", "是否延时")
    desk.fill("words", "<b>同意</b>")
    desk.click("primary")
    desk.until(lambda: "第三人" in desk.dialog().refusal)
    assert desk.widget("words").toPlainText() == "<b>同意</b>"
    assert history(small_city, incident) == ()
    leave(desk)


def oral_call(city, incident, at=None):
    at = at or city.db.clock()
    call = oral.Call(Matter.OTHER, "是否延时", "<b>同意</b>", at, city.chenyu.person_id, "高源")
    return city.do(oral.register, "liwei", incident, call)


def test_the_decider_signs_what_was_written_down(at_desk, small_city, only_plain_labels):
    incident = small_city.register()
    oral_call(small_city, incident)
    desk = at_desk("chenyu")
    desk.window.pages.incident.go("command", "oral", 0)
    desk.until_sees("act_sign_oral")
    desk.click("act_sign_oral")
    desk.until_sees("sign_oral")
    assert "答复原话：<b>同意</b>" in desk.widget("whole_text").text()
    only_plain_labels(desk.window)
    sign(desk)
    desk.until_gone("sign_oral")
    desk.until(lambda: "口头同意" not in desk.widget("head_line").text())


def test_a_call_that_was_noted_down_later_shows_both_times_to_its_decider(at_desk, small_city):
    now = small_city.db.clock()
    incident = small_city.register(received_at=now - timedelta(hours=30))
    oral_call(small_city, incident, now - timedelta(hours=25))
    desk = at_desk("chenyu", size=(1366, 768))
    desk.window.pages.incident.go("command", "oral", 0)
    desk.until_sees("act_sign_oral")
    model = desk.widget("ledger_table").model()
    assert model.index(0, 0).data().endswith(" 补记")
    said = [label.text() for label in desk.window.findChildren(QLabel) if label.isVisible()]
    assert any("（补记，录入于 今日 " in words for words in said), said
    desk.click("act_sign_oral")
    desk.until_sees("sign_oral")
    assert "（补记，录入于 20" in desk.widget("whole_text").text()


def test_the_decider_may_say_that_he_did_not_say_so(at_desk, small_city):
    incident = small_city.register()
    oral_call(small_city, incident)
    desk = at_desk("chenyu")
    desk.window.pages.incident.go("command", "oral", 0)
    desk.until_sees("act_dispute_oral")
    desk.click("act_dispute_oral")
    desk.until_sees("words_form")
    desk.fill("words", "我说的是再议")
    desk.click("primary")
    desk.until_gone("words_form")
    desk.until_gone("act_sign_oral")
    desk.until(lambda: "口头同意" not in desk.widget("head_line").text())


# where an incident goes


def test_a_false_alarm_is_set_aside_knowing_that_complaints_stay(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("chenyu")
    choose(desk, "dismiss")
    desk.until_sees("dismiss_form")
    assert "投诉仍是投诉" in desk.widget("consequence").text()
    desk.fill("reason", "25 件来自 3 个号码")
    desk.click("primary")
    desk.until(lambda: head(small_city, incident).state is State.FALSE_ALARM)


def test_an_incident_is_handed_to_whom_it_belongs(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("chenyu")
    choose(desk, "transfer")
    desk.until_sees("transfer_form")
    desk.fill("to", "市商务局")
    desk.fill("reason", "属单用途预付卡监管")
    desk.click("primary")
    desk.until(lambda: head(small_city, incident).state is State.TRANSFERRED)


def test_two_incidents_become_one_and_two_again(at_desk, small_city):
    small_city.take_in(*(small_city.complaint(f"T{n}") for n in range(3)))
    source = small_city.register()
    small_city.register(title="另一事件", brand="", received_at=small_city.db.clock())
    desk = at_desk("chenyu")
    desk.window.show_incident(source)
    desk.until(lambda: "悦力工场" in desk.widget("incident_switch").words)
    desk.settle()
    choose(desk, "merge")
    desk.until(lambda: "它的 3 件投诉并入“另一事件”" in desk.widget("consequence").text())
    assert "““" not in desk.widget("consequence").text()
    desk.fill("reason", "同一主体")
    desk.click("primary")
    desk.until(lambda: head(small_city, source).state is State.MERGED)
    desk.until(lambda: "已并案" in desk.widget("head_line").text())
    desk.settle()
    choose(desk, "unmerge")
    desk.until(lambda: "3 件投诉带回" in desk.widget("consequence").text())
    desk.fill("reason", "查明不是同一主体")
    desk.click("primary")
    desk.until(lambda: head(small_city, source).state is State.ASSESSING)


def test_while_two_are_one_the_page_of_each_says_so_and_what_waits_follows(at_desk, small_city):
    """The signature, the hand counts and the names; and all of it goes back with the 拆分."""
    source = small_city.register()
    target = small_city.register(title="另一事件", brand="", received_at=small_city.db.clock())
    small_city.do_grade(source)
    report = small_city.do(reports.draft_first, "zhoulan", source)
    small_city.do(incidents.count_by_hand, "liwei", source, "on_site", 20, "甲店")
    small_city.do(incidents.count_by_hand, "liwei", target, "on_site", 35, "乙店")
    desk = at_desk("chenyu")
    desk.window.show_incident(target)
    card = f"todo_sign_report_{report}"

    def card_of(title):
        desk.until(lambda: desk.sees(card) and title in desk.widget(card).accessibleName())

    def on_site(value):
        desk.until(lambda: desk.widget("number_on_site").value() == value)

    card_of("悦力工场")
    on_site("35")
    small_city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    desk.until(lambda: "并自“‘11·24’悦力工场健身闭店事件”" in desk.widget("head_line").text())
    card_of("")
    desk.until(lambda: desk.widget(card).item.incident_id == target)
    on_site("55")
    desk.window.show_incident(source)
    desk.until(lambda: "已并入“另一事件”" in desk.widget("head_line").text())
    small_city.do(merging.unmerge, "zhoulan", source, "查明无关")
    desk.until(lambda: "已并入" not in desk.widget("head_line").text())
    card_of("悦力工场")
    on_site("20")
    desk.window.show_incident(target)
    on_site("35")
    desk.until(lambda: "并自" not in desk.widget("head_line").text())


def test_an_incident_in_response_cannot_go_into_a_milder_one(at_desk, small_city):
    small_city.register(title="另一事件", brand="")
    grave = small_city.register()
    small_city.activate(grave, Level.III)
    desk = at_desk("chenyu")
    choose(desk, "merge")
    desk.until(lambda: "响应级别不低于" in desk.dialog().refusal)
    assert not desk.widget("primary").isEnabled()
    leave(desk)


def test_the_aftermath_begins_after_the_end(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident, Level.III)
    small_city.do(response.end_response, "chenyu", incident, response.Ending("平息", "陈屿"))
    desk = at_desk("chenyu")
    desk.window.show_incident(incident)
    desk.until(lambda: "响应终止" in desk.widget("head_line").text())
    choose(desk, "aftermath")
    desk.until_sees("words_form")
    desk.click("primary")
    desk.until(lambda: head(small_city, incident).state is State.AFTERMATH)


# the registration


def test_a_registration_is_filled_in_and_the_second_editor_is_told_who(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("zhoulan")
    choose(desk, "amend")
    desk.until(lambda: desk.widget("title").text().startswith("“11·24”"))
    desk.fill("summary", "三店同时闭店")
    now = small_city.ask(registration, incident)
    other = incidents.Amendment(
        now.title,
        now.public_title,
        now.categories,
        now.districts,
        now.received_by_way,
        topic="食品",
    )
    small_city.do(incidents.amend, "liwei", incident, other)
    desk.click("primary")
    desk.until(lambda: "李蔚" in desk.dialog().refusal)
    desk.until(lambda: "主题现为“食品”" in desk.widget("draft_note").text())
    assert desk.widget("summary").toPlainText() == "三店同时闭店"
    desk.click("primary")
    desk.until(lambda: small_city.ask(registration, incident).summary == "三店同时闭店")
    assert small_city.ask(registration, incident).topic == "预付式消费"


def test_a_media_exposure_is_registered_by_keys_without_a_complaint(at_desk, small_city):
    desk = at_desk("liwei")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.fill("title", "“3·15”云岭参源虚假宣传事件")
    chip = desk.widget("chip_990102")
    chip.setFocus()
    desk.qtbot.keyClick(chip, " ")
    way = desk.widget("way")
    way.setFocus()
    way.setEditText("媒体报道")
    assert desk.widget("chip_media").isChecked()
    assert not desk.widget("chip_cluster").isChecked()
    desk.widget("primary").setFocus()
    desk.qtbot.keyClick(desk.widget("primary"), " ")
    desk.until_gone("register_incident")
    [line] = small_city.ask(incident_lines)
    assert [c.value for c in head(small_city, line.id).categories] == ["media"]
