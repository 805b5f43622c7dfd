"""What a server does not let a login do, in words: it says so in English and names its tables."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.database import Database, Lost, lost_is_lost
from commandcenter.store.link_trouble import NO_ENTRY, driver_errors
from commandcenter.store.trouble import NO_RIGHT, lost_of, refusal_by_database, state_of

log = logging.getLogger("commandcenter.database")

NOT_SEEN = ("42P01", "3F000")  # the wall's login looks at views only: there is no such name for it
NO_RIGHTS_HERE = (
    "登录名“{login}”在本局数据库里还没有任何权限：请系统管理员授予角色；"
    "已授予而待确认的角色，由总指挥或监督评估确认后生效。"
)
ROLES_ENDED = (
    "登录名“{login}”的角色已全部结束，本席不能再查看和办理；"
    "仍需工作的，请系统管理员授予角色后重新进入。"
)
NOTHING_LEFT = text(
    "SELECT NOT EXISTS (SELECT FROM pg_namespace WHERE nspname IN ('public', 'wall')"
    " AND has_schema_privilege(oid, 'USAGE'))"
)
LOOKS_ELSEWHERE = text("SELECT 'public' <> ALL (current_schemas(false))")


class RolesEnded(RuleBroken):
    """The login has no role left: its last one ended, perhaps while its window is open."""


@contextmanager
def refusals_in_words(db: Database) -> Iterator[None]:
    """Raises RuleBroken where the database refuses the login what is done meanwhile, and Lost where
    a driver past SQLAlchemy has lost it."""
    try:
        yield
    except driver_errors() as error:
        state = state_of(error)
        if state == NO_RIGHT or (state in NOT_SEEN and _looks_elsewhere(db)):
            raise _refusal(db) from error
        if told := lost_of(error) or refusal_by_database(error):
            raise told from error
        raise


@contextmanager
def ended_in_words(db: Database) -> Iterator[None]:
    """Raises RolesEnded where what is done meanwhile fails for want of any role at all, and
    RuleBroken where the database refuses it."""
    try:
        yield
    except (DBAPIError, Lost) as error:
        if _has_ended(db, error):
            raise RolesEnded(ROLES_ENDED, login=db.engine.url.username or "") from error
        if refused := refusal_by_database(error):
            log.error("the database refused: %s", state_of(error) or type(error).__name__)
            raise refused from error
        raise


def _has_ended(db: Database, error: Exception) -> bool:
    """A link that is open is refused its tables, a new one is not let in."""
    if state_of(error) not in (NO_RIGHT, *NOT_SEEN):
        return _is_shut_out(error)
    try:
        return _is_true(db, NOTHING_LEFT)
    except Lost as lost:
        return _is_shut_out(lost)


def _is_shut_out(error: Exception) -> bool:
    cause = error.__cause__ if isinstance(error, Lost) else error
    return re.search(NO_ENTRY, str(cause), re.IGNORECASE) is not None


def require_tables(db: Database) -> None:
    """Raise RuleBroken for the wall's login: where it looks, what is masked is blank."""
    if _looks_elsewhere(db):
        raise _refusal(db)


def _refusal(db: Database) -> RuleBroken:
    return RuleBroken(
        "数据库拒绝了这项操作：登录名“{login}”没有相应的权限。",
        login=db.engine.url.username or "",
    )


def _looks_elsewhere(db: Database) -> bool:
    """Whether the login sees none of the tables themselves."""
    return not db.embedded and _is_true(db, LOOKS_ELSEWHERE)


def _is_true(db: Database, asked: TextClause) -> bool:
    with lost_is_lost(), db.engine.connect() as connection:
        return bool(connection.scalar(asked))
