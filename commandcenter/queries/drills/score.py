"""What a drill's records say against it, clause by clause; and the past event beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.drills.drill import InjectState
from commandcenter.domain.drills.scoring import Lapse, Scored, scored
from commandcenter.domain.drills.script import Fact, PastAct, ScoreRules, read_rules
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.reports.report import REPORT_WORDS, ReportState
from commandcenter.domain.times import short_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.drills.answers import Answered
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.reports.report import ReportRow

REPORT_CLAUSE, ALARM_CLAUSE = "4.1(1)", "2.1"
BACK = "taken back"  # of the verb of a line: an act that was wrong, or not needed


@dataclass(frozen=True, slots=True)
class Rules:
    """What the mark of the store keeps of its script."""

    score: ScoreRules
    facts: tuple[Fact, ...]
    past: tuple[PastAct, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The obligations of the drill's incidents, and when the first of them was known."""

    rows: tuple[Obligation, ...]
    received_at: datetime | None


def rules_of(drill: DrillRow) -> Rules:
    kept: Mapping[str, Any] = dict(drill.rules)  # type: ignore[call-overload]  # JSON of an object
    facts = tuple(
        Fact(datetime.fromisoformat(f["at"]), f["figure"], f["value"]) for f in kept["facts"]
    )
    past = tuple(PastAct(p["code"], p["title"], p["minutes"], p["number"]) for p in kept["past"])
    return Rules(read_rules(kept["score"]), facts, past)


def book_of(session: Session, at: datetime) -> Book:
    rows = session.execute(select(IncidentRow.id, IncidentRow.received_at)).all()
    if not rows:
        return Book((), None)
    books = obligations_of(session, [row.id for row in rows], at)
    return Book(books, min(row.received_at for row in rows))


def numbered(rows: Iterable[Obligation]) -> dict[tuple[str, str, int], Obligation]:
    """By code, title without amounts and which of several of that title; a round's first alone.

    So that the same act is known again in another store, where rows have other numbers.
    """
    seen: set[tuple[str, str]] = set()
    found: dict[tuple[str, str, int], Obligation] = {}
    for row in sorted(rows, key=lambda each: (each.round, each.born_at, each.id)):
        if (row.code, row.about) in seen:
            continue
        seen.add((row.code, row.about))
        title = without_amounts(row.title)
        number = 1 + sum(key[:2] == (row.code, title) for key in found)
        found[row.code, title, number] = row
    return found


def without_amounts(title: str) -> str:
    """12315 增设 4 席 is 增设 2 席 at another level."""
    return re.sub(r"\d+", "", title)


def scores_of(
    session: Session, rules: Rules, book: Book, injects: Sequence[Answered], at: datetime
) -> tuple[Scored, ...]:
    lost = rules.score.losses
    lapses = [*_of_book(book.rows, at, lost.late, lost.missing), *_of_injects(injects)]
    lapses += _taken_back(session, lost.taken_back)
    lapses += _of_reports(session, rules.facts, lost.number)
    lapses += _of_alarms(session, lost.alarm)
    recorded = {row.clause for row in book.rows if row.state is ObligationState.DONE}
    recorded |= {each.row.clause for each in injects if each.act}
    recorded |= {lapse.clause for lapse in lapses}
    return scored(rules.score, recorded, lapses)


def _of_book(rows: Iterable[Obligation], at: datetime, late: int, missing: int) -> Iterator[Lapse]:
    for row in rows:
        if not (row.is_late(at) or row.added_at) or row.due_at is None:
            continue
        record = ("obligation", row.id)
        if row.added_at:  # that it was in time is said after the limit: it costs as what is late
            words = phrase(
                "{title}办结于 {done}，超过时限 {n} 分钟才补记（{by}）",
                title=word(row.title), done=short_zh(row.done_at or at, row.added_at),
                n=minutes(row.added_at - row.due_at), by=row.entered_by or row.done_by,
            )  # fmt: skip
            yield Lapse(row.clause, words, late, record)
        elif row.state is ObligationState.DONE and row.done_at is not None:
            words = phrase(
                "{title}晚 {n} 分钟", title=word(row.title), n=minutes(row.done_at - row.due_at)
            )
            yield Lapse(row.clause, words, late, record)
        else:
            words = phrase(
                "{title}未办，已超 {n} 分钟", title=word(row.title), n=minutes(at - row.due_at)
            )
            yield Lapse(row.clause, words, missing, record)


def _of_injects(injects: Iterable[Answered]) -> Iterator[Lapse]:
    for each in injects:
        if each.state is InjectState.LATE and each.row.points and each.row.clause:
            words = phrase("{title}未应答", title=each.row.title)
            if each.act:
                words = phrase("{title}应答超时", title=each.row.title)
            yield Lapse(each.row.clause, words, each.row.points, ("drill_inject", each.row.id))


def _taken_back(session: Session, points: int) -> Iterator[Lapse]:
    line = JournalLineRow
    rows = session.execute(
        select(line.number, line.clause)
        .where(line.verb.contains(BACK), line.clause != "")
        .order_by(line.number)
    )
    for row in rows:
        yield Lapse(row.clause, word("有一项办理后又撤回"), points, ("journal", row.number))


def _of_reports(session: Session, facts: Sequence[Fact], points: int) -> Iterator[Lapse]:
    """Numbers in what was sent against what was true at its own as-of moment."""
    if not facts:
        return
    sent = select(ReportRow).where(ReportRow.state == ReportState.SENT).order_by(ReportRow.id)
    for report in session.scalars(sent):
        text = "\n".join(str(element.get("text", "")) for element in report.elements)
        for figure in dict.fromkeys(fact.figure for fact in facts):
            true = _true_at(facts, figure, report.as_of)
            said = _said(text, figure)
            if true is not None and said and true not in said:
                words = phrase(
                    "{report}写{figure} {said}，当时实为 {true}",
                    report=REPORT_WORDS[report.kind], figure=word(figure),
                    said=max(said), true=true,
                )  # fmt: skip
                yield Lapse(REPORT_CLAUSE, words, points, ("report", report.id))


def _of_alarms(session: Session, points: int) -> Iterator[Lapse]:
    """Alarms that went on to others because nobody acknowledged them."""
    row_of = AlarmRow
    asked = select(row_of.id, row_of.title, row_of.step).where(row_of.step > 0)
    for row in session.execute(asked.order_by(row_of.id)):
        words = phrase("{title}，告警无人确认，升级 {n} 级", title=word(row.title), n=row.step)
        yield Lapse(ALARM_CLAUSE, words, points, ("alarm", row.id))


def _true_at(facts: Iterable[Fact], figure: str, at: datetime) -> int | None:
    known = [fact for fact in facts if fact.figure == figure and fact.at <= at]
    return max(known, key=lambda fact: fact.at).value if known else None


def _said(text: str, figure: str) -> set[int]:
    """31人就医, 就医31人: `figure` is 就医."""
    name = re.escape(figure)
    found = re.findall(rf"(\d+)\s*[人名例件]{name}|{name}\s*(\d+)\s*[人名例件]", text)
    return {int(before or after) for before, after in found}


def minutes(span: timedelta) -> int:
    """Whole minutes, begun ones too: nobody was late by none."""
    return -(-span // timedelta(minutes=1))
