"""Every list that leaves by the command line: as many cells as its header, in both formats."""

import csv
from datetime import datetime

import pytest

from commandcenter.domain.org import Group
from commandcenter.offices.exports import KINDS, MOMENTS, as_file, table
from commandcenter.outputs.tables_out import ISO
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
        assert [name for name in header if not name.endswith(ISO)] == list(content.header)
        moments = {
            name
            for row in content.rows
            for name, cell in zip(content.header, row, strict=True)
            if isinstance(cell, datetime)
        }
        assert moments <= MOMENTS, kind
        named = [name for name in content.header if name in MOMENTS]
        assert [name.removesuffix(ISO) for name in header if name.endswith(ISO)] == named
        filled |= moments
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
        assert as_file(content, ".xlsx")[:2] == b"PK"
        filled |= {kind} if content.rows else set()
    assert {"incidents", "instructions", "log", "steps", "journal", "接报时间", "时限"} <= filled
