"""撤回: who just signed takes it back, and all stands as before; nobody else, and not later."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.releases.release import ReleaseState
from commandcenter.domain.reports.report import ReportState
from commandcenter.domain.seat.recall import Line, require_recall
from commandcenter.queries.incident.assess import level_history
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.command import instructions, running_log
from commandcenter.services.incident import incidents, oral, taking_back
from commandcenter.services.incident.grade_and_start import grade_and_start
from commandcenter.services.releases import release_gates
from commandcenter.services.reports import reports
from commandcenter.store import journal
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import open_database
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.verify import verify
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.services.releases.bureau_media import Press

ORDER = incidents.Activation("闭店事件应急响应", Level.III, 7, "现场登记，劝阻搬离", "陈屿")


def suggest(city, incident):
    return city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "50 人以上", {})


def grade(city, incident):
    suggestion = suggest(city, incident)
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意会商意见", suggestion)


def sign_both(city, incident, suggestion, login="chenyu"):
    city.do(
        grade_and_start, login, incident, Level.III, "同意会商意见", suggestion, {}, ORDER
    )  # fmt: skip


def row_of(city, kind, number):
    with city.db.read() as session:
        row = session.get_one(kind, number)
        session.expunge(row)
        return row


def whole(city):
    return city.ask(verify).bad is None


def book(city, incident):
    """How each obligation stands, by its key; what ceased is as if it had never been."""
    rows = city.ask(obligations_of, incident, city.db.clock())
    return {
        row.key: (row.state, row.due_at, row.done_at, row.provisional)
        for row in rows
        if row.state is not ObligationState.CEASED
    }


def waits(city, login="chenyu"):
    cards = city.ask(todo, getattr(city, login), city.db.clock())
    return [(card.kind, card.subject_id) for card in cards]


def test_grade_and_start_are_taken_back_together_and_all_stands_as_before(city):
    incident = city.register()
    suggestion = suggest(city, incident)
    before, cards = book(city, incident), waits(city)
    sign_both(city, incident, suggestion)
    assert waits(city) == []
    city.do(taking_back.take_back_grade, "chenyu", suggestion)
    row = row_of(city, IncidentRow, incident)
    assert (row.grade, row.response, row.state) == (None, None, State.ASSESSING)
    assert (row.activated_at, row.expected_days, row.measures) == (None, None, "")
    assert book(city, incident) == before
    assert waits(city) == cards
    assert city.ask(differences, incident, city.db.clock()) == ()
    assert {s.step for s in city.ask(level_history, incident, city.db.clock()).steps} == {
        "suggestion", "taken_back",
    }  # fmt: skip
    assert whole(city)
    sign_both(city, incident, suggestion)  # and it can be signed again
    assert row_of(city, IncidentRow, incident).response is Level.III


def test_the_start_alone_is_taken_back_and_the_grade_stays(city):
    incident = city.register()
    city.do(
        incidents.decide_grade,
        "chenyu",
        incident,
        Level.III,
        "同意会商意见",
        suggest(city, incident),
    )
    before, cards = book(city, incident), waits(city)
    city.do(incidents.activate, "chenyu", incident, ORDER)
    city.do(taking_back.take_back_start, "chenyu", incident)
    row = row_of(city, IncidentRow, incident)
    assert (row.grade, row.response, row.state) == (Level.III, None, State.ASSESSING)
    assert (book(city, incident), waits(city)) == (before, cards)


def test_another_grade_falls_back_to_the_one_before(city):
    incident = city.register()
    city.do(incidents.decide_grade, "chenyu", incident, Level.IV, "先定", suggest(city, incident))
    again = suggest(city, incident)
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "再定", again)
    city.do(taking_back.take_back_grade, "chenyu", again)
    assert row_of(city, IncidentRow, incident).grade is Level.IV


def test_a_grade_is_taken_back_by_its_suggestion(city):
    incident = city.register()
    suggestion = suggest(city, incident)
    with pytest.raises(RuleBroken, match="没有可以撤回的决定"):
        city.do(taking_back.take_back_grade, "chenyu", suggestion)
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意会商意见", suggestion)
    with city.db.read() as session:
        decision = session.scalars(
            select(LevelDecisionRow.id).where(LevelDecisionRow.step == "decision")
        ).one()
    for number in (decision, decision + 1):
        with pytest.raises(RuleBroken, match=f"没有编号为 {number} 的定级建议"):
            city.do(taking_back.take_back_grade, "chenyu", number)
    assert row_of(city, IncidentRow, incident).grade is Level.III


def test_nobody_takes_back_what_another_signed(city):
    incident = city.register()
    suggestion = suggest(city, incident)
    sign_both(city, incident, suggestion)
    for login in ("zhoulan", "luomin", "liwei"):
        with pytest.raises(RuleBroken):
            city.do(taking_back.take_back_grade, login, suggestion)
    assert row_of(city, IncidentRow, incident).response is Level.III


def test_a_level_stands_once_somebody_acted_in_the_incident_but_for_remarks(city):
    incident = city.register()
    suggestion = suggest(city, incident)
    sign_both(city, incident, suggestion)
    city.do(running_log.write_line, "zhoulan", incident, "收到")
    city.do(instructions.give, "luomin", incident, "派员到场", to_group=Group.ONSITE)
    with pytest.raises(RuleBroken, match=r"罗敏已在.*据此办理，不能撤回"):
        city.do(taking_back.take_back_grade, "chenyu", suggestion)
    assert row_of(city, IncidentRow, incident).response is Level.III


def test_a_report_is_a_draft_again_until_it_was_sent(city):
    incident = city.register()
    city.activate(incident)
    report = city.do(reports.draft_first, "zhoulan", incident)
    before = waits(city)
    city.do(reports.sign, "chenyu", report)
    number = row_of(city, ReportRow, report).issue
    city.do(reports.take_back, "chenyu", report)
    row = row_of(city, ReportRow, report)
    assert (row.state, row.signed_by, row.signed_at, row.issue) == (ReportState.DRAFT, "", None, 0)
    assert waits(city) == before
    city.do(reports.sign, "chenyu", report)
    assert row_of(city, ReportRow, report).issue == number
    city.do(reports.send, "zhoulan", report, row.sent_to, "传真")
    with pytest.raises(RuleBroken, match="没有待报送的签发"):
        city.do(reports.take_back, "chenyu", report)
    assert whole(city)


def test_each_gate_of_a_release_is_taken_back_by_who_passed_it(city):
    press = Press(city).activate()
    release = press.draft()
    press.submit(release)
    gates = (
        (press.pass_legality, ReleaseState.LEGAL), (press.pass_secrecy, ReleaseState.SECRECY),
        (press.approve, ReleaseState.APPROVAL),
    )  # fmt: skip
    for (passing, state), who in zip(gates, ("dengqing", "zhoulan", "chenyu"), strict=True):
        before = book(city, press.incident)
        passing(release)
        for other in ("xuzhiyuan", "luomin"):
            with pytest.raises(RuleBroken):
                city.do(release_gates.take_back, other, release)
        city.do(release_gates.take_back, who, release)
        assert press.line(release).state is state
        assert book(city, press.incident) == before
        passing(release)
    press.notify_all(release)
    press.publish(release)
    with pytest.raises(RuleBroken, match="已发布"):
        city.do(release_gates.take_back, "chenyu", release)


def oral_start(city):
    """A start by telephone that 陈屿 has still to sign."""
    incident = city.register()
    city.do(
        incidents.decide_grade, "chenyu", incident, Level.III, "三店闭店", suggest(city, incident)
    )
    call = oral.Call(
        Matter.ACTIVATE, "请示启动Ⅲ级响应", "同意", city.db.clock(), city.chenyu.person_id, "李蔚",
        incidents.Activation("闭店事件应急响应", Level.III, 7, "现场登记", ""),
    )  # fmt: skip
    return incident, city.do(oral.register, "zhoulan", incident, call)


def test_a_signature_under_a_call_is_taken_back_and_due_as_before(city):
    incident, call = oral_start(city)
    before, cards = book(city, incident), waits(city)
    assert (TodoKind.SIGN_ORAL, call) in cards
    with pytest.raises(RuleBroken, match="还没有补签"):
        city.do(oral.take_back, "chenyu", call)
    city.do(oral.sign, "chenyu", call, "陈屿")
    city.do(oral.take_back, "chenyu", call)
    row = row_of(city, OralDecisionRow, call)
    assert (row.signed_at, row.signature) == (None, None)
    assert (book(city, incident), waits(city)) == (before, cards)
    with city.db.read() as session:
        signatures = set(session.scalars(
            select(LevelDecisionRow.signature).where(LevelDecisionRow.oral_id == call)
        ))  # fmt: skip
    assert signatures == {""}
    with pytest.raises(RuleBroken):  # what was decided by a call is disputed
        city.do(taking_back.take_back_start, "chenyu", incident)
    assert whole(city)


NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def line(number, seconds, kind="incident", verb="activated", login="chenyu", subject=7):
    at = NOON + timedelta(seconds=seconds)
    return Line(number, kind, subject, verb, 7, login, f"（{login}）", at)


@pytest.mark.parametrize(
    ("seconds", "later", "refused"),
    [
        (30, (), ""),
        (30.001, (), "已超过30秒"),
        (9, (line(2, 3, "log", "written", "zhoulan"),), ""),
        (9, (line(2, 3, "person", "assigned", "zhoulan", 3),), "（zhoulan）已在"),
        (9, (line(2, 3, "report", "drafted", "chenyu", 3),), "（chenyu）已在"),
    ],
)
def test_it_is_for_seconds_only_and_while_nobody_acted(seconds, later, refused):
    act, now = line(1, 0), NOON + timedelta(seconds=seconds)
    if not refused:
        assert require_recall(act, (act, *later), "chenyu", now, 30) is act
        return
    with pytest.raises(RuleBroken, match=refused):
        require_recall(act, (act, *later), "chenyu", now, 30)


def test_the_seconds_are_the_bureaus_to_set(city, monkeypatch):
    incident = city.register()
    suggestion = suggest(city, incident)
    sign_both(city, incident, suggestion)
    monkeypatch.setattr("commandcenter.store.seat.recall.recall_seconds", lambda session: -1)
    with pytest.raises(RuleBroken, match="不能撤回"):
        city.do(taking_back.take_back_grade, "chenyu", suggestion)


@pytest.fixture
def logins(cluster):
    """A commander, another one and the coordination group's head, each by a login of their own."""
    run_sql(cluster, "CREATE DATABASE recall TEMPLATE template")
    personas = [(Role.COMMANDER, None, None), (Role.LEADER, Group.COORDINATION, None)]
    bureau = Bureau(cluster, "recall", personas)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE recall WITH (FORCE)")


@contextmanager
def signed_on(cluster, name, login):
    db = open_database(cluster.url(name).replace("postgres@", f"{login}@"))
    yield db
    db.close()


def push(seat, actor, incident, *statements):
    """As a changed program would, which asks no rule: plain SQL, and a line for it."""
    with seat.write() as session:
        for statement in statements:
            session.execute(text(statement), {"incident": incident})
        journal.record(
            session, actor, "incident", incident, "start taken back", incident=incident
        )  # fmt: skip


OF_START = (
    "UPDATE level_decision SET step = 'taken_back' WHERE incident_id = :incident"
    " AND step = 'decision' AND axis = 'response'"
)
BACK = (
    "UPDATE incident SET state = 'assessing', response = NULL, activated_at = NULL,"
    " expected_days = NULL, measures = '', version = version + 1 WHERE id = :incident"
)
NO_GRADE = "UPDATE incident SET grade = NULL, version = version + 1 WHERE id = :incident"


def test_the_server_lets_the_signer_take_back_and_nobody_else_nor_half_of_it(logins, cluster):
    city, chenyu = logins.city, logins.city.chenyu
    incident = city.register()
    suggestion = suggest(city, incident)
    another = next(iter(logins.actors.values()))
    with (
        signed_on(cluster, "recall", "chenyu") as own,
        signed_on(cluster, "recall", another.login) as other,
    ):
        with own.write() as session:
            grade_and_start(session, chenyu, incident, Level.III, "同意", suggestion, {}, ORDER)
        for half in ((OF_START,), (BACK,), (OF_START, BACK)):
            with pytest.raises(DBAPIError):
                push(other, another, incident, *half)
        for half in ((OF_START,), (BACK,), (NO_GRADE,), (OF_START, BACK, NO_GRADE)):
            with pytest.raises(DBAPIError):
                push(own, chenyu, incident, *half)
        with own.write() as session:
            taking_back.take_back_grade(session, chenyu, suggestion)
        assert row_of(city, IncidentRow, incident).grade is None
        with own.write() as session:
            grade_and_start(session, chenyu, incident, Level.III, "同意", suggestion, {}, ORDER)
        city.do(instructions.give, "chenyu", incident, "派员到场", to_group=Group.ONSITE)
        with pytest.raises(DBAPIError, match="may not"):  # somebody has acted on it
            push(own, chenyu, incident, OF_START, BACK)
    assert whole(city)


def test_the_server_lets_reports_and_calls_be_taken_back(logins, cluster):
    city = logins.city
    report = city.do(reports.draft_first, "zhoulan", logins.incidents[Level.III])
    _, call = oral_start(city)
    with signed_on(cluster, "recall", "chenyu") as own:
        for sign, back, subject in (
            (reports.sign, reports.take_back, report),
            (partial(oral.sign, signature="陈屿"), oral.take_back, call),
        ):
            with own.write() as session:
                sign(session, city.chenyu, subject)
            with own.write() as session:
                back(session, city.chenyu, subject)
    assert whole(city)


APPROVED = "UPDATE release SET state = 'approved', version = version + 1 WHERE id = :release"
ROLE = (
    "DO $$ BEGIN CREATE ROLE {login} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
)  # fmt: skip


def push_approval(seat, actor, release):
    with seat.write() as session:
        session.execute(text(APPROVED), {"release": release})
        journal.record(session, actor, "release", release, "approved")


def test_the_server_lets_a_gate_be_taken_back_and_asks_for_its_check_anew(logins, cluster):
    city = logins.city
    press = Press(city, title="另一起").activate()
    with psycopg.connect(cluster.url(), autocommit=True) as server:
        server.execute(ROLE.format(login="dengqing"))
    logins.lay()
    release = press.draft()
    press.submit(release)
    gates = {
        "dengqing": press.pass_legality, "zhoulan": press.pass_secrecy, "chenyu": press.approve,
    }  # fmt: skip
    for login, passing in gates.items():
        passing(release)
        with signed_on(cluster, "recall", login) as seat:
            with seat.write() as session:
                release_gates.take_back(session, getattr(city, login), release)
            if login == "chenyu":
                with pytest.raises(DBAPIError, match="is not checked"):
                    push_approval(seat, city.chenyu, release)
        passing(release)
    assert whole(city)
