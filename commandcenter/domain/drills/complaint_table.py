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
    row["registered_at"] = datetime.fromisoformat(str(found["registered_at"]))
    row["complainant"] = Complainant(**found.get("complainant", {}))
    return NewComplaint(**row)
