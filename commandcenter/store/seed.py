"""What a new database needs before anybody works in it: the city and the plan."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.city import CityBorders, centre_of
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.earlier_plans import (
    ALARM_KINDS,
    GONE_KINDS,
    NEW_KINDS,
    is_bureaus,
    renewed_rights,
    with_obligations,
)
from commandcenter.domain.plan.plan import RIGHT
from commandcenter.store import journal
from commandcenter.store.city_use import unused_units
from commandcenter.store.database import now
from commandcenter.store.plan import plan_files
from commandcenter.store.plan.plan import add_version, items_of, version_in_force
from commandcenter.store.plan.plan_files import items_of_tables, plan_items, tables_of_items
from commandcenter.store.tables.city import CityRow, DistrictRow, TownRow
from commandcenter.store.tables.plan.plan import PlanVersionRow

PLAN = plan_files.OWN
BUREAU = "市场监督管理局"  # what follows the city's name in that of its bureau
# Kinds of which an older plan may lack single items.
SINGLY = (
    "setting",
    RIGHT,
    "report_element",
    "paper_flow",
    "paper_series",
    "template",
    *ALARM_KINDS,
)


def put_city(session: Session, actor: Actor, city: CityBorders, office: str) -> None:
    """Store the city's boundaries, county units and towns, in place of those before."""
    session.execute(delete(CityRow))
    session.execute(delete(TownRow))
    session.add(
        CityRow(
            id=1,
            code=city.code,
            name=city.name,
            office=office or f"{city.name}{BUREAU}",
            geojson=json.dumps(city.geojson(), ensure_ascii=False),
        )
    )
    for unit in city.units:
        lon, lat = centre_of(unit.parts)
        session.merge(DistrictRow(code=unit.code, name=unit.name, lat=lat, lon=lon))
    session.flush()
    gone = unused_units(session, [unit.code for unit in city.units])
    session.execute(delete(DistrictRow).where(DistrictRow.code.in_(gone)))
    session.add_all(
        TownRow(district=town.district, name=town.name, lat=town.lat, lon=town.lon)
        for town in city.towns
    )
    journal.record(session, actor, "city", 1, "set")


def rename_office(session: Session, actor: Actor, office: str) -> bool:
    """The bureau's name as on its papers from now on; whether that is another one."""
    city = session.scalars(select(CityRow)).one()
    if city.office == office:
        return False
    city.office = office
    journal.record(session, actor, "city", 1, "renamed")
    return True


def put_plan(session: Session, actor: Actor, folder: Path = PLAN) -> None:
    """Store the plan's files as version 1; a plan that is there gets what is new in them."""
    if session.scalar(select(PlanVersionRow.id).limit(1)):
        _complete_plan(session, actor, folder)
        return
    at = now(session)
    version = add_version(session, "第1版", plan_items(folder), at, actor.name)
    journal.record(session, actor, "plan", version, "adopted", clause="8.1")


def _comes_singly(kind: str, row: Mapping[str, Any]) -> bool:
    """What no bureau takes off its plan, so that what is missing is new."""
    return kind in SINGLY or (kind == "obligation" and is_bureaus(row))


def _complete_plan(session: Session, actor: Actor, folder: Path) -> None:
    """Settings, rights, kinds of papers, alarms, the bureau's own obligations and whole kinds of
    items that this program brings and the plan lacks.

    They make a version of their own: what the bureau has set itself stays as it is, and the
    obligations are made of the steps and report rules as it has set them.
    """
    current = version_in_force(session)
    tables = tables_of_items(items_of(session, current))
    known = {(kind, row["code"]) for kind, rows in tables.items() for row in rows}
    whole = set(tables)
    files = tables_of_items(plan_items(folder))
    made = with_obligations(tables, files)
    wanted = files | {kind: made[kind] for kind in NEW_KINDS if kind in made}
    fresh = [
        (kind, dict(row))
        for kind, rows in wanted.items()
        for row in rows
        if kind not in whole or (_comes_singly(kind, row) and (kind, row["code"]) not in known)
    ]
    rights = renewed_rights(tables[RIGHT], files[RIGHT]) if RIGHT in tables else []
    if not fresh and rights == tables.get(RIGHT, []):
        return
    tables[RIGHT] = [dict(row) for row in rights]
    for kind, row in fresh:
        tables.setdefault(kind, []).append(row)
    for kind in GONE_KINDS:
        tables.pop(kind, None)
    count = session.scalar(select(func.count()).select_from(PlanVersionRow)) or 0
    version = add_version(
        session,
        f"第{count + 1}版",
        items_of_tables(tables),
        now(session),
        actor.name,
        reason="补充本程序新增的参数",
        amends=current,
    )
    journal.record(session, actor, "plan", version, "amended", clause="8.1")
