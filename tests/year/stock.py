"""6.2: bought, lent and brought back, used up, scrapped, counted and checked."""

from collections import Counter
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.support.stock import InWay, NewItem, StockKind
from commandcenter.queries.support.stock import stock_board
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from tests.year.chapter import Chapter

KEEPER, OTHER = "jiangtao", "lvxing"
K = StockKind
THINGS = (
    ("对讲机", K.RADIO, "部", False, 12, 6), ("采样箱", K.SAMPLING, "个", False, 6, 4),
    ("防护服", K.PROTECTION, "套", True, 160, 100), ("封条", K.EVIDENCE, "张", True, 300, 200),
)  # fmt: skip


class Stock(Chapter):
    clause = "6.2"

    def begin(self):
        self.items, self.hand, self.lent = {}, Counter(), Counter()
        self.outs = []  # (id of the hand-out, item, how many are still out, due)
        for name, kind, unit, used_up, number, least in THINGS:
            new = NewItem(name, kind, "机关库房", unit, used_up, least, check_months=6)
            item = self.bureau.do(stock.add, KEEPER, new, number)
            self.items[name], self.hand[name] = item, number

    def acts(self, month):
        yield 2, 9, lambda: self._use("防护服", 20 + self.bureau.draw.randrange(20))
        yield 4, 10, lambda: self._lend("对讲机", 1 + self.bureau.draw.randrange(3), days=8)
        yield 6, 10, lambda: self._lend("采样箱", 1, days=3)
        yield 15, 16, self._bring_back
        yield 18, 9, lambda: self._use("封条", 30)
        yield 22, 9, self._buy
        if month % 3 == 0:
            yield 24, 9, self._count
        if month % 6 == 0:
            yield 25, 9, self._check
        if month == 7:
            yield 26, 9, self._scrap

    def _use(self, name, amount):
        amount = min(amount, self.hand[name])
        out = HandOut(self.items[name], amount, person_id=self.bureau.ids["linshu"])
        self.bureau.do(stock.hand_out, OTHER, out)
        self.hand[name] -= amount

    def _lend(self, name, amount, days):
        """More than there is is refused and changes nothing."""
        item, due = self.items[name], self.bureau.now + timedelta(days=days)
        who = self.bureau.ids["shijun"]
        too_much = HandOut(item, self.hand[name] + 1, person_id=who, due_at=due)
        with pytest.raises(RuleBroken):
            self.bureau.do(stock.hand_out, OTHER, too_much)
        out = HandOut(item, amount, person_id=who, due_at=due)
        self.outs.append([self.bureau.do(stock.hand_out, OTHER, out), name, amount, due])
        self.hand[name] -= amount
        self.lent[name] += amount

    def _bring_back(self):
        """Now and then one keeps what they have until the next month."""
        for out in list(self.outs):
            if self.bureau.draw.random() < 0.2:
                self.bureau.do(stock.remind, KEEPER, out[0], "电话催还")
                continue
            number, name, amount, _ = out
            self.bureau.do(stock.take_back, OTHER, number, Back(amount))
            self.hand[name] += amount
            self.lent[name] -= amount
            self.outs.remove(out)

    def _buy(self):
        for name, *_, least in THINGS:
            if self.hand[name] < least:
                more = 2 * least - self.hand[name]
                self.bureau.do(stock.take_in, KEEPER, self.items[name], more, InWay.BOUGHT, "发票")
                self.hand[name] += more

    def _count(self):
        """One is missing in a store, and the reason is said."""
        self.bureau.do(stock.count, KEEPER, self.items["封条"], self.hand["封条"] - 1, "破损一张")
        self.hand["封条"] -= 1

    def _check(self):
        for name in ("对讲机", "采样箱"):
            self.bureau.do(stock.check, OTHER, self.items[name], stock.Check("逐件检查，完好"))

    def _scrap(self):
        self.bureau.do(stock.scrap, KEEPER, self.items["对讲机"], 1, "进水")
        self.hand["对讲机"] -= 1

    def look(self):
        board = self.bureau.board(stock_board, "chenyu")
        lines = {line.name: line for line in board.lines}
        at = self.bureau.now
        for name, item in self.items.items():
            shown = (lines[name].id, lines[name].on_hand, lines[name].lent)
            assert shown == (item, self.hand[name], self.lent[name]), name
        late = sum(amount for _, _, amount, due in self.outs if due < at)
        assert (board.figures.lent, board.figures.late) == (sum(self.lent.values()), late)
        rows = self.bureau.rows("SELECT id, on_hand, lent FROM stock_item ORDER BY id")
        assert rows == sorted((i, self.hand[n], self.lent[n]) for n, i in self.items.items())
        assert board.figures.short == sum(self.hand[name] < least for name, *_, least in THINGS)
