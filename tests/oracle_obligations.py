"""What must be done about an incident, judged from its acts by somebody else than the program.

Written from section 3.1 of the design and the words of resources/plan/obligations.toml; nothing of
domain/command/book is known here. It says which rows of the book must be done, when and by whom,
which must be open, and which wait for their case; what people said of a row (by hand, 不适用, 适用)
is taken from the row, for it stands nowhere else.

`differences(connection, incident, at)` compares with the stored rows and says in words what
differs. It judges by the rows as they stand: for each minute of a story it is asked in that minute.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from tests import oracle_deeds as deeds
from tests.oracle_asked import ASKED
from tests.oracle_deeds import ADDRESSEES, DEPARTMENTS, GROUPS, PLAN, Rows

OPEN, DONE, GREY, WAITING, NA, OVER = "open", "done", "grey", "waiting", "na", "over"
OUT = ("false_alarm", "transferred")


@dataclass(frozen=True)
class Judged:
    """How a row must stand; `at`, `by` of what is done, `act`: by which row of which table, None
    where it is of many. OVER: ceased, or not there at all.
    """

    state: str
    at: datetime | None = None
    by: str = ""
    act: tuple[str, int | None] | None = None


class Judge:
    """`found`: by (code, about, round)."""

    def __init__(self, connection, incident, at):
        self.rows = Rows(connection, incident)
        self.own, self.at = self.rows.own, at
        self.said = {
            (row["code"], row["about"], row["round"]): row
            for row in self.rows.of("obligation", own=True)
        }
        notes = self.rows.of("obligation_note", "kind = 'applies'", own=True)
        self.applied = {note["obligation_id"] for note in notes}
        self.found = {}

    def put(self, code, acts, about="", number=0, over=False, applies=False):
        """A row: its acts that prove it, whether nothing asks for it at present."""
        acts = sorted(acts)
        done = acts[0] if acts else None
        self.found[code, about, number] = self._judged(code, about, number, done, over, applies)
        return done

    def _judged(self, code, about, number, done, over, applies):
        item, said = PLAN[code], self.said.get((code, about, number), {})
        kinds = item.get("applies", {}).get("kinds")  # a seal on a gym's books keeps no food
        if kinds and self.own["kind"] not in kinds and said.get("id") not in self.applied:
            done = None
        unverified = self.own["verified_at"] is None and self.own["state"] == "reported"
        grey = bool(item.get("grey")) and unverified
        if said.get("hand_words") and said["done_at"]:
            return Judged(DONE, said["done_at"], said["done_by"], ("", None))
        if done and not grey:
            return Judged(DONE, done.at, done.by, (done.table, done.id) if done.id else None)
        if not done and said.get("act_table") == "step" and said["done_at"]:
            return Judged(DONE, said["done_at"], said["done_by"], ("step", said["act_id"]))
        if not done and said.get("na_why"):
            return Judged(NA)
        if not done and (over or self._is_over(item)):
            return Judged(OVER)
        if not done and item.get("when") and not applies and said.get("id") not in self.applied:
            return Judged(WAITING)
        return Judged(GREY if grey else OPEN)

    def _is_over(self, item):
        own, until = self.own, item.get("until", "closed")
        reports = item.get("per") in ("addressee", "chain")
        level = deeds.level_at(self.rows, reports=reports)
        return (
            own["state"] == "merged"
            or (own["state"] in OUT and until != "never")
            or level not in item.get("levels", (*deeds.LEVELS,))
            or (until == "ended" and own["ended_at"] is not None)
            or (until != "never" and own["closed_at"] is not None)
        )

    def rounds(self, code, since, done_after, about="", over=False):
        """Those that were done one after the other, and the one that is open."""
        number = 1
        while True:
            said = self.said.get((code, about, number), {})
            act = done_after(since)
            self.put(code, [act] if act else [], about, number, over)
            closed = said.get("done_at") if said.get("hand_words") else (act.at if act else None)
            if closed is None:
                return
            since, number = max(since, closed), number + 1

    def begins(self, code):
        """Whether the row of the whole incident is on the list."""
        item = PLAN[code]
        start = item["start"]
        if start == "received":
            return self.own["verified_at"] if item.get("listed") else self.own["received_at"]
        return self.own["activated_at" if start == "activation" else "ended_at"]


def judge(connection, incident, at):
    judge = Judge(connection, incident, at)
    parts = (_beginning, _once, _rounds, _whole, _reports, _places, _after, *ASKED)
    for part in parts:
        part(judge)
    return judge.found


def _beginning(j):
    r = j.rows
    verified = []
    if j.own["verified_at"]:
        by = j.own["verified_by"] or ""
        verified = [deeds.Deed(j.own["verified_at"], "incident", r.incident, by)]
    started, _ = deeds.responses(r)
    j.put("verify", verified)
    j.put("ring_lead", _rung(r))
    decided = deeds.grade(r, "decision", "upper")
    if j.own["verified_at"]:
        j.put("suggest_grade", deeds.grade(r, "suggestion"))
        j.put(
            "activation_paper",
            deeds.papers(r, "kind = 'activation' AND state IN ('issued','filed')"),
        )
    if decided:
        j.put("start_response", started)


def _rung(r):
    lead = (
        "answered AND (EXISTS (SELECT 1 FROM duty d WHERE d.person_id = call_up.person_id AND "
        "d.role = 'lead_duty' AND d.starts_at <= rung_at AND d.ends_at > rung_at) OR EXISTS ("
        "SELECT 1 FROM role_grant g WHERE g.person_id = call_up.person_id AND g.role = 'lead_duty'"
        " AND g.valid_from <= rung_at AND (g.valid_until IS NULL OR g.valid_until > rung_at)))"
    )
    return r.deeds("call_up", "rung_at", "by", lead)


def _once(j):
    """One row of the incident, proved by any act of its kinds; and what no record can prove."""
    r = j.rows
    kinds = {
        "register_desk": r.deeds("tally", "at", "by", "kind = 'registered'"),
        "order_kept": deeds.liaison(r, True, "police"),
        "trader_talk": deeds.talks(r),
        "stop_supply": deeds.evidence(r, "sample") + deeds.case(r, "preserve", "seal"),
        "to_hospital": _in_hospital(r),
        "lab_result": deeds.case(r, "bad_result"),
        "preserve": deeds.case(r, "preserve"),
        "seize": deeds.case(r, "seal", "detain"),
        "sample": deeds.case(r, "sample") + deeds.evidence(r, "sample"),
        "statements": deeds.evidence(r, "statement"),
        "electronic_data": deeds.evidence(r, "e_data") + deeds.liaison(r, True, "平台"),
        "case_decision": deeds.case_decided(r),
        "police_referral": deeds.case(r, "police"),
        "line_draft": deeds.gate(r, "line", "submit"),
        "first_release": deeds.gate(r, "notice", "publish"),
        "release_authority": deeds.gate(r, "notice", "approval", "authority"),
        "consumer_tip": deeds.gate(r, "tip", "publish"),
        "press_register": r.deeds("press_question", "asked_at", "registered_by"),
        "mediation": _mediated(r),
        "vehicles": deeds.supply(r, "vehicle", "delivered"),
        "equipment": deeds.supply(r, "equipment", "delivered"),
        "reception": deeds.supply(r, "room", "delivered"),
        "test_body": deeds.liaison(r, True, "检验机构"),
        "funds": deeds.supply(r, "money", "asked") + deeds.supply(r, "money", "approved"),
        "retention": r.deeds("retention", "at", "decided_by"),
        "liability": _liable(r),
    }
    by_hand = [code for code, item in PLAN.items() if item.get("hand") and not item.get("both")]
    for code in (*kinds, *by_hand):
        if j.begins(code) and not PLAN[code].get("round"):
            j.put(code, kinds.get(code, ()), applies=_applies(j, code))


def _in_hospital(r):
    """Told by which hospitals they are treated."""
    told = "SELECT case_report_id FROM case_count WHERE part = 'hospital'"
    return r.deeds("case_report", "as_of", "by", f"id IN ({told})")


def _applies(j, code):
    when = PLAN[code].get("applies", {})
    facts = {row["code"]: row["value"] for row in j.rows.of("incident_fact", own=True)}
    asked = deeds.case(j.rows, "police_ask", "police") if "signs" in when else []
    return (
        j.own["kind"] in when.get("kinds", ())
        or any(facts.get(fact) for fact in when.get("facts", ()))
        or bool(asked)
    )


def _mediated(r):
    """Of each county when the first mediation ended since the response began; nobody is named."""
    found = [row["mediated_at"] for row in deeds.shares(r) if row["mediated_at"]]
    return [deeds.Deed(at, "complaint_handling", 0) for at in found]


def _liable(r):
    found = r.of("accountability", "settled_at IS NOT NULL")
    return [
        deeds.Deed(
            row["settled_at"], "accountability", row["id"],
            "" if row["kind"] == "official" else row["settled_by"],
        )
        for row in found
    ]  # fmt: skip


def _rounds(j):
    r, start = j.rows, j.own["activated_at"]
    if not start:
        return
    _, changed = deeds.responses(r)
    spent = [
        *deeds.supply(r, "*", "delivered"), *deeds.supply(r, "*", "returned"),
        *deeds.supply(r, "money", "asked"), *deeds.supply(r, "money", "approved"),
    ]  # fmt: skip
    every = {
        "level_review": deeds.grade(r, "suggestion", "decision", "upper") + changed,
        "release_daily": deeds.gate(r, "notice", "publish"),
        "supply_ledger": spent,
        "opinion_brief": [],
    }
    for code, acts in every.items():
        j.rounds(code, start, _first_after(acts))


def _first_after(acts):
    return lambda since: min((act for act in acts if act.at > since), default=None)


def _whole(j):
    """All six groups, all departments, the whole number, everything back."""
    r, start = j.rows, j.own["activated_at"]
    asked = {}
    for deed in sorted(deeds.liaison(r, False)):
        asked.setdefault(deed.whom, deed)
    always = [asked.get(code) for code, each in DEPARTMENTS.items() if each.get("always")]
    if j.own["verified_at"]:
        j.put("tell_departments", [max(always)] if all(always) else [])
    if start:
        j.put("roll_call", _roll_call(r))
        wanted = PLAN["hotline_seats"]["amount"]
        seats = deeds.supply(r, "seat", "delivered")
        j.put("hotline_seats", _enough(seats, lambda at: wanted[deeds.level_at(r, at)]))
    if j.own["ended_at"]:
        lent = "kind IN ('vehicle', 'equipment', 'seat', 'people', 'room')"
        given = {d.id for d in deeds.supply(r, "*", "delivered")}
        given &= {row["id"] for row in r.of("supply_request", lent)}
        back = {d.id: d for d in deeds.supply(r, "*", "returned")}
        whole = given and given <= back.keys()
        j.put("return_equipment", [max(back[n] for n in given)] if whole else [])


def _roll_call(r):
    """The arrival with which the heads of all six were there at the same time."""
    came = sorted(deeds.attended(r), key=lambda each: each[0])
    for deed, _ in came:
        there = {}
        for arrival, left in came:
            if arrival.at <= deed.at and (not left or left > deed.at):
                there.setdefault(arrival.whom, arrival)
        if there.keys() >= set(GROUPS):
            return [max(there.values())]  # of some who were there together already, the last
    return []


def _enough(acts, wanted):
    total = 0
    for act in sorted(acts):
        total += act.many
        if total >= wanted(act.at):
            return [act]
    return []


def _reports(j):
    """电话报告, 首报, 终报 for each receiver; 续报 in rounds for each chain."""
    r = j.rows
    told = deeds.reported(r, "phone", "first", "followup", "final")
    first = deeds.reported(r, "first")
    kinds = {
        "report_phone": sorted(deeds.reported(r, "phone") + first), "report_first": first,
        "report_final": deeds.reported(r, "final"),
    }  # fmt: skip
    for chain, usual, needed in _chains(j, {deed.whom for deed in told}):
        for code, acts in kinds.items():
            for whom in usual if j.begins(code) else ():
                own = [deed for deed in acts if deed.whom == whom]
                j.put(code, own, whom, over=whom not in needed)
        own = [deed for deed in first if _of_chain(deed.whom, chain)]
        if own:
            further = deeds.reported(r, "followup")
            done = _all_after(further, needed)
            j.rounds("report_follow", own[0].at, done, chain, over=not needed)


def _of_chain(whom, chain):
    return whom.startswith(f"{chain}/") if chain != "city" else not whom.startswith("county:")


def _all_after(acts, needed):
    def done(since):
        first = [
            min((a for a in acts if a.whom == whom and a.at > since), default=None)
            for whom in needed
        ]
        return max(first) if first and all(first) else None

    return done


def _chains(j, told):
    """Each with whom it usually reports to, and who needs it now."""
    named = PLAN["report_phone"]["to"][deeds.level_at(j.rows, reports=True)]
    city_reports = False
    for district in (None, *json.loads(j.own["districts"])):
        chain = "county" if district else "city"
        before = f"county:{district}/" if district else ""
        own = {c: before + c for c, each in ADDRESSEES.items() if each["chain"] == chain}
        usual = [whom for code, whom in own.items() if not ADDRESSEES[code].get("skips")]
        goes_on = bool(told & set(own.values()))
        now = [own[code] for code in named if code in own] or (usual if goes_on else [])
        if not district:
            city_reports = bool(told & set(usual))
        elif city_reports and not any(whom.startswith(before) for whom in told):
            now = []
        yield (f"county:{district}" if district else "city"), usual, now


def _places(j):
    r, start = j.rows, j.own["activated_at"]
    if not start:
        return
    places = [f"place:{row['id']}" for row in r.of("incident_place")] or [""]
    teams, sites = deeds.at_place(r, "team"), deeds.at_place(r, "site_report")
    left = deeds.at_place(r, "site_report", "closes")
    for about in places:
        here, came, gone = (
            [d for d in acts if about in ("", d.whom)] for acts in (sites, teams, left)
        )
        j.put("officers_on_site", _enough(came, lambda _: 2), about)
        j.put("site_first", here, about)
        _hourly(j, about, here, came, gone)


def _hourly(j, about, here, came, gone):
    """Counted from the first report; over once the team has left, until another comes."""
    since = min(here).at if here else j.own["activated_at"]
    last = max((d.at for d in gone), default=None)
    back = last is not None and any(d.at > last for d in came)
    j.rounds("site_hourly", since, _first_after(here), about, over=last is not None and not back)


def _after(j):
    """Counties, ledgers, and what follows the end of the response."""
    r = j.rows
    for row in deeds.shares(r):
        whole = row["many"] == row["ended"]
        done = [deeds.Deed(row["ended_at"], "complaint_handling", 0)] if whole else []
        j.put("county_handling", done, f"county:{row['district']}")
    for row in r.of("recovery"):
        about = f"recovery:{row['id']}"
        done = [d for d in r.deeds("recovery", "settled_at", "settled_by") if d.whom == about]
        j.put(f"recovery_{row['ledger']}", done, about, over=row["waived_at"] is not None)
    moves = {
        to: r.deeds("incident_move", "at", "by", f"to_state = '{to}'", own=True)
        for to in ("aftermath", "archived")
    }
    if j.own["ended_at"]:
        for kind in ("assessment", "investigation"):
            signed = r.deeds("inquiry_report", "signed_at", "signature", f"kind = '{kind}'")
            j.put(f"inquiry_{kind}", signed)
        j.put("aftermath", moves["aftermath"])
        j.put("archive", r.deeds("archive_package", "made_at", "made_by"))
    if moves["aftermath"]:
        j.put("close", moves["archived"])


def differences(connection, incident, at):
    """In words, each row of the book that stands otherwise than the acts say; empty: none."""
    wanted = judge(connection, incident, at)
    stored = {
        (row["code"], row["about"], row["round"]): row
        for row in Rows(connection, incident).of("obligation", own=True)
    }
    found = []
    for key in sorted({*wanted, *stored}):
        should = wanted.get(key) or _unasked(stored[key])
        stands = _stands(stored.get(key), of_many=should.act is None)
        if should != stands:
            found.append(f"{'/'.join(map(str, key))}: {stands}, but by the acts {should}")
    return found


def _unasked(row):
    """Nothing asks for it any more: what people said of it stays, all else is over."""
    if row["done_at"] and (row["hand_words"] or row["act_table"] == "step"):
        return Judged(DONE, row["done_at"], row["done_by"], (row["act_table"], row["act_id"]))
    return Judged(NA if row["na_why"] else OVER)


def _stands(row, of_many):
    if row is None or row["state"] == "ceased":
        return Judged(OVER)
    if row["state"] == DONE:
        act = None if of_many else (row["act_table"], row["act_id"])
        return Judged(DONE, row["done_at"], row["done_by"], act)
    return Judged(row["state"])
