"""What is typed in a form is kept until it is sent, and others learn who has it open."""

from datetime import UTC, datetime, timedelta

import pytest
import shiboken6
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import drafts
from commandcenter.store import journal
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.every import DraftRow, PersonRow
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.widgets.labels import PlainLabel

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)


class Note(Form):
    kept_as = "note"

    def __init__(self, seat, verb=lambda session: None):
        super().__init__(Over(seat), "记录", "保存", subject=7)
        self.verb = verb
        self.words = self.text("words", "内容", needed=True)
        self.way = self.choice("way", "方式", [("phone", "电话"), ("fax", "传真")])
        self.seen = self.moment("seen", "时间")
        self.people = self.number("people", "人数", unit="人")
        self.urgent = self.tick("urgent", "紧急")
        self.signature = self.add_signature()

    def submit(self):
        self.send(self.verb)


def rows(db):
    with db.read() as session:
        return session.scalars(select(DraftRow)).all()


@pytest.fixture
def opened(seat, qtbot):
    """Open a form and wait until it knows of earlier drafts."""

    forms = []

    def begin(verb=lambda session: None):
        form = Note(seat, verb)
        forms.append(form)
        form.begin()
        qtbot.waitUntil(lambda: form._drafts._look.isActive() and seat.tasks.idle)
        return form

    yield begin
    for form in forms:
        if shiboken6.isValid(form):
            form.reject()
            shiboken6.delete(form)


@pytest.fixture(autouse=True)
def person(db, actor):
    with db.write() as session:
        session.add(PersonRow(id=actor.person_id, login=actor.login, name=actor.name))
        session.add(PersonRow(id=9, login="zhou", name="周岚"))
        session.flush()
        journal.record(session, PROGRAM, "person", 1, "added")


def fill(form):
    form.words.setPlainText("门口聚集 60 人")
    form.way.setCurrentIndex(1)
    form.seen.set_value(AT)
    form.people.edit.setText("60")
    form.urgent.setChecked(True)
    form.signature.setText("陈屿")


def test_a_form_that_is_closed_gives_its_words_back_the_next_time(opened, seat, db, qtbot):
    form = opened()
    fill(form)
    form.reject()
    qtbot.waitUntil(lambda: seat.tasks.idle)
    again = opened()
    qtbot.waitUntil(lambda: again.words.toPlainText() == "门口聚集 60 人")
    assert again.way.currentData() == "fax"
    assert (again.seen.value(), again.people.value()) == (AT, 60)
    assert again.urgent.isChecked()
    assert "未提交的内容" in again.findChild(PlainLabel, "draft_note").text()


def test_a_signature_is_not_kept_and_does_not_come_back(opened, db, seat, qtbot):
    with db.transaction() as session:
        of_before = {"words": "门口聚集 60 人", "signature": "陈屿"}
        drafts.keep(session, (1, "陈屿"), "note", 7, of_before)
    form = opened()
    qtbot.waitUntil(lambda: form.words.toPlainText() == "门口聚集 60 人")
    assert form.signature.text() == ""
    fill(form)
    form.reject()
    qtbot.waitUntil(lambda: seat.tasks.idle and "people" in rows(db)[0].data)
    assert "signature" not in rows(db)[0].data


@pytest.mark.lot(2)
def test_what_is_typed_is_kept_while_the_form_is_open(opened, db, seat, qtbot):
    form = opened()
    fill(form)
    qtbot.waitUntil(lambda: any(row.data for row in rows(db)), timeout=5_000)
    form.finish()
    qtbot.waitUntil(lambda: rows(db) == [])


def test_a_form_that_was_sent_leaves_no_draft(opened, db, seat, qtbot):
    form = opened()
    fill(form)
    form.primary.click()
    qtbot.waitUntil(lambda: seat.tasks.idle and rows(db) == [])
    assert opened().words.toPlainText() == ""


def test_a_form_that_was_only_looked_at_leaves_no_draft(opened, db, seat, qtbot):
    opened().reject()
    qtbot.waitUntil(lambda: seat.tasks.idle and rows(db) == [])


def test_another_person_who_has_the_form_open_is_named_but_not_his_words(opened, db, qtbot):
    with db.transaction() as session:
        drafts.keep(session, (9, "周岚"), "note", 7, {"words": "别人的话"})
    form = opened()
    label = form.findChild(PlainLabel, "other_editors")
    qtbot.waitUntil(lambda: label.text().endswith(" 起）正在填写同一份表单。"))
    assert form.words.toPlainText() == ""
    form.reject()


def test_who_comes_second_is_told_who_was_first_and_keeps_his_words(opened, db, qtbot):
    def close(session):
        about(session, "step", 7)
        raise RuleBroken("这项任务已办结。")

    form = opened(close)
    fill(form)
    with db.write() as session:
        journal.record(session, Actor(9, "zhou", "周岚"), "step", 7, "completed")
    form.primary.click()
    qtbot.waitUntil(lambda: bool(form.refusal))
    assert form.refusal.startswith("这项任务已办结。周岚刚于 ")
    assert form.words.toPlainText() == "门口聚集 60 人"
    assert form.isVisible()


def test_who_is_refused_for_another_reason_is_told_of_nobody(opened, db, qtbot):
    def close(session):
        about(session, "step", 7)
        raise RuleBroken("理由不能为空。")

    with db.write() as session:
        journal.record(session, Actor(9, "zhou", "周岚"), "step", 7, "completed")
    form = opened(close)  # they saw it as it is now
    fill(form)
    form.primary.click()
    qtbot.waitUntil(lambda: form.refusal == "理由不能为空。")


class Kept(Form):
    """What it shows stands in a record."""

    kept_as = "kept"

    def __init__(self, seat, record):
        super().__init__(Over(seat), "修改", "保存", subject=3)
        self.title = self.line("title", "名称", record["title"])
        self.scope = self.text("scope", "范围", record["scope"])
        self.issuer = self.line("issuer", "单位", record["issuer"])
        self.told = self.moment("told", "告知时间", record["told"])
        self.at = self.moment("at", "登记时间", seat.clock())


@pytest.fixture
def over_record(seat, qtbot):
    forms = []

    def begin(**record):
        form = Kept(seat, {"title": "甲", "scope": "一区", "issuer": "本局", "told": AT} | record)
        forms.append(form)
        form.begin()
        qtbot.waitUntil(lambda: form._drafts._look.isActive() and seat.tasks.idle)
        return form

    yield begin
    for form in forms:
        if shiboken6.isValid(form):
            form.reject()
            shiboken6.delete(form)


def present(form, editor):
    field = next(f for f in form._fields if f.editor is editor)
    label = field.findChild(PlainLabel, "present")
    return label.text() if label is not None and not label.isHidden() else ""


def test_a_draft_that_comes_back_shows_what_another_changed_meanwhile(over_record, seat, qtbot):
    form = over_record()
    form.scope.setPlainText("一区、二区")
    form.told.set_value(AT + timedelta(hours=2))
    form.reject()
    qtbot.waitUntil(lambda: seat.tasks.idle)
    now = {"scope": "三区", "issuer": "市局", "told": AT + timedelta(hours=1)}
    for _ in range(2):  # told again until it is sent
        again = over_record(**now)
        assert again.scope.toPlainText() == "一区、二区"
        assert present(again, again.scope) == "现为：三区"
        assert present(again, again.told) == "现为：2026-11-24 11:46"
        assert again.issuer.text() == "市局"  # nothing was typed there
        assert present(again, again.title) == present(again, again.at) == ""
        note = again.findChild(PlainLabel, "draft_note").text()
        assert "此后他人改过：范围、告知时间。" in note
        assert again.reject() is None
        qtbot.waitUntil(lambda: seat.tasks.idle)


def test_a_draft_of_a_record_that_nobody_changed_shows_nothing_beside(over_record, seat, qtbot):
    form = over_record()
    form.scope.setPlainText("一区、二区")
    form.reject()
    qtbot.waitUntil(lambda: seat.tasks.idle)
    again = over_record()
    assert again.scope.toPlainText() == "一区、二区"
    assert not again.findChildren(PlainLabel, "present")
    assert "他人" not in again.findChild(PlainLabel, "draft_note").text()
