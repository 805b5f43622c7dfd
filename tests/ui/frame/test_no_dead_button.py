"""In every form: a press with something missing says what, marks it and goes there."""

import importlib
import inspect
import pkgutil
import shutil
from functools import partial
from itertools import product
from typing import get_type_hints

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSignalBlocker, QSize
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QScrollArea

from commandcenter import ui
from commandcenter.domain.complaints.handling import HandlingAct
from commandcenter.domain.level import Level
from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.domain.watch.signal import SignalAct
from commandcenter.queries.aftermath.closing_board import RetentionView
from commandcenter.queries.command.site import PlaceChoice
from commandcenter.queries.complaints.imports import ImportLine
from commandcenter.queries.incident.level_forms import LevelForm
from commandcenter.queries.incident.situation import Situation
from commandcenter.queries.plan.plan_data import plan_board
from commandcenter.queries.reports.report_lines import ReportLine
from commandcenter.queries.seat.account_board import AccountLine, HeldRole
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.services.complaints.handling import Handled
from commandcenter.store.database import open_database
from commandcenter.store.plan.plan import plan_of
from commandcenter.ui import look
from commandcenter.ui.command.handover_form import GiveDuty
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.editors import MomentField, NumberField, words_in
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.pickers import Names, PersonBox
from commandcenter.ui.frame.seat import Over, open_seat
from commandcenter.ui.frame.signed_form import SignedForm
from commandcenter.ui.frame.words_form import Wording
from commandcenter.ui.incident.change_level_form import ChangeLevel
from commandcenter.ui.incident.end_response_form import EndResponse
from commandcenter.ui.look import Size
from commandcenter.ui.papers.attachments_form import AttachmentsForm
from commandcenter.ui.plan.alarm_values_form import ALARM_FORMS
from commandcenter.ui.plan.kind_forms import KIND_FORMS
from commandcenter.ui.plan.paper_values_form import PAPER_FORMS, TemplateForm
from commandcenter.ui.plan.plan_values_form import FORMS as VALUE_FORMS
from commandcenter.ui.plan.risk_values_form import RISK_FORMS
from commandcenter.ui.plan.support_values_form import SUPPORT_FORMS
from commandcenter.ui.publicity.case_forms import VERBS as CASE_VERBS
from commandcenter.ui.releases.release_judge_form import VERBS, ReleaseJudge
from commandcenter.ui.seat.password_form import ChangePassword
from commandcenter.ui.support.attendance import Attendance
from commandcenter.ui.workers import Job
from tests.city import City
from tests.ui.frame.sample_values import NOW, SPECIAL, made_up

ROOM = QSize(1366, 768 - 40)  # the smallest screen, less the task bar

# Never opened themselves: each has forms below it, which are.
BASES = {
    "signed_form.SignedForm", "upper_level_form._UpperPaper", "release_frame.ReleaseFrame",
    "handover_form.GiveForm", "people_form.PersonForm", "plan_values_form.ValueForm",
    "paper_values_form.PaperValueForm", "alarm_values_form.AlarmValueForm",
    "triage_form.JoinForm", "look_form.LookForm", "inject_form.InjectFields",
    "liaison_form._Agreeing", "certificate_forms.CertificateFields",
    "stock_move_forms.MoveForm", "stock_move_forms._OfOut",
    "draft_forms.DraftForm", "inspection_forms.DoerForm",
}  # fmt: skip


def named(kind):
    """upper.RequestForm."""
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def all_forms():
    for module in pkgutil.walk_packages(ui.__path__, "commandcenter.ui."):
        importlib.import_module(module.name)
    found, above = {}, [Form]
    while above:
        for form in above.pop().__subclasses__():
            if form not in found and form.__module__.startswith(ui.__name__):
                found[form] = None
                above.append(form)
    return list(found)


FORMS = all_forms()
OPENED = [form for form in FORMS if named(form) not in BASES]
SIGNED = [form for form in OPENED if issubclass(form, SignedForm)]


class Desk:
    """A seat whose answers are made up, and which notes what would be written."""

    def __init__(self, seat, monkeypatch):
        self.seat, self.written, self.asked = seat, [], []
        with seat.tasks.db.read() as session:
            self.plan = plan_board(session, seat.actor, NOW)
            self.rights = plan_of(session).rights
        monkeypatch.setattr(seat.tasks, "read", self._read)
        monkeypatch.setattr(seat.tasks, "note", lambda *_: None)
        for verb in ("write", "work", "deliver"):
            monkeypatch.setattr(seat.tasks, verb, partial(self._write, verb))
        monkeypatch.setattr(Form, "screen", lambda _form: self)

    def availableSize(self):
        return ROOM

    def _read(self, owner, query, done, failed=None, **how):
        self.asked.append((owner, done))

    def _write(self, verb, owner, *rest, **how):
        self.written.append(verb)
        return Job(owner)

    def answer(self):
        while self.asked:
            owner, done = self.asked.pop(0)
            kind = answered_with(done)
            if kind is not None and shiboken6.isValid(owner):
                done(made_up(kind))

    def pressed(self, form):
        self.written.clear()
        form.primary.click()
        settle()

    def open(self, kind, own):
        form = self.make(kind, own)
        self.answer()
        form.begin()
        self.answer()
        assert form.isVisible()
        return form

    def make(self, kind, own):
        return kind(Over(self.seat), **own)


def answered_with(done):
    """The type of what `done` is called with."""
    bound = 0
    while isinstance(done, partial):
        bound += len(done.args)
        done = done.func
    names = list(inspect.signature(done).parameters)[bound:]
    return get_type_hints(done).get(names[0]) if names else None


def arguments(kind):
    """Each way to open it: a choice that has to be made is made in every way."""
    hints = get_type_hints(kind.__init__)
    needed = [
        name
        for name, parameter in inspect.signature(kind.__init__).parameters.items()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        and name not in ("self", "seat", "over")
    ]
    return {name: hints[name] for name in needed if name != "parent"}


def ways(kind, desk):
    wanted = arguments(kind)
    own = OWN[named(kind)](desk) if named(kind) in OWN else {}
    choices = [own.get(name) or choices_of(hint) for name, hint in wanted.items()]
    return [dict(zip(wanted, each, strict=True)) for each in product(*choices)]


def choices_of(hint):
    return (True, False) if hint is bool else (made_up(hint),)


def plan_line(kind):
    """A value of the plan as it is, and the whole plan beside it."""

    def own(desk):
        return {"board": [desk.plan], "line": desk.plan.values[kind][:1]}

    return own


# What a made-up value cannot be.
OWN = {
    "account_forms.EndRole": lambda _: {
        "line": [made_up(AccountLine, held=(made_up(HeldRole, stands_for=""),))]
    },
    "grade_form.GradeForm": lambda desk: {
        "head": [made_up(DeskHead, situation=made_up(Situation), rights=desk.rights)]
    },
    "handle_form.HandledForm": lambda _: {"result": [Handled((1,), (1,))]},
    "handle_form.HandleForm": lambda _: {"act": list(HandlingAct)},
    "release_judge_form.ReleaseJudge": lambda _: {"act": list(VERBS)},
    "report_receipts_form.AnswerForm": lambda _: {"key": ["receive", "verify", "want_more"]},
    "case_forms.JudgeCase": lambda _: {"act": list(CASE_VERBS)},
    "retention_form.RetentionForm": lambda _: {"view": [made_up(RetentionView, stays=())]},
    "site_form.TeamForm": lambda _: {"place": [made_up(PlaceChoice, lat=30.0, lon=120.0)]},
    "words_form.WordsForm": lambda _: {
        "wording": [Wording("甲", "甲", "甲")],
        "verb": [lambda *_: None],
    },
    "triage_form.TriageForm": lambda _: {"act": [SignalAct.VERIFIED, SignalAct.TAKEN_OUT]},
}
for code, value_form in (
    VALUE_FORMS | KIND_FORMS | RISK_FORMS | PAPER_FORMS | ALARM_FORMS | SUPPORT_FORMS
).items():
    OWN[named(value_form)] = plan_line(code)

SPECIAL |= {
    ImportLine: lambda: made_up(ImportLine, state="closed", withdrawn_at=None),
    LevelForm: lambda: made_up(LevelForm, response=Level.III),
    ReportLine: lambda: made_up(ReportLine, receipts=()),
}

# What is chosen before the primary button can be pressed, where no field says so.
ALLOWED = {
    "imports_form.ImportsForm": lambda form: form.table.selectRow(0),
    "risk_import_form.ImportRecords": lambda form: form.look_at("/巡查.csv"),
    "take_in_form.TakeIn": lambda form: form.look_at("/投诉.csv"),
}


@pytest.fixture(scope="module")
def seat(themed, city_file, tmp_path_factory):
    path = shutil.copy(city_file, tmp_path_factory.mktemp("forms") / "center.db")
    db = open_database(f"sqlite:///{path}")
    seat = open_seat(City(db).chenyu, db, after=0)
    yield seat
    seat.close()
    for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
        shiboken6.delete(part)
    db.close()


@pytest.fixture
def desk(seat, monkeypatch):
    return Desk(seat, monkeypatch)


def fill(editor):
    match editor:
        case PersonBox():
            editor.set_people([(1, "甲", "")])
            editor.choose(1)
        case QComboBox() if editor.isEditable():
            editor.setEditText("甲")
        case QComboBox():
            if not editor.count():
                editor.addItem("甲", 1)
            editor.setCurrentIndex(max(0, editor.currentIndex()))
        case QLineEdit():
            editor.setText("1" if editor.objectName() == "money" else "甲")
        case QPlainTextEdit():
            editor.setPlainText("甲")
        case Names():
            editor.set_people([(1, "甲", "")])
            editor.add_person(1)
        case Chips() if not editor.chosen():
            if not editor._keys:
                editor.set_choices([("甲", "甲")])
            editor.choose(editor._keys[0])
        case LevelChoice() if editor.level is None:
            for level in Level:
                editor.choose(level)
        case NumberField():
            editor.edit.setText("1")
        case MomentField():
            editor.set_value(NOW)
        case Attendance():
            next(iter(editor._came.values())).setChecked(True)


def clear(editor):
    """What no person can empty stays as it is."""
    match editor:
        case QComboBox():
            with QSignalBlocker(editor):
                editor.setCurrentIndex(-1)
                editor.clearEditText()
        case QLineEdit() | QPlainTextEdit():
            editor.clear()
        case Chips():
            editor.choose()
            editor.changed.emit()
        case LevelChoice():
            editor._clear()
        case NumberField():
            editor.edit.clear()
        case Attendance():
            for box in editor._came.values():
                box.setChecked(False)


def is_seen(widget, form):
    """Nothing of it is cut off, neither by what it lies in nor by the window."""
    place = QRect(widget.mapTo(form, QPoint()), widget.size())
    return (
        widget.isVisible()
        and not widget.visibleRegion().isEmpty()
        and widget.visibleRegion().boundingRect().height() >= min(widget.height(), 24)
        and form.rect().contains(place.center())
    )


def settle():
    """Lay out what has changed; nothing of it has to be painted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def the_word(form):
    """What stands beside the button, if all of it can be read."""
    label = form._foot.word
    whole = label.height() >= label.heightForWidth(label.width())
    inside = form.rect().contains(QRect(label.mapTo(form, QPoint()), label.size()))
    return label.text() if is_seen(label, form) and whole and inside else ""


def needed(form):
    return [field for field in form._fields if field.needed and form._wanting._is_asked(field)]


def fill_all(form, but=None):
    for _ in range(2):  # what is chosen in one shows others
        for field in needed(form):
            if field is not but:
                fill(field.editor)
    for fault in form._wanting._at_fields():
        fill(fault.field.editor)
    if but is not None:
        clear(but.editor)


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
