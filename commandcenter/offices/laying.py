"""A database made ready, new or older: the schema, the rights of its server, the bureau's own.

Whatever can be refused is, before the database is touched. What a bureau is founded with goes in by
one transaction, the last that may fail: a process that is killed leaves no bureau or a whole one.
"""

from sqlalchemy.orm import Session

from commandcenter.domain.phrase import phrase
from commandcenter.domain.seat.people_list import Joined
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import credentials, file_check, founding
from commandcenter.offices.founding import FoundingRequest
from commandcenter.offices.old_steps import list_bureaus_own, take_over_steps
from commandcenter.offices.opening import opened
from commandcenter.services.command.carrying_over import list_own
from commandcenter.services.complaints.handling import recount_dues
from commandcenter.services.guard import PROGRAM
from commandcenter.store import roles, schema, schema_state, seed, server_check
from commandcenter.store.complaints import person_key_care
from commandcenter.store.database import Database
from commandcenter.store.engines import sqlite_file


@dataclass(frozen=True, slots=True)
class Laid:
    """`words`: what was done, `advice`: what should be better, a sentence each."""

    words: tuple[str, ...]
    advice: tuple[str, ...]
    joined: tuple[Joined, ...] = ()


def lay(
    url: str, wish: FoundingRequest, ask: credentials.Ask = credentials.ask_on_terminal
) -> Laid:
    """Raises RuleBroken, having changed nothing, for what cannot be."""
    founding.require(url, wish)
    if file := sqlite_file(url):
        person_key_care.require_sound(file)
    with opened(url, ready=False, ask=ask) as db:
        advice = server_check.check(db)
        roles.require_may_lay(db)
        person_key_care.require_own(db)
        founding.require_possible(db, wish)
        schema.upgrade(db)
        keyed = person_key_care.settle(db)
        _lay_rights(db)
        with db.write() as session:
            founded = _found(session, wish)
        taken_over = take_over_steps(db)
        list_bureaus_own(db)
    words = [
        phrase("数据库已就绪（结构 {version}）。", version=schema_state.head()),
        *founded.words,
    ]
    advice += [*founded.advice, *file_check.newly_closed(), *file_check.without_modes(url)]
    if taken_over:
        words.append(
            phrase("{taken_over} 件事件原有的任务清单已转入应办事项。", taken_over=taken_over)
        )
    if keyed:
        advice.append(
            phrase("人员识别密钥已更换，{keyed} 件投诉按现在的密钥重新识别了投诉人。", keyed=keyed)
        )
    return Laid(tuple(words), tuple(advice), founded.joined)


def _lay_rights(db: Database) -> None:
    """Of a server, by the matrix of the plan: logins are made under them."""
    if db.embedded:
        return
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
    roles.lay(db)


def _found(session: Session, wish: FoundingRequest) -> founding.Decision:
    seed.put_plan(session, PROGRAM)
    founded = founding.settle(session, wish)
    recount_dues(session, PROGRAM)  # this program may know holidays that the last did not
    list_own(session, PROGRAM)
    return founded
