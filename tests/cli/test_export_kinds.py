"""Every list that leaves by the command line: as many cells as its header, in both formats."""

import csv

import pytest

from commandcenter.domain.org import Group
from commandcenter.offices.exports import KINDS, as_file, table
from commandcenter.services.command import instructions, running_log


@pytest.fixture
def busy(city):
    city.take_in(city.complaint("A1", title="=1+1"))
    incident = city.register()
    city.activate(incident)
    city.do(running_log.write_line, "maxiao", incident, "+86 到场")
    city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    return city, incident


def test_every_kind_is_written_with_its_header_and_its_time(busy):
    city, incident = busy
    filled = set()
    for kind in KINDS:
        content = city.ask(table, kind, incident)
        assert {len(row) for row in content.rows} <= {len(content.header)}, kind
        lines = as_file(content, ".csv").decode("utf-8-sig").splitlines()
        as_of, header, *rows = csv.reader(lines)
        assert as_of[0].startswith("数据截至：")
        assert header == list(content.header)
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
        assert as_file(content, ".xlsx")[:2] == b"PK"
        filled |= {kind} if content.rows else set()
    assert {"incidents", "instructions", "log", "steps", "journal"} <= filled
