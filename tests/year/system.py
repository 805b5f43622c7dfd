"""6.3: backups that are tried, and one that was no good."""

from datetime import timedelta

from commandcenter.queries.seat.backup_board import backup_board
from commandcenter.services.seat import backups
from commandcenter.services.seat.backups import Tried
from commandcenter.store.people import actor_of
from tests.year.chapter import Chapter

KEEPER = "zhengqi"


class System(Chapter):
    clause = "6.3"
    owes = ("restore_drill",)

    def begin(self):
        self.tried = 0
        self._try()

    def acts(self, month):
        if month in (5, 11):
            yield 21, 10, self._try
        if month == 8:
            yield 21, 10, lambda: self._try(whole=False)

    def _try(self, whole=True):
        made = self.bureau.now - timedelta(hours=8)
        words = "全部记录完好。" if whole else "第 12 行之后读不出。"
        tried = Tried("备份.zip", made, "信息中心备份机", whole, words, 18_204, 96_310, 214)
        self.bureau.do(backups.note_restore, KEEPER, tried)
        self.tried += 1

    def open(self):
        return {"restore_drill": 1}  # the next one is always owed

    def look(self):
        board = self.bureau.ask(
            lambda s: backup_board(s, actor_of(s, KEEPER, self.bureau.db.clock()))
        )
        assert len(board.lines) == self.tried
        assert self.bureau.rows("SELECT count(*) FROM restore_drill") == [(self.tried,)]
