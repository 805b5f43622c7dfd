"""待决事项 on the wall, and the silence of counties."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.releases.release import ReleaseKind, ReleaseState
from commandcenter.domain.reports.report import Chain, ReportKind, ReportState
from commandcenter.domain.times import local
from commandcenter.queries.command.map_picture import map_picture
from commandcenter.queries.incident.live import waiting_decisions
from commandcenter.queries.reports.pending import pending
from commandcenter.queries.watch.silence import Word, silence_lines
from commandcenter.services import book
from commandcenter.services.command import instructions, running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents, levels
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from commandcenter.store import journal
from commandcenter.store.tables.every import IncidentRow, LevelDecisionRow, ReleaseRow, ReportRow
from tests.city import EAST
from tests.field import add_people

WEST = "990103"


def texts(city, incident):
    return [line.text for line in city.ask(pending, incident)]


def put(city, row):
    """A row as its service leaves it, for what only the words on the wall are asked about."""
    with city.db.write() as session:
        session.add(row)
        session.flush()
        book.record(session, PROGRAM, "release", 1, "drafted", incident=row.incident_id)


def test_a_suggestion_then_the_activation_wait_for_the_command(city):
    incident = city.register()
    assert texts(city, incident) == []
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "50 人以上", {})
    assert texts(city, incident) == ["定级建议：较大（Ⅲ级），待决定"]
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意")
    assert texts(city, incident) == ["启动响应待签发"]
    city.activate(city.register(title="另一起"))
    assert texts(city, incident) == ["启动响应待签发"]


def test_a_suggestion_that_was_sent_back_waits_for_the_group(city):
    incident = city.register()
    number = city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "50 人以上", {})
    city.do(levels.return_suggestion, "chenyu", number, "再核实金额")
    assert texts(city, incident) == []


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        ("suggestion", ["定级建议：重大（Ⅱ级），初判和报请待签署"]),
        ("initial", ["报请上级决定重大（Ⅱ级），待签署"]),
        ("request", []),
        ("upper", ["启动响应待签发"]),
    ],
)
def test_a_graver_grade_waits_for_both_papers_and_then_for_the_province(city, step, wanted):
    incident = city.register()
    row = LevelDecisionRow(
        incident_id=incident, axis=Axis.GRADE, step=step, level=Level.II, reason="", facts={},
        by="周岚", at=city.db.clock(),
    )  # fmt: skip
    put(city, row)
    assert texts(city, incident) == wanted


def test_a_draft_report_waits_for_the_signature_unless_it_was_sent_back(city):
    incident = city.register()
    city.activate(incident)
    report = city.do(reports.draft_first, "zhoulan", incident)
    assert texts(city, incident) == ["首报（送审稿）待签发"]
    city.do(reports.send_back, "chenyu", report, "补充原因")
    assert texts(city, incident) == []


def test_a_countys_own_report_is_not_the_commands(city):
    incident = city.register()
    put(
        city,
        ReportRow(
            incident_id=incident, kind=ReportKind.FIRST, number=0, issue=1,
            state=ReportState.DRAFT, elements=[], as_of=city.db.clock(), drafted_by="沈立群",
            drafted_at=city.db.clock(), sent_to=[], chain=Chain.COUNTY, district=EAST,
        ),
    )  # fmt: skip
    assert texts(city, incident) == []


@pytest.mark.parametrize("state", list(ReleaseState))
def test_a_release_waits_only_when_it_is_to_be_signed(city, state):
    incident = city.register()
    put(
        city,
        ReleaseRow(
            incident_id=incident, kind=ReleaseKind.NOTICE, number=1, title="通报", text="x",
            state=state, as_of=city.db.clock(), figures=[], authority="", needs_telling=False,
            drafted_by="许知远", drafted_at=city.db.clock(),
        ),
    )  # fmt: skip
    waits = state is ReleaseState.APPROVAL
    assert texts(city, incident) == (["情况通报（送审稿）待签发"] if waits else [])


def test_nothing_that_a_group_is_late_with_and_never_more_than_three(city):
    incident = city.register()
    city.activate(incident)
    city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    assert texts(city, incident) == []
    for number in range(5):
        put(
            city,
            ReleaseRow(
                incident_id=incident, kind=ReleaseKind.TIP, number=number + 1, title="提示",
                text="x", state=ReleaseState.APPROVAL, as_of=city.db.clock(), figures=[],
                authority="", needs_telling=False, drafted_by="许知远",
                drafted_at=city.db.clock() - timedelta(minutes=number),
            ),
        )  # fmt: skip
    lines = [each.decision for each in city.ask(waiting_decisions).decisions]
    assert len(lines) == 3
    assert [line.since for line in lines] == sorted(line.since for line in lines)


@pytest.fixture
def concerned(city):
    """An incident of two counties, activated two hours ago, with a clerk in each."""
    for login, name, district in (("east", "沈立群", EAST), ("west", "康岩", WEST)):
        with city.db.write() as session:
            person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
            people.grant_role(session, PROGRAM, person, Role.COUNTY, None, district)
    incident = city.register(districts=(EAST, WEST))
    city.activate(incident)
    with city.db.write() as session:
        session.execute(
            update(IncidentRow)
            .where(IncidentRow.id == incident)
            .values(activated_at=city.db.clock() - timedelta(hours=2))
        )
        journal.record(session, PROGRAM, "incident", incident, "changed", incident=incident)
    return incident


def test_a_county_that_wrote_is_heard_and_one_that_did_not_is_silent(city, concerned):
    city.do(running_log.write_line, "east", concerned, "增派 4 人")
    now = city.db.clock() + timedelta(minutes=10)
    west, east = city.ask(silence_lines, concerned, now)
    assert (west.name, west.at, west.minutes, west.too_long) == ("城西区", None, 130, 130)
    assert (east.by, east.minutes, east.too_long) == (Word.LOG, 10, None)
    shades = {d.code: d for d in city.ask(map_picture, concerned, now).districts}
    assert (shades[WEST].silent_minutes, shades[WEST].age_minutes) == (130, 130)
    assert (shades[EAST].silent_minutes, shades[EAST].age_minutes) == (None, 10)
    others = [d for code, d in shades.items() if code not in (EAST, WEST)]
    assert {(d.age_minutes, d.silent_minutes, d.concerned) for d in others} == {(None, None, False)}


def test_a_countys_sent_report_is_a_word_and_a_groups_line_is_not(city, concerned):
    city.do(running_log.write_line, "maxiao", concerned, "城西店已到场")
    put(
        city,
        ReportRow(
            incident_id=concerned, kind=ReportKind.FIRST, number=0, issue=1,
            state=ReportState.SENT, elements=[], as_of=city.db.clock(), drafted_by="康岩",
            drafted_at=city.db.clock(), sent_to=["市局"], sent_at=city.db.clock(),
            chain=Chain.COUNTY, district=WEST,
        ),
    )  # fmt: skip
    by_code = {each.code: each for each in city.ask(silence_lines, concerned, city.db.clock())}
    assert by_code[WEST].by is Word.REPORT
    assert by_code[EAST].at is None


def test_before_the_response_nobody_is_silent(city):
    incident = city.register(districts=(EAST,))
    [east] = city.ask(silence_lines, incident, city.db.clock() + timedelta(hours=9))
    assert (east.minutes, east.too_long) == (None, None)


def test_what_the_bureau_asks_of_the_command_waits_while_nothing_of_an_incident_does(city):
    add_people(city)
    year = local(city.db.clock()).year
    line = city.do(fund.set_budget, "chenyu", year, "现场处置", 10_000_000, "年初批复")
    kits = Asked(line, "防护用品补充", 800_000, "防护服低于最低库存")
    city.do(fund.ask, "gaoyuan", kits)

    def waiting():
        found = city.ask(waiting_decisions).decisions
        return [(each.incident_id, each.decision.text) for each in found]

    of_bureau = [(None, "审批用款：防护用品补充")]
    assert waiting() == of_bureau
    city.activate(city.register())
    assert waiting() == of_bureau
    incident = city.register(title="另一起")
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "50 人以上", {})
    assert waiting() == [(incident, "定级建议：较大（Ⅲ级），待决定")]
