"""应急值班表: the turns of a week with who leads them, then the command and its groups."""

from datetime import datetime, timedelta

from commandcenter.domain.command.duty import Flaw
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Role
from commandcenter.domain.times import (
    clock_zh,
    date_zh,
    day_of_month,
    local,
    minute_zh,
    weekday_zh,
)
from commandcenter.outputs.papers.paper_phrases import full_moment, journal_words
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Meta,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.command.command import PersonLine
from commandcenter.queries.papers.paper_roster import RosterPaper, RosterTurn


def roster(paper: RosterPaper) -> Document:
    first, last = local(paper.first), local(paper.until - timedelta(minutes=1))
    end = day_of_month(last) if last.year == first.year else date_zh(last)
    span = f"{date_zh(first)}至{end}"
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"应急值班表（{span}）",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=f"应急值班表（{span}）",
        blocks=(
            Heading(1, "值班安排"),
            _turns(paper),
            *_command(paper),
        ),
        drill=paper.drill,
    )


def _turns(paper: RosterPaper) -> TableBlock:
    columns = (
        Column("日期", 7.0, Align.CENTER),
        Column("星期", 3.0, Align.CENTER),
        Column("值班时间", 5.8, Align.CENTER),
        Column("带班领导", 3.9, Align.CENTER),
        Column("值班员", 3.5, Align.CENTER),
        Column("值班电话", 4.8, Align.CENTER),
    )
    rows = tuple(_turn(turn, paper.turns) for turn in paper.turns if _belongs(turn, paper))
    made = f"{one_line(paper.org)}{minute_zh(paper.at)}编制"
    told = "；".join((made, *map(_flaw, paper.flaws)))
    note = f"注：{told}。"
    return TableBlock(columns, rows, note=note)


def _belongs(turn: RosterTurn, paper: RosterPaper) -> bool:
    """A turn of the days shown, and the one that runs now."""
    running = turn.starts_at <= paper.at < turn.ends_at
    return turn.role is Role.DUTY and (turn.starts_at >= paper.first or running)


def _turn(turn: RosterTurn, all_turns: tuple[RosterTurn, ...]) -> tuple[Cell | str, ...]:
    leads = [
        other
        for other in all_turns
        if other.role is Role.LEAD_DUTY
        and other.starts_at < turn.ends_at
        and turn.starts_at < other.ends_at
    ]
    start, names = local(turn.starts_at), dict.fromkeys(one_line(lead.name) for lead in leads)
    return (
        date_zh(start),
        weekday_zh(turn.starts_at),
        f"{clock_zh(turn.starts_at)}至{_end(turn.starts_at, turn.ends_at)}",
        "、".join(names) or "待定",
        one_line(turn.name),
        one_line(turn.phone) or "—",
    )


def _end(start: datetime, end: datetime) -> str:
    days = (local(end).date() - local(start).date()).days
    if days > 1:
        return full_moment(end)
    return f"{'次日' if days else ''}{clock_zh(end)}"


def _flaw(flaw: Flaw) -> str:
    what = "没有安排" if flaw.gap else "重复安排"
    span = f"{full_moment(flaw.starts_at)}至{full_moment(flaw.ends_at)}"
    return f"{span}{what}{ROLE_WORDS[flaw.role]}"


def _command(paper: RosterPaper) -> list[Block]:
    command = paper.command
    people = [
        *(("总指挥", p) for p in (command.commander,) if p),
        *(("副总指挥", p) for p in command.deputies),
        *((f"{GROUP_WORDS[g.group]}组长", g.leader) for g in command.groups),
    ]
    columns = (
        Column("应急职务", 8.0, Align.CENTER),
        Column("姓名", 5.0, Align.CENTER),
        Column("行政职务", 8.0, Align.CENTER),
        Column("办公电话", 7.0, Align.CENTER),
    )
    rows = tuple(_person(post, person) for post, person in people)
    return [Heading(1, "应急指挥机构"), TableBlock(columns, rows)]


def _person(post: str, person: PersonLine | None) -> tuple[Cell | str, ...]:
    if person is None:
        return post, "待明确", "—", "—"
    return post, one_line(person.name), one_line(person.post) or "—", one_line(person.phone) or "—"
