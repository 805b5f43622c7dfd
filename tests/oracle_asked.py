"""What records ask for of their own (a 批示, a draft, a request), for the oracle of obligations."""

from tests import oracle_deeds as deeds
from tests.oracle_deeds import ADDRESSEES


def _steps(j):
    """What a step of the grade and of the gate asks for: 定级, 报请, 上级决定, 合法性审核."""
    r = j.rows
    decided, initial = deeds.grade(r, "decision", "upper"), deeds.grade(r, "initial")
    back, asked = deeds.grade(r, "returned"), deeds.grade(r, "request")
    asks = {
        "grade_decide": (deeds.grade(r, "suggestion"), decided + initial + back),
        "grade_request": (initial, asked + decided + back),
        "grade_upper": (asked, decided + back),
        "legal_check": (
            deeds.gate(r, "*", "submit"), deeds.gate(r, "*", "legal", "return", "withdraw"),
        ),
    }  # fmt: skip
    for code, (births, answers) in asks.items():
        for birth in births:
            after = [d for d in answers if d.at >= birth.at and d != birth and _same(birth, d)]
            j.put(code, after, f"{birth.table}:{birth.id}")


def _same(birth, deed):
    return not birth.whom or birth.whom == deed.whom


def _asked(j):
    """A row of its own for each record that wants something done."""
    r = j.rows
    pairs = {
        "directive_done": ("directive", "true", "done_at", "done_by"),
        "directive_told": ("directive", "done_at IS NOT NULL", "reported_at", "reported_by"),
        "instruction": ("instruction", "true", "reported_at", "reported_by"),
        "oral_signed": ("oral_decision", "disputed_at IS NULL", "signed_at", "signature"),
        "legal_answer": ("legal_question", "true", "answered_at", "answered_by"),
        "liaison_answer": ("liaison", "true", "answered_at", "answer_by"),
        "press_answer": ("press_question", "true", "answered_at", "answered_by"),
        "report_sign": ("report", "kind <> 'phone'", "signed_at", "signed_by"),
        "report_send": (
            "report", "kind <> 'phone' AND signed_at IS NOT NULL", "sent_at", "sent_by",
        ),
        "handover": (
            "handover", "refused_at IS NULL AND to_person IS NOT NULL", "received_at",
            "received_by",
        ),
        "case_limit": ("case_act", "due_at IS NOT NULL", "settled_at", "settled_by"),
        "inquiry_sign": ("inquiry_report", "true", "signed_at", "signature"),
    }  # fmt: skip
    for code, (table, where, at, by) in pairs.items():
        done = r.deeds(table, at, by, where)
        for row in r.of(table, where):
            about = f"{table}:{row['id']}"
            j.put(code, [d for d in done if d.whom == about], about)


def _asked_in_public(j):
    r = j.rows
    for row in r.of("opinion"):
        code = "false_claims" if row["false_claim"] else "opinion_answer"
        enough = (
            ("answered", "referred") if row["false_claim"] else ("answered", "referred", "watched")
        )
        done = r.deeds("opinion", "answered_at", "answered_by", f"state IN {enough}")
        for state in ("watched", "referred"):
            if state in enough:
                where = f"state <> '{state}'"
                done += r.deeds("opinion", f"{state}_at", f"{state}_by", where)
        about = f"opinion:{row['id']}"
        j.put(code, [d for d in done if d.whom == about], about, applies=True)
    if j.own["activated_at"] and not r.of("opinion", "false_claim"):
        j.put("false_claims", [])
    out = [
        *deeds.gate(r, "notice", "publish"), *deeds.gate(r, "tip", "publish"),
        *deeds.gate(r, "line", "approval"),
    ]  # fmt: skip
    for row in r.of("release", "state <> 'withdrawn'"):
        about = f"release:{row['id']}"
        j.put("release_gate", [d for d in out if d.whom == about], about)
    for row in r.of("paper", "state NOT IN ('withdrawn', 'void')"):
        about = f"paper:{row['id']}"
        done = [d for d in deeds.papers(r, "state IN ('issued', 'filed')") if d.whom == about]
        j.put("paper_step", done, about)


def _receipts(j):
    """Received in this house; and answered what a receiver sent back for."""
    r = j.rows
    of = {row["id"]: row for row in r.of("report")}
    receipts = r.of("report_receipt")
    for row in receipts:
        about, report = f"report_receipt:{row['id']}", of[row["report_id"]]
        code = deeds.receiver_code(r, report, row["receiver"]).rpartition("/")[2]
        if ADDRESSEES.get(code, {}).get("inside"):
            got = r.deeds("report_receipt", "received_at", "registered_by")
            j.put("report_receive", [d for d in got if d.whom == about], about)
        if row["returned_at"]:
            answers = [
                deeds.Deed(
                    a["sent_at"],
                    "report_receipt",
                    a["id"],
                    a["sent_by"] or of[a["report_id"]]["sent_by"],
                )
                for a in receipts
                if a["receiver"] == row["receiver"]
                and a["report_id"] != row["report_id"]
                and a["sent_at"] >= row["returned_at"]
                and of[a["report_id"]]["district"] == report["district"]
                and of[a["report_id"]]["state"] == "sent"
            ]
            j.put("report_amend", answers, about)


def _asked_of_logistics(j):
    """What costs money waits for who approves or refuses it, then for being delivered."""
    r = j.rows
    for row in r.of("supply_request", "state <> 'withdrawn'"):
        about, costs = f"supply_request:{row['id']}", row["money_cents"] is not None
        answers = {
            state: [d for d in deeds.supply(r, "*", state) if d.whom == about]
            for state in ("approved", "delivered", "refused")
        }
        if costs:
            j.put("money_approve", answers["approved"] + answers["refused"], about)
        if row["state"] != "refused" and (not costs or row["approved_at"]):
            j.put("supply_deliver", answers["delivered"], about)


ASKED = (_steps, _asked, _asked_in_public, _receipts, _asked_of_logistics)
