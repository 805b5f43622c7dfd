"""The line of the journal that announces a change of a row: its kind, and what it is about.

By hand, from what the services write. Where a row never changes alone, what goes with it is there.
"""

from commandcenter.store.tables.every import Base
from tests.sweep.states import MY, Sql

LINE = (
    "INSERT INTO public.journal(actor, kind, subject, incident_id, verb, clause)"
    " VALUES ('', '{}', {}, {}, 'x', '')"
)
# Of a table whose lines are not about the row itself: their kind, and the column that says of what.
OF_ANOTHER = {
    "absence": ("attendance", "person_id"), "attendance": ("attendance", "person_id"),
    "attachment": ("step", "step_id"), "step_note": ("step", "step_id"),
    "obligation_note": ("obligation", "obligation_id"),
    "training_person": ("training", "training_id"),
    "typical_case_step": ("typical_case", "case_id"),
    "risk_assessment_line": ("risk_assessment", "assessment_id"),
    "inspection_target": ("inspection_plan", "inspection_id"),
    "risk_finding_check": ("risk_finding", "finding_id"),
    "survey_answer": ("risk_record", "risk_record_id"),
    "alarm_act": ("alarm", "alarm_id"), "drill_measure": ("drill_record", "record_id"),
    "budget_change": ("budget_line", "line_id"), "custody": ("evidence", "evidence_id"),
    "incident_complaint": ("incident_complaint", "incident_id"),
    "incident_fact": ("fact", "incident_id"), "tally": ("tally", "incident_id"),
    "incident_move": ("incident", "incident_id"), "incident_place": ("incident", "incident_id"),
    "level_decision": ("incident", "incident_id"), "paper_step": ("document", "paper_id"),
    "paper_text": ("document", "paper_id"), "paper_file": ("document", "subject_id"),
    "release_check": ("release", "release_id"), "report_receipt": ("report", "report_id"),
    "role_grant": ("person", "person_id"), "signal_note": ("signal", "signal_id"),
    "signal_complaint": ("signal", "signal_id"), "warning_act": ("warning", "warning_id"),
    "complaint_correction": ("complaint", "batch_id"), "complainant": ("complaint", "complaint_id"),
}  # fmt: skip
OWN_KIND = {"paper": "document", "log_entry": "log", "plan_version": "plan"}
CORRECTED = (  # a complaint is corrected by a later file
    "INSERT INTO public.complaint_correction (complaint_id, batch_id, fields, line, at, by)"
    f" VALUES ({{id}}, {{batch_id}}, '[]', 1, clock_timestamp(), '{MY}');"
    + LINE.format("complaint", "{batch_id}", "NULL")
)
TAKEN_OUT = (  # what hangs on a complaint that an import takes out again
    "INSERT INTO public.complaint_correction (complaint_id, batch_id, fields, line, at, by)"
    f" SELECT id, batch_id, '[]', 1, clock_timestamp(), '{MY}' FROM public.complaint"
    " WHERE id = {complaint_id};"
    "INSERT INTO public.journal(actor, kind, subject, incident_id, verb, clause)"
    " SELECT '', 'complaint', batch_id, NULL, 'x', '' FROM public.complaint"
    " WHERE id = {complaint_id}"
)
HANDLED = (  # an act of law is written down where the complaint then stands
    "UPDATE public.complaint_handling SET clock = clock || 'x' WHERE complaint_id = {complaint_id};"
    + LINE.format("complaint_handling", "{complaint_id}", "NULL")
)
ADOPTED = (  # an item of the plan, with its version
    "INSERT INTO public.plan_version (label, adopted_at, adopted_by)"
    f" VALUES ('x', clock_timestamp(), '{MY}');"
    + LINE.format("plan", "sweep.last_id('plan_version')", "NULL")
)
DELIVERED = (  # what came late, with what it is
    "INSERT INTO public.obligation_note (incident_id, obligation_id, kind, at, by, text)"
    f" SELECT incident_id, id, 'note', clock_timestamp(), '{MY}', 'x' FROM public.obligation"
    " WHERE id = {task};" + LINE.format("obligation", "{task}", "NULL")
)
TOGETHER = {
    "complaint": CORRECTED, "complaint_event": HANDLED, "plan_item": ADOPTED, "delivery": DELIVERED,
}  # fmt: skip


def line_of(table, values, incident, task, op=""):
    """SQL that announces the row with these values; `task`: any obligation."""
    if table == "complaint_event" and op == "delete":
        return TAKEN_OUT.format_map(values)
    if table in TOGETHER:
        return TOGETHER[table].format_map({**values, "task": task})
    if table == "setting":
        return LINE.format("mapping", 1, "NULL")
    if table == "attachment" and values["step_id"] is None:
        kind, subject = "obligation", values["obligation_id"]
    elif table == "reminder":
        kind, subject = values["kind"], values["subject"]
    else:
        key = next(iter(Base.metadata.tables[table].primary_key)).name
        kind, column = OF_ANOTHER.get(table, (OWN_KIND.get(table, table), key))
        subject = values[column]
    return LINE.format(kind, subject if isinstance(subject, (int, Sql)) else 1, incident or "NULL")
