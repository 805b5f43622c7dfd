"""Which forms of 令121 are offered for a choice of complaints, and on which grounds of the law."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commandcenter.domain.complaints.form_items import FormKind
from commandcenter.domain.complaints.forms import (
    GROUNDS_OF,
    require_fit,
    why_not_made,
    why_not_named,
)
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer
from commandcenter.store.complaints.standings import Stood, standings_of
from commandcenter.store.plan.plan import plan_of

MAKING = (Action.TAKE_IN_COMPLAINTS, Action.HANDLE_COMPLAINT, Action.SEE_REPORTER)


@dataclass(frozen=True, slots=True)
class FormOffer:
    """`fits`: how many of the chosen ones get it; with none of them why."""

    kind: FormKind
    fits: int
    refusal: RuleBroken | None = None


@dataclass(frozen=True, slots=True)
class GroundChoice:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class FormChoices:
    """`named`: of how many the actor may see who complained."""

    offers: tuple[FormOffer, ...]
    grounds: dict[FormKind, tuple[GroundChoice, ...]]
    total: int
    named: int


def form_choices(session: Session, actor: Actor, complaint_ids: Sequence[int]) -> FormChoices:
    plan, stood = plan_of(session), tuple(standings_of(session, complaint_ids).values())
    known = [kind for kind in FormKind if kind in plan.complaint_forms]
    return FormChoices(
        offers=tuple(_offer(plan, actor, kind, stood) for kind in known),
        grounds={
            kind: tuple(
                GroundChoice(code, item.title)
                for code, item in plan.reasons.items()
                if item.act == act
            )
            for kind, act in GROUNDS_OF.items()
        },
        total=len(stood),
        named=sum(
            why_not_named(plan.rights, actor, each.matter, reporter=each.hides_reporter) is None
            for each in stood
        ),
    )


def making(session: Session, actor: Actor) -> Offer | None:
    """None for who makes no form of any complaint."""
    rights = plan_of(session).rights
    held = any(rights.scope(actor, action) is not None for action in MAKING)
    return Offer("forms") if held else None


def _offer(plan: PlanData, actor: Actor, kind: FormKind, stood: Sequence[Stood]) -> FormOffer:
    """As services.complaints.forms asks it, but for the ground, which the form asks for."""
    refusals = [_refusal(plan, actor, kind, each) for each in stood]
    fits = sum(refusal is None for refusal in refusals)
    return FormOffer(kind, fits, None if fits or not refusals else refusals[0])


def _refusal(plan: PlanData, actor: Actor, kind: FormKind, each: Stood) -> RuleBroken | None:
    reporter = each.hides_reporter
    asked = why_not_made(plan.rights, actor, kind, each.matter, reporter=reporter)
    return asked or refusal_of(lambda: require_fit(kind, each.at))
