"""Cells of the verbs that every incident has: registering, the log."""

from commandcenter.domain.rights import Action
from commandcenter.services.command import running_log
from tests.city import EAST
from tests.services.cells import cell


def own_office(scene, actor):
    """A line is written in one's own capacity: for the own group, the own county if concerned."""
    groups = actor.groups()
    return {
        "group": min(groups) if groups else None,
        "district": frozenset({EAST}),
    }


@cell(Action.WRITE_LOG, about=own_office)
def write_a_line(scene, actor):
    running_log.write_line(scene.session, actor, scene.incident, "到场")
