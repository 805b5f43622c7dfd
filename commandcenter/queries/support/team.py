"""People with their certificates and hours of training, and strength as the plan wants it (6.1)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import mask_phone
from commandcenter.domain.org import ROLE_WORDS, Actor, Grant, Group, Role
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.support.certificates import (
    Standing,
    Strength,
    lacking,
    standing,
    strengths,
)
from commandcenter.domain.support.support_items import Skill
from commandcenter.domain.support.training import TrainingResult, hours_asked, norm_of
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.people import groups_of, posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow
from commandcenter.store.tables.support.team import (
    CertificateRow,
    TrainingPersonRow,
    TrainingRow,
)

NOBODY = frozenset({Role.WALL, Role.WATCH})  # roles of no person
HELD = (Standing.VALID, Standing.SOON)


class Urgency(StrEnum):
    """What a line asks for: an act now, one soon, none."""

    NOW = "now"
    SOON = "soon"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """`replaced`: another one of the kind holds longer, so this one asks for nothing."""

    id: int
    skill: str
    title: str
    number: str
    issued_on: date
    expires_on: date | None
    note: str
    standing: Standing
    replaced: bool
    file_name: str
    at: datetime
    by: str
    corrected_at: datetime | None
    corrected_by: str
    revoked_at: datetime | None
    revoked_by: str
    revoked_why: str
    version: int

    @property
    def asks(self) -> bool:
        return self.standing in (Standing.EXPIRED, Standing.SOON) and not self.replaced


@dataclass(frozen=True, slots=True)
class Attended:
    """A session that a person came to."""

    topic: str
    held_at: datetime
    hours: int
    result: TrainingResult


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`office`: the groups, else the roles or the county in words. `hours` of this year, of
    `wanted` (None: none are asked of them this year); `told`: the plan has those who lack some
    told by now.
    """

    id: int
    name: str
    post: str
    phone: str
    mobile: str
    groups: tuple[Group, ...]
    office: str
    certificates: tuple[CertificateLine, ...]
    lacking: tuple[str, ...]
    hours: int
    wanted: int | None
    told: bool
    sessions: tuple[Attended, ...]
    urgency: Urgency
    offers: tuple[Offer, ...]  # register, correct, revoke

    @property
    def held(self) -> frozenset[str]:
        """The skills that they hold today."""
        return frozenset(c.skill for c in self.certificates if c.standing in HELD)

    @property
    def short(self) -> int:
        return max(0, (self.wanted or 0) - self.hours)


@dataclass(frozen=True, slots=True)
class TeamBoard:
    """`lines`: who asks for an act first, then by group. `expired`, `soon`: certificates."""

    lines: tuple[PersonLine, ...]
    skills: tuple[Skill, ...]
    strengths: tuple[Strength, ...]
    expired: int
    soon: int
    lacking: int  # people without one that they must hold
    enough: int  # people with the hours of the year
    asked: int  # people of whom hours are asked
    approved: bool  # the numbers are no longer 建议值
    year: int
    offers: tuple[Offer, ...]  # register, import, template
    now: datetime


def team_board(session: Session, actor: Actor, now: datetime) -> TeamBoard:
    """A county sees its own people."""
    case = _Case(session, actor, now)
    lines = sorted(
        (_line(case, person, grants) for person, grants in _people(session, actor, now)),
        key=_order,
    )
    skills = tuple(case.plan.skills.values())
    certificates = [c for line in lines for c in line.certificates if c.asks]
    groups = {line.id: line.groups for line in lines}
    held = {line.id: set(line.held) for line in lines}
    asked = [line for line in lines if line.wanted is not None]
    keeps = case.plan.rights.scope(actor, Action.KEEP_TEAM) is not None
    return TeamBoard(
        lines=tuple(lines),
        skills=skills,
        strengths=strengths(skills, groups, held),
        expired=sum(c.standing is Standing.EXPIRED for c in certificates),
        soon=sum(c.standing is Standing.SOON for c in certificates),
        lacking=sum(bool(line.lacking) for line in lines),
        enough=sum(not line.short for line in asked),
        asked=len(asked),
        approved=_approved(case.plan),
        year=case.today.year,
        offers=only(*(offer_if(keeps, key) for key in ("register", "import", "template"))),
        now=now,
    )


def _approved(plan: PlanData) -> bool:
    return not any(
        (*(s.proposal for s in plan.skills.values()),
         *(n.proposal for n in plan.training_norms.values()))
    )  # fmt: skip


class _Case:
    """What all lines share."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.actor, self.today = actor, local(now).date()
        self.plan: PlanData = plan_of(session)
        self.rings = self.plan.rights.scope(actor, Action.CALL_UP) is not None
        self.counties = dict(session.execute(select(DistrictRow.code, DistrictRow.name)).all())
        self.own_group: Mapping[int, Group] = groups_of(session, actor, now)
        self.certificates = defaultdict[int, list[CertificateRow]](list)
        for row in session.scalars(select(CertificateRow).order_by(CertificateRow.id)):
            self.certificates[row.person_id].append(row)
        self.sessions = _sessions(session, self.today.year)
        begun = select(RoleGrantRow.person_id, func.min(RoleGrantRow.valid_from))
        self.since = {
            person: local(at).date()
            for person, at in session.execute(begun.group_by(RoleGrantRow.person_id))
        }


def _sessions(session: Session, year: int) -> Mapping[int, list[Attended]]:
    """Of each person those of the year, the newest first."""
    first, last = day_start(date(year, 1, 1)), day_start(date(year + 1, 1, 1))
    rows = session.execute(
        select(
            TrainingPersonRow.person_id, TrainingRow.topic, TrainingRow.held_at,
            TrainingRow.held_hours, TrainingPersonRow.result,
        )
        .join(TrainingRow, TrainingRow.id == TrainingPersonRow.training_id)
        .where(
            TrainingRow.held_at >= first, TrainingRow.held_at < last,
            TrainingPersonRow.result != TrainingResult.ABSENT,
        )
        .order_by(TrainingRow.held_at.desc(), TrainingRow.id.desc())
    )  # fmt: skip
    found = defaultdict[int, list[Attended]](list)
    for person, topic, held_at, hours, result in rows:
        assert held_at is not None  # as asked for
        found[person].append(Attended(topic, held_at, hours or 0, result))
    return found


def _people(
    session: Session, actor: Actor, now: datetime
) -> Iterable[tuple[PersonRow, tuple[Grant, ...]]]:
    """Active people with a role, in the order in which they got it."""
    grants: dict[int, list[Grant]] = {}
    people: dict[int, PersonRow] = {}
    for row, person in posts(session, now).held:
        people[person.id] = person
        grants.setdefault(person.id, []).append(Grant(row.role, row.group, row.district))
    own = own_districts(session, actor)
    for number, person in people.items():
        held = tuple(dict.fromkeys(grants[number]))
        seen = own is None or any(g.district in own for g in held) or number == actor.person_id
        if seen and not {g.role for g in held} <= NOBODY:
            yield person, held


def _line(case: _Case, person: PersonRow, grants: Sequence[Grant]) -> PersonLine:
    groups = tuple(g for g in Group if any(grant.group is g for grant in grants))
    rows = case.certificates.get(person.id, ())
    certificates = _certificates(case, rows)
    held = {c.skill for c in certificates if c.standing in HELD}
    missing = [
        s for s in lacking(case.plan.skills.values(), groups, held)
        if not any(c.skill == s.code and c.asks for c in certificates)
    ]  # fmt: skip
    norm = norm_of(case.plan.training_norms.values(), grants)
    sessions = tuple(case.sessions.get(person.id, ()))
    hours = sum(s.hours for s in sessions if s.result is TrainingResult.PASSED)
    since = case.since.get(person.id, case.today)
    wanted = hours_asked(norm, since, case.today.year) if norm else 0
    told = norm is not None and hours < wanted and case.today.month >= norm.from_month
    return PersonLine(
        id=person.id,
        name=person.name,
        post=person.post,
        phone=person.phone,
        mobile=person.mobile if case.rings else mask_phone(person.mobile),
        groups=groups,
        office=_office(case, grants),
        certificates=certificates,
        lacking=tuple(s.title for s in missing),
        hours=hours,
        wanted=wanted or None,
        told=told,
        sessions=sessions,
        urgency=_urgency(certificates, missing, told=told),
        offers=_offers(case, person.id, certificates),
    )


def _certificates(case: _Case, rows: Iterable[CertificateRow]) -> tuple[CertificateLine, ...]:
    """What asks for an act first, then by the plan's order; the revoked last."""
    rows = list(rows)
    lines = [_certificate(case, row, rows) for row in rows]
    order, skills = list(Standing), list(case.plan.skills)
    place = {code: n for n, code in enumerate(skills)}
    return tuple(
        sorted(
            lines,
            key=lambda c: (
                not c.asks, c.standing is Standing.REVOKED, order.index(c.standing),
                place.get(c.skill, len(place)), c.expires_on or date.max, c.id,
            ),
        )
    )  # fmt: skip


def _certificate(
    case: _Case, row: CertificateRow, others: Collection[CertificateRow]
) -> CertificateLine:
    skill = case.plan.skills.get(row.skill)
    months = skill.tell_months if skill else 0
    live = [o for o in others if o.skill == row.skill and o.revoked_at is None and o.id != row.id]
    end = row.expires_on or date.max
    longer = any((o.expires_on or date.max, o.id) > (end, row.id) for o in live)
    revoked = row.revoked_at is not None
    same = {
        name: getattr(row, name)
        for name in CertificateLine.__slots__
        if name not in ("title", "standing", "replaced")
    }
    return CertificateLine(
        **same,
        title=skill.title if skill else row.skill,
        standing=Standing.REVOKED if revoked else standing(row.expires_on, case.today, months),
        replaced=longer,
    )


def _urgency(
    certificates: Iterable[CertificateLine], missing: Collection[Skill], *, told: bool
) -> Urgency:
    asking = {c.standing for c in certificates if c.asks}
    if missing or Standing.EXPIRED in asking:
        return Urgency.NOW
    return Urgency.SOON if told or asking else Urgency.NONE


def _offers(
    case: _Case, person_id: int, certificates: Iterable[CertificateLine]
) -> tuple[Offer, ...]:
    matter = Matter(group=case.own_group.get(person_id), person_id=person_id)
    live = any(c.standing is not Standing.REVOKED for c in certificates)
    keep = offer("register", case.plan.rights, case.actor, Action.KEEP_TEAM, matter)
    refused = keep.refusal if keep else None
    return only(
        keep,
        offer_if(keep is not None and live, "correct", refused),
        offer_if(keep is not None and live, "revoke", refused),
    )


def _office(case: _Case, grants: Sequence[Grant]) -> str:
    groups = [word(case.plan.groups[g].title) for g in Group if any(x.group is g for x in grants)]
    counties = [
        phrase("{county}局", county=case.counties[g.district])
        for g in grants
        if g.district in case.counties
    ]
    roles = [ROLE_WORDS[g.role] for g in grants if g.group is None and g.district is None]
    return enumerated(dict.fromkeys([*groups, *counties, *roles]))


def _order(line: PersonLine) -> tuple[int, bool, int, int]:
    """What is missing or ends before hours, then by group."""
    places = [list(Group).index(g) for g in line.groups]
    hours_alone = not line.lacking and not any(c.asks for c in line.certificates)
    urgency = list(Urgency).index(line.urgency)
    return urgency, hours_alone, min(places, default=len(Group)), line.id
