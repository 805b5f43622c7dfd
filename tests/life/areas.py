"""Which part of the machine meets a gate: its rules, and the stages where they meet it.

The machine as a whole tries too many things to miss one gate soon. The laws stay the whole ones.
"""

from dataclasses import dataclass

from hypothesis.stateful import RULE_MARKER

from commandcenter.domain.aftermath.closing import Gate
from commandcenter.domain.rights import Action
from tests.life.machine import Life
from tests.life.stages import OVER, STAGES


@dataclass(frozen=True)
class Area:
    rules: tuple[str, ...]
    stages: tuple[str, ...]

    @property
    def name(self):
        return "-".join(self.rules)

    def of(self, machine):
        """The machine, with these rules and stages only."""
        others = [name for name in vars(Life) if is_rule(name) and name not in self.rules]
        quiet = {name: helper(getattr(Life, name)) for name in others}
        return type("Life", (machine,), {**quiet, "stages": self.stages})


def is_rule(name):
    return hasattr(getattr(Life, name), RULE_MARKER)


def helper(rule):
    """Other rules may still call it."""
    return lambda *arguments, **named: rule(*arguments, **named)


BEFORE = ("reported", "assessing", "graded")
RESPONSE = ("responding", "IV")
CALLS = Area(("the_duty_officer_writes_down",), ("assessing", "graded", *RESPONSE))
SETTLING = Area(("the_commander_settles_a_call_twice", "settle_call"), ("oral",))
MOVES = Area(("dismiss", "transfer", "begin_aftermath", "the_leader_merges"), STAGES)
CHANGES = Area(("the_commander_changes",), ("assessing", *RESPONSE))
STARTING = Area(("activate", "activate_without_measures"), ("graded",))
HOLDING = Area(("the_leader_merges",), ("two", "beside", "merged", "ended"))
TAKING_OUT = Area(("the_leader_takes_out", "the_leader_merges"), ("merged", "three", "two"))
ABOVE = ("the_body_above_decides",)
GRADING = Area(("the_commander_grades", "suggest"), (*BEFORE, "merged", "ended"))
ANSWERS = Area(("suggest", "return_suggestion", "ask_above"), ("assessing", "initial", "asked"))
SIGNING = Area(("change", "end", "settle_call", "sign_initial"), ("oral", "IV"))
RETENTION = Area(
    ("decide_retention", "keep_personal_data", "erase_rest"), ("ended", "retention", "responding")
)
CLOSING = ("the_commander_closes", "the_deputy_closes")
TAKING_BACK = Area(("the_commander_takes_back",), ("assessing", "graded"))
RECALL = Area(("the_commander_takes_back", "take_back"), ("assessing", "graded", "responding"))

# By the name of the function that refuses.
REFUSALS = {
    "require_move": MOVES,
    "require_open": Area(("the_duty_officer_writes_down",), OVER),
    "require_growing": Area(("go_on_writing",), OVER),
    "require_gradable": GRADING,
    "require_startable": Area(("the_commander_activates",), BEFORE),
    "require_responding": Area(("the_commander_changes",), ("carried", "ended")),
    "require_endable": Area(ABOVE, BEFORE),
    "require_raise": CHANGES,
    "require_lower": CHANGES,
    "require_to_hold": HOLDING,
    "require_three": CALLS,
    "effective_at": CALLS,
    "require_unsettled": SETTLING,
    "require_signature": SIGNING,
    "require_waivable": Area(("waive_steps",), RESPONSE),
    "require_closable": Area(CLOSING, STAGES),
    "require_after_response": RETENTION,
    "require_decided": Area(("decide_retention",), ("ended",)),
    "_require_assessed": RETENTION,
    "_suggestion_of": Area(("the_commander_answers_the_suggestion_of_another",), ("asked",)),
    "sign_initial": Area(("sign_initial",), ("assessing",)),
    "register_upper": Area(ABOVE, ("asked", "IV")),
    "_of_upper": Area(ABOVE, ("asked",)),
    "_require_unanswered": Area(ABOVE, ("asked",)),
    "_of_step": Area(("ask_above",), ("asked",)),
    "_require_newest": ANSWERS,
    "respond_to_upper": Area(ABOVE, RESPONSE),
    "_require_items": STARTING,
    "unmerge": TAKING_OUT,
    "_require_order": CALLS,
    "require_shown": Area(("activate", "end", "sign_initial"), ("graded", "IV")),
    "waive_steps": Area(("waive_steps",), ("ended", "steps")),
    "erase_rest": Area(("erase_rest",), ("", "ended")),
    "take_back_grade": Area(("suggest", "take_back"), ("assessing",)),
    "_take_back_start": Area(("take_back",), ("assessing", "graded")),
    "_require": Area(("a_start_by_telephone_is_taken_back",), ("graded",)),
    "require_recall": RECALL,
    "text_of": Area(("dismiss", "transfer", "suggest", "waive_steps"), ("assessing", "steps")),
}
OF_RIGHTS = {
    Action.REGISTER_INCIDENT: Area(("register", "verify"), ("reported",)),
    Action.DRAFT_GRADE: Area(("suggest",), ("assessing",)),
    Action.DECIDE_GRADE: Area(("decide",), ("assessing",)),
    Action.ACTIVATE: Area(("activate",), ("graded",)),
    Action.RAISE_LEVEL: Area(("change",), ("IV",)),
    Action.LOWER_LEVEL: Area(("change",), ("responding",)),
    Action.END_RESPONSE: Area(("end",), RESPONSE),
    Action.SIGN_INITIAL_ASSESSMENT: Area(("sign_initial",), ("assessing",)),
    Action.SIGN_UPPER_REQUEST: Area(("ask_above",), ("initial",)),
    Action.REGISTER_UPPER_DECISION: Area(("upper_decision",), ("assessing", *RESPONSE)),
    Action.REGISTER_ORAL_DECISION: Area(("telephone",), ("assessing", *RESPONSE)),
    Action.SIGN_ORAL_DECISION: Area(("settle_call",), ("oral",)),
    Action.DISPOSE_INCIDENT: Area(("dismiss", "transfer", "merge"), ("assessing", "two")),
    Action.CLOSE_CASE: Area(("close", "the_deputy_closes"), ("",)),
    Action.WAIVE_LINE: Area(("waive_steps", "settle_line"), ("steps", "ledger")),
    Action.DECIDE_RETENTION: Area(("decide_retention",), ("ended",)),
}
POINTS = {
    Gate.STATE: Area(CLOSING, ("state",)),
    Gate.LEDGER: Area(CLOSING, ("ledger",)),
    Gate.ORAL: Area(CLOSING, ("oral",)),
    Gate.STEPS: Area(CLOSING, ("steps",)),
    Gate.FINAL_REPORT: Area(CLOSING, ("final",)),
    Gate.INQUIRY: Area(CLOSING, ("inquiry",)),
    Gate.RETENTION: Area(CLOSING, ("retention",)),
    Gate.SUPPLIES: Area(CLOSING, ("supplies",)),
    Gate.CASES: Area(CLOSING, ("cases",)),
}
# Where the lines are written that MAY knows.
DISPOSING = Area(("dismiss", "transfer", "begin_aftermath"), ("assessing", "ended"))
CHANGING = Area(("the_commander_changes",), RESPONSE)
CALLING = Area(("the_duty_officer_writes_down",), ("assessing",))
KEEPING = Area(("keep_personal_data", "decide_retention"), ("ended",))
LINES = {
    ("incident", "registered"): Area(("register",), ("assessing",)),
    ("incident", "verified"): Area(("verify",), ("reported",)),
    ("incident", "grade suggested"): Area(("suggest",), ("assessing",)),
    ("incident", "grade returned"): Area(("suggest", "return_suggestion"), ("assessing",)),
    ("incident", "grade decided"): Area(("the_commander_grades",), ("assessing",)),
    ("incident", "activated"): Area(("the_commander_activates",), ("graded",)),
    ("incident", "grade taken back"): TAKING_BACK,
    ("incident", "start taken back"): TAKING_BACK,
    ("incident", "raised"): CHANGING,
    ("incident", "lowered"): CHANGING,
    ("incident", "ended"): Area(("the_commander_ends",), RESPONSE),
    ("incident", "initial signed"): Area(("sign_initial",), ("assessing",)),
    ("incident", "upper requested"): Area(("ask_above",), ("initial",)),
    ("incident", "upper decision registered"): Area(ABOVE, ("assessing",)),
    ("incident", "false alarm"): DISPOSING,
    ("incident", "transferred"): DISPOSING,
    ("incident", "merged"): HOLDING,
    ("incident", "took in"): HOLDING,
    ("incident", "taken out"): TAKING_OUT,
    ("incident", "let go"): TAKING_OUT,
    ("incident", "aftermath begun"): DISPOSING,
    ("incident", "archived"): Area(("the_commander_closes",), ("",)),
    ("oral_decision", "registered"): CALLING,
    ("oral_decision", "signed"): SETTLING,
    ("oral_decision", "disputed"): SETTLING,
    ("obligation", "not applicable"): Area(("waive_steps",), ("steps",)),
    ("retention", "decided"): KEEPING,
    ("retention", "kept"): KEEPING,
    ("retention", "erased"): KEEPING,
    ("recovery", "settled"): Area(("settle_line",), ("ledger",)),
    ("recovery", "waived"): Area(("settle_line",), ("ledger",)),
}
IMAGES = {
    "incident": Area(("verify",), ("reported",)),
    "incident_move": Area(("verify",), ("reported",)),
    "level_decision": Area(("the_commander_grades",), ("assessing",)),
    "oral_decision": CALLING,
    "obligation": Area(("the_commander_activates",), ("graded",)),
    "retention": KEEPING,
    "recovery": Area(("settle_line",), ("ledger",)),
    "log_entry": Area(("go_on_writing",), ("responding",)),
    "instruction": Area(("go_on_writing",), ("responding",)),
}
