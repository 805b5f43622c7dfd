"""People and things of the groups in the field, for tests of what they do."""

from datetime import timedelta

from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.org import Group, Role
from commandcenter.services.command.evidence import Piece
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from tests.city import EAST

FIELD_PEOPLE = [
    ("gaoyuan", "高原", Role.LEADER, Group.LOGISTICS, None),
    ("dengqing", "邓清", Role.LEADER, Group.LEGAL, None),
    ("fangzhou", "方舟", Role.MEMBER, Group.INVESTIGATION, None),
    ("liangbo", "梁博", Role.PLANNER, None, None),
    ("tanjing", "谭静", Role.AUDITOR, None, None),
    ("east", "申立群", Role.COUNTY, None, EAST),
    ("west", "西区", Role.COUNTY, None, "990103"),
]


def add_people(city):
    for login, name, role, group, district in FIELD_PEOPLE:
        with city.db.write() as session:
            person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
            people.grant_role(session, PROGRAM, person, role, group, district)
    city.confirm_roles()


def ago(city, **span):
    return city.db.clock() - timedelta(**span)


def piece(city, **fields):
    """A piece as it may be put on the shelf."""
    values = {
        "kind": Kind.PHOTO,
        "title": "会员合同",
        "collectors": ("何文静", "方舟"),
        "collected_at": ago(city, minutes=30),
        "place": "城东店",
    }
    return Piece(**(values | fields))
