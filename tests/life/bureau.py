"""The bureau of the life machine: a database of its own, its people, and what they may by the plan.

What may be is said here once more and apart from the program's own rules, so that a rule that
is taken out of the program is missed.
"""

import contextlib
from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.aftermath.retention import Retention, Scope, Verdict
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.services import book
from commandcenter.services.aftermath import closing, recovery, retention
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, levels, oral, response
from commandcenter.services.incident.incidents import NewIncident, register
from commandcenter.services.seat import people as persons
from commandcenter.store.people import actor_of
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow, RecoveryRow
from commandcenter.store.tables.base import Journalled
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.reports.report import ReportRow
from tests.city import EAST, City

WEST = "990103"
RECEIVERS = ("市委市政府总值班室", "省市场监督管理局")  # of Ⅲ
NAMES = {
    "chenyu": "陈屿", "luomin": "罗敏", "liwei": "李蔚", "zhoulan": "周岚", "maxiao": "马骁",
    "admin": "管理员", "east": "沈立群", "west": "康岩",
}  # fmt: skip
LOGINS = tuple(NAMES)
STATIC = {"plan_item", "plan_version", "city", "district", "town", "setting", "person"}
WATCHED = []  # name, columns of the key, and what reads all of it
for row_class in Base.__subclasses__():
    if row_class.journalled is Journalled.ALL and row_class.__tablename__ not in STATIC:
        table = row_class.__table__
        keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
        WATCHED.append(
            (table.name, table.primary_key.columns.keys(), f'SELECT {keys}, * FROM "{table.name}"')
        )

# Who of them may write which line, by kind and verb; not written here: nobody.
ALL_BUT = ("chenyu", "luomin", "liwei", "zhoulan", "maxiao", "east")
DISPOSE = ("chenyu", "luomin", "zhoulan", "east")
DECIDE = ("chenyu", "liwei", "zhoulan", "east")  # east for Ⅳ; the others also for who telephoned
MAY = {
    ("incident", "registered"): ALL_BUT,
    ("incident", "verified"): ALL_BUT,
    ("incident", "grade suggested"): ("chenyu", "luomin", "liwei", "zhoulan", "east"),
    ("incident", "grade returned"): ("chenyu", "east"),
    ("incident", "grade decided"): DECIDE,
    ("incident", "activated"): DECIDE,
    ("incident", "grade taken back"): ("chenyu", "east"),
    ("incident", "start taken back"): ("chenyu", "east"),
    ("incident", "raised"): DECIDE,
    ("incident", "lowered"): DECIDE,
    ("incident", "ended"): DECIDE,
    ("incident", "initial signed"): ("chenyu",),
    ("incident", "upper requested"): ("chenyu",),
    ("incident", "upper decision registered"): ("chenyu", "liwei", "zhoulan"),
    ("incident", "false alarm"): DISPOSE,
    ("incident", "transferred"): DISPOSE,
    ("incident", "merged"): DISPOSE,
    ("incident", "took in"): DISPOSE,
    ("incident", "taken out"): DISPOSE,
    ("incident", "let go"): DISPOSE,
    ("incident", "aftermath begun"): DISPOSE,
    ("incident", "archived"): ("chenyu", "luomin"),
    ("oral_decision", "registered"): ("liwei", "zhoulan", "east"),
    ("oral_decision", "signed"): ("chenyu", "east"),
    ("oral_decision", "disputed"): ("chenyu", "east"),
    ("obligation", "not applicable"): ("chenyu", "luomin"),
    ("retention", "decided"): ("chenyu",),
    ("retention", "kept"): ("chenyu",),
    ("retention", "erased"): ("chenyu",),
    ("recovery", "settled"): ("luomin", "east"),
    ("recovery", "waived"): ("chenyu", "luomin"),
}

CLOSED = ("archived", "false_alarm", "transferred", "merged")
# What may still be noted of an incident that is over, or carried on in another.
AFTER_ALL = {
    ("attendance", "signed out"),  # who had signed in to the command
    ("incident", "taken out"),
    ("incident_complaint", "joined"),
    ("oral_decision", "signed"),
    ("oral_decision", "disputed"),
    ("retention", "decided"),
    ("retention", "erased"),
    ("retention", "kept"),
}
# What had begun before a 并案 goes on in the incident that it is carried on in.
CARRIED_ON = {
    ("directive", "received"), ("directive", "done"), ("directive", "told"),
    ("instruction", "received"), ("instruction", "reported"), ("liaison", "answered"),
    ("report", "signed"), ("report", "returned"), ("report", "sent"), ("report", "sent on"),
    ("supply_request", "withdrawn"),
}  # fmt: skip


def _goes_on(state, kind, said):
    """What another body took is decided no more; what comes back from there is still noted."""
    if state == "transferred":
        return kind != "incident"
    return state == "merged" and (kind, said) in CARRIED_ON


def build(db):
    """The people of tests.city and two counties; nothing has happened yet."""
    city = City(db)
    for login, district in (("east", EAST), ("west", WEST)):
        with db.write() as session:
            new = persons.NewPerson(login, NAMES[login])
            person = persons.add_person(session, PROGRAM, new)
            persons.grant_role(session, PROGRAM, person, Role.COUNTY, district=district)
    return city


class Bureau:
    """`attempt` is the only way by which the machine changes anything.

    `after(session)` is asked whenever something was done.
    """

    def __init__(self, db, eye):
        self.db, self.eye = db, eye
        self.after = lambda session: None
        self.incidents: list[int] = []
        self.ids, self.actors = {}, {}
        self.begin(self.rows())

    def begin(self, first_rows):
        """A story begins with these rows, and with what else the database holds now."""
        self.incidents = sorted(self.newest_states())
        self.first_rows, self.first_line = first_rows, self.newest_line()
        self.line, self.version = self.first_line, self.eye.version()
        self.states = self.newest_states()
        self.signed = self.newest_signatures()

    def close(self):
        self.eye.close()
        self.db.close()

    def ask(self, statement, **values):
        return self.eye.ask(statement, **values)

    def rows(self):
        """Every journalled row, by table and key."""
        return {
            name: {row[: len(keys)]: row for row in self.ask(statement)}
            for name, keys, statement in WATCHED
        }

    def newest_line(self):
        return self.ask("SELECT coalesce(max(number), 0) FROM journal")[0][0]

    def newest_states(self):
        return dict(self.ask("SELECT id, state FROM incident"))

    def newest_signatures(self):
        found = self.ask(
            "SELECT id, signed_at, disputed_at FROM oral_decision "
            "WHERE signed_at IS NOT NULL OR disputed_at IS NOT NULL"
        )
        return {row[0]: tuple(row) for row in found}

    def attempt(self, login, verb, *arguments):
        """Returns (done, result). A refusal changes nothing; a change has its lines."""
        done, result = False, None
        with contextlib.suppress(RuleBroken), self.db.write() as session:
            result = verb(session, self.actor(login), *arguments)
            done = True
        version = self.eye.version()
        if done:
            self.require_lines(login)
            with self.db.read() as session:
                self.after(session)
        else:
            assert version == self.version, "refused, and yet something changed"
        self.version = version
        return done, result

    def actor(self, login):
        """The roles of nobody change in a story."""
        if login not in self.actors:
            with self.db.read() as session:
                self.actors[login] = actor_of(session, login, self.db.clock())
        return self.actors[login]

    def require_lines(self, login):
        lines = self.ask(
            "SELECT number, actor, kind, verb, incident_id FROM journal WHERE number > :n",
            n=self.line,
        )
        assert lines, "done without a line of the journal"
        before, self.states = self.states, self.newest_states()
        then, self.signed = self.signed, self.newest_signatures()
        assert then.items() <= self.signed.items(), "a signature was given again"
        for number, actor, kind, said, incident in lines:
            self.line = max(self.line, number)
            assert actor == login
            if before.get(incident) in CLOSED and not _goes_on(before[incident], kind, said):
                assert (kind, said) in AFTER_ALL, f"{kind} {said} when it was {before[incident]}"
            if (kind, said) in MAY:
                assert login in MAY[kind, said], f"{login} wrote {kind} {said}"

    def require_images(self):
        """Whatever is another row than at first has its image in the journal."""
        images = self.ask(
            "SELECT table_name, row_key FROM journal_row WHERE line > :n", n=self.first_line
        )
        announced = {(name, key) for name, key in images}
        for name, rows in self.rows().items():
            before = self.first_rows[name]
            for key in {*rows, *before}:
                if rows.get(key) != before.get(key):
                    assert (name, "/".join(map(str, key))) in announced, f"{name} {key}: no image"

    def do(self, login, verb, *arguments):
        """What must go through, to come to where a story begins."""
        done, result = self.attempt(login, verb, *arguments)
        assert done, f"{login} may {verb.__name__}"
        return result

    def new(self, verified=True, login="zhoulan"):
        now = self.db.clock()
        incident = NewIncident(
            f"事件{len(self.incidents)}", "某机构事件", (Category.MEDIA,), (EAST,),
            now - timedelta(minutes=5), "电话", verified=verified,
        )  # fmt: skip
        self.incidents.append(self.do(login, register, incident))
        return self.incidents[-1]

    def graded(self, level):
        incident = self.new()
        self.do("chenyu", levels.decide_grade, incident, level, "同意会商意见")
        return incident

    def responding(self, level=Level.III):
        incident = self.graded(level)
        self.do("chenyu", response.activate, incident, activation(level))
        return incident

    def aftermath(self, without):
        """Everything is done but the point `without` of the gate, or nothing is missing ("")."""
        incident = self.responding()
        if without == "oral":
            self.do("liwei", oral.register, incident, call(self, Matter.OTHER, None))
        self.do("chenyu", response.end_response, incident, response.Ending("已平息", "陈屿"))
        if without != "state":
            self.do("chenyu", incident_moves.begin_aftermath, incident)
        if without != "steps":
            self.do("chenyu", closing.waive_steps, incident, "转入常规工作")
        line = recovery.Line(Ledger.FIRMS, "帮扶一户", "other", people=1)
        with self.db.write() as session:
            session.add(self.ledger_line(incident, line, without == "ledger"))
            session.add_all(self.papers(incident, without))
            if without == "supplies":
                session.add(supply(incident, self.db.clock()))
            if without == "cases":
                add_case(session, incident, self.db.clock())
            session.flush()
            book.record(session, PROGRAM, "incident", incident, "prepared", incident=incident)
        self.line, self.version = self.newest_line(), self.eye.version()
        self.states = self.newest_states()
        if without != "retention":
            self.do("chenyu", retention.decide, incident, verdict())
        return incident

    def ledger_line(self, incident, line, is_open):
        at = self.db.clock()
        return RecoveryRow(
            incident_id=incident, ledger=line.ledger.value, title=line.title, way=line.way,
            people=1, at=at, by="罗敏", district=EAST,
            settled_at=None if is_open else at,
            settled_by=None if is_open else "罗敏",
            settler_id=None if is_open else self.person("luomin"),
        )  # fmt: skip

    def person(self, login):
        if login not in self.ids:
            found = self.ask("SELECT id FROM person WHERE login = :login", login=login)
            self.ids[login] = found[0][0]
        return self.ids[login]

    def papers(self, incident, without):
        at = self.db.clock()
        if without != "final":
            yield ReportRow(
                incident_id=incident, kind=ReportKind.FINAL, number=0, issue=9,
                state=ReportState.SENT, elements=[], as_of=at, drafted_by="周岚", drafted_at=at,
                signed_by="陈屿", signed_at=at, sent_to=list(RECEIVERS), sent_at=at,
            )  # fmt: skip
        if without != "inquiry":
            yield InquiryReportRow(
                incident_id=incident, kind=InquiryKind.INVESTIGATION.value, sections=[], as_of=at,
                drafted_by="何文静", drafted_at=at, signature="陈屿", signed_at=at,
            )  # fmt: skip


GATES = (
    "", "state", "oral", "steps", "ledger", "final", "inquiry", "retention", "supplies", "cases"
)  # fmt: skip


def add_case(session, incident, at):
    """One under check, whose limit runs."""
    case = CaseFileRow(
        incident_id=incident, number="", party="某店", cause="涉嫌欺诈", handlers=[],
        state="checking", result="", registered_by="何文静", at=at,
    )  # fmt: skip
    session.add(case)
    session.flush()
    session.add(
        CaseActRow(
            incident_id=incident, case_id=case.id, kind="check", document="", words="核查",
            done_at=at, clock="decide_case", due_at=at + timedelta(days=15), extended_by="",
            outcome="", registered_by="何文静", at=at,
        )
    )  # fmt: skip


def supply(incident, at):
    return SupplyRequestRow(
        incident_id=incident, kind="vehicle", item="执法车", amount=1, unit="辆", reason="现场",
        asked_by="马骁", asked_from="现场处置组", asked_at=at, state="delivered",
    )  # fmt: skip


def verdict(signature="陈屿", reason="响应已终止", scope=(Scope.CALLERS,)):
    return Verdict(Retention.ERASE, frozenset(scope), reason, signature)


def keeping(until, words="诉讼需要"):
    scope = frozenset({Scope.CALLERS})
    return Verdict(Retention.KEEP, scope, "诉讼需要", "陈屿", words, "必要", "专库保存", until)


def activation(level, signature="陈屿", **other):
    values = {
        "matter": "应急响应", "level": level, "expected_days": 7, "measures": "登记、劝阻",
        "signature": signature,
    }  # fmt: skip
    return response.Activation(**(values | other))


def call(bureau, matter, order, decider="chenyu", witness="王见证", minutes=0):
    return oral.Call(
        matter, "请示", "同意", bureau.db.clock() - timedelta(minutes=minutes),
        bureau.person(decider), witness, order,
    )  # fmt: skip


def calls(db):
    """The newest first; the settled ones too."""
    with db.read() as session:
        return list(session.scalars(select(OralDecisionRow.id).order_by(-OralDecisionRow.id)))
