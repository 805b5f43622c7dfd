"""Whether the files of an embedded database are their owner's alone, in sentences for people."""

from collections.abc import Iterator
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.seat.finding import Finding, Health
from commandcenter.paths import user_data
from commandcenter.store.database import Database
from commandcenter.store.embedded_file import files_of
from commandcenter.store.engines import sqlite_file

NAME = word("文件权限")
_said: set[Path] = set()


def without_modes(url: str) -> list[str]:
    """What is to be known before a database is filled on such a disk; nothing elsewhere."""
    file = sqlite_file(url)
    if file is None or own_files.has_modes(file.parent):
        return []
    return [_no_modes(file.parent)]


def _no_modes(folder: Path) -> str:
    return phrase(
        "“{folder}”所在的磁盘不区分文件权限（如 U 盘、部分网络盘），"
        "能用这台机器的人都能读其中的投诉和密钥，请把数据库放到本机磁盘上。",
        folder=folder,
    )


def _was_open(path: Path) -> str:
    return phrase("“{path}”此前本机其他人也能读，现已改为只有本人可读写。", path=path)


def newly_closed() -> list[str]:
    """Files that others could read until now; each is told once."""
    new = [path for path in own_files.closed() if path not in _said]
    _said.update(new)
    return [_was_open(path) for path in new]


def at_start(db: Database) -> list[str]:
    """What whoever opens a desk must know of the files on their machine."""
    url = db.engine.url.render_as_string()
    return [*map(_was_open, own_files.closed()), *(without_modes(url) if db.embedded else ())]


def examine(url: str) -> Finding:
    try:
        file = sqlite_file(url)
        kept = [path for path in _files(file) if path.is_file()]
        opened = [path for path in kept if own_files.is_open(path)]
        folder = file.parent if file else user_data()
        if not own_files.has_modes(folder):
            return Finding(NAME, Health.BROKEN, _no_modes(folder))
    except (OSError, RuleBroken) as error:
        words = error.words if isinstance(error, RuleBroken) else str(error)
        return Finding(NAME, Health.BROKEN, phrase("不能查看：{why}。", why=words))
    if opened:
        n, file = len(opened), opened[0]
        text = phrase(
            "“{file}”本机其他人也能读，请把权限改为只有本人可读写（chmod 600）。", file=file
        )
        if n > 1:
            text = phrase(
                "“{file}”等 {n} 个文件本机其他人也能读，请把权限改为只有本人可读写（chmod 600）。",
                file=file, n=n,
            )  # fmt: skip
        return Finding(NAME, Health.BROKEN, text)
    if not kept:
        return Finding(NAME, Health.GOOD, word("本机没有数据文件。"))
    return Finding(NAME, Health.GOOD, phrase("{n} 个数据文件只有本人能读写。", n=len(kept)))


def _files(database: Path | None) -> Iterator[Path]:
    """What the program keeps on this machine: database, key, backups, logs."""
    if database is not None:
        yield from files_of(database)
    for folder in (user_data() / "backups", user_data() / "logs"):
        yield from (path for path in folder.glob("*") if path.is_file())
