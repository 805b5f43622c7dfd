"""7: the year's plan of publicity, what is held of it, late and unplanned, and research."""

from datetime import timedelta

from commandcenter.domain.org import Group
from commandcenter.domain.publicity.activities import ActivityState, HeldActivity, NewActivity
from commandcenter.domain.times import local
from commandcenter.queries.publicity.activities import activity_board
from commandcenter.services.publicity import activities
from tests.year.chapter import Chapter

KEEPER = "luomin"
KINDS = ("lecture", "class", "leaflet", "advice", "online")


class Publicity(Chapter):
    """One activity a month; that of April is held in May, that of October is called off."""

    clause = "7.1"
    owes = ("publicity",)

    def begin(self):
        self.planned, self.held, self.reached, self.off = {}, 0, 0, 0
        for month in range(1, 13):
            day = local(self.bureau.now).date().replace(month=month, day=16)
            new = NewActivity(
                KINDS[month % 5], f"{month}月消费维权宣传", "消费者", "市民广场", Group.OPINION,
                day, copies=200, people=100,
            )  # fmt: skip
            self.planned[month] = self.bureau.do(activities.plan, KEEPER, new), day

    def acts(self, month):
        if month == 10:
            yield 12, 9, self._call_off
        elif month != 4:
            yield 16, 17, lambda: self._hold(month)
        if month == 5:
            yield 4, 17, lambda: self._hold(4)
        if month == 3:
            yield 22, 17, self._hold_unplanned

    def _went(self):
        people = 40 + self.bureau.draw.randrange(200)
        self.held, self.reached = self.held + 1, self.reached + people
        at = self.bureau.now - timedelta(hours=2)
        return HeldActivity(at, "市民广场", "消费者", "维权指南", 150, people, "反映良好")

    def _hold(self, month):
        number, _ = self.planned.pop(month)
        self.bureau.do(activities.hold, KEEPER, number, self._went())

    def _hold_unplanned(self):
        day = local(self.bureau.now).date()
        new = NewActivity("advice", "商圈现场咨询", "消费者", "南门商圈", Group.OPINION, day)
        self.bureau.do(activities.hold_unplanned, KEEPER, new, self._went())

    def _call_off(self):
        number, _ = self.planned.pop(10)
        self.bureau.do(activities.call_off, KEEPER, number, "场地停用，并入11月活动")
        self.off += 1

    def open(self):
        return {"publicity": len(self.planned)}

    def look(self):
        board = self.bureau.board(activity_board, "chenyu")
        late = sum(day < local(self.bureau.now).date() for _, day in self.planned.values())
        assert (board.held, board.reached, board.late) == (self.held, self.reached, late)
        states = [line.state for line in board.lines]
        assert states.count(ActivityState.CALLED_OFF) == self.off
        rows = "SELECT count(*), coalesce(sum(reached), 0) FROM publicity WHERE held_at IS NOT NULL"
        assert self.bureau.rows(rows) == [(self.held, self.reached)]
