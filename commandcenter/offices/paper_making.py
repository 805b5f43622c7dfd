"""The office of papers: where the register, the typesetting and the store of files meet.

Files are made and sent to the store without the pen; the command that links them comes last,
and what it would refuse is asked first. Screens load this when a desk opens: the pages of the
kinds and the typesetting come in with the first paper.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.attached import kind_of
from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.domain.papers.paper import (
    CHANGEABLE,
    PRINTED_AS,
    RECORDS,
    SIGNED_AS,
    FileRole,
    Life,
    PaperKind,
    PaperState,
    PaperText,
    Subject,
)
from commandcenter.domain.papers.paper_items import PaperFlow, PaperTemplate
from commandcenter.domain.papers.photo import without_origin
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.progress import UNHEARD, Progress
from commandcenter.offices.typesetting import as_file
from commandcenter.outputs.papers.fittings import Fittings, fitted, numbered, signed
from commandcenter.outputs.papers.frozen import pack, unpack
from commandcenter.outputs.papers.paper_phrases import SOURCE_NAMES
from commandcenter.outputs.pdf.document import Document, Marking
from commandcenter.outputs.pdf.parts import Placed, placed, with_texts
from commandcenter.queries.incident.sources import sources
from commandcenter.queries.papers.paper_detail import FileLine
from commandcenter.queries.papers.paper_register import PaperLine
from commandcenter.queries.papers.paper_slip import paper_slip
from commandcenter.services.papers import paper_files, paper_flow, paper_numbers
from commandcenter.services.papers.paper_base import FileRef, Read
from commandcenter.services.papers.paper_files import Attached
from commandcenter.services.papers.paper_flow import Frozen
from commandcenter.store import files
from commandcenter.store.database import Database, now
from commandcenter.store.office import office
from commandcenter.store.papers.paper_receivers import offered
from commandcenter.store.papers.paper_subject import settled
from commandcenter.store.papers.paper_way import Standing, issued_paper, paper_of, standing
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.papers.paper import PaperRow

PHOTOS = (".jpg", ".jpeg", ".png")

_Made = tuple[FileRole, bytes, str]  # what it is to its paper, its bytes, its name


@dataclass(frozen=True, slots=True)
class Wording:
    """A draft as it is now: the document with its edits, each part, and edits without place."""

    document: Document
    parts: tuple[Placed, ...]
    orphans: dict[str, tuple[str, str]]

    @property
    def whole(self) -> tuple[PaperText, ...]:
        return whole_of(self.parts)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An item of the 附件说明. `before`: its title until now, "" for a new one; `path`: a file
    that is new."""

    title: str
    before: str = ""
    path: Path | None = None


def whole_of(parts: Iterable[Placed]) -> tuple[PaperText, ...]:
    return tuple(PaperText(p.part.key, p.part.role.value, p.part.text, p.text) for p in parts)


def made_document(session: Session, paper_id: int) -> Document:
    """As the data and the register make it, without the edits; once signed, as it was frozen."""
    row = paper_of(session, paper_id)
    state = standing(session, row)
    if FileRole.DOCUMENT in state.files:
        return _frozen_document(session, state)
    made = _of_kind(session, row.kind.value, row.subject, named_by(row.kind, row.incident_id))
    at = now(session)
    until = tuple((SOURCE_NAMES[s.source], s.exported_to) for s in sources(session, at))
    meta = replace(made.meta, as_of=at, sources=until)
    marking = Marking.DRAFT if row.state is PaperState.DRAFT else Marking.REVIEW
    shown = replace(made, meta=meta, marking=marking)
    return fitted(shown, fittings(session, state))


def new_document(session: Session, kind: str, subject: int, of: Subject) -> Document:
    """As a draft that is begun now will have it: with the head and the addressees offered.

    One that is drafted elsewhere, as the data make it. Raises as `paper_kinds.document` does.
    """
    subject, of = settled(session, kind, subject, of)
    made, plan = _of_kind(session, kind, subject, of), plan_of(session)
    flow = plan.paper_flows.get(PaperKind(kind))
    if flow is None or flow.life is not Life.PAPER:
        return made
    template = plan.templates.get(flow.template)
    fit = _of_template(session, flow, template, local(now(session)).year)
    to = offered(session, template, flow.code, subject)
    fit = replace(fit, sent_to=to.sent_to, copies=to.copies)
    return fitted(replace(made, marking=Marking.DRAFT), fit)


def printed_document(session: Session, kind: str, subject: int, of: Subject) -> Document:
    """What is printed of a kind without the register at hand: of one that was issued a copy, with
    its own text, number and receivers; else as a draft has it.
    """
    subject, of = settled(session, kind, subject, of)
    number = issued_paper(session, kind, subject, of)
    if number is None:
        return new_document(session, kind, subject, of)
    return replace(made_document(session, number), marking=Marking.COPY)


def _of_kind(session: Session, kind: str, subject: int, of: Subject) -> Document:
    from commandcenter.offices.paper_kinds import document  # the pages of all kinds, for a paper

    return document(session, kind, subject, of)


def line_document(session: Session, line: PaperLine) -> Document:
    """Of any line of the register, wherever it is drafted."""
    if line.life is Life.PAPER and line.id:
        return made_document(session, line.id)
    if line.life is Life.RELEASE:
        from commandcenter.offices.paper_kinds import release_document  # for a paper only

        return release_document(session, line.id)
    return new_document(
        session, line.kind.value, line.subject, named_by(line.kind, line.incident_id)
    )


def named_by(kind: PaperKind, incident_id: int | None) -> Subject:
    """What the number names beside a kind of the register: its incident or one record of it, or
    a week or a month."""
    return Subject.PERIOD if incident_id is None else RECORDS.get(kind, Subject.INCIDENT)


def wording_of(session: Session, paper_id: int) -> Wording:
    row = paper_of(session, paper_id)
    made = made_document(session, paper_id)
    if row.state not in CHANGEABLE:
        return Wording(made, *placed(made, {}))
    texts = {key: (was, text) for key, (was, text) in row.texts.items()}
    document, _ = with_texts(made, texts)
    return Wording(document, *placed(made, texts))


def _frozen_document(session: Session, state: Standing) -> Document:
    """What was signed, with its number if it has one by now."""
    document = unpack(files.read(session, state.files[FileRole.DOCUMENT].sha256))
    return numbered(document, fittings(session, state))


def fittings(session: Session, state: Standing) -> Fittings:
    row, template = state.row, plan_of(session).templates.get(state.row.template)
    old = session.get(PaperRow, row.amends) if row.amends else None
    year = local(row.signed_at or now(session)).year
    return replace(
        _of_template(session, state.flow, template, year),
        number=row.number,
        signer=row.signed_by,
        serial=row.serial,
        secrecy=row.secrecy,
        urgency=row.urgency,
        sent_to=tuple(row.sent_to),
        copies=tuple(row.copies),
        attachments=tuple(row.attachments),
        amends=_amending(old, template) if old else "",
    )


def _of_template(
    session: Session, flow: PaperFlow, template: PaperTemplate | None, year: int
) -> Fittings:
    """What the kind and its template give to every paper."""
    series, own = plan_of(session).paper_series.get(flow.series), office(session)
    fit = Fittings(pattern=series.pattern if series else "", year=year, upward=flow.upward)
    if template is None:
        return fit
    head, over, issuer, signature = (
        words.replace("{office}", own)
        for words in (template.head, template.over, template.issuer, template.signature)
    )
    return replace(fit, head=head, over=over, issuer=issuer, signature=signature)


def _amending(old: PaperRow, template: PaperTemplate | None) -> str:
    """The sentence that names what is put right, in the office's own phrase."""
    named = f"《{old.title}》（{old.number}）" if old.number else f"《{old.title}》"
    phrase = template.phrases.get("amends", "") if template else ""
    return phrase.replace("{paper}", named) if "{paper}" in phrase else f"更正{named}。"


def slip(session: Session, paper_id: int) -> Document:
    """发文处理笺."""
    from commandcenter.outputs.papers.handling_slip import handling_slip  # for a paper only

    return handling_slip(paper_slip(session, paper_id, now(session)))


def office_at(session: Session) -> tuple[str, datetime]:
    """The bureau's name, and the moment that the session reads."""
    return office(session), now(session)


def file_bytes(session: Session, file: FileLine) -> bytes:
    return files.read(session, file.sha256)


def sign(
    db: Database,
    actor: Actor,
    paper_id: int,
    read: Read,
    words: str = "",
    shown: Document | None = None,
    progress: Progress = UNHEARD,
) -> None:
    """签发 of the very text that the signer had before them; its prints go to the store first.

    `shown`: what `made_document` had made on their screen: its figures, maps and 数据截至 are
    frozen with its text. Without it those of now are.
    """
    with db.read() as session:
        paper_flow.require_to_sign(session, actor, paper_id, read.seen)
        made = shown or made_document(session, paper_id)
        document = signed(_as_read(made, read), actor.name)
        at, title = now(session), paper_of(session, paper_id).title
    frozen_text = (FileRole.DOCUMENT, pack(document), "定稿.json")
    prints = _set(document, SIGNED_AS, partial(paper_file_name, "", title, at))
    refs = _sent(db, (frozen_text, *prints), progress)
    with db.write() as session:
        as_of = min(document.meta.as_of or at, now(session))
        frozen = Frozen(as_of, document.meta.sources, refs)
        paper_flow.sign(session, actor, paper_id, read, frozen, words)


def _as_read(made: Document, read: Read) -> Document:
    """The document with the words that were read, wherever the data moved on since.

    Raises RuleBroken where it has other paragraphs by now.
    """
    now_there = {p.part.key: p.part.text for p in placed(made, {})[0]}
    seen = {part.key: part.text for part in read.whole}
    if set(now_there) != set(seen):
        raise RuleBroken("数据已更新，稿件的段落与您看到的不同，请重新阅读后再签发。")
    texts = {key: (now_there[key], text) for key, text in seen.items() if now_there[key] != text}
    return with_texts(made, texts)[0]


def number(db: Database, actor: Actor, paper_id: int, progress: Progress = UNHEARD) -> str:
    """编号, then the numbered print. Called again after a loss it only makes the print."""
    with db.read() as session:
        given = paper_of(session, paper_id).number
    if not given:
        with db.write() as session:
            given = paper_numbers.give(session, actor, paper_id)
    make_print(db, actor, paper_id, progress)
    return given


def make_print(db: Database, actor: Actor, paper_id: int, progress: Progress = UNHEARD) -> None:
    """正本: what was signed, set anew with its number."""
    with db.read() as session:
        row = paper_of(session, paper_id)
        written, title, at = row.number, row.title, row.signed_at or now(session)
        document = made_document(session, paper_id)
    if not written:
        raise RuleBroken("公文尚未编号。")
    prints = _set(document, PRINTED_AS, partial(paper_file_name, written, title, at))
    refs = _sent(db, prints, progress)
    with db.write() as session:
        paper_numbers.keep_print(session, actor, paper_id, written, refs)


def scan(
    db: Database,
    actor: Actor,
    life: Life,
    subject: int,
    path: Path,
    progress: Progress = UNHEARD,
) -> int:
    """附签发件: the scanned signed page governs from then on. Returns the file's id."""
    ref = sent_file(db, FileRole.SCAN, path, progress)
    with db.write() as session:
        return paper_files.attach_scan(session, actor, life, subject, ref)


def attach(
    db: Database,
    actor: Actor,
    paper_id: int,
    wanted: Sequence[Enclosure],
    seen: int,
    progress: Progress = UNHEARD,
) -> None:
    """附件 of a draft, whole and in order.

    A file that is gone or too large is refused before anything of the paper changes.
    """
    for each in wanted:
        if each.path is not None:
            kind_of(each.path.name)
            files.size_of(each.path)
    items = []
    for each in wanted:
        ref = _sent_enclosure(db, each.path, progress) if each.path else None
        items.append(Attached(each.title, each.before, ref))
    with db.write() as session:
        paper_files.set_attachments(session, actor, paper_id, items, seen)


@dataclass(frozen=True, slots=True)
class _Photo:
    """A photo as it goes out (see files.Source)."""

    name: str
    data: bytes

    def size(self) -> int:
        return len(self.data)

    def parts(self) -> Iterator[bytes]:
        for at in range(0, len(self.data), files.PART):
            yield self.data[at : at + files.PART]


def _sent_enclosure(db: Database, path: Path, progress: Progress) -> FileRef:
    """A photo is sent without the place where it was taken: it leaves the house with the paper."""
    if not path.suffix.lower().endswith(PHOTOS) or files.size_of(path) > files.LIMIT:
        return sent_file(db, FileRole.ATTACHMENT, path, progress)
    name = visible(path.name)
    try:
        photo = _Photo(name, without_origin(path.read_bytes()))
    except OSError as error:
        raise RuleBroken("文件“{name}”无法读取。", name=name) from error
    except ValueError as error:
        raise RuleBroken("图片“{name}”不完整，请重新选择。", name=name) from error
    sha256 = files.send(db, photo, progress.report)
    return FileRef(FileRole.ATTACHMENT, sha256, name, photo.size())


def sent_file(db: Database, role: FileRole, path: Path, progress: Progress) -> FileRef:
    """In the store, under the name that it came with."""
    sha256 = files.send(db, path, progress.report)
    return FileRef(role, sha256, visible(path.name), files.size_of(path))


def _set(
    document: Document, roles: Mapping[str, FileRole], name: Callable[..., str]
) -> Iterator[_Made]:
    """In each format; `name` takes the suffix and whether it is a drill's."""
    for suffix, role in roles.items():
        yield role, as_file(document, suffix), name(suffix, drill=document.drill)


def _sent(db: Database, made: Iterable[_Made], progress: Progress) -> tuple[FileRef, ...]:
    """Each in the store, under its hash."""
    refs = []
    with TemporaryDirectory() as folder:
        for role, data, name in made:
            path = Path(folder) / role.value
            own_files.write(path, data)
            refs.append(FileRef(role, files.send(db, path, progress.report), name, len(data)))
    return tuple(refs)
