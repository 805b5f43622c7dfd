"""The first person of a bureau: whoever founds it signs on to it, as administrator or as all there
is."""

from collections.abc import Sequence
from dataclasses import field

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.phrase import word
from commandcenter.domain.seat.people_list import Judged, require_line, require_login
from commandcenter.domain.seat.posts import Post
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import accounts as office_accounts
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import accounts, people
from commandcenter.store.seat import logins

ALONE = (Role.COMMANDER, Role.DUTY, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Founder:
    """`alone`: nobody else works here, so that they hold every role; else they keep accounts."""

    name: str
    login: str
    password: str = field(repr=False)
    alone: bool = False

    def require(self) -> None:
        """Raise RuleBroken for what cannot be entered."""
        require_login(self.login)
        require_line(self.name, word("姓名"))
        accounts.require_good(self.password, self.login)

    @property
    def posts(self) -> tuple[Post, ...]:
        if not self.alone:
            return (Post(Role.ADMIN),)
        return (*map(Post, ALONE), *(Post(Role.LEADER, group) for group in Group))


def add_founder(session: Session, founder: Founder, listed: Sequence[Judged]) -> None:
    """With the roles that the list gives to the same login and name, too; a password that the
    person has chosen need not be changed."""
    founder.require()
    own = next((j.person for j in listed if j.person.login == founder.login), None)
    same = own if own is not None and own.name == founder.name.strip() else None
    card = people.NewPerson(
        founder.login, founder.name, *((same.post, same.phone, same.mobile) if same else ())
    )
    person = people.add_person(session, PROGRAM, card)
    for post in dict.fromkeys((*founder.posts, *(same.posts if same else ()))):
        people.grant_role(session, PROGRAM, person, post.role, post.group, post.district)
    _give_password(session, PROGRAM, person, founder)


def _give_password(session: Session, actor: Actor, person: int, founder: Founder) -> None:
    if logins.on_server(session):
        office_accounts.give_password(
            session, actor, founder.login.strip(), founder.password, new=True
        )
    else:
        accounts.set_password(session, actor, person, founder.password)
