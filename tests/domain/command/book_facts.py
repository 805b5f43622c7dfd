"""An incident for the tests of the book: times in minutes from its 接报, acts in one line."""

from dataclasses import fields
from datetime import datetime, timedelta

from commandcenter.domain.command.book import book
from commandcenter.domain.command.life import Kept, LevelSpan, Life, Place
from commandcenter.domain.command.obligation import Act, Obligation
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.times import from_local

RECEIVED = from_local(2026, 11, 24, 8, 50)
EAST = "990102"
HAND = "已通知供电公司，备用电源到位"


def at(minutes: float) -> datetime:
    return RECEIVED + timedelta(minutes=minutes)


def minutes(moment: datetime | None) -> float | None:
    return None if moment is None else (moment - RECEIVED).total_seconds() / 60


def act(sign: str, when: float, about: str = "", **more: object) -> Act:
    """Each in a row of its own unless `id` says otherwise."""
    fixed = {"table": sign.partition(".")[0], "id": int(when * 10), "by": "周岚", "incident": 1}
    return Act(sign, about=about, at=at(when), **(fixed | more))  # type: ignore[arg-type]  # the fields are checked when it runs


def grade(level: Level, when: float) -> LevelSpan:
    return LevelSpan(Axis.GRADE, level, at(when))


def response(level: Level, when: float) -> LevelSpan:
    return LevelSpan(Axis.RESPONSE, level, at(when))


def life(**fields_: object) -> Life:
    """A prepaid case that was reported and is not verified yet."""
    base = {
        "incident": 1, "plan_version": 1, "state": State.REPORTED, "received_at": RECEIVED,
        "kind": "prepaid", "districts": (EAST,), "county_names": {EAST: "东城区"},
    }  # fmt: skip
    return Life(**(base | fields_))  # type: ignore[arg-type]  # the fields are checked when it runs


def responding(level: Level = Level.III, **fields_: object) -> Life:
    """Verified at 5, graded at 20, responded to from 30 on, at two places."""
    base = {
        "state": State.RESPONDING, "verified_at": at(5), "activated_at": at(30),
        "levels": (grade(level, 20), response(level, 30)),
        "places": (Place(7, "城东店"), Place(8, "城西店")),
    }  # fmt: skip
    return life(**(base | fields_))


def run(plan, of, acts=(), kept=(), now=60.0):
    """{key without the incident: row}."""
    rows = book(plan, of, tuple(acts), tuple(kept), at(now))
    assert len({row.key for row in rows}) == len(rows)
    return {row.key.removeprefix(f"{of.incident}/"): row for row in rows}


SHARED = [each.name for each in fields(Obligation) if each.name != "id"]


def stored(rows, **said):
    """The rows as they are read again; `said`: {key: what a person said of it}."""
    kept = []
    for number, (key, row) in enumerate(rows.items(), 1):
        same = {name: getattr(row, name) for name in SHARED}
        told = dict(said.get(key, {}))
        applies = bool(told.pop("applies", False))
        as_kept = Obligation(id=number, **(same | told))
        kept.append(Kept(as_kept, row.born_table, row.born_id, applies))
    return tuple(kept)
