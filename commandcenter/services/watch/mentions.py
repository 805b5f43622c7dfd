"""Whom a complaint without a trader is about, by its words: known traders, brands, other names.

Known are the register of traders with its brands, and every name that a person gave to a signal;
a name from which they took a signal away is none from then on. Towns and districts are where a
name begins, and no names themselves.
"""

import re
from collections.abc import Iterable
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.analysis.names import SUBJECTS, Named, NameKind, Names, stem
from commandcenter.domain.watch.signal import SignalAct, StreamKind
from commandcenter.late_dataclass import dataclass
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.city import CityRow, DistrictRow, TownRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.streams import Mention, MentionOf

READ = 240  # characters: title and beginning
LEAST_SHORT = 4  # characters of a trader's name without place and legal form, to stand for it
BRANCH = re.compile("[（(].*$")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Asked for each complaint: `of` its words. `traders`, `brands`: by the name as it is said."""

    names: Names
    traders: dict[str, int]
    brands: dict[str, str]

    def of(self, words: str) -> Mention | None:
        """The one that it names first, a known one before others."""
        found = self.subjects(words)
        known = [each for each in found if each.kind is NameKind.KNOWN]
        if not found:
            return None
        name = (known or found)[0].name
        trader, brand = self.traders.get(name), self.brands.get(name, "")
        return Mention(trader, brand, "" if trader or brand else stem(name))

    def subjects(self, words: str) -> list[Named]:
        """What it names that a complaint can be about, by where it stands."""
        return [each for each in self.names.named(words[:READ]) if each.kind in SUBJECTS]

    def keys(self, words: str) -> set[str]:
        """The same, as they are compared."""
        return {stem(each.name) for each in self.subjects(words)}


def finder(session: Session) -> MentionOf:
    """What says of words whom they name, by what is known now."""
    return mentions_of(session).of


def mentions_of(session: Session) -> Mentions:
    """By what is known now; of one moment only once, for it is much."""
    return read_once(session, "mentions", partial(_mentions, session))


def _mentions(session: Session) -> Mentions:
    city = session.scalar(select(CityRow.name).limit(1)) or ""
    districts = list(session.scalars(select(DistrictRow.name)))
    towns = list(session.scalars(select(TownRow.name)))
    traders, brands = _register(session, [city, *districts])
    given, refused = _taught(session)
    return Mentions(
        Names({*traders, *brands, *given}, [city, *districts, *towns], refused), traders, brands
    )


def _register(session: Session, places: Iterable[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Names that stand for one trader, and for a brand; what stands for several is left out."""
    prefix = _prefix(places)
    traders: dict[str, int] = {}
    brands: dict[str, str] = {}
    several: set[str] = set()
    rows = session.execute(select(SubjectRow.id, SubjectRow.name, SubjectRow.brand))
    for number, name, brand in rows:
        if len(brand) > 1:
            brands[brand] = brand
        for said in {name, short_name(name, prefix)}:
            if len(said) >= LEAST_SHORT and traders.setdefault(said, number) != number:
                several.add(said)
    kept = {said: n for said, n in traders.items() if said not in several and said not in brands}
    return kept, brands


def _prefix(places: Iterable[str]) -> re.Pattern[str]:
    """What may stand before a trader's name: 澄州市, 澄州, 城东区."""
    words = {each for place in places for each in (place, place[:-1]) if len(each) > 1}
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(f"^(?:{'|'.join(map(re.escape, longest)) or '(?!)'})+")


def short_name(name: str, prefix: re.Pattern[str]) -> str:
    """澄州市悦力健身有限公司（城东店） as it is said: 悦力健身."""
    return stem(prefix.sub("", BRANCH.sub("", name)))


def _taught(session: Session) -> tuple[set[str], set[str]]:
    """Names that people gave to signals, and those from which they took one away."""
    renamed = select(SignalNoteRow.signal_id).where(SignalNoteRow.act == SignalAct.RENAMED)
    rows = session.execute(
        select(SignalRow.stream, SignalRow.key, SignalRow.title).where(
            SignalRow.id.in_(renamed), or_(SignalRow.title != "", SignalRow.key != "")
        )
    ).all()
    given = {title for _, _, title in rows}
    refused = {
        key for stream, key, title in rows if stream is StreamKind.MENTION and key not in title
    }
    return given, refused
