"""The reports after the response: filled from the record, written by hand, signed and frozen."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.aftermath.inquiry import LONGEST
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.services.aftermath import accountability, inquiry, recovery
from commandcenter.services.aftermath.inquiry import Words
from commandcenter.services.command import running_log
from commandcenter.services.incident import incident_moves, response
from commandcenter.store import journal
from commandcenter.store.aftermath.inquiry_sections import sections_of
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.every import InquiryReportRow, JournalLineRow
from commandcenter.store.tables.incident.incident import IncidentRow

INVESTIGATION, ASSESSMENT = InquiryKind.INVESTIGATION, InquiryKind.ASSESSMENT
LOSS, CAUSE, MEASURES = "investigation.loss", "investigation.cause", "investigation.measures"


@pytest.fixture
def incident(city):
    """Ended at level Ⅲ, with two complaints of one person and a third of another."""
    number = city.register()
    same = Complainant(name="王某", phone="10012345678")
    city.take_in(
        city.complaint("C1", complainant=same),
        city.complaint("C2", minutes_ago=60 * 30, complainant=same),
        city.complaint("C3"),
    )
    city.activate(number)
    end(city, number)
    return number


def end(city, number):
    city.do(
        response.end_response, "chenyu", number, response.Ending("投诉已回落，现场已平息", "陈屿")
    )


def draft(city, incident, kind=INVESTIGATION, login="hewenjing"):
    return city.do(inquiry.draft, login, incident, kind)


def row_of(city, report):
    with city.db.read() as session:
        return session.get_one(InquiryReportRow, report)


def section(city, report, code):
    return next(s for s in sections_of(row_of(city, report)) if s.code == code)


def write(city, report, code, text, login="hewenjing", seen=None):
    seen = section(city, report, code).version if seen is None else seen
    city.do(inquiry.edit, login, report, {code: Words(text, seen)})


def write_all(city, report):
    for s in sections_of(row_of(city, report)):
        if not s.text:
            write(city, report, s.code, f"{s.title}的内容")


def test_a_draft_says_the_course_with_times_and_the_lines_of_the_journal(city, incident):
    report = draft(city, incident)
    words = section(city, report, "investigation.course").text
    with city.db.read() as session:
        line = session.scalar(
            select(JournalLineRow.number).where(
                JournalLineRow.incident_id == incident, JournalLineRow.verb == "activated"
            )
        )
    assert "启动Ⅲ级响应" in words
    assert f"〔日志{line}〕" in words
    assert words.index("接报") < words.index("启动Ⅲ级响应") < words.index("终止Ⅲ级响应")


def test_its_numbers_are_the_three_counts_with_their_as_of_time(city, incident):
    text = section(city, draft(city, incident), LOSS).text
    until, _, counted = text.partition("，")
    assert re.fullmatch(r"截至\d+月\d+日\d+时(\d+分)?", until)
    assert counted.startswith("累计接到投诉举报 3 件、3 人次，去重后涉及消费者 2 人。")
    assert "涉及金额 6400元" in text


def test_of_officials_a_report_says_nothing(city, incident):
    referral = accountability.Referral(
        "某所失职线索", "监察法", "驻局纪检监察组", city.db.clock() - timedelta(minutes=1)
    )
    city.do(accountability.refer_official, "chenyu", incident, referral)
    for kind in InquiryKind:
        report = draft(city, incident, kind)
        assert "失职" not in str(row_of(city, report).sections)
        assert "纪检" not in str(row_of(city, report).sections)


def test_an_operator_stands_in_the_liability_with_his_decision(city, incident):
    liable = accountability.Liable(
        "悦力工场健身（城东店）", "消费者权益保护法第五十三条", "城市监罚〔2026〕1号",
        "罚款", 50_000_00,
    )  # fmt: skip
    city.do(accountability.register_operator, "hewenjing", incident, liable)
    text = section(city, draft(city, incident), "investigation.liability").text
    assert "城市监罚〔2026〕1号" in text
    assert "罚没 5万元" in text


@pytest.mark.parametrize("level", [Level.III, Level.IV])
def test_the_assessment_is_due_seven_days_after_the_end(city, level):
    number = city.register()
    city.activate(number, level)
    end(city, number)
    report = draft(city, number, ASSESSMENT, "zhoulan")
    with city.db.read() as session:
        ended = session.get_one(IncidentRow, number).ended_at
    assert row_of(city, report).due_at == ended + timedelta(days=7)
    assert row_of(city, draft(city, number)).due_at is None


def test_what_was_written_by_hand_outlives_a_refresh(city, incident):
    report = draft(city, incident)
    write(city, report, LOSS, "损失由会计师事务所核定。")
    city.do(recovery.open_line, "zhoulan", incident, refund())
    line = city.do(recovery.open_line, "zhoulan", incident, refund())
    city.do(recovery.settle_line, "zhoulan", line, 7, 7_000_00, whole=True)
    city.do(inquiry.refresh, "hewenjing", report)
    kept = section(city, report, LOSS)
    assert kept.text == "损失由会计师事务所核定。"
    assert kept.by == "何文静"
    assert "已办结 7 人" in kept.filled


def refund():
    return recovery.Line(Ledger.CONSUMERS, "退款", "退款", people=7, cents=7_000_00)


def test_a_section_as_filled_is_filled_anew(city, incident):
    report = draft(city, incident)
    before = section(city, report, LOSS)
    line = city.do(recovery.open_line, "zhoulan", incident, refund())
    city.do(recovery.settle_line, "zhoulan", line, 7, 7_000_00, whole=True)
    city.do(inquiry.refresh, "hewenjing", report)
    after = section(city, report, LOSS)
    assert "已办结 7 人" in after.text
    assert after.version == before.version + 1
    assert after.as_of >= before.as_of


def test_the_words_of_the_data_again_are_no_handwriting(city, incident):
    report = draft(city, incident)
    filled = section(city, report, LOSS).filled
    write(city, report, LOSS, "别的")
    write(city, report, LOSS, filled)
    assert not section(city, report, LOSS).by_hand


def test_two_write_two_sections_and_neither_is_in_the_others_way(city, incident):
    report = draft(city, incident)
    loss, cause = (section(city, report, code).version for code in (LOSS, CAUSE))
    write(city, report, LOSS, "甲写的", "hewenjing", loss)
    write(city, report, CAUSE, "乙写的", "zhoulan", cause)
    assert section(city, report, LOSS).text == "甲写的"
    assert section(city, report, CAUSE).by == "周岚"


def test_of_two_who_write_the_same_section_the_second_is_told_who(city, incident):
    report = draft(city, incident)
    seen = section(city, report, CAUSE).version
    write(city, report, CAUSE, "甲写的", "hewenjing", seen)
    with pytest.raises(RuleBroken, match="“四、原因与性质”刚由何文静改过"):
        write(city, report, CAUSE, "乙写的", "zhoulan", seen)
    assert section(city, report, CAUSE).text == "甲写的"


def test_all_changes_are_kept_or_none(city, incident):
    report = draft(city, incident)
    write(city, report, CAUSE, "甲写的")
    changes = {LOSS: Words("新的损失", 1), CAUSE: Words("旧的", 1)}
    with pytest.raises(RuleBroken):
        city.do(inquiry.edit, "zhoulan", report, changes)
    assert section(city, report, LOSS).text != "新的损失"
    with pytest.raises(RuleBroken, match="没有“其他”这一部分"):
        city.do(inquiry.edit, "zhoulan", report, changes | {"其他": Words("别的", 1)})


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<b>粗</b>&amp;", "<b>粗</b>&amp;"),
        ("零\0字节\ud800", "零字节"),
        ("  =cmd|' /C calc'!A0  ", "=cmd|' /C calc'!A0"),
        ("字" * LONGEST, "字" * LONGEST),
    ],
)
def test_hostile_words_are_kept_as_words(city, incident, text, kept):
    report = draft(city, incident)
    write(city, report, MEASURES, text)
    assert section(city, report, MEASURES).text == kept


def test_a_section_that_is_too_long_is_refused(city, incident):
    report = draft(city, incident)
    with pytest.raises(RuleBroken, match="超过"):
        write(city, report, MEASURES, "字" * (LONGEST + 1))


def test_it_is_not_signed_while_a_section_is_empty(city, incident):
    report = draft(city, incident)
    with pytest.raises(RuleBroken, match="七、整改措施"):
        city.do(inquiry.sign, "chenyu", report, "陈屿", row_of(city, report).version)


def test_the_commander_signs_what_he_read_and_then_nothing_changes_it(city, incident):
    report = draft(city, incident)
    write_all(city, report)
    seen = row_of(city, report).version
    with pytest.raises(RuleBroken, match="签名应为本人姓名"):
        city.do(inquiry.sign, "chenyu", report, "罗敏", seen)
    write(city, report, MEASURES, "又改了")
    with pytest.raises(RuleBroken, match="刚被修改"):
        city.do(inquiry.sign, "chenyu", report, "陈屿", seen)
    city.do(inquiry.sign, "chenyu", report, "陈屿", row_of(city, report).version)
    for verb, *rest in (
        (inquiry.refresh, "hewenjing", report),
        (inquiry.edit, "hewenjing", report, {MEASURES: Words("改", 2)}),
        (inquiry.sign, "chenyu", report, "陈屿", row_of(city, report).version),
    ):
        with pytest.raises(RuleBroken, match="已由陈屿签发"):
            city.do(verb, *rest)


def test_a_supplement_starts_from_what_was_written_in_the_signed_report(city, incident):
    first = draft(city, incident)
    with pytest.raises(RuleBroken, match="已在起草"):
        draft(city, incident)
    write_all(city, first)
    city.do(inquiry.sign, "chenyu", first, "陈屿", row_of(city, first).version)
    second = draft(city, incident)
    assert section(city, second, MEASURES).text == section(city, first, MEASURES).text


def test_before_the_end_and_after_the_closing_none_is_drafted(city, incident):
    live = city.register(title="另一事件", brand="")
    city.activate(live)
    with pytest.raises(RuleBroken, match="响应终止后"):
        draft(city, live)
    chenyu = city.chenyu
    with city.db.write() as session:
        row = session.get_one(IncidentRow, incident)
        incident_moves.move(session, chenyu, row, State.AFTERMATH, "转入", "5")
        incident_moves.move(session, chenyu, row, State.ARCHIVED, "各项已结", "5.3")
    with pytest.raises(RuleBroken, match="归档"):
        draft(city, incident)


def test_who_may_not_write_or_sign_is_told_who_may(city, incident):
    with pytest.raises(RuleBroken, match="起草调查报告"):
        draft(city, incident, login="maxiao")
    report = draft(city, incident)
    write_all(city, report)
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(inquiry.sign, "hewenjing", report, "何文静", row_of(city, report).version)


def test_the_course_of_a_long_record_leaves_small_things_out_and_says_so(city, incident):
    zhoulan = city.zhoulan
    with city.db.write() as session:
        for number in range(420):
            running_log.write_line(session, zhoulan, incident, f"第 {number} 条")
        for row in session.scalars(select(LogEntryRow)):
            row.on_wall = True
        journal.record(session, zhoulan, "log", 1, "shown", incident=incident)
    words = section(city, draft(city, incident), "investigation.course").text
    assert words.endswith("以上为主要经过，其余列入归档的全程日志。")
    assert "启动Ⅲ级响应" in words


def test_words_for_a_part_that_the_report_has_not_change_none_of_it(city, incident):
    report = draft(city, incident)
    seen = section(city, report, CAUSE)
    both = {CAUSE: Words("误报", seen.version), "assessment.none": Words("另写", 1)}
    with pytest.raises(RuleBroken, match=r"报告中没有“assessment\.none”这一部分"):
        city.do(inquiry.edit, "hewenjing", report, both)
    assert section(city, report, CAUSE) == seen
