"""Each clause of the plan, and how the program carries it out: an act of a person, and its stages.

An act is a cell of tests/services/cells*.py by its name, or one of `own` below. Where a stage does
not apply to a clause, the reason stands in its place.
"""

from dataclasses import dataclass
from types import ModuleType

from commandcenter.domain.aftermath.aftermath import Ledger
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.rights import Action
from commandcenter.services.aftermath import recovery
from commandcenter.services.incident import incidents, levels, response
from commandcenter.ui import (
    aftermath,
    command,
    complaints,
    desk,
    incident,
    plan,
    publicity,
    releases,
    reports,
    support,
    watch,
)
from commandcenter.ui import seat as seats
from tests.city import EAST
from tests.services.cells import Cell, own_matter


@dataclass(frozen=True)
class Walk:
    """`panel`: package and "module.Class" of the list that shows it; `seen_by`: who looks.
    `paper`: the kind that says it, or why no paper does. `line`: the clause that the line of the
    journal cites, where it is another. `past`: why it is not computed back. `chosen`: the filter
    of the list under which it stands.
    """

    cell: str | Cell
    tables: tuple[str, ...]
    panel: tuple[ModuleType, str]
    paper: PaperKind | str
    line: str = ""
    seen_by: str = "chenyu"
    past: str = ""
    chosen: str = ""


def of_kind(kind):
    """Registering an incident of one of the five kinds."""

    def perform(scene, actor):
        new = incidents.NewIncident(
            f"{kind.value}事件", "某事件", (kind,), (EAST,), scene.city.db.clock(), "电话"
        )
        incidents.register(scene.session, actor, new)

    about = lambda scene, actor: {"district": frozenset({EAST})}  # noqa: E731  as a cell has it
    return Cell(Action.REGISTER_INCIDENT, f"register_{kind.value}", perform, about, None)


def graded(level):
    """The suggestion of a grade after 会商."""

    def perform(scene, actor):
        levels.suggest_grade(scene.session, actor, scene.incident, level, "会商意见", {})

    return Cell(Action.DRAFT_GRADE, f"suggest_{level.value}", perform, own_matter, None)


def activating():
    """Of an incident that was registered just now: by the level that it is tried at."""

    def before(scene):
        now = scene.city.db.clock()
        new = incidents.NewIncident(
            "闭店", "某店闭店", (Category.CLUSTER,), (EAST,), now, "电话", verified=True
        )
        scene.incident = scene.act(incidents.register, "zhoulan", new)
        scene.act(levels.decide_grade, "chenyu", scene.incident, scene.level, "同意")

    def perform(scene, actor):
        order = response.Activation("应急响应", scene.level, 7, "登记", actor.name)
        response.activate(scene.session, actor, scene.incident, order)

    return Cell(Action.ACTIVATE, "activate_anew", perform, own_matter, before)


def raising():
    def perform(scene, actor):
        change = response.Change(Level.III, "人数增多", 3, "按新级别处置", actor.name)
        response.raise_level(scene.session, actor, scene.incident, change)

    def about(scene, actor):
        return {"district": frozenset({EAST}), "level": Level.III}

    return Cell(Action.RAISE_LEVEL, "raise_from_four", perform, about, None)


def nobody_of(ledger):
    def perform(scene, actor):
        recovery.state_none(scene.session, actor, scene.incident, ledger, "没有")

    return Cell(Action.WAIVE_LINE, f"nobody_{ledger.value}", perform, lambda s, a: {}, None)


ONLY_BOOK = "it stands in a book of the bureau, which no paper of the plan sums up"
OF_YEAR = "年度宣传工作情况 is printed of a year, not of an incident"
ONLY_LIST = "what a group does stands in its list; 履职对照 names the duty, not each record"
CLAUSES, BRIEFING, FIRST = PaperKind.CLAUSES, PaperKind.BRIEFING, PaperKind.FIRST
GRADE = (incident, "level_history_panel.LevelHistoryPanel")
SIGNALS = (watch, "signal_panel.SignalPanel")
WARNINGS = (watch, "warning_panel.WarningPanel")
RECORDS = (watch, "record_panel.RecordPanel")
RECOVERY = (aftermath, "recovery_panel.RecoveryPanel")
DUTIES = (command, "duties_panel.DutiesPanel")

WALKS = {
    "1.3(1)": Walk("pass_the_legality", ("release", "release_check"),
                   (releases, "release_panel.ReleasePanel"), CLAUSES, line="2.2(5)"),
    "1.3(2)": Walk("give_to_a_group", ("instruction",),
                   (command, "instruction_panel.InstructionPanel"), BRIEFING, line="2.1(1)"),
    "1.3(3)": Walk("go_past_the_city", ("report", "report_receipt"),
                   (reports, "report_panel.ReportPanel"), CLAUSES, line="4.1(1)"),
    "1.3(4)": Walk("lower_to_four", ("level_decision", "incident"), GRADE, BRIEFING, line="4.2"),
    "1.3(5)": Walk("tell_by_telephone", ("report", "report_receipt"),
                   (reports, "report_panel.ReportPanel"), CLAUSES, line="4.1(1)"),
    "1.3(6)": Walk("note_what_they_answered", ("liaison",),
                   (command, "liaison_panel.LiaisonPanel"), CLAUSES, line="2.1(2)"),
    **{
        f"1.4.1({number})": Walk(of_kind(kind), ("incident", "incident_move"),
                                 (desk, "incident_strip.IncidentStrip"),
                                 "an incident that was only registered has no paper yet",
                                 line="4.1(1)")
        for number, kind in enumerate(Category, 1)
    },
    **{
        f"1.4.2({number})": Walk(graded(level), ("level_decision",), GRADE,
                                 "a suggestion stands on no paper before it is decided",
                                 line="1.4.2")
        for number, level in enumerate((Level.I, Level.II, Level.III, Level.IV), 1)
    },
    "2.1": Walk("delegate_the_decisions", ("delegation",),
                (command, "stand_in_panel.StandInPanel"), ONLY_BOOK),
    "2.1(1)": Walk("give_to_a_group", ("instruction",),
                   (command, "instruction_panel.InstructionPanel"), BRIEFING),
    "2.1(2)": Walk("ask_departments", ("liaison",),
                   (command, "liaison_panel.LiaisonPanel"), CLAUSES),
    "2.1(3)": Walk("approve_a_release", ("release", "release_check"),
                   (releases, "release_panel.ReleasePanel"), CLAUSES),
    "2.1(4)": Walk("confirm_a_role", ("role_grant",),
                   (seats, "role_grants_panel.RoleGrantsPanel"), ONLY_BOOK),
    "2.2": Walk("hand_the_lead_over", ("handover",),
                (command, "handover_panel.HandoverPanel"), ONLY_BOOK),
    "2.2(1)": Walk("note_a_call", ("duty_log",),
                   (command, "duty_log_panel.DutyLogPanel"), ONLY_LIST,
                   past="the words of callers are covered in images of the duty log"),
    "2.2(2)": Walk("close_an_obligation_by_hand", ("obligation", "obligation_note"), DUTIES,
                   CLAUSES, line="4.1(3)"),
    "2.2(3)": Walk("add_a_piece", ("evidence",),
                   (command, "evidence_panel.EvidencePanel"), CLAUSES, line="4.1(4)"),
    "2.2(4)": Walk("register_an_item", ("opinion",),
                   (command, "opinion_panel.OpinionPanel"), BRIEFING),
    "2.2(5)": Walk("ask_a_question", ("legal_question",),
                   (command, "legal_panel.LegalPanel"), ONLY_LIST),
    "2.2(6)": Walk("ask_for_a_car", ("supply_request",),
                   (command, "supply_panel.SupplyPanel"), CLAUSES),
    "3.1": Walk("sign_an_assessment", ("risk_assessment",),
                (watch, "assessment_panel.AssessmentPanel"),
                "an assessment is a paper of its own, of the market and no incident"),
    "3.1(1)": Walk("verify_a_signal", ("signal", "signal_note"), SIGNALS, ONLY_BOOK),
    "3.1(2)": Walk("plan_an_inspection", ("inspection_plan", "inspection_target"),
                   (watch, "inspection_panel.InspectionPanel"),
                   "巡查计划 is a paper of its own, of no incident"),
    "3.1(3)": Walk("enter_a_survey_of_the_whole_city", ("risk_record",), RECORDS, ONLY_BOOK),
    "3.2(1)": Walk("issue_a_warning", ("warning", "warning_act"), WARNINGS,
                   "预警 has a paper of its own, of the warning and no incident"),
    "3.2(2)": Walk("adjust_a_warning", ("warning", "warning_act"), WARNINGS,
                   "预警 has a paper of its own, of the warning and no incident"),
    "3.2(3)": Walk("lift_a_warning", ("warning", "warning_act"), WARNINGS,
                   "预警 has a paper of its own, of the warning and no incident"),
    "4.1(1)": Walk("send_what_is_signed", ("report", "report_receipt"),
                   (reports, "report_panel.ReportPanel"), CLAUSES),
    "4.1(2)": Walk(activating(), ("incident", "level_decision"), GRADE, CLAUSES),
    "4.1(3)": Walk("report_from_a_place", ("site_report", "log_entry"),
                   (command, "site_panel.SitePanel"), CLAUSES),
    "4.1(4)": Walk("register_a_case", ("case_file", "case_act"),
                   (command, "case_panel.CasePanel"), CLAUSES),
    "4.1(5)": Walk("publish_a_release", ("release", "release_check"),
                   (releases, "release_panel.ReleasePanel"), CLAUSES),
    "4.1(6)": Walk("accept", ("complaint_handling", "complaint_event"),
                   (complaints, "complaint_panel.ComplaintPanel"), ONLY_LIST),
    "4.2": Walk("register_what_it_decided", ("level_decision", "incident"), GRADE, BRIEFING),
    "4.2(1)": Walk("ask_the_body_above", ("level_decision",), GRADE, CLAUSES, line="4.2"),
    "4.2(2)": Walk("sign_the_initial_assessment", ("level_decision",), GRADE, CLAUSES, line="4.2"),
    "4.2(3)": Walk(raising(), ("level_decision", "incident"), GRADE, BRIEFING, line="4.2"),
    "4.2(4)": Walk("lower_to_four", ("level_decision", "incident"), GRADE, BRIEFING, line="4.2"),
    "5.1": Walk("sign_an_inquiry", ("inquiry_report",),
                (aftermath, "inquiry_panel.InquiryPanel"), CLAUSES),
    "5.2": Walk("register_an_operator", ("accountability",),
                (aftermath, "liability_panel.LiabilityPanel"), CLAUSES),
    "5.3": Walk("close_the_case", ("incident", "incident_move"),
                (aftermath, "chronicle_panel.ChroniclePanel"),
                "what is archived is the package, not a paper"),
    "5.3(1)": Walk("open_a_line_of_a_group", ("recovery",), RECOVERY, ONLY_LIST),
    "5.3(2)": Walk(nobody_of(Ledger.FIRMS), ("recovery",), RECOVERY, CLAUSES),
    "5.3(3)": Walk(nobody_of(Ledger.HARDSHIP), ("recovery",), RECOVERY, CLAUSES),
    "6.1": Walk("register_a_certificate", ("certificate",),
                (support, "people_panel.PeoplePanel"), ONLY_BOOK),
    "6.2": Walk("take_in", ("stock_item", "stock_move"),
                (support, "stock_panel.StockPanel"), ONLY_BOOK),
    "6.3": Walk("note_a_restore", ("restore_drill",), (seats, "backup_panel.BackupPanel"),
                ONLY_BOOK),
    "6.4": Walk("approve_money_of_the_bureau", ("fund_request",),
                (support, "fund_panel.FundPanel"), ONLY_BOOK),
    "7.1": Walk("plan_an_activity", ("publicity",),
                (publicity, "activity_panel.ActivityPanel"), OF_YEAR),
    "7.2": Walk("hand_in_a_case", ("typical_case", "typical_case_step"),
                (publicity, "cases_panel.CasesPanel"),
                "the case is a text of its own, printed where it is written"),
    "7.3": Walk("register_an_activity_that_was_held", ("publicity",),
                (publicity, "activity_panel.ActivityPanel"), OF_YEAR, line="7.1"),
    "8.1": Walk("sign_a_revision", ("plan_revision", "plan_version"),
                (plan, "revision_panel.RevisionPanel"),
                "预案 and 修订对照表 are printed of versions, not of an incident"),
    "8.2": Walk("sign_a_revision", ("plan_version", "plan_item"),
                (plan, "plan_values_panel.VersionsPanel"),
                "预案 and 修订对照表 are printed of versions, not of an incident", line="8.1"),
}  # fmt: skip

HEADING = "a heading: what it asks for stands in the clauses below it"
TEXT = "it says what the plan is for; its text is shown and printed with the plan"
REASONS = {
    **dict.fromkeys(
        ("1", "1.3", "1.4", "1.4.1", "1.4.2", "2", "3", "3.2", "4", "4.1", "5", "6", "7", "8"),
        HEADING,
    ),
    "1.1": TEXT,
    "1.2": TEXT,
}
