"""What each book of 保障 holds: counts that open their rows, and what falls due after 先办."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.legal_time import end_of
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.rights import Action
from commandcenter.domain.support.certificates import Standing
from commandcenter.domain.support.fund import FUND_STATE_WORDS
from commandcenter.domain.support.stock import StockKind
from commandcenter.domain.support.training import TrainingState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.support.first_line import SOON_DAYS, FirstKind, FirstLine
from commandcenter.queries.support.fund import FundBoard, fund_board
from commandcenter.queries.support.partners import PartnerBoard, partner_board
from commandcenter.queries.support.stock import Need, StockLine, stock_lines
from commandcenter.queries.support.team import TeamBoard, Urgency
from commandcenter.queries.support.training import TrainingBoard, training_board
from commandcenter.queries.support.when_words import day_words
from commandcenter.store.plan.plan import plan_of

LISTED = 12  # of what falls due later, the next first


PEOPLE, SORTS = word("{n} 人"), word("{n} 种")


@dataclass(frozen=True, slots=True)
class Count:
    """`rows`: what of its book opens it: a filter of the ledger, or a ledger of several. `asks`:
    something of it must be seen to."""

    label: str
    value: str
    rows: str
    asks: bool = False


@dataclass(frozen=True, slots=True)
class BookState:
    """`later`: what falls due after 先办, of the money its requests; `more`: those not listed."""

    kind: FirstKind
    counts: tuple[Count, ...]
    later: tuple[FirstLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class BookStates:
    """Those that the reader may see. `days`: how far ahead 先办 looks."""

    books: tuple[BookState, ...]
    days: int
    now: datetime


def book_states(session: Session, actor: Actor, now: datetime) -> BookStates:
    plan = plan_of(session)
    days = plan.number(SOON_DAYS)
    until = now + timedelta(days=days)
    training = training_board(session, actor, now)
    partners = partner_board(session, actor, now)
    books = [_team(training, partners, now, until)]
    if plan.rights.allows(actor, Action.STOCK_READ):
        books.append(_stock(stock_lines(session, actor, now), now, until))
    money = fund_board(session, actor, None, now)
    if money.refusal is None:
        books.append(_money(money))
    return BookStates(tuple(books), days, now)


def _team(
    training: TrainingBoard, partners: PartnerBoard, now: datetime, until: datetime
) -> BookState:
    team = training.team
    asking = sum(line.urgency is not Urgency.NONE for line in team.lines)
    short = sum(line.short > 0 for line in team.lines)
    planned = training.late + training.planned
    counts = (
        Count(word("在册"), PEOPLE.format(n=len(team.lines)), "all"),
        Count(word("要办的"), PEOPLE.format(n=asking), "asking", asking > 0),
        Count(word("学时不足"), PEOPLE.format(n=short), "short", short > 0),
        Count(word("待办培训"), phrase("{n} 期", n=planned), "sessions", training.late > 0),
        Count(word("合作单位"), phrase("{n} 家", n=partners.live), "partners"),
    )
    later = (*_certificates(team, now), *_sessions(training, now))
    return _state(FirstKind.TEAM, counts, later, until)


def _certificates(team: TeamBoard, now: datetime) -> Iterator[FirstLine]:
    for line in team.lines:
        for each in line.certificates:
            held = each.standing in (Standing.VALID, Standing.SOON) and not each.replaced
            if held and each.expires_on is not None:
                at = end_of(each.expires_on)
                yield _line(
                    FirstKind.TEAM, line.id, joined(" ", (line.name, word(each.title))), at, now
                )


def _sessions(training: TrainingBoard, now: datetime) -> Iterator[FirstLine]:
    for line in training.lines:
        if line.state is TrainingState.PLANNED and line.due_at is not None:
            yield _line(FirstKind.TRAINING, line.id, line.topic, line.due_at, now)


def _stock(lines: Iterable[StockLine], now: datetime, until: datetime) -> BookState:
    lines = list(lines)
    first = sum(line.need is not Need.NONE for line in lines)
    late = any(line.need is Need.NOW for line in lines)
    lent = sum(line.lent > 0 for line in lines)
    vehicles = sum(line.kind is StockKind.VEHICLE for line in lines)
    counts = (
        Count(word("品种"), SORTS.format(n=len(lines)), "all"),
        Count(word("先办"), SORTS.format(n=first), "first", late),
        Count(word("领用在外"), SORTS.format(n=lent), "out"),
        Count(word("车辆"), phrase("{n} 辆", n=vehicles), "vehicles"),
    )
    return _state(FirstKind.STOCK, counts, _ends(lines, now), until)


def _ends(lines: Iterable[StockLine], now: datetime) -> Iterator[FirstLine]:
    for line in lines:
        inspected = line.check_due == line.inspected_until
        for what, at in (
            (word("归还"), line.due_at),
            (word("年检") if inspected else word("检查"), line.check_due),
            (word("有效期"), line.valid_until if line.on_hand else None),
        ):
            if at is not None:
                words = joined(" ", (line.called, what))
                yield _line(FirstKind.STOCK, line.id, words, at, now)


def _money(board: FundBoard) -> BookState:
    """Nothing of it has a day: its requests are named instead, what waits first."""
    total = board.total
    under_way = total.asked + total.approved
    over = sum(bool(line.over_budget) for line in board.requests)
    left = total.free - total.asked
    counts = (
        Count(phrase("{year}年预算", year=board.year), money_zh(total.budget), "all"),
        Count(word("已支"), money_zh(total.spent), "spent"),
        Count(word("申请中"), money_zh(under_way), "waiting", total.asked > 0),
        Count(word("可用"), money_zh(left), "all", left < 0),
        Count(word("例外"), phrase("{n} 笔", n=over), "over"),
    )
    lines = [
        FirstLine(
            FirstKind.MONEY, line.key, False, joined(" ", (line.item, money_zh(line.cents))),
            FUND_STATE_WORDS[line.state], line.asked_at,
        )
        for line in board.requests
    ]  # fmt: skip
    return BookState(FirstKind.MONEY, counts, tuple(lines[:LISTED]), len(lines[LISTED:]))


def _line(kind: FirstKind, subject: int, words: str, at: datetime, now: datetime) -> FirstLine:
    return FirstLine(kind, subject, False, words, day_words(at, now), at)


def _state(
    kind: FirstKind, counts: tuple[Count, ...], lines: Iterable[FirstLine], until: datetime
) -> BookState:
    later = sorted((x for x in lines if x.at > until), key=lambda x: (x.at, x.words, x.subject))
    return BookState(kind, counts, tuple(later[:LISTED]), len(later[LISTED:]))
