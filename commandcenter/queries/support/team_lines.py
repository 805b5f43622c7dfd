"""What the team asks for first (保障, 先办): certificates that end, training that is due, hours."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from commandcenter.domain.legal_time import end_of
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import enumerated, joined, phrase, word
from commandcenter.domain.support.certificates import Standing
from commandcenter.domain.support.training import TrainingState
from commandcenter.domain.times import day_of_month, local
from commandcenter.queries.support.first_line import FirstKind, FirstLine
from commandcenter.queries.support.partners import partner_board
from commandcenter.queries.support.team import PersonLine, TeamBoard
from commandcenter.queries.support.training import TrainingLine, training_board

NAMED = 2  # people by name; of more how many


def team_first(
    session: Session, actor: Actor, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    """What the actor sees, not only what they may do. Each kind of certificate is told of as long
    before its end as the bureau has set; what falls due after `until` is not.
    """
    board = training_board(session, actor, now)
    yield from _ending(board.team)
    yield from _lacking(board.team)
    for each in board.lines:
        if (line := _session(each, now, until)) is not None:
            yield line
    yield from _hours(board.team)
    for partner in partner_board(session, actor, now).lines:
        if partner.asks and partner.expires_on is not None:
            words = phrase(
                "{partner} 协议 {agreement}",
                partner=partner.organisation, agreement=partner.agreement,
            )  # fmt: skip
            late, end = partner.standing is Standing.EXPIRED, partner.expires_on
            yield FirstLine(FirstKind.TEAM, 0, late, words, _ends(end, now), end_of(end))


def _ending(board: TeamBoard) -> list[FirstLine]:
    """Those of one kind that end on one day are one line."""
    by_end = defaultdict[tuple[date, str, Standing], list[PersonLine]](list)
    for line in board.lines:
        for each in line.certificates:
            if each.asks and each.expires_on is not None:
                by_end[(each.expires_on, each.title, each.standing)].append(line)
    return [
        FirstLine(
            FirstKind.TEAM, people[0].id, standing is Standing.EXPIRED,
            joined(" ", (_names(people), word(title))), _ends(end, board.now), end_of(end),
        )
        for (end, title, standing), people in sorted(by_end.items(), key=lambda item: item[0][:2])
    ]  # fmt: skip


def _lacking(board: TeamBoard) -> list[FirstLine]:
    by_title = defaultdict[str, list[PersonLine]](list)
    for line in board.lines:
        for title in line.lacking:
            by_title[title].append(line)
    return [
        FirstLine(
            FirstKind.TEAM, people[0].id, True,
            phrase("{names} 缺{title}", names=_names(people), title=word(title)),
            word("须持证"), board.now,
        )
        for title, people in by_title.items()
    ]  # fmt: skip


def _session(line: TrainingLine, now: datetime, until: datetime) -> FirstLine | None:
    """One that is late, or soon due."""
    late = line.state is TrainingState.LATE
    if not (late or line.soon) or line.due_at is None or line.due_at > until:
        return None
    left = _left(local(line.due_at).date(), now)
    day = day_of_month(local(line.due_at))
    words = phrase("{day}前举行，{left}", day=day, left=_span(left))
    return FirstLine(FirstKind.TRAINING, line.id, late, line.topic, words, line.due_at)


def _hours(board: TeamBoard) -> list[FirstLine]:
    """By group; who is of none by their office."""
    by_office = defaultdict[str, list[PersonLine]](list)
    for line in board.lines:
        if line.told:
            by_office[line.office].append(line)
    year_end = date(board.year, 12, 31)
    return [
        FirstLine(
            FirstKind.TRAINING, 0, False,
            phrase("{office} {n} 人未完成年度培训", office=office, n=len(people)),
            phrase("{day}前，{left}", day=day_of_month(year_end),
                   left=_span(_left(year_end, board.now))),
            end_of(year_end),
        )
        for office, people in by_office.items()
    ]  # fmt: skip


def _names(people: list[PersonLine]) -> str:
    shown = enumerated(line.name for line in people[:NAMED])
    if len(people) <= NAMED:
        return shown
    return phrase("{names}等 {n} 人", names=shown, n=len(people))


def _ends(end: date | None, now: datetime) -> str:
    if end is None:
        return ""
    return phrase("{day}到期，{left}", day=day_of_month(end), left=_span(_left(end, now)))


def _left(day: date, now: datetime) -> int:
    return (day - local(now).date()).days


def _span(left: int) -> str:
    if left < 0:
        return phrase("逾期 {n} 天", n=-left)
    return phrase("还有 {n} 天", n=left) if left else word("今天")
