"""疑似异常 (令121 Art. 17): flagged beside, never dropped; lifted with a reason."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.complaints.abnormal import Limits, Sign
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.services.complaints import flags, hand_entry, handling
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.seat import people
from commandcenter.store.complaints import people as numbering
from commandcenter.store.incident.counts import flagged_in, incident_counts
from commandcenter.store.moment import moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import ComplaintFlagRow, ComplaintRow, JournalLineRow
from tests.city import KEY

ONE = Complainant("甲某", "10000000001")


def repeats(city, count, **fields):
    return [
        city.complaint(
            f"{fields.get('prefix', 'S')}{n}",
            complainant=ONE,
            text=f"第{'一二三四五六七八九十'[n % 10]}次来电{'又' * n}",
            minutes_ago=30 + n,
            **{k: v for k, v in fields.items() if k != "prefix"},
        )
        for n in range(count)
    ]


@pytest.fixture
def odd(city):
    """Five complaints of one person on one trader, and three of others."""
    city.take_in(*repeats(city, 5), *[city.complaint(f"N{n}", text=f"事由{n}") for n in "甲乙丙"])
    city.incident = city.register()
    return city


def rows(city, *, lifted=None):
    wanted = select(ComplaintFlagRow).order_by(ComplaintFlagRow.id)
    if lifted is not None:
        at = ComplaintFlagRow.lifted_at
        wanted = wanted.where(at.is_not(None) if lifted else at.is_(None))
    with city.db.read() as session:
        return session.scalars(wanted).all()


def ids(city, prefix):
    with city.db.read() as session:
        found = select(ComplaintRow.id).where(ComplaintRow.number.startswith(prefix))
        return session.scalars(found.order_by(ComplaintRow.id)).all()


def counted(city):
    def ask(session):
        m = moment(session, city.db.clock())
        flagged = session.scalar(flagged_in(m, city.incident))
        return incident_counts(session, m, city.incident), flagged

    whole, flagged = city.ask(ask)
    return whole.complaints, whole.people, flagged


def test_an_import_is_looked_at_before_any_incident_takes_it(city):
    city.take_in(*repeats(city, 5))
    assert {row.complaint_id for row in rows(city, lifted=False)} == set(ids(city, "S"))


def test_signs_are_flagged_as_complaints_come_and_no_count_changes(odd):
    assert {row.complaint_id for row in rows(odd, lifted=False)} == set(ids(odd, "S"))
    assert {row.by for row in rows(odd)} == {"系统"}
    assert counted(odd) == (8, 4, 5)


def test_what_comes_later_is_flagged_with_the_others(odd):
    odd.take_in(*[c for c in repeats(odd, 8) if c.number in ("S5", "S6", "S7")])
    open_ = rows(odd, lifted=False)
    assert {row.complaint_id for row in open_} == set(ids(odd, "S"))
    assert {row.words for row in open_ if row.kind == Sign.REPEAT} == {"7 日内对同一主体 8 件"}
    assert counted(odd) == (11, 4, 8)


def test_a_flag_holds_no_more_where_its_neighbours_left(odd):
    two = ids(odd, "S")[:2]
    odd.do(incidents.detach_complaints, "zhoulan", odd.incident, two, "与本事件无关")
    over = [row for row in rows(odd, lifted=True) if row.incident_id == odd.incident]
    assert all(row.lifted_by == "系统" for row in over)
    assert counted(odd)[0] == 6


def test_a_person_lifts_a_flag_with_a_reason_and_the_rules_do_not_put_it_back(odd):
    first = rows(odd, lifted=False)[0]
    with pytest.raises(RuleBroken, match="解除标注的理由"):
        odd.do(flags.lift, "hewenjing", [first.id], " ")
    odd.do(flags.lift, "hewenjing", [first.id], "电话核实，五次消费各有小票")
    odd.do(flags.review, "zhoulan", odd.incident)
    odd.take_in(odd.complaint("新", text="又一件"))
    kept = [r for r in rows(odd) if r.complaint_id == first.complaint_id and r.kind == first.kind]
    assert [(row.lifted_by, row.lifted_why) for row in kept] == [
        ("何文静", "电话核实，五次消费各有小票")
    ]
    with pytest.raises(RuleBroken, match="已经解除"):
        odd.do(flags.lift, "zhoulan", [first.id], "再次")


def test_a_look_that_finds_nothing_new_writes_nothing(odd):
    with odd.db.read() as session:
        before = session.scalars(select(func.max(JournalLineRow.number))).one()
    assert odd.do(flags.review, "zhoulan", odd.incident) == flags.Reviewed(0, 0)
    with odd.db.read() as session:
        assert session.scalars(select(func.max(JournalLineRow.number))).one() == before


def test_one_is_flagged_by_hand_and_stays_counted_and_handled(odd):
    one = ids(odd, "N")[0]
    made = odd.do(flags.flag, "hewenjing", [one], "疑似代人投诉", odd.incident)
    assert counted(odd) == (8, 4, 6)
    with pytest.raises(RuleBroken, match="已有人工标注"):
        odd.do(flags.flag, "zhoulan", [one], "又看到", odd.incident)
    at = odd.db.clock() - timedelta(minutes=1)
    done = odd.do(handling.carry_out, "zhoulan", [one], Done(HandlingAct.ACCEPT, at))
    assert done.complaints == (one,)
    odd.do(flags.lift, "zhoulan", made.flags, "身份已核实")
    assert counted(odd) == (8, 4, 5)
    odd.do(flags.flag, "zhoulan", [one], "又有新的情况", odd.incident)
    assert counted(odd) == (8, 4, 6)


def test_by_hand_survives_that_the_complaint_leaves_the_incident(odd):
    one = ids(odd, "N")[0]
    odd.do(flags.flag, "hewenjing", [one], "疑似代人投诉", odd.incident)
    odd.do(incidents.detach_complaints, "zhoulan", odd.incident, [one], "无关")
    assert [r.lifted_at for r in rows(odd) if r.complaint_id == one] == [None]


def test_a_trader_without_an_incident_is_looked_at_when_complaints_come_in(city):
    city.take_in(*repeats(city, 4, brand="", subject_name="香麦坊"))
    assert [row.incident_id for row in rows(city, lifted=False)] == [None] * 4
    new = city.complaint("柜台", complainant=ONE, brand="", subject_name="香麦坊", text="第五次")
    city.do(hand_entry.enter_by_hand, "liwei", new, KEY)
    assert len(rows(city, lifted=False)) == 5


def test_a_trader_of_as_few_complaints_as_any_sign_needs_is_looked_at(city):
    """Three names on one telephone are a sign; a person's repeats begin with four."""
    two, three = (
        [
            city.complaint(
                f"{shop}{n}", brand="", subject_name=shop, text=f"事由{name}",
                complainant=Complainant(name, phone), minutes_ago=n + 1,
            )
            for n, name in enumerate(names)
        ]
        for shop, names, phone in (
            ("甲店", "赵钱", "10000000002"), ("乙店", "孙李周", "10000000003"),
        )
    )  # fmt: skip
    city.take_in(*two, *three)
    found = rows(city)
    assert [row.complaint_id for row in found] == ids(city, "乙店")
    assert {row.words for row in found} == {"同一电话用了 3 个姓名"}


def test_what_lies_long_back_in_a_file_is_flagged_only_when_an_incident_takes_it(city):
    old = [
        city.complaint(
            f"S{n}", complainant=ONE, brand="", subject_name="香麦坊", text=f"第{'一二三四'[n]}次",
            minutes_ago=60 * 24 * 40 + n,
        )
        for n in range(4)
    ]  # fmt: skip
    city.take_in(*old)
    assert rows(city) == []
    incident = city.register()
    city.do(incidents.attach_complaints, "zhoulan", incident, ids(city, "S"))
    assert [row.incident_id for row in rows(city, lifted=False)] == [incident] * 4
    gone = ids(city, "S")[0]
    city.do(incidents.detach_complaints, "zhoulan", incident, [gone], "与本事件无关")
    why = {True: "已移出本事件", False: "重新核对后不再符合"}
    assert [(row.lifted_by, row.lifted_why) for row in rows(city, lifted=True)] == [
        ("系统", why[row.complaint_id == gone]) for row in rows(city)
    ]
    assert lines(city, incident) == ["reviewed", "reviewed"]


def lines(city, incident):
    """What the journal has of the flags of an incident."""
    line = JournalLineRow
    wanted = select(line.verb).where(line.kind == "complaint_flag", line.incident_id == incident)
    with city.db.read() as session:
        return session.scalars(wanted.order_by(line.number)).all()


def test_a_county_flags_its_own_and_is_told_of_the_others(odd):
    with odd.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, "990102")
    odd.take_in(odd.complaint("W", district="990103", text="西区的"))
    both = [*ids(odd, "W"), ids(odd, "N")[0]]
    made = odd.do(flags.flag, "east", both, "同一手法")
    assert len(made.flags) == 1
    assert [count for _, count in made.refused] == [1]
    assert "本县区" in str(made.refused[0][0])


def test_no_line_of_the_journal_names_anybody_or_says_why(odd):
    odd.do(flags.flag, "zhoulan", ids(odd, "N")[:1], "甲某的亲属代投", odd.incident)
    with odd.db.read() as session:
        found = session.scalars(select(JournalLineRow)).all()
    said = " ".join(f"{line.kind} {line.verb} {line.clause}" for line in found)
    assert "甲某" not in said
    assert "complaint_flag flagged 4.1(6)" in said


@pytest.mark.parametrize(
    ("words", "why"), [("", "请填写"), ("\0", "请填写"), ("长" * 501, "超过 500 字")]
)
def test_a_flag_by_hand_needs_words_of_a_length(odd, words, why):
    with pytest.raises(RuleBroken, match=why):
        odd.do(flags.flag, "zhoulan", ids(odd, "N"), words)


def test_imports_whose_people_were_told_apart_late_are_looked_at_as_they_came(city, monkeypatch):
    """A server gives groups back in any order."""
    imports = [city.take_in(city.complaint(f"L{n}")).batch_id for n in range(8)]
    looked_at = []

    def all_of_them(session):
        return list(session.scalars(select(ComplaintRow.id)))

    monkeypatch.setattr(numbering, "numbered_late", all_of_them)
    monkeypatch.setattr(flags, "look_at_arrivals", lambda *of: looked_at.append(of[2]))
    taken = city.take_in(city.complaint("L8")).batch_id
    assert looked_at == [taken, *imports, taken]  # what has just come in stands before


def test_of_many_that_are_flagged_or_lifted_those_that_do_not_fit_are_named(odd):
    """A line names the only one and the only incident; what is not chosen changes nothing."""
    with odd.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, "990102")
    odd.take_in(*(odd.complaint(f"W{n}", district="990103", text=f"西区{n}") for n in "甲乙"))
    east, west = ids(odd, "N"), ids(odd, "W")
    before = journal_of_flags(odd)
    for verb, words in ((flags.flag, "请先选择投诉"), (flags.lift, "请先选择疑似异常的标注")):
        for chosen in ([], [9_999]):
            with pytest.raises(RuleBroken, match=words):
                odd.do(verb, "zhoulan", chosen, "手法相同")
    made = odd.do(flags.flag, "zhoulan", [*east, east[0], 9_999], " 手法相同 ", odd.incident)
    assert len(made.flags) == 3
    one = odd.do(flags.flag, "zhoulan", [west[0]], "手法相同")
    both = odd.do(flags.flag, "zhoulan", [west[1], *east], "手法相同", odd.incident)
    assert [(str(why), count) for why, count in both.refused] == [("已有人工标注，未解除。", 3)]
    lifted = odd.do(flags.lift, "east", [*made.flags[:1], *one.flags, *both.flags], "已核实")
    assert lifted.flags == made.flags[:1]
    assert [count for _, count in lifted.refused] == [2]
    odd.do(flags.lift, "zhoulan", [*made.flags, *one.flags], " 已核实 ")
    kept = {row.id: row for row in rows(odd)}
    assert {kept[n].words for n in made.flags} == {"手法相同"}
    assert {(kept[n].by, kept[n].incident_id) for n in made.flags} == {("周岚", odd.incident)}
    said = [(kept[n].lifted_by, kept[n].lifted_why) for n in (*made.flags, *one.flags)]
    assert said == [("城东", "已核实")] + [("周岚", "已核实")] * 3
    assert journal_of_flags(odd)[len(before) :] == [
        ("flagged", 0, odd.incident), ("flagged", one.flags[0], None),
        ("flagged", both.flags[0], odd.incident), ("lifted", made.flags[0], odd.incident),
        ("lifted", 0, None),  # of two incidents, or of one and none
    ]  # fmt: skip


def journal_of_flags(city):
    line = JournalLineRow
    wanted = select(line.verb, line.subject, line.incident_id).where(line.kind == "complaint_flag")
    found = city.ask(lambda s: s.execute(wanted.order_by(line.number)).all())
    return [tuple(each) for each in found]


def test_the_most_complained_about_are_looked_at_over_the_days_of_the_rules(city, monkeypatch):
    """A trader of more complaints goes first; one that is as old as the days is left out."""
    monkeypatch.setattr(flags, "SUBJECTS", 1)
    city.take_in(
        *repeats(city, 4, brand="", subject_name="少店", prefix="少"),
        *repeats(city, 5, brand="", subject_name="多店", prefix="多"),
    )
    assert {row.complaint_id for row in rows(city)} == set(ids(city, "多"))
    assert journal_of_flags(city) == [("reviewed", 0, None)]
    at, days = city.db.clock(), city.ask(lambda s: Limits.of(plan_of(s))).days
    monkeypatch.setattr(flags, "now", lambda session: at)
    for shop, seconds in (("旧店", 1), ("新店", 0)):
        then = at - timedelta(days=days, seconds=seconds)
        new = repeats(city, 6, brand="", subject_name=shop, prefix=shop)
        city.take_in(*(replace(each, registered_at=then) for each in new))
    flagged = {row.complaint_id for row in rows(city)}
    assert flagged == {*ids(city, "多"), *ids(city, "新店")}
