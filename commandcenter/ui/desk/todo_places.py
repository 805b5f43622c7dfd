"""Where each kind of thing that waits is done: a view of the incident, and its tab."""

from commandcenter.queries.seat.todo import TodoKind

PLACES: dict[TodoKind, tuple[str, str]] = {
    TodoKind.UPPER: ("assess", ""),
    TodoKind.SIGN_ORAL: ("command", "oral"),
    TodoKind.DUE_REPORT: ("reports", ""),
    TodoKind.AMEND_REPORT: ("reports", ""),
    TodoKind.RECEIVE_REPORT: ("reports", ""),
    TodoKind.CHECK_RELEASE: ("opinion", "releases"),
    TodoKind.APPROVE_RELEASE: ("opinion", "releases"),
    TodoKind.AMEND_RELEASE: ("opinion", "releases"),
    TodoKind.PUBLISH_RELEASE: ("opinion", "releases"),
    TodoKind.OPINION: ("opinion", "items"),
    TodoKind.PRESS: ("opinion", "press"),
    TodoKind.INSTRUCTION: ("command", "instructions"),
    TodoKind.DIRECTIVE: ("command", "directives"),
    TodoKind.LIAISON: ("command", "liaison"),
    TodoKind.HANDOVER: ("command", "handovers"),
    TodoKind.LEGAL: ("inquiry", "legal"),
    TodoKind.SUPPLY: ("site", "supply"),
    TodoKind.SITE: ("site", "reports"),
    TodoKind.CASE: ("inquiry", "cases"),
    TodoKind.COMPLAINTS: ("complaints", ""),
    TodoKind.INQUIRY: ("aftermath", "inquiry"),
    TodoKind.CLOSE: ("aftermath", "closing"),
}
