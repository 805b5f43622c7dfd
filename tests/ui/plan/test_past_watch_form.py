"""监测回测 on screen: what the watch would have shown with these settings and with others."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.times import local
from commandcenter.queries.seat.desk import plan_in_force

DAY = timedelta(days=1)


@pytest.fixture
def crowd(small_city):
    """Twelve people at one shop, on the fourth day before today."""
    noon = local(small_city.db.clock()).replace(hour=12, minute=0, second=0, microsecond=0)
    small_city.take_in(
        *(
            small_city.complaint(
                f"shop{n}", registered_at=noon - 4 * DAY + n * timedelta(minutes=5),
                complainant=Complainant(f"乙{n}", f"1001111{n:04}"),
            )
            for n in range(12)
        )
    )  # fmt: skip
    return noon


def opened(desk):
    desk.click("rail_plan")
    desk.until_sees("plan_tabs")
    tabs = desk.widget("plan_tabs")
    names = [tabs.tabText(n) for n in range(tabs.count())]
    tabs.setCurrentIndex(names.index("本局设定"))
    panel = desk.widget("plan_setting_panel")
    desk.until(lambda: panel.board is not None)
    panel._parts.choose("watch")
    panel.show_answer(panel.board)
    desk.click("want_past_watch")
    desk.until_sees("past_watch")
    return desk.dialog()


def row_of(form, code):
    return next(n for n, line in enumerate(form._lines) if line.code == code)


def test_a_run_over_the_past_shows_what_the_watch_would_have(at_desk, small_city, crowd):
    desk = at_desk("liwei")
    form = opened(desk)
    assert not desk.sees("primary")  # a duty officer tries, and saves nothing
    form.first_night.setText((crowd - 5 * DAY).date().isoformat())
    form.last_night.setText((crowd - 2 * DAY).date().isoformat())
    before = small_city.ask(plan_in_force)
    desk.click("start_past")
    desk.until(lambda: form._result is not None)
    assert "按登记时间回测" in desk.widget("past_words").text()
    model = desk.widget("past_signals").model()
    assert model.rowCount() >= 1
    titles = [model.index(n, 1).data() for n in range(model.rowCount())]
    assert all(titles)
    assert small_city.ask(plan_in_force) == before
    form.done(0)
    desk.until_gone("past_watch")


def test_what_was_typed_wrongly_is_said(at_desk, small_city):
    desk = at_desk("liwei")
    form = opened(desk)
    form.first_night.setText("上周")
    desk.click("start_past")
    assert "日期应如" in form.refusal
    form.first_night.setText("2025-01-01")
    form.settings.item(row_of(form, "watch_burst_count"), 2).setText("许多")
    desk.click("start_past")
    assert "应为整数" in form.refusal
    form.done(0)
