"""The states in which a row of each table stands before the sweep, by table and name of the state.

Values that are not given here are made up from the column's type (filled.py). A value may be SQL:
who is `ME` and which group is theirs differs by the role that is tried.
"""

# Persons; MATE works in the group of who is tried, HELPER is to stand in for others.
ME, OTHER, MATE, COMMANDER, HELPER = 900, 901, 902, 903, 904
MY, THEIR = "某人", "别人"  # names as signed
PAST, FUTURE = "2020-01-01 00:00:00+00", "2090-01-01 00:00:00+00"


class Sql(str):
    """An expression, not a text."""

    __slots__ = ()


NOW = Sql("clock_timestamp()")
LOGIN = Sql("session_user::text")
OWN_GROUP = Sql("current_setting('sweep.own_group')")
OTHER_GROUP = Sql("current_setting('sweep.other_group')")

LEVELS = ("IV", "III", "II", "I")
INCIDENT = {
    "reported": {"state": "reported"},
    "ungraded": {"state": "assessing"},
    "assessing": {"state": "assessing", "grade": "IV"},
    **{
        f"responding_{level}": {"state": "responding", "grade": level, "response": level,
                                "activated_at": PAST}
        for level in LEVELS
    },
    **{
        state: {"state": state, "grade": "IV", "activated_at": PAST, "ended_at": PAST}
        for state in ("ended", "aftermath")
    },
    "archived": {"state": "archived", "grade": "IV", "activated_at": PAST, "ended_at": PAST,
                 "closed_at": PAST, "closed_by": THEIR},
    **{
        state: {"state": state, "grade": "IV"}
        for state in ("merged", "false_alarm", "transferred")
    },
}  # fmt: skip

BY_PERSON = {"mine": {"person_id": ME}, "mate": {"person_id": MATE}, "theirs": {"person_id": OTHER}}
SETTLED = {"settled_at": PAST, "settled_by": THEIR, "settler_id": OTHER}
RECEIVED = {"received_at": PAST, "received_by": THEIR}
ANSWERED = {"answer": "x", "answered_by": THEIR, "answered_at": PAST}
DRAFTER = {"mine": {"drafter_id": ME, "drafted_by": MY}, "theirs": {"drafter_id": OTHER}}


def drafted(*states):
    """Each state once as the draft of who is tried, once as another's."""
    return {
        f"{state}_{whose}": {"state": state, **drafter}
        for state in states
        for whose, drafter in DRAFTER.items()
    }


def steps():
    """A task of each group in each state; `mine`: given to who is tried."""
    done = {"done_at": PAST, "done_by": THEIR}
    for group, value in (("own", OWN_GROUP), ("coord", "coordination"), ("other", OTHER_GROUP)):
        for state, more in (("open", {}), ("done", done), ("dropped", {"dropped_why": "x"})):
            yield f"{group}_{state}", {"group": value, "state": state, **more}
    mine = {"assigned_to": ME, "group": OWN_GROUP}
    yield "mine_open", {"state": "open", **mine}
    yield "mine_done", {"state": "done", **mine, **done}


def alarms():
    """Of each standing, as it has reached the duty desk; `mine`: who is tried."""
    kept = {
        "priority": "high", "version": 1, "reached": '["role:duty"]', "reached_names": "[]",
        "acknowledged_by": "", "acknowledged_at": None, "acknowledged_version": None,
        "shelved_by": "", "shelved_why": "", "shelved_until": None, "next_to": "",
        "next_at": None, "person_id": None, "returned_at": None, "cleared_at": None,
    }  # fmt: skip
    seen = {"acknowledged_by": THEIR, "acknowledged_at": PAST, "acknowledged_version": 1}
    yield "unacknowledged", {"standing": "unacknowledged", **kept}
    yield "mine", {"standing": "unacknowledged", **kept, "reached": f'["person:{ME}"]'}
    yield "acknowledged", {"standing": "acknowledged", **kept, **seen}
    yield "returned", {"standing": "returned", **kept, "returned_at": PAST}
    yield "cleared", {"standing": "cleared", **kept, **seen, "cleared_at": PAST}


def obligations():
    """Of each group and in each state, of a code that is closed by hand; `acted`: by its act."""
    kept = {"code": "power", "done_at": None, "done_by": "", "na_at": None, "na_by": ""}
    hand = {"state": "done", "hand_words": "已经办妥并核对", "done_at": PAST, "done_by": THEIR}
    for group, value in (("own", OWN_GROUP), ("coord", "coordination"), ("other", OTHER_GROUP)):
        for state, more in (
            ("open", {"state": "open"}), ("done", hand), ("waiting", {"state": "waiting"}),
            ("na", {"state": "na", "na_why": "x", "na_by": THEIR, "na_at": PAST}),
        ):  # fmt: skip
            yield f"{group}_{state}", {**kept, "group": value, **more}
    mine = {**kept, "group": OWN_GROUP, "assigned_to": ME}
    yield "mine_open", {**mine, "state": "open"}
    yield "mine_done", {**mine, **hand}
    tick = {"state": "done", "act_table": "step", "act_id": 1, "done_at": PAST, "done_by": THEIR}
    yield "ticked", {**kept, "group": OWN_GROUP, **tick}
    yield "ceased", {**kept, "group": OWN_GROUP, "state": "ceased"}


def supplies():
    own = {"asked_by": MY, "asked_by_id": ME}
    decided = {"approved_at": PAST, "approved_by": THEIR}
    handled = {"handled_at": PAST, "handled_by": THEIR}
    for state, acts in (("asked", {}), ("approved", decided), ("delivered", decided | handled),
                        ("refused", handled)):  # fmt: skip
        goods = {"kind": "meal", "state": state, "for_group": OWN_GROUP}
        yield f"goods_{state}", {**goods, **own, **acts}
        yield f"money_{state}", {"kind": "money", "money_cents": 100, "state": state,
                                 "budget_line_id": "set", **own, **acts}  # fmt: skip
    yield "paid_asked", {"kind": "vehicle", "money_cents": 900, "state": "asked",
                         "budget_line_id": "set", **own}  # fmt: skip
    yield "beyond_asked", {"kind": "money", "money_cents": 10**9, "state": "asked",
                           "budget_line_id": "set", **own}  # fmt: skip


def funds():
    decided = {"approved_at": PAST, "approved_by": THEIR}
    common = {"money_cents": 100, "over_budget": "", "voucher": "", "note": "", "asked_by": MY,
              "asked_by_id": ME}  # fmt: skip
    yield "asked", {"state": "asked", **common}
    yield "beyond", {"state": "asked", **common, "money_cents": 10**9}
    yield "approved", {"state": "approved", "spent_cents": 90, **common, **decided}
    yield "unpaid", {"state": "approved", "spent_cents": None, **common, **decided}
    yield "spent", {"state": "spent", "spent_cents": 90, **common, **decided}


def trainings():
    """A session of each group, planned, held, or called off."""
    planned = {"planned_at": PAST, "planned_by": THEIR, "due_at": FUTURE}
    held = {"held_at": PAST, "held_hours": 2, "recorded_at": PAST, "recorded_by": THEIR}
    off = {"called_off_at": PAST, "called_off_by": THEIR, "called_off_why": "x"}
    for group, value in (("own", OWN_GROUP), ("other", OTHER_GROUP)):
        for state, more in (("planned", {}), ("held", held), ("off", off)):
            yield f"{group}_{state}", {"group": value, "hours": 2, **planned, **more}


def activities():
    """An activity of each group, planned, held, or called off."""
    planned = {"planned_at": PAST, "planned_by": THEIR, "due_at": FUTURE}
    held = {"held_at": PAST, "reached": 2, "recorded_at": PAST, "recorded_by": THEIR}
    off = {"called_off_at": PAST, "called_off_by": THEIR, "called_off_why": "x"}
    common = {"copies": 2, "people": 2, "partners": "[]"}
    for group, value in (("own", OWN_GROUP), ("other", OTHER_GROUP)):
        for state, more in (("planned", {}), ("held", held), ("off", off)):
            yield f"{group}_{state}", {"group": value, **common, **planned, **more}


def studies():
    """Research that goes on, is done, or was given up."""
    days = {
        "starts_on": "2020-01-01",
        "ends_on": "2030-01-01",
        "sha256": None,
        "partner_id": "open",
    }
    yield "running", days
    yield "done", {**days, "done_at": PAST, "done_by": THEIR, "result": "x"}
    yield "ended", {**days, "ended_at": PAST, "ended_by": THEIR, "ended_why": "x"}


STATES = {
    "absence": BY_PERSON,
    "account": {"mine": {"person_id": ME}, "theirs": {"person_id": OTHER}},
    "accountability": {
        "operator": {"kind": "operator"},
        "official": {"kind": "official"},
        "settled": {"kind": "operator", **SETTLED},
    },
    "alarm": dict(alarms()),
    "alarm_act": {
        act: {"act": act, "by": by, "alarm_id": "unacknowledged", "of_act": None, "version": 1,
              "priority": "high"}
        for act, by in (("raised", "自动告警"), ("acknowledged", MY), ("shelved", MY),
                        ("rung", MY))
    },
    "alarm_out": {
        "standing": {"kind": "limit_other", "ended_by": "", "ended_at": None, "by": THEIR},
        "ended": {"kind": "limit_other", "ended_by": THEIR, "ended_at": PAST, "by": THEIR},
    },
    "attendance": BY_PERSON,
    "budget_line": {"set": {"year": 2026, "purpose": "x", "cents": 10**7}},
    "fund_request": dict(funds()),
    "batch": {
        "open": {"state": "open", "closed_at": None, "opened_by": MY, "opener_id": ME},
        "closed": {"state": "closed", "closed_at": PAST},
        "closed_mine": {"state": "closed", "closed_at": PAST, "opened_by": MY, "opener_id": ME},
        "undone": {"state": "undone", "closed_at": PAST},
    },
    "call_up": {"any": {"person_id": OTHER}},
    "complaint": {
        "new": {"kind": "complaint", "batch_id": "open"},
        "complaint": {"kind": "complaint", "batch_id": "closed"},
        "mine": {"kind": "complaint", "batch_id": "closed_mine"},
        "report": {"kind": "report", "batch_id": "closed", "reporter_protected": True},
        "was_report": {"kind": "complaint", "batch_id": "closed", "reporter_protected": True},
        "spare": {"kind": "complaint", "batch_id": "closed"},
        "spare_new": {"kind": "complaint", "batch_id": "open"},
    },
    "complainant": {"new": {}, "complaint": {}, "report": {}, "was_report": {}},
    "complaint_correction": {"new": {}, "complaint": {}},
    "complaint_event": {"new": {}, "complaint": {}},
    "complaint_flag": {
        "system": {"by": "系统"},
        "person": {},
        "lifted": {"lifted_at": PAST, "lifted_by": THEIR, "lifted_why": "x"},
    },
    "complaint_handling": {
        "mine": {"handler_id": ME, "state": "mediating"},
        "theirs": {"handler_id": OTHER, "state": "mediating"},
    },
    "complaint_link": {
        "system": {"by": "系统"},
        "person": {},
        "undone": {"first_id": "mine", "undone_at": PAST, "undone_by": THEIR, "undone_why": "x"},
    },
    "delegation": {
        "live": {"to_person": OTHER, "valid_from": PAST, "valid_until": FUTURE},
        "over": {"to_person": OTHER, "valid_from": PAST, "valid_until": "2021-01-01"},
        "revoked": {"to_person": OTHER, "valid_from": PAST, "valid_until": FUTURE,
                    "revoked_at": PAST, "revoked_by": THEIR},
    },
    "delivery": {"mine": {"login": LOGIN}, "theirs": {"login": "other"}},
    "directive": {
        "own": {"group": OWN_GROUP},
        "mine": {"to_person": ME},
        "other": {"group": OTHER_GROUP},
        "done": {"group": OWN_GROUP, **RECEIVED, "result": "x", "done_at": PAST, "done_by": THEIR},
    },
    "draft": {"mine": {"person_id": ME}, "theirs": {"person_id": OTHER}},
    "duty": {who: {**values, "role": "duty", "day": "2026-11-01"} for who, values in
             BY_PERSON.items()},
    "duty_log": {  # name and phone are erased together: one of the two is there
        "open": {"follow": True, "name": "张三", "post": "店员"},
        "closed": {"follow": True, "phone": "13900001111", "post": "店员", "closed_at": PAST,
                   "closed_by": THEIR, "closed_words": "x"},
    },
    "duty_note": {"live": {}, "withdrawn": {"withdrawn_at": PAST, "withdrawn_by": THEIR}},
    "file_part": {"complete": {}, "incomplete": {}},
    "handover": {
        "duty_to_me": {"kind": "duty", "to_person": ME, "incident_id": None},
        "duty_to_other": {"kind": "duty", "to_person": OTHER, "incident_id": None},
        "group_to_me": {"kind": "group", "to_person": ME, "from_person": OTHER,
                        "group": OTHER_GROUP},
        "group_to_other": {"kind": "group", "to_person": OTHER, "group": OWN_GROUP},
        "level": {"kind": "level", "to_organ": "省局"},
        "received": {"kind": "group", "to_person": ME, "group": OTHER_GROUP, **RECEIVED},
    },
    "hotline_row": {"waiting": {"data": "{}"}, "taken": {"taken_at": PAST}},
    "incident_complaint": {"new": {}, "complaint": {}},
    "incident_place": {"added": {}, "trader": {"subject_id": "any"}},
    "incident_move": {
        state: {"to_state": state}
        for state in ("reported", "assessing", "responding", "ended", "aftermath", "archived",
                      "merged", "false_alarm", "transferred")
    },
    "inquiry_report": {
        "draft": {"kind": "investigation"},
        "signed": {"kind": "investigation", "signature": THEIR, "signed_at": PAST},
    },
    "instruction": {
        "own": {"to_group": OWN_GROUP},
        "mine": {"to_person": ME},
        "mate": {"to_person": MATE},
        "other": {"to_group": OTHER_GROUP},
        "reported": {"to_group": OWN_GROUP, **RECEIVED, "report": "x", "reported_at": PAST,
                     "reported_by": THEIR},
    },
    "legal_question": {"open": {}, "answered": ANSWERED},
    "level_decision": {
        name: {"level": "IV", "axis": "response", **values}
        for name, values in {
            "suggestion": {"step": "suggestion", "axis": "grade"},
            "returned": {"step": "returned", "axis": "grade"},
            "initial": {"step": "initial", "axis": "grade"},
            "request": {"step": "request", "axis": "grade"},
            "grade": {"step": "decision", "axis": "grade", "signature": MY},
            "response": {"step": "decision", "signature": MY},
            "end": {"step": "decision", "ends": True, "signature": MY},
            "upper": {"step": "upper", "organ": "省局", "document": "1号", "decided_at": PAST,
                      "caller": "值班", "caller_phone": "010-1", "called_at": PAST},
            "by_call": {"step": "decision", "oral_id": "mine", "signature": ""},
            "anothers_call": {"step": "decision", "oral_id": "theirs", "signature": ""},
        }.items()
    },
    "meeting": {
        "open": {},
        "withdrawn": {"withdrawn_at": PAST, "withdrawn_by": THEIR, "withdrawn_why": "x"},
    },
    "liaison": {"open": {}, "answered": {"answer": "x", "answer_by": THEIR, "answered_at": PAST}},
    "log_entry": {
        "own": {"person_id": ME, "by": MY, "group": OWN_GROUP},
        "theirs": {"person_id": OTHER},
        "wall": {"person_id": ME, "by": MY, "on_wall": True},
    },
    "opinion": {"open": {"state": "open"}, "answered": {**ANSWERED, "state": "answered"}},
    "oral_decision": {
        "mine": {"decider_id": ME, "matter": "end", "level": "IV"},
        "theirs": {"decider_id": COMMANDER, "matter": "end", "level": "IV"},
        "signed": {"decider_id": ME, "matter": "end", "signed_at": PAST, "signature": MY},
    },
    "paper": drafted("draft", "flow", "signed", "issued", "filed", "withdrawn", "void"),
    "paper_number": {"live": {}, "void": {"void_why": "x", "void_by": THEIR, "void_at": PAST}},
    "paper_step": {
        step: {"step": step, "person_id": ME, "by": MY, "passed": True, "group": OWN_GROUP}
        for step in ("draft", "submit", "check", "countersign", "review", "sign", "number", "seal",
                     "issue", "file", "scan", "return", "withdraw", "void", "reply")
    },
    "person": {
        "me": {"id": ME, "login": LOGIN, "name": MY, "active": True},
        "other": {"id": OTHER, "login": "other", "name": THEIR, "active": True},
        "mate": {"id": MATE, "login": "mate", "name": "同组", "active": True},
        "commander": {"id": COMMANDER, "login": "commander", "name": "总指挥", "active": True},
        "helper": {"id": HELPER, "login": "helper", "name": "代理", "active": True},
    },
    "county_rules": {
        "handed_in": {},
        "received": {"receipt": "x", "received_by": THEIR, "received_at": PAST},
    },
    "phone_call": {
        whose: {**person, "outcome": "answered", "number": "", "answer": "x"}
        for whose, person in BY_PERSON.items()
        if whose != "mate"
    },
    "plan_revision": {
        "draft": {"state": "draft"},
        "submitted": {"state": "submitted", "submitted_by": THEIR, "submitted_at": PAST},
        "in_force": {"state": "in_force", "signed_by": THEIR, "signed_at": PAST,
                     "holds_from": PAST, "in_force_by": THEIR, "in_force_at": PAST},
        "withdrawn": {"state": "withdrawn", "withdrawn_by": THEIR, "withdrawn_at": PAST},
    },
    "plan_gap": {"open": {"state": "open"}, "taken_up": {"state": "taken_up", **ANSWERED}},
    "drill_measure": {
        "own": {"group": OWN_GROUP},
        "other": {"group": OTHER_GROUP},
        "done": {"group": OWN_GROUP, "done_at": PAST, "done_by": THEIR, "done_words": "x"},
    },
    "drill_record": {
        "planned": {"planned_for": FUTURE},
        "recorded": {"held_at": PAST, "recorded_at": PAST, "recorded_by": THEIR},
    },
    "certificate": {
        **{
            whose: {**person, "issued_on": "2020-01-01", "expires_on": "2030-01-01"}
            for whose, person in BY_PERSON.items()
        },
        "revoked": {"person_id": MATE, "issued_on": "2020-01-01", "expires_on": "2030-01-01",
                    "revoked_at": PAST, "revoked_by": THEIR, "revoked_why": "x"},
    },
    "partner": {
        "open": {"agreement": "x", "expires_on": "2030-01-01"},
        "ended": {"agreement": "x", "expires_on": "2030-01-01", "ended_at": PAST,
                  "ended_by": THEIR, "ended_why": "x"},
    },
    "training": dict(trainings()),
    "publicity": dict(activities()),
    "research": dict(studies()),
    "typical_case_step": {
        step: {"step": step, "person_id": ME, "by": MY, "case_id": "draft_theirs"}
        for step in ("draft", "submit", "legal", "secrecy", "approval", "publish", "return",
                     "withdraw", "revoke")
    },
    "typical_case": drafted(
        "draft", "legal", "secrecy", "approval", "approved", "published", "revoked", "withdrawn"
    ),
    "training_person": {
        "own_held": {"person_id": MATE, "result": "passed"},
        "other_held": {"person_id": OTHER, "result": "passed"},
    },
    "press_question": {"open": {}, "answered": ANSWERED},
    "readiness": {"open": {}, "done": {"done_at": PAST, "words": "x"}},
    "recovery": {
        "own": {"group": OWN_GROUP, "ledger": "consumers"},
        "other": {"group": OTHER_GROUP, "ledger": "consumers"},
        "county": {"ledger": "consumers", "district": "here"},
        "settled": {"ledger": "consumers", "group": OWN_GROUP, **SETTLED},
        "waived": {"ledger": "consumers", "waived_at": PAST, "waived_by": THEIR,
                   "waive_reason": "x", "settler_id": OTHER},
    },
    "release": drafted(
        "draft", "legal", "secrecy", "approval", "approved", "published", "withdrawn"
    ),
    "release_check": {
        step: {"step": step, "passed": True, "person_id": ME, "by": MY}
        for step in ("draft", "submit", "legal", "secrecy", "approval", "authority", "told",
                     "publish", "return", "withdraw")
    },
    "reminder": {kind: {"kind": kind} for kind in ("liaison", "directive", "step")},
    "report": {
        "draft": {"state": "draft", "kind": "first", "chain": "city"},
        "draft_county": {"state": "draft", "kind": "first", "chain": "county", "district": "here"},
        "signed": {"state": "signed", "kind": "first", "chain": "city", "signed_by": THEIR,
                   "signed_at": PAST},
        "sent": {"state": "sent", "kind": "first", "chain": "city", "signed_by": THEIR,
                 "signed_at": PAST, "sent_by": THEIR, "sent_at": PAST},
        "phone": {"state": "sent", "kind": "phone", "chain": "city"},
    },
    "report_receipt": {
        "waiting": {"way": "电话"},
        "received": {"way": "电话", "received_at": PAST, "received_by": "省局",
                     "registered_by": THEIR},
    },
    "retention": {"erase": {"decision": "erase"}, "keep": {"decision": "keep"}},
    "risk_assessment": {
        "draft": {"state": "draft", "before_id": 1},
        "submitted": {"state": "submitted", "before_id": 2, "submitted_by": THEIR,
                      "submitted_at": PAST},
        "signed": {"state": "signed", "before_id": 3, "signed_by": THEIR, "signed_at": PAST},
        "withdrawn": {"state": "withdrawn", "before_id": 4, "withdrawn_by": THEIR,
                      "withdrawn_at": PAST},
    },
    "risk_assessment_line": {
        "draft": {"assessment_id": "draft", "rank": 1},
        "signed": {"assessment_id": "signed", "rank": 1},
    },
    "inspection_plan": {
        "open": {"group": "onsite", "due_at": FUTURE},
        "over": {"group": "onsite", "due_at": PAST, "called_off_at": PAST,
                 "called_off_by": THEIR, "called_off_why": "x"},
    },
    "inspection_target": {
        "open": {"inspection_id": "open"},
        "dropped": {"inspection_id": "over", "dropped_at": PAST, "dropped_by": THEIR,
                    "dropped_why": "x"},
    },
    "risk_finding": {
        "open": {"due_at": FUTURE, "risk_record_id": "plain"},
        "closed": {"due_at": PAST, "risk_record_id": "plain", "closed_at": PAST,
                   "closed_by": THEIR},
    },
    "risk_finding_check": {
        "open": {"finding_id": "open", "passed": False, "next_due_at": FUTURE},
        "closed": {"finding_id": "closed", "passed": True},
    },
    "survey_answer": {"counted": {"risk_record_id": "survey", "base": 1, "count": 1}},
    "risk_judgement": {
        "open": {},
        "done": {"done_at": PAST, "done_by": THEIR, "done_words": "x"},
    },
    "risk_record": {
        "plain": {},
        "survey": {"kind": "survey"},
        "followed": {"followed_at": PAST, "followed_by": THEIR, "followed_words": "x",
                     "corrected_at": PAST, "corrected_by": THEIR},
    },
    "role_grant": {
        "member": {"person_id": OTHER, "role": "member", "group": OTHER_GROUP},
        "own": {"person_id": ME, "role": "member", "group": "legal",
                "valid_until": "2021-01-01"},
        "own_stand_in": {"person_id": ME, "role": "leader", "group": OWN_GROUP,
                         "stands_for": MATE, "valid_until": "2021-01-01"},
        "commander": {"person_id": OTHER, "role": "commander"},
        "deputy": {"person_id": OTHER, "role": "deputy"},
        "lead_duty": {"person_id": OTHER, "role": "lead_duty"},
        "ended": {"person_id": OTHER, "role": "planner", "valid_until": "2021-01-01"},
        "holder": {"person_id": COMMANDER, "role": "commander", "confirmed_at": PAST,
                   "confirmed_by": OTHER},
        # as half of a confirmation, which is one statement, for each column is tried alone
        "half_confirmed": {"person_id": OTHER, "role": "deputy", "confirmed_by": ME},
        "half_refused": {"person_id": OTHER, "role": "deputy", "refused_by": ME},
        "mate_leader": {"person_id": MATE, "role": "leader", "group": OWN_GROUP},
        "mate_member": {"person_id": MATE, "role": "member", "group": OWN_GROUP},
        "mate_duty": {"person_id": MATE, "role": "duty"},
        "for_leader": {"person_id": HELPER, "role": "leader", "group": OWN_GROUP,
                       "stands_for": MATE, "valid_until": FUTURE},
        "for_commander": {"person_id": HELPER, "role": "commander", "stands_for": COMMANDER,
                          "valid_until": FUTURE},
        "for_duty": {"person_id": HELPER, "role": "duty", "stands_for": MATE,
                     "valid_until": FUTURE},
        "for_member": {"person_id": HELPER, "role": "member", "group": OWN_GROUP,
                       "stands_for": MATE, "valid_until": FUTURE},
        "for_incident": {"person_id": HELPER, "role": "member", "group": OWN_GROUP,
                         "for_incident": "here"},
    },
    "attachment": {
        "of_step": {"step_id": "own_open"},
        "of_obligation": {"obligation_id": "own_open"},
        "struck_out": {"obligation_id": "own_open", "removed_at": PAST, "removed_by": THEIR,
                       "removed_why": "x"},
    },
    "obligation": dict(obligations()),
    "obligation_note": {
        kind: {"kind": kind, "by": MY, "obligation_id": "own_open"}
        for kind in ("note", "hand", "reopened", "applies", "na", "na_back", "assigned",
                     "old_tick")
    },
    "seat": {"mine": {"login": LOGIN, "person_id": ME}, "theirs": {"login": "other", "at": FUTURE}},
    "seen": {"mine": {"person_id": ME}, "theirs": {"person_id": OTHER}},
    "setting": {
        "mapping": {"key": "mapping:x"},
        "bureau": {"key": "bureau:duty_phone"},
        "single_server": {"key": "single_server"},
        "single_server_wanted": {"key": "single_server_wanted"},
        "other": {"key": "other"},
    },
    "signal": {state: {"state": state} for state in ("new", "verifying", "excluded", "warned")},
    "signal_note": {act: {"act": act} for act in ("found", "excluded")},
    "step": dict(steps()),
    "stock_item": {
        "there": {"on_hand": 5, "lent": 0},
        "empty": {"on_hand": 0, "lent": 0},
        "retired": {"on_hand": 0, "lent": 0, "retired_at": PAST, "retired_by": THEIR},
    },
    "stock_move": {
        "checked": {"item_id": "there", "kind": "check", "amount": 0, "on_hand": 5, "lent": 0},
        "taken": {"item_id": "there", "kind": "out", "amount": 2, "on_hand": 3, "lent": 2},
        "conjured": {"item_id": "there", "kind": "in", "amount": 2, "on_hand": 99, "lent": 0},
        "of_retired": {"item_id": "retired", "kind": "check", "amount": 0, "on_hand": 0, "lent": 0},
    },
    "stored_file": {"complete": {"complete": True}, "incomplete": {"complete": False}},
    "supply_request": dict(supplies()),
    "trader_talk": {
        "open": {},
        "kept": {"kept": True, "kept_words": "x", "kept_by": THEIR, "kept_at": PAST},
    },
    "warning": {
        f"{state}_{level}": {"state": state, "level": level, **more}
        for state, more in (
            ("draft", {}),
            ("issued", {"issued_at": PAST, "number": 1}),
            ("lifted", {"issued_at": PAST, "number": 1, "ends_at": PAST}),
            ("dropped", {"ends_at": PAST}),
        )
        for level in ("III", "IV")
    },
    "warning_act": {
        act: {"act": act, "person_id": ME, "by": MY, "level": "IV"}
        for act in ("drafted", "amended", "returned", "issued", "adjusted", "lifted", "dropped",
                    "opened")
    },
    "warning_step": {"open": {}, "done": {"state": "done", "done_by": THEIR, "done_at": PAST}},
}  # fmt: skip
