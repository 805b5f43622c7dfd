"""Every form of the program, opened with values made up from its types."""

import importlib
import inspect
import pkgutil
from functools import partial
from itertools import product
from typing import get_type_hints

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from commandcenter import ui
from commandcenter.domain.complaints.handling import HandlingAct
from commandcenter.domain.level import Level
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
from commandcenter.store.plan.plan import plan_of
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.editors import MomentField, NumberField
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.pickers import Names, PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.words_form import Wording
from commandcenter.ui.plan.alarm_values_form import ALARM_FORMS
from commandcenter.ui.plan.kind_forms import KIND_FORMS
from commandcenter.ui.plan.paper_values_form import PAPER_FORMS
from commandcenter.ui.plan.plan_values_form import FORMS as VALUE_FORMS
from commandcenter.ui.plan.risk_values_form import RISK_FORMS
from commandcenter.ui.plan.support_values_form import SUPPORT_FORMS
from commandcenter.ui.publicity.case_forms import VERBS as CASE_VERBS
from commandcenter.ui.releases.release_judge_form import VERBS
from commandcenter.ui.support.attendance import Attendance
from commandcenter.ui.workers import Job
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


class Desk:
    """A seat whose answers are made up, and which notes what would be written."""

    def __init__(self, seat, monkeypatch):
        self.seat, self.written, self.asked = seat, [], []
        self.room = ROOM
        with seat.tasks.db.read() as session:
            self.plan = plan_board(session, seat.actor, NOW)
            self.rights = plan_of(session).rights
        monkeypatch.setattr(seat.tasks, "read", self._read)
        monkeypatch.setattr(seat.tasks, "note", lambda *_: None)
        for verb in ("write", "work", "deliver"):
            monkeypatch.setattr(seat.tasks, verb, partial(self._write, verb))
        monkeypatch.setattr(Form, "screen", lambda _form: self)

    def availableSize(self):
        return self.room

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


def settle():
    """Lay out what has changed; nothing of it has to be painted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


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
