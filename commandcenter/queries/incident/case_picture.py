"""The cases of an incident as map and curve show them: by the newest 病例通报, one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.incident.case_report import Part
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import phrase, word
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.case_reports import Cases, cases
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.incident.told_figures import told
from commandcenter.store.moment import moment
from commandcenter.store.plan.late_entry import late_entries
from commandcenter.store.tables.incident.cases import CaseCountRow
from commandcenter.store.tables.incident.incident import IncidentRow

STEMS = tuple(map(word, ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸")))


@dataclass(frozen=True, slots=True)
class CasePlace:
    """A school, eating place or hospital. `number` 0: supplied by the same kitchen (同源供餐)."""

    id: int
    part: Part
    label: str
    number: int
    district: str | None
    lat: float | None
    lon: float | None

    @property
    def placed(self) -> bool:
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, slots=True)
class Interval:
    """How many fell ill from `start` until `end`, of which counts (case_count)."""

    start: datetime
    end: datetime
    number: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MealSpan:
    name: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CasePicture:
    """`sites`, `hospitals`, `intervals` are empty where nobody told them yet; each adds up to
    `treated`, with what is `missing` of it and, of the onset, the `unknown`.

    `as_of` None: nothing was told yet. `entered`: where that was clearly later (补记). `later`: a
    newer word on 就医 than the report, and when. `public` (the wall): schools have no names.
    """

    level: Level | None
    sites_word: str
    treated: int = 0
    as_of: datetime | None = None
    entered: datetime | None = None
    source: str = ""
    sites: tuple[CasePlace, ...] = ()
    hospitals: tuple[CasePlace, ...] = ()
    intervals: tuple[Interval, ...] = ()
    width: int = 0
    unknown: int = 0
    missing: Mapping[Part, int] = field(default_factory=dict)
    meals: tuple[MealSpan, ...] = ()
    later: tuple[int, datetime] | None = None
    public: bool = False

    @property
    def places(self) -> tuple[CasePlace, ...]:
        return self.sites + self.hospitals

    @property
    def has_onset(self) -> bool:
        return bool(self.intervals) or self.unknown > 0


def case_picture(
    session: Session, incident: IncidentRow, now: datetime, *, public: bool = False
) -> CasePicture | None:
    """None of an incident whose kind has no cases: its map and curve show complaints."""
    kind = incident_kind(session, incident)
    if kind is None or not kind.has_cases:
        return None
    level, at = incident.response or incident.grade, moment(session, now).at
    found = cases(session, incident.id, at)
    if found is None:
        return CasePicture(level, kind.sites, public=public)
    intervals, width = _intervals(found)
    newest = found.reports[-1]
    sites = tuple(_place(row) for row in found.counts.get(Part.SITE, ()))
    return CasePicture(
        level=level,
        sites_word=kind.sites,
        treated=found.treated,
        as_of=found.as_of,
        entered=late_entries(session)(newest.as_of, newest.at),
        source="" if public else found.source,
        sites=_nameless(sites, kind.site) if public else sites,
        hospitals=tuple(_place(row) for row in found.counts.get(Part.HOSPITAL, ())),
        intervals=intervals,
        width=width,
        unknown=sum(r.number for r in found.counts.get(Part.ONSET, ()) if r.onset_at is None),
        missing={part: found.missing(part) for part in Part if found.counts.get(part)},
        meals=_meals(found),
        later=_later(session, incident.id, found, at),
        public=public,
    )


def _place(row: CaseCountRow) -> CasePlace:
    return CasePlace(row.id, row.part, row.label, row.number, row.district, row.lat, row.lon)


def _nameless(sites: Sequence[CasePlace], site_word: str) -> tuple[CasePlace, ...]:
    """甲校, 乙校 …, the one with most cases first; of one without cases nothing is said."""
    ranked = sorted((s for s in sites if s.number), key=lambda s: (-s.number, s.id))
    names = {
        site.id: phrase("{sign}{site}", sign=STEMS[n] if n < len(STEMS) else n + 1, site=site_word)
        for n, site in enumerate(ranked)
    }
    return tuple(
        CasePlace(s.id, s.part, names.get(s.id, ""), s.number, s.district, s.lat, s.lon)
        for s in sites
    )


def _intervals(found: Cases) -> tuple[tuple[Interval, ...], int]:
    """In the order of time, all of one width: of merged incidents the widest, begun at the first.

    What is told of 13:00 to 13:30 is then in the interval in which 13:00 lies.
    """
    known = [
        (row.onset_at, row) for row in found.counts.get(Part.ONSET, ()) if row.onset_at is not None
    ]
    width = max(report.width for report in found.reports)
    if not known:
        return (), width
    first, step = min(at for at, _ in known), timedelta(minutes=width)
    rows: dict[int, list[CaseCountRow]] = {}
    for at, row in known:
        rows.setdefault((at - first) // step, []).append(row)
    return tuple(
        Interval(
            first + n * step,
            first + (n + 1) * step,
            sum(row.number for row in rows[n]),
            tuple(row.id for row in rows[n]),
        )
        for n in sorted(rows)
    ), width  # fmt: skip


def _meals(found: Cases) -> tuple[MealSpan, ...]:
    told = (
        MealSpan(report.meal, report.meal_from, report.meal_to)
        for report in found.reports
        if report.meal_from is not None and report.meal_to is not None
    )
    return tuple(dict.fromkeys(told))


def _later(
    session: Session, incident_id: int, found: Cases, at: datetime
) -> tuple[int, datetime] | None:
    word = told(session, incident_id, "treated", at)
    if word is None or word.value is None or word.at <= found.as_of:
        return None
    return (word.value, word.at) if word.value != found.treated else None
