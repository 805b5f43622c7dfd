"""A drill beside the day, in a store of its own: nothing of it reaches the bureau's."""

from dataclasses import replace

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import drill_stores
from commandcenter.services.command import duty
from commandcenter.services.drills import conduct
from commandcenter.store import whole_check
from commandcenter.store.clock import SimulatedClock
from commandcenter.store.database import Lost, now
from commandcenter.store.people import actor_of
from tests.simulation.client import Client
from tests.simulation.founded import CONDUCTOR, copied

MOVES = (conduct.pause, conduct.resume, conduct.next_inject)
CALL = duty.NewEntry(LogKind.CALL_IN, "6名学生呕吐", unit="育新学校校医室")


class DrillRoom(Client):
    def __init__(self, world):
        super().__init__(world, "drill", CONDUCTOR)
        path = copied(world.founded.drill, world.folder / "drill.db")
        self.store = drill_stores.open_drill(f"sqlite:///{path}")
        clock = self.store.clock
        assert isinstance(clock, SimulatedClock)
        self.store = replace(self.store, clock=clock)
        clock.real, self.acted = world.clock, False

    def conduct(self, chance):
        """Start it, and from then on what a conductor does."""
        verb = chance.choice(MOVES)
        moves = ((conduct.start, 20), (conduct.set_speed, chance.choice((1, 20, 60))), (verb,))
        return self.do(CONDUCTOR, *chance.choice(moves))

    def play(self, chance):
        """A player answers, and the conductor's seat carries out what is due."""
        said = self.do("liwei", duty.write_entry, CALL)
        try:
            with self.store.read() as session:
                actor = actor_of(session, CONDUCTOR, now(session))
            return f"{said}, {drill_stores.go_on(self.store, actor)} injects came"
        except (RuleBroken, Lost) as broken:
            return f"{said}, {broken}"

    def do(self, login, verb, *arguments):
        before, self.acted = self.world.version(), True
        try:
            with self.store.write() as session:
                verb(session, actor_of(session, login, now(session)), *arguments)
            said = "done"
        except RuleBroken as broken:
            said = f"refused: {broken}"
        except Lost as lost:
            said = f"lost: {lost}"
        if self.world.undisturbed():
            assert self.world.version() == before, "a drill changed the bureau's own store"
        return f"{login} {verb.__name__}: {said}"

    def judge(self):
        if not self.acted:
            return
        with self.store.read() as session:
            assert whole_check.check(session).sound, "the drill's record is not whole"

    def close(self):
        self.store.close()
