"""What a record of a file says otherwise about a complaint that is here: field by field."""

from collections.abc import Collection
from dataclasses import field, fields
from typing import Any

from commandcenter.domain.complaints.complaint import (
    KEY_CHARACTERS,
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    guessed,
    reporter_key,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services.complaints import subjects
from commandcenter.store.complaints import complainants
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow

PERSON = tuple(f.name for f in fields(Complainant))
ALWAYS = ("kind", "channel", "registered_at")
IF_GIVEN = (
    "title", "text", "category", "problem", "brand", "goods", "online",
    "special_group", "urgency", "status", "finished_at", "outcome", "recovered_cents", "office",
)  # fmt: skip
EXACTNESS = (None, Precision.COUNTY, Precision.TOWN, Precision.EXACT)
PLACE = ("district", "town", "lat", "lon", "precision")


@dataclass(slots=True)
class Change:
    """What a file says otherwise about one complaint. `trader`: it names another one."""

    complaint_id: int
    values: dict[str, Any] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    trader: NewComplaint | None = None

    def __bool__(self) -> bool:
        return bool(self.values or self.person or self.trader)

    def of_kind(self, was: ComplaintKind) -> "Change":
        """What has a rule of its own (services.complaints.reporters), whoever took it in: that a
        report (举报) becomes of it, or it is none any more.
        """
        kind = self.values.get("kind")
        alone = ComplaintKind.REPORT in (was, kind) and kind is not None
        return Change(self.complaint_id, {"kind": kind} if alone else {})


def change_of(
    row: ComplaintRow,
    trader: SubjectRow | None,
    new: NewComplaint,
    known: subjects.Known,
    has: Collection[str] | None,
) -> Change:
    change, guesses = Change(row.id), guessed(new.unread)
    for name in ALWAYS:
        if name in guesses:
            continue
        if (has is None or name in has) and getattr(new, name) is not Channel.OTHER:
            _note(change, row, name, getattr(new, name))
    for name in IF_GIVEN:
        if getattr(new, name) not in ("", None):
            _note(change, row, name, getattr(new, name))
    _compare_amount(change, row, new)
    if row.unread and not new.unread:
        _note(change, row, "unread", "")  # what could not be read is read now
    if new.other_province:
        _note(change, row, "other_province", True)
    if new.district and not _coarser(row, new):
        for name in PLACE:
            _note(change, row, name, getattr(new, name))
    if new.subject_name and not _same_trader(trader, new, known):
        change.trader = new
    return change


def _compare_amount(change: Change, row: ComplaintRow, new: NewComplaint) -> None:
    """The exact amount and the words of one that is not are one field: one of them is said."""
    if new.amount_cents is not None or new.amount_words:
        _note(change, row, "amount_cents", new.amount_cents)
        _note(change, row, "amount_words", new.amount_words)


def _coarser(row: ComplaintRow, new: NewComplaint) -> bool:
    """Whether the file knows less of the place: an exact one stays, a town while in its county."""
    less = EXACTNESS.index(new.precision) < EXACTNESS.index(row.precision)
    return less and (row.precision is Precision.EXACT or new.district == row.district)


def compare_person(
    change: Change,
    row: ComplaintRow,
    person: ComplainantRow,
    told: complainants.Told | None,
    new: NewComplaint,
    key: str,
) -> None:
    """Who complained; on a server it says itself who that is then."""
    for name in PERSON:
        value = getattr(new.complainant, name)
        other = value != getattr(person, name) if told is None else name in told.get(row.id, ())
        if value and other:
            change.person[name] = value
    if told is not None or len(key) != KEY_CHARACTERS:
        return
    protected = row.hides_reporter or new.kind is ComplaintKind.REPORT
    mine = reporter_key(key) if protected else key
    by_phone = new.complainant.phone or not person.phone
    if mine != row.person_key and by_phone and change.person:
        change.values["person_key"] = key  # as a reporter's where it is written on a report


def _note(change: Change, row: ComplaintRow, name: str, value: Any) -> None:
    was = getattr(row, name)
    if isinstance(value, float) and was is not None:
        value = round(value, 7)  # as places are kept
    if value != was:
        change.values[name] = value


def _same_trader(trader: SubjectRow | None, new: NewComplaint, known: subjects.Known) -> bool:
    if trader is None:
        return False
    if new.subject_code and trader.credit_code:
        return new.subject_code == trader.credit_code
    found = known.find(new.subject_code, new.subject_name)
    return new.subject_name == trader.name or found == trader.id
