"""Who reads which rows, by hand from the page of roles and packaging/database-rights.zh.md.

`SEEN`: tables, and who sees their rows. Who is a role of the matrix, a pattern of them, or a name
for several (`NAMES`); of some states of the row alone after `=`, with commas. `own_county` is a
county that sees what is its own. A view that covers a table stands beside it, by its schema.
"""

from fnmatch import fnmatchcase

NAMES = {
    "city": "commander deputy auditor clerk duty lead_duty planner watch *:*",
    "counties": "county county_west",
    "picture": "city counties",
    "people": "picture admin clerk_hotline",
    "own_county": "counties",
    "legal": "*:legal *:investigation",
    "logistics": "*:logistics",
}
PLACES = {"county": "east", "county_west": "west"}
SEEN = {
    # without these no window opens and nobody is known
    "absence alarm_out attendance city county_rules delegation delivery district drill drill_act"
    " duty journal journal_row laid_part pen person plan_filing plan_gap plan_item plan_review"
    " plan_revision plan_version restore_drill role_grant schema_info seat setting simulated_clock"
    " town verification watch_lease watch_run word_index": "people",
    # counts and files of the whole city, what the public is told, what is of no incident
    "alarm alarm_act drill_measure drill_record file_part publicity rollup stored_file training"
    " warning warning_act warning_step": "picture",
    # own words and steps, and those of the own incidents
    "obligation_note paper_step release_check": "picture",
    # what hangs on complaints and incidents
    "archive_package attachment call_up case_count case_report complaint_flag"
    " consultation directive duty_note incident incident_fact incident_move incident_place"
    " inquiry_report inspection_target instruction legal_question level_decision liaison log_entry"
    " meeting obligation opinion oral_decision paper paper_file paper_number press_question"
    " release reminder report report_receipt retention risk_finding risk_finding_check"
    " risk_judgement risk_record signal signal_complaint signal_note site_report step step_note"
    " survey_answer tally team typical_case typical_case_step": "city own_county",
    "handover": "city own_county=group_to_me,group_to_other,level,received",
    # the city's own books
    "inspection_plan paper_text partner readiness research risk_assessment risk_assessment_line"
    " trader_talk training_person": "city",
    # complaints, and what an import must know; who enters single ones sees those
    "complaint": "city own_county clerk_hotline=mine,new,spare_new",
    "complaint_correction complaint_event incident_complaint": "city own_county clerk_hotline=new",
    "complaint_handling": "city own_county clerk_hotline=mine",
    "complaint_link": "city own_county clerk_hotline=undone",
    "batch": "picture admin clerk_hotline=closed_mine,open",
    "subject": "picture clerk_hotline",
    "hotline_row": "commander deputy duty *:*",
    "phone_call": "city people=mine",
    # a person's own
    "account": "admin people=mine",
    "certificate": "city people=mine",
    "draft seen": "people=mine",
    # evidence, money, stock, the ledgers
    "case_act case_file custody evidence": "commander deputy auditor *:investigation",
    "budget_change budget_line fund_request": "commander deputy auditor logistics",
    "stock_item stock_move":
        "commander deputy auditor duty lead_duty watch leader:coordination logistics",
    "supply_request": "commander deputy auditor logistics"
        " *:*=goods_approved,goods_asked,goods_delivered,goods_refused",  # of the own group
    "recovery": "commander deputy auditor own_county *:*=own,settled",
    "accountability": "commander auditor deputy=operator,settled legal=operator,settled"
        " own_county=operator,settled",
    # never as they stand: who complained or rang is seen through a cover
    "bulk_digest complainant duty_log": "",
    "drill_inject": "",  # its conductor and observers, of whom none is here
    "masked.complainant": "city own_county clerk_hotline=new",
    "masked.duty_log": "city own_county",
}  # fmt: skip


def relations():
    """Each table and view that is listed, with whom it is shown."""
    return [(name, who.split()) for names, who in SEEN.items() for name in names.split()]


def is_among(role, name):
    if name in NAMES:
        return any(is_among(role, each) for each in NAMES[name].split())
    return fnmatchcase(role, name)


def sees(role, who, row):
    """Whether the role is one of `who`, for this row."""
    for each in who:
        name, only, states = each.partition("=")
        here = name != "own_county" or PLACES.get(role) == row.place
        if is_among(role, name) and here and (not only or row.own in states.split(",")):
            return True
    return False
