"""What a drill of a scenario of the demo is made from: its city, its complaints, its people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import cycle

from commandcenter.db.demo import load
from commandcenter.db.demo.exports import by_batch
from commandcenter.db.demo.moment import ScenarioKey, words
from commandcenter.db.demo.moment import parse as parse_moment
from commandcenter.db.demo.stories import Story, story
from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.domain.drills.complaint_table import complaint_table
from commandcenter.domain.drills.drill import InjectKind
from commandcenter.domain.drills.script import Inject, Script
from commandcenter.domain.errors import AskedWrongly
from commandcenter.offices.drill_stores import Lay
from commandcenter.store.clock import HandClock
from commandcenter.store.database import Database

SCENARIO = "scenario:"


def told_by(script: Script) -> Story | None:
    """The scenario that a script names as its source."""
    if not script.source.startswith(SCENARIO):
        return None
    key = script.source.removeprefix(SCENARIO)
    if key not in list(ScenarioKey):
        raise AskedWrongly("没有情景“{key}”，情景只有 A、B、C 和 AB。", key=key)
    return story(ScenarioKey(key))


def with_complaints(script: Script, districts: Sequence[str] | None = None) -> Script:
    """The script with what comes in the scenario, an inject an export.

    `districts`: those of another city, in whose place the scenario's counties are put, by order;
    there nothing lies where it lay.
    """
    told = told_by(script)
    if told is None:
        return script
    injects = [*script.injects, *_exports(told, script.begins, script.until, districts)]
    in_order = sorted(injects, key=lambda inject: inject.at)
    return replace(
        script,
        injects=tuple(in_order),
        source_words=script.source_words or f"系统情景{told.key}",
    )


def _exports(
    told: Story, begins: datetime, until: datetime, districts: Sequence[str] | None
) -> Iterator[Inject]:
    batches = list(by_batch(told.arrivals(begins, until)))
    known = sorted({c.district for _, own in batches for c in own if c.district})
    moves = districts is not None and not set(known) <= set(districts)
    place = dict(zip(known, cycle(districts or ()), strict=False)) if moves else None
    for batch, complaints in batches:
        own = complaints if place is None else [_moved(each, place) for each in complaints]
        payload = {
            "file": f"{batch.source}-{batch.at:%Y%m%d%H%M}.csv",
            "exported_to": {batch.source.value: batch.exported_to.isoformat()},
            "complaints": [complaint_table(each) for each in own],
        }
        title = f"投诉到达 {len(own)} 件"
        yield Inject(batch.at, InjectKind.COMPLAINTS, title, payload=payload)


def _moved(complaint: NewComplaint, place: Mapping[str, str]) -> NewComplaint:
    district = place.get(complaint.district or "")
    return replace(complaint, district=district, lat=None, lon=None, precision=None, town="")


def lay_scenario(script: Script) -> Lay | None:
    """What stands in the store before the drill begins; None: its source is no scenario."""
    told = told_by(script)
    if told is None:
        return None
    moment = parse_moment(words(told.key, script.begins))

    def lay(db: Database, clock: HandClock) -> None:
        load.lay(db, clock, moment)
        clock.at = max(clock.at, script.begins)

    return lay
