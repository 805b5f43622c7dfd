"""A small bureau for the tests: the demo city, the plan, a person for each part."""

from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Source,
)
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.intake.borders import read_borders
from commandcenter.paths import RESOURCES
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.seat import people, role_confirmation
from commandcenter.store import seed
from commandcenter.store.database import now
from commandcenter.store.people import actor_of, waiting
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

CITY_FILE = RESOURCES / "city" / "demo_city.geojson"
KEY = bytes(range(32))
EAST = "990102"
PEOPLE = [
    ("chenyu", "陈屿", Role.COMMANDER, None),
    ("luomin", "罗敏", Role.DEPUTY, None),
    ("liwei", "李蔚", Role.DUTY, None),
    ("zhoulan", "周岚", Role.LEADER, Group.COORDINATION),
    ("maxiao", "马骁", Role.LEADER, Group.ONSITE),
    ("wuyue", "吴越", Role.MEMBER, Group.ONSITE),
    ("hewenjing", "何文静", Role.LEADER, Group.INVESTIGATION),
    ("admin", "管理员", Role.ADMIN, None),
]


def told(at):
    """That an upper body has decided, by telephone."""
    return Proof(caller="韩松 省局值班室", phone="10099887766", called_at=at)


class City:
    """`city.db`, and the people by login: `city.chenyu`. A database without people gets them."""

    def __init__(self, db):
        self.db = db
        with db.read() as session:
            founded = session.scalar(select(PersonRow.id).limit(1)) is not None
        if not founded:
            self._make()

    def _make(self):
        db = self.db
        with db.write() as session:
            seed.put_city(session, PROGRAM, read_borders(CITY_FILE), "")
            seed.put_plan(session, PROGRAM)
        for login, name, role, group in PEOPLE:
            with db.write() as session:
                new = people.NewPerson(login, name, phone="0990-1234567")
                person = people.add_person(session, PROGRAM, new)
                people.grant_role(session, PROGRAM, person, role, group)
        self.confirm_roles()

    def confirm_roles(self):
        """The commander confirms every role that waits for it."""
        with self.db.write() as session:
            wanted = select(RoleGrantRow.id).where(waiting(now(session)))
            for grant in session.scalars(wanted).all():
                role_confirmation.confirm(session, self.chenyu, grant)

    def __getattr__(self, login) -> Actor:
        with self.db.read() as session:
            return actor_of(session, login, self.db.clock())

    def do(self, verb, login, *arguments, **named):
        """Run a service in a transaction of its own."""
        with self.db.write() as session:
            return verb(session, getattr(self, login), *arguments, **named)

    def ask(self, query, *arguments, **named):
        with self.db.read() as session:
            return query(session, *arguments, **named)

    def complaint(self, number, minutes_ago=10, **fields):
        values = {
            "number": number,
            "source": Source.DESK,
            "kind": ComplaintKind.COMPLAINT,
            "channel": Channel.PHONE,
            "registered_at": self.db.clock() - timedelta(minutes=minutes_ago),
            "complainant": Complainant(name="王某", phone=f"100{abs(hash(number)) % 10**8:08}"),
            "title": "门店关闭，要求退费",
            "text": "门锁了，设备在搬。",
            "category": "文化娱乐体育",
            "problem": "合同",
            "district": EAST,
            "subject_name": "悦力工场健身（城东店）",
            "brand": "悦力工场",
            "amount_cents": 320_000,
        }
        return NewComplaint(**(values | fields))

    def take_in(self, *complaints, login="liwei", exported_to=None):
        facts = intake.FileFacts("x.csv", "0" * 64, "", len(complaints), 0, 0, exported_to or {})
        return intake.take_in(self.db, getattr(self, login), facts, complaints, KEY)

    def register(self, login="zhoulan", **fields):
        values = {
            "title": "“11·24”悦力工场健身闭店事件",
            "public_title": "“11·24”某健身机构闭店事件",
            "categories": (Category.CLUSTER,),
            "districts": (EAST,),
            "received_at": self.db.clock() - timedelta(minutes=20),
            "received_by_way": "12315 电话",
            "topic": "预付式消费",
            "brand": "悦力工场",
            "verified": True,
        }
        new = incidents.NewIncident(**(values | fields))
        return self.do(incidents.register, login, new)

    def obligation(self, incident, code, about=""):
        """The id of the row of the book, of what comes round the newest."""
        wanted = ObligationRow.incident_id == incident, ObligationRow.code == code
        rows = select(ObligationRow.id).where(*wanted, ObligationRow.about == about)
        return self.ask(lambda s: s.scalar(rows.order_by(ObligationRow.round.desc()).limit(1)))

    def activate(self, incident, level=Level.III):
        """Suggest, decide and activate, as the people who may."""
        self.do(incidents.suggest_grade, "zhoulan", incident, level, "50 人以上，100 万元以上", {})
        self.do(incidents.decide_grade, "chenyu", incident, level, "同意会商意见")
        order = incidents.Activation("闭店事件应急响应", level, 7, "现场登记，劝阻搬离", "陈屿")
        self.do(incidents.activate, "chenyu", incident, order)
