"""A database whose every table has a row in each state of an incident, in two counties.

The rows go in past all triggers, as no service would make most of them: an incident stands at each
point of its life, and what hangs on it in each state of its own (states.py).
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from psycopg import sql
from sqlalchemy import Boolean, Date, Integer, LargeBinary

from commandcenter.store.tables.every import Base
from commandcenter.store.types import Choice, JsonText, UtcTime
from tests.city import EAST
from tests.sweep.states import (
    INCIDENT,
    LOGIN,
    OTHER,
    OTHER_GROUP,
    OWN_GROUP,
    PAST,
    STATES,
    THEIR,
    Sql,
)  # fmt: skip

WEST = "990103"
PLACES = {"east": EAST, "west": WEST}
# What the city and its plan put there; more of it would be another city.
EXISTING = ("city", "district", "town", "schema_info", "plan_version", "plan_item", "pen",
            "journal", "journal_row",
            "drill", "simulated_clock")  # fmt: skip  # these two no real store takes
BY_PLACE = {"complaint", "subject", "signal", "warning", "county_rules", "risk_record",
            "risk_judgement", "risk_finding", "risk_finding_check", "survey_answer",
            "inspection_target", "complainant", "complaint_correction", "complaint_event",
            "complaint_flag", "complaint_handling", "complaint_link", "signal_complaint",
            "signal_note", "warning_act", "warning_step", "trader_talk"}  # fmt: skip
BY_INCIDENT = {"paper", "release", "call_up", "handover", "plan_gap", "duty_log", "paper_file",
               "paper_number", "paper_step", "paper_text", "release_check", "obligation",
               "obligation_note"}  # fmt: skip
# Of the plan's items: those handed on as they stand, by their kind, and one that is not.
HANDED_ON = ("right", "clause")
OF_THE_PLAN = "kind = 'right' AND id % 9 = 0 OR kind = 'setting' AND id % 20 = 0"
OF_INCIDENT = {"step_note": "step", "attachment": "step", "report_receipt": "report"}
HELD_BACK = {OWN_GROUP: "own", OTHER_GROUP: "other", LOGIN: "me"}  # until it is known who tries
# Which complaint, release, … a row hangs on, where it is not one of its own name.
PARENT = {
    "complaint": "complaint", "release": "draft_theirs", "paper": "flow_theirs", "step": "own_open",
    "obligation": "own_open", "alarm": "unacknowledged", "alarm_act": "raised",
    "report": "sent", "batch": "closed", "oral_decision": "theirs", "signal": "new",
    "warning": "draft_IV", "plan_revision": "in_force",
}  # fmt: skip
KEYED = {"mine": "complaint", "theirs": "report"}  # of complaint_handling: whose key it is
# Whoever acted, as a name: in a row that nobody says more of it is another's.
NAMES = {
    "by", "done_by", "recorded_by", "registered_by", "reported_by", "given_by", "refused_by",
    "closed_by", "drafted_by", "edited_by", "signed_by", "signature", "settled_by", "waived_by",
    "decided_by", "made_by", "withdrawn_by", "lifted_by", "removed_by", "undone_by", "verified_by",
    "returned_by", "sent_by", "answered_by", "answer_by", "asked_by", "found_by", "filed_by",
    "handled_by", "opened_by", "kept_by", "followed_by", "corrected_by", "void_by", "revoked_by",
    "called_by", "named_by", "granted_by", "adopted_by", "received_by", "approved_by", "person",
    "extended_by", "submitted_by", "in_force_by", "judged_by", "dropped_by", "watched_by",
    "referred_by", "called_off_by",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """`own`: its own state; `incident`: the state of its incident; `place`: east, west or ""."""

    table: str
    values: dict
    own: str = "any"
    incident: str = ""
    incident_id: int | None = None
    place: str = ""

    @property
    def keys(self):
        return [c.name for c in Base.metadata.tables[self.table].primary_key]


class Rows:
    """All rows, to be put in by `fill`."""

    def __init__(self, link):
        self._link = link
        self._ids = count(10_000)
        tables = Base.metadata.sorted_tables
        self.found = {t.name: list(self._existing(t)) for t in tables if t.name in EXISTING}
        self.incidents = self.found["incident"] = list(self._incidents())
        for table in tables:
            if table.name not in self.found:
                self.found[table.name] = list(self._of_table(table))

    def all(self):
        return [row for rows in self.found.values() for row in rows]

    def _incidents(self):
        for place, code in PLACES.items():
            for state, values in INCIDENT.items():
                number = next(self._ids)
                into = number if state == "merged" else None
                given = {"id": number, "districts": f'["{code}"]', "merged_into": into, **values}
                whole = self._whole(Base.metadata.tables["incident"], given, "", None, place)
                yield Row("incident", whole, state, state, number, place)

    def _existing(self, table):
        names = [column.name for column in table.c]
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        ask = sql.SQL(
            "(SELECT {0} FROM {1} ORDER BY 1 LIMIT 2) UNION SELECT {0} FROM {1} WHERE {2}"
        )
        last = sql.SQL(OF_THE_PLAN if table.name == "plan_item" else "false")
        found = self._link.execute(ask.format(columns, sql.Identifier(table.name), last)).fetchall()
        for row in found:
            values = dict(zip(names, map(plain, row), strict=True))
            kind = values.get("kind") if table.name == "plan_item" else None
            yield Row(table.name, values, kind if kind in HANDED_ON else "any")

    def _of_table(self, table):
        name = table.name
        states = STATES.get(name, {"any": {}})
        for state, incident, place in self._spots(table):
            for own, values in states.items():
                given = {"incident_id": incident, **values} if "incident_id" in table.c else values
                whole = self._whole(table, given, own, incident, place)
                yield Row(name, whole, own, state, incident, place)

    def _spots(self, table):
        """Incidents, counties, or the one place of what is the bureau's."""
        name = table.name
        nullable = "incident_id" not in table.c or table.c.incident_id.nullable
        if not nullable or name in BY_INCIDENT or name in OF_INCIDENT:
            return [(i.own, i.incident_id, i.place) for i in self.incidents]
        if name in BY_PLACE:
            return [("", None, place) for place in PLACES]
        return [("", None, "")]

    def _whole(self, table, given, own, incident, place):
        values = {}
        for column in table.c:  # what is given of a column that is not there yet is left out
            value = given.get(column.name)
            target = next((key.column for key in column.foreign_keys), None)
            if target is not None and column.name != "incident_id":
                value = self._parent(column, target, value, own, incident, place)
            elif column.name not in given and (column.primary_key or not column.nullable):
                value = self._made_up(table, column, own, place)
            values[column.name] = value
        return values

    def _parent(self, column, target, value, own, incident, place):
        """A row that is there: of the name that is given, of the same incident and county."""
        name = target.table.name
        if name == "person":
            return value if value is not None or column.nullable else OTHER
        if name == "district":
            given = value == "here" or not column.nullable or column.table.name in BY_PLACE
            return PLACES.get(place or "east") if given else value
        if value == "here":
            return next(i.incident_id for i in self.incidents if i.own == "responding_IV")
        needed = not column.nullable or column.primary_key
        if name == "incident" and (value is not None or needed):
            return value or incident or self.incidents[0].incident_id
        if value is None and not needed:
            return None
        return self._near(target, value or own, incident, place)

    def _near(self, target, own, incident, place):
        rows = self.found.get(target.table.name, [])
        wanted = (own, PARENT.get(target.table.name), KEYED.get(own))

        def distance(row):
            return (row.incident_id != incident, bool(place) and row.place != place,
                    row.own not in wanted, row.own != own)  # fmt: skip

        return min(rows, key=distance).values[target.name] if rows else None

    def _made_up(self, table, column, own, place):
        number = next(self._ids)
        if column.name == "districts":
            return f'["{PLACES.get(place, EAST)}"]'
        if column.name == "sha256":
            return f"{number:064x}"
        one_of_its_kind = column.name in ("login", "key", "date_code")
        if column.name == "number" and table.name in ("complaint", "risk_record", "certificate"):
            one_of_its_kind = True
        if column.name == "organisation":
            one_of_its_kind = True
        if not column.primary_key and not one_of_its_kind:
            return of_type(column)
        return number if is_number(column) else f"k{number}"


def plain(value):
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def of_type(column):
    kind = column.type
    if isinstance(kind, Choice):
        return next(iter(kind.choices)).value
    if isinstance(kind, UtcTime):
        return PAST
    if isinstance(kind, JsonText):
        return "[]"
    for python, value in ((Boolean, False), (Date, "2026-11-01"), (LargeBinary, b"x")):
        if isinstance(kind, python):
            return value
    if column.name in NAMES:  # but for who acts later, and has not yet
        return THEIR if column.default is None else column.default.arg
    return 1 if is_number(column) else ""


def is_number(column):
    inner = getattr(column.type, "impl", column.type)
    return isinstance(inner, Integer) and not isinstance(column.type, UtcTime)


def fill(link, rows):
    """`link` is a superuser's; no trigger and no reference is asked."""
    with link.transaction(), link.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for row in rows.all():
            if row.table not in EXISTING:
                cursor.execute(
                    sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})").format(
                        sql.Identifier(row.table),
                        sql.SQL(", ").join(map(sql.Identifier, row.values)),
                        sql.SQL(", ").join(sql.Placeholder() * len(row.values)),
                    ),
                    [held_back(value) for value in row.values.values()],
                )


def held_back(value):
    return HELD_BACK[value] if isinstance(value, Sql) else value


def held_back_columns(rows):
    """Where it must be said who tries, before they do: tables and columns."""
    return {
        (row.table, name)
        for row in rows.all()
        for name, value in row.values.items()
        if isinstance(value, Sql)
    }
