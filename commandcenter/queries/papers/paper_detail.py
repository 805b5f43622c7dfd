"""One paper of the register: its steps, versions, files, what may be done, what is found wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, leader_zh
from commandcenter.domain.papers.paper import (
    CHANGEABLE,
    FILE_WORDS,
    STEP_WORDS,
    WAY,
    FileRole,
    Life,
    PaperKind,
    PaperStep,
    PaperText,
)
from commandcenter.domain.papers.paper_acts import action_for
from commandcenter.domain.papers.paper_check import PaperFacts
from commandcenter.domain.papers.paper_items import PaperFlow, PaperTemplate
from commandcenter.domain.phrase import enumerated, phrase, with_note
from commandcenter.domain.rights import Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer
from commandcenter.queries.papers.paper_register import PaperLine, paper_line
from commandcenter.store.papers.paper_facts import attached, elements_of, figures_of
from commandcenter.store.papers.paper_way import (
    Standing,
    amendments_of,
    files_of,
    paper_of,
    refusal,
    standing,
    texts_in,
)
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.papers.paper import PaperFileRow, PaperRow, PaperStepRow
from commandcenter.store.tables.papers.paper_text import PaperTextRow
from commandcenter.store.types import from_micros


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was taken. `text`: the number of the version it judged."""

    step: PaperStep
    label: str
    passed: bool
    words: str
    by: str
    at: datetime
    text: int
    counts: bool  # of the text as it is; else it was changed since


@dataclass(frozen=True, slots=True)
class WayMark:
    """A step of the kind's way: taken (by whom, when), wanted now, or to come."""

    step: PaperStep
    label: str
    done: bool
    wanted: bool
    by: str = ""
    at: datetime | None = None
    waits_for: str = ""  # who may, in words; the groups for 会签


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    by: str
    at: datetime
    sha256: str
    by_hand: int  # paragraphs that people wrote


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in the store. `governs`: it is the one that counts."""

    id: int
    role: FileRole
    label: str
    name: str
    size: int
    sha256: str
    by: str
    at: datetime
    governs: bool


@dataclass(frozen=True, slots=True)
class PaperDetail:
    """`version`: of the row, to say what was seen. `texts`: the edits {key: (made, text)} of
    what can still be changed.

    `acts`: what this person is shown, by the code of a PaperStep (and `amend`); with a refusal
    it cannot be done now. `sources`: 数据截至 per source, of the frozen text.
    """

    line: PaperLine
    flow: PaperFlow
    template: PaperTemplate | None
    version: int
    texts: dict[str, tuple[str, str]]
    sent_to: tuple[str, ...]
    copies: tuple[str, ...]
    attachments: tuple[str, ...]
    groups: tuple[Group, ...]
    urgency: str
    secrecy: str
    serial: str
    as_of: datetime | None
    sources: tuple[tuple[str, datetime], ...]
    filed_where: str
    way: tuple[WayMark, ...]
    steps: tuple[StepLine, ...]
    versions: tuple[VersionLine, ...]  # newest first
    files: tuple[FileLine, ...]
    governing: FileLine | None
    lacks_print: bool
    acts: tuple[Offer, ...]
    amended_by: tuple[str, ...]  # the papers that put it right, in words
    amends: str

    def act(self, key: str) -> Offer | None:
        return next((offer for offer in self.acts if offer.key == key), None)


def paper_detail(session: Session, actor: Actor, paper_id: int) -> PaperDetail:
    """Raises RuleBroken for a paper that there is not."""
    row = paper_of(session, paper_id)
    state, plan = standing(session, row), plan_of(session)
    incident = session.get(IncidentRow, row.incident_id) if row.incident_id else None
    files = tuple(_files(session, state))
    old = session.get(PaperRow, row.amends) if row.amends else None
    return PaperDetail(
        line=paper_line(state, incident.title if incident else ""),
        flow=state.flow,
        template=plan.templates.get(row.template),
        version=row.version,
        texts=_edits(row),
        sent_to=tuple(row.sent_to),
        copies=tuple(row.copies),
        attachments=tuple(row.attachments),
        groups=state.groups,
        urgency=row.urgency,
        secrecy=row.secrecy,
        serial=row.serial,
        as_of=row.as_of,
        sources=tuple((str(name), from_micros(int(str(at)))) for name, at in row.sources),
        filed_where=row.filed_where,
        way=tuple(_way(state, plan.rights)),
        steps=tuple(_steps(state)),
        versions=tuple(_version(text) for text in reversed(_texts(session, row.id))),
        files=files,
        governing=next((file for file in files if file.governs), None),
        lacks_print=state.lacks_print,
        acts=tuple(_acts(session, state, plan.rights, actor)),
        amended_by=tuple(_named(each) for each in amendments_of(session, row.id)),
        amends=_named(old) if old else "",
    )


def _edits(row: PaperRow) -> dict[str, tuple[str, str]]:
    """None once it is frozen: they are in its text."""
    if row.state not in CHANGEABLE:
        return {}
    return {key: (made, text) for key, (made, text) in row.texts.items()}


def _named(row: PaperRow) -> str:
    return with_note(phrase("《{title}》", title=row.title), row.number)


def _steps(state: Standing) -> Iterator[StepLine]:
    again = (PaperStep.DRAFT, PaperStep.RETURN)
    last = max((n for n, step in enumerate(state.steps) if step.step in again), default=0)
    for place, row in enumerate(state.steps):
        yield StepLine(
            step=row.step,
            label=_label(row),
            passed=row.passed,
            words=row.words,
            by=row.by,
            at=row.at,
            text=row.text,
            counts=place >= last,
        )


def _label(row: PaperStepRow) -> str:
    return with_note(STEP_WORDS[row.step], GROUP_WORDS[row.group] if row.group else "")


def _way(state: Standing, rights: Rights) -> Iterator[WayMark]:
    counting = [row for row, line in zip(state.steps, _steps(state), strict=True) if line.counts]
    drafted = [row for row in state.steps if row.step is PaperStep.DRAFT]
    for step in state.flow.steps:
        if step is PaperStep.COUNTERSIGN and not state.groups:
            continue
        taken = [r for r in (drafted if step is PaperStep.DRAFT else counting) if r.step is step]
        whole = bool(taken) and taken[-1].passed
        if step is PaperStep.COUNTERSIGN:
            whole = whole and not state.missing_groups
        wanted = state.wanted is step or (step is PaperStep.DRAFT and _is_draft(state))
        yield WayMark(
            step=step,
            label=STEP_WORDS[step],
            done=whole and not (step is PaperStep.DRAFT and wanted),
            wanted=wanted,
            by=enumerated(dict.fromkeys(row.by for row in taken)),
            at=taken[-1].at if taken else None,
            waits_for=_waits(state, step, rights) if not whole or wanted else "",
        )


def _is_draft(state: Standing) -> bool:
    return state.wanted is PaperStep.SUBMIT


def _waits(state: Standing, step: PaperStep, rights: Rights) -> str:
    if step is PaperStep.COUNTERSIGN:
        return enumerated(map(leader_zh, state.missing_groups))
    return rights.holders(action_for(step, state.flow, step), state.level)


def _texts(session: Session, paper_id: int) -> list[PaperTextRow]:
    return list(
        session.scalars(
            select(PaperTextRow)
            .where(PaperTextRow.paper_id == paper_id)
            .order_by(PaperTextRow.number)
        )
    )


def _version(row: PaperTextRow) -> VersionLine:
    by_hand = sum(part.by_hand for part in texts_in(row))
    return VersionLine(row.number, row.by, row.at, row.sha256, by_hand)


def _files(session: Session, state: Standing) -> Iterator[FileLine]:
    chief = state.governing
    single = [row for role, row in state.files.items() if role is not FileRole.ATTACHMENT]
    for row in (*single, *attached(session, state.row).values()):
        yield file_line(row, governs=chief is not None and row.id == chief.id)


def file_line(row: PaperFileRow, *, governs: bool) -> FileLine:
    return FileLine(
        id=row.id,
        role=row.role,
        label=FILE_WORDS[row.role],
        name=visible(row.name),
        size=row.size,
        sha256=row.sha256,
        by=row.by,
        at=row.at,
        governs=governs,
    )


def governing_scan(session: Session, life: Life, subject: int) -> FileLine | None:
    """The signed page that is filed of a report, a release or an inquiry report."""
    row = files_of(session, life, subject).get(FileRole.SCAN)
    return file_line(row, governs=True) if row else None


def _acts(session: Session, state: Standing, rights: Rights, actor: Actor) -> Iterator[Offer]:
    """What the actor may ever do, in the order of the way; what cannot be done now says why."""
    shut = closed(session.get(IncidentRow, state.row.incident_id or 0))
    beside = (PaperStep.SUBMIT, PaperStep.RETURN, PaperStep.SCAN, PaperStep.WITHDRAW)
    replied = (PaperStep.REPLY,) if state.row.kind is PaperKind.LETTER else ()
    for act in (*WAY, *beside, *replied, PaperStep.VOID):
        if act in WAY and act not in state.flow.steps:
            continue
        action = action_for(act, state.flow, state.wanted)
        if rights.scope(actor, action) is not None:
            yield Offer(act.value, shut or refusal(rights, actor, state, act))
    if rights.scope(actor, state.flow.draft) is not None:
        yield Offer("amend", shut or _no_amendment(session, state))


def _no_amendment(session: Session, state: Standing) -> RuleBroken | None:
    if state.row.signed_at is None:
        return RuleBroken("公文尚未签发，请直接修改稿件。")
    if pending := amendments_of(session, state.row.id):
        return RuleBroken(
            "“{title}”已由{who}起草更正件。",
            title=state.row.title,
            who=pending[-1].drafted_by,
        )
    return None


def paper_facts(session: Session, paper_id: int, now: datetime) -> PaperFacts:
    """What its text is checked against, as of now; see domain.papers.paper_check.checks."""
    row = paper_of(session, paper_id)
    facts = elements_of(session, row, standing(session, row).flow)
    return replace(facts, figures=figures_of(session, row, now))


class Way(StrEnum):
    """What became of a paragraph between two versions."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One paragraph of two versions; `role` of outputs.pdf.parts. `by_hand`: in the newer one."""

    way: Way
    role: str
    before: str
    after: str
    by_hand: bool


def compare_versions(
    session: Session, paper_id: int, older: int, newer: int
) -> tuple[PartChange, ...]:
    """Paragraph by paragraph, in the order of the newer one. Raises RuleBroken for no version."""
    texts = {row.number: texts_in(row) for row in _texts(session, paper_id)}
    for number in (older, newer):
        if number not in texts:
            raise RuleBroken("这份公文没有第 {number} 稿。", number=number)
    return tuple(_compared(texts[older], texts[newer]))


def _compared(before: tuple[PaperText, ...], after: tuple[PaperText, ...]) -> Iterator[PartChange]:
    """Equal paragraphs hold the two together; between them those of one role are paired."""
    one, other = [(p.role, p.text) for p in before], [(p.role, p.text) for p in after]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i, j, k, end in matcher.get_opcodes():
        if tag == "equal":
            for old, new in zip(before[i:j], after[k:end], strict=True):
                yield PartChange(Way.SAME, new.role, old.text, new.text, new.by_hand)
        else:
            yield from _between(before[i:j], after[k:end])


def _between(before: tuple[PaperText, ...], after: tuple[PaperText, ...]) -> Iterator[PartChange]:
    left = list(before)
    for new in after:
        old = next((p for p in left if p.key == new.key), None)
        old = old or next((p for p in left if p.role == new.role), None)
        if old is None:
            yield PartChange(Way.ADDED, new.role, "", new.text, new.by_hand)
            continue
        left.remove(old)
        way = Way.CHANGED if old.text != new.text else Way.SAME
        yield PartChange(way, new.role, old.text, new.text, new.by_hand)
    for old in left:
        yield PartChange(Way.DROPPED, old.role, old.text, "", by_hand=False)
