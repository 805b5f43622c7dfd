"""What an insider would try with the book of obligations: rows made to say what no act says."""

from commandcenter.domain.org import Role
from tests.store.own_line import LINE

SEEN = "2026-11-01 00:00:00+00"
PLACE = {"about": "place:7", "group": "onsite", "form": "site_report"}


def obligation(number, code, **values):
    """A row of the incident 901, of the newest plan."""
    about = values.get("about", "")
    said = dict.fromkeys((
        "about", "form", "born_table", "ceased_why", "done_by", "act_table", "hand_words",
        "na_why", "na_by",
    ), "")  # fmt: skip
    return ("obligation", {
        **said,
        "id": number, "incident_id": 901, "key": f"901/{code}/{about}/{number}", "code": code,
        "state": "open", "title": "任务", "due_at": SEEN, **values,
    })  # fmt: skip


BEFORE = [
    ("incident_place", {"id": 7, "incident_id": 901, "label": "城东店"}),
    ("incident_place", {"id": 8, "incident_id": 901, "label": "城西店"}),
    ("site_report", {"id": 907, "incident_id": 901, "place_id": 7, "seen_at": SEEN, "by": "某人"}),
    ("site_report", {"id": 908, "incident_id": 901, "place_id": 8, "seen_at": SEEN, "by": "某人"}),
    ("site_report", {"id": 909, "incident_id": 905, "seen_at": SEEN, "by": "某人"}),
    ("case_report", {"id": 901, "incident_id": 901, "source": "某委", "as_of": SEEN, "treated": 0,
                     "meal": "", "width": 30, "at": SEEN, "by": "某人"}),
    obligation(901, "site_first", **PLACE),
    obligation(902, "power", group="logistics"),
    obligation(903, "site_first", **PLACE, state="done", done_at=SEEN, done_by="某人",
               act_table="site_report", act_id=907),
    obligation(904, "power", group="logistics", state="done", done_at=SEEN, done_by="别人",
               hand_words="发电车已到现场待命"),
    obligation(905, "suggest_grade", group="coordination", form="grade"),
    obligation(906, "power", group="coordination", state="na", na_why="市电正常", na_by="某人",
               na_at=SEEN),
    obligation(907, "power", group="coordination", state="done", done_at=SEEN, done_by="某人",
               act_table="step", act_id=905),
    obligation(908, "power", group="coordination"),
    obligation(909, "power", group="coordination", incident_id=904),
    obligation(910, "power", group="coordination", state="done", done_at=SEEN, done_by="别人",
               hand_words="发电车已到现场待命"),
    # asked for by a record: whose it is follows from that
    obligation(911, "directive_done", group="coordination", role="leader", born_table="directive",
               born_id=901),
]  # fmt: skip
ACT = (
    "INSERT INTO tally (incident_id, kind, value, place, at, by)"
    " VALUES (901, 'on_site', 9, '', now(), '某人')"
)
TOLD = (
    "INSERT INTO journal(actor, kind, subject, verb, clause)"
    " VALUES ('', 'tally', 901, 'counted', '')"
)
DONE = (
    "UPDATE obligation SET state = 'done', done_at = {at}, done_by = '{by}', act_table = '{table}',"
    " act_id = {act} WHERE id = 901"
)


SAID = (
    "INSERT INTO obligation_note (incident_id, obligation_id, kind, at, by, text)"
    " VALUES (901, {number}, '{kind}', now(), '某人', '情况属实')"
)


NEWEST_CASES = "(SELECT id FROM case_report ORDER BY at DESC LIMIT 1)"


def cases(ill, treated, hospital):
    """Reported, with one school and one hospital."""
    counts = f"('site', '某校', {ill}), ('hospital', '某医院', {hospital})"
    return [
        "INSERT INTO case_report (incident_id, source, as_of, treated, meal, width, at, by)"
        f" VALUES (901, '某委', '{SEEN}', {treated}, '', 30, now(), '某人')",
        "INSERT INTO case_count (incident_id, case_report_id, part, label, number)"
        f" SELECT 901, {NEWEST_CASES}, v.* FROM (VALUES {counts}) v",
        "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause)"
        f" VALUES ('', 'case_report', {NEWEST_CASES}, 901, 'recorded', '')",
    ]


def done(table="site_report", act="907", at=f"'{SEEN}'", by="某人"):
    """Beside something else that they do."""
    return [ACT, DONE.format(table=table, act=act, at=at, by=by), TOLD]


def changed(what, number=901):
    return [f"UPDATE obligation SET {what} WHERE id = {number}", LINE]


def by_hand(number, words="发电车已到现场待命", by="某人", at="now()"):
    what = f"state = 'done', hand_words = '{words}', done_at = {at}, done_by = '{by}'"
    return [SAID.format(number=number, kind="hand"), *changed(what, number)]


def not_applicable(what, number=901):
    return [SAID.format(number=number, kind="na"), *changed(what, number)]


OPENED = "state = 'open', done_at = NULL, done_by = '', act_table = '', act_id = NULL"
BORN = (
    "INSERT INTO obligation SELECT (jsonb_populate_record(o, jsonb_build_object('id',"
    " rights.draw('obligation'), 'key',"
    " 'x', {more}))).* FROM obligation o WHERE id = 901"
)
ATTACKS = {
    # done without its act
    "an obligation done by nothing": (Role.MEMBER, [
        "UPDATE obligation SET state = 'done' WHERE id = 901", LINE]),
    "an obligation done by an act that is not there": (Role.MEMBER, done(act="999")),
    "an obligation done by an act at another place": (Role.MEMBER, done(act="908")),
    "an obligation done by an act of another incident": (Role.MEMBER, done(act="909")),
    "an obligation done by an act of another kind": (Role.MEMBER, done("oral_decision", "901")),
    "an obligation done earlier than its act": (Role.MEMBER, done(at="'2026-10-31 00:00:00+00'")),
    "an obligation done in another's name": (Role.MEMBER, done(by="别人")),
    "an obligation ticked as of an earlier version": (Role.COUNTY, done("step", "905")),
    "an old tick at another time": (Role.MEMBER, [
        ACT, *changed("done_at = now()", 907)[:1], TOLD]),
    "an obligation that is born done": (Role.MEMBER, [
        ACT, BORN.format(more="'state', 'done', 'done_by', '某人', 'done_at', now()"), TOLD]),
    "an obligation that is born not applicable": (Role.DEPUTY, [
        BORN.format(more="'state', 'na', 'na_why', '不需要'"), LINE]),
    "an obligation that is born with the name of who will have done it": (Role.MEMBER, [
        ACT, BORN.format(more="'done_by', '别人'"), TOLD]),
    "an act written down for later": (Role.MEMBER, changed(
        f"done_at = '{SEEN}', done_by = '某人', act_table = 'site_report', act_id = 907")),
    "a tick written down for later": (Role.MEMBER, changed(
        f"done_at = '{SEEN}', done_by = '某人', act_table = 'step', act_id = 905")),
    "one more obligation": (Role.MEMBER, [BORN.format(more="'must', true"), LINE]),
    # by hand
    "by hand what an act closes": (Role.LEADER, by_hand(905, "已经会商并提出建议")),
    "by hand without a sentence": (Role.LEADER, by_hand(908, "好")),
    "by hand without the right": (Role.MEMBER, by_hand(902)),
    "by hand in another's name": (Role.LEADER, by_hand(908, by="别人")),
    "by hand at another time": (Role.LEADER, by_hand(908, at=f"'{SEEN}'")),
    "other words of what was done by hand": (Role.MEMBER, changed("hand_words = '没做到'", 904)),
    "to one's own group, and closed by hand": (Role.LEADER, changed(
        "\"group\" = 'coordination', state = 'done', hand_words = '发电车已到现场待命',"
        " done_at = now(), done_by = '某人'", 902)),
    "another moment of what another closed by hand": (Role.LEADER, changed("done_at = now()", 910)),
    "other words of what another closed by hand": (Role.LEADER, changed(
        "hand_words = '发电车没有到现场'", 910)),
    # not done any more
    "done by oneself, what another did": (Role.CLERK, changed("done_by = '某人'", 904)),
    "no reason any more": (Role.DEPUTY, changed("na_why = ''", 906)),
    "reopened while its act stands": (Role.MEMBER, [ACT, *changed(OPENED, 903)[:1], TOLD]),
    "reopened, the words left": (Role.MEMBER, [
        ACT, *changed("state = 'open'", 904)[:1], TOLD]),
    "an old tick taken away": (Role.MEMBER, [ACT, *changed(OPENED, 907)[:1], TOLD]),
    # not applicable, ceased, waiting
    "not applicable by a member": (Role.MEMBER, changed(
        "state = 'na', na_why = '不需要', na_by = '某人', na_at = now()")),
    "a reason without saying so": (Role.DEPUTY, changed(
        "na_why = '不需要', na_by = '某人', na_at = now()")),
    "not applicable without a reason": (Role.DEPUTY, not_applicable("state = 'na'")),
    "not applicable in another's name": (Role.DEPUTY, not_applicable(
        "state = 'na', na_why = '不需要', na_by = '别人', na_at = now()")),
    "who said that it does not apply, though nobody did": (Role.DEPUTY, changed("na_by = '某人'")),
    "when it was said not to apply, though nobody said so": (Role.DEPUTY, changed("na_at = now()")),
    "ceased, though it was said not to apply": (Role.DEPUTY, [
        ACT, *changed("state = 'ceased', ceased_why = '不再办理'", 906)[:1], TOLD]),
    "whose it is, of a closed incident": (Role.COMMANDER, changed("assigned_to = {me}", 909)),
    "applicable again by a leader": (Role.LEADER, changed("state = 'open'", 906)),
    "another reason why it does not apply": (Role.LEADER, changed("na_why = '另有安排'", 906)),
    "ceased by nothing": (Role.MEMBER, changed("state = 'ceased', ceased_why = '不再办理'")),
    "made to wait": (Role.MEMBER, changed("state = 'waiting'")),
    "made grey": (Role.COUNTY, changed("state = 'grey'")),
    # limits, and what a row is
    "more time": (Role.DUTY, changed("due_at = now() + interval '1 day'")),
    "no limit": (Role.LEADER, changed("due_at = NULL")),
    "more time with a note": (Role.LEADER, [
        SAID.format(number=901, kind="note"),
        "UPDATE obligation SET due_at = now() + interval '1 day' WHERE id = 901", LINE]),
    "another title": (Role.MEMBER, changed("title = '已经办完'")),
    "no must any more": (Role.MEMBER, changed("must = NOT must")),
    "another obligation under the same number": (Role.MEMBER, changed("code = 'power'")),
    "about another place": (Role.MEMBER, changed("about = 'place:8'")),
    "to another incident": (Role.COUNTY, changed("incident_id = 902")),
    "another's work": (Role.MEMBER, changed("assigned_to = {me}")),
    "what a record asked of another group": (Role.MEMBER, changed("\"group\" = 'logistics'", 911)),
    "what a record asked of another role": (Role.MEMBER, changed("role = 'member'", 911)),
    "what a record asked of nobody by name": (Role.MEMBER, changed("assigned_to = {me}", 911)),
    "to another group, what no record asked for": (Role.MEMBER, [
        ACT, *changed("\"group\" = 'logistics'", 905)[:1], TOLD]),
    "begun in the future": (Role.MEMBER, changed("start_at = now() + interval '1 day'")),
    "an obligation goes": (Role.COMMANDER, ["DELETE FROM obligation WHERE id = 901"]),
    # what was said
    "said applicable by a clerk": (Role.CLERK, [SAID.format(number=901, kind="applies"), LINE]),
    "said not applicable by a leader": (Role.LEADER, [SAID.format(number=905, kind="na"), LINE]),
    "reopened by who may not": (Role.MEMBER, [SAID.format(number=904, kind="reopened"), LINE]),
    "a tick of an earlier version": (Role.LEADER, [SAID.format(number=905, kind="old_tick"), LINE]),
    "a file with a step of an earlier version": (Role.LEADER, [
        "INSERT INTO attachment (step_id, sha256, name, size, at, by)"
        f" VALUES (905, '{'0' * 64}', '', 1, now(), '某人')", LINE]),
    "said in another's name": (Role.LEADER, [
        SAID.format(number=905, kind="note").replace("某人", "别人"), LINE]),
    "said of another county's": (Role.COUNTY, [
        "INSERT INTO obligation_note (incident_id, obligation_id, kind, at, by, text)"
        " VALUES (905, 901, 'note', now(), '某人', '')", LINE]),
    "other words of what was said": (Role.COMMANDER, [
        "UPDATE obligation_note SET text = 'x'", LINE]),
    # cases
    "cases that do not add up": (Role.MEMBER, cases(5, 9, 9)),
    "cases that add up to another number": (Role.DUTY, cases(9, 10, 9)),
    "one more case of an earlier report": (Role.MEMBER, [
        "INSERT INTO case_count (incident_id, case_report_id, part, label, number)"
        " VALUES (901, 901, 'site', '某校', 1)", LINE]),
    "the wall writes": (Role.WALL, ["UPDATE wall.obligation SET state = 'done' WHERE id = 901"]),
}  # fmt: skip
ALLOWED = {
    "done by its act": (Role.MEMBER, done()),
    "closed by hand by its leader": (Role.LEADER, by_hand(908)),
    "not applicable by a deputy": (Role.DEPUTY, not_applicable(
        "state = 'na', na_why = '不需要', na_by = '某人', na_at = now()")),
    "cases that add up": (Role.MEMBER, cases(9, 9, 9)),
    "a note by anybody": (Role.CLERK, [SAID.format(number=901, kind="note"), LINE]),
    "the limit with an act": (Role.MEMBER, [
        ACT, "UPDATE obligation SET due_at = now() WHERE id = 901", TOLD]),
    "whose it is, with the act that its record follows": (Role.MEMBER, [
        ACT, "UPDATE obligation SET \"group\" = 'logistics', role = 'member', assigned_to = {me}"
        " WHERE id = 911", TOLD]),
}  # fmt: skip
