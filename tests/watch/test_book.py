"""What is found becomes signals: once each, growing, returning, merged, and never lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.services.complaints import flags, intake, withdrawal
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch import signals as triage
from commandcenter.services.watch.signal_book import keep
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store import journal
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.watch.runs import concerns
from tests.watch.stage import (
    SHOP,
    crowd,
    notes,
    open_signals,
    quiet_weeks,
    rows_behind,
    shop_complaint,
    signals,
    watch,
)


def lines(city):
    wanted = select(JournalLineRow.verb).where(JournalLineRow.kind == "signal")
    with city.db.read() as session:
        return list(session.scalars(wanted.order_by(JournalLineRow.number)))


def judge(city, signal, *acts):
    for act in acts:
        city.do(act, "zhoulan", signal.id, TriageNote("已电话核实", observed=signal.observed))


def one_group(city, count=5):
    city.take_in(*crowd(city, 1, count, 20))
    watch(city).quick()
    [signal] = open_signals(city)
    return signal


def test_a_signal_says_what_where_since_when_how_many_and_why(city):
    signal = one_group(city)
    assert (signal.stream, signal.detector) == (StreamKind.SUBJECT, Detector.GROUP_COMPLAINT)
    assert (signal.title, signal.districts, signal.state) == (SHOP, ["990102"], SignalState.NEW)
    assert (signal.observed, signal.people, signal.flagged) == (5, 5, 0)
    assert signal.since_at < signal.until_at <= signal.as_of
    assert signal.words == (
        "东门包子铺近 24 小时 5 人投诉、同为“售后服务”（5 件），达到“群体投诉”的 5 人"
    )
    assert len(rows_behind(city, signal)) == 5
    assert notes(city, signal) == ["found"]
    assert lines(city) == ["found"]


def test_each_that_was_found_is_counted(city):
    city.take_in(*crowd(city, 1, 5, 20), *crowd(city, 31, 5, 20, subject_name="西门面馆"))
    kept = watch(city).quick()
    assert (kept.found, kept.grew) == (2, 0)
    assert len(open_signals(city)) == 2


def test_the_same_run_again_changes_nothing(city):
    one_group(city)
    before = lines(city)
    kept = watch(city).quick()
    assert (kept.found, kept.grew) == (0, 0)
    assert lines(city) == before


def test_new_complaints_of_the_stream_make_it_grow(city):
    signal = one_group(city)
    city.take_in(shop_complaint(city, 50, 4))
    watch(city).quick()
    [grown] = open_signals(city)
    assert (grown.id, grown.observed, grown.people) == (signal.id, 6, 6)
    assert lines(city) == ["found", "grew"]
    assert notes(city, grown) == ["found"]  # a note only where it grew by the plan's share


def test_growth_by_the_plans_share_is_noted(city):
    one_group(city)
    city.take_in(*[shop_complaint(city, 50 + n, 4) for n in range(3)])
    watch(city).quick()
    [grown] = open_signals(city)
    assert (grown.observed, notes(city, grown)) == (8, ["found", "grew"])


@pytest.mark.parametrize("setting_aside", [triage.watch, triage.exclude])
def test_what_was_set_aside_returns_when_it_has_grown_by_half(city, setting_aside):
    signal = one_group(city)
    judge(city, signal, triage.verify, setting_aside)
    city.take_in(shop_complaint(city, 50, 4), shop_complaint(city, 51, 4))
    watch(city).quick()
    [still] = open_signals(city)
    assert (still.observed, still.state) != (7, SignalState.NEW)
    city.take_in(shop_complaint(city, 52, 3))  # 5 and its half, rounded up: 8
    watch(city).quick()
    [back] = open_signals(city)
    assert (back.id, back.observed, back.state) == (signal.id, 8, SignalState.NEW)
    assert notes(city, back)[-1] == "returned"
    watch(city).quick()
    assert notes(city, back).count("returned") == 1


def test_what_is_being_assessed_only_grows(city):
    signal = one_group(city)
    judge(city, signal, triage.verify, triage.assess)
    city.take_in(*[shop_complaint(city, 50 + n, 4) for n in range(9)])
    watch(city).quick()
    [same] = open_signals(city)
    assert (same.id, same.state, same.observed) == (signal.id, SignalState.ASSESSING, 14)


def test_signals_of_the_same_complaints_are_one_to_look_at(city):
    branded = crowd(city, 1, 12, 20, brand="包子王")
    other = crowd(city, 30, 4, 20, brand="包子王", subject_name="西门包子铺")
    city.take_in(*branded, *other)
    watch(city).quick()
    [main] = open_signals(city)
    merged = signals(city, SignalState.MERGED)
    assert main.stream is StreamKind.FAMILY
    assert {row.merged_into for row in merged} == {main.id}
    assert {row.stream for row in merged} == {StreamKind.SUBJECT}


def test_what_a_person_took_out_is_not_merged_again(city):
    city.take_in(*crowd(city, 1, 12, 20, brand="包子王"))
    watch(city).quick()
    [merged] = signals(city, SignalState.MERGED)
    city.do(triage.take_out, "zhoulan", merged.id, TriageNote("另一件事"))
    city.take_in(shop_complaint(city, 60, 3, brand="包子王"))
    watch(city).quick()
    assert len(open_signals(city)) == 2


def test_what_grew_apart_from_the_signal_it_stands_in_is_shown_again(city):
    city.take_in(*quiet_weeks(city, 10_000, a_day=1))
    about = {"category": "类0", "text": "", "brand": ""}
    city.take_in(*[shop_complaint(city, n, 60 - n, **about, person=n % 7) for n in range(1, 13)])
    watch(city).quick()
    [trader] = open_signals(city)
    assert trader.stream is StreamKind.SUBJECT
    [wide] = [s for s in signals(city, SignalState.MERGED) if s.stream is StreamKind.CATEGORY]
    judge(city, trader, triage.verify, triage.watch)
    others = [
        shop_complaint(city, 100 + n, 20 - n / 2, **about, subject_name=f"别家{n}")
        for n in range(30)
    ]
    city.take_in(*others)
    watch(city).quick()
    shown = {row.id: row for row in open_signals(city)}
    assert (shown[wide.id].state, shown[wide.id].observed) == (SignalState.NEW, 42)
    assert (shown[trader.id].state, shown[trader.id].observed) == (SignalState.WATCHING, 12)
    assert last_note(city, wide) == f"增加的投诉多数与“{SHOP}”不同，单独提示"
    watch(city).quick()
    assert wide.id in [row.id for row in open_signals(city)]


def test_what_a_person_has_in_hand_stays_the_one_that_is_shown(city):
    first = one_group(city)
    judge(city, first, triage.verify)
    city.take_in(*[shop_complaint(city, 60 + n, 5, brand="包子王") for n in range(12)])
    watch(city).quick()
    shown = open_signals(city)
    assert first.id in [row.id for row in shown]
    assert all(row.merged_into in (None, first.id) for row in signals(city))


def test_an_undone_import_takes_its_rows_out_and_says_so(city):
    signal = one_group(city)
    taken = city.take_in(*[shop_complaint(city, 50 + n, 4) for n in range(3)])
    watch(city).quick()
    assert open_signals(city)[0].observed == 8
    undo(city, taken.batch_id)
    watch(city).quick()
    [left] = open_signals(city)
    assert (left.id, left.observed) == (signal.id, 5)
    assert len(rows_behind(city, left)) == 5
    assert "recounted" in lines(city)


def undo(city, batch, why="导错了文件"):
    withdrawal.withdraw(city.db, city.liwei, batch, why)


def last_note(city, signal):
    wanted = select(SignalNoteRow.words).where(SignalNoteRow.signal_id == signal.id)
    with city.db.read() as session:
        return session.scalars(wanted.order_by(SignalNoteRow.id.desc())).first()


def test_a_signal_that_loses_all_its_rows_is_excluded_with_the_reason(city):
    taken = city.take_in(*crowd(city, 1, 5, 20))
    watch(city).quick()
    undo(city, taken.batch_id)
    kept = watch(city).quick()
    [gone] = signals(city)
    assert (gone.observed, gone.state, kept.lost_rows) == (0, SignalState.EXCLUDED, 5)
    assert notes(city, gone) == ["found", "excluded"]
    assert (gone.title, gone.words[:5]) == (SHOP, SHOP)  # what it was about stays
    assert last_note(city, gone) == (
        "导入“x.csv”撤销（导错了文件），移出 5 件，由 5 件改为 0 件、由 5 人改为 0 人"
    )
    watch(city).quick()
    assert notes(city, gone) == ["found", "excluded"]


def test_rows_leave_while_their_import_is_still_being_taken_out(city):
    one_group(city)
    taken = city.take_in(*[shop_complaint(city, 50 + n, 4) for n in range(3)])
    watch(city).quick()
    with city.db.write() as session:
        withdrawal.begin(session, city.liwei, taken.batch_id, "导错了文件")
    watch(city).quick()
    [left] = open_signals(city)
    assert (left.observed, len(rows_behind(city, left))) == (5, 5)
    assert "移出 3 件" in last_note(city, left)
    intake.undo(city.db, city.liwei, taken.batch_id)
    watch(city).quick()
    assert notes(city, left).count("noted") == 1


def test_a_corrected_trader_moves_the_complaint_from_signal_to_signal_and_back(city):
    rows = crowd(city, 1, 6, 20, end_hours=30)
    others = crowd(city, 20, 4, 20, end_hours=30, subject_name="西门面馆")
    city.take_in(*rows, *others)
    kept = watch(city)  # its window stays in memory, as at work
    kept.quick()
    [signal] = open_signals(city)
    right = city.take_in(replace(rows[0], subject_name="西门面馆"))
    kept.quick()
    by_title = {row.title: row for row in open_signals(city)}
    assert {title: row.observed for title, row in by_title.items()} == {SHOP: 5, "西门面馆": 5}
    assert last_note(city, by_title[SHOP]) == (
        "更正后不再属于本提示，移出 1 件，由 6 件改为 5 件、由 6 人改为 5 人"
    )
    undo(city, right.batch_id)
    kept.quick()
    counts = {row.title: row.observed for row in open_signals(city)}
    assert counts == {SHOP: 6, "西门面馆": 4}
    assert len(signals(city)) == 2
    assert open_signals(city)[0].id == signal.id


def test_two_people_who_turn_out_to_be_one_are_counted_once(city):
    rows = crowd(city, 1, 6, 20)
    city.take_in(*rows)
    watch(city).quick()
    city.take_in(replace(rows[0], complainant=rows[1].complainant))
    watch(city).quick()
    [signal] = open_signals(city)
    assert (signal.observed, signal.people) == (6, 5)
    assert last_note(city, signal) == "投诉更正，由 6 人改为 5 人"


def test_a_flag_that_is_set_or_lifted_is_counted_again(city):
    signal = one_group(city)
    first = rows_behind(city, signal)[0]
    [number] = city.do(flags.flag, "liwei", [first], "同一号码反复来电").flags
    watch(city).quick()
    assert open_signals(city)[0].flagged == 1
    city.do(flags.lift, "liwei", [number], "已核实，号码属于不同的人")
    watch(city).quick()
    assert open_signals(city)[0].flagged == 0
    assert notes(city, signal) == ["found"]


@pytest.mark.parametrize("verb", ["withdrawn", "undone", "corrected", "put_back", "closed"])
def test_whatever_changes_what_is_counted_wakes_the_watch(verb):
    kind = "complaint" if verb in ("corrected", "put_back") else "batch"
    assert concerns(journal.Change(1, kind, 1, verb, "liwei", None))


@pytest.mark.parametrize("kind", ["complaint_flag", "subject", "plan", "retention"])
def test_flags_traders_the_plan_and_erasures_wake_it_too(kind):
    assert concerns(journal.Change(1, kind, 1, "reviewed", "liwei", None))


def test_rows_that_nobody_sees_yet_do_not(city):
    assert not concerns(journal.Change(1, "complaint", 1, "stored", "liwei", None))
    assert not concerns(journal.Change(1, "incident", 1, "registered", "liwei", None))


def test_late_rows_of_the_days_before_count(city):
    city.take_in(*crowd(city, 1, 9, 30))
    watch(city).quick()
    city.take_in(shop_complaint(city, 77, 60 * 25))  # registered yesterday, here only now
    watch(city).quick()
    assert any(row.detector is Detector.EARLY_SIGN for row in signals(city))


def test_many_complaints_of_few_people_are_flagged_and_kept(city):
    city.take_in(*quiet_weeks(city, 10_000))
    few = [shop_complaint(city, n, 100 - 4 * n, person=1 + n % 3) for n in range(1, 25)]
    city.take_in(*few)
    watch(city).quick()
    [signal] = [row for row in open_signals(city) if row.subject_id]
    assert (signal.detector, signal.observed, signal.people) == (Detector.BURST, 24, 3)
    assert signal.flagged == 24
    assert "24 件疑似异常（出自 3 人" in signal.words


def test_a_burst_is_seen_with_the_record_that_crosses(city):
    city.take_in(*quiet_weeks(city, 10_000))
    seen = []
    for number in range(1, 7):
        city.take_in(shop_complaint(city, number, 30 - number, person=1 + number % 3))
        watch(city).quick()
        seen.append(len([row for row in open_signals(city) if row.subject_id]))
    assert seen == [0, 0, 0, 0, 1, 1]


def test_only_the_watch_writes_signals(city):
    with city.db.write() as session, pytest.raises(RuleBroken, match="自动监测"):
        keep(session, city.liwei, [], city.db.clock())


def test_after_the_days_of_silence_it_is_another_signal(city):
    old = one_group(city)
    with city.db.write() as session:
        row = session.get_one(SignalRow, old.id)
        row.until_at = row.until_at - timedelta(days=20)
        row.state = SignalState.EXCLUDED
        journal.record(session, PROGRAM, "signal", row.id, "excluded")
    city.take_in(*[shop_complaint(city, 70 + n, 5) for n in range(6)])
    watch(city).quick()
    assert len(signals(city)) >= 2


@pytest.mark.parametrize("acts", [(), (triage.verify,)])
def test_what_the_watch_itself_excluded_is_shown_again_with_its_file(city, acts):
    """Taken back, and then brought again right: nobody said that it is nothing."""
    rows = crowd(city, 1, 5, 20)
    taken = city.take_in(*rows)
    watch(city).quick()
    judge(city, open_signals(city)[0], *acts)
    undo(city, taken.batch_id)
    watch(city).quick()
    [empty] = signals(city)
    assert (empty.state, empty.observed) == (SignalState.EXCLUDED, 0)
    city.take_in(*rows)
    assert watch(city).quick().returned == 1
    [back] = signals(city)
    assert (back.id, back.state, back.observed) == (empty.id, SignalState.NEW, 5)
    assert (notes(city, back)[-1], last_note(city, back)[:12]) == ("returned", "由 0 件增至 5 件。")
