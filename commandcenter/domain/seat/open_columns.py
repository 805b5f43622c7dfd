"""What of a row's image may leave the program in the lines of change that others read.

Numbers, times, yes and no, and words that the program itself gives (a state, a level) say what
happened and name nobody. What people wrote, names, and where a complaint is from stay: a column of
text leaves only if it stands here, so a new one is closed by itself.
"""

# Text that is the program's or the state's own code: of the plan's items, of areas, of kinds.
OPEN_TEXT = frozenset(
    {
        "act", "act_table", "born_table", "categories", "chain", "clause", "clock", "code",
        "county", "date_code", "district", "districts", "form", "item_code", "kind", "ledger",
        "secrecy", "stage", "state", "step", "to_district", "to_group", "to_role", "urgency",
    }
)  # fmt: skip
# Rows that do not leave at all: who complained, what is kept about officials, what money was asked
# for, what is still to come in a drill, who signs on.
CLOSED_TABLES = frozenset(
    {
        "accountability", "account", "budget_change", "budget_line", "complainant", "drill_act",
        "drill_inject", "fund_request", "phone_call", "setting",
    }
)  # fmt: skip
CLOSED_COLUMNS = frozenset({("complaint", "lat"), ("complaint", "lon")})
COVERED = "***"


def leaves(table: str, column: str, *, text: bool) -> bool:
    """Whether the value of a column leaves as it is."""
    if (table, column) in CLOSED_COLUMNS:
        return False
    return not text or column in OPEN_TEXT
