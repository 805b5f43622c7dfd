"""Which form of 令121 fits a complaint where it stands, and on which ground it was decided."""

import re
from collections.abc import Callable, Iterable

from commandcenter.domain.complaints.complaint import KIND_WORDS, ComplaintKind
from commandcenter.domain.complaints.form_items import FORM_WORDS, FormAsked, FormKind
from commandcenter.domain.complaints.handling import (
    Done,
    HandlingAct,
    HandlingState,
    Standing,
    in_force,
)
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.numerals import chinese
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan_items import ReasonItem
from commandcenter.domain.rights import Action, Matter, Rights

OF_REPORTS = frozenset({FormKind.REPORT_INTAKE, FormKind.RESULT})
OF_BOTH = frozenset({FormKind.FORWARD})
# Who registers complaints makes these; who handles them, or a report, all.
REGISTERING = frozenset({FormKind.INTAKE, FormKind.REPORT_INTAKE})
# The act that a form tells of: it is recorded first, so that its day and its words are known.
ACT_OF: dict[FormKind, HandlingAct] = {
    FormKind.ACCEPT: HandlingAct.ACCEPT,
    FormKind.DECLINE: HandlingAct.DECLINE,
    FormKind.END: HandlingAct.END,
}
# The plan's list of grounds (ReasonItem.act) that a decision chooses from.
GROUNDS_OF: dict[FormKind, str] = {
    FormKind.DECLINE: "decline",
    FormKind.END: "end_mediation",
}
RESULTS = (HandlingAct.CLOSE, HandlingAct.FILE, HandlingAct.NOT_FILE)
LONGEST = 200  # characters of what is typed for a form
_CITED = re.compile(r"^(.+?)(?:（总局令第\d+号）)?第(\d+)条(?:（(.{1,3})）项)?$")


def why_not_made(
    rights: Rights, actor: Actor, kind: FormKind, matter: Matter, *, reporter: bool
) -> RuleBroken | None:
    """Why the actor makes no such form of it; `reporter`: who brought it is one (举报人)."""
    actions = [Action.TAKE_IN_COMPLAINTS] if kind in REGISTERING else []
    actions.append(Action.HANDLE_COMPLAINT)
    if reporter:
        actions.append(Action.SEE_REPORTER)
    refusals = [rights.refusal(actor, action, matter) for action in actions]
    return None if None in refusals else refusals[0]


def why_not_named(
    rights: Rights, actor: Actor, matter: Matter, *, reporter: bool
) -> RuleBroken | None:
    """Why the actor's form names nobody in full; as services.complaints.unmask asks."""
    action = Action.SEE_REPORTER if reporter else Action.SEE_PERSONAL_DATA
    return rights.refusal(actor, action, matter)


def require_fit(kind: FormKind, at: Standing) -> None:
    """Raise RuleBroken unless the form fits what the record is and where it stands."""
    wanted = ComplaintKind.REPORT if kind in OF_REPORTS else ComplaintKind.COMPLAINT
    fits = at.kind is wanted or (kind in OF_BOTH and at.kind is ComplaintKind.REPORT)
    if not fits:
        raise RuleBroken(
            "{form}用于{wanted}，这件是{kind}，不适用。",
            form=FORM_WORDS[kind],
            wanted=word("投诉或者举报") if kind in OF_BOTH else KIND_WORDS[wanted],
            kind=KIND_WORDS[at.kind],
        )
    FITS.get(kind, _anytime)(kind, at)


def _anytime(kind: FormKind, at: Standing) -> None:
    return


def _waiting(kind: FormKind, at: Standing) -> None:
    if at.state is not HandlingState.REGISTERED:
        raise RuleBroken(
            "{form}用于尚未决定是否受理的，这件现在是“{state}”。",
            form=FORM_WORDS[kind],
            state=at.words,
        )


def _decided(kind: FormKind, at: Standing) -> None:
    """The decision is recorded before its paper is made."""
    when = {
        FormKind.ACCEPT: at.accepted_at,
        FormKind.DECLINE: at.declined_at,
        FormKind.END: at.mediation_ended_at,
    }[kind]
    if when is not None:
        return
    if kind is FormKind.END and at.accepted_at is None:
        raise RuleBroken(
            "这件投诉没有受理，不存在终止调解，不能制作{form}。", form=FORM_WORDS[kind]
        )
    raise RuleBroken(
        "还没有登记{act}，登记后再制作{form}；现在是“{state}”。",
        act={FormKind.ACCEPT: "受理", FormKind.DECLINE: "不予受理"}.get(kind, "终止调解"),
        form=FORM_WORDS[kind],
        state=at.words,
    )


def _mediating(kind: FormKind, at: Standing) -> None:
    if at.state not in (HandlingState.MEDIATING, HandlingState.TESTING):
        raise RuleBroken(
            "{form}用于已受理、正在调解的投诉，这件现在是“{state}”。",
            form=FORM_WORDS[kind],
            state=at.words,
        )


def _agreed(kind: FormKind, at: Standing) -> None:
    """Under way, or closed with what was agreed on."""
    if at.mediation_ended_at is not None:
        raise RuleBroken(
            "这件投诉已经终止调解，没有调解协议，不能制作{form}。", form=FORM_WORDS[kind]
        )
    closed = at.state is HandlingState.CLOSED and at.accepted_at is not None
    if not closed:
        _mediating(kind, at)


def _judged(kind: FormKind, at: Standing) -> None:
    known = (HandlingState.FILED, HandlingState.NOT_FILED, HandlingState.CLOSED)
    if at.state not in known or at.last is None:
        raise RuleBroken(
            "这件举报还没有处理结果（现在是“{state}”），登记立案、不予立案或者办结后再制作{form}。",
            form=FORM_WORDS[kind],
            state=at.words,
        )


FITS: dict[FormKind, Callable[[FormKind, Standing], None]] = {
    FormKind.FORWARD: _waiting,
    FormKind.IDENTITY: _waiting,
    FormKind.ACCEPT: _decided,
    FormKind.DECLINE: _decided,
    FormKind.END: _decided,
    FormKind.MEDIATE: _mediating,
    FormKind.AGREEMENT: _agreed,
    FormKind.RESULT: _judged,
}


def require_asked(asked: FormAsked, reasons: Iterable[str]) -> None:
    """Raises AskedWrongly for a ground that is none of the form's, or for too many words."""
    for words in (asked.to, asked.place):
        if len(words) > LONGEST:
            raise AskedWrongly("填写的内容超过 {n} 字。", n=LONGEST)
    if asked.ground and asked.ground not in set(reasons):
        raise AskedWrongly(
            "{form}没有“{ground}”这一法定情形。",
            form=FORM_WORDS[asked.kind],
            ground=asked.ground[:40],
        )


def act_told(kind: FormKind, acts: Iterable[Done]) -> Done | None:
    """The recorded act that a form tells of; None where it tells of none."""
    kept = list(reversed(in_force(list(acts))))
    wanted = (ACT_OF[kind],) if kind in ACT_OF else RESULTS
    if kind not in ACT_OF and kind not in (FormKind.AGREEMENT, FormKind.RESULT):
        return None
    return next((act for act in kept if act.act in wanted), None)


def ground_of(words: str, reasons: Iterable[ReasonItem]) -> tuple[ReasonItem | None, str]:
    """The ground that recorded words begin with, as the form of the act writes them, and the rest.

    None where the words name none of the plan's.
    """
    for reason in reasons:
        named = f"{reason.title}（{reason.source}）"
        if words.startswith(named):
            return reason, words.removeprefix(named).lstrip("；").strip()
    return None, words.strip()


def require_ground(asked: FormAsked, acts: Iterable[Done], reasons: Iterable[ReasonItem]) -> None:
    """Raise RuleBroken where neither the record nor the asker names the ground of a decision."""
    act = GROUNDS_OF.get(asked.kind)
    told = act_told(asked.kind, acts)
    if act is None or asked.ground or told is None:
        return
    if ground_of(told.words, (each for each in reasons if each.act == act))[0] is None:
        raise RuleBroken(
            "登记的理由没有写明法定情形，请选择法定情形后再制作{form}。",
            form=FORM_WORDS[asked.kind],
        )


def cited(source: str) -> str:
    """《市场监督管理投诉举报处理办法》第十六条第三项, of a source as the plan writes it."""
    found = _CITED.match(source.strip())
    if found is None:
        return source.strip()
    item = f"第{found[3]}项" if found[3] else ""
    return f"《{found[1]}》第{chinese(int(found[2]))}条{item}"


def office_code(pattern: str) -> str:
    """机关代字 in a series of 发文: 澄市监 of 澄市监发〔{year}〕{number}号; "" for none."""
    before, mark, _ = pattern.partition("〔")
    return before.strip().removesuffix("发") if mark else ""
