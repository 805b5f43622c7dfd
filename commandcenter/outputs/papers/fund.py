"""应急经费使用情况 of a year: budget, what was paid with which voucher, what is under way, by
incident and all over, what went beyond the budget (plan 6.4). Every sum is that of its rows.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from commandcenter.domain.numerals import money_zh
from commandcenter.domain.support.fund import FUND_STATE_WORDS, FundState, Spending
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Meta,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.support.fund import FundLine, IncidentCost
from commandcenter.queries.support.fund_sheet import FundSheet

NAME = "应急经费使用情况"
NONE, OWN, ALL, UNNAMED = "—", "本局", "合计", "未列预算科目"
UNDER_WAY = (FundState.ASKED, FundState.APPROVED)
RIGHT, CENTER = Align.RIGHT, Align.CENTER
Row = tuple[Cell | str, ...]


def fund_paper(sheet: FundSheet) -> Document:
    org, year = one_line(sheet.org), sheet.board.year
    return Document(
        meta=Meta(sheet.org, f"{year}年{NAME}", sheet.at, journal_words(sheet.journal)),
        title=f"{org}\n{year}年{NAME}",
        blocks=(Para(_summary(sheet)), *_chapters(sheet)),
        drill=sheet.drill,
    )


def _summary(sheet: FundSheet) -> str:
    total, board = sheet.board.total, sheet.board
    if not board.lines and not board.requests:
        return f"截至{minute_zh(sheet.at)}，{board.year}年没有预算，也没有用款。"
    paid = sum(x.state is FundState.SPENT for x in board.requests)
    left = total.free - total.asked
    said = f"已支出{money_zh(total.spent)}（{paid}笔），已批准未支出{money_zh(total.approved)}"
    return (
        f"截至{minute_zh(sheet.at)}，{board.year}年预算{money_zh(total.budget)}，{said}，"
        f"待批准{money_zh(total.asked)}，{_left(left)}。{_beyond(board.requests)}"
    )


def _left(cents: int) -> str:
    return f"可用{money_zh(cents)}" if cents >= 0 else f"超出预算{money_zh(-cents)}"


def _beyond(lines: Sequence[FundLine]) -> str:
    over = [line for line in lines if line.over_budget]
    return f"按例外批准{len(over)}笔，列于文后。" if over else ""


def _chapters(sheet: FundSheet) -> Iterator[Block]:
    """Those that have something to say; below the last who made it."""
    board = sheet.board
    paid = sorted((x for x in board.requests if x.state is FundState.SPENT), key=_paid_at)
    waiting = [x for x in board.requests if x.state in UNDER_WAY]
    over = [x for x in board.requests if x.over_budget]
    chapters = [
        ("预算和使用", _purposes(sheet)),
        ("预算调整", _changes(sheet)),
        ("已支出", _paid(paid)),
        ("已批准、待批准", _waiting(waiting)),
        ("各事件用款", _incidents(sheet)),
        ("按例外批准", _exceptions(over)),
    ]
    made = f"注：金额单位为元。{one_line(sheet.org)}{minute_zh(sheet.at)}编制。"
    told = [(name, table) for name, table in chapters if table is not None]
    for number, (name, (columns, rows)) in enumerate(told, 1):
        yield Heading(1, name)
        yield TableBlock(columns, rows, note=made if number == len(told) else "")


Table = tuple[tuple[Column, ...], tuple[Row, ...]]


def _purposes(sheet: FundSheet) -> Table | None:
    lines = sheet.board.lines
    named = sum((line.spending for line in lines), Spending())
    total = sheet.board.total
    rest = Spending(0, total.asked - named.asked, total.approved - named.approved,
                    total.spent - named.spent)  # fmt: skip
    if not lines and rest == Spending():
        return None
    columns = (
        Column("预算科目", 6), Column("原定", 4, RIGHT), Column("调整", 3.6, RIGHT),
        Column("现预算", 4, RIGHT), Column("已支出", 3.8, RIGHT), Column("已批准", 3.6, RIGHT),
        Column("待批准", 3.6, RIGHT), Column("可用", 4, RIGHT),
    )  # fmt: skip
    changed = {line.id: sum(each.cents for each in line.changes) for line in lines}
    rows = [_sums(line.purpose, line.spending, changed[line.id]) for line in lines]
    if rest != Spending():
        rows.append(_sums(UNNAMED, rest, 0))
    return columns, (*rows, _bold(_sums(ALL, total, sum(changed.values()))))


def _sums(name: str, told: Spending, changed: int) -> Row:
    return (
        one_line(name), _yuan(told.budget - changed), _signed(changed), _yuan(told.budget),
        _yuan(told.spent), _yuan(told.approved), _yuan(told.asked), _yuan(told.free - told.asked),
    )  # fmt: skip


def _changes(sheet: FundSheet) -> Table | None:
    board = sheet.board
    found = [(line.purpose, each) for line in board.lines for each in line.changes]
    if not found:
        return None
    columns = (
        Column("调整", 5, CENTER), Column("预算科目", 6), Column("增减", 4, RIGHT),
        Column("理由", 13),
    )  # fmt: skip
    rows = tuple(
        (
            _by(each.by, each.at),
            one_line(purpose),
            _signed(each.cents),
            _words(each.reason),
        )
        for purpose, each in sorted(found, key=lambda pair: pair[1].at)
    )
    return columns, rows


def _paid(lines: Sequence[FundLine]) -> Table | None:
    if not lines:
        return None
    columns = (
        Column("凭证号", 6.6), Column("用款", 6.6), Column("事件", 6), Column("预算科目", 4.6),
        Column("批准", 3.8, RIGHT), Column("支出", 3.8, RIGHT), Column("登记", 4.8, CENTER),
    )  # fmt: skip
    rows = tuple(
        (
            one_line(line.voucher) or NONE, one_line(line.item), _whose(line),
            one_line(line.purpose) or UNNAMED, _yuan(line.cents), _yuan(_spent(line)),
            _by(line.handled_by, line.handled_at),
        )
        for line in lines
    )  # fmt: skip
    total = (ALL, "", "", "", "", _yuan(sum(map(_spent, lines))), "")
    return columns, (*rows, _bold(total))


def _waiting(lines: Sequence[FundLine]) -> Table | None:
    if not lines:
        return None
    columns = (
        Column("用款", 7), Column("事件", 6), Column("预算科目", 5), Column("金额", 4, RIGHT),
        Column("提出", 5, CENTER), Column("状态", 4, CENTER),
    )  # fmt: skip
    rows = tuple(
        (
            one_line(line.item), _whose(line), one_line(line.purpose) or UNNAMED,
            _yuan(line.cents), _by(line.asked_by, line.asked_at),
            FUND_STATE_WORDS[line.state],
        )
        for line in lines
    )  # fmt: skip
    total = (ALL, "", "", _yuan(sum(line.cents for line in lines)), "", "")
    return columns, (*rows, _bold(total))


def _incidents(sheet: FundSheet) -> Table | None:
    costs, total = sheet.board.incidents, sheet.board.total
    if not costs:
        return None
    columns = (
        Column("事件", 12), Column("已支出", 4.6, RIGHT), Column("已批准", 4.6, RIGHT),
        Column("待批准", 4.6, RIGHT),
    )  # fmt: skip
    of_all = sum((cost.spending for cost in costs), Spending())
    own = Spending(0, total.asked - of_all.asked, total.approved - of_all.approved,
                   total.spent - of_all.spent)  # fmt: skip
    rows = [*map(_cost, costs), _of(OWN, own), _bold(_of(ALL, total))]
    return columns, tuple(rows)


def _cost(cost: IncidentCost) -> Row:
    return _of(cost.title, cost.spending)


def _of(name: str, told: Spending) -> Row:
    return one_line(name), _yuan(told.spent), _yuan(told.approved), _yuan(told.asked)


def _exceptions(lines: Sequence[FundLine]) -> Table | None:
    if not lines:
        return None
    columns = (
        Column("用款", 7), Column("预算科目", 5), Column("金额", 4, RIGHT),
        Column("例外理由", 11), Column("批准", 5, CENTER),
    )  # fmt: skip
    rows = tuple(
        (
            one_line(line.item), one_line(line.purpose) or UNNAMED, _yuan(line.cents),
            _words(line.over_budget),
            _by(line.approved_by, line.approved_at),
        )
        for line in lines
    )  # fmt: skip
    return columns, rows


def _bold(row: Row) -> Row:
    """The row of the sums."""
    return tuple(Cell(cell, Face.HEI) if isinstance(cell, str) else cell for cell in row)


def _whose(line: FundLine) -> str:
    return one_line(line.incident) or OWN


def _words(text: str) -> str:
    return sentence(tight(one_line(text))) or NONE


def _paid_at(line: FundLine) -> tuple[float, int]:
    return (line.handled_at or line.asked_at).timestamp(), line.key


def _spent(line: FundLine) -> int:
    return line.spent_cents or 0


def _by(who: str, at: datetime | None) -> str:
    return f"{who}\n{date_zh(at)}" if at else NONE


def _signed(cents: int) -> str:
    return f"{'＋' if cents > 0 else '－'}{_yuan(abs(cents))}" if cents else NONE


def _yuan(cents: int) -> str:
    """Yuan with its cents where there are some: the sums of a column must be seen to agree."""
    text = f"{abs(cents) // 100:,}" + (f".{abs(cents) % 100:02d}" if cents % 100 else "")
    return f"－{text}" if cents < 0 else text
