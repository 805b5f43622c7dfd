"""What is few enough to be read whole at every search: titles, names, clauses, settings.

Whole, because a title is found by its pinyin, too, which no index of the databases knows.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import FromClause, Select, select

from commandcenter.domain.incident.incident import LIVE, STATE_WORDS
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS
from commandcenter.domain.papers.paper import PAPER_STATE_WORDS
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.publicity.cases import STATE_WORDS as CASE_WORDS
from commandcenter.domain.publicity.cases import CaseState
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.reports.report import Chain, report_label
from commandcenter.domain.reports.report_rules import own_county
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.sight import Sight
from commandcenter.domain.times import date_zh, day_of_month, local
from commandcenter.domain.watch.signal import SignalState
from commandcenter.domain.watch.triage import STATE_WORDS as SIGNAL_WORDS
from commandcenter.queries.complaints.follow_rows import own_districts, own_incidents
from commandcenter.queries.plan.plan_data import LIST_WORDS, ValueLine, plan_values
from commandcenter.queries.seat.search_ask import Ask, Found, HitKind, SearchHit
from commandcenter.queries.watch.readiness import PAST_SHOWN
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.people import posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_facts import release_label
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.papers.paper import PaperRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.tables.watch.watch import SignalRow

MOST = 2_000  # newest of a kind that are looked through
SHORT = 60  # characters of a sentence beside a title
MOST_KNOWN = 4


def _newest(of: FromClause, *names: str) -> Select[Any]:
    return select(*(of.c[name] for name in names)).order_by(of.c.id.desc()).limit(MOST)


# Built once: to put a question together takes as long as its answer.
_signal, _person = SignalRow.__table__.c, PersonRow.__table__.c
SIGNALS = (
    select(_signal.id, _signal.title, _signal.state, _signal.districts, _signal.words)
    .order_by(_signal.state == SignalState.MERGED, _signal.id.desc())  # they stand in another one
    .limit(MOST)
)
WARNINGS = _newest(WarningRow.__table__, "id", "title", "category", "districts")
PAPERS = _newest(PaperRow.__table__, "id", "title", "number", "state", "incident_id")
REPORTS = _newest(
    ReportRow.__table__, "id", "incident_id", "kind", "number", "issue", "chain", "district"
)
RELEASES = _newest(ReleaseRow.__table__, "id", "title", "kind", "number", "incident_id").where(
    ReleaseRow.__table__.c.incident_id.is_not(None)
)
CASES = _newest(TypicalCaseRow.__table__, "id", "title", "state")
PEOPLE = (
    select(_person.id, _person.name, _person.post, _person.phone, _person.login)
    .where(_person.active)
    .order_by(_person.id)
)


def incidents(ask: Ask) -> list[SearchHit]:
    """The live ones first, then the newest; a county's own."""
    if not ask.wants(HitKind.INCIDENT):
        return []
    own = own_incidents(ask.session, ask.actor)
    rows = [row for row in all_incidents(ask.session) if own is None or row.id in own]
    rows.sort(key=lambda row: (row.state in LIVE, row.received_at), reverse=True)
    return ask.best(
        Found(
            _of_incident(HitKind.INCIDENT, row.id, row.title, _standing(row), row.id),
            row.public_title,
        )
        for row in rows
    )


def _standing(row: IncidentRow) -> str:
    return _told(STATE_WORDS[row.state], date_zh(row.received_at))


def _of_incident(
    kind: HitKind, key: int, title: str, detail: str, incident: int | None
) -> SearchHit:
    return SearchHit(kind, str(key), title, detail, incident)


def signals(ask: Ask) -> list[SearchHit]:
    if not ask.wants(HitKind.SIGNAL):
        return []
    own, rows = own_districts(ask.session, ask.actor), ask.session.execute(SIGNALS)
    return ask.best(
        Found(
            SearchHit(HitKind.SIGNAL, str(each.id), each.title, SIGNAL_WORDS[each.state]),
            each.words,
        )
        for each in rows
        if _touches(own, each.districts)
    )


def warnings(ask: Ask) -> list[SearchHit]:
    if not ask.wants(HitKind.WARNING):
        return []
    own, rows = own_districts(ask.session, ask.actor), ask.session.execute(WARNINGS)
    return ask.best(
        Found(SearchHit(HitKind.WARNING, str(each.id), each.title, each.category))
        for each in rows
        if _touches(own, each.districts)
    )


def _touches(own: frozenset[str] | None, districts: Collection[str]) -> bool:
    return own is None or bool(own & set(districts))


def dates(ask: Ask) -> list[SearchHit]:
    """Those that the page 节点备勤 lists."""
    if not ask.wants(HitKind.DATE):
        return []
    today = local(ask.now).date()
    known = plan_of(ask.session).known_dates.values()
    return ask.best(
        Found(
            SearchHit(
                HitKind.DATE, str(each.number), word(each.title),
                phrase("{year}年{day}", year=each.first.year, day=day_of_month(each.first)),
            )
        )
        for each in known
        if each.last + PAST_SHOWN >= today
    )  # fmt: skip


def papers(ask: Ask) -> list[SearchHit]:
    """By title and number, of the papers that have no other home; newest first."""
    if not ask.wants(HitKind.PAPER):
        return []
    several, rows = _several_live(ask), ask.session.execute(PAPERS)
    county, known = own_county(ask.actor), _incidents(ask)
    return ask.best(
        Found(
            _of_incident(
                HitKind.PAPER, each.id, each.title,
                _told(each.number, PAPER_STATE_WORDS[each.state],
                      _title(known, each.incident_id) if several else ""),
                each.incident_id,
            )
        )
        for each in rows
        if county is None or _concerns(known, each.incident_id, county)
    )  # fmt: skip


def reports(ask: Ask) -> list[SearchHit]:
    """Information reports; a county bureau's own only for it."""
    if not ask.wants(HitKind.REPORT):
        return []
    county, known = own_county(ask.actor), _incidents(ask)
    found = []
    for each in ask.session.execute(REPORTS):
        if county is not None and each.district != county:
            continue
        label = report_label(each.kind, each.number)
        incident = _title(known, each.incident_id).removeprefix("关于")
        title = phrase("关于{incident}的{paper}", incident=incident, paper=label)
        issue = phrase("值班快报第{n}期", n=each.issue) if each.issue else ""
        office = word("县区") if (each.chain or Chain.CITY) != Chain.CITY else ""
        detail = _told(word("信息报告"), issue, office)
        found.append(Found(_of_incident(HitKind.REPORT, each.id, title, detail, each.incident_id)))
    return ask.best(found)


def releases(ask: Ask) -> list[SearchHit]:
    """消费警示, 情况通报 and 口径 of an incident."""
    if not ask.wants(HitKind.RELEASE):
        return []
    county, known = own_county(ask.actor), _incidents(ask)
    rows = ask.session.execute(RELEASES)
    return ask.best(
        Found(
            _of_incident(
                HitKind.RELEASE, each.id, each.title,
                release_label(ReleaseKind(each.kind), each.number), each.incident_id,
            )
        )
        for each in rows
        if county is None or _concerns(known, each.incident_id, county)
    )  # fmt: skip


def cases(ask: Ask) -> list[SearchHit]:
    """典型案例: everybody who sees the page of 宣传 sees all of them."""
    if not ask.wants(HitKind.CASE):
        return []
    return ask.best(
        Found(
            SearchHit(
                HitKind.CASE, str(each.id), each.title,
                _told(word("典型案例"), CASE_WORDS[CaseState(each.state or CaseState.DRAFT)]),
            )
        )
        for each in ask.session.execute(CASES)
    )  # fmt: skip


def people(ask: Ask) -> list[SearchHit]:
    """By name, post and duty: in 队伍, or of who keeps the accounts among these."""
    picture = ask.sight is Sight.PICTURE
    if not ask.wants(HitKind.PERSON) or not (picture or ask.may(Action.MANAGE_ACCOUNTS)):
        return []
    duties: dict[int, list[str]] = {}
    for grant, person in posts(ask.session, ask.now).held:
        role = ROLE_WORDS[grant.role]
        if grant.group:
            role = phrase("{group}{role}", group=GROUP_WORDS[grant.group], role=role)
        duties.setdefault(person.id, []).append(role)
    rows = ask.session.execute(PEOPLE)
    return ask.best(
        Found(
            SearchHit(
                HitKind.PERSON, str(row.id), row.name, _told(row.post, *_few(held), row.phone)
            ),
            f"{row.login} {' '.join(held)}",
        )
        for row in rows
        for held in [list(dict.fromkeys(duties.get(row.id, ())))]
    )  # fmt: skip


def _few(words: list[str]) -> list[str]:
    return words[:2] if len(words) < 3 else [*words[:2], "…"]


def clauses(ask: Ask) -> list[SearchHit]:
    """One that is named by its number before all others."""
    if not ask.wants(HitKind.CLAUSE):
        return []
    found = list(plan_of(ask.session).clauses.values())
    if ask.words:
        found.sort(key=lambda clause: clause.code != ask.words[0])
    return ask.best(
        Found(
            SearchHit(
                HitKind.CLAUSE,
                each.code,
                joined(" ", (each.code, word(each.title))),
                each.text[:SHORT],
            ),
            each.text,
        )
        for each in found
    )


def settings(ask: Ask) -> list[SearchHit]:
    """Values of the plan in force that the bureau sets."""
    return ask.best(_settings(ask)) if ask.wants(HitKind.SETTING) else []


_known: list[tuple[PlanData, tuple[Found, ...]]] = []  # of the plans read last


def _settings(ask: Ask) -> tuple[Found, ...]:
    """A version says the same for good: it is read once, not at every key."""
    plan = plan_of(ask.session)
    for known, found in list(_known):
        if known is plan:
            return found
    found = tuple(_values(plan_values(ask.session)))
    _known.append((plan, found))
    del _known[:-MOST_KNOWN]
    return found


def _values(values: Mapping[str, Sequence[ValueLine]]) -> Iterator[Found]:
    for name, lines in values.items():
        for line in lines:
            key, detail = f"{name}:{line.number}", _told(LIST_WORDS[name], line.words[:SHORT])
            yield Found(SearchHit(HitKind.SETTING, key, word(line.title), detail), line.code)


def _incidents(ask: Ask) -> dict[int, IncidentRow]:
    return {row.id: row for row in all_incidents(ask.session)}


def _title(known: dict[int, IncidentRow], incident_id: int | None) -> str:
    row = known.get(incident_id or 0)
    return row.title if row else ""


def _concerns(known: dict[int, IncidentRow], incident_id: int | None, county: str) -> bool:
    row = known.get(incident_id or 0)
    return row is not None and county in row.districts


def _several_live(ask: Ask) -> bool:
    """Then it is said of what belongs to one, to which."""
    return sum(row.state in LIVE for row in all_incidents(ask.session)) > 1


def _told(*words: str) -> str:
    return joined(" · ", filter(None, words))
