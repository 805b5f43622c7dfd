"""Where a command writes its file; a paper as what the file is called."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.papers.file_names import marked
from commandcenter.offices import typesetting
from commandcenter.offices.doctor import stand_ins
from commandcenter.store.backup_file import require_room
from commandcenter.store.database import Database
from commandcenter.store.embedded_file import files_of
from commandcenter.store.engines import sqlite_file

if TYPE_CHECKING:
    from commandcenter.outputs.pdf.document import Document


LEAST_ROOM = 16 << 20  # bytes: of no file is it known how large it will be


def set_paper(made: "Document", out: Path) -> tuple[bytes, str]:
    """Word or OFD by its suffix, else PDF: the file's bytes, and what is to be said of it."""
    suffix = out.suffix.lower().removeprefix(".")
    if suffix == typesetting.WORD:
        return typesetting.docx(made), f"{out}：Word 文件。"
    from commandcenter.outputs.pdf.fonts import chosen_fonts  # loaded for a paper only

    printed = (typesetting.ofd if suffix == typesetting.OFD else typesetting.pdf)(made)
    lent = stand_ins(chosen_fonts())
    told = [*printed.warnings, *([f"{lent}。"] if lent else [])]
    return printed.data, "\n注意：".join([f"{out}：{printed.pages} 页。", *told])


def require_place(out: Path, url: str, *read: Path) -> None:
    """Raises RuleBroken where no file can be written, before any work is done for it.

    Nor may one be put over the database of `url`, its key, or what the command is to `read`.
    """
    if out.is_dir():
        raise RuleBroken("“{path}”是文件夹，请写明文件的名称。", path=out)
    if out.exists() and not out.is_file():
        return  # a device or a pipe
    if any(_same(out, each) for each in (*_of_database(url), *read)):
        raise RuleBroken("“{path}”是数据库、密钥或要读的文件，不会覆盖它，请另起文件名。", path=out)
    if not out.parent.is_dir():
        words = "“{path}”无法写入：文件夹“{folder}”不存在。"
        raise RuleBroken(words, path=out, folder=out.parent)
    if not os.access(out.parent, os.W_OK):
        words = "“{path}”无法写入：文件夹“{folder}”不可写。"
        raise RuleBroken(words, path=out, folder=out.parent)
    require_room(out.parent, LEAST_ROOM)
    if out.exists():
        _try(out)


def marked_place(out: Path, db: Database) -> Path:
    """What leaves a drill's store says so in its name; that place is looked at, too."""
    place = out.with_name(marked(out.name, db.drill is not None))
    if place != out:
        require_place(place, db.engine.url.render_as_string(hide_password=False))
    return place


def _of_database(url: str) -> Iterator[Path]:
    """By the name that was given, and by what a link of that name leads to."""
    if file := sqlite_file(url):
        yield from (*files_of(file), *files_of(file.resolve()))


def _same(one: Path, other: Path) -> bool:
    """Also where the disk does not tell capitals, or one is a link."""
    with suppress(OSError):
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _try(out: Path) -> None:
    """One that another program holds could not be replaced later, when all is done."""
    try:
        own_files.try_to_write(out)
    except OSError as error:
        words = "“{path}”无法写入：{reason}。"
        raise RuleBroken(words, path=out, reason=why(error)) from error


def make_folder(folder: Path) -> None:
    """Raises RuleBroken where there can be none to write into."""
    try:
        own_files.make_folder(folder)
    except OSError as error:
        words = "文件夹“{folder}”无法建立：{reason}。"
        raise RuleBroken(words, folder=folder, reason=why(error)) from error
    if not os.access(folder, os.W_OK):
        raise RuleBroken("文件夹“{folder}”不可写。", folder=folder)
