"""Who keeps the server: backs it up, brings a backup back, upgrades an old one; and its clock."""

from contextlib import suppress
from datetime import timedelta

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import schema, schema_state
from commandcenter.store.backup import backup, restore
from commandcenter.store.database import Database, Lost
from commandcenter.store.embedded_file import files_of
from tests.simulation.client import Client
from tests.simulation.founded import revisions

AWAY_S = 240.0


class Keeper(Client):
    """`made`: whether a backup of today is there."""

    def __init__(self, world):
        super().__init__(world, "keeper")
        self.made, self.place = False, world.folder / "today.backup"

    def back_up(self, chance):
        try:
            backup(self.db, self.place)
        except (RuleBroken, Lost) as broken:
            return f"none: {broken}"
        self.made = True
        return "made"

    def bring_back(self, chance):
        """Today's, or the founding's as an older program made it, which is upgraded then."""
        if self.world.depth:
            return "not while somebody stands still"
        old = chance.choice(revisions()) if chance.random() < 0.5 else None
        if not (old or self.made):
            return "there is none"
        self.world.go_away(AWAY_S)
        source = self.world.founded.old(old) if old else self.place
        for path in files_of(self.world.path):
            path.unlink(missing_ok=True)
        restore(source, f"sqlite:///{self.world.path}")
        with suppress(Lost):  # each process hears of it by itself
            self.world.plain.require_file()
        said = self.upgrade(chance) if old else ""
        self.world.another_file()
        return f"brought back {old or 'today'}{said}"

    def upgrade(self, chance):
        """Cut off now and then, and done again."""
        cut = chance.random() < 0.5
        if cut:
            self.world.act.fault = self.world.fault_of("killed", chance.randrange(1, 60))
            with self.world.killing():
                self.upgrade_once()
            self.world.act.fault, self.world.act.dead = None, False
        self.upgrade_once()
        with self.world.engine.connect() as connection:
            assert schema_state.revision(connection) == schema_state.head()
        return ", upgraded in two goes" if cut else ", upgraded"

    def upgrade_once(self):
        try:
            schema.upgrade(Database(self.world.engine, self.world.clock))
        finally:
            self.world.engine.dispose()

    def put_clock(self, chance):
        """The server's is put right, or wrong: both ways."""
        by = timedelta(seconds=chance.choice((-1, 1)) * chance.choice((2, 40, 600, 5400)))
        self.world.skew += by
        self.world.steady = self.world.steady and by > timedelta()
        return f"the server's clock is put by {by.total_seconds():.0f} s"

    def put_seats_clock(self, chance):
        desk = chance.choice(self.world.desks())
        desk.ahead += timedelta(seconds=chance.choice((-1, 1)) * chance.choice((5, 300, 86_400)))
        return f"{desk.name} is {desk.ahead.total_seconds():.0f} s ahead"

    def cut_link(self, chance):
        client = chance.choice(self.world.others())
        seconds = chance.choice((2.0, 30.0, 900.0))
        client.cut(seconds)
        return f"{client.name} is cut off for {seconds:.0f} s"

    def kill(self, chance):
        client = chance.choice(self.world.others())
        if client.alive and not client.frozen:
            client.killed(chance.uniform(5, 900))
        return f"{client.name} is killed between two acts"

    def go_away(self, chance):
        seconds = chance.choice((2.0, 60.0, 1200.0))
        self.world.go_away(seconds)
        return f"the server is away for {seconds:.0f} s"
