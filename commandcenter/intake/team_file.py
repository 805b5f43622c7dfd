"""A file of certificates, of partners or of people as records, and the rows that cannot be read.

The columns are those of the template that the program writes, or others of the usual names.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import enumerated, word
from commandcenter.domain.support.certificates import FiledCertificate, NewCertificate
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.intake.check import Reject
from commandcenter.intake.mapping import header_key, word_key
from commandcenter.intake.tables import open_table
from commandcenter.intake.values import as_datetime, moment, tidy
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES

FILE = RESOURCES / "intake" / "team.toml"
MOST = 5_000
HEADER_WITHIN = 10
CERTIFICATE, PARTNER, PERSON = "certificate", "partner", "person"
NEEDED = {
    CERTIFICATE: ("name", "skill", "number", "issued_on"),
    PARTNER: ("kind", "organisation", "contact", "phone", "what_for"),
    PERSON: ("name", "roles"),
}
ENDLESS = ("长期", "长期有效", "永久", "无")  # what stands where there is no last day

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class TeamFile(Generic[R]):
    """A file that was read: `records` as they may be stored, `rejects` with their reason."""

    name: str
    header: tuple[str, ...]
    records: tuple[R, ...]
    rows: tuple[int, ...]  # where in the file each record stood
    raw: tuple[tuple[str, ...], ...]  # and as it stood there
    rejects: tuple[Reject, ...]


@cache
def columns(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The names of each field's column, that of the template first."""
    data: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {field: tuple(names) for field, names in data[kind].items()}


def template_header(kind: str) -> tuple[str, ...]:
    return tuple(names[0] for names in columns(kind).values())


def read_certificates(path: Path, skills: Mapping[str, str]) -> TeamFile[FiledCertificate]:
    """`skills`: code by title. Raises RuleBroken for no such file."""
    known = {word_key(title): code for title, code in skills.items()}

    def record(cells: Mapping[str, str]) -> FiledCertificate:
        new = NewCertificate(
            skill=_chosen(known, cells["skill"], word("证照")),
            number=cells["number"],
            issued_on=_needed_day(cells["issued_on"], word("发证日期")),
            expires_on=_day(cells["expires_on"]),
            note=cells["note"],
        )
        return FiledCertificate(cells["name"], cells["login"], new)

    def key(one: FiledCertificate) -> tuple[str, ...]:
        return one.new.skill, one.new.number

    return read_list(path, CERTIFICATE, record, key)


def read_partners(path: Path, kinds: Mapping[str, str]) -> TeamFile[NewPartner]:
    """`kinds`: code by title. Raises RuleBroken for no such file."""
    known = {word_key(title): code for title, code in kinds.items()}

    def record(cells: Mapping[str, str]) -> NewPartner:
        kind, ends = _chosen(known, cells["kind"], word("类别")), _day(cells["expires_on"])
        return NewPartner(**{**cells, "kind": kind, "expires_on": ends})  # type: ignore[arg-type]  # its fields by name

    def key(one: NewPartner) -> tuple[str, ...]:
        return one.organisation, one.contact

    return read_list(path, PARTNER, record, key)


def read_list(
    path: Path,
    kind: str,
    record: Callable[[Mapping[str, str]], R],
    key: Callable[[R], tuple[str, ...]],
) -> TeamFile[R]:
    """What stands twice in a file is refused the second time."""
    rows = _rows(path)
    start, places = _find_header(path.name, rows, kind)
    found: list[tuple[R, int, tuple[str, ...]]] = []
    rejects: list[Reject] = []
    seen: dict[Any, int] = {}
    for number, row in rows[start + 1 :]:
        try:
            one = record({field: _cell(row, places.get(field)) for field in columns(kind)})
            first = seen.setdefault(key(one), number)
            if first != number:
                raise RuleBroken("与第 {row} 行重复。", row=first)
            found.append((one, number, row))
        except RuleBroken as broken:
            rejects.append(Reject(number, "", broken.words, row))
    records, numbers, raw = zip(*found, strict=True) if found else ((), (), ())
    return TeamFile(path.name, rows[start][1], records, numbers, raw, tuple(rejects))


def _rows(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    with open_table(path) as table:
        for batch in table.batches:
            rows += [(batch.first + n, tuple(row)) for n, row in enumerate(batch.rows) if any(row)]
            if len(rows) > MOST + HEADER_WITHIN:
                raise RuleBroken(
                    "文件“{name}”超过 {most} 行，请分开导入。", name=path.name, most=f"{MOST:,}"
                )
    return rows


def _find_header(
    name: str, rows: Sequence[tuple[int, tuple[str, ...]]], kind: str
) -> tuple[int, dict[str, int]]:
    """Which of the first rows is the header, and the place of each field in it."""
    best: dict[str, int] = {}
    for index, (_, row) in enumerate(rows[:HEADER_WITHIN]):
        places = _places(row, kind)
        if all(field in places for field in NEEDED[kind]):
            return index, places
        best = max(best, places, key=len)
    missing = [columns(kind)[field][0] for field in NEEDED[kind] if field not in best]
    raise RuleBroken(
        "文件“{name}”里没有找到列：{missing}。请用“下载模板”里的列名。",
        name=name,
        missing=enumerated(map(word, missing)),
    )


def _places(row: Sequence[str], kind: str) -> dict[str, int]:
    keys = [header_key(cell) for cell in row]
    found: dict[str, int] = {}
    for field, names in columns(kind).items():
        wanted = map(header_key, names)
        at = next((keys.index(n) for n in wanted if n in keys), None)
        if at is not None and at not in found.values():
            found[field] = at
    return found


def _cell(row: Sequence[str], at: int | None) -> str:
    return tidy(row[at]) if at is not None and at < len(row) else ""


def _chosen(known: Mapping[str, str], words: str, what: str) -> str:
    found = known.get(word_key(words))
    if found is None:
        raise RuleBroken("看不懂{what}“{words}”。", what=what, words=words[:20])
    return found


def _needed_day(words: str, what: str) -> date:
    day = _day(words)
    if day is None:
        raise RuleBroken("缺{what}。", what=what)
    return day


def _day(words: str) -> date | None:
    if not words or words in ENDLESS:
        return None
    seconds = moment(words)
    if seconds is None:
        raise RuleBroken("看不懂日期“{words}”。", words=words[:20])
    return local(as_datetime(seconds)).date()
