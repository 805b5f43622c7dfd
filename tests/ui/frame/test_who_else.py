"""Every form that changes one thing says who else has it open, and loses nothing when refused."""

import ast
from pathlib import Path

import pytest

from commandcenter import ui

# Each makes something new, concerns the person alone, or is one click: nobody is in another's way.
ALONE = {
    "RegisterIncident": "a new incident",
    "RegisterFromCall": "a new incident",
    "FoundIncident": "a new incident",
    "IncidentFromSignal": "a new incident; the signal says who made it",
    "IncidentFromWarning": "a new incident; the warning says who made it",
    "EnterComplaint": "a new complaint",
    "NewPaperForm": "a new paper",
    "TakeNumberForm": "a new number",
    "TakeIn": "a file",
    "ImportRecords": "a file",
    "ImportsForm": "a list",
    "MappingEditor": "a mapping of one's own",
    "Confirm": "one click",
    "HandledForm": "says what came of it",
    "PersonalData": "is read only",
    "ChangePassword": "one's own",
    "PrintForm": "one's own printer",
    "WordsForm": "the reason of one act, in one field",
    "NoteForm": "a new note",
}

# Those below them say as what they are kept.
FRAMES = {
    "signed_form.SignedForm", "upper_level_form._UpperPaper", "people_form.PersonForm",
    "triage_form.JoinForm",
}  # fmt: skip


def forms():
    """Every class below Form, and its bases."""
    found = {}
    for path in Path(ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                node.place = f"{path.stem}.{node.name}"
                bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
                found[node.place] = node, bases
    below = {"Form"}
    while more := {n.name for n, bases in found.values() if set(bases) & below} - below:
        below |= more
    return [(node, bases) for node, bases in found.values() if node.name in below - {"Form"}]


FORMS = forms()


def is_known_by(node):
    """It says as what it is kept, by its attribute or for its own."""
    given = [target for part in ast.walk(node) if isinstance(part, ast.Assign)
             for target in part.targets]  # fmt: skip
    named = {getattr(n, "id", getattr(n, "attr", "")) for t in given for n in ast.walk(t)}
    return "kept_as" in named or passes_form(node)


def passes_form(node):
    init = next((m for m in node.body if getattr(m, "name", "") == "__init__"), None)
    calls = ast.walk(init) if init else ()
    return any(
        isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == "__init__"
        and any(keyword.arg == "form" for keyword in call.keywords)
        for call in calls
    )


def wants_it(node):
    """Its constructor cannot be called without the form's name."""
    init = next((m for m in node.body if getattr(m, "name", "") == "__init__"), None)
    return init is not None and "form" in [a.arg for a in init.args.args]


def inherits_it(node, bases):
    above = [(n, b) for n, b in FORMS if n.name in bases]
    if any(wants_it(n) for n, _ in above):
        return True
    if any(getattr(m, "name", "") == "__init__" for m in node.body):
        return False
    return any(is_known_by(n) or inherits_it(n, b) for n, b in above)


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f[0].name)
def test_a_form_that_changes_one_thing_is_known_by_it(form):
    node, bases = form
    if node.name not in ALONE and node.place not in FRAMES:
        assert is_known_by(node) or inherits_it(node, bases), f"{node.name} names no form"


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f[0].name)
def test_a_refusal_touches_no_field(form):
    """What Form does with it stands: the words are shown, the fields stay as they are."""
    node, _ = form
    own = next((m for m in node.body if getattr(m, "name", "") == "refuse"), None)
    if own is not None:
        calls = [getattr(c.func, "attr", "") for c in ast.walk(own) if isinstance(c, ast.Call)]
        assert {"clear", "setPlainText", "reject", "accept", "close"}.isdisjoint(calls), node.name
        assert "refuse" in calls or "say" in calls, node.name
