"""How old what a source has sent is: in words, and of just now with the time alone."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.system_state import store_state


@pytest.mark.parametrize(("minutes", "said"), [(0, "到 {at}。"), (65, "到 {at}，1 小时 5 分前。")])
def test_how_old_a_source_is_never_nothing_ago(city, minutes, said):
    now = city.db.clock()
    to = now - timedelta(minutes=minutes)
    complaint = city.complaint("A1", minutes + 1, source=Source.PLATFORM)
    city.take_in(complaint, exported_to={Source.PLATFORM: to})
    findings = city.ask(store_state, city.admin)
    [finding] = [each for each in findings if str(each.name) == "12315 数据"]
    assert str(finding.text) == said.format(at=short_zh(to, now))
