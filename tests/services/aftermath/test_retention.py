"""The decision on personal data: what is erased, what stays and why; the chain still holds."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from commandcenter.domain.aftermath.retention import Retention, Scope
from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.program import checking
from commandcenter.queries.aftermath.closing_board import retention_view
from commandcenter.services.aftermath import retention
from commandcenter.services.command import duty
from commandcenter.services.complaints import handling, joining
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.moment import moment as moment_of
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import (
    ComplainantRow,
    ComplaintRow,
    DutyLogRow,
    JournalImageRow,
    JournalLineRow,
    RetentionRow,
)
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.verify import verify
from tests.aftermath import add_person, ended, verdict
from tests.past import past

PHONE, NAME, CALLER = "10099887766", "令狐冲霄", "慕容来电"
SECRET = "我住在临江路八号，会员号 778899"
PERSON = Complainant(name=NAME, phone=PHONE, id_type="身份证", id_number="990102199003078813",
                     address="临江路八号")  # fmt: skip


def complaint(city, number, **fields):
    values = {"complainant": PERSON, "title": f"{NAME}的投诉", "text": SECRET} | fields
    return city.complaint(number, **values)


@pytest.fixture
def incident(city):
    """Three complaints, one of them an enquiry; one handled with events; a call in the duty log."""
    number = ended(
        city,
        complaints=[
            complaint(city, "C1"),
            complaint(city, "C2", minutes_ago=40),
            complaint(city, "C3", kind=ComplaintKind.ENQUIRY),
        ],
    )
    call(city, number)
    return number


def call(city, number):
    entry = duty.NewEntry(
        LogKind.CALL_IN, "门店被围，请派人", unit="某商场", name=CALLER, post="经理",
        phone="13912345678", incident_id=number,
    )  # fmt: skip
    return city.do(duty.write_entry, "liwei", entry)


def ids(city):
    with city.db.read() as session:
        return dict(session.execute(select(ComplaintRow.number, ComplaintRow.id)).all())


def finish(city, number):
    """Declined by the law: nothing of it is open any more."""
    done = Done(HandlingAct.DECLINE, city.db.clock(), words="不属于本局职责")
    city.do(handling.carry_out, "liwei", [ids(city)[number]], done)


def everything(city):
    """All that the database still holds, as one text."""
    with city.db.read() as session:
        rows = [
            *session.execute(select(ComplainantRow.__table__)),
            *session.execute(select(ComplaintRow.__table__)),
            *session.execute(select(DutyLogRow.__table__)),
            *session.execute(
                select(JournalImageRow.before, JournalImageRow.after, JournalImageRow.salt)
            ),
        ]
    return "\n".join(str(tuple(row)) for row in rows)


def walked(city):
    with city.db.read() as session:
        return verify(session)


def test_erasing_takes_the_people_out_of_the_rows_and_of_the_journal(city, incident):
    for number in ("C1", "C2"):
        finish(city, number)
    before = everything(city)
    assert NAME in before
    assert PHONE in before
    assert CALLER in before
    decision = city.do(retention.decide, "chenyu", incident, verdict())
    after = everything(city)
    for words in (NAME, PHONE, "990102199003078813", SECRET, CALLER, "13912345678", "会员号"):
        assert words not in after
    found = walked(city)
    assert found.bad is None
    assert found.erased > 0
    with city.db.read() as session:
        row = session.get_one(RetentionRow, decision)
        line = session.scalar(
            select(JournalLineRow.number).where(
                JournalLineRow.kind == "retention", JournalLineRow.verb == "decided"
            )
        )
    assert row.line == line
    assert found.decisions == (line,)
    assert row.erased["counts"] == {"identities": 3, "texts": 3, "keys": 1, "callers": 1}


def test_verify_says_by_which_decision_images_are_gone(city, url, incident):
    for number in ("C1", "C2"):
        finish(city, number)
    city.do(retention.decide, "chenyu", incident, verdict())
    answer = checking.verify(url)
    words, whole = answer.text(), answer.good
    assert whole
    assert f"按第 {walked(city).decisions[0]} 行的决定已销毁" in words


def test_the_counts_stay_what_they_were(city, incident):
    for number in ("C1", "C2"):
        finish(city, number)

    def counts():
        with city.db.read() as session:
            return incident_counts(session, moment_of(session, city.db.clock()), incident)

    before = counts()
    city.do(retention.decide, "chenyu", incident, verdict())
    after = counts()
    assert (after.complaints, after.person_times, after.people, after.amount_cents) == (
        before.complaints, before.person_times, before.people, before.amount_cents
    )  # fmt: skip


def test_nothing_is_erased_over_a_decision_that_was_not_seen(city, incident):
    keep = {"lawful": "证据", "necessary": "复议期内", "secure": "专柜"}
    until = city.db.clock() + timedelta(days=90)
    kept = verdict(Retention.KEEP, **keep, keep_until=until)
    city.do(retention.decide, "chenyu", incident, kept, decided=0)
    with pytest.raises(RuleBroken, match="个人信息的处理决定刚刚被他人改过"):
        city.do(retention.decide, "chenyu", incident, verdict(), decided=0)
    assert NAME in everything(city)
    city.do(retention.decide, "chenyu", incident, verdict(), decided=1)


def test_what_the_law_still_needs_stays_until_it_is_handled(city, incident):
    finish(city, "C1")
    decision = city.do(retention.decide, "chenyu", incident, verdict())
    with city.db.read() as session:
        row = session.get_one(RetentionRow, decision)
        kept = session.get_one(ComplainantRow, ids(city)["C2"])
    assert row.erased["stays"] == {"handling": 1}
    assert kept.name == NAME
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(retention.erase_rest, "zhoulan", incident)
    finish(city, "C2")
    city.do(retention.erase_rest, "chenyu", incident)
    assert NAME not in everything(city)
    assert walked(city).bad is None
    with pytest.raises(RuleBroken, match="已全部删除"):
        city.do(retention.erase_rest, "chenyu", incident)


def test_what_another_open_incident_needs_stays(city, incident):
    other = city.register(title="另一事件", brand="")
    for number in ("C1", "C2"):
        finish(city, number)
    with city.db.read() as session:
        zhoulan = actor_of(session, "zhoulan", city.db.clock())
    with city.db.write() as session:
        row = session.get_one(IncidentRow, other)
        joining.join(session, zhoulan, row, [ids(city)["C1"]])
    decision = city.do(retention.decide, "chenyu", incident, verdict())
    with city.db.read() as session:
        stays = session.get_one(RetentionRow, decision).erased["stays"]
        name = session.get_one(ComplainantRow, ids(city)["C1"]).name
    assert stays == {"other_incident": 1}
    assert name == NAME


@pytest.mark.parametrize(
    ("scope", "gone", "left"),
    [
        (Scope.IDENTITIES, PHONE, SECRET),
        (Scope.TEXTS, SECRET, PHONE),
        (Scope.CALLERS, CALLER, PHONE),
    ],
)
def test_only_what_was_decided_is_erased(city, incident, scope, gone, left):
    for number in ("C1", "C2"):
        finish(city, number)
    city.do(retention.decide, "chenyu", incident, verdict(scope=frozenset({scope})))
    text = everything(city)
    assert gone not in text
    assert left in text
    assert walked(city).bad is None


def test_keeping_needs_the_assessment_and_an_end(city, incident):
    keep = {"lawful": "诉讼需要", "necessary": "不可替代", "secure": "加密专人保管"}
    end = city.db.clock() + timedelta(days=365)
    for fields, words in (
        ({}, "合法性评估"),
        ({"lawful": "诉讼需要"}, "必要性评估"),
        (keep, "截止时间"),
        (keep | {"keep_until": city.db.clock() - timedelta(days=1)}, "晚于现在"),
        (keep | {"keep_until": city.db.clock() + timedelta(days=4000)}, "十年"),
        (keep | {"keep_until": end, "reason": " "}, "理由"),
        (keep | {"keep_until": end, "scope": frozenset()}, "至少选择一类"),
        (keep | {"keep_until": end, "signature": "罗敏"}, "签名应为本人姓名"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(retention.decide, "chenyu", incident, verdict(Retention.KEEP, **fields))
    city.do(retention.decide, "chenyu", incident, verdict(Retention.KEEP, **keep, keep_until=end))
    assert NAME in everything(city)
    with pytest.raises(RuleBroken, match="没有生效的删除决定"):
        city.do(retention.erase_rest, "chenyu", incident)


def test_nothing_is_decided_while_the_response_runs_or_by_others(city):
    live = city.register(title="另一事件", brand="")
    city.activate(live)
    with pytest.raises(RuleBroken, match="响应终止后"):
        city.do(retention.decide, "chenyu", live, verdict())
    over = ended(city, title="第三事件", brand="")
    for login, name in (("luomin", "罗敏"), ("hewenjing", "何文静")):
        with pytest.raises(RuleBroken, match="总指挥"):
            city.do(retention.decide, login, over, verdict(signature=name))


def test_an_erasure_that_nobody_decided_breaks_the_chain(city, incident):
    """The mark of a decision is worth nothing without the line that decided."""
    with city.db.write() as session:
        image = session.scalars(
            select(JournalImageRow).where(JournalImageRow.table_name == "duty_log")
        ).first()
        number = image.id
    table = JournalImageRow.__table__
    blanked = (
        table.update()
        .where(table.c.id == number)
        .values(before=None, after=None, salt=None, erased_by=1)
    )
    if not city.db.embedded:
        with pytest.raises(ProgrammingError, match="append-only"), city.db.transaction() as session:
            session.execute(blanked)
        return
    with city.db.transaction() as session:
        session.execute(blanked)
    assert walked(city).bad.why == "image"


def test_the_past_can_still_be_computed_after_an_erasure(city, incident):
    for number in ("C1", "C2"):
        finish(city, number)
    moment = city.db.clock()
    city.do(retention.decide, "chenyu", incident, verdict())
    then = past(city.db, incident, moment)
    with then.read() as session:
        counts = incident_counts(session, moment_of(session, moment), incident)
        names = set(session.scalars(select(ComplainantRow.name)))
    then.close()
    assert counts.complaints == 3
    assert names == {""}


def test_the_screen_is_told_how_much_would_go_and_why_the_rest_stays(city, incident):
    add_person(city, "tanjing", "谭静", Role.AUDITOR)
    finish(city, "C1")
    view = city.ask(retention_view, incident, city.db.clock())
    assert (view.complaints, view.free) == (3, 2)
    assert view.stays == (("handling", 1),)
    assert {line.scope: line.count for line in view.scopes} == {
        Scope.IDENTITIES: 2, Scope.TEXTS: 2, Scope.CALLERS: 1, Scope.KEYS: 1,
    }  # fmt: skip
    city.do(retention.decide, "chenyu", incident, verdict())
    view = city.ask(retention_view, incident, city.db.clock())
    [decision] = view.decisions
    assert decision.counts["identities"] == 2
    assert decision.stays == {"handling": 1}
    assert view.scopes[0].count == 0


def test_where_nothing_was_decided_nothing_is_erased_later(city, incident):
    with pytest.raises(RuleBroken, match="没有生效的删除决定"):
        city.do(retention.erase_rest, "chenyu", incident)
    assert NAME in everything(city)
