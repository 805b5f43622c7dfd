"""What a seat adds late is added once, in the name of the person whose key it is."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.store.seat.outbox import Addition
from commandcenter.store.tables.command.log_entry import LogEntryRow


def test_a_key_that_another_used_adds_nothing_in_his_name(city):
    incident = city.register()
    city.activate(incident)
    body = additions.log_line(incident, "到场")
    said = Addition("k" * 32, Added.LOG_LINE.value, body, "到场", city.db.clock())
    first = city.do(additions.add, "maxiao", said)
    with pytest.raises(RuleBroken, match="这一条已由他人提交，请重新填写"):
        city.do(additions.add, "zhoulan", said)
    assert city.do(additions.add, "maxiao", said) == first
    with city.db.read() as session:
        kept = select(LogEntryRow.id).where(LogEntryRow.text == "到场")
        assert list(session.scalars(kept)) == [first]
