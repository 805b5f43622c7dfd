"""6.4: budgets set in January; asked, approved and paid; nothing over a budget unnamed."""

from collections import Counter

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.support.fund import fund_board
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from tests.year.chapter import Chapter

CHIEF, KEEPER, BURSAR = "chenyu", "jiangtao", "yuanfang"
BUDGET = {"现场处置": 8_000_000, "检验检测": 6_000_000, "宣传培训": 1_500_000}


class Money(Chapter):
    clause = "6.4"
    owes = ("fund_approve",)

    def begin(self):
        self.budget, self.spent, self.approved = Counter(), Counter(), Counter()
        self.lines, self.waiting, self.to_pay = {}, [], []
        for purpose, cents in BUDGET.items():
            self.lines[purpose] = self.bureau.do(
                fund.set_budget, CHIEF, self.bureau.year, purpose, cents, "年初批复"
            )
            self.budget[purpose] = cents

    def acts(self, month):
        purpose = list(BUDGET)[month % 3]
        yield 5, 9, lambda: self._ask(purpose, 200_000 + 1_000 * self.bureau.draw.randrange(300))
        yield 6, 15, self._approve
        yield 16, 15, self._pay
        if month == 8:
            yield 7, 9, self._beyond
        if month == 9:
            yield 7, 9, lambda: self._raise("宣传培训", 500_000)
        if month % 5 == 0:
            yield 28, 11, lambda: self._ask("检验检测", 90_000)  # waits over the end of the month

    def _ask(self, purpose, cents):
        new = Asked(self.lines[purpose], f"{purpose}支出", cents, "业务需要")
        number = self.bureau.do(fund.ask, KEEPER, new)
        self.waiting.append((number, purpose, cents))

    def _approve(self):
        for number, purpose, cents in self.waiting:
            if self.bureau.window:
                self.bureau.window.approve_money(CHIEF, number)
            else:
                self.bureau.do(fund.approve, CHIEF, number)
            self.approved[purpose] += cents
            self.to_pay.append((number, purpose, cents))
        self.waiting = []

    def _pay(self):
        for place, (number, purpose, cents) in enumerate(self.to_pay):
            paid = cents - 1_000 * place
            self.bureau.do(fund.spend, BURSAR, number, paid, f"记-{number}")
            self.spent[purpose] += paid
            self.approved[purpose] -= cents
        self.to_pay = []

    def _beyond(self):
        """Over a budget only with the reason named."""
        purpose = "宣传培训"
        left = self.budget[purpose] - self.spent[purpose] - self.approved[purpose]
        new = Asked(self.lines[purpose], "追加宣传", left + 100, "突发舆情")
        number = self.bureau.do(fund.ask, KEEPER, new)
        with pytest.raises(RuleBroken):
            self.bureau.do(fund.approve, CHIEF, number)
        self.bureau.do(fund.approve, CHIEF, number, "局务会议同意先行列支")
        self.approved[purpose] += left + 100
        self.to_pay.append((number, purpose, left + 100))

    def _raise(self, purpose, cents):
        self.bureau.do(fund.change_budget, CHIEF, self.lines[purpose], cents, "年中追加")
        self.budget[purpose] += cents

    def open(self):
        """What is approved is no longer owed: to pay it is an everyday act."""
        return {"fund_approve": len(self.waiting)}

    def look(self):
        board = self.bureau.board(lambda s, a, at: fund_board(s, a, None, at), CHIEF)
        for line in board.lines:
            shown = line.spending
            assert shown.budget == self.budget[line.purpose]
            assert shown.spent == self.spent[line.purpose]
            assert shown.approved == self.approved[line.purpose]
        assert board.total.spent == sum(self.spent.values())
        rows = self.bureau.rows("SELECT sum(spent_cents) FROM fund_request")
        assert int(rows[0][0] or 0) == sum(self.spent.values())
        assert len(board.requests) == self.bureau.rows("SELECT count(*) FROM fund_request")[0][0]
