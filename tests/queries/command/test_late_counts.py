"""逾期 n 项 is one number: on the strip, in 下一步, over the list, and summed over who has it."""

from datetime import timedelta

from commandcenter.domain.command.obligation import UNDONE
from commandcenter.domain.command.tasks import is_task
from commandcenter.domain.org import Group
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.command.command import command_picture
from commandcenter.queries.command.next_steps import next_steps
from commandcenter.queries.incident.live import live_strip
from commandcenter.services.command import instructions
from commandcenter.store.command.obligations import obligations_of


def test_every_list_card_and_strip_counts_the_same_as_late(city):
    incident, at = city.register(), city.db.clock()
    city.activate(incident)
    to = Group.INVESTIGATION
    due = {"deadline_at": at + timedelta(minutes=20)}
    city.do(instructions.give, "chenyu", incident, "马上调取收款账户流水", to, **due)
    for hours in (0, 1, 3, 30):
        now = at + timedelta(hours=hours, minutes=1)
        book = city.ask(obligations_of, incident, now)
        late = [row for row in book if row.state in UNDONE and row.is_late(now)]
        cards = city.ask(command_picture, incident, now).groups
        own = {line.group: line.overdue for line in cards}
        [strip] = city.ask(live_strip, now).live
        assert strip.late == len(late)
        assert city.ask(checklist, incident, now).overdue == len(late)
        assert city.ask(next_steps, city.chenyu, incident, now).late == len(late)
        assert sum(own.values()) == sum(row.group is not None for row in late)
    asked = [row for row in late if row.group is to and not is_task(row)]
    assert len(asked) == 1  # the instruction: no task, and late as much as one
    assert own[to] == sum(row.group is to for row in late)
