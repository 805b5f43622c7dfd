"""Every form that changes one thing says who else has it open, and loses nothing when refused."""

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from commandcenter import ui

# Each makes something new, concerns the person alone, or is one click: nobody is in another's way.
ALONE = {
    "RegisterIncident": "a new incident",
    "RegisterFromCall": "a new incident",
    "IncidentFromWatch": "a new incident",
    "IncidentFromSignal": "a new incident; the signal says who made it",
    "IncidentFromWarning": "a new incident; the warning says who made it",
    "EnterComplaint": "a new complaint",
    "NewPaperForm": "a new paper",
    "TakeNumberForm": "a new number",
    "CallerData": "a look, which changes nothing",
    "TakeIn": "a file",
    "ImportRecords": "a file",
    "ImportsForm": "a list",
    "MappingEditor": "a mapping of one's own",
    "Confirm": "one click",
    "HandledForm": "says what came of it",
    "ComplaintForms": "sheets made of records, which stay as they are",
    "PersonalData": "is read only",
    "ChangePassword": "one's own",
    "PrintForm": "one's own printer",
    "WordsForm": "the reason of one act, in one field",
    "TakeBackForm": "the same",
    "WithdrawEnteredForm": "one that was withdrawn meanwhile is refused",
    "NoteForm": "a new note",
    "ShelveForm": "an alarm's reason and end; a version that changed is refused",
    "TakeOutForm": "a kind that is out already is refused",
    "AlarmSoundForm": "one's own machine",
    "InjectForm": "the conductor's alone",
    "ScriptForm": "a file of one's own",
    "ScriptInjectForm": "of a file of one's own",
    "NewDrillForm": "a new drill",
    "PlanDrill": "a new drill",
    "RecordDrill": "a result is said once",
    "MeasureForm": "a new measure",
    "ApproveForm": "one decision; a request that was decided meanwhile is refused",
    "SpendForm": "said once; what was paid meanwhile is refused",
    "CorrectCertificate": "a version that changed is refused",
    "RevokeCertificate": "one that was revoked meanwhile is refused",
    "HoldTraining": "said once; a version that changed is refused",
    "ImportTeam": "a file",
    "ClauseForm": "in a draft; a version of it that changed is refused",
    "StepForm": "the same",
    "DropChange": "the same",
    "GapsOfRevision": "the same",
    "SignRevision": "a draft that changed is refused",
    "CompareForm": "a look, which changes nothing",
    "GrantRole": "a role that is held already is refused",
    "EndRole": "one that has ended is refused",
    "NewPassword": "the last one holds, and is shown once",
    "ShownOnce": "a look",
    "HoldActivity": "said once; what was held or called off meanwhile is refused",
    "WeekForm": "new lines",
    "DraftCase": "a new case",
    "EditCase": "a text that changed is refused",
    "JudgeCase": "of the very text that was read; another is refused",
    "SendBackCase": "the same",
    "PublishCase": "the same",
    "FinishResearch": "said once; one that was ended meanwhile is refused",
    "YearForm": "a sheet made of records",
    "LabelsForm": "a sheet made of records",
    "SheetForm": "the same",
    "LedgerForm": "the same",
    "PastWatchForm": "a trial; saved on a plan that changed meanwhile it is refused",
}

# Those below them say as what they are kept.
FRAMES = {
    "signed_form.SignedForm", "upper_level_form._UpperPaper", "people_form.PersonForm",
    "triage_form.JoinForm", "handover_form.GiveForm", "release_frame.ReleaseFrame",
    "look_form.LookForm", "inject_form.InjectFields", "liaison_form._Agreeing",
    "certificate_forms.CertificateFields", "draft_forms.DraftForm", "stock_move_forms.MoveForm",
    "inspection_forms.DoerForm",
}  # fmt: skip


CLASS = re.compile(r"^ *class (\w+)\(([^)]*)\)", re.MULTILINE)
ROOT = Path(ui.__file__).parent


@dataclass(frozen=True)
class FormClass:
    path: Path
    name: str
    bases: tuple[str, ...]

    @property
    def place(self):
        return f"{self.path.stem}.{self.name}"

    @property
    def node(self):
        return classes(self.path)[self.name]


def forms():
    """Every class below Form: found by their first lines, for the tests need a few files only."""
    found = [
        FormClass(path, name, tuple(re.findall(r"[\w.]+", bases)))
        for path in sorted(ROOT.rglob("*.py"))
        for name, bases in CLASS.findall(path.read_text(encoding="utf-8"))
    ]
    below = {"Form"}
    while more := {form.name for form in found if set(form.bases) & below} - below:
        below |= more
    return [form for form in found if form.name in below - {"Form"}]


@cache
def classes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


FORMS = forms()


def is_known_by(node):
    """It says as what it is kept, by its attribute or for its own."""
    given = [target for part in ast.walk(node) if isinstance(part, ast.Assign)
             for target in part.targets]  # fmt: skip
    named = {getattr(n, "id", getattr(n, "attr", "")) for t in given for n in ast.walk(t)}
    return "kept_as" in named


def inherits_it(form):
    above = [other for other in FORMS if other.name in form.bases]
    return any(is_known_by(other.node) or inherits_it(other) for other in above)


def test_no_form_is_overlooked():
    """What is found by the first lines is what the whole trees say."""
    found = {
        (path, node.name): {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in ROOT.rglob("*.py")
        for node in classes(path).values()
    }
    below = {"Form"}
    while more := {name for (_, name), bases in found.items() if bases & below} - below:
        below |= more
    assert {(form.path, form.name) for form in FORMS} == {
        (path, name) for path, name in found if name in below - {"Form"}
    }


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.name)
def test_a_form_that_changes_one_thing_is_known_by_it(form):
    if form.name not in ALONE and form.place not in FRAMES:
        assert is_known_by(form.node) or inherits_it(form), f"{form.name} names no form"


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.name)
def test_a_refusal_touches_no_field(form):
    """What Form does with it stands: the words are shown, the fields stay as they are."""
    own = next((m for m in form.node.body if getattr(m, "name", "") == "refuse"), None)
    if own is not None:
        calls = [getattr(c.func, "attr", "") for c in ast.walk(own) if isinstance(c, ast.Call)]
        assert {"clear", "setPlainText", "reject", "accept", "close"}.isdisjoint(calls), form.name
        assert "refuse" in calls or "say" in calls, form.name


ELSEWHERE = """
from PySide6.QtWidgets import QApplication
from commandcenter.domain.times import from_local
from commandcenter.ui.frame.moment_field import MomentEdit
app = QApplication([])
for month, day, hour in ((3, 8, 2), (11, 1, 1), (7, 1, 9)):
    at = from_local(2026, month, day, hour, 30)
    field = MomentEdit(at)
    assert field.moment() == at, (field.text(), at)
    other = MomentEdit(from_local(2026, 1, 1))
    other.lineEdit().setText(f"{field.text()}")
    other.interpretText()
    assert other.moment() == at, (other.text(), at)
"""


def test_a_moment_is_kept_where_the_machine_skips_an_hour():
    """New York's clocks skip 2026-03-08 02:30: in Shanghai it is a time as any other."""
    zone = os.environ | {"TZ": "America/New_York"}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], env=zone, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
