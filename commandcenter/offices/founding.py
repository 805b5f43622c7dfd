"""What `init` does about the city: its borders, another file in their place, the bureau's name.

Everything is decided twice by the same function: before the database is touched at all, and
under the pen, where nobody else can change what was decided on.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from commandcenter.domain.city import CityBorders, Unit, change, city_of_office
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.intake.borders import borders_of, read_borders
from commandcenter.intake.places import Crs
from commandcenter.services.guard import PROGRAM
from commandcenter.store import city_use, seed
from commandcenter.store.database import Database, lost_is_lost
from commandcenter.store.engines import sqlite_file
from commandcenter.store.tables.every import CityRow, DistrictRow

LONGEST_OFFICE = 60


@dataclass(frozen=True, slots=True)
class FoundingRequest:
    """What was asked for. `office`: the bureau's full name, "" to leave it."""

    borders: CityBorders | None = None
    office: str = ""
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`put`: the borders to be stored, None where they stay; `words`: a sentence for each fact."""

    put: CityBorders | None
    office: str
    words: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def founding_request(city: Path | None, crs: Crs, office: str, replaces: bool) -> FoundingRequest:
    """Reads the file. Raises AskedWrongly for a name that can be nobody's."""
    name = office.strip()
    if not name.isprintable() or len(name) > LONGEST_OFFICE:
        raise AskedWrongly("本局全称应是 {limit} 字以内的一行文字。", limit=LONGEST_OFFICE)
    return FoundingRequest(read_borders(city, crs) if city else None, name, replaces)


def require(url: str, wish: FoundingRequest) -> None:
    """What can be refused without the database: there is no file yet, or nothing in it."""
    file = sqlite_file(url)
    if file and not (file.is_file() and file.stat().st_size):
        _decide_first(wish)


def require_possible(db: Database, wish: FoundingRequest) -> None:
    """Raises RuleBroken for what `settle` would refuse; changes nothing."""
    with lost_is_lost(), db.engine.connect() as connection:
        founded = inspect(connection).has_table(CityRow.__tablename__)
        if not founded:
            _decide_first(wish)
            return
        with Session(connection) as session:
            decide(session, wish)


def settle(session: Session, wish: FoundingRequest) -> Decision:
    """Under the pen: store what is asked for, and tell what was done."""
    decision = decide(session, wish)
    if decision.put:
        seed.put_city(session, PROGRAM, decision.put, decision.office)
        return decision
    if wish.office and seed.rename_office(session, PROGRAM, wish.office):
        return replace(decision, words=(*decision.words, f"本局全称已改为“{wish.office}”。"))
    return decision


def decide(session: Session, wish: FoundingRequest) -> Decision:
    """Raises RuleBroken for a wish that cannot be, or that was not meant so."""
    row = session.scalars(select(CityRow)).first()
    if row is None:
        return _decide_first(wish)
    if wish.borders is None:
        return Decision(None, wish.office or row.office)
    old = _stored(session, row)
    new = wish.borders
    if not new.name:
        new = replace(new, name=old.name, province=new.province or old.province)
    changes = change(old, new)
    if not changes:
        return Decision(None, row.office, ("边界与现有的相同，没有改动。",), new.advice)
    held = [(unit, city_use.used(session, unit.code)) for unit in changes.removed]
    kept = "；".join(f"{unit.words}已有{words}" for unit, words in held if words)
    if not wish.replace:
        raise RuleBroken(
            "数据库里已有{city}的边界，没有改动。新文件与它不同：{changes}。{kept}"
            "确认要换，请再加 --replace-city。",
            city=old.name or "本市",
            changes=changes.words(),
            kept=f"其中{kept}，不能撤去，请先在新文件里保留。" if kept else "",
        )
    if kept:
        raise RuleBroken(
            "{kept}，不能撤去，边界没有改动：请在新文件里保留（名称和边界可以变）。", kept=kept
        )
    told = (f"边界已换：{changes.words()}。", _loaded_words(new))
    return Decision(new, wish.office or row.office, told, new.advice)


def _decide_first(wish: FoundingRequest) -> Decision:
    """Of a database without a city."""
    if wish.borders is None:
        if wish.office:
            raise RuleBroken(
                "数据库里还没有本市的边界，不能只写本局全称：请用 --city 一并载入边界文件。"
            )
        return Decision(None, "")
    new = wish.borders
    if not new.name and wish.office:
        province, name = city_of_office(wish.office)
        new = replace(new, name=name, province=new.province or province)
    if not new.name and not wish.office:
        raise RuleBroken("边界文件里没有城市名称，请用 --name 写明本局全称。")
    advice = new.advice
    if not new.name:
        advice = (*advice, "边界文件里没有城市名称（city 的 name），投诉地址里的市名无从辨认。")
    office = wish.office or f"{new.name}{seed.BUREAU}"
    return Decision(new, office, (_loaded_words(new),), advice)


def _loaded_words(city: CityBorders) -> str:
    return f"已载入{city.name}边界：{city.words()}。"


def _stored(session: Session, row: CityRow) -> CityBorders:
    """The city as it is kept; of one that would be refused today only codes and names."""
    try:
        return borders_of(json.loads(row.geojson))
    except (RuleBroken, ValueError, KeyError, TypeError):
        rows = session.scalars(select(DistrictRow).order_by(DistrictRow.code))
        units = tuple(Unit(each.code, each.name, ()) for each in rows)
        return CityBorders(row.code, row.name, units)
