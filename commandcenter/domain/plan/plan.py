"""The plan as data: all its items, checked, and what is worked out from them.

Tables come as {kind: [item, ...]}; the kinds and the files they live in are in KINDS.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from commandcenter.domain.aftermath import aftermath
from commandcenter.domain.alarms import alarm_items
from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.complaints import form_items
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.papers import paper_items, word_lists
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.phrase import put_in
from commandcenter.domain.plan import obligation_items
from commandcenter.domain.plan import plan_items as items
from commandcenter.domain.plan.due_words import Due
from commandcenter.domain.plan.due_words import next_daily as next_daily
from commandcenter.domain.plan.earlier_plans import GONE_KINDS
from commandcenter.domain.plan.holidays import rests
from commandcenter.domain.plan.obligation_check import (
    check_obligations,
)
from commandcenter.domain.publicity import publicity_items
from commandcenter.domain.releases import release_items
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.rights import Rights
from commandcenter.domain.support import support_items
from commandcenter.domain.tables import read_item
from commandcenter.domain.watch import known_dates as dates
from commandcenter.domain.watch import risk, warning_items
from commandcenter.late_dataclass import dataclass

# kind: (file, dataclass, field of PlanData)
KINDS: dict[str, tuple[str, type, str]] = {
    "clause": ("clauses.toml", items.Clause, "clauses"),
    "category": ("categories.toml", items.CategoryItem, "categories"),
    "grade": ("levels.toml", items.GradeItem, "grades"),
    "warning": ("levels.toml", items.WarningItem, "warnings"),
    "response": ("levels.toml", items.ResponseItem, "responses"),
    "required": ("levels.toml", items.RequiredItem, "required"),
    "post": ("command.toml", items.PostItem, "posts"),
    "duty": ("command.toml", items.DutyItem, "duties"),
    "group": ("command.toml", items.GroupItem, "groups"),
    "department": ("command.toml", items.DepartmentItem, "departments"),
    "obligation": ("obligations.toml", obligation_items.ObligationItem, "obligations"),
    "duty_line": ("obligations.toml", obligation_items.DutyLine, "duty_lines"),
    "kind": ("kinds.toml", obligation_items.KindItem, "kinds"),
    "fact": ("thresholds.toml", items.FactItem, "facts"),
    "threshold": ("thresholds.toml", items.Threshold, "thresholds"),
    "signal": ("thresholds.toml", items.SignalRule, "signals"),
    "context": ("thresholds.toml", items.ContextItem, "contexts"),
    "stand_down": ("thresholds.toml", items.StandDownItem, "stand_down"),
    "report_element": ("reports.toml", items.ReportContent, "report_elements"),
    "addressee": ("reports.toml", items.Addressee, "addressees"),
    "clock": ("deadlines.toml", items.LegalClock, "clocks"),
    "reason": ("handling.toml", items.ReasonItem, "reasons"),
    "complaint_form": ("handling.toml", form_items.FormItem, "complaint_forms"),
    "calendar": ("calendar_2026.toml", items.CalendarPeriod, "calendar"),
    "sensitive": ("calendar_2026.toml", items.SensitivePeriod, "sensitive"),
    "known_date": ("calendar_2026.toml", dates.KnownDate, "known_dates"),
    "standby": ("risk.toml", dates.StandbyItem, "standby"),
    "risk_point": ("risk.toml", risk.RiskPoint, "risk_points"),
    "inquiry_section": ("aftermath.toml", aftermath.InquirySection, "inquiry_sections"),
    "recovery_way": ("aftermath.toml", aftermath.RecoveryWay, "recovery_ways"),
    "retention_scope": ("aftermath.toml", aftermath.RetentionScope, "retention_scopes"),
    "setting": ("settings.toml", items.Setting, "settings"),
    "release_rule": ("releases.toml", release_items.ReleaseRule, "release_rules"),
    "release_limit": ("releases.toml", release_items.ReleaseLimit, "release_limits"),
    "release_phrase": ("releases.toml", release_items.ReleasePhrase, "release_phrases"),
    "release_number": ("releases.toml", release_items.ReleaseNumber, "release_numbers"),
    "release_channel": ("releases.toml", release_items.ReleaseChannel, "release_channels"),
    "warning_measure": ("warnings.toml", warning_items.WarningMeasure, "warning_measures"),
    "lift_item": ("warnings.toml", warning_items.LiftItem, "lift_items"),
    "paper_flow": ("papers.toml", paper_items.PaperFlow, "paper_flows"),
    "paper_series": ("papers.toml", paper_items.PaperSeries, "paper_series"),
    "template": ("papers.toml", paper_items.PaperTemplate, "templates"),
    "word_list": ("usage.toml", word_lists.WordList, "word_lists"),
    "alarm": ("alarms.toml", alarm_items.AlarmItem, "alarms"),
    "alarm_climb": ("alarms.toml", alarm_items.AlarmClimb, "alarm_climbs"),
    "alarm_chain": ("alarms.toml", alarm_items.AlarmChain, "alarm_chains"),
    "alarm_figure": ("alarms.toml", alarm_items.AlarmFigure, "alarm_figures"),
    "skill": ("support.toml", support_items.Skill, "skills"),
    "training_norm": ("support.toml", support_items.TrainingNorm, "training_norms"),
    "partner_kind": ("support.toml", support_items.PartnerKind, "partner_kinds"),
    "publicity_kind": ("publicity.toml", publicity_items.PublicityKind, "publicity_kinds"),
    "publicity_template": (
        "publicity.toml",
        publicity_items.PublicityTemplate,
        "publicity_templates",
    ),
    "publicity_line": ("publicity.toml", publicity_items.PublicityLine, "publicity_lines"),
}
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class PlanData:
    """One version of the plan. Each map keeps the order of its file."""

    clauses: Mapping[str, items.Clause]
    categories: Mapping[Category, items.CategoryItem]
    grades: Mapping[Level, items.GradeItem]
    warnings: Mapping[Level, items.WarningItem]
    responses: Mapping[Level, items.ResponseItem]
    required: Mapping[str, items.RequiredItem]
    posts: Mapping[str, items.PostItem]
    duties: Mapping[str, items.DutyItem]
    groups: Mapping[Group, items.GroupItem]
    departments: Mapping[str, items.DepartmentItem]
    obligations: Mapping[str, obligation_items.ObligationItem]
    duty_lines: Mapping[str, obligation_items.DutyLine]
    kinds: Mapping[str, obligation_items.KindItem]
    facts: Mapping[str, items.FactItem]
    thresholds: Mapping[str, items.Threshold]
    signals: Mapping[str, items.SignalRule]
    contexts: Mapping[str, items.ContextItem]
    stand_down: Mapping[str, items.StandDownItem]
    report_elements: Mapping[str, items.ReportContent]
    addressees: Mapping[str, items.Addressee]
    clocks: Mapping[str, items.LegalClock]
    reasons: Mapping[str, items.ReasonItem]
    complaint_forms: Mapping[form_items.FormKind, form_items.FormItem]
    calendar: Mapping[str, items.CalendarPeriod]
    sensitive: Mapping[str, items.SensitivePeriod]
    known_dates: Mapping[str, dates.KnownDate]
    standby: Mapping[str, dates.StandbyItem]
    risk_points: Mapping[risk.Measure, risk.RiskPoint]
    inquiry_sections: Mapping[str, aftermath.InquirySection]
    recovery_ways: Mapping[str, aftermath.RecoveryWay]
    retention_scopes: Mapping[str, aftermath.RetentionScope]
    settings: Mapping[str, items.Setting]
    release_rules: Mapping[str, release_items.ReleaseRule]
    release_limits: Mapping[str, release_items.ReleaseLimit]
    release_phrases: Mapping[str, release_items.ReleasePhrase]
    release_numbers: Mapping[str, release_items.ReleaseNumber]
    release_channels: Mapping[str, release_items.ReleaseChannel]
    warning_measures: Mapping[str, warning_items.WarningMeasure]
    lift_items: Mapping[str, warning_items.LiftItem]
    paper_flows: Mapping[PaperKind, paper_items.PaperFlow]
    paper_series: Mapping[str, paper_items.PaperSeries]
    templates: Mapping[str, paper_items.PaperTemplate]
    word_lists: Mapping[str, word_lists.WordList]
    alarms: Mapping[str, alarm_items.AlarmItem]
    alarm_climbs: Mapping[Priority, alarm_items.AlarmClimb]
    alarm_chains: Mapping[alarm_items.Course, alarm_items.AlarmChain]
    alarm_figures: Mapping[str, alarm_items.AlarmFigure]
    skills: Mapping[str, support_items.Skill]
    training_norms: Mapping[str, support_items.TrainingNorm]
    partner_kinds: Mapping[str, support_items.PartnerKind]
    publicity_kinds: Mapping[str, publicity_items.PublicityKind]
    publicity_templates: Mapping[str, publicity_items.PublicityTemplate]
    publicity_lines: Mapping[str, publicity_items.PublicityLine]
    rights: Rights

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any], *, whole: bool = True) -> "PlanData":
        """Read and check all tables. Raises ValueError naming file and item.

        Not `whole`: stored by an older program, which did not know every right.
        """
        if unknown := sorted(set(tables) - set(KINDS) - {RIGHT, *GONE_KINDS}):
            raise ValueError(f"no such kind of item: {', '.join(unknown)}")
        read = {KINDS[kind][2]: _read(kind, tables.get(kind, [])) for kind in KINDS}
        plan = cls(**read, rights=Rights.from_tables(tables.get(RIGHT, []), whole=whole))
        _check(plan)
        if whole:
            paper_items.check_flows(plan.paper_flows)
        return plan

    def number(self, code: str) -> int:
        """A setting that is a whole number. Raises KeyError for an unknown one."""
        value = self.settings[code].value
        if not isinstance(value, int):
            raise ValueError(f"settings.toml, {code}: {value!r} is no number")
        return value

    def limit_of(self, code: str, level: Level | None) -> Due:
        """How long the obligation may take where the record that asks for it sets no limit; of no
        level as of Ⅳ级. One that the bureau took off its list has none.
        """
        item = self.obligations.get(code)
        return item.due[level or Level.IV] if item else "none"


def lead_body(plan: PlanData, level: Level, city_name: str, county_name: str) -> str:
    """Who leads at this response level (plan 4.2), in full words."""
    lead = plan.responses[level].lead
    return put_in(lead, city=city_name, county=county_name)


def is_working_day(plan: PlanData, day: date) -> bool:
    """By the bureau's calendar; else by the notice of the year, the law's holidays, the weekday."""
    return not rests(plan.calendar, day)


def _read(kind: str, rows: list[Mapping[str, Any]]) -> dict[Any, Any]:
    file, cls, _ = KINDS[kind]
    read: dict[Any, Any] = {}
    for row in rows:
        item: Any = read_item(cls, file, row)
        if item.code in read:
            raise ValueError(f"{file}, {item.code}: stands twice")
        read[item.code] = item
    return read


def _check(plan: PlanData) -> None:
    _check_whole(plan)
    for kind, (file, _, name) in KINDS.items():
        for code, item in getattr(plan, name).items():
            _check_cited(plan, file, code, item, needs=kind != "clause")
    for action, right in plan.rights.rows.items():
        _check_cited(plan, "roles.toml", action, right, needs=True)
    check_obligations(plan)
    alarm_items.check_alarms(plan)
    publicity_items.check_publicity(
        plan.publicity_kinds, plan.publicity_templates, plan.publicity_lines
    )
    _check_facts(plan)
    _check_releases(plan)
    warning_items.check_measures(plan.warning_measures.values())
    paper_items.check_papers(plan.paper_flows, plan.paper_series, plan.templates)
    for each in plan.word_lists.values():
        word_lists.check_lines(each.title, each.kind, each.words)


def _check_whole(plan: PlanData) -> None:
    wanted: list[tuple[str, Mapping[Any, Any], Any]] = [
        ("categories.toml", plan.categories, Category),
        ("levels.toml, grade", plan.grades, Level),
        ("levels.toml, warning", plan.warnings, Level),
        ("levels.toml, response", plan.responses, Level),
        ("command.toml, group", plan.groups, Group),
    ]
    for where, found, choices in wanted:
        if missing := [choice.value for choice in choices if choice not in found]:
            raise ValueError(f"{where}: nothing for {', '.join(missing)}")


def _check_cited(plan: PlanData, file: str, code: str, item: Any, *, needs: bool) -> None:
    clause = getattr(item, "clause", "")
    if clause and clause not in plan.clauses:
        raise ValueError(f"{file}, {code}: the plan has no clause {clause}")
    if needs and not (clause or item.source or getattr(item, "basis", "")):
        raise ValueError(f"{file}, {code}: neither clause nor source")


def _check_facts(plan: PlanData) -> None:
    for threshold in plan.thresholds.values():
        for condition in threshold.levels.values():
            named = {fact for each in condition.any for fact in each} | set(condition.needs)
            _check_known(plan, threshold.code, named)
    for signal in plan.signals.values():
        _check_known(plan, signal.code, {fact for each in signal.any for fact in each})
    for context in plan.contexts.values():
        named = {fact for each in context.any for fact in each} - set(plan.contexts)
        _check_known(plan, context.code, named)


def _check_known(plan: PlanData, code: str, facts: set[str]) -> None:
    if unknown := sorted(facts - set(plan.facts)):
        raise ValueError(f"thresholds.toml, {code}: no such fact: {', '.join(unknown)}")


def _check_releases(plan: PlanData) -> None:
    known = {code for item in plan.obligations.values() for code in (item.code, *item.old)}
    for limit in plan.release_limits.values():
        if known and limit.step not in known:
            raise ValueError(f"releases.toml, {limit.code}: no such obligation: {limit.step}")
    general = [r for r in plan.release_rules.values() if not (r.topics or r.warning)]
    for kind in ReleaseKind:
        if not any(phrase.kind is kind for phrase in plan.release_phrases.values()):
            raise ValueError(f"releases.toml, release_phrase: nothing for {kind.value}")
        for level in Level:
            if not any(kind in rule.kinds and level in rule.levels for rule in general):
                raise ValueError(f"releases.toml: nobody publishes a {kind.value} at {level.value}")
