"""One matter in two systems: linked, never dropped, taken apart by a person for good."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    Source,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.queries.incident.situation import situation
from commandcenter.services.complaints import hand_entry, intake, links, withdrawal
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people as staff
from commandcenter.store import bulk, journal
from commandcenter.store.complaints import people
from commandcenter.store.complaints.people import keyed
from commandcenter.store.database import now
from commandcenter.store.moment import moment, pairs_in
from commandcenter.store.tables.every import (
    BatchRow,
    ComplaintLinkRow,
    ComplaintRow,
    JournalLineRow,
)
from commandcenter.store.verify import verify
from tests.city import EAST
from tests.services.shown_complaints import row_counts
from tests.work import at_most

STORY = "在城东店办了年卡三千二百元，今天门锁了，设备在搬，要求退还余额。"
RETOLD = "市民来电反映：在城东店办了年卡三千二百元，今天去发现门锁了，设备在搬，要求退还余额。"
PERSON = Complainant("王某", "10012345678")


@pytest.fixture
def at(city):
    return city.db.clock() - timedelta(hours=5)


def submitted(city, number, source, at, **fields):
    usual = {"complainant": PERSON, "title": "健身房闭店退费", "text": STORY}
    return city.complaint(number, source=source, registered_at=at, **(usual | fields))


def platform(city, number, at, **fields):
    return submitted(city, number, Source.PLATFORM, at, **fields)


def hotline(city, number, at, **fields):
    return submitted(city, number, Source.HOTLINE, at, text=RETOLD, **fields)


def pairs_of(city):
    with city.db.read() as session:
        numbers = dict(session.execute(select(ComplaintRow.id, ComplaintRow.number)).all())
        rows = session.scalars(
            select(ComplaintLinkRow).where(ComplaintLinkRow.undone_at.is_(None))
        ).all()
        return sorted((numbers[row.first_id], numbers[row.second_id]) for row in rows)


def test_the_same_matter_in_both_systems_is_linked_and_both_stay(city, at):
    city.take_in(platform(city, "P", at))
    city.take_in(hotline(city, "H", at + timedelta(hours=2)))
    assert pairs_of(city) == [("P", "H")]
    assert row_counts(city, ComplaintRow) == [2]
    assert city.ask(verify).bad is None


def test_a_complaint_is_not_linked_with_the_report_of_the_same_person(city, at):
    """Who complained may be looked at there, and would be who reported here: no row says it."""
    city.take_in(platform(city, "P", at, kind=ComplaintKind.REPORT))
    city.take_in(hotline(city, "H", at + timedelta(hours=2)))
    assert pairs_of(city) == []
    for number in city.ask(lambda session: session.scalars(select(ComplaintRow.id)).all()):
        assert city.ask(complaint_detail, number).linked is None
        assert city.ask(complaint_detail, number, city.chenyu).linked is None
        assert city.ask(complaint_detail, number, city.hewenjing).linked is None


def test_a_link_with_what_becomes_a_report_is_shown_to_who_may_see_the_reporter(city, at):
    """It was made before: to nobody else, and it goes with the correction that made it a report."""
    first = platform(city, "P", at)
    city.take_in(first)
    city.take_in(hotline(city, "H", at + timedelta(hours=2)))
    assert pairs_of(city) == [("P", "H")]
    with city.db.write() as session:
        session.execute(
            update(ComplaintRow)
            .where(ComplaintRow.number == "P")
            .values(kind=ComplaintKind.REPORT, reporter_protected=True)
        )
        journal.record(session, city.liwei, "complaint", 1, "corrected")
    for number in city.ask(lambda session: session.scalars(select(ComplaintRow.id)).all()):
        assert city.ask(complaint_detail, number).linked is None
        assert city.ask(complaint_detail, number, city.chenyu).linked is None
        assert city.ask(complaint_detail, number, city.hewenjing).linked is not None


def test_a_complaint_that_a_file_makes_a_report_leaves_its_link(city, at):
    first = platform(city, "P", at)
    city.take_in(first)
    city.take_in(hotline(city, "H", at + timedelta(hours=2)))
    assert pairs_of(city) == [("P", "H")]
    city.take_in(replace(first, kind=ComplaintKind.REPORT))
    assert pairs_of(city) == []
    with city.db.read() as session:
        assert len(set(session.scalars(select(ComplaintRow.person_key)))) == 2


@pytest.mark.parametrize("kinds", [("report", "complaint"), ("report", "report")])
def test_no_list_puts_a_complaint_beside_the_report_of_the_same_person(city, at, kinds):
    """Nor what once was a report; two reports are one matter like two complaints."""
    first, second = map(ComplaintKind, kinds)
    city.take_in(platform(city, "P", at, kind=first))
    city.take_in(hotline(city, "H", at + timedelta(hours=2), kind=second))
    listed = ["H", "P"] if first is second else []
    for actor in (None, city.chenyu, city.hewenjing):
        page = city.ask(complaint_page, ComplaintFilter(linked=True), actor=actor)
        assert ([line.number for line in page.lines], page.total) == (listed, len(listed))
    with city.db.write() as session:
        session.execute(update(ComplaintRow).values(kind=ComplaintKind.COMPLAINT))
        journal.record(session, city.liwei, "complaint", 1, "corrected")
    assert city.ask(complaint_page, ComplaintFilter(linked=True)).total == len(listed)


def test_both_in_one_file_are_linked_too(city, at):
    city.take_in(hotline(city, "H", at), platform(city, "P", at + timedelta(minutes=1)))
    assert pairs_of(city) == [("H", "P")]


@pytest.mark.parametrize(
    "other",
    [
        {"complainant": Complainant("李某", "10099999999")},
        {"complainant": Complainant("王某")},
        {"subject_name": "别的店"},
        {"subject_name": ""},
        {"source": Source.PLATFORM},
        {"source": Source.DESK},
        {"hours": 73},
        {"title": "食物变质", "text": "外卖里的肉有异味，吃后腹泻。"},
    ],
)
def test_what_differs_in_one_respect_is_not_linked(city, at, other):
    fields = {"source": Source.HOTLINE, "text": RETOLD, "hours": 2} | other
    city.take_in(platform(city, "P", at - timedelta(hours=fields.pop("hours"))))
    city.take_in(submitted(city, "H", fields.pop("source"), at, **fields))
    assert pairs_of(city) == []


@pytest.mark.parametrize("first", [platform, hotline])
def test_imports_that_each_tell_one_system_are_linked(city, at, first):
    second = hotline if first is platform else platform
    for number, make in enumerate((first, second)):
        complaint = make(city, f"{number}", at + timedelta(hours=number))
        city.take_in(complaint, exported_to={complaint.source: at})
    assert pairs_of(city) == [("0", "1")]


def test_each_is_linked_with_the_one_that_is_most_like_it_and_with_no_other(city, at):
    city.take_in(
        platform(city, "P1", at, title="", text=STORY),
        platform(city, "P2", at + timedelta(hours=1), title="", text=STORY[:20] + "另外还有私教课"),
    )
    city.take_in(hotline(city, "H1", at + timedelta(hours=2), title=""))
    assert pairs_of(city) == [("P1", "H1")]
    city.take_in(hotline(city, "H2", at + timedelta(hours=3), title=""))
    assert pairs_of(city) == [("P1", "H1"), ("P2", "H2")]


def test_the_three_counts_stay_and_the_linked_number_stands_beside_them(city, at):
    incident = city.register()
    city.take_in(
        platform(city, "P", at), platform(city, "X", at, complainant=Complainant("某", "1"))
    )
    city.take_in(hotline(city, "H", at + timedelta(minutes=1)))
    found = city.ask(situation, incident, city.db.clock())
    assert (found.counts.complaints, found.counts.person_times, found.counts.people) == (3, 2, 2)
    assert found.linked == 1
    assert city.ask(lambda s: s.scalar(pairs_in(moment(s, now(s)), incident))) == 1


def test_only_pairs_that_both_belong_to_the_incident_count_there(city, at):
    incident = city.register()
    city.take_in(platform(city, "P", at), hotline(city, "H", at, brand="别家"))
    assert pairs_of(city) == [("P", "H")]
    assert city.ask(lambda s: s.scalar(pairs_in(moment(s, now(s)), incident))) == 0


def test_a_person_takes_two_apart_with_a_reason_and_they_are_not_linked_again(city, at):
    city.take_in(platform(city, "P", at))
    city.take_in(hotline(city, "H", at))
    [link] = ids(city)
    with pytest.raises(RuleBroken, match="理由"):
        city.do(links.take_apart, "liwei", link, " ")
    with pytest.raises(RuleBroken):
        city.do(links.take_apart, "admin", link, "两件事")
    city.do(links.take_apart, "liwei", link, "一件退卡，一件退私教课")
    assert pairs_of(city) == []
    with pytest.raises(RuleBroken, match="已经解除"):
        city.do(links.take_apart, "liwei", link, "再来")
    city.take_in(hotline(city, "H2", at + timedelta(hours=1)))
    assert pairs_of(city) == [("P", "H2")]
    with city.db.read() as session:
        row = session.get_one(ComplaintLinkRow, link)
        assert (row.undone_by, row.undone_why) == ("李蔚", "一件退卡，一件退私教课")
        assert verify(session).bad is None


def test_what_was_taken_apart_is_put_together_again_and_the_time_between_stays_parted(city, at):
    incident = city.register()
    city.take_in(platform(city, "P", at), hotline(city, "H", at))
    [link] = ids(city)
    with pytest.raises(RuleBroken, match="没有解除"):
        city.do(links.put_together, "liwei", link)
    city.do(links.take_apart, "liwei", link, "一件退卡，一件退私教课")
    apart = city.db.clock()
    parted = city.ask(complaint_detail, complaint(city, "H"), city.liwei).parted
    assert (parted.number, parted.by, parted.why) == ("P", "李蔚", "一件退卡，一件退私教课")
    assert parted.together.refusal is None
    with pytest.raises(RuleBroken):
        city.do(links.put_together, "admin", link)
    with pytest.raises(RuleBroken, match="没有编号为 99"):
        city.do(links.put_together, "liwei", 99)
    assert pairs_of(city) == []
    again = city.do(links.put_together, "liwei", link)
    assert pairs_of(city) == [("P", "H")]
    with pytest.raises(RuleBroken, match="这两件已经关联，无需再关联"):
        city.do(links.put_together, "liwei", link)
    assert city.ask(complaint_detail, complaint(city, "H"), city.liwei).parted is None
    with pytest.raises(RuleBroken, match="这两件已经关联"):
        city.do(links.put_together, "liwei", link)
    counted = [
        city.ask(lambda s, m=m: s.scalar(pairs_in(moment(s, m, noted=True), incident)))
        for m in (apart, city.db.clock())
    ]
    assert counted == [0, 1]
    with city.db.read() as session:
        row = session.get_one(ComplaintLinkRow, again)
        assert (row.by, row.undone_at) == ("李蔚", None)
        assert session.get_one(ComplaintLinkRow, link).undone_why == "一件退卡，一件退私教课"
        assert verify(session).bad is None
    city.do(links.take_apart, "liwei", again, "还是两件事")
    assert pairs_of(city) == []


def test_one_that_is_linked_with_another_by_now_is_not_linked_again(city, at):
    city.take_in(platform(city, "P", at), hotline(city, "H", at))
    [link] = ids(city)
    city.do(links.take_apart, "liwei", link, "一件退卡，一件退私教课")
    city.take_in(hotline(city, "H2", at + timedelta(hours=1)))
    assert pairs_of(city) == [("P", "H2")]
    with pytest.raises(RuleBroken, match="已与其他记录关联"):
        city.do(links.put_together, "liwei", link)
    parted = city.ask(complaint_detail, complaint(city, "H"), city.liwei).parted
    assert "已与其他记录关联" in str(parted.together.refusal)
    assert city.ask(complaint_detail, complaint(city, "P"), city.liwei).parted is None
    assert pairs_of(city) == [("P", "H2")]


def complaint(city, number):
    return city.ask(
        lambda s: s.scalar(select(ComplaintRow.id).where(ComplaintRow.number == number))
    )


def ids(city):
    with city.db.read() as session:
        return list(session.scalars(select(ComplaintLinkRow.id).order_by(ComplaintLinkRow.id)))


def test_an_import_that_is_taken_out_takes_its_links_along(city, at):
    city.take_in(platform(city, "P", at))
    wrong = city.take_in(hotline(city, "H", at))
    withdrawal.withdraw(city.db, city.liwei, wrong.batch_id, "导错了")
    assert row_counts(city, ComplaintLinkRow, ComplaintRow) == [0, 1]


def test_a_corrected_record_is_linked_with_whom_it_tells_of_now_and_put_back_with_him(city, at):
    city.take_in(platform(city, "P", at), platform(city, "Q", at, subject_name="别的店"))
    first = hotline(city, "H", at + timedelta(hours=2))
    city.take_in(first)
    wrong = city.take_in(replace(first, subject_name="别的店"))
    assert pairs_of(city) == [("Q", "H")]
    withdrawal.withdraw(city.db, city.liwei, wrong.batch_id, "导错了")
    assert pairs_of(city) == [("P", "H")]
    assert city.ask(verify).bad is None


def test_a_correction_ends_what_no_longer_fits_and_brings_what_fits_only_now(city, at):
    city.take_in(platform(city, "P", at))
    first = hotline(city, "H", at, complainant=Complainant("王某", "10099999999"))
    city.take_in(first)
    assert pairs_of(city) == []
    city.take_in(replace(first, complainant=PERSON))
    assert pairs_of(city) == [("P", "H")]
    city.take_in(replace(first, complainant=PERSON, title="食物变质", text="外卖里的肉有异味。"))
    assert row_counts(city, ComplaintLinkRow) == [0]


def test_the_record_says_which_import_linked_and_which_one_changed_links(city, at):
    """And nothing where none changed; how alike they were stays what it was."""
    city.take_in(platform(city, "P", at - timedelta(hours=67)))
    linking = city.take_in(first := hotline(city, "H", at + timedelta(hours=5)))  # 72 hours later
    city.take_in(hotline(city, "X", at, subject_name="别的店"))
    ending = city.take_in(replace(first, text="外卖里的肉有异味，吃后腹泻。", title="食物变质"))
    bringing = city.take_in(first)
    city.take_in(replace(first, office="城东分局"))
    [link] = ids(city)
    city.do(links.take_apart, "liwei", link, "两件事")
    again = city.do(links.put_together, "liwei", link)
    with city.db.read() as session:
        lines = select(JournalLineRow.verb, JournalLineRow.subject, JournalLineRow.clause)
        lines = lines.where(JournalLineRow.kind == "complaint_link")
        told = session.execute(lines.order_by(JournalLineRow.number)).all()
        one, other = (session.get_one(ComplaintLinkRow, n) for n in (link, again))
    assert [tuple(line) for line in told] == [
        ("linked", linking.batch_id, "4.1(6)"), ("judged again", ending.batch_id, "4.1(6)"),
        ("judged again", bringing.batch_id, "4.1(6)"), ("taken_apart", link, "4.1(6)"),
        ("put_together", again, "4.1(6)"),
    ]  # fmt: skip
    assert (one.by, one.undone_by, other.by) == (PROGRAM.name, "李蔚", "李蔚")
    assert one.at <= one.undone_at <= other.at
    assert one.similarity == other.similarity
    assert (one.first_id, one.second_id) == (other.first_id, other.second_id)


def test_what_is_not_whole_yet_is_linked_by_the_import_that_is_whole_last(city, at):
    first = city.take_in(platform(city, "P", at))
    state_of(city, first.batch_id, "open")
    second = city.take_in(hotline(city, "H", at))
    assert pairs_of(city) == []
    state_of(city, first.batch_id, "closed")
    with city.db.write() as session:
        assert links.link_arrivals(session, city.liwei, second.batch_id, 1) == 1


def state_of(city, batch, state):
    with city.db.write() as session:
        session.get_one(BatchRow, batch).state = state
        journal.record(session, city.liwei, "batch", batch, "opened")


def test_who_judges_a_link_may_judge_both_of_its_complaints(city, at):
    for login, district in (("east", EAST), ("west", "990103")):
        with city.db.write() as session:
            person = staff.add_person(session, PROGRAM, staff.NewPerson(login, login))
            staff.grant_role(session, PROGRAM, person, Role.COUNTY, None, district)
    city.take_in(platform(city, "P", at), hotline(city, "H", at, district="990103"))
    city.take_in(
        platform(city, "Q", at, subject_name="别的店"),
        hotline(city, "R", at, subject_name="别的店", district=None),
    )
    both, own = ids(city)
    for login in ("east", "west"):
        with pytest.raises(RuleBroken, match="限于本县区"):
            city.do(links.take_apart, login, both, "两件事")
    with pytest.raises(RuleBroken, match="限于本县区"):
        city.do(links.take_apart, "west", own, "两件事")
    city.do(links.take_apart, "east", own, "两件事")
    assert pairs_of(city) == [("P", "H")]


def test_a_correction_does_not_link_again_what_a_person_took_apart(city, at):
    city.take_in(platform(city, "P", at))
    first = hotline(city, "H", at)
    city.take_in(first)
    city.do(links.take_apart, "liwei", ids(city)[0], "一件退卡，一件退私教课")
    city.take_in(replace(first, text=RETOLD + "已报警。"))
    assert pairs_of(city) == []


def test_a_complaint_entered_by_hand_for_a_system_is_linked(city, at):
    city.take_in(platform(city, "P", at))
    city.do(hand_entry.enter_by_hand, "liwei", hotline(city, "H", at), bytes(range(32)))
    assert pairs_of(city) == [("P", "H")]


def test_the_rows_can_be_filtered_and_the_detail_names_the_other(city, at):
    city.take_in(platform(city, "P", at), platform(city, "X", at, subject_name="别的店"))
    city.take_in(hotline(city, "H", at + timedelta(hours=1)))
    page = city.ask(complaint_page, ComplaintFilter(linked=True))
    assert [line.number for line in page.lines] == ["H", "P"]
    assert page.total == 2
    by_number = {line.number: line.id for line in page.lines}
    detail = city.ask(complaint_detail, by_number["P"], city.liwei)
    assert (detail.linked.number, detail.linked.source) == ("H", Source.HOTLINE)
    assert 0.3 < detail.linked.similarity < 1
    assert detail.linked.apart is not None
    assert detail.linked.apart.refusal is None
    seen = city.ask(complaint_detail, by_number["P"], city.maxiao)
    assert seen.linked.number == "H"


@pytest.mark.lot(2)
def test_an_arrival_is_linked_with_little_work_among_a_hundred_thousand(city, at):
    """All of one trader, within the hours that count: the worst that can be there.

    On a machine with nothing else to do this much is done within a second.
    """
    city.take_in(platform(city, "P", at))
    with city.db.write() as session:
        fill(session, 100_000, at)
    new = hotline(city, "H", at + timedelta(hours=1))
    with city.db.write() as session:
        facts = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0)
        batch = intake.open_batch(session, city.liwei, facts)
        known = intake.subjects.known_like(session, new)
        chunk = keyed(columns_of([new]), bytes(range(32)))
        [number] = intake.store_chunk(session, city.liwei, batch, chunk, known)
        people.number(session)
        session.get_one(BatchRow, batch).state = "closed"
        session.flush()
        with at_most(session, steps=8_000_000, rows=300_000):
            assert links.link_arrivals(session, city.liwei, batch, number) == 1


def test_what_came_in_about_others_at_that_time_is_not_read_for_an_arrival(city, at):
    city.take_in(platform(city, "X", at, subject_name="别的店"))
    with city.db.write() as session:
        fill(session, 3_000, at)
    city.take_in(hotline(city, "H", at))
    with city.db.write() as session:
        arrived = session.scalars(select(ComplaintRow).where(ComplaintRow.number == "H")).one()
        batch, number = arrived.batch_id, arrived.id
        with at_most(session, steps=10_000, rows=6_000):
            assert links.link_arrivals(session, city.liwei, batch, number) == 0


def fill(session, count, at):
    """Many complaints of many people about the trader of the first one."""
    like = session.scalars(select(ComplaintRow)).one()
    first = bulk.next_id(session, ComplaintRow)
    columns = {c.name: getattr(like, c.name) for c in ComplaintRow.__table__.c} | {
        "id": range(first, first + count),
        "number": [f"f{n}" for n in range(count)],
        "registered_at": [at + timedelta(seconds=n % 3600) for n in range(count)],
        "person_key": [f"k{n}" for n in range(count)],
        "source": Source.PLATFORM,
        "kind": ComplaintKind.COMPLAINT,
        "channel": Channel.APP,
    }
    bulk.insert_columns(session, ComplaintRow, count, columns)
