"""A line of the log that is not of today says of which day it is."""

from datetime import timedelta

from commandcenter.domain.times import local
from commandcenter.queries.command import running_log as queries
from commandcenter.services.command import running_log


def test_a_line_of_another_day_names_it_and_one_of_today_does_not(city, monkeypatch):
    incident = city.register()
    city.do(running_log.write_line, "zhoulan", incident, "出租方答应协助")
    [line] = city.ask(queries.log_lines, incident)
    assert (line.day, line.dated_text) == ("", "出租方答应协助")
    tomorrow = city.db.clock() + timedelta(days=1)
    monkeypatch.setattr(queries, "now", lambda session: tomorrow)
    [line] = city.ask(queries.log_lines, incident)
    written = local(line.at)
    assert line.dated_text == f"{written.month}月{written.day}日 出租方答应协助"
    assert line.text == "出租方答应协助"
    monkeypatch.setattr(queries, "now", lambda session: tomorrow + timedelta(days=366))
    [line] = city.ask(queries.log_lines, incident)
    assert line.day == f"{written.year}年{written.month}月{written.day}日"
