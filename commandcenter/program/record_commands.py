"""What `init`, `backup`, `restore` and `restore-drill` do: the database itself, made and kept."""

from collections.abc import Callable
from pathlib import Path

from commandcenter.offices import backups as backup_office
from commandcenter.offices import file_check
from commandcenter.offices.accounts import acting_person
from commandcenter.offices.opening import opened
from commandcenter.store import backup as backups
from commandcenter.store import roles, server_check
from commandcenter.store.address import is_server
from commandcenter.store.backup_key import holds_key
from commandcenter.store.complaints.person_key import state as key_state
from commandcenter.store.database import Database
from commandcenter.store.seat import logins


def backup(url: str, file: Path, *, force: bool = False) -> str:
    with opened(url) as db:
        facts = backup_office.noted_backup(db, file, force=force)
        with db.read() as session:
            _, wrong = key_state(session)
    inside = "里面的密钥是原备份中保留的那一份" if holds_key(file) else "里面没有人员识别密钥"
    told = f"\n注意：{inside}。{wrong}" if wrong else ""
    return f"已备份到 {file}（日志 {facts.journal_number} 行）。{told}"


def restore_drill(url: str, file: Path, say: Callable[[int, int], None]) -> tuple[str, bool]:
    with opened(url) as db:
        with db.read() as session:
            actor = acting_person(session)
        tried = backup_office.restore_drill(db, actor, file, say)
    took = f"用时 {tried.seconds // 60} 分 {tried.seconds % 60} 秒"
    if tried.whole:
        compared = f"日志 {tried.lines} 行，{tried.rows} 行记录核对一致"
        return f"恢复演练通过：{file}（{compared}），{took}，已登记。", True
    return f"恢复演练没有通过：{file}，{took}，已登记。\n{tried.words}", False


def restore(url: str, file: Path) -> str:
    if not is_server(url):
        facts, advice = backups.restore(file, url), file_check.without_modes(url)
        with opened(url, ready=False) as db:
            advice += _without_key(db)
    else:
        with opened(url, ready=False) as db:
            advice = server_check.check(db)
            roles.require_may_lay(db)
            facts = backups.restore_to_server(file, db)
            roles.lay(db)
            advice += [*_without_key(db), *_without_login(db)]
    words = f"已从 {file} 恢复（日志 {facts.journal_number} 行，校验通过）。"
    return "\n".join([words, *(f"注意：{each}" for each in advice)])


def _without_key(db: Database) -> list[str]:
    with db.read() as session:
        _, wrong = key_state(session)
    return [f"备份里没有人员识别密钥。{wrong}"] if wrong else []


def _without_login(db: Database) -> list[str]:
    """A file's passwords do not come along: a server has logins of its own."""
    with db.read() as session:
        found = logins.without(session)
        named = "、".join(f"{person.name}（{person.login}）" for person in found)
    if not found:
        return []
    return [
        f"{len(found)} 人还没有登录名，不能登录：{named}。一次全部建好，每人一页密码条："
        "commandcenter --db 本库地址 admin make-logins --sheets 密码条.pdf"
    ]
