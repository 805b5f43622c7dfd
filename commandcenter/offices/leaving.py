"""A file for other programs before it leaves: the map as GeoJSON, a published notice as CAP."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.export_kinds import Door
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, with_note
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.cap_xml import cap_xml
from commandcenter.outputs.map_geojson import map_geojson
from commandcenter.queries.command.map_features import map_features
from commandcenter.queries.releases.cap import KIND_WORDS, cap_message
from commandcenter.services.seat.exports import note_export, require_export


@dataclass(frozen=True, slots=True)
class Leaving:
    """A file as it will leave: what it may be called, and what is in it in `words`."""

    door: Door
    data: bytes
    rows: int
    name: str
    words: str
    incident_id: int | None


def map_leaving(session: Session, actor: Actor, incident_id: int, now: datetime) -> Leaving:
    require_export(session, actor, Door.MAP, incident_id)
    shown = map_features(session, incident_id, now)
    name, count = f"事件地图{local(now):%Y%m%d%H%M}.geojson", len(shown.features)
    words = phrase("县区、场所和队伍共 {n} 个", n=count)
    return Leaving(Door.MAP, map_geojson(shown), count, name, words, incident_id)


def cap_leaving(session: Session, actor: Actor, release_id: int) -> Leaving:
    message = cap_message(session, release_id)
    require_export(session, actor, Door.CAP, message.incident_id)
    words = with_note(message.label, KIND_WORDS[message.kind])
    name = f"{message.label!s}{KIND_WORDS[message.kind]!s}.xml"
    return Leaving(Door.CAP, cap_xml(message), 1, name, words, message.incident_id)


def note_leaving(session: Session, actor: Actor, leaving: Leaving) -> None:
    note_export(session, actor, leaving.door, leaving.rows, leaving.incident_id)
