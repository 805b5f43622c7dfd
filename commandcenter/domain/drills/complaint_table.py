"""A complaint as it stands in the script of a drill."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.times import SHANGHAI


def complaint_table(complaint: NewComplaint) -> dict[str, Any]:
    """A complaint as it stands in a script."""
    row = {name: value for name, value in asdict(complaint).items() if value not in (None, "")}
    row["registered_at"] = complaint.registered_at.isoformat()
    row["complainant"] = {k: v for k, v in asdict(complaint.complainant).items() if v}
    return row


def read_complaint(found: Mapping[str, Any]) -> NewComplaint:
    kinds: dict[str, type[StrEnum]] = {
        "source": Source,
        "kind": ComplaintKind,
        "channel": Channel,
        "precision": Precision,
    }
    row: dict[str, Any] = {
        name: kinds[name](value) if name in kinds else value for name, value in found.items()
    }
    row["registered_at"] = _moment(found["registered_at"])
    row["complainant"] = Complainant(**found.get("complainant", {}))
    return NewComplaint(**row)


def read_complaints(
    payload: Mapping[str, Any],
) -> tuple[tuple[NewComplaint, ...], dict[Source, datetime]]:
    """The complaints of an inject, and up to when the export of each source goes.

    Raises KeyError, TypeError or ValueError for what nobody could take in.
    """
    complaints = tuple(read_complaint(each) for each in payload.get("complaints", ()))
    exported = payload.get("exported_to", {})
    return complaints, {Source(name): _moment(until) for name, until in exported.items()}


def _moment(found: object) -> datetime:
    """Without a zone it is the bureau's clock, as in all of a script."""
    at = datetime.fromisoformat(str(found))
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
