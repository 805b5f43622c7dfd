"""Where the act that closes an obligation is done: an act of the head, or a form of a view."""

from typing import TYPE_CHECKING

from commandcenter.late_dataclass import dataclass
from commandcenter.ui.desk.moves import MoveKind
from commandcenter.ui.desk.record_places import PLACES as RECORD_PLACES

if TYPE_CHECKING:
    from commandcenter.queries.command.checklist import StepLine


@dataclass(frozen=True, slots=True)
class FormPlace:
    """A view of the incident, its tab, the line there, and which of its forms is opened."""

    view: str
    tab: str = ""
    subject: int = 0
    key: str = ""


# By the obligation's code: one of the acts of the head.
MOVES: dict[str, MoveKind] = {
    "verify": MoveKind.VERIFY,
    "suggest_grade": MoveKind.SUGGEST,
    "grade_decide": MoveKind.GRADE,
    "grade_request": MoveKind.REQUEST,
    "grade_upper": MoveKind.UPPER,
    "start_response": MoveKind.ACTIVATE,
    "register_desk": MoveKind.COUNT,
}
# By the obligation's code: the paper that is made.
PAPERS: dict[str, str] = {"activation_paper": "activation"}
# By the code where one form has several kinds, else by the form: view, tab, key of the form.
FORMS: dict[str, tuple[str, str, str]] = {
    "report_first": ("reports", "", "first_city"),
    "report_follow": ("reports", "", "followup_city"),
    "report_final": ("reports", "", "final_city"),
    "report": ("reports", "", ""),
    "level": ("assess", "basis", ""),
    "grade": ("assess", "basis", ""),
    "liaison": ("command", "liaison", "ask"),
    "directive": ("command", "directives", ""),
    "instruction": ("command", "instructions", ""),
    "oral": ("command", "oral", ""),
    "handover": ("command", "handovers", ""),
    "team": ("site", "reports", "team_arrived"),
    "site_report": ("site", "reports", "site_report"),
    "tally": ("site", "reports", ""),
    "supply": ("site", "supply", "ask_supply"),
    "evidence": ("inquiry", "evidence", "add_piece"),
    "case": ("inquiry", "cases", "new_case"),
    "legal": ("inquiry", "legal", ""),
    "opinion": ("opinion", "items", "register"),
    "line_draft": ("opinion", "releases", "line"),
    "first_release": ("opinion", "releases", "notice"),
    "release_daily": ("opinion", "releases", "notice"),
    "consumer_tip": ("opinion", "releases", "tip"),
    "release": ("opinion", "releases", ""),
    "press": ("opinion", "press", "register"),
    "complaints": ("complaints", "", ""),
    "inquiry": ("aftermath", "inquiry", ""),
    "operator": ("aftermath", "liability", ""),
    "recovery": ("aftermath", "recovery", ""),
    "retention": ("aftermath", "retention", ""),
    "close": ("aftermath", "closing", ""),
    "archive": ("aftermath", "closing", ""),
}


def form_place(step: "StepLine") -> FormPlace | None:
    """At the row that asks, where one does; else where the form is begun."""
    table, _, number = step.about.partition(":")
    if table in RECORD_PLACES and number.isdecimal():
        return FormPlace(*RECORD_PLACES[table], int(number))
    found = FORMS.get(step.code) or FORMS.get(step.form)
    if found is None:
        return None
    view, tab, key = found
    at = int(number) if table == "place" and number.isdecimal() else 0
    return FormPlace(view, tab, at, _of_chain(key, step.about))


def _of_chain(key: str, about: str) -> str:
    """A report of a county's own chain is begun in it: first_990102."""
    if not (key.endswith("_city") and about.startswith("county:")):
        return key
    county = about.removeprefix("county:").partition("/")[0]
    return f"{key.removesuffix('_city')}_{county}"
