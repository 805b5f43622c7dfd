"""In every form: a press with something missing says what, marks it and goes there."""

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea

from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.queries.incident.level_forms import LevelForm
from commandcenter.ui import look
from commandcenter.ui.command.handover_form import GiveDuty
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.editors import words_in
from commandcenter.ui.frame.signed_form import SignedForm
from commandcenter.ui.incident.change_level_form import ChangeLevel
from commandcenter.ui.incident.end_response_form import EndResponse
from commandcenter.ui.look import Size
from commandcenter.ui.papers.attachments_form import AttachmentsForm
from commandcenter.ui.plan.paper_values_form import TemplateForm
from commandcenter.ui.releases.release_judge_form import ReleaseJudge
from commandcenter.ui.seat.password_form import ChangePassword
from tests.ui.frame.made_forms import (
    BASES,
    FORMS,
    OPENED,
    Desk,
    fill,
    fill_all,
    named,
    needed,
    settle,
    ways,
)
from tests.ui.frame.sample_values import SPECIAL, made_up

SIGNED = [form for form in OPENED if issubclass(form, SignedForm)]

# What is chosen before the primary button can be pressed, where no field says so.
ALLOWED = {
    "imports_form.ImportsForm": lambda form: form.table.selectRow(0),
    "risk_import_form.ImportRecords": lambda form: form.look_at("/巡查.csv"),
    "take_in_form.TakeIn": lambda form: form.look_at("/投诉.csv"),
}


@pytest.fixture
def desk(form_seat, monkeypatch):
    return Desk(form_seat, monkeypatch)


def is_seen(widget, form):
    """Nothing of it is cut off, neither by what it lies in nor by the window."""
    place = QRect(widget.mapTo(form, QPoint()), widget.size())
    return (
        widget.isVisible()
        and not widget.visibleRegion().isEmpty()
        and widget.visibleRegion().boundingRect().height() >= min(widget.height(), 24)
        and form.rect().contains(place.center())
    )


def the_word(form):
    """What stands beside the button, if all of it can be read."""
    label = form._foot.word
    whole = label.height() >= label.heightForWidth(label.width())
    inside = form.rect().contains(QRect(label.mapTo(form, QPoint()), label.size()))
    return label.text() if is_seen(label, form) and whole and inside else ""


def each_missing(form, desk):
    """Yield what is wrong with each needed field left empty."""
    for field in needed(form):
        fill_all(form, but=field)
        if words_in(field.editor).strip():
            continue
        desk.pressed(form)
        name = field.label.partition("（")[0]
        if name not in the_word(form):
            yield f"{field.label}: the word is {form.refusal!r}"
        seen = is_seen(field, form) and (field.editor.height() < 2 or is_seen(field.editor, form))
        if not (field.error and seen):
            yield f"{field.label}: not marked in sight"
        focus = form.focusWidget()
        there = field.editor.focusProxy() or field.editor
        if focus is None or (focus is not there and not there.isAncestorOf(focus)):
            yield f"{field.label}: the focus is at {focus and focus.objectName()}"
        if desk.written:
            yield f"{field.label}: {desk.written} although it is missing"
        fill(field.editor)
        if name in form.refusal.removeprefix("请"):
            yield f"{field.label}: still {form.refusal!r} when it is filled"


def foot_is_small(form):
    return form._foot.height() <= form.height() * 0.4


def tried(form, desk):
    settle()
    wrong = []
    signed = [*form.findChildren(QLineEdit, "signature"), *form.findChildren(QLabel, "consequence")]
    if not isinstance(form, Confirm | TemplateForm):  # of which it is the whole, or something else
        wrong += [
            f"{p.objectName()} scrolls away" for p in signed if not form._foot.isAncestorOf(p)
        ]
    forbidden = not form.primary.isEnabled()
    if forbidden:
        wrong += [] if the_word(form) else ["forbidden without a word"]
        ALLOWED.get(named(type(form)), lambda form: None)(form)
        form.forbid("")
    wrong += each_missing(form, desk)
    form.complete()  # with all the words it may have to say
    settle()
    if not foot_is_small(form):
        wrong.append(f"the foot has {form._foot.height()} of {form.height()}")
    if form.primary.isVisible():
        fill_all(form)
        desk.pressed(form)
        if is_open(form) and not (desk.written or desk.asked or the_word(form)):
            wrong.append("pressed when it is filled, it does nothing that can be seen")
    return wrong


def is_open(form):
    return shiboken6.isValid(form) and form.isVisible()


@pytest.mark.lot(3)
@pytest.mark.parametrize("module", sorted({kind.__module__ for kind in OPENED}))
def test_what_is_missing_is_said_marked_and_gone_to(module, desk):
    wrong = []
    for kind in [kind for kind in OPENED if kind.__module__ == module]:
        for own in ways(kind, desk):
            form = desk.open(kind, own)
            try:
                wrong += [f"{kind.__name__}: {each}" for each in tried(form, desk)]
            finally:
                if shiboken6.isValid(form):
                    form.done(0)
                    form.deleteLater()
    assert "\n".join(wrong) == ""


def test_a_long_consequence_is_scrolled_and_leaves_room_for_the_form(desk):
    form = desk.open(GiveDuty, {})
    form.show_consequence("交出后不能撤回，" * 80)
    settle()
    assert form._foot.height() <= form.height() * 0.25
    assert is_seen(form.signature, form)
    area = form._foot.findChild(QScrollArea)
    assert area.height() >= area.fontMetrics().height() * 2
    assert area.verticalScrollBar().maximum() > 0
    form.done(0)


def test_a_short_consequence_takes_only_its_line(desk):
    form = desk.open(GiveDuty, {})
    settle()
    assert is_seen(form._foot.consequence, form)
    assert form._foot.findChild(QScrollArea).height() <= look.line(Size.SMALL) + 2
    form.done(0)


def test_a_long_refusal_is_read_whole_in_the_smallest_form(desk):
    form = desk.open(ChangePassword, {})
    form.say("这份表单在您打开之后已被他人修改。" * 8)
    settle()
    assert the_word(form) == form.refusal
    assert is_seen(form.primary, form)
    form.done(0)


def test_what_another_button_needs_is_marked_until_it_is_written(desk):
    form = desk.open(ReleaseJudge, {"release_id": 1, "act": ReleaseAct.APPROVE})
    form.back.setEnabled(True)
    form.back.click()
    settle()
    assert the_word(form) == "退回须写明意见。"
    assert form.focusWidget() is form.remarks
    form.remarks.setPlainText("补人数")
    assert form.refusal in ("", form._forbidden)
    form.back.click()
    assert desk.written == ["write"]
    form.done(0)


def test_that_a_name_is_missing_is_said_until_it_is_written(desk):
    form = desk.open(AttachmentsForm, ways(AttachmentsForm, desk)[0])
    form.add_name.click()
    form.add_name.click()
    desk.pressed(form)
    assert the_word(form) == "请填写附件名称。"
    first, second = form.rows[-2:]
    first.title.setText("名册")
    assert form.refusal == "请填写附件名称。"
    second.title.setText("台账")
    assert form.refusal == ""
    first.title.clear()  # said at the next press
    assert form.refusal == ""
    desk.pressed(form)
    form._on_row(first, "remove")
    assert form.refusal == ""
    form.done(0)


@pytest.mark.parametrize("kind", SIGNED, ids=named)
def test_a_signed_form_whose_text_did_not_arrive_asks_for_it_again(kind, desk):
    for own in ways(kind, desk):
        form = desk.make(kind, own)
        form.begin()
        desk.asked.clear()  # the database was away
        given = bool(form.notice)
        fill_all(form)
        desk.pressed(form)
        assert desk.written if given else not desk.written
        if not given:
            assert the_word(form) == form.refusal != ""
            assert form in [owner for owner, _ in desk.asked]
            desk.answer()
            fill_all(form)
            settle()
            assert form.notice
            assert "全文" not in form.refusal
        form.done(0)


@pytest.mark.parametrize("kind", [EndResponse, ChangeLevel], ids=named)
def test_a_response_that_has_ended_meanwhile_is_neither_ended_nor_changed(kind, desk, monkeypatch):
    monkeypatch.setitem(SPECIAL, LevelForm, lambda: made_up(LevelForm, response=None))
    for own in ways(kind, desk):
        form = desk.open(kind, own)
        assert not form.primary.isEnabled()
        settle()
        assert the_word(form).startswith("事件不在响应中，不能")
        form.done(0)


@pytest.mark.parametrize("name", sorted(BASES))
def test_a_base_has_forms_below_it(name):
    kind = next(form for form in FORMS if named(form) == name)
    assert [form for form in OPENED if issubclass(form, kind)]
