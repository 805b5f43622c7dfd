"""Whoever works at the server: alive or killed, at work or frozen, with a link or without."""

from commandcenter.store.database import Lost


class Client:
    """`login`: as whom its lines are written, "" for the program."""

    def __init__(self, world, name, login=""):
        self.world, self.name, self.login = world, name, login
        self.alive, self.frozen, self.linked = True, False, True
        self.cuts, self.moved, self.commits = 0, False, 0
        self.db = world.way_of(self)

    def cut(self, seconds):
        """Its link is cut for so long."""
        self.linked = False
        self.cuts += 1
        self.world.after(seconds, lambda cut=self.cuts: self.mend(cut))

    def mend(self, cut):
        if cut == self.cuts:
            self.linked = True
            self.hear()

    def killed(self, seconds):
        self.alive = False
        self.forget()
        self.world.after(seconds, self.restart)

    def restart(self):
        self.alive = True
        self.hear()

    def lose(self):
        """It notices that the database is away."""

    def look_at_the_file(self):
        """Each process is told once that the file is another one."""
        if self.moved:
            self.moved = False
            self.lose()
            raise Lost("moved")

    def another_file(self):
        self.moved = True

    def heard_till_now(self):
        """The server goes away: what was heard of it until then."""

    def look_at_the_mark(self):
        """Whether what is shown is marked as old in time."""

    def wrote(self):
        """It has written lines."""

    def stands_still(self):
        """It is frozen: who waits for that."""

    def forget(self):
        """What was in memory alone is gone."""

    def hear(self):
        """It is there again: what it looks at then."""

    def settle(self):
        """At the end of the day: do what waits."""

    def judge(self):
        """At the very end: whether all is there that it was told."""

    def close(self):
        pass
