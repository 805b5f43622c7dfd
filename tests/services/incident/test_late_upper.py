"""What an upper body decided before our own decision and we registered after it, on every paper."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Level
from commandcenter.domain.moments import Moments
from commandcenter.domain.org import Group
from commandcenter.outputs.papers.express import level_words
from commandcenter.queries.aftermath.chronicle import ChronicleFilter, chronicle
from commandcenter.queries.watch.timeline import MarkKind, timeline
from commandcenter.services.command import handover
from commandcenter.services.incident import handing_up, levels
from commandcenter.services.releases import releases
from commandcenter.store import files
from commandcenter.store.aftermath.inquiry_facts import _response
from commandcenter.store.command.duty_proofs_command import _levels
from commandcenter.store.command.incident_rows import incident_rows
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.reports.report_done import level_changes, level_steps
from commandcenter.store.reports.report_news import final_facts
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import told

ORGAN = "省市场监督管理局"


def upper(city, incident, minutes_ago, **fields):
    at = city.db.clock() - timedelta(minutes=minutes_ago)
    city.do(levels.register_upper, "zhoulan", incident, levels.UpperDecision(
        ORGAN, "省市监〔2026〕1号", at, "上级决定", proof=told(at), **fields))  # fmt: skip


@pytest.fixture
def incident(city):
    """Ours stands at Ⅲ from now on; ten minutes ago the province had decided on Ⅱ."""
    incident = city.register()
    city.activate(incident)
    upper(city, incident, 10, response=Level.II, expected_days=5, measures="省里牵头")
    return incident


def final(city, incident):
    def ask(session):
        row = session.get_one(IncidentRow, incident)
        values = {"complaints": 0, "person_times": 0, "people": 0}
        return final_facts(session, row, city.db.clock(), values)["facts"].text

    return city.ask(ask)


def test_the_level_is_raised_on_every_paper_and_not_lowered(city, incident):
    said = [change.decided for change in city.ask(level_changes, incident)]
    assert said[-1] == f"{ORGAN}决定将响应提高为Ⅱ级"
    steps = city.ask(level_steps, incident)
    words = "，".join(level_words(steps, Moments(city.db.clock())))
    assert "将响应提高为Ⅱ级（" in words
    assert words.endswith("登记）")
    inquiry = city.ask(lambda s: _response(s, s.get_one(IncidentRow, incident)))
    assert inquiry.index("启动Ⅲ级响应") < inquiry.index(f"{ORGAN}决定将响应提高为Ⅱ级")
    assert "降低" not in "".join((*said, words, inquiry, final(city, incident)))


def test_the_end_by_the_upper_body_stands_last_in_the_final_report(city, incident):
    upper(city, incident, 8, ends=True)
    course = final(city, incident)
    assert course.index("启动Ⅲ级") < course.index("提高为Ⅱ级") < course.index("终止Ⅱ级响应")


def test_the_end_by_the_upper_body_is_told_as_an_end_in_record_and_log(city, incident):
    upper(city, incident, 8, ends=True)

    def ask(session):
        row = session.get_one(IncidentRow, incident)
        proofs = [proof.words for proof in _levels(incident_rows(session, incident), row)]
        return proofs[-1], chronicle(session, city.chenyu, incident, ChronicleFilter(), 0, 50)

    proof, course = city.ask(ask)
    assert proof.startswith(f"{ORGAN}决定，终止Ⅱ级响应")
    told = [entry.words for entry in course.entries if "Ⅱ级响应" in entry.words]
    assert sum(words.startswith("终止Ⅱ级响应") for words in told) == 1


def test_the_chart_marks_what_each_decision_did(city):
    incident = city.register()
    at = city.db.clock()
    two = {"grade": Level.II, "response": Level.II}
    upper(city, incident, 10, expected_days=5, measures="省里牵头", **two)
    upper(city, incident, 8, response=Level.IV, expected_days=5, measures="属地")
    marks = city.ask(timeline, incident, at - timedelta(hours=2), at, 30, now=at).marks
    assert [mark.label for mark in marks if mark.kind is MarkKind.ACTIVATION] == [
        f"启动Ⅱ级响应（{ORGAN}）", f"响应降低为Ⅳ级（{ORGAN}）",
    ]  # fmt: skip


def test_what_is_published_names_who_decided(city):
    incident = city.register()

    def responded():
        return city.ask(lambda s: releases._responded(s, Basis(s.get_one(IncidentRow, incident))))

    city.activate(incident)
    assert responded().startswith("我局于")
    upper(city, incident, 10, response=Level.II, expected_days=5, measures="省里牵头")
    assert responded().startswith(f"{ORGAN}于")
    assert responded().endswith("将响应提高为Ⅱ级。")


def test_a_document_of_tomorrow_is_no_proof(city, tmp_path):
    """A call of before its decision is refused as such; a file has no time of its own."""
    incident = city.register()
    paper = tmp_path / "1.pdf"
    paper.write_bytes(b"%PDF-1.7 1")
    sha256 = files.send(city.db, paper)
    at = city.db.clock() + timedelta(minutes=1)
    proof = Proof(sha256=sha256, file_name="1.pdf")
    decision = levels.UpperDecision(ORGAN, "1号", at, "上级决定", grade=Level.II, proof=proof)
    with pytest.raises(RuleBroken, match="上级决定的时间不能晚于现在"):
        city.do(levels.register_upper, "zhoulan", incident, decision)


def test_who_took_it_over_there_is_noted_once(city, incident):
    sheet = city.ask(lambda s: s.scalars(select(HandoverRow.id)).one())
    with pytest.raises(RuleBroken, match="请填写接收人"):
        city.do(handing_up.hand_up_received, "liwei", sheet, " ")
    city.do(handing_up.hand_up_received, "liwei", sheet, "省局 李处长")
    with pytest.raises(RuleBroken, match="交接单已由省局 李处长接收"):
        city.do(handing_up.hand_up_received, "zhoulan", sheet, "省局 王处长")
    kept = city.ask(lambda s: s.get_one(HandoverRow, sheet))
    assert (kept.received_by, kept.received_at is not None) == ("省局 李处长", True)


def test_a_decision_of_which_nobody_knows_how_it_came_is_not_registered(city):
    incident = city.register()
    at = city.db.clock()
    for proof, words in (
        (Proof(), "须附来文（文件），或者写明电话记录"),
        (Proof(caller="高远", phone="0999-5550101"), "电话记录须写明通话时间"),
        (told(at - timedelta(minutes=5)), "通话时间早于上级作出决定的时间"),
    ):
        decision = levels.UpperDecision(ORGAN, "1号", at, "上级决定", grade=Level.II, proof=proof)
        with pytest.raises(RuleBroken, match=words):
            city.do(levels.register_upper, "zhoulan", incident, decision)
    assert city.ask(lambda s: s.get_one(IncidentRow, incident).grade) is None


def test_a_sheet_is_handed_up_each_time_the_lead_goes_to_a_higher_body(city):
    incident = city.register()
    city.activate(incident)
    for minutes, level in enumerate((Level.II, Level.I, Level.II, Level.III)):
        upper(city, incident, 10 - minutes, response=level, expected_days=5, measures="依令")
    sheets = city.ask(lambda s: s.scalars(select(HandoverRow).order_by(HandoverRow.id)).all())
    assert [(sheet.to_organ, sheet.words) for sheet in sheets] == [
        ("省应急指挥部", "Ⅱ级响应由省应急指挥部牵头，市应急指挥部在其指导下处置。"),
        ("国家应急指挥部", "Ⅰ级响应由国家应急指挥部牵头，市应急指挥部在其指导下处置。"),
    ]
    assert [sheet.from_person for sheet in sheets] == [city.zhoulan.person_id] * 2


def test_a_hand_over_of_a_group_is_no_sheet_that_goes_up(city, incident):
    given = incident, Group.COORDINATION, city.maxiao.person_id, "", "周岚"
    number = city.do(handover.give_group, "zhoulan", *given)
    with pytest.raises(RuleBroken, match=f"没有编号为 {number} 的级别交接单"):
        city.do(handing_up.hand_up_received, "liwei", number, "省局 李处长")
