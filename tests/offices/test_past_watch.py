"""Past nights worked through again: what each would have shown, whenever it was imported."""

from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import func, select

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.times import local
from commandcenter.offices import past_watch
from commandcenter.offices.past_watch import compare, lines, run_past
from commandcenter.offices.progress import Cancelled, Progress
from commandcenter.store.tables.every import ComplaintRow, JournalLineRow, SignalRow, WatchRunRow

DAY = timedelta(days=1)
SHOP, BRAND = "悦力工场健身（城东店）", "悦力工场"


@pytest.fixture
def history(city):
    """Seventy quiet days, and twelve people at one shop on the tenth day before today."""
    now = city.db.clock()
    noon = local(now).replace(hour=12, minute=0, second=0, microsecond=0)
    rows = [
        city.complaint(
            f"q{day}-{n}", registered_at=noon - day * DAY + n * timedelta(hours=1),
            subject_name=f"第{(day * 3 + n) % 40}家店", brand="", title="有瑕疵", text="想退货。",
            complainant=Complainant(f"甲{day}{n}", f"100{day:04}{n:04}"), problem="质量",
            category="一般食品",
        )
        for day in range(1, 70)
        for n in range(3)
    ]  # fmt: skip
    rows += [
        city.complaint(
            f"shop{n}", registered_at=noon - 10 * DAY + n * timedelta(minutes=10),
            complainant=Complainant(f"乙{n}", f"1001111{n:04}"), subject_name=SHOP,
        )
        for n in range(12)
    ]  # fmt: skip
    city.take_in(*rows)
    city.noon = noon
    return city


def span(city, first, last):
    return (city.noon - first * DAY).date(), (city.noon - last * DAY).date()


def written(city):
    with city.db.read() as session:
        return [
            session.scalar(select(func.count()).select_from(row))
            for row in (SignalRow, WatchRunRow, JournalLineRow)
        ]


def test_each_night_tells_what_it_would_have_shown_and_nothing_is_written(history):
    before = written(history)
    run = run_past(history.db, *span(history, 14, 5))
    assert written(history) == before
    assert len(run.nights) == 10
    shown = [(night.at, signal) for night, signal in run.signals if BRAND in signal.title]
    assert shown, [signal.title for _, signal in run.signals]
    night, signal = shown[0]
    assert local(night).date() == (history.noon - 9 * DAY).date()  # the night after
    with history.db.read() as session:
        numbers = select(ComplaintRow.number)
        told = session.scalars(numbers.where(ComplaintRow.id.in_(signal.complaints)))
        assert set(told) == {f"shop{n}" for n in range(12)}
    told = past_watch.as_dict(run)["nights"]
    assert all(each["night"].endswith("+08:00") for each in told)
    assert sum(n for _, n in run.months()) == len(run.signals)
    assert f"会提示 {len(run.signals)} 项" in list(lines(run))[-1]


def test_as_it_was_known_then_nothing_could_be_shown(history):
    run = run_past(history.db, *span(history, 14, 5), as_registered=False)
    assert run.signals == ()
    assert run.complaints > 0


def test_other_settings_are_tried_without_being_set(history):
    nights = span(history, 14, 5)
    deaf = [
        ItemChange("setting", code, {"value": 50, "source": "试", "proposal": True})
        for code in ("watch_burst_count", "watch_daily_count", "watch_matter_people")
    ]
    now = run_past(history.db, *nights)
    other = run_past(history.db, *nights, changes=deaf)
    assert len(other.signals) <= len(now.signals)
    found = compare(now, other)
    assert len([each for each in found if each.before]) == len(now.signals)
    assert len([each for each in found if each.after]) == len(other.signals)


def test_it_says_how_many_days_before_an_incident_it_spoke(history):
    incident = history.register(received_at=history.noon - 6 * DAY)
    run = run_past(history.db, *span(history, 14, 5))
    [lead] = [lead for lead in run.leads if lead.incident_id == incident]
    assert lead.days == 3
    assert "早于接报 3 天" in past_watch.lead_words(lead)


def test_a_night_to_come_and_nights_without_end_are_refused(history):
    today = local(history.db.clock()).date()
    for first, last, why in (
        (today, today + 2 * DAY, "还没有到时间"),
        (today, today - DAY, "不能早于"),
        (today - 500 * DAY, today, "最多回测"),
    ):
        with pytest.raises(RuleBroken, match=why):
            run_past(history.db, first, last)


def test_it_ends_when_it_is_told_to_and_says_how_far_it_is(history):
    heard = []
    stop = Event()

    def hear(done, total):
        heard.append((done, total))
        if done > total // 2:
            stop.set()

    with pytest.raises(Cancelled):
        run_past(history.db, *span(history, 14, 5), progress=Progress(hear, stop))
    assert heard == sorted(heard)


def test_a_span_has_both_its_ends_and_no_single_moment():
    past_watch.require_span("2026-08-01", "2026-08-31", "")
    for first, last in (("", "2026-08-31"), ("2026-08-01", ""), ("", "")):
        with pytest.raises(AskedWrongly, match="回测要写明 --from 和 --to"):
            past_watch.require_span(first, last, "")
    with pytest.raises(AskedWrongly, match="--as-of 不能与 --from、--to 一起用"):
        past_watch.require_span("2026-08-01", "2026-08-31", "2026-08-31 09:30")
