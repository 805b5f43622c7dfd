"""What a clever insider would try with plain psql: who, and what they send in one transaction.

`{me}` is their id, `{commander}` the login of who has that role.
"""

from datetime import UTC, datetime

from commandcenter.domain.org import Role
from tests.city import EAST
from tests.store.own_line import LINE

WEST = "990103"
EAST_ONLY, WEST_ONLY, BOTH = f'["{EAST}"]', f'["{WEST}"]', f'["{EAST}", "{WEST}"]'
NOTE = "INSERT INTO step_note (step_id, at, by, text) VALUES (905, now(), '某人', '')"
ANYTHING = {
    "integer": 1, "bigint": 1, "boolean": False, "bytea": b"x",
    "timestamp with time zone": datetime.now(UTC), "date": "2026-01-01",
}  # fmt: skip
BEFORE = [  # table, and what matters of its row
    ("incident", {"id": 901, "state": "responding", "grade": "III", "response": "III"}),
    ("incident", {"id": 902, "state": "assessing", "grade": "IV", "districts": BOTH}),
    ("incident", {"id": 903, "state": "merged", "grade": "IV"}),
    ("incident", {"id": 904, "state": "archived", "grade": "IV"}),
    ("release", {"id": 901, "incident_id": 901, "state": "draft"}),
    ("release", {"id": 902, "incident_id": 901, "state": "published"}),
    ("release", {"id": 903, "incident_id": 901, "state": "approved", "needs_telling": True}),
    ("warning", {"id": 901, "state": "issued", "level": "III"}),
    ("stored_file", {"sha256": "f" * 64, "complete": True}),
    ("file_part", {"sha256": "f" * 64, "number": 0}),
    ("supply_request", {"id": 901, "incident_id": 901, "kind": "money", "money_cents": 100,
                        "state": "asked"}),
    ("supply_request", {"id": 902, "incident_id": 901, "kind": "vehicle", "money_cents": 900,
                        "state": "asked"}),
    ("oral_decision", {"id": 901, "incident_id": 901, "matter": "end", "decider_id": 1}),
    ("role_grant", {"id": 901, "role": "planner", "valid_until": datetime.now(UTC)}),
    ("log_entry", {"id": 901, "by": "改名"}),
    ("recovery", {"id": 901, "incident_id": 901, "ledger": "consumers"}),
    ("incident", {"id": 905, "state": "responding", "response": "IV", "districts": WEST_ONLY}),
    ("step", {"id": 905, "incident_id": 905, "group": "onsite", "state": "open"}),
    ("warning", {"id": 902, "state": "dropped", "level": "III"}),
    ("duty_log", {"id": 901, "kind": "note"}),
    ("directive", {"id": 901, "incident_id": 901}),
    ("case_file", {"id": 901, "incident_id": 901}),
    ("seat", {"id": "another's", "login": "chenyu", "at": "2099-01-01"}),  # lives on
    # a grade that was taken back before; and of the fourth grade, how gravely each was answered
    ("level_decision", {"id": 902, "incident_id": 902, "axis": "grade", "step": "taken_back",
                        "level": "IV"}),
    *[("incident", {"id": incident, "state": "ended", "grade": grade})
      for incident, grade in ((906, "IV"), (907, "IV"), (908, "IV"), (909, "IV"), (910, "III"))],
    *[("level_decision", {"id": number, "incident_id": incident, "axis": "response", "step": step,
                          "level": level})
      for number, (incident, step, level) in enumerate((
          (906, "decision", "III"), (907, "upper", "II"), (908, "decision", "IV"),
          (908, "decision", "III"), (908, "suggestion", "IV"), (909, "decision", "III"),
          (909, "decision", "IV"), (910, "decision", "IV")), start=906)],
]  # fmt: skip
END = "UPDATE incident SET state = 'ended', response = NULL, ended_at = now() WHERE id = 901"
STATE = "UPDATE incident SET state = '{}' WHERE id = {}"
RELEASED = "UPDATE release SET state = '{}' WHERE id = {}"
SAID = (  # which a county writes that sees no image
    "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause)"
    " VALUES ('', 'incident', {0}, {0}, '{1}', '')"
)
JUST_GRADED = [  # as the program's line says it
    "UPDATE incident SET grade = 'III' WHERE id = 902", SAID.format(902, "grade decided"),
]  # fmt: skip
NO_GRADE = "UPDATE incident SET grade = NULL WHERE id = 902"


def closed(incident):
    return [STATE.format("aftermath", incident), SAID.format(incident, "aftermath begun")]


ATTACKS = {
    # who may register what is decided above may not decide
    "end a response, in the name of nobody": (Role.DUTY, [END, LINE]),
    "activate in the name of nobody": (Role.DUTY, [
        "UPDATE incident SET state = 'responding', response = 'I' WHERE id = 902", LINE]),
    "grade in the name of nobody": (Role.DUTY, [
        "UPDATE incident SET grade = 'I' WHERE id = 902", LINE]),
    "end by a decision that was registered for another level": (Role.DUTY, [
        "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at,"
        " signature) VALUES (901, 'response', 'upper', 'IV', '', '{{}}', '', now(), '')",
        END, LINE]),
    "end by an old call": (Role.DUTY, [
        "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause)"
        " VALUES ('', 'oral_decision', 901, 901, 'registered', '')", END, LINE]),
    "lower a response as who settles where an incident goes": (Role.LEADER, [
        "UPDATE incident SET response = 'IV' WHERE id = 901", LINE]),
    "decide by a call, and sign it oneself": (Role.DUTY, [
        "INSERT INTO oral_decision (id, incident_id, matter, level, asked, words, called_at,"
        " decider_id, decider, witness, recorded_by, at, due_at) SELECT 903, 902, 'grade', 'IV',"
        " '', '', now(), id, name, '', '某人', now(), now() FROM person WHERE login = 'chenyu'",
        "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause)"
        " VALUES ('', 'oral_decision', 903, 902, 'registered', '')",
        "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at,"
        " signature) VALUES (902, 'grade', 'decision', 'IV', '', '{{}}', '某人', now(), '某人')",
        LINE]),
    "take a grade back, and leave the decision": (Role.COMMANDER, [*JUST_GRADED, NO_GRADE, LINE]),
    # what was answered at the third level or above is not a county's, whatever it was before
    "close a response of the third level": (Role.COUNTY, closed(906)),
    "close one that was led from above": (Role.COUNTY, closed(907)),
    "close one that was raised": (Role.COUNTY, closed(908)),
    "make the third the fourth": (Role.COUNTY, [
        "UPDATE incident SET grade = 'IV' WHERE id = 901", LINE]),
    # a state that the plan does not lead to
    "a response that no state knows": (Role.COMMANDER, [
        "UPDATE incident SET response = 'IV' WHERE id = 902", LINE]),
    "grade what is archived": (Role.COMMANDER, [
        "UPDATE incident SET grade = 'III' WHERE id = 904", LINE]),
    "end the archived again": (Role.DUTY, [
        "UPDATE incident SET ended_at = now() WHERE id = 904", LINE]),
    "issue a dropped warning": (Role.COMMANDER, [
        "UPDATE warning SET state = 'issued', issued_at = now(), number = 9 WHERE id = 902", LINE]),
    "end a warning by its date": (Role.DUTY, [
        "UPDATE warning SET ends_at = now() WHERE id = 901", LINE]),
    "put a response back to the assessment": (Role.DUTY, [STATE.format("assessing", 901), LINE]),
    "reopen an archived case": (Role.DUTY, [STATE.format("assessing", 904), LINE]),
    "end by the aftermath": (Role.LEADER, [STATE.format("aftermath", 901), LINE]),
    "activate by taking apart": (Role.LEADER, [STATE.format("responding", 903), LINE]),
    "a false alarm in the midst": (Role.LEADER, [STATE.format("false_alarm", 901), LINE]),
    "take a county off an incident": (Role.COUNTY, [
        "UPDATE incident SET districts = '[\"990102\"]' WHERE id = 902", LINE]),
    "publish a draft": (Role.CLERK, [RELEASED.format("published", 901), LINE]),
    "approve a draft": (Role.COMMANDER, [RELEASED.format("approved", 901), LINE]),
    "pass the secrecy of a draft": (Role.CLERK, [RELEASED.format("approval", 901), LINE]),
    "make the published a draft": (Role.CLERK, [
        RELEASED.format("draft", 902), "UPDATE release SET text = 'x' WHERE id = 902", LINE]),
    "need not tell": (Role.CLERK, [
        "UPDATE release SET needs_telling = false WHERE id = 903", LINE]),
    "take a warning back": (Role.DUTY, [
        "UPDATE warning SET state = 'draft' WHERE id = 901", LINE]),
    "drop a warning in force": (Role.DUTY, [
        "UPDATE warning SET state = 'dropped' WHERE id = 901", LINE]),
    "a report that is born signed": (Role.CLERK, [
        "INSERT INTO report SELECT (jsonb_populate_record(NULL::report, '{{\"id\": 901,"
        " \"incident_id\": 901, \"kind\": \"first\", \"state\": \"signed\", \"chain\": \"city\","
        " \"signed_by\": \"某人\"}}')).*", LINE]),
    # money
    "money that is born approved": (Role.MEMBER, [
        "INSERT INTO supply_request (incident_id, kind, item, amount, unit, money_cents, reason,"
        " asked_by, asked_from, asked_at, state, note) VALUES (901, 'money', '', 1, '', 9, '', '',"
        " '', now(), 'approved', '')", LINE]),
    "pay what nobody approved": (Role.MEMBER, [
        "UPDATE supply_request SET state = 'delivered' WHERE id = 901", LINE]),
    "approve what is paid for as stock": (Role.MEMBER, [
        "UPDATE supply_request SET state = 'approved' WHERE id = 902", LINE]),
    "another sum": (Role.MEMBER, [
        "UPDATE supply_request SET money_cents = 99999999 WHERE id = 901", LINE]),
    # the closing's two people
    "settle as if long ago": (Role.DEPUTY, [
        "UPDATE recovery SET settled_at = '2020-01-01', settler_id = {me} WHERE id = 901", LINE]),
    "settle the city's line": (Role.COUNTY, [
        "UPDATE recovery SET district = '990102', note = 'x' WHERE id = 901", LINE]),
    # roles
    "delegate as if long ago": (Role.COMMANDER, [
        "INSERT INTO delegation (to_person, valid_from, valid_until, reason, by, at) SELECT id,"
        " '2020-01-01', now() + interval '1 day', '', '', now() FROM person"
        " WHERE login = '{deputy}'", LINE]),
    "stand in for a leader oneself": (Role.DEPUTY, [
        'INSERT INTO role_grant (person_id, role, "group", valid_from, valid_until, granted_by,'
        " stands_for) SELECT {me}, 'leader', \"group\", now(), now() + interval '1 day', '',"
        " person_id FROM role_grant WHERE role = 'leader' LIMIT 1", LINE]),
    "prolong a role": (Role.ADMIN, [
        "UPDATE role_grant SET valid_until = '2099-01-01' WHERE id = 901", LINE]),
    # what leaves no image
    "take the file of an evidence apart": (Role.PLANNER, [
        "UPDATE stored_file SET complete = false WHERE sha256 = repeat('f', 64)",
        "DELETE FROM file_part WHERE sha256 = repeat('f', 64)"]),
    "spoil a file": (Role.PLANNER, [
        "INSERT INTO file_part VALUES (repeat('f', 64), 1, 'y')"]),
    "a file that is whole before it is there": (Role.PLANNER, [
        "INSERT INTO stored_file VALUES (repeat('e', 64), 1, true)"]),
    "a complaint for an old import": (Role.DUTY, [
        "INSERT INTO complaint SELECT (jsonb_populate_record(c, jsonb_build_object('id',"
        " rights.next_id('complaint'), 'number', 'new'))).* FROM complaint c WHERE number = 'C'"]),
    "move a complaint to an import of one's own": (Role.DUTY, [
        "INSERT INTO batch (source, file_name, sha256, mapping, state, opened_at, opened_by,"
        " rows, accepted, duplicates, rejected) VALUES ('', '', '', '', 'open', now(), '',"
        " 0, 0, 0, 0)",
        "UPDATE complaint SET batch_id = (SELECT max(id) FROM batch) WHERE number = 'C'", LINE]),
    "open an import as if it had never been closed": (Role.DUTY, [
        "UPDATE batch SET state = 'open', closed_at = NULL", LINE]),
    "join without a line": (Role.DUTY, [
        "INSERT INTO incident_complaint (id, incident_id, complaint_id, at, by) SELECT"
        " rights.next_id('incident_complaint'), 901, id, now(), '' FROM complaint"
        " WHERE number = 'C'", LINE]),
    "join beside the one that a line names": (Role.DUTY, [
        "DO $$ DECLARE named bigint := rights.next_id('incident_complaint');"
        " other bigint := named + 1; BEGIN"
        " INSERT INTO incident_complaint (id, incident_id, complaint_id, at, by)"
        " SELECT n, CASE n WHEN named THEN 902 ELSE 901 END, c.id, now(), ''"
        " FROM complaint c, unnest(ARRAY[named, other]) n WHERE c.number = 'C';"
        " PERFORM public.journal_bulk('incident_complaint', named, named,"
        " '{{\"incident\":902}}'); END $$",
        "INSERT INTO journal(actor, kind, subject, verb, clause)"
        " VALUES ('', 'incident_complaint', 902, 'joined', '')"]),
    # the journal
    "take an image out that is no personal data": (Role.COMMANDER, [
        "INSERT INTO journal(actor, kind, subject, verb, clause)"
        " VALUES ('', 'retention', 1, 'decided', '')",
        "UPDATE journal_row SET before = NULL, after = NULL, salt = NULL,"
        " erased_by = (SELECT number FROM pen) WHERE table_name = 'incident'"]),
    "name rows in bulk that leave images": (Role.DUTY, [
        "SELECT public.journal_bulk('incident', 1, 2, '{{}}')", LINE]),
    "a line by the wall": (Role.WALL, ["SELECT rights.account_line(1, 'x')"]),
    # what was said once
    "reword a call": (Role.DUTY, ["UPDATE duty_log SET text = 'x' WHERE id = 901", LINE]),
    "reword what was directed": (Role.CLERK, [
        "UPDATE directive SET words = 'x' WHERE id = 901", LINE]),
    "another plan for an incident": (Role.DUTY, [
        "UPDATE incident SET plan_version_id = 1 WHERE id = 901", LINE]),
    "another number for a complaint": (Role.DUTY, [
        "UPDATE complaint SET number = 'x' WHERE number = 'C'", LINE]),
    # what is another's, or nobody's business here
    "a note in another's county": (Role.COUNTY, [NOTE, LINE]),
    "a note by who only keeps accounts": (Role.ADMIN, [NOTE, LINE]),
    "take another's seat away": (Role.CLERK, ["DELETE FROM seat WHERE login = 'chenyu'"]),
    # another's name
    "sign in another's name": (Role.COMMANDER, [
        "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at,"
        " signature) VALUES (902, 'grade', 'decision', 'IV', '', '{{}}', '别人', now(), '别人')",
        LINE]),
    "write in another's name": (Role.DUTY, [
        "INSERT INTO tally (incident_id, kind, value, place, at, by)"
        " VALUES (901, 'on_site', 999, '', now(), '别人')", LINE]),
    "a run of the watch that saw what is to come": (Role.DUTY, [
        "INSERT INTO watch_run (kind, epoch, as_of, started_at, ended_at, line, streams, found)"
        " VALUES ('quick', 1, now(), now(), now(), 999999999, 0, 0)"]),
    # functions with arguments of one's own
    "see the city": (Role.COUNTY, ["SELECT rights.settle_city(1, session_user::text)"]),
    "blind another": (Role.COUNTY, ["SELECT rights.settle_city({me}, '{commander}')"]),
    "what the administrator must not know": (Role.ADMIN, ["SELECT rights.state_of(901)"]),
    "who decided": (Role.WALL, ["SELECT rights.decider_of(901)"]),
    # the server's own
    "hold up the next upgrade": (Role.WALL, ["SELECT pg_advisory_lock(1)"]),
    "hide something in a large object": (Role.COUNTY, ["SELECT lo_from_bytea(0, 'x')"]),
    "run a program": (Role.DUTY, ["COPY person TO PROGRAM 'cat'"]),
    "read a file": (Role.DUTY, ["SELECT pg_read_file('/etc/passwd')"]),
    "statistics of who complained": (Role.DUTY, ["SELECT * FROM pg_catalog.pg_statistic"]),
    "a function of one's own": (Role.DUTY, [
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'"]),
    "lock the journal": (Role.COMMANDER, ["LOCK TABLE journal IN EXCLUSIVE MODE"]),
    "look behind the covers": (Role.DUTY, [
        "UPDATE masked.complainant SET name = name RETURNING (SELECT phone FROM public.complainant"
        " LIMIT 1)"]),
    "take over by a conflict": (Role.COUNTY, [
        "INSERT INTO batch (source, file_name, sha256, mapping, state, opened_at, opened_by,"
        " rows, accepted, duplicates, rejected) VALUES ('', '', '', '', 'open', now(), '',"
        " 0, 0, 0, 0)",
        "INSERT INTO complaint AS c SELECT (jsonb_populate_record(o, jsonb_build_object('id',"
        " rights.next_id('complaint'), 'number', 'W', 'batch_id', (SELECT max(id) FROM batch)))).*"
        " FROM complaint o WHERE number = 'C'"
        " ON CONFLICT (number) DO UPDATE SET district = '990102'", LINE]),
}  # fmt: skip
ALLOWED = {
    "take a grade back with its decision": (Role.COMMANDER, [
        "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at,"
        " signature) VALUES (902, 'grade', 'decision', 'III', '', '{{}}', '某人', now(), '某人')",
        *JUST_GRADED,
        "UPDATE level_decision SET step = 'taken_back' WHERE incident_id = 902"
        " AND step = 'decision'", NO_GRADE, LINE]),
    "close a response that was lowered": (Role.COUNTY, closed(909)),
    "close a response of the fourth level": (Role.COUNTY, closed(910)),
}  # fmt: skip
