"""What the groups did, as acts: who came, what they saw, took, asked for and finished."""

from typing import Any

from sqlalchemy import (
    Select,
    Subquery,
    and_,
    case,
    distinct,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from commandcenter.domain.command.casework import BEGINS, STATE_WORDS, ActKind, CaseState
from commandcenter.domain.command.evidence import Kind as EvidenceKind
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.complaints.handling import FINISHED
from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.org import Group, Role
from commandcenter.store.command.act_columns import NOT_KEPT, Told, numbered, plain, told, word
from commandcenter.store.command.act_columns import signs as signs_of
from commandcenter.store.command.attendance import counts_for
from commandcenter.store.complaints.handling import OVER_ELSEWHERE
from commandcenter.store.incident.counts import settled
from commandcenter.store.people import confirmed
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.evidence import CaseFileRow, EvidenceRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    SiteReportRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.cases import CaseCountRow, CaseReportRow
from commandcenter.store.tables.incident.incident import (
    IncidentComplaintRow,
    IncidentPlaceRow,
    IncidentRow,
    TallyRow,
)
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.store.tables.person import AttendanceRow, PersonRow, RoleGrantRow
from commandcenter.store.tables.watch.warning import TraderTalkRow, WarningRow
from commandcenter.store.tables.watch.watch import SignalRow

TALLIES = ("on_site", "registered", "waiting", "calls")


def _leads(name: str) -> Subquery:
    """Who leads a group or stands in for its head, and since when they were there as that."""
    came, grant = aliased(AttendanceRow), aliased(RoleGrantRow)
    own, there = aliased(IncidentRow), aliased(IncidentRow)
    at = case((and_(own.id != there.id, came.at < there.received_at), there.received_at),
              else_=came.at)  # fmt: skip
    since = case((at > grant.valid_from, at), else_=grant.valid_from)
    return (
        select(
            came.id, there.id.label("incident_id"), came.person_id, came.by, came.left_at,
            plain(grant.group).label("group"), func.min(since).label("since"),
        )
        .join(own, own.id == came.incident_id)
        .join(there, counts_for(came, own, there))
        .join(grant, grant.person_id == came.person_id)
        .where(grant.role == Role.LEADER, grant.group.is_not(None), confirmed(grant))
        .where(or_(grant.for_incident.is_(None), grant.for_incident == there.id))
        .where(or_(grant.valid_until.is_(None), grant.valid_until > came.at))
        .where(or_(came.left_at.is_(None), came.left_at > grant.valid_from))
        .group_by(
            came.id, there.id, came.person_id, came.by, came.left_at, plain(grant.group)
        )
        .subquery(name)
    )  # fmt: skip


def _attendance() -> list[Told]:
    """Of each group that its head, or who stands in, is there.

    Whoever left counts where the roll call had been whole by then: once all were there, nobody's
    going takes it back.
    """
    r, x, y = (_leads(name) for name in ("came", "arrived", "there"))
    present = (
        select(func.count(distinct(y.c.group)))
        .where(y.c.incident_id == x.c.incident_id, y.c.since <= x.c.since)
        .where(or_(y.c.left_at.is_(None), y.c.left_at > x.c.since))
        .correlate(x)
        .scalar_subquery()
    )
    whole = exists(
        select(x.c.id)
        .where(x.c.incident_id == r.c.incident_id, present == len(Group))
        .where(x.c.since >= r.c.since, x.c.since < r.c.left_at)
        .correlate(r)
    )
    came = told(
        "attend", AttendanceRow, r.c.since, func.coalesce(r.c.by, PersonRow.name),
        about=r.c.group, key=r.c.id, incident=r.c.incident_id,
    ).join(PersonRow, PersonRow.id == r.c.person_id)  # fmt: skip
    return [Told("attendance", ("attend",), came.where(or_(r.c.left_at.is_(None), whole)))]


def _places() -> list[Told]:
    """About the place. A count that names no place by its number, by its very name."""
    team, site, tally, place = TeamRow, SiteReportRow, TallyRow, IncidentPlaceRow
    named = (
        select(func.min(place.id))
        .where(place.incident_id == tally.incident_id, place.label == tally.place)
        .correlate(tally)
        .scalar_subquery()
    )
    counted = func.coalesce(tally.place_id, named)
    placed = told(
        "team", team, team.at, team.by, about=_place(team.place_id),
        amount=func.coalesce(team.people, literal_column("1")),
    )  # fmt: skip
    at, by, about = site.seen_at, site.by, _place(site.place_id)
    count = told(
        word("tally.").concat(tally.kind),
        tally,
        tally.at,
        tally.by,
        about=_place(counted),
        entered=NOT_KEPT,
    )
    return [
        Told("team", ("team",), placed),
        Told("site_report", ("site",), told("site", site, at, by, about=about, entered=site.at)),
        Told(
            "site_report",
            ("site.closed",),
            told("site.closed", site, at, by, about=about, entered=site.at).where(site.closes),
        ),
        Told("tally", signs_of("tally.", TALLIES), count.where(tally.kind.in_(TALLIES))),
        Told("case_report", ("cases.hospital",), _in_hospital()),
    ]


def _in_hospital() -> Select[Any]:
    """That it is told which hospitals treat those who were taken ill, all of them."""
    row, number = CaseReportRow, CaseCountRow
    by_hospital = exists(
        select(number.id)
        .where(number.case_report_id == row.id, number.part == Part.HOSPITAL)
        .correlate(row)
    )
    return told("cases.hospital", row, row.as_of, row.by, entered=row.at).where(by_hospital)


def _place(key: Any) -> Any:
    return func.coalesce(numbered("place", key), word(""))


def _evidence() -> list[Told]:
    """A wrong piece stays: what amends it is one of its kind."""
    row = EvidenceRow
    kinds = signs_of("evidence.", EvidenceKind)
    added = told(
        word("evidence.").concat(row.kind), row, row.collected_at, row.registered_by, entered=row.at
    )
    return [Told("evidence", kinds, added.where(row.kind.in_(tuple(EvidenceKind))))]


def _cases() -> list[Told]:
    """A case filed or not; what was done under it. What a state asks for is done when settled, and
    so is a transfer to the police, whose limit begins with the decision on it.

    Decided is what ended the check: one that is filed later after all had been decided then.
    """
    case_file, act = CaseFileRow, CaseActRow
    of_state = (*BEGINS.values(), ActKind.POLICE)
    asked = act.kind.in_(of_state)
    done = told(
        word("case.").concat(act.kind), act, case((asked, act.settled_at), else_=act.done_at),
        case((asked, act.settled_by), else_=act.registered_by),
        entered=case((~asked, act.at)),
    ).where(act.kind.in_(tuple(ActKind)), or_(~asked, act.settled_at.is_not(None)))  # fmt: skip
    settled_act = told(
        "case.settled",
        act,
        act.settled_at,
        act.settled_by,
        about=numbered("case_act", act.id),
        entered=NOT_KEPT,
    ).where(act.settled_at.is_not(None))
    begun, check = aliased(CaseActRow), aliased(CaseActRow)
    filer = (  # what the filing asks for began with it, by who registered it
        select(func.min(begun.registered_by))
        .where(begun.case_id == case_file.id, begun.kind == BEGINS[CaseState.FILED])
        .where(begun.done_at == case_file.filed_at)
        .correlate(case_file)
        .scalar_subquery()
    )
    by = func.coalesce(filer, case_file.registered_by)
    filed = told("case.filed", case_file, case_file.filed_at, by, entered=NOT_KEPT)
    not_filed = (
        told("case.not_filed", case_file, check.settled_at, check.settled_by, entered=NOT_KEPT)
        .join(check, and_(check.case_id == case_file.id, check.kind == ActKind.CHECK))
        .where(check.settled_at.is_not(None))
        .where(check.outcome.startswith(str(STATE_WORDS[CaseState.NOT_FILED])))
    )
    return [
        Told("case_act", signs_of("case.", tuple(ActKind)), done),
        Told("case_act", ("case.settled",), settled_act),
        Told("case_file", ("case.filed",), filed.where(case_file.filed_at.is_not(None))),
        Told("case_file", ("case.not_filed",), not_filed),
    ]


def _questions() -> list[Told]:
    row = LegalQuestionRow
    own = numbered("legal_question", row.id)
    asked = told("legal.asked", row, row.asked_at, row.asked_by, about=own)
    said = told("legal.answered", row, row.answered_at, row.answered_by, about=own)
    return [
        Told("legal_question", ("legal.asked",), asked),
        Told("legal_question", ("legal.answered",), said.where(row.answered_at.is_not(None))),
    ]


# When a request came into a state, who brought it there, and in which states it has been in it.
SUPPLY: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "asked": ("asked_at", "asked_by", ("asked", "approved", "delivered", "refused", "returned")),
    "approved": ("approved_at", "approved_by", ("approved", "delivered", "refused", "returned")),
    "delivered": ("handled_at", "handled_by", ("delivered", "returned")),
    "refused": ("handled_at", "handled_by", ("refused",)),
    "returned": ("returned_at", "returned_by", ("returned",)),
    "withdrawn": ("handled_at", "handled_by", ("withdrawn",)),
}


def _supply() -> list[Told]:
    """About the request; `amount`: how many of it. One that was withdrawn was never asked."""
    row = SupplyRequestRow
    found = []
    for state, (at, by, states) in SUPPLY.items():
        sign = word("supply.").concat(row.kind).concat(word(f".{state}"))
        moved = told(
            sign, row, getattr(row, at), getattr(row, by),
            about=numbered("supply_request", row.id), amount=row.amount,
        )  # fmt: skip
        signs = signs_of("supply.", tuple(SupplyKind), f".{state}")
        wanted = moved.where(row.state.in_(states), getattr(row, at).is_not(None))
        found.append(Told("supply_request", signs, wanted))
    return found


def _talks() -> list[Told]:
    """For an incident, or for what was found or warned of before it was one; what was entered
    after its record was closed is none of its own.
    """
    row, signal, warning, of = TraderTalkRow, SignalRow, WarningRow, IncidentRow
    incident = func.coalesce(row.incident_id, signal.incident_id, warning.incident_id)
    held = told("talk", row, row.talked_at, row.by, incident=incident, entered=row.at)
    held = held.outerjoin(signal, signal.id == row.signal_id)
    held = held.outerjoin(warning, warning.id == row.warning_id)
    held = held.join(of, of.id == incident)
    held = held.where(or_(of.closed_at.is_(None), row.at <= of.closed_at))
    return [Told("trader_talk", ("talk",), held)]


def _handling() -> list[Told]:
    """A county's share: begun with the first that is finished, finished with the last. Of one on
    which nothing was done here its own system's word counts. Mediated is what came to the end of a
    mediation since the response began: that a county accepted a complaint arranges none.
    """
    link, complaint, row = IncidentComplaintRow, ComplaintRow, ComplaintHandlingRow
    of = IncidentRow
    over = or_(row.state.in_(tuple(FINISHED)), OVER_ELSEWHERE)
    ended = func.coalesce(
        row.closed_at, row.declined_at, row.mediation_ended_at, complaint.finished_at, link.at
    )
    given_up_or_agreed = func.coalesce(
        row.mediation_ended_at, case((row.accepted_at.is_not(None), row.closed_at))
    )
    mediated = func.min(case((given_up_or_agreed >= of.activated_at, given_up_or_agreed)))
    whole = func.count(link.id) == func.count(case((over, link.id)))
    shared = {
        "handling.county": (func.max(case((over, ended))), whole),
        "handling.mediation": (mediated, None),
    }
    return [
        Told(
            "complaint_handling",
            (sign,),
            told(
                sign, ComplaintHandlingRow, at, key=literal_column("0"), incident=link.incident_id,
                about=word("county:").concat(complaint.district), finished=finished,
                entered=NOT_KEPT,
            )
            .select_from(link)
            .join(of, of.id == link.incident_id)
            .join(complaint, complaint.id == link.complaint_id)
            .outerjoin(row, row.complaint_id == complaint.id)
            .where(link.removed_at.is_(None), complaint.district.is_not(None), settled())
            .group_by(link.incident_id, complaint.district)
            .having(at.is_not(None)),
        )
        for sign, (at, finished) in shared.items()
    ]  # fmt: skip


FIELD = (
    *_attendance(),
    *_places(),
    *_evidence(),
    *_cases(),
    *_questions(),
    *_supply(),
    *_talks(),
    *_handling(),
)
