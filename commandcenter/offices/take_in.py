"""Files of complaints taken in by a command: all are read before one is stored."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from commandcenter.domain.errors import AskedWrongly
from commandcenter.intake.mapping import (
    Mapping,
    find_mapping,
    load_mappings,
    troubles,
    with_own,
)
from commandcenter.intake.places import Crs, gazetteer_of
from commandcenter.intake.read import FileRead, ReadFacts, read_file
from commandcenter.intake.rejects import write_rejects
from commandcenter.offices.opening import opened
from commandcenter.offices.written_files import require_place, whole
from commandcenter.paths import user_config, user_data
from commandcenter.queries.complaints.mappings import own_mappings
from commandcenter.queries.papers.paper_contents import city_geojson
from commandcenter.services.complaints.intake import FileFacts, take_in, undo_abandoned
from commandcenter.services.complaints.reporters import kept_words
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import Database

ABANDONED = timedelta(minutes=30)  # an import that has been open so long has lost its seat


@dataclass(frozen=True, slots=True)
class IntakeResult:
    file: str
    rows: int
    accepted: int
    duplicates: int
    rejected: int
    seconds: float
    corrected: int = 0  # of the duplicates: the file says something otherwise
    kept: tuple[str, ...] = ()  # numbers of reports that the file calls something else

    def as_dict(self) -> dict[str, object]:
        """What scripts read: the last two are told to people only, who may have to look."""
        told = ("corrected", "kept")
        return {name: value for name, value in asdict(self).items() if name not in told}

    def sentence(self) -> str:
        corrected = f"（其中更正 {self.corrected}）" if self.corrected else ""
        return (
            f"{self.file}：共 {self.rows} 行，入库 {self.accepted}，"
            f"重复 {self.duplicates}{corrected}，退回 {self.rejected}，用时 {self.seconds} 秒。"
            f"{kept_words(self.kept)}"
        )


def intake(
    url: str, files: list[Path], *, mapping: str | None, crs: str, rejects: Path | None
) -> Iterator[IntakeResult]:
    """Read and check all files, then store one after the other, each seen when all of it is in.

    So a file that cannot be read keeps those beside it out, too.
    """
    system = datum(crs)
    if rejects and len(files) > 1:
        raise AskedWrongly("--rejects 只能用于一个文件：几个文件请分别导入。")
    if rejects:
        _require_table(rejects)
        require_place(rejects, url, *files)
    with opened(url) as db, ExitStack() as open_files:
        known = mappings(db)
        chosen = find_mapping(mapping, known) if mapping else None
        with db.read() as session:
            gazetteer = gazetteer_of(city_geojson(session))
        reads = []
        for file in files:
            started = time.monotonic()
            read = read_file(
                file,
                now=db.clock(),
                mapping=chosen,
                mappings=known,
                crs=system,
                gazetteer=gazetteer,
                spool_folder=user_data(),
            )
            reads.append((open_files.enter_context(read), time.monotonic() - started))
        undo_abandoned(db, PROGRAM, db.clock() - ABANDONED)
        for read, seconds in reads:
            yield _stored(db, read, rejects, seconds)


def _require_table(rejects: Path) -> None:
    special = rejects.exists() and not rejects.is_file()  # a folder is refused, a device taken
    if rejects.suffix.lower() != ".csv" and not special:
        words = "退回记录写成 .csv 文件，不能写成“{suffix}”。"
        raise AskedWrongly(words, suffix=rejects.suffix or rejects.name)


def _stored(db: Database, read: FileRead, rejects: Path | None, seconds: float) -> IntakeResult:
    """`seconds`: what the reading took. Where the rejects cannot be written nothing is stored."""
    started, facts = time.monotonic(), read.facts
    with whole(rejects) if rejects else nullcontext() as part:
        if part:
            write_rejects(part, read.header, read.rejects())
        taken = take_in(db, PROGRAM, file_facts(facts), read.complaints())
    seconds = round(seconds + time.monotonic() - started, 1)
    return IntakeResult(
        facts.file_name, facts.rows, taken.accepted, taken.duplicates, facts.rejected, seconds,
        taken.corrected, taken.kept,
    )  # fmt: skip


def datum(crs: str) -> Crs:
    """Raises AskedWrongly for a name that is none."""
    if crs not in list(Crs):
        raise AskedWrongly("坐标系只能是 wgs84、gcj02 或 bd09，不能是“{crs}”。", crs=crs)
    return Crs(crs)


def mappings(db: Database) -> tuple[Mapping, ...]:
    """The bureau's own mappings, made on screen and in the folder, then the program's."""
    with db.read() as session:
        made = [(each.name, each.data) for each in own_mappings(session)]
    return with_own(made, load_mappings(_own_folder()))


def mapping_troubles() -> list[str]:
    """A sentence for each mapping of this machine that cannot be used."""
    return troubles(load_mappings(_own_folder()))


def _own_folder() -> Path | None:
    own = user_config() / "mappings"
    return own if own.is_dir() else None


def file_facts(read: ReadFacts) -> FileFacts:
    return FileFacts(
        file_name=read.file_name,
        sha256=read.sha256,
        mapping=read.mapping,
        rows=read.rows,
        rejected=read.rejected,
        duplicates=read.duplicates,
        exported_to=read.exported_to,
    )
