"""Signs of abnormal clusters (令121 Art. 17): what is flagged for a person to look at.

A sign never drops a complaint and never changes a count: it stands beside. Reports (举报)
among the flagged are still to be checked. The law gives no numbers; the limits are the
bureau's settings.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from commandcenter.domain.phrase import phrase, phrases
from commandcenter.domain.plan.plan import PlanData
from commandcenter.late_dataclass import dataclass

AMOUNTS = 5  # stated amounts of a trader, below which “usual” means nothing


class Sign(StrEnum):
    REPEAT = "repeat"
    SHARED_PHONE = "shared_phone"
    SHARED_ADDRESS = "shared_address"
    ALIKE = "alike"
    QUANTITY = "quantity"
    BY_HAND = "by_hand"


SIGN_WORDS: dict[Sign, str] = phrases(
    {
        Sign.REPEAT: "同一人反复投诉同一主体",
        Sign.SHARED_PHONE: "多人使用同一电话",
        Sign.SHARED_ADDRESS: "多人使用同一地址",
        Sign.ALIKE: "少数人雷同投诉，疑似串通",
        Sign.QUANTITY: "数量、金额超出生活消费",
        Sign.BY_HAND: "人工标注",
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    days: int
    repeats: int
    names: int
    address_people: int
    alike: int
    amount_times: int

    @classmethod
    def of(cls, plan: PlanData) -> "Limits":
        names = ("days", "repeats", "names", "address_people", "alike", "amount_times")
        return cls(**{name: plan.number(f"abnormal_{name}") for name in names})

    @property
    def fewest(self) -> int:
        """Complaints about one trader; among fewer of them none has a sign."""
        return min(self.repeats, self.names, self.address_people, self.alike, AMOUNTS)


@dataclass(frozen=True, slots=True)
class Filing:
    """What the rules look at. `person`: person key, "" when nobody is named."""

    id: int
    at: datetime
    person: str
    subject: int | None
    name: str = ""
    address: str = ""
    text: str = ""
    amount_cents: int | None = None


@dataclass(frozen=True, slots=True)
class SignFinding:
    filing: int
    sign: Sign
    words: str


def signs(filings: Iterable[Filing], limits: Limits) -> list[SignFinding]:
    """The signs of each filing, by filing and sign; a filing has each sign once."""
    kept = sorted(filings, key=lambda f: (f.at, f.id))
    found = [
        *_repeats(kept, limits),
        *_shared_phones(kept, limits),
        *_shared_addresses(kept, limits),
        *_similar_texts(kept, limits),
        *_quantities(kept, limits),
    ]
    once = {(each.filing, each.sign): each for each in reversed(found)}
    return sorted(once.values(), key=lambda each: (each.filing, list(Sign).index(each.sign)))


def _repeats(filings: Sequence[Filing], limits: Limits) -> list[SignFinding]:
    named = [f for f in filings if f.person and f.subject]
    found: list[SignFinding] = []
    for group in _by(named, lambda f: (f.person, f.subject)):
        for close in _windows(group, limits.days):
            if len(close) >= limits.repeats:
                words = phrase("{days} 日内对同一主体 {n} 件", days=limits.days, n=len(close))
                found += _all(close, Sign.REPEAT, words)
    return found


def _shared_phones(filings: Sequence[Filing], limits: Limits) -> list[SignFinding]:
    found: list[SignFinding] = []
    for group in _by([f for f in filings if f.person], lambda f: f.person):
        names = {f.name for f in group if f.name}
        if len(names) >= limits.names:
            found += _all(group, Sign.SHARED_PHONE, phrase("同一电话用了 {n} 个姓名", n=len(names)))
    return found


def _shared_addresses(filings: Sequence[Filing], limits: Limits) -> list[SignFinding]:
    exact = [f for f in filings if f.person and f.subject and _is_exact(f.address)]
    found: list[SignFinding] = []
    for group in _by(exact, lambda f: (f.subject, _place(f.address))):
        people = {f.person for f in group}
        if len(people) >= limits.address_people:
            found += _all(group, Sign.SHARED_ADDRESS, phrase("同一地址 {n} 人", n=len(people)))
    return found


def _similar_texts(filings: Sequence[Filing], limits: Limits) -> list[SignFinding]:
    """Many complaints in nearly the same words, from few people."""
    plain = {f.id: _plain(f.text) for f in filings if f.person and f.subject}
    worded = [f for f in filings if plain.get(f.id)]
    found: list[SignFinding] = []
    for group in _by(worded, lambda f: (f.subject, plain[f.id])):
        for close in _windows(group, limits.days):
            people = len({f.person for f in close})
            if len(close) >= limits.alike and 2 * len(close) >= limits.repeats * people:
                found += _all(
                    close,
                    Sign.ALIKE,
                    phrase("{people} 人 {n} 件内容雷同", people=people, n=len(close)),
                )
    return found


def _quantities(filings: Sequence[Filing], limits: Limits) -> list[SignFinding]:
    stated = [(f, f.amount_cents) for f in filings if f.subject and f.amount_cents]
    amounts: dict[int | None, list[int]] = defaultdict(list)
    for filing, cents in stated:
        amounts[filing.subject].append(cents)
    usual = {subject: median(all_) for subject, all_ in amounts.items() if len(all_) >= AMOUNTS}
    return [
        SignFinding(
            f.id,
            Sign.QUANTITY,
            phrase("自述金额为同一主体通常的 {times:.0f} 倍", times=cents / usual[f.subject]),
        )
        for f, cents in stated
        if f.subject in usual and cents >= limits.amount_times * usual[f.subject]
    ]


def _by(filings: Iterable[Filing], key: Callable[[Filing], Hashable]) -> list[list[Filing]]:
    groups: dict[Hashable, list[Filing]] = defaultdict(list)
    for filing in filings:
        groups[key(filing)].append(filing)
    return list(groups.values())


def _windows(group: Sequence[Filing], days: int) -> list[list[Filing]]:
    """The runs of filings within `days` of each other, longest first; they may overlap."""
    span, first = timedelta(days=days), 0
    runs: list[list[Filing]] = []
    for last, filing in enumerate(group):
        moved = first
        while filing.at - group[first].at > span:
            first += 1
        if first != moved:
            runs.append(list(group[moved:last]))
    runs.append(list(group[first:]))
    return sorted(runs, key=len, reverse=True)


def _all(group: Iterable[Filing], sign: Sign, words: str) -> list[SignFinding]:
    return [SignFinding(filing.id, sign, words) for filing in group]


def _is_exact(address: str) -> bool:
    """A house or a room, not a town: it holds a number."""
    return any(c.isdigit() for c in address)


def _place(address: str) -> str:
    """Its letters and numbers: 3 幢 501 is another home than 7 幢 302."""
    return "".join(filter(str.isalnum, address))


def _plain(text: str) -> str:
    """The letters only: digits, spaces and marks differ between copies of one text."""
    return "".join(filter(str.isalpha, text))
