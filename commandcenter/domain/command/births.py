"""Which rows an obligation of the plan has in an incident: one for each of what it speaks of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from commandcenter.domain.command.life import Asked, Kept, Life, Place
from commandcenter.domain.command.limits import Course
from commandcenter.domain.command.obligation import Act
from commandcenter.domain.command.report_chains import ChainTo, chains_of
from commandcenter.domain.command.signs import ORDER, Proofs
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.plan.obligation_items import ObligationItem
from commandcenter.domain.plan.plan import PlanData
from commandcenter.late_dataclass import dataclass

EVERY_LEVEL = frozenset(Level)


@dataclass(frozen=True, slots=True)
class Book:
    """What the whole book is made from. `positions`: on the list of the level that runs; `asked`:
    what the life asks, by kind.
    """

    plan: PlanData
    life: Life
    course: Course
    proofs: Proofs
    kept: Mapping[str, Kept]
    at: datetime
    positions: Mapping[str, int]
    asked: Mapping[str, Sequence[Asked]]

    def key(self, item: ObligationItem, birth: "Birth", number: int) -> str:
        return f"{self.life.incident}/{item.code}/{birth.about}/{number}"


@dataclass(frozen=True, slots=True)
class Birth:
    """One row before it is known how it stands. `start`: what its limit counts from.

    `act`: the act that it arises from. `needed`: whom it must reach, of one row that is done
    when all have their act. `idle`: why it is not wanted at present, "" of one that is.
    `for_a_case`: it only says that such a case may come, so no act speaks of it.
    """

    about: str
    born_at: datetime
    start: datetime
    levels: frozenset[Level] = EVERY_LEVEL
    due_at: datetime | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    group: Group | None = None
    role: Role | None = None
    district: str | None = None
    person: int | None = None
    table: str = ""
    id: int | None = None
    act: Act | None = None
    needed: tuple[str, ...] = ()
    idle: str = ""
    for_a_case: bool = False

    def proofs(self, book: Book, signs: tuple[str, ...]) -> Sequence[Act]:
        """The acts of these signs that speak of this row and no other, the earliest first."""
        if self.for_a_case:
            return ()
        if self.act is not None:
            return [act for act in book.proofs.of(signs) if self._follows(self.act, act)]
        if self.needed and self.about:
            found = [act for to in self.needed for act in book.proofs.about(signs, to)]
            return sorted(found, key=ORDER)
        return book.proofs.about(signs, self.about) if self.about else book.proofs.of(signs)

    @staticmethod
    def _follows(first: Act, act: Act) -> bool:
        """An act after the one that it answers; about the same, where that names anything."""
        same = first.about in ("", f"{first.table}:{first.id}") or act.about == first.about
        return act != first and act.at >= first.at and same


def births_of(book: Book, item: ObligationItem) -> Iterator[Birth]:
    """The rows of one obligation, those that are not wanted at present among them.

    In the bureau's own book only records ask for something.
    """
    if not book.life.incident and not item.asks:
        return
    if item.per in (items.ADDRESSEE, items.CHAIN):
        for chain in chains_of(book.plan, book.life, book.course, book.proofs, item, book.at):
            yield from _of_chain(book, item, chain)
    elif item.per == items.PLACE:
        yield from _of_places(book, item)
    elif item.per == items.COUNTY:
        yield from _of_counties(book)
    elif item.per.startswith(items.SIGN):
        for act in book.proofs.of((item.per.removeprefix(items.SIGN),)):
            yield Birth(f"{act.table}:{act.id}", act.at, act.at, act=act)
    elif item.asks:
        yield from _of_rows(book, item)
    else:
        yield from _once(book, item)


def _begin(book: Book, item: ObligationItem, about: str = "") -> tuple[datetime, datetime] | None:
    """When it is on the list, and what its limit counts from; None before that."""
    life, sign = book.life, item.start.removeprefix(items.ACT)
    if item.start == items.RECEIVED:
        born = life.verified_at if item.listed else life.received_at
        return (born, life.start) if born else None
    if sign != item.start:
        acts = (act for act in book.proofs.of((sign,)) if _speaks_of(act, about))
        first = next(acts, None)
        return (first.at, first.at) if first else None
    start = life.activated_at if item.start == items.ACTIVATION else life.ended_at
    return (start, start) if start else None


def _speaks_of(act: Act, about: str) -> bool:
    """An act of that row, place or chain (the city's receivers stand without their chain)."""
    if about == "city":
        return not act.about.startswith("county:")
    own = f"{act.table}:{act.id}"
    return not about or about in (act.about, own) or act.about.startswith(f"{about}/")


def _once(book: Book, item: ObligationItem) -> Iterator[Birth]:
    begin = _begin(book, item)
    if begin:
        yield Birth("", *begin, needed=_all_of(book.plan, item))


def _all_of(plan: PlanData, item: ObligationItem) -> tuple[str, ...]:
    if item.per == items.GROUP:
        return tuple(group.value for group in Group)
    if item.per == items.DEPARTMENT:
        return tuple(each.code for each in plan.departments.values() if each.always)
    return ()


def _of_places(book: Book, item: ObligationItem) -> Iterator[Birth]:
    """Without any place, one row that any act of the incident proves."""
    for place in book.life.places:
        about = f"place:{place.id}"
        begin = _begin(book, item, about)
        if begin:
            yield _at_place(place, about, *begin)
    begin = None if book.life.places else _begin(book, item)
    if begin:
        yield Birth("", *begin)


def _at_place(place: Place, about: str, born: datetime, start: datetime) -> Birth:
    since = place.since or start
    return Birth(about, max(born, since), max(start, since), label=place.label)


def _of_counties(book: Book) -> Iterator[Birth]:
    for share in book.life.shares:
        yield Birth(
            f"county:{share.district}", share.since, share.since, due_at=share.due_at,
            role=Role.COUNTY, district=share.district,
        )  # fmt: skip


def _of_rows(book: Book, item: ObligationItem) -> Iterator[Birth]:
    """One for each row that asks. What waits for its case is shown once as long as none has."""
    asked = book.asked.get(item.asks, ())
    for row in asked:
        at_once = item.start == items.ASKED
        begin = (row.at, row.at) if at_once else _begin(book, item, row.about)
        if begin:
            yield _asked(row, *begin)
    start = book.life.activated_at
    if item.when and not asked and start:
        yield Birth("", start, start, for_a_case=True)


def _asked(row: Asked, born: datetime, start: datetime) -> Birth:
    return Birth(
        row.about, born, start, due_at=row.due_at, words=row.words, group=row.group,
        role=row.role, district=row.district, person=row.person, table=row.table, id=row.id,
    )  # fmt: skip


def _of_chain(book: Book, item: ObligationItem, chain: ChainTo) -> Iterator[Birth]:
    begin = _begin(book, item, chain.about)
    if begin is None:
        return
    role = Role.COUNTY if chain.district else None
    if item.per == items.CHAIN:
        idle = "" if chain.needed else word("本级不由此上报")
        yield Birth(
            chain.about, *begin, chain.levels, role=role, district=chain.district,
            needed=chain.needed, idle=idle,
        )  # fmt: skip
        return
    for receiver in chain.receivers:
        idle = "" if receiver.needed else phrase("现在不报{name}", name=receiver.name)
        yield Birth(
            receiver.about, *begin, chain.levels, words={"addressee": receiver.name},
            role=role, district=chain.district, idle=idle,
        )  # fmt: skip
