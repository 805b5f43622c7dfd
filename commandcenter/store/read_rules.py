"""Who may read which rows on PostgreSQL: one policy a table, made from the tables.

Who sees the city sees its rows; a county sees what hangs on its own complaints and incidents;
a few tables ask for a right of their own. Who complained stands in no table that a person may
read: see db/postgres/rights_journal.sql.
"""

from collections.abc import Iterator

from sqlalchemy import Table

# Without them no window opens and nobody is known: everybody's, the administrator's too.
OPEN = {
    "absence", "alarm_out", "city", "county_rules", "delegation", "delivery", "district", "drill",
    "duty",
    "person",
    "plan_item", "plan_version", "role_grant", "schema_info", "seat", "setting",
    "simulated_clock", "town", "word_index", "plan_filing", "plan_gap", "plan_review",
    "plan_revision", "journal", "pen", "watch_lease",
    "watch_run", "laid_part", "verification", "restore_drill",
}  # fmt: skip
# What is counted of the whole city: who sees any picture sees it.
COUNTED = {"rollup", "stored_file"}
OWN = {"draft": "open OR person_id = rights.me()", "seen": "person_id = rights.me()"}
ACCOUNTS = {"account": "(SELECT rights.may('manage_accounts')) OR person_id = rights.me()"}
EVIDENCE = ("case_act", "case_file", "custody", "evidence")
WHOSE = {"paper_step": "person_id", "release_check": "person_id"}  # who acted; else by_id
OF_ONES_NAME = "by = (SELECT rights.my_name())"
SUPPLY = (
    "(SELECT rights.may('stock_read')) OR asked_by_id = (SELECT rights.me()) "
    "AND (SELECT rights.sees_something()) "
    "OR for_group = (SELECT rights.some_group())"
)
# What is to come in a drill is its conductor's and observers' to see, and what they noted; once it
# is over everybody sees what was in it.
OVER = "EXISTS (SELECT 1 FROM public.drill_act a WHERE a.kind = 'ended')"
DIRECTS = (
    "EXISTS (SELECT 1 FROM public.drill d WHERE d.conductor = session_user "
    "OR position('\"' || session_user || '\"' IN d.observers) > 0)"
)
LEDGER = (
    "(SELECT rights.may('ledger_read')) OR (SELECT rights.may('ledger_write')) "
    "OR rights.may('ledger_read', {group}, "
    "coalesce({district}, rights.counties(incident_id)))"
)
BUREAUS_OWN = "incident_id IS NULL"  # of the book: what the bureau itself owes
# What is of no incident is the bureau's own; of it who keeps its servers, and sees no complaint,
# sees what is of the servers and the bureau itself: no signal, no warning.
SYSTEM_ALARM = (
    "incident_id IS NULL AND kind IN ('standby', 'record', 'watch', 'backup', 'backup_old', "
    "'unmanned', 'unsent', 'limit_bureau')"
)
OF_SYSTEM_ALARM = f"alarm_id IN (SELECT id FROM alarm WHERE {SYSTEM_ALARM})"
ALARM = (
    "(SELECT rights.sees_city()) OR (SELECT rights.may('see_system')) AND ({system}) "
    "OR incident_id IS NULL AND (SELECT rights.sees_something()) "
    "OR incident_id IS NOT NULL AND EXISTS (SELECT 1 FROM incident o WHERE o.id = incident_id)"
)
MONEY = "(SELECT rights.may('money_read'))"
# A county sees what its own people hold.
TEAM = (
    "(SELECT rights.sees_city()) OR person_id = (SELECT rights.me()) OR EXISTS "
    "(SELECT 1 FROM public.role_grant g WHERE g.person_id = {table}.person_id "
    "AND g.district = ANY ((SELECT rights.my_counties())::text[]))"
)
# Who took a call sees it; a county what became a complaint of its own.
CALL = (
    "(SELECT rights.sees_city()) OR person_id = (SELECT rights.me()) OR number <> '' AND EXISTS "
    "(SELECT 1 FROM complaint o WHERE o.number = phone_call.number)"
)
SPECIAL = {
    "phone_call": CALL,
    "budget_line": MONEY,
    "budget_change": MONEY,
    "fund_request": MONEY,
    "attendance": "(SELECT rights.me()) IS NOT NULL",
    "supply_request": SUPPLY,
    "stock_item": "(SELECT rights.sees_stock())",
    "stock_move": "(SELECT rights.sees_stock())",
    "recovery": LEDGER.format(
        group='"group"', district="CASE WHEN district IS NOT NULL THEN ARRAY[district] END"
    ),
    "accountability": (
        "CASE kind WHEN 'official' THEN (SELECT rights.may('see_officials')) "
        f"ELSE {LEDGER.format(group='(SELECT rights.keeper())', district='NULL')} END"
    ),
    "file_part": (
        "(SELECT rights.may('evidence_read')) OR NOT rights.is_evidence(sha256) "
        "AND (SELECT rights.sees_something())"
    ),
    "drill_act": f"kind NOT IN ('note', 'said') AND (SELECT rights.me()) IS NOT NULL OR {DIRECTS}",
    "drill_inject": (
        f"(carried_out_at IS NOT NULL OR {OVER}) AND (SELECT rights.me()) IS NOT NULL OR {DIRECTS}"
    ),
    "certificate": TEAM.format(table="certificate"),
    "publicity": "(SELECT rights.sees_something())",
    "training": "(SELECT rights.sees_something())",
    "training_person": TEAM.format(table="training_person"),
    "drill_measure": "(SELECT rights.sees_something())",
    "drill_record": "(SELECT rights.sees_something())",
    # What an import must know; and, for how far the sources reach, who looks after the system.
    "subject": "(SELECT rights.sees_something()) OR (SELECT rights.enters())",
    "batch": (
        "(SELECT rights.sees_something()) OR (SELECT rights.may('see_system')) "
        "OR (SELECT rights.enters()) AND opener_id = (SELECT rights.me())"
    ),
    "hotline_row": "(SELECT rights.takes_in())",
    "journal_row": (
        "op = 'bulk' AND (SELECT rights.sees_something()) "
        "OR rights.sees_image(table_name, line, row_key)"
    ),
    "alarm": (
        f"{ALARM.format(system=SYSTEM_ALARM)} "
        "OR district = ANY ((SELECT rights.my_counties())::text[])"
    ),
    "alarm_act": ALARM.format(system=OF_SYSTEM_ALARM),
    "warning": "(SELECT rights.sees_something())",
    "warning_act": "(SELECT rights.sees_something())",
    "warning_step": "(SELECT rights.sees_something())",
} | dict.fromkeys(EVIDENCE, "(SELECT rights.may('evidence_read'))")

# Who enters single complaints sees those, and nothing else.
MINE = "(SELECT rights.enters()) AND batch_id = ANY ((SELECT rights.my_entries())::integer[])"
ALSO = {
    # A plan of inspections or a task is seen by who is to do it, whose county it may not be.
    "inspection_plan": ("person_id = (SELECT rights.me())",),
    "risk_finding": ("person_id = (SELECT rights.me())",),
    "obligation": (f"{BUREAUS_OWN} AND (SELECT rights.may('keep_backups'))",),
    "complaint": (MINE,),
}
SEES_CITY = "(SELECT rights.sees_city())"
HANGS_ON = (
    ("incident_id", "incident"), ("complaint_id", "complaint"), ("step_id", "step"),
    ("obligation_id", "obligation"),
    ("signal_id", "signal"), ("warning_id", "warning"), ("release_id", "release"),
    ("inspection_id", "inspection_plan"), ("risk_record_id", "risk_record"),
    ("finding_id", "risk_finding"),
)  # fmt: skip


def read_condition(table: Table) -> str:
    """SQL on a row of the table: may who is signed on read it."""
    name = table.name
    if name in OPEN:
        return "(SELECT rights.me()) IS NOT NULL"
    if name in COUNTED:
        return "(SELECT rights.sees_something())"
    for special in (OWN, ACCOUNTS, SPECIAL):
        if name in special:
            return special[name]
    return " OR ".join([SEES_CITY, *_of_county(table), *ALSO.get(name, ())])


def new_row_condition(table: Table) -> str:
    """SQL on a new row: it is one that its author may read, and so is what it hangs on."""
    if table.name in PUT_IN_UNSEEN:
        return "true"
    parents = [
        f'({column} IS NULL OR EXISTS (SELECT 1 FROM "{of_table}" o '
        f'WHERE o.id = "{table.name}".{column}))'
        for column, of_table in (*HANGS_ON, *HANGS_ALSO_ON)
        if column in table.c
    ]
    if not parents:
        return read_condition(table)
    return f"({read_condition(table)}) AND ({SEES_CITY} OR {' AND '.join(parents)})"


def _of_county(table: Table) -> Iterator[str]:
    columns = table.c
    if "districts" in columns:
        # As rights.touches does; a function would be asked for each row, which takes a hundred
        # times as long.
        yield "districts::jsonb ?| (SELECT rights.my_counties())::text[]"
    if "district" in columns:
        yield "district = ANY ((SELECT rights.my_counties())::text[])"
    if "first_id" in columns:
        yield "EXISTS (SELECT 1 FROM complaint o WHERE o.id IN (first_id, second_id))"
    if "by" in columns and "incident_id" in columns and columns.incident_id.nullable:
        number = WHOSE.get(table.name, "by_id")
        own = f"{number} = (SELECT rights.me())" if number in columns else OF_ONES_NAME
        yield f"{own} AND (SELECT rights.sees_something())"
    for column, of_table in HANGS_ON:
        if column in columns:
            yield (
                f'{column} IS NOT NULL AND EXISTS (SELECT 1 FROM "{of_table}" o '
                f'WHERE o.id = "{table.name}".{column})'
            )


# A new row is one that its author may read: nobody puts anything into what is another county's. Of
# these the triggers ask that, once for thousands; a file is sent before it belongs to anything.
HANGS_ALSO_ON = (("paper_id", "paper"), ("report_id", "report"))
PUT_IN_UNSEEN = {
    "complaint", "complainant", "incident_complaint", "subject", "stored_file", "file_part",
}  # fmt: skip

# Words are sought through an index that a policy which must be asked first would not use. Who sees
# the city for good is in a group whose policy says so before the search is planned; whose sight
# ends by itself (a stand-in, an incident's own people) is asked at each look.
BY_GROUP = ("complaint",)
