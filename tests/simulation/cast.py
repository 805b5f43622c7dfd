"""Everybody who is at work in the world, by name: always in the same order."""

from tests.simulation.clerk import Clerk
from tests.simulation.desk import Desk
from tests.simulation.drill_room import DrillRoom
from tests.simulation.keeper import Keeper
from tests.simulation.watching import Phone, Watcher

DESKS, WATCHERS = 6, 2


def everybody(world):
    phone = Phone()
    found = [Desk(world, number, "") for number in range(DESKS)]
    found += [Watcher(world, number, phone) for number in range(WATCHERS)]
    found += [Clerk(world), DrillRoom(world), Keeper(world)]
    return {client.name: client for client in found}
