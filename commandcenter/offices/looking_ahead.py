"""What a file would change, before it is taken in: for the screen and for the command."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from commandcenter.domain.complaints.columns import Columns
from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import clauses, headed, phrase, sentences
from commandcenter.intake.check import Reject
from commandcenter.intake.read import FileRead, ReadFacts
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.opening import opened
from commandcenter.offices.progress import UNHEARD, Cancelled, Progress
from commandcenter.offices.take_in import PARTS, Order, acting, datum, kept_facts, reader_of
from commandcenter.services.complaints import intake as complaint_intake
from commandcenter.services.complaints.foresight import SHOWN, Beside, Foreseen, foresee
from commandcenter.services.complaints.intake import Cancelled as ComparingCancelled
from commandcenter.store.database import Database


@dataclass(frozen=True, slots=True)
class Ahead:
    """A file that was read and compared with what is here. `rejects`: the first of its rows that
    cannot be taken in."""

    facts: ReadFacts
    seen: Foreseen
    rejects: tuple[Reject, ...] = ()

    @property
    def doubled(self) -> int:
        return self.seen.same + self.facts.duplicates

    @property
    def rejected(self) -> int:
        return self.facts.rejected + self.seen.turned_away

    def sentence(self) -> str:
        """共 10 行：将新增 6，更正 2，重复 1，退回 1。未使用的列：备注。"""
        words = phrase(
            "共 {rows:,} 行：将新增 {new:,}，更正 {corrected:,}，"
            "重复 {doubled:,}，退回 {rejected:,}。",
            rows=self.facts.rows, new=self.seen.new, corrected=self.seen.corrected,
            doubled=self.doubled, rejected=self.rejected,
        )  # fmt: skip
        return sentences((words, self._older_words(), self.facts.unused_words()))

    def _older_words(self) -> str:
        older = len(self.seen.left.older)
        if not older:
            return ""
        return phrase(
            "其中 {n:,} 件与文件不同，但系统中的内容来自数据更新的文件，不会更正。", n=older
        )

    def corrections(self) -> Iterator[str]:
        return (changes_words(line) for line in self.seen.beside if line.changes)

    def refusals(self) -> Iterator[str]:
        """退回第 18 行 A001：登记日期“改日”无法辨认。"""
        for each in self.rejects:
            row, number, why = each.row_number, each.number, each.reason
            words = phrase("退回第 {row} 行：{why}", row=row, why=why)
            if number:
                words = phrase("退回第 {row} 行 {number}：{why}", row=row, number=number, why=why)
            yield words

    def as_dict(self) -> dict[str, object]:
        return {
            "file": self.facts.file_name,
            "rows": self.facts.rows,
            "new": self.seen.new,
            "corrected": self.seen.corrected,
            "doubled": self.doubled,
            "rejected": self.rejected,
            "refused": [
                {"row": each.row_number, "number": each.number, "reason": each.reason}
                for each in self.rejects
            ],
            "unused": list(self.facts.unused),
        }


def changes_words(line: Beside) -> str:
    """A001：标题“闭店”改为“突然闭店”；投诉人信息."""
    return headed(line.number, clauses(map(_change_words, line.changes)))


def _change_words(change: tuple[str, str, str]) -> str:
    field, was, value = change
    if was and value:
        return phrase("{field}“{was}”改为“{value}”", field=field, was=was, value=value)
    if value:
        return phrase("{field}补为“{value}”", field=field, value=value)
    return phrase("{field}“{was}”去掉", field=field, was=was) if was else field


def look_ahead(
    db: Database, actor: Actor, order: Order, progress: Progress
) -> tuple[Ahead, FileRead]:
    """For who is about to take it in. Close what was read, or give it to `bring_in`.

    Raises RuleBroken for what is no such file, or Cancelled.
    """
    read = reader_of(db, order.mapping, order.crs).read(order.path, progress)
    try:
        return _ahead(db, actor, read, progress), read
    except BaseException:
        read.close()
        raise


def _ahead(db: Database, actor: Actor, read: FileRead, progress: Progress) -> Ahead:
    seen = _foreseen(db, actor, read, progress)
    return Ahead(read.facts, seen, tuple(islice(read.rejects(), SHOWN)))


def _foreseen(db: Database, actor: Actor, read: FileRead, progress: Progress) -> Foreseen:
    """Compared with what is here, and with itself: what doubles in the file comes last."""
    total, doubled = max(1, read.facts.accepted), {c.number for c in read.doubled}
    firsts: dict[str, NewComplaint] = {}

    def noted() -> Iterator[Columns]:
        for chunk in read.columns(complaint_intake.CHUNK):
            found = doubled.intersection(chunk.of["number"])
            for place in (chunk.of["number"].index(number) for number in sorted(found)):
                firsts[chunk.of["number"][place]] = chunk[place]
            yield chunk

    try:
        seen = foresee(
            db, actor, kept_facts(read.facts), noted(),
            on_progress=lambda n: progress.report(PARTS // 2 + n * PARTS // 2 // total, PARTS),
            should_stop=progress.cancelled,
        )  # fmt: skip
    except ComparingCancelled as stopped:
        raise Cancelled from stopped
    for double in read.doubled:
        first = firsts[double.number]
        seen.beside.append(
            Beside(
                double.number, double.title, double.registered_at, first.title,
                first.registered_at, read.facts.file_name,
                same_file=True,
            )
        )  # fmt: skip
    return seen


def intake_ahead(url: str, files: list[Path], *, mapping: str | None, crs: str) -> Iterator[Ahead]:
    """Each file by itself: of two that are taken in together the second knows nothing of the
    first."""
    system = datum(crs)
    with opened(url) as db:
        reader = reader_of(db, mapping or None, system)
        for file in files:
            with reader.read(file) as read:
                yield _ahead(db, acting(db), read, UNHEARD)
