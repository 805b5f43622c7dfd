"""The clause sheet: what counts as done, what is empty, what does not apply, and for whom."""

from datetime import timedelta

import pytest

from commandcenter.domain.aftermath.aftermath import Ledger
from commandcenter.domain.command import duty_judgement
from commandcenter.domain.command.duties import DutyState, Life, Phase
from commandcenter.domain.command.duty_judgement import Standing
from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.command.life import OF_BUREAU
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.queries.command.duties import duty_sheet, inquiry_sheet
from commandcenter.queries.offers import Offer
from commandcenter.services.aftermath import accountability, closing, recovery
from commandcenter.services.command import evidence, instructions, obligations, running_log
from commandcenter.services.command.evidence import Piece
from commandcenter.services.incident import incident_moves, incidents
from commandcenter.services.reports import report_sending, reports
from commandcenter.store.command import duty_records
from commandcenter.store.command.duty_proofs import proofs
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.plan.plan import plan_of
from tests.work import at_most


def sheet(city, incident, login=None):
    actor = getattr(city, login) if login else None
    found = city.ask(duty_sheet, incident, city.db.clock(), actor)
    return {line.code: line for line in found.lines}


@pytest.fixture
def incident(city):
    number = city.register()
    city.activate(number)
    return number


def test_every_clause_of_the_duties_has_a_line(city, incident):
    clauses = {line.clause for line in sheet(city, incident).values()}
    wanted = {f"2.1({n})" for n in range(1, 5)} | {f"2.2({n})" for n in range(1, 7)}
    wanted |= {f"4.1({n})" for n in range(1, 7)} | {f"4.2({n})" for n in range(1, 5)}
    wanted |= {"5.1", "5.2"} | {f"5.3({n})" for n in range(1, 4)}
    assert wanted <= clauses


# Obligations that are no duty of their own: each is a part of another line's act.
IN_NO_LINE = {
    "ring_lead", "report_sign", "report_send", "report_receive", "report_amend", "paper_step",
    "inquiry_sign", "aftermath", "close", "handover",
}  # fmt: skip


def test_every_obligation_of_the_plan_stands_in_a_line(city):
    plan = city.ask(plan_of)
    listed = {code for line in plan.duty_lines.values() for code in line.codes}
    own = {code for code, item in plan.obligations.items() if item.asks in OF_BUREAU}
    assert set(plan.obligations) - listed - own <= IN_NO_LINE


def test_what_was_done_names_who_when_and_the_lines_of_the_journal(city, incident):
    line = sheet(city, incident)["decide_grade"]
    assert (line.state, line.by) == (DutyState.DONE, "陈屿")
    [proof] = line.proofs
    assert proof.words == "定级为较大（Ⅲ级）：同意会商意见"
    assert len(proof.lines) == 1


def test_a_duty_without_a_record_is_empty_and_one_of_later_waits(city, incident):
    lines = sheet(city, incident)
    assert (lines["liaise"].state, lines["liaise"].words) == (DutyState.PARTIAL, "尚有 1 项未办结")
    assert lines["gather"].state is DutyState.EMPTY
    assert (lines["inquiry"].state, lines["inquiry"].words) == (
        DutyState.NOT_DUE,
        "响应终止后履行",
    )


def test_a_level_that_never_was_does_not_apply_and_says_why(city, incident):
    lines = sheet(city, incident)
    assert lines["lead_I"].words == "本事件未启动Ⅰ级响应"
    assert lines["lead_I"].state is DutyState.NOT_APPLICABLE
    assert lines["lead_III"].state is DutyState.DONE


def test_an_instruction_is_done_when_it_was_reported_back_on(city, incident):
    number = city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    line = sheet(city, incident)["decide_instruct"]
    assert (line.state, line.words) == (DutyState.PARTIAL, "尚有 1 项未办结")
    city.do(instructions.receive, "maxiao", number)
    city.do(instructions.report_back, "maxiao", number, "已延时至 20 时")
    line = sheet(city, incident)["decide_instruct"]
    assert line.state is DutyState.DONE
    assert len(line.proofs[0].lines) == 3


def test_a_report_counts_when_it_was_sent(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    assert sheet(city, incident)["report_first"].state is DutyState.PARTIAL
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, ["市委市政府总值班室"], "传真")
    line = sheet(city, incident)["report_first"]
    assert (line.state, line.words) == (
        DutyState.PARTIAL,
        "尚有 2 项未办结",
    )  # 省局 was told nothing
    city.do(report_sending.send_on, "zhoulan", report, ["省市场监督管理局"], "传真")
    line = sheet(city, incident)["report_first"]
    assert line.state is DutyState.DONE
    said = "".join(proof.words for proof in line.proofs)
    assert "书面首报报市委市政府总值班室" in said
    assert "书面首报报省市场监督管理局" in said


def test_what_does_not_apply_is_stated_by_name_until_something_is_recorded(city, incident):
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(closing.state_not_applicable, "zhoulan", incident, "decide_instruct", "没有")
    with pytest.raises(RuleBroken, match="理由"):
        city.do(closing.state_not_applicable, "luomin", incident, "decide_instruct", "")
    with pytest.raises(RuleBroken, match="没有“x”"):
        city.do(closing.state_not_applicable, "luomin", incident, "x", "没有")
    city.do(closing.state_not_applicable, "luomin", incident, "decide_instruct", "各组自行处置")
    line = sheet(city, incident)["decide_instruct"]
    assert line.state is DutyState.NOT_APPLICABLE
    assert line.words.startswith("各组自行处置（罗敏，")
    with pytest.raises(RuleBroken, match="已注明"):
        city.do(closing.state_not_applicable, "chenyu", incident, "decide_instruct", "又")
    city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    assert sheet(city, incident)["decide_instruct"].state is DutyState.PARTIAL


def test_a_statement_is_taken_back(city, incident):
    city.do(closing.state_not_applicable, "luomin", incident, "gather", "无须集中")
    city.do(closing.withdraw_not_applicable, "luomin", incident, "gather")
    assert sheet(city, incident)["gather"].state is DutyState.EMPTY
    with pytest.raises(RuleBroken, match="没有注明"):
        city.do(closing.withdraw_not_applicable, "luomin", incident, "gather")


def test_what_is_still_to_be_done_is_not_stated_away_as_a_whole(city, incident):
    with pytest.raises(RuleBroken, match="还有 1 项应办事项没有办结"):
        city.do(closing.state_not_applicable, "luomin", incident, "liaise", "无须联动")
    [row] = [r for r in book(city, incident) if r.code == "tell_departments"]
    city.do(obligations.not_applicable, "luomin", row.id, "无须联动")
    line = sheet(city, incident)["liaise"]
    assert line.state is DutyState.NOT_APPLICABLE
    assert line.words == "通报公安、网信、信访等：无须联动（罗敏）"
    [record] = line.proofs
    assert (record.waived, record.words) == (True, line.words)


def book(city, incident):
    return city.ask(lambda s: obligations_of(s, incident, city.db.clock()))


def test_what_ran_past_its_limit_shows_nothing_done(city, incident):
    later = city.ask(duty_sheet, incident, city.db.clock() + timedelta(hours=10))
    line = next(line for line in later.lines if line.code == "liaise")
    assert (line.state, line.words) == (DutyState.EMPTY, "1 项逾期未办")
    [record] = line.proofs
    assert record.late
    assert not record.finished
    assert record.words == "通报公安、网信、信访等（未办结）"


@pytest.mark.parametrize(
    ("stands", "state"),
    [
        (Standing(done=1), DutyState.DONE),
        (Standing(done=1, late=1), DutyState.PARTIAL),
        (Standing(running=1), DutyState.PARTIAL),
        (Standing(begun=1, late=1), DutyState.PARTIAL),
        (Standing(running=1, late=1), DutyState.EMPTY),
        (Standing(aside=("某事：某因（某人）",)), DutyState.NOT_APPLICABLE),
        (Standing(aside=("某事：某因（某人）",), running=1), DutyState.PARTIAL),
        (Standing(), DutyState.EMPTY),
    ],
)
def test_a_duty_stands_as_its_obligations_do(city, stands, state):
    line = city.ask(plan_of).duty_lines["liaise"]
    life = Life(State.RESPONDING, True, True, False, frozenset({Level.III}))
    assert duty_judgement.judge(line, life, stands, "").state is state
    early = Life(State.ASSESSING, True, False, False, frozenset())
    waits = duty_judgement.judge(line, early, Standing(running=1), "")
    assert (line.phase, waits.state) == (Phase.ACTIVATED, DutyState.NOT_DUE)


def test_everybody_reads_the_same_of_what_only_some_may_read(city, incident, monkeypatch):
    """A seat that may not read a record has no words of it, and all the same the state."""
    piece = Piece(
        Kind.DOCUMENT, "会员名册", ("马骁", "吴越"), city.db.clock(), "城东店", carrier="证据室"
    )
    city.do(evidence.add, "hewenjing", incident, piece)
    whole = sheet(city, incident)

    def without(session, row, *, officials=False):
        return tuple(p for p in proofs(session, row, officials=officials) if p.table not in HIDES)

    monkeypatch.setattr(duty_records, "proofs", without)
    part = sheet(city, incident)
    same = [(x.code, x.state, x.words, x.by, x.at, len(x.proofs)) for x in whole.values()]
    assert [(x.code, x.state, x.words, x.by, x.at, len(x.proofs)) for x in part.values()] == same
    assert "会员名册" in repr(whole)
    assert "会员名册" not in repr(part)


HIDES = {"evidence", "case_file", "case_act", "supply_request", "accountability"}


def offered(city, login, incident):
    """What each duty offers on the sheet of a person, of those that offer something."""
    found = city.ask(inquiry_sheet, getattr(city, login), incident, city.db.clock()).lines
    return {line.code: line.offers for line in found if line.offers}


def test_only_a_duty_without_a_record_is_offered_to_be_stated_away(city, incident):
    city.do(closing.state_not_applicable, "luomin", incident, "gather", "无须集中")
    shown = offered(city, "luomin", incident)
    assert shown.pop("gather") == (Offer("withdraw"),)
    assert set(shown.values()) == {(Offer("state"),)}
    lines = [x for x in sheet(city, incident).values() if not x.left]
    open_ones = {x.code for x in lines if x.state in (DutyState.EMPTY, DutyState.NOT_DUE)}
    assert set(shown) == open_ones
    assert offered(city, "maxiao", incident) == {}


def test_a_false_alarm_had_no_response_to_show(city):
    incident = city.register()
    city.do(incident_moves.dismiss, "chenyu", incident, "三个号码重复投诉")
    lines = sheet(city, incident)
    assert lines["activate"].state is DutyState.NOT_APPLICABLE
    assert "误报" in lines["activate"].words
    assert lines["report_first"].state is DutyState.EMPTY


def test_referrals_of_officials_are_on_the_commanders_sheet_only(city, incident):
    paper = accountability.Referral("某所失职线索", "应对法95", "纪检监察组", city.db.clock())
    city.do(accountability.refer_official, "chenyu", incident, paper)
    assert sheet(city, incident, "chenyu")["officials"].state is DutyState.PARTIAL
    for login in ("luomin", "hewenjing", None):
        line = sheet(city, incident, login)["officials"]
        assert (line.state, line.proofs, line.by) == (DutyState.HIDDEN, (), "")
        assert "纪检" not in repr(sheet(city, incident, login))


@pytest.mark.lot(2)
def test_the_sheet_of_a_full_incident_is_there_at_once(city, incident):
    with city.db.write() as session:
        for number in range(1_500):
            running_log.write_line(session, city.maxiao, incident, f"第 {number} 条")
    with city.db.read() as session, at_most(session, steps=100_000, rows=20_000):
        duty_sheet(session, incident, city.db.clock(), None)


def test_that_there_is_nobody_is_no_record_of_something_done(city, incident):
    city.do(recovery.state_none, "luomin", incident, Ledger.HARDSHIP, "没有困难群众")
    line = sheet(city, incident)["hardship"]
    assert line.state is DutyState.NOT_APPLICABLE
    [record] = line.proofs
    assert (record.waived, record.words, line.by) == (True, line.words, "")
    assert "没有困难群众，罗敏" in line.words


def test_what_was_decided_stays_decided_while_a_later_suggestion_waits(city, incident):
    """The suggestion that came later is an obligation of its own, with its own row."""

    def line(code):
        return next(
            x for x in city.ask(duty_sheet, incident, city.db.clock()).lines if x.code == code
        )

    assert line("decide_grade").state is DutyState.DONE
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.IV, "人数下降，建议下调", {})
    waits = [row for row in book(city, incident) if row.code == "grade_decide"]
    assert sorted(row.state for row in waits) == ["done", "open"]
    again = line("decide_grade")
    assert again.state is DutyState.DONE
    assert [each.finished for each in again.proofs].count(False) == 1
