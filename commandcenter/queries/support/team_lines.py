"""What the team asks for first (保障, 先办): certificates that end, training that is due, hours."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.support.certificates import Standing
from commandcenter.domain.support.training import TrainingState
from commandcenter.domain.times import local
from commandcenter.queries.support.partners import partner_board
from commandcenter.queries.support.team import PersonLine, TeamBoard
from commandcenter.queries.support.training import TrainingLine, training_board

TEAM, TRAINING, PARTNER = "队伍", "培训", "合作单位"
NAMED = 2  # people by name; of more how many


@dataclass(frozen=True, slots=True)
class TeamLine:
    """`kind`: which book, in words; `when`: 11月30日到期，还有 6 天. `tab`, `subject`: where it
    is done on 保障.
    """

    kind: str
    text: str
    when: str
    overdue: bool
    tab: str
    subject: int = 0


def team_lines(session: Session, actor: Actor, now: datetime) -> tuple[TeamLine, ...]:
    """What is late first. What the actor sees, not only what they may do."""
    board = training_board(session, actor, now)
    found = [
        *_ending(board.team),
        *_lacking(board.team),
        *(line for each in board.lines if (line := _session(each, now))),
        *_hours(board.team),
        *(
            TeamLine(
                PARTNER, f"{line.organisation} 协议 {line.agreement}",
                _ends(line.expires_on, now), line.standing is Standing.EXPIRED, "team", line.id,
            )
            for line in partner_board(session, actor, now).lines
            if line.asks
        ),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda line: not line.overdue))


def _ending(board: TeamBoard) -> list[TeamLine]:
    """Those of one kind that end on one day are one line."""
    by_end = defaultdict[tuple[date, str, Standing], list[PersonLine]](list)
    for line in board.lines:
        for each in line.certificates:
            if each.asks and each.expires_on is not None:
                by_end[(each.expires_on, each.title, each.standing)].append(line)
    return [
        TeamLine(
            TEAM, f"{_names(people)} {title}", _ends(end, board.now),
            standing is Standing.EXPIRED, "team", people[0].id,
        )
        for (end, title, standing), people in sorted(by_end.items(), key=lambda item: item[0][:2])
    ]  # fmt: skip


def _lacking(board: TeamBoard) -> list[TeamLine]:
    by_title = defaultdict[str, list[PersonLine]](list)
    for line in board.lines:
        for title in line.lacking:
            by_title[title].append(line)
    return [
        TeamLine(TEAM, f"{_names(people)} 缺{title}", "须持证", True, "team", people[0].id)
        for title, people in by_title.items()
    ]


def _session(line: TrainingLine, now: datetime) -> TeamLine | None:
    """One that is late, or soon due."""
    late = line.state is TrainingState.LATE
    if not (late or line.soon) or line.due_at is None:
        return None
    left = _left(local(line.due_at).date(), now)
    words = f"{_day(local(line.due_at).date())}前举行，{_span(left)}"
    return TeamLine(TRAINING, line.topic, words, late, "training", line.id)


def _hours(board: TeamBoard) -> list[TeamLine]:
    """By group; who is of none by their office."""
    by_office = defaultdict[str, list[PersonLine]](list)
    for line in board.lines:
        if line.told:
            by_office[line.office].append(line)
    year_end = date(board.year, 12, 31)
    return [
        TeamLine(
            TRAINING, f"{office} {len(people)} 人未完成年度培训",
            f"{_day(year_end)}前，{_span(_left(year_end, board.now))}", False, "training",
        )
        for office, people in by_office.items()
    ]  # fmt: skip


def _names(people: list[PersonLine]) -> str:
    shown = "、".join(line.name for line in people[:NAMED])
    return shown if len(people) <= NAMED else f"{shown}等 {len(people)} 人"


def _ends(end: date | None, now: datetime) -> str:
    if end is None:
        return ""
    left = _left(end, now)
    return f"{_day(end)}到期，{_span(left)}"


def _left(day: date, now: datetime) -> int:
    return (day - local(now).date()).days


def _span(left: int) -> str:
    return f"逾期 {-left} 天" if left < 0 else "今天" if not left else f"还有 {left} 天"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
