"""A finding in words: what it is about, where, and one sentence why, for a person to judge."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Channel
from commandcenter.domain.times import local
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.signal_words import number_words
from commandcenter.domain.watch.watch_parts import part_of
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
    words = SENTENCES[finding.detector](told, title, as_of)
    if finding.mentioned and finding.stream is not StreamKind.MENTION:
        words += f"；其中 {finding.mentioned} 件为文中提及"
    if told.abnormal:
        people = f"出自 {finding.people} 人，" if count > finding.people else ""
        words += f"；其中 {told.abnormal} 件疑似异常（{people}令121号第17条），请先核实"
    return words


def _by_people(told: FindingFacts, title: str, as_of: datetime) -> str:
    f = told.finding
    cause = f"、同为“{f.cause}”" if f.cause else ""
    return (
        f"{title}{_span(told, as_of)}{f.people} 人投诉{cause}（{f.observed} 件），"
        f"达到“{f.rule}”的 {f.least} 人{_usual(f, '；平时同样时长')}"
    )


def _cases(told: FindingFacts, title: str, as_of: datetime) -> str:
    f = told.finding
    return (
        f"{title}{_span(told, as_of)}疑似食品病例 {f.observed} 例，达到“{f.rule}”的 {f.least} 例"
        f"{_usual(f, '；平时同样时长', '例')}"
    )


def _burst(told: FindingFacts, title: str, as_of: datetime) -> str:
    f = told.finding
    if f.stream is StreamKind.KEYWORDS:
        return f"{_span(told, as_of)}{f.people} 人都说到{title}（{f.observed} 件）"
    return f"{title}{_span(told, as_of)}{f.observed} 件{_usual(f, '，平时同一时段')}"


def _gathering(told: FindingFacts, title: str, as_of: datetime) -> str:
    f, since = told.finding, local(told.facets[0].at)
    people = len({facet.person for facet in told.facets} - {""})
    said = f"{people} 人" if people else "多人"
    rest = "、".join(f"“{word}”" for word in f.keywords if word not in title)
    also = f"，还说到{rest}" if rest else ""
    return (
        f"{since.month}月{since.day}日以来 {said}反映{title}（{len(told.facets)} 件）{also}"
        f"{_usual(f, '；此前同样时长', '人')}"
    )


def _daily(told: FindingFacts, title: str, as_of: datetime) -> str:
    f = told.finding
    if f.window == DAY:
        day = local(told.facets[-1].at)
        return f"{title}{day.month}月{day.day}日 {f.observed} 件{_usual(f, '，平时同类日')}"
    days = f.window // DAY
    return f"{title}近 {days} 日 {f.observed} 件{_usual(f, f'，平时 {days} 日')}"


def _cluster(told: FindingFacts, title: str, as_of: datetime) -> str:
    f, since = told.finding, local(told.facets[0].at)
    return (
        f"{title}{since.month}月{since.day}日以来 {f.observed} 件"
        f"{_usual(f, '，按地点和日期应有')}，偶然出现约 {f.recurrence_days or 0:.0f} 日一次"
    )


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
    length = f"{minutes // 60} 小时" if minutes % 60 == 0 else f"{minutes} 分钟"
    last = told.facets[-1].at if told.facets else as_of
    if as_of - last <= LATELY or window > DAY:
        return f"近 {length} "
    at = local(last)  # by its date: the words are read on later days, too
    return f" {at.month}月{at.day}日 {at:%H:%M} 前 {length} "


def _usual(finding: Finding, lead: str, unit: str = "件") -> str:
    """0.4 件; 12 件; 不到 0.1 件; nothing where it is not known."""
    if finding.expected is None:
        return ""
    if finding.expected < 0.1:
        return f"{lead}不到 0.1 {unit}"
    return f"{lead} {number_words(finding.expected)} {unit}"
