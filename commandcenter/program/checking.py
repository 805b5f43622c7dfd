"""`commandcenter verify`: the whole record compared, with what this seat has seen of it."""

import json
import sys

from commandcenter.late_dataclass import dataclass
from commandcenter.offices.opening import drill_words, opened
from commandcenter.queries.seat.remembered import contradiction, origin
from commandcenter.queries.seat.verdict import Verdict, verdict
from commandcenter.store import witness
from commandcenter.store.complaints.key_check import WrongKey
from commandcenter.store.complaints.person_key import state as key_state

ACCEPTED = "已以现有记录为准重新记住；此前记住的留在本机“heads”文件夹，供核查。"


@dataclass(frozen=True, slots=True)
class Answer:
    """`notes`: what else is to be said of the record, each a sentence; `good`: nothing is wrong."""

    verdict: Verdict
    notes: tuple[str, ...]
    good: bool

    def text(self) -> str:
        return "\n".join([self.verdict.words, *self.notes])

    def json(self) -> str:
        found = self.verdict
        told = {
            "whole": self.good,
            "faults": found.faults,
            "limits": found.limits,
            "notes": self.notes,
            "lines": found.lines,
            "images": found.images,
            "rows": found.rows,
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def verify(url: str, *, accept: bool = False) -> Answer:
    """A note more for a person key that is lost or another's. `accept`: a backup was restored,
    remember this one."""
    with opened(url) as db, db.read() as session:
        found = verdict(session, tell)
        came_from = origin(session)
        other, (_, key) = contradiction(session), key_state(session)
        taken = accept and found.whole
        if taken:
            witness.accept(session)
        drill = drill_words(db.drill) if db.drill else None
    known = ACCEPTED if other and taken else ""
    notes = tuple(str(each) for each in (drill, came_from, other, known, key) if each)
    good = found.whole and (taken or not other) and not isinstance(key, WrongKey)
    return Answer(found, notes, good)


def tell(done: int, total: int) -> None:
    """On one line of the terminal, which is empty at the end; elsewhere nothing."""
    if not sys.stderr.isatty():
        return
    end = "\r\x1b[K" if done >= total else ""
    sys.stderr.write(f"\r核对 {done * 100 // total}%（Ctrl+C 取消）{end}")
    sys.stderr.flush()
