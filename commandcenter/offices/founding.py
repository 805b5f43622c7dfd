"""What a bureau is founded with, and what `init` changes of it later: its borders, its name, the
telephone of its duty room, its people.

Everything is decided twice by the same function: before the database is touched at all, and
under the pen, where nobody else can change what was decided on.
"""

import json
from dataclasses import replace
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from commandcenter.domain.city import CityBorders, Unit, change, city_of_office
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.phrase import clauses, phrase, word
from commandcenter.domain.seat.people_list import Fate, Joined, Judged, judged, require_line
from commandcenter.intake.border_look import require_province
from commandcenter.intake.borders import borders_of, read_borders
from commandcenter.intake.places import Crs
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.founder import Founder, add_founder
from commandcenter.offices.people_lists import PeopleList, looked_at, people_in, take_in
from commandcenter.services.guard import PROGRAM
from commandcenter.services.plan import plan_data
from commandcenter.services.seat import bureau
from commandcenter.store import city_use, seed
from commandcenter.store.database import Database, lost_is_lost
from commandcenter.store.engines import sqlite_file
from commandcenter.store.seat import bureau_facts, logins
from commandcenter.store.tables.every import CityRow, DistrictRow

LONGEST_OFFICE = 60


@dataclass(frozen=True, slots=True)
class FoundingRequest:
    """What was asked for. `office`: the bureau's full name, "" to leave it; so `phone`, of the duty
    room. `notices`: texts of the State Council on the holidays of a year. `early`: the name may
    come before the borders, which somebody will bring later.
    """

    borders: CityBorders | None = None
    office: str = ""
    replace: bool = False
    people: PeopleList | None = None
    phone: str = ""
    notices: tuple[str, ...] = ()
    founder: Founder | None = None
    early: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`put`: the borders to be stored, None where they stay; `words`: a sentence for each fact."""

    put: CityBorders | None
    office: str
    words: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    people: tuple[Judged, ...] = ()
    joined: tuple[Joined, ...] = ()


def founding_request(
    city: Path | None,
    crs: Crs,
    office: str,
    replaces: bool,
    *,
    people: Path | None = None,
    phone: str = "",
) -> FoundingRequest:
    """Reads the files. Raises AskedWrongly for a name that can be nobody's."""
    return FoundingRequest(
        read_borders(city, crs) if city else None,
        office_name(office),
        replaces,
        people_in(people) if people else None,
        require_line(phone, word("值班电话")),
    )


def office_name(words: str) -> str:
    name = words.strip()
    if not name.isprintable() or len(name) > LONGEST_OFFICE:
        raise AskedWrongly("本局全称应是 {limit} 字以内的一行文字。", limit=LONGEST_OFFICE)
    return name


def require(url: str, wish: FoundingRequest) -> None:
    """What can be refused without the database: there is no file yet, or nothing in it."""
    file = sqlite_file(url)
    if file and not (file.is_file() and file.stat().st_size):
        _decide_new(wish)


def require_possible(db: Database, wish: FoundingRequest) -> None:
    """Raises RuleBroken for what `settle` would refuse; changes nothing."""
    with lost_is_lost(), db.engine.connect() as connection:
        founded = inspect(connection).has_table(CityRow.__tablename__)
        with Session(connection) as session:
            if logins.on_server(session) and (wish.people or wish.founder):
                logins.require_can_make(session)
            if founded:
                decide(session, wish)
            else:
                _decide_new(wish)


def settle(session: Session, wish: FoundingRequest) -> Decision:
    """Under the pen: store what is asked for, and tell what was done."""
    decision = decide(session, wish)
    words = [*decision.words]
    if decision.put:
        seed.put_city(session, PROGRAM, decision.put, decision.office)
    elif wish.office and (said := _rename(session, wish.office)):
        words.append(said)
    if wish.phone:
        bureau.set_duty_phone(session, PROGRAM, wish.phone)
    for text in wish.notices:
        plan_data.enter_holidays(session, PROGRAM, text)
    joined, told = _join(session, wish, decision)
    return replace(decision, words=(*words, *told), joined=joined)


def _rename(session: Session, office: str) -> str:
    """Told in a sentence, "" where it is the same as before."""
    if session.scalars(select(CityRow.id)).first() is None:
        kept = bureau.keep_office(session, PROGRAM, office)
        return phrase("本局全称记为“{office}”，边界还没有载入。", office=office) if kept else ""
    changed = seed.rename_office(session, PROGRAM, office)
    return phrase("本局全称已改为“{office}”。", office=office) if changed else ""


def _join(
    session: Session, wish: FoundingRequest, decision: Decision
) -> tuple[tuple[Joined, ...], tuple[str, ...]]:
    """Who founds it first, then who is on the list, with the roles that are given to each."""
    if wish.founder:
        add_founder(session, wish.founder, decision.people)
    if wish.people is None:
        return (), ()
    found = decision.people
    if wish.founder:  # who is here now
        found = looked_at(session, wish.people.people)
    joined = take_in(session, PROGRAM, found)
    here = sum(each.fate is Fate.HERE for each in found)
    name, n = wish.people.name, len(joined)
    words = phrase("名单“{name}”：增加 {n} 人。", name=name, n=n)
    if here:
        words = phrase(
            "名单“{name}”：增加 {n} 人；{here} 人已有，没有改动。", name=name, n=n, here=here
        )
    return joined, (words,)


def decide(session: Session, wish: FoundingRequest) -> Decision:
    """Raises RuleBroken for a wish that cannot be, or that was not meant so."""
    decision = _decide_city(session, wish)
    if wish.people is None:
        return decision
    districts = _districts(wish) if decision.put else None
    found = looked_at(session, wish.people.people, districts)
    wish.people.require_all(found)
    return replace(decision, people=found)


def _decide_city(session: Session, wish: FoundingRequest) -> Decision:
    row = session.scalars(select(CityRow)).first()
    if row is None:
        kept = bureau_facts.fact(session, bureau_facts.OFFICE)
        named = replace(wish, office=wish.office or kept, early=wish.early or not wish.office)
        return _decide_first(named)
    if wish.borders is None:
        return Decision(None, wish.office or row.office)
    old = _stored(session, row)
    new = wish.borders
    if not new.name:
        new = replace(new, name=old.name, province=new.province or old.province)
    changes = change(old, new)
    if not changes:
        return Decision(None, row.office, (word("边界与现有的相同，没有改动。"),), new.advice)
    held = [(unit, city_use.used(session, unit.code)) for unit in changes.removed]
    kept = clauses(
        phrase("{unit}已有{found}", unit=unit.words, found=found) for unit, found in held if found
    )
    if not wish.replace:
        raise RuleBroken(
            "数据库里已有{city}的边界，没有改动。新文件与它不同：{changes}。{kept}"
            "确认要换，请再加 --replace-city。",
            city=old.name or word("本市"),
            changes=changes.words(),
            kept=phrase("其中{units}，不能撤去，请先在新文件里保留。", units=kept) if kept else "",
        )
    if kept:
        raise RuleBroken(
            "{kept}，不能撤去，边界没有改动：请在新文件里保留（名称和边界可以变）。", kept=kept
        )
    told = (phrase("边界已换：{changes}。", changes=changes.words()), _loaded_words(new))
    return Decision(new, wish.office or row.office, told, new.advice)


def _decide_new(wish: FoundingRequest) -> None:
    """Of a database in which there is nothing and nobody yet."""
    _decide_first(wish)
    if wish.people is not None:
        wish.people.require_all(judged(wish.people.people, _districts(wish)))


def _districts(wish: FoundingRequest) -> dict[str, str]:
    return {unit.name: unit.code for unit in wish.borders.units} if wish.borders else {}


def _decide_first(wish: FoundingRequest) -> Decision:
    """Of a database without a city."""
    if wish.borders is None:
        if wish.office and not wish.early:
            raise RuleBroken(
                "数据库里还没有本市的边界，不能只写本局全称：请用 --city 一并载入边界文件。"
            )
        return Decision(None, wish.office)
    new = wish.borders
    require_province(new, wish.office)
    if not new.name and wish.office:
        province, name = city_of_office(wish.office)
        new = replace(new, name=name, province=new.province or province)
    if not new.name and not wish.office:
        raise RuleBroken("边界文件里没有城市名称，请用 --name 写明本局全称。")
    advice = new.advice
    if not new.name:
        unnamed = word("边界文件里没有城市名称（city 的 name），投诉地址里的市名无从辨认。")
        advice = (*advice, unnamed)
    office = wish.office or f"{new.name}{seed.BUREAU}"
    return Decision(new, office, (_loaded_words(new),), advice)


def _loaded_words(city: CityBorders) -> str:
    return phrase("已载入{city}边界：{words}。", city=city.name, words=city.words())


def _stored(session: Session, row: CityRow) -> CityBorders:
    """The city as it is kept; of one that would be refused today only codes and names."""
    try:
        return borders_of(json.loads(row.geojson))
    except (RuleBroken, ValueError, KeyError, TypeError):
        rows = session.scalars(select(DistrictRow).order_by(DistrictRow.code))
        units = tuple(Unit(each.code, each.name, ()) for each in rows)
        return CityBorders(row.code, row.name, units)
