"""What the desk asks gets the same answers from both databases."""

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.reports.reports import report_board, report_text
from commandcenter.queries.seat import desk, desk_work
from commandcenter.queries.seat.search import HitKind, search
from commandcenter.services.incident.incidents import suggest_grade
from commandcenter.services.reports import reports


def test_the_head_stands_on_the_first_live_incident(city):
    head = city.ask(desk.desk_head, city.chenyu, None, city.db.clock())
    assert (head.situation, head.lines) == (None, ())
    incident = city.register()
    head = city.ask(desk.desk_head, city.chenyu, None, city.db.clock())
    assert head.situation.head.id == incident
    assert head.districts == {"990102"}
    assert not head.locks


def test_a_suggestion_waits_until_a_decision_answers_it(city):
    incident = city.register()
    suggestion = city.do(suggest_grade, "zhoulan", incident, Level.III, "50 人以上", {})
    basis = city.ask(grade_sheet, incident, city.db.clock())
    assert (basis.suggestion.id, basis.suggestion.by) == (suggestion, "周岚")
    assert city.ask(desk.incident_of_suggestion, suggestion) == incident
    city.activate(incident)
    basis = city.ask(grade_sheet, incident, city.db.clock())
    assert basis.suggestion is None
    assert len(basis.history) == 4


def test_the_most_complained_about_come_first(city):
    city.take_in(
        *(city.complaint(f"T{n}", minutes_ago=0) for n in range(3)),
        city.complaint("T9", minutes_ago=0, subject_name="别家", brand=""),
        city.complaint("T8", minutes_ago=3 * 24 * 60),
    )
    top = city.ask(desk.top_subjects, city.liwei, city.db.clock())
    assert [(t.name, t.count) for t in top] == [("悦力工场健身（城东店）", 3), ("别家", 1)]
    assert top[0].usual == 1 / 28


def test_the_search_looks_into_plan_people_subjects_and_complaints(city):
    city.take_in(city.complaint("S1", title="悦力工场关门"))
    kinds = {hit.kind for hit in city.ask(search, city.liwei, "悦力工场")}
    assert kinds == {HitKind.SUBJECT, HitKind.COMPLAINT}
    assert city.ask(search, city.liwei, "4.1(3)")[0].key == "4.1(3)"
    assert [hit.title for hit in city.ask(search, city.liwei, "马骁")] == ["马骁"]
    assert city.ask(search, city.liwei, "  ") == ()


def test_rows_can_be_chosen_by_kind_problem_and_id(city):
    city.take_in(city.complaint("K1"), city.complaint("K2", problem="食品安全"))
    ids = [line.id for line in city.ask(complaint_page, ComplaintFilter()).lines]
    assert city.ask(complaint_page, ComplaintFilter(problem="食品安全")).total == 1
    assert city.ask(complaint_page, ComplaintFilter(ids=(ids[0],))).total == 1
    assert city.ask(complaint_page, ComplaintFilter(other_province=True)).total == 0


def test_reports_steps_groups_and_people_are_told_in_full(city):
    incident = city.register()
    city.activate(incident)
    now = city.db.clock()
    report = city.do(reports.draft_first, "zhoulan", incident)
    [line] = city.ask(report_board, city.chenyu, incident, now).reports
    text = city.ask(report_text, city.chenyu, report, now)
    assert (line.id, text.line.incident_id) == (report, incident)
    step = city.ask(checklist, incident, now).steps[0]
    assert city.ask(desk_work.step_view, step.id, now).line.title == step.title
    group = city.ask(desk_work.group_view, incident, Group.ONSITE, now)
    assert [m.name for m in group.members] == ["马骁", "吴越"]
    person = city.ask(desk_work.person_view, incident, city.maxiao.person_id, now)
    assert {s.group for s in person.steps} == {Group.ONSITE}
    assert len(city.ask(desk_work.team, incident, now).groups) == 6
