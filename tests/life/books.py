"""What closes obligations and what opens them again, in two incidents at once, in any order.

After each move that went through the books of all incidents say what an independent reader of the
acts says (tests/book_judge.py).
"""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind
from commandcenter.domain.org import Group
from commandcenter.services.command import (
    directives,
    instructions,
    liaison,
    obligations,
    site,
    supply,
)
from commandcenter.services.command.directives import NewDirective
from commandcenter.services.command.liaison import NewRequest
from commandcenter.services.command.site import NewPlace, SiteReport
from commandcenter.services.command.supply import Wanted
from commandcenter.services.incident import incidents
from commandcenter.services.reports import report_sending, reports
from commandcenter.services.reports.report_sending import CallTaken, PhoneCall
from commandcenter.services.seat import people
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.every import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow
from commandcenter.store.tables.reports.report import ReportRow
from tests.book_judge import require_books
from tests.life.areas import Area
from tests.life.bureau import RECEIVERS
from tests.life.laws import require_lawful
from tests.life.machine import Life, which

OFFICE, PROVINCE = RECEIVERS
DEPARTMENTS = ("公安机关", "卫生健康部门", "宣传部门", "网信部门", "信访部门", "行业主管部门",
               "属地县（市、区）政府")  # fmt: skip
SAID = (
    (obligations.close_by_hand, "已当场告知并发放告知单"),
    (obligations.reopen, "登记有误"),
    (obligations.not_applicable, "不涉及本情形"),
    (obligations.take_back, "仍然适用"),
    (obligations.applies, "现场发现有此情形"),
    (obligations.note, "已联系"),
)
DRAFTS = (reports.draft_first, reports.draft_follow_up, reports.draft_final)
ago = st.integers(0, 4)  # minutes; the 接报 was five before the registration
some = st.integers(0, 60)

# Of the life itself what goes on beside: two become one and two again, levels change, all ends.
BESIDE = Area(
    (
        "verify", "the_leader_merges", "the_leader_takes_out", "the_commander_grades", "suggest",
        "the_commander_activates", "the_commander_changes", "the_commander_ends", "dismiss",
        "the_duty_officer_writes_down", "the_commander_settles_a_call_twice",
        "the_commander_asks_above", "waive_steps", "go_on_writing", "the_commander_takes_back",
    ),
    ("two", "two", "two", "carried", "carried", "three", "beside", "merged", "reported", "ended"),
)  # fmt: skip


def lawful_with_books(session):
    require_lawful(session)
    require_books(session)


class Books(Life):
    """Verbs are tried as they come: what is refused changes nothing, which `attempt` watches."""

    laws = staticmethod(lawful_with_books)

    def any_of(self, row_class, number, *where):
        """Of any incident, the sources of a 并案 too; None where there is none yet."""
        wanted = select(row_class.id).where(*where).order_by(row_class.id.desc())
        with self.bureau.db.read() as session:
            found = session.scalars(wanted).all()
        return found[number % len(found)] if found else None

    def try_on(self, row_class, number, login, verb, *arguments):
        row = self.any_of(row_class, number)
        if row is not None:
            self.bureau.attempt(login, verb, row, *arguments)

    def before(self, minutes):
        return self.bureau.db.clock() - timedelta(minutes=minutes)

    @rule(n=which, minutes=ago, both=st.booleans())
    def tell(self, n, minutes, both):
        told = [CallTaken(OFFICE, "值班员", "值班员")] + [CallTaken(PROVINCE, "值班员")] * both
        call = PhoneCall(tuple(told), self.before(minutes))
        self.bureau.attempt("liwei", report_sending.record_phone, self.one(n), call)

    @rule(n=which, draft=st.sampled_from(DRAFTS), signed=st.booleans())
    def draft_report(self, n, draft, signed):
        done, report = self.bureau.attempt("zhoulan", draft, self.one(n))
        if done and signed:
            self.bureau.attempt("chenyu", reports.sign, report)

    @rule(n=some, returned=st.booleans())
    def sign_report(self, n, returned):
        if returned:
            self.try_on(ReportRow, n, "chenyu", reports.send_back, "人数请核实")
        else:
            self.try_on(ReportRow, n, "chenyu", reports.sign)

    @rule(n=some, to=st.sampled_from([(OFFICE,), (PROVINCE,), (OFFICE, PROVINCE)]))
    def send(self, n, to):
        self.try_on(ReportRow, n, "zhoulan", report_sending.send, to, "传真")

    @rule(n=some, to=st.sampled_from([(OFFICE,), (PROVINCE,)]))
    def send_on(self, n, to):
        row = self.any_of(ReportRow, n, ReportRow.sent_at.is_not(None), ReportRow.kind != "phone")
        if row is not None:
            self.bureau.attempt("zhoulan", report_sending.send_on, row, to, "传真")

    @rule(n=which, is_first=st.booleans(), to=st.sampled_from([(OFFICE,), (OFFICE, PROVINCE)]))
    def report_whole(self, n, is_first, to):
        """Drafted, signed and sent to both or to one of them, as it mostly goes."""
        draft = reports.draft_first if is_first else reports.draft_follow_up
        done, report = self.bureau.attempt("zhoulan", draft, self.one(n))
        if done and self.bureau.attempt("chenyu", reports.sign, report)[0]:
            self.bureau.attempt("zhoulan", report_sending.send, report, to, "传真")

    @rule(n=which, label=st.sampled_from(["城东店", "城西店"]))
    def place(self, n, label):
        self.bureau.attempt("maxiao", site.add_place, self.one(n), NewPlace(label))

    @rule(n=which, lat=st.sampled_from([36.01, 36.02]))
    def place_team(self, n, lat):
        self.bureau.attempt("maxiao", incidents.place_team, self.one(n), "现场一队", lat, 117.02)

    @rule(n=which, place=some, minutes=ago, closes=st.booleans())
    def report_from_the_place(self, n, place, minutes, closes):
        where = self.any_of(IncidentPlaceRow, place)
        named = {"place_id": where} if where else {"place": "门前"}
        seen = SiteReport(
            Mood.CALM, head_count=20, seen_at=self.before(minutes), closes=closes, **named
        )
        self.bureau.attempt("maxiao", site.report, self.one(n), seen)

    @rule(n=which, kind=st.sampled_from(["registered", "on_site"]))
    def count(self, n, kind):
        self.bureau.attempt("maxiao", incidents.count_by_hand, self.one(n), kind, 30, "城东店")

    @rule(n=which, count=st.integers(1, 7), first=st.integers(0, 6))
    def ask_departments(self, n, count, first):
        new = NewRequest("通报情况", "电话")
        asked = DEPARTMENTS[first : first + count]
        self.bureau.attempt("zhoulan", liaison.ask, self.one(n), asked, new)

    @rule(n=some)
    def a_department_answers(self, n):
        self.try_on(LiaisonRow, n, "zhoulan", liaison.note_answer, "已派员到场")

    @rule(n=which, minutes=ago)
    def direct(self, n, minutes):
        new = NewDirective(
            "副市长", "", "批示件1号", "依法处置", self.before(minutes), Group.ONSITE
        )
        self.bureau.attempt("liwei", directives.register, self.one(n), new)

    @rule(n=some, step=st.integers(0, 2))
    def follow_direction(self, n, step):
        if step == 0:
            self.try_on(DirectiveRow, n, "maxiao", directives.receive)
        elif step == 1:
            self.try_on(DirectiveRow, n, "maxiao", directives.report_result, "已依法处置完毕")
        else:
            told_at = self.bureau.db.clock()
            self.try_on(DirectiveRow, n, "liwei", directives.report_upward, "电话", told_at)

    @rule(n=which)
    def instruct(self, n):
        self.bureau.attempt("chenyu", instructions.give, self.one(n), "延时服务", Group.ONSITE)

    @rule(n=some, receives=st.booleans())
    def follow_instruction(self, n, receives):
        self.try_on(InstructionRow, n, "maxiao", instructions.receive)
        if not receives:
            self.try_on(InstructionRow, n, "maxiao", instructions.report_back, "已延时")

    @rule(n=which, login=st.sampled_from(["zhoulan", "maxiao", "liwei"]), leaves=st.booleans())
    def attend(self, n, login, leaves):
        verb = people.sign_out if leaves else people.sign_in
        self.bureau.attempt(login, verb, self.one(n), self.bureau.person(login))

    @rule(n=which, kind=st.sampled_from([Kind.VEHICLE, Kind.EQUIPMENT]))
    def want(self, n, kind):
        wanted = Wanted(kind, "执法车", 1, "辆", "增援", for_group=Group.ONSITE)
        self.bureau.attempt("maxiao", supply.ask, self.one(n), wanted)

    @rule(n=some)
    def withdraw(self, n):
        self.try_on(SupplyRequestRow, n, "maxiao", supply.withdraw)

    @rule(
        n=some, login=st.sampled_from(["chenyu", "luomin", "zhoulan", "maxiao"]),
        says=st.sampled_from(SAID),
    )  # fmt: skip
    def say(self, n, login, says):
        """Of one that is fit for it mostly: by hand, 恢复, 不适用, 撤回, 适用, 备注."""
        verb, words = says
        row = self._fit(verb, n)
        if row is not None:
            self.bureau.attempt(login, verb, row, words)

    def _fit(self, verb, number):
        c = ObligationRow
        fit = {
            obligations.close_by_hand: (c.form == "") & (c.state == "open"),
            obligations.reopen: c.hand_words != "",
            obligations.not_applicable: c.state.in_(("open", "grey", "waiting")),
            obligations.take_back: c.na_why != "",
            obligations.applies: c.state == "waiting",
        }
        wanted = select(c.id).order_by(c.id)
        with self.bureau.db.read() as session:
            found = session.scalars(wanted.where(fit[verb]) if verb in fit else wanted).all()
        return found[number % len(found)] if found else None


def judged(house):
    """The machine with all moves of the book, and what goes on beside them."""
    return BESIDE.of(type("Books", (Books,), {"house": house}))
