"""The watched folder: each new file is taken in once, and put where it can be seen what came of it.

A file that fails never stops the next; a database that is away leaves all files where they are.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.file_trouble import why
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import headed, phrase, sentences, word
from commandcenter.intake.folder import CHANGED, DONE, FAILED, STILL_S, WaitingFile, WatchedFolder
from commandcenter.intake.mapping import find_mapping
from commandcenter.intake.places import Crs
from commandcenter.intake.read import FileRead
from commandcenter.intake.rejects import write_rejects
from commandcenter.intake.tables import file_digest
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.hotline_inbox import take_inbox
from commandcenter.offices.opening import opened
from commandcenter.offices.take_in import (
    acting,
    datum,
    index_words,
    mappings,
    reader_of,
    store,
    undo_what_died,
)
from commandcenter.services.complaints.intake import (
    SameContent,
    UnderWay,
    may_take_in,
    require_new,
    undo_left_by,
)
from commandcenter.store.complaints.key_check import KeyLost
from commandcenter.store.complaints.people import brings_in
from commandcenter.store.complaints.person_key import intake_key
from commandcenter.store.complaints.person_key import state as key_state
from commandcenter.store.database import Database, Lost

EVERY_S = 2.0
AWAY_S = 5.0  # until a database that is away is asked again
TRIES = 3  # a file at which the program died so often is put aside
ALL_REFUSED = "共 {rows} 行全部退回，没有入库；退回的行连同原因见旁边的清单。"
BROKE_OFF = "导入这个文件时程序已经 {n} 次中断，不再重试，请检查文件后重新放入。"
A_LINK = "这是一个链接，不是文件，没有读取；请放入文件本身。"
UNREADABLE = word("文件无法读取：{reason}。")
NOT_MOVED = word("{sentence}但文件无法移走：{reason}。")
WATCHED_BY_ANOTHER = word("文件夹“{folder}”正由另一个程序看守")


@dataclass(frozen=True, slots=True)
class Dealt:
    """What came of a file. `file`: the name it came under."""

    file: str
    taken: bool
    sentence: str


class FolderWatch:
    """Looks into one folder, on behalf of `actor`, whenever it is told to."""

    def __init__(
        self,
        db: Database,
        folder: WatchedFolder,
        actor: Actor,
        *,
        mapping: str | None = None,
        crs: Crs = Crs.WGS84,
    ) -> None:
        self._db, self._folder, self.actor = db, folder, actor
        self._mapping, self._crs = mapping, crs
        self._stuck: dict[
            Path, WaitingFile
        ] = {}  # what cannot be moved away is not dealt with again

    @property
    def name(self) -> str:
        """By whom its imports are opened: whoever watches the folder next knows them by it."""
        return f"文件夹看守 {self._folder.code}"

    @property
    def _signed(self) -> bool:
        """Whether its imports are a person's: the server takes them under that name alone."""
        return not self._db.embedded and self.actor.person_id != 0

    def look(self) -> Iterator[Dealt]:
        """Deal with each file that is whole, oldest first; none while another program does.

        Raises Lost when the database is away, KeyLost without its person key: the files stay
        where they are.
        """
        if not self._folder.hold():
            return
        if not self._signed:
            undo_left_by(self._db, self.actor, self.name)
        undo_what_died(self._db, self.actor)
        for found in self._folder.waiting():
            if self._stuck.get(found.path) == found or not (
                found.link or self._folder.whole(found)
            ):
                continue
            dealt = self._deal(found)
            if dealt is not None:
                yield dealt

    def waits(self) -> int:
        """How many files are still there to be dealt with."""
        return sum(self._stuck.get(found.path) != found for found in self._folder.waiting())

    def _deal(self, found: WaitingFile) -> Dealt | None:
        """None: not yet, another seat is at the same content, or it is being changed."""
        digest = ""
        try:
            if found.link:
                raise RuleBroken(A_LINK)
            digest = file_digest(found.path)
            result = self._tried(found.path, digest)
        except SameContent as same:
            if same.under_way:
                return None
            return self._put(found, DONE, same.words, digest)
        except UnderWay:
            return None  # another import may still be taken back
        except FileNotFoundError:
            return None  # somebody took it away
        except KeyLost:
            raise  # of this machine, not of the file
        except RuleBroken as broken:
            return self._put(found, FAILED, broken.words, digest)
        except OSError as error:
            words = UNREADABLE.format(reason=why(error))
            return self._put(found, FAILED, words, digest)
        return self._put(found, DONE, result, digest) if result else None

    def _tried(self, file: Path, digest: str) -> str:
        """Take it, unless the program died at it too often. A try ends here but by a bug."""
        before = self._folder.begin(digest)
        if before >= TRIES:
            self._folder.end(digest)
            raise RuleBroken(BROKE_OFF, n=before)
        try:
            words = self._take(file, digest)
        except (RuleBroken, OSError, Lost, KeyboardInterrupt):
            self._folder.end(digest)
            raise
        self._folder.end(digest)
        return words

    def _take(self, file: Path, digest: str) -> str:
        """The sentence about it; "" when the file changed while it was read."""
        with self._db.read() as session:
            require_new(session, digest)
        with reader_of(self._db, self._mapping, self._crs).read(file) as read:
            facts = read.facts
            if facts.sha256 != digest:
                return ""
            self._write_rejects(read, digest)
            if facts.rejected and not facts.accepted:
                raise RuleBroken(ALL_REFUSED, rows=facts.rows)
            by = self.actor if self._signed else replace(self.actor, name=self.name)
            taken = store(self._db, by, read, once=True)
        index_words(self._db)
        return taken.sentence()

    def _write_rejects(self, read: FileRead, digest: str) -> None:
        if read.facts.rejected:
            write_rejects(self._folder.rejects_of(digest), read.header, read.rejects())

    def _put(self, found: WaitingFile, where: str, sentence: str, digest: str) -> Dealt | None:
        rejects = self._folder.rejects_of(digest) if digest else None
        taken = where == DONE
        try:
            if self._folder.put(found, where, sentence, rejects, digest) is None:
                if not taken:
                    return None
                sentence = sentences((sentence, CHANGED.format()))
        except OSError as error:
            self._stuck[found.path] = found
            sentence = NOT_MOVED.format(sentence=sentence, reason=why(error))
        return Dealt(found.path.name, taken, sentence)


class DeskIntake:
    """The folder of a duty seat's settings, looked into for whoever sits there, if they may.

    On a server what the hotline inserts is taken in, too.
    """

    def __init__(self, db: Database, path: Path | None) -> None:
        self._db, self._path = db, path
        self._watch: FolderWatch | None = None

    def look(self, actor: Actor) -> list[tuple[str, bool]]:
        """A sentence for each file, and whether it was taken in.

        Raises RuleBroken for a folder that is not there, or Lost.
        """
        with self._db.read() as session:
            if not may_take_in(session, actor):
                return []
        told = [] if self._db.embedded else list(take_inbox(self._db, actor))
        if self._path is None:
            return told
        if self._watch is None:
            self._watch = FolderWatch(self._db, WatchedFolder(self._path), actor)
        self._watch.actor = actor
        return told + [(headed(d.file, d.sentence), d.taken) for d in self._watch.look()]


def watch(
    url: str, path: Path | None, *, mapping: str | None, crs: str, once: bool
) -> Iterator[str]:
    """A sentence for each file, and for what the hotline inserts; for ever, or `once`.

    Where another program watches, this one stands by and takes over when that one ends.
    """
    system = datum(crs)
    with opened(url) as db:
        if path is None and db.embedded:
            raise AskedWrongly("请写明要看守的文件夹。")
        if mapping:
            find_mapping(mapping, mappings(db))  # refused now, not file by file
        _require_key(db)
        folder = WatchedFolder(path) if path else None  # last: it makes folders in it
        actor = acting(db)
        found = FolderWatch(db, folder, actor, mapping=mapping, crs=system) if (
            folder
        ) else None  # fmt: skip
        service = _Service(db, actor, folder, found)
        try:
            yield from service.once() if once else service.for_ever()
        finally:
            if folder:
                folder.release()


def require_bringing_in(db: Database) -> None:
    """Raise RuleBroken where the server's login may take in nothing."""
    with db.read() as session:
        if not brings_in(session):
            raise RuleBroken("没有登记、导入投诉的权限。")


def _require_key(db: Database) -> None:
    """The right to take in, and the key: refused now, not file by file."""
    if not db.embedded:
        require_bringing_in(db)
        intake_key(db)
        return
    with db.read() as session:
        _, wrong = key_state(session)  # one that is not made yet is made with the first file
    if wrong:
        raise wrong


@dataclass
class _Service:
    """A watch without a person: the folder, if there is one, and the hotline's inbox."""

    db: Database
    actor: Actor
    folder: WatchedFolder | None
    files: FolderWatch | None

    def once(self) -> Iterator[str]:
        if self.folder and not self.folder.hold():
            raise RuleBroken("{busy}，这次没有查看。", busy=self._busy())
        yield from self._look()
        if self.files:
            time.sleep(STILL_S)
            yield from self._look()
            if left := self.files.waits():
                yield f"还有 {left} 个文件正在写入，留待下次。"

    def for_ever(self) -> Iterator[str]:
        state = ""
        while True:
            pause, was = EVERY_S, state
            try:
                yield from self._look()
                state = self._state()
            except KeyLost as lost:
                pause, state = AWAY_S, f"{lost}文件原样留着，密钥放回后继续。"
            except Lost:
                pause, state = AWAY_S, "数据库连接不上，文件原样留着，连上后继续。"
            if state != was:
                yield state
            time.sleep(pause)

    def _look(self) -> Iterator[str]:
        if not self.db.embedded:
            refused = self.folder.path / FAILED if self.folder else None
            yield from (words for words, _ in take_inbox(self.db, self.actor, refused))
        if self.files:
            yield from (f"{dealt.file}：{dealt.sentence}" for dealt in self.files.look())

    def _state(self) -> str:
        if self.folder is None or self.folder.hold():
            return "正在看守。"
        return phrase("{busy}，待命。", busy=self._busy())

    def _busy(self) -> str:
        assert self.folder is not None
        return WATCHED_BY_ANOTHER.format(folder=self.folder.path)
