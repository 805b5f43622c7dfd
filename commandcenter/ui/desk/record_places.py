"""Where each record is shown: a view of the incident, and its tab, by the record's table."""

# Of what no incident's view lists: the page.
PAGES: dict[str, str] = {
    "attendance": "people",
    "call_up": "duty",
    "duty": "duty",
    "drill_record": "drill",
}

PLACES: dict[str, tuple[str, str]] = {
    "level_decision": ("assess", "history"),
    "incident_fact": ("assess", "facts"),
    "instruction": ("command", "instructions"),
    "directive": ("command", "directives"),
    "liaison": ("command", "liaison"),
    "consultation": ("command", "consultations"),
    "meeting": ("command", "meetings"),
    "oral_decision": ("command", "oral"),
    "handover": ("command", "handovers"),
    "report": ("reports", ""),
    "report_receipt": ("reports", ""),
    "release": ("opinion", "releases"),
    "press_question": ("opinion", "press"),
    "opinion": ("opinion", "items"),
    "site_report": ("site", "history"),
    "supply_request": ("site", "supply"),
    "evidence": ("inquiry", "evidence"),
    "case_file": ("inquiry", "case_files"),
    "case_act": ("inquiry", "cases"),
    "legal_question": ("inquiry", "legal"),
    "incident_complaint": ("complaints", ""),
    "complaint_handling": ("complaints", ""),
    "inquiry_report": ("aftermath", "inquiry"),
    "accountability": ("aftermath", "liability"),
    "recovery": ("aftermath", "recovery"),
    "retention": ("aftermath", "retention"),
    "archive_package": ("aftermath", "packages"),
    "typical_case": ("aftermath", "case"),
    "duty_note": ("duties", ""),
    "incident_move": ("timeline", ""),
}
