"""Whom an incident is reported to: the chain that its level names, and one that has begun.

A county whose incident the city reports itself need not report it.
"""

from collections.abc import Mapping
from datetime import datetime

from commandcenter.domain.command.life import Life
from commandcenter.domain.command.limits import Course
from commandcenter.domain.command.signs import Proofs
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import put_in, word
from commandcenter.domain.plan.obligation_items import ObligationItem
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import Addressee
from commandcenter.domain.reports.report import Chain
from commandcenter.late_dataclass import dataclass

REPORTED = ("report.phone", "report.first", "report.followup", "report.final")


@dataclass(frozen=True, slots=True)
class Receiver:
    """`about`: as in the keys: province_bureau, county:990102/city_bureau."""

    about: str
    name: str
    needed: bool  # now


@dataclass(frozen=True, slots=True)
class ChainTo:
    """One chain: `about` city or county:CODE. `levels`: at which its limits run."""

    about: str
    district: str | None
    levels: frozenset[Level]
    receivers: tuple[Receiver, ...]

    @property
    def needed(self) -> tuple[str, ...]:
        return tuple(receiver.about for receiver in self.receivers if receiver.needed)


def addressees_at(plan: PlanData, item: ObligationItem) -> Mapping[Level, tuple[str, ...]]:
    """The codes of whom a report goes to, by level."""
    return plan.obligations[item.to_of].to if item.to_of else item.to


def chains_of(
    plan: PlanData, life: Life, course: Course, proofs: Proofs, item: ObligationItem, at: datetime
) -> tuple[ChainTo, ...]:
    """The city's chain and that of each county, needed or not, for a report of the plan."""
    to = addressees_at(plan, item)
    named = set(to.get(course.level_at(at, reports=True), ()))
    begun = {act.about for act in proofs.of(REPORTED)}
    city = _chain(plan, _levels(plan, to, Chain.CITY), named, begun, None, life)
    own = [
        _chain(plan, _levels(plan, to, Chain.COUNTY), named, begun, district, life)
        for district in life.districts
    ]
    city_reports = any(receiver.about in begun for receiver in city.receivers)
    return city, *(_unless(chain, begun) if city_reports else chain for chain in own)


def _levels(plan: PlanData, to: Mapping[Level, tuple[str, ...]], chain: Chain) -> frozenset[Level]:
    """The levels at which a chain is named at all."""
    return frozenset(
        level
        for level, codes in to.items()
        if any(plan.addressees[c].chain == chain for c in codes)
    )


def _chain(
    plan: PlanData,
    levels: frozenset[Level],
    named: set[str],
    begun: set[str],
    district: str | None,
    life: Life,
) -> ChainTo:
    chain = Chain.COUNTY if district else Chain.CITY
    before = f"county:{district}/" if district else ""
    usual = [a for a in plan.addressees.values() if a.chain == chain and not a.skips]
    own = [a for a in plan.addressees.values() if a.chain == chain]
    goes_on = any(before + a.code in begun for a in own)
    chosen = [a for a in usual if a.code in named] or (usual if goes_on else [])
    receivers = tuple(
        Receiver(before + a.code, _name(a, district, life), a in chosen) for a in usual
    )
    about = f"county:{district}" if district else "city"
    return ChainTo(about, district, frozenset(Level) if goes_on else levels, receivers)


def _name(addressee: Addressee, district: str | None, life: Life) -> str:
    county = life.county_names.get(district or "") or word("县（市、区）")
    return put_in(addressee.title, county=county)


def _unless(chain: ChainTo, begun: set[str]) -> ChainTo:
    """Nobody is needed of a county that has not begun while the city reports."""
    if any(about.startswith(f"{chain.about}/") for about in begun):
        return chain
    idle = tuple(Receiver(r.about, r.name, needed=False) for r in chain.receivers)
    return ChainTo(chain.about, chain.district, chain.levels, idle)
