"""监测回测 on screen: what the watch would have shown with these settings and with others."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.times import local
from commandcenter.queries.seat.desk import plan_in_force
from commandcenter.store.plan.plan import plan_of
from tests.field import add_people

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


def test_other_settings_are_tried_again_and_saved_with_what_came_of_them(
    at_desk, small_city, crowd
):
    add_people(small_city)
    desk = at_desk("liangbo")
    form = opened(desk)
    form.first_night.setText((crowd - 5 * DAY).date().isoformat())
    form.last_night.setText((crowd - 2 * DAY).date().isoformat())
    cell = form.settings.item(row_of(form, "watch_burst_count"), 2)
    said = []
    for value in ("40", "60"):  # the reason of the first run does not outlive it
        cell.setText(value)
        assert not desk.widget("primary").isEnabled()
        desk.click("start_past")
        desk.until(lambda: form._result is not None)
        said.append(form.reason.text())
        assert f"“短时突增，至少”由 5 改为 {value} 件。" in said[-1]
    words = desk.widget("past_words").text()
    assert "按月（先现行，后试用）" in words
    assert "试用不再提示" in words
    form.reason.setText("会上定的")
    cell.setText("50")
    desk.click("start_past")
    desk.until(lambda: form._result is not None)
    assert form.reason.text() == "会上定的"
    desk.click("primary")
    desk.until_gone("past_watch")
    with small_city.db.read() as session:
        assert plan_of(session).settings["watch_burst_count"].value == 50
