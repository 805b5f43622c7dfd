"""接待模式: the wall before visitors, without names, money or overdue."""

from dataclasses import replace

from commandcenter.queries.command import CommandPicture, GroupLine
from commandcenter.queries.situation import QuietSituation, Situation
from commandcenter.store.database import Query
from commandcenter.ui.panels.command_panel import CommandPanel
from commandcenter.ui.panels.numbers_panel import NumbersPanel


def without_names(picture: CommandPicture) -> CommandPicture:
    """The groups and their work, but nobody's name and nothing late."""
    groups = tuple(_without_leader(group) for group in picture.groups)
    return replace(picture, commander=None, deputies=(), lead_duty=None, duty=None, groups=groups)


def _without_leader(group: GroupLine) -> GroupLine:
    return replace(group, leader=None, overdue=0)


class DiscreetCommand(CommandPanel):
    """The command structure without names."""

    def query(self) -> Query[CommandPicture]:
        whole = super().query()
        return lambda session: without_names(whole(session))


class DiscreetNumbers(NumbersPanel):
    """The six numbers without the money."""

    def query(self) -> Query[Situation | QuietSituation]:
        whole = super().query()
        return lambda session: without_money(whole(session))


def without_money(shown: Situation | QuietSituation) -> Situation | QuietSituation:
    if isinstance(shown, QuietSituation):
        return shown
    return replace(shown, counts=replace(shown.counts, amount_cents=0))
