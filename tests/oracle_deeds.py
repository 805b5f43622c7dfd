"""What was done about an incident, read by somebody else than the program: for its oracle.

Own SQL over the rows of the acts, in the words of section 3.1 of the design; nothing of
store/command/acts is known here.
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from commandcenter.paths import RESOURCES

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
GROUPS = ("coordination", "onsite", "investigation", "opinion", "legal", "logistics")
FINISHED = "('declined', 'not_filed', 'closed')"  # states of a complaint's handling
MEDIATED = (
    "coalesce(h.mediation_ended_at, CASE WHEN h.accepted_at IS NOT NULL THEN h.closed_at END)"
)
# What its own system says, where nothing was done on it here.
TOLD = "h.complaint_id IS NULL AND c.status IN ('已办结', '不予受理')"
LEVELS = ("IV", "III", "II", "I")


@dataclass(frozen=True, order=True)
class Deed:
    """One act: when, which row of which table, by whom, whom it concerns, how many."""

    at: datetime
    table: str
    id: int
    by: str = ""
    whom: str = ""
    many: int = 1


def plan_file(name):
    with (RESOURCES / "plan" / name).open("rb") as file:
        return tomllib.load(file)


PLAN = {item["code"]: item for item in plan_file("obligations.toml")["obligation"]}
DEPARTMENTS = {d["code"]: d for d in plan_file("command.toml")["department"]}
ADDRESSEES = {a["code"]: a for a in plan_file("reports.toml")["addressee"]}
KINDS = {kind["code"]: kind for kind in plan_file("kinds.toml")["kind"]}


class Rows:
    """The rows of an incident and of those that were merged into it, as plain values."""

    def __init__(self, connection, incident):
        self.connection = connection
        self.incident = incident
        self.own = self.all("SELECT * FROM incident WHERE id = :i")[0]
        self.ids = self._with_merged([incident])
        self._kept = {}

    def _with_merged(self, ids):
        more = [
            row["id"]
            for each in ids
            for row in self.all("SELECT id FROM incident WHERE merged_into = :i", each)
        ]
        return ids + (self._with_merged(more) if more else [])

    def all(self, sql, incident=None):
        found = self.connection.execute(text(sql), {"i": incident or self.incident})
        return [{k: moment(k, v) for k, v in row._mapping.items()} for row in found]

    def of(self, table, where="true", own=False):
        """All rows of a table by id. `own`: without those of merged incidents."""
        key = (table, where, own)
        if key not in self._kept:
            ids = [self.incident] if own else self.ids
            sql = f'SELECT * FROM "{table}" WHERE incident_id = :i AND ({where}) ORDER BY id'
            self._kept[key] = [row for each in ids for row in self.all(sql, each)]
        return self._kept[key]

    def deeds(self, table, at, by, where="true", whom=None, many=None, own=False):
        return [
            Deed(
                row[at], table, row["id"], row[by] or "" if by else "",
                whom(row) if whom else f"{table}:{row['id']}", many(row) if many else 1,
            )
            for row in self.of(table, f"({where}) AND {at} IS NOT NULL", own)
        ]  # fmt: skip


def moment(name, value):
    """Of a column that is a time, on either database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    is_time = name.endswith("_at") or name in ("at", "as_of", "valid_from", "valid_until")
    if isinstance(value, int) and is_time:
        return EPOCH + timedelta(microseconds=value)
    return value


# ---- what was done, in the words of 3.1 ----


def levels(rows, axis, steps):
    """A grade that was decided by a call which its decider disputes was never decided."""
    no_dispute = (
        "NOT EXISTS (SELECT 1 FROM oral_decision o WHERE o.id = oral_id "
        "AND o.disputed_at IS NOT NULL)"
    )
    where = f"axis = '{axis}' AND step IN ({', '.join(map(repr, steps))})"
    found = rows.of("level_decision", where, own=True)
    kept = {row["id"] for row in rows.of("level_decision", f"{where} AND {no_dispute}", own=True)}
    return found, kept


def grade(rows, *steps):
    found, kept = levels(rows, "grade", steps)
    return [Deed(r["at"], "level_decision", r["id"], r["by"]) for r in found if r["id"] in kept]


def responses(rows):
    """The first began it, the last may have ended it, all others changed it."""
    found, kept = levels(rows, "response", ("decision", "upper"))
    started, changed = [], []
    for n, row in enumerate(found):
        deed = Deed(row["at"], "level_decision", row["id"], row["signature"] or row["by"])
        if n == 0:
            started.append(deed)
        elif not row["ends"] and row["id"] in kept:
            changed.append(deed)
    return started, changed


def level_at(rows, at=None, reports=False):
    """The grade until the activation, then the response; before any decision the kind's.

    What is decided is decided one after the other: by the numbers of the rows, of which none can
    have held while one before it did not. Without a time: as it stands, whatever a clock says.
    """
    level, started = None, False
    for row in rows.of("level_decision", "step IN ('decision', 'upper')", own=True):
        if row["ends"]:
            continue
        if at is not None and row["at"] > at:
            break
        started = started or row["axis"] == "response"
        if row["axis"] == "response" or not started:
            level = row["level"]
    if level:
        return level
    kind = KINDS.get(rows.own["kind"] or "") or KINDS.get("other") or {}
    return kind.get("report_as" if reports else "provisional", "III")


def county(rows, code):
    found = rows.all(f"SELECT name FROM district WHERE code = '{code}'")
    return found[0]["name"] if found else "县（市、区）"


def receiver_code(rows, report, name):
    chain = report["chain"] or "city"
    for code, each in ADDRESSEES.items():
        title = each["title"]
        if report["district"]:
            title = title.replace("{county}", county(rows, report["district"]))
        if each["chain"] == chain and title == name:
            return f"county:{report['district']}/{code}" if chain == "county" else code
    return name


def reported(rows, *kinds):
    """A report of the kind at each that it was sent to."""
    found = []
    for report in rows.of("report", "state = 'sent'"):
        if report["kind"] not in kinds:
            continue
        receipts = [r for r in rows.of("report_receipt") if r["report_id"] == report["id"]]
        for receipt in receipts:
            whom = receiver_code(rows, report, receipt["receiver"])
            by = receipt["sent_by"] or report["sent_by"]
            deed = Deed(receipt["sent_at"], "report_receipt", receipt["id"], by, whom)
            found.append(deed)
        if not receipts:
            for name in json.loads(report["sent_to"]):
                whom = receiver_code(rows, report, name)
                found.append(
                    Deed(report["sent_at"], "report", report["id"], report["sent_by"], whom)
                )
    return sorted(found)


def department(row):
    codes = [code for code, each in DEPARTMENTS.items() if each["title"] == row["department"]]
    return codes[0] if codes else row["department"]


def liaison(rows, answered, *whom):
    at, by = ("answered_at", "answer_by") if answered else ("asked_at", "asked_by")
    found = rows.deeds("liaison", at, by, whom=department)
    return [deed for deed in found if not whom or deed.whom in whom]


def gate(rows, kind, *steps):
    """Steps of releases: of one withdrawn only that; a return is of the one who sent it back."""
    releases = {r["id"]: r for r in rows.of("release") if kind in ("*", r["kind"])}
    checks = [c for c in rows.of("release_check") if c["release_id"] in releases]
    found = []
    for check in checks:
        step = check["step"] if check["passed"] else "return"
        withdrawn = releases[check["release_id"]]["state"] == "withdrawn"
        later = [
            c
            for c in checks
            if c["release_id"] == check["release_id"]
            and c["id"] > check["id"]
            and (not c["passed"] or c["step"] == "draft")
        ]
        stands = step not in ("approval", "authority") or not later
        if step in steps and withdrawn == (check["step"] == "withdraw") and stands:
            whom = f"release:{check['release_id']}"
            found.append(Deed(check["done_at"], "release_check", check["id"], check["by"], whom))
    return sorted(found)


SUPPLY = {
    "asked": ("asked_at", "asked_by", "state <> 'withdrawn'"),
    "approved": ("approved_at", "approved_by", "state NOT IN ('asked', 'withdrawn')"),
    "delivered": ("handled_at", "handled_by", "state IN ('delivered', 'returned')"),
    "refused": ("handled_at", "handled_by", "state = 'refused'"),
    "withdrawn": ("handled_at", "handled_by", "state = 'withdrawn'"),
    "returned": ("returned_at", "returned_by", "state = 'returned'"),
}


def supply(rows, kind, state):
    at, by, where = SUPPLY[state]
    where += "" if kind == "*" else f" AND kind = '{kind}'"
    return rows.deeds("supply_request", at, by, where, many=lambda row: row["amount"])


def case(rows, *kinds):
    """What a state of the case asks for, and a transfer, is done when settled, all else when it
    was done.
    """
    found = []
    for row in rows.of("case_act"):
        of_state = row["kind"] in ("check", "decide", "publish", "police")
        at, by = ("settled_at", "settled_by") if of_state else ("done_at", "registered_by")
        if row["kind"] in kinds and row[at]:
            found.append(Deed(row[at], "case_act", row["id"], row[by]))
    return sorted(found)


def case_decided(rows):
    began = {
        (act["case_id"], act["done_at"]): act["registered_by"]
        for act in rows.of("case_act", "kind = 'decide'")
    }
    filed = [
        Deed(
            file["filed_at"], "case_file", file["id"],
            began.get((file["id"], file["filed_at"]), file["registered_by"]),
        )
        for file in rows.of("case_file", "filed_at IS NOT NULL")
    ]  # fmt: skip
    checks = rows.of("case_act", "kind = 'check' AND settled_at IS NOT NULL")
    refused = [
        Deed(check["settled_at"], "case_file", file["id"], check["settled_by"])
        for file in rows.of("case_file")
        for check in checks
        if check["case_id"] == file["id"] and check["outcome"].startswith("不予立案")
    ]
    return sorted(filed + refused)


def evidence(rows, *kinds):
    found = rows.deeds("evidence", "collected_at", "registered_by")
    kind = {row["id"]: row["kind"] for row in rows.of("evidence")}
    return [deed for deed in found if kind[deed.id] in kinds]


def talks(rows):
    sql = (
        "SELECT t.* FROM trader_talk t LEFT JOIN signal s ON s.id = t.signal_id "
        "LEFT JOIN warning w ON w.id = t.warning_id "
        "JOIN incident i ON i.id = coalesce(t.incident_id, s.incident_id, w.incident_id) "
        "WHERE i.id = :i AND (i.closed_at IS NULL OR t.at <= i.closed_at) ORDER BY t.id"
    )
    found = [row for each in rows.ids for row in rows.all(sql, each)]
    return sorted(Deed(r["talked_at"], "trader_talk", r["id"], r["by"]) for r in found)


def at_place(rows, table, where="true"):
    at = {"team": "at", "site_report": "seen_at"}[table]
    many = (lambda row: row["people"] or 1) if table == "team" else None
    return rows.deeds(table, at, "by", where, lambda row: f"place:{row['place_id']}", many)


def attended(rows):
    """Of each group when its head, or who stands in, was there first; see `roll_call`."""
    sql = (
        'SELECT a.id, a.at, a.left_at, a.by, p.name, g."group" AS team, g.valid_from, '
        "g.valid_until, g.for_incident, g.confirmed_at, g.stands_for, g.id AS grant_id, "
        "(SELECT max(grants_before) FROM schema_info) AS before, a.incident_id AS came_to, "
        "o.state AS came_state, o.ended_at AS over_at FROM attendance a "
        "JOIN person p ON p.id = a.person_id JOIN role_grant g ON g.person_id = a.person_id "
        "JOIN incident o ON o.id = a.incident_id "
        "WHERE g.role = 'leader' AND g.\"group\" IS NOT NULL ORDER BY a.id"
    )
    found = []
    for row in [row for row in rows.all(sql) if _came(rows, row)]:
        since = max(row["at"], row["valid_from"])
        if row["came_to"] not in rows.ids:  # there before the 接报, for another incident
            since = max(since, rows.own["received_at"])
        over = row["valid_until"] and row["valid_until"] <= row["at"]
        gone = row["left_at"] and row["left_at"] <= since
        if not over and not gone and row["for_incident"] in (None, *rows.ids):
            deed = Deed(since, "attendance", row["id"], row["by"] or row["name"], row["team"])
            found.append((deed, row["left_at"]))
    return found


def _came(rows, row):
    """People sign in to the command once: for one incident, and for those that come meanwhile."""
    if row["came_to"] in rows.ids:
        return True
    no_command = ("false_alarm", "transferred")
    begin, end = rows.own["received_at"], rows.own["ended_at"]
    led = row["came_state"] not in no_command and rows.own["state"] not in no_command
    stays = (not row["left_at"] or row["left_at"] > begin) and (
        not row["over_at"] or row["over_at"] > begin
    )
    return led and stays and (not end or row["at"] < end)


def papers(r, where):
    return r.deeds("paper", "issued_at", "signed_by", where)


def shares(r):
    """A county's complaints in the incident, and how far they are."""
    sql = (
        f"SELECT c.district, count(*) AS many, min(CASE WHEN {MEDIATED} >= i.activated_at THEN "
        f"{MEDIATED} END) AS mediated_at, "
        f"sum(CASE WHEN h.state IN {FINISHED} OR {TOLD} THEN 1 ELSE 0 END) AS ended, "
        f"max(CASE WHEN h.state IN {FINISHED} OR {TOLD} "
        "THEN coalesce(h.closed_at, h.declined_at, h.mediation_ended_at, c.finished_at, l.at) END) "
        "AS ended_at FROM incident_complaint l JOIN complaint c ON c.id = l.complaint_id "
        "JOIN incident i ON i.id = l.incident_id "
        "LEFT JOIN complaint_handling h ON h.complaint_id = c.id WHERE l.incident_id = :i "
        "AND l.removed_at IS NULL AND c.district IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch b "
        "WHERE b.id = c.batch_id AND b.state = 'open') GROUP BY c.district"
    )
    return r.all(sql)
