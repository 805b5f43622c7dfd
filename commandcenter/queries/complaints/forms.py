"""What the forms of complaints say: the facts of each as they are known, covered or in full.

What no row knows stays empty: it is written on the printed form by hand.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    mask_id,
    mask_name,
    mask_phone,
)
from commandcenter.domain.complaints.form_items import FormAsked, FormItem
from commandcenter.domain.complaints.forms import GROUNDS_OF, act_told, ground_of, office_code
from commandcenter.domain.complaints.handling import Done, Dues, Standing
from commandcenter.domain.masking import masked
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan_items import ReasonItem
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complainant import seen_complainants
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.paper_contents import office
from commandcenter.store.complaints.handling import FIRST_CLOCK, among, pages
from commandcenter.store.complaints.standings import Stood, standings_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import private_where
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.person import PersonRow

OWN = "dispatch"  # the series of what the bureau sends out


@dataclass(frozen=True, slots=True)
class Trader:
    name: str = ""
    code: str = ""  # 统一社会信用代码
    address: str = ""


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One complaint on a form. `person`: who brought it, masked, or in full after a journalled
    look; None for a reporter (举报人) whose name the form must not have. `told`: the recorded act
    that the form tells of, `ground` and `words` what it says. `first_due`: by when the law wants
    the first decision; `mediation_due`: the end of the sixty days, None before 受理;
    `first_estimated`, `estimated`: counted over a year whose holidays nobody has announced yet.
    """

    id: int
    kind: ComplaintKind
    number: str
    registered_at: datetime
    channel: Channel
    title: str
    text: str
    category: str
    problem: str
    goods: str
    online: bool | None
    amount_cents: int | None
    amount_words: str  # of one that is no exact number
    county: str
    town: str
    trader: Trader
    person: Complainant | None
    at: Standing
    handler: str
    told: Done | None
    ground: ReasonItem | None
    words: str
    first_due: datetime | None
    mediation_due: datetime | None
    first_estimated: bool
    estimated: bool


@dataclass(frozen=True, slots=True)
class FormPaper:
    """Forms of one kind, in the order asked. `code`: 机关代字, "" where none is known;
    `accept_days`, `case_days`: working days that the law gives for 受理 and for 立案,
    `mediation_days` natural ones."""

    org: str
    code: str
    at: datetime
    journal: JournalMark
    asked: FormAsked
    item: FormItem
    sheets: tuple[FormFacts, ...]
    accept_days: int
    case_days: int
    mediation_days: int


def form_paper(
    session: Session,
    actor: Actor,
    asked: FormAsked,
    complaint_ids: Sequence[int],
    full: frozenset[int],
    now: datetime,
) -> FormPaper:
    """After services.complaints.forms.make_forms, whose answer says which and which in full.

    Raises RuleBroken where a look at who is named in full is not in the journal.
    """
    plan = plan_of(session)
    facts, series = _Facts(session, actor, asked, complaint_ids, full), plan.paper_series.get(OWN)
    return FormPaper(
        org=_issuer(session, actor),
        code=office_code(series.pattern) if series else "",
        at=now,
        journal=journal_mark(session),
        asked=asked,
        item=plan.complaint_forms[asked.kind],
        sheets=facts.all(),
        accept_days=plan.clocks["accept"].amount,
        case_days=plan.clocks["decide_case"].amount,
        mediation_days=plan.clocks["mediation"].amount,
    )


def _issuer(session: Session, actor: Actor) -> str:
    """A county's bureau for who works there alone, else the city's."""
    own = own_districts(session, actor) if actor.person_id else None
    if own is not None and len(own) == 1:
        county = session.get(DistrictRow, next(iter(own)))
        if county is not None:
            return f"{county.name}市场监督管理局"
    return office(session)


class _Facts:
    """Reads the rows of all at once; a statement for each table, however many there are."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        asked: FormAsked,
        complaint_ids: Sequence[int],
        full: frozenset[int],
    ) -> None:
        self._asked, self._plan = asked, plan_of(session)
        self._dues = Dues(self._plan)
        self._stood = standings_of(session, complaint_ids)
        ids = list(self._stood)
        self._rows = _rows(session, ids)
        self._people = seen_complainants(session, actor, sorted(full & set(ids)))
        self._covered = {k: v for k, v in _people(session, ids).items() if k not in full}
        self._handlers = _handlers(session, self._stood.values())
        covered = [number for number in ids if number not in full]
        hidden = private_where(session, ComplaintRow.id.in_(covered)) if covered else None
        self._private = hidden

    def all(self) -> tuple[FormFacts, ...]:
        return tuple(self._of(each) for each in self._stood.values() if each.id in self._rows)

    def _of(self, each: Stood) -> FormFacts:
        row, trader, county = self._rows[each.id]
        told = act_told(self._asked.kind, each.acts)
        ground, words = self._ground(told)
        clock = FIRST_CLOCK.get(each.at.kind)
        first = self._dues.due(clock, row.registered_at) if clock else None
        mediation = self._mediation(each.at)
        return FormFacts(
            id=each.id,
            kind=each.at.kind,
            number=row.number,
            registered_at=row.registered_at,
            channel=row.channel,
            title=self._said(each, row.title),
            text=self._said(each, row.text),
            category=row.category,
            problem=row.problem,
            goods=row.goods,
            online=row.online,
            amount_cents=row.amount_cents,
            amount_words=row.amount_words,
            county=county,
            town=row.town,
            trader=trader,
            person=self._person(each),
            at=each.at,
            handler=self._handlers.get(each.at.handler_id or 0, ""),
            told=told,
            ground=ground,
            words=self._said(each, words),
            first_due=first,
            mediation_due=mediation,
            first_estimated=self._dues.estimated(row.registered_at, first),
            estimated=self._dues.estimated(row.registered_at, mediation),
        )

    def _ground(self, told: Done | None) -> tuple[ReasonItem | None, str]:
        """As it was recorded; what names none of the plan's gets the one that was chosen."""
        act = GROUNDS_OF.get(self._asked.kind)
        reasons = [item for item in self._plan.reasons.values() if item.act == act]
        found, rest = ground_of(told.words, reasons) if told else (None, "")
        if found is None and self._asked.ground:
            found = self._plan.reasons[self._asked.ground]
        return found, rest

    def _mediation(self, at: Standing) -> datetime | None:
        if at.accepted_at is None:
            return None
        return self._dues.due("mediation", at.accepted_at, paused=at.tested)

    def _person(self, each: Stood) -> Complainant | None:
        if each.id in self._people:
            return self._people[each.id]
        if each.hides_reporter:
            return None
        said = self._covered.get(each.id, Complainant())
        return Complainant(
            mask_name(said.name),
            mask_phone(said.phone),
            said.id_type,
            mask_id(said.id_number),
            "***" if said.address else "",
        )

    def _said(self, each: Stood, words: str) -> str:
        """Words of people: covered where the person is."""
        if each.id in self._people or self._private is None:
            return words
        return masked(words, self._private, whole=each.hides_reporter)


_Row = tuple[ComplaintRow, Trader, str]


def _rows(session: Session, ids: Sequence[int]) -> dict[int, _Row]:
    found: dict[int, _Row] = {}
    for page in pages(ids):
        rows = session.execute(
            select(ComplaintRow, SubjectRow, DistrictRow.name)
            .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
            .outerjoin(DistrictRow, DistrictRow.code == ComplaintRow.district)
            .where(among(ComplaintRow.__table__.c.id, page))
        )
        for row, subject, county in rows:
            trader = (
                Trader(subject.name, subject.credit_code or "", subject.address)
                if subject
                else Trader()
            )
            found[row.id] = row, trader, county or ""
    return found


def _people(session: Session, ids: Sequence[int]) -> dict[int, Complainant]:
    found: dict[int, Complainant] = {}
    for page in pages(ids):
        rows = session.scalars(select(ComplainantRow).where(ComplainantRow.complaint_id.in_(page)))
        for p in rows:
            person = Complainant(p.name, p.phone, p.id_type, p.id_number, p.address)
            found[p.complaint_id] = person
    return found


def _handlers(session: Session, stood: Iterable[Stood]) -> dict[int, str]:
    wanted = {each.at.handler_id for each in stood if each.at.handler_id}
    if not wanted:
        return {}
    rows = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(wanted))
    return dict(session.execute(rows).all())
