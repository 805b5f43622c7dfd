"""Papers are drafted and changed: only what people wrote is kept, the rest follows the data.

Nothing here knows how a paper is set. Its paragraphs come in as values (`PaperText`), as the
person had them before them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.papers.paper import (
    OF_INCIDENT,
    PAPER_WORDS,
    SECRECIES,
    URGENCIES,
    Life,
    PaperKind,
    PaperState,
    PaperStep,
    PaperText,
)
from commandcenter.domain.papers.paper_items import PaperFlow
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import open_incident, rights, storable, text_if_any, text_of
from commandcenter.services.papers.paper_base import (
    MOST_PARTS,
    TEXT_CHARS,
    add_step,
    changed,
    keep_version,
    newest_number,
    record,
    title_in,
    to_act,
)
from commandcenter.store.database import now
from commandcenter.store.papers.paper_receivers import offered
from commandcenter.store.papers.paper_subject import require_of_incident
from commandcenter.store.papers.paper_way import amendments_of, flow_of, paper_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.papers.paper import PaperRow

NAMES, NAME_CHARS = 60, 60


@dataclass(frozen=True, slots=True)
class Particulars:
    """What stands beside the text: addressees, marks, who countersigns."""

    sent_to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    urgency: str = ""
    secrecy: str = ""
    serial: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class New:
    """A paper to be drafted. `subject`: what its kind wants; `whole`: its paragraphs of now."""

    kind: PaperKind
    subject: int
    incident_id: int | None = None
    whole: tuple[PaperText, ...] = field(default_factory=tuple)


def draft(session: Session, actor: Actor, new: New) -> int:
    """拟稿. Returns its id. Raises RuleBroken for a kind whose drafts are kept elsewhere."""
    flow = flow_of(plan_of(session), new.kind)
    _require_draft(session, actor, flow, new.incident_id)
    require_of_incident(session, new.kind, new.subject, new.incident_id)
    if flow.life is not Life.PAPER:
        raise RuleBroken("{kind}在其办理页面起草，公文登记中可以查看。", kind=flow.title)
    return _add(session, actor, new, flow, None).id


def amend(session: Session, actor: Actor, paper_id: int, whole: Sequence[PaperText]) -> int:
    """更正: a new draft of the same kind that names the signed one. Returns its id."""
    old = paper_of(session, paper_id)
    flow = flow_of(plan_of(session), old.kind)
    _require_draft(session, actor, flow, old.incident_id)
    if old.state not in (PaperState.SIGNED, PaperState.ISSUED, PaperState.FILED):
        raise RuleBroken("公文尚未签发，请直接修改稿件。")
    if pending := amendments_of(session, old.id):
        raise RuleBroken(
            "“{title}”已由{who}起草更正件。", title=old.title, who=pending[-1].drafted_by
        )
    new = New(old.kind, old.subject, old.incident_id, tuple(whole))
    row = _add(session, actor, new, flow, old)
    return row.id


def _require_draft(
    session: Session, actor: Actor, flow: PaperFlow, incident_id: int | None
) -> None:
    if flow.subject in OF_INCIDENT and incident_id is None:
        raise RuleBroken("{kind}须选定事件。", kind=flow.title)
    incident = open_incident(session, incident_id) if incident_id is not None else None
    districts = frozenset(incident.districts) if incident else frozenset[str]()
    rights(session).require(actor, flow.draft, district=districts, involved=bool(actor.groups()))


def _add(
    session: Session, actor: Actor, new: New, flow: PaperFlow, old: PaperRow | None
) -> PaperRow:
    at = now(session)
    template = plan_of(session).templates.get(flow.template)
    to = offered(session, template, new.kind, new.subject)
    row = PaperRow(
        kind=new.kind,
        subject=new.subject,
        incident_id=new.incident_id,
        state=PaperState.DRAFT,
        title="",
        texts=dict(old.texts) if old else {},
        template=old.template if old else flow.template,
        groups=list(old.groups) if old else [group.value for group in flow.countersign],
        sent_to=list(old.sent_to if old else to.sent_to),
        copies=list(old.copies if old else to.copies),
        attachments=list(old.attachments) if old else [],
        urgency=old.urgency if old else "",
        secrecy=old.secrecy if old else "",
        serial="",
        drafted_by=actor.name,
        drafter_id=actor.person_id,
        drafted_at=at,
        edited_by=actor.name,
        edited_at=at,
        sources=[],
        amends=old.id if old else None,
    )
    row.title = title_in(new.whole, PAPER_WORDS[new.kind])
    session.add(row)
    session.flush()
    version = keep_version(session, actor, row, new.whole)
    add_step(session, actor, row, PaperStep.DRAFT, version.number)
    record(session, actor, row, "amendment drafted" if old else "drafted")
    return row


def edit(
    session: Session,
    actor: Actor,
    paper_id: int,
    texts: Mapping[str, tuple[str, str]],
    whole: Sequence[PaperText],
    seen: int,
) -> int:
    """Keep the edits `{key: (made, text)}`, all of them; return the version's number.

    `whole`: the paragraphs with these edits. `seen`: the row's version on the actor's screen;
    raises RuleBroken naming who was faster. A text that was being judged is a draft again.
    """
    state = to_act(session, actor, paper_id, PaperStep.DRAFT, seen)
    row = state.row
    row.texts = _clean(texts)
    row.title = title_in(whole, row.title)
    changed(session, actor, row)
    version = keep_version(session, actor, row, whole)
    add_step(session, actor, row, PaperStep.DRAFT, version.number)
    record(session, actor, row, "edited")
    return version.number


def _clean(texts: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    if len(texts) > MOST_PARTS:
        raise RuleBroken("公文超过 {most} 段，请拆分。", most=MOST_PARTS)
    kept = {}
    for key, (made, text) in texts.items():
        words = storable(text).strip()
        if len(words) > TEXT_CHARS:
            raise RuleBroken("一段超过 {limit} 字，请分段。", limit=TEXT_CHARS)
        if words != made:
            kept[storable(key)[:60]] = [storable(made)[:TEXT_CHARS], words]
    return kept


def set_particulars(
    session: Session, actor: Actor, paper_id: int, said: Particulars, seen: int
) -> None:
    """Addressees, copies, attachments, marks, template, and which groups countersign."""
    state = to_act(session, actor, paper_id, PaperStep.DRAFT, seen)
    row = state.row
    if said.urgency not in URGENCIES:
        raise RuleBroken("紧急程度只有特急、加急。")
    if said.secrecy not in SECRECIES:
        raise RuleBroken("密级只有绝密、机密、秘密。")
    if said.template and said.template not in plan_of(session).templates:
        raise RuleBroken("没有名为“{code}”的版式模板。", code=said.template)
    row.sent_to, row.copies = _names(said.sent_to, "主送机关"), _names(said.copies, "抄送机关")
    row.attachments = _names(said.attachments, "附件名称")
    row.groups = [group.value for group in dict.fromkeys(said.groups)]
    row.urgency, row.secrecy = said.urgency, said.secrecy
    row.serial = text_if_any(said.serial, "份号", 20)
    row.template = said.template or row.template
    changed(session, actor, row)
    add_step(session, actor, row, PaperStep.DRAFT, newest_number(session, row))
    record(session, actor, row, "particulars set")


def _names(names: Sequence[str], what: str) -> list[str]:
    if len(names) > NAMES:
        raise RuleBroken("{what}超过 {most} 个。", what=word(what), most=NAMES)
    return [text_of(name, what, NAME_CHARS) for name in names if name.strip()]


def withdraw(session: Session, actor: Actor, paper_id: int, reason: str) -> None:
    """撤回: it will not be signed; its text stays readable."""
    state = to_act(session, actor, paper_id, PaperStep.WITHDRAW)
    words = text_of(reason, "撤回的原因", 500)
    state.row.state = PaperState.WITHDRAWN
    text = newest_number(session, state.row)
    add_step(session, actor, state.row, PaperStep.WITHDRAW, text, words)
    record(session, actor, state.row, "withdrawn")
