"""6.1 演练: planned, due, held with a result, and what is to be mended after it."""

from datetime import timedelta

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.org import Group
from commandcenter.queries.drills.register import drill_register
from commandcenter.services.drills import register
from commandcenter.store.people import actor_of
from tests.year.chapter import Chapter

KEEPER = "liangbo"


class Drills(Chapter):
    """桌面推演 in March and October, 实战 in June; what June found is mended in time, or late."""

    clause = "6.1"
    owes = ("drill_measure",)

    def begin(self):
        self.plans, self.held, self.measures = {}, 0, []
        for month, mode in ((3, Mode.TABLETOP), (6, Mode.LIVE), (10, Mode.TABLETOP)):
            title = f"{month}月演练"
            day = self.bureau.now.replace(month=month, day=15, hour=6)
            self.plans[month] = title, mode, self.bureau.do(register.plan, KEEPER, title, mode, day)

    def acts(self, month):
        if month in (3, 6, 10):
            yield 15, 17, lambda: self._hold(month)
        if month == 6:
            yield 17, 9, self._find
        if month in (7, 9):
            yield 13, 9, self._mend

    def _hold(self, month):
        title, mode, number = self.plans.pop(month)
        at = self.bureau.now
        held = register.Held(
            title, mode, at - timedelta(hours=3), at - timedelta(hours=1), "自编脚本", "周岚", 17,
            82.0, 100.0, "记者采访应答超时",
        )  # fmt: skip
        self.last = self.bureau.do(register.record, KEEPER, held, number)
        self.held += 1

    def _find(self):
        for group, days in ((Group.OPINION, 30), (Group.LOGISTICS, 60)):
            new = register.NewMeasure("限期整改", group, self.bureau.now + timedelta(days=days))
            self.measures.append(self.bureau.do(register.measure, KEEPER, self.last, new))

    def _mend(self):
        self.bureau.do(register.measure_done, KEEPER, self.measures.pop(0), "已整改")

    def open(self):
        return {"drill_measure": len(self.measures)}

    def look(self):
        board = self.bureau.ask(
            lambda s: drill_register(s, actor_of(s, "chenyu", self.bureau.db.clock()))
        )
        states = [line.state for line in board.lines]
        assert (states.count("held"), states.count("planned")) == (self.held, len(self.plans))
        measures = [each for line in board.lines for each in line.measures]
        assert sum(each.done_at is None for each in measures) == len(self.measures)
        rows = self.bureau.rows("SELECT count(*) FROM drill_record WHERE held_at IS NOT NULL")
        assert rows == [(self.held,)]
