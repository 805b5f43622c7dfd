"""Whether the record is whole: chain, rows, counts and schema, in sentences."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, listed, phrase, word
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.fault_words import (
    book_words,
    chain_words,
    counts_words,
    difference_words,
    part_words,
)
from commandcenter.store.check_parts import EVERYTHING, Part
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.whole_check import Progress, Whole, check

PARTS_TOLD = 20  # of what the schema has otherwise


@dataclass(frozen=True, slots=True)
class Verdict:
    """`faults`: a sentence each, the first of each table. `limits`: what was not compared."""

    whole: bool
    words: str
    faults: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    lines: int = 0
    images: int = 0
    rows: int = 0


def verdict(
    session: Session,
    on_progress: Progress = lambda done, total: None,
    parts: frozenset[Part] = EVERYTHING,
) -> Verdict:
    """Compares everything: it takes up to a minute where there is much."""
    found = check(session, on_progress, parts)
    faults, limits = tuple(_faults(found)), tuple(_limits(found))
    words = joined("\n", [*(faults or [_sound(found, parts)]), *limits])
    chain = found.chain
    return Verdict(not faults, words, faults, limits, chain.lines, chain.images, found.rows)


def verdict_for(
    session: Session, actor: Actor, on_progress: Progress = lambda done, total: None
) -> Verdict:
    """The same for a person. Raises RuleBroken for one who may not verify the record."""
    rights = plan_of(session).rights
    rights.require(actor, Action.VERIFY_JOURNAL, involved=bool(actor.groups()))
    return verdict(session, on_progress)


def _faults(found: Whole) -> list[str]:
    told = [chain_words(found.chain.bad)] if found.chain.bad else []
    told += map(difference_words, found.differences)
    if counts := counts_words(found.counts):
        told.append(counts)
    told += map(book_words, found.books)
    parts = list(dict.fromkeys(map(part_words, found.parts)))  # triggers without a name read alike
    told += parts[:PARTS_TOLD]
    if (more := len(parts) - PARTS_TOLD) > 0:
        told.append(phrase("数据库结构：另有 {n} 处不符。", n=more))
    return told


def _sound(found: Whole, parts: frozenset[Part]) -> str:
    chain = found.chain
    compared: list[str] = []
    if parts & {Part.RECORDS, Part.COMPLAINTS}:
        compared.append(phrase("{n} 条记录与日志一致", n=found.rows))
    compared += [word("统计数相符")] if Part.COUNTS in parts else []
    compared += [word("应办事项与记录相符")] if Part.OBLIGATIONS in parts else []
    compared += [word("数据库结构相符")] if Part.SCHEMA in parts else []
    words = word("日志完好：{lines} 行，{images} 条变更；{compared}。")
    if chain.erased:
        words = word(
            "日志完好：{lines} 行，{images} 条变更，其中 {erased} 条按第 {deciding} 行的决定"
            "已销毁；{compared}。"
        )
    return words.format(
        lines=chain.lines,
        images=chain.images,
        erased=chain.erased,
        deciding=joined("、", map(str, chain.decided_by)),
        compared=listed(compared),
    )


def _limits(found: Whole) -> list[str]:
    if not found.undigested_until:
        return []
    line = found.undigested_until
    return [
        phrase(
            "第 {line} 行之前的成批登记没有逐行校验值，那以前对这些记录的改动未能核对。", line=line
        )
    ]
