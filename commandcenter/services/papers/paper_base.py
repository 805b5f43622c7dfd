"""What every verb on papers begins and ends with: the paper, the right, the version, the line."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.papers.paper import (
    FILE_WORDS,
    FileRole,
    Life,
    PaperState,
    PaperStep,
    PaperText,
    text_digest,
)
from commandcenter.domain.phrase import word
from commandcenter.domain.times import dated_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import carried_incident, rights, storable, text_of
from commandcenter.store import files
from commandcenter.store.database import now
from commandcenter.store.papers.paper_way import (
    Standing,
    gate_refusal,
    newest_text,
    paper_of,
    right_refusal,
    standing,
)
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.papers.paper import PaperFileRow, PaperRow, PaperStepRow
from commandcenter.store.tables.papers.paper_text import PaperTextRow
from commandcenter.store.tables.person import PersonRow

JOURNAL = "document"
CLAUSE = "2.2(1)"
TITLE_CHARS, TEXT_CHARS, WORDS_CHARS = 120, 5_000, 1_000
MOST_PARTS = 5_000
LONGEST_NAME = 200  # of a file


@dataclass(frozen=True, slots=True)
class Read:
    """What a person had on their screen: the row's version and every paragraph."""

    seen: int
    whole: tuple[PaperText, ...]


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that was sent to the store before."""

    role: FileRole
    sha256: str
    name: str
    size: int


def to_act(
    session: Session, actor: Actor, paper_id: int, act: PaperStep, seen: int | None = None
) -> Standing:
    """The paper, which the actor may do `act` to now. Raises RuleBroken.

    That it was changed since the actor saw it is said before what its new state refuses.
    """
    row = paper_of(session, paper_id)
    if row.incident_id is not None:
        carried_incident(session, row.incident_id)
    state = standing(session, row)
    if broken := right_refusal(rights(session), actor, state, act):
        raise broken
    if seen is not None and seen != row.version:
        raise _changed_since(session, row)
    if broken := gate_refusal(state, act):
        raise broken
    return state


def _changed_since(session: Session, row: PaperRow) -> RuleBroken:
    """Who was faster, and when: the journal's newest line about the paper says it."""
    newest = session.execute(
        select(JournalLineRow.at, PersonRow.name)
        .join(PersonRow, PersonRow.login == JournalLineRow.actor)
        .where(JournalLineRow.kind == JOURNAL, JournalLineRow.subject == row.id)
        .order_by(JournalLineRow.number.desc())
        .limit(1)
    ).first()
    who, when = (newest.name, dated_zh(newest.at)) if newest else (word("他人"), word("刚刚"))
    return RuleBroken(
        "{who}已于 {when} 办理了这份公文，您看到的不是最新内容。"
        "您写的文字没有丢失，请对照最新内容后再办理。",
        who=who,
        when=when,
    )


def keep_version(
    session: Session, actor: Actor, row: PaperRow, whole: Sequence[PaperText]
) -> PaperTextRow:
    """The text as a version of its own, unless the newest one says the same."""
    require_own(row, whole)
    sha256 = text_digest(whole)
    newest = newest_text(session, row.id)
    if newest is not None and newest.sha256 == sha256:
        return newest
    version = PaperTextRow(
        paper_id=row.id,
        number=newest.number + 1 if newest else 1,
        parts=[[p.key, p.role, storable(p.made), storable(p.text)] for p in whole],
        sha256=sha256,
        by=actor.name,
        at=now(session),
    )
    session.add(version)
    session.flush()
    return version


def require_own(row: PaperRow, whole: Sequence[PaperText]) -> None:
    """What is by hand in a text is what the draft holds, and nothing else. Raises RuleBroken."""
    if not whole:
        raise RuleBroken("公文没有内容。")
    if len(whole) > MOST_PARTS:
        raise RuleBroken("公文超过 {most} 段，请拆分。", most=MOST_PARTS)
    kept = {text for _, text in row.texts.values()}
    if any(part.by_hand and storable(part.text).strip() not in kept for part in whole):
        raise RuleBroken("您看到的文字与登记的稿件不一致，请重新打开后再办理。")


def title_in(whole: Sequence[PaperText], otherwise: str) -> str:
    """The title as it will stand on the page."""
    said = next((part.text for part in whole if part.role == "title"), "")
    return text_of(said or otherwise, "标题", TITLE_CHARS)


def add_step(
    session: Session,
    actor: Actor,
    row: PaperRow,
    step: PaperStep,
    text: int,
    words: str = "",
    *,
    passed: bool = True,
    group: Group | None = None,
) -> PaperStepRow:
    """`text`: the number of the version that it judged. `words`: as long as they are."""
    noted = PaperStepRow(
        paper_id=row.id,
        incident_id=row.incident_id,
        step=step,
        passed=passed,
        words=storable(words).strip(),
        group=group,
        text=text,
        person_id=actor.person_id or None,
        by=actor.name,
        at=now(session),
    )
    session.add(noted)
    return noted


def changed(session: Session, actor: Actor, row: PaperRow) -> None:
    """A text that was being judged is a draft again."""
    row.state = PaperState.DRAFT
    row.edited_by, row.edited_at = actor.name, now(session)


def newest_number(session: Session, row: PaperRow) -> int:
    version = newest_text(session, row.id)
    return version.number if version else 0


def keep_file(
    session: Session, actor: Actor, life: Life, subject_id: int, incident: int | None, ref: FileRef
) -> PaperFileRow:
    """Raises RuleBroken when the file is not in the store."""
    if not files.is_complete(session, ref.sha256):
        raise RuleBroken("{what}没有传送完整，请重试。", what=FILE_WORDS[ref.role])
    row = PaperFileRow(
        life=life,
        subject_id=subject_id,
        incident_id=incident,
        role=ref.role,
        sha256=ref.sha256,
        name=text_of(visible(ref.name, LONGEST_NAME), "文件名", LONGEST_NAME),
        size=ref.size,
        by=actor.name,
        at=now(session),
    )
    session.add(row)
    return row


def record(session: Session, actor: Actor, row: PaperRow, verb: str, clause: str = CLAUSE) -> None:
    book.record(session, actor, JOURNAL, row.id, verb, incident=row.incident_id, clause=clause)
