"""预警: a signal becomes a warning by keys alone; who signs, lifts; what another did is seen."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from commandcenter.domain.watch.signal import SignalState
from commandcenter.domain.watch.warning import WarningState
from commandcenter.queries.watch.talks import talk as talk_line
from commandcenter.queries.watch.warning_detail import warning_form
from commandcenter.services.watch import signals, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.services.watch.warnings import Draft, Signature
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.warning import TraderTalkRow, WarningRow
from commandcenter.store.tables.watch.warning_act import WarningActRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.ui.watch.warning_words import talk_facts
from tests.signals import put_signal


@pytest.fixture
def signal(small_city):
    return put_signal(small_city, ("t1", "t2", "t3", "t4"))


def row(city, table, key):
    with city.db.read() as session:
        return session.get_one(table, key)


def press(desk, key, modifier=Qt.KeyboardModifier.NoModifier):
    target = QApplication.focusWidget() or desk.window
    desk.qtbot.keyClick(target, key, modifier)


def tab_to(desk, name):
    """Go on with Tab until the widget has the focus."""
    for _ in range(40):
        focus = QApplication.focusWidget()
        if focus is not None and focus.objectName() == name:
            return
        press(desk, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def send(desk, form):
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until_gone(form)


def do_next(desk, form, words):
    """Enter on the signal in the list; the words into the form that comes; Ctrl+Enter."""
    desk.window.activateWindow()  # no window manager does it here when a dialog has closed
    desk.until(lambda: QApplication.activeWindow() is desk.window)
    tab_to(desk, "signal_list")
    press(desk, Qt.Key.Key_Return)
    desk.until_sees(form)
    desk.until(lambda: QApplication.activeWindow() is desk.widget(form))
    tab_to(desk, "words")
    desk.fill("words", words)
    send(desk, form)


def shown_state(desk):
    return desk.widget("signal_state").text()


def test_a_signal_becomes_a_warning_by_keys_alone(at_desk, small_city, signal):
    desk = at_desk("zhoulan")
    press(desk, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.until_sees("signal_list")
    desk.settle()
    tab_to(desk, "signal_list")
    do_next(desk, "triage_form", "回访四人，门店关门属实")
    desk.until(lambda: "已核实" in shown_state(desk))
    do_next(desk, "triage_form", "三家门店同时出现")
    desk.until(lambda: "研判中" in shown_state(desk))
    do_next(desk, "draft_warning", "人数持续增加")
    desk.until_sees("warning_title")
    assert desk.widget("warning_title").text() == "悦力工场健身（城东店）消费投诉预警"
    kept = row(small_city, SignalRow, signal)
    assert kept.state is SignalState.WARNED
    with small_city.db.read() as session:
        notes = session.scalars(select(SignalNoteRow.words).order_by(SignalNoteRow.id)).all()
        (warning,) = session.scalars(select(WarningRow)).all()
    assert notes[1:] == ["回访四人，门店关门属实", "三家门店同时出现", "人数持续增加"]
    assert (warning.state, warning.drafted_by) == (WarningState.DRAFT, "周岚")
    assert "投诉4件、4人" in warning.matters


def test_a_signal_becomes_an_incident_with_its_complaints(at_desk, small_city, signal):
    said = TriageNote("属实", None, 4)
    small_city.do(signals.verify, "zhoulan", signal, said)
    small_city.do(signals.assess, "zhoulan", signal, said)
    desk = at_desk("zhoulan")
    press(desk, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.until_sees("signal_list")
    desk.settle()
    tab_to(desk, "signal_list")
    press(desk, Qt.Key.Key_Home)
    desk.until_sees("act_opened")
    desk.click("act_opened")
    desk.until_sees("register_incident")
    form = desk.dialog()
    desk.until(lambda: form.districts.chosen() == ("990102",))
    words = form.words
    assert form.rect().contains(words.mapTo(form, words.rect().bottomRight()))
    assert (form.title.text(), form.way.currentText()) == ("悦力工场健身（城东店）", "监测提示")
    words.setPlainText("门店关门，负责人失联")
    form.primary.click()
    desk.until_gone("register_incident")
    with small_city.db.read() as session:
        (incident,) = session.scalars(select(IncidentRow)).all()
        joined = session.scalars(select(IncidentComplaintRow.complaint_id)).all()
    kept = row(small_city, SignalRow, signal)
    assert (kept.state, kept.incident_id) == (SignalState.INCIDENT, incident.id)
    assert (incident.districts, incident.registered_by) == (["990102"], "周岚")
    assert len(joined) == 4


def test_a_signal_that_was_assessed_joins_an_open_incident(at_desk, small_city, signal):
    incident = small_city.register(brand="")
    said = TriageNote("属实", None, 4)
    small_city.do(signals.verify, "liwei", signal, said)
    small_city.do(signals.assess, "liwei", signal, said)
    desk = at_desk("liwei")
    desk.window.show_page("warnings")
    desk.until_sees("act_join")
    desk.click("act_join")
    join(desk, incident)
    kept = row(small_city, SignalRow, signal)
    assert (kept.state, kept.incident_id) == (SignalState.INCIDENT, incident)
    assert len(belonging(small_city, incident)) == 4


def test_a_warning_joins_an_open_incident_and_holds_on(at_desk, small_city, signal):
    warning = drafted(small_city, signal)
    small_city.do(warnings.issue, "chenyu", warning, Signature("陈屿"))
    incident = small_city.register(brand="")
    desk = at_desk("liwei")
    desk.window.show_page("warnings")
    desk.window.pages.warnings.show_warning(warning)
    desk.until_sees("act_join")
    desk.click("act_join")
    join(desk, incident)
    kept = row(small_city, WarningRow, warning)
    assert (kept.state, kept.incident_id) == (WarningState.ISSUED, incident)
    assert row(small_city, SignalRow, signal).state is SignalState.INCIDENT
    assert len(belonging(small_city, incident)) == 4
    desk.until_sees("act_to_incident")
    desk.until_gone("act_join")


def join(desk, incident):
    desk.until_sees("join_form")
    form = desk.dialog()
    form.incident.setCurrentIndex(form.incident.findData(incident))
    desk.fill("words", "同一件事")
    desk.click_in("join_form", "primary")
    desk.until_gone("join_form")


def belonging(city, incident):
    wanted = select(IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.incident_id == incident
    )
    with city.db.read() as session:
        return session.scalars(wanted).all()


def test_a_trader_is_talked_with_before_there_is_a_warning(at_desk, small_city, signal):
    small_city.do(signals.verify, "liwei", signal, TriageNote("已回访", observed=4))
    desk = at_desk("liwei")
    desk.window.show_page("warnings")
    desk.until_sees("act_talk")
    desk.click("act_talk")
    desk.until_sees("talk_form")
    form = desk.dialog()
    assert [w for w in ("李蔚", "马骁") if desk.sees(f"chip_{w}")] == ["李蔚", "马骁"]
    form.officers.choose(["李蔚", "马骁"])
    form.place.setText("城东店")
    form.trader.setText("店长张某")
    form.asked.setPlainText("立即退费")
    form.promised.setPlainText("三日内退清")
    form.until.set_value(small_city.db.clock() + timedelta(days=3))
    desk.click_in("talk_form", "primary")
    desk.until_gone("talk_form")
    with small_city.db.read() as session:
        (talk,) = session.scalars(select(TraderTalkRow)).all()
    assert (talk.signal_id, talk.warning_id, talk.officers) == (signal, None, "李蔚、马骁")
    desk.until_sees("act_settle")
    assert "三日内退清" in texts_of(desk.widget("signal_view"))
    desk.click("act_settle")
    desk.until_sees("settle_form")
    desk.click("chip_kept")
    desk.fill("words", "逐一核对，已退清")
    desk.click_in("settle_form", "primary")
    desk.until_gone("act_settle")
    desk.click("act_take_back")
    desk.until_sees("take_back_form")
    desk.fill("words", "核对的是另一家店")
    desk.click_in("take_back_form", "primary")
    desk.until_sees("act_settle")
    assert not desk.sees("act_take_back")
    with small_city.db.read() as session:
        said = dict(talk_facts(talk_line(session, talk.id, small_city.db.clock())))
    assert said["核对情况"] == "李蔚：核对已撤回：核对的是另一家店"


def test_every_number_opens_its_rows(at_desk, small_city, signal):
    desk = at_desk("liwei")
    desk.window.show_page("warnings")
    desk.until_sees("number_complaints")
    assert desk.widget("number_complaints").text() == "4 件"
    assert desk.widget("signal_usual").text() == "平时 0.4 件，现 4 件"
    desk.click("number_complaints")
    desk.until_sees("sheet")
    desk.until(lambda: "共 4 件" in texts_of(desk.widget("sheet")))
    everything = texts_of(desk.window.pages.warnings)
    assert "p = " not in everything
    desk.window.sheet.put_away()
    desk.until_gone("sheet")
    desk.click("signal_more")
    desk.until(lambda: "p = 6.3e-07" in texts_of(desk.window.pages.warnings))


def texts_of(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_who_is_second_is_told_and_keeps_his_words(at_desk, small_city, signal):
    desk = at_desk("liwei")
    desk.window.show_page("warnings")
    desk.until_sees("act_verified")
    desk.click("act_verified")
    desk.until_sees("triage_form")
    desk.fill("words", "我也回访了")
    small_city.do(signals.verify, "zhoulan", signal, TriageNote("已回访", seen=0))
    desk.click_in("triage_form", "primary")
    desk.until(lambda: "周岚" in desk.widget("refusal").text())
    assert desk.widget("words").toPlainText() == "我也回访了"


def drafted(city, signal):
    city.do(signals.verify, "zhoulan", signal, TriageNote("已回访"))
    city.do(signals.assess, "zhoulan", signal, TriageNote("需要预警"))
    form = city.ask(warning_form, signal, city.db.clock())
    return city.do(
        warnings.draft, "zhoulan", Draft(form.items, form.districts), signal, TriageNote("增加")
    )


def test_the_commander_signs_what_he_reads_and_the_rail_counts_it(at_desk, small_city, signal):
    warning = drafted(small_city, signal)
    desk = at_desk("chenyu")
    rail = desk.widget("rail_warnings")
    desk.until(lambda: "1 项" in rail.accessibleName())
    desk.click_in(f"todo_sign_warning_{warning}", "act_go")
    desk.until_sees("act_issued")
    desk.click("act_issued")
    desk.until(lambda: "发布单位" in desk.widget("whole_text").text())
    read = desk.widget("whole_text").text()
    desk.type("signature", "陈屿")
    desk.click_in("issue_warning", "primary")
    desk.until_gone("issue_warning")
    desk.until(lambda: "生效中" in desk.widget("warning_state").text())
    with small_city.db.read() as session:
        acts = session.scalars(select(WarningActRow).order_by(WarningActRow.id)).all()
    assert acts[-1].text.startswith(read)
    assert row(small_city, WarningRow, warning).number == 1
    desk.until(lambda: "项" not in rail.accessibleName())


def test_lifting_shows_the_evidence_that_it_keeps(at_desk, small_city, signal):
    warning = drafted(small_city, signal)
    small_city.do(warnings.issue, "chenyu", warning, Signature("陈屿"))
    desk = at_desk("chenyu")
    desk.window.show_page("warnings")
    desk.window.pages.warnings.show_warning(warning)
    desk.until_sees("act_lifted")
    desk.click("act_lifted")
    desk.until(lambda: "未办结 5 项" in texts_of(desk.widget("lift_evidence")))
    desk.fill("reason", "门店已恢复营业")
    desk.type("signature", "陈屿")
    desk.click_in("lift_warning", "primary")
    desk.until_gone("lift_warning")
    kept = row(small_city, WarningRow, warning)
    assert kept.state is WarningState.LIFTED
