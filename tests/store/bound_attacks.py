"""What one alone would undo that others decided, with plain psql: who, what, and why it is refused.

`{me}` is their id. A level that the body above decided; a paper that another signed, or that is
before those who judge it; who must be told of a release; the record of a closed incident.
"""

from dataclasses import dataclass

from commandcenter.domain.org import Role
from tests.store.attacks import BOTH, END, LINE, WEST_ONLY


@dataclass(frozen=True)
class Of:
    """The person of a role: known when the rows are put in."""

    role: Role


BEFORE = [  # table, and what matters of its row
    ("incident", {"id": 901, "state": "responding", "grade": "III", "response": "III"}),
    ("incident", {"id": 904, "state": "archived", "grade": "IV"}),
    ("incident", {"id": 905, "state": "responding", "response": "IV", "districts": WEST_ONLY}),
    ("incident", {"id": 906, "state": "false_alarm", "grade": "IV"}),
    ("release", {"id": 901, "incident_id": 901, "state": "draft"}),
    # decided above: a response at Ⅲ, a grade at Ⅱ; and what could take the response over
    ("incident", {"id": 911, "state": "responding", "grade": "III", "response": "III"}),
    ("level_decision", {"id": -1, "incident_id": 911, "axis": "response", "step": "upper",
                        "level": "III", "organ": "省局", "document": "1号"}),
    ("incident", {"id": 912, "state": "assessing", "grade": "II"}),
    ("incident", {"id": 913, "state": "responding", "grade": "II", "response": "II"}),
    # signed by the deputy, by a county, by the commander; before those who judge it
    *[("paper", {"id": 911 + n, "incident_id": 901, "state": state, "signed_by": "某人",
                 "kind": "express"})
      for n, state in enumerate(("signed", "issued", "signed", "flow"))],
    *[("paper_step", {"id": 911 + n, "paper_id": 911 + n, "step": "sign", "passed": True,
                      "by": "某人", "incident_id": 901, "person_id": Of(signer)})
      for n, signer in enumerate((Role.DEPUTY, Role.COUNTY, Role.COMMANDER))],
    ("paper_number", {"id": 911, "key": "x/1", "incident_id": 901}),
    # what an archived incident has
    *[(table, {"id": 914, "incident_id": 904}) for table in
      ("step", "log_entry", "instruction", "evidence", "recovery", "report", "tally")],
    ("paper", {"id": 915, "incident_id": 904, "state": "flow", "kind": "express"}),
    ("release", {"id": 911, "incident_id": 901, "state": "legal"}),
    ("release", {"id": 912, "incident_id": 901, "state": "approval"}),
    *[("log_entry", {"id": 916 + n, "incident_id": incident, "on_wall": True})
      for n, incident in enumerate((904, 906))],
    ("step", {"id": 916, "incident_id": 906, "state": "open", "group": "coordination"}),
    ("attendance", {"id": 916, "incident_id": 904, "person_id": Of(Role.DUTY)}),
    ("oral_decision", {"id": 916, "incident_id": 906, "matter": "other",
                       "decider_id": Of(Role.COMMANDER)}),
    ("handover", {"id": 916, "incident_id": 904, "kind": "group", "group": "onsite",
                  "to_person": Of(Role.CLERK)}),
    ("duty_log", {"id": 916, "incident_id": 904, "kind": "note"}),
    ("typical_case", {"id": 916, "incident_id": 904, "state": "draft", "version": 1}),
    ("report_receipt", {"id": 916, "incident_id": 904, "report_id": 914, "way": "电话"}),
    ("plan_gap", {"id": 916, "incident_id": 904, "state": "open"}),
]  # fmt: skip
LOWER = "UPDATE incident SET response = 'IV' WHERE id = {}"
DECIDED = (
    "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at,"
    " signature{3}) VALUES ({0}, '{1}', 'decision', '{2}', '', '{{{{}}}}', '某人', now(),"
    " '某人'{4})"
)
UPPER = (
    "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at, signature,"
    " organ, document, decided_at, caller, caller_phone, called_at) VALUES ({0}, '{1}', 'upper',"
    " '{2}', '', '{{{{}}}}', '省局', now(), '', '省局', {3}, now(), '韩松', '1009', now())"
)
CALLED = (
    "INSERT INTO oral_decision (incident_id, matter, level, asked, words, called_at, decider_id,"
    " decider, witness, recorded_by, at, due_at) SELECT {0}, '{1}', {2}, '', '', now(), id, name,"
    " '', '某人', now(), now() FROM person WHERE login = 'chenyu'"
)
VOID = "UPDATE paper SET state = 'void' WHERE id = {}"
SIGNED = (
    "INSERT INTO paper_step (paper_id, incident_id, step, passed, words, text, person_id, by, at)"
    " VALUES ({}, 901, 'sign', true, '', 1, {{me}}, '某人', now())"
)
REWORD = 'UPDATE paper SET texts = \'{{{{"k": ["a", "b"]}}}}\'{} WHERE id = 914'
ARCHIVED = [
    ("a task is reopened", Role.LEADER, "UPDATE step SET state = 'open' WHERE id = 914"),
    ("a task is given", Role.COMMANDER, "UPDATE step SET assigned_to = {me} WHERE id = 914"),
    ("a task is added", Role.COMMANDER,
     "INSERT INTO step SELECT (jsonb_populate_record(s, '{{\"id\": null}}')).* FROM step s"
     " WHERE id = 914"),
    ("a note", Role.COMMANDER,
     "INSERT INTO step_note (step_id, at, by, text) VALUES (914, now(), '某人', '')"),
    ("a line of the log", Role.DUTY,
     "INSERT INTO log_entry (incident_id, at, by, office, text, on_wall)"
     " VALUES (904, now(), '某人', '值班室', 'x', false)"),
    ("a line goes up", Role.LEADER, "UPDATE log_entry SET on_wall = true WHERE id = 914"),
    ("a count", Role.DUTY,
     "INSERT INTO tally (incident_id, kind, value, place, at, by)"
     " VALUES (904, 'on_site', 9, '', now(), '某人')"),
    ("an instruction", Role.COMMANDER,
     "INSERT INTO instruction (incident_id, text, to_group, given_by, at, received_by)"
     " VALUES (904, 'x', 'onsite', '某人', now(), '')"),
    ("a report back", Role.COMMANDER,
     "UPDATE instruction SET report = 'x', reported_at = now(), reported_by = '某人'"
     " WHERE id = 914"),
    ("a consultation", Role.COMMANDER,
     "INSERT INTO consultation (incident_id, held_at, place, chair, members, question, opinions,"
     " conclusion, recorded_by, at) VALUES (904, now(), '', '', '[]', '', '', '', '某人', now())"),
    ("a line of the ledger", Role.DEPUTY,
     "UPDATE recovery SET note = 'x' WHERE id = 914"),
    ("a report is sent", Role.CLERK,
     "UPDATE report SET state = 'sent', sent_by = '某人', sent_at = now() WHERE id = 914"),
    ("a report is drafted on", Role.CLERK,
     "UPDATE report SET elements = '[1]' WHERE id = 914"),
    ("a paper is returned", Role.CLERK, "UPDATE paper SET state = 'draft' WHERE id = 915"),
    ("a step of a paper that says it is of another", Role.CLERK,
     "INSERT INTO paper_step (paper_id, incident_id, step, passed, words, text, person_id, by, at)"
     " VALUES (915, 901, 'return', false, '', 1, {me}, '某人', now())"),
    ("a decision on its level", Role.COMMANDER, DECIDED.format(904, "grade", "IV", "", "")),
    ("its trader is named", Role.COMMANDER,
     "UPDATE incident SET released_name = true WHERE id = 904"),
    ("its counties", Role.DUTY, f"UPDATE incident SET districts = '{BOTH}' WHERE id = 904"),
    ("it is closed again", Role.DEPUTY,
     "UPDATE incident SET closed_at = now(), closed_by = '某人' WHERE id = 904"),
    ("a complaint joins", Role.DUTY,
     "INSERT INTO incident_complaint (incident_id, complaint_id, at, by) SELECT 904, id, now(),"
     " '某人' FROM complaint WHERE number = 'C'"),
    ("a duty that did not apply", Role.COMMANDER,
     "INSERT INTO duty_note (incident_id, duty, reason, at, by)"
     " VALUES (904, 'x', 'x', now(), '某人')"),
    ("somebody is given to it", Role.COMMANDER,
     "INSERT INTO role_grant (person_id, role, \"group\", valid_from, granted_by, for_incident)"
     " SELECT id, 'member', 'onsite', now(), '', 904 FROM person WHERE login = 'chenyu'"),
    ("a task of a false alarm", Role.LEADER, "UPDATE step SET state = 'done' WHERE id = 916"),
]  # fmt: skip
ATTACKS = {
    # what the body above decided
    "lower what was decided above": (Role.COMMANDER, [LOWER.format(911), LINE]),
    "end what was decided above": (Role.COMMANDER, [END.replace("901", "911"), LINE]),
    "end it as a deputy to whom it was delegated": (Role.COMMANDER, [
        DECIDED.format(911, "response", "III", ", ends", ", true"),
        END.replace("901", "911"), LINE]),
    "lower it by a decision of one's own": (Role.COMMANDER, [
        DECIDED.format(911, "response", "IV", "", ""), LOWER.format(911), LINE]),
    "a decision alone that it is lower": (Role.COMMANDER, [
        DECIDED.format(911, "response", "IV", "", ""), LINE]),
    "a decision alone that it is over": (Role.COMMANDER, [
        DECIDED.format(911, "response", "III", ", ends", ", true"), LINE]),
    "lower it by a call": (Role.DUTY, [
        CALLED.format(911, "lower", "'IV'"), LOWER.format(911), LINE]),
    "end it by a call": (Role.DUTY, [
        CALLED.format(911, "end", "NULL"), END.replace("901", "911"), LINE]),
    "lower it in two steps": (Role.COMMANDER, [
        "UPDATE incident SET response = 'II' WHERE id = 911", LOWER.format(911), LINE]),
    "lower it from above without a number": (Role.COMMANDER, [
        UPPER.format(911, "response", "IV", "NULL"), LOWER.format(911), LINE]),
    "lower it by the number of another level": (Role.COMMANDER, [
        UPPER.format(911, "response", "III", "'2号'"), LOWER.format(911), LINE]),
    "end it by an earlier document": (Role.COMMANDER, [
        UPPER.format(911, "response", "III", "'2号'"), END.replace("901", "911"), LINE]),
    "end it by carrying it on where it is milder": (Role.LEADER, [
        "UPDATE incident SET state = 'merged', merged_into = 905 WHERE id = 911", LINE]),
    "end it by carrying it on nowhere": (Role.COMMANDER, [
        "UPDATE incident SET state = 'merged' WHERE id = 911", LINE]),
    "end it by carrying it on where nobody above decided": (Role.COMMANDER, [
        "UPDATE incident SET state = 'merged', merged_into = 901 WHERE id = 911", LINE]),
    "make the second grade the third": (Role.COMMANDER, [
        "UPDATE incident SET grade = 'III' WHERE id = 912", LINE]),
    "make the second grade the fourth": (Role.COMMANDER, [
        "UPDATE incident SET grade = 'IV' WHERE id = 912", LINE]),
    "take the second grade away": (Role.COMMANDER, [
        "UPDATE incident SET grade = NULL WHERE id = 912", LINE]),
    "make the second grade the third by a call": (Role.DUTY, [
        CALLED.format(912, "grade", "'III'"),
        "UPDATE incident SET grade = 'III' WHERE id = 912", LINE]),
    "lower the second response": (Role.COMMANDER, [LOWER.format(913), LINE]),
    "end the second response": (Role.COMMANDER, [END.replace("901", "913"), LINE]),
    # papers
    "void what the deputy signed": (Role.COUNTY, [VOID.format(911), LINE]),
    "void what the county signed": (Role.DEPUTY, [VOID.format(912), LINE]),
    "void what the commander signed": (Role.DEPUTY, [VOID.format(913), LINE]),
    "void another's as a leader": (Role.LEADER, [VOID.format(913), LINE]),
    "void what is not signed": (Role.COMMANDER, [VOID.format(914), LINE]),
    "become the signer of what is signed": (Role.COUNTY, [
        SIGNED.format(911), VOID.format(911), LINE]),
    "note a signature on what is signed": (Role.LEADER, [SIGNED.format(913), LINE]),
    "void a number as a leader": (Role.LEADER, [
        "UPDATE paper_number SET void_why = 'x', void_at = now(), void_by = '某人'"
        " WHERE id = 911", LINE]),
    "void a number as a county": (Role.COUNTY, [
        "UPDATE paper_number SET void_why = 'x', void_at = now(), void_by = '某人'"
        " WHERE id = 911", LINE]),
    "reword what others are judging": (Role.CLERK, [REWORD.format(""), LINE]),
    "reword it as who countersigns": (Role.LEADER, [REWORD.format(""), LINE]),
    "reword it as who signs": (Role.COMMANDER, [REWORD.format(""), LINE]),
    "reword it and hand it on": (Role.CLERK, [REWORD.format(", state = 'flow'"), LINE]),
    "reword and sign it in one": (Role.COMMANDER, [
        REWORD.format(", state = 'signed', signed_by = '某人', signed_at = now()"), LINE]),
    "other addressees while it is judged": (Role.CLERK, [
        "UPDATE paper SET sent_to = '[\"x\"]' WHERE id = 914", LINE]),
    "other groups to countersign while it is judged": (Role.CLERK, [
        "UPDATE paper SET groups = '[\"onsite\"]' WHERE id = 914", LINE]),
    # who is told of a release
    "nobody need be told, says who checks": (Role.CLERK, [
        "UPDATE release SET needs_telling = true WHERE id = 911", LINE]),
    "nobody need be told, says who drafts": (Role.CLERK, [
        "UPDATE release SET needs_telling = true WHERE id = 901", LINE]),
    "another authority, says who checks": (Role.CLERK, [
        "UPDATE release SET authority = 'x' WHERE id = 911", LINE]),
    "nobody need be told, says who decides, before they do": (Role.COMMANDER, [
        "UPDATE release SET needs_telling = true WHERE id = 912", LINE]),
    # a closed incident
    **{f"write of what is archived: {words}": (role, [statement, LINE])
       for words, role, statement in ARCHIVED},
}  # fmt: skip
# What the program does when an incident is closed goes on.
AFTERWARDS = [
    ("who is there signs out", Role.DUTY,
     "UPDATE attendance SET left_at = now() WHERE id = 916"),
    ("what was said by telephone is signed", Role.COMMANDER,
     "UPDATE oral_decision SET signed_at = now(), signature = '某人' WHERE id = 916"),
    ("a hand-over is refused", Role.CLERK,
     "UPDATE handover SET refused_why = 'x', refused_at = now(), refused_by = '某人'"
     " WHERE id = 916"),
    ("people ring about it", Role.DUTY,
     "INSERT INTO duty_log (kind, happened_at, unit, name, post, phone, text, told, incident_id,"
     " at, by, follow) VALUES ('note', now(), '', '', '', '', 'x', '', 904, now(), '某人', false)"),
    ("what follows from a call is done", Role.DUTY,
     "UPDATE duty_log SET follow = true, closed_at = now(), closed_by = '某人', closed_words = 'x'"
     " WHERE id = 916"),
    ("a case is told", Role.LEADER,
     "UPDATE typical_case SET title = 'y', drafted_by = '某人', drafter_id ="
     " (SELECT id FROM person WHERE login = session_user) WHERE id = 916"),
    ("personal data are decided on", Role.COMMANDER,
     "INSERT INTO retention (incident_id, decision, scope, lawful, necessary, secure, reason,"
     " signature, decided_by, at) VALUES (904, 'keep', '[]', '', '', '', 'x', '某人', '某人',"
     " now())"),
    ("a receiver has it", Role.DUTY,
     "UPDATE report_receipt SET received_at = now(), received_by = 'x', received_way = '电话',"
     " registered_by = '某人' WHERE id = 916"),
    ("a gap is filed", Role.DUTY,
     "INSERT INTO plan_gap (clause, missing, done_instead, incident_id, filed_by, filed_from, at,"
     " state) VALUES ('', 'x', 'x', 904, '某人', '值班室', now(), 'open')"),
    ("a line goes off the wall", Role.LEADER,
     "UPDATE log_entry SET on_wall = false WHERE id = 916"),
]  # fmt: skip
