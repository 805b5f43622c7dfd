"""A finding in words: what it is about, where, and one sentence why, for a person to judge."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Channel
from commandcenter.domain.phrase import clauses, phrase, word
from commandcenter.domain.times import date_zh, dated_zh
from commandcenter.domain.watch import sign_sentences as why
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.signal_words import number_words
from commandcenter.domain.watch.watch_parts import part_of
from commandcenter.late_dataclass import dataclass
from commandcenter.services.watch.signal_book import Sign
from commandcenter.store.database import Database
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.watch.signal_facts import Facet, abnormal, by_time, facets
from commandcenter.store.watch.stream_texts import district_names, flagged_ids, trader_names
from commandcenter.store.watch.streams import ONE_PERSON
from commandcenter.watch.attempt import Failures, attempt
from commandcenter.watch.findings import Finding

LATELY = timedelta(hours=2)  # longer ago, the sentence says when
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """What is known of a finding's complaints."""

    finding: Finding
    facets: Sequence[Facet]
    abnormal: int
    districts: Mapping[str, str]
    traders: Mapping[int, str]


def describe(
    db: Database, findings: Iterable[Finding], as_of: datetime, failed: Failures | None = None
) -> list[Sign]:
    """Each finding as a sign for the book, in the same order.

    Left out are those whose complaints went meanwhile, and those that cannot be described:
    the part that found them is noted in `failed`.
    """
    kept = list(findings)
    if not kept:
        return []
    with db.read() as session:
        repeats = plan_of(session).number("abnormal_repeats")
        ids = {number for finding in kept for number in finding.ids}
        known, flagged = facets(session, ids), flagged_ids(session, ids, as_of)
        districts = district_names(session)
        wanted = {f.subject_id for f in known.values() if f.subject_id}
        wanted |= {int(f.key[1:]) for f in kept if _of_one_person(f)}
        wanted |= {int(f.key) for f in kept if f.stream is StreamKind.SUBJECT}
        traders = trader_names(session, wanted)
    noted = {} if failed is None else failed
    signs = []
    for finding in kept:
        if found := by_time(known, finding.ids):
            odd = abnormal(found, flagged, repeats)
            told = FindingFacts(finding, found, odd, districts, traders)
            part = part_of(finding.stream, finding.detector)
            signs.append(attempt(part, partial(sign_of, told, as_of), noted))
    return [sign for sign in signs if sign]


def sign_of(told: FindingFacts, as_of: datetime) -> Sign:
    finding, found = told.finding, told.facets
    title = TITLES[finding.stream](told)
    subjects = {f.subject_id for f in found}
    one = next(iter(subjects)) if len(subjects) == 1 else None
    if finding.stream is StreamKind.SUBJECT:  # of some of its complaints it stands in the text
        one = int(finding.key)
    return Sign(
        stream=finding.stream,
        key=finding.key,
        detector=finding.detector,
        title=title,
        words=sentence(told, title, as_of),
        rows=tuple((f.id, f.at) for f in found),
        window=finding.window,
        people=finding.people,
        flagged=told.abnormal,
        expected=finding.expected,
        surprise=finding.surprise,
        recurrence_days=finding.recurrence_days,
        subject_id=one,
        brand=_common(f.brand for f in found),
        category=_common(f.category for f in found),
        problem=finding.cause or _common(f.problem for f in found),
        districts=tuple(sorted({f.district for f in found if f.district})),
        town=_town(finding),
        channel=Channel(finding.key) if finding.stream is StreamKind.CHANNEL else None,
        keywords=finding.keywords,
    )


def _common(names: Iterable[str]) -> str:
    """What most of them say, "" when there is nothing like that."""
    said = Counter(names)
    name, count = said.most_common(1)[0] if said else ("", 0)
    return name if 2 * count > said.total() else ""


def _town(finding: Finding) -> str:
    if finding.stream not in (StreamKind.TOWN, StreamKind.TOWN_PROBLEM):
        return ""
    return finding.key.split("/")[1]


def _place(told: FindingFacts) -> str:
    code, *names = told.finding.key.split("/")
    return "".join((told.districts.get(code, code), *names))


def _name(told: FindingFacts) -> str:
    return told.finding.name or told.finding.key


def _subject(told: FindingFacts) -> str:
    number = int(told.finding.key)
    return told.traders.get(number, f"主体 {number}")


def _of_one_person(finding: Finding) -> bool:
    return finding.stream is StreamKind.FAMILY and finding.key.startswith(ONE_PERSON)


def _family(told: FindingFacts) -> str:
    key, stores = told.finding.key, len({f.subject_id for f in told.facets if f.subject_id})
    if _of_one_person(told.finding):
        return f"{told.traders.get(int(key[1:]), '')}等同一法定代表人的主体"
    return f"{key}（{stores} 家）" if stores > 1 else key


def _area(told: FindingFacts) -> str:
    what, _, key = told.finding.key.partition("@")
    code, _, town = key.partition("/")
    towns = len(told.finding.towns)
    around = f"等 {towns} 个相邻镇街" if towns > 1 else ""
    return f"{told.districts.get(code, code)}{town}{around}{what}"


TITLES: dict[StreamKind, Callable[[FindingFacts], str]] = {
    StreamKind.SUBJECT: _subject,
    StreamKind.FAMILY: _family,
    StreamKind.MENTION: _name,
    StreamKind.CATEGORY: _place,
    StreamKind.PROBLEM: lambda told: f"{_place(told)}问题",
    StreamKind.CHANNEL: lambda told: f"{CHANNEL_WORDS[Channel(told.finding.key)]}渠道",
    StreamKind.DISTRICT: lambda told: f"{_place(told)}投诉",
    StreamKind.TOWN: _place,
    StreamKind.TOWN_PROBLEM: lambda told: f"{_place(told)}问题",
    StreamKind.KEYWORDS: lambda told: f"“{_name(told)}”",
    StreamKind.AREA: _area,
}


def sentence(told: FindingFacts, title: str, as_of: datetime) -> str:
    """Why, in one sentence: how many in what time, and how many are usual."""
    finding, count = told.finding, len(told.facets)
    said = [SENTENCES[finding.detector](told, title, as_of)]
    if finding.mentioned and finding.stream is not StreamKind.MENTION:
        said.append(phrase(why.MENTIONED, n=finding.mentioned))
    if told.abnormal:
        template = why.ABNORMAL_OF if count > finding.people else why.ABNORMAL
        said.append(phrase(template, n=told.abnormal, people=finding.people))
    return clauses(said)


def _by_people(told: FindingFacts, title: str, as_of: datetime) -> str:
    f = told.finding
    said = phrase(
        why.BY_CAUSE if f.cause else why.BY_PEOPLE,
        subject=title, span=_span(told, as_of), people=f.people, cause=f.cause, n=f.observed,
        rule=f.rule, least=f.least,
    )  # fmt: skip
    return clauses((said, _usual(f, why.USUAL_SPAN)))


def _cases(told: FindingFacts, title: str, as_of: datetime) -> str:
    f, span = told.finding, _span(told, as_of)
    said = phrase(why.CASES, subject=title, span=span, n=f.observed, rule=f.rule, least=f.least)
    return clauses((said, _usual(f, why.USUAL_SPAN, "例")))


def _burst(told: FindingFacts, title: str, as_of: datetime) -> str:
    f, span = told.finding, _span(told, as_of)
    if f.stream is StreamKind.KEYWORDS:
        return phrase(why.KEYWORDS, span=span, people=f.people, subject=title, n=f.observed)
    template = why.BURST if f.expected is None else why.BURST_USUAL
    return phrase(template, subject=title, span=span, n=f.observed, usual=_many(f))


def _gathering(told: FindingFacts, title: str, as_of: datetime) -> str:
    f, since = told.finding, told.facets[0].at
    people = len({facet.person for facet in told.facets} - {""})
    rest = "、".join(f"“{word}”" for word in f.keywords if word not in title)
    said = phrase(
        why.GATHERING_ALSO if rest else why.GATHERING,
        day=date_zh(since), subject=title, n=len(told.facets), words=rest,
        who=phrase(why.PEOPLE, n=people) if people else word(why.SEVERAL),
    )  # fmt: skip
    return clauses((said, _usual(f, why.USUAL_BEFORE, "人")))


def _daily(told: FindingFacts, title: str, as_of: datetime) -> str:
    f, day, usual = told.finding, told.facets[-1].at, told.finding.expected is not None
    if f.window == DAY:
        template = why.DAY_USUAL if usual else why.DAY
    else:
        template = why.DAYS_USUAL if usual else why.DAYS
    return phrase(
        template, subject=title, day=date_zh(day), days=f.window // DAY,
        n=f.observed, usual=_many(f),
    )  # fmt: skip


def _cluster(told: FindingFacts, title: str, as_of: datetime) -> str:
    f, since = told.finding, told.facets[0].at
    return phrase(
        why.CLUSTER if f.expected is None else why.CLUSTER_USUAL,
        subject=title, day=date_zh(since), n=f.observed, usual=_many(f),
        every=f"{f.recurrence_days or 0:.0f}",
    )  # fmt: skip


SENTENCES: dict[Detector, Callable[[FindingFacts, str, datetime], str]] = {
    Detector.EARLY_SIGN: _by_people,
    Detector.GROUP_COMPLAINT: _by_people,
    Detector.LINKED_CASES: _cases,
    Detector.BURST: _burst,
    Detector.GATHERING: _gathering,
    Detector.DAILY: _daily,
    Detector.CLUSTER: _cluster,
}


def _span(told: FindingFacts, as_of: datetime) -> str:
    window = told.finding.window
    minutes = window // timedelta(minutes=1)
    whole = minutes % 60 == 0
    length = phrase(why.HOURS, n=minutes // 60) if whole else phrase(why.MINUTES, n=minutes)
    last = told.facets[-1].at if told.facets else as_of
    if as_of - last <= LATELY or window > DAY:
        return phrase(why.LATELY, length=length)
    # By its date: the words are read on later days, too.
    return phrase(why.BEFORE, at=dated_zh(last), length=length)


def _usual(finding: Finding, template: str, unit: str = "件") -> str:
    """How many there are else, as the template says it; nothing where it is not known."""
    return "" if finding.expected is None else phrase(template, usual=_many(finding, unit))


def _many(finding: Finding, unit: str = "件") -> str:
    """0.4 件; 12 件; 不到 0.1 件."""
    if finding.expected is None:
        return ""
    if finding.expected < 0.1:
        return why.HARDLY[unit]
    return why.USUAL[unit].format(n=number_words(finding.expected))
