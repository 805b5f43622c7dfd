"""账号变动: what was done to accounts, roles, servers and versions, as the journal says it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.record import act_words
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now as database_now
from commandcenter.store.people import names
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.person import RoleGrantRow

SHOWN = 500
KINDS = ("account", "person", "delegation", "server", "restore_drill", "bureau")
OF_PEOPLE = ("account", "person")
PROGRAM = word("系统")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`about`: whose account or role; `more`: which role."""

    id: int
    at: datetime
    by: str
    deed: str
    about: str
    more: str


@dataclass(frozen=True, slots=True)
class ChangeBoard:
    lines: tuple[ChangeLine, ...]
    now: datetime


def account_changes(session: Session, actor: Actor) -> ChangeBoard:
    """The newest first. Raises RuleBroken for who may not see them."""
    plan_of(session).rights.require(actor, Action.SEE_ACCOUNTS)
    line, known = JournalLineRow, names(session)
    rows = session.execute(
        select(line.number, line.at, line.actor, line.kind, line.verb, line.subject)
        .where(line.kind.in_(KINDS), line.incident_id.is_(None))
        .order_by(line.number.desc())
        .limit(SHOWN)
    ).all()
    roles = _roles(session, [row.number for row in rows if row.kind == "person"])
    lines = tuple(
        ChangeLine(
            id=row.number,
            at=row.at,
            by=(known.by_login.get(row.actor) or row.actor) if row.actor else PROGRAM,
            deed=act_words(row.kind, row.verb),
            about=known.by_id.get(row.subject, "") if row.kind in OF_PEOPLE else "",
            more=roles.get(row.number, ""),
        )
        for row in rows
    )
    return ChangeBoard(lines, database_now(session))


def _roles(session: Session, numbers: list[int]) -> dict[int, str]:
    """Which role each line was about."""
    image, grant = JournalImageRow, RoleGrantRow
    found = session.execute(
        select(image.line, image.row_key).where(
            image.line.in_(numbers), image.table_name == "role_grant"
        )
    ).all()
    wanted = {int(key) for _, key in found}
    grants = {row.id: row for row in session.scalars(select(grant).where(grant.id.in_(wanted)))}
    said: dict[int, list[str]] = {}
    for number, key in found:
        if row := grants.get(int(key)):
            role = ROLE_WORDS[row.role]
            if row.group:
                role = phrase("{group}{role}", group=GROUP_WORDS[row.group], role=role)
            said.setdefault(number, []).append(role)
    return {number: enumerated(words) for number, words in said.items()}
