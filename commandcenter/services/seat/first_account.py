"""The first account of a database that one person uses on their own machine."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group, Role
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import accounts, people

OWN_ROLES = (Role.COMMANDER, Role.DUTY, Role.ADMIN)


def make_first_account(session: Session, name: str, login: str, password: str) -> Actor | None:
    """Make the person with every role a single user needs, set the password and sign them on."""
    person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
    for role in OWN_ROLES:
        people.grant_role(session, PROGRAM, person, role)
    for group in Group:
        people.grant_role(session, PROGRAM, person, Role.LEADER, group)
    accounts.set_password(session, PROGRAM, person, password)
    return accounts.sign_on(session, login.strip(), password)
