"""What an error of the database means: out of reach, not able to do it now, or a refusal.

The drivers say it in English, SQLite with hardly a number. Here alone it is told apart, and put
into one Chinese sentence.
"""

import sys

import pysqlite3.dbapi2 as sqlite
from sqlalchemy.exc import OperationalError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import Phrase, word
from commandcenter.store.lost import Lost, TooLong, Unable

GIVEN_UP = "57014"  # a statement that the server stopped
TOO_LONG = word("用时太长，服务器已停下；请缩小范围或稍后再试。")
BUSY = word("数据库正被别的席位或程序占用；请稍候再试。")
FULL = word("数据库所在的磁盘已满；请系统管理员清出空间后再试。")
READ_ONLY = word("数据库现在是只读的；请系统管理员检查文件权限或主机、备机的状态。")
BROKEN_DISK = word("数据库所在的磁盘读写出错，或者配额已满；请系统管理员检查磁盘。")
DAMAGED = word("数据库文件已损坏；请停止使用，由系统管理员从备份恢复。")
# By SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html
OF_SERVER = {
    "55P03": BUSY,  # lock_timeout
    "40P01": BUSY,  # deadlock
    "40001": BUSY,  # serialization
    "53100": FULL,
    "25006": READ_ONLY,
    "58030": BROKEN_DISK,
}
# By what SQLite says (https://www.sqlite.org/rescode.html): its binding here has no finer number.
OF_FILE = (
    (("locked", "busy"), BUSY),
    (("is full",), FULL),
    (("readonly",), READ_ONLY),
    (("disk I/O",), BROKEN_DISK),
    (("malformed", "not a database", "unsupported file format"), DAMAGED),
)
OF_STATEMENT = ("53400", "54", "55")  # operational errors that say nothing of the link
NO_RIGHT = "42501"  # a right, a policy of rows or a trigger
BY_RIGHT = word("数据库拒绝了这项操作：现在的身份没有相应的权限，或者办理的条件已经变了。")
BY_RULE = word("数据库没有接受：所填内容与已有的记录不符，可能刚被他人改动；请刷新后再试。")


def state_of(error: BaseException | None) -> str:
    """The SQLSTATE of an error of the driver, or of one around it; "" for any other."""
    return getattr(getattr(error, "orig", error), "sqlstate", "") or ""


def lost_of(error: BaseException) -> Lost | None:
    """What to raise for it where the database, and not the statement, is at fault.

    `error`: a DBAPIError, or one of a driver itself.
    """
    raw, state = getattr(error, "orig", error), state_of(error)
    if state == GIVEN_UP:
        return TooLong(TOO_LONG)
    if getattr(error, "connection_invalidated", False):
        return Lost(type(raw).__name__)
    if isinstance(raw, sqlite.Error):
        return _of_file(raw)
    if state in OF_SERVER:
        return Unable(OF_SERVER[state])
    if state.startswith(OF_STATEMENT) or not _is_operational(error):
        return None
    return Lost(type(raw).__name__)


def refusal_by_database(error: BaseException) -> RuleBroken | None:
    """The words for what it refused: by a right, a policy, a trigger or a rule of rows."""
    state, raw = state_of(error), getattr(error, "orig", error)
    if state == NO_RIGHT:
        return RuleBroken(BY_RIGHT)
    if state.startswith("23") or isinstance(raw, sqlite.IntegrityError):
        return RuleBroken(BY_RULE)
    return None


def is_damaged(error: BaseException) -> bool:
    """Whether a file is no database (any more)."""
    return _is(DAMAGED, error)


def is_full(error: BaseException) -> bool:
    """Whether the disk where the database lies is full, or cannot be written (SQLite says no more
    of a quota)."""
    return _is(FULL, error) or _is(BROKEN_DISK, error)


def _is(words: Phrase, error: BaseException) -> bool:
    found = lost_of(error)
    return isinstance(found, Unable) and found.words == words


def _is_operational(error: BaseException) -> bool:
    driver = sys.modules.get("psycopg")  # not loaded where no server has been met
    return isinstance(error, OperationalError) or (
        driver is not None and isinstance(error, driver.OperationalError)
    )


def _of_file(raw: sqlite.Error) -> Lost | None:
    said = str(raw)
    for signs, words in OF_FILE:
        if any(sign in said for sign in signs):
            return Unable(words)
    return Lost(type(raw).__name__) if "unable to open" in said else None
