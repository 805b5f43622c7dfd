"""Checked records as what the services take: one by one, or many by column."""

from collections.abc import Sequence
from typing import Any

from commandcenter.domain.complaints.columns import PERSON_FIELDS, Columns, Seconds
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.intake.check import ROW_FIELDS, Row
from commandcenter.intake.values import as_datetime

_SOURCES = {choice.value: choice for choice in Source}
_KINDS = {choice.value: choice for choice in ComplaintKind}
_CHANNELS = {choice.value: choice for choice in Channel}
_PRECISIONS: dict[str | None, Precision | None] = {None: None, **{p.value: p for p in Precision}}


def complaint_of(row: Row) -> NewComplaint:
    """A record as the dataclass that the services take."""
    (
        number, source, kind, channel, at, name, phone, id_type, id_number, address,
        title, text, category, problem, district, subject, code, subject_address, brand, goods,
        cents, online, group, other_province, urgency, lat, lon, precision, town, status, ended,
        outcome, recovered, office, amount_words, unread,
    ) = row  # fmt: skip
    return NewComplaint(
        number, _SOURCES[source], _KINDS[kind], _CHANNELS[channel], as_datetime(at),
        Complainant(name, phone, id_type, id_number, address), title, text, category, problem,
        district, subject, code, subject_address, brand, goods, cents, online, group,
        other_province, urgency, lat, lon, _PRECISIONS[precision], town, status,
        None if ended is None else as_datetime(ended), outcome, recovered, office, amount_words,
        unread,
    )  # fmt: skip


_PERSON = {f"person_{name}": name for name in PERSON_FIELDS}
_AS_VALUES: dict[str, dict[Any, Any]] = {
    "source": _SOURCES, "kind": _KINDS, "channel": _CHANNELS, "precision": _PRECISIONS,
}  # fmt: skip


def as_columns(columns: Sequence[Sequence[Any]]) -> Columns:
    """Records by column in the order of ROW_FIELDS, as the services take many."""
    of: dict[str, Sequence[Any]] = {}
    people: dict[str, Sequence[str]] = {}
    for name, column in zip(ROW_FIELDS, columns, strict=True):
        if name in _PERSON:
            people[_PERSON[name]] = column
        elif name in _AS_VALUES:
            known = _AS_VALUES[name]
            of[name] = [known[value] for value in column]
        elif name in ("registered_at", "finished_at"):
            of[name] = Seconds(column)
        else:
            of[name] = column
    return Columns(of, people)
