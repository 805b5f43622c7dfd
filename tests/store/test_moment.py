"""A later 截至 never counts fewer, unless the paper names what left; equal moments count alike."""

import itertools
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.as_of import decrease_words
from commandcenter.domain.complaints.complaint import Complainant, Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import local
from commandcenter.offices.paper_kinds import document
from commandcenter.outputs.pdf.parts import parts
from commandcenter.queries.command.map_picture import map_picture
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.complaints.followup import follow_up
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.watch.timeline import timeline
from commandcenter.services.complaints import hand_entry, withdrawal
from commandcenter.services.incident import incidents, merging
from commandcenter.services.reports.report_sending import CallTaken, PhoneCall, record_phone
from commandcenter.store.incident import decreases
from commandcenter.store.moment import moment
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.releases.release_facts import known
from commandcenter.store.reports.report_facts import figures
from commandcenter.store.tables.every import (
    BatchRow,
    ComplaintRow,
    IncidentComplaintRow,
    IncidentRow,
)
from tests.city import EAST, KEY
from tests.past import past
from tests.seeds import chance

DISTRICTS = (EAST, "990103", None)
SOURCES = (Source.PLATFORM, Source.HOTLINE, Source.DESK)


def by_hand(session, incident, at):
    """件, 人次, 人, 分 of an incident at a moment that is now, by the rule as it is written down.

    Another reading of the rows than the program's own.
    """
    closed = {b.id: b for b in session.scalars(select(BatchRow).where(BatchRow.state == "closed"))}
    upto = dict.fromkeys(SOURCES, at)
    for source, column in (("12315", "platform_to"), ("12345", "hotline_to")):
        told = [getattr(b, column) for b in closed.values() if getattr(b, column)]
        if told:
            upto[Source(source)] = max(told)
    links = session.scalars(
        select(IncidentComplaintRow.complaint_id).where(
            IncidentComplaintRow.incident_id == incident,
            IncidentComplaintRow.removed_at.is_(None),
        )
    )
    rows = [session.get_one(ComplaintRow, number) for number in sorted(set(links))]
    rows = [r for r in rows if r.batch_id in closed and r.registered_at <= upto[r.source]]
    named = {(r.person_key, local(r.registered_at).date()) for r in rows if r.person_key}
    greatest = {}
    for r in rows:
        key = (r.person_key, r.subject_id) if r.person_key else r.id
        greatest[key] = max(greatest.get(key, 0), r.amount_cents or 0)
    people = {r.person_key for r in rows if r.person_key}
    nameless = sum(not r.person_key for r in rows)
    return len(rows), len(named) + nameless, len(people), sum(greatest.values())


class Bureau:
    """Complaints come and go by lot; after each move all counts are asked for."""

    def __init__(self, city, lot):
        self.city, self.lot, self.numbers = city, lot, itertools.count()
        self.main = city.register()
        self.other = city.register(brand="甲牌", title="“11·24”甲牌退费事件")
        self.batches, self.withdrew = [], False

    def complaint(self, source, minutes):
        n = next(self.numbers)
        person = self.lot.randrange(8)
        return self.city.complaint(
            f"M{n:04}", minutes, source=source,
            complainant=Complainant("王某", f"1000000{person:04}" if person else ""),
            district=self.lot.choice(DISTRICTS),
            subject_name=self.lot.choice(("甲店", "乙店", "")),
            brand=self.lot.choice(("悦力工场", "甲牌")),
            amount_cents=self.lot.choice((None, 100, 250, 900)),
        )  # fmt: skip

    def export(self):
        """Of one source or two; some lines are registered after it says that it ends."""
        now, to = self.city.db.clock(), {}
        for source in self.lot.sample((Source.PLATFORM, Source.HOTLINE), self.lot.choice((1, 2))):
            to[source] = now - timedelta(minutes=self.lot.randrange(40))
        rows = [
            self.complaint(source, self.lot.randrange(120))
            for source in to
            for _ in range(self.lot.randrange(1, 6))
        ]
        self.batches.append(self.city.take_in(*rows, exported_to=to).batch_id)

    def enter(self):
        new = self.complaint(Source.DESK, self.lot.randrange(30))
        self.city.do(hand_entry.enter_by_hand, "liwei", new, KEY)

    def take_out(self):
        held = self.held()
        if held:
            some = self.lot.sample(held, min(len(held), 2))
            self.city.do(incidents.detach_complaints, "zhoulan", self.main, some, "另一门店的事")

    def put_in(self):
        with self.city.db.read() as session:
            ids = session.scalars(select(ComplaintRow.id)).all()
        if ids:
            some = self.lot.sample(ids, min(len(ids), 2))
            self.city.do(incidents.attach_complaints, "zhoulan", self.main, some)

    def merge(self):
        self.city.do(merging.merge, "zhoulan", self.other, self.main, "同一经营者，并案处置")

    def unmerge(self):
        self.city.do(merging.unmerge, "zhoulan", self.other, "查明不是同一经营者，拆分")

    def withdraw(self):
        if self.batches:
            batch = self.batches.pop(self.lot.randrange(len(self.batches)))
            withdrawal.withdraw(self.city.db, self.city.zhoulan, batch, "导错了文件", take_out=True)
            self.withdrew = True

    def held(self):
        with self.city.db.read() as session:
            return session.scalars(
                select(IncidentComplaintRow.complaint_id).where(
                    IncidentComplaintRow.incident_id == self.main,
                    IncidentComplaintRow.removed_at.is_(None),
                )
            ).all()

    def move(self):
        moves = [self.export] * 3 + [self.enter, self.put_in, self.merge, self.unmerge]
        moves += [self.take_out, self.withdraw]
        try:
            self.lot.choice(moves)()
        except RuleBroken:
            return


def printed(session, kind, incident):
    """件 as the page of a paper says it."""
    text = "".join(part.text for part in parts(document(session, kind, incident)))
    if "尚未接到相关投诉举报" in text:
        return 0
    return int(re.search(r"累计接到投诉举报([\d,]+)件", text)[1].replace(",", ""))


def shown(db, actor, incident, now):
    """件 of the incident on every screen and in every paper, at one moment."""
    with db.read() as session:
        row = session.get_one(IncidentRow, incident)
        line = timeline(session, incident, now - timedelta(days=2), now, 30, now=now)
        figures_known = known(session, Basis(row), now).figures
        return {
            "tile": situation(session, incident, now).counts.complaints,
            "follow-up": follow_up(session, actor, incident, now).sums.counts.complaints,
            "lines": len(follow_up(session, actor, incident, now).all),
            "rows": complaint_page(
                session, ComplaintFilter(incident_id=incident, at=now), now=now
            ).total,
            "bars": sum(sum(series.counts) for series in line.series),
            "report": figures(session, row, now)["complaints"],
            "express": printed(session, "express", incident),
            "briefing": printed(session, "briefing", incident),
            "release": next(int(f.value) for f in figures_known if f.code == "complaints"),
        }


def counts_of(db, incident, now):
    with db.read() as session:
        found = situation(session, incident, now).counts
        picture = map_picture(session, incident, now)
        places = {d.code: d.count for d in picture.districts}
        return (found.complaints, found.person_times, found.people, found.amount_cents), places


@pytest.mark.lot(6)
@pytest.mark.parametrize("n", range(6))
def test_a_later_moment_counts_no_fewer_unless_it_names_what_left(city, n):
    bureau = Bureau(city, chance("moments", n))
    db, incident, said, named = city.db, bureau.main, [], []
    for _ in range(18):
        bureau.move()
        now = db.clock()
        counts, places = counts_of(db, incident, now)
        with db.read() as session:
            assert counts == by_hand(session, incident, now)
            since = decreases.since(session, incident, said[-1][0], now) if said else None
        numbers = shown(db, city.zhoulan, incident, now)
        assert set(numbers.values()) == {counts[0]}, numbers
        if since:
            assert since.complaints_before == said[-1][1][0]
            assert since.complaints == counts[0]
            if counts[0] < since.complaints_before:
                fewer = since.complaints_before - counts[0]
                words = decrease_words(since.complaints_before, counts[0], since.left)
                assert words.startswith(f"较上次减少{fewer}件：")
        named.append(bool(since and since.left))
        said.append((now, counts, places))
    for first, last in itertools.combinations(range(len(said)), 2):
        if not any(named[first + 1 : last + 1]):
            (_, before, there), (_, after, here) = said[first], said[last]
            assert all(a <= b for a, b in zip(before, after, strict=True)), (before, after)
            assert all(there[code] <= here[code] for code in there)


@pytest.mark.lot(6)
@pytest.mark.parametrize("n", range(6))
def test_the_past_looked_back_at_has_the_moment_and_the_numbers_of_then(city, n):
    bureau = Bureau(city, chance("moments looked back at", n))
    db, incident, then = city.db, bureau.main, []
    for _ in range(12):
        bureau.move()
        now = db.clock()
        with db.read() as session:
            then.append((now, moment(session, now), counts_of(db, incident, now)))
    for now, m, (counts, places) in then:
        replayed = past(db, incident, now)
        with replayed.read() as session:
            again = moment(session, now)
        numbers, there = counts_of(replayed, incident, now)
        assert (again.upto, numbers[0], there) == (m.upto, counts[0], places)
        if not bureau.withdrew:  # who complained of what went with its import is not kept
            assert numbers == counts
        replayed.close()


def test_what_is_not_here_up_to_its_time_is_not_counted_yet(city):
    incident = city.register()
    end = city.db.clock() - timedelta(minutes=30)
    early, late = (city.complaint(f"q{n}", m, source=Source.HOTLINE) for n, m in ((1, 40), (2, 20)))
    city.take_in(early, late, exported_to={Source.HOTLINE: end})
    counts, _ = counts_of(city.db, incident, city.db.clock())
    assert counts[0] == 1
    city.take_in(city.complaint("q3", 5, source=Source.HOTLINE),
                 exported_to={Source.HOTLINE: city.db.clock()})  # fmt: skip
    counts, _ = counts_of(city.db, incident, city.db.clock())
    assert counts[0] == 3


def test_the_hour_of_a_source_that_comes_late_is_the_last_that_is_here(city):
    incident = city.register()
    end = city.db.clock() - timedelta(hours=3)
    rows = [city.complaint(f"h{n}", m, source=Source.HOTLINE) for n, m in ((1, 190), (2, 250))]
    city.take_in(*rows, exported_to={Source.HOTLINE: end})
    city.do(hand_entry.enter_by_hand, "liwei", city.complaint("h3", 10), KEY)
    with city.db.read() as session:
        found = situation(session, incident, city.db.clock())
    assert (found.counts.complaints, found.counts.last_hour) == (3, 2)
    wanted = ComplaintFilter(incident_id=incident, at=found.now, last_hour=True)
    page = city.ask(complaint_page, wanted, now=found.now)
    assert {line.number for line in page.lines} == {"h1", "h3"}


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("out", "较上次减少1件：移出1件（另一门店的事）"),
        ("apart", "较上次减少2件：拆分2件（不是同一经营者）"),
        ("import", "较上次减少3件：撤销导入3件（导错了文件）"),
        ("more", "较上次有1件不再计入：移出1件（另一门店的事）"),
    ],
)
def test_a_paper_names_what_left_since_the_last(city, how, words):
    incident, other = city.register(), city.register(brand="甲牌", title="“11·24”甲牌退费事件")
    batch = city.take_in(*(city.complaint(f"a{n}") for n in range(3))).batch_id
    city.take_in(*(city.complaint(f"b{n}", brand="甲牌") for n in range(2)))
    city.do(merging.merge, "zhoulan", other, incident, "同一经营者，并案处置")
    then = city.db.clock()
    ids = city.ask(lambda s: s.scalars(select(ComplaintRow.id).order_by(ComplaintRow.id)).all())
    if how == "apart":
        city.do(merging.unmerge, "zhoulan", other, "不是同一经营者")
    elif how == "import":
        withdrawal.withdraw(city.db, city.zhoulan, batch, "导错了文件", take_out=True)
    else:
        city.do(incidents.detach_complaints, "zhoulan", incident, ids[:1], "另一门店的事")
    if how == "more":
        city.take_in(*(city.complaint(f"c{n}") for n in range(2)))
    assert city.ask(decreases.words_since, incident, then, city.db.clock()) == words


@pytest.mark.parametrize("kind", ["express", "briefing"])
def test_the_page_names_what_left_since_the_last_report(city, kind):
    incident = city.register()
    city.take_in(*(city.complaint(f"a{n}") for n in range(3)))
    taken = (CallTaken("市委市政府总值班室", "值班员", "值班员"),)
    call = PhoneCall(taken, city.db.clock() - timedelta(minutes=1))
    city.do(record_phone, "liwei", incident, call)
    ids = city.ask(lambda s: s.scalars(select(ComplaintRow.id).order_by(ComplaintRow.id)).all())
    city.do(incidents.detach_complaints, "zhoulan", incident, ids[:1], "另一门店的事")
    with city.db.read() as session:
        assert printed(session, kind, incident) == 2
        text = "".join(part.text for part in parts(document(session, kind, incident)))
    assert "较上次减少1件：移出1件（另一门店的事）" in text
