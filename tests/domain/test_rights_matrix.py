"""Every cell of the matrix of roles, typed here a second time from the page that rules it."""

import itertools

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.rights import FORMER, Action, Rights
from commandcenter.paths import PACKAGE, RESOURCES
from commandcenter.store.plan.plan_files import read_tables

# Notation of a cell:  ● yes · - no · a group's first letters: people of that group · own county,
# own group, own (addressed to them), me (about or given to them), incident (they work on it) ·
# delegated · steps-of-coordination · @34 only at Ⅲ and Ⅳ, @4 only at Ⅳ · + both must hold
COLUMNS = (
    Role.COMMANDER,
    Role.DEPUTY,
    Role.LEADER,
    Role.MEMBER,
    Role.DUTY,
    Role.COUNTY,
    Role.AUDITOR,
    Role.PLANNER,
    Role.ADMIN,
    Role.WALL,
)
PAGE = """
see_picture              ● | ● | ● | ● | ● | county | ● | ● | - | ●
see_personal_data        ● | ● | inv leg coo | inv | ● | county | - | - | - | -
see_reporter             - | - | inv | inv+me | - | - | - | - | - | -
take_in_complaints       ● | ● | ● | ● | ● | county | - | - | - | -
enter_complaint          ● | ● | ● | ● | ● | county | - | - | - | -
register_incident        ● | ● | ● | ● | ● | county | - | - | - | -
triage_signal            ● | ● | coo opi | coo opi | ● | county | - | - | - | -
draft_warning            ● | ● | coo opi | coo opi | ● | county+@4 | - | - | - | -
draft_grade              ● | ● | coo opi | coo opi | ● | county+@4 | - | - | - | -
issue_warning            ● | ● | - | - | - | - | - | - | - | -
adjust_warning           ● | ● | - | - | - | - | - | - | - | -
lift_warning             ● | ● | - | - | - | - | - | - | - | -
decide_grade             @34 | delegated+@34 | - | - | - | county+@4 | - | - | - | -
activate                 @34 | delegated+@34 | - | - | - | county+@4 | - | - | - | -
raise_level              @34 | delegated+@34 | - | - | - | county+@4 | - | - | - | -
lower_level              @34 | delegated+@34 | - | - | - | county+@4 | - | - | - | -
end_response             @34 | delegated+@34 | - | - | - | county+@4 | - | - | - | -
delegate                 ● | - | - | - | - | - | - | - | - | -
sign_initial_assessment  ● | delegated | - | - | - | - | - | - | - | -
sign_upper_request       ● | delegated | - | - | - | - | - | - | - | -
register_upper_decision  ● | delegated | coo | - | ● | - | - | - | - | -
register_oral_decision   - | - | coo | coo | ● | county | - | - | - | -
sign_oral_decision       me | me | - | - | - | me | - | - | - | -
give_instruction         ● | ● | group | - | - | - | - | - | - | -
receive_instruction      ● | ● | own | own | own | own | - | - | - | -
report_back              ● | ● | own | own | own | own | - | - | - | -
complete_step            - | - | group | group+me | steps-of-coordination | county | - | - | - | -
reopen_step              - | - | group | group+me | steps-of-coordination | county | - | - | - | -
assign_people            ● | ● | group | - | - | - | - | - | - | -
hand_over_lead           ● | ● | group | - | - | - | - | - | - | -
draft_report             ● | ● | coo | coo | ● | county | - | - | - | -
sign_report              ● | ● | - | - | - | county | - | - | - | -
send_report              ● | ● | coo | coo | ● | county | - | - | - | -
skip_level               - | - | - | - | - | county | - | - | - | -
draft_release            - | - | opi | opi | - | - | - | - | - | -
check_release            - | - | leg | - | - | - | - | - | - | -
approve_release          ● | delegated | - | - | - | - | - | - | - | -
publish_release          - | - | opi | opi | - | - | - | - | - | -
draft_paper              - | - | coo | coo | - | - | - | - | - | -
check_paper              - | - | coo | coo | - | - | - | - | - | -
countersign_paper        - | - | group | - | - | - | - | - | - | -
review_paper             - | ● | coo | - | - | - | - | - | - | -
sign_paper               ● | delegated | - | - | - | - | - | - | - | -
number_paper             - | - | - | - | - | - | - | - | - | -
seal_paper               - | - | - | - | - | - | - | - | - | -
issue_paper              - | - | - | - | ● | - | - | - | - | -
file_paper               - | - | - | - | - | - | - | - | - | -
register_paper           - | - | coo | coo | ● | - | - | - | - | -
evidence_read            ● | ● | inv | inv | - | - | ● | - | - | -
evidence_write           - | - | inv | inv | - | - | - | - | - | -
stock_read               ● | ● | log | log | - | - | ● | - | - | -
stock_write              ● | ● | log | log | - | - | - | - | - | -
money_read               ● | ● | log | log | - | - | ● | - | - | -
money_write              ● | ● | log | log | - | - | - | - | - | -
money_approve            ● | - | - | - | - | - | - | - | - | -
ledger_read              ● | ● | own | own | - | county | ● | - | - | -
ledger_write             - | ● | own | own | - | county | - | - | - | -
close_case               ● | ● | - | - | - | - | - | - | - | -
sign_in                  ● | ● | group | me | me | me | - | - | - | -
make_roster              ● | ● | group | - | ● | - | - | - | - | -
keep_team                ● | ● | group | - | ● | - | - | - | - | -
write_log                ● | ● | group | group | ● | county | - | - | - | -
show_on_wall             - | - | coo | coo | - | - | - | - | - | -
read_journal             ● | ● | incident | - | - | - | ● | - | - | -
verify_journal           ● | ● | incident | - | - | - | ● | - | - | -
inquiry_sheet            ● | ● | incident | - | - | - | ● | - | - | -
edit_plan                - | - | - | - | - | - | - | ● | - | -
sign_plan                ● | delegated | - | - | - | - | - | - | - | -
file_gap                 ● | ● | ● | ● | ● | - | ● | ● | - | -
file_own_rules           - | - | - | - | - | county | - | ● | - | -
manage_accounts          - | - | - | - | - | - | - | - | ● | -
keep_backups             - | - | - | - | - | - | - | - | ● | -
see_system               ● | - | - | - | ● | - | ● | - | ● | -
switch_server            ● | - | - | - | - | - | - | - | - | -
propose_switch           - | - | - | - | - | - | - | - | ● | -
see_accounts             ● | - | - | - | - | - | ● | - | ● | -
confirm_role             ● | - | - | - | - | - | ● | - | - | -
write_signal             - | - | - | - | - | - | - | - | - | -
dispose_incident         ● | ● | coo | - | - | county+@4 | - | - | - | -
duty_log                 - | - | - | - | ● | - | - | - | - | -
call_up                  - | - | coo | coo | ● | county | - | - | - | -
liaise                   ● | ● | coo | coo | ● | county | - | - | - | -
consult                  ● | ● | coo | coo | ● | county | - | - | - | -
site_report              - | - | ons | ons | - | county | - | - | - | -
watch_opinion            - | - | opi | opi | ● | - | - | - | - | -
answer_legal             - | - | leg | leg | - | - | - | - | - | -
handle_complaint         - | - | coo | coo | ● | county | - | - | - | -
correct_complaint        ● | ● | coo | coo | ● | county | - | - | - | -
receive_report           - | - | coo | coo | ● | - | - | - | - | -
check_secrecy            - | - | coo | - | - | - | - | - | - | -
flag_complaint           - | - | coo inv leg | coo inv leg | ● | county | - | - | - | -
see_officials            ● | - | - | - | - | - | ● | - | - | -
refer_official           ● | - | - | - | - | - | - | - | - | -
draft_inquiry            - | - | coo inv | coo inv | - | - | - | - | - | -
sign_inquiry             ● | delegated | - | - | - | - | - | - | - | -
waive_line               ● | ● | - | - | - | - | - | - | - | -
decide_retention         ● | delegated | - | - | - | - | - | - | - | -
make_archive             ● | ● | coo | - | - | - | - | - | - | -
keep_risk                ● | ● | ● | ● | ● | county | - | - | - | -
sign_risk                ● | ● | - | - | - | - | - | - | - | -
keep_publicity           ● | ● | opi | opi | - | - | - | - | - | -
hold_publicity           ● | ● | group | group | - | - | - | - | - | -
draft_case               ● | ● | coo opi | opi | - | - | - | - | - | -
"""
BELOW = {  # the text under the matrix: clerk, hotline, leader on duty, the watch
    Role.CLERK: {
        "see_picture": "●",
        "draft_report": "●",
        "send_report": "●",
        "draft_release": "●",
        "publish_release": "●",
        "draft_paper": "●",
        "check_paper": "●",
        "number_paper": "●",
        "seal_paper": "●",
        "issue_paper": "●",
        "file_paper": "●",
        "register_paper": "●",
        "receive_instruction": "own",
        "report_back": "own",
        "sign_in": "me",
        "check_secrecy": "●",
        "draft_inquiry": "●",
        "keep_publicity": "●",
        "hold_publicity": "●",
        "draft_case": "●",
    },
    Role.CLERK_HOTLINE: {"enter_complaint": "●"},
    Role.LEAD_DUTY: {
        "see_system": "●",
        "switch_server": "●",
        "duty_log": "●",
        "call_up": "●",
        "see_picture": "●",
        "register_oral_decision": "●",
        "receive_instruction": "own",
        "report_back": "own",
        "sign_in": "me",
        "write_log": "●",
    },
    Role.WATCH: {"see_picture": "●", "write_signal": "●"},
}
GROUPS = {group.value[:3]: group for group in Group}
HERE, ELSEWHERE = "990102", "990103"
ME, AUTHOR = 7, 8


def cells():
    for line in PAGE.strip().splitlines():
        action, columns = line.split(maxsplit=1)
        for role, cell in zip(COLUMNS, columns.split("|"), strict=True):
            yield action, role, cell.strip()
        for role, row in BELOW.items():
            yield action, role, row.get(action, "-")


CELLS = list(cells())


def actors(role):
    """The role in each group, with and without a delegation."""
    groups = list(Group) if role in (Role.LEADER, Role.MEMBER) else [None]
    district = HERE if role is Role.COUNTY else None
    for group, delegated in itertools.product(groups, [False, True]):
        yield Actor(ME, "x", "某人", frozenset({Grant(role, group, district)}), delegated)


def matters():
    grid = itertools.product(
        [Group.COORDINATION, Group.OPINION],
        [HERE, ELSEWHERE],
        [Level.II, Level.III, Level.IV],
        [ME, 99],
        [True, False],
    )
    for group, district, level, person, involved in grid:
        yield {
            "group": group,
            "district": district,
            "level": level,
            "person_id": person,
            "involved": involved,
        }


def may(cell, actor, matter):
    """What the page says, read without the program."""
    (grant,) = actor.grants
    mine = matter["person_id"] == ME
    group = grant.group is matter["group"]
    county = grant.district == matter["district"]
    words = {
        "●": True,
        "-": False,
        "county": county,
        "group": group,
        "own": mine or group or county,
        "me": mine,
        "incident": matter["involved"],
        "delegated": actor.delegated,
        "steps-of-coordination": matter["group"] is Group.COORDINATION,
        "@34": matter["level"] in (Level.III, Level.IV),
        "@4": matter["level"] is Level.IV,
    }
    words |= {short: grant.group is named for short, named in GROUPS.items()}
    return all(any(words[word] for word in part.split()) for part in cell.split("+"))


@pytest.mark.parametrize(("action", "role", "cell"), CELLS)
def test_a_cell_of_the_matrix_holds(rights, action, role, cell):
    for actor, matter in itertools.product(actors(role), matters()):
        allowed = rights.allows(actor, Action(action), author_id=AUTHOR, **matter)
        assert allowed == may(cell, actor, matter), (actor, matter)


@pytest.mark.parametrize(("action", "role", "cell"), CELLS)
def test_what_a_role_never_may_is_hidden_from_it(rights, action, role, cell):
    scopes = [rights.scope(actor, Action(action)) for actor in actors(role)]
    assert any(scopes) == (cell != "-")


def test_the_page_has_a_row_for_every_action():
    assert {action for action, _, _ in CELLS} == {action.value for action in Action}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_a_person_behind_it_signs_nothing(rights, role):
    """The clerk never signs; neither do the wall, the watch and the administrator."""
    signing = [Action.SIGN_REPORT, Action.APPROVE_RELEASE, Action.ACTIVATE, Action.CLOSE_CASE]
    signers = {Role.COMMANDER, Role.DEPUTY, Role.COUNTY}
    held = [a for a in signing for actor in actors(role) if rights.scope(actor, a)]
    assert bool(held) == (role in signers)


def test_the_administrator_touches_no_incident(rights):
    own = {
        Action.MANAGE_ACCOUNTS,
        Action.KEEP_BACKUPS,
        Action.SEE_SYSTEM,
        Action.PROPOSE_SWITCH,
        Action.SEE_ACCOUNTS,
    }
    admin = next(actors(Role.ADMIN))
    assert {action for action in Action if rights.scope(admin, action)} == own


def test_every_right_is_asked_somewhere():
    """By code, or by the plan data that name who does it; a right that nothing asks is gone."""
    code = "".join(p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.py")))
    data = (RESOURCES / "plan" / "papers.toml").read_text(encoding="utf-8")
    unasked = [a for a in Action if f"Action.{a.name}" not in code and f'"{a}"' not in data]
    assert unasked == []


def test_a_matrix_of_an_earlier_version_may_have_rights_that_nothing_asked():
    rows = read_tables(RESOURCES / "plan")["right"]
    former = [{"code": code, "title": code, "ask": "办理", "roles": {}} for code in FORMER]
    assert Rights.from_tables([*rows, *former]).rows == Rights.from_tables(rows).rows
