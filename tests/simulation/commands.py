"""What people do at their desks, each by the program's own services: drawn, done or refused.

A command is told the desk it is done at and gives a verb with what it is handed, or None where
there is nothing yet to do it with. Most of it can be done, some of it never: then it is refused.
"""

from datetime import timedelta

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.queries.releases.releases import release_board
from commandcenter.services.aftermath import closing
from commandcenter.services.alarms import alarm_acts
from commandcenter.services.command import (
    directives,
    duty,
    handover,
    instructions,
    liaison,
    obligations,
    site,
    supply,
)
from commandcenter.services.incident import (
    incident_moves,
    incidents,
    levels,
    merging,
    oral,
    response,
    taking_back,
)
from commandcenter.services.releases import release_gates, releases
from commandcenter.services.reports import report_sending, reports
from commandcenter.services.seat import people
from commandcenter.services.watch import signals
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.duty_log import DutyLogRow, HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.every import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, LevelDecisionRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.tables.watch.watch import SignalRow
from tests.life.bureau import NAMES, RECEIVERS, activation
from tests.oracle_obligations import PLAN as _PLAN  # noqa: F401 - read once, before the time stands

LEVELS = (Level.III, Level.III, Level.IV)
DECIDES, DEPUTY, DUTY, COORDINATES, FIELD, COUNTY = (
    "chenyu", "luomin", "liwei", "zhoulan", "maxiao", "east",
)  # fmt: skip
LEADERS = (DECIDES, DEPUTY, COORDINATES, FIELD)
WRITERS = (*LEADERS, DUTY, COUNTY)
SIGNED = ("own", "own", "own", "other")


def register(desk):
    if len(desk.incidents()) >= 4:
        return None
    at = desk.clock() - timedelta(minutes=desk.chance.randrange(1, 20))
    new = incidents.NewIncident(
        f"事件{desk.chance.randrange(1000)}", "某机构事件", (Category.MEDIA,), ("990102",), at,
        "电话", verified=desk.chance.random() < 0.8,
    )  # fmt: skip
    return incidents.register, new


def verify(desk):
    return incident_moves.verify_report, desk.incident()


def suggest(desk):
    return levels.suggest_grade, desk.incident(), desk.chance.choice(LEVELS), "会商意见", {}


def grade(desk):
    return levels.decide_grade, desk.incident(), desk.chance.choice(LEVELS), "同意会商意见"


def activate(desk):
    level, name = desk.chance.choice(LEVELS), desk.signature()
    return response.activate, desk.incident(), activation(level, name)


def change(desk):
    verb = desk.chance.choice((response.raise_level, response.lower_level))
    order = response.Change(
        desk.chance.choice(LEVELS), "事态变化", 7, "按新级别处置", desk.signature()
    )
    return verb, desk.incident(), order


def end(desk):
    return response.end_response, desk.incident(), response.Ending("已平息", desk.signature())


def initial(desk):
    paper = levels.Initial(Level.II, "触及参考条件", desk.signature(), {})
    return levels.sign_initial, desk.incident(), paper


def ask_above(desk):
    row = desk.newest(LevelDecisionRow, LevelDecisionRow.step == "initial")
    return row and (
        levels.request_upper,
        levels.Request(row, "省市场监督管理局", "请研定", desk.signature()),
    )


def take_back(desk):
    row = desk.newest(LevelDecisionRow, LevelDecisionRow.step == "suggestion")
    if row and desk.chance.random() < 0.5:
        return taking_back.take_back_grade, row
    return taking_back.take_back_start, desk.incident()


def telephone(desk):
    called = desk.clock() - timedelta(minutes=1)
    said = oral.Call(Matter.OTHER, "请示", "同意", called, desk.person(DECIDES), "王见证", None)
    return oral.register, desk.incident(), said


def sign_call(desk):
    row = desk.any(OralDecisionRow)
    if row and desk.chance.random() < 0.3:
        return oral.dispute, row, "原话不是这样"
    return row and (oral.sign, row, desk.signature())


def merge(desk):
    return merging.merge, desk.incident(), desk.incident(), "同一经营者"


def unmerge(desk):
    return merging.unmerge, desk.incident(), "无关"


def dismiss(desk):
    return incident_moves.dismiss, desk.incident(), "反复投诉"


def close(desk):
    return closing.close, desk.incident(), desk.signature()


def tell(desk):
    told = tuple(report_sending.CallTaken(to, "值班员", "值班员") for to in RECEIVERS)
    return (
        report_sending.record_phone,
        desk.incident(),
        report_sending.PhoneCall(told, desk.clock()),
    )


def draft_report(desk):
    verb = desk.chance.choice((reports.draft_first, reports.draft_follow_up, reports.draft_final))
    return verb, desk.incident()


def sign_report(desk):
    row = desk.newest(ReportRow, ReportRow.signed_at.is_(None))
    if row and desk.chance.random() < 0.2:
        return reports.send_back, row, "人数请核实"
    return row and (reports.sign, row)


def send_report(desk):
    row = desk.newest(ReportRow, ReportRow.signed_at.is_not(None), ReportRow.sent_at.is_(None))
    return row and (report_sending.send, row, RECEIVERS, "传真")


def place(desk):
    return site.add_place, desk.incident(), site.NewPlace("城东店")


def team(desk):
    return incidents.place_team, desk.incident(), "现场一队", 36.01, 117.02


def seen(desk):
    where = desk.any(IncidentPlaceRow)
    named = {"place_id": where} if where else {"place": "门前"}
    told = site.SiteReport(Mood.CALM, head_count=20, seen_at=desk.clock(), closes=False, **named)
    return site.report, desk.incident(), told


def count(desk):
    return incidents.count_by_hand, desk.incident(), "on_site", desk.chance.randrange(90), "城东店"


def ask_department(desk):
    new = liaison.NewRequest("通报情况", "电话")
    return liaison.ask, desk.incident(), ("公安机关", "宣传部门"), new


def answered(desk):
    row = desk.any(LiaisonRow)
    return row and (liaison.note_answer, row, "已派员到场")


def direct(desk):
    new = directives.NewDirective("副市长", "", "批示件1号", "依法处置", desk.clock(), Group.ONSITE)
    return directives.register, desk.incident(), new


def follow_directive(desk):
    row = desk.any(DirectiveRow)
    done = desk.chance.random() < 0.5
    return row and (
        (directives.report_result, row, "已处置") if done else (directives.receive, row)
    )


def instruct(desk):
    return instructions.give, desk.incident(), "延时服务", Group.ONSITE


def follow_instruction(desk):
    row = desk.any(InstructionRow)
    if row and desk.chance.random() < 0.5:
        return instructions.report_back, row, "已延时"
    return row and (instructions.receive, row)


def attend(desk):
    verb = people.sign_out if desk.chance.random() < 0.3 else people.sign_in
    return verb, desk.incident(), desk.person(desk.login)


def want(desk):
    wanted = supply.Wanted(Kind.VEHICLE, "执法车", 1, "辆", "增援", for_group=Group.ONSITE)
    return supply.ask, desk.incident(), wanted


def withdraw(desk):
    row = desk.any(SupplyRequestRow)
    return row and (supply.withdraw, row)


def by_hand(desk):
    c = ObligationRow
    row = desk.any(ObligationRow, (c.form == "") & (c.state == "open"))
    return row and (obligations.close_by_hand, row, "已当场告知并发放告知单")


def put_aside(desk):
    c = ObligationRow
    if desk.chance.random() < 0.4:
        row = desk.any(ObligationRow, c.na_why != "")
        return row and (obligations.take_back, row, "仍然适用")
    row = desk.any(ObligationRow, c.state.in_(("open", "grey", "waiting")))
    return row and (obligations.not_applicable, row, "不涉及本情形")


def acknowledge(desk):
    """By who has it before him, of the version he sees; now and then of one that is past."""
    row = desk.any(AlarmRow, AlarmRow.standing == "unacknowledged")
    if row is None:
        return None
    version = desk.value(AlarmRow.version, row) - (desk.chance.random() < 0.1)
    if desk.chance.random() < 0.2:
        until = desk.clock() + timedelta(minutes=10)
        return alarm_acts.shelve, row, version, until, "正在处理"
    return alarm_acts.acknowledge, row, version


def judge_signal(desk):
    row = desk.any(SignalRow)
    verb = desk.chance.choice((signals.verify, signals.watch, signals.exclude))
    return row and (verb, row, signals.TriageNote("电话回访三人，均称门店关门"))


def log_call(desk):
    unit, follow = "育新学校", desk.chance.random() < 0.5
    return duty.write_entry, duty.NewEntry(LogKind.CALL_IN, "来电", unit=unit, follow=follow)


def settle_call(desk):
    row = desk.any(DutyLogRow)
    return row and (duty.settle, row, "已答复")


def hand_over(desk):
    to = desk.person("zhoulan" if desk.login == DUTY else DUTY)
    return handover.give_duty, to, "一切正常", desk.signature()


def take_over(desk):
    row = desk.newest(HandoverRow)
    return row and (handover.receive, row, desk.signature())


def draft_release(desk):
    return releases.draft, desk.incident(), ReleaseKind.NOTICE


def judge_release(desk):
    """The next step of one, by what this desk sees of it."""
    row = desk.any(ReleaseRow)
    if row is None:
        return None
    incident = desk.value(ReleaseRow.incident_id, row)
    board = desk.ask(lambda s: release_board(s, desk.actor, incident, desk.clock()))
    text = next((line.sha256 for line in board.lines if line.id == row), "")
    verbs = (releases.submit, release_gates.pass_legality, release_gates.pass_secrecy)
    if desk.chance.random() < 0.2:
        return release_gates.send_back, row, text, "请核实"
    return desk.chance.choice(verbs), row, text


# How often, by whom mostly, what. Everybody else tries as well now and then.
COMMANDS = (
    (4, (DUTY, COORDINATES), register), (3, (DUTY, COORDINATES), verify),
    (5, (COORDINATES,), suggest), (6, (DECIDES,), grade), (9, (DECIDES,), activate),
    (3, (DECIDES,), change), (2, (DECIDES,), end), (2, (DECIDES,), initial),
    (2, (DECIDES,), ask_above), (2, (DECIDES,), take_back), (3, (DUTY,), telephone),
    (3, (DECIDES,), sign_call), (2, (COORDINATES,), merge), (2, (COORDINATES,), unmerge),
    (1, (COORDINATES,), dismiss), (1, (DECIDES, DEPUTY), close), (4, (DUTY,), tell),
    (6, (COORDINATES,), draft_report), (6, (DECIDES,), sign_report),
    (6, (COORDINATES,), send_report), (3, (FIELD,), place), (3, (FIELD,), team),
    (4, (FIELD,), seen), (4, (FIELD,), count), (3, (COORDINATES,), ask_department),
    (3, (COORDINATES,), answered), (3, (DUTY,), direct), (4, (FIELD,), follow_directive),
    (3, (DECIDES,), instruct), (4, (FIELD,), follow_instruction), (4, WRITERS, attend),
    (3, (FIELD,), want), (2, (FIELD,), withdraw), (4, LEADERS, by_hand), (3, LEADERS, put_aside),
    (8, WRITERS, acknowledge), (3, (DUTY, COORDINATES), judge_signal), (3, (DUTY,), log_call),
    (2, (DUTY,), settle_call), (2, (DUTY, COORDINATES), hand_over),
    (2, (DUTY, COORDINATES), take_over), (3, ("xuzhiyuan",), draft_release),
    (5, ("xuzhiyuan", "dengqing", COORDINATES), judge_release),
)  # fmt: skip
WEIGHTS = [weight for weight, *_ in COMMANDS]
LOGINS = tuple(sorted({*NAMES, "xuzhiyuan", "dengqing"}))


def drawn(chance):
    """Who does what."""
    _, logins, command = chance.choices(COMMANDS, WEIGHTS)[0]
    return chance.choice(logins if chance.random() < 0.9 else LOGINS), command
