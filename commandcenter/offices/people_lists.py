"""A list of people taken in, by `init --people`, the first start and the administrator's desk: each
person with roles and login, in the transaction of whoever asks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, sentences
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.people_list import (
    Fate,
    Joined,
    Judged,
    PersonCells,
    PersonHere,
    judged,
)
from commandcenter.intake.people_file import people_header, read_people
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import accounts, typesetting
from commandcenter.outputs.people_template import people_template
from commandcenter.services.guard import rights
from commandcenter.services.seat.people import NewPerson
from commandcenter.store.database import now
from commandcenter.store.seat import logins
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import PersonRow

MOST_NAMED = 10  # refused rows in one sentence


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A file as it was read, or what was typed. `rows`: where each person stands in it."""

    name: str
    people: tuple[PersonCells, ...]
    rows: tuple[int, ...]

    def require_all(self, found: Sequence[Judged]) -> None:
        """Raise RuleBroken that names the rows that cannot be taken: then nobody is."""
        bad = [
            phrase("第 {row} 行{name}：{why}", row=row, name=each.person.name, why=each.why.words)
            for row, each in zip(self.rows, found, strict=True)
            if each.why is not None
        ]
        if bad:
            left = len(bad) - MOST_NAMED
            more = phrase("（另有 {n} 行）", n=left) if left > 0 else ""
            raise RuleBroken(
                "名单“{name}”有 {count} 行不能用，没有增加任何人。{rows}{more}",
                name=self.name,
                count=len(bad),
                rows=sentences(bad[:MOST_NAMED]),
                more=more,
            )


def people_in(path: Path) -> PeopleList:
    """Raises RuleBroken for no such file, one without the columns, or one without anybody."""
    read = read_people(path)
    if not read.records:
        raise RuleBroken("名单“{name}”里还没有填人。", name=path.name)
    return PeopleList(path.name, read.records, read.rows)


def districts_of(session: Session) -> dict[str, str]:
    """Code by name."""
    wanted = select(DistrictRow.name, DistrictRow.code).order_by(DistrictRow.code)
    return dict(session.execute(wanted).all())


def looked_at(
    session: Session, people: Sequence[PersonCells], districts: Mapping[str, str] | None = None
) -> tuple[Judged, ...]:
    """What `take_in` would make of each, by who is here. `districts`: of a city that comes with
    them."""
    here, taken = who_is_here(session)
    known = districts_of(session) if districts is None else districts
    return judged(people, known, here, taken)


def who_is_here(session: Session) -> tuple[tuple[PersonHere, ...], frozenset[str]]:
    """Everybody, and the logins that are taken beside theirs."""
    row = PersonRow
    rows = session.execute(select(row.login, row.name, row.post, row.active).order_by(row.id))
    return tuple(PersonHere(*each) for each in rows), _taken(session)


def _taken(session: Session) -> frozenset[str]:
    """Of a server: logins of other databases on it, too."""
    if not logins.on_server(session):
        return frozenset()
    return frozenset(session.scalars(text("SELECT rolname FROM pg_roles")))


def take_in(session: Session, actor: Actor, found: Sequence[Judged]) -> tuple[Joined, ...]:
    """Add who is new, each with a password of their own."""
    new = [each.person for each in found if each.fate is Fate.NEW]
    joined = []
    for person in new:
        card = NewPerson(person.login, person.name, person.post, person.phone, person.mobile)
        password = accounts.new_password()
        held = accounts.add_person(session, actor, card, list(person.posts), password)
        joined.append(Joined(person.name, person.login, password, held))
    return tuple(joined)


def require_template(out: Path) -> None:
    if out.suffix.lower() != ".xlsx":
        raise RuleBroken("人员名单的模板写成 .xlsx 文件，不能写成“{suffix}”。", suffix=out.suffix)


def write_template(out: Path, districts: Sequence[str] = ()) -> None:
    own_files.write(out, people_template(people_header(), districts))


def handed_over(joined: Sequence[Joined]) -> str:
    """The slip for who hands the passwords out: a line each."""
    return "".join(f"{each.name}\t{each.login}\t{each.password}\n" for each in joined)


def require_sheets(out: Path) -> None:
    """Raise RuleBroken for no PDF, or where passwords would go into a file that is there."""
    if out.suffix.lower() != ".pdf":
        words = "密码条写成 .pdf 文件（每人一页，打印分发），不能写成“{suffix}”。"
        raise RuleBroken(words, suffix=out.suffix)
    if out.exists():
        words = "“{path}”已经存在，密码不会写进现有的文件，请另起文件名。"
        raise RuleBroken(words, path=out)


def write_passwords(out: Path, joined: Sequence[Joined], at: datetime) -> None:
    """A PDF with a sheet for each, for its owner alone (0600), and never over a file that is there.

    Raises RuleBroken. At any error no file is left.
    """
    from commandcenter.outputs.papers.password_sheets import password_sheets  # for a paper only

    require_sheets(out)
    data = typesetting.pdf(password_sheets(joined, at)).data
    with own_files.whole(out, "xb") as file:
        file.write(data)


def make_logins(session: Session, actor: Actor, out: Path) -> tuple[Joined, ...]:
    """A login with a new password for everybody who has none; their sheets go to `out`.

    In one transaction: where the sheets are not written nobody has a login. Empty: all have one.
    """
    if actor.person_id:
        rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    joined = []
    for person in logins.without(session):
        password = accounts.new_password()
        accounts.give_password(session, actor, person.login, password, new=True)
        held = accounts.held_words(session, person.login, person.id)
        joined.append(Joined(person.name, person.login, password, held))
    if joined:
        write_passwords(out, joined, now(session))
    return tuple(joined)
