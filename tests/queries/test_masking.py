"""No answer that a screen or a paper may ask for names a complainant in full.

Every public function of the queries is called with a city full of known names and telephone
numbers, and all that it answers is searched for them. A new query must be callable here.
"""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from commandcenter import queries
from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.complaints.complaint import ComplaintKind, Source
from commandcenter.domain.complaints.form_items import FormAsked, FormKind
from commandcenter.domain.drills.script import read_rules
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Grant, Group, Role
from commandcenter.domain.papers.paper import Life, PaperKind, PaperText
from commandcenter.domain.papers.period import Period, PeriodKind, day_of
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.reports.report import ReportKind
from commandcenter.domain.support.training import NewTraining
from commandcenter.domain.times import local
from commandcenter.domain.watch.inspection import NewInspectionPlan, NewTarget, Whom
from commandcenter.domain.watch.risk import Measure, NewRecord, RecordKind, RecordResult, Scope
from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.offices import exports
from commandcenter.offices.drill_scripts import score_table
from commandcenter.queries.aftermath.archive_tables import SHEETS
from commandcenter.queries.aftermath.chronicle import ChronicleFilter
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.queries.complaints.follow_order import FollowBy, FollowOrder
from commandcenter.queries.complaints.follow_rows import light_rows
from commandcenter.queries.incident.doubles import Typed
from commandcenter.queries.incident.incidents import incident_head
from commandcenter.queries.papers.paper_levels import NoticeKind
from commandcenter.queries.papers.paper_register import PaperFilter
from commandcenter.queries.papers.period_counts import Spans, period_counts
from commandcenter.queries.seat.journal_mains import MAINS
from commandcenter.queries.seat.search_ask import HitKind
from commandcenter.queries.watch.monitor_days import DayFamily
from commandcenter.queries.watch.risk_records import RecordFilter
from commandcenter.queries.watch.timeline import timeline
from commandcenter.queries.watch.warning_detail import warning_form
from commandcenter.services.command import (
    consultations,
    instructions,
    legal,
    liaison,
    meetings,
    obligations,
    running_log,
)
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents, oral
from commandcenter.services.papers import paper_drafts
from commandcenter.services.plan import revisions
from commandcenter.services.releases import releases
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.services.support import training
from commandcenter.services.watch import (
    assessments,
    inspections,
    risk_records,
    signals,
    survey_answers,
    talks,
    warnings,
)
from commandcenter.store.journal import latest
from commandcenter.store.moment import moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.report_clocks import clocks
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.every import (
    BatchRow,
    ComplaintRow,
    IncidentPlaceRow,
    IncidentRow,
    InquiryReportRow,
    SignalRow,
    TeamRow,
    TypicalCaseRow,
    WarningRow,
)
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow
from commandcenter.store.watch.risk_past import Asked
from tests.queries.conftest import NAMES
from tests.signals import lay_signal


def public_queries():
    for module in pkgutil.walk_packages(queries.__path__, "commandcenter.queries."):
        loaded = importlib.import_module(module.name)
        for name, function in vars(loaded).items():
            own = inspect.isfunction(function) and function.__module__ == loaded.__name__
            if own and not name.startswith("_") and asks(function):
                yield f"{module.name.rpartition('.')[2]}.{name}", function


def asks(function):
    """What takes no session is worked out from what another one has answered."""
    return next(iter(inspect.signature(function).parameters), "") == "session"


# Asked in a drill's store alone, with what others gave.
OF_DRILLS = {"past_event.traders_of", "score.scores_of"}
QUERIES = {name: query for name, query in public_queries() if name not in OF_DRILLS}
REFUSED = {
    "account_board.account_board",  # of who keeps accounts
    "setup_state.setup_board",
    "sources.drill_sources",  # of who keeps the plan
    "past_event.script_from",  # its incident is not closed
    "stock_sheet.stock_sheet",  # nothing is kept there
    "stock_sheet.whole_sheet",
    "revision_views.versions_view",  # the plan's first has none before it
    "board.drill_board",
    "drill_paper.drill_paper",
    "drill_paper.drill_findings",  # there was none
    "inject_detail.inject_detail",  # no drill's store
    "cast.take_part",
    "cast.drill_cast",  # the same
    "cap.newest_out",  # nothing was published
    "cap.cap_message",
    "paper_release.newest_of_warning",  # its warning is a draft, and has no notice
    "complainant.seen_caller",  # the same of who called
    "complainant.seen_complainants",  # the same of many
    "paper_transcript.transcript",
    "paper_transcript.newest_transcript",  # no 批示 was registered
    "paper_request.request_paper",  # nothing of Ⅱ or Ⅰ was suggested
    "paper_press.press_paper",  # nothing was signed for the public
    "complainant.seen_complainant",  # shows who complained, and nobody's look is in the journal
}


@pytest.fixture
def busy(crowded):
    """The crowded city with work of each kind on its incident."""
    incident = crowded.incident
    crowded.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "60 人", {})
    crowded.activate(incident)
    call = oral.Call(
        Matter.OTHER, "请示维持秩序", "同意", crowded.db.clock(), crowded.chenyu.person_id, "李蔚"
    )
    crowded.oral = crowded.do(oral.register, "zhoulan", incident, call)
    crowded.do(running_log.write_line, "maxiao", incident, "门口聚集")
    crowded.do(incidents.place_team, "maxiao", incident, "现场一组", 39.0, 116.0)
    crowded.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    crowded.question = crowded.do(legal.ask, "maxiao", incident, "能否先行登记保存？")
    crowded.report = crowded.do(reports.draft_first, "zhoulan", incident)
    around_the_table(crowded, incident)
    with crowded.db.write() as session:
        writer = replace(crowded.maxiao, grants=frozenset({Grant(Role.LEADER, Group.OPINION)}))
        crowded.inquiry = inquiry_of(session, incident)
        crowded.release = releases.draft(session, writer, incident, ReleaseKind.NOTICE)
        crowded.paper = paper_of(session, crowded, incident)
    with crowded.db.read() as session:
        crowded.step = session.scalar(select(func.min(ObligationRow.id)))
        crowded.team = session.scalar(select(func.min(TeamRow.id)))
        crowded.place = session.scalar(select(func.min(IncidentPlaceRow.id)))
        crowded.complaints = session.scalars(select(ComplaintRow.id)).all()
    crowded.do(obligations.note, "maxiao", _own_step(crowded), "已到场")
    to_the_province(crowded, incident)
    crowded.signal, crowded.warning = warned(crowded)
    officers = ("周岚", "李蔚")
    now = crowded.db.clock()
    held = talks.Talk("市局", officers, "店长", "限期退费", now, signal_id=crowded.signal)
    crowded.talk = crowded.do(talks.hold, "zhoulan", held)
    return crowded


def around_the_table(city, incident):
    """A department is asked, a 会商 is held, a meeting is called."""
    now = city.db.clock()
    asked = liaison.NewRequest("维护秩序", "电话", "指挥中心", due_at=None)
    [city.liaison] = city.do(liaison.ask, "zhoulan", incident, ("公安机关",), asked)
    sat = consultations.NewConsultation(
        now - timedelta(minutes=5), "指挥室", "罗敏", ("周岚",), "怎样退费", "先登记", "先调解"
    )
    city.sitting = city.do(consultations.record, "zhoulan", incident, sat)
    called = meetings.NewMeeting(now + timedelta(hours=1), "指挥室", "罗敏", "退费", ("市商务局",))
    city.meeting = city.do(meetings.call, "zhoulan", incident, called)


def to_the_province(city, incident):
    """The response handed up, and somebody on duty."""
    now = city.db.clock()
    with city.db.write() as session:
        session.add(
            HandoverRow(
                kind="level", incident_id=incident, to_organ="省应急指挥部", items=[],
                words="移交", given_at=now, given_by="陈屿",
            )
        )  # fmt: skip
        people.put_on_duty(session, PROGRAM, city.liwei.person_id, Role.DUTY, now,
                           now + timedelta(hours=12))  # fmt: skip


def warned(city):
    """A signal over many complaints, and the warning that was drafted from it."""
    now = city.db.clock()
    with city.db.write() as session:
        signal = lay_signal(session, city.complaints[:40], now)
    city.do(signals.verify, "zhoulan", signal, signals.TriageNote("已回访"))
    city.do(signals.assess, "zhoulan", signal, signals.TriageNote("需要预警"))
    form = city.ask(warning_form, signal, now)
    draft = warnings.Draft(form.items, form.districts)
    said = signals.TriageNote("人数增加")
    return signal, city.do(warnings.draft, "zhoulan", draft, signal, said)


def paper_of(session, city, incident):
    """A paper in the register, with one paragraph by hand."""
    planner = replace(city.maxiao, grants=frozenset({Grant(Role.PLANNER)}))
    session_of = NewTraining(
        "食品抽样程序", Group.ONSITE, (Group.ONSITE,), 4, local(city.db.clock()).date()
    )
    city.training = training.plan(session, city.chenyu, session_of)
    case = TypicalCaseRow(
        incident_id=incident, title="某机构停业案", text="某机构停业。", drafted_by="周岚",
        drafted_at=city.db.clock(),
    )  # fmt: skip
    session.add(case)
    session.flush()
    city.case = case.id
    city.revision = revisions.begin(session, planner, "2026年修订", "演练发现")
    watched(session, city)
    clerk = replace(city.maxiao, grants=frozenset({Grant(Role.CLERK)}))
    whole = (PaperText("k0_title", "title", "关于启动响应的通知", "关于启动响应的通知"),)
    new = paper_drafts.New(PaperKind.ACTIVATION, incident, incident, whole)
    return paper_drafts.draft(session, clerk, new)


def watched(session, city):
    """An inspection by a plan, a survey with answers, an assessment of it all."""
    at = city.db.clock()
    target = NewTarget("潮涌健身（东湖店）", reason="投诉靠前")
    due = at + timedelta(days=3)
    new = NewInspectionPlan("专项巡查", "投诉靠前", Whom(group=Group.ONSITE), due, (target,))
    city.inspection = inspections.plan(session, city.chenyu, new)
    values = {"title": "退费", "held_at": at, "result": RecordResult.PROBLEMS, "findings": "退费难"}
    survey = NewRecord(RecordKind.SURVEY, category="文化娱乐体育", **values)
    city.survey = risk_records.enter(session, city.chenyu, survey)
    answers = [Question("退过卡吗", 9, (Counted("被推诿", 3, True),))]
    survey_answers.count(session, city.chenyu, city.survey, answers, 0)
    city.assessment = assessments.begin(session, city.chenyu, "十一月评估")


def inquiry_of(session, incident):
    """An investigation report, as if the response had ended."""
    now = datetime.now(UTC)
    row = InquiryReportRow(
        incident_id=incident, kind="investigation", sections=[], as_of=now, drafted_by="周岚",
        drafted_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def _own_step(city):
    with city.db.read() as session:
        onsite = select(ObligationRow.id).where(ObligationRow.group == Group.ONSITE)
        return session.scalars(onsite.limit(1)).one()


def arguments(city, session, function):
    """A value for each parameter, by its name; the second of two where both matter."""
    now = city.db.clock()
    known = {
        "session": session, "now": now, "since": now - timedelta(days=200),
        "start": now - timedelta(days=2), "end": now, "bin_minutes": 60, "bins": 48, "minutes": 60,
        "family": DayFamily.CATEGORY, "day": None, "public": False, "channel": None, "days": 3,
        "incident_id": city.incident, "actor": city.chenyu, "person_id": city.maxiao.person_id,
        "obligation_id": city.step, "table": "obligation", "key": city.step,
        "report_id": city.report, "instruction_id": 1, "suggestion_id": 1,
        "place_id": city.place, "team_id": city.team, "talk_id": city.talk,
        "complaint_id": city.complaints[0], "group": Group.ONSITE,
        "entry_id": 1, "oral_id": city.oral, "shown": (), "gone": (),
        "incidents": [session.get_one(IncidentRow, city.incident)],
        "complaint_ids": city.complaints[:9], "lines": [1, 2, 3], "district": None,
        "incident": session.get_one(IncidentRow, city.incident), "windows": {}, "told": (),
        "plan": plan_of(session), "year": 2026, "month": 10, "question_id": city.question,
        "code": "4.1(3)", "sheet": SHEETS[0], "form": "note", "subject": 1,
        "release_id": city.release, "check_id": 1, "clock": first_clock(city, session),
        "signal_id": city.signal, "warning_id": city.warning, "own": None,
        "row": session.get_one(SignalRow, city.signal), "groups": list(Group),
        "rows": [session.get_one(WarningRow, city.warning)],
        "wanted": ComplaintFilter(), "words": "店", "kind": ReportKind.FIRST, "number": 1,
        "paper_id": city.paper, "life": Life.REPORT, "older": 1, "newer": 1,
        "head": incident_head(session, city.incident), "n": 9, "by": "channel", "until": now,
        "at": now, "period": day_of(local(now).date()), "cover": str, "directive_id": 1,
        "liaison_id": city.liaison, "consultation_id": city.sitting, "meeting_id": city.meeting,
        "asked": FormAsked(FormKind.INTAKE), "full": frozenset(), "numbers": (),
        "version": 1, "before": 1, "after": 1, "revision_id": city.revision,
        "training_id": city.training, "case_id": city.case, "sources": (),
        "assessment_id": city.assessment,
        "plans": (city.inspection,), "record_id": city.survey,
        "m": moment(session, now), "typed": Typed("潮涌健身闭店", "店", "潮涌健身"),
    }  # fmt: skip
    wanted = [
        name
        for name, p in inspect.signature(function).parameters.items()
        if p.default is p.empty or name in ("limit", "offset")
    ]
    known |= {"limit": 1_000, "offset": 0}
    # Where a parameter of the same name means something else.
    known |= {
        "chronicle": {"wanted": ChronicleFilter()},
        "conditions": {"system": ()},
        "follow_order": {
            "rows": light_rows(session, city.incident, now, None),
            "order": FollowOrder(FollowBy.HANDLER),
            "left_at": {},
        },
        "inject_detail": {"inject_id": None, "rules": read_rules(score_table())},
        "drill_paper": {"record_id": 1},
        "cast": {"login": "zhoulan"},
        "imports": imported(session, city.complaints[0]),
        "linked_lines": {"row": session.get_one(ComplaintRow, city.complaints[0])},
        "inquiries": {"report_id": city.inquiry},
        "paper_inquiry": {"kind": InquiryKind.INVESTIGATION},
        "paper_register": {"asked": PaperFilter()},
        "paper_levels": {"kind": NoticeKind.ACTIVATION},
        "paper_period": {"period": last_week(now)},
        "period_counts": {
            "period": last_week(now),
            "spans": Spans(last_week(now).span, None, None),
        },
        "period_handling": {"span": last_week(now).span},
        "changes": {"since": 0, "upto": latest(session)},
        "paper_release": {"kind": ReleaseKind.NOTICE},
        "role_grants": {"givers": ("",)},
        "search": {"keys": chosen_lately()},
        "search_ways": {"keys": chosen_lately(), "ways": ()},
        "journal_mains": {"lines": [(kind, number) for kind in MAINS for number in range(1, 9)]},
        "risk_records": {"wanted": RecordFilter()},
        "risk": {"scope": Scope.SUBJECT},
        "inspection_choices": {"scope": None, "key": ""},
        "risk_rows": {"scope": Scope.SUBJECT, "key": "1", "measure": Measure.PENALTIES},
        "risk_counts": {"asked": risks_asked(city, session)},
        "risk_past": {"asked": risks_asked(city, session)},
        "figure_rows": {"code": "people", "at": now},
        "level_forms": {"level": Level.III},
        "live": {"row": session.get_one(IncidentRow, city.incident)},
        "activities": {"code": "week315"},
        "compared_plans": {"row": session.get_one(PlanRevisionRow, city.revision)},
    }.get(function.__module__.rpartition(".")[2], {})
    if "timeline" in wanted:
        known |= week_so_far(session, now)
    return {name: known[name] for name in wanted}


def imported(session, complaint_id):
    """A complaint and how it came in."""
    row = session.get_one(ComplaintRow, complaint_id)
    return {"batch_id": row.batch_id, "row": row, "batch": session.get_one(BatchRow, row.batch_id)}


def week_so_far(session, now):
    """What the analysis of a week is made from."""
    spans = Spans(last_week(now).span, None, None)
    line = timeline(session, None, spans.now.start, spans.now.end, 24 * 60, now=now)
    return {"spans": spans, "counts": period_counts(session, spans, now), "timeline": line}


def last_week(now):
    year, week, _ = (local(now) - timedelta(days=7)).isocalendar()
    return Period(PeriodKind.WEEK, year * 100 + week)


def chosen_lately():
    return {kind: [str(number) for number in range(1, 40)] for kind in HitKind}


def only(span):
    return Spans(span, None, None)


def risks_asked(city, session):
    return Asked(plan_of(session).risk_points, city.db.clock(), None)


def first_clock(city, session):
    """By when the incident is to be reported next."""
    return clocks(session, session.get_one(IncidentRow, city.incident), city.db.clock())[0]


def texts(answer):
    """Every text in an answer, however deep."""
    if isinstance(answer, str | RuleBroken):
        yield str(answer)
    elif isinstance(answer, Mapping):
        yield from (t for pair in answer.items() for part in pair for t in texts(part))
    elif dataclasses.is_dataclass(answer):
        yield from (t for f in dataclasses.fields(answer) for t in texts(getattr(answer, f.name)))
    elif hasattr(answer, "__table__"):
        yield from (t for c in answer.__table__.columns for t in texts(getattr(answer, c.name)))
    elif not isinstance(answer, int | float | Decimal | date | timedelta | bytes | type(None)):
        yield from (t for part in answer for t in texts(part))


def named_in(found):
    phones = [f"100{person:08}" for person in range(40)]
    whole = "\n".join(found)
    return [secret for secret in (*NAMES, *phones, "99010219900101") if secret in whole]


def test_the_search_for_names_finds_them():
    answer = [ComplaintFilter(words=f"x {NAMES[0]}"), {"a": ("10000000007",)}]
    assert named_in(texts(answer)) == [NAMES[0], "10000000007"]


@pytest.mark.lot(2)
def test_no_query_answers_with_a_name_or_a_number(busy):
    with busy.db.read() as session:
        for name, function in QUERIES.items():
            try:
                answer = function(**arguments(busy, session, function))
            except RuleBroken as refused:
                assert name in REFUSED, name
                answer = refused
            assert named_in(texts(answer)) == [], name


@pytest.mark.lot(2)
def test_no_detail_answers_with_a_name_or_a_number(busy):
    with busy.db.read() as session:
        for number in busy.complaints:
            assert named_in(texts(complaint_detail(session, number))) == []


def test_no_export_has_a_name_or_a_number(busy):
    with busy.db.read() as session:
        for what in exports.KINDS:
            assert named_in(texts(exports.table(session, what, busy.incident))) == [], what


def test_a_complainant_is_shown_by_his_first_sign_and_a_reporter_not_at_all(city):
    for number, kind in (("c", ComplaintKind.COMPLAINT), ("r", ComplaintKind.REPORT)):
        city.take_in(city.complaint(number, kind=kind, source=Source.PLATFORM))
    lines = {line.number: line for line in city.ask(complaint_page, ComplaintFilter()).lines}
    details = {number: city.ask(complaint_detail, line.id) for number, line in lines.items()}
    assert lines["c"].complainant == "王**"
    assert details["c"].phone.startswith("100****")
    assert (lines["r"].complainant, details["r"].phone) == ("", "")
